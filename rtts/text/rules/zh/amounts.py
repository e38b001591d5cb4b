"""Money, measures, rates, percentages, and ranges of them."""

import re
from decimal import Decimal

from rtts.text.rules.base import Begins, Match, Rule, before, follows, precedes
from rtts.text.rules.numbers import narrow
from rtts.text.rules.zh.dates import is_year
from rtts.text.rules.zh.numbers import END, NUMBER, cardinal, digits, number
from rtts.text.rules.zh.words import (
    CHINESE_UNIT,
    COUNTED,
    CURRENCIES,
    CURRENCY,
    MAGNITUDE,
    PER,
    UNIT,
    is_temperature,
    is_unit,
    per_unit,
    unit_name,
)

__all__ = ["AMOUNT_RULES", "is_negative", "signed"]

_SIGN = r"[-−－–+＋±]"
_TO = r"\s?(?:[~～](?=[-−]\d)|[-–—~～]{1,2}|到|至)\s?"
_WIDE_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3}){1,6}(?![\dA-Z])|\d{1,40})(?:[.．]\d{1,40})?"
_LARGE = r"(?:(?:[kKMBT]|bn|mn|million|billion|trillion)(?![A-Za-z]))"
_LARGE_VALUES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}

_ENDS_QUANTITY = re.compile(
    r"\d\s?(?:[百千万亿]{0,2})(?:[年月日号时点分秒元块角岁天个度米斤克吨升倍成折页章节级层楼人次万亿]|公里|小时|分钟|美元)?\s?\Z"
)
_STANDS_BEHIND = re.compile(r"[A-Za-z0-9%％)）\]℃°]\Z")
_SPEED = re.compile(
    r"(?:[时秒]速|车速|转速|網速|网速|流量|带宽|風速|风速)[为是达到约至高可超过]{0,4}\s?\Z"
)


def is_negative(match: Match) -> bool:
    """Whether the sign a match begins with says below zero, not "up to" or "minus"."""
    left = before(match, 16)
    if left[-1:].isspace() and not match[0][1:2].isspace():
        return True
    return not (_STANDS_BEHIND.search(left) or _ENDS_QUANTITY.search(left))


def signed(sign: str, *, temperature: bool = False) -> str:
    """What the sign of a number is called."""
    if not sign:
        return ""
    if narrow(sign) == "+":
        return "零上" if temperature else "正"
    return "正负" if sign == "±" else "零下" if temperature else "负"


# Money

_CURRENCY_NAME = "(?:元|美元|美金|欧元|英镑|日元|港元|港币|人民币)"
_MONEY = re.compile(
    rf"({_SIGN})?({CURRENCY})\s?({_SIGN})?({_WIDE_NUMBER})(\s?{_LARGE}|{MAGNITUDE})"
    rf"(?:{_TO}(?:{CURRENCY})?\s?({_WIDE_NUMBER})(\s?{_LARGE}|{MAGNITUDE})(?![年月]))?{END}"
    rf"\s?{_CURRENCY_NAME}?(?:\s?[/／]\s?({PER}))?"
)
_ROUND_PRICE = re.compile(
    rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,12}})\.\d0(?=\s?{_CURRENCY_NAME})"
)
_MONEY_AFTER = re.compile(
    rf"({NUMBER})({_LARGE}|{MAGNITUDE})(?:{_TO}({NUMBER})({_LARGE}|{MAGNITUDE}))?"
    rf"\s?({CURRENCY})(?![A-Za-z]|\s?\d)(?:\s?[/／]\s?({PER}))?"
)


def _price(text: str, large: str, *, counted: bool) -> str:
    """An amount of money: of 12.50 one says 12.5, of 199.00 199, of 1.5B its value."""
    plain = narrow(text)
    head, _, fraction = plain.partition(".")
    if len(fraction) == 2:
        plain = f"{head}.{fraction}".rstrip("0").rstrip(".")
    large = large.strip()
    if not large.isascii() or not large:
        return number(plain, counted=counted) + large
    value = Decimal(plain.replace(",", "")) * _LARGE_VALUES[large[0].lower()]
    if value != int(value) or value >= 10**15:
        return number(plain) + large
    return cardinal(int(value))


def _sum(parts: tuple[str | None, ...], name: str, per: str | None, sign: str = "") -> str:
    low, low_large, high, high_large = (part or "" for part in parts)
    said = _price(low, low_large, counted=True)
    if high:
        said += f"到{_price(high, high_large, counted=True)}"
    return f"{per_unit(per) if per else ''}{signed(sign)}{said}{name}"


