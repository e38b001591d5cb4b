"""Times of the day in Portuguese: "15h30", "às 15:30", "8h", "3 p.m.", "14:30:15", "UTC-3"."""

import re

from rtts.text.rules.base import Match, Rule, after, before
from rtts.text.rules.iberian.clock import HALF, ClockWords, half_stop
from rtts.text.rules.pt.numbers import cardinal

__all__ = ["CLOCK_RULES"]

_HOURS = r"h(?:rs?|s|oras)?(?![\w/])(?:\.(?=\s+[a-záéíóúãõç(]))?"
_FULL = re.compile(
    r"(?<![\d:.,])(?P<h>\d{1,2})(?::|h\s?)(?P<m>[0-5]?\d)(?::|m(?:in)?\s?)(?P<s>[0-5]?\d)"
    r"(?:[.,]\d{1,6})?s?(?P<z>Z?)(?![\w:])"
)
_TIME = re.compile(
    rf"(?<![\d:.,/])(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)(?:\s?{HALF}|(?P<hours>\s?{_HOURS}))"
    r"|(?<![\d:.,/])(?P<h2>[01]?\d|2[0-4]):(?P<m2>[0-5]\d)(?![\d:]|[.,]\d)"
)
_LETTER = re.compile(
    r"(?<![\d:.,/])(?P<h>[01]?\d|2[0-4])\s?h\s?(?:e\s(?=\d\d\s?m))?(?P<m>[0-5]\d)(?!\d|\s?h)(?P<min>\s?(?:min|m)\b)?"
)
_HOUR = re.compile(rf"(?<![\d:.,/])(?P<h>0?[1-9]|1[0-2])\s?{HALF}")
_AT = re.compile(r"(?:^|[\s(])(?:às|as|à|das|até|desde|para\sas|pelas|,)\s\Z", re.IGNORECASE)
_SPAN = re.compile(r"\d{1,2}(?:h|:)\d\d\s?(?:[-–—]|às|as|a|e)\s?\Z")
_SPAN_AFTER = re.compile(r"\s?(?:[-–—]|às|as|a)\s?\d")
_PACE = re.compile(r"(?<![\w:.,/])(?P<m>\d{1,2}):(?P<s>[0-5]\d)\s?(?:min)?/km(?!\w)")
_CLOCK = ClockWords(cardinal, joined="e", plus="mais", zone_joined="e")


def _clock(hour: int, minute: int) -> str:
    """The time as people tell it."""
    if not minute:
        return _CLOCK.hours(hour)
    if minute == 30 and 0 < hour <= 12:
        return f"{cardinal(hour, 'f')} e meia"
    return f"{cardinal(hour, 'f')} e {cardinal(minute)}"


def _part(hour: int, half: str) -> str:
    """The part of the day that "a.m." or "p.m." means at an hour of the clock."""
    if half in "aA":
        return "da noite" if hour == 12 else "da madrugada" if hour < 5 else "da manhã"
    return "da tarde" if hour < 7 or hour == 12 else "da noite"


def _say_time(match: Match) -> str | None:
    hour, minute = int(match["h"] or match["h2"]), int(match["m"] or match["m2"])
    if match["half"] and 1 <= hour <= 12:
        said = _clock(hour, minute) if minute else cardinal(hour, "f")
        return f"{said} {_part(hour, match['half'])}{half_stop(match)}"
    following = after(match).lstrip().lower()
    if following.startswith(("da ", "horas")) and not minute:
        return cardinal(hour, "f")
    return _clock(hour, minute)


def _say_hour(match: Match) -> str:
    hour = int(match["h"])
    return f"{cardinal(hour, 'f')} {_part(hour, match['half'])}{half_stop(match)}"


def _say_letter(match: Match) -> str:
    hour, minute = int(match["h"]), int(match["m"])
    left = before(match, 20)
    spans = _SPAN.search(left) or _SPAN_AFTER.match(after(match))
    if not minute or (not match["min"] and (_AT.search(left) or spans)):
        return _clock(hour, minute)
    return f"{_CLOCK.hours(hour)} e {_CLOCK.counted(minute, 'minuto')}"


def _say_pace(match: Match) -> str:
    """How long a kilometer takes: "5:30/km"."""
    minutes, seconds = int(match["m"]), int(match["s"])
    if not seconds:
        return f"{_CLOCK.counted(minutes, 'minuto')} por quilômetro"
    zero = "zero " if seconds < 10 else ""
    return f"{cardinal(minutes)} e {zero}{cardinal(seconds)} por quilômetro"


CLOCK_RULES = (
    Rule("time", _PACE, _say_pace),
    _CLOCK.minutes_rule(),
    Rule("time", _FULL, _CLOCK.say_full),
    Rule("time", _TIME, _say_time),
    Rule("time", _LETTER, _say_letter),
    Rule("time", _HOUR, _say_hour),
    _CLOCK.zone_rule(),
)
