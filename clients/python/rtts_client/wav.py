"""Writing WAV files while the audio is still coming.

A WAV header says how long the file is, which is not known when it is written. So it says
"as long as can be" at first, which players take for a stream, and is put right at the end
where the file can be rewound.
"""

import struct
from typing import IO, NamedTuple

__all__ = ["WAV_CODECS", "WavWriter"]


class _Coding(NamedTuple):
    """How WAV knows a codec (RFC 2361)."""

    tag: int
    sample_bytes: int
    silence: bytes
    """One sample of it."""


WAV_CODECS = {
    "pcm_s16le": _Coding(1, 2, b"\0\0"),
    "pcm_f32le": _Coding(3, 4, b"\0\0\0\0"),
    "alaw": _Coding(6, 1, b"\xd5"),
    "mulaw": _Coding(7, 1, b"\xff"),
}
_UNKNOWN = 0xFFFFFFFF
_PCM = 1


class WavWriter:
    """Writes samples of one of the codecs in `WAV_CODECS` as a WAV file.

    `file` need not be seekable. It is not closed with the writer.
    """

    def __init__(self, file: IO[bytes], codec: str, rate: int, channels: int = 1) -> None:
        self._file = file
        self._coding = WAV_CODECS[codec]
        self._rate = rate
        self._channels = channels
        self._data_bytes = 0
        self._start = file.tell() if file.seekable() else 0
        self._file.write(self._header(None))

    def write(self, data: bytes, samples: int | None = None, /) -> None:
        """Append whole samples; how many these are, the data says itself."""
        self._file.write(data)
        self._data_bytes += len(data)

    def write_silence(self, samples: int, /) -> None:
        """Append that many samples of silence."""
        self.write(self._coding.silence * samples * self._channels)

    def close(self) -> None:
        """Say in the header how long the file has become, if it can be rewound."""
        if self._file.seekable():
            if self._data_bytes % 2:  # chunks end at even offsets; their size does not count it
                self._file.write(b"\0")
            self._file.seek(self._start)
            self._file.write(self._header(self._data_bytes))
            self._file.seek(0, 2)
        self._file.flush()

    def _header(self, data_bytes: int | None) -> bytes:
        """All before the samples; None for a length that is not known."""
        body = b"WAVE" + self._format_chunk()
        if self._coding.tag != _PCM:
            frames = None if data_bytes is None else data_bytes // self._frame_bytes
            body += b"fact" + struct.pack("<II", 4, _capped(frames))
        body += b"data" + struct.pack("<I", _capped(data_bytes))
        whole = None if data_bytes is None else len(body) + data_bytes + data_bytes % 2
        return b"RIFF" + struct.pack("<I", _capped(whole)) + body

    def _format_chunk(self) -> bytes:
        coding = self._coding
        fields = struct.pack(
            "<HHIIHH",
            coding.tag,
            self._channels,
            self._rate,
            self._rate * self._frame_bytes,
            self._frame_bytes,
            coding.sample_bytes * 8,
        )
        if coding.tag != _PCM:
            fields += struct.pack("<H", 0)  # all but PCM say how much follows: nothing
        return b"fmt " + struct.pack("<I", len(fields)) + fields

    @property
    def _frame_bytes(self) -> int:
        return self._coding.sample_bytes * self._channels


def _capped(size: int | None) -> int:
    return _UNKNOWN if size is None else min(size, _UNKNOWN)
