"""Powers, and signs that stand between words and numbers."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, after, before, follows
from rtts.text.rules.zh.amounts import is_negative
from rtts.text.rules.zh.numbers import CJK, cardinal, digits
from rtts.text.rules.zh.words import CHINESE_UNIT, PER, UNIT, is_unit

__all__ = ["SIGN_RULES", "is_operand", "is_subtraction"]

# Powers and indices

_POWER = re.compile(r"[⁺⁻]?[⁰¹²³⁴-⁹ⁿ]{1,6}")
_CARET = re.compile(r"\^\{?([-−]?\d{1,6}|[a-zA-Z])\}?")
_INDEX = re.compile(r"[₀-₉]{1,6}")


def _say_power(match: Match) -> str | None:
    left = before(match, 1)
    if not left or not (left.isalnum() or left in ")）") or re.match(f"[{CJK}]", left):
        return None
    power = unicodedata.normalize("NFKC", match[0]).replace("−", "-").lstrip("+")
    return _power(power)


def _power(power: str) -> str:
    if power in {"2", "3"}:
        return "的平方" if power == "2" else "的立方"
    minus = "负" if power[0] in "-−" else ""
    value = power.lstrip("-−")
    return f"的{minus}{cardinal(int(value)) if value.isdecimal() else value}次方"


def _say_caret(match: Match) -> str | None:
    return _power(match[1]) if before(match, 1).isalnum() or before(match, 1) == ")" else None


def _say_index(match: Match) -> str:
    return digits(unicodedata.normalize("NFKC", match[0]))


# Signs between things

_SIGN = re.compile(
    r"\s?(<=|>=|!=|==|=>|->|<->|[=＝+＋×✕÷≤≥<>＜＞≈≠±→⇒↔&＆/／~～*−–—\-@＠#＃√∞π°])[^\S\n]?"
)
_CHINESE = re.compile(f"[{CJK}]")
_QUOTES = " \"'“”‘’「」『』《》【】[]"
_MENU = re.compile(
    r"设置|設置|菜单|打开|点击|進入|进入|选择|依次|系统|文件|编辑|工具|视图|通用|隐私"
)
_MEASURED = re.compile(rf"\d\s?(?:[%％]|({UNIT}))\Z")
_QUANTITY_BEFORE = re.compile(rf"\d\s?(?:[万亿]?{CHINESE_UNIT}|[万亿]|({UNIT}))(?:/{PER})?\Z")
_PER = re.compile(PER)
_CAPITALS_BEFORE = re.compile(r"(?:\A|[^A-Za-z])[A-Z]{1,4}\Z")
_CAPITALS = re.compile(r"[A-Z]{1,4}(?![A-Za-z])")
_ONE_LETTER = re.compile(r"(?<![A-Za-z])[A-Za-z]\Z")
_DIVIDED = re.compile(r"[A-Za-z]\s?[=＝]")
_APPROX = re.compile(r"(?:约|約|大概|左右|近)\s?\Z")
_SPAN_BEFORE = re.compile(
    r"(?:[周週期][一二三四五六日天末]|[一二三四五六七八九十]?[月日号年點点分时時])\s?\Z"
)
_SPAN_AFTER = re.compile(r"[周週星礼一二三四五六七八九十上下早晚次中今明]")
_SPAN_END = re.compile(
    r"[年月日号時时点點分秒元块角岁天个度米斤克吨升倍成折页章节级层楼万亿里钟%％℃°A-Za-z]\Z"
)
_EXPRESSION = re.compile(r"[\w\s.+\-−*×÷/()]{0,40}[=＝≈<>＜＞≤≥]")
_EXPRESSED = re.compile(r"[=＝≈+×÷][\w\s.()]{0,12}\Z")
_NEGATED = re.compile(r"[A-Za-z](?![A-Za-z])|[√π(（]")
_KEY = re.compile(r"号?[键鍵]")
_MONEY_SIGNS = tuple("¥$€£￥")


class Sides(NamedTuple):
    """A sign, and what stands on both of its sides."""

    match: Match
    left: str
    right: str

    @property
    def sign(self) -> str:
        """The sign without the spaces around it."""
        return self.match[1]

    @property
    def joins_values(self) -> bool:
        """Whether both neighbours may be operands, or words."""
        return _is_value(self.left[-1:]) and _is_value(self.right[:1])

    @property
    def joins_operands(self) -> bool:
        """Whether both neighbours are digits or Latin letters."""
        return is_operand(self.left[-1:]) and is_operand(self.right[:1])


def _is_value(char: str) -> bool:
    return bool(char) and (char.isalnum() or char in ")）(（%％℃°²³√∞-−¥$€π")


def is_operand(char: str) -> bool:
    """Whether a character may end or begin what is reckoned with."""
    return bool(char) and ((char.isascii() and char.isalnum()) or char in ")(²³")


def is_subtraction(match: Match, left: str) -> bool:
    """Whether a dash is a minus: it stands in an equation."""
    return bool(follows(match, _EXPRESSION) or _EXPRESSED.search(left))


def _ends_in(quantity: re.Pattern[str], left: str) -> bool:
    found = quantity.search(left)
    return found is not None and (found[1] is None or is_unit(found[1]))


def _say_times(at: Sides) -> str | None:
    if _KEY.match(at.right):
        return "星" if at.right[0] == "号" else "星号"
    return "乘" if at.joins_operands else None


def _say_plus(at: Sides) -> str | None:
    if _ends_in(_MEASURED, at.left) and not (at.right[:1].isascii() and at.right[:1].isalnum()):
        return "以上"
    return "加" if at.joins_values else None


def _say_greater(at: Sides) -> str | None:
    if _CHINESE.match(at.right) and _MENU.search(at.left):
        return "，"
    spaced = at.match[0] != at.sign
    if not _is_value(at.right[:1]) or not (at.right[:1].isdecimal() or spaced):
        return None
    return "大于" if at.sign in ">＞" else "小于"


def _say_arrow(at: Sides) -> str:
    ends = at.left.rstrip(_QUOTES)[-1:], at.right.lstrip(_QUOTES)[:1]
    if _MENU.search(at.left) or not all(_is_value(end) for end in ends):
        return "，"
    return "到"


def _say_and(at: Sides) -> str | None:
    if not (at.left[-1:].isalnum() and at.right[:1].isalnum()):
        return None
    tight = at.match[0] == at.sign and at.left[-1].isascii() and at.right[0].isascii()
    return " and " if tight else "和"


def _say_slash(at: Sides) -> str | None:
    if _ends_in(_QUANTITY_BEFORE, at.left) and _PER.match(at.right):
        return "每"
    if at.left[-1:].isdecimal() and at.right[:1].isdecimal():
        return "斜杠"
    if not (at.left[-1:].isalpha() and at.right[:1].isalpha()):
        return None
    if at.left[-1] in "或和" or at.right[0] in "或和":
        return ""
    if _CAPITALS_BEFORE.search(at.left) and _CAPITALS.match(at.right):
        return " "
    return "除以" if _ONE_LETTER.search(at.left) and _DIVIDED.match(at.right) else "或"


def _say_about(at: Sides) -> str | None:
    if at.left and _is_range(at):
        return "到"
    if not (at.right[:1].isdecimal() or at.right.startswith(_MONEY_SIGNS)):
        return None
    return "" if _APPROX.search(at.left) else "约"


def _is_range(at: Sides) -> bool:
    if at.right[:1].isdecimal() or at.right.startswith(("-", "−", *_MONEY_SIGNS)):
        ends = at.left[-1:].isdecimal() or _SPAN_END.search(at.left)
        return bool(ends) and not is_negative(at.match)
    return bool(_SPAN_BEFORE.search(at.left) and _SPAN_AFTER.match(at.right))


def _say_dash(at: Sides) -> str | None:
    opens = not at.left or at.left[-1] in "=＝(（×÷*<>≤≥≠≈±,"
    if opens and at.sign == "−" and _NEGATED.match(at.right):
        return "负"
    if at.sign == "−" or is_subtraction(at.match, at.left):
        return "减" if at.joins_operands else None
    return "到" if _is_range(at) else None


def _say_at(at: Sides) -> str | None:
    return "艾特" if at.right[:1].isalpha() and at.match[0].endswith(at.sign) else None


def _say_hash(at: Sides) -> str | None:
    if at.left[-1:] in {"C", "F"} and at.match[0].startswith(at.sign):
        return " sharp"
    if "#" in at.left[-30:].replace("＃", "#") and at.left[-1:].isalnum():
        return ""
    if _KEY.match(at.right):
        return "井" if at.right[0] == "号" else "井号"
    if at.left.endswith(("话题", "話題")):
        return ""
    return "话题" if _CHINESE.match(at.right) and at.match[0].endswith(at.sign) else None


def _say_degrees(at: Sides) -> str | None:
    return "度" if at.left[-1:].isdecimal() else None


def _say_approx(at: Sides) -> str | None:
    if not _is_value(at.right[:1]):
        return None
    return "约等于" if at.left[-1:].isalnum() or at.left.endswith((")", "²")) else "约"


_ALONE = {"√": "根号", "∞": "无穷大", "π": "派"}
_BETWEEN = {
    **dict.fromkeys(("=", "＝", "=="), "等于"),
    **dict.fromkeys(("×", "✕"), "乘"),
    **dict.fromkeys(("↔", "<->"), "和"),
    **dict.fromkeys(("≠", "!="), "不等于"),
    "÷": "除以",
    "±": "正负",
}
_COMPARED = {
    **dict.fromkeys(("≤", "<="), "小于等于"),
    **dict.fromkeys(("≥", ">="), "大于等于"),
}
_SAYS: dict[str, Callable[[Sides], str | None]] = {
    **dict.fromkeys(("+", "＋"), _say_plus),
    **dict.fromkeys(("<", ">", "＜", "＞"), _say_greater),
    **dict.fromkeys(("→", "⇒", "=>", "->"), _say_arrow),
    **dict.fromkeys(("&", "＆"), _say_and),
    **dict.fromkeys(("/", "／"), _say_slash),
    **dict.fromkeys(("~", "～"), _say_about),
    **dict.fromkeys(("−", "–", "—", "-"), _say_dash),
    **dict.fromkeys(("@", "＠"), _say_at),
    **dict.fromkeys(("#", "＃"), _say_hash),
    "*": _say_times,
    "°": _say_degrees,
    "≈": _say_approx,
}


def _say_sign(match: Match) -> str | None:
    sides = Sides(match, before(match, 40).rstrip(), after(match))
    if sides.sign in _ALONE:
        return _ALONE[sides.sign]
    if sides.sign in _BETWEEN:
        return _BETWEEN[sides.sign] if sides.joins_values else None
    if sides.sign in _COMPARED:
        return _COMPARED[sides.sign] if _is_value(sides.right[:1]) else None
    return _SAYS[sides.sign](sides)


SIGN_RULES = (
    Rule("symbol", _POWER, _say_power, Begins.SIGN),
    Rule("symbol", _CARET, _say_caret, Begins.SIGN),
    Rule("symbol", _INDEX, _say_index, Begins.SIGN),
    Rule("symbol", _SIGN, _say_sign, Begins.SIGN | Begins.LETTER),
)
