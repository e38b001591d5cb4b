"""Money, measures, counted things and percentages, ranges of them, and their bounds."""

import re
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, before
from rtts.text.rules.ja_ko.figures import END, NUMBER, TO, figure, is_latin, is_negative, value_of
from rtts.text.rules.ja_ko.speech import Speech
from rtts.text.rules.ja_ko.units import (
    CURRENCY,
    CURRENCY_BEHIND,
    LATIN_UNIT,
    SPEED,
    currency,
    is_fahrenheit,
    is_temperature,
    speed,
    unit,
)
from rtts.text.rules.numbers import narrow

__all__ = ["quantity_rules"]

_SIGN = r"[-−－–+＋±]"
_BOUND = r"<=|>=|[<>≤≥≦≧＜＞~〜～≈∼]"
_LARGE = r"\s?(?:[kKMBT]|bn|mn|million|billion|trillion)(?![A-Za-z0-9])"
_LARGE_VALUES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
_SHORT = frozenset("KMBT")
"""Without a currency these are rather letters: 4K, 7B."""
_SEATS = frozenset("ANJ")
"""Behind a whole number, and with no space, these are rather a seat or a gate."""
_ANY_UNIT = r"\s?[^\s\d~～〜∼−–—―‐‑\-]{1,8}"
"""What may be a unit where the other end of a range is behind it."""
_SCIENTIFIC = re.compile(rf"(?P<low>{NUMBER})[eE](?P<power>[+\-−]?\d{{1,3}})(?![A-Za-z0-9_])")
_SIDE = rf"(?P<side{{n}}>{NUMBER})(?P<unit{{n}}>\s?[A-Za-z]{{1,6}}(?<![xX]))?"
_FIRST, _SECOND_SIDE, _THIRD = (_SIDE.replace("{n}", n) for n in "123")
_BY = r"\s?[x×X✕*＊]\s?"
_SIZE = re.compile(rf"{_FIRST}{_BY}{_SECOND_SIDE}(?:{_BY}{_THIRD})?(?![A-Za-z0-9]|\s?[=＝≈])")
_OPERAND = re.compile(r"[A-Za-z0-9)）²³π]\s?\Z")
_SUM = re.compile(r"[=＝×÷*^]\s?[-+]?\Z")


class _Parts(NamedTuple):
    """One quantity as written."""

    sign: str
    coin: str
    low: str
    magnitude: str
    unit: str
    per: str = ""
    plus: str = ""


