"""Telephone numbers, versions, addresses of machines, and codes of letters and digits."""

import re

from rtts.text.rules.base import Begins, Match, Rule, before
from rtts.text.rules.keypad import Keys, keypad_rule
from rtts.text.rules.links import LinkWords, link_rules
from rtts.text.rules.numbers import digit_by_digit
from rtts.text.rules.ru.context import is_label
from rtts.text.rules.ru.numerals import DIGITS, group_words, in_groups
from rtts.text.rules.ru.quantities import BLANK

__all__ = ["address_rules", "code_rules", "phone_rules"]

_SEPARATOR = "[ \u00a0\u202f()‑–-]{1,3}"
_INTERNATIONAL = re.compile(rf"\+\(?\d{{1,15}}(?:{_SEPARATOR}\d{{1,12}}){{0,7}}(?!\d)")
_NATIONAL = re.compile(rf"[78](?:{_SEPARATOR}\d{{1,10}}){{1,6}}(?!\d)|[78]\d{{10}}(?!\d)")
_LOCAL = re.compile(
    rf"\(?\d{{3,5}}\){BLANK}?\d{{1,3}}-\d\d-\d\d(?![\d-])"
    r"|\d{2,3}-\d\d-\d\d(?![\d-])"
)
_SPLITS = {
    4: (2, 2),
    5: (3, 2),
    6: (2, 2, 2),
    7: (3, 2, 2),
    8: (2, 2, 2, 2),
    9: (3, 2, 2, 2),
    10: (3, 3, 2, 2),
    11: (1, 3, 3, 2, 2),
    12: (3, 2, 3, 2, 2),
}
_DIGIT_RUN = re.compile(r"\d+")


