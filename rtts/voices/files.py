"""Reference voices as an operator keeps them: recordings in a folder, each with its words.

`NAME.wav` (or .flac, .ogg, .opus, .mp3, .m4a) is the voice NAME; what is said in it stands in
`NAME.txt`, if it is known. What an engine makes of a recording it keeps elsewhere, in files
`NAME.….safetensors` of a cache folder: they are the voice as much as the recording is, and
removing a voice removes them too.
"""

import io
import os
import re
import secrets
import wave
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rtts.audio.pcm import to_s16le
from rtts.audio.recording import FORMS, read_recording
from rtts.audio.resample import Resampler
from rtts.errors import SettingsError

__all__ = [
    "CACHE",
    "UNFINISHED",
    "Reference",
    "add_voice",
    "at_rate",
    "cache_folder",
    "find_reference",
    "find_references",
    "prompt_files",
    "remove_voice",
    "write_whole",
]

CACHE = ".prompts"
"""Where in the folder of voices engines keep what they make of them, if not told otherwise."""

UNFINISHED = ".part"
"""How the name of a file ends that is being written."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_RATE = 24000
_MOST_LETTERS = 1000
"""Twice what a fast speaker says in 30 s."""
_TRANSCRIPT = ".txt"


@dataclass(frozen=True)
class Reference:
    """One recorded voice."""

    name: str
    recording: Path
    transcript: Path
    """It need not be there."""

    @property
    def stamp(self) -> tuple[object, ...]:
        """Differs when one of the files was replaced. Raises SettingsError if it is gone."""
        recording = _stamp(self.recording)
        if recording is None:
            raise SettingsError(f"There is no voice {self.name} any more.")
        return recording, _stamp(self.transcript)

    @property
    def has_words(self) -> bool:
        """Whether it is known what is said."""
        return bool(self.words())

    def words(self) -> str:
        """What is said, on one line; nothing if that is not known. Raises SettingsError."""
        try:
            content = self.transcript.read_bytes()
        except FileNotFoundError:
            return ""
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise SettingsError(f"{self.transcript.name} cannot be read: {reason}.") from None
        try:
            return _words(content.decode("utf-8-sig"), self.transcript.name)
        except UnicodeDecodeError:
            raise SettingsError(f"{self.transcript.name} is no text in UTF-8.") from None


def find_references(folder: Path, taken: Iterable[str] = ()) -> dict[str, Reference]:
    """The voices of a folder by their names, in their order.

    `taken` are names of other voices. Raises SettingsError if there is no such folder, a
    recording bears a name that no voice can have, or two have the same.
    """
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SettingsError(f"The folder of voices {folder} cannot be read: {reason}.") from None
    found: dict[str, Reference] = {}
    others = {name.casefold() for name in taken}
    for path in paths:
        if path.suffix.lower() not in FORMS or path.name.startswith("."):
            continue
        name = _checked(path.stem, others)
        if name in found:
            raise SettingsError(
                f"Two recordings are the voice {name}: {found[name].recording.name} and "
                f"{path.name}; remove one."
            )
        found[name] = Reference(name, path, path.with_suffix(_TRANSCRIPT))
    return found


def cache_folder(folder: Path, option: str) -> Path | None:
    """Where engines keep what they make of a folder's voices, as the operator said.

    Nothing said is the folder's own cache; `off` is nowhere.
    """
    if option == "off":
        return None
    return Path(option).expanduser() if option else folder / CACHE


def find_reference(folder: Path, name: str) -> Reference:
    """One voice. Raises SettingsError if it is not there."""
    if _NAME.fullmatch(name):
        for path in sorted(folder.glob(f"{name}.*")):
            if path.suffix.lower() in FORMS and path.stem == name:
                return Reference(name, path, path.with_suffix(_TRANSCRIPT))
    raise SettingsError(f"There is no voice {name}.")


def add_voice(
    folder: Path, name: str, file: Path, text: str = "", *, replace: bool = False
) -> Path:
    """Put a recording into the folder as a voice, at 24 kHz in mono; returns where it is.

    `text` is what is said in it. Raises SettingsError for a name that cannot be or is there
    already, unless it is to be replaced, and for a recording that a voice cannot be told from.
    """
    _checked(name, ())
    words = _words(text, "The text")
    samples, rate = read_recording(file)
    sound = at_rate(samples, rate, _RATE, file.name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        former = _former(folder, name, replace=replace)
        path = folder / f"{name}.wav"
        with _beside(path, _wav(sound)) as fresh:  # what may fail comes before any change
            _write_words(path.with_suffix(_TRANSCRIPT), words)
            fresh.replace(path)
        if former is not None:
            outdated = [former.recording] if former.recording != path else []
            _delete(*outdated, *prompt_files(folder / CACHE, name))
    except OSError as error:
        raise _cannot_write(folder, error) from None
    return path


def _former(folder: Path, name: str, *, replace: bool) -> Reference | None:
    """The voice that has this name now. Raises SettingsError if it is to stay."""
    there = find_references(folder)
    for other in there:
        if other.casefold() == name.casefold() and not (replace and other == name):
            raise SettingsError(
                f"There is a voice {other} already; choose another name, or --replace it."
            )
    return there.get(name)


def remove_voice(folder: Path, name: str, cache: Path | None = None) -> None:
    """Delete a voice: its recording, its text, and what engines made of it.

    `cache` is where that is, if not in the folder itself. Raises SettingsError if there is no
    such voice, or a file cannot be deleted.
    """
    reference = find_reference(folder, name)
    made = prompt_files(folder / CACHE if cache is None else cache, name)
    try:
        _delete(reference.recording, reference.transcript, *made)
    except OSError as error:
        raise _cannot_write(folder, error) from None


def prompt_files(cache: Path, name: str) -> Iterator[Path]:
    """The files in a cache folder that were made of a voice."""
    return cache.glob(f"{name}.*.safetensors")


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file so that nobody sees a part of it. Raises OSError.

    A private one is for this user alone.
    """
    with _beside(path, content, private=private) as fresh:
        fresh.replace(path)


