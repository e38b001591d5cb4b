"""Audio frames: a 16-byte header, little-endian, then the payload.

    offset size field
    0      u8   0xA1: high nibble 0xA, low nibble the version
    1      u8   kind
    2      u8   flags
    3      u8   header length in 4-byte words
    4      u16  context handle
    6      u16  segment
    8      u32  pts, in ticks of the context's clock
    12     u16  samples that the payload covers, in ticks
    14     u16  sequence number in the context
    16     …    payload

A longer header keeps these fields first: what is unknown is skipped by the length.
"""

import enum
import struct
from typing import NamedTuple

from rtts_client.errors import ProtocolError

__all__ = ["Frame", "FrameFlag", "FrameKind", "unbundle", "unpack_frame"]

_HEADER = struct.Struct("<BBBBHHIHH")
_LENGTH = struct.Struct("<H")
_MAGIC = 0xA1
_WORDS = _HEADER.size // 4


class FrameKind(enum.IntEnum):
    """What the payload is. Frames of another kind are skipped."""

    AUDIO = 1
    CONTAINER_HEADER = 2
    SILENCE = 3


class FrameFlag(enum.IntFlag):
    """Where in its context a frame stands."""

    FIRST_OF_CONTEXT = 1
    FIRST_OF_SEGMENT = 2
    LAST_OF_SEGMENT = 4
    LAST_OF_CONTEXT = 8
    BUNDLE = 16


_FIRST = FrameFlag.FIRST_OF_CONTEXT | FrameFlag.FIRST_OF_SEGMENT
_LAST = FrameFlag.LAST_OF_SEGMENT | FrameFlag.LAST_OF_CONTEXT


class Frame(NamedTuple):
    """One piece of a context's audio, as it crossed the wire."""

    handle: int
    segment: int
    sequence: int
    pts: int
    samples: int
    payload: bytes
    kind: int = FrameKind.AUDIO
    flags: int = 0

    @property
    def known(self) -> bool:
        """Is of a kind that this version can read."""
        return self.kind in _KINDS


_KINDS = frozenset(FrameKind)


def unpack_frame(message: bytes) -> Frame:
    """The frame, of whatever kind. Raises ProtocolError if the message is none."""
    if len(message) < _HEADER.size or message[0] != _MAGIC:
        raise ProtocolError(f"The server sent {len(message)} bytes that are no audio frame.")
    fields = _HEADER.unpack_from(message)
    _, kind, flags, words, handle, segment, pts, samples, sequence = fields
    if not _WORDS <= words <= len(message) // 4:
        raise ProtocolError(
            f"The server sent an audio frame of {len(message)} bytes whose header says "
            f"{words * 4} bytes for itself."
        )
    return Frame(handle, segment, sequence, pts, samples, message[words * 4 :], kind, flags)


def unbundle(frame: Frame, *, constant: bool) -> list[Frame]:
    """The frames that a bundle stands for, one a packet; a plain frame is itself.

    `constant` says that samples go with bytes (PCM, G.711); else every packet of the bundle
    covers as many samples as the next (Opus, MP3, AAC). Raises ProtocolError for a broken bundle.
    """
    if not frame.flags & FrameFlag.BUNDLE:
        return [frame]
    packets = _packets(frame.payload)
    weights = [len(packet) if constant else 1 for packet in packets]
    flags = frame.flags & ~FrameFlag.BUNDLE
    frames, pts, weight = [], frame.pts, 0
    for index, packet in enumerate(packets):
        weight += weights[index]
        end = frame.pts + frame.samples * weight // max(sum(weights), 1)
        own = flags & ~(_FIRST if index else 0) & ~(_LAST if index < len(packets) - 1 else 0)
        frames.append(frame._replace(pts=pts, samples=end - pts, payload=packet, flags=own))
        pts = end
    return frames


def _packets(payload: bytes) -> list[bytes]:
    """The packets of a bundle, each behind its length as u16."""
    packets, offset = [], 0
    while offset < len(payload):
        start = offset + _LENGTH.size
        end = start + _LENGTH.unpack_from(payload, offset)[0] if start <= len(payload) else start
        if end > len(payload):
            raise ProtocolError("The server sent a bundle that ends inside a packet.")
        packets.append(payload[start:end])
        offset = end
    return packets
