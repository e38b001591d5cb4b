"""Numbers as they are written in German, and their words."""

import re
from functools import lru_cache

from rtts.text.rules.numbers import (
    Number,
    digit_by_digit,
    number_words,
    parse_number,
    plain_digits,
)

__all__ = [
    "DASH",
    "GAP",
    "MAGNITUDES",
    "NUMBER",
    "cardinal",
    "compound",
    "digits",
    "fraction_name",
    "in_groups",
    "magnitude",
    "number",
    "ordinal_stem",
    "parsed",
    "whole",
    "year",
]

GAP = r"[^\S\n]"
"""A space that does not end the line."""
DASH = r"[-‐‑–—−]"

_GROUP_GAP = "[ \u00a0\u2009\u202f]"
NUMBER = (
    r"(?>\d{1,3}(?:\.\d{3}){1,6}(?!\.?\d)"
    rf"|[1-9]\d{{0,2}}(?:{_GROUP_GAP}\d{{3}}){{1,6}}(?!{_GROUP_GAP}?\d)"
    r"|\d{1,3}(?:['’]\d{3}){1,6}(?!\d)"
    r"|\d{1,3}(?:,\d{3}){2,6}(?!,?\d)"
    r"|\d+)"
)
"""A whole number, in groups of three or not: 1.234.567, 1 234 567, 1'234, 1234."""

_GROUPING = ".'’ \u00a0\u2009\u202f"
_DIGITS = ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_LONGEST_WHOLE = 15
_LONGEST_PLAIN = 9
"""More digits than that, without a mark between them, are a number of something."""

MAGNITUDES: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("tsd", "tausend", "k"), ("tausend", "tausend")),
    **dict.fromkeys(("mio", "million", "millionen", "m"), ("Million", "Millionen")),
    **dict.fromkeys(("mrd", "milliarde", "milliarden", "b", "bn"), ("Milliarde", "Milliarden")),
    **dict.fromkeys(("bio", "billion", "billionen"), ("Billion", "Billionen")),
}
"""One of it and more of it."""


def parsed(text: str) -> Number:
    """Read a number with or without a decimal comma."""
    if text.count(",") > 1:
        text = text.replace(",", "")
    return parse_number(text, group=_GROUPING, decimal=",")


@lru_cache(maxsize=4096)
def cardinal(value: int) -> str:
    """The words for counting; the digits of what is too large for words."""
    words = number_words(value, "de")
    return digits(str(value)) if words is None else words.replace("einstausend", "eintausend")


def compound(value: int) -> str:
    """A number as the first part of a word: `ein`fach, `hundert`prozentig."""
    if value in {1, 100, 1000}:
        return {1: "ein", 100: "hundert", 1000: "tausend"}[value]
    return cardinal(value).replace(" ", "")


def digits(text: str) -> str:
    """Digit by digit."""
    return digit_by_digit(plain_digits(text), _DIGITS)


def in_groups(text: str) -> str:
    """Digit by digit, with a breath wherever something else parts them."""
    return ", ".join(digits(group) for group in re.findall(r"\d+", text))


def whole(text: str) -> str:
    """A whole number; digit by digit where it is a code: with zeros in front, or very long."""
    found = parsed(text)
    many = len(found.digits)
    plain = many == len(text)
    coded = plain and (many > _LONGEST_PLAIN or (many > 1 and found.digits[0] == "0"))
    if coded or many > _LONGEST_WHOLE:
        return digits(found.digits)
    return cardinal(found.whole)


def number(text: str) -> str:
    """A number with or without a decimal comma."""
    found = parsed(text)
    head = whole(text.partition(",")[0] if text.count(",") == 1 else text)
    return f"{head} Komma {digits(found.fraction)}" if found.fraction else head


@lru_cache(maxsize=1024)
def year(value: int) -> str:
    """A year: the hundreds of 1100 to 1999 are counted."""
    if 1100 <= value <= 1999:
        return number_words(value, "de", "year") or cardinal(value)
    return cardinal(value)


@lru_cache(maxsize=1024)
def ordinal_stem(value: int) -> str:
    """An ordinal without its ending: `dritt`, `zwanzigst`."""
    words = number_words(value, "de", "ordinal") or cardinal(value) + "ste"
    return words.replace("einstausend", "eintausend").removesuffix("e")


def fraction_name(denominator: int) -> str:
    """What the parts of a whole are called: `Drittel`, `Zwanzigstel`."""
    name = "halbe" if denominator == 2 else ordinal_stem(denominator) + "el"
    return name[0].upper() + name[1:]


def magnitude(text: str, name: str) -> str:
    """A number of thousands, millions, and so on; `name` is a key of `MAGNITUDES`."""
    one, many = MAGNITUDES[name.lower().rstrip(".")]
    if one == "tausend":
        found = parsed(text)
        exact = not found.fraction or len(found.fraction) <= 3
        if exact and len(found.digits) < 6:
            return cardinal(int(found.digits + found.fraction.ljust(3, "0")))
        return f"{number(text)} tausend"
    return f"eine {one}" if text == "1" else f"{number(text)} {many}"
