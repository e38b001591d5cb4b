"""English: the tables of what is said, and the facts that no table can tell."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.text.normalize import growing, normalize
from rtts.text.rules.en.numbers import cardinal, ordinal, year
from tests.text.cases import en, en_unseen
from tests.text.compare import growth, is_said

ALPHABET = "0123456789.,:;/-–−+$€£%°'\"()#&@=x×½²₂ aAbBmkMKIVXstDrpPJanMonUTC\n\u00a0\ud800<>~_^*"
ROWS = [
    pytest.param(*row, id=f"{table} {name}: {row[0]}")
    for table, cases in (("seen", en.CASES), ("unseen", en_unseen.CASES))
    for name, rows in cases.items()
    for row in rows
]
SENTENCES = [
    *en.SENTENCES,
    *en.BLIND,
    *en_unseen.SENTENCES,
    *en_unseen.BLIND,
    *en_unseen.LATER,
    *en_unseen.ORDINARY,
]
PROSE = (
    "I may march on with you, he said, and the sun sat low over the hills. No. That is what they"
    " told us at the time, in so many words; we didn't believe it! A co-op is owned by its members,"
    " isn't it? She can mix a CD, and NASA has an API for that. Well—almost: the rest is history…"
)
HOSTILE = [
    "1" * 10_000,
    "$" + "1" * 400,
    "$" + "1,111" * 100,
    "1/2" * 1000,
    "1.1." * 2000,
    "€" * 5000,
    "\ud800 5\ud801%\udfff" * 100,
    "A1" * 2000,
    "1x1" * 1500,
    "+1" * 2000,
    "5-" * 2000,
    "1:" * 2000,
    '5" ' * 1500,
    "a/" * 2000,
    "Ctrl+" * 1000,
    "5" + "\u0301" * 5000,
    "²½①Ⅷ⑳㎏℃" * 300,
    "St. Dr. Main 5 " * 400,
    "٣٤٥ $٣٤٥ ٣/٤/٢٠٢٤ ٣:٣٠ ৫% " * 50,
    "7" + " " * 5000 + "km",
    "★☆" * 2500,
    "|x" * 2500,
    "a\\b" * 1500,
    "#A-" * 1500,
    "I-" * 2000 + "V",
    "card expires " * 400 + "09/27",
    "12/2–" * 1000,
    "123 456 " * 600,
]


@pytest.mark.parametrize(("written", "accepted"), ROWS)
def test_what_is_written_is_said(written: str, accepted: tuple[str, ...]) -> None:
    """Every class of things is said as a person would say it."""
    assert is_said(written, accepted, "en"), normalize(written, "en")


@pytest.mark.parametrize(("written", "accepted"), SENTENCES)
def test_sentences(written: str, accepted: tuple[str, ...]) -> None:
    """Whole sentences are said as a person would say them."""
    assert is_said(written, accepted, "en"), normalize(written, "en")


def test_prose_is_left_as_it_is() -> None:
    """A text without numbers, signs and abbreviations does not change."""
    assert normalize(PROSE, "en") == PROSE


@pytest.mark.parametrize("line", en_unseen.PROSE)
def test_words_that_are_written_like_abbreviations_stay(line: str) -> None:
    """Words of prose that look like units, months, states or numerals do not change."""
    assert normalize(line, "en") == line


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("at 5 p.m.", "at five P M."),
        ("at 5 p.m. on Monday", "at five P M on Monday"),
        ("We met at 5 p.m. Please call.", "We met at five P M. Please call."),
        ("We met at 5 p.m. Monday.", "We met at five P M Monday."),
        ("(until 5 p.m.)", "(until five P M.)"),
        ("pens, etc.", "pens, et cetera."),
        ("on Main St.", "on Main Street."),
        ("It weighs 8 oz. Then I ate it.", "It weighs eight ounces. Then I ate it."),
        ("It has 8 oz. of gold.", "It has eight ounces of gold."),
        ("Prices rose in 1984.", "Prices rose in nineteen eighty-four."),
        ("We ran 5 km. 3 of us won.", "We ran five kilometers. three of us won."),
        ("I-405 S. toward SR-520 E.", "I four oh five South toward S R five twenty East."),
        ("1. Open it\n2. Close it", "one. Open it\ntwo. Close it"),
    ],
)
def test_the_end_of_a_sentence_stays(written: str, said: str) -> None:
    """An abbreviation's stop stays where it ends the sentence too, and only there."""
    assert normalize(written, "en") == said


@pytest.mark.parametrize(
    "text",
    [
        "an IV drip",
        "I said no.",
        "He is an MD and has a CV on CD.",
        "She lives in New York, OK?",
        "the U and the X",
        "in the sun. So be it.",
        "the USA, NASA, APIs and PDFs",
        "Vitamin C and plan B",
        "- a bullet — and a dash",
        "rock 'n' roll",
    ],
)
def test_what_reads_well_stays(text: str) -> None:
    """What an engine reads well, or no rule is sure of, does not change."""
    assert normalize(text, "en") == text


@pytest.mark.parametrize("size", range(1, 7))
def test_fragments_make_no_difference(size: int) -> None:
    """What is said does not depend on the pieces in which a text arrives."""
    for text, _ in SENTENCES:
        assert _in_pieces(text, [size] * len(text)) == normalize(text, "en")


@given(st.text(ALPHABET, max_size=60), st.lists(st.integers(1, 9), min_size=60, max_size=60))
def test_fragments_of_anything_make_no_difference(text: str, sizes: list[int]) -> None:
    """Nor for a text that means nothing; and nothing raises."""
    assert _in_pieces(text, sizes) == normalize(text, "en")


@pytest.mark.parametrize("index", range(len(HOSTILE)))
def test_hostile_text_costs_what_its_length_says(index: int) -> None:
    """Nothing raises, and twice the text takes about twice as long."""
    assert growth(HOSTILE[index], "en") < 3


def test_cardinals_and_ordinals_agree_with_inflect() -> None:
    """Numbers and places in a row are those of another library."""
    inflect = pytest.importorskip("inflect").engine()
    for value in _values():
        words = inflect.number_to_words(value, andword="").replace(",", "")
        assert cardinal(value) == words
        assert ordinal(value) == inflect.ordinal(words)


def test_cardinals_ordinals_and_years_agree_with_num2words() -> None:
    """Numbers, places and years are those of a third library, but for its "and"."""
    num2words = pytest.importorskip("num2words").num2words
    for value in _values():
        assert cardinal(value) == _bare(num2words(value))
        assert ordinal(value) == _bare(num2words(value, to="ordinal"))
    for value in range(1000, 2100):
        assert year(value) == _bare(num2words(value, to="year")).replace("oh-", "oh ")


def _values() -> list[int]:
    rng = random.Random(1)
    return [*range(1200), *(rng.randrange(10 ** rng.randint(1, 15)) for _ in range(600))]


def _bare(words: str) -> str:
    return re.sub(r",| and(?= )", "", words)


def _in_pieces(text: str, sizes: list[int]) -> str:
    work, at, said = growing("en"), 0, []
    for size in sizes:
        said += work.push(text[at : at + size])
        at += size
    said += work.push(text[at:]) + work.finish()
    return "".join(piece.text for piece in said)
