"""The library's binding, and the thread that runs it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import espeakng_loader  # type: ignore[import-untyped]
import pytest

from rtts.engines.espeak_data import DataFolder, VoiceBook
from rtts.engines.espeak_library import Library, LibraryError, Mark, Request, Synthesizer

DATA = Path(espeakng_loader.get_data_path())
LIBRARY = Path(espeakng_loader.get_library_path())
HELLO = Request("Hello there, world.", "de", 175)


@pytest.fixture(scope="module")
def folder() -> Iterator[DataFolder]:
    """A copy of the data with one voice."""
    folder = DataFolder(DATA)
    found = VoiceBook(DATA).find("de", "de")
    assert found is not None
    folder.add(*found)
    yield folder
    folder.close()


@pytest.fixture
def library(folder: DataFolder) -> Iterator[Library]:
    """The library, which exists once."""
    library = Library(LIBRARY, folder.path)
    yield library
    library.close()


@pytest.fixture
def synthesizer(folder: DataFolder) -> Iterator[Synthesizer]:
    """The library in its thread."""
    synthesizer = Synthesizer(Library(LIBRARY, folder.path))
    yield synthesizer
    synthesizer.close()


def length(library: Library, request: Request) -> int:
    """How many samples a request has."""
    heard = bytearray()

    def listen(pcm: bytes, _marks: list[Mark]) -> bool:
        heard.extend(pcm)
        return True

    library.speak(request, listen)
    return len(heard) // 2


def test_it_can_be_open_once(library: Library, folder: DataFolder) -> None:
    """A second one is refused, since two would abort the process; a later one is not."""
    with pytest.raises(LibraryError, match="once in a process"):
        Library(LIBRARY, folder.path)
    assert length(library, HELLO) > 20_000


def test_data_that_cannot_be_used_is_an_error(tmp_path: Path, folder: DataFolder) -> None:
    """A folder without data is told, and does not keep the next one out."""
    program = (
        "import sys; from rtts.engines.espeak_library import *; failed = False\n"
        "try: Library(sys.argv[1], sys.argv[2])\n"
        "except LibraryError as error: failed = 'cannot use its data' in str(error)\n"
        "assert failed; Library(sys.argv[1], sys.argv[3]).close()"
    )
    command = [sys.executable, "-c", program, *map(str, (LIBRARY, tmp_path, folder.path))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_listeners_exception_arrives(library: Library) -> None:
    """What is raised inside the callback comes out of `speak`, and the next text is whole."""
    whole = length(library, HELLO)

    def break_off(_pcm: bytes, _marks: list[Mark]) -> bool:
        raise ValueError("enough")

    with pytest.raises(ValueError, match="enough"):
        library.speak(HELLO, break_off)
    assert length(library, HELLO) == whole


def test_an_unknown_voice_is_an_error(library: Library) -> None:
    """The library would silently keep the voice it had."""
    library.speak(HELLO, lambda _pcm, _marks: False)
    with pytest.raises(LibraryError, match="no such voice"):
        length(library, HELLO._replace(voice="dalek"))


def test_a_portion_ends_with_a_word(synthesizer: Synthesizer) -> None:
    """A portion goes on until a word begins at or behind its goal, and the last to the end."""
    first = synthesizer.begin(HELLO, 1)
    assert [mark.offset for mark in first.marks] == [0, 6]
    assert len(first.pcm) // 2 > first.marks[-1].sample > 1
    second = synthesizer.resume(first.marks[-1].sample + 1)
    assert [mark.offset for mark in second.marks] == [13]
    assert synthesizer.resume(10**9).ended


def test_an_error_in_the_thread_is_handed_over(synthesizer: Synthesizer) -> None:
    """A text that cannot be spoken ends with its error, and the thread goes on."""
    failed = synthesizer.begin(HELLO._replace(voice="dalek"), 1)
    assert failed.ended
    assert isinstance(failed.error, LibraryError)
    assert synthesizer.begin(HELLO, 10**9).pcm


def test_a_text_can_be_abandoned(synthesizer: Synthesizer) -> None:
    """Nothing of an abandoned text is in the portions of the next."""
    whole = len(synthesizer.begin(HELLO, 10**9).pcm)
    synthesizer.begin(HELLO._replace(text="Something else " * 20), 1)
    synthesizer.abandon()
    synthesizer.abandon()
    assert len(synthesizer.begin(HELLO, 10**9).pcm) == whole
