"""Times of day, durations and dates in Italian."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_before
from rtts.text.rules.fr_it.dates import (
    DAY,
    FREE,
    MONTH,
    PACE,
    SECONDS,
    SHORT_DATE,
    Calendar,
    is_padded,
)
from rtts.text.rules.fr_it.figures import DASH, END, SPACE, sentence_stop, whole_number
from rtts.text.rules.it.numbers import ITALIAN
from rtts.text.rules.it.words import MONTHS, MONTHS_SHORT, UNITS, WEEKDAYS_SHORT
from rtts.text.wordlists import any_of, word_set

__all__ = ["DATE_RULES", "TIME_RULES"]

_COLON = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])"
_STOP = r"(?:[01]?\d|2[0-4])\.[0-5]\d(?![\d%€]|[.,]\d)"
_TIME = re.compile(rf"{FREE}(?P<first>{_COLON})(?:{DASH}(?P<last>{_COLON}))?")
_DOTTED = re.compile(
    rf"{FREE}(?P<first>{_STOP}|[01]?\d|2[0-4])(?:{DASH}(?P<last>{_STOP}|(?:[01]?\d|2[0-4])(?!\d|[.,]\d)))?{END}(?![.,]\d)"
)
_H_MARK = re.compile(
    rf"{FREE}(?P<h>\d{{1,3}}){SPACE}h{SPACE}(?:e )?(?P<m>[0-5]?\d)"
    rf"(?:{SPACE}(?P<unit>min|m)\b)?{END}"
)
_HOUR_SIGN = re.compile(r"\bh\.?\s?(?=\d{1,2}(?:[:.]\d\d)?(?!\d))")
_ROUND_THE_CLOCK = re.compile(rf"(?P<a>\d+){SPACE}h{SPACE}/{SPACE}(?P<b>\d+)(?:{SPACE}h)?{END}")
_AT_ONE = re.compile(
    r"(?P<lead>(?:[Aa]l|[Dd]al|[Dd]el|[Nn]el)?[lL])['’]1(?:[:.](?P<m>[0-5]\d))?(?!\d|[.:,/]\d)(?!\s?[%°ª])"
)
_BEFORE_TIME = re.compile(
    r"(?:\bore|\balle|\bdalle|\bdelle|\bsulle|\btra le|\bfra le|\bverso le|\bper le|\bdopo le"
    r"|\bprima delle|\bentro le|\bfino alle|\be le|\bsono le|\bdalle ore|\balle ore"
    r"|\borario:?|\bh\.?) \Z",
    re.IGNORECASE,
)
_MINUTES = re.compile(rf"{FREE}(?P<m>\d{{1,3}})['′]{SPACE}(?P<s>[0-5]\d)(?:[\"″]|''|′′)")
_PARTS = re.compile(r"\d+")
_NO_TIME = word_set("formato rapporto proporzione scala proporzioni")

_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<day>{any_of(WEEKDAYS_SHORT)})(?:\.(?:{DASH}(?P<last>{any_of(WEEKDAYS_SHORT)})\b\.?)?"
    rf"|{DASH}(?P<end>{any_of(WEEKDAYS_SHORT)})\b\.?|(?=\s{DAY}/{MONTH}(?![\d/]))"
    rf"|(?=\s{DAY}[°º]?\s(?:{any_of((*MONTHS, *MONTHS_SHORT))})(?!\w)))",
    re.IGNORECASE,
)
_DAY_LED = re.compile(r"(?:\b(?:il|dal|al|di|ogni|e|da|a)|[(:,])\s\Z", re.IGNORECASE)
_DAY_FOLLOWED = re.compile(r"\s(?:\d|al\b|a\b|chius|apert)")
_BEFORE_DATE = word_set(
    "il l' dal del al nel entro dopo prima sul fino lunedì martedì mercoledì giovedì venerdì sabato"
    " domenica lun mar mer gio ven sab dom data date giorno e"
)
_SHORT_YEAR = re.compile(r"['’](?P<year>[1-9]0(?=0)|\d\d)(?P<century>0)?(?!\s?[\d%€$°]|[.,]\d)")
_ELIDED = re.compile(r"\b(?:de|ne|da|a|su)?ll?\Z", re.IGNORECASE)
_LEADS = {
    "l": "il",
    "all": "al",
    "dall": "dal",
    "dell": "del",
    "nell": "nel",
    "sull": "sul",
    "quell": "quel",
}
_CENTURIES = {
    3: "Trecento",
    4: "Quattrocento",
    5: "Cinquecento",
    6: "Seicento",
    7: "Settecento",
    8: "Ottocento",
    9: "Novecento",
    2: "Duecento",
}


def _hour(value: int) -> str:
    return ITALIAN.cardinal(value, feminine=True)


def _clock(text: str) -> str:
    """A time of day, however it is written."""
    parts = [int(part) for part in _PARTS.findall(text)]
    said = _hour(parts[0])
    if len(parts) == 3:
        minutes = ITALIAN.counted(whole_number(parts[1]), UNITS["min"])
        return f"{said}, {minutes} e {ITALIAN.counted(whole_number(parts[2]), UNITS['s'])}"
    return said if len(parts) == 1 or not parts[1] else f"{said} e {ITALIAN.cardinal(parts[1])}"


def _between_times(first: str, last: str, match: Match) -> str:
    """From one time to another; the article is there or not."""
    left = word_before(match).lower().strip("(")
    to = f"all'{last}" if last.startswith("una") else f"alle {last}"
    if left in {"dalle", "ore", "h", "h."}:
        return f"{first} {to if left == 'dalle' or _from_hours(match) else last}"
    return f"dall'{first} {to}" if first.startswith("una") else f"dalle {first} {to}"


def _from_hours(match: Match) -> bool:
    return bool(re.search(r"\bdalle ore \Z", before(match, 12), re.IGNORECASE))


def _say_time(match: Match) -> str | None:
    if word_before(match).lower() in _NO_TIME:
        return None
    first = _clock(match["first"])
    return _between_times(first, _clock(match["last"]), match) if match["last"] else first


def _say_dotted(match: Match) -> str | None:
    """A time with a stop, or of full hours, behind a word that says it is one."""
    if not _BEFORE_TIME.search(before(match, 20)):
        return None
    return _say_time(match)


def _say_h_mark(match: Match) -> str:
    glued = not match["unit"] and len(match["m"]) == 2 and " " not in match[0]
    if glued and int(match["h"]) < 24 and _BEFORE_TIME.search(before(match, 20)):
        return _clock(match[0])
    hours = ITALIAN.counted(whole_number(int(match["h"])), UNITS["h"])
    minutes = whole_number(int(match["m"]))
    if match["unit"]:
        return f"{hours} e {ITALIAN.counted(minutes, UNITS['min'])}"
    return f"{hours} e {ITALIAN.number(minutes)}"


def _say_hour_sign(match: Match) -> str | None:
    return "ore " if not before(match, 2).rstrip()[-1:].isdigit() else None


def _say_seconds(match: Match) -> str:
    seconds = ITALIAN.counted(whole_number(int(match["s"])), UNITS["s"])
    return f"{seconds} e {ITALIAN.whole(match['part'])}"


def _say_round_the_clock(match: Match) -> str:
    first = "ventiquattr'ore" if match["a"] == "24" else f"{ITALIAN.whole(match['a'])} ore"
    return f"{first} su {ITALIAN.whole(match['b'])}"


def _say_at_one(match: Match) -> str | None:
    lead = match["lead"]
    minutes = f" e {ITALIAN.cardinal(int(match['m']))}" if match["m"] and int(match["m"]) else ""
    if not match["m"] and lead.lower() in {"l", "nell"}:
        return None
    return f"{lead}'una{minutes}"


def _say_minutes(match: Match) -> str:
    minutes = ITALIAN.counted(whole_number(int(match["m"])), UNITS["min"])
    return f"{minutes} e {ITALIAN.counted(whole_number(int(match['s'])), UNITS['s'])}"


def _day(digits: str) -> str:
    value = int(digits)
    return "primo" if value == 1 else ITALIAN.cardinal(value)


def _year(digits: str) -> str:
    """A year; of its short form the two digits, or what they stand for."""
    if len(digits) == 2 and int(digits) < 40:
        return ITALIAN.cardinal(2000 + int(digits))
    return ITALIAN.whole(digits)


_CALENDAR = Calendar(
    MONTHS,
    MONTHS_SHORT,
    _day,
    _year,
    lambda digits: f"ore {_clock(digits)}",
    frozenset(("ago", "mar", "set")),
    "tempo universale",
)
_NAMED = re.compile(
    rf"{FREE}(?P<day>{DAY})[°º]?(?:{DASH}(?P<last>{DAY}))?{SPACE}(?P<month>{_CALENDAR.names})\b\.?",
    re.IGNORECASE,
)
_FIRST = re.compile(
    rf"(?P<lead>l|all|dall|dell|nell|sull|quell)['’]1[°º]?{SPACE}(?=(?:{_CALENDAR.names})\b|al \d)",
    re.IGNORECASE,
)
_FIRST_RANGE = re.compile(
    rf"(?<![\d:.,/])1[°º]?(?= (?:al|a) {DAY}[°º]? (?:{_CALENDAR.names})\b)", re.IGNORECASE
)


def _say_short_date(match: Match) -> str | None:
    left = word_before(match).lower().replace("’", "'").strip('(«".').rpartition("'")[2]
    elided = before(match, 2)[-1:] in {"'", "’"}
    if not (elided or is_padded(match) or left in _BEFORE_DATE):
        return None
    return _CALENDAR.day_of_month(match)


def _say_named_date(match: Match) -> str | None:
    month = _CALENDAR.month(match["month"].lower())
    if not month:
        return None
    day = _day(match["day"])
    if match["last"]:
        day = f"{day} {_day(match['last'])}"
    return f"{day} {month}{_CALENDAR.month_stop(match)}"


def _say_first(match: Match) -> str:
    """`l'1 maggio` is written; the first of May is said, with the article it has then."""
    lead = match["lead"]
    article = _LEADS[lead.lower()]
    return f"{article.capitalize() if lead[0].isupper() else article} primo "


def _say_weekday(match: Match) -> str | None:
    """`lun.` before a date, or behind an article; `lun.-ven.`."""
    first, last = match["day"].lower(), (match["last"] or match["end"] or "").lower()
    if first not in WEEKDAYS_SHORT or (last and last not in WEEKDAYS_SHORT):
        return None
    if last:
        return f"da {WEEKDAYS_SHORT[first]} a {WEEKDAYS_SHORT[last]}{sentence_stop(match)}"
    if not _DAY_FOLLOWED.match(after(match)) and not _DAY_LED.search(before(match, 8)):
        return None
    return WEEKDAYS_SHORT[first] + sentence_stop(match)


def _say_short_year(match: Match) -> str | None:
    """The nineties of `'90`, and the century of `'800`."""
    elided = _ELIDED.search(before(match, 6)) is not None
    if match["century"]:
        century = _CENTURIES.get(int(match["year"][0]))
        return "'" + century if century and elided else century
    if elided or before(match, 1)[-1:].isalnum():
        return None
    return ITALIAN.cardinal(int(match["year"]))


def _say_pace(match: Match) -> str:
    minutes, seconds = whole_number(int(match["m"])), whole_number(int(match["s"]))
    said = ITALIAN.counted(minutes, UNITS["min"])
    if seconds.whole:
        said += f" e {ITALIAN.counted(seconds, UNITS['s'])}"
    return f"{said} al chilometro"


DATE_RULES = (
    *_CALENDAR.rules(),
    Rule("date", SHORT_DATE, _say_short_date),
    Rule("date", _NAMED, _say_named_date),
    Rule("date", _FIRST, _say_first, Begins.LETTER),
    Rule("date", _FIRST_RANGE, lambda _: "primo"),
    _CALENDAR.month_rule(),
    Rule("date", _WEEKDAY, _say_weekday, Begins.LETTER),
    Rule("date", _SHORT_YEAR, _say_short_year, Begins.SIGN),
)
TIME_RULES = (
    Rule("time", PACE, _say_pace),
    Rule("time", _ROUND_THE_CLOCK, _say_round_the_clock),
    Rule("time", _AT_ONE, _say_at_one, Begins.LETTER),
    Rule("time", _H_MARK, _say_h_mark),
    Rule("time", _TIME, _say_time),
    Rule("time", _DOTTED, _say_dotted),
    Rule("time", _HOUR_SIGN, _say_hour_sign, Begins.LETTER),
    Rule("time", _MINUTES, _say_minutes),
    Rule("time", SECONDS, _say_seconds),
)
