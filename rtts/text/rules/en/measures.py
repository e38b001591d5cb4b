"""Measures, dimensions, temperatures, angles and percentages."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_after
from rtts.text.rules.en.context import (
    follows,
    glued,
    is_capital,
    is_modifier,
    names_road,
    next_word,
    stop_after,
)
from rtts.text.rules.en.numbers import DASH, NUMBER, QUANTITY, Quantity, pairs, quantity
from rtts.text.rules.en.units import BEHIND_SLASH, LINKING_UNITS, UNITS
from rtts.text.wordlists import word_set

__all__ = ["LINKING_UNITS", "PERCENT_RULES", "RULES"]

_RANGE = rf"(?P<first>{QUANTITY})(?:(?:{DASH}|\s?to\s)(?P<second>{QUANTITY}))?"
_UNIT_WORD = r"[A-Za-zµμΩ]{1,9}(?:[²³]|[23](?!\w|\.\d))?"
_MEASURE = re.compile(
    rf"{_RANGE}(?P<great>\s(?:hundred|thousand|million|billion|trillion))?(?P<gap>[\s-]?)"
    rf"(?P<unit>[Ll]/100\s?km|(?:sq|fl|cu)\.?\s?[A-Za-z]{{1,3}}|{_UNIT_WORD}(?:(?:/|\sper\s){_UNIT_WORD}){{0,2}})"
    r"(?P<stop>\.(?![\w]))?(?![\w'’]|/(?!\d)|-\d)"
)
_DEGREES = re.compile(
    rf"{_RANGE}\s?(?:[°º˚]\s?(?P<scale>[CFK](?!\w))?|(?P<sign>[℃℉]))(?P<minutes>[\s\d.′'″\"]{{0,12}}[′″])?"
)
_COMPASS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_POINT = re.compile(r"[NSEW](?!\w|\.\w)")
_TURNED = word_set(
    "angle angles turn turns rotation view video slope incline bend corner spin camera lens heat"
    " weather temperature temperatures oven day days water phase"
)
"""Of these, degrees tell which: "a 45° angle"."""
_FEET = re.compile(
    r"(\d{1,3})\s?(?:'|’|′|ft\.?|feet)\s?(\d{1,2}(?:\.\d{1,2})?|\d{1,2}\s?[½¼¾])"
    r"\s?(?:\"|”|″|''|’’|in(?:ches|\.)?(?!\w))"
)
_FOOT = re.compile(r"(\d{1,3})(['’′])(\d{1,2})?(?![\w\"”])")
_INCHES = re.compile(
    rf"({QUANTITY})(?:(?:[\"”″]?{DASH}|\sto\s)(?P<until>{QUANTITY})|(?:\s?[\"”″]?\s?[x×]\s?({QUANTITY}))?"
    rf"(?:\s?[\"”″]?\s?[x×]\s?({QUANTITY}))?)\s?(?P<mark>[\"”″])(?!\w)"
)
_BY = re.compile(
    rf"({NUMBER}|\d{{0,3}}\s?[½¼¾])\s?(?:[x×X]|[*])\s?(?=(\d))({NUMBER}|\d{{1,3}}\s?[½¼¾])"
    rf"(?:\s?[x×X]\s?({NUMBER}))?(?P<gap>\s?)(?P<unit>{_UNIT_WORD})?(?P<stop>\.(?!\w))?(?![\w^⁰-⁹⁺⁻¹²³])"
)
_ALONE = re.compile(rf"({_UNIT_WORD})/({_UNIT_WORD})(?![\w/])")
_FEET_BY = re.compile(r"(\d{1,4})\s?['’′]\s?[x×]\s?(\d{1,4})\s?['’′](?![\w\"”])")
_QUOTED = re.compile(r"(?:^|[\s(—])[\"“](?=\w|\Z)(?:[^\"”]|(?<=\d)\")*\Z")
"""A quotation that is still open."""
_MINUTES = "'′"
_NO_SCREENS = word_set(
    "wide tall long high deep thick across and or by of in on at to from is are was apart"
    " above below away for with but than the a"
)
_COMPARATIVES = word_set(
    "shorter longer taller wider narrower deeper higher lower thicker thinner bigger smaller larger"
    " closer further farther"
)
_PERCENT = re.compile(rf"{_RANGE}\s?(?P<sign>[%‰])")

_STOPPED = word_set(
    "in ft yd yds mi lb lbs oz pt qt qts gal gals tsp tsps tbsp tbsps tbs c s sec secs min mins h"
    " hr hrs d wk wks mo mos y yr yrs pts pc pcs pkg pkgs doz m mph mpg sq cu cal"
) | {"sq ft", "sq. ft", "sq in", "sq. in", "sq mi", "sq. mi", "cu ft", "cu. ft", "fl oz", "fl. oz"}
"""Units that are written with a stop."""
_LASTS = re.compile(
    r"\b(?:prep|cook|bake|rest|wait|delay|time|total|duration|eta)\w{0,4}:\s\Z", re.IGNORECASE
)
_GUARDED = frozenset({"N", "W", "A", "s", "h", "m", "d"})
"""Units that are other things in front of a capital or behind a letter."""
_NAMES = {"F": "Fahrenheit", "C": "Celsius", "K": "Kelvin", "℃": "Celsius", "℉": "Fahrenheit"}


def _unit(name: str) -> tuple[str, str] | None:
    """One and many of a unit; one of speed, price or density is put together."""
    if "/100" in name:
        return "liter per hundred kilometers", "liters per hundred kilometers"
    known = UNITS.get(name) or UNITS.get(name.replace(".", "").replace("  ", " "))
    if known:
        return known
    above, slash, below = name.replace(" per ", "/").partition("/")
    if not slash:
        return None
    unit = UNITS.get(above)
    if unit is None:
        return None
    per = " per ".join(_per(name) for name in below.split("/"))
    return f"{unit[0]} per {per}", f"{unit[1]} per {per}"


def _per(name: str) -> str:
    known = UNITS.get(name)
    return BEHIND_SLASH.get(name) or (known[0] if known else name)


def _say_measure(match: Match) -> str | None:
    unit = _unit("min" if _is_minutes(match) else match["unit"])
    if glued(match) or unit is None or not _is_unit(match):
        return None
    said = _ends(match)
    is_great = bool(match["great"])
    words = said.words + (match["great"] or "")
    if said.is_share and re.search(r"\d\sand\s\Z", before(match, 8)):
        words = f"{'a half' if words == 'one half' else words} {unit[1]}"
    elif said.is_share and not is_great:
        words = _share(words, unit[0], abbreviated=True)
    elif is_modifier(match) or match["gap"] == "-":
        words += f" {unit[0]}"
    else:
        words += f" {unit[0] if said.is_one and not is_great else unit[1]}"
    return words + _stop(match)


def _stop(match: Match) -> str:
    """The stop behind a unit: its own, where the unit is one that has a stop, or the sentence's."""
    if not match["stop"]:
        return ""
    return stop_after(match, any_capital=True) if match["unit"].lower() in _STOPPED else "."


