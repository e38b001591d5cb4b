"""Roman numerals: of monarchs, of chapters and parts, of centuries."""

import re

from rtts.text.rules.base import Begins, Match, Rule
from rtts.text.rules.de.grammar import adjective_ending, closing_stop, left_words, right_word
from rtts.text.rules.de.nouns import gender_of
from rtts.text.rules.de.numbers import cardinal, ordinal_stem
from rtts.text.rules.numbers import from_roman
from rtts.text.wordlists import word_set

__all__ = ["ROMAN_RULES"]

_ROMAN = re.compile(r"(?<![\w-])(?P<r>[IVXLCDM]{1,9})(?P<stop>\.?)(?![\w.])")
_COUNTED_BY = word_set(
    "kap bd art abschn tab"
    " akt akte anhang apollo artikel band buch bowl diabetes division kapitel klasse liga phase"
    " rocky satz sparte star stufe symphonie tabelle teil titel typ vatikanum wars weltkrieg welle"
    " episode abschnitt stadium grad schritt abteilung"
)
_KINGS = word_set(
    "albert albrecht alexander alfons august benedikt bonifatius carl charles christian"
    " clemens eduard edward erich ernst ferdinand franz friedrich georg george gregor gustav"
    " harald heinrich henri henry innozenz jakob james johann johannes joseph karl klemens"
    " konrad leo leopold louis ludwig maximilian napoleon nikolaus olaf otto paul peter"
    " philipp pius ramses richard rudolf sixtus urban viktor wilhelm zar iwan emanuel baudouin"
    " felipe alfonso harald franziskus juan"
)
_QUEENS = word_set("elisabeth elizabeth katharina margarethe margrethe maria anna christina")
_SURELY_ROMAN = re.compile(r"[IVX]{2,}")
_ARTICLES = word_set("der die das des dem den im am vom zum zur beim")
_DATIVE = word_set("von mit unter bei nach zu seit vor dem vom zum beim gegenüber")
_ACCUSATIVE = word_set("für durch gegen ohne um den an")


def _say_roman(match: Match) -> str | None:
    value = from_roman(match["r"])
    left = left_words(match)
    if value is None:
        return None
    if not left:
        return _ordinal(match, value, left) if right_word(match) in {"Akt", "Teil"} else None
    monarch = _monarch(match, value, left)
    if monarch is not None:
        return monarch
    if left[0].lower().rstrip(".:") in _COUNTED_BY or _is_numbered(match["r"], left[0]):
        return cardinal(value) + match["stop"]
    return _ordinal(match, value, left)


def _is_numbered(numeral: str, name: str) -> bool:
    """Whether a name goes before a numeral that can be nothing else: `Apollo XI`."""
    named = name[0].isupper() and not name.isupper() and name.lower() not in _ARTICLES
    return named and _SURELY_ROMAN.fullmatch(numeral) is not None


def _ordinal(match: Match, value: int, left: list[str]) -> str | None:
    """`im XIX. Jahrhundert`, `der II. Weltkrieg`."""
    noun = right_word(match)
    if not match["stop"] or not noun[:1].isupper():
        return None
    if left and left[0].lower() not in _ARTICLES:
        return None
    return ordinal_stem(value) + adjective_ending(left, gender_of(noun))


def _monarch(match: Match, value: int, left: list[str]) -> str | None:
    """`Ludwig XIV.`: an article, and an ordinal that agrees with it."""
    name = left[0].lower()
    genitive = name not in _KINGS and name.endswith("s") and name[:-1] in _KINGS | _QUEENS
    name = name[:-1] if genitive else name
    if match["r"].strip("IVX") or name not in _KINGS | _QUEENS:
        return None
    queen = name in _QUEENS
    article = "of" if genitive else _governed(left)
    words = (_QUEENLY if queen else _KINGLY)[article]
    stop = closing_stop(match) if match["stop"] else ""
    said, ending = words
    return f"{said} {ordinal_stem(value).capitalize()}{ending}{stop}"


def _governed(left: list[str]) -> str:
    """The case that the word before a name and its titles asks for."""
    rest = left[1:6]
    while rest and rest[0][0].isupper() and rest[0].lower() not in _DATIVE | _ACCUSATIVE:
        rest.pop(0)
    governor = rest[0].lower() if rest else ""
    if governor in _DATIVE:
        return "dat"
    return "acc" if governor in _ACCUSATIVE else "nom"


_KINGLY = {"nom": ("der", "e"), "acc": ("den", "en"), "dat": ("dem", "en"), "of": ("des", "en")}
_QUEENLY = {"nom": ("die", "e"), "acc": ("die", "e"), "dat": ("der", "en"), "of": ("der", "en")}

ROMAN_RULES = (Rule("roman", _ROMAN, _say_roman, Begins.LETTER),)
