"""The data folder of espeak: the voices in it, and a copy of it that suits us.

The library has three habits that a copy of the folder cures. It gives up where the folder's
path is long. It looks for voice files by their names in lower case, and where they are not
called so it reads all of them, which takes milliseconds. And its voices have a flutter, a
tremor in pitch that runs on from one utterance to the next: with it a text never lasts
equally long twice, and speech that is taken up again after a crash would not fit its
beginning. The copy is links, all but the voice files, in which flutter is off.

A language file has lines such as `name English (America)`, `language en-us 2` (a code that
the voice speaks, and how well: a small number is good) and `gender male`.
Format: https://github.com/espeak-ng/espeak-ng/blob/master/docs/voices.md
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rtts.errors import SettingsError

__all__ = ["DataFolder", "VoiceBook", "VoiceFile"]

_USUAL_PRIORITY = 5
_LONGEST_PATH = 100
"""Bytes. The library has room for about 160, and puts file names behind it."""
_LANGUAGES = "lang"
_VARIANTS = Path("voices", "!v")
_OWN_SETTINGS = b"\nflutter 0\n"


class VoiceFile(NamedTuple):
    """A language file: one way to speak one language."""

    path: Path
    name: str
    priorities: dict[str, int]
    """Each language code that it speaks; the smaller the number, the better."""
    gender: str
    dictionary: str
    """Without which it can only spell."""

    @property
    def file_name(self) -> str:
        """Its name in the copy of the folder."""
        return self.path.name.lower()

    @property
    def codes(self) -> tuple[str, ...]:
        """Its language codes, best first."""
        return tuple(sorted(self.priorities, key=self.priorities.__getitem__))


class VoiceBook:
    """All voices of a data folder.

    Each language code is the name of a voice: of the file that speaks it best. A file that
    is best for no code goes by its own name. What may stand behind a plus sign is a variant,
    which changes the sound of any voice.
    """

    def __init__(self, folder: Path) -> None:
        files = sorted(_read_files(folder), key=lambda file: file.file_name)
        self.voices: dict[str, VoiceFile] = {}
        for file in files:
            for code, priority in file.priorities.items():
                best = self.voices.get(code)
                if best is None or priority < best.priorities[code]:
                    self.voices[code] = file
        self.languages = tuple(sorted(self.voices))
        named = {file.path for file in self.voices.values()}
        self.voices.update((file.file_name, file) for file in files if file.path not in named)
        self.variants = tuple(sorted(path.name for path in (folder / _VARIANTS).iterdir()))

    def has(self, voice: str) -> bool:
        """Whether there is such a voice, with or without a variant."""
        name, plus, variant = voice.partition("+")
        return name in self.voices and (not plus or variant in self.variants)

    def find(self, voice: str, language: str) -> tuple[VoiceFile, str] | None:
        """The file and the variant that speak a job; None if there are none such.

        A voice that does not speak the language gives way to the one that speaks it best,
        and keeps its variant.
        """
        if not self.has(voice) or language not in self.languages:
            return None
        name, _, variant = voice.partition("+")
        file = self.voices[name]
        return (file if language in file.priorities else self.voices[language]), variant


def _read_files(folder: Path) -> Iterator[VoiceFile]:
    """The language files that can be used: some come without their dictionary."""
    for path in (folder / _LANGUAGES).rglob("*"):
        if path.is_file():
            file = _read_file(path)
            if (folder / f"{file.dictionary}_dict").is_file():
                yield file


def _read_file(path: Path) -> VoiceFile:
    name, gender, dictionary, priorities = path.name, "male", "", dict[str, int]()
    for line in path.read_text("utf-8", errors="replace").splitlines():
        match line.split():
            case ["name", *words]:
                name = " ".join(words)
            case ["gender", word, *_]:
                gender = word
            case ["dictionary", word, *_]:
                dictionary = word
            case ["language", code, priority, *_] if priority.isdecimal():
                priorities[code.lower()] = int(priority)
            case ["language", code, *_]:
                priorities[code.lower()] = _USUAL_PRIORITY
    if not dictionary and priorities:
        dictionary = next(iter(priorities)).partition("-")[0]
    return VoiceFile(path, name, priorities, gender, dictionary)


class DataFolder:
    """A temporary copy of the data folder, for as long as it is not closed."""

    def __init__(self, original: Path) -> None:
        """Raises SettingsError if temporary folders have a path too long for the library."""
        self._original = original
        self._temporary = tempfile.TemporaryDirectory(prefix="rtts-espeak-")
        self.path = Path(self._temporary.name)
        length = len(os.fsencode(self.path))
        if length > _LONGEST_PATH:
            self.close()
            raise SettingsError(
                f"The engine espeak needs a temporary folder whose path has at most "
                f"{_LONGEST_PATH} bytes, not {length}; set TMPDIR to a shorter one."
            )
        for entry in original.iterdir():
            if entry.name not in (_LANGUAGES, _VARIANTS.parts[0]):
                (self.path / entry.name).symlink_to(entry)
        (self.path / _LANGUAGES).mkdir()
        (self.path / _VARIANTS).mkdir(parents=True)

    def add(self, file: VoiceFile, variant: str) -> str:
        """Put a voice into the copy, if it is not there; returns the library's name for it."""
        _copy(file.path, self.path / _LANGUAGES / file.file_name)
        if not variant:
            return file.file_name
        _copy(self._original / _VARIANTS / variant, self.path / _VARIANTS / variant)
        return f"{file.file_name}+{variant}"

    def close(self) -> None:
        self._temporary.cleanup()


def _copy(source: Path, target: Path) -> None:
    if not target.exists():
        target.write_bytes(source.read_bytes() + _OWN_SETTINGS)
