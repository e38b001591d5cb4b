"""Dates: "03/05/2024", "2024-05-03", "1 de enero", "3 may. 2024", "temporada 2023/24"."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_before
from rtts.text.rules.iberian.speech import Speech

__all__ = ["DateWords", "date_rules"]

_DECADE_BEFORE = frozenset(("los", "años", "anos", "os", "dos", "nos", "aos"))
_DAYS = range(1, 32)
_MONTHS = range(1, 13)


class DateWords(NamedTuple):
    """What a language says in a date."""

    months: Sequence[str]
    first: str
    """The first day of a month."""
    short_months: Mapping[str, int]
    """In lower case, without a stop."""
    weekdays: Mapping[str, str]
    """By their abbreviation in lower case, without its stop."""
    day_before: frozenset[str]
    """Words before "3/5" that make it a day."""
    year: str
    """Between a month and its year."""
    century_from: int = 2000
    """A year of two digits up to 69 is of this century."""


_SHORT_WORDS = frozenset(("ago", "mar", "set"))
"""Short names of months that are words, too: `3 set`."""


def date_rules(speech: Speech, words: DateWords) -> tuple[Rule, ...]:
    """The rules for dates in figures or with a month's name, and for abbreviated names."""
    teller = _Teller(speech, words)
    ahead = r"(?<![\d/.,-])"
    end = r"(?![\d/]|[.,-]\d|-[^\W\d_])"
    iso = re.compile(
        rf"{ahead}(?P<y>[12]\d{{3}})([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})(?:T(?=\d))?"
    )
    full = re.compile(
        rf"{ahead}(?P<d>\d{{1,2}})º?([-/.])(?P<m>\d{{1,2}})\2(?P<y>\d{{4}}|\d\d){end}"
    )
    day_month = re.compile(rf"{ahead}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}}){end}")
    month_year = re.compile(rf"{ahead}(?P<m>0[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)(?![\d/])")
    names = "|".join(sorted({*words.short_months, *words.months}, key=len, reverse=True))
    named = re.compile(
        rf"{ahead}(?P<d>\d{{1,2}})(?:\.?[º°]|o\.?)?(?:(?:\s|-)(?:de\s)?|/)(?P<name>{names})"
        r"(?![^\W_])\.?(?P<y>(?:\s(?:del?\s)?[12]\d{3}|[-/]\d\d(?:\d\d)?)(?!\d))?",
        re.IGNORECASE,
    )
    short = "|".join(sorted(words.short_months, key=len, reverse=True))
    month = re.compile(
        rf"(?P<name>{short})\.(?=,?\s(?:\d|del?\s[12]\d{{3}}))(?!\s\d{{1,2}}\s[a-z])"
        rf"|(?P<bare>{names})/(?P<y>\d\d(?:\d\d)?)(?!\d)",
        re.IGNORECASE,
    )
    days = "|".join(sorted(words.weekdays, key=len, reverse=True))
    weekday = re.compile(
        rf"(?<!\w)(?P<name>{days})\.(?=,|\s?[-–]|\s\d|\s(?-i:[a-zà-ú])|[:)])", re.IGNORECASE
    )
    dated = rf"(?=,?\s\d{{1,2}}\s(?:de\s)?(?:{names})(?!\w))"
    week = re.compile(
        rf"(?<!\w)(?P<name>{days})(?:\.?\s?[-–]\s?(?P<last>{days})(?!\w)"
        rf"(?:\.(?=,|\s\d|\s(?-i:[a-zà-ú])|[:;)]))?|{dated})",
        re.IGNORECASE,
    )
    season = re.compile(rf"{ahead}(?P<one>(?:19|20)\d\d)/(?P<two>\d\d(?:\d\d)?)(?![\d/])")
    decade = re.compile(r"['’](?P<two>\d0)s?(?!\w)")
    return (
        Rule("date", iso, teller.say_figures),
        Rule("date", full, teller.say_figures),
        Rule("date", named, teller.say_named),
        Rule("date", month_year, teller.say_month_year),
        Rule("date", day_month, teller.say_day),
        Rule("year", season, teller.say_season),
        Rule("date", month, teller.say_month, Begins.LETTER),
        Rule("date", week, teller.say_week, Begins.LETTER),
        Rule("date", weekday, teller.say_weekday, Begins.LETTER),
        Rule("year", decade, teller.say_decade, Begins.SIGN),
        Rule("year", re.compile(r"(?<!\d)(?P<two>(?:1\d|20)?\d0)['’]?s(?!\w)"), teller.say_decade),
    )


