"""Dates, and the names of months and weekdays."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.en.context import (
    follows,
    glued,
    next_word,
    stop_after,
)
from rtts.text.rules.en.numbers import cardinal, ordinal, year, year_in_full
from rtts.text.rules.en.units import UNITS
from rtts.text.rules.en.words import (
    MONTHS,
    MONTHS_SHORT,
    SHARED_OUT,
    SOFTWARE,
    WEEKDAYS,
    WEEKDAYS_SHORT,
)
from rtts.text.wordlists import word_set

__all__ = ["RULES"]

_MONTH_NAMES = [name.capitalize() for name in MONTHS]
_MONTH = "|".join([*_MONTH_NAMES, *(f"{name}\\.?" for name in MONTHS_SHORT)])
_SHORT_MONTH = "|".join(sorted(MONTHS_SHORT, key=len, reverse=True))
_SHORT_DAY = "|".join(sorted(WEEKDAYS_SHORT, key=len, reverse=True))
_DAY_NAMES = "|".join([*(name.capitalize() for name in WEEKDAYS), rf"(?:{_SHORT_DAY})\.?"])
_TH = r"(?:st|nd|rd|th)"

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[-/]\d|\.\d)(?:T(?=\d\d:?\d\d))?")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/%]|[.-]\d)")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/%⁄]|\.\d)")
_AFTER_MONTH = re.compile(
    rf"(\d{{1,2}}){_TH}?(?:\s?[–—-]\s?(\d{{1,2}}){_TH}?(?![\d/:]))?(?![\d:%]|[.,/-]\d)"
    r"(?:(?:,\s?|\s)['’]?(\d{4})(?![\d:%\w]|[.,]\d))?(?!\w)"
)
_MONTH_BEFORE = re.compile(rf"(?:^|[^\w.])(?:{_MONTH})\s?\Z")
_BEFORE_MONTH = re.compile(
    rf"(\d{{1,2}})({_TH})?(?:\s?([–—-])\s?(\d{{1,2}}){_TH}?)?(?:\s(?:of\s)?|-)({_MONTH})(?![\w’'])"
    r"(?:(?:,?\s|-)(\d{4}|(?<=-)\d\d)(?![\d:%\w]|[.,]\d))?"
)
_DAYS = re.compile(r"(\d{1,2})/(\d{1,2})\s?[–—-]\s?(\d{1,2})/(\d{1,2})(?![\d/%⁄]|\.\d)")
_ON_CARD = re.compile(r"(0?[1-9]|1[0-2])/(\d\d)(?![\d/%])")
_EXPIRES = re.compile(
    r"(?:\b(?:card|visa|mastercard|amex)\b[^.!?]{0,60}\bexpir\w{1,4}(?:\s(?:on|in|is|date)){0,2}"
    r"|\bexp(?:\.|:|\sdate):?|\b(?-i:Exp|EXP))\s\Z",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\d/:-]|[.,]\d)")
_MONTH_ALONE = re.compile(rf"({_SHORT_MONTH})(\.?)(?![\w’'])")
_DAY_ALONE = re.compile(rf"({_SHORT_DAY})(s?)(\.?)(?![\w’'])")
_BEHIND_DAY = re.compile(rf"\b(?:{_SHORT_DAY}|[A-Z][a-z]{{2,5}}day)\.?(?:\s(?:&|and)\s|/)\Z")
_SPAN = re.compile(
    rf"({_DAY_NAMES}|{_MONTH}|Q[1-4])(?:\s?[–—]\s?|[-‑])({_DAY_NAMES}|{_MONTH}|Q[1-4])(?![\w’'])"
)
_WORKDAYS = re.compile(r"M\s?[–-]\s?F(?![\w’'])")

_ON = word_set(
    "eod cob deadline expires on by until till since before after due dated from through starting"
    " beginning for"
)
_IS = word_set("is was it's today's around about")
_CHANGED = re.compile(
    r"\b(?:f[ae]ll|fallen|rose|risen|grew|grown|rise|grow|cut|drop|shr[aiu]nk|go|went|gone|down|up"
    r"|(?:in|de)creas\w{1,3}|reduc\w{1,3}|dropp?\w{0,3}|multipl\w{1,4}|divid\w{1,3}|scaled?)\sby\s\Z",
    re.IGNORECASE,
)
_LOOSE_DAYS = frozenset({"Mon", "Sat", "Sun", "Wed"})
_LOOSE_MONTHS = frozenset({"Jan", "Mar", "Jun"})
_BEFORE_DAYS = word_set(
    "on this next last every by until from to through and or each since before after a"
)


def _say_date(month: int, day: int, years: str = "") -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{_MONTH_NAMES[month - 1]} {ordinal(day)}" + (
        f", {year_in_full(years)}" if years else ""
    )


def _say_iso(match: Match) -> str | None:
    if glued(match):
        return None
    said = _say_date(int(match[3]), int(match[4]), match[1])
    return f"{said}, at" if said and match[0].endswith("T") else said


def _say_numeric(match: Match) -> str | None:
    if glued(match) or (match[2] != "/" and len(match[4]) == 2) or follows(match, SOFTWARE):
        return None
    return _month_first(match[1], match[3], match[4])


def _month_first(first: str, second: str, years: str = "") -> str | None:
    """A date in American order; in the other one if only that makes a date."""
    month, day = int(first), int(second)
    return _say_date(month, day, years) or _say_date(day, month, years)


def _say_day_and_month(match: Match) -> str | None:
    """A date without its year, where it is no fraction."""
    if glued(match) or re.search(r"[\d/][\s/-]?\Z", before(match)):
        return _second_date(match)
    if (match[1], match[2]) == ("9", "11"):
        return "nine eleven"
    leading = match[1][0] == "0" or match[2][0] == "0"
    timed = re.match(r"\s(?:at|@)(?!\w)", after(match)) is not None
    dated = leading or timed or follows(match, _ON) or _follows_day(match)
    is_odd = int(match[2]) > 12 and match[2] != "16"
    if not dated and not (is_odd and follows(match, _IS)):
        return None
    if _is_share(match):
        return None
    return _month_first(match[1], match[2])


def _is_share(match: Match) -> bool:
    """Whether a slash stands in a fraction: something changed by it, or is shared out."""
    if int(match[1]) >= int(match[2]):
        return False
    noun = next_word(match)
    if noun in {"of", "stars", "price", "a", "an", "the"} or noun in SHARED_OUT or noun in UNITS:
        return True
    return _CHANGED.search(before(match, 24)) is not None


def _say_days(match: Match) -> str | None:
    """The first and the last day: "12/2–12/8"."""
    if glued(match) or match[0].startswith("9/11"):
        return None
    months = [int(match[1]), int(match[3])]
    days = [int(match[2]), int(match[4])]
    shares = all(month < day <= 16 for month, day in zip(months, days, strict=True))
    if shares and not (follows(match, _ON | {"week", "dates"}) or _follows_day(match)):
        return None
    first, last = _say_date(months[0], days[0]), _say_date(months[1], days[1])
    return f"{first} to {last}" if first and last else None


def _say_on_card(match: Match) -> str | None:
    """The month in which a card expires."""
    if glued(match) or _EXPIRES.search(before(match, 90)) is None:
        return None
    return f"{_MONTH_NAMES[int(match[1]) - 1]} {year(2000 + int(match[2]))}"


def _second_date(match: Match) -> str | None:
    """The end of a span of dates: "from 5/3 to 5/10", "5/3-5/10"."""
    if re.search(r"(?:on|from|by)\s\d{1,2}/\d{1,2}\s?[–—-]\s?\Z", before(match)) is None:
        return None
    return _month_first(match[1], match[2])


def _follows_day(match: Match) -> bool:
    return re.search(rf"(?:{_DAY_NAMES})[.,]?\s\Z", before(match, 16)) is not None


def _say_after_month(match: Match) -> str | None:
    """The day of a month that stands before it."""
    if _MONTH_BEFORE.search(before(match, 16)) is None or not 1 <= int(match[1]) <= 31:
        return None
    if re.match(r"\s?(?:[ap]\.?m\b|o['’]clock)", after(match), re.IGNORECASE):
        return None
    said = ordinal(int(match[1]))
    if match[2]:
        if not 1 <= int(match[2]) <= 31:
            return None
        said += f" to {ordinal(int(match[2]))}"
    return f"{said}, {year(int(match[3]))}" if match[3] else said


def _say_before_month(match: Match) -> str | None:
    """A day in front of its month, as the British write it."""
    day, until, years = match[1], match[4], match[6]
    if glued(match) or not 1 <= int(day) <= 31 or int(until or 1) > 31:
        return None
    name = match[5].rstrip(".")
    month = MONTHS_SHORT.get(name, name)
    days = ordinal(int(day)) + (f" to {ordinal(int(until))}" if until else "")
    tail = f", {year_in_full(years)}" if years else ""
    if match[5].endswith(".") and not years:
        tail = stop_after(match)
    if follows(match, frozenset({"the"})):
        return f"{days} of {month}{tail}"
    return f"{month} {days}{tail}"


def _say_year_month(match: Match) -> str | None:
    if glued(match):
        return None
    return f"{_MONTH_NAMES[int(match[2]) - 1]} {year(int(match[1]))}"


def _say_month(match: Match) -> str | None:
    """The short name of a month, where it is one."""
    name, stop = match[1], match[2]
    if glued(match):
        return None
    near = re.match(r"\s?['’]?\d|\s?[–/-]\s?[A-Z\d]|,?\s?\d", after(match)) or re.search(
        r"\d(?:st|nd|rd|th)?[\s-](?:of\s)?\Z", before(match, 8)
    )
    if name in _LOOSE_MONTHS and not (near or follows(match, _BEFORE_DAYS | {"in", "of", "late"})):
        return None
    return MONTHS_SHORT[name] + (stop_after(match) if stop else "")


def _say_weekday(match: Match) -> str | None:
    """The short name of a weekday, where it is one."""
    name, plural, stop = match.groups()
    if glued(match):
        return None
    near = re.match(rf"[.,]?\s(?:\d|{_MONTH}|at\b)|\s?[–/-]\s?[A-Z\d]", after(match))
    loose = name in {"Sun", "Sat"} or (name in _LOOSE_DAYS and not stop)
    if loose and not (near or follows(match, _BEFORE_DAYS) or _is_in_week(match)):
        return None
    return WEEKDAYS_SHORT[name] + plural + (stop_after(match) if stop else "")


def _is_in_week(match: Match) -> bool:
    """Whether what could be a word too stands next to a weekday, or is no verb: "closed Sat"."""
    if re.match(rf"\s&\s(?:{_SHORT_DAY})\b", after(match)):
        return True
    if _BEHIND_DAY.search(before(match, 16)):
        return True
    if match[3] and match.start() and re.match(r",?\s[a-z]", after(match)):
        return True
    return match[1] == "Sat" and re.search(r"(?:^|\s)[a-z]{2,20},?\s\Z", before(match)) is not None


def _say_span(match: Match) -> str | None:
    if glued(match):
        return None
    stop = stop_after(match) if match[2].endswith(".") else ""
    return f"{_full_name(match[1])} to {_full_name(match[2])}{stop}"


def _say_workdays(match: Match) -> str | None:
    return None if glued(match) else "Monday to Friday"


def _full_name(name: str) -> str:
    name = name.rstrip(".")
    if name[:1] == "Q":
        return f"Q {cardinal(int(name[1]))}"
    return WEEKDAYS_SHORT.get(name) or MONTHS_SHORT.get(name) or name


RULES = (
    Rule("date", _ISO, _say_iso),
    Rule("date", _NUMERIC, _say_numeric),
    Rule("date", _BEFORE_MONTH, _say_before_month),
    Rule("date", _AFTER_MONTH, _say_after_month),
    Rule("date", _DAYS, _say_days),
    Rule("date", _ON_CARD, _say_on_card),
    Rule("date", _DAY_AND_MONTH, _say_day_and_month),
    Rule("date", _YEAR_MONTH, _say_year_month),
    Rule("date", _SPAN, _say_span, Begins.LETTER),
    Rule("date", _WORKDAYS, _say_workdays, Begins.LETTER),
    Rule("date", _MONTH_ALONE, _say_month, Begins.LETTER),
    Rule("date", _DAY_ALONE, _say_weekday, Begins.LETTER),
)
