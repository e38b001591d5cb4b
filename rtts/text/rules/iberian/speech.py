"""Numbers as they are written in Spain, Portugal and Latin America, and how they agree.

Both `1.234,56` and `1,234.56` are in use, so the shape of a number tells what its marks mean. What
is said depends on the noun: "21 personas" is "veintiuna personas", "2 horas" is "duas horas".
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rtts.text.rules.base import Match, before, follows
from rtts.text.rules.numbers import digit_by_digit, parse_number

__all__ = [
    "FIGURE",
    "GAP",
    "Figure",
    "Form",
    "Noun",
    "Speech",
    "nouns",
    "parse_figure",
]

Form = Literal["alone", "m", "f"]
"""How a number is said: alone (veintiuno), before a masculine noun (veintiún), a feminine one."""

GAP = "[ \u00a0\u202f\u2009]"
"""What may part a number from its unit, or its groups from each other."""

_NARROW = "[\u00a0\u202f\u2009 ]"
_END = r"(?!\d|[.,]\d)"
FIGURE = (
    r"(?>"
    rf"\d{{1,3}}(?:\.\d{{3}}){{1,8}}(?:,\d{{1,20}})?{_END}"
    rf"|\d{{1,3}}(?:,\d{{3}}){{1,8}}(?:\.\d{{1,20}})?{_END}"
    rf"|\d{{1,3}}(?:['’]\d{{3}}){{1,8}}(?:[.,]\d{{1,20}})?{_END}"
    rf"|(?<!\d )[1-9]\d{{0,2}}(?:{_NARROW}\d{{3}}){{1,8}}(?:[.,]\d{{1,20}})?{_END}(?! \d)"
    rf"|\d{{1,400}}(?:[.,]\d{{1,40}})?{_END}"
    r")"
)
"""A whole number or a decimal, with or without grouping marks."""

_GROUPS = " \u00a0\u202f\u2009'’"
_LARGEST = 10**15
_LETTERS = r"[^\W\d_]{1,30}"
_NOUN_AFTER = re.compile(
    r"(?:(?:\s?[-–—]\s?|\s(?:a|al|e|o|ou|u|y|ni|nem|até|hasta)\s)\d[\d.,]{0,12}(?:\s?/\s?\d)?)?"
    rf"(?:\s{{1,2}}(mil|{_LETTERS})\b)?(?:\s{{1,2}}({_LETTERS})\b)?"
)
_WORD_BEFORE = re.compile(rf"({_LETTERS})\.?[\s\"“«(]{{1,3}}\Z")
_YEARS = range(1000, 2101)


class Noun(NamedTuple):
    """What is counted."""

    one: str
    many: str
    feminine: bool = False

    @property
    def form(self) -> Form:
        return "f" if self.feminine else "m"

    def after(self, figure: "Figure") -> str:
        """The noun as it stands behind a number."""
        return self.one if figure.whole == 1 and not figure.fraction else self.many


def nouns(table: str) -> dict[str, Noun]:
    """Read a table with a line for each noun: `h | hora | horas | f`."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return {
        name: Noun(row[1], row[2] if len(row) > 2 else row[1], row[3:] == ["f"])
        for row in rows
        for name in row[0].split()
    }


class Figure(NamedTuple):
    """A number as its shape says it is meant."""

    whole: int
    fraction: str
    """The digits behind the decimal mark."""
    digits: str
    """Those before it."""
    mark: str
    """The decimal mark, or a comma."""

    @property
    def is_code(self) -> bool:
        """Whether nobody would say it as a number: a leading zero, or too long."""
        return (len(self.digits) > 1 and self.digits[0] == "0") or self.whole >= _LARGEST


def parse_figure(text: str, *, comma_groups: bool) -> Figure:
    """Read what `FIGURE` matched; `comma_groups`: "1,234" is a thousand and some."""
    text = "".join(char for char in text if char not in _GROUPS)
    mark = _decimal_mark(text, comma_groups=comma_groups)
    group = {".": ",", ",": ".", "": ".,"}[mark]
    number = parse_number(text, group=group, decimal=mark or "\0")
    return Figure(number.whole, number.fraction, number.digits, mark or ",")


def _decimal_mark(text: str, *, comma_groups: bool) -> str:
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        return "." if text.rindex(".") > text.rindex(",") else ","
    if dots + commas != 1:
        return ""
    mark = "." if dots else ","
    head, _, tail = text.partition(mark)
    groups = len(tail) == 3 and len(head) <= 3 and head[:1] != "0"
    if mark == "," and not comma_groups:
        groups = groups and tail.endswith("00")
    return "" if groups else mark


