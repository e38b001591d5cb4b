"""Lists, fractions, ratios, ordinals, Roman numerals and plain numbers."""

import re
import unicodedata

from rtts.text.rules.base import Begins, Match, Rule, before, follows, opens_line, precedes
from rtts.text.rules.numbers import from_roman, narrow, vulgar
from rtts.text.rules.zh.amounts import is_negative, signed
from rtts.text.rules.zh.dates import says_date
from rtts.text.rules.zh.numbers import CJK, NUMBER, cardinal, digits, number
from rtts.text.rules.zh.signs import is_operand, is_subtraction
from rtts.text.rules.zh.words import COUNTED, MAGNITUDE

__all__ = ["FRACTION_RULES", "LIST_RULES", "NUMBER_RULES", "ROMAN_WORD"]

# Lists

_ITEM = re.compile(r"(\d{1,2})(?:[.．]\s|[.．](?!\d)|、(?!\d)|[)）])[^\S\n]{0,3}(?=\S)")
_ITEM_IN_BRACKETS = re.compile(r"[(（](\d{1,2})[)）][^\S\n]{0,3}(?=\S)")
_CIRCLED = re.compile(r"[①-⑳]")
_FOOTNOTES = re.compile(r"(?<=\S)(?:\[\d{1,3}\]){1,8}|(?<=[\u4e00-\u9fff。，”」])[⁰¹²³⁴-⁹]{1,3}")


def _say_item(match: Match) -> str | None:
    return f"第{number(match[1])}，" if opens_line(match) else None


def _say_circled(match: Match) -> str:
    said = cardinal(int(unicodedata.numeric(match[0])))
    return f"第{said}，" if opens_line(match) else said


def _say_nothing(_match: Match) -> str:
    return ""


# Fractions and ratios

_MIXED = re.compile(r"(\d{1,4})(?:([½⅓⅔¼¾⅕-⅞])| (\d{1,2})[/⁄](\d{1,3})(?![\d/]))")
_VULGAR = re.compile(r"[½⅓⅔¼¾⅕-⅞]")
_STROKE = re.compile(
    rf"({NUMBER})\s?[/／⁄]\s?({NUMBER})(?![\d/]|[.,:]\d|(?!mmHg)[A-Za-z%])(?:\s?(mmHg|分(?![之钟])))?"
)
_ALWAYS = re.compile(r"(?:24/7|7[xX×*/]24)(?!\d)(?:小时|小時)?")
_RATIO = re.compile(
    r"(\d{1,6}(?:\.\d{1,6})?)(?:\s?[:：∶]\s?(\d{1,6}(?:\.\d{1,6})?))(?:\s?[:：∶]\s?(\d{1,6}))?(?![\d:])"
)
_EQUALS = re.compile(r"\s?[=＝≈]")
_PRESSURE = re.compile(r"(?:血压|血壓|收缩压|BP)[^\d]{0,8}\Z")
_RATED = re.compile(r"(?:评分|評分|得分|打分|分数|打了?|评为|口碑)[^\d]{0,5}\Z")
_NAMED = re.compile(r"(?:步骤|步驟|第|选项|方案|问题|[例图表题注])\s?\Z")


def _fraction(over: str, under: str) -> str:
    return f"{cardinal(int(under))}分之{cardinal(int(over))}"


def _say_vulgar(match: Match) -> str:
    return _fraction(*map(str, vulgar(match[0])))


def _say_mixed(match: Match) -> str | None:
    if match[2]:
        over, under = map(str, vulgar(match[2]))
    else:
        over, under = match[3], match[4]
        if int(over) >= int(under):
            return None
    return f"{number(match[1])}又{_fraction(over, under)}"


def _say_stroke(match: Match) -> str | None:
    over, under = narrow(match[1]), narrow(match[2])
    if match[3] == "mmHg" or precedes(match, _PRESSURE):
        return f"{number(over)}比{number(under)}{'毫米汞柱' if match[3] else ''}"
    if "." in over + under or match[3] or precedes(match, _RATED):
        return f"{number(over)}分，满分{number(under)}分"
    if over == under == "50":
        return "五五开"
    whole = over.isdecimal() and under.isdecimal()
    if not whole or len(over) > 4 or len(under) > 8 or over[0] == "0" == under[0] or under == "0":
        return f"{number(over)}斜杠{number(under)}"
    if follows(match, _EQUALS) and int(over) >= int(under):
        return f"{number(over)}除以{number(under)}"
    return says_date(match, over, under) or _fraction(over, under)


def _say_always(_match: Match) -> str:
    return "七乘二十四小时"


def _say_ratio(match: Match) -> str | None:
    if "：" in match[0] and (precedes(match, _NAMED) or follows(match, COUNTED)):
        return None
    return "比".join(number(part) for part in match.groups() if part)


# Ordinals and Roman numerals

