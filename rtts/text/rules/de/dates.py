"""Dates, weekdays, years, decades and centuries."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.de.grammar import (
    adjective_ending,
    closing_stop,
    left_words,
    ordinal_context,
    right_word,
)
from rtts.text.rules.de.nouns import is_noun
from rtts.text.rules.de.numbers import DASH, GAP, cardinal, compound, digits, ordinal_stem, year
from rtts.text.rules.de.words import MONTH_NUMBERS, MONTHS, WEEKDAYS
from rtts.text.wordlists import word_set

__all__ = ["DATE_RULES", "NAME_RANGE", "YEAR_RULES"]

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:1\d|20|21)\d\d"
_NAMES = (
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    "|Jan|Jän|Febr?|Mär|Mrz|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez"
)
_NAME = rf"(?:(?:{_NAMES})(?!\w)\.?)"
_NEXT = rf"{GAP}{{0,2}}"

_ISO = re.compile(rf"(?P<y>{_YEAR})-(?P<m>{_MONTH})-(?P<d>{_DAY})(?![\d-])(?:T(?=\d\d:\d\d))?")
_NUMERIC = re.compile(
    rf"(?P<d>{_DAY})\.{_NEXT}(?P<m>{_MONTH})\."
    rf"(?:{_NEXT}(?P<y>{_YEAR}|\d\d(?!{GAP}?(?:Uhr|[%€°:]|[A-Z])))(?!:?\d)(?!\.\d)|(?!\d))"
)
_SLASHED = re.compile(rf"(?P<d>{_DAY})([/-])(?P<m>{_MONTH})\2(?P<y>{_YEAR})(?![\d/-])")
_MONTH_YEAR = re.compile(rf"(?P<m>0?[1-9]|1[0-2])[/.](?P<y>{_YEAR})(?![\d/.]\d|\d)")
_WORDED = re.compile(rf"(?P<d>{_DAY})\.?{_NEXT}(?P<n>{_NAME})(?:{_NEXT}(?P<y>{_YEAR})(?!\d))?")
_DAYS = re.compile(
    rf"(?P<d>{_DAY})\.?(?P<to>{GAP}?{DASH}{GAP}?|/)"
    rf"(?=(?P<e>{_DAY})\.{_NEXT}(?:(?P<n>{_NAME})|(?P<m>{_MONTH})\.))"
)
_MONTH_SHORT = re.compile(rf"(?<![\w-])(?P<n>{_NAME})(?=[\s,;:)/–-]|$)")
_WEEKDAY = re.compile(r"(?<![\w-])(?P<w>Mo|Di|Mi|Do|Fr|Sa|So)(?P<stop>\.?)(?!\w)")
NAME_RANGE = rf"(?:Mo|Di|Mi|Do|Fr|Sa|So)-(?:Mo|Di|Mi|Do|Fr|Sa|So)|(?:{_NAMES})-(?:{_NAMES})"
"""Plain words but for what they mean, as a pattern."""
_MONTHS = re.compile(rf"(?<![\w-])(?P<a>{_NAME}){GAP}?{DASH}{GAP}?(?P<b>{_NAME})")
_HOURS = re.compile(
    r"(?:(?:und |bis |[–-] ?)?(?:Mo|Di|Mi|Do|Fr|Sa|So)(?!\w)|(?:von|ab|um|bis) \d"
    r"|geschlossen|zu(?!\w)|Ruhetag)"
)
_WEEKDAY_BEFORE = re.compile(r"(?<!\w)(?:Mo|Di|Mi|Do|Fr|Sa)\.?(?:,| und| bis| oder) \Z")
_ON_WEEKDAY = re.compile(
    r"\b[Aa]m (?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend"
    r"|(?:Mo|Di|Mi|Do|Fr|Sa|So)\.?),\s\Z"
)
"""The date behind it stands beside the day, with an article: `am Montag, dem fünften Mai`."""
_WEEKDAYS = re.compile(
    rf"(?<![\w-])(?P<a>Mo|Di|Mi|Do|Fr|Sa|So)\.?(?P<to>{GAP}?{DASH}{GAP}?|/|{GAP}&{GAP})"
    r"(?P<b>Mo|Di|Mi|Do|Fr|Sa|So)(?!\w)(?P<stop>\.?)"
)
_DECADE = re.compile(r"['’]?(?P<n>\d{1,4})(?:er|(?P<s>s))(?P<end>[ns]?)(?!\w)(?P<dash>-(?=Jahr))?")
_YEARS = re.compile(
    rf"(?P<a>{_YEAR})(?:(?P<slash>/)(?P<s>\d\d(?:\d\d)?)|{GAP}?{DASH}{GAP}?(?P<b>{_YEAR}|\d\d))"
    r"(?![\d/]|[.,:]\d)"
)
_YEAR_ONLY = re.compile(r"(?P<y>1[1-9]\d\d)(?![\d]|[.,:/]\d)")
_SHORT_YEAR = re.compile(r"['’](?P<y>\d\d)(?!\d)")
_QUARTER = re.compile(r"(?<!\w)Q(?P<q>[1-4])(?!\w)")
_ERA = re.compile(rf"{GAP}?[vn]\.{GAP}?Chr")

_YEAR_CUES = word_set(
    "ab anfang anno ende frühjahr frühling früher herbst im in jahr jahre jahren jahres mitte nach"
    " saison seit sommer spätestens um von vor winter bis zwischen geboren gestorben und baujahr"
    " jahrgang gegründet wurde stand copyright ©"
)


def _day(match: Match) -> str:
    """A day as an ordinal that agrees with what stands before it."""
    ending = adjective_ending(ordinal_context(match)[0], "m", date=True)
    return ordinal_stem(int(match["d"])) + ending


def _long_year(text: str) -> str:
    if len(text) == 2:
        return cardinal(int(text)) if text[0] != "0" else digits(text)
    return year(int(text))


def _century_of(text: str) -> int:
    """Two digits of a year in a date: of this century up to its forties."""
    value = int(text)
    if len(text) > 2:
        return value
    return value + (2000 if value < 50 else 1900)


def _say_date(match: Match) -> str | None:
    if before(match, 1).isalnum() or before(match, 1) in {".", "/"}:
        return None
    found = match.groupdict()
    said = f"{_day(match)} {MONTHS[int(found['m']) - 1]}"
    if _ON_WEEKDAY.search(before(match, 24)):
        said = f"dem {said}"
    if match[0].endswith("T"):
        return f"{said} {year(int(found['y']))}, "
    if found["y"]:
        return f"{said} {year(_century_of(found['y']))}"
    stop = closing_stop(match) if match[0].endswith(".") else ""
    return said + stop


def _month(name: str) -> str:
    return MONTHS[MONTH_NUMBERS[name.rstrip(".").lower()] - 1]


def _say_worded(match: Match) -> str | None:
    name = match["n"].rstrip(".")
    if before(match, 1).isalnum() or before(match, 1) in {".", ",", "/"}:
        return None
    if "." not in match[0].partition(name)[0] and left_words(match)[:1] == ["Ende"]:
        return None
    said = f"{_day(match)} {_month(name)}"
    if _ON_WEEKDAY.search(before(match, 24)):
        said = f"dem {said}"
    if match["y"]:
        return f"{said} {year(int(match['y']))}"
    stop = closing_stop(match) if match["n"].endswith(".") else ""
    return said + stop


def _say_days(match: Match) -> str | None:
    """The first of two days, and the `bis` between them."""
    if before(match, 1).isalnum():
        return None
    return f"{_day(match)} {'und' if match['to'] == '/' else 'bis'}"


def _say_month(match: Match) -> str | None:
    """A month's short form between figures, or with a year."""
    name = match["n"]
    if name.rstrip(".") in MONTHS:
        return None
    left = left_words(match, 30)
    cue = bool(left) and left[0].lower() in {"im", "ab", "seit", "bis", "ende", "anfang", "mitte"}
    figures = bool(re.match(rf"{GAP}?(?:{DASH}{GAP}?)?(?:\d{{2,4}}|{_NAME})", after(match)))
    if not (cue or figures):
        return None
    return _month(name) + (closing_stop(match) if name.endswith(".") else "")