@dataclass(frozen=True)
class Speech:
    """What the rules that the languages share have to know of one."""

    digits: tuple[str, ...]
    """The names of 0 to 9."""
    cardinal: Callable[[int, Form], str]
    """A number below 10^15 in words."""
    ordinal: Callable[[int, Form], str]
    gender: Callable[[str], Form]
    """Of a noun in lower case, by its ending and a table of exceptions."""
    no_nouns: frozenset[str]
    """Words that may follow a number without being counted."""
    labels: frozenset[str]
    """Nouns whose number stands behind them: "página 21"."""
    feminine_before: frozenset[str]
    """Articles before an hour: "las 21"."""
    year_before: frozenset[str]
    """Words before a year: "en 2021"."""
    marks: Mapping[str, str]
    """How the decimal comma and point are called."""
    comma_groups: bool
    before_of: frozenset[str] = frozenset()
    """Of the words that are no nouns, those that are before "de": "1 sobre de"."""
    feminine_after: frozenset[str] = frozenset()
    """What may follow a number of feminine things: "2 das"."""
    signs: frozenset[str] = frozenset()
    """Signs of feminine units, for the first end of "1-2 h"."""
    to: str = "a"
    """Between the ends of a range."""
    of: str = "de"

    def parse(self, text: str, *, decimal: bool = False) -> Figure:
        """Read what `FIGURE` matched; `decimal`: three digits behind a comma are decimals, too."""
        return parse_figure(text, comma_groups=self.comma_groups and not decimal)

    def spell(self, digits: str) -> str:
        """Each digit by its name."""
        return digit_by_digit(digits, self.digits)

    def integer(self, digits: str) -> str:
        """A whole number without marks; digit by digit where it is rather a code."""
        figure = Figure(int(digits) if len(digits) < 17 else _LARGEST, "", digits, ",")
        return self.spell(digits) if figure.is_code else self.cardinal(figure.whole, "alone")

    def figure(self, figure: Figure, form: Form = "alone") -> str:
        """A number in words."""
        if not figure.fraction:
            if figure.is_code:
                return self.spell(figure.digits)
            return self.cardinal(figure.whole, form)
        whole = (
            self.spell(figure.digits) if figure.is_code else self.cardinal(figure.whole, "alone")
        )
        return f"{whole} {self.marks[figure.mark]} {self._fraction(figure.fraction)}"

    def counted(self, figure: Figure, noun: Noun) -> str:
        """A number with what it counts: "veintiún euros", "un millón de euros"."""
        of = self.of if _is_round_million(figure) else ""
        return " ".join(filter(None, (self.figure(figure, noun.form), of, noun.after(figure))))

    def _fraction(self, digits: str) -> str:
        rest = digits.lstrip("0")
        if not rest or len(digits) > 3 or len(rest) > 3:
            return self.spell(digits)
        zeros = [self.digits[0]] * (len(digits) - len(rest))
        return " ".join([*zeros, self.cardinal(int(rest), "alone")])

    def form(self, match: Match, figure: Figure) -> Form:
        """How a number has to be said, by the words around it."""
        word = _WORD_BEFORE.search(before(match, 40))
        previous = word[1].lower() if word else ""
        if previous in self.labels:
            return "alone"
        is_year = figure.whole in _YEARS and "".join(match[0].split()) == figure.digits
        if is_year and previous in self.year_before:
            return "alone"
        noun = self._noun_after(match, figure)
        if noun:
            if noun in self.signs or noun in self.feminine_after:
                return "f"
            return "m" if noun == "mil" else self.gender(noun.lower())
        return "f" if previous in self.feminine_before else "alone"

    def _noun_after(self, match: Match, figure: Figure) -> str:
        """The word that is counted, if the next one may be it; plurals end in s."""
        found = follows(match, _NOUN_AFTER)
        word, following = found.groups() if found else (None, None)
        if word == "mil":
            word = following if following and following.endswith("s") else "mil"
        if word == "mil" or word in self.feminine_after:
            return word
        if f"{word} {following}" in self.feminine_after:
            return f"{word} {following}"
        counted = word in self.before_of and following == self.of
        if not word or (word in self.no_nouns and not counted) or not word[-1].islower():
            return ""
        if not word.islower() and (figure.whole == 1 or not word.endswith("as")):
            return ""
        plural = word.endswith("s") or word in self.signs
        return word if plural or figure.whole == 1 else ""


def _is_round_million(figure: Figure) -> bool:
    return figure.whole >= 10**6 and figure.whole % 10**6 == 0 and not figure.fraction
