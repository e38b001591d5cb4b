"""Ordinals and Roman numerals in French."""

import re

from rtts.text.rules.base import Begins, Match, Rule, word_before
from rtts.text.rules.fr.numbers import FRENCH, ordinal
from rtts.text.rules.fr_it.figures import sentence_stop
from rtts.text.rules.numbers import from_roman
from rtts.text.wordlists import word_set

__all__ = ["ORDINAL_RULES", "ROMAN_RULES", "ROMAN_WORD"]

_FIRST_MARKS = ("er", "re", "ère", "ᵉʳ", "ʳᵉ")
_ORDINAL = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,6}) ?(?P<mark>"
    r"(?<! )(?:ers?|res?|ères?|ere|n?des?|n?ds?|i?[eè]mes?|es?|è|ᵉʳ|ʳᵉ|ᵉ|ᵈᵉ?)|ièmes?)(?![^\W_])"
)
_ROMAN = re.compile(
    r"(?<![^\W_])(?<![.'’-])(?P<roman>[IVXLCDM]{1,12})(?P<mark>ers?|res?|ère|e|è|ème|ième|ᵉʳ|ᵉ|ʳᵉ)?(?![^\W_])(?![.'’-]\w)"
)
_PARTS = word_set(
    "chapitre chapitres chap vol art fig tome volume livre acte scène partie article titre annexe"
    " section type"
    " phase niveau classe groupe étape catégorie règle paragraphe épisode saison figure tableau"
    " leçon version stade division ligue grade module lot zone"
)
_KINGS = word_set(
    "louis henri charles françois philippe napoléon jean pie léopold albert guillaume georges"
    " édouard clément grégoire innocent benoît paul nicolas alexandre frédéric victor-emmanuel"
    " juan-carlos richard jacques élisabeth elizabeth marie catherine robert hugues umberto pierre"
    " baudouin ferdinand alphonse urbain jules léon boniface mohammed hassan ramsès"
)
ROMAN_WORD = re.compile(
    r"[IVXLCDM]{2,12}(?:ers?|es?|ème|ième|re|ᵉʳ?|ʳᵉ)?|[IVX](?:er|e|re|ère|ème|ᵉʳ?|ʳᵉ)|[IVX]"
)
"""Plain words that may be Roman numerals."""


def _say_ordinal(match: Match) -> str | None:
    value, mark = int(match["digits"]), match["mark"]
    plural = "s" if mark.endswith("s") else ""
    if mark[0] in "dnᵈ":  # 2d, 2nde
        if value != 2:
            return None
        return ("seconde" if "e" in mark or "ᵉ" in mark else "second") + plural
    if mark.startswith(_FIRST_MARKS):
        if value != 1:
            return None
        return ordinal(1, feminine=not mark.startswith(("er", "ᵉʳ"))) + plural
    return ordinal(value) + plural


def _say_roman(match: Match) -> str | None:
    value, mark = from_roman(match["roman"]), match["mark"]
    if value is None:
        return None
    if not mark:
        return FRENCH.cardinal(value) if _is_numbered(match, value) else None
    if mark.startswith(_FIRST_MARKS):
        return ordinal(1, feminine=not mark.startswith(("er", "ᵉʳ"))) if value == 1 else None
    return None if match["roman"] in {"C", "D", "L", "M"} else ordinal(value)


def _is_numbered(match: Match, value: int) -> bool:
    """Whether what stands before a Roman numeral is something that has a number."""
    word = word_before(match)
    name = word.lower().strip("(«.\"'’").rpartition("'")[2]
    if name in _PARTS or name in _KINGS or name.rpartition("-")[2] in _KINGS:
        return True
    if len(match["roman"]) == 1 or not set(match["roman"]) <= set("IVX") or value > 39:
        return len(match["roman"]) > 3
    return word[:1].isupper() and word[-1:].isalpha() and not word.isupper()


ORDINAL_RULES = (Rule("ordinal", _ORDINAL, _say_ordinal),)
_CENTURY = re.compile(r"(?<=[IVX]e )s\.")

ROMAN_RULES = (
    Rule(
        "abbreviation",
        _CENTURY,
        lambda match: "siècle" + sentence_stop(match),
        Begins.LETTER,
    ),
    Rule("Roman numeral", _ROMAN, _say_roman, Begins.LETTER),
)