class _Teller:
    """Says dates in one language."""

    def __init__(self, speech: Speech, words: DateWords) -> None:
        self._speech = speech
        self._words = words
        names = "|".join(sorted({*words.short_months, *words.months}, key=len, reverse=True))
        self._month_before = re.compile(
            rf"\b(?:e[nm]|(?:{names})\.?\s?[aey–-])\s?\Z", re.IGNORECASE
        )

    def _date(self, day: int, month: int, year: str = "") -> str | None:
        if month not in _MONTHS and day in _MONTHS:  # as in the United States
            day, month = month, day
        if month not in _MONTHS or day not in _DAYS:
            return None
        said = self._words.first if day == 1 else self._speech.cardinal(day, "alone")
        said = f"{said} {self._speech.of} {self._words.months[month - 1]}"
        return f"{said} {self._words.year} {self._year(year)}" if year else said

    def _month(self, name: str) -> int:
        """The number of a month by its name or abbreviation; 0 if a letter only looks like one."""
        name = name.lower()
        if name in self._words.months:
            return self._words.months.index(name) + 1
        return self._words.short_months.get(name, 0)

    def _year(self, digits: str) -> str:
        year = int(digits)
        if len(digits) == 2:
            year += self._words.century_from if year < 70 else self._words.century_from - 100
        return self._speech.cardinal(year, "alone")

    def say_figures(self, match: Match) -> str | None:
        said = self._date(int(match["d"]), int(match["m"]), match["y"])
        return f"{said}," if said and match[0].endswith("T") else said

    def say_day(self, match: Match) -> str | None:
        """A day and month without a year: only where nothing else can be meant."""
        word = word_before(match).lower().strip("(,:.")
        led = word in self._words.day_before or word in self._words.weekdays
        led = led or (int(match["d"]) > 12 and match[0] not in {"16/9", "21/9", "24/7"})
        if not led and not (match["d"][0] == "0" or match["m"][0] == "0"):
            return None
        return self._date(int(match["d"]), int(match["m"]))

    def say_named(self, match: Match) -> str | None:
        name = match["name"].lower()
        year = match["y"] or ""
        digits = "".join(char for char in year if char.isdigit())
        bare = name not in self._words.months and not digits and match[0][-1] != "."
        if bare and name in _SHORT_WORDS:
            return None
        stop = "." if match[0].endswith(".") and not after(match).strip() else ""
        said = self._date(int(match["d"]), self._month(name), digits)
        return said + stop if said else None

    def say_month(self, match: Match) -> str | None:
        number = self._month(match["name"] or match["bare"])
        if not number:
            return None
        month = self._words.months[number - 1]
        return month if match["name"] else f"{month} {self._words.year} {self._year(match['y'])}"

    def say_month_year(self, match: Match) -> str:
        month = self._words.months[int(match["m"]) - 1]
        return f"{month} {self._words.year} {self._year(match['y'])}"

    def say_weekday(self, match: Match) -> str | None:
        name = match["name"].lower()
        if name in self._words.short_months and self._month_before.search(before(match, 20)):
            return self._words.months[self._month(name) - 1]  # "mar." is a Tuesday elsewhere
        day = self._words.weekdays.get(name)
        if not day:
            return None
        several = word_before(match).lower() in {"los", "aos", "os", "as", "às", "nos", "nas"}
        return f"{day}s" if several and not day.endswith("s") else day

    def say_week(self, match: Match) -> str | None:
        """A day before its date, or from one day to another."""
        first = self._words.weekdays.get(match["name"].lower())
        last = self._words.weekdays.get((match["last"] or "").lower())
        if not first or (match["last"] and not last):
            return None
        if not last and before(match, 2).strip().isdecimal():
            return None  # 3 mar
        return f"{first} {self._speech.to} {last}" if last else first

    def say_season(self, match: Match) -> str:
        first = self._speech.cardinal(int(match["one"]), "alone")
        return f"{first} {self._speech.cardinal(int(match['two']), 'alone')}"

    def say_decade(self, match: Match) -> str | None:
        if match[0][-1] == "s" and word_before(match).lower() not in _DECADE_BEFORE:
            return None
        return self._speech.cardinal(int(match["two"]), "alone")