def _split(digits: str) -> list[str]:
    sizes = _SPLITS.get(len(digits))
    if sizes is None:
        sizes = (3,) * (len(digits) // 3 + 1) if len(digits) > 3 else (3,)
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return [part for part in parts if part]


def _groups(text: str) -> str:
    """Groups as people dial them, with a pause between."""
    parts = (part for run in _DIGIT_RUN.findall(text) for part in _split(run))
    return ", ".join(group_words(part) for part in parts)


def _digits(text: str) -> int:
    return sum(char.isdecimal() for char in text)


def _say_international(match: Match) -> str | None:
    return f"плюс {_groups(match[0])}" if 8 <= _digits(match[0]) <= 15 else None


def _say_national(match: Match) -> str | None:
    return _groups(match[0]) if _digits(match[0]) == 11 else None


def _say_local(match: Match) -> str:
    return _groups(match[0])


def phone_rules() -> tuple[Rule, ...]:
    """The rules for telephone numbers."""
    return (
        Rule("phone", _INTERNATIONAL, _say_international, Begins.SIGN),
        Rule("phone", _NATIONAL, _say_national),
        Rule("phone", _LOCAL, _say_local, Begins.DIGIT | Begins.SIGN),
    )


# Addresses --------------------------------------------------------------------------------------


_KEYS = Keys(
    pound="решётку",
    star="звёздочку",
    pressed=r"нажм\w{1,4}|нажат\w{1,3}|набер\w{1,4}|введи\w{0,3}",
)
_WORDS = LinkWords(
    at="собака",
    dot="точка",
    slash="слэш",
    dash="дефис",
    underscore="нижнее подчёркивание",
    colon="двоеточие",
    question="вопросительный знак",
    equals="равно",
    ampersand="амперсанд",
    plus="плюс",
    hash="решётка",
    percent="процент",
    hashtag="хештег",
)


def address_rules() -> tuple[Rule, ...]:
    """The rules for links, e-mail and files."""
    return (*link_rules(_WORDS, in_groups), keypad_rule(_KEYS))


# Versions and codes -----------------------------------------------------------------------------


_VERSION = re.compile(r"(?:(?P<v>[vV])\.?)?(?P<parts>\d{1,6}(?:\.\d{1,6}){2,7})(?![\d.]\d|\w)")
_SHORT_VERSION = re.compile(
    r"(?:(?P<v>[vV])\.?)?(?P<parts>\d{1,4}(?:\.\d{1,4})?)(?![.,]?\d|\w|[ \u00a0]?%)"
)
_VERSIONED = re.compile(
    r"(?:[A-Za-z][A-Za-z+#]{1,30}|верси[а-яё]{1,3}|релиз[а-яё]{0,2}|обновлени[а-яё]{1,2}|прошивк[а-яё]{1,2})"
    r"[ \u00a0-]\Z",
    re.IGNORECASE,
)


def _dotted(parts: str) -> str:
    return " точка ".join(
        group_words(part) if len(part) <= 3 else in_groups(part) for part in parts.split(".")
    )


def _say_version(match: Match) -> str:
    word = "версия " if match["v"] and _VERSIONED.search(before(match)) is None else ""
    return word + _dotted(match["parts"])


def _say_short_version(match: Match) -> str | None:
    parts, left = match["parts"], before(match)
    if match["v"]:
        return _say_version(match) if not left[-1:].isalnum() else None
    if "." not in parts or not (_VERSIONED.search(left) or is_label(match)):
        return None
    return _dotted(parts)


_HYPHENED = re.compile(r"\d{1,13}(?:-\d{1,13}){2,7}(?![\d-]|[^\W_])")
_CARD = re.compile(rf"\d{{4}}(?:{BLANK}\d{{4}}){{2,5}}(?:{BLANK}\d{{1,3}})?(?!\d)")
_IBAN = re.compile(r"[A-Z]{2}\d{2}(?: [A-Z\d]{4}){2,7}(?: \d{1,4})?(?!\w)")
_SECRET = re.compile(
    r"(?:\b(?:код|пин|pin|пароль|кода|кодом|паролем)[а-я-]{0,4}[\s:—–-]{1,3}|\*)\Z", re.IGNORECASE
)
_SECRET_DIGITS = re.compile(r"\d{3,12}(?![\d.,]\d|\w)")
_INDEX = re.compile(r"(?P<a>\d{3})(?P<b>\d{3})(?!\d)(?=,[ \u00a0](?:г\.|[А-ЯЁ]))")


def _say_hyphened(match: Match) -> str:
    return ", ".join(
        group_words(part) if len(part) <= 3 else digit_by_digit(part, DIGITS)
        for part in match[0].split("-")
    )


def _say_card(match: Match) -> str:
    return ", ".join(in_groups(part) for part in re.split(BLANK, match[0]))


def _say_flight(match: Match) -> str | None:
    return in_groups(match[0]) if _FLIGHT.search(before(match, 24)) else None


def _say_iban(match: Match) -> str:
    return ", ".join(_pieces(part) for part in match[0].split())


def _say_secret(match: Match) -> str | None:
    return digit_by_digit(match[0], DIGITS) if _SECRET.search(before(match, 16)) else None


def _say_index(match: Match) -> str:
    return f"{group_words(match['a'])}, {group_words(match['b'])}"


_FLIGHT = re.compile(r"(?:рейс|поезд)[а-я]{0,3}\s[A-ZА-ЯЁ\d]{2}[ \u00a0-]\Z", re.IGNORECASE)
_FLIGHT_DIGITS = re.compile(r"\d{3,4}(?!\w)")

_NAME = re.compile(
    r"(?=[^\W_]{0,24}(?:[-‑/][^\W\d_]{1,24})?[-‑/]?\d|\d{1,12}[-‑]?[^\W\d_])"
    r"[^\W_]{1,24}(?:[-‑/][^\W_]{1,24}){0,4}(?:\.\d{1,3}(?!\d))?(?![\w])"
)
_PIECE = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?")


def _pieces(text: str) -> str:
    said = []
    for piece in _PIECE.findall(text):
        if not piece[0].isdecimal():
            said.append(piece)
        elif "." in piece:
            said.append(_dotted(piece))
        else:
            said.append(in_groups(piece))
    return " ".join(said)


def _say_name(match: Match) -> str | None:
    """A code such as `GPT-4`, `Ту-154` or `А123ВС77`: letters stay, digits become numbers."""
    text = match[0]
    if not any(char.isalpha() for char in text) or not any(char.isdecimal() for char in text):
        return None
    if before(match, 1).isalnum() or not all(
        char.isdecimal() or char.isalpha() or char in "-‑/." for char in text
    ):
        return None
    return _pieces(text)


def code_rules() -> tuple[Rule, ...]:
    """The rules for versions, serials and codes."""
    either = Begins.DIGIT | Begins.LETTER
    return (
        Rule("version", _VERSION, _say_version, either),
        Rule("version", _SHORT_VERSION, _say_short_version, either),
        Rule("code", _IBAN, _say_iban, Begins.LETTER),
        Rule("code", _CARD, _say_card),
        Rule("code", _HYPHENED, _say_hyphened),
        Rule("code", _SECRET_DIGITS, _say_secret),
        Rule("code", _FLIGHT_DIGITS, _say_flight),
        Rule("code", _INDEX, _say_index),
        Rule("code", _NAME, _say_name, either),
    )
