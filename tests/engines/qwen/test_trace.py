"""Codes of frames as bytes, and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.engines.qwen.trace import pack_codes, unpack_codes

BOOKS = (3072, 2048, 2048)


@given(st.lists(st.tuples(*(st.integers(0, book - 1) for book in BOOKS)), max_size=9), st.data())
def test_what_was_packed_comes_back(frames: list[tuple[int, ...]], data: st.DataObject) -> None:
    """Frame by frame or several at once, in whatever pieces the traces come."""
    codes = np.array(frames, dtype=np.int64).reshape(-1, len(BOOKS))
    cut = data.draw(st.integers(0, len(frames)))
    traces = [pack_codes(codes[:cut]), *(pack_codes(frame) for frame in codes[cut:])]
    assert np.array_equal(unpack_codes(traces, len(BOOKS), BOOKS), codes)


def test_a_frame_is_two_bytes_for_each_code() -> None:
    """Little-endian on every machine: traces may be given to another one."""
    assert pack_codes(np.array([1, 2, 2047])) == b"\x01\x00\x02\x00\xff\x07"


@pytest.mark.parametrize(
    ("traces", "words"),
    [
        ([b"\0" * 5], "5 bytes"),
        ([b"\0" * 6, b"\0\0"], "8 bytes"),
        ([b"\0\0\0\0\0\x08"], "no codebook"),
        ([b"\0\x0c\0\0\0\0"], "no codebook"),
    ],
)
def test_what_no_engine_has_written_is_refused(traces: list[bytes], words: str) -> None:
    """A row of a table that is not there would be read otherwise."""
    with pytest.raises(ValueError, match=words):
        unpack_codes(traces, len(BOOKS), BOOKS)


def test_nothing_spoken_is_no_frame() -> None:
    """It still has the width of a frame."""
    assert unpack_codes([], 3, BOOKS).shape == (0, 3)
