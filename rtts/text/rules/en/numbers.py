"""English numbers: their words, and the ways of reading digits that are no amount.

The words are ours and not num2words': people say "one hundred five" where it says "one hundred
and five", and a number of every sentence should not wait for a library.
"""

import re
from typing import NamedTuple

from rtts.text.rules.numbers import VULGAR, digit_by_digit, parse_number, plain_digits, vulgar
from rtts.text.wordlists import word_list

__all__ = [
    "DASH",
    "NUMBER",
    "QUANTITY",
    "Quantity",
    "cardinal",
    "character",
    "digits",
    "fraction",
    "grouped_digits",
    "number",
    "oh_digits",
    "ordinal",
    "pairs",
    "quantity",
    "spelled",
    "year",
    "year_in_full",
]

_SMALL = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
_GROUPS = ("", " thousand", " million", " billion", " trillion", " quadrillion")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_LARGEST_DIGITS = 18
_LONG_DIGITS = 10
"""Digits without commas, from here on, are a number's name rather than an amount."""

_WHOLE = (
    r"(?:\d{1,3}(?:,\d{3}){1,5}(?!\d|,\d)|\d{1,3}(?:['’]\d{3}){1,5}(?!\d)|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,5}(?!\d)"
    r"|\d{1,18}(?!\d))"
)
NUMBER = rf"(?:{_WHOLE}(?:\.\d{{1,18}}(?!\d))?)"
"""Digits, with commas or narrow spaces between thousands, and decimals."""

QUANTITY = (
    rf"(?:\d{{1,4}}\s?[{VULGAR}]|\d{{1,4}}[\s-]\d{{1,2}}[/⁄]\d{{1,2}}(?![\d/⁄])"
    rf"|\d{{1,3}}[/⁄]\d{{1,3}}(?![\d/⁄])|{NUMBER}|[{VULGAR}]|\.\d{{1,18}}(?!\d))"
)
"""A number or a fraction, or one and the other."""
DASH = r"(?:\s?[–—]\s?|[-‑])"
"""What parts the ends of a range."""

_PARTS = re.compile(
    rf"(?:(\d+)\s?)?([{VULGAR}])|(?:(\d+)[\s-])?(\d+)[/⁄](\d+)",
)


class Quantity(NamedTuple):
    """A number in words, with what decides on the form of the noun behind it."""

    words: str
    is_one: bool = False
    is_share: bool = False
    """Less than one, and said as a fraction: a quarter of a cup."""


def cardinal(value: int) -> str:
    """The words of a number; its digits from 10^18 on."""
    if value < 0:
        return f"minus {cardinal(-value)}"
    if value >= 10**_LARGEST_DIGITS:
        return grouped_digits(str(value))
    if value == 0:
        return _SMALL[0]
    parts = []
    for index in range(len(_GROUPS)):
        value, group = divmod(value, 1000)
        if group:
            parts.append(_below_thousand(group) + _GROUPS[index])
    return " ".join(reversed(parts))


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    words = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        words.append(_TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else ""))
    elif rest:
        words.append(_SMALL[rest])
    return " ".join(words)


def ordinal(value: int) -> str:
    """The words of a place in a row: "twenty-first"."""
    head, last = re.fullmatch(r"(.*?)([a-z]+)", cardinal(value), re.DOTALL).groups()  # type: ignore[union-attr]
    if last in _ORDINALS:
        return head + _ORDINALS[last]
    return f"{head}{last[:-1]}ieth" if last.endswith("y") else f"{head}{last}th"


def year(value: int) -> str:
    """A year as it is called: "nineteen eighty-four", "nineteen oh five", "two thousand five"."""
    hundreds, rest = divmod(value, 100)
    if value < 1000 or value >= 10000 or (hundreds % 10 == 0 and rest < 10):
        return cardinal(value)
    return _two_parts(hundreds, rest)


def year_in_full(text: str) -> str:
    """A year of four digits, or of two that leave out the century."""
    if len(text) == 2:
        text = ("20" if int(text) < 50 else "19") + text
    return year(int(text))


def _two_parts(hundreds: int, rest: int) -> str:
    if not rest:
        return f"{cardinal(hundreds)} hundred"
    return f"{cardinal(hundreds)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def pairs(text: str) -> str:
    """The number of a room, a house or a road: "two oh four", "twelve fifteen"."""
    text = plain_digits(text)
    if text[:1] == "0" or len(text) > 4:
        return oh_digits(text) if len(text) < 6 else grouped_digits(text)
    value = int(text or "0")
    return _two_parts(*divmod(value, 100)) if 100 < value < 1000 else year(value)


def digits(text: str) -> str:
    """Each digit by its name."""
    return digit_by_digit(text, _SMALL[:10])


def oh_digits(text: str) -> str:
    """Each digit by its name, where people say "oh" for a zero."""
    return digits(text).replace("zero", "oh")


def grouped_digits(text: str) -> str:
    """Many digits, with a breath between groups of three or four."""
    text = plain_digits(text)
    size = 4 if len(text) % 4 == 0 and len(text) > 8 else 3
    cuts = list(range(0, max(len(text) - size, 0) + 1, size))
    if len(cuts) > 1 and 1 < len(text) - cuts[-1] < size:
        cuts.append(len(text))
    ends = [*cuts[1:], len(text)]
    groups = (text[start:end] for start, end in zip(cuts, ends, strict=True))
    return ", ".join(digits(group) for group in groups if group)


def number(text: str) -> str:
    """A number as it is written, with commas and decimals; a code if it begins with a zero."""
    parsed = parse_number(text, group=",'’ \u00a0\u2009\u202f")
    if _is_name(parsed.digits, text):
        whole = grouped_digits(parsed.digits) if len(parsed.digits) > 7 else digits(parsed.digits)
    else:
        whole = cardinal(parsed.whole) if parsed.digits else ""
    if not parsed.fraction:
        return whole
    return f"{whole} point {digits(parsed.fraction)}".lstrip()


def _is_name(plain: str, written: str) -> bool:
    """Whether digits say no amount: a leading zero, or more of them than anyone counts."""
    if plain[:1] == "0" and len(plain) > 1:
        return True
    if len(plain) > 15:
        return True
    return len(plain) >= _LONG_DIGITS and written.startswith(plain) and plain[-6:] != "000000"


def fraction(above: int, below: int) -> str:
    """A fraction in words: "three quarters", "one half", "two thirds"."""
    if below == 2:
        name = "half" if above == 1 else "halves"
    else:
        name = "quarter" if below == 4 else ordinal(below)
        name += "" if above == 1 else "s"
    return f"{cardinal(above)} {name}"


def quantity(text: str) -> Quantity:
    """What `QUANTITY` matched."""
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return Quantity(number(text), is_one=text == "1")
    whole = parts[1] or parts[3]
    above, below = vulgar(parts[2]) if parts[2] else (int(parts[4]), int(parts[5]))
    if below < 2 or (not whole and above > below > 20):
        words = f"{pairs(str(above))} over {pairs(str(below))}"
        return Quantity(f"{number(whole)} and {words}" if whole else words)
    words = fraction(above, below)
    if whole:
        words = {(1, 2): "a half", (1, 4): "a quarter"}.get((above, below), words)
        return Quantity(f"{number(whole)} and {words}")
    return Quantity(words, is_share=above < below)


def character(char: str) -> str:
    """A letter or a digit by its name."""
    return _SMALL[int(char)] if char.isdecimal() else char.upper()


def spelled(letters: str) -> str:
    """Letters by their names: apart and capital, so that no engine takes one for a word."""
    return " ".join(letters.upper())
