"""Amounts of money, and of other things in thousands and millions."""

import re
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.en.context import (
    counts_things,
    follows,
    glued,
    is_modifier,
    next_word,
    stop_after,
)
from rtts.text.rules.en.numbers import DASH, NUMBER, cardinal, number, quantity
from rtts.text.rules.en.units import UNITS
from rtts.text.rules.en.words import CODES, CURRENCIES, PERIODS
from rtts.text.rules.numbers import plain_digits
from rtts.text.wordlists import word_set

__all__ = ["MAGNITUDE_RULES", "RULES"]

_SIGN = r"(?:(?:US|CA|AU|NZ|HK|NT|MX|[CARS])?\$|[€£¥₹₽₩₺₪฿₴₿])"
_CODE = f"(?:{'|'.join(CODES)})"
_CODE_BEFORE = f"(?:{'|'.join(CODES)}|Rs\\.)"
_COMMA_DECIMALS = r"\d{1,3}(?:\.\d{3}){0,4},\d\d(?![\d,])"
_AMOUNT = rf"(?:{_COMMA_DECIMALS}|{NUMBER}|\.\d\d(?!\d))"
_GREAT = (
    r"(?:[\s-]?(?:hundred|thousand|million|billion|trillion|dozen)(?!\w)"
    r"|\s?(?:bn|mn|mln|tn|K|M|MM|B|T)(?!\w)|(?:k|m|mm|b|t)(?!\w))"
)
_MINUS = r"[-−–]?"

_SIGNED = re.compile(
    rf"(?P<unit>{_SIGN})\s?(?P<minus>{_MINUS})(?P<first>{_AMOUNT})(?P<great>{_GREAT})?"
    rf"(?:(?:{DASH}|\s?-\s?(?={_SIGN}))(?P<again>{_SIGN}\s?)?(?P<second>{_AMOUNT})"
    rf"(?P<second_great>{_GREAT})?(?![-/]\d))?(?!\d)(?P<code>\s(?:USD|CAD|AUD)(?!\w))?"
)
_CODED = re.compile(
    rf"(?P<unit>{_CODE_BEFORE})\s?(?P<first>{_AMOUNT})(?P<great>{_GREAT})?(?![\w-])"
)
_BEHIND = re.compile(
    rf"(?P<first>\d{{1,3}}(?: \d{{3}}){{1,4}}(?!\d)|{_AMOUNT})(?P<great>{_GREAT})?"
    rf"(?:{DASH}(?P<second>{_AMOUNT})(?P<second_great>{_GREAT})?)?"
    rf"\s?(?P<unit>(?:[€£¥₹₽₩₺₪฿₴₿]|\$)(?!\s?\d)|{_CODE}(?!\w))"
)
_CENTS = re.compile(rf"({NUMBER})(?:{DASH}({NUMBER}))?\s?[¢￠]")
_PENCE = re.compile(r"(\d{1,2})p(?!\w)")
_RATE = re.compile(r"\s?/\s?([A-Za-z]{1,12})(?!\w|\.\w)(\.?)")
_AFTER_AMOUNT = re.compile(
    rf"(?:{_SIGN}\s?[\d.,]{{1,20}}(?:\s?(?:[kKMB]|bn|thousand|million|billion))?"
    rf"|\d\s?(?:[€£¥₹¢]|{_CODE})|\d\S{{0,12}}/[a-z]{{1,12}}|\d(?:,\d{{3}})?\s(?:points|requests|users|words)"
    r"|\d[x%]|dollars|cents|euros|pounds)\Z"
)
_GREATER = re.compile(
    rf"({NUMBER})(?:{DASH}({NUMBER}))?(k|K|M|MM|B|bn|mn|mln|tn|T)(?![\w'’]|-[A-Z\d]|\+\w)"
)
_LETTERED = word_set(
    "apt apartment unit room suite seat gate section grade class row line exhibit form"
    " platform building flat exit hall lot step part stand terminal track schedule box zone"
    " block"
)
_DOLLAR_THINGS = frozenset({"bill", "bills", "note", "notes", "coin", "coins"})
_RACES = word_set("the a this that my your his her our their every charity annual")
_RUNS = word_set("run race runs races tv tvs video display screen monitor resolution")
_GREATS = {
    "k": "thousand",
    "m": "million",
    "mm": "million",
    "mn": "million",
    "mln": "million",
    "b": "billion",
    "bn": "billion",
    "t": "trillion",
    "tn": "trillion",
}


class _Unit(NamedTuple):
    one: str
    many: str
    cent: str
    cents: str


def _unit(name: str) -> _Unit:
    return _Unit(*(CURRENCIES.get(name) or CODES[name.rstrip(".")]))


def _say_money(match: Match) -> str | None:
    if glued(match):
        return None
    parts = match.groupdict()
    unit = _unit(parts["unit"])
    if parts.get("code") and parts["unit"] == "$":
        unit = _unit(parts["code"].strip())
    minus = "minus " if parts.get("minus") else ""
    first = _western(parts["first"], unit)
    if parts.get("second"):
        return minus + _say_span(parts | {"first": first}, unit)
    return minus + _say_one(match, first, parts["great"], unit)


