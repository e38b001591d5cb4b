"""What an engine offers, asked in the words of a client."""

import pytest
from msgspec.structs import replace

from rtts.engines.base import EngineInfo, Voice
from rtts.protocol.options import SessionOptions
from rtts.voices.catalog import Catalog

ENGINE = EngineInfo(
    name="e",
    model="m",
    sample_rate=24000,
    default_voice="any",
    voices=(
        Voice("any", "Any", ("en", "de", "fr")),
        Voice("austrian", "Austrian", ("de-at", "de")),
        Voice("silent", "Knows no language of its own", ()),
    ),
    languages=("en", "de", "de-at", "fr"),
    voice_variants=("whisper",),
)
CATALOG = Catalog(ENGINE)


@pytest.mark.parametrize(
    ("voice", "asked", "spoken"),
    [
        ("austrian", "auto", "de-at"),
        ("austrian+whisper", "auto", "de-at"),
        ("austrian", "French", "fr"),
        ("silent", "auto", "en"),
        ("any", "auto", "en"),
    ],
)
def test_a_text_begins_in_the_language_that_was_asked_for_else_in_the_voices_own(
    voice: str, asked: str, spoken: str
) -> None:
    """In the engine's first where neither says."""
    assert CATALOG.language(SessionOptions(voice=voice, language=asked)) == spoken


@pytest.mark.parametrize(
    ("voice", "told_apart"),
    [
        ("austrian", {"de": "de-at"}),
        ("any", {"en": "en", "de": "de", "fr": "fr"}),
        ("silent", {"en": "en", "de": "de", "fr": "fr"}),
    ],
)
def test_a_chosen_voice_speaks_its_own_languages_and_any_other_all(
    voice: str, told_apart: dict[str, str]
) -> None:
    """A region is the voice's own."""
    assert CATALOG.candidates(SessionOptions(voice=voice)) == told_apart


def test_nothing_is_told_apart_where_a_language_was_asked_for() -> None:
    """Whatever the voice knows."""
    assert CATALOG.candidates(SessionOptions(voice="any", language="de")) == {}


def test_an_engine_may_lack_the_voice_that_was_kept() -> None:
    """A voice that was taken away since has the engine's first language."""
    without = Catalog(replace(ENGINE, voices=ENGINE.voices[:1]))
    options = SessionOptions(voice="austrian")
    assert without.language(options) == "en"
    assert without.candidates(options) == {"en": "en", "de": "de", "fr": "fr"}