def _say_alone(match: Match) -> str | None:
    """A unit that names no amount: "in km/h"."""
    if (
        glued(match)
        or match[0].isupper()
        or match[1] == match[2]
        or not {match[1], match[2]} <= set(UNITS)
    ):
        return None
    unit = _unit(match[0])
    return unit[1] if unit and UNITS[match[1]][0] != match[1] else None


def _is_unit(match: Match) -> bool:
    """Whether the letters behind a number are a unit here."""
    name, gap = match["unit"], match["gap"]
    if name in {"in", "In"}:
        return _is_inch(match)
    if name in _COMPASS and names_road(before(match, 20) + match["first"] + match["gap"]):
        return False
    if name == "c":
        return bool(match["stop"]) and word_after(match)[:1].islower()
    if name == "A" and not (gap or "." in match["first"]):
        return False
    if name in {"d", "x", "y"} and gap:
        return False
    ahead = word_after(match)
    if (
        name in _GUARDED
        and gap
        and not match["stop"]
        and (is_capital(ahead) or re.match(r"\d{1,3}[a-z]{2}\b", ahead))
    ):
        return False
    if name == "pt" and gap:
        return next_word(match).lower() not in {"font", "type"}
    return not (name in {"N", "W", "S", "E"} and gap == "")


def _is_minutes(match: Match) -> bool:
    """Whether an "m" stands between hours and seconds: "2h 15m", "3m 20s"."""
    if match["unit"] != "m":
        return False
    if _LASTS.search(before(match, 24)):
        return True
    hours = re.search(r"\d\s?(?:h|hrs?)\s?\Z", before(match, 8))
    return bool(hours or re.match(r"\s?\d{1,2}\s?s(?!\w)", after(match)))


