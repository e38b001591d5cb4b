"""Times of the day, their spans and their zones."""

import re

from rtts.text.rules.base import Begins, Match, Rule, before
from rtts.text.rules.en.context import follows, glued, is_modifier, next_word, stop_after
from rtts.text.rules.en.numbers import cardinal, digits, ordinal
from rtts.text.rules.en.words import BOOKS, ZONES
from rtts.text.wordlists import word_set

__all__ = ["RULES"]

_CLOCK = r"\d{1,2}(?::[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?)?(?![\d:]|[.,]\d)"
_HALF = r"\s?[AaPp](?:\.\s?[Mm]\.?|[Mm])(?!\w)"
_TIME = re.compile(rf"({_CLOCK})({_HALF})?(?:(\s?[–—-]\s?)({_CLOCK})({_HALF})?(?![-/]\d))?(?![%°])")
_NAMED = re.compile(rf"(?:{'|'.join(ZONES)})(?!\w)|Z(?!\w)")
_OFFSET = re.compile(r"(UTC|GMT)\s?([+−–-])\s?(\d{1,2})(?::?([0-5]\d))?(?!\w)")
_AFTER_TIME = re.compile(r"(?:\d|[ap]\.?\s?m\.?)\s?\(?\Z", re.IGNORECASE)
_RATIO = re.compile(
    r"(?:ratio|scale|aspect|odds|proportion|mix|score|ratios)\s(?:(?:of|is|was)\s)?\Z"
)
_RATIO_AHEAD = word_set("ratio scale odds dilution mix mixture aspect split")
_VERSES = re.compile(r"(\d{1,3}):(\d{1,3})(?:\s?[–-]\s?(\d{1,3}))?(?![\d:])")
_LAP = re.compile(r"(\d{1,2}):([0-5]\d)\.(\d{1,3})(?!\w|[.:]\d)")
_PACE = re.compile(
    r"(\d{1,2}):([0-5]\d)\s?(?:min(?:utes?|s)?\.?)?\s?/\s?(km|mi|mile|kilomet(?:er|re)|k)(?!\w)",
    re.IGNORECASE,
)
_GOAL = re.compile(r"(\d{1,3})(?:\s?\+\s?(\d{1,2}))?['’′](?:\s?\+\s?(\d{1,2})['’′]?)?(?![\w\"”+])")
_MATCH_REPORT = re.compile(
    r"\b(?i:goals?(?!\s(?:is|was|to|of))|scor(?:ed|ers?)|penalty|equali[sz](?:ed?|er)|offside"
    r"|(?:red|yellow)\scards?|(?:half|full)[- ]?time)\b|(?i:minutes?)\s\Z"
    r"|[A-Z]\w{1,20}\s\d\s?[–:-]\s?\d\s(?:[A-Z]|\()|\d\s?[–-]\s?\d\s(?:at|in)\s"
)
_LENGTHS = word_set("long tall high deep wide thick by x away apart")
_MEASURING = word_set("to by of about is are was were than under over every a an")
_MILITARY = re.compile(r"(0\d)([0-5]\d)\s(?:hours|hrs?|h)(?!\w)")
_DURATION = re.compile(
    r"(?:runtime|duration|length|elapsed|lasts|runs|took|takes|time|record|in)(?:\s(?:of|is|was))?"
    r":?\s\Z"
)


def _say_time(match: Match) -> str | None:
    """One time, or the two ends of a span."""
    first, half, dash, second, second_half = match.groups()
    if _is_inside(match) or not (half or second_half or ":" in first):
        return None
    if second and not (":" in second or second_half or half):
        return None
    if _RATIO.search(before(match, 24)) or (next_word(match).lower() in _RATIO_AHEAD and not half):
        return None
    if first.count(":") == 2 and not dash and is_modifier(match):
        return _say_duration(*map(int, first.partition(".")[0].split(":")), plural=False)
    exact = bool(half or second_half)
    said = _say_clock(first, exact=exact, lasts=_DURATION.search(before(match, 24)) is not None)
    if said is None:
        return None
    said += _say_half(half)
    if dash:
        end = _say_clock(second, exact=exact, lasts=False)
        if end is None:
            return None
        said += f" to {end}{_say_half(second_half)}"
    return said + (stop_after(match, any_capital=True) if match[0].endswith(".") else "")


def _is_inside(match: Match) -> bool:
    """Whether a match is the rest of a word; the T of an ISO date parts it from its time."""
    return glued(match) and not re.search(r"\dT\Z", before(match, 2))


