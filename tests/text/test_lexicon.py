"""The user's lexicon, and the way back from what is said to what was written."""

import tracemalloc
from itertools import accumulate
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.text.lexicon import Lexicon
from rtts.text.normalize import speak

LEXICON = [
    ("kubectl", "cube control"),
    ("New York", "the big apple"),
    ("York", "Yorrick"),
    ("C++", "see plus plus"),
    (".NET", "dot net"),
    ("東京", "とうきょう"),
    ("서울", "soul"),
    ("か", "ka"),
    ("(sic)", ""),
    ("a.c", "abc"),
    ("naïve", "nah eve"),
]


@pytest.mark.parametrize(("language", "mode"), [("en", "off"), ("qya", "auto")])
def test_text_is_left_as_it_is(language: str, mode: Literal["auto", "off"]) -> None:
    """Without a lexicon nothing changes where it is switched off, or nobody wrote rules."""
    text = "Dr. Smith pays $3.50 on 3/4 at 10:30.  \n Émile\u0301 \ud800"
    spoken = speak(text, language, mode=mode)
    assert (spoken.text, spoken.offsets.spans) == (text, ())
    assert spoken.to_written(3, 8) == (3, 8)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Run kubectl now.", "Run cube control now."),
        ("kubectl, kubectl's “kubectl”", "cube control, cube control's “cube control”"),
        ("Kubectl KUBECTL mykubectl kubectls kubectl2 my_kubectl", None),
        ("In New York and York, not Yorkshire.", "In the big apple and Yorrick, not Yorkshire."),
        ("C++ and .NET; C+++ .NETs", "see plus plus and dot net; see plus plus+ .NETs"),
        ("abc a.c axc", "abc abc axc"),
        ("私は東京へ行く。", "私はとうきょうへ行く。"),
        ("서울에서 삽니다.", "soul에서 삽니다."),
        ("请运行kubectl命令", "请运行cube control命令"),
        ("か か\u3099", "ka か\u3099"),
        ("as written (sic) here", "as written  here"),
        ("naïve naïves naïve\u0301", "nah eve naïves naïve\u0301"),
        ("", None),
    ],
)
def test_the_lexicon(written: str, said: str | None) -> None:
    """A word is replaced where it stands alone, as it is written; of several the longest."""
    assert speak(written, "en", LEXICON, mode="off").text == (written if said is None else said)


@pytest.mark.parametrize(
    ("text", "settled"),
    [("New", 0), ("in New ", 3), ("in New York", 3), ("in Newark", 9), ("New Yor", 0), ("Z", 1)],
)
def test_what_a_match_may_begin_with_waits(text: str, settled: int) -> None:
    """While more text may come; what cannot become a match does not wait."""
    assert Lexicon(LEXICON).find(text, 0, final=False) == (None, settled)
    found, _ = Lexicon(LEXICON).find(text, 0, final=True)
    assert (found is not None) == (text == "in New York")


def test_a_lexicon_takes_little_more_memory_than_its_words() -> None:
    """Those of hundreds of sessions are kept, as long as the protocol lets them be."""
    pairs = [(f"{number:03}" * 20, "") for number in range(500)]
    tracemalloc.start()
    lexicon = Lexicon(pairs)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lexicon
    assert kept < 2 * sum(len(match) for match, _ in pairs)


def test_of_two_entries_the_last_counts() -> None:
    """A lexicon that names a word twice means the second."""
    assert (
        speak("ab", "en", [("ab", "one"), ("ab", "two"), ("", "never")], mode="off").text == "two"
    )


def test_what_is_said_is_not_replaced_again() -> None:
    """The lexicon is applied once, to what was written."""
    assert speak("a b", "en", [("a", "b"), ("b", "a")], mode="off").text == "b a"


def test_the_way_back() -> None:
    """A part of a replaced word stands for all of it; between them offsets are shifted."""
    spoken = speak("Run kubectl in York, please.", "en", LEXICON, mode="off")
    assert spoken.text == "Run cube control in Yorrick, please."
    assert spoken.offsets.spans == ((4, 16, 4, 11), (20, 27, 15, 19))
    assert spoken.to_written(0, 3) == (0, 3)
    assert spoken.to_written(4, 8) == (4, 11)
    assert spoken.to_written(9, 16) == (4, 11)
    assert spoken.to_written(17, 19) == (12, 14)
    assert spoken.to_written(20, 28) == (15, 20)
    assert spoken.to_written(29, 35) == (21, 27)
    assert spoken.to_written(0, len(spoken.text)) == (0, 28)


def test_the_way_back_around_what_is_not_said() -> None:
    """A word that is left out belongs to neither of its neighbours."""
    spoken = speak("one (sic) two", "en", LEXICON, mode="off")
    assert (spoken.text, spoken.offsets.spans) == ("one  two", ((4, 4, 4, 9),))
    assert spoken.to_written(0, 4) == (0, 4)
    assert spoken.to_written(4, 8) == (9, 13)
    assert spoken.to_written(0, 8) == (0, 13)
    assert spoken.to_written(4, 4) == (9, 9)


WORD = st.text("abcé東+-.", min_size=1, max_size=4)
LEXICONS = st.lists(st.tuples(WORD, st.text("xyz ", max_size=6)), max_size=6)


@given(st.text("abcé東+-. _1\u0301", max_size=60), LEXICONS)
def test_every_offset_can_be_taken_back(text: str, lexicon: list[tuple[str, str]]) -> None:
    """Replaced parts map to their matches, the rest to itself, and the map never runs back."""
    spoken = speak(text, "en", lexicon, mode="off")
    says = dict(lexicon)
    written_at = spoken_at = 0
    for start, end, written_start, written_end in spoken.offsets.spans:
        assert spoken.text[spoken_at:start] == text[written_at:written_start]
        assert spoken.text[start:end] == says[text[written_start:written_end]]
        if start < end:
            assert spoken.to_written(start, end) == (written_start, written_end)
        for at in range(spoken_at, start):
            written = written_at + at - spoken_at
            assert spoken.to_written(at, at + 1) == (written, written + 1)
        spoken_at, written_at = end, written_end
    assert spoken.text[spoken_at:] == text[written_at:]
    starts = [spoken.to_written(at, at)[0] for at in range(len(spoken.text) + 1)]
    assert starts == list(accumulate(starts, max))


@given(st.lists(WORD, min_size=1, max_size=8), LEXICONS)
def test_a_listed_word_that_stands_alone_is_always_replaced(
    words: list[str], lexicon: list[tuple[str, str]]
) -> None:
    """Between spaces a word that is listed whole is said as the lexicon says."""
    says = dict(lexicon)
    spoken = speak(" ".join(words), "en", lexicon, mode="off")
    covered = [
        (" ".join(words)[written_start:written_end], spoken.text[start:end])
        for start, end, written_start, written_end in spoken.offsets.spans
    ]
    for word in words:
        if word in says:
            assert (word, says[word]) in covered