def _say_span(parts: dict[str, str], unit: _Unit) -> str:
    """Both ends of a span of prices; the unit is named once where they are plain numbers."""
    great, second_great = parts["great"], parts["second_great"]
    second = _say_amount(parts["second"], second_great, unit)
    if _cents(parts["first"], unit) or _cents(parts["second"], unit):
        return f"{_say_amount(parts['first'], great, unit)} to {second}"
    first = number(parts["first"]) + _great(great)
    return f"{first} to {second}"


def _say_one(match: Match, amount: str, great: str | None, unit: _Unit) -> str:
    modifies = is_modifier(match) or next_word(match) in _DOLLAR_THINGS
    if modifies and not _cents(amount, unit):
        return f"{number(amount)}{_great(great)} {unit.one}"
    return _say_amount(amount, great, unit)


def _western(amount: str, unit: _Unit) -> str:
    """An amount in our marks, where it is written in those of the continent."""
    if re.fullmatch(_COMMA_DECIMALS, amount):
        return amount.replace(".", "").replace(",", ".")
    if unit.one == "euro" and re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", amount):
        return amount.replace(".", "")
    return amount


def _say_amount(amount: str, great: str | None, unit: _Unit) -> str:
    """An amount with its unit, and with its hundredths where it has two decimals."""
    if great:
        return f"{number(amount)}{_great(great)} {unit.many}"
    whole = _whole(amount)
    hundredths = _cents(amount, unit)
    if not hundredths:
        if re.search(r"\.00\Z", amount) and unit.cent:
            amount = whole
        is_one = plain_digits(amount) == "1" and len(amount) == 1
        return f"{number(amount)} {unit.one if is_one else unit.many}"
    small = f"{cardinal(hundredths)} {unit.cent if hundredths == 1 else unit.cents}"
    if plain_digits(whole).strip("0") == "":
        return small
    return f"{number(whole)} {unit.one if whole == '1' else unit.many} and {small}"


def _cents(amount: str, unit: _Unit) -> int:
    """The hundredths of an amount that has exactly two decimals; 0 if there are none to name."""
    decimals = re.search(r"\.(\d\d)\Z", amount)
    return int(decimals[1]) if decimals and unit.cent else 0


def _whole(amount: str) -> str:
    return re.sub(r"\.\d\d\Z", "", amount)


def _great(great: str | None) -> str:
    if not great:
        return ""
    word = great.strip(" -")
    return " " + _GREATS.get(word.lower(), word)


def _say_cents(match: Match) -> str | None:
    if glued(match):
        return None
    said = quantity(match[1]).words
    if match[2]:
        said += f" to {quantity(match[2]).words}"
    return f"{said} {'cent' if match[1] == '1' and not match[2] else 'cents'}"


def _say_pence(match: Match) -> str | None:
    """Pence, in a text that speaks of pounds."""
    if glued(match) or "£" not in before(match):
        return None
    return f"{cardinal(int(match[1]))} {'penny' if match[1] == '1' else 'pence'}"


def _say_rate(match: Match) -> str | None:
    """What an amount is paid for: "/mo", "/user"."""
    word = match[1]
    if not _AFTER_AMOUNT.search(before(match, 40)):
        return None
    stop = match[2] if word not in PERIODS else stop_after(match) if match[2] else ""
    said = "each" if word == "ea" else f"per {PERIODS.get(word) or UNITS.get(word, (word,))[0]}"
    return said + stop


def _say_greater(match: Match) -> str | None:
    """Thousands, millions and billions by their letter."""
    letter = match[3]
    if glued(match) or (len(match[1]) > 1 and match[1][0] == "0" and match[1][1] != "."):
        return None
    if letter in "kKMBT" and follows(match, _LETTERED):
        return None
    if letter == "K" and follows(match, _RACES) and not counts_things(match):
        return None
    if letter == "K" and (next_word(match).lower() in _RUNS or match[1] in {"4", "8"}):
        return None
    if (letter == "B" or match[0] == "3M") and not _is_billion(match):
        return None
    if letter in {"T", "MM"} and "." not in match[1] and after(match)[:1] != " ":
        return None
    said = quantity(match[1]).words
    if match[2]:
        said += f" to {quantity(match[2]).words}"
    return f"{said} {_GREATS[letter.lower()]}"


def _is_billion(match: Match) -> bool:
    """Whether the B behind a number is no part of a name: "2.5B", "7B parameters"."""
    following = next_word(match).lower()
    sized = following in {"parameter", "model", "more", "in", "of"} or counts_things(match)
    return sized or "." in match[1] or match[2] is not None


RULES = (
    Rule("money", _SIGNED, _say_money, Begins.SIGN | Begins.LETTER),
    Rule("money", _CODED, _say_money, Begins.LETTER),
    Rule("money", _BEHIND, _say_money),
    Rule("money", _CENTS, _say_cents),
    Rule("money", _PENCE, _say_pence),
    Rule("money", _RATE, _say_rate, Begins.SIGN),
)
MAGNITUDE_RULES = (Rule("cardinal", _GREATER, _say_greater),)
