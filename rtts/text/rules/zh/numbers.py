"""Numbers in Chinese: their words, their digits one by one, and what stands around them."""

import re

from rtts.text.rules.numbers import digit_by_digit, narrow, parse_number

__all__ = [
    "CJK",
    "CODE_DIGITS",
    "END",
    "NUMBER",
    "PHONE_DIGITS",
    "cardinal",
    "digits",
    "number",
]

CJK = "\u3005-\u3007\u3021-\u9fff\U00020000-\U0003ffff"
"""Chinese characters, for a class of a pattern."""

CODE_DIGITS = "零一二三四五六七八九"
PHONE_DIGITS = "零幺二三四五六七八九"
"""On the phone a one is 幺: 一 and 七 sound alike on a bad line."""

NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,40})(?:[.．]\d{1,40})?"
END = r"(?!\d|[.．]\d|,\d{3}(?!\d))"
"""Behind a number: it does not go on."""

_LONGEST = 15
"""Numbers of more digits are read digit by digit."""

_PLACES = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))
_TWO = re.compile(r"二(?=千|万|亿|百(?:\Z|万|亿))")


def cardinal(value: int) -> str:
    """A whole number from zero to ten to the sixteenth: 二百五十, 两千, 一万零五百."""
    words = _words(value)
    if words.startswith("一十"):
        return words[1:]
    return _TWO.sub("两", words, count=1) if words[0] == "二" else words


def _words(value: int) -> str:
    for size, name in _PLACES:
        if value >= size:
            head, rest = divmod(value, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return _words(head) + name + gap + (_words(rest) if rest else "")
    return CODE_DIGITS[value]


def digits(text: str, names: str = CODE_DIGITS) -> str:
    """The digits of a text one by one; other characters are not said."""
    return digit_by_digit(text, names, "")


def number(text: str, *, counted: bool = False) -> str:
    """A number as written, with grouping commas and a decimal point.

    `counted` says that things or units are counted: two of them are 两. A number with a leading
    zero or of more than 15 digits is read digit by digit.
    """
    value = parse_number(narrow(text), group=",")
    is_code = len(value.digits) > _LONGEST or (value.digits[:1] == "0" != value.digits)
    whole = digits(value.digits) if is_code else cardinal(value.whole)
    if value.fraction:
        return f"{whole}点{digits(value.fraction)}"
    return "两" if counted and value.digits == "2" else whole
