"""Putting speech into a file, in the form that goes with its codec.

Opus packets become an Ogg file, samples a WAV file, and what is a file already (WebM, MP3,
…) is written as it comes. Nothing is decoded.
"""

import os
from pathlib import Path
from typing import IO, Protocol, Self

from rtts_client.events import Audio
from rtts_client.messages import AudioFormat
from rtts_client.ogg import OggOpusWriter
from rtts_client.wav import WAV_CODECS, WavWriter

__all__ = ["AudioWriter", "open_writer"]

_BARE_SUFFIXES = frozenset({".pcm", ".raw"})


class AudioWriter(Protocol):
    """Takes the audio of one context, in order."""

    def write(self, audio: Audio) -> None:
        """Append a packet."""

    def close(self) -> None:
        """Finish the file, and close it if its path was given."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exception: object) -> None: ...


def open_writer(
    target: str | os.PathLike[str] | IO[bytes], format: AudioFormat, *, page_ms: int = 1000
) -> AudioWriter:
    """A writer for audio of the format, to a path or to a binary file such as a pipe.

    A path that ends in `.pcm` or `.raw` gets the bare samples. `page_ms` is for Ogg: see
    `OggOpusWriter`.
    """
    if isinstance(target, str | os.PathLike):
        path = Path(target)
        file: IO[bytes] = path.open("wb")
        return _FileWriter(file, _form(file, format, page_ms, path.suffix), owned=True)
    return _FileWriter(target, _form(target, format, page_ms), owned=False)


def _form(file: IO[bytes], format: AudioFormat, page_ms: int, suffix: str = "") -> "_Form":
    if format.codec == "opus":
        return OggOpusWriter(
            file,
            rate=format.rate,
            channels=format.channels,
            preskip=format.preskip,
            page_ms=page_ms,
        )
    if format.codec in WAV_CODECS and suffix.lower() not in _BARE_SUFFIXES:
        return WavWriter(file, format.codec, format.rate, format.channels)
    return _Bare(file, format)


class _Form(Protocol):
    """A form of file: WAV, Ogg, or none."""

    def write(self, data: bytes, samples: int, /) -> None: ...
    def write_silence(self, samples: int, /) -> None: ...
    def close(self) -> None: ...


class _Bare:
    """Payloads as they come, one behind the other."""

    def __init__(self, file: IO[bytes], format: AudioFormat) -> None:
        self._file = file
        coding = WAV_CODECS.get(format.codec)
        self._silence = b"" if coding is None else coding.silence * format.channels

    def write(self, data: bytes, samples: int, /) -> None:
        self._file.write(data)

    def write_silence(self, samples: int, /) -> None:
        self._file.write(self._silence * samples)

    def close(self) -> None:
        self._file.flush()


class _FileWriter:
    """Puts a context's packets into a form of file."""

    def __init__(self, file: IO[bytes], form: _Form, *, owned: bool) -> None:
        self._file = file
        self._form = form
        self._owned = owned
        self._closed = False

    def write(self, audio: Audio) -> None:
        if audio.silence:
            self._form.write_silence(audio.samples)
        else:
            self._form.write(audio.data, audio.samples)

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        try:
            self._form.close()
        finally:
            if self._owned:
                self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
