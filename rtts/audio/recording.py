"""Recordings of a voice: read from a file, and looked at before a model is shown them."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rtts.errors import SettingsError

__all__ = [
    "FORMS",
    "check_recording",
    "decode_recording",
    "read_content",
    "read_recording",
]

FORMS = {
    ".wav": "wav",
    ".flac": "flac",
    ".ogg": "ogg",
    ".opus": "ogg",
    ".mp3": "mp3",
    ".m4a": "mp4",
}
"""What is read, by how its name ends, and what FFmpeg calls it. It is not left to guess: some of
the forms that it knows are lists of other files and addresses."""

_SHORTEST_S = 1.0
_LONGEST_S = 30.0

_MOST_BYTES = 64 * 2**20
"""Twice what 30 s take at 192 kHz, in stereo and 24 bits."""
_RATES = range(8000, 192001)
_QUIET = 10 ** (-60 / 20)
"""What is below -60 dB of full scale is silence."""
_SOUNDING_S = 0.5
_STRETCH_S = 0.02
_TOP = 0.99
_MOST_AT_TOP = 0.1
"""How much of a recording may be at its highest level: a sine is for 9 % of its time, speech for
a thousandth. What was recorded far too loud has its waves cut off flat."""


def read_recording(path: Path) -> tuple[NDArray[np.float32], int]:
    """The samples of a file, mixed to mono in [-1, 1], and how many there are a second.

    Raises SettingsError as `read_content` and `decode_recording` do.
    """
    return decode_recording(read_content(path), path.name)


def read_content(path: Path) -> bytes:
    """All of a file. Raises SettingsError if it cannot be read, or is far too large."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SettingsError(
                f"The recording {path.name} is larger than {_MOST_BYTES >> 20} MiB; "
                f"{_LONGEST_S:.0f} seconds of a voice need less."
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SettingsError(f"The recording {path.name} cannot be read: {reason}.") from None


def decode_recording(content: bytes, name: str) -> tuple[NDArray[np.float32], int]:
    """The samples of a file's bytes; the end of its `name` tells their form.

    Raises SettingsError if they cannot be decoded, or `check_recording` does.
    """
    form = FORMS.get(Path(name).suffix.lower())
    if form is None:
        known = ", ".join(suffix.removeprefix(".") for suffix in FORMS)
        raise SettingsError(f"The recording {name} is of no known form; those are {known}.")
    import av  # takes tens of milliseconds: when there is something to read

    samples: list[NDArray[np.float32]] = []
    rate, length = 0, 0
    try:
        for part, rate in _decoded(content, form):
            samples.append(part)
            length += len(part)
            if length > rate * (_LONGEST_S + 1):
                break  # what is too long need not be read to its end
    except (av.FFmpegError, ValueError, LookupError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(f"The recording {name} cannot be decoded: {reason}.") from None
    if not samples:
        raise SettingsError(f"There is no sound in the recording {name}.")
    if rate not in _RATES:
        raise SettingsError(
            f"The recording {name} has {rate} samples a second; "
            f"use {_RATES[0]} to {_RATES[-1]}, best 24000."
        )
    together = np.concatenate(samples)
    check_recording(together, rate, name)
    return np.clip(together, -1, 1), rate


def _decoded(content: bytes, form: str) -> Iterator[tuple[NDArray[np.float32], int]]:
    """The sound of a file, part by part, mixed to mono; each with its rate."""
    import av

    with av.open(io.BytesIO(content), "r", format=form) as container:
        if not container.streams.audio:
            return
        floats = av.AudioResampler(format="fltp")
        for frame in container.decode(container.streams.audio[0]):
            for part in floats.resample(frame):
                # The mean, not FFmpeg's own mixing, which makes stereo louder.
                yield part.to_ndarray().mean(axis=0, dtype=np.float32), part.sample_rate


def check_recording(samples: NDArray[np.float32], rate: int, name: str) -> None:
    """See that a voice can be told from a recording: mono samples, so many a second.

    Raises SettingsError if it is too short or too long, silent, or cut off by being too loud.
    """
    seconds = len(samples) / rate
    if seconds < _SHORTEST_S:
        raise SettingsError(
            f"The recording {name} lasts {seconds:.2f} s; a voice needs {_SHORTEST_S:.0f} to "
            f"{_LONGEST_S:.0f} s, best 5 to 15."
        )
    if seconds > _LONGEST_S:
        raise SettingsError(
            f"The recording {name} lasts more than {_LONGEST_S:.0f} s; take a part of it, best of "
            "5 to 15 s."
        )
    if not np.isfinite(samples).all():
        raise SettingsError(f"The recording {name} holds numbers that are no samples.")
    if _sounding_s(samples, rate) < _SOUNDING_S:
        raise SettingsError(f"The recording {name} is silent, or nearly so.")
    level = np.abs(samples)
    if np.mean(level >= _TOP * level.max()) > _MOST_AT_TOP:
        raise SettingsError(
            f"The recording {name} is clipped: it was recorded too loud, and its waves are cut off."
        )


def _sounding_s(samples: NDArray[np.float32], rate: int) -> float:
    """For how many seconds it is louder than silence."""
    stretch = round(rate * _STRETCH_S)
    whole = samples[: len(samples) // stretch * stretch].reshape(-1, stretch)
    levels = np.sqrt(np.mean(np.square(whole, dtype=np.float64), axis=1))
    return float(np.count_nonzero(levels > _QUIET) * _STRETCH_S)
