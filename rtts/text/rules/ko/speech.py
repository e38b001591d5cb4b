"""How Korean says what it writes as Japanese does."""

import re
from typing import ClassVar

from rtts.text.rules.base import Match
from rtts.text.rules.ja_ko.figures import figure
from rtts.text.rules.ja_ko.speech import Day, Speech, Words
from rtts.text.rules.ja_ko.units import Named, unit
from rtts.text.rules.ko.numbers import cardinal, digits, native, native_noun, number
from rtts.text.rules.ko.words import (
    COUNTER,
    COUNTS_MONEY,
    EACH_NAMES,
    EACH_OF,
    GLUED,
    MAGNITUDE,
    NATIVE,
    PARTICLE,
)
from rtts.text.rules.numbers import narrow

__all__ = ["KOREAN", "is_native", "month"]

_MONTHS = {6: "유월", 10: "시월"}
_WEEKDAYS = dict(zip("월화수목금토일月火水木金土日", "월화수목금토일" * 2, strict=True))
_OPEN = frozenset("2459")
"""Numbers that end in these end in a vowel."""
_POWERS = tuple("⁰¹²³⁴⁵⁶⁷⁸⁹")
_NEIGHBOURS = {1: "한두", 2: "두세", 3: "서너", 4: "네다섯"}
"""From one to two things, and so on."""
_DATED = frozenset("월일시분초")
_PER = re.compile(r"(\d*)(.+)", re.DOTALL)
_KEY = re.compile(r"\s?(?:키|버튼|표)")
_WORD = re.compile(r"[가-힣]")
_WORD_BEFORE = re.compile(
    r"[가-힣][가-힣](?<![요죠네다까해어아지야자녕])\Z|(?<![가-힣])[월화수목금토일]\Z"
)
_ENDS_AMOUNT = re.compile(rf"\d(?:{MAGNITUDE})(?:\s?[가-힣]{{1,4}}|[%％])\Z|\d[:：]\d\d\Z")
_WORD_BEHIND = re.compile(r"[가-힣]{2}|[월화수목금토일](?![가-힣])")


def month(value: int) -> str:
    """The name of a month: the sixth and the tenth have lost a sound."""
    return _MONTHS.get(value) or f"{cardinal(value)}월"


def is_native(text: str, unit_: str) -> bool:
    """Whether a number of something is a native one."""
    value = figure(text)
    if unit_ not in NATIVE or value.fraction or len(value.digits) > 4 or not value.whole:
        return False
    if unit_ == "시":
        return value.whole <= 12
    if unit_ in {"시간", "배"}:
        return value.whole <= 20
    return not (unit_ == "대" and value.whole % 10 == 0)


def _is_name(text: str, unit_: str) -> bool:
    """Whether a number is a year or the age of people in their twenties, not a count."""
    return text.isdecimal() and (len(text) == 4 if unit_ == "년" else text[-1] == "0")


