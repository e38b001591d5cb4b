"""Dates and times of day."""

import re
from math import gcd

from rtts.text.rules.base import Begins, Match, Rule, after, before, follows, precedes
from rtts.text.rules.ja_ko.figures import TO, is_latin
from rtts.text.rules.ja_ko.speech import Day, Speech
from rtts.text.rules.numbers import narrow

__all__ = ["date_rules", "says_date", "time_rules"]

_WEEKDAY = r"(?:\s?[(（](?P<weekday>[月火水木金土日祝월화수목금토일])(?:曜日?|요일)?[)）])?"
_FULL = re.compile(
    rf"(?P<year>[12]\d{{3}})(?P<mark>[-/.．／])\s?(?P<month>\d{{1,2}})(?P=mark)\s?(?P<day>\d{{1,2}})"
    rf"(?![0-9A-SU-Za-z]|(?P=mark)\d|[:：]\d)(?P<stop>\.)?(?:T(?=\d\d:))?{_WEEKDAY}"
)
_YEAR_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)[-/](?P<month>0[1-9]|1[0-2])(?![\d-]|[/.:：%])")
_YEAR_MONTH_DOTTED = re.compile(r"(?P<year>(?:19|20)\d\d)\.\s(?P<month>0?[1-9]|1[0-2])\.(?!\s?\d)")
_MONTH_DAY = re.compile(
    rf"(?P<month>\d{{1,2}})(?P<mark>[/／])(?P<day>\d{{1,2}})(?![\d/／]|[.:]\d){_WEEKDAY}"
)
_MONTH_DAY_DOTTED = re.compile(rf"(?P<month>\d{{1,2}})\.\s?(?P<day>\d{{1,2}})\.?(?!\d){_WEEKDAY}")
_WEEKDAY_ALONE = re.compile(
    r"(?<=[日일])\s?[(（](?P<weekday>[月火水木金土日祝월화수목금토일])(?:曜日?|요일)?(?:・祝)?[)）]"
)
_DAY = re.compile(r"\d\s?[日일]\Z")
_QUARTER = re.compile(r"(?:(?P<year>(?:19|20)\d\d)[-\s]?)?Q(?P<quarter>[1-4])(?![A-Za-z0-9_])")

_HOURS = (
    r"(?P<hour{n}>[0-2０-２]?\d)\s?[:：]\s?(?P<minute{n}>[0-5０-５]\d)"
    r"(?:[:：](?P<second{n}>[0-5０-５]\d))?"
)
_HALF_DAY = r"(?:\s?(?P<half{n}>[aApP])(?:\.[mM]\.?|[mM])(?![A-Za-z]))?"
_NO_MORE = r"(?!\d|[:：.]\d)"
_FIRST, _LAST = (
    _HOURS.replace("{n}", n) + _NO_MORE + _HALF_DAY.replace("{n}", n) for n in ("1", "2")
)
_TIME = re.compile(_FIRST)
_TIMES = re.compile(_FIRST + TO + _LAST)
_HOUR = re.compile(r"(?P<hour1>1[0-2]|0?[1-9])\s?(?P<half1>[aApP])(?:\.[mM]\.?|[mM])(?![A-Za-z])")
_HALF_DAY_FIRST = re.compile(r"([AaPp])\.?[Mm]\.?\s?(?=\d{1,2}(?:[:：]\d\d|\s?[時시]))")
_SPAN = re.compile(r"(\d{1,3})[′'’](\d{1,2})[″\"”](?!\w)")
_DECADE = re.compile(r"(?:['’](\d0)|((?:19|20)\d0)'?)s(?![A-Za-z])")
_SHORT_YEAR = re.compile(r"['’](\d\d)(?=\s?[年년])")
_ZONE = re.compile(
    r"(?P<name>UTC|GMT|JST|KST)?\s?(?P<sign>[+\-−＋])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)"
)
_RATIO = re.compile(
    r"(?:比率?|割合|スコア|オッズ|縮尺|비율[은는이]?|비[는가]?|스코어|점수[는가]?|화면비|세트)[はがで:：]?\s?\Z"
)
_TAKEN = re.compile(
    r"(?:タイム|記録|所要時間|再生時間|기록[은이]?|러닝타임[은이]?|재생시간[은이]?)(?:は|が|:|：)?\s?\Z"
)
_CLOCK = re.compile(r"T\d\d:\d\d(?::\d\d)?\Z")
_UNTIL = re.compile(r"\s?(?:まで|の間|까지|사이|間)")

