"""What a language has to know to say what both write alike."""

from abc import ABC, abstractmethod
from typing import ClassVar, NamedTuple

from rtts.text.rules.base import Match
from rtts.text.rules.ja_ko.units import Named
from rtts.text.rules.numbers import narrow

__all__ = ["Day", "Speech", "Words"]


class Day(NamedTuple):
    """A day as written; what is not there is empty."""

    year: str
    month: str
    day: str
    weekday: str = ""


class Words(NamedTuple):
    """What signs and relations are called."""

    minus: str
    below_zero: str
    plus: str
    about: str
    to: str
    versus: str
    by: str
    """Between the sides of a size: 10 x 20."""
    point: str
    dot: str
    """In the address of a machine."""
    dash: str
    """Between the parts of a house's number."""
    slash: str
    root: str
    add: str
    subtract: str
    times: str
    divided: str
    either: str
    """A plus and a minus over each other."""
    infinite: str
    pi: str
    joined: str
    """The & between two words."""
    number: str
    """No. in front of a number."""
    version: str
    fahrenheit: str
    half_half: str
    always: str
    """24/7."""
    hash: str
    at: str
    star: str
    at_least: str
    at_most: str
    less: str
    more: str
    unequal: str
    over: str
    """The > between two things."""
    under: str
    over_or_equal: str
    under_or_equal: str
    cross: str
    """The × between two names."""
    page: str
    volume: str
    sharp: str
    """In the name of a note or of a programming language."""
    degrees: str
    decade: str
    postal: str


class Speech(ABC):
    """How one of the two languages says things."""

    words: ClassVar[Words]
    gap: ClassVar[str] = ""
    """Between two words."""
    pause: ClassVar[str]
    """Between what must not run together."""
    magnitude: ClassVar[str]
    """A pattern for what stands behind a number and multiplies it; it may be empty."""
    counter: ClassVar[str]
    """A pattern for what things are counted in."""
    each_of: ClassVar[str]
    """A pattern for what a rate is for one of, behind the stroke."""
    counts_money: ClassVar[str]
    """A pattern for the names of currencies in the language's own script."""

    @abstractmethod
    def name(self, named: Named) -> str:
        """The name in this language."""

    @abstractmethod
    def number(self, text: str) -> str:
        """A number as written, with grouping marks and a decimal point."""

    @abstractmethod
    def digits(self, text: str) -> str:
        """The digits of a text one by one; other characters are not said."""

    @abstractmethod
    def amount(self, text: str, magnitude: str, unit: str) -> str:
        """A number, as written, of something; the unit is in the language's words or empty."""

    @abstractmethod
    def span(self, low: str, high: str, magnitude: str, unit: str) -> str:
        """From one number of something to another. The magnitude is that of both."""

    @abstractmethod
    def fraction(self, over: str, under: str) -> str:
        """Half, three quarters; of digits."""

    @abstractmethod
    def mixed(self, whole: str, part: str) -> str:
        """A number and a part of one, as said."""

    @abstractmethod
    def day(self, day: Day) -> str:
        """A day of the calendar, of ASCII digits."""

    @abstractmethod
    def clock(self, hour: str, minute: str, second: str) -> str:
        """A time of day."""

    @abstractmethod
    def lasting(self, hours: str, minutes: str, seconds: str) -> str:
        """A time that something takes."""

    @abstractmethod
    def quarter(self, year: str, quarter: str) -> str:
        """A quarter of a year; the year may be empty."""

    @abstractmethod
    def half_day(self, *, morning: bool) -> str:
        """Before or after noon."""

    @abstractmethod
    def each(self, per: str, said: str) -> str:
        """A rate: so much for one of something, as written."""

    @abstractmethod
    def raised(self, power: str) -> str:
        """To the power of digits or a letter, which may have a minus in front."""

    @abstractmethod
    def equals(self, left: str) -> str:
        """An equals sign behind what is written to its left."""

    @abstractmethod
    def ordinal(self, text: str) -> str:
        """The first, the second; of digits."""

    @abstractmethod
    def item(self, text: str) -> str:
        """The number of an item in a list."""

    @abstractmethod
    def from_to(self, low: str, high: str) -> str:
        """From one time of day to another, as said."""

    @abstractmethod
    def out_of(self, over: str, under: str) -> str:
        """A mark out of the best one."""

    @abstractmethod
    def wave(self, left: str, right: str) -> str | None:
        """What is said for a ~ that no number is behind."""

    @abstractmethod
    def is_key(self, right: str) -> bool:
        """Whether a sign is the name of a key of the phone, going by what is behind it."""

    def ends(self, match: Match) -> str:
        """What has to part what was said for a match from the word behind it."""
        return ""

    def topic(self, left: str) -> str:
        """Between what is compared and what it is compared with: x is at least 3."""
        return self.equals(left)

    def spread(self, *words: str) -> str:
        """Words one after the other."""
        return self.gap.join(word for word in words if word)

    def grouped(self, groups: list[str]) -> str:
        """Groups of digits with a breath between them."""
        return self.pause.join(self.digits(group) for group in groups)

    def dotted(self, text: str) -> str:
        """A version: of two parts it is read as a decimal, of more each part for itself."""
        if text.count(".") < 2:
            return self.number(text)
        return self.words.point.join(self.part(part) for part in narrow(text).split("."))

    def part(self, text: str) -> str:
        """A part of a code: a short one by its value, a long one by its digits."""
        short = len(text) <= 2 and (text[0] != "0" or text == "0")
        return self.number(text) if short else self.digits(text)
