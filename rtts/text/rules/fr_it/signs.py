"""What signs are called, where they stand for a word."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, after, before
from rtts.text.rules.fr_it.figures import Tongue
from rtts.text.wordlists import any_of

__all__ = ["SignWords", "sign_rules"]

_MINUS = re.compile(r"−|-(?=[\d€$£∞])|(?<=[\w²³)] )[-–](?= [\w(√])|–(?=\d)")
_NOT_MINUS = re.compile(r"[\w»)\]%°€$£\"'’”]\Z")
_TERM_BEFORE = re.compile(r"(?:(?<![^\W\d_])[a-zA-Zπ]|[\d)])[²³]? \Z")
_TERM_NEXT = re.compile(r" (?:\d{0,9}[a-zA-Zπ](?!\w)|\d|[(√])")
_EQUATED = re.compile(r" [\w²³]{1,10} ?[=+×÷]")
_EQUATION = re.compile(r"(?:=[^.;:!?]{0,24}|[²³√] )\Z")
_PLUS = re.compile(r"\+")
_POWER = re.compile(r"\^[-−]?\d{1,4}|[⁺⁻]?[⁰¹²³⁴-⁹]{1,8}|\^")
_INDEX = re.compile("[₀-₉]{1,8}")
_COMPARE = re.compile(r"[<>]=?|[≤≥]")
_EITHER = re.compile(r"\+/[-−–](?=\s?\d)")
_TIMES = re.compile(r"[×*]|x(?= ?\d)")
_NAMED = re.compile("[=≠≈~÷±√π∞&@§°→←↔⇒%‰€$£¥⁄]")
_HASH = re.compile(r"#\s?(?=\d)")
_SLASH = re.compile("/")
_PAUSES = "→←↔⇒"
_BETWEEN_NUMBERS = re.compile(r"[\d)²³π] ?\Z")
_NUMBER_NEXT = re.compile(r" ?[\d(√π∞]")
_OPERAND_BEFORE = re.compile(r"[\w)²³%]\s?\Z")
_MENU_BEFORE = re.compile(r"[^\W\d_]{2}[»\"”]? \Z")
_MENU = re.compile(r" [«\"“]? ?[A-ZÀ-Ý]")
"""What is chosen in a menu goes on with a capital: `Réglages > Wi-Fi`."""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


class SignWords(NamedTuple):
    """What signs are called in a language."""

    minus: str
    plus: str
    or_more: str
    """Said of `18+`."""
    times: str
    divided: str
    squared: str
    cubed: str
    power: str
    less_than: str
    """Between two operands; `under` is said in front of a lone number."""
    more_than: str
    at_most: str
    at_least: str
    under: str
    over: str
    no_more: str
    no_less: str
    number: str
    """Said for the hash in front of a number."""
    or_: str
    periods: frozenset[str]
    """What something happens so often in: `2 fois/semaine`."""
    counted: re.Pattern[str]
    """What so many of do: a number and its noun, or a plural."""
    named: dict[str, str]
    """Signs that are always called the same."""


def sign_rules(tongue: Tongue, words: SignWords) -> tuple[Rule, ...]:
    """The rules for signs. They come last: what a sign is part of was tried before."""
    signs = Begins.SIGN
    often = re.compile(rf"/(?P<per>{any_of(words.periods)})(?!\w)")
    return (
        Rule("symbol", _EITHER, lambda _: words.named["±"], signs),
        Rule("symbol", _MINUS, _minus(words), signs),
        Rule("symbol", _PLUS, _plus(words), signs),
        Rule("symbol", _TIMES, _times(words), signs | Begins.LETTER),
        Rule("symbol", _COMPARE, _compare(words), signs),
        Rule("symbol", _POWER, _power(tongue, words), Begins.SIGN | Begins.DIGIT | Begins.LETTER),
        Rule("symbol", _INDEX, _index(tongue), Begins.SIGN | Begins.DIGIT | Begins.LETTER),
        Rule("symbol", _HASH, lambda _: words.number, signs),
        Rule("measure", often, _often(tongue, words), signs),
        Rule("symbol", _SLASH, _slash(words), signs),
        Rule("symbol", _NAMED, _named(words), signs | Begins.LETTER),
    )


def _minus(words: SignWords) -> Callable[[Match], str | None]:
    def say(match: Match) -> str | None:
        left = before(match, 30)
        if match[0] == "−":
            return words.minus
        if left.endswith(" ") and after(match).startswith(" "):
            return words.minus if _is_term(match, left) else None
        return None if _NOT_MINUS.search(left) else words.minus

    return say


def _is_term(match: Match, left: str) -> bool:
    """Whether a dash parts the terms of a sum: an equation is in sight, and no words are."""
    right = after(match)
    if left[-2].isdecimal() and right[1:2].isdecimal():
        return "=" in right or "=" in left
    if not _TERM_BEFORE.search(left) or not _TERM_NEXT.match(right):
        return False
    return _EQUATED.match(right) is not None or _EQUATION.search(left) is not None


def _plus(words: SignWords) -> Callable[[Match], str | None]:
    def say(match: Match) -> str | None:
        left, right = before(match, 2), after(match)[:2]
        if _NUMBER_NEXT.match(right) or (right[:1] == " " and _OPERAND_BEFORE.search(left)):
            if left.endswith(("+", "++")):
                return None
            if right[:1] != " " or left[-1:] in {"", " "}:
                return words.plus
        if left[-1:].isdigit() and not right[:1].isalnum() and right[:1] != "+":
            return words.or_more
        if left[-1:] == " " and right[:1] == " ":
            return words.plus
        return words.plus if left[-1:].isalpha() and right[:1].isalnum() else None

    return say


def _times(words: SignWords) -> Callable[[Match], str | None]:
    def say(match: Match) -> str | None:
        left, right = before(match, 2), after(match)[:2]
        if match[0] == "×" or (_BETWEEN_NUMBERS.search(left) and _NUMBER_NEXT.match(right)):
            return words.times
        return None

    return say


def _compare(words: SignWords) -> Callable[[Match], str | None]:
    between = {"<": words.less_than, ">": words.more_than, "≤": words.at_most, "≥": words.at_least}
    alone = {"<": words.under, ">": words.over, "≤": words.no_more, "≥": words.no_less}

    def say(match: Match) -> str | None:
        if match[0] == ">" and _MENU_BEFORE.search(before(match, 40)) and _MENU.match(after(match)):
            return ","
        sign = {"<=": "≤", ">=": "≥"}.get(match[0], match[0])
        right = after(match)
        if not right[:1].isspace() and not _NUMBER_NEXT.match(right) and sign in "<>":
            return None
        if _OPERAND_BEFORE.search(before(match, 2)) and (right[:1] == " " or sign in "≤≥"):
            return between[sign]
        return alone[sign] if _NUMBER_NEXT.match(right) else None

    return say


def _power(tongue: Tongue, words: SignWords) -> Callable[[Match], str | None]:
    def say(match: Match) -> str | None:
        left = before(match, 3)
        base = left[-1:]
        if not (base.isalnum() or base in ")]"):
            return None
        formula = "=" in before(match, 12)
        is_word = len(left) > 1 and left[-2:].isalpha() and left[-2] != "π"
        if match[0][0] != "^" and is_word and not formula:
            return ""  # the mark of a footnote
        exponent = match[0].lstrip("^").translate(_SUPERSCRIPTS).replace("−", "-").lstrip("⁺")
        if exponent in {"2", "3"}:
            return words.squared if exponent == "2" else words.cubed
        if not exponent:
            return words.power
        said = tongue.whole(exponent.lstrip("-"))
        return f"{words.power} {words.minus + ' ' if exponent[0] == '-' else ''}{said}"

    return say


def _index(tongue: Tongue) -> Callable[[Match], str]:
    return lambda match: tongue.whole(unicodedata.normalize("NFKC", match[0]))


def _often(tongue: Tongue, words: SignWords) -> Callable[[Match], str | None]:
    def say(match: Match) -> str | None:
        if not words.counted.search(before(match)):
            return None
        return f" {tongue.per(match['per'])}"

    return say


def _slash(words: SignWords) -> Callable[[Match], str | None]:
    def say(match: Match) -> str | None:
        left, right = before(match, 30), after(match)
        if left[-1:] == " " and right[:1] == " " and left.rstrip()[-1:].isdigit():
            return words.divided if "=" in right else None
        first = re.search(r"(?:\A|[\s(«\"“])([^\W_]{1,24})\Z", left)
        second = re.match(r"([^\W_]{1,24})(?![\w/])", right)
        if first is None or second is None:
            return None
        if first[1].isdecimal() or second[1].isdecimal():
            return None
        if first[1].lower() in words.named["/"].split():
            return " "
        both_plain = first[1][1:].islower() and second[1].islower()
        return words.or_ if both_plain else " "

    return say


def _named(words: SignWords) -> Callable[[Match], str | None]:
    def say(match: Match) -> str | None:
        sign = match[0]
        if sign in "~=" and after(match)[:1] in {sign, ">", "/"}:
            return None
        if sign in _PAUSES:
            return ","
        if sign == "=" and before(match, 1)[-1:] in {"=", "!", "<", ">"}:
            return None
        return words.named.get(sign)

    return say
