"""How Korean text is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.text.normalize import growing, normalize
from rtts.text.rules.ko.numbers import cardinal, native, native_noun, number
from tests.text.cases.ko import BLIND, CASES, PROSE, SENTENCES
from tests.text.compare import growth, is_said

ISOLATED = [(name, *case) for name, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("name", "written", "accepted"), ISOLATED)
def test_each_class(name: str, written: str, accepted: tuple[str, ...]) -> None:
    """Each way of writing something is said as people say it."""
    assert is_said(written, accepted, "ko"), (name, normalize(written, "ko"))


@pytest.mark.parametrize(("written", "accepted"), SENTENCES + BLIND)
def test_sentences(written: str, accepted: tuple[str, ...]) -> None:
    """Whole sentences are said as people say them."""
    assert is_said(written, accepted, "ko"), normalize(written, "ko")


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_left_alone(text: str) -> None:
    """Text without numbers or signs stays as it is, to the letter."""
    assert normalize(text, "ko") == text


def _streamed(text: str, size: int) -> str:
    grown = growing("ko")
    pieces = [
        piece for at in range(0, len(text), size) for piece in grown.push(text[at : at + size])
    ]
    return "".join(piece.text for piece in pieces + grown.finish())


@pytest.mark.parametrize("size", range(1, 7))
def test_streams_as_the_whole(size: int) -> None:
    """A text is said the same in whatever fragments it comes."""
    written = [case[0] for case in SENTENCES + BLIND]
    written += [case[0] for cases in CASES.values() for case in cases]
    for text in written:
        assert _streamed(text, size) == normalize(text, "ko")


@given(st.text("0123456789.,:/-~%₩°℃C년월일시분원만개명번제은를kmgxA  ·()+=<#", max_size=40))
def test_any_text_streams_as_the_whole(text: str) -> None:
    """The same of texts that nobody would write."""
    assert _streamed(text, 1) == _streamed(text, 3) == normalize(text, "ko")


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    """Any text has an answer."""
    assert isinstance(normalize(text, "ko"), str)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10_000,
        "¥" + "9" * 400 + "원",
        "1," * 2000,
        "1/2" * 1000,
        "1.1." * 2000,
        "€" * 5000,
        "5-" * 2000,
        "1:" * 2000,
        "1~" * 2000,
        "\ud800" * 2000 + "5\udfff개",
        "5" + "\u0301" * 3000,
        "A1-" * 2000,
        "1 " * 3000,
        "((((" * 1000,
        "²" * 3000,
        "년월일" * 2000,
        "x@" * 2000,
        "1e만" * 2000,
    ],
)
def test_hostile_text_costs_what_its_length_says(text: str) -> None:
    """Nothing raises, and twice the text takes about twice as long."""
    assert growth(text, "ko") < 3


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "영"),
        (10, "십"),
        (101, "백일"),
        (1_000, "천"),
        (10_500, "만오백"),
        (35_000, "삼만 오천"),
        (110_000, "십일만"),
        (100_000_000, "일억"),
        (120_000_000, "일억 이천만"),
    ],
)
def test_cardinals(value: int, words: str) -> None:
    """Myriads are parted by spaces, but for the first ten thousand."""
    assert cardinal(value) == words


@pytest.mark.parametrize(
    ("value", "counting", "alone"),
    [
        (1, "한", "하나"),
        (2, "두", "둘"),
        (20, "스무", "스물"),
        (21, "스물한", "스물하나"),
        (35, "서른다섯", "서른다섯"),
        (99, "아흔아홉", "아흔아홉"),
    ],
)
def test_native_numbers(value: int, counting: str, alone: str) -> None:
    """The first four and twenty are shorter in front of what they count."""
    assert [native(value), native_noun(value)] == [counting, alone]


_VALUES = {char: at for at, char in enumerate("영일이삼사오육칠팔구")}
_SIZES = {"십": 10, "백": 100, "천": 1000}
_MYRIADS = (("조", 10**12), ("억", 10**8), ("만", 10**4))


def _value(words: str) -> int:
    for large, size in _MYRIADS:
        if large in words:
            head, _, rest = words.partition(large)
            return (_value(head) or 1) * size + _value(rest)
    total = digit = 0
    for char in words.replace(" ", ""):
        if char in _SIZES:
            total += (digit or 1) * _SIZES[char]
            digit = 0
        else:
            digit = _VALUES[char]
    return total + digit


@given(st.integers(1, 10**15 - 1))
def test_cardinals_have_one_value(value: int) -> None:
    """Read back, the words of a number are the number."""
    assert _value(cardinal(value)) == value


def test_numbers_beyond_names_are_read_by_digits() -> None:
    """No number of more than 15 digits has a name that people know."""
    assert number("1" * 16) == "일" * 16


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3번 읽었다", "세 번 읽었다"),
        ("3번 출구", "삼 번 출구"),
        ("3분 뒤", "삼 분 뒤"),
        ("손님 3분이", "손님 세 분이"),
        ("20대 여성", "이십대 여성"),
        ("트럭 3대", "트럭 세 대"),
    ],
)
def test_one_counter_takes_both_kinds(written: str, said: str) -> None:
    """What is around a counter tells times from numbers, people from minutes."""
    assert normalize(written, "ko") == said


@pytest.mark.parametrize("particle", ["를", "의", "에서", "까지", "만", "은"])
def test_particles_stick(particle: str) -> None:
    """A particle stays at the end of what it was written behind."""
    assert normalize(f"5kg{particle}", "ko") == f"오 킬로그램{particle}"
    assert normalize(f"GPT-4{particle}", "ko") == f"GPT 사{particle}"
