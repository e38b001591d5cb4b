"""Ordinals and Roman numerals in Italian."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_after, word_before
from rtts.text.rules.fr_it.figures import sentence_stop
from rtts.text.rules.it.numbers import ITALIAN, is_feminine, is_noun, ordinal
from rtts.text.rules.it.words import FEMININE_E, MONTHS
from rtts.text.rules.numbers import from_roman
from rtts.text.wordlists import word_set

__all__ = ["ORDINAL_RULES", "ROMAN_RULES", "ROMAN_WORD"]

_ORDINAL = re.compile(
    r"(?<![\w,])(?<!\d[.,])(?P<digits>\d{1,4}) ?(?P<mark>[°ºª]|ᵃ|ᵒ|(?<! )\^[ao])"
    r"(?![^\W_])(?![CF]\b)"
)
_LETTER = re.compile(r"(?<![\w.,])(?P<digits>\d{1,3})(?P<mark>[ao])(?= [^\W\d_]{3})(?![^\W_])")
_ARTICLES = re.compile(
    r"(?:\b(?:il|lo|al|allo|del|dello|nel|dal|sul|un|ogni|in|quel|questo|suo|mio|tuo)|\b(?:la|alla|della|nella|dalla|sulla|una|"
    r"questa|quella|sua|mia|tua|per la)|['’]) ?\Z",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?<![^\W_])(?<![.'’-])(?P<roman>[IVXLCDM]{1,12})(?![^\W_])(?![.'’-]\w)")
_AFTER_MASCULINE = word_set(
    "secolo sec millennio capitolo libro governo canto reggimento congresso municipio concilio"
    " reich"
    " impero emendamento comma trimestre semestre anno atto liceo piano"
)
_AFTER_FEMININE = word_set(
    "guerra edizione repubblica dinastia legislatura crociata olimpiade armata divisione"
    " internazionale giornata circoscrizione rivoluzione legione stagione parte"
)
_MASCULINE_PARTS = word_set(
    "capitolo cap vol art fig libro volume atto tomo titolo articolo canto paragrafo papa re secolo"
    " emanuele tipo"
    " livello grado quadro emendamento millennio"
)
_FEMININE_PARTS = word_set("parte sezione scena classe fase regina tappa guerra")
_CARDINAL_PARTS = word_set(
    "tipo livello articolo allegato tabella fase rocky episodio bowl grado world war"
)
_KINGS = word_set(
    "luigi enrico carlo filippo francesco vittorio emanuele umberto giovanni paolo pio leone"
    " benedetto clemente gregorio innocenzo napoleone guglielmo giorgio edoardo federico alessandro"
    " nicola pietro ferdinando amedeo cosimo lorenzo sisto urbano bonifacio giulio riccardo giacomo"
    " alfonso roberto ottone tolomeo ramses andrea ludovico massimiliano felipe juan alberto"
    " celestino adriano callisto eugenio martino niccolò"
)
_QUEENS = word_set("elisabetta maria caterina margherita isabella vittoria cristina anna")
ROMAN_WORD = re.compile(r"[IVXLCDM]{2,12}|[IVX]")
"""Plain words that may be Roman numerals."""


def _say_ordinal(match: Match) -> str | None:
    value, mark = int(match["digits"]), match["mark"].lstrip("^")
    noun = word_after(match)
    if mark in "°º" and not _is_ordinal(match, value, noun):
        return None
    if mark in "ªᵃa":
        return ordinal(value, feminine=True)
    return ordinal(value)


def _is_ordinal(match: Match, value: int, noun: str) -> bool:
    """Whether the ring behind a number makes it an ordinal; degrees have no noun behind them."""
    if not value or match["mark"] == "º":
        return value > 0
    known = is_noun(noun) and after(match)[:1].isspace() and noun.strip(".,;:").isalpha()
    if known and noun.lower().strip(".,;:") in {"centigradi", "celsius", "fahrenheit", "gradi"}:
        return False
    led = _ARTICLES.search(before(match, 12)) is not None
    if known:
        return value < 100 and (led or value < 40 or noun.lower() == "anniversario")
    return led and value < 20 and not re.search(r"\bin ?\Z", before(match, 4))


def _say_letter(match: Match) -> str | None:
    """`la 2a volta`, `il 3o posto`: only behind an article."""
    if not _ARTICLES.search(before(match, 12)):
        return None
    return ordinal(int(match["digits"]), feminine=match["mark"] == "a")


def _say_roman(match: Match) -> str | None:
    value = from_roman(match["roman"])
    if not value:
        return None
    left, right = (
        word.strip("«»\"“”().,;:!?’'").lower() for word in (word_before(match), word_after(match))
    )
    left = left.replace("’", "'").rpartition("'")[2]
    if right in MONTHS and value < 32:
        return ITALIAN.cardinal(value)
    if right in _AFTER_MASCULINE or right in _AFTER_FEMININE:
        return ordinal(value, feminine=right in _AFTER_FEMININE)
    if left in _CARDINAL_PARTS:
        return ITALIAN.cardinal(value)
    if left in _MASCULINE_PARTS or left in _KINGS:
        return ordinal(value)
    if left in _FEMININE_PARTS or left in _QUEENS:
        return ordinal(value, feminine=True)
    return _after_name(match, value)


def _after_name(match: Match, value: int) -> str | None:
    """Behind any other name only what can be nothing else is a numeral."""
    roman, name = match["roman"], word_before(match)
    if len(roman) < 2 or not set(roman) <= set("IVX") or value > 39:
        return ITALIAN.cardinal(value) if len(roman) > 3 and value > 1000 else None
    if re.search(r"\b(?:il|nel|del|dal|al|sul)\Z", name, re.IGNORECASE) and not is_noun(
        word_after(match)
    ):
        return ordinal(value)
    if name[:1].isupper() and name[-1:].isalpha() and not name.isupper():
        feminine = name.lower() in FEMININE_E or (name.endswith("a") and is_feminine(name))
        return ordinal(value, feminine=feminine)
    return None


_CENTURY = re.compile(r"(?<=[IVX] )sec\.")
_AGE = re.compile(r"(?<![\w.,])(?P<digits>\d{1,3})-?(?P<ending>enn[ei])(?![^\W_])")


def _say_age(match: Match) -> str:
    """`80enne`, who is eighty years old."""
    words = ITALIAN.whole(match["digits"])
    stem = words[:-1] if words[-1] in "aioue" and not words.endswith(("tre", "sei")) else words
    return stem.replace("é", "e") + match["ending"]


ORDINAL_RULES = (
    Rule("ordinal", _ORDINAL, _say_ordinal),
    Rule("ordinal", _LETTER, _say_letter),
    Rule("age", _AGE, _say_age),
)
ROMAN_RULES = (
    Rule("abbreviation", _CENTURY, lambda match: "secolo" + sentence_stop(match), Begins.LETTER),
    Rule("Roman numeral", _ROMAN, _say_roman, Begins.LETTER),
)