def _say_weekday(match: Match) -> str | None:
    """A short weekday: with a stop or a figure behind it. `Fr.` before a name is a woman."""
    rest = after(match).lstrip(" ,:(\u00a0")
    figure = rest[:1].isdecimal()
    others = _HOURS.match(rest) or _WEEKDAY_BEFORE.search(before(match, 12))
    if not (figure or others):
        cue = left_words(match, 30)[:1]
        dated = match["stop"] and (after(match)[:1] in {",", ":", ")"} or not rest)
        if not dated and not (match["stop"] and cue and cue[0].lower() in {"am", "ab", "bis"}):
            return None
    if match["w"] == "So" and not (match["stop"] or figure or _HOURS.match(rest)):
        return None
    return WEEKDAYS[match["w"]] + (closing_stop(match) if match["stop"] else "")


def _say_weekdays(match: Match) -> str:
    between = "bis" if re.search(DASH, match["to"]) else "und"
    stop = closing_stop(match) if match["stop"] else ""
    return f"{WEEKDAYS[match['a']]} {between} {WEEKDAYS[match['b']]}{stop}"


def _say_months(match: Match) -> str:
    stop = closing_stop(match) if match["b"].endswith(".") else ""
    return f"{_month(match['a'])} bis {_month(match['b'])}{stop}"


