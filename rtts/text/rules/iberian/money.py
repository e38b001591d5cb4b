"""Amounts of money: "12,50 €", "$ 1.500", "R$ 3 milhões", "20 USD/mes"."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.iberian.speech import FIGURE, GAP, Figure, Noun, Speech
from rtts.text.wordlists import any_of

__all__ = ["Currency", "MoneyWords", "currencies", "mentions", "money_rules"]


_DECIMAL_COMMA = frozenset(("€", "EUR", "euros"))
_PLURAL = re.compile(r"\s([a-zà-ú]{3,30}s|hab\.?)(?!\w)")
"""Where people pay with these, a comma never parts thousands."""


class Currency(NamedTuple):
    """A currency and its hundredth."""

    unit: Noun
    cent: Noun
    bare: bool = False
    """Its cents need no name behind it: "doce euros con cincuenta"."""


def currencies(table: str) -> dict[str, Currency]:
    """Read lines such as `€ EUR | euro | euros | m | céntimo | céntimos | bare`."""
    found = {}
    for line in table.strip().splitlines():
        names, one, many, gender, cent, cents, *flags = [part.strip() for part in line.split("|")]
        currency = Currency(Noun(one, many, gender == "f"), Noun(cent, cents), "bare" in flags)
        found.update(dict.fromkeys(names.split(), currency))
    return found


class MoneyWords(NamedTuple):
    """What a language says around an amount."""

    currencies: Mapping[str, Currency]
    """By sign and code."""
    dollar: Callable[[Match, str], str]
    """The code that a bare "$" before these figures stands for."""
    scales: Mapping[str, tuple[int, str, str]]
    """`M`: the number it stands for, and its name in singular and plural."""
    joins: str
    """Between units and cents."""
    per: Mapping[str, str]
    """What stands behind a slash: "mes" as "al mes"."""
    plain_scales: Mapping[str, str]
    """Short forms of large numbers without a currency: `mill.`"""
    small_cents: int = 10
    """Fewer bare cents are named after all."""


def money_rules(speech: Speech, words: MoneyWords) -> tuple[Rule, ...]:
    """The rules for amounts with the currency's sign or code before or behind them."""
    teller = _Teller(speech, words)
    names = any_of(words.currencies)
    scale = rf"(?:{GAP}?(?P<scale>{any_of(words.scales)})(?![\w]))?"
    end = r"(?![\w])"
    per = rf"(?:{GAP}?/{GAP}?(?P<per>{any_of(words.per)}){end})?"
    signs = any_of({name: None for name in words.currencies if not name.islower()})
    opening = rf"(?<![\w$€£¥])(?P<sign>{signs}|\$){GAP}?"
    span = rf"{GAP}?[-–—]{GAP}?"
    named = "|".join(name for name in words.currencies if name.isalpha() and len(name) > 2)
    code_behind = rf"(?:{GAP}(?P<code>{named}){end})?"
    before_amount = re.compile(
        rf"{opening}(?P<low>{FIGURE})(?:{span}(?:{signs}|\$)?{GAP}?(?P<high>{FIGURE}))?"
        rf"{scale}{code_behind}{per}"
    )
    behind_amount = re.compile(
        rf"(?P<low>{FIGURE}){scale}(?:{GAP}de{GAP})?{GAP}?(?P<sign>(?:{names}|\$){end}){per}"
    )
    amount = re.compile(rf"(?P<low>{FIGURE}){GAP}?(?P<scale>{any_of(words.plain_scales)})(?!\w)")
    cents = re.compile(rf"(?P<low>{FIGURE}){GAP}?¢")
    both = Begins.LETTER | Begins.SIGN
    return (
        Rule("money", before_amount, teller.say, both),
        Rule("money", behind_amount, teller.say),
        Rule("number", amount, teller.say_scaled),
        Rule("money", cents, teller.say_cents),
    )


class _Teller:
    """Says amounts in one language."""

    def __init__(self, speech: Speech, words: MoneyWords) -> None:
        self._speech = speech
        self._words = words

    def say(self, match: Match) -> str:
        groups = match.groupdict()
        code = groups.get("code") or groups["sign"]
        if code == "$":
            code = self._words.dollar(match, groups["low"])
        currency = self._words.currencies[code]
        decimal = groups["sign"] in _DECIMAL_COMMA
        figure = self._speech.parse(groups["low"], decimal=decimal)
        scale = groups["scale"] or ""
        said = self._amount(figure, scale, currency)
        if groups.get("high"):
            high = self._speech.parse(groups["high"], decimal=decimal)
            low = self._speech.figure(figure, currency.unit.form)
            said = f"{low} {self._speech.to} {self._amount(high, scale, currency)}"
        per = self._words.per.get(groups.get("per") or "", "")
        return f"{said} {per}" if per else said

    def say_scaled(self, match: Match) -> str | None:
        """A large number by a short form: "15k", "2M de"."""
        size, one, many = self._words.scales[self._words.plain_scales[match["scale"]]]
        figure = self._speech.parse(match["low"])
        of = after(match).startswith(f" {self._speech.of} ")
        if match["scale"] == "M" and not figure.fraction and not of:
            return None
        single = figure.whole == 1 and not figure.fraction
        number = self._speech.figure(figure, "m")
        if size > 1000 and self._counts(match):
            many = f"{many} {self._speech.of}"
        stop = "." if match[0].endswith(".") and not after(match).strip() else ""
        return (one if single and size == 1000 else f"{number} {one if single else many}") + stop

    def _counts(self, match: Match) -> bool:
        """Whether the word behind is what there are millions of."""
        noun = _PLURAL.match(after(match))
        return noun is not None and noun[1] not in self._speech.no_nouns

    def say_cents(self, match: Match) -> str:
        return self._speech.counted(
            self._speech.parse(match["low"]), self._words.currencies["USD"].cent
        )

    def _amount(self, figure: Figure, scale: str, currency: Currency) -> str:
        unit = currency.unit
        if scale:
            return self._scaled(figure, scale, unit)
        if len(figure.fraction) in {1, 2}:
            return self._with_cents(figure, currency)
        return self._speech.counted(figure, unit)

    def _scaled(self, figure: Figure, scale: str, unit: Noun) -> str:
        size, one, many = self._words.scales[scale]
        form = unit.form if size == 1000 else "m"
        number = self._speech.figure(figure, form)
        if size == 1000 and figure.whole == 1 and not figure.fraction:
            return f"{one} {unit.many}"
        name = one if figure.whole == 1 and not figure.fraction else many
        of = "" if size == 1000 else f"{self._speech.of} "
        return f"{number} {name} {of}{unit.many}".strip()

    def _with_cents(self, figure: Figure, currency: Currency) -> str:
        cents = Figure(int(figure.fraction.ljust(2, "0")), "", "", ",")
        whole = figure._replace(fraction="")
        hundredths = self._speech.counted(cents, currency.cent)
        if not cents.whole:
            return self._speech.counted(whole, currency.unit)
        if not whole.whole:
            return hundredths
        if currency.bare and cents.whole >= self._words.small_cents:
            hundredths = self._speech.cardinal(cents.whole, "alone")
        return f"{self._speech.counted(whole, currency.unit)} {self._words.joins} {hundredths}"


def mentions(match: Match, *stems: str) -> bool:
    """Whether one of these is part of a word shortly before a match or just behind it."""
    around = (before(match, 200) + after(match)).lower()
    return any(stem in around for stem in stems)
