"""The data folder: its voices, and the copy that the library is given."""

from pathlib import Path

import espeakng_loader  # type: ignore[import-untyped]
import pytest

from rtts.engines.espeak_data import DataFolder, VoiceBook
from rtts.errors import SettingsError

DATA = Path(espeakng_loader.get_data_path())


@pytest.fixture(scope="module")
def book() -> VoiceBook:
    """The voices of the installed library."""
    return VoiceBook(DATA)


@pytest.mark.parametrize(
    ("code", "file"),
    [
        ("en-us", "en-us"),
        ("en-gb", "en"),
        ("fr-fr", "fr"),
        ("fr", "fr"),
        ("zh", "cmn"),
        ("de", "de"),
    ],
)
def test_a_language_code_is_a_voice(book: VoiceBook, code: str, file: str) -> None:
    """A client may write any language code; the file that speaks it best answers."""
    assert book.voices[code].file_name == file
    assert code in book.languages


def test_the_best_file_speaks_a_language(tmp_path: Path) -> None:
    """Of two files for one code, the one with the smaller number answers to it."""
    (tmp_path / "voices" / "!v").mkdir(parents=True)
    (tmp_path / "xx_dict").touch()
    for name, priority in (("first", ""), ("second", "2"), ("third", "7")):
        path = tmp_path / "lang" / "group" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"name The {name} \ngender female 30\nlanguage XX-yy {priority}\n")
    book = VoiceBook(tmp_path)
    assert {id: voice.name for id, voice in book.voices.items()} == {
        "xx-yy": "The second",
        "first": "The first",
        "third": "The third",
    }
    assert book.voices["xx-yy"].gender == "female"


@pytest.mark.parametrize(("there", "known"), [("zz_dict", {"xx"}), ("xx_dict", set())])
def test_a_file_that_names_its_dictionary_needs_that_one(
    tmp_path: Path, there: str, known: set[str]
) -> None:
    """Else its dictionary is that of its first language."""
    (tmp_path / "voices" / "!v").mkdir(parents=True)
    (tmp_path / "lang").mkdir()
    (tmp_path / there).touch()
    (tmp_path / "lang" / "xx").write_text("language xx\ndictionary zz\n")
    assert set(VoiceBook(tmp_path).voices) == known


def test_a_voice_without_a_code_of_its_own_has_a_name(book: VoiceBook) -> None:
    """A second voice for the same codes goes by its file's name, which is no language."""
    assert book.voices["yue-latn-jyutping"].codes == ("yue", "zh-yue", "zh")
    assert "yue-latn-jyutping" not in book.languages


def test_voices_without_a_dictionary_are_left_out(book: VoiceBook) -> None:
    """Faroese comes without its dictionary and could only be spelled."""
    assert "fo" not in book.voices
    assert len(book.languages) > 130


@pytest.mark.parametrize(
    ("voice", "language", "file", "variant"),
    [
        ("en-us", "en-us", "en-us", ""),
        ("en-us", "en", "en-us", ""),
        ("en-us", "de", "de", ""),
        ("en-us+f3", "de", "de", "f3"),
        ("de", "zh", "cmn", ""),
        ("yue-latn-jyutping", "yue", "yue-latn-jyutping", ""),
    ],
)
def test_a_voice_gives_way_to_one_that_speaks_the_language(
    book: VoiceBook, voice: str, language: str, file: str, variant: str
) -> None:
    """A voice speaks its own languages; for another the best is taken, with its variant."""
    found = book.find(voice, language)
    assert found is not None
    assert (found[0].file_name, found[1]) == (file, variant)


@pytest.mark.parametrize(
    ("voice", "language"),
    [("dalek", "en"), ("en-us+dalek", "en"), ("en-us+", "en"), ("en-us", "tlh"), ("", "en")],
)
def test_what_is_not_there_is_not_found(book: VoiceBook, voice: str, language: str) -> None:
    """Unknown voices, variants and languages are not replaced by others."""
    assert book.find(voice, language) is None


def test_the_copy_turns_flutter_off(book: VoiceBook) -> None:
    """Voices are copied when they are first used, and speak steadily; the original stays."""
    folder = DataFolder(DATA)
    found = book.find("en-us+f3", "en-us")
    assert found is not None
    assert folder.add(*found) == folder.add(*found) == "en-us+f3"
    copies = [folder.path / "lang" / "en-us", folder.path / "voices" / "!v" / "f3"]
    assert all(copy.read_text().endswith("\nflutter 0\n") for copy in copies)
    assert "flutter" not in found[0].path.read_text()
    copies[0].write_text("as it is")
    assert folder.add(found[0], "") == "en-us"
    assert copies[0].read_text() == "as it is"
    folder.close()
    assert not folder.path.exists()


def test_a_temporary_folder_with_a_long_path_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library would give up without a reason; the error says what to set."""
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    with pytest.raises(SettingsError, match="set TMPDIR"):
        DataFolder(DATA)
    assert list(deep.iterdir()) == []
