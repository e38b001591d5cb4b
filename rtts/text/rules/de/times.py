"""Times of the day and lengths of time."""

import re

from rtts.text.rules.base import Begins, Match, Rule, before, word_before
from rtts.text.rules.de.grammar import left_words
from rtts.text.rules.de.numbers import DASH, GAP, cardinal, digits
from rtts.text.wordlists import word_set

__all__ = ["TIME_RULES"]

_HOUR = r"(?:[01]?\d|2[0-4])"
_MINUTE = r"[0-5]\d"
_CLOCK = rf"{_HOUR}(?::{_MINUTE}(?::{_MINUTE})?)"
_DOTTED = rf"{_HOUR}\.{_MINUTE}"
_UHR = rf"(?:{GAP}?(?:Uhr|h)(?!\w))"
_TO = rf"(?:{GAP}?{DASH}{GAP}?)"

_RANGE = re.compile(
    rf"(?P<a>{_CLOCK}|{_DOTTED}|{_HOUR})(?:{GAP}?Uhr)?{_TO}(?P<b>{_CLOCK}|{_DOTTED}|{_HOUR})"
    rf"(?![\d:])(?P<uhr>{GAP}?Uhr(?!\w))?"
)
_TIME = re.compile(rf"(?P<a>{_CLOCK})(?![\d:]|[.,]\d)(?P<uhr>{_UHR})?")
_DOT_TIME = re.compile(rf"(?P<a>{_DOTTED})(?![\d:.])(?P<uhr>{_UHR})?")
_FULL = re.compile(rf"(?P<a>{_HOUR})(?P<uhr>{_UHR})(?P<m>[0-5]?\d(?!\d)(?!{GAP}?min))?")
_DURATION = re.compile(
    rf"(?P<a>\d{{1,3}}):(?P<b>{_MINUTE})(?::(?P<c>{_MINUTE}))?{GAP}?"
    r"(?P<unit>min|Min\.|Minuten|h|Std\.|Stunden)(?!\w)"
)
_LAP = re.compile(
    rf"(?P<a>\d{{1,2}}):(?P<b>{_MINUTE})(?::(?P<c>{_MINUTE}))?,(?P<f>\d{{1,3}})(?!\d)"
)
_PACE = re.compile(rf"(?P<a>\d{{1,2}}):(?P<b>{_MINUTE}){GAP}?(?:min)?/km(?!\w)")
_ZONE = re.compile(
    rf"(?<!\w)(?P<zone>UTC|GMT)(?P<sign>[+−–-])(?P<h>\d{{1,2}})(?::(?P<m>{_MINUTE}))?"
)

_AT = word_set("um ab gegen bis von vor nach zwischen und kurz seit")
_RATIO_CUES = word_set(
    "verhältnis maßstab gewann gewinnt gewonnen verlor sieg siegte siegt endete endstand stand"
    " ergebnis spielstand halbzeitstand führt führte quote"
)


def _clock(text: str) -> str:
    """A time in words: `fünfzehn Uhr dreißig`."""
    hour, *rest = (int(part) for part in re.split(r"[:.]", text))
    said = f"{_hour(hour)} Uhr"
    if rest and (rest[0] or len(rest) > 1):
        said += f" {cardinal(rest[0])}"
    if len(rest) > 1:
        seconds = "eine Sekunde" if rest[1] == 1 else f"{cardinal(rest[1])} Sekunden"
        said += f" und {seconds}" if rest[1] else ""
    return said


def _hour(hour: int) -> str:
    return "ein" if hour == 1 else cardinal(hour)


def _is_part(match: Match) -> bool:
    left = before(match, 2)
    return bool(left) and (left[-1].isalnum() or left[-1] in ":/_" or left[-1:] in ".,")


