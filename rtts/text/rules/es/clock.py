"""Times of the day in Spanish: "15:30 h", "a las 3 p. m.", "8h", "14:30:15", "UTC-3"."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.es.numbers import cardinal

__all__ = ["CLOCK_RULES"]

_END = r"(?![\w:])"
_HALF = r"(?P<half>[aApP])\s?\.?\s?[mM](?![\w])(?P<stop>\.?)"
_HOURS = r"h(?:rs?|s|oras)?(?![\w/])(?:\.(?=\s+[a-záéíóúñ(]))?"
_FULL = re.compile(
    rf"(?<![\d:.,])(?P<h>\d{{1,2}}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)(?:[.,]\d{{1,6}})?(?P<z>Z?){_END}"
)
_TIME = re.compile(
    rf"(?<![\d:.,/])(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)(?:\s?{_HALF}|(?P<hours>\s?{_HOURS}))"
    rf"|(?<![\d:.,/])(?P<h2>[01]?\d|2[0-4]):(?P<m2>[0-5]\d)(?![\d:]|[.,]\d)"
)
_LETTER = re.compile(
    r"(?<![\d:.,/])(?P<h>[01]?\d|2[0-4])\s?h\s?(?P<m>[0-5]\d)(?!\d|\s?h)(?:\s?(?:min|m)\b)?"
)
_HOUR = re.compile(rf"(?<![\d:.,/])(?P<h>0?[1-9]|1[0-2])\s?{_HALF}")
_MINUTES_SECONDS = re.compile(r"(?<![\w:.,/])(?P<m>\d{1,3})\s?min\s?(?P<s>[0-5]?\d)\s?s(?![\w/])")
_PACE = re.compile(r"(?<![\w:.,/])(?P<m>\d{1,2}):(?P<s>[0-5]\d)(?P<unit>\s?min)?/km(?!\w)")
_ZONE = re.compile(
    r"(?<!\w)(?P<name>UTC|GMT)\s?(?P<sign>[+−–-])(?P<h>\d{1,2})(?::?(?P<m>\d\d))?(?!\w)"
)
_CLOCK_BEFORE = re.compile(r"(?:\b(?:las?|desde|hasta|de|a|y)\s|[-–—]\s?)\Z", re.IGNORECASE)
_WEEK = re.compile(r"(?<!\w)L\s?[-–a]\s?(?P<last>[VSDJ])(?!\w)")
_OPENERS = re.compile(r"\s+[¿¡\"“«(]{0,2}(?:[A-ZÁÉÍÓÚÑ\d]|\Z)")

_LAST_DAYS = {"V": "viernes", "S": "sábado", "D": "domingo", "J": "jueves"}
_MINUTES = {0: "", 15: "y cuarto", 30: "y media"}


def _twelve(hour: int, minute: int) -> str:
    """A time as on a clock with twelve hours."""
    words = cardinal(hour, "f")
    if minute in _MINUTES:
        return f"{words} {_MINUTES[minute]}".strip()
    return f"{words} y {cardinal(minute)}" if minute < 30 else f"{words} {cardinal(minute)}"


def _day(hour: int, minute: int, *, hours: bool) -> str:
    """A time of 24 hours; `hours`: the text itself says "h"."""
    noun = "hora" if hour == 1 else "horas"
    if not minute:
        named = hours or hour > 12 or hour == 0
        return f"{cardinal(hour, 'f')} {noun}" if named else cardinal(hour, "f")
    if 0 < hour <= 12 and not hours:
        return _twelve(hour, minute)
    if hour == 1:
        hours = False
    middle = "cero " if minute < 10 else ""
    said = f"{cardinal(hour, 'f')} {middle}{cardinal(minute, 'alone')}"
    return f"{said} horas" if hours else said


def _part(hour: int, half: str) -> str:
    """The part of the day that "a. m." or "p. m." means at an hour of the clock."""
    if half in "aA":
        return "de la noche" if hour == 12 else "de la madrugada" if hour < 4 else "de la mañana"
    if hour == 12:
        return "del mediodía"
    return "de la tarde" if hour < 8 else "de la noche"


def _stop(match: Match) -> str:
    """The sentence's stop, where that of "p. m." was it."""
    if not match["stop"]:
        return ""
    following = after(match)
    return "." if not following.strip() or _OPENERS.match(following) else ""