def _say_money(match: Match) -> str | None:
    if match[2].isalpha() and before(match, 1).isascii() and before(match, 1).isalpha():
        return None
    sign = match[1] or match[3] or ""
    return _sum(match.group(4, 5, 6, 7), CURRENCIES[match[2]], match[8], sign)


def _say_money_after(match: Match) -> str:
    return _sum(match.group(1, 2, 3, 4), CURRENCIES[match[5]], match[6])


def _say_price(match: Match) -> str:
    return _price(match[0], "", counted=True)


# Measures

_SCIENTIFIC = re.compile(r"(\d{1,9}(?:\.\d{1,12})?)[eE]([+\-−]?)(\d{1,3})(?![A-Za-z0-9_])")
_MEASURE = re.compile(
    rf"({_SIGN}(?=\d))?({NUMBER})({MAGNITUDE})(?:\s?({UNIT})?({_TO})([-−－]?)({NUMBER})({MAGNITUDE}))?\s?({UNIT})"
    rf"(?:\s?[/／]\s?({PER}))?"
)
_RATE = re.compile(
    rf"({NUMBER})({MAGNITUDE})(?:{_TO}({NUMBER})({MAGNITUDE}))?({CHINESE_UNIT})\s?[/／]\s?({PER})"
)
_BARE_RATE = re.compile(rf"({UNIT})\s?[/／]\s?({PER})")
_SIZE = re.compile(
    rf"({NUMBER})\s?({UNIT})?\s?[x×X✕*]\s?({NUMBER})\s?({UNIT})?"
    rf"(?:\s?[x×X✕*]\s?({NUMBER})\s?({UNIT})?)?(?![A-Za-z0-9])"
)
_TIMES = re.compile(rf"({NUMBER})[xX](?![A-Za-z0-9_+\-=*/^²³(])")
_SQUARE = re.compile(r"(?:[kcm]?m[²³]|[\u3371-\u337a\u3380-\u33df℃℉])(?![A-Za-z0-9])")
_MODEL_BEFORE = re.compile(r"[A-Za-z]\s?\Z")
_NETWORK = re.compile(r"[2-6]G\Z")
_LINES = re.compile(r"(240|360|480|720|1080|1440|2160)([pPiI])(?![A-Za-z0-9])")


def _say_measure(match: Match) -> str | None:
    sign, low, large, first, to, minus, high, high_large, written, per = match.groups()
    if not is_unit(written) or (first and not is_unit(first)):
        return None
    if sign and not is_negative(match):
        return None
    if len(written) == 1 and written.isascii() and precedes(match, _MODEL_BEFORE):
        return None
    warm = is_temperature(written)
    name = unit_name(written)
    counted = not (_NETWORK.search(match[0]) or warm)
    said = signed(sign or "", temperature=warm) + number(low, counted=counted) + large
    if to:
        said += unit_name(first) if first else ""
        said += f"到{signed(minus, temperature=warm)}{number(high, counted=counted)}{high_large}"
    each = per_unit(per) if per else ""
    if name.endswith(("每秒", "每小时", "每分钟")) and not per:
        each, name = name[name.index("每") :], name[: name.index("每")]
    return ("" if precedes(match, _SPEED) else each) + said + name


def _say_scientific(match: Match) -> str:
    minus = "负" if match[2] in {"-", "−"} else ""
    return f"{number(match[1])}乘十的{minus}{cardinal(int(match[3]))}次方"


def _count(text: str, large: str, *, counted: bool) -> str:
    return number(text, counted=counted) + large


def _say_rate(match: Match) -> str:
    low, large, high, high_large, unit, per = match.groups()
    say = _price if unit.endswith("元") else _count
    said = say(low, large, counted=True)
    if high:
        said += f"到{say(high, high_large, counted=True)}"
    return f"{per_unit(per)}{said}{unit}"


def _say_bare_rate(match: Match) -> str | None:
    if (
        not is_unit(match[1])
        or match[1].isupper()
        or (before(match, 1).isalpha() and before(match, 1).isascii())
    ):
        return None
    return f"{unit_name(match[1])}{per_unit(match[2])}"


def _say_size(match: Match) -> str | None:
    sides = [(match[at], match[at + 1]) for at in (1, 3, 5) if match[at]]
    if any(unit and not is_unit(unit) for _, unit in sides):
        return None
    said = (
        number(side, counted=bool(unit)) + (unit_name(unit) if unit else "") for side, unit in sides
    )
    return "乘".join(said)


def _say_times(match: Match) -> str | None:
    if before(match).rstrip()[-1:] in tuple("=+-*/×÷(＝"):
        return None
    return f"{number(match[1], counted=True)}倍"


def _say_square(match: Match) -> str | None:
    left = before(match, 1)
    return None if left.isascii() and left.isalpha() else unit_name(match[0])


