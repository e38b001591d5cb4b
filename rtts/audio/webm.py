"""WebM (RFC 9559 and the WebM guidelines), as a live stream: a cluster for each Opus packet.

The segment has no length, since nobody knows it yet; every cluster has one, so that a reader is
done with it as soon as it is there. There is no index: who plays it while it comes cannot seek.
"""

import struct

__all__ = ["WebmStream"]

_TICKS_PER_MS = 48
_CLOCK = 48_000
_NS_PER_MS = 1_000_000
_SEEK_PREROLL_MS = 80
"""What a decoder of Opus is given before the place to which it seeks (RFC 7845, section 4.6)."""
_PRESKIP_AT = 10
_APP = b"rtts"
_SIZE_UNKNOWN = b"\x01" + b"\xff" * 7
_AUDIO_TRACK = 2
_KEYFRAME = 0x80


class WebmStream:
    """One track of Opus, in packets of one length."""

    def __init__(self, head: bytes, packet_ticks: int) -> None:
        """`head` is the stream's `OpusHead`; the length of a packet is in ticks of 48 kHz."""
        self._packet_ms = packet_ticks // _TICKS_PER_MS
        self._at_ms = 0
        self.header = _ebml_header() + _segment_start() + _info() + _tracks(head, self._packet_ms)

    def wrap(self, packet: bytes) -> bytes:
        """The next packet as a cluster."""
        # The number of its track; ms from the start of the cluster; that it may begin playback.
        block = b"\x81" + struct.pack(">hB", 0, _KEYFRAME) + packet
        cluster = _element(0x1F43B675, _number(0xE7, self._at_ms), _element(0xA3, block))
        self._at_ms += self._packet_ms
        return cluster


def _ebml_header() -> bytes:
    return _element(
        0x1A45DFA3,
        _number(0x4286, 1),  # EBMLVersion
        _number(0x42F7, 1),  # EBMLReadVersion
        _number(0x42F2, 4),  # EBMLMaxIDLength
        _number(0x42F3, 8),  # EBMLMaxSizeLength
        _element(0x4282, b"webm"),  # DocType
        _number(0x4287, 4),  # DocTypeVersion
        _number(0x4285, 2),  # DocTypeReadVersion
    )


def _segment_start() -> bytes:
    return _identifier(0x18538067) + _SIZE_UNKNOWN


def _info() -> bytes:
    return _element(
        0x1549A966,
        _number(0x2AD7B1, _NS_PER_MS),  # TimestampScale
        _element(0x4D80, _APP),  # MuxingApp
        _element(0x5741, _APP),  # WritingApp
    )


def _tracks(head: bytes, packet_ms: int) -> bytes:
    preskip = int.from_bytes(head[_PRESKIP_AT : _PRESKIP_AT + 2], "little")
    audio = _element(
        0xE1,
        _element(0xB5, struct.pack(">d", _CLOCK)),  # SamplingFrequency
        _number(0x9F, 1),  # Channels
    )
    track = _element(
        0xAE,
        _number(0xD7, 1),  # TrackNumber
        _number(0x73C5, 1),  # TrackUID
        _number(0x83, _AUDIO_TRACK),  # TrackType
        _number(0x9C, 0),  # FlagLacing
        _number(0x23E383, packet_ms * _NS_PER_MS),  # DefaultDuration
        _element(0x86, b"A_OPUS"),  # CodecID
        _number(0x56AA, preskip * _NS_PER_MS // _TICKS_PER_MS),  # CodecDelay
        _number(0x56BB, _SEEK_PREROLL_MS * _NS_PER_MS),  # SeekPreRoll
        _element(0x63A2, head),  # CodecPrivate
        audio,
    )
    return _element(0x1654AE6B, track)


# EBML (RFC 8794): an identifier, a length, content.


def _element(identifier: int, *content: bytes) -> bytes:
    together = b"".join(content)
    return _identifier(identifier) + _size(len(together)) + together


def _number(identifier: int, value: int) -> bytes:
    """An element that is an unsigned number."""
    return _element(identifier, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def _identifier(identifier: int) -> bytes:
    return identifier.to_bytes((identifier.bit_length() + 7) // 8, "big")


def _size(size: int) -> bytes:
    """A length: leading zeros say in how many bytes, and all ones would mean that it is unknown."""
    width = 1
    while size >= (1 << 7 * width) - 1:
        width += 1
    return (1 << 7 * width | size).to_bytes(width, "big")
