"""Dates, years and times of day."""

import re
from math import gcd

from rtts.text.rules.base import Begins, Match, Rule, after, follows, precedes
from rtts.text.rules.numbers import narrow
from rtts.text.rules.zh.numbers import cardinal, digits
from rtts.text.rules.zh.words import COUNTED, PER, is_measured, per_unit

__all__ = ["DATE_RULES", "TIME_RULES", "YEAR_RULES", "is_year", "says_date"]

_HALF_DAY = r"\s?([aApP])(?:\.[mM]\.?|[mM])(?![A-Za-z])"

_FULL_DATE = re.compile(
    r"([12]\d{3})([-/.－／])(\d{1,2})\2(\d{1,2})(?![0-9A-SU-Za-z]|\2\d)[日号]?(?:T(?=\d))?"
)
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)[-/](0[1-9]|1[0-2])(?![\d-]|[/.:：%]|年)")
_MONTH_DAY = re.compile(r"(0[1-9])-([0-3]\d)(?![\d.:：/%-])")
_YEAR = re.compile(r"(\d{2,4})\s?年")
_YEARS = re.compile(r"([12]\d{3})\s?[-–—~～/至到]\s?([12]\d{3}|\d\d)(?![\d.,:：/%-])")
_OLD_YEARS = re.compile(r"(\d{3})\s?年\s?[-–—~～至到]\s?(\d{3,4})\s?年(?!的?历史|时间|以上)")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d(?![\d.．,，:：/%％‰°℃+*×÷=＝-]|\s?[+*×÷=＝%])")
_MONTH_OR_DAY = re.compile(r"0(\d)(?=\s?[月日号號时時点點])")
_DECADE = re.compile(r"(\d)(0)年代")
_BORN = re.compile(r"(\d)([05])(?=后(?![来面续天者])|後(?!來))")
_QUARTER = re.compile(r"[Qq]([1-4])(?![A-Za-z0-9_])")

_DURATION = re.compile(r"\s?年(?:前(?!后)|来|多|的?历史|之久|歷史|时间|以上)")
_YEAR_AFTER = re.compile(
    r"\s?年(?:\s?\d{1,2}\s?月|出生|生|[的]?夏|[的]?冬|毕业|入学|世界|奥运|[的]时|款|代)"
)
_ERA = re.compile(r"公元前?\s?\Z|西元前?\s?\Z")
_LONGEST_ERA = 500
_AMOUNT_BEFORE = re.compile(
    r"(?:价|價|售|只要|仅|僅|[共付]|花了?|费|約|约|近|超过|达到?|等于|额|额为|[+\-*×÷=＝≈<>≤≥$¥￥€£])\s?\Z"
)
_AMOUNT = re.compile(
    r"\s?(?:公[里斤]|[个個位名只條条張张件台辆份页字步元块米斤克吨升千万亿萬億多余餘人度次%])"
)
_CAR = re.compile(r"(?:奥迪|英菲尼迪|车型)\s?\Z")


def is_year(text: str) -> bool:
    """Whether four digits are rather a year than an amount."""
    return len(text) == 4 and "1000" <= text < "2100"


def _day(month: str, day: str) -> str | None:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return f"{cardinal(int(month))}月{cardinal(int(day))}日"


def _say_full_date(match: Match) -> str | None:
    day = _day(match[3], match[4])
    return f"{digits(match[1])}年{day}" if day else None


def _say_year_month(match: Match) -> str:
    return f"{digits(match[1])}年{cardinal(int(match[2]))}月"


def _say_month_day(match: Match) -> str | None:
    return _day(match[1], match[2])


def _say_year(match: Match) -> str | None:
    year = narrow(match[1])
    rest = match.string[match.end(1) : match.endpos]
    if _ERA.search(match.string[max(match.start() - 4, 0) : match.start()]):
        return f"{digits(year)}年" if len(year) > 2 else None
    if len(year) == 4:
        lasts = not is_year(year) or (year.endswith("00") and _DURATION.match(rest))
        return None if lasts else f"{digits(year)}年"
    is_short = year[0] == "0" or _YEAR_AFTER.match(rest)
    return f"{digits(year)}年" if len(year) == 2 and is_short else None