class _Korean(Speech):
    words: ClassVar[Words] = Words(
        minus="마이너스",
        below_zero="영하",
        plus="플러스",
        about="약",
        to="에서",
        versus=" 대 ",
        by=" 곱하기 ",
        point=" 점 ",
        dot=" 점 ",
        dash=" 다시 ",
        slash="슬래시",
        root="루트",
        add="더하기",
        subtract="빼기",
        times="곱하기",
        divided="나누기",
        either="플러스마이너스",
        infinite="무한대",
        pi="파이",
        joined="앤드",
        number="넘버",
        version="버전",
        fahrenheit="화씨",
        half_half="오십 대 오십",
        always="이십사 시간 연중무휴",
        hash="샵",
        at="골뱅이",
        star="별표",
        at_least="이상",
        at_most="이하",
        less="미만",
        more="초과",
        unequal="같지 않다",
        over="초과",
        under="미만",
        over_or_equal="이상",
        under_or_equal="이하",
        cross="곱하기",
        page="페이지",
        volume="볼륨",
        sharp="샵",
        degrees="도",
        decade="년대",
        postal="우편번호 ",
    )
    gap = " "
    pause = ", "
    magnitude = MAGNITUDE
    counter = COUNTER
    each_of = EACH_OF
    counts_money = COUNTS_MONEY

    def name(self, named: Named) -> str:
        return named.ko

    def number(self, text: str) -> str:
        return number(text)

    def digits(self, text: str) -> str:
        return digits(text)

    def amount(self, text: str, magnitude: str, unit: str) -> str:
        if not unit:
            return self._multiplied(text, magnitude)
        if unit in _DATED and len(text) == 2 and text.isdecimal():
            text = str(int(text))
        if unit == "월" and not magnitude and text.isdecimal() and 1 <= int(text) <= 12:
            return month(int(text))
        if not magnitude and is_native(text, unit):
            return f"{native(figure(text).whole)} {unit}"
        glued = unit in GLUED or (unit in {"대", "년"} and _is_name(text, unit))
        return f"{self._multiplied(text, magnitude)}{'' if glued else ' '}{unit}"

    def _multiplied(self, text: str, magnitude: str) -> str:
        value = figure(text)
        if magnitude and value.digits == "1" and not value.fraction and magnitude[0] in "만천백":
            return magnitude
        return f"{number(text)}{magnitude}"

    def span(self, low: str, high: str, magnitude: str, unit: str) -> str:
        end = self.amount(high, magnitude, unit)
        if unit == "월" and not magnitude:
            return f"{self.amount(low, '', unit)}에서 {end}"
        if magnitude or not (is_native(low, unit) and is_native(high, unit)):
            return f"{number(low)}에서 {end}"
        first, last = figure(low).whole, figure(high).whole
        if unit == "시":
            return f"{native(first)} 시에서 {end}"
        if last == first + 1 and first in _NEIGHBOURS:
            return f"{_NEIGHBOURS[first]} {unit}"
        return f"{native_noun(first) if first < 100 else native(first)}에서 {end}"

    def fraction(self, over: str, under: str) -> str:
        return f"{number(under)}분의 {number(over)}"

    def mixed(self, whole: str, part: str) -> str:
        with_ = "와" if narrow(whole)[-1] in _OPEN else "과"
        return f"{number(whole)}{with_} {part}"

    def day(self, day: Day) -> str:
        said = [f"{number(day.year)}년"] if day.year else []
        said += [month(int(day.month))] if day.month else []
        said += [f"{cardinal(int(day.day))}일"] if day.day else []
        if day.weekday:
            said.append(f"{_WEEKDAYS.get(day.weekday, '')}요일")
        return " ".join(said)

    def clock(self, hour: str, minute: str, second: str) -> str:
        value = int(hour)
        said = f"{native(value) if 1 <= value <= 12 else cardinal(value)} 시"
        if int(minute or 0) or int(second or 0):
            said += f" {cardinal(int(minute))} 분"
        return said + (f" {cardinal(int(second))} 초" if int(second or 0) else "")

    def lasting(self, hours: str, minutes: str, seconds: str) -> str:
        said = [self.amount(str(int(hours)), "", "시간")] if int(hours) else []
        said += [f"{cardinal(int(minutes))} 분"] if int(minutes) else []
        said += [f"{cardinal(int(seconds))} 초"] if int(seconds or 0) else []
        return " ".join(said)

    def quarter(self, year: str, quarter: str) -> str:
        return self.spread(f"{number(year)}년" if year else "", f"{number(quarter)}분기")

    def half_day(self, *, morning: bool) -> str:
        return "오전" if morning else "오후"

    def from_to(self, low: str, high: str) -> str:
        return f"{low}부터 {high}까지" if high else f"{low}부터"

    def each(self, per: str, said: str) -> str:
        parts = _PER.match(per)
        assert parts is not None
        amount, of = parts.groups()
        named = unit(of)
        if amount:
            return f"{self.amount(amount, '', named.ko if named else of)}당 {said}"
        if of in EACH_NAMES:
            return f"{EACH_NAMES[of]} {said}"
        return f"{said} 퍼 {named.ko if named else of}"

    def raised(self, power: str) -> str:
        minus = "마이너스 " if power[0] == "-" else ""
        value = power.lstrip("-")
        if not minus and value in {"2", "3"}:
            return "의 제곱" if value == "2" else "의 세제곱"
        return f"의 {minus}{number(value) if value.isdecimal() else value}제곱"

    def equals(self, left: str) -> str:
        last = narrow(left.rstrip())[-1:]
        if last.isdecimal():
            return "는" if last in _OPEN else "은"
        return "은" if last in _POWERS else "는"

    def ordinal(self, text: str) -> str:
        value = int(text)
        return (
            "첫 번째"
            if value == 1
            else f"{native(value) if 0 < value < 100 else cardinal(value)} 번째"
        )

    def item(self, text: str) -> str:
        return f"{number(text)}, "

    def out_of(self, over: str, under: str) -> str:
        return f"{number(under)} 점 만점에 {number(over)} 점"

    def ends(self, match: Match) -> str:
        behind = match.string[match.end() : match.endpos]
        return " " if _WORD.match(behind) and not PARTICLE.match(behind) else ""

    def wave(self, left: str, right: str) -> str | None:
        if _ENDS_AMOUNT.search(left):
            return "부터"
        return "에서 " if _WORD_BEFORE.search(left) and _WORD_BEHIND.match(right) else None

    def is_key(self, right: str) -> bool:
        return _KEY.match(right) is not None


KOREAN = _Korean()
"""What says it."""