_DATED = re.compile(
    r"(?:(?:日付|日程|期日|開催日|納期|締切|締め切り|期限|発売日|誕生日|配送予定日|到着予定日?"
    r"|날짜|일정|마감일?|생일|기한|기간|예약일|배송일|발매일|출시일)(?:は|が|[은는이가])?"
    r"|[~～〜\-–]|から|부터)[\s:：]{0,2}\Z"
)
_NAME = re.compile(r"[A-Za-z]{2}\s?\Z")
_DATE_FOLLOWS = re.compile(
    r"\s?(?:[~～〜\-–−]\s?\d{1,2}[/／]\d|\d{1,2}[:：時시]|から|まで|頃|ごろ|[にの](?:[開届予締行発出配終始到]|お届)"
    r"|締|午[前後]|[朝昼夜晩]|부터|까지|오[전후]|[일월화수목금토]요일|저녁|아침|에\s|경)"
)
_PART_FOLLOWS = re.compile(
    r"\s?(?:カップ|個|本|量|以[上下]|に(?:減|縮|切|分|な|カ|圧|す|し)|の(?:確|量|人|サ|大|国|速|価|値|面|時)"
    r"|拍子|박자|컵|이상|이하|로|의|정도|가량|큰술|작은술|모)"
)


def says_date(match: Match, month: str, day: str) -> bool:
    """Whether two numbers with a stroke between them are a day rather than a fraction.

    Words of time beside them make them a day. Without these, a proper fraction in its lowest
    terms with a denominator up to ten, or with a one on top, is a fraction.
    """
    if not _is_day(month, day) or follows(match, _PART_FOLLOWS) or precedes(match, _NAME):
        return False
    if follows(match, _DATE_FOLLOWS) or precedes(match, _DATED):
        return True
    over, under = int(month), int(day)
    return not (over < under and (over == 1 or (gcd(over, under) == 1 and under <= 10)))


