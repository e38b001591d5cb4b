"""Puts the rules of a language together, in the order of their priority."""

import re
from typing import NamedTuple

from rtts.text.rules.base import Rule, Rules
from rtts.text.rules.iberian.codes import CodeWords, cardinal_rules, code_rules, phone_rules
from rtts.text.rules.iberian.dates import DateWords, date_rules
from rtts.text.rules.iberian.measures import MeasureWords, measure_rules
from rtts.text.rules.iberian.money import MoneyWords, money_rules
from rtts.text.rules.iberian.names import NameWords, name_rules
from rtts.text.rules.iberian.signs import (
    SignWords,
    fraction_rules,
    list_rules,
    sign_rules,
    symbol_rules,
)
from rtts.text.rules.iberian.speech import Speech
from rtts.text.rules.keypad import Keys, keypad_rule
from rtts.text.rules.links import LinkWords, link_rules
from rtts.text.wordlists import any_of

__all__ = ["Phrases", "compose"]

_ROMAN = re.compile(r"[IVXLCDM]{1,12}(?:-[IVX]{1,12})?")


class Phrases(NamedTuple):
    """All that the shared rules say in a language."""

    speech: Speech
    links: LinkWords
    dates: DateWords
    money: MoneyWords
    signs: SignWords
    measures: MeasureWords
    codes: CodeWords
    names: NameWords
    keys: Keys


def compose(
    language: str,
    phrases: Phrases,
    clock: tuple[Rule, ...],
    *,
    hot: set[str],
    linking: set[str],
) -> Rules:
    """The rules of a language; `hot` and `linking` are what its tables do not tell."""
    speech, units = phrases.speech, phrases.measures.units
    rules = (
        *link_rules(phrases.links, speech.integer),
        keypad_rule(phrases.keys),
        *list_rules(speech),
        *phone_rules(speech, phrases.codes),
        *date_rules(speech, phrases.dates),
        *clock,
        *money_rules(speech, phrases.money),
        *fraction_rules(speech, phrases.signs, units),
        *measure_rules(speech, phrases.measures),
        *code_rules(speech, phrases.codes),
        *name_rules(speech, phrases.names),
        *sign_rules(speech, phrases.signs),
        *cardinal_rules(speech, phrases.codes),
        *symbol_rules(phrases.signs),
    )
    days = any_of(phrases.dates.weekdays)
    return Rules(
        language,
        rules,
        hot=frozenset(hot | _hot(phrases)),
        hot_word=re.compile(rf"{_ROMAN.pattern}|(?i:(?:{days})\.?[-–](?:{days}))"),
        linking=frozenset(linking | _linking(phrases)),
    )


def _hot(phrases: Phrases) -> set[str]:
    """Short forms with their stops, currencies before an amount and signs of units."""
    short = phrases.names.abbreviations
    hot = {f"{part}." for name in short for part in name.lower().split(".") if part.isalpha()}
    hot |= {name for name in phrases.names.slashed if name.isalpha()}
    hot |= {f"{name}." for name in (*phrases.dates.short_months, *phrases.dates.weekdays)}
    hot |= {name.lower() for name in phrases.measures.lone if name.isalpha()}
    hot |= {name.lower() for name in phrases.money.currencies if len(name) == 3 and name.isupper()}
    return hot | set(phrases.dates.weekdays) | {"nº", "x", "π"}


def _linking(phrases: Phrases) -> set[str]:
    """Units, months, and the names of large numbers."""
    linking = {name.lower() for name in phrases.measures.units if name.isalpha()}
    linking |= {word for name in phrases.money.scales for word in name.split() if word.isalpha()}
    return linking | set(phrases.dates.months) | set(phrases.dates.short_months)
