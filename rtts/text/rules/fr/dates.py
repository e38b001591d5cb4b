"""Times of day, durations and dates in French."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_before
from rtts.text.rules.fr.numbers import FRENCH
from rtts.text.rules.fr.words import MONTHS, MONTHS_SHORT, UNITS, WEEKDAYS_SHORT
from rtts.text.rules.fr_it.dates import (
    DAY,
    FREE,
    PACE,
    SECONDS,
    SHORT_DATE,
    Calendar,
    is_padded,
)
from rtts.text.rules.fr_it.figures import DASH, END, SPACE, sentence_stop, whole_number
from rtts.text.wordlists import any_of, word_set

__all__ = ["DATE_RULES", "TIME_RULES"]

_CLOCK = (
    rf"(?:[01]?\d|2[0-4])(?:{SPACE}[hH](?:{SPACE}[0-5]\d(?!\d)(?:{SPACE}(?:min|mn)\b)?)?(?![^\W_])"
    rf"|:[0-5]\d(?::[0-5]\d)?(?![\d:]))"
)
_TIME = re.compile(rf"{FREE}(?P<first>{_CLOCK})(?:{DASH}(?P<last>{_CLOCK}))?(?!{SPACE}/)")
_HOURS = re.compile(rf"{FREE}(?P<first>[01]?\d|2[0-4]){DASH}(?P<last>{_CLOCK})")
_PARTS = re.compile(r"\d+")
_LONG = re.compile(
    rf"{FREE}(?P<h>\d{{1,3}}){SPACE}h(?:{SPACE}(?P<m>[0-5]\d){SPACE}(?:min|mn)?"
    rf"(?:{SPACE}(?P<s>[0-5]?\d){SPACE}s)?)?{END}"
)
_MINUTES = re.compile(
    rf"{FREE}(?P<m>\d{{1,3}}){SPACE}(?:min|mn|['′]){SPACE}(?P<s>[0-5]\d)(?:{SPACE}s\b|[\"″])?(?![\d,])"
)
_ROUND_THE_CLOCK = re.compile(
    rf"(?P<a>\d+){SPACE}(?P<unit>h|j){SPACE}/{SPACE}(?P<b>\d+)(?:{SPACE}(?:h|j))?{END}"
)
_NO_TIME = word_set("format ratio rapport proportion échelle score proportions ratios")

_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<day>{any_of(WEEKDAYS_SHORT)})(?:\.(?:{DASH}(?P<last>{any_of(WEEKDAYS_SHORT)})\b\.?)?"
    rf"|{DASH}(?P<end>{any_of(WEEKDAYS_SHORT)})\b\.?"
    rf"|(?=\s{DAY}(?:er)?\s(?:{any_of((*MONTHS, *MONTHS_SHORT))})(?!\w)))",
    re.IGNORECASE,
)
_DAY_LED = re.compile(r"(?:\b(?:le|les|du|au|chaque|et|dès)|[(:,])\s\Z", re.IGNORECASE)
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


_CALENDAR = Calendar(MONTHS, MONTHS_SHORT, _day, _year, _clock, frozenset(), "temps universel")
_NAMED = re.compile(
    rf"{FREE}(?P<day>{DAY})(?:er)?(?:{DASH}(?P<last>{DAY}))?{SPACE}(?P<month>{_CALENDAR.names})\b\.?",
    re.IGNORECASE,
)
_DAY_FOLLOWED = re.compile(rf"\s(?:\d{{1,2}}(?:er)?(?:\s(?:{_CALENDAR.names})|[/h:]|\sh\b)|au\b)")


def _say_short_date(match: Match) -> str | None:
    left = word_before(match).lower().replace("’", "'").strip('(«"')
    return _CALENDAR.day_of_month(match) if left in _BEFORE_DATE or is_padded(match) else None


def _say_named_date(match: Match) -> str | None:
    month = _CALENDAR.month(match["month"].lower())
    if not month:
        return None
    day = _day(match["day"])
    if match["last"]:
        day = FRENCH.span(day, _day(match["last"]), match)
    return f"{day} {month}{_CALENDAR.month_stop(match)}"


def _say_weekday(match: Match) -> str | None:
    """`lun.` before a date, or behind an article; `lun.-ven.`."""
    first, last = match["day"].lower(), (match["last"] or match["end"] or "").lower()
    if first not in WEEKDAYS_SHORT or (last and last not in WEEKDAYS_SHORT):
        return None
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
    said = FRENCH.counted(whole_number(int(match["m"])), UNITS["min"])
    said += f" {FRENCH.cardinal(int(match['s']))}" if int(match["s"]) else ""
    return f"{said} par kilomètre"


DATE_RULES = (
    *_CALENDAR.rules(),
    Rule("date", SHORT_DATE, _say_short_date),
    Rule("date", _NAMED, _say_named_date),
    _CALENDAR.month_rule(),
    Rule("date", _WEEKDAY, _say_weekday, Begins.LETTER),
    Rule("date", _DECADE, _say_decade, Begins.SIGN),
)
TIME_RULES = (
    Rule("time", PACE, _say_pace),
    Rule("time", _ROUND_THE_CLOCK, _say_round_the_clock),
    Rule("time", _HOURS, _say_hours),
    Rule("time", _TIME, _say_time),
    Rule("time", _LONG, _say_long),
    Rule("time", _MINUTES, _say_minutes),
    Rule("time", SECONDS, _say_seconds),
)