def _say_decade(match: Match) -> str | None:
    """`90er`, `1920er`, `5er`; also the `90s` of English."""
    value = int(match["n"])
    if before(match, 1).isalnum() or (match["s"] and (value % 10 or value < 20)):
        return None
    if match["s"] and match["end"]:
        return None
    short = "einser" if value == 1 else None
    stem = year(value) if 1100 <= value <= 1999 else compound(value)
    if value % 100 == 0 and value > 1000 and match["s"]:
        stem = year(value)
    return (short or f"{stem}er") + match["end"] + ("-" if match["dash"] else "")


_CENTURIES = re.compile(
    rf"(?P<n>\d{{1,2}})\.(?:{GAP}?(?:(?P<to>{DASH})|(?P<slash>/)){GAP}?(?P<b>\d{{1,2}})\.)?{GAP}?"
    r"(?P<name>Jahrhunderts?|Jhd?t?s?(?!\w)\.?)"
)


def _say_centuries(match: Match) -> str | None:
    left = left_words(match)
    ending = adjective_ending(left, "n")
    said = ordinal_stem(int(match["n"])) + ending
    if match["b"]:
        between = "bis" if match["to"] else "und"
        said += f" {between} {ordinal_stem(int(match['b']))}{ending}"
    name = match["name"]
    if name.startswith("Jahr"):
        return f"{said} {name}"
    genitive = "s" if left and left[0].lower() in {"des", "eines"} else ""
    stop = closing_stop(match) if name.endswith(".") else ""
    return f"{said} Jahrhundert{genitive}{stop}"


def _say_month_year(match: Match) -> str | None:
    if before(match, 1).isalnum() or before(match, 1) in {".", "/", ","}:
        return None
    return f"{MONTHS[int(match['m']) - 1]} {year(int(match['y']))}"


def _say_years(match: Match) -> str | None:
    """Two years: `2019–2024`, `1939–45`, the season `2023/24`."""
    if before(match, 1).isalnum():
        return None
    first, second = int(match["a"]), match["b"] or match["s"]
    if len(second) == 4 and not first < int(second) < first + 1000:
        return None
    if len(second) == 2 and int(second) <= first % 100 and (first + 1) % 100 != int(second):
        return None
    between = "" if match["slash"] else "bis "
    return f"{year(first)} {between}{_long_year(second)}"


def _say_year(match: Match) -> str | None:
    """A number that is a year: nothing is counted by it."""
    if before(match, 1).isalnum() or re.search(r"\w[-_]$|\d[.,]$|[€$£+#]\s?$", before(match, 3)):
        return None
    value, left, right = int(match["y"]), left_words(match, 40), right_word(match)
    cue = left[0].lower().rstrip(",(") if left else ""
    if cue in _YEAR_CUES or cue.rstrip(".") in MONTH_NUMBERS or _ERA.match(after(match)):
        return None if _is_counted(right, cue) else year(value)
    if right[:1].isupper() and after(match)[:1].isspace():
        return None
    return year(value) if right[:1] not in {"=", "+", "×"} else None


def _is_counted(right: str, cue: str) -> bool:
    """Whether a noun behind a number is what it counts, though a word before it suits a year."""
    if cue in {"im", "jahr", "jahre", "jahren", "jahres", "sommer", "herbst", "winter"}:
        return False
    return right[:1].isupper() and (is_noun(right) or right.endswith("en"))


def _say_short_year(match: Match) -> str | None:
    return None if before(match, 1).isalnum() else _long_year(match["y"])


def _say_quarter(match: Match) -> str:
    return f"Q {cardinal(int(match['q']))}"


DATE_RULES = (
    Rule("date", _ISO, _say_date),
    Rule("date", _DAYS, _say_days),
    Rule("date", _NUMERIC, _say_date),
    Rule("date", _SLASHED, _say_date),
    Rule("date", _WORDED, _say_worded),
    Rule("date", _CENTURIES, _say_centuries),
    Rule("date", _DECADE, _say_decade, Begins.DIGIT | Begins.SIGN),
    Rule("date", _WEEKDAYS, _say_weekdays, Begins.LETTER),
    Rule("date", _WEEKDAY, _say_weekday, Begins.LETTER),
    Rule("date", _MONTHS, _say_months, Begins.LETTER),
    Rule("date", _MONTH_SHORT, _say_month, Begins.LETTER),
    Rule("date", _QUARTER, _say_quarter, Begins.LETTER),
    Rule("date", _MONTH_YEAR, _say_month_year),
    Rule("date", _YEARS, _say_years),
)
YEAR_RULES = (
    Rule("year", _YEAR_ONLY, _say_year),
    Rule("year", _SHORT_YEAR, _say_short_year, Begins.SIGN),
)
