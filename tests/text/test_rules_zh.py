"""How Chinese text is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.text.normalize import growing, normalize
from rtts.text.rules.zh import RULES
from rtts.text.rules.zh.numbers import cardinal, number
from tests.text.cases.zh import BLIND, CASES, PROSE, SENTENCES
from tests.text.compare import growth, is_said

ISOLATED = [(name, *case) for name, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("name", "written", "accepted"), ISOLATED)
def test_each_class(name: str, written: str, accepted: tuple[str, ...]) -> None:
    """Each way of writing something is said as people say it."""
    assert is_said(written, accepted, "zh"), (name, normalize(written, "zh"))


@pytest.mark.parametrize(("written", "accepted"), SENTENCES + BLIND)
def test_sentences(written: str, accepted: tuple[str, ...]) -> None:
    """Whole sentences are said as people say them."""
    assert is_said(written, accepted, "zh"), normalize(written, "zh")


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_left_alone(text: str) -> None:
    """Text without numbers or signs stays as it is, to the letter."""
    assert normalize(text, "zh") == text


def _streamed(text: str, size: int) -> str:
    grown = growing("zh")
    pieces = [
        piece for at in range(0, len(text), size) for piece in grown.push(text[at : at + size])
    ]
    return "".join(piece.text for piece in pieces + grown.finish())


@pytest.mark.parametrize("size", range(1, 7))
def test_streams_as_the_whole(size: int) -> None:
    """A text is said the same in whatever fragments it comes."""
    for written, _ in SENTENCES + BLIND:
        assert _streamed(written, size) == normalize(written, "zh")


@given(st.text("0123456789.,:/-~%¥°℃C年月日点分元万个第是有2两kmgxA ，。（）+=", max_size=40))
def test_any_text_streams_as_the_whole(text: str) -> None:
    """The same of texts that nobody would write."""
    assert _streamed(text, 1) == _streamed(text, 3) == normalize(text, "zh")


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    """Any text has an answer."""
    assert isinstance(normalize(text, "zh"), str)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10_000,
        "¥" + "9" * 400 + "元",
        "1," * 2000,
        "1/2" * 1000,
        "1.1." * 2000,
        "€" * 5000,
        "5-" * 2000,
        "1:" * 2000,
        "\ud800" * 2000 + "5\udfff个",
        "5" + "\u0301" * 3000,
        "A1-" * 2000,
        "1 " * 3000,
        "((((" * 1000,
        "²" * 3000,
        "年月日" * 2000,
        "x@" * 2000,
    ],
)
def test_hostile_text_costs_what_its_length_says(text: str) -> None:
    """Nothing raises, and twice the text takes about twice as long."""
    assert growth(text, "zh") < 3


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "零"),
        (10, "十"),
        (101, "一百零一"),
        (250, "二百五十"),
        (2_000, "两千"),
        (10_010, "一万零一十"),
        (200_000_000, "两亿"),
        (1_050_000, "一百零五万"),
        (100_000_001, "一亿零一"),
        (1_234_567_890_123, "一万二千三百四十五亿六千七百八十九万零一百二十三"),
    ],
)
def test_cardinals(value: int, words: str) -> None:
    """A gap of zeros is one 零, and a myriad has its own name."""
    assert cardinal(value) == words


_VALUES = {
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_SIZES = {"十": 10, "百": 100, "千": 1000}


def _value(words: str) -> int:
    for large, size in (("亿", 10**8), ("万", 10**4)):
        if large in words:
            head, _, rest = words.rpartition(large)
            return _value(head) * size + _value(rest)
    total = digit = 0
    for char in words:
        if char in _SIZES:
            total += (digit or 1) * _SIZES[char]
            digit = 0
        else:
            digit = _VALUES[char]
    return total + digit


@given(st.integers(0, 10**15 - 1))
def test_cardinals_have_one_value(value: int) -> None:
    """Read back, the words of a number are the number."""
    assert _value(cardinal(value)) == value


def test_two_is_counted_with_another_word() -> None:
    """Two things are 两; twelve, a half more than two, and the second are 二."""
    assert [number("2", counted=True), number("12", counted=True)] == ["两", "十二"]
    assert number("2.5", counted=True) == "二点五"
    assert normalize("第2个", "zh") == "第二个"


def test_numbers_beyond_names_are_read_by_digits() -> None:
    """No number of more than 15 digits has a name that people know."""
    assert number("1" * 16) == "一" * 16


def test_a_stop_that_ends_the_text_stays() -> None:
    """The stop of "p.m." ends the sentence too, if nothing follows."""
    assert normalize("at 3 p.m.", "zh").endswith("下午三点.")
    assert normalize("3 p.m. 开会", "zh") == "下午三点 开会"


def test_what_makes_it_wait() -> None:
    """A plain character is given out at once, a number when two characters are behind it."""
    grown = growing("zh")
    assert "".join(piece.text for piece in grown.push("我有")) == "我有"
    assert not grown.push("2")
    assert not grown.push("苹")
    assert "".join(piece.text for piece in grown.push("果")).startswith("二")
    assert RULES.lookahead == 2
