"""How Japanese text is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.text.normalize import growing, normalize
from rtts.text.rules.ja.numbers import cardinal, number
from tests.text.cases.ja import BLIND, CASES, PROSE, SENTENCES
from tests.text.compare import growth, is_said

ISOLATED = [(name, *case) for name, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("name", "written", "accepted"), ISOLATED)
def test_each_class(name: str, written: str, accepted: tuple[str, ...]) -> None:
    """Each way of writing something is said as people say it."""
    assert is_said(written, accepted, "ja"), (name, normalize(written, "ja"))


@pytest.mark.parametrize(("written", "accepted"), SENTENCES + BLIND)
def test_sentences(written: str, accepted: tuple[str, ...]) -> None:
    """Whole sentences are said as people say them."""
    assert is_said(written, accepted, "ja"), normalize(written, "ja")


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_left_alone(text: str) -> None:
    """Text without numbers or signs stays as it is, to the letter."""
    assert normalize(text, "ja") == text


def _streamed(text: str, size: int) -> str:
    grown = growing("ja")
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
        assert _streamed(text, size) == normalize(text, "ja")


@given(st.text("0123456789.,:/-~〜%¥°℃C年月日時分円万個第は2のkmgxA 、。（）+=<#", max_size=40))
def test_any_text_streams_as_the_whole(text: str) -> None:
    """The same of texts that nobody would write."""
    assert _streamed(text, 1) == _streamed(text, 3) == normalize(text, "ja")


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    """Any text has an answer."""
    assert isinstance(normalize(text, "ja"), str)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10_000,
        "¥" + "9" * 400 + "円",
        "1," * 2000,
        "1/2" * 1000,
        "1.1." * 2000,
        "€" * 5000,
        "5-" * 2000,
        "1:" * 2000,
        "1~" * 2000,
        "\ud800" * 2000 + "5\udfff個",
        "5" + "\u0301" * 3000,
        "A1-" * 2000,
        "1 " * 3000,
        "((((" * 1000,
        "²" * 3000,
        "年月日" * 2000,
        "x@" * 2000,
        "1e万" * 2000,
    ],
)
def test_hostile_text_costs_what_its_length_says(text: str) -> None:
    """Nothing raises, and twice the text takes about twice as long."""
    assert growth(text, "ja") < 3


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "ゼロ"),
        (10, "十"),
        (101, "百一"),
        (1_000, "千"),
        (11_000, "一万千"),
        (10_000_000, "一千万"),
        (100_000_001, "一億一"),
        (1_234_567_890_123, "一兆二千三百四十五億六千七百八十九万百二十三"),
    ],
)
def test_cardinals(value: int, words: str) -> None:
    """There is no one in front of ten, a hundred and a thousand, but in front of a myriad."""
    assert cardinal(value) == words


_VALUES = {char: at for at, char in enumerate("〇一二三四五六七八九")}
_SIZES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = (("兆", 10**12), ("億", 10**8), ("万", 10**4))


def _value(words: str) -> int:
    for large, size in _MYRIADS:
        if large in words:
            head, _, rest = words.partition(large)
            return _value(head) * size + _value(rest)
    total = digit = 0
    for char in words:
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
    assert number("1" * 16) == "一" * 16


@pytest.mark.parametrize(
    ("written", "said"),
    [("0時", "零時"), ("0.5", "零点五"), ("0個", "ゼロ個"), ("080", "ゼロ八ゼロ")],
)
def test_nought_has_two_names(written: str, said: str) -> None:
    """Of the clock, the thermometer and in a decimal it is 零, of things and in codes ゼロ."""
    assert normalize(written, "ja") == said


def test_a_plain_character_is_given_out_at_once() -> None:
    """A number waits for what it counts, words before it do not."""
    grown = growing("ja")
    assert "".join(piece.text for piece in grown.push("私は")) == "私は"
    assert not grown.push("5")
    assert not grown.push("個")
    assert "".join(piece.text for piece in grown.push("食べま")) == "五個食べま"
