"""Languages by name and by code."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.voices.languages import LANGUAGES, language_code, language_name, match_language

CODES = (
    "af am ar bpy chr-us-qaaa-x-west cmn cmn-latn-pinyin de en-029 en-gb en-gb-scotland en-us"
    " en-us-nyc es es-419 fa fa-latn fr-be fr-ch fr-fr hak he hr hy hyw ja ko nb pt pt-br ru yue"
)
ESPEAK = tuple(CODES.split())
QWEN = ("zh", "en", "de", "it", "pt", "es", "ja", "ko", "fr", "ru")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("english", "en"),
        (" English ", "en"),
        ("eng", "en"),
        ("en-US", "en-us"),
        ("en_US", "en-us"),
        ("ger", "de"),
        ("deu-AT", "de-at"),
        ("Brazilian Portuguese", "pt-br"),
        ("mandarin", "cmn"),
        ("Māori", "mi"),
        ("auto", "auto"),
        ("qdb", "qdb"),
        ("chr-US-Qaaa-x-west", "chr-us-qaaa-x-west"),
    ],
)
def test_language_is_known_by_name_and_code(written: str, code: str) -> None:
    """Names, two and three letters, any case and either hyphen give one code."""
    assert language_code(written) == code


@pytest.mark.parametrize("rubbish", ["", "x", "klingonese", "en us", "en-", "../en", "ｅｎ", "9"])
def test_rubbish_is_no_language(rubbish: str) -> None:
    """What is neither name nor code gives None."""
    assert language_code(rubbish) is None


@given(st.text())
def test_any_text_is_a_code_or_none(text: str) -> None:
    """No input raises, and a code that was found is found again by itself."""
    code = language_code(text)
    assert code is None or language_code(code) == code


def test_every_language_is_found_by_its_name() -> None:
    """The table's names lead back to their codes."""
    assert {code: language_code(name) for code, name in LANGUAGES.items()} == {
        code: code for code in LANGUAGES
    }


@pytest.mark.parametrize(
    ("wanted", "available", "met"),
    [
        ("en", QWEN, "en"),
        ("en-us", QWEN, "en"),
        ("cmn", QWEN, "zh"),
        ("en", ESPEAK, "en-us"),
        ("en-au", ESPEAK, "en-us"),
        ("en-us-nyc", ESPEAK, "en-us-nyc"),
        ("en-gb-oxendict", ESPEAK, "en-gb"),
        ("zh", ESPEAK, "cmn"),
        ("zh-tw", ESPEAK, "cmn"),
        ("zh-yue", ESPEAK, "yue"),
        ("fr", ESPEAK, "fr-fr"),
        ("fr-ca", ESPEAK, "fr-fr"),
        ("pt-br", ESPEAK, "pt-br"),
        ("pt-pt", ESPEAK, "pt"),
        ("no", ESPEAK, "nb"),
        ("chr", ESPEAK, "chr-us-qaaa-x-west"),
        ("eng", ("en-US",), "en-US"),
        ("sw", QWEN, None),
        ("zhx", QWEN, None),
    ],
)
def test_nearest_language_is_found(wanted: str, available: Sequence[str], met: str | None) -> None:
    """The same language, then a shorter form of it, then its family; never another language."""
    assert match_language(wanted, available) == met


@given(st.sampled_from(sorted({*ESPEAK, *QWEN, *LANGUAGES, "en-au", "zz"})))
def test_what_is_available_is_met_by_itself(code: str) -> None:
    """A code that the engine has is never replaced by a nearer-looking one."""
    assert match_language(code, (*ESPEAK, code)) == code


def test_language_has_a_name_for_people() -> None:
    """A code is shown by its English name, and by itself if it has none."""
    assert [language_name(code) for code in ("en", "en-us", "deu", "xx-yy")] == [
        "English",
        "English (US)",
        "German",
        "xx-yy",
    ]
