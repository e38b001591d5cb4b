"""MP3 files: the frames, and before them one that says how many there are.

It is a frame without sound, whose room is used by a tag that Xing began and LAME made longer.
Players read from it how long the file is, and how many samples to drop at its start. FFmpeg's
muxer writes such a frame too, but leaves that number out.
"""

import struct
from typing import IO

__all__ = ["Mp3Writer"]

_MPEG1_KBITS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2_KBITS = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_LOWEST_MPEG1_RATE = 32_000
_HEADER_BYTES = 4
_TAG = struct.Struct(">4sIII100sI9sBB4sHHBB3sBBHIH")
"""Xing: its name, which fields there are, frames, bytes, where in the file each hundredth of the
sound begins, quality. LAME: its name, method, low pass, four fields of loudness, flags, bitrate,
delay and padding, two of gain and kind, length of the file, checksum of the sound."""
_CHECKSUM = struct.Struct(">H")
_ALL_FIELDS = 0b1111
_EVENLY = bytes(256 * hundredth // 100 for hundredth in range(100))
_CONSTANT_BITRATE = 1
_DECODER_DELAY = 529
"""Samples that every decoder is behind. What is left of the last frame then counts as padding."""


class Mp3Writer:
    """Writes frames of mono MP3 of one bitrate as a file.

    `preskip` is how many samples a decoder gives out before the first one. `file` need not be
    seekable, and is not closed with the writer.
    """

    def __init__(self, file: IO[bytes], rate: int, preskip: int) -> None:
        self._file = file
        self._rate = rate
        self._delay = max(preskip - _DECODER_DELAY, 0)
        self._frames = 0
        self._bytes = 0
        self._first = b""
        self._start = file.tell() if file.seekable() else 0

    def write(self, frame: bytes, samples: int | None = None, /) -> None:
        """Append a frame; how long it is, it says itself."""
        if not self._frames and self._file.seekable():
            self._first = frame[:_HEADER_BYTES]
            self._file.write(self._info())
        self._file.write(frame)
        self._frames += 1
        self._bytes += len(frame)

    def write_silence(self, samples: int, /) -> None:
        """Leave it out: there is no frame that stands for it."""

    def close(self) -> None:
        """Say in the first frame how many follow, if the file can be rewound."""
        if self._frames and self._file.seekable():
            self._file.seek(self._start)
            self._file.write(self._info())
            self._file.seek(0, 2)
        self._file.flush()

    def _info(self) -> bytes:
        """The first frame: a header like that of the others, no sound, the tag."""
        mpeg1 = self._rate >= _LOWEST_MPEG1_RATE
        side_bytes = 17 if mpeg1 else 9  # of one channel
        least = _HEADER_BYTES + side_bytes + _TAG.size + _CHECKSUM.size
        index, size = _smallest_frame(self._rate, least, mpeg1=mpeg1)
        whole = size + self._bytes
        tag = _TAG.pack(
            b"Info",
            _ALL_FIELDS,
            self._frames,
            whole,
            _EVENLY,
            0,
            b"LAME3.100",
            _CONSTANT_BITRATE,
            0,
            bytes(4),
            0,
            0,
            0,
            min(self._kbits(mpeg1=mpeg1), 255),
            (self._delay << 12 | _DECODER_DELAY).to_bytes(3, "big"),
            0,
            0,
            0,
            whole,
            0,
        )
        header = self._first[:2] + bytes([index << 4 | self._first[2] & 0x0C]) + self._first[3:]
        body = header + bytes(side_bytes) + tag
        body += _CHECKSUM.pack(_checksum(body))
        return body + bytes(size - len(body))

    def _kbits(self, *, mpeg1: bool) -> int:
        table = _MPEG1_KBITS if mpeg1 else _MPEG2_KBITS
        return table[(self._first[2] >> 4) - 1]


def _smallest_frame(rate: int, least: int, *, mpeg1: bool) -> tuple[int, int]:
    """The number of the lowest bitrate whose frames have room, and how large these are."""
    words, table = (144, _MPEG1_KBITS) if mpeg1 else (72, _MPEG2_KBITS)
    sizes = ((at, words * kbits * 1000 // rate) for at, kbits in enumerate(table, 1))
    return next((at, size) for at, size in sizes if size >= least)


def _checksum(data: bytes) -> int:
    """CRC-16 with the polynomial 0x8005, least significant bit first, from 0."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
