"""Fitting the library's reports to the words of the text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.engines.espeak_words import Span, WordClock, speakable


def clocked(text: str, marks: list[tuple[int, int]], end: int) -> list[tuple[str, int, int]]:
    """The words and times that come of some marks, where there are no pauses."""
    clock = WordClock(text, lambda _first, last: last)
    spans = [span for offset, sample in marks for span in clock.begin(offset, sample)]
    spans += clock.end(end)
    return [(text[span.start : span.end], *span[2:]) for span in spans]


def test_a_word_lasts_until_the_next() -> None:
    """A word's end is the beginning of the next, or the end of the speech."""
    assert clocked("one two", [(0, 0), (4, 100)], 250) == [("one", 0, 100), ("two", 100, 250)]


def test_reports_inside_a_word_are_one_word() -> None:
    """A number is reported several times, at odd offsets; it is still one word."""
    marks = [(0, 0), (3, 50), (4, 70), (4, 90), (8, 200)]
    assert clocked("in 1234 ways", marks, 300)[1] == ("1234", 50, 200)


def test_words_run_together_share_their_time() -> None:
    """Words that the library reports as one get its time by their letters."""
    assert clocked("out of it", [(0, 0), (7, 500)], 600) == [
        ("out", 0, 300),
        ("of", 300, 500),
        ("it", 500, 600),
    ]


def test_signs_take_no_time_of_words() -> None:
    """A dash among words is silent; a sign that stands alone is spoken."""
    assert clocked("a — €", [(0, 0), (4, 100)], 200) == [
        ("a", 0, 100),
        ("—", 100, 100),
        ("€", 100, 200),
    ]


def test_unspaced_scripts_are_cut_where_the_library_cuts() -> None:
    """Chinese words are what the library reports, with the punctuation behind them."""
    assert clocked("你好，世界。2024年", [(0, 0), (3, 10), (4, 20), (6, 30), (7, 40)], 50) == [
        ("你好，", 0, 10),
        ("世", 10, 20),
        ("界。", 20, 30),
        ("2024年", 30, 50),
    ]


@pytest.mark.parametrize("text", ["\U00020000\U00020001", "ｶﾅ", "กข"])
def test_rare_characters_of_unspaced_scripts_are_cut_too(text: str) -> None:
    """Those beyond 16 bits, those of half width, and those of Thai."""
    assert clocked(text, [(0, 0), (1, 10)], 30) == [(text[0], 0, 10), (text[1], 10, 30)]


def test_signs_that_are_spoken_share_their_time_by_their_number() -> None:
    """Where there is neither letter nor digit, each is as long as the other."""
    assert clocked("€€ €", [(0, 0)], 300) == [("€€", 0, 200), ("€", 200, 300)]


def test_a_pause_is_no_part_of_a_word() -> None:
    """A word ends where its sound does."""
    clock = WordClock("one two", lambda first, last: max(first, last - 30))
    clock.begin(0, 0)
    assert clock.begin(4, 100) == [Span(0, 3, 0, 70)]


@settings(deadline=None)
@given(
    text=st.text(alphabet="ab1 .—世界๓\n", max_size=40),
    marks=st.lists(st.tuples(st.integers(-3, 50), st.integers(0, 40)), max_size=12),
)
def test_no_word_is_lost_whatever_is_reported(text: str, marks: list[tuple[int, int]]) -> None:
    """Each word has one time, in order, however wild the offsets are."""
    time, timed = 0, []
    for offset, gap in marks:
        time += gap
        timed.append((offset, time))
    clock = WordClock(text, lambda first, last: max(first, last - 5))
    spans = [span for mark in timed for span in clock.begin(*mark)] + clock.end(time)
    assert "".join(text[span.start : span.end] for span in spans) == "".join(text.split())
    times = [sample for span in spans for sample in (span.first_sample, span.last_sample)]
    assert times == sorted(times)
    spaced = {match.span() for match in re.finditer(r"\S+", text)}
    if text.isascii():
        assert {(span.start, span.end) for span in spans} == spaced


@pytest.mark.parametrize("bad", ["\0", "\x01", "\x1b", "\x7f", "\x85", "\ud83d", "\t"])
def test_what_cannot_be_spoken_becomes_a_space(bad: str) -> None:
    """Control characters and halves of surrogate pairs go, and no offset moves."""
    assert speakable(f"a{bad}b\nç😀") == "a b\nç😀"
