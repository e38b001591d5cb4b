"""Italian numbers in words, and how they agree."""

import re
from typing import ClassVar

from rtts.text.rules.base import Match, word_before
from rtts.text.rules.fr_it.figures import Magnitude, Tongue, Unit, is_round_million
from rtts.text.rules.it.words import (
    CURRENCIES,
    FEMININE_E,
    MAGNITUDES,
    MASCULINE_A,
    NO_NOUNS,
    SPEEDS,
    UNITS,
)
from rtts.text.rules.numbers import Number
from rtts.text.wordlists import word_set

__all__ = ["ITALIAN", "article_one", "is_feminine", "is_noun", "ordinal", "with_article"]

_MARKS = "«»\"“”().,;:!?…’'"
_FEMININE_ENDINGS = (
    "zione",
    "sione",
    "gione",
    "trice",
    "tudine",
    "igine",
    "aggine",
    "tà",
    "tù",
    "ie",
)
_HARD = re.compile(r"(?:s[^aeiouàèéìòù]|z|gn|ps|pn|x|y[^aeiou]|i[aeiou])", re.IGNORECASE)
_VOWEL = re.compile("[aeiouàèéìòù]", re.IGNORECASE)
_FIRST_ORDINALS = (
    "zeresimo", "primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo",
    "nono", "decimo",
)  # fmt: skip
_PREPOSITIONS = word_set(
    "in per di dei degli delle del con a tra fra circa dopo ogni entro su da dai dal dalle dalla"
    " i gli le il lo la nei negli nelle nel nella ai agli alle al ore sui sugli sulle sul altri"
    " altre almeno altri periodo anni biennio triennio stagione circa primi prime ultimi ultime"
    " soli sole o e d'"
)


def is_noun(word: str) -> bool:
    """Whether a word behind a number may be what it counts."""
    bare = word.strip(_MARKS).lower()
    return bool(bare) and bare[0].isalpha() and bare not in NO_NOUNS


def is_feminine(noun: str) -> bool:
    """Whether a noun in the singular is feminine, as far as its form tells."""
    word = noun.strip(_MARKS).lower()
    if word in FEMININE_E:
        return True
    if word in MASCULINE_A:
        return False
    return word.endswith("a") or (len(word) > 4 and word.endswith(_FEMININE_ENDINGS))


def article_one(noun: str, *, feminine: bool) -> str:
    """One of a noun: `un`, `uno`, `una` or `un'`, which takes the space behind it."""
    word = noun.lstrip(_MARKS)
    if feminine:
        return "un'" if _VOWEL.match(word) else "una "
    return "uno " if _HARD.match(word) else "un "


def with_article(noun: str, *, feminine: bool) -> str:
    """What is for each of a noun: `al mese`, `all'ora`, `alla settimana`."""
    if _VOWEL.match(noun) and not _HARD.match(noun):
        return f"all'{noun}"
    if feminine:
        return f"alla {noun}"
    return f"allo {noun}" if _HARD.match(noun) else f"al {noun}"


def ordinal(value: int, *, feminine: bool = False) -> str:
    """The ordinal: `primo`, `ventitreesimo`, `seconda`."""
    if value < len(_FIRST_ORDINALS):
        words = _FIRST_ORDINALS[value]
    else:
        words = ITALIAN.cardinal(value)
        if words.endswith("mila"):
            words = words[:-2] + "lla"
        if words.endswith("tré"):
            words = words[:-1] + "ee"
        elif words.endswith("sei"):
            words += "i"
        words = words[:-1] + "esimo"
    return words[:-1] + "a" if feminine else words


_SMALL = (
    "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci",
    "undici", "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette",
    "diciotto", "diciannove",
)  # fmt: skip
_TENS = (
    "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta",
)  # fmt: skip
_POWERS = (
    (10**12, "bilione", "bilioni"),
    (10**9, "miliardo", "miliardi"),
    (10**6, "milione", "milioni"),
)


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    head = ("" if hundreds == 1 else _SMALL[hundreds]) + "cento" if hundreds else ""
    if rest < 20:
        tail = _SMALL[rest] if rest else ""
    else:
        tens, ones = divmod(rest, 10)
        tail = _TENS[tens - 2]
        if ones:
            tail = (tail[:-1] if ones in {1, 8} else tail) + _SMALL[ones]
    if head and tail.startswith(("ott",)):
        head = head[:-1]  # centotto, duecentottanta
    return head + tail


def _cardinal(value: int) -> str:
    """A number in one word, up to the millions, which are words of their own.

    num2words says "centodicotto" for 118, and writes 123 without its accent.
    """
    if not value:
        return _SMALL[0]
    parts = []
    for power, one, many in _POWERS:
        count, value = divmod(value, power)
        if count:
            parts.append(f"un {one}" if count == 1 else f"{_below_thousand(count)} {many}")
    thousands, rest = divmod(value, 1000)
    word = ("mille" if thousands == 1 else _below_thousand(thousands) + "mila") if thousands else ""
    word += _below_thousand(rest)
    if word.endswith("tre") and word != "tre":
        word = word[:-1] + "é"
    if word:
        parts.append(word)
    return " e ".join(filter(None, (" ".join(parts[:-1]), parts[-1])))


class _Italian(Tongue):
    language: ClassVar[str] = "it"
    names: ClassVar[tuple[str, ...]] = (
        "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove",
    )  # fmt: skip
    comma: ClassVar[str] = "virgola"
    point: ClassVar[str] = "punto"
    by: ClassVar[str] = "per"
    per_cent: ClassVar[str] = "per cento"
    per_mille: ClassVar[str] = "per mille"
    units = UNITS
    currencies = CURRENCIES
    magnitudes = MAGNITUDES
    inch = Unit("pollice", "pollici")
    time = Unit("volta", "volte", feminine=True)
    leads = re.compile(r"\b(?:il|lo|al|per|del|un|ogni) \Z|[l]['’]\Z", re.IGNORECASE)
    no_nouns = NO_NOUNS
    speeds = SPEEDS

    def cardinal(self, value: int, *, feminine: bool = False) -> str:
        if value == 1 and feminine:
            return "una"
        return _cardinal(value) if value < 10**15 else self.spelled(str(value))

    def counted(self, number: Number, unit: Unit) -> str:
        if number.whole == 1 and not number.fraction:
            return article_one(unit.one, feminine=unit.feminine) + unit.one
        said = self.number(number)
        if is_round_million(number):
            return f"{said} {self.partitive(unit.many)}"
        return f"{said} {unit.many}"

    def with_cents(self, units: str, cents: int, counted: str) -> str:
        return f"{units} e {counted if cents < 10 else self.cardinal(cents)}"

    def partitive(self, noun: str) -> str:
        return f"di {noun}"

    def per(self, noun: str) -> str:
        if noun in {"notte", "persona", "testa", "settimana", "porzione", "seduta", "lezione"}:
            return f"a {noun}"
        return with_article(noun, feminine=is_feminine(noun)) if " " not in noun else f"per {noun}"

    def span(self, low: str, high: str, match: Match) -> str:
        left = word_before(match).lower().replace("’", "'").strip('(«"“')
        if left in _PREPOSITIONS:
            return f"{low} {high}"
        return f"da {low} a {high}"

    def magnified(self, number: Number, magnitude: Magnitude) -> str:
        if number.whole == 1 and not number.fraction:
            return f"un {magnitude.one}"
        return f"{self.number(number)} {magnitude.many}"


ITALIAN = _Italian()
