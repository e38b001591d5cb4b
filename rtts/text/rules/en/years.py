"""Years, decades, centuries and eras."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_after
from rtts.text.rules.en.context import counts_things, follows, glued, is_capital, stop_after
from rtts.text.rules.en.numbers import cardinal, year, year_in_full
from rtts.text.rules.en.words import MONTHS
from rtts.text.wordlists import word_set

__all__ = ["DECADE_RULES", "RULES"]

_DECADE = re.compile(r"(\d{4}|\d0)['’]?s(?!\w)")
_CENTURY = re.compile(r"([2-9]0)0['’]?s(?!\w)")
_SHORT_YEAR = re.compile(r"['’‘](\d\d)(?:['’]?(s))?(?!\w)")
_ERA = re.compile(r"(\d{1,5})(?:\s?[–—-]\s?(\d{1,5}))?\s?(BCE?|CE|AD|B\.C\.(?:E\.)?|A\.D\.)(?!\w)")
_AD = re.compile(r"AD(?=\s\d{1,4}(?!\d))")
_QUARTER = re.compile(r"([QH][1-4])\s?['’](\d\d)(?!\w)")
_FISCAL = re.compile(r"FY\s?(?:['’]?(\d\d)|(\d{4}))(?!\w)")
_YEAR_SPAN = re.compile(r"(1[1-9]\d\d|20\d\d)(\s?[–—]\s?|[-‑/])(\d{4}|\d\d)(?![\d:%\w]|[.,]\d)")
_HUNDREDS = re.compile(r"1[1-9]00(?![\d:%°$€£\w]|[.,/-]\d)")
_FROM_HUNDREDS = re.compile(r"\b(?:between|from)\s1[1-9]00\s(?:and|to)\s\Z", re.IGNORECASE)
_YEAR = re.compile(r"(1\d{3}|20\d\d)(?![\d:%°$€£\w]|[.,/-]\d)")

_CITED = re.compile(r"(?:\(|\d;\s)[A-Z][^()\d]{1,40},\s\Z")
"""Who wrote what, before the year of it: "(Rayleigh, 1871)"."""

_AT_YEARS = word_set(
    "in since circa year years during spring summer fall autumn winter early late mid class"
    " copyright established founded born died ad q1 q2 q3 q4 h1 h2 c ca"
) | set(MONTHS)
_NEAR_YEARS = word_set(
    "of from to by before after for between and the a an until till through or than"
)
_SPANS = frozenset({"between", "from"})
_AGES = word_set("the his her their my your our its early mid late in mid- mid-")
_MEASURED = re.compile(
    r"(?:wait|after|for|about|within|every|of|than|over|under|to|at|least|in|a)\s\Z|\d\s?(?:m|min|h)\s\Z"
)


def _say_decade(match: Match) -> str | None:
    value = int(match[1])
    if glued(match) or value == 0:
        return None
    if value < 100:
        timed = _MEASURED.search(before(match, 12)) or is_capital(word_after(match))
        if value == 10 or (timed and not follows(match, _AGES - {"in"})):
            return None
        return _many(cardinal(value))
    if value % 1000 == 0:
        return _many(cardinal(value))
    return _many(year(value)) if value % 10 == 0 else None


def _say_century(match: Match) -> str | None:
    return None if glued(match) else _many(cardinal(int(match[1]) * 10))


def _many(words: str) -> str:
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def _say_short_year(match: Match) -> str | None:
    if glued(match):
        return None
    if match[2]:
        if match[1][1] != "0":
            return None
        return _many(cardinal(int(match[1]) or 2000))
    if re.match(r"['’\"”]", after(match)):
        return None
    return ("oh " if match[1][0] == "0" else "") + cardinal(int(match[1]))


def _say_era(match: Match) -> str | None:
    if glued(match):
        return None
    said = year(int(match[1]))
    if match[2]:
        said += f" to {year(int(match[2]))}"
    stop = stop_after(match) if match[3].endswith(".") else ""
    return f"{said} {' '.join(match[3].replace('.', ''))}{stop}"


def _say_fiscal(match: Match) -> str | None:
    return None if glued(match) else f"fiscal year {year_in_full(match[1] or match[2])}"


def _say_quarter(match: Match) -> str | None:
    """A part of a year that its year is glued to: "Q3'24"."""
    if glued(match):
        return None
    return f"{match[1][0]} {cardinal(int(match[1][1]))} {year_in_full(match[2])}"


def _say_year_span(match: Match) -> str | None:
    if glued(match) or counts_things(match):
        return None
    first, dash, second = match.groups()
    if len(second) == 2:
        if int(second) <= int(first[2:]) and second != "00":
            return None
        said = ("oh " if second[0] == "0" else "") + cardinal(int(second))
        if dash == "/":
            return f"{year(int(first))} {said}"
        said = year(int(second) + 2000) if first[2:] == "99" else said
        return f"{year(int(first))} to {said}"
    joint = "to" if dash != "/" else "or"
    return f"{year(int(first))} {joint} {year(int(second))}" if second <= "2150" else None


def _say_hundreds(match: Match) -> str | None:
    """The ends of a span in hundreds, where years and amounts sound alike: "from 1500 to 1800"."""
    opens = follows(match, _SPANS) and word_after(match).lower() in {"and", "to", "until"}
    if glued(match) or not (opens or _FROM_HUNDREDS.search(before(match, 24))):
        return None
    return year(int(match[0]))


def _say_year_alone(match: Match) -> str | None:
    """Four digits as a year, as far as what stands around them allows it."""
    value = int(match[1])
    if glued(match) or value < 1000:
        return None
    counted = counts_things(match)
    if follows(match, _AT_YEARS):
        return None if counted and value % 100 == 0 else year(value)
    if counted:
        return None
    if value > 1100 and re.match(r"[);,]", after(match)) and _CITED.search(before(match, 46)):
        return year(value)
    modern = 1900 <= value < 2100
    if modern and value % 1000 and re.match(r"\s(?:of|more|new|other)\b", after(match)) is None:
        return year(value)
    if value % 100 and value > 1100 and follows(match, _NEAR_YEARS):
        return year(value)
    return year(value) if modern and follows(match, _NEAR_YEARS) else None


DECADE_RULES = (
    Rule("year", _DECADE, _say_decade),
    Rule("year", _CENTURY, _say_century),
    Rule("year", _SHORT_YEAR, _say_short_year, Begins.SIGN),
    Rule("year", _ERA, _say_era),
)
RULES = (
    Rule("year", _AD, lambda _: "A D", Begins.LETTER),
    Rule("year", _FISCAL, _say_fiscal, Begins.LETTER),
    Rule("year", _QUARTER, _say_quarter, Begins.LETTER),
    Rule("year", _HUNDREDS, _say_hundreds),
    Rule("year", _YEAR_SPAN, _say_year_span),
    Rule("year", _YEAR, _say_year_alone),
)