_ENGLISH_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)(?![A-Za-z0-9])")
_NUMBERED = re.compile(r"(?:(?i:no)\.\s?|№\s?|#)(\d{1,6})(?![\d.,]\d|\d|[A-Za-z])")
_ORDINAL = re.compile(r"(?:(?<=第)|(?<=第 ))\d{1,6}(?!\d|[.,]\d)")
ROMAN_WORD = re.compile(r"[IVX]{1,6}")
_ROMAN = re.compile(r"[IVX]{1,6}(?!\.?[A-Za-z0-9_])|[Ⅰ-Ⅻ]")
_CLASS = re.compile(r"\s?(?:[型级級期类類度世章部卷区區段相代]|世纪|型糖)")
_SURE = frozenset(["II", "III", "VII", "VIII", "XII", "XIII", "XIV", "XVI", "XVII", "XVIII"])
_LIKELY = frozenset(["IV", "VI", "IX", "XI", "XV", "XIX"])
_FIRST = re.compile(r"第\s?\Z")
_CJK_BEFORE = re.compile(rf"[{CJK}]\Z|[A-Z][a-z]+ \Z|[A-Z]{{2,}} \Z")


def _say_ordinal(match: Match) -> str:
    return f"第{cardinal(int(match[1]))}"


def _say_numbered(match: Match) -> str | None:
    left = before(match, 1)
    if left.isascii() and left.isalnum():
        return None
    return f"第{number(match[1])}" if match[0][0] in "nN№" else f"{number(match[1])}号"


def _say_ordinal_number(match: Match) -> str:
    return number(match[0])


def _say_roman(match: Match) -> str | None:
    text = unicodedata.normalize("NFKC", match[0])
    left = before(match, 1)
    if left.isascii() and (left.isalnum() or left in tuple("_.'&+-/")):
        return None
    value = from_roman(text)
    sure = text != match[0] or text in _SURE or precedes(match, _FIRST)
    likely = text in _LIKELY and precedes(match, _CJK_BEFORE)
    if value is None or not (sure or likely or follows(match, _CLASS)):
        return None
    return cardinal(value)


# Plain numbers

_SIGNED = re.compile(rf"([-−－–+＋±])({NUMBER})(?!\d|[.,:/]\d)")
_PLAIN = re.compile(rf"({NUMBER})")
_WIDE_GROUPS = re.compile(r"\d{1,3}(?:，\d{3}){1,5}(?!\d|，\d|[A-Za-z])(?:\.\d{1,6})?")
_PLUS = re.compile(rf"({NUMBER})({MAGNITUDE})[+＋](?![\d+＋A-Za-z(=])\s?")
_ANY_DIGITS = re.compile(r"\d+")
_OF_TIME = re.compile(r"[点點]\s?\Z")
_MINUTES = re.compile(r"分(?!钟)")
_WITH_DEGREES = re.compile(r"\s?度")
_CHOSEN = re.compile(r"[周週期]\s?\Z")


def _say_number(match: Match) -> str:
    counted = follows(match, COUNTED) is not None
    if precedes(match, _CHOSEN) or (precedes(match, _OF_TIME) and follows(match, _MINUTES)):
        counted = False
    return number(match[0], counted=counted)


def _say_signed(match: Match) -> str | None:
    if not is_negative(match):
        return None
    left = before(match).rstrip()
    if is_operand(left[-1:]) and is_subtraction(match, left):
        return None
    cold = follows(match, _WITH_DEGREES) is not None
    return signed(match[1], temperature=cold) + number(
        match[2], counted=bool(follows(match, COUNTED))
    )


def _say_wide_groups(match: Match) -> str | None:
    """1，000: the wide comma parts the items of a list as well, and so zeros or a unit decide."""
    groups = match[0].split("，")[1:]
    if not (any(group[0] == "0" for group in groups) or follows(match, COUNTED)):
        return None
    return number(match[0])


def _say_more(match: Match) -> str:
    """100+ is 一百多, 5+ years are 至少五年, and 18+ without anything is 十八加."""
    things = follows(match, COUNTED)
    said = number(match[1], counted=things is not None) + match[2]
    if things and (match[1].endswith("0") or match[2]):
        return f"{said}多"
    if things:
        return f"至少{said}"
    return f"{said}多" if match[1].endswith("0") or match[2] else f"{said}加"


def _say_digits(match: Match) -> str:
    return digits(match[0])


LIST_RULES = (
    Rule("list", _ITEM, _say_item),
    Rule("list", _ITEM_IN_BRACKETS, _say_item, Begins.SIGN),
    Rule("list", _CIRCLED, _say_circled, Begins.SIGN),
    Rule("list", _FOOTNOTES, _say_nothing, Begins.SIGN),
)
FRACTION_RULES = (
    Rule("fraction", _ALWAYS, _say_always),
    Rule("fraction", _MIXED, _say_mixed),
    Rule("fraction", _VULGAR, _say_vulgar, Begins.SIGN),
    Rule("fraction", _STROKE, _say_stroke),
    Rule("ratio", _RATIO, _say_ratio),
    Rule("ordinal", _ENGLISH_ORDINAL, _say_ordinal),
    Rule("ordinal", _NUMBERED, _say_numbered, Begins.LETTER | Begins.SIGN),
    Rule("ordinal", _ORDINAL, _say_ordinal_number),
    Rule("roman", _ROMAN, _say_roman, Begins.LETTER | Begins.SIGN),
)
NUMBER_RULES = (
    Rule("cardinal", _SIGNED, _say_signed, Begins.SIGN),
    Rule("cardinal", _WIDE_GROUPS, _say_wide_groups),
    Rule("cardinal", _PLUS, _say_more),
    Rule("cardinal", _PLAIN, _say_number),
    Rule("code", _ANY_DIGITS, _say_digits),
)