def _say_time(match: Match) -> str | None:
    hour, minute = int(match["h"] or match["h2"]), int(match["m"] or match["m2"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return _day(hour, minute, hours=False) + _stop(match)
        return f"{_twelve(hour, minute)} {_part(hour, match['half'])}{_stop(match)}"
    following = after(match).lstrip().lower()
    if following.startswith(("de la ", "del med", "horas")):
        if following.startswith("horas"):
            return _day(hour, minute, hours=True).removesuffix(" horas")
        return _twelve(hour, minute)
    if match["hours"] and minute and hour <= 12 and not _CLOCK_BEFORE.search(before(match, 12)):
        return _duration(hour, minute)
    return _day(hour, minute, hours=bool(match["hours"]))


def _say_hour(match: Match) -> str:
    hour = int(match["h"])
    return f"{cardinal(hour, 'f')} {_part(hour, match['half'])}{_stop(match)}"


def _say_letter(match: Match) -> str:
    hour, minute = int(match["h"]), int(match["m"])
    if _CLOCK_BEFORE.search(before(match, 12)):
        return _day(hour, minute, hours=False)
    return _duration(hour, minute)


def _duration(hour: int, minute: int) -> str:
    hours = f"{cardinal(hour, 'f')} {'hora' if hour == 1 else 'horas'}"
    return hours if not minute else f"{hours} y {_counted(minute, 'minuto')}"


def _counted(value: int, noun: str) -> str:
    return f"{cardinal(value, 'm')} {noun if value == 1 else noun + 's'}"


def _say_full(match: Match) -> str:
    hour, minute, second = int(match["h"]), int(match["m"]), int(match["s"])
    hours = f"{cardinal(hour, 'f')} {'hora' if hour == 1 else 'horas'}"
    said = f"{hours}, {_counted(minute, 'minuto')} y {_counted(second, 'segundo')}"
    return f"{said} UTC" if match["z"] else said


def _say_week(match: Match) -> str:
    """The days that something is open."""
    return f"lunes a {_LAST_DAYS[match['last']]}"


def _say_zone(match: Match) -> str:
    sign = "más" if match["sign"] == "+" else "menos"
    minutes = f" {cardinal(int(match['m']))}" if match["m"] and int(match["m"]) else ""
    return f"{match['name']} {sign} {cardinal(int(match['h']))}{minutes}"


def _say_minutes(match: Match) -> str:
    minutes, seconds = int(match["m"]), int(match["s"])
    return f"{_counted(minutes, 'minuto')} y {_counted(seconds, 'segundo')}"


def _say_pace(match: Match) -> str:
    """How long a kilometer takes: "5:30/km"."""
    minutes, seconds = int(match["m"]), int(match["s"])
    if not seconds:
        return f"{_counted(minutes, 'minuto')} por kilómetro"
    zero = "cero " if seconds < 10 else ""
    unit = " minutos" if match["unit"] else ""
    return f"{cardinal(minutes)} {zero}{cardinal(seconds)}{unit} por kilómetro"


CLOCK_RULES = (
    Rule("time", _PACE, _say_pace),
    Rule("time", _MINUTES_SECONDS, _say_minutes),
    Rule("time", _FULL, _say_full),
    Rule("time", _TIME, _say_time),
    Rule("time", _LETTER, _say_letter),
    Rule("time", _HOUR, _say_hour),
    Rule("time", _ZONE, _say_zone, Begins.LETTER),
    Rule("date", _WEEK, _say_week, Begins.LETTER),
)
