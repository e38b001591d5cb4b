"""Dates as far as French and Italian write them alike: in figures, and with short months."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rtts.text.rules.base import Begins, Match, Rule
from rtts.text.rules.fr_it.figures import SPACE, sentence_stop
from rtts.text.wordlists import any_of

__all__ = ["DAY", "FREE", "MONTH", "PACE", "SECONDS", "SHORT_DATE", "Calendar", "is_padded"]

FREE = r"(?<![\d:.,/])(?<![^\W_][-‑])"
"""Nothing before that a date or a time would be part of."""
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
PACE = re.compile(rf"{FREE}(?P<m>\d{{1,2}}):(?P<s>[0-5]\d){SPACE}(?:min)?/km(?!\w)")
"""How long a kilometer takes: `5:30/km`."""
SECONDS = re.compile(rf"{FREE}(?P<s>\d{{1,2}})[\"″](?P<part>\d\d)(?!\d)")
"""Seconds and hundredths: `9"58`."""
SHORT_DATE = re.compile(rf"{FREE}(?P<day>{DAY})/(?P<month>{MONTH})(?![\d/%-]|,\d)")
_ISO = re.compile(
    rf"{FREE}(?P<year>\d{{4}})[-‑](?P<month>0[1-9]|1[0-2])[-‑](?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:T(?P<clock>[0-2]\d:[0-5]\d)(?::[0-5]\d)?(?P<zone>Z)?)?(?![\w-])"
)
_FULL = re.compile(
    rf"{FREE}(?P<day>{DAY})(?P<sep>[/.-])(?P<month>{MONTH})(?P=sep)(?P<year>\d{{4}}|\d\d)(?![\d/-])"
)


def is_padded(match: Match) -> bool:
    """Whether `01/02` has a zero in front, so that it is a date wherever it stands."""
    day, month = match["day"], match["month"]
    return len(day) == len(month) == 2 and "0" in {day[0], month[0]}


@dataclass(frozen=True)
class Calendar:
    """What a language says of dates, and the rules that follow from it."""

    months: tuple[str, ...]
    short: Mapping[str, str]
    """The months by their short names."""
    day: Callable[[str], str]
    """The digits of a day in words."""
    year: Callable[[str], str]
    clock: Callable[[str], str]
    """A time such as `12:30` in words, with what is before it behind a date."""
    words: frozenset[str]
    """Short names that are words, too."""
    universal: str
    """What the Z of a time is called."""

    @property
    def names(self) -> str:
        """A pattern for the name of a month; short ones that are words have a stop or a year."""
        plain = any_of(name for name in self.short if name not in self.words)
        short = rf"(?:{any_of(self.short)})(?=\.|\s\d{{4}}\b)|(?:{plain})(?![\w'’-])"
        return rf"(?:{any_of(self.months)}|{short})"

    def month(self, name: str) -> str | None:
        """The month of a long or short name in lower case."""
        return name if name in self.months else self.short.get(name)

    def month_stop(self, match: Match) -> str:
        """The stop behind a date that ends with its month, if it is the sentence's."""
        whole = match["month"].lower() in self.months
        return "." if whole and match[0].endswith(".") else sentence_stop(match)

    def day_of_month(self, match: Match) -> str:
        """The day and the month of a match in figures."""
        return f"{self.day(match['day'])} {self.months[int(match['month']) - 1]}"

    def rules(self) -> tuple[Rule, ...]:
        """Those for dates with a year, in figures."""
        return (Rule("date", _ISO, self._say_iso), Rule("date", _FULL, self._say_full))

    def month_rule(self) -> Rule:
        """A short month before a year."""
        pattern = rf"(?P<month>{any_of(self.short)})\.?(?=\s\d{{4}}\b)"
        return Rule("date", re.compile(pattern, re.IGNORECASE), self._say_month, Begins.LETTER)

    def _say_full(self, match: Match) -> str:
        return f"{self.day_of_month(match)} {self.year(match['year'])}"

    def _say_iso(self, match: Match) -> str:
        said = self._say_full(match)
        if not match["clock"]:
            return said
        zone = f" {self.universal}" if match["zone"] else ""
        return f"{said}, {self.clock(match['clock'])}{zone}"

    def _say_month(self, match: Match) -> str | None:
        return self.short.get(match["month"].lower())
