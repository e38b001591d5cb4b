"""Audio frames: a 16-byte header, then the payload.

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

Little-endian throughout. The payload starts at offset 16 so that a browser can lay a typed
array over it. A longer header keeps these fields first, so a reader skips what it does not
know by the length.
"""

import enum
import struct
from typing import NamedTuple

from rtts.errors import RequestError

__all__ = ["HEADER_BYTES", "Frame", "FrameFlag", "FrameKind", "pack_frame", "unpack_frame"]

_HEADER = struct.Struct("<BBBBHHIHH")
_MAGIC = 0xA1
_WORDS = _HEADER.size // 4
HEADER_BYTES = _HEADER.size


class FrameKind(enum.IntEnum):
    """What the payload is. Readers skip kinds they do not know."""

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


class Frame(NamedTuple):
    """One piece of audio on its way to a client."""

    handle: int
    segment: int
    sequence: int
    pts: int
    samples: int
    payload: bytes
    kind: int = FrameKind.AUDIO
    flags: int = 0

    def __str__(self) -> str:
        return (
            f"<frame handle={self.handle} segment={self.segment} seq={self.sequence} "
            f"pts={self.pts}+{self.samples} kind={self.kind} flags={self.flags} "
            f"{len(self.payload)} bytes>"
        )


def pack_frame(frame: Frame) -> bytes:
    """Header and payload as one message. The sequence number wraps at 2**16."""
    header = _HEADER.pack(
        _MAGIC,
        frame.kind,
        frame.flags,
        _WORDS,
        frame.handle,
        frame.segment & 0xFFFF,
        frame.pts & 0xFFFFFFFF,
        frame.samples,
        frame.sequence & 0xFFFF,
    )
    return header + frame.payload


def unpack_frame(message: bytes) -> Frame:
    """The inverse of `pack_frame`. Raises RequestError `bad_message` for anything else."""
    if len(message) < HEADER_BYTES:
        raise RequestError(
            "bad_message",
            f"A frame has a header of {HEADER_BYTES} bytes; this message has {len(message)}.",
        )
    fields = _HEADER.unpack_from(message)
    magic, kind, flags, words, handle, segment, pts, samples, sequence = fields
    if magic != _MAGIC or not _WORDS <= words <= len(message) // 4:
        raise RequestError(
            "bad_message",
            f"A frame begins with 0x{_MAGIC:x} and at least {_WORDS} words of header; "
            f"this message begins with 0x{magic:x} and {words}.",
        )
    return Frame(handle, segment, sequence, pts, samples, bytes(message[words * 4 :]), kind, flags)
