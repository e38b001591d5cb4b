"""How German says numbers, amounts, dates and abbreviations."""

import re

from rtts.text.rules.base import Rules
from rtts.text.rules.de.codes import CODE_RULES, PHONE_RULES, VERSION_RULES
from rtts.text.rules.de.dates import DATE_RULES, NAME_RANGE, YEAR_RULES
from rtts.text.rules.de.figures import CARDINAL_RULES, COMPOUND_RULES, FIGURE_RULES
from rtts.text.rules.de.measures import HOT_UNITS, MEASURE_RULES, PERCENT_RULES
from rtts.text.rules.de.money import MONEY_RULES
from rtts.text.rules.de.numbers import whole
from rtts.text.rules.de.romans import ROMAN_RULES
from rtts.text.rules.de.shortforms import (
    SHORT_FORM_HOT,
    SHORT_FORM_RULES,
    STOPPED_ENDINGS,
    TITLE_RULES,
)
from rtts.text.rules.de.signs import SIGN_RULES
from rtts.text.rules.de.times import TIME_RULES
from rtts.text.rules.de.units import CURRENCIES, STOPPED_UNITS, UNITS
from rtts.text.rules.de.words import MONTH_NUMBERS
from rtts.text.rules.keypad import Keys, keypad_rule
from rtts.text.rules.links import LinkWords, link_rules
from rtts.text.wordlists import word_set

__all__ = ["RULES"]

_KEYS = Keys(
    pound="Raute",
    star="Stern",
    pressed=r"drück\w{0,4}|wähl\w{0,4}|tipp\w{0,4}|taste",
    named="-Taste",
)
_LINK_WORDS = LinkWords(
    at="ät",
    dot="Punkt",
    slash="Schrägstrich",
    dash="Bindestrich",
    underscore="Unterstrich",
    colon="Doppelpunkt",
    question="Fragezeichen",
    equals="gleich",
    ampersand="und",
    plus="plus",
    hash="Raute",
    percent="Prozent",
    hashtag="Hashtag",
)

_MONTHS_HOT = frozenset(f"{name}." for name in MONTH_NUMBERS if name != "mai")
_WEEKDAYS_HOT = word_set("mo mo. di di. mi mi. do do. fr sa sa.")
_CODES_HOT = word_set("eur usd chf gbp jpy cny inr pln sek nok dkk czk aud cad")
_UNIT_WORDS = frozenset(
    name.lower() for table in (UNITS, STOPPED_UNITS, CURRENCIES) for name in table if name.isalpha()
)

_ADJECTIVES = word_set("ganz groß gut halb klein neu weiter")
"""The noun behind them tells how `1` is said."""

RULES = Rules(
    language="de",
    rules=(
        *TITLE_RULES,
        *link_rules(_LINK_WORDS, whole),
        keypad_rule(_KEYS),
        *PHONE_RULES,
        *CODE_RULES,
        *DATE_RULES,
        *TIME_RULES,
        *PERCENT_RULES,
        *MONEY_RULES,
        *COMPOUND_RULES,
        *MEASURE_RULES,
        *VERSION_RULES,
        *YEAR_RULES,
        *FIGURE_RULES,
        *ROMAN_RULES,
        *CARDINAL_RULES,
        *SHORT_FORM_RULES,
        *SIGN_RULES,
    ),
    hot=SHORT_FORM_HOT | HOT_UNITS | _MONTHS_HOT | _WEEKDAYS_HOT | _CODES_HOT | {"π"},
    hot_word=re.compile(
        rf"[IVXLCDM]{{1,9}}|{NAME_RANGE}|{STOPPED_ENDINGS}|[A-ZÄÖÜ]{{1,3}}-[A-Z]{{1,2}}"
    ),
    linking=_UNIT_WORDS
    | frozenset(f"{stem}{end}" for stem in _ADJECTIVES for end in ("e", "en", "er", "es"))
    | word_set(
        "bis und oder so uhr x mal meter kilometer tag monat"
        " jh jhd jhdt mio mrd tsd million millionen milliarden"
    ),
)
"""The rules of German."""
