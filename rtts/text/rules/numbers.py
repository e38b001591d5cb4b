"""Numbers as they are written, and their words where num2words has them right."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

__all__ = [
    "SQUARED_UNITS",
    "VULGAR",
    "Number",
    "digit_by_digit",
    "from_roman",
    "narrow",
    "number_words",
    "parse_number",
    "plain_digits",
    "vulgar",
]

_LARGEST = 10**15
"""Beyond this people read digits, and num2words knows names that nobody has heard."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


SQUARED_UNITS = {
    char: unicodedata.normalize("NFKC", char)
    for char in map(chr, (*range(0x3371, 0x337B), *range(0x3380, 0x33E0)))
}
"""Units of one character, as Korean and Japanese keyboards write them: ㎍ is μg, ㎡ is m2."""

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
"""Fractions of one character, for a class of a pattern."""


class Number(NamedTuple):
    """A number as it was written."""

    whole: int
    fraction: str
    """The digits behind the decimal mark, as written; empty if there is none."""
    digits: str
    """The digits before it, as written: leading zeros tell a code from a number."""


def parse_number(text: str, *, group: str = ",", decimal: str = ".") -> Number:
    """Read digits with grouping marks; `group` holds all characters that may part groups."""
    head, _, fraction = text.partition(decimal)
    digits = plain_digits("".join(char for char in head if char not in group))
    return Number(_to_int(digits), plain_digits(fraction), digits)


def narrow(text: str) -> str:
    """A text with its full-width digits, letters and signs as ASCII."""
    return text.translate(_WIDE)


def plain_digits(text: str) -> str:
    """The decimal digits of a text, of any script, as ASCII."""
    return "".join(str(int(char)) for char in text if char.isdecimal())


def _to_int(digits: str) -> int:
    """The value; digits in their thousands are no number, and Python refuses to read them."""
    return int(digits[-400:] or "0") if len(digits) <= len(str(_LARGEST)) else _LARGEST * 10


@lru_cache(maxsize=4096)
def number_words(value: int, language: str, to: str = "cardinal", **kwargs: Any) -> str | None:
    """What num2words says; None beyond 10^15. `to` is one of its forms: `ordinal`, `year`."""
    from num2words import num2words  # type: ignore[import-untyped]

    if abs(value) > _LARGEST:
        return None
    return str(num2words(value, lang=language, to=to, **kwargs))


def digit_by_digit(digits: str, names: Sequence[str], separator: str = " ") -> str:
    """Each digit by its name; `names` holds those of 0 to 9."""
    return separator.join(names[int(digit)] for digit in digits if digit.isdecimal())


def vulgar(char: str) -> tuple[int, int]:
    """Both numbers of a fraction of one character: 3 and 4 of ¾."""
    above, _, below = unicodedata.normalize("NFKC", char).partition("\u2044")
    return int(above), int(below)


def from_roman(text: str) -> int | None:
    """The value of a Roman numeral in capitals, as far as 3,999; None if it is none."""
    if not text or _ROMAN.fullmatch(text) is None:
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    smaller = [
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    ]
    return sum(smaller)