@contextmanager
def _beside(path: Path, content: bytes, *, private: bool = False) -> Iterator[Path]:
    """A file with this content that is to become another; gone where that fails."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}{UNFINISHED}")
    mode = 0o600 if private else 0o666
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
        yield fresh
    except BaseException:
        _delete(fresh)
        raise


def _write_words(path: Path, words: str) -> None:
    if words:
        write_whole(path, f"{words}\n".encode())
    else:
        _delete(path)


def _delete(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def at_rate(samples: NDArray[np.float32], rate: int, wanted: int, name: str) -> NDArray[np.float32]:
    """The same sound at another rate, in [-1, 1]. Raises SettingsError for one that is odd."""
    try:
        resampler = Resampler(rate, wanted)
    except ValueError:
        raise SettingsError(
            f"The recording {name} has {rate} samples a second, which cannot be made {wanted}; "
            "convert it to a usual rate."
        ) from None
    if rate == wanted:
        return samples
    made = np.concatenate((resampler.push(samples), resampler.flush()))
    return np.clip(made, -1, 1)  # steep edges overshoot


def _checked(name: str, taken: Iterable[str]) -> str:
    """A name that a voice can have. Raises SettingsError for another one."""
    if not _NAME.fullmatch(name):
        raise SettingsError(
            f"A voice cannot be called {name!r}: use at most 64 letters of English, digits, - "
            "and _, and begin with a letter or a digit."
        )
    if name.casefold() in taken:
        raise SettingsError(f"The model has a voice {name} of its own; choose another name.")
    return name


def _words(text: str, what: str) -> str:
    """A transcript on one line. Raises SettingsError for what no recording can say."""
    words = " ".join(text.split())
    if len(words) > _MOST_LETTERS:
        raise SettingsError(
            f"{what} has {len(words)} characters; nobody says more than {_MOST_LETTERS} in the "
            "longest recording. Give what is said in this one, and nothing else."
        )
    try:
        words.encode()
    except UnicodeEncodeError:
        raise SettingsError(f"{what} is no text in UTF-8.") from None
    return words


def _wav(samples: NDArray[np.float32]) -> bytes:
    """A file of 16 bits, at the rate of the models."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(_RATE)
        writer.writeframes(to_s16le(samples))
    return file.getvalue()


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def _cannot_write(folder: Path, error: OSError) -> SettingsError:
    reason = error.strerror or type(error).__name__
    return SettingsError(f"The folder of voices {folder} cannot be changed: {reason}.")
