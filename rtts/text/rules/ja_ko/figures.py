"""Numbers as both languages write them, and what stands around them."""

import re
from functools import lru_cache

from rtts.text.rules.base import Match, before
from rtts.text.rules.numbers import Number, narrow, parse_number

__all__ = [
    "END",
    "LONGEST",
    "NUMBER",
    "TO",
    "figure",
    "fours",
    "is_latin",
    "is_negative",
    "value_of",
]

NUMBER = r"(?:\d{1,3}(?:[,，]\d{3}){1,6}(?!\d)|\d{1,40})(?:[.．]\d{1,40})?"
END = r"(?!\d|[.．,，]\d)"
"""Behind a number: it does not go on."""
TO = r"\s?(?:[-−–—―‐‑]|[~～〜∼]{1,2})\s?"
"""What parts the two ends of a range."""
LONGEST = 15
"""Numbers of more digits are read digit by digit."""

_STANDS_BEHIND = re.compile(r"[A-Za-z0-9０-９%％)）\]℃°]\Z")
_ENDS_QUANTITY = re.compile(
    r"[0-9０-９]\s?(?:[百千万億兆백천만억조]{0,2})"
    r"(?:[年月日号時分秒円個人回度本枚冊台歳階点倍年월일시분초원개명회도권장대살세층점배년호번쪽월]"
    r"|시간|개월|時間|ページ|페이지)?\s?\Z"
)


@lru_cache(maxsize=4096)
def figure(text: str) -> Number:
    """Read a number as written, of either width."""
    return parse_number(narrow(text), group=",")


def value_of(text: str) -> float:
    """The value of a number as written, for comparing."""
    number = figure(text)
    return float(f"{number.digits[:40] or 0}.{number.fraction or 0}")


def fours(value: int) -> list[int]:
    """A number by its myriads, the smallest first: 12,3456 is 3456 and 12."""
    parts = []
    while value:
        value, part = divmod(value, 10_000)
        parts.append(part)
    return parts


def is_latin(char: str) -> bool:
    """Whether a character is a Latin letter or a digit."""
    return char.isascii() and char.isalnum()


def is_negative(match: Match) -> bool:
    """Whether the sign a match begins with says below zero, not "up to" or "minus"."""
    left = before(match, 16)
    if left[-1:].isspace() and not match[0][1:2].isspace():
        return True
    return not (_STANDS_BEHIND.search(left) or _ENDS_QUANTITY.search(left))
