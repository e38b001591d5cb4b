"""Messages and frames, by the vectors that the server and all clients share."""

import json
from typing import Any

import msgspec
import pytest
from conftest import vectors

from rtts_client.errors import ProtocolError
from rtts_client.frames import FrameFlag, unbundle, unpack_frame
from rtts_client.messages import (
    ClientMessage,
    decode_server_message,
    encode_client_message,
)


def without_nulls(value: Any) -> Any:
    """A field that is null and one that is left out mean the same."""
    if isinstance(value, dict):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    return value


@pytest.mark.parametrize("entry", vectors("client_messages"))
def test_client_messages(entry: dict[str, Any]) -> None:
    """What this client writes means the message of the vector."""
    message = msgspec.convert(entry["message"], ClientMessage)
    written = json.loads(encode_client_message(message))
    assert without_nulls(written) == without_nulls(entry["message"])


@pytest.mark.parametrize("entry", vectors("server_messages"))
def test_server_messages(entry: dict[str, Any]) -> None:
    """Each message is read as the vectors have it; unknown types are skipped."""
    message = decode_server_message(entry["wire"])
    if entry["message"] is None:
        assert message is None
        return
    read = json.loads(msgspec.json.encode(message))
    assert without_nulls(read) == without_nulls(entry["message"])


@pytest.mark.parametrize("entry", vectors("frames"))
def test_frames(entry: dict[str, Any]) -> None:
    """Each frame is read field by field; what is no frame is refused."""
    wire = bytes.fromhex(entry["wire"])
    if entry["frame"] is None:
        with pytest.raises(ProtocolError):
            unpack_frame(wire)
        return
    frame = unpack_frame(wire)
    assert frame.payload == bytes.fromhex(entry["payload"])
    assert {name: getattr(frame, name) for name in entry["frame"]} == entry["frame"]


@pytest.mark.parametrize(
    "entry", [entry for entry in vectors("frames") if "in a bundle" in entry.id]
)
def test_bundles(entry: dict[str, Any]) -> None:
    """A bundle stands for its packets, which together cover what it covers."""
    frame = unpack_frame(bytes.fromhex(entry["wire"]))
    packets = unbundle(frame, constant=False)
    assert [packet.payload.hex() for packet in packets] == ["78fffe", "78ff"]
    assert [(packet.pts, packet.samples) for packet in packets] == [(0, 960), (960, 960)]
    first, second = (FrameFlag(packet.flags) for packet in packets)
    assert first == FrameFlag.FIRST_OF_CONTEXT | FrameFlag.FIRST_OF_SEGMENT
    assert second == FrameFlag(0)


@pytest.mark.parametrize("payload", ["05", "0500", "0500787878", "0100780100"])
def test_a_broken_bundle_is_refused(payload: str) -> None:
    """A length that points beyond the bundle is the server's mistake."""
    header = "a1011004010000000000000080070000"
    frame = unpack_frame(bytes.fromhex(header + payload))
    with pytest.raises(ProtocolError, match="inside a packet"):
        unbundle(frame, constant=False)


def test_samples_go_with_bytes_where_they_do() -> None:
    """The last packet of PCM may be shorter than the others."""
    header = "a1011004010000000000000003000000"
    frame = unpack_frame(bytes.fromhex(header + "040001000200" + "02000300"))
    packets = unbundle(frame, constant=True)
    assert [(packet.pts, packet.samples) for packet in packets] == [(0, 2), (2, 1)]


@pytest.mark.parametrize("wire", ['{"type":"segment"}', "[]", "{", '{"type":1}', '{"text":"x"}'])
def test_a_message_that_breaks_the_rules_is_refused(wire: str) -> None:
    """A known type with a field missing, or no message at all, is no later version."""
    with pytest.raises(ProtocolError):
        decode_server_message(wire)


def test_a_lone_surrogate_is_refused_here() -> None:
    """What the server could not read is not sent."""
    with pytest.raises(ValueError, match="surrogate"):
        encode_client_message(msgspec.convert({"type": "text", "text": "\ud83d"}, ClientMessage))
