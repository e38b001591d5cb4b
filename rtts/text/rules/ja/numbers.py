"""Japanese numbers in kanji.

Engines know from the kanji when four is よん, し or よ, and how a counter changes the sound.
"""

from functools import lru_cache

from rtts.text.rules.ja_ko.figures import LONGEST, figure, fours
from rtts.text.rules.numbers import digit_by_digit

__all__ = ["cardinal", "digits", "number"]

_DIGITS = ("ゼロ", "一", "二", "三", "四", "五", "六", "七", "八", "九")
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_MYRIADS = ("", "万", "億", "兆", "京")


def cardinal(value: int, zero: str = "ゼロ") -> str:
    """A whole number from zero to ten to the sixteenth: 三千五百, 一億二千万."""
    if not value:
        return zero
    parts = fours(value)
    said = (_four(part, large=at > 0) + _MYRIADS[at] for at, part in enumerate(parts) if part)
    return "".join(reversed(list(said)))


def _four(value: int, *, large: bool) -> str:
    """A number below ten thousand; 一千 only in front of a myriad: 一千万."""
    if large and value == 1000:
        return "一千"
    said = ""
    for size, name in _PLACES:
        count, value = divmod(value, size)
        if count:
            said += (_DIGITS[count] if count > 1 else "") + name
    return said + (_DIGITS[value] if value else "")


def digits(text: str) -> str:
    """The digits of a text one by one; other characters are not said."""
    return digit_by_digit(text, _DIGITS, "")


@lru_cache(maxsize=4096)
def number(text: str, zero: str = "ゼロ", *, multiplied: bool = False) -> str:
    """A number as written, with grouping commas and a decimal point.

    A number with a leading zero or of more than 15 digits is read digit by digit. `multiplied`
    says that a myriad is behind it: 1000 is then 一千.
    """
    value = figure(text)
    is_code = len(value.digits) > LONGEST or (value.digits[:1] == "0" != value.digits)
    if is_code:
        whole = digits(value.digits)
    else:
        thousand = multiplied and value.whole == 1000
        whole = "一千" if thousand else cardinal(value.whole, "零" if value.fraction else zero)
    return f"{whole}点{digits(value.fraction)}" if value.fraction else whole