def _say_old_years(match: Match) -> str | None:
    """Of a life or a reign long ago; round ones are rather how long something lasts."""
    first, last = narrow(match[1]), narrow(match[2])
    lasts = first.endswith("0") and last.endswith("0")
    if lasts or not 0 < int(last) - int(first) < _LONGEST_ERA:
        return None
    return f"{digits(first)}年到{digits(last)}年"


def _say_years(match: Match) -> str | None:
    first, last = narrow(match[1]), narrow(match[2])
    rises = int(first[-len(last) :]) < int(last)
    if not (is_year(first) and rises and (len(last) == 2 or is_year(last))):
        return None
    if (len(last) == 2 and match[0][4] not in "-–/") or _is_amount(match):
        return None
    return f"{digits(first)}到{digits(last)}"


def _is_amount(match: Match) -> bool:
    return is_measured(match) or follows(match, _AMOUNT) is not None


def _say_bare_year(match: Match) -> str | None:
    if _is_amount(match) or precedes(match, _AMOUNT_BEFORE, 4):
        return None
    return digits(match[0])


def _say_without_zero(match: Match) -> str:
    return cardinal(int(match[1]))


def _say_decade(match: Match) -> str | None:
    return f"{cardinal(int(match[1]) * 10)}年代" if match[1] != "0" else "零零年代"


def _say_born(match: Match) -> str:
    return digits(match[0])


def _say_quarter(match: Match) -> str | None:
    return None if precedes(match, _CAR) else f"第{digits(match[1])}季度"


_EVENT = re.compile(
    r"(?:周|週|星期|礼拜|[日号]|上午|下午|晚|早|前|截止|开始|出发|到达|之前|[（(](?:周|週|星期))"
)
_DATED = re.compile(
    r"(?:日期|时间|時間|[于於自]|截至|截止到?|今天|明天|昨天|后天|[周週][一二三四五六日]|星期[一二三四五六日天]"
    r"|生日|改到|定在|改期|[约約]在|订在|预约|到期|安排在)(?:是|为|為)?[\s:：（(]{0,2}\Z"
)


_BEAT = re.compile(r"\s?拍")


def says_date(match: Match, month: str, day: str) -> str | None:
    """Say two numbers with a stroke between them as a day, unless they are a fraction.

    Words of time beside them make them a day. Without these, a proper fraction in its lowest
    terms with a denominator up to ten, or with a one on top, is a fraction.
    """
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    if follows(match, _BEAT):
        return None
    dated = follows(match, _EVENT) or precedes(match, _DATED)
    value, of = int(month), int(day)
    proper = value < of and (value == 1 or (gcd(value, of) == 1 and of <= 10))
    return _day(month, day) if dated or not proper else None


_TIME = re.compile(
    rf"(\d{{1,2}})\s?[:：]\s?([0-5]\d)(?:[:：]([0-5]\d))?(?!\d|[:：.]\d)(?:{_HALF_DAY}|分(?!钟))?"
)
_HOUR = re.compile(rf"(\d{{1,2}}){_HALF_DAY}")
_ZONE = re.compile(r"(UTC|GMT)\s?([+\-−＋－])\s?(\d{1,2})(?::?(\d\d))?(?!\d)")
_OFFSET = re.compile(r"(?<=[0-5]\d)()([+\-−])(\d{2}):?(\d\d)(?!\d)")
_CLOCK = re.compile(r"T\d\d:\d\d(?::\d\d)?\Z")
_STEP = re.compile(r"(?:步骤|步驟|第|选项|方案|问题|[例图表题注])\s?\Z")
_RATIO = re.compile(r"(?:比例|比|稀释|配比|比分|尺|赔率|[以按])(?:为|是|約|约)?[\s:：]?\Z")
_SCORES = re.compile(r"(?:以|比分(?:为|是|：|:)?)[\d:：、，,\s]{2,60}\Z")
_TAKEN = re.compile(r"(?:用时|时长|成绩|配速|用時|時長|耗时|时间为)(?:是|为|了|:|：)?\s?\Z")
_SCORE_AFTER = re.compile(
    r"\s?(?:战胜|击败|获胜|取胜|领先|险胜|逆转|大胜|战平|落后|惜败|的比|兑|比例|稀释|负于)"
)


