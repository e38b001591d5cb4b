"""Figures as French and Italian write them, and what a language has to know to say them."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from rtts.text.rules.base import Match, follows
from rtts.text.rules.numbers import Number, digit_by_digit, parse_number

__all__ = [
    "DASH",
    "END",
    "NUMBER",
    "SPACE",
    "SPACES",
    "Currency",
    "Magnitude",
    "Tongue",
    "Unit",
    "is_round_million",
    "read",
    "sentence_stop",
    "whole_number",
]

SPACES = " \u00a0\u202f\u2009"
SPACE = f"[{SPACES}]?"
DASH = f"{SPACE}[-–—‑]{SPACE}"
END = r"(?![^\W_])"
"""No letter or digit follows."""

_GROUPS = (
    rf"\d{{1,3}}(?:(?:[{SPACES}.'’]\d{{3}})+(?![{SPACES}.]?\d)"
    r"|(?:,\d{3})+(?:(?<=,\d{3},\d{3})(?!\d)|(?=\.\d\d?(?!\d))))"
)
NUMBER = rf"(?:{_GROUPS}|\d+)(?:,\d+|\.\d{{1,2}}(?!\d|[.,]\d))?"
"""Groups of three behind a space, a stop or an apostrophe, and a comma before the decimals; the
English way too, where it is no other number here."""

_GROUPERS = SPACES + ".'’"
_LONGEST_FRACTION = 3
"""Decimals that are said as one number."""
_OPENS_SENTENCE = re.compile(r"[\"»”)]?(?:\s*\Z|\s+[«\"“(]?\s?[A-ZÀ-Ý])")


class Unit(NamedTuple):
    """A noun that is counted."""

    one: str
    many: str
    feminine: bool = False


class Magnitude(NamedTuple):
    """A short form of a power of ten: `k`, `Md`, `mln`."""

    value: int
    one: str
    many: str


class Currency(NamedTuple):
    """A currency and the hundredth part of it; None if nobody counts in those."""

    unit: Unit
    minor: Unit | None = None


class Tongue(ABC):
    """What a language has to say of itself for the rules that are shared."""

    language: ClassVar[str]
    names: ClassVar[tuple[str, ...]]
    """Of the digits 0 to 9."""
    comma: ClassVar[str]
    point: ClassVar[str]
    by: ClassVar[str]
    """Between the sides of an area."""
    per_cent: ClassVar[str]
    per_mille: ClassVar[str]
    units: ClassVar[Mapping[str, Unit]]
    currencies: ClassVar[Mapping[str, Currency]]
    magnitudes: ClassVar[Mapping[str, Magnitude]]
    inch: ClassVar[Unit]
    time: ClassVar[Unit]
    """What `2x` counts."""
    leads: ClassVar[re.Pattern[str]]
    """Behind these a unit stands for one of it: `au kg`."""
    no_nouns: ClassVar[frozenset[str]]
    """Words behind a number that are not what it counts."""
    speeds: ClassVar[Mapping[str, Unit]]
    """Quotients of units that have a name of their own."""

    @abstractmethod
    def cardinal(self, value: int, *, feminine: bool = False) -> str:
        """A whole number in words, counted without its noun. Not above 10^15."""

    @abstractmethod
    def counted(self, number: Number, unit: Unit) -> str:
        """A number of something, with the noun."""

    @abstractmethod
    def with_cents(self, units: str, cents: int, counted: str) -> str:
        """An amount and its hundredth parts, which are also given with their noun."""

    @abstractmethod
    def partitive(self, noun: str) -> str:
        """The noun behind a million of it: `d'euros`."""

    @abstractmethod
    def per(self, noun: str) -> str:
        """The noun behind a quotient: `par mois`."""

    @abstractmethod
    def span(self, low: str, high: str, match: Match) -> str:
        """From one number to another."""

    @abstractmethod
    def magnified(self, number: Number, magnitude: Magnitude) -> str:
        """A number of millions and the like, with their name."""

    def amount(self, number: Number, currency: Currency) -> str:
        """An amount of money, with its minor units."""
        if len(number.fraction) > 2 or (number.fraction and currency.minor is None):
            return self.counted(number, currency.unit)
        cents = int(number.fraction.ljust(2, "0"))
        units = self.counted(number._replace(fraction=""), currency.unit)
        if not cents or currency.minor is None:
            return units
        counted = self.counted(whole_number(cents), currency.minor)
        return self.with_cents(units, cents, counted) if number.whole else counted

    def spelled(self, digits: str) -> str:
        """Digits one by one; of long runs in groups of three, with a breath between them."""
        if len(digits) <= 5:
            return digit_by_digit(digits, self.names)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        if len(groups) > 1 and len(groups[-1]) == 1:
            groups[-2:] = [groups[-2] + groups[-1]]
        return ", ".join(digit_by_digit(group, self.names) for group in groups)

    def whole(self, digits: str, *, feminine: bool = False) -> str:
        """Digits as a number, as long as people would; else one by one."""
        number = parse_number(digits)
        if number.whole > 10**15:
            return self.spelled(number.digits)
        return self.cardinal(number.whole, feminine=feminine)

    def fraction(self, digits: str) -> str:
        """The digits behind the comma."""
        if len(digits) > _LONGEST_FRACTION:
            return self.spelled(digits)
        zeros = len(digits) - len(digits.lstrip("0"))
        words = [self.names[0]] * zeros
        return " ".join([*words, self.whole(digits[zeros:])] if digits[zeros:] else words)

    def number(self, number: Number, *, feminine: bool = False) -> str:
        """A number with its decimals in words."""
        whole = self.whole(number.digits, feminine=feminine)
        if not number.fraction:
            return whole
        return f"{whole} {self.comma} {self.fraction(number.fraction)}"


def read(text: str) -> Number:
    """The number that a match of `NUMBER` is."""
    if text.count(",") > 1 or "." in text.partition(",")[2]:
        return parse_number(text, group=",", decimal=".")
    head, comma, _ = text.partition(",")
    if not comma and head.count(".") == 1 and len(head.rpartition(".")[2]) != 3:
        return parse_number(text, group=SPACES + "'’", decimal=".")
    return parse_number(text, group=_GROUPERS, decimal=",")


def is_round_million(number: Number) -> bool:
    """Whether a noun stands behind it as its part: a million of euros."""
    return number.whole >= 10**6 and not number.whole % 10**6 and not number.fraction


def whole_number(value: int) -> Number:
    """A number without decimals."""
    return Number(value, "", str(value))


def sentence_stop(match: Match) -> str:
    """The stop that ends the sentence, if the one that the match took with it does."""
    if not match[0].endswith(".") or match.string.startswith(")", match.end()):
        return ""
    return "." if follows(match, _OPENS_SENTENCE) else ""
