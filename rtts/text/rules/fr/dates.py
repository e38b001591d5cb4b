"""Times of day, durations and dates in French."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_before
from rtts.text.rules.fr.numbers import FRENCH
from rtts.text.rules.fr.words import MONTHS, MONTHS_SHORT, UNITS, WEEKDAYS_SHORT
from rtts.text.rules.fr_it.figures import (
    DASH,
    END,
    SPACE,
    one_of,
    sentence_stop,
    whole_number,
    word_set,
)

__all__ = ["DATE_RULES", "TIME_RULES"]

_FREE = r"(?<![\d:.,/])(?<![^\W_][-‑])"
_CLOCK = (
    rf"(?:[01]?\d|2[0-4])(?:{SPACE}[hH](?:{SPACE}[0-5]\d(?!\d)(?:{SPACE}(?:min|mn)\b)?)?(?![^\W_])"
    rf"|:[0-5]\d(?::[0-5]\d)?(?![\d:]))"
)
_TIME = re.compile(rf"{_FREE}(?P<first>{_CLOCK})(?:{DASH}(?P<last>{_CLOCK}))?(?!{SPACE}/)")
_HOURS = re.compile(rf"{_FREE}(?P<first>[01]?\d|2[0-4]){DASH}(?P<last>{_CLOCK})")
_PACE = re.compile(rf"{_FREE}(?P<m>\d{{1,2}}):(?P<s>[0-5]\d){SPACE}(?:min)?/km(?!\w)")
_PARTS = re.compile(r"\d+")
_LONG = re.compile(
    rf"{_FREE}(?P<h>\d{{1,3}}){SPACE}h(?:{SPACE}(?P<m>[0-5]\d){SPACE}(?:min|mn)?"
    rf"(?:{SPACE}(?P<s>[0-5]?\d){SPACE}s)?)?{END}"
)
_MINUTES = re.compile(
    rf"{_FREE}(?P<m>\d{{1,3}}){SPACE}(?:min|mn|['′]){SPACE}(?P<s>[0-5]\d)(?:{SPACE}s\b|[\"″])?(?![\d,])"
)
_SECONDS = re.compile(rf"{_FREE}(?P<s>\d{{1,2}})[\"″](?P<part>\d\d)(?!\d)")
_ROUND_THE_CLOCK = re.compile(
    rf"(?P<a>\d+){SPACE}(?P<unit>h|j){SPACE}/{SPACE}(?P<b>\d+)(?:{SPACE}(?:h|j))?{END}"
)
_NO_TIME = word_set("format ratio rapport proportion échelle score proportions ratios")

_NAMES = rf"(?:{one_of(MONTHS)}|(?:{one_of(MONTHS_SHORT)})(?=\.|\s\d{{4}}\b))"
_MONTH_BY_NAME = {**MONTHS_SHORT, **{month: month for month in MONTHS}}
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_ISO = re.compile(
    rf"{_FREE}(?P<year>\d{{4}})[-‑](?P<month>0[1-9]|1[0-2])[-‑](?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:T(?P<clock>[0-2]\d:[0-5]\d)(?::[0-5]\d)?(?P<zone>Z)?)?(?![\w-])"
)
_FULL = re.compile(
    rf"{_FREE}(?P<day>{_DAY})(?P<sep>[/.-])(?P<month>{_MONTH})(?P=sep)(?P<year>\d{{4}}|\d\d)(?![\d/-])"
)
_SHORT = re.compile(rf"{_FREE}(?P<day>{_DAY})/(?P<month>{_MONTH})(?![\d/%-]|,\d)")
_NAMED = re.compile(
    rf"{_FREE}(?P<day>{_DAY})(?:er)?(?:{DASH}(?P<last>{_DAY}))?{SPACE}(?P<month>{_NAMES})\b\.?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"(?P<month>{one_of(MONTHS_SHORT)})\.?(?=\s\d{{4}}\b)", re.IGNORECASE)
_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<day>{one_of(WEEKDAYS_SHORT)})(?:\.(?:{DASH}(?P<last>{one_of(WEEKDAYS_SHORT)})\b\.?)?"
    rf"|{DASH}(?P<end>{one_of(WEEKDAYS_SHORT)})\b\.?)",
    re.IGNORECASE,
)
_DAY_LED = re.compile(r"(?:\b(?:le|les|du|au|chaque|et|dès)|[(:,])\s\Z", re.IGNORECASE)
_DAY_FOLLOWED = re.compile(rf"\s(?:\d{{1,2}}(?:er)?(?:\s(?:{_NAMES})|[/h:]|\sh\b)|au\b)")
_WORDS = frozenset(("jeu", "mer"))
"""Short weekdays that are words, too."""
_GOES_ON = re.compile(r"\s[^\W\d_A-ZÀ-Ý]|[,)]")
"""What shows that the stop behind a weekday ends no sentence: `le jeu.` is also the game."""
_BEFORE_DATE = word_set(
    "le du au dès depuis avant après jusqu'au l' lundi mardi mercredi jeudi vendredi samedi"
    " dimanche date dates"
)
_DECADE = re.compile(r"['’](?P<year>\d0)(?!\d)")


def _hour(value: int) -> str:
    return FRENCH.counted(whole_number(value), UNITS["h"])


def _clock(text: str) -> str:
    """A time of day, however it is written."""
    parts = [int(part) for part in _PARTS.findall(text)]
    said = _hour(parts[0])
    if len(parts) == 3:
        minutes = FRENCH.counted(whole_number(parts[1]), UNITS["min"])
        return f"{said} {minutes} {FRENCH.counted(whole_number(parts[2]), UNITS['s'])}"
    if len(parts) == 1 or (parts[1] == 0 and "n" not in text):
        return said
    if "n" in text:
        return f"{said} {FRENCH.counted(whole_number(parts[1]), UNITS['min'])}"
    return f"{said} {FRENCH.cardinal(parts[1], feminine=True)}"


def _say_time(match: Match) -> str | None:
    if word_before(match).lower() in _NO_TIME:
        return None
    said = _clock(match["first"])
    if match["last"]:
        return FRENCH.span(said, _clock(match["last"]), match)
    return said


def _say_hours(match: Match) -> str:
    return FRENCH.span(_hour(int(match["first"])), _clock(match["last"]), match)


def _say_long(match: Match) -> str | None:
    if not match["m"]:
        return None
    said = [FRENCH.counted(whole_number(int(match["h"])), UNITS["h"])]
    if match["s"]:
        said.append(FRENCH.counted(whole_number(int(match["m"])), UNITS["min"]))
        said.append(FRENCH.counted(whole_number(int(match["s"])), UNITS["s"]))
    else:
        said.append(FRENCH.cardinal(int(match["m"]), feminine=True))
        if "n" in match[0]:
            said[-1] = FRENCH.counted(whole_number(int(match["m"])), UNITS["min"])
    return " ".join(said)


def _say_minutes(match: Match) -> str:
    minutes = FRENCH.counted(whole_number(int(match["m"])), UNITS["min"])
    seconds = int(match["s"])
    if match[0][-1:] == "s":
        return f"{minutes} {FRENCH.counted(whole_number(seconds), UNITS['s'])}"
    return f"{minutes} {FRENCH.cardinal(seconds)}"


def _say_seconds(match: Match) -> str:
    seconds = FRENCH.counted(whole_number(int(match["s"])), UNITS["s"])
    return f"{seconds} {FRENCH.whole(match['part'])}"


def _say_round_the_clock(match: Match) -> str:
    first = FRENCH.counted(whole_number(int(match["a"][-4:])), UNITS[match["unit"]])
    return f"{first} sur {FRENCH.whole(match['b'])}"


def _day(digits: str) -> str:
    value = int(digits)
    return "premier" if value == 1 else FRENCH.cardinal(value)


def _year(digits: str) -> str:
    """A year; of its short form the two digits."""
    if len(digits) == 2 and digits[0] == "0":
        return f"deux mille {FRENCH.cardinal(int(digits))}" if digits != "00" else "deux mille"
    return FRENCH.whole(digits)


def _say_date(match: Match) -> str:
    month = MONTHS[int(match["month"]) - 1]
    return f"{_day(match['day'])} {month} {_year(match['year'])}"


def _say_iso(match: Match) -> str:
    said = _say_date(match)
    if not match["clock"]:
        return said
    zone = " temps universel" if match["zone"] else ""
    return f"{said}, {_clock(match['clock'])}{zone}"


def _say_short_date(match: Match) -> str | None:
    left = word_before(match).lower().replace("’", "'").strip('(«"')
    padded = len(match["month"]) == 2 and len(match["day"]) == 2
    if left not in _BEFORE_DATE and not (padded and "0" in {match["day"][0], match["month"][0]}):
        return None
    return f"{_day(match['day'])} {MONTHS[int(match['month']) - 1]}"


def _say_named_date(match: Match) -> str | None:
    name = match["month"].lower()
    if name not in _MONTH_BY_NAME:
        return None
    stop = "." if match[0].endswith(".") and name in MONTHS else sentence_stop(match)
    day = _day(match["day"])
    if match["last"]:
        day = FRENCH.span(day, _day(match["last"]), match)
    return f"{day} {_MONTH_BY_NAME[name]}{stop}"


def _say_month(match: Match) -> str:
    return MONTHS_SHORT[match["month"].lower()]


def _say_weekday(match: Match) -> str | None:
    """`lun.` before a date, or behind an article; `lun.-ven.`."""
    first, last = match["day"].lower(), (match["last"] or match["end"] or "").lower()
    if last:
        return f"{WEEKDAYS_SHORT[first]} à {WEEKDAYS_SHORT[last]}{sentence_stop(match)}"
    led = _DAY_LED.search(before(match, 8)) is not None
    if first in _WORDS and not _GOES_ON.match(after(match)):
        led = False
    if not led and not _DAY_FOLLOWED.match(after(match)):
        return None
    return WEEKDAYS_SHORT[first] + sentence_stop(match)


def _say_decade(match: Match) -> str | None:
    if not before(match).rstrip().endswith(("années", "Années", "ans")):
        return None
    return FRENCH.cardinal(int(match["year"]))


def _say_pace(match: Match) -> str:
    """How long a kilometer takes: `5:30/km`."""
    said = FRENCH.counted(whole_number(int(match["m"])), UNITS["min"])
    said += f" {FRENCH.cardinal(int(match['s']))}" if int(match["s"]) else ""
    return f"{said} par kilomètre"


DATE_RULES = (
    Rule("date", _ISO, _say_iso),
    Rule("date", _FULL, _say_date),
    Rule("date", _SHORT, _say_short_date),
    Rule("date", _NAMED, _say_named_date),
    Rule("date", _MONTH_YEAR, _say_month, Begins.LETTER),
    Rule("date", _WEEKDAY, _say_weekday, Begins.LETTER),
    Rule("date", _DECADE, _say_decade, Begins.SIGN),
)
TIME_RULES = (
    Rule("time", _PACE, _say_pace),
    Rule("time", _ROUND_THE_CLOCK, _say_round_the_clock),
    Rule("time", _HOURS, _say_hours),
    Rule("time", _TIME, _say_time),
    Rule("time", _LONG, _say_long),
    Rule("time", _MINUTES, _say_minutes),
    Rule("time", _SECONDS, _say_seconds),
)