def _minutes(text: str) -> str:
    return f"零{digits(text[1])}" if text[0] == "0" else cardinal(int(text))


def _hour(text: str) -> str:
    return "两" if int(text) == 2 else cardinal(int(text))


def _say_time(match: Match) -> str | None:
    hour, minute, second = (narrow(part) if part else "" for part in match.group(1, 2, 3))
    if "：" in match[0] and (precedes(match, _STEP) or follows(match, COUNTED)):
        return None
    if precedes(match, _RATIO, 6) or precedes(match, _SCORES, 60) or follows(match, _SCORE_AFTER):
        return None
    if not second and precedes(match, _TAKEN):
        return f"{cardinal(int(hour))}分{_minutes(minute)}秒"
    if int(hour) > 24:
        return None
    said = f"{_hour(hour)}点"
    if minute != "00" or second.strip("0"):
        said += f"{'零' if minute == '00' else _minutes(minute)}分"
    said += f"{_minutes(second)}秒" if second and second != "00" else ""
    return _of_day(match[4]) + said + _stop(match)


def _stop(match: Match) -> str:
    """The stop of "p.m." where nothing follows: it ends the sentence too."""
    return "." if match[0].endswith(".") and not after(match).strip() else ""


def _of_day(letter: str | None) -> str:
    if not letter:
        return ""
    return "上午" if letter in "aA" else "下午"


def _say_hour(match: Match) -> str | None:
    if not 1 <= int(match[1]) <= 12:
        return None
    return f"{_of_day(match[2])}{_hour(match[1])}点{_stop(match)}"


def _say_zone(match: Match) -> str | None:
    if not match[1] and not precedes(match, _CLOCK):
        return None
    said = f"{match[1] or 'UTC'}{'加' if match[2] in '+＋' else '减'}{cardinal(int(match[3]))}"
    return f"{said}点{cardinal(int(match[4]))}分" if int(match[4] or 0) else said


_HOURS = re.compile(r"(\d{1,3})\s?h\s?(\d{1,2})\s?(?:min|m)(?![A-Za-z0-9])")
_SPAN = re.compile(rf"(\d{{1,3}})[′'’](?:(\d{{1,2}})[″\"”])?(?:\s?/\s?({PER}))?")


def _say_hours(match: Match) -> str:
    return f"{_hour(match[1])}小时{cardinal(int(match[2]))}分钟"


_EARTH = re.compile(r"(?:\d°|[经緯纬經])\s?\Z")


def _say_span(match: Match) -> str | None:
    """Minutes and seconds of time, as runners write them, or of an angle."""
    if precedes(match, _EARTH):
        return f"{cardinal(int(match[1]))}分" + (f"{cardinal(int(match[2]))}秒" if match[2] else "")
    if not match[2]:
        return None
    seconds = _minutes(match[2]) if len(match[2]) == 2 else digits(match[2])
    return f"{per_unit(match[3]) if match[3] else ''}{cardinal(int(match[1]))}分{seconds}秒"


DATE_RULES = (
    Rule("date", _FULL_DATE, _say_full_date),
    Rule("date", _YEAR_MONTH, _say_year_month),
    Rule("date", _MONTH_DAY, _say_month_day),
    Rule("year", _DECADE, _say_decade),
    Rule("year", _BORN, _say_born),
    Rule("year", _OLD_YEARS, _say_old_years),
    Rule("year", _YEAR, _say_year),
    Rule("year", _YEARS, _say_years),
    Rule("date", _MONTH_OR_DAY, _say_without_zero),
    Rule("date", _QUARTER, _say_quarter, Begins.LETTER),
)
YEAR_RULES = (Rule("year", _BARE_YEAR, _say_bare_year),)
TIME_RULES = (
    Rule("time", _TIME, _say_time),
    Rule("time", _HOUR, _say_hour),
    Rule("time", _HOURS, _say_hours),
    Rule("time", _SPAN, _say_span),
    Rule("time", _ZONE, _say_zone, Begins.LETTER),
    Rule("time", _OFFSET, _say_zone, Begins.SIGN),
)
