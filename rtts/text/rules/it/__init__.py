"""What is said for Italian text."""

import re

from rtts.text.rules.base import Rules
from rtts.text.rules.fr_it.codes import code_rules, grouped_rules, version_rules
from rtts.text.rules.fr_it.quantities import quantity_rules
from rtts.text.rules.fr_it.signs import SignWords, sign_rules
from rtts.text.rules.it.abbreviations import ABBREVIATION_RULES, HOT, NUMBER_SIGN_RULES
from rtts.text.rules.it.dates import DATE_RULES, TIME_RULES
from rtts.text.rules.it.numbers import ITALIAN
from rtts.text.rules.it.ordinals import ORDINAL_RULES, ROMAN_RULES, ROMAN_WORD
from rtts.text.rules.it.plain import FRACTION_RULES, NUMBER_RULES, PHONE_RULES, RANGE_RULES
from rtts.text.rules.it.words import (
    CURRENCIES,
    MAGNITUDES,
    MONTHS,
    MONTHS_SHORT,
    UNITS,
    WEEKDAYS_SHORT,
)
from rtts.text.rules.keypad import Keys, keypad_rule
from rtts.text.rules.links import LinkWords, link_rules
from rtts.text.wordlists import word_set

__all__ = ["RULES"]

_KEYS = Keys(
    pound="cancelletto",
    star="asterisco",
    pressed=r"prem\w{1,5}|digit\w{1,5}|compon\w{1,5}|tasto",
)
_LINK_WORDS = LinkWords(
    at="chiocciola",
    dot="punto",
    slash="barra",
    dash="trattino",
    underscore="trattino basso",
    colon="due punti",
    question="punto interrogativo",
    equals="uguale",
    ampersand="e commerciale",
    plus="più",
    hash="cancelletto",
    percent="per cento",
    hashtag="hashtag",
)
_SIGN_WORDS = SignWords(
    minus="meno",
    plus="più",
    or_more="e oltre",
    times="per",
    divided="diviso",
    squared="al quadrato",
    cubed="al cubo",
    power="alla",
    less_than="minore di",
    more_than="maggiore di",
    at_most="minore o uguale a",
    at_least="maggiore o uguale a",
    under="meno di",
    over="più di",
    no_more="al massimo",
    no_less="almeno",
    number="numero ",
    or_=" o ",
    periods=word_set("secondo minuto ora giorno notte settimana mese trimestre anno"),
    counted=re.compile(r"\d[x×]?\Z|\d\s[^\W\d_]{2,24}\Z|\bvolte\Z"),
    named={
        "/": "e",
        "⁄": "fratto",
        "=": "uguale",
        "≠": "diverso da",
        "≈": "circa",
        "~": "circa",
        "÷": "diviso",
        "±": "più o meno",
        "√": "radice quadrata di",
        "π": "pi greco",
        "∞": "infinito",
        "&": "e",
        "@": "chiocciola",
        "§": "paragrafo",
        "°": "gradi",
        "%": "per cento",
        "‰": "per mille",
        "€": "euro",
        "$": "dollari",
        "£": "sterline",
        "¥": "yen",
    },
)


def _linking() -> frozenset[str]:
    """What may stand between the parts of one thing."""
    words = {"x", "a", "e", "o", "al", "alle", "all", *MONTHS, *MONTHS_SHORT}
    words.update(name.lower() for name in (*UNITS, *CURRENCIES, *MAGNITUDES) if name.isalpha())
    return frozenset(words)


_DAYS = "lun|mar|mer|gio|ven|sab|dom"
_HOT_WORD = re.compile(rf"{ROMAN_WORD.pattern}|(?i:(?:{_DAYS})-(?:{_DAYS}))")

RULES = Rules(
    language="it",
    rules=(
        *ABBREVIATION_RULES[:1],  # `p.es.` is no address in Spain
        *link_rules(_LINK_WORDS, ITALIAN.whole),
        keypad_rule(_KEYS),
        *PHONE_RULES,
        *grouped_rules(ITALIAN),
        *DATE_RULES,
        *TIME_RULES,
        *ORDINAL_RULES,
        *FRACTION_RULES,
        *quantity_rules(ITALIAN),
        *RANGE_RULES,
        *version_rules(ITALIAN),
        *ROMAN_RULES,
        *NUMBER_SIGN_RULES,
        *code_rules(ITALIAN),
        *NUMBER_RULES,
        *sign_rules(ITALIAN, _SIGN_WORDS),
        *ABBREVIATION_RULES[1:],
    ),
    hot=HOT | frozenset(WEEKDAYS_SHORT) | {"π", "kg", "km", "kwh", "mq"},
    hot_word=_HOT_WORD,
    linking=_linking(),
)
