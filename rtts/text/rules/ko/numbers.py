"""Korean numbers: those of Chinese origin, and the native ones that count things."""

from functools import lru_cache

from rtts.text.rules.ja_ko.figures import LONGEST, figure, fours
from rtts.text.rules.numbers import digit_by_digit

__all__ = ["cardinal", "digits", "native", "native_noun", "number"]

_DIGITS = ("영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구")
_CODE_DIGITS = ("공", *_DIGITS[1:])
_PLACES = ((1000, "천"), (100, "백"), (10, "십"))
_MYRIADS = ("", "만", "억", "조", "경")

_NATIVE_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_COUNTING = {"하나": "한", "둘": "두", "셋": "세", "넷": "네", "스물": "스무"}
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")


def cardinal(value: int) -> str:
    """A whole number from zero to ten to the sixteenth, with a space behind each myriad.

    Ten thousand is 만, and what is behind it follows at once: 만오천, but 삼만 오천.
    """
    if not value:
        return _DIGITS[0]
    parts = fours(value)
    said = [_four(part) + _MYRIADS[at] for at, part in enumerate(parts) if part][::-1]
    if len(parts) == 2 and parts[1] == 1:
        return "만" + _four(parts[0])
    return " ".join(said)


def _four(value: int) -> str:
    """A number below ten thousand; there is no 일 in front of a thousand, a hundred or ten."""
    said = ""
    for size, name in _PLACES:
        count, value = divmod(value, size)
        if count:
            said += (_DIGITS[count] if count > 1 else "") + name
    return said + (_DIGITS[value] if value else "")


def native_noun(value: int) -> str:
    """A native number from 1 to 99 that stands alone: 하나, 스물, 서른둘."""
    tens, ones = divmod(value, 10)
    return _NATIVE_TENS[tens] + _NATIVE_ONES[ones]


def native(value: int) -> str:
    """The same in front of what is counted: 한, 스무, 서른두.

    From a hundred on only the last two digits can be native, and they are so up to nineteen.
    """
    hundreds, rest = divmod(value, 100)
    if hundreds and not 0 < rest < 20:
        return cardinal(value)
    noun = native_noun(rest)
    ones = _NATIVE_ONES[rest % 10]
    if noun in _COUNTING:
        noun = _COUNTING[noun]
    elif ones in _COUNTING:
        noun = noun.removesuffix(ones) + _COUNTING[ones]
    return (cardinal(hundreds * 100) if hundreds else "") + noun


def digits(text: str) -> str:
    """The digits of a code one by one, a zero as 공; other characters are not said."""
    return digit_by_digit(text, _CODE_DIGITS, "")


@lru_cache(maxsize=4096)
def number(text: str) -> str:
    """A number as written, with grouping commas and a decimal point: 삼 점 일사.

    A number with a leading zero or of more than 15 digits is read digit by digit.
    """
    value = figure(text)
    is_code = len(value.digits) > LONGEST or (value.digits[:1] == "0" != value.digits)
    whole = digits(value.digits) if is_code else cardinal(value.whole)
    if not value.fraction:
        return whole
    return f"{whole} 점 {digit_by_digit(value.fraction, _DIGITS, '')}"
