"""FLAC files (RFC 9639): samples without loss, in half their size.

PyAV's encoder makes the frames. Its muxer would be of little use: before the frames there is one
block of 38 bytes, most of which the encoder says itself. How many samples there are, and their
checksum, are known at the end; where the file cannot be rewound they stay unsaid, as the format
has it for streams.
"""

import hashlib
from collections.abc import Iterable
from typing import IO

import av
from av.audio.codeccontext import AudioCodecContext
from av.buffer import Buffer

__all__ = ["FlacWriter"]

_SAMPLE_BYTES = 2
_SAMPLES_AT, _SAMPLES_BITS = 13, 36
_FRAME_SIZES_AT = 4
_CHECKSUM_AT = 18
_LAST_BLOCK, _STREAMINFO = 0x80, 0


class FlacWriter:
    """Writes mono 16-bit samples as a FLAC file. Heavy: call it in a thread.

    `file` need not be seekable. It is not closed with the writer.
    """

    def __init__(self, file: IO[bytes], rate: int) -> None:
        self._file = file
        self._rate = rate
        self._codec = _open(rate)
        self._block_bytes = self._codec.frame_size * _SAMPLE_BYTES
        self._waiting = b""
        self._samples = 0
        self._frame_sizes: list[int] = []
        self._checksum = hashlib.md5(usedforsecurity=False)
        self._start = file.tell() if file.seekable() else 0
        about = self._codec.extradata
        assert about is not None
        self._about = bytearray(about)
        self._write_header()

    def write(self, data: bytes, samples: int | None = None, /) -> None:
        """Append samples, signed and little-endian; how many these are, the data says itself."""
        self._waiting += data
        whole = len(self._waiting) // self._block_bytes * self._block_bytes
        for at in range(0, whole, self._block_bytes):
            self._encode(self._waiting[at : at + self._block_bytes])
        self._waiting = self._waiting[whole:]

    def write_silence(self, samples: int, /) -> None:
        """Append that many samples of silence."""
        self.write(bytes(samples * _SAMPLE_BYTES))

    def close(self) -> None:
        """Write what is left; say in the header what has become of it, if it can be rewound."""
        if self._waiting:
            self._encode(self._waiting)
            self._waiting = b""
        self._take(self._codec._send_frame_and_recv(None))  # type: ignore[attr-defined]  # noqa: SLF001
        if self._file.seekable():
            self._note_length()
            self._file.seek(self._start)
            self._write_header()
            self._file.seek(0, 2)
        self._file.flush()

    def _encode(self, data: bytes) -> None:
        frame = av.AudioFrame("s16", "mono", len(data) // _SAMPLE_BYTES)
        frame.sample_rate = self._rate
        frame.pts = self._samples
        frame.planes[0].update(data)
        self._samples += frame.samples
        self._checksum.update(data)
        self._take(self._codec._send_frame_and_recv(frame))  # type: ignore[attr-defined]  # noqa: SLF001

    def _take(self, packets: Iterable[Buffer]) -> None:
        for packet in packets:
            if packet.buffer_size:  # the last has nothing but a new header, without our last frame
                self._frame_sizes.append(packet.buffer_size)
                self._file.write(bytes(packet))

    def _note_length(self) -> None:
        """Put into the header what is known now: sizes of frames, samples, their checksum."""
        sizes = min(self._frame_sizes, default=0), max(self._frame_sizes, default=0)
        for at, size in zip((0, 3), sizes, strict=True):
            place = slice(_FRAME_SIZES_AT + at, _FRAME_SIZES_AT + at + 3)
            self._about[place] = size.to_bytes(3, "big")
        place = slice(_SAMPLES_AT, _CHECKSUM_AT)
        rest = int.from_bytes(self._about[place], "big") >> _SAMPLES_BITS << _SAMPLES_BITS
        self._about[place] = (rest | self._samples).to_bytes(_CHECKSUM_AT - _SAMPLES_AT, "big")
        self._about[_CHECKSUM_AT:] = self._checksum.digest()

    def _write_header(self) -> None:
        size = len(self._about).to_bytes(3, "big")
        self._file.write(b"fLaC" + bytes([_LAST_BLOCK | _STREAMINFO]) + size + self._about)


def _open(rate: int) -> AudioCodecContext:
    codec = av.CodecContext.create("flac", "w")
    assert isinstance(codec, AudioCodecContext)
    codec.sample_rate = rate
    codec.layout = "mono"
    codec.format = "s16"
    codec.open()
    return codec
