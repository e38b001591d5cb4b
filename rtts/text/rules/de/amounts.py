"""What amounts of money and measures have in common."""

from rtts.text.rules.base import Match, before
from rtts.text.rules.de.grammar import case_of, left_words, one, right_word
from rtts.text.rules.de.numbers import DASH, GAP, NUMBER, digits, number, whole
from rtts.text.rules.de.units import CURRENCIES, STOPPED_UNITS, Unit, unit_named

__all__ = [
    "AMOUNT_RANGE",
    "DECIMAL",
    "MAGNITUDE",
    "PER",
    "counted",
    "goes_on",
    "per_said",
    "spoken_number",
]

DECIMAL = rf"(?:{NUMBER}(?:,\d+(?!,\d)|\.\d{{1,2}}(?![.\d]))?)"
MAGNITUDE = r"(?:Tsd|Mio|Mrd|Bio|Tausend|Milli(?:on|onen|arde|arden)|Billion(?:en)?)(?!\w)\.?"
AMOUNT_RANGE = rf"(?:{GAP}?{DASH}{GAP}?|{GAP}bis{GAP})"
PER = (
    rf"(?:{GAP}?/{GAP}?(?P<per>100{GAP}?km|[^\W\d_]{{1,20}}[²³]?)(?![\w²³])"
    r"(?:(?<=/St)\.|(?<=/Std)\.|(?<=/Min)\.|(?<=/Pers)\.|(?<=/Wo)\.)?)?"
)
"""What an amount is for one of: `/Monat`, `/m²`."""


def spoken_number(text: str) -> str:
    """A number that may have a decimal stop instead of a comma."""
    head, point, tail = text.rpartition(".")
    if point and len(tail) < 3:
        return f"{whole(head)} Komma {digits(tail)}"
    return number(text)


def counted(match: Match, text: str, unit: Unit, right: str | None = None) -> str:
    """A number with its unit, `one` of it agreeing with what stands before."""
    case = case_of(left_words(match), right_word(match) if right is None else right)
    if text == "1":
        return f"{one(unit.gender, case)} {unit.one}"
    metres, _, hundredths = text.partition(",")
    parted = len(hundredths) == 2 and metres.isdecimal() and metres[0] != "0"
    if unit.one == "Meter" and parted and not match["per"]:
        metre = f"{one(unit.gender, case)} Meter" if metres == "1" else f"{whole(metres)} Meter"
        return metre if hundredths == "00" else f"{metre} {whole(hundredths.lstrip('0'))}"
    declined = case == "dat" and not match["per"] and _is_declined(match, unit)
    return f"{spoken_number(text)} {unit.many}{'n' if declined else ''}"


def _is_declined(match: Match, unit: Unit) -> bool:
    """Whether a unit takes an `n` in the dative: `in fünf Kilometern`, `ab zwölf Jahren`.

    Before what is measured it need not: `aus fünf Meter Höhe`.
    """
    if unit.many in {"Jahre", "Tage", "Monate"}:
        return True
    return unit.many.lower().endswith("meter") and not right_word(match)[:1].isupper()


def per_said(match: Match) -> str:
    """What is said for the group `per` of `PER`; empty where there is none."""
    name = match["per"]
    if not name:
        return ""
    if name.startswith("100"):
        return " pro einhundert Kilometer"
    unit = unit_named(name) or STOPPED_UNITS.get(name)
    if unit is None and name in CURRENCIES:
        unit = CURRENCIES[name].unit
    return f" pro {unit.one if unit else name}"


def goes_on(match: Match) -> bool:
    """Whether a letter, or a mark of a figure, stands right before a number."""
    left = before(match, 2)
    return bool(left) and (left[-1].isalnum() or (left[-1] in ".,:/_" and left[:1].isdigit()))