def _say_lines(match: Match) -> str:
    return digits(match[1]) + match[2]


# Percentages

_PERCENT_ONE = re.compile(rf"({_SIGN}(?=\d))?({NUMBER})\s?([%％‰‱])")
_PERCENT_RANGE = re.compile(
    rf"({_SIGN}(?=\d))?({NUMBER})\s?[%％‰‱]?{_TO}({_SIGN}?)({NUMBER})\s?([%％‰‱])"
)
_COMPARED = re.compile(r"(?:同比|环比|環比)\s?\Z")
_CHANGES = dict.fromkeys("-−–", "下降") | {"+": "增长"}
_OF = {"%": "百分之", "‰": "千分之", "‱": "万分之"}


def _part(text: str) -> str:
    return "百" if text == "100" else number(text)


def _say_percent_range(match: Match) -> str | None:
    sign, low, minus, high, mark = match.groups()
    if sign and not is_negative(match):
        return None
    of = _OF[narrow(mark)]
    return f"{signed(sign or '')}{of}{_part(low)}到{signed(minus)}{of}{_part(high)}"


def _say_percent(match: Match) -> str | None:
    sign, value, mark = match.groups()
    if sign and not is_negative(match):
        return None
    change = _CHANGES.get(narrow(sign or "")) if precedes(match, _COMPARED) else None
    return f"{change or signed(sign or '')}{_OF[narrow(mark)]}{_part(value)}"


# Ranges

_RANGE = re.compile(
    rf"({NUMBER})({MAGNITUDE})\s?([-–—~～]{{1,2}}|到|至)\s?({NUMBER}){END}(?![-–/:：]\d)"
)
_MATHS = re.compile(r"\s?(?:[=＝×÷*^]|[-+−]\s?\d)")
_MATHS_BEFORE = re.compile(r"[=＝+×÷*/^]\s?\Z")
_SCORE = re.compile(
    r"(?:比分|[以]|战胜|击败|获胜|赢|输|领先|总比分|逆转|战平|告负|大胜|险胜|不敌|半场|终场|全场)[^\d]{0,4}\Z"
)
_SCORED = re.compile(
    r"\s?[的]?\s?(?:战胜|击败|获胜|取胜|领先|险胜|逆转|大胜|战平|落后|惜败|负于|不敌|比分|完胜)"
)


_FIGURE = re.compile(r"[图圖表式例题題]\s?\Z")


def _say_range(match: Match) -> str | None:
    low, large, to, high = match.groups()
    dashed = to[0] in "-–—"
    if follows(match, _MATHS) or precedes(match, _MATHS_BEFORE, 3):
        return None
    if dashed and precedes(match, _FIGURE):
        return f"{number(low)}杠{number(high)}"
    rises = large or _value(low) < _value(high) or follows(match, _MAGNITUDE)
    small = len(low) <= 3 and len(high) <= 3
    if dashed and small and (precedes(match, _SCORE) or follows(match, _SCORED)):
        return f"{number(low)}比{number(high)}"
    if dashed and not rises:
        if len(low) <= 2 and len(high) <= 2:
            return f"{number(low)}比{number(high)}"
        return f"{digits(low)}杠{digits(high)}"
    counted = follows(match, COUNTED) is not None
    if counted or not (is_year(low) and is_year(high)):
        return f"{number(low, counted=counted)}{large}到{number(high, counted=counted)}"
    return f"{digits(low)}到{digits(high)}"


_MAGNITUDE = re.compile(r"\s?[百千万亿]")


def _value(text: str) -> float:
    return float(narrow(text).replace(",", ""))


_SIGNED = Begins.DIGIT | Begins.SIGN
AMOUNT_RULES = (
    Rule("money", _MONEY, _say_money, Begins.SIGN | Begins.LETTER),
    Rule("money", _MONEY_AFTER, _say_money_after),
    Rule("percent", _PERCENT_RANGE, _say_percent_range, _SIGNED),
    Rule("percent", _PERCENT_ONE, _say_percent, _SIGNED),
    Rule("measure", _LINES, _say_lines),
    Rule("measure", _SIZE, _say_size),
    Rule("measure", _MEASURE, _say_measure, _SIGNED),
    Rule("number", _SCIENTIFIC, _say_scientific),
    Rule("measure", _RATE, _say_rate),
    Rule("measure", _BARE_RATE, _say_bare_rate, Begins.LETTER),
    Rule("measure", _TIMES, _say_times),
    Rule("measure", _SQUARE, _say_square, Begins.LETTER | Begins.SIGN),
    Rule("money", _ROUND_PRICE, _say_price),
    Rule("range", _RANGE, _say_range),
)