def _say_clock(text: str, *, exact: bool, lasts: bool) -> str | None:
    """Hours, minutes and seconds. `exact`: it is said which half of the day."""
    hour, minute, second = [*text.partition(".")[0].split(":"), "", ""][:3]
    value = int(hour)
    if second and lasts:
        return _say_duration(value, int(minute), int(second))
    if value > 24 or (exact and value > 12 and not minute):
        return f"{cardinal(value)} {_minutes(minute)}" if minute and not exact else None
    said = _say_hour(hour, minute, exact=exact)
    if second:
        unit = "second" if int(second) == 1 else "seconds"
        decimals = text.partition(".")[2]
        point = f" point {digits(decimals)}" if decimals else ""
        said += f" and {cardinal(int(second))}{point} {unit}"
    return said


def _say_hour(hour: str, minute: str, *, exact: bool) -> str:
    value = int(hour)
    if exact or minute != "00":
        if not minute or (exact and minute == "00"):
            return cardinal(value)
        return f"{cardinal(value)} {_minutes(minute)}"
    if value in {0, 24}:
        return "midnight"
    return f"{cardinal(value)} o'clock" if value <= 12 else f"{cardinal(value)} hundred"


def _minutes(text: str) -> str:
    return ("oh " if 0 < int(text) < 10 else "") + (cardinal(int(text)) if int(text) else "hundred")


def _say_duration(hours: int, minutes: int, seconds: int, *, plural: bool = True) -> str:
    parts = ((hours, "hour"), (minutes, "minute"), (seconds, "second"))
    return ", ".join(
        f"{cardinal(value)} {unit}{'s' if plural and value != 1 else ''}"
        for value, unit in parts
        if value
    )


def _say_half(half: str | None) -> str:
    return f" {half.strip()[0].upper()} M" if half else ""


def _say_pace(match: Match) -> str | None:
    """Minutes and seconds for a kilometer or a mile: "5:30/km"."""
    if glued(match):
        return None
    seconds = f" {_minutes(match[2])}" if int(match[2]) else " minutes"
    return f"{cardinal(int(match[1]))}{seconds} per {_way(match[3])}"


def _way(unit: str) -> str:
    return "mile" if unit.lower().startswith("mi") else "kilometer"


def _say_verses(match: Match) -> str | None:
    """Chapter and verse of a holy book: "John 3:16"."""
    if glued(match) or not follows(match, BOOKS):
        return None
    until = f" to {cardinal(int(match[3]))}" if match[3] else ""
    return f"{cardinal(int(match[1]))} {cardinal(int(match[2]))}{until}"


def _say_lap(match: Match) -> str | None:
    """Minutes and seconds with their parts: "1:32.608"."""
    if glued(match):
        return None
    return f"{cardinal(int(match[1]))} {_minutes(match[2])} point {digits(match[3])}"


def _say_goal(match: Match) -> str | None:
    """The minute of a game, where its report shows that no feet are meant: "Saka 78'"."""
    left = before(match, 120)
    if glued(match) or int(match[1]) > 130 or next_word(match).lower() in _LENGTHS:
        return None
    if follows(match, _MEASURING):
        return None
    if not _MATCH_REPORT.search(left) or re.search(r"(?<!\w)['‘]", left):
        return None
    added = match[2] or match[3]
    plus = f" plus {cardinal(int(added))}" if added else ""
    if re.search(r"\bmin(?:ute)?s?\.?\s\Z", left):
        return f"{cardinal(int(match[1]))}{plus}"
    article = "the " if re.search(r"\b(?:in|at|on|until|after|from)\s\Z", left) else ""
    return f"{article}{ordinal(int(match[1]))} minute{plus}"


def _say_military(match: Match) -> str | None:
    """The hours of soldiers: "0630 hours"."""
    if glued(match):
        return None
    minutes = "hundred" if match[2] == "00" else _minutes(match[2])
    return f"{digits(match[1])} {minutes} hours"


def _say_zone(match: Match) -> str | None:
    if _AFTER_TIME.search(before(match, 8)) is None:
        return None
    return "U T C" if match[0] == "Z" else " ".join(match[0])


def _say_offset(match: Match) -> str | None:
    if glued(match):
        return None
    sign = "plus" if match[2] == "+" else "minus"
    minutes = f" {cardinal(int(match[4]))}" if match[4] and int(match[4]) else ""
    return f"{' '.join(match[1])} {sign} {cardinal(int(match[3]))}{minutes}"


RULES = (
    Rule("ratio", _VERSES, _say_verses),
    Rule("time", _PACE, _say_pace),
    Rule("time", _TIME, _say_time),
    Rule("time", _LAP, _say_lap),
    Rule("time", _GOAL, _say_goal),
    Rule("time", _MILITARY, _say_military),
    Rule("time", _OFFSET, _say_offset, Begins.LETTER),
    Rule("time", _NAMED, _say_zone, Begins.LETTER),
)
