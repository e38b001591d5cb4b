"""Numbers of the languages that count by myriads: Chinese, Japanese and Korean."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.text.rules.ja import numbers as ja
from rtts.text.rules.ko import numbers as ko
from rtts.text.rules.zh import numbers as zh

LANGUAGES = {"ja": ja, "ko": ko, "zh": zh}


class Names(NamedTuple):
    """What a number is read back from."""

    digits: str
    sizes: str
    myriads: str


NAMES = {
    "ja": Names("〇一二三四五六七八九", "十百千", "万億兆"),
    "ko": Names("영일이삼사오육칠팔구", "십백천", "만억조"),
    "zh": Names("零一二三四五六七八九", "十百千", "万亿"),
}
SIZES = (10, 100, 1000)
MYRIADS = (10**4, 10**8, 10**12)

CARDINALS = {
    "ja": [
        (0, "ゼロ"),
        (10, "十"),
        (101, "百一"),
        (1_000, "千"),
        (11_000, "一万千"),
        (10_000_000, "一千万"),
        (100_000_001, "一億一"),
        (1_234_567_890_123, "一兆二千三百四十五億六千七百八十九万百二十三"),
    ],
    "ko": [
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
    "zh": [
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
}
"""In Chinese a gap of zeros is one 零, and two has two names; in Japanese there is no one in front
of ten, a hundred and a thousand, but in front of a myriad; in Korean myriads are parted by spaces,
but for the first ten thousand."""


@pytest.mark.parametrize(
    ("language", "value", "words"),
    [(language, *row) for language, rows in CARDINALS.items() for row in rows],
)
def test_cardinals(language: str, value: int, words: str) -> None:
    """A number has the words that are used for it."""
    assert LANGUAGES[language].cardinal(value) == words


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.integers(1, 10**15 - 1))
def test_cardinals_have_one_value(language: str, value: int) -> None:
    """Read back, the words of a number are the number."""
    words = LANGUAGES[language].cardinal(value).replace(" ", "").replace("两", "二")
    assert _value(words, NAMES[language]) == value


def _value(words: str, names: Names) -> int:
    for large, size in reversed([*zip(names.myriads, MYRIADS, strict=False)]):
        head, found, rest = words.rpartition(large)
        if found:
            return (_value(head, names) or 1) * size + _value(rest, names)
    total = digit = 0
    for char in words:
        if char in names.sizes:
            total += (digit or 1) * SIZES[names.sizes.index(char)]
            digit = 0
        else:
            digit = names.digits.index(char)
    return total + digit


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_beyond_names_are_read_by_digits(language: str) -> None:
    """No number of more than 15 digits has a name that people know."""
    assert LANGUAGES[language].number("1" * 16) == NAMES[language].digits[1] * 16
