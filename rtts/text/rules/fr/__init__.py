"""What is said for French text."""

import re

from rtts.text.rules.base import Rules
from rtts.text.rules.fr.abbreviations import ABBREVIATION_RULES, HOT
from rtts.text.rules.fr.dates import DATE_RULES, TIME_RULES
from rtts.text.rules.fr.numbers import FRENCH
from rtts.text.rules.fr.ordinals import ORDINAL_RULES, ROMAN_RULES, ROMAN_WORD
from rtts.text.rules.fr.plain import FRACTION_RULES, NUMBER_RULES, PHONE_RULES, RANGE_RULES
from rtts.text.rules.fr.words import (
    CURRENCIES,
    MAGNITUDES,
    MONTHS,
    MONTHS_SHORT,
    UNITS,
    WEEKDAYS_SHORT,
)
from rtts.text.rules.fr_it.codes import code_rules, grouped_rules, version_rules
from rtts.text.rules.fr_it.quantities import quantity_rules
from rtts.text.rules.fr_it.signs import SignWords, sign_rules
from rtts.text.rules.keypad import Keys, keypad_rule
from rtts.text.rules.links import LinkWords, link_rules
from rtts.text.wordlists import word_set

__all__ = ["RULES"]

_KEYS = Keys(
    pound="dièse",
    star="étoile",
    pressed=r"appuy\w{0,4}|tap\w{1,4}|compos\w{0,4}|press\w{1,4}|touche",
)
_LINK_WORDS = LinkWords(
    at="arobase",
    dot="point",
    slash="slash",
    dash="tiret",
    underscore="tiret bas",
    colon="deux-points",
    question="point d'interrogation",
    equals="égal",
    ampersand="et",
    plus="plus",
    hash="dièse",
    percent="pour cent",
    hashtag="hashtag",
)
_SIGN_WORDS = SignWords(
    minus="moins",
    plus="plus",
    or_more="et plus",
    times="fois",
    divided="divisé par",
    squared="au carré",
    cubed="au cube",
    power="puissance",
    less_than="inférieur à",
    more_than="supérieur à",
    at_most="inférieur ou égal à",
    at_least="supérieur ou égal à",
    under="moins de",
    over="plus de",
    no_more="au plus",
    no_less="au moins",
    number="numéro ",
    or_=" ou ",
    periods=word_set("seconde minute heure jour nuit semaine quinzaine mois trimestre an année"),
    counted=re.compile(r"\d[x×]?\Z|\d\s[^\W\d_]{2,24}\Z|[^\W\d_]{3}[sx]\Z"),
    named={
        "/": "et",
        "⁄": "sur",
        "=": "égale",
        "≠": "différent de",
        "≈": "environ",
        "~": "environ",
        "÷": "divisé par",
        "±": "plus ou moins",
        "√": "racine carrée de",
        "π": "pi",
        "∞": "l'infini",
        "&": "et",
        "@": "arobase",
        "§": "paragraphe",
        "°": "degrés",
        "%": "pour cent",
        "‰": "pour mille",
        "€": "euros",
        "$": "dollars",
        "£": "livres",
        "¥": "yens",
    },
)


def _linking() -> frozenset[str]:
    """What may stand between the parts of one thing."""
    words = {"x", "à", "et", "ou", "s", "soupe", "café", "de", *MONTHS, *MONTHS_SHORT}
    words.update(name.lower() for name in (*UNITS, *CURRENCIES, *MAGNITUDES) if name.isalpha())
    return frozenset(words)


_DAYS = "lun|mar|mer|jeu|ven|sam|dim"
_HOT_WORD = re.compile(rf"{ROMAN_WORD.pattern}|Ste?-[A-ZÀ-Ý][^\W\d_]+|(?i:(?:{_DAYS})-(?:{_DAYS}))")

RULES = Rules(
    language="fr",
    rules=(
        *link_rules(_LINK_WORDS, FRENCH.whole),
        keypad_rule(_KEYS),
        *PHONE_RULES,
        *grouped_rules(FRENCH),
        *DATE_RULES,
        *TIME_RULES,
        *FRACTION_RULES,
        *quantity_rules(FRENCH),
        *RANGE_RULES,
        *version_rules(FRENCH),
        *ORDINAL_RULES,
        *ROMAN_RULES,
        *ABBREVIATION_RULES[:3],
        *code_rules(FRENCH),
        *NUMBER_RULES,
        *sign_rules(FRENCH, _SIGN_WORDS),
        *ABBREVIATION_RULES[3:],
    ),
    hot=HOT | frozenset(WEEKDAYS_SHORT) | {"π", "kg", "km", "kwh"},
    hot_word=_HOT_WORD,
    linking=_linking(),
)
