"""How English is written and said: American usage, with British forms understood."""

import re

from rtts.text.rules.base import Rules
from rtts.text.rules.en import (
    abbreviations,
    codes,
    dates,
    figures,
    keys,
    marks,
    measures,
    money,
    phones,
    serials,
    times,
    versions,
    years,
)
from rtts.text.rules.en.words import CODES, MONTHS, MONTHS_SHORT, WEEKDAYS_SHORT, ZONES
from rtts.text.rules.keypad import Keys, keypad_rule
from rtts.text.rules.links import LinkWords, link_rules
from rtts.text.wordlists import word_set

__all__ = ["RULES"]

_KEYS = Keys(
    pound="pound",
    star="star",
    pressed=r"(?:press|dial|hit|push|tap)(?:ed|ing)?",
    named=r"\s(?:key|sign|button)\b",
)
_LINK_WORDS = LinkWords(
    at="at",
    dot="dot",
    slash="slash",
    dash="dash",
    underscore="underscore",
    colon="colon",
    question="question mark",
    equals="equals",
    ampersand="and",
    plus="plus",
    hash="hash",
    percent="percent",
    hashtag="hashtag",
)
_SHORT_NAMES = "|".join((*MONTHS_SHORT, *WEEKDAYS_SHORT))
_NAMES = "|".join((*MONTHS_SHORT, *WEEKDAYS_SHORT, *(name.capitalize() for name in MONTHS)))
_HOT_WORD = re.compile(
    rf"{abbreviations.HOT_WORD}|(?:{figures.ROMAN})(?:['’]s)?|{'|'.join(CODES)}|AD|FY|M-F|WWI{{1,2}}(?:-[a-z]{{2,9}})?|{_SHORT_NAMES}"
    rf"|(?:{_NAMES}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)[-‑](?:{_NAMES}|[A-Z][a-z]+day)"
    rf"|{keys.HOT_WORD}"
)
_GREAT = word_set("hundred thousand million billion trillion")

RULES = Rules(
    language="en",
    rules=(
        *versions.ADDRESS_RULES,
        *codes.SIGN_RULES,
        *link_rules(_LINK_WORDS, versions.say_in_link),
        keypad_rule(_KEYS),
        *keys.RULES,
        *phones.RULES,
        *dates.RULES,
        *times.RULES,
        *figures.HUNDRED_RULES,
        *years.DECADE_RULES,
        *money.RULES,
        *versions.RULES,
        *measures.RULES,
        *measures.PERCENT_RULES,
        *codes.RULES,
        *years.RULES,
        *money.MAGNITUDE_RULES,
        *figures.POWER_RULES,
        *figures.RANGE_RULES,
        *figures.FRACTION_RULES,
        *figures.ORDINAL_RULES,
        *figures.ROMAN_RULES,
        *serials.RULES,
        *figures.NUMBER_RULES,
        *marks.RULES,
        *abbreviations.RULES,
    ),
    hot=abbreviations.HOT | keys.HOT | marks.HOT | {"war"},
    hot_word=_HOT_WORD,
    linking=measures.LINKING_UNITS
    | _GREAT
    | frozenset(name.lower() for name in (*MONTHS, *MONTHS_SHORT, *WEEKDAYS_SHORT, *ZONES))
    | {"am", "pm", "noon", "x"},
)
