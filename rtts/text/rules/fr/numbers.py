"""French numbers in words, and how they agree."""

import re
from typing import ClassVar

from rtts.text.rules.base import Match
from rtts.text.rules.fr.words import CURRENCIES, FEMININE, MAGNITUDES, NO_NOUNS, SPEEDS, UNITS
from rtts.text.rules.fr_it.figures import Magnitude, Tongue, Unit, is_round_million
from rtts.text.rules.numbers import Number, number_words
from rtts.text.wordlists import word_set

__all__ = ["FRENCH", "is_feminine", "is_plural", "ordinal"]

_FEMININE_ENDINGS = (
    "tion", "sion", "aison", "ance", "ence", "ette", "elle", "esse", "ée", "ité", "euse", "trice",
    "ière", "aine", "ienne", "ude", "ade", "erie", "ille", "ure", "ise", "ente",
    "ante", "ive", "ine",
)  # fmt: skip
_MASCULINE = word_set(
    "musée lycée trophée silence capitaine domaine stade grade cimetière arrière derrière squelette"
    " murmure comité vermicelle gorille détective magazine"
)
_VOWELS = "aeiouyhéèêâîôûàœ"


def is_feminine(noun: str) -> bool:
    """Whether a noun is feminine, as far as its ending or a list of common ones tells."""
    word = noun.lower().strip("«»\"“”().,;:!?…’'")
    for form in (word, word.removesuffix("s")):
        if form in FEMININE:
            return True
        if form in _MASCULINE:
            return False
    return len(word) > 4 and word.removesuffix("s").endswith(_FEMININE_ENDINGS)


def is_plural(number: Number) -> bool:
    """Whether a noun counted by it is in the plural: from two on."""
    return number.whole >= 2


def ordinal(value: int, *, feminine: bool = False) -> str:
    """The ordinal: `premier`, `deuxième`, `vingt et unième`."""
    if value == 1:
        return "première" if feminine else "premier"
    words = FRENCH.cardinal(value)
    if words.endswith("cinq"):
        return words + "uième"
    if words.endswith("neuf"):
        return words[:-1] + "vième"
    if words.endswith(("vingts", "cents", "millions", "milliards")):
        words = words[:-1]
    return words.removesuffix("e") + "ième"


class _French(Tongue):
    language: ClassVar[str] = "fr"
    names: ClassVar[tuple[str, ...]] = (
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
    )  # fmt: skip
    comma: ClassVar[str] = "virgule"
    point: ClassVar[str] = "point"
    by: ClassVar[str] = "par"
    per_cent: ClassVar[str] = "pour cent"
    per_mille: ClassVar[str] = "pour mille"
    units = UNITS
    currencies = CURRENCIES
    magnitudes = MAGNITUDES
    inch = UNITS["po"]
    time = Unit("fois", "fois", feminine=True)
    leads = re.compile(r"\b(?:le|du|au|par|un|chaque) \Z|[dl]['’]\Z", re.IGNORECASE)
    no_nouns = NO_NOUNS
    speeds = SPEEDS

    def cardinal(self, value: int, *, feminine: bool = False) -> str:
        words = number_words(value, "fr") or self.spelled(str(value))
        return words + "e" if feminine and words.endswith("un") else words

    def counted(self, number: Number, unit: Unit) -> str:
        if unit.one == "mètre" and number.whole and len(number.fraction) == 2:
            meters = self.counted(number._replace(fraction=""), unit)
            return f"{meters} {self.fraction(number.fraction)}"
        noun = unit.many if is_plural(number) else unit.one
        said = self.number(number, feminine=unit.feminine)
        if is_round_million(number):
            return f"{said} {self.partitive(noun)}"
        return f"{said} {noun}"

    def with_cents(self, units: str, cents: int, counted: str) -> str:
        return f"{units} {self.cardinal(cents)}"

    def partitive(self, noun: str) -> str:
        return f"d'{noun}" if noun[0].lower() in _VOWELS else f"de {noun}"

    def per(self, noun: str) -> str:
        return f"par {noun}" if not noun.startswith(("cent ", "mille ")) else f"aux {noun}"

    def span(self, low: str, high: str, match: Match) -> str:
        return f"{low} à {high}"

    def magnified(self, number: Number, magnitude: Magnitude) -> str:
        name = magnitude.many if is_plural(number) else magnitude.one
        return f"{self.number(number)} {name}"


FRENCH = _French()
