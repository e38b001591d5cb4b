"""Ranges, fractions, ratios, decimals and the numbers of lists, as far as both write them alike."""

import re
from collections.abc import Callable
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, after, before, opens_line
from rtts.text.rules.fr_it.figures import NUMBER, SPACE, SPACES, Tongue, Unit, read
from rtts.text.rules.numbers import Number, vulgar
from rtts.text.wordlists import any_of

__all__ = [
    "CARDINAL",
    "RANGE",
    "Fraction",
    "FractionWords",
    "code_groups",
    "decimal_rules",
    "digits_of",
    "fraction_in",
    "fraction_rules",
    "international_rule",
    "is_code_like",
    "is_no_range",
    "ratio_rules",
]

_INTERNATIONAL = re.compile(
    rf"\+(?=(?:[().{SPACES}-]{{0,2}}\d){{8,15}}(?!\d))\d{{1,3}}(?:[().{SPACES}-]{{0,2}}\d{{1,4}}){{2,8}}(?!\d)"
)
"""A phone number with the code of its country."""
RANGE = re.compile(
    rf"(?<![\d_])(?<!\d[.,:/])(?<![^\W_][-–‑])(?P<low>{NUMBER})"
    rf"(?P<dash>[-–—‑]|{SPACE}[-–—‑]{SPACE})(?P<high>{NUMBER})(?![^\W_]|[-–/.:]\d)"
)
_SIGNS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒"
_VULGAR_ONLY = re.compile(f"(?P<vulgar>[{_SIGNS}])")
_MIXED = re.compile(
    rf"(?<![\w.,/-])(?P<whole>\d{{1,4}})(?:{SPACE}(?P<vulgar>[{_SIGNS}])"
    rf"|[{SPACES}](?P<top>\d)[/⁄](?P<bottom>[2-9]|1[0-6])(?![\d/]))"
    rf"(?:[{SPACES}](?P<noun>[^\W\d_]{{1,24}})(?![\w'’]))?"
)
"""A whole number with a fraction, and the noun that it counts."""
_FRACTION = re.compile(
    rf"(?<![\w./-])(?P<top>{NUMBER}){SPACE}(?P<sign>[/⁄]){SPACE}(?P<bottom>{NUMBER})(?![\d/]|[.,]\d)"
)
CARDINAL = re.compile(rf"(?<![\d_])(?P<number>{NUMBER})")
_RATIO = re.compile(r"(?<![\w.,:])(?P<a>\d{1,4}):(?P<b>\d{1,4})(?![\d:])")
_PARTS = re.compile(r"(?<![\w.,:])\d{1,4}(?::\d{1,4}){2,5}(?![\d:])")
"""Of a mixture: `1:2:3`."""
_DECIMAL = re.compile(r"(?<![\w.,])(?P<whole>\d+)\.(?P<fraction>\d+)(?!\w|\.\d)")
_SEASON = re.compile(r"(?:19|20)\d\d/(?:\d\d|(?:19|20)\d\d)")
_LIST_ITEM = re.compile(r"(?P<digits>\d{1,3})(?P<mark>[.)])(?=\s)")
_OUT_OF = frozenset((5, 7, 10, 20, 24, 30, 40, 50, 60, 100, 200))
"""Marks and counts are given out of these; of their fractions only the first is common."""


class Fraction(NamedTuple):
    """What is above and what is below the line."""

    top: int
    bottom: int


_HALF = Fraction(1, 2)


class FractionWords(NamedTuple):
    """How a language says the parts of a thing."""

    part: Callable[[int, int], str]
    """A fraction by its names."""
    half_of: Callable[[Match], str]
    """A half before what follows the match."""
    half_unit: Callable[[Unit], str]
    """A half of a unit, with its noun."""
    mixed: Callable[[Match], str]
    """A whole number and a fraction, by `fraction_in`, with the `noun` of the match."""
    divided: str
    over: str
    """Between the figures of what has no name."""
    even: str
    """What `50/50` is called."""