def _say_range(match: Match) -> str | None:
    first, second = match["a"], match["b"]
    clocks = ":" in first and ":" in second
    if _is_part(match) or not (match["uhr"] or clocks):
        return None
    if clocks and not match["uhr"] and len(second) < 4:
        return None
    if re.fullmatch(r"\d+(?:[:.]00)?", first):
        low = _hour(int(re.split(r"[:.]", first)[0]))
        if low == "ein":
            low = "eins"
    else:
        low = _clock(first)
    return f"{low} bis {_clock(second)}"


def _say_time(match: Match) -> str | None:
    if _is_part(match):
        return None
    hour, minute = match["a"].split(":")[:2]
    if int(hour) == 24 and int(minute):
        return None
    if not match["uhr"] and _is_ratio(match):
        return None
    return _clock(match["a"])


def _is_ratio(match: Match) -> bool:
    words = left_words(match, 40)[:4]
    return any(word.lower().strip(",:") in _RATIO_CUES for word in words)


def _say_dotted(match: Match) -> str | None:
    """With a stop between hour and minute it takes a word to know a time."""
    if _is_part(match):
        return None
    if not match["uhr"]:
        cue = word_before(match).lower()
        if cue != "um" and not (cue in {"ab", "gegen"} and int(match["a"].partition(".")[2]) > 12):
            return None
    return _clock(match["a"])


def _say_full(match: Match) -> str | None:
    """`14 Uhr`, `14 Uhr 30`; with `h` only where a word calls for a time."""
    if _is_part(match):
        return None
    if match["uhr"].endswith("h"):
        if word_before(match).lower() not in _AT:
            return None
        if before(match, 8).lower().endswith(("vor ", "nach ", "seit ")):
            return None
    said = f"{_hour(int(match['a']))} Uhr"
    minutes = match["m"]
    return f"{said} {cardinal(int(minutes))}" if minutes else said


def _parts(value: str, name: str) -> str:
    return f"eine {name}" if int(value) == 1 else f"{cardinal(int(value))} {name}n"


def _say_duration(match: Match) -> str | None:
    """`3:45 min` is three minutes and 45 seconds, `1:30 h` an hour and 30 minutes."""
    if _is_part(match):
        return None
    names = ["Stunde", "Minute", "Sekunde"]
    values = [match["a"], match["b"], *([match["c"]] if match["c"] else [])]
    if match["unit"].lower().startswith("min") and len(values) == 2:
        names = names[1:]
    said = [_parts(value, name) for value, name in zip(values, names, strict=False) if int(value)]
    return " und ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said) or None


def _say_lap(match: Match) -> str | None:
    if _is_part(match):
        return None
    head = [_parts(match["a"], "Stunde" if match["c"] else "Minute")]
    if match["c"]:
        head.append(_parts(match["b"], "Minute"))
    last = f"{cardinal(int(match['c'] or match['b']))} Komma {digits(match['f'])} Sekunden"
    return ", ".join([*head, last])


def _say_zone(match: Match) -> str:
    sign = "plus" if match["sign"] == "+" else "minus"
    hours, minutes = int(match["h"]), int(match["m"] or 0)
    said = f"{_hour(hours)} Uhr {cardinal(minutes)}" if minutes else cardinal(hours)
    return f"{match['zone']} {sign} {said}"


def _say_pace(match: Match) -> str | None:
    """`5:30/km` is how long a kilometer takes."""
    if _is_part(match):
        return None
    seconds = f" {cardinal(int(match['b']))}" if int(match["b"]) else ""
    return f"{_parts(match['a'], 'Minute')}{seconds} pro Kilometer"


TIME_RULES = (
    Rule("time", _PACE, _say_pace),
    Rule("time", _DURATION, _say_duration),
    Rule("time", _LAP, _say_lap),
    Rule("time", _RANGE, _say_range),
    Rule("time", _TIME, _say_time),
    Rule("time", _DOT_TIME, _say_dotted),
    Rule("time", _FULL, _say_full),
    Rule("time", _ZONE, _say_zone, Begins.LETTER),
)
