"""How Japanese says what it writes as Korean does."""

import re
from typing import ClassVar

from rtts.text.rules.ja.numbers import cardinal, digits, number
from rtts.text.rules.ja.words import COUNTER, COUNTS_MONEY, EACH_NAMES, EACH_OF
from rtts.text.rules.ja_ko.speech import Day, Speech, Words
from rtts.text.rules.ja_ko.units import Named, unit

__all__ = ["JAPANESE"]

_WITH_REI = frozenset(["時", "分", "秒", "度", "点"])
"""With these a zero is 零."""
_DATED = frozenset("月日時分秒年")
_EVERY = {"秒": "毎秒", "分": "毎分", "s": "毎秒", "sec": "毎秒", "min": "毎分"}
_PER = re.compile(r"(\d*)(.+)", re.DOTALL)
_KEY = re.compile(r"(?:キー|ボタン|マーク|印|[ぁ-ゖ、])")
_WORD = re.compile(r"[\u3005-\u3007\u30a1-\u30fa\u30fc\u4e00-\u9fffA-Za-z]")
_SPAN_BEFORE = re.compile(r"(?:[\u4e00-\u9fff]{2}|[\u30a1-\u30fa\u30fc]{3}|[A-Za-z])\Z")
_PERIODS = tuple("月火水木金土日朝昼夕夜春夏秋冬")
_ENDS_AMOUNT = re.compile(
    rf"\d(?:(?:[万億千百]{{0,2}})(?:{COUNTS_MONEY}|{COUNTER}|[%％])|[:：]\d\d)\Z"
)


class _Japanese(Speech):
    words: ClassVar[Words] = Words(
        minus="マイナス",
        below_zero="マイナス",
        plus="プラス",
        about="約",
        to="から",
        versus="対",
        by="かける",
        point="点",
        dot="ドット",
        dash="の",
        slash="スラッシュ",
        root="ルート",
        add="足す",
        subtract="引く",
        times="かける",
        divided="割る",
        either="プラスマイナス",
        infinite="無限大",
        pi="パイ",
        joined="アンド",
        number="ナンバー",
        version="バージョン",
        fahrenheit="華氏",
        half_half="フィフティーフィフティー",
        always="二十四時間週七日",
        hash="シャープ",
        at="アットマーク",
        star="アスタリスク",
        at_least="以上",
        at_most="以下",
        less="未満",
        more="より大きい",
        unequal="ノットイコール",
        over="大なり",
        under="小なり",
        over_or_equal="大なりイコール",
        under_or_equal="小なりイコール",
        cross="かける",
        page="ページ",
        volume="ボリューム",
        sharp="シャープ",
        degrees="度",
        decade="年代",
        postal="郵便番号",
    )
    pause = "、"
    magnitude = "[十百千万億兆]{0,2}"
    counter = COUNTER
    each_of = EACH_OF
    counts_money = COUNTS_MONEY

    def name(self, named: Named) -> str:
        return named.ja

    def number(self, text: str) -> str:
        return number(text)

    def digits(self, text: str) -> str:
        return digits(text)

    def amount(self, text: str, magnitude: str, unit: str) -> str:
        if unit in _DATED and text.isdecimal() and len(text) == 2:
            text = str(int(text))
        zero = "零" if unit in _WITH_REI else "ゼロ"
        multiplied = magnitude[:1] in {"万", "億", "兆"}
        return number(text, zero, multiplied=multiplied) + magnitude + unit

    def span(self, low: str, high: str, magnitude: str, unit: str) -> str:
        first = self.amount(low, "", unit).removesuffix(unit) if unit else number(low)
        return f"{first}から{self.amount(high, magnitude, unit)}"

    def fraction(self, over: str, under: str) -> str:
        return f"{number(under)}分の{number(over)}"

    def mixed(self, whole: str, part: str) -> str:
        return f"{number(whole)}と{part}"

    def day(self, day: Day) -> str:
        said = f"{number(day.year)}年" if day.year else ""
        said += f"{cardinal(int(day.month))}月" if day.month else ""
        said += f"{cardinal(int(day.day))}日" if day.day else ""
        if not day.weekday:
            return said
        return f"{said}、{day.weekday}{'日' if day.weekday == '祝' else '曜日'}"

    def clock(self, hour: str, minute: str, second: str) -> str:
        said = f"{cardinal(int(hour), '零')}時"
        if int(minute or 0) or int(second or 0):
            said += f"{cardinal(int(minute), '零')}分"
        return said + (f"{cardinal(int(second))}秒" if int(second or 0) else "")

    def lasting(self, hours: str, minutes: str, seconds: str) -> str:
        said = f"{cardinal(int(hours))}時間" if int(hours) else ""
        said += f"{cardinal(int(minutes))}分" if int(minutes) else ""
        return said + (f"{cardinal(int(seconds))}秒" if int(seconds or 0) else "")

    def quarter(self, year: str, quarter: str) -> str:
        return f"{number(year) + '年' if year else ''}第{number(quarter)}四半期"

    def half_day(self, *, morning: bool) -> str:
        return "午前" if morning else "午後"

    def from_to(self, low: str, high: str) -> str:
        return f"{low}から{high}"

    def each(self, per: str, said: str) -> str:
        parts = _PER.match(per)
        assert parts is not None
        amount, of = parts.groups()
        if of in _EVERY and not amount:
            return _EVERY[of] + said
        if of in EACH_NAMES or amount:
            named = unit(of)
            name = EACH_NAMES.get(of) or (named.ja if named else of)
            return f"{number(amount or '1')}{name}あたり{said}"
        named = unit(of)
        return f"{said}パー{named.ja if named else of}"

    def raised(self, power: str) -> str:
        minus = "マイナス" if power[0] == "-" else ""
        value = power.lstrip("-")
        return f"の{minus}{number(value) if value.isdecimal() else value}乗"

    def equals(self, left: str) -> str:
        return "イコール"

    def topic(self, left: str) -> str:
        return "は"

    def ordinal(self, text: str) -> str:
        return f"{number(text)}番目"

    def item(self, text: str) -> str:
        return f"{number(text)}、"

    def out_of(self, over: str, under: str) -> str:
        return f"{number(under)}点満点中{number(over)}点"

    def wave(self, left: str, right: str) -> str | None:
        if _ENDS_AMOUNT.search(left):
            return "から"
        spans = _SPAN_BEFORE.search(left) and _WORD.match(right)
        return "から" if spans or (left[-1:] in _PERIODS and right[:1] in _PERIODS) else None

    def is_key(self, right: str) -> bool:
        return _KEY.match(right) is not None


JAPANESE = _Japanese()
"""What says it."""