def _is_inch(match: Match) -> bool:
    """Whether "in" is an inch: it hangs on its number, or nothing that it could govern follows."""
    if match["gap"] == "-" or (match["stop"] and not after(match).strip()):
        return True
    if not match["gap"]:
        return True
    if re.search(r"(?:ft|feet|['’′])\.?\s?\Z", before(match, 8)):
        return True
    return bool(match["stop"]) or re.match(r"[,);]|\sof\b", after(match)) is not None


def _ends(match: Match) -> Quantity:
    """Both ends of a range, or the one there is."""
    first = quantity(match["first"])
    if not match["second"]:
        return first
    return Quantity(f"{first.words} to {quantity(match['second']).words}")


def _share(words: str, unit: str, *, abbreviated: bool = False) -> str:
    """Less than one of a unit: "half a cup", "three quarters of an inch"."""
    article = "an" if unit[:1] in "aeiou" or unit == "hour" else "a"
    if words == "one half":
        return f"half {article} {unit}"
    if words.startswith("one ") and abbreviated:
        return f"{words} {unit}"
    return f"{words} of {article} {unit}"


def _say_degrees(match: Match) -> str | None:
    if glued(match):
        return None
    said = _ends(match)
    scale = _NAMES.get(match["scale"] or match["sign"] or "", "")
    single = said.is_one or (not scale and next_word(match).lower() in _TURNED)
    words = f"{said.words} {'degree' if single else 'degrees'}"
    if match["minutes"]:
        words += _angle(match["minutes"])
    return f"{words} {scale}".rstrip()


def _angle(text: str) -> str:
    said = ""
    for value, mark in re.findall(r"(\d{1,3}(?:\.\d{1,6})?)\s?(['′\"″])", text):
        said += f" {quantity(value).words} {'minutes' if mark in _MINUTES else 'seconds'}"
    return said


def _say_compass(match: Match) -> str | None:
    """North and south behind the degrees of a place."""
    return _COMPASS[match[0]] if re.search(r"[°′″]\s?\Z", before(match, 4)) else None


_ANGLE = re.compile(
    r"(\d{1,3})°\s?(\d{1,2})['′’]\s?(?:(\d{1,2}(?:\.\d{1,4})?)(?:[\"″”]|'')?)?(?![\d'\"])"
    r"(?:\s?([NSEW])(?!\w))?"
)
_POLES = {"N": "north", "S": "south", "E": "east", "W": "west"}
_FAHRENHEIT = re.compile(r"(\d{2,3})F(?![\w-])")
_PLACED = re.compile(
    r"(?i:\b(?:seat|row|gate|room|unit|suite|apt|apartment|flight|exit|model|size|bus|route))\.?\s\Z"
    r"|[-#/.,]\Z"
)
"""Behind these it is a name: "seat 12F"."""


def _say_feet(match: Match) -> str | None:
    if glued(match):
        return None
    feet, inches = quantity(match[1]), quantity(match[2])
    foot = "foot" if feet.is_one else "feet"
    return f"{feet.words} {foot} {inches.words} {'inch' if inches.is_one else 'inches'}"


def _say_feet_by(match: Match) -> str | None:
    if glued(match):
        return None
    foot = "foot" if is_modifier(match) else "feet"
    return f"{quantity(match[1]).words} by {quantity(match[2]).words} {foot}"


def _say_foot(match: Match) -> str | None:
    """Feet by their sign, where it closes no quotation."""
    if glued(match) or (match[2] != "′" and re.search(r"(?<!\w)['‘]", before(match))):
        return None
    if match[3]:
        return f"{quantity(match[1]).words} foot {quantity(match[3]).words}"
    foot = "foot" if match[1] == "1" or is_modifier(match) else "feet"
    return f"{quantity(match[1]).words} {foot}"


