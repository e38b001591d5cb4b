"""Measures and percentages, their ranges and what they are per."""

import re

from rtts.text.rules.base import Begins, Match, Rule, before
from rtts.text.rules.de.amounts import (
    AMOUNT_RANGE,
    DECIMAL,
    MAGNITUDE,
    PER,
    counted,
    goes_on,
    per_said,
    spoken_number,
)
from rtts.text.rules.de.grammar import case_of, closing_stop, half, left_words
from rtts.text.rules.de.numbers import GAP, compound, magnitude, number, parsed, whole
from rtts.text.rules.de.units import CURRENCIES, STOPPED_UNITS, Unit, unit_named
from rtts.text.wordlists import word_set

__all__ = ["HOT_UNITS", "MEASURE_RULES", "PERCENT_RULES"]

HOT_UNITS = word_set("km cm mm kg mg ml qm kwh kw mbit ghz mhz")
"""They are read out also where no number stands before them."""

_UNIT = r"(?:°[CFK]?(?!\w)|[℃℉%‰\"″]|[µμΩ]\w?|[ckm]?m[23]|[^\W\d_]{1,5}[²³]?)"
_MEASURE = re.compile(
    rf"(?P<a>{DECIMAL})(?:(?P<to>{AMOUNT_RANGE}[+]?)(?P<b>{DECIMAL}))?(?P<gap>{GAP}?)"
    rf"(?:(?P<mag>{MAGNITUDE}){GAP}?)?(?P<unit>{_UNIT})(?![\w²³])(?P<stop>\.(?!\w))?{PER}"
)
_DIMENSIONS = re.compile(
    rf"(?P<a>{DECIMAL})(?:{GAP}?(?P<m1>[ckm]?m))?{GAP}?[x×*]{GAP}?"
    rf"(?P<b>{DECIMAL})(?:{GAP}?(?P<m2>[ckm]?m))?"
    rf"(?:{GAP}?[x×*]{GAP}?(?P<c>{DECIMAL})(?:{GAP}?(?P<m3>[ckm]?m))?)?"
    rf"(?:{GAP}?(?P<unit>px|Pixel|Zoll)(?!\w))?(?![\w/])"
)
_PERCENT_WORD = re.compile(
    rf"(?P<a>{DECIMAL}){GAP}?%(?:-?(?P<ig>ig(?:e[mnrs]?)?)(?!\w)|(?P<join>-)(?=[^\W\d_]))"
)
_BARE_UNIT = re.compile(
    r"(?<![\w/])(?P<unit>[^\W\d_]{1,5}[²³]?|°[CF]|€)(?:/(?P<per>[^\W\d_]{1,12}[²³]?))?(?![\w²³/])"
)
_HALF_UNIT = re.compile(rf"(?:½|1[/⁄]2){GAP}?(?P<unit>[^\W\d_]{{1,4}})(?!\w)\.?")
_RATES = word_set("s h m³ l km")
_SIZES = frozenset("KBANJd")
"""Right behind a number they are no units: `4K`, `Klasse 5B`."""
_RATE = re.compile(
    rf"(?P<a>{DECIMAL})/(?P<per>min|h|s|Min|Std|Tag|Woche|Monat|Jahr|Nacht|Person|Stunde|Minute)(?!\w)"
)


def _named(match: Match) -> tuple[Unit, bool] | None:
    """The unit of a measure, and whether its stop is its own."""
    name, stop = match["unit"], match["stop"]
    if stop and name in STOPPED_UNITS:
        return STOPPED_UNITS[name], True
    unit = unit_named(name)
    if unit is None:
        return None
    abbreviated = (len(name) > 2 and name[0].isupper()) or name in {"min", "sek", "sec", "std"}
    return unit, bool(stop) and abbreviated


def _say_measure(match: Match) -> str | None:
    named = _named(match)
    if named is None or goes_on(match) or _is_other(match):
        return None
    unit, own_stop = named
    low = f"{spoken_number(match['a'])} bis " if match["b"] else ""
    if match["mag"]:
        said = f"{low}{magnitude(match['b'] or match['a'], match['mag'])} {unit.many}"
    elif match["b"]:
        plus = "plus " if "+" in match["to"] else ""
        said = f"{low}{plus}{spoken_number(match['b'])} {unit.many}"
    else:
        said = counted(match, match["a"], unit, match["per"])
    if match["unit"] == "mph":
        said += " pro Stunde"
    return said + per_said(match) + (closing_stop(match) if own_stop else match["stop"] or "")


def _is_other(match: Match) -> bool:
    """Whether it only looks like a unit: `4K`, or a quote that closes."""
    name = match["unit"]
    if name in _SIZES and not match["gap"] and not match["per"]:
        return True
    if name == '"':
        return before(match, 80).count('"') % 2 == 1
    coded = match["b"] and match["a"][0] == "0" and match["a"].isdecimal() and len(match["a"]) > 1
    return bool(coded)


def _say_dimensions(match: Match) -> str | None:
    if goes_on(match):
        return None
    sides = [("a", "m1"), ("b", "m2"), ("c", "m3")]
    said = [_side(match[side], match[unit]) for side, unit in sides if match[side]]
    name = {"px": " Pixel", None: ""}.get(match["unit"], f" {match['unit']}")
    return " mal ".join(said) + name


def _side(text: str, name: str | None) -> str:
    unit = unit_named(name) if name else None
    return f"{spoken_number(text)} {unit.many}" if unit else spoken_number(text)


def _say_percent_word(match: Match) -> str:
    found = parsed(match["a"])
    if found.fraction or len(found.digits) > 9:
        stem = number(match["a"]) if found.fraction else whole(match["a"])
        stem = stem.replace(" ", "-")
    else:
        stem = compound(found.whole)
    return f"{stem}-Prozent-" if match["join"] else f"{stem}prozent{match['ig']}"


def _say_bare(match: Match) -> str | None:
    """A unit without a number: `km/h`, `pro m²`, `€/kWh`."""
    name, per = match["unit"], match["per"]
    unit = unit_named(name)
    currency = CURRENCIES.get(name)
    if currency is not None and per:
        unit = currency.unit
    if unit is None or (per and unit_named(per) is None and currency is None):
        return None
    known = name.lower() in HOT_UNITS or not name.isalpha() or currency is not None
    if not known and not (per and (len(name) > 1 or per in _RATES)):
        return None
    for_each = left_words(match, 12)[:1] in (["pro"], ["je"], ["Pro"], ["Je"])
    return (unit.one if for_each else unit.many) + per_said(match)


def _say_half_unit(match: Match) -> str | None:
    unit = unit_named(match["unit"])
    if unit is None or goes_on(match):
        return None
    stop = closing_stop(match) if match[0].endswith(".") else ""
    return f"{half(unit.gender, case_of(left_words(match)))} {unit.one}{stop}"


def _say_rate(match: Match) -> str | None:
    return None if goes_on(match) else spoken_number(match["a"]) + per_said(match)


PERCENT_RULES = (Rule("percent", _PERCENT_WORD, _say_percent_word),)
MEASURE_RULES = (
    Rule("measure", _HALF_UNIT, _say_half_unit, Begins.DIGIT | Begins.SIGN),
    Rule("measure", _DIMENSIONS, _say_dimensions),
    Rule("measure", _MEASURE, _say_measure),
    Rule("measure", _RATE, _say_rate),
    Rule("measure", _BARE_UNIT, _say_bare, Begins.LETTER | Begins.SIGN),
)
