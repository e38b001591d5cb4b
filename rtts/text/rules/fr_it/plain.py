"""Ranges, fractions, ratios, decimals and the numbers of lists, as far as both write them alike."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from rtts.text.rules.base import Match, Rule, after, before, opens_line
from rtts.text.rules.fr_it.figures import NUMBER, SPACE, SPACES, Tongue, one_of
from rtts.text.rules.numbers import Number

__all__ = [
    "CARDINAL",
    "FRACTION",
    "INTERNATIONAL",
    "MIXED",
    "RANGE",
    "VULGAR_ONLY",
    "Fraction",
    "decimal_rules",
    "fraction_in",
    "is_code_like",
    "is_divided",
    "names_fraction",
    "ratio_rules",
    "unit_fraction",
]

INTERNATIONAL = re.compile(
    rf"\+(?=(?:[().{SPACES}-]{{0,2}}\d){{8,15}}(?!\d))\d{{1,3}}(?:[().{SPACES}-]{{0,2}}\d{{1,4}}){{2,8}}(?!\d)"
)
"""A phone number with the code of its country."""
RANGE = re.compile(
    rf"(?<![\d_])(?<!\d[.,:/])(?<![^\W_][-–‑])(?P<low>{NUMBER})"
    rf"(?P<dash>[-–—‑]|{SPACE}[-–—‑]{SPACE})(?P<high>{NUMBER})(?![^\W_]|[-–/.:]\d)"
)
_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8), "⅒": (1, 10),
}  # fmt: skip
_SIGNS = "".join(_VULGAR)
VULGAR_ONLY = re.compile(f"(?P<vulgar>[{_SIGNS}])")
MIXED = re.compile(
    rf"(?<![\w.,/-])(?P<whole>\d{{1,4}})(?:{SPACE}(?P<vulgar>[{_SIGNS}])"
    rf"|[{SPACES}](?P<top>\d)[/⁄](?P<bottom>[2-9]|1[0-6])(?![\d/]))"
    rf"(?:[{SPACES}](?P<noun>[^\W\d_]{{1,24}})(?![\w'’]))?"
)
"""A whole number with a fraction, and the noun that it counts."""
FRACTION = re.compile(
    rf"(?<![\w./-])(?P<top>{NUMBER}){SPACE}(?P<sign>[/⁄]){SPACE}(?P<bottom>{NUMBER})(?![\d/]|[.,]\d)"
)
CARDINAL = re.compile(rf"(?<![\d_])(?P<number>{NUMBER})")
_RATIO = re.compile(r"(?<![\w.,:])(?P<a>\d{1,4}):(?P<b>\d{1,4})(?![\d:])")
_DECIMAL = re.compile(r"(?<![\w.,])(?P<whole>\d+)\.(?P<fraction>\d+)(?!\w|\.\d)")
_LIST_ITEM = re.compile(r"(?P<digits>\d{1,3})(?P<mark>[.)])(?=\s)")
_OUT_OF = frozenset((5, 7, 10, 20, 24, 30, 40, 50, 60, 100, 200))
"""Marks and counts are given out of these; of their fractions only the first is common."""


def unit_fraction(units: Iterable[str]) -> re.Pattern[str]:
    """The pattern for a part of a unit: `1/2 l`, `¾ h`."""
    return re.compile(
        rf"(?<![\w.,/-])(?:(?P<vulgar>[{_SIGNS}])|(?P<top>\d)[/⁄](?P<bottom>[2-9]|10))"
        rf"{SPACE}(?P<unit>{one_of(units)})(?![^\W_]|['’/-][^\W_])"
    )


class Fraction(NamedTuple):
    """What is above and what is below the line."""

    top: int
    bottom: int


def fraction_in(match: Match) -> Fraction:
    """The fraction of a match of `MIXED` or `VULGAR_ONLY`."""
    if vulgar := match["vulgar"]:
        return Fraction(*_VULGAR[vulgar])
    return Fraction(int(match["top"]), int(match["bottom"]))


def names_fraction(top: Number, bottom: Number) -> bool:
    """Whether `3/4` is three quarters, not three out of four."""
    if top.fraction or bottom.fraction or not 0 < top.whole < bottom.whole:
        return False
    if bottom.whole in _OUT_OF:
        return top.whole == 1 and bottom.whole in {5, 10, 100}
    return bottom.whole <= 16


def is_divided(match: Match) -> bool:
    """Whether a match of `FRACTION` is part of a sum."""
    return match["sign"] == "/" and " " in match[0] and "=" in after(match)


def is_code_like(text: str) -> bool:
    """Whether digits are too many, or begin with a zero, to be a number."""
    if not text.isdecimal():
        return False
    return (len(text) > 1 and text[0] == "0") or (len(text) > 9 and not text.endswith("000"))


def ratio_rules(tongue: Tongue, to: str, formats: dict[str, str]) -> tuple[Rule, ...]:
    """Scores and ratios. `formats` has those that are called by a name."""

    def say(match: Match) -> str | None:
        if len(match["b"]) > 1 and match["b"][0] == "0":
            return None
        said = f"{tongue.whole(match['a'])} {to} {tongue.whole(match['b'])}"
        return formats.get(match[0], said)

    return (Rule("ratio", _RATIO, say),)


def decimal_rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Decimals behind a stop, as in names and versions, and the numbers of a list."""

    def say_decimal(match: Match) -> str | None:
        whole, fraction = match["whole"], match["fraction"]
        if len(fraction) == 3 and len(whole) <= 3 and whole != "0":
            return None  # thousands
        return f"{tongue.whole(whole)} {tongue.point} {tongue.fraction(fraction)}"

    def say_list_item(match: Match) -> str | None:
        inline = match["mark"] == ")" and "(" not in before(match, 80)
        if not inline and not opens_line(match):
            return None
        return tongue.whole(match["digits"]) + ("." if match["mark"] == "." else ",")

    return (
        Rule("cardinal", _LIST_ITEM, say_list_item),
        Rule("decimal", _DECIMAL, say_decimal),
    )