class _Sayer:
    """Says quantities in one of the languages."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.units = (
            rf"\s?(?:{LATIN_UNIT}|{CURRENCY_BEHIND}|{speech.counts_money}|{speech.counter})"
        )
        self.unit = re.compile(self.units)

    def one(self, match: Match) -> str | None:
        """A single quantity, its bound and what it is for one of."""
        parts = _parts(match)
        if not _is_quantity(match, parts):
            return None
        said = self._said(parts)
        if parts.per:
            said = self.speech.each(narrow(parts.per), said)
        if parts.plus:
            return self.speech.spread(said, self.speech.words.at_least)
        return self._bounded(match, said)

    def span(self, match: Match) -> str | None:
        """From one quantity to another; the first may leave out what both have."""
        parts = _parts(match)
        coin, high, magnitude, written = (match[name] or "" for name in _SECOND)
        if not _is_quantity(match, parts):
            return None
        if parts.unit and not self.unit.fullmatch(parts.unit):
            return None
        if not (parts.unit or parts.coin or coin or written.strip()):
            return None
        if parts.unit and match["to"].strip() in "-−–—―‐‑" and not (coin or written):
            return None
        second = _Parts(match["sign2"] or "", coin, high, magnitude, written.strip())
        said = self._span(parts, second)
        if match["per"]:
            said = self.speech.each(narrow(match["per"]), said)
        return self._bounded(match, said)

    def size(self, match: Match) -> str | None:
        """The sides of something: the unit may be behind each of them or the last."""
        if is_latin(before(match, 1)):
            return None
        said = []
        for side in ("1", "2", "3"):
            if match[f"side{side}"]:
                written = (match[f"unit{side}"] or "").strip()
                named = unit(written)
                if written and named is None:
                    return None
                name = self.speech.name(named) if named else ""
                said.append(self.speech.amount(match[f"side{side}"], "", name))
        return self.speech.words.by.join(said)

    def scientific(self, match: Match) -> str:
        """A number with a power of ten, as computers write it."""
        speech = self.speech
        ten = speech.number("10") + speech.raised(
            narrow(match["power"]).replace("−", "-").lstrip("+")
        )
        return speech.spread(speech.number(match["low"]), speech.words.times, ten)

    def speed(self, match: Match) -> str | None:
        """A speed: the time, then the way."""
        hour, way = speed(match["speed"])
        speech = self.speech
        if match["high"]:
            said = speech.span(match["low"], match["high"], "", speech.name(way))
        else:
            said = speech.amount(match["low"], "", speech.name(way))
        name = speech.name(hour)
        known = before(match, 4).rstrip().endswith(name)
        return self._bounded(match, said if known else speech.spread(name, said))

    def _span(self, first: _Parts, second: _Parts) -> str:
        speech = self.speech
        same = not first.unit
        shared = first.coin or second.coin
        large = second.magnitude.isascii() and second.magnitude
        if first.magnitude and not second.magnitude and not second.unit:
            same = True
        plain = not (second.sign or large or (first.magnitude and second.magnitude))
        if same and plain and not first.magnitude:
            name = self._name(second._replace(coin=shared))
            said = speech.span(first.low, second.low, second.magnitude, name)
            return speech.spread(self._signed(first, second.unit), said)
        end = second._replace(coin=shared)
        begin = first if first.unit and not same else first._replace(coin="", unit="")
        if begin.unit:
            return speech.spread(f"{self._said(begin)}{speech.words.to}", self._said(end))
        low = speech.amount(*_value(begin), "")
        low = speech.spread(self._signed(begin, end.unit), low)
        return speech.spread(f"{low}{speech.words.to}", self._said(end))

    def _said(self, parts: _Parts) -> str:
        speech = self.speech
        text, magnitude = _value(parts)
        said = speech.amount(text, magnitude, self._name(parts))
        scale = speech.words.fahrenheit if is_fahrenheit(parts.unit) else ""
        return speech.spread(scale, self._signed(parts, parts.unit), said)

    def _name(self, parts: _Parts) -> str:
        if parts.coin:
            return self.speech.name(currency(parts.coin))
        named = unit(parts.unit)
        if named is None and parts.unit[:1].isascii() and parts.unit:
            return self.speech.name(currency(parts.unit))
        return self.speech.name(named) if named else parts.unit

    def _signed(self, parts: _Parts, unit_of: str) -> str:
        words = self.speech.words
        if not parts.sign:
            return ""
        if narrow(parts.sign) == "+":
            return words.plus
        if parts.sign == "±":
            return words.either
        cold = is_temperature(unit_of) or unit_of in {"도", "度"}
        return words.below_zero if cold else words.minus

    def _bounded(self, match: Match, said: str) -> str:
        """With what is said for the sign in front: at least, less than, about."""
        sign = narrow(match["bound"] or "").strip()
        words, speech = self.speech.words, self.speech
        if not sign:
            return said
        left = before(match, 40)
        topic = speech.topic(left) + speech.gap if _OPERAND.search(left) else ""
        if sign in "~〜≈∼":
            return topic + speech.spread(words.about, said)
        names = {"<": words.less, ">": words.more}
        bound = names.get(sign) or (words.at_most if sign in {"<=", "≤", "≦"} else words.at_least)
        return topic + speech.spread(said, bound)


_SECOND = ("coin2", "high", "magnitude2", "unit2")


def _parts(match: Match) -> _Parts:
    groups = match.groupdict("")
    return _Parts(
        groups["sign"],
        groups["coin"].strip(),
        groups["low"],
        groups["magnitude"],
        groups["unit"].strip(),
        groups.get("per", ""),
        groups.get("plus", ""),
    )


def _is_quantity(match: Match, parts: _Parts) -> bool:
    """Whether a sign in front is one of the number, and nothing in front belongs to it."""
    left = before(match, 4)
    if match["bound"]:
        return _is_bound(match, left)
    if parts.sign and not is_negative(match):
        return False
    if match[0][0].isalpha() and is_latin(left[-1:]):
        return False
    return not (parts.sign and _SUM.search(left) and not parts.unit)


def _is_bound(match: Match, left: str) -> bool:
    sign = narrow(match["bound"])
    if sign in "~〜∼" and match[0][1:2].isspace() and left:
        return False
    if sign in "~〜∼":
        return not left or not (left[-1].isalnum() or left[-1] in "%％)）℃°")
    return not (sign == ">" and left[-1:] in {"-", "=", "<"})


def _value(parts: _Parts) -> tuple[str, str]:
    """The number to say and its magnitude; of 1.5M it is the value, of $12.50 it is 12.5."""
    text, large = narrow(parts.low), parts.magnitude.strip()
    head, _, fraction = text.partition(".")
    if parts.coin and fraction and len(fraction) == 2:
        text = f"{head}.{fraction.rstrip('0')}".rstrip(".")
    if not large.isascii() or not large:
        return text, large
    number = figure(text)
    value = Decimal(f"{number.digits or 0}.{number.fraction or 0}")
    value *= _LARGE_VALUES[large[0].lower()]
    if value != int(value) or value >= 10**15:
        return text, large
    return str(int(value)), ""


def quantity_rules(speech: Speech) -> tuple[Rule, ...]:
    """The rules for quantities of a unit, and for those that are bounded."""
    say = _Sayer(speech)
    many = rf"(?:{_LARGE}|{speech.magnitude})"
    per = rf"(?:\s?[/／]\s?(?P<per>{speech.each_of}))?"
    front = rf"(?:(?P<bound>{_BOUND})\s?)?(?P<sign>{_SIGN}(?=[\d$€£¥￥₩]))?"
    low = rf"(?P<coin>{CURRENCY}\s?)?(?P<low>{NUMBER})(?P<magnitude>{many})"
    span = re.compile(
        rf"{front}{low}(?P<unit>{_ANY_UNIT})?(?P<to>{TO})(?P<sign2>{_SIGN}(?=\d))?(?P<coin2>{CURRENCY}\s?)?"
        rf"(?P<high>{NUMBER})(?P<magnitude2>{many})(?P<unit2>{say.units})?{END}{per}"
    )
    one = re.compile(
        rf"{front}{low}(?:(?P<unit>{say.units})|{END}){per}(?P<plus>\s?[+＋](?![\w+＋(]))?"
    )
    fast = re.compile(
        rf"(?:(?P<bound>{_BOUND})\s?)?(?P<low>{NUMBER})(?:{TO}(?P<high>{NUMBER}))?\s?(?P<speed>{SPEED})"
    )
    anything = Begins.DIGIT | Begins.SIGN | Begins.LETTER
    return (
        Rule("number", _SCIENTIFIC, say.scientific),
        Rule("measure", _SIZE, say.size),
        Rule("measure", fast, say.speed, Begins.DIGIT | Begins.SIGN),
        Rule("range", span, say.span, anything),
        Rule("measure", one, partial(_only_with_unit, say), anything),
    )


def _only_with_unit(say: _Sayer, match: Match) -> str | None:
    """A number of nothing is left to the rules for numbers, unless it has a bound."""
    found = match.groupdict()
    large = (found["magnitude"] or "").strip()
    if large in _SHORT and not found["coin"]:
        return None
    if not any(found[name] for name in ("coin", "unit", "bound", "plus", "magnitude")):
        return None
    if value_of(match["low"]) == 0 and found["coin"] is None and not found["unit"]:
        return None
    if found["unit"] in _SEATS and found["low"].isdecimal():
        return None
    return say.one(match)
