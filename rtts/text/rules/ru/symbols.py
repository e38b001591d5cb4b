"""Signs: what stands between numbers and words, and is not a mark of punctuation."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, opens_line, word_before
from rtts.text.rules.ru.grammar import Case, Gender
from rtts.text.rules.ru.numerals import cardinal, ordinal
from rtts.text.rules.ru.quantities import with_stop
from rtts.text.rules.ru.units import per_unit

__all__ = ["symbol_rules"]

_BETWEEN = {
    "=": "равно",
    "+": "плюс",
    "\u2212": "минус",
    "×": "умножить на",
    "·": "умножить на",
    "*": "умножить на",
    "÷": "разделить на",
    "≠": "не равно",
    "≤": "меньше или равно",
    "≥": "больше или равно",
    "<": "меньше",
    ">": "больше",
    "<=": "меньше или равно",
    ">=": "больше или равно",
    "≈": "примерно равно",
    "^": "в степени",
    "==": "равно",
    "/": "разделить на",
    "-": "минус",
    "⁄": "дробь",
}
_IN_FRONT = {
    "±": "плюс-минус",
    "≈": "примерно",
    "~": "примерно",
    "<": "меньше",
    ">": "больше",
    "≤": "не больше",
    "≥": "не меньше",
    "<=": "не больше",
    ">=": "не меньше",
    "√": "корень из",
    "+": "плюс",
    "\u2212": "минус",
    "×": "на",
}
_ALWAYS = {
    "±": "плюс-минус",
    "√": "корень из",
    "∞": "бесконечность",
    "&": "и",
    "§": "параграф",
    "%": "процентов",
    "‰": "промилле",
    "→": "—",
    "←": "—",
    "↔": "—",
    "⇒": "—",
    "➜": "—",
    "©": "",
    "®": "",
    "™": "",
    "€": "евро",
    "₽": "рублей",
    "$": "долларов",
    "£": "фунтов",
    "°": "градусов",
}
_SIGN = re.compile(r"<=|>=|==|[=+\u2212×·*÷≠≤≥<>≈^/⁄±~√∞&§%‰→←↔⇒➜©®™€₽$£°-]")
_EITHER = re.compile(r"\+/[-−–](?=\s?\d)")
_OPERAND_LEFT = re.compile(r"(?:[\d)²³½π%°∞]|(?<![^\W_])[^\W\d_])[ \u00a0]?\Z")
_OPERAND_RIGHT = re.compile(r"[ \u00a0]?(?:[\d(√∞π]|[+\u2212-]\d|[^\W\d_](?![^\W_²³¹⁰⁴-⁹₀-₉]))")
_RIGHT_DIGIT = re.compile(r"[ \u00a0]?[$€£]?[+\u2212-]?\d")
_EQUATION = re.compile(r"[=≈≠<>≤≥]")


def _say_sign(match: Match) -> str | None:
    sign = match[0]
    left, right = before(match, 8), after(match)
    parted = left[-1:].isspace() == right[:1].isspace()
    if sign in _BETWEEN and parted and _OPERAND_LEFT.search(left) and _OPERAND_RIGHT.match(right):
        return _between(match, sign, left, right)
    if sign in _IN_FRONT and _RIGHT_DIGIT.match(right) and not left[-1:].isalnum():
        return _IN_FRONT[sign]
    if sign == "=" and (
        (right[:1].isspace() and left[-1:].isspace())
        or (right[:1].isalnum() and left[-1:].isalnum())
    ):
        return "равно"
    return _ALWAYS.get(sign)


def _between(match: Match, sign: str, left: str, right: str) -> str | None:
    """What an operator is called; a dash or a stroke must be one for sure."""
    if sign in "-/*·" and not (
        left[-1:].isspace() or _EQUATION.search(before(match, 30) + right[:30])
    ):
        return None
    if sign == "/" and not (left.rstrip()[-1:].isdecimal() and right.lstrip()[:1].isdecimal()):
        return None
    return _BETWEEN[sign]


# Raised and lowered digits ----------------------------------------------------------------------


_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉", "0123456789-0123456789")
_RAISED = re.compile(r"⁻?[⁰¹²³⁴-⁹]{1,6}")
_LOWERED = re.compile(r"[₀-₉]{1,6}")
_BASE = re.compile(r"(?:[\d)A-Za-zπ]|(?<![^\W_])[^\W\d_])\Z")
_BRACKETED = re.compile(r"\[\d{1,3}\]")


def _say_raised(match: Match) -> str:
    value = int(match[0].translate(_PLAIN_DIGITS))
    if _BASE.search(before(match, 3)) is None:
        return ""
    if value in (2, 3):
        return "в квадрате" if value == 2 else "в кубе"
    minus = "минус " if value < 0 else ""
    return f"в {minus}{ordinal(abs(value), Case.PREP, Gender.F)} степени"


def _say_lowered(match: Match) -> str | None:
    return cardinal(int(match[0].translate(_PLAIN_DIGITS)))


def _say_footnote(match: Match) -> str | None:
    left = before(match, 1)
    return "" if left and not left.isspace() else None


# Strokes between words, numero sign, bullets ----------------------------------------------------


_NUMERO = re.compile(r"(?:№{1,2}|#|N[°º])[ \u00a0]?(?=\d)|№(?=[ \u00a0]?[A-ZА-ЯЁ])")
_NUMERO_AFTER = {
    "под": "номером",
    "с": "номером",
    "за": "номером",
    "по": "номеру",
    "к": "номеру",
    "в": "номере",
    "о": "номере",
    "из": "номера",
    "от": "номера",
    "до": "номера",
    "у": "номера",
    "без": "номера",
}
_OFTEN = re.compile(
    r"/(?P<per>сек|мин|час|ч|сутки|сут|день|дн|неделю|неделя|нед|месяц|мес|год|ночь)(?!\w)\.?"
)
_COUNTED = re.compile(r"(?:\d[ \u00a0][а-яё]{2,24}|\bраза?)\Z")
_STROKE = re.compile(r"[ \u00a0]?/[ \u00a0]?(?=[^\W\d_])")


def _say_numero(match: Match) -> str:
    if match[0].startswith("№№"):
        return "номера "
    return _NUMERO_AFTER.get(word_before(match).lower(), "номер") + " "


def _say_often(match: Match) -> str | None:
    """So many times in so much time: `2 раза/день`."""
    per = per_unit(match["per"], price=False)
    if per is None or not _COUNTED.search(before(match, 40)):
        return None
    return with_stop(match, f" {per}")


def _say_stroke(match: Match) -> str | None:
    left = before(match, 12)
    if not left or not left[-1].isalpha():
        return None
    if word_before(match).lower() == "и":
        return " "
    cyrillic = "а" <= left[-1].lower() <= "ё" and "а" <= after(match)[:1].lower() <= "ё"
    return " или " if cyrillic else " "


_BULLET = re.compile(r"[•▪◦‣●][ \t]*")


def _say_bullet(match: Match) -> str | None:
    return "" if opens_line(match) else None


def symbol_rules() -> tuple[Rule, ...]:
    """The rules for signs."""
    return (
        Rule("symbol", _NUMERO, _say_numero, Begins.SIGN | Begins.LETTER),
        Rule("symbol", _RAISED, _say_raised, Begins.SIGN),
        Rule("symbol", _LOWERED, _say_lowered, Begins.SIGN),
        Rule("symbol", _BRACKETED, _say_footnote, Begins.SIGN),
        Rule("symbol", _EITHER, lambda _: "плюс-минус", Begins.SIGN),
        Rule("symbol", _SIGN, _say_sign, Begins.SIGN),
        Rule("measure", _OFTEN, _say_often, Begins.SIGN),
        Rule("symbol", _STROKE, _say_stroke, Begins.SIGN),
        Rule("symbol", _BULLET, _say_bullet, Begins.SIGN),
        Rule("symbol", re.compile("−"), lambda _: "минус", Begins.SIGN),
        Rule("symbol", re.compile(r"π(?![^\W\d_²³]{2})"), lambda _: "пи", Begins.LETTER),
    )
