"""Times of the day in Spanish: "15:30 h", "a las 3 p. m.", "8h", "14:30:15", "UTC-3"."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.es.numbers import cardinal
from rtts.text.rules.iberian.clock import HALF, ClockWords, half_stop

__all__ = ["CLOCK_RULES"]

_END = r"(?![\w:])"
_HOURS = r"h(?:rs?|s|oras)?(?![\w/])(?:\.(?=\s+[a-záéíóúñ(]))?"
_FULL = re.compile(
    rf"(?<![\d:.,])(?P<h>\d{{1,2}}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)(?:[.,]\d{{1,6}})?(?P<z>Z?){_END}"
)
_TIME = re.compile(
    rf"(?<![\d:.,/])(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)(?:\s?{HALF}|(?P<hours>\s?{_HOURS}))"
    rf"|(?<![\d:.,/])(?P<h2>[01]?\d|2[0-4]):(?P<m2>[0-5]\d)(?![\d:]|[.,]\d)"
)
_LETTER = re.compile(
    r"(?<![\d:.,/])(?P<h>[01]?\d|2[0-4])\s?h\s?(?P<m>[0-5]\d)(?!\d|\s?h)(?:\s?(?:min|m)\b)?"
)
_HOUR = re.compile(rf"(?<![\d:.,/])(?P<h>0?[1-9]|1[0-2])\s?{HALF}")
_PACE = re.compile(r"(?<![\w:.,/])(?P<m>\d{1,2}):(?P<s>[0-5]\d)(?P<unit>\s?min)?/km(?!\w)")
_CLOCK_BEFORE = re.compile(r"(?:\b(?:las?|desde|hasta|de|a|y)\s|[-–—]\s?)\Z", re.IGNORECASE)
_UNTIL_HOURS = re.compile(
    r"(?:\sa\s|\s?[-–]\s?)(?:(?:1[3-9]|2[0-4]|00?)[:.][0-5]\d|\d{1,2}[:.][0-5]\d\s?h)"
)
_WEEK = re.compile(r"(?<!\w)L\s?[-–a]\s?(?P<last>[VSDJ])(?!\w)")

_CLOCK = ClockWords(cardinal, joined="y", plus="más")
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
    if not minute:
        named = hours or hour > 12 or hour == 0
        return _CLOCK.hours(hour) if named else cardinal(hour, "f")
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


def _say_time(match: Match) -> str | None:
    hour, minute = int(match["h"] or match["h2"]), int(match["m"] or match["m2"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return _day(hour, minute, hours=False) + half_stop(match)
        return f"{_twelve(hour, minute)} {_part(hour, match['half'])}{half_stop(match)}"
    following = after(match).lstrip().lower()
    if following.startswith(("de la ", "del med", "horas")):
        if following.startswith("horas"):
            return _day(hour, minute, hours=True).removesuffix(" horas")
        return _twelve(hour, minute)
    if (not minute or hour > 12) and hour > 1 and _UNTIL_HOURS.match(after(match)):
        return _day(hour, minute, hours=False).removesuffix(" horas")
    if match["hours"] and minute and hour <= 12 and not _CLOCK_BEFORE.search(before(match, 12)):
        return _duration(hour, minute)
    return _day(hour, minute, hours=bool(match["hours"]))


def _say_hour(match: Match) -> str:
    hour = int(match["h"])
    return f"{cardinal(hour, 'f')} {_part(hour, match['half'])}{half_stop(match)}"


def _say_letter(match: Match) -> str:
    hour, minute = int(match["h"]), int(match["m"])
    if _CLOCK_BEFORE.search(before(match, 12)):
        return _day(hour, minute, hours=False)
    return _duration(hour, minute)


def _duration(hour: int, minute: int) -> str:
    hours = _CLOCK.hours(hour)
    return hours if not minute else f"{hours} y {_CLOCK.counted(minute, 'minuto')}"


def _say_week(match: Match) -> str:
    """The days that something is open."""
    return f"lunes a {_LAST_DAYS[match['last']]}"


def _say_pace(match: Match) -> str:
    """How long a kilometer takes: "5:30/km"."""
    minutes, seconds = int(match["m"]), int(match["s"])
    if not seconds:
        return f"{_CLOCK.counted(minutes, 'minuto')} por kilómetro"
    zero = "cero " if seconds < 10 else ""
    unit = " minutos" if match["unit"] else ""
    return f"{cardinal(minutes)} {zero}{cardinal(seconds)}{unit} por kilómetro"


CLOCK_RULES = (
    Rule("time", _PACE, _say_pace),
    _CLOCK.minutes_rule(),
    Rule("time", _FULL, _CLOCK.say_full),
    Rule("time", _TIME, _say_time),
    Rule("time", _LETTER, _say_letter),
    Rule("time", _HOUR, _say_hour),
    _CLOCK.zone_rule(),
    Rule("date", _WEEK, _say_week, Begins.LETTER),
)
