"""Words of letters and digits: models, formulas, plates."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after
from rtts.text.rules.en.context import glued, names_code
from rtts.text.rules.en.numbers import (
    cardinal,
    character,
    grouped_digits,
    number,
    pairs,
    spelled,
)
from rtts.text.rules.en.units import UNITS
from rtts.text.rules.en.words import KEYS

__all__ = ["RULES", "say_piece"]

_SERIAL = re.compile(
    r"(?=[A-Za-z₀-₉\d‑-]{0,24}[\d₀-₉])(?=[\d‑-]{0,24}[A-Za-z])"
    r"[A-Za-z\d₀-₉]{1,24}(?:[-‑](?:\d{1,12}[A-Za-z\d]{0,6}|[A-Z]{1,4}\d{0,6})(?![a-z])){0,4}"
)
_PIECE = re.compile(r"\d+|[A-Za-z]+|[-‑]")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_DOTTED = re.compile(r"([A-Z])\.(\d{3})(?!\w|\.\d)")
_ERS = re.compile(r"(\d{2})(ers)(?!\w)")
_FORMULA = re.compile(
    r"(?:(?:Na|Mg|Al|Si|Cl|Ca|Fe|Cu|Zn|Ag|Pb|Br|Li|Mn|Cr|Ni|[CHONSPKFI])\d{0,2}){2,8}"
)
_READS = re.compile(r"(?=[A-Z]*[AEIOU])[A-Z]{4,24}")
"""Letters that are a word in a code: "SAVE20"."""
_LOG = re.compile(r"log([₀-₉]{1,3})(\()?")
_401K = re.compile(r"(\d{3})\(([a-z])\)(?:\((\d)\))?")


def _say_401k(match: Match) -> str | None:
    if glued(match):
        return None
    tail = f" {cardinal(int(match[3]))}" if match[3] else ""
    return f"{pairs(match[1])} {match[2]}{tail}"


def _say_log(match: Match) -> str | None:
    """A logarithm with its base: "log₂(8)"."""
    if glued(match):
        return None
    of = f" of {match[2]}" if match[2] else " of"
    return f"log base {cardinal(int(match[1].translate(_SUBSCRIPTS)))}{of}"


def _say_dotted(match: Match) -> str | None:
    """Standards with a dot: "H.264"."""
    return None if glued(match) else f"{match[1]} dot {pairs(match[2])}"


def _say_team(match: Match) -> str | None:
    """A number that people are called by: "49ers"."""
    if glued(match):
        return None
    words = cardinal(int(match[1]))
    return words + (match[2][1:] if words.endswith("e") else match[2])


def _say_serial(match: Match) -> str | None:
    """Letters and digits in one word: "A4", "COVID-19", "H2O"."""
    if glued(match):
        return None
    text = match[0].translate(_SUBSCRIPTS)
    following = after(match)[:1]
    if following.isalpha() or following.isdecimal() or following == "_":
        return None
    words = [piece for piece in _PIECE.findall(text) if piece not in "-‑"]
    if text.upper() == text and names_code(match):
        return ", ".join(word if _READS.fullmatch(word) else _spelled(word) for word in words)
    if re.match(r"[a-z]{2,24}[-‑]", text) or not re.search(r"\d", text):
        return None
    named = len(words) == 2 or any(word.isupper() for word in words)
    if len(words) > 1 and words[-1] == "s" and words[-2].isdecimal() and named:
        return _many(_say_words(text, words[:-1]))
    return _say_words(text, words)


def _spelled(word: str) -> str:
    return " ".join(character(char) for char in word)


def _many(words: str) -> str:
    if words.endswith(("x", "six")):
        return words + "es"
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def _say_words(text: str, words: list[str]) -> str:
    if _is_quantity(words):
        return f"{number(words[0])} {words[1]}"
    if not _FORMULA.fullmatch(text) and _is_random(words):
        return " ".join(character(char) for word in words for char in word)
    letters = max((len(word) for word in words if word.isalpha()), default=0)
    plate = "-" in text and letters == 3 and text.upper() == text
    if re.fullmatch(r"[1-9]\d{3}[a-z]{1,3}", text):
        return f"{pairs(words[0])} {words[1]}"
    return " ".join(say_piece(word, 3 if plate else 4, plate=plate) for word in words)


def _is_quantity(words: list[str]) -> bool:
    return len(words) == 2 and words[0].isdecimal() and words[1] in UNITS and words[1] not in "AVW"


def _is_random(words: list[str]) -> bool:
    """Whether letters and digits change places too often for a name."""
    return (
        len(words) >= 4
        and sum(map(len, words)) >= 6
        and all(word.isdecimal() or len(word) <= 3 for word in words)
    )


def say_piece(piece: str, longest: int, *, plate: bool = False) -> str:
    """Letters or digits of a serial; `longest` digits and more are said one by one."""
    if not piece.isdecimal():
        return spelled(piece) if piece.isupper() and len(piece) < 4 else _letters(piece)
    if plate or len(piece) >= longest or (piece[0] == "0" and len(piece) > 1):
        return grouped_digits(piece)
    return pairs(piece)


def _letters(piece: str) -> str:
    return KEYS.get(piece, piece) if piece in KEYS and len(piece) == 1 else piece


RULES = (
    Rule("code", _401K, _say_401k),
    Rule("serial", _LOG, _say_log, Begins.LETTER),
    Rule("serial", _ERS, _say_team),
    Rule("serial", _DOTTED, _say_dotted, Begins.LETTER),
    Rule("serial", _SERIAL, _say_serial, Begins.DIGIT | Begins.LETTER),
)
