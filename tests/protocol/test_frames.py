"""Frames: the vectors, and the law that unpacking undoes packing."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.errors import RequestError
from rtts.protocol.frames import HEADER_BYTES, Frame, pack_frame, unpack_frame
from tests.protocol.vectors import vectors

U8 = st.integers(0, 0xFF)
U16 = st.integers(0, 0xFFFF)
U32 = st.integers(0, 0xFFFFFFFF)
FRAMES = st.builds(
    Frame,
    handle=U16,
    segment=U16,
    sequence=U16,
    pts=U32,
    samples=U16,
    payload=st.binary(max_size=200),
    kind=U8,
    flags=U8,
)


@pytest.mark.parametrize("entry", vectors("frames"))
def test_the_vectors(entry: dict[str, Any]) -> None:
    """Each wire form reads as its frame or is refused, and what this version writes is it."""
    wire = bytes.fromhex(entry["wire"])
    if entry["frame"] is None:
        with pytest.raises(RequestError) as refusal:
            unpack_frame(wire)
        assert refusal.value.wire_code == "bad_message"
        return
    frame = Frame(**entry["frame"], payload=bytes.fromhex(entry["payload"]))
    assert unpack_frame(wire) == frame
    if not entry.get("later"):
        assert pack_frame(frame) == wire


@given(FRAMES)
def test_unpacking_undoes_packing(frame: Frame) -> None:
    """Every frame whose fields are in range comes back as it was."""
    assert unpack_frame(pack_frame(frame)) == frame


@given(FRAMES, st.integers(0, 5), st.data())
def test_longer_headers_are_skipped(frame: Frame, more_words: int, data: st.DataObject) -> None:
    """Header words behind the known ones change nothing."""
    packed = bytearray(pack_frame(frame))
    packed[3] += more_words
    more = data.draw(st.binary(min_size=more_words * 4, max_size=more_words * 4))
    packed[HEADER_BYTES:HEADER_BYTES] = more
    assert unpack_frame(bytes(packed)) == frame


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(message: bytes) -> None:
    """Arbitrary bytes are a frame or a RequestError, never another exception."""
    with suppress(RequestError):
        assert str(unpack_frame(message)).startswith("<frame")


def test_sequence_numbers_wrap() -> None:
    """The frame behind number 65535 has number 0."""
    frame = Frame(handle=1, segment=0, sequence=0x10000, pts=0, samples=960, payload=b"x")
    assert unpack_frame(pack_frame(frame)).sequence == 0


def test_the_payload_is_aligned() -> None:
    """The payload begins at offset 16, where any typed array may be laid over it."""
    frame = Frame(handle=1, segment=0, sequence=0, pts=0, samples=960, payload=b"payload")
    assert HEADER_BYTES == 16
    assert pack_frame(frame)[16:] == b"payload"


def test_a_frame_shows_no_audio_in_the_log() -> None:
    """Its string names the fields and the size of the payload alone."""
    frame = Frame(handle=1, segment=2, sequence=3, pts=4, samples=5, payload=b"secret")
    assert "secret" not in str(frame)
    assert "handle=1 segment=2 seq=3 pts=4+5" in str(frame)
