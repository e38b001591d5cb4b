"""Writing Opus packets as an Ogg file, the form in which players know Opus.

Ogg (RFC 3533) puts packets into pages with a checksum; Opus in Ogg (RFC 7845) adds two
header packets and counts time at 48 kHz, whatever the rate of the encoder. The position in
a page's header tells a player where the page ends, and in the last page where the sound
ends: before the end of the last packet, if that was filled up with silence.
"""

import random
import struct
from typing import IO

__all__ = ["FIRST_PAGE", "OggOpusWriter", "ogg_page", "opus_tags"]

_CLOCK = 48_000
FIRST_PAGE = 2
"""The flag of the page with which a stream begins."""
_LAST = 4
_MAX_SEGMENTS = 255
_SILENT_PACKETS = (
    (960, b"\xf8\xff\xfe"),
    (480, b"\xf0\xff\xfe"),
    (240, b"\xe8\xff\xfe"),
    (120, b"\xe0\xff\xfe"),
)
"""Ticks and packet: CELT, full band, mono, nothing but silence (RFC 6716, table 2)."""


def _crc_table() -> tuple[int, ...]:
    table = []
    for index in range(256):
        crc = index << 24
        for _ in range(8):
            crc = crc << 1 ^ (0x04C11DB7 if crc & 0x80000000 else 0)
        table.append(crc & 0xFFFFFFFF)
    return tuple(table)


_CRC = _crc_table()


def _checksum(page: bytes) -> int:
    """CRC-32 as Ogg has it: polynomial 0x04c11db7, most significant bit first, from 0."""
    crc = 0
    for byte in page:
        crc = crc << 8 & 0xFFFFFFFF ^ _CRC[crc >> 24 ^ byte]
    return crc


def ogg_page(
    packets: list[bytes], position: int, serial: int, number: int, flags: int = 0
) -> bytes:
    """A page of whole packets, which end at a position in ticks."""
    lacing = b"".join(b"\xff" * (len(each) // 255) + bytes([len(each) % 255]) for each in packets)
    fields = ("<4sBBqIIIB", b"OggS", 0, flags, position, serial, number)
    body = lacing + b"".join(packets)
    bare = struct.pack(*fields, 0, len(lacing)) + body
    return struct.pack(*fields, _checksum(bare), len(lacing)) + body


def opus_tags() -> bytes:
    """The second header packet: who wrote it, and nothing else (RFC 7845, section 5.2)."""
    vendor = b"rtts"
    return struct.pack("<8sI", b"OpusTags", len(vendor)) + vendor + struct.pack("<I", 0)


class OggOpusWriter:
    """Writes one Opus stream.

    * `rate`: what the encoder was given, in Hz; players do not need it.
    * `preskip`: ticks at 48 kHz that a player drops at the start.
    * `page_ms`: how much audio a page gathers before it is written. Small for a pipe into a
      player; large pages cost less in a file.

    The last page is held back until `close`, since it has to say that it is the last. `file`
    need not be seekable, and is not closed with the writer.
    """

    def __init__(
        self,
        file: IO[bytes],
        *,
        rate: int = _CLOCK,
        channels: int = 1,
        preskip: int = 0,
        page_ms: int = 1000,
        serial: int | None = None,
    ) -> None:
        self._file = file
        self._serial = random.getrandbits(32) if serial is None else serial
        self._preskip = preskip
        self._page_ticks = page_ms * _CLOCK // 1000
        self._number = 0
        self._position = 0
        self._page: list[bytes] = []
        self._page_start = 0
        head = struct.pack("<8sBBHIhB", b"OpusHead", 1, channels, preskip, rate, 0, 0)
        self._write_page([head], 0, FIRST_PAGE)
        self._write_page([opus_tags()], 0)

    def write(self, packet: bytes, ticks: int, /) -> None:
        """Append a packet that lasts that many ticks of 48 kHz."""
        segments = sum(len(each) // 255 + 1 for each in self._page)
        is_long = self._position - self._page_start >= self._page_ticks
        if self._page and (is_long or segments + len(packet) // 255 + 1 > _MAX_SEGMENTS):
            self._flush()
        self._page.append(packet)
        self._position += ticks

    def write_silence(self, ticks: int, /) -> None:
        """Append silence, to the nearest 2.5 ms below."""
        for length, packet in _SILENT_PACKETS:
            while ticks >= length:
                self.write(packet, length)
                ticks -= length

    def close(self, audible: int | None = None) -> None:
        """Write the last page.

        `audible` is the length of the sound in ticks, behind the preskip; what the packets
        hold beyond it is cut off by players. Left out, all of it is sound.
        """
        if audible is not None:
            earliest = self._page_start
            self._position = max(min(self._position, self._preskip + audible), earliest)
        self._flush(_LAST)
        self._file.flush()

    def _flush(self, flags: int = 0) -> None:
        self._write_page(self._page, self._position, flags)
        self._page = []
        self._page_start = self._position

    def _write_page(self, packets: list[bytes], position: int, flags: int = 0) -> None:
        self._file.write(ogg_page(packets, position, self._serial, self._number, flags))
        self._number += 1
