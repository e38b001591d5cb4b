"""The files that `rtts say` writes, by how their names end.

What the server sends is put into the file as it is: packets are not encoded again. FLAC alone is
made here, of samples.
"""

import threading
from pathlib import Path
from typing import Any, Protocol

import rtts_client
from rtts_client import Audio, AudioFormat, Codec

__all__ = ["CODECS", "AudioFile", "is_heavy", "open_file"]

CODECS: dict[str, Codec] = {
    ".wav": "pcm_s16le",
    ".pcm": "pcm_s16le",
    ".raw": "pcm_s16le",
    ".flac": "pcm_s16le",
    ".ogg": "opus",
    ".opus": "opus",
    ".webm": "opus",
    ".mp3": "mp3",
    ".m4a": "aac",
    ".aac": "aac",
}
"""What the server is asked for."""

_HEAVY = frozenset({".flac", ".webm", ".m4a"})


class AudioFile(Protocol):
    """A file that grows."""

    def write(self, audio: Audio, /) -> None:
        """Append a packet."""

    def close(self) -> None:
        """Say in it how long it is, where its form has a place for that. Again is harmless."""


def is_heavy(path: Path) -> bool:
    """Whether the file is to be opened and written in a thread."""
    return path.suffix.lower() in _HEAVY


def open_file(path: Path, format: AudioFormat) -> AudioFile:
    """A file for audio of the format. Raises OSError if it cannot be written."""
    suffix = path.suffix.lower()
    if suffix == ".mp3":
        from rtts.audio.mp3_file import Mp3Writer

        file = path.open("wb")
        return _Written(Mp3Writer(file, format.rate, format.preskip), file)
    if suffix == ".flac":
        from rtts.audio.flac import FlacWriter

        file = path.open("wb")
        return _Written(FlacWriter(file, format.rate), file)
    if suffix in _HEAVY:
        from rtts.audio.muxed import MuxedFile

        return _Written(MuxedFile(path, format.rate, format.clock, format.preskip))
    return rtts_client.open_writer(path, format)


class _Written:
    """A form of file, written by one thread at a time: who stops does not wait for the last."""

    def __init__(self, form: Any, file: Any = None) -> None:
        self._form = form
        self._file = file
        self._closed = False
        self._lock = threading.Lock()

    def write(self, audio: Audio, /) -> None:
        with self._lock:
            if self._closed:
                return
            if audio.silence:
                self._form.write_silence(audio.samples)
            else:
                self._form.write(audio.data, audio.samples)

    def close(self) -> None:
        with self._lock:
            if self._closed:
                return
            self._closed = True
            try:
                self._form.close()
            finally:
                if self._file is not None:
                    self._file.close()