def _say_inches(match: Match) -> str | None:
    """Inches by their sign, where it closes no quotation."""
    if glued(match) or (match["mark"] != "″" and _QUOTED.search(before(match, 160))):
        return None
    said = quantity(match[1])
    if match["until"]:
        return f"{said.words} to {quantity(match['until']).words} inches"
    if match[3]:
        sides = [quantity(side).words for side in match.group(1, 3, 4) if side]
        return f"{' by '.join(sides)} {'inch' if _tells_which(match) else 'inches'}"
    if said.is_share:
        return _share(said.words, "inch")
    return f"{said.words} {'inch' if said.is_one or _tells_which(match) else 'inches'}"


def _tells_which(match: Match) -> bool:
    """Whether inches only say which screen is meant: 'a 27" monitor'."""
    noun = next_word(match).lower()
    if after(match)[:1] != " " or noun in _NO_SCREENS:
        return False
    plain = noun.isalpha() and noun not in _COMPARATIVES
    return plain or (bool(noun) and follows(match, frozenset({"a", "an"})))


def _say_by(match: Match) -> str | None:
    """Width by height."""
    if glued(match) or re.match(r"\s?=", after(match)):
        return None
    sides = [side for side in (match[1], match[3], match[4]) if side]
    unit = _unit(match["unit"]) if match["unit"] else None
    if re.search(r"\s[x×X]\s", match[0]) and unit is None and not _is_size(match):
        return None
    if match["unit"] == "s" and not match["gap"]:
        return " by ".join(quantity(side).words for side in sides) + "s"
    if "*" in match[0] or (match["unit"] and not match["gap"] and unit is None):
        return None
    large = all(side.isdecimal() and len(side) in {3, 4} for side in sides)
    said = " by ".join(pairs(side) if large else quantity(side).words for side in sides)
    if unit is None:
        tail = match[0][match.start("gap") - match.start() :]
        return said + tail
    return f"{said} {unit[1]}{_stop(match)}"


def _is_size(match: Match) -> bool:
    """Whether what follows width and height has a size; a product ends or goes on as a sum."""
    word = match["unit"] or next_word(match)
    return word.isalpha() and word not in {"is", "equals", "and", "plus", "minus"}


def _say_percent(match: Match) -> str | None:
    if glued(match):
        return None
    return f"{_ends(match).words} {'percent' if match['sign'] == '%' else 'per mille'}"


def _say_angle(match: Match) -> str | None:
    """Degrees, minutes and seconds of an angle or a place on Earth."""
    if glued(match):
        return None
    names = ("degree", "minute", "second")
    parts = [
        (quantity(part), name)
        for part, name in zip(match.group(1, 2, 3), names, strict=True)
        if part
    ]
    said = [f"{part.words} {name if part.is_one else name + 's'}" for part, name in parts]
    return " ".join([*said, _POLES[match[4]]] if match[4] else said)


def _say_fahrenheit(match: Match) -> str | None:
    """An oven's or the weather's degrees without their sign."""
    if glued(match) or _PLACED.search(before(match, 16)):
        return None
    return f"{quantity(match[1]).words} degrees Fahrenheit"


RULES = (
    Rule("measure", _ANGLE, _say_angle),
    Rule("measure", _FAHRENHEIT, _say_fahrenheit),
    Rule("measure", _FEET, _say_feet),
    Rule("measure", _DEGREES, _say_degrees, Begins.DIGIT | Begins.SIGN),
    Rule("measure", _POINT, _say_compass, Begins.LETTER),
    Rule("measure", _MEASURE, _say_measure, Begins.DIGIT | Begins.SIGN),
    Rule("measure", _INCHES, _say_inches, Begins.DIGIT | Begins.SIGN),
    Rule("measure", _BY, _say_by, Begins.DIGIT | Begins.SIGN),
    Rule("measure", _FEET_BY, _say_feet_by),
    Rule("measure", _FOOT, _say_foot),
    Rule("measure", _ALONE, _say_alone, Begins.LETTER),
)
PERCENT_RULES = (Rule("percent", _PERCENT, _say_percent, Begins.DIGIT | Begins.SIGN),)