def fraction_in(match: Match) -> Fraction:
    """The fraction that a match has as a sign, or as figures."""
    if match["vulgar"]:
        return Fraction(*vulgar(match["vulgar"]))
    return Fraction(int(match["top"]), int(match["bottom"]))


def fraction_rules(tongue: Tongue, words: FractionWords) -> tuple[Rule, ...]:
    """Rules for fractions, by themselves, behind a number or before a unit."""

    def say_vulgar(match: Match) -> str:
        fraction = fraction_in(match)
        return words.half_of(match) if fraction == _HALF else words.part(*fraction)

    def say_unit(match: Match) -> str:
        fraction, unit = fraction_in(match), tongue.units[match["unit"]]
        if fraction == _HALF:
            return words.half_unit(unit)
        return f"{words.part(*fraction)} {tongue.partitive(unit.one)}"

    def say_fraction(match: Match) -> str:
        top, bottom = read(match["top"]), read(match["bottom"])
        first, second = tongue.number(top), tongue.number(bottom)
        if match["sign"] == "/" and " " in match[0] and "=" in after(match):
            return f"{first} {words.divided} {second}"
        if match[0] == "50/50":
            return words.even
        if _SEASON.fullmatch(match[0]):
            return f"{first} {second}"
        if _has_name(top, bottom):
            half = (top.whole, bottom.whole) == _HALF
            return words.half_of(match) if half else words.part(top.whole, bottom.whole)
        return f"{first} {words.over} {second}"

    of_unit = re.compile(
        rf"(?<![\w.,/-])(?:(?P<vulgar>[{_SIGNS}])|(?P<top>\d)[/⁄](?P<bottom>[2-9]|10))"
        rf"{SPACE}(?P<unit>{any_of(tongue.units)})(?![^\W_]|['’/-][^\W_])"
    )
    return (
        Rule("fraction", _MIXED, words.mixed),
        Rule("fraction", of_unit, say_unit, Begins.SIGN | Begins.DIGIT),
        Rule("fraction", _VULGAR_ONLY, say_vulgar, Begins.SIGN | Begins.DIGIT | Begins.LETTER),
        Rule("fraction", _FRACTION, say_fraction),
    )


def _has_name(top: Number, bottom: Number) -> bool:
    """Whether `3/4` is three quarters, not three out of four."""
    if top.fraction or bottom.fraction or not 0 < top.whole < bottom.whole:
        return False
    if bottom.whole in _OUT_OF:
        return top.whole == 1 and bottom.whole in {5, 10, 100}
    return bottom.whole <= 16


def international_rule(tongue: Tongue, plus: str, group: Callable[[str], str]) -> Rule:
    """Phone numbers with the code of a country; `group` says the digits of a part."""

    def say(match: Match) -> str:
        groups = re.findall(r"\d+", match[0])
        if len(groups) == 1:
            return f"{plus} {tongue.spelled(groups[0])}"
        return f"{plus} " + ", ".join([tongue.whole(groups[0]), *map(group, groups[1:])])

    return Rule("phone", _INTERNATIONAL, say, Begins.SIGN)


def digits_of(text: str) -> str:
    """The digits of a text, without what parts them."""
    return "".join(char for char in text if char.isdecimal())


def code_groups(tongue: Tongue, match: Match) -> str:
    """The ends of a match of `RANGE` as the groups of a code."""
    return ", ".join(tongue.spelled(read(match[end]).digits) for end in ("low", "high"))


def is_no_range(match: Match) -> bool:
    """Whether the dash in a match of `RANGE` is rather that of a sum or of a code."""
    spaced = match["dash"] != match["dash"].strip(SPACES)
    if spaced and "=" in after(match):
        return True
    return is_code_like(match["low"]) or is_code_like(match["high"])


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

    def say_parts(match: Match) -> str:
        return f" {to} ".join(map(tongue.whole, match[0].split(":")))

    return (Rule("ratio", _RATIO, say), Rule("ratio", _PARTS, say_parts))


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
