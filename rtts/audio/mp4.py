"""Fragmented MP4 (ISO 14496-12) with Opus in it: a fragment for each packet.

The movie at the start has no samples, as players of live streams take it: `moov` says what is in
the track, each `moof` where its one packet lies, `mdat` is the packet. How Opus is described is
in "Encapsulation of Opus in ISO Base Media File Format" (opus-codec.org).
"""

import struct

__all__ = ["Mp4Stream"]

_CLOCK = 48_000
_TRACK = 1
_UNITY = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
"""The matrix of a picture that is not turned. There is no picture."""
_FULL_VOLUME = 0x0100
_UNDETERMINED = 0x55C4
"""The language `und`, five bits a letter."""
_ENABLED_IN_MOVIE = 3
_IN_THIS_FILE = 1
_BASE_IS_FRAGMENT = 0x020000
_OFFSET_AND_SIZE = 0x000001 | 0x000200
_FRAGMENT_BYTES = 92 + 8
"""From the start of a fragment to its packet: all of `moof`, and the head of `mdat`."""
_NEEDS_NO_OTHER = 0x02000000


class Mp4Stream:
    """One track of Opus, in packets of one length."""

    def __init__(self, head: bytes, packet_ticks: int) -> None:
        """`head` is the stream's `OpusHead`; the length of a packet is in ticks of 48 kHz."""
        self._packet_ticks = packet_ticks
        self._packets = 0
        brands = b"iso5", struct.pack(">I", 512), b"iso5", b"iso6", b"mp41"
        self.header = _box(b"ftyp", *brands) + _movie(head, packet_ticks)

    def wrap(self, packet: bytes) -> bytes:
        """The next packet as a fragment."""
        at = self._packets * self._packet_ticks
        self._packets += 1
        return _fragment(self._packets, at, len(packet)) + _box(b"mdat", packet)


def _fragment(number: int, at: int, size: int) -> bytes:
    """What says where a packet lies: right behind it, in a box of its own."""
    return _box(
        b"moof",
        _full_box(b"mfhd", struct.pack(">I", number)),
        _box(
            b"traf",
            _full_box(b"tfhd", struct.pack(">I", _TRACK), flags=_BASE_IS_FRAGMENT),
            _full_box(b"tfdt", struct.pack(">Q", at), version=1),
            _full_box(
                b"trun", struct.pack(">IiI", 1, _FRAGMENT_BYTES, size), flags=_OFFSET_AND_SIZE
            ),
        ),
    )


def _movie(head: bytes, packet_ticks: int) -> bytes:
    header = struct.pack(">4IIH10x36s24xI", 0, 0, _CLOCK, 0, 0x10000, _FULL_VOLUME, _UNITY, 2)
    every_sample = struct.pack(">5I", _TRACK, 1, packet_ticks, 0, _NEEDS_NO_OTHER)
    return _box(
        b"moov",
        _full_box(b"mvhd", header),
        _track(head),
        _box(b"mvex", _full_box(b"trex", every_sample)),
    )


def _track(head: bytes) -> bytes:
    header = struct.pack(">3I4xI8xhhH2x36sII", 0, 0, _TRACK, 0, 0, 0, _FULL_VOLUME, _UNITY, 0, 0)
    media = struct.pack(">4IHH", 0, 0, _CLOCK, 0, _UNDETERMINED, 0)
    data = _full_box(b"dref", struct.pack(">I", 1), _full_box(b"url ", flags=_IN_THIS_FILE))
    return _box(
        b"trak",
        _full_box(b"tkhd", header, flags=_ENABLED_IN_MOVIE),
        _box(
            b"mdia",
            _full_box(b"mdhd", media),
            _full_box(b"hdlr", struct.pack(">I4s12x", 0, b"soun"), b"rtts\0"),
            _box(
                b"minf",
                _full_box(b"smhd", bytes(4)),
                _box(b"dinf", data),
                _sample_table(head),
            ),
        ),
    )


def _sample_table(head: bytes) -> bytes:
    """What a sample is. That there are none here, the other tables say."""
    entry = struct.pack(">6xH8xHH4xI", 1, 1, 16, _CLOCK << 16)
    description = _box(b"Opus", entry, _box(b"dOps", _opus_description(head)))
    return _box(
        b"stbl",
        _full_box(b"stsd", struct.pack(">I", 1), description),
        _full_box(b"stts", bytes(4)),
        _full_box(b"stsc", bytes(4)),
        _full_box(b"stsz", bytes(8)),
        _full_box(b"stco", bytes(4)),
    )


def _opus_description(head: bytes) -> bytes:
    """The fields of `OpusHead`, which are little-endian, behind its name and version.

    All but the rate of what was encoded: Chromium takes a file only whose two rates are one.
    """
    channels, preskip, _, gain, mapping = struct.unpack_from("<BHIhB", head, 9)
    return struct.pack(">BBHIhB", 0, channels, preskip, _CLOCK, gain, mapping)


def _box(name: bytes, *content: bytes) -> bytes:
    together = b"".join(content)
    return struct.pack(">I4s", len(together) + 8, name) + together


def _full_box(name: bytes, *content: bytes, version: int = 0, flags: int = 0) -> bytes:
    """A box with a version."""
    return _box(name, struct.pack(">I", version << 24 | flags), *content)