def _is_day(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31


class _Calendar:
    """Says dates and times in one of the languages."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech

    def full(self, match: Match) -> str | None:
        """A year, a month and a day."""
        if not _is_day(match["month"], match["day"]):
            return None
        return self._day(match, match["year"]) + self._stop(match)

    def year_month(self, match: Match) -> str:
        """A year and a month."""
        return self.speech.day(Day(narrow(match["year"]), narrow(match["month"]), ""))

    def month_day(self, match: Match) -> str | None:
        """A month and a day, where they are one."""
        if before(match, 1) in tuple("/-.") or not _is_day(match["month"], match["day"]):
            return None
        if match["weekday"] or says_date(match, match["month"], match["day"]):
            return self._day(match, "")
        return None

    def month_day_dotted(self, match: Match) -> str | None:
        """The same with a dot between them: only the day of the week tells it from a number."""
        if not match["weekday"] or not _is_day(match["month"], match["day"]):
            return None
        return self._day(match, "")

    def _day(self, match: Match, year: str) -> str:
        month, day = narrow(match["month"]), narrow(match["day"])
        return self.speech.day(Day(narrow(year), month, day, match["weekday"] or ""))

    def weekday(self, match: Match) -> str | None:
        """The day of the week, in brackets behind a day in the language's own script."""
        if not precedes(match, _DAY, 4):
            return None
        gap = self.speech.gap or self.speech.pause
        return gap + self.speech.day(Day("", "", "", match["weekday"])).lstrip("、 ")

    @staticmethod
    def _stop(match: Match) -> str:
        """The stop behind a Korean date, where it ends the sentence too."""
        return "." if match["stop"] and not after(match).strip() and not match["weekday"] else ""

    def time(self, match: Match) -> str | None:
        """A time of day, or a time that something took."""
        if precedes(match, _RATIO, 12):
            return None
        if match["second1"] and precedes(match, _TAKEN):
            return None
        return self._time(match, "1") + self._stop_of(match)

    def hour(self, match: Match) -> str:
        """An hour before or after noon."""
        half = self.speech.half_day(morning=match["half1"] in "aA")
        said = self.speech.clock(narrow(match["hour1"]), "", "")
        return self.speech.spread(half, said) + self._stop_of(match)

    def _stop_of(self, match: Match) -> str:
        return "." if match[0].endswith(".") and not after(match).strip() else ""

    def times(self, match: Match) -> str | None:
        """From one time of day to another."""
        if precedes(match, _RATIO, 12):
            return None
        first, last = self._time(match, "1"), self._time(match, "2")
        if follows(match, _UNTIL):
            return self.speech.from_to(first, "") + self.speech.gap + last
        return self.speech.from_to(first, last) + self._stop_of(match)

    def _time(self, match: Match, which: str) -> str:
        hour, minute, second = (
            narrow(match[f"{part}{which}"] or "") for part in ("hour", "minute", "second")
        )
        half = match[f"half{which}"]
        said = self.speech.clock(hour, minute, second)
        if not half:
            return said
        return self.speech.spread(self.speech.half_day(morning=half in "aA"), said)

    def taken(self, match: Match) -> str | None:
        """Hours, minutes and seconds that something took."""
        if not precedes(match, _TAKEN) or not match["second1"]:
            return None
        return self.speech.lasting(*(narrow(part) for part in match.group(1, 2, 3)))

    def half_day(self, match: Match) -> str | None:
        """AM in front of a time of day."""
        if is_latin(before(match, 1)):
            return None
        return self.speech.half_day(morning=match[1] in "aA") + self.speech.gap

    def span(self, match: Match) -> str:
        """Minutes and seconds."""
        return self.speech.lasting("0", narrow(match[1]), narrow(match[2]))

    def decade(self, match: Match) -> str:
        """Ten years, as in English."""
        return self.speech.number(match[1] or match[2]) + self.speech.words.decade

    def short_year(self, match: Match) -> str:
        """The last two digits of a year."""
        return self.speech.number(match[1])

    def quarter(self, match: Match) -> str | None:
        """A quarter of a year."""
        if is_latin(before(match, 1)):
            return None
        return self.speech.quarter(match["year"] or "", match["quarter"])

    def zone(self, match: Match) -> str | None:
        """How far a clock is from that of Greenwich."""
        if not match["name"] and not precedes(match, _CLOCK, 20):
            return None
        words = self.speech.words
        sign = words.plus if narrow(match["sign"]) == "+" else words.minus
        hours = self.speech.number(str(int(match["hours"])))
        if int(match["minutes"] or 0):
            hours = self.speech.lasting(str(int(match["hours"])), match["minutes"], "")
        return " ".join((match["name"] or "UTC", self.speech.spread(sign, hours)))


def date_rules(speech: Speech) -> tuple[Rule, ...]:
    """The rules for days, months, quarters and decades."""
    say = _Calendar(speech)
    return (
        Rule("date", _FULL, say.full),
        Rule("date", _YEAR_MONTH, say.year_month),
        Rule("date", _YEAR_MONTH_DOTTED, say.year_month),
        Rule("date", _MONTH_DAY, say.month_day),
        Rule("date", _MONTH_DAY_DOTTED, say.month_day_dotted),
        Rule("date", _WEEKDAY_ALONE, say.weekday, Begins.SIGN),
        Rule("date", _DECADE, say.decade, Begins.DIGIT | Begins.SIGN),
        Rule("date", _SHORT_YEAR, say.short_year, Begins.SIGN),
        Rule("date", _QUARTER, say.quarter, Begins.DIGIT | Begins.LETTER),
    )


def time_rules(speech: Speech) -> tuple[Rule, ...]:
    """The rules for times of day."""
    say = _Calendar(speech)
    return (
        Rule("time", _TIMES, say.times),
        Rule("time", _TIME, say.taken),
        Rule("time", _TIME, say.time),
        Rule("time", _HOUR, say.hour),
        Rule("time", _HALF_DAY_FIRST, say.half_day, Begins.LETTER),
        Rule("time", _SPAN, say.span),
        Rule("time", _ZONE, say.zone, Begins.LETTER | Begins.SIGN),
    )
