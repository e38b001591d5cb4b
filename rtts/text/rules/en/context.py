"""What stands around a match, and what it tells of it."""

import re

from rtts.text.rules.base import Match, after, before, word_after, word_before
from rtts.text.rules.en.words import (
    MONTHS,
    MONTHS_SHORT,
    OPENERS,
    STATE_WORDS,
    STREETS,
    WEEKDAYS,
    WEEKDAYS_SHORT,
    ZONES,
)
from rtts.text.wordlists import word_list, word_set

__all__ = [
    "NO_NOUNS",
    "counts_things",
    "follows",
    "glued",
    "is_addressed",
    "is_capital",
    "is_modifier",
    "may_name_code",
    "names_code",
    "names_road",
    "next_word",
    "stop_after",
]

_STRONG = (
    r"(?:code|codes|pin|passcode|password|otp|zip|zip\scode|zipcode|confirmation|acct|invoice"
    r"|tracking|booking|reservation|serial|docket|license|plate|locker|badge|barcode|isbn|extension"
    r"|cvv|cvc|flight|combination|case\s#|order\s#|ticket\s#|# )"
)
_WEAK = (
    r"(?:order|case|ticket|reference|ref|account|claim|policy|member|membership|card|model|part|id)"
)
_LINK = r"(?:\s(?:number|code|no\.?|num|id|is|was|now|to)){1,3}"
_CODE = re.compile(
    rf"\b(?:{_STRONG}(?:{_LINK})?|{_WEAK}\.?(?:{_LINK}|:|\s#|\s?[nN]o\.)|id|(?:ends|ending)\s(?:in|with)"
    r"|text\s\S{1,20}\sto)"
    r"[\s:#\"'“-]{0,4}\Z",
    re.IGNORECASE,
)
_MAY_BE_CODE = re.compile(rf"\b(?:{_WEAK}|text|dial|call)\s\Z", re.IGNORECASE)
_ROAD = re.compile(
    r"(?:\b(?i:route|rte|rt|hwy|highway|interstate|exit)\.?\s|\b[A-Z]{2}-|\bI[- ]|\bUS )"
    r"\d{1,4}[A-Z]?\s\Z"
)
_MARKS = "\"'“”‘’()[]{}*_.,;:!?…"
_CLOSERS = "\"'”’)]}*_"
_ADDRESS = re.compile(
    r"(?<![\w.,:/#$])\d{1,6}[A-Z]?\s(?:(?:(?![AP]M\b)[A-Z][\w'’-]{0,20}\.?|\d{1,3}[a-z]{2})\s){1,4}\Z"
)
_SINGULAR_S = re.compile(r".*(?:ss|us|is)|was|has|does|as|its", re.DOTALL)
_PLURALS = word_set("people men women children feet teeth mice sheep fish police yuan yen")
NO_NOUNS = word_set(
    "and or to for per a an the in on at of by from with is was are were more less off plus"
    " but if when as than that it you we they i he she extra total each every today tomorrow"
    " now instead back only this because while after before until since so then right overall"
)
_ZONE_NAMES = (
    *(zone.lower() for zone in ZONES),
    *word_list("eastern central mountain pacific london local sharp"),
    *(day.lower() for day in WEEKDAYS_SHORT),
    *(month.lower() for month in MONTHS_SHORT),
)
_PROPER = frozenset({*MONTHS, *WEEKDAYS, *STREETS, *STATE_WORDS, *_ZONE_NAMES})


def next_word(match: Match) -> str:
    """The word behind a match without its marks."""
    return word_after(match).strip(_MARKS)


def follows(match: Match, words: frozenset[str]) -> bool:
    """Whether one of these words stands right in front of a match."""
    return word_before(match).strip(_MARKS).lower() in words


def glued(match: Match) -> bool:
    """Whether a match continues a word or a number."""
    left = match.string[match.start() - 1 : match.start()] if match.start() else ""
    return left.isalnum() or left == "_"


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital letter, whatever marks stand in front of it."""
    return word.lstrip(_MARKS)[:1].isupper()


def is_modifier(match: Match) -> bool:
    """Whether an amount only says which: "a $5 coupon", "a 10 km run"."""
    if not follows(match, frozenset({"a", "an", "another"})):
        return False
    following = after(match)
    word = next_word(match)
    return following[:1] in " -" and word[:1].isalpha() and word.lower() not in NO_NOUNS


def names_code(match: Match) -> bool:
    """Whether it is said in front of a match that a code follows: "your PIN is"."""
    return _CODE.search(before(match, 48)) is not None


def may_name_code(match: Match) -> bool:
    """Whether a code may follow, or an amount: "order 48213", "order 12 eggs"."""
    return _MAY_BE_CODE.search(before(match, 20)) is not None


def names_road(text: str) -> bool:
    """Whether a text ends with the number of a road: "I-95 ", "Route 66 "."""
    return _ROAD.search(text) is not None


def counts_things(match: Match) -> bool:
    """Whether the word behind a number is the plural of what it counts."""
    word = next_word(match).lower()
    if not re.match(r"\s[a-z]", after(match)):
        return False
    return word in _PLURALS or (word.endswith("s") and not _SINGULAR_S.fullmatch(word))


def is_addressed(match: Match) -> bool:
    """Whether a match ends what began with the number of a house: "123 N Main"."""
    return _ADDRESS.search(before(match)) is not None


def stop_after(match: Match, *, any_capital: bool = False) -> str:
    """The stop that an abbreviation shares with its sentence; empty if the sentence goes on.

    `any_capital`: no name is likely to follow, so that any capital opens a sentence.
    """
    following = after(match)
    rest = following.lstrip(_CLOSERS)
    if not rest.strip() or (rest[:1].isspace() and "\n" in rest[: len(rest) - len(rest.lstrip())]):
        return "."
    if following[:1] in ",;:?!-–—" and following[:1]:
        return ""
    word = word_after(match).lstrip(_CLOSERS + _MARKS).rstrip(_MARKS)
    if not word[:1].isupper() or word.lower() in _PROPER:
        return ""
    return "." if any_capital or word.replace("’", "'").lower() in OPENERS else ""
