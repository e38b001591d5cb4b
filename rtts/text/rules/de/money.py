"""Amounts of money: fünf Euro neunundneunzig."""

import re
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, before
from rtts.text.rules.de.amounts import AMOUNT_RANGE, MAGNITUDE, PER, goes_on, per_said
from rtts.text.rules.de.grammar import Case, case_of, left_words, one, right_word
from rtts.text.rules.de.numbers import GAP, NUMBER, cardinal, magnitude, number, parsed, whole
from rtts.text.rules.de.units import CURRENCIES, Currency, Unit

__all__ = ["MONEY_RULES"]

_AMOUNT = (
    rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}\.\d\d(?!\d)|{NUMBER}"
    r"(?:[.,]\d{1,2}(?![.,]?\d)|,\d+(?!,?\d)|[.,][-–—]{1,2}(?!\d))?)"
)
_SIGN = r"(?:US|[ARC])?\$|[€£¥₽₹₺₩₴₿¢]"
_CODE = r"EUR|USD|CHF|GBP|JPY|CNY|RUB|INR|TRY|PLN|KRW|UAH|SEK|NOK|DKK|CZK|HUF|BRL|BTC|AUD|CAD"
_NAME = (
    r"Euros?|Cents?|US-Dollar|Dollar|Pfund|Franken|Yen|Yuan|Rubel|Rupien|Lira|Z[łl]oty|Kronen|Kr|kr"
    r"|Kč|zł|[Cc]t|DM|D-Mark|Forint|Ft"
)
_BEHIND = re.compile(
    rf"(?P<a>{_AMOUNT})(?:{AMOUNT_RANGE}(?P<b>{_AMOUNT}))?"
    rf"(?:(?P<mag>{GAP}?{MAGNITUDE}|{GAP}?[kKM](?={GAP}?[€$£])))?{GAP}?"
    rf"(?P<unit>{_SIGN}|(?:{_CODE}|{_NAME})(?!\w))(?!-\w){PER}"
)
_AHEAD = re.compile(
    rf"(?:(?P<sign>{_SIGN})|(?P<code>{_CODE})(?!\w)){GAP}?(?P<minus>[-−–](?=\d))?"
    rf"(?P<a>{_AMOUNT})(?:{AMOUNT_RANGE}(?:{_SIGN})?(?P<b>{_AMOUNT}))?"
    rf"(?:{GAP}?(?P<mag>{MAGNITUDE}|(?:[kKMB]|bn)(?!\w)))?{PER}"
)
_AMERICAN = re.compile(r"[\d,]*\.\d\d?|.*\.\d\d?\Z")
_ROUND = re.compile(rf"(?P<a>{NUMBER}),[-–—]{{1,2}}(?![\w-])")


class _Amount(NamedTuple):
    """An amount: its whole part as written, and the digits behind the mark."""

    head: str
    cents: str

    @property
    def joined(self) -> str:
        return f"{self.head},{self.cents}" if self.cents.strip("0") else self.head


def _read(text: str) -> _Amount:
    text = text.rstrip("-–—").rstrip(",.")
    if _AMERICAN.fullmatch(text):
        text = text.replace(",", "").replace(".", ",")
    fraction = parsed(text).fraction
    return _Amount(text.partition(",")[0] if fraction else text, fraction)


def _coins(text: str, unit: Unit, case: Case) -> str:
    if text == "1":
        return f"{one(unit.gender, case)} {unit.one}"
    return f"{whole(text)} {unit.many}"


def _amount(amount: _Amount, currency: Currency, case: Case) -> str:
    """`fünf Euro neunundneunzig`, `neunundneunzig Cent`, `drei Komma fünf Euro`."""
    head, cents = amount
    if len(cents) == 2 and currency.cent.one and cents != "00":
        if parsed(head).whole == 0:
            return _coins(cents.lstrip("0"), currency.cent, case)
        return f"{_coins(head, currency.unit, case)} {cardinal(int(cents))}"
    if cents.strip("0"):
        return f"{number(amount.joined)} {currency.unit.many}"
    return _coins(head, currency.unit, case)


def _said(match: Match, currency: Currency) -> str:
    first = _read(match["a"])
    second = _read(match["b"]) if match["b"] else None
    if match["mag"]:
        low = f"{number(first.joined)} bis " if second else ""
        large = magnitude((second or first).joined, match["mag"].strip())
        return f"{low}{large} {currency.unit.many}"
    case = case_of(left_words(match), right_word(match))
    if second is None:
        return _amount(first, currency, case)
    in_cents = len(first.cents) == 2 and first.cents != "00" and currency.cent.one
    low = _amount(first, currency, case) if in_cents else number(first.joined)
    return f"{low} bis {_amount(second, currency, case)}"


def _say_behind(match: Match) -> str | None:
    return None if goes_on(match) else _said(match, CURRENCIES[match["unit"]]) + per_said(match)


def _say_ahead(match: Match) -> str | None:
    if before(match, 1).isalnum():
        return None
    minus = "minus " if match["minus"] else ""
    return minus + _said(match, CURRENCIES[match["sign"] or match["code"]]) + per_said(match)


def _say_round(match: Match) -> str | None:
    """`10,-`: euros, of course."""
    return None if goes_on(match) else _coins(match["a"], CURRENCIES["€"].unit, "nom")


MONEY_RULES = (
    Rule("money", _AHEAD, _say_ahead, Begins.LETTER | Begins.SIGN),
    Rule("money", _BEHIND, _say_behind),
    Rule("money", _ROUND, _say_round),
)
