"""Units and currencies by the ways of writing them, with their names in both languages."""

from typing import NamedTuple

from rtts.text.rules.numbers import SQUARED_UNITS, narrow
from rtts.text.wordlists import any_listed, any_of

__all__ = [
    "CURRENCY",
    "CURRENCY_BEHIND",
    "CURRENCY_CODES",
    "LATIN_UNIT",
    "SPEED",
    "Named",
    "currency",
    "is_fahrenheit",
    "is_temperature",
    "speed",
    "unit",
    "unit_words",
]


class Named(NamedTuple):
    """What something is called."""

    ja: str
    ko: str


_UNITS = (
    ("km² km2 ㎢", "平方キロメートル", "제곱킬로미터"),
    ("m² m2 ㎡ sqm", "平方メートル", "제곱미터"),
    ("cm² cm2 ㎠", "平方センチメートル", "제곱센티미터"),
    ("mm² mm2", "平方ミリメートル", "제곱밀리미터"),
    ("m³ m3 ㎥", "立方メートル", "세제곱미터"),
    ("cm³ cm3", "立方センチメートル", "세제곱센티미터"),
    ("km ㎞ KM Km", "キロメートル", "킬로미터"),
    ("m", "メートル", "미터"),
    ("cm ㎝ CM", "センチメートル", "센티미터"),
    ("mm ㎜ MM", "ミリメートル", "밀리미터"),
    ("μm µm um", "マイクロメートル", "마이크로미터"),
    ("nm", "ナノメートル", "나노미터"),
    ("kg ㎏ KG Kg", "キログラム", "킬로그램"),
    ("g", "グラム", "그램"),
    ("mg ㎎", "ミリグラム", "밀리그램"),
    ("μg µg ug mcg", "マイクログラム", "마이크로그램"),
    ("t", "トン", "톤"),
    ("lb lbs", "ポンド", "파운드"),
    ("oz", "オンス", "온스"),
    ("L l ℓ", "リットル", "리터"),
    ("dL dl", "デシリットル", "데시리터"),
    ("ml mL ML ㎖", "ミリリットル", "밀리리터"),
    ("cc CC ㏄", "シーシー", "시시"),
    ("ft", "フィート", "피트"),
    ("inch inches in. ″", "インチ", "인치"),
    ("mi mile miles", "マイル", "마일"),
    ("ha", "ヘクタール", "헥타르"),
    ("h hr hrs hours", "時間", "시간"),
    ("min mins minutes", "分", "분"),
    ("s sec secs", "秒", "초"),
    ("ms", "ミリ秒", "밀리초"),
    ("μs µs", "マイクロ秒", "마이크로초"),
    ("ns", "ナノ秒", "나노초"),
    ("°C ℃ ºC", "度", "도"),
    ("°F ℉ ºF", "度", "도"),
    ("° º", "度", "도"),
    ("W", "ワット", "와트"),
    ("kW KW", "キロワット", "킬로와트"),
    ("MW", "メガワット", "메가와트"),
    ("GW", "ギガワット", "기가와트"),
    ("Wh", "ワット時", "와트시"),
    ("kWh KWh kwh KWH", "キロワット時", "킬로와트시"),
    ("V", "ボルト", "볼트"),
    ("kV", "キロボルト", "킬로볼트"),
    ("A", "アンペア", "암페어"),
    ("mA", "ミリアンペア", "밀리암페어"),
    ("mAh mah MAH", "ミリアンペアアワー", "밀리암페어시"),
    ("Ω", "オーム", "옴"),
    ("Hz HZ hz", "ヘルツ", "헤르츠"),
    ("kHz KHz", "キロヘルツ", "킬로헤르츠"),
    ("MHz", "メガヘルツ", "메가헤르츠"),
    ("GHz", "ギガヘルツ", "기가헤르츠"),
    ("Pa", "パスカル", "파스칼"),
    ("hPa", "ヘクトパスカル", "헥토파스칼"),
    ("kPa", "キロパスカル", "킬로파스칼"),
    ("MPa", "メガパスカル", "메가파스칼"),
    ("mmHg", "ミリメートルエイチジー", "밀리미터에이치지"),
    ("dB db", "デシベル", "데시벨"),
    ("N", "ニュートン", "뉴턴"),
    ("J", "ジュール", "줄"),
    ("kJ KJ", "キロジュール", "킬로줄"),
    ("kcal Kcal ㎉", "キロカロリー", "킬로칼로리"),
    ("cal", "カロリー", "칼로리"),
    ("mol", "モル", "몰"),
    ("mmol", "ミリモル", "밀리몰"),
    ("IU", "国際単位", "아이유"),
    ("px", "ピクセル", "픽셀"),
    ("bit bits", "ビット", "비트"),
    ("kB KB", "キロバイト", "킬로바이트"),
    ("MB", "メガバイト", "메가바이트"),
    ("GB", "ギガバイト", "기가바이트"),
    ("TB", "テラバイト", "테라바이트"),
    ("PB", "ペタバイト", "페타바이트"),
    ("MiB", "メビバイト", "메비바이트"),
    ("GiB", "ギビバイト", "기비바이트"),
    ("Mb Mbit", "メガビット", "메가비트"),
    ("Gb Gbit", "ギガビット", "기가비트"),
    ("bps", "bps", "bps"),
    ("kbps Kbps", "キロビーピーエス", "킬로비피에스"),
    ("Mbps", "メガビーピーエス", "메가비피에스"),
    ("Gbps", "ギガビーピーエス", "기가비피에스"),
    ("fps FPS", "フレーム", "프레임"),
    ("rpm RPM", "回転", "알피엠"),
    ("ppm", "ppm", "피피엠"),
    ("dpi", "dpi", "디피아이"),
    ("pt", "ポイント", "포인트"),
    ("%p %P", "ポイント", "퍼센트포인트"),
    ("% ％", "パーセント", "퍼센트"),
    ("‰", "パーミル", "퍼밀"),
)
_BY_UNIT = {written: Named(ja, ko) for many, ja, ko in _UNITS for written in many.split()}
_BY_UNIT |= {
    sign: _BY_UNIT[letters] for sign, letters in SQUARED_UNITS.items() if letters in _BY_UNIT
}
_SIGNS = any_of(written for written in _BY_UNIT if not written[-1].isalnum())
_LETTERS = any_of(written for written in _BY_UNIT if written[-1].isalnum())
LATIN_UNIT = rf"(?:(?:{_LETTERS})(?![A-Za-z0-9_²³])|{_SIGNS})"
"""A unit in Latin letters or signs."""

_SPEEDS = (
    ("km/h kph KM/H km/hr Km/h ㎞/h", "時速", "시속", "km"),
    ("mph", "時速", "시속", "mi"),
    ("m/s ㎧", "秒速", "초속", "m"),
    ("km/s", "秒速", "초속", "km"),
    ("m/min", "分速", "분속", "m"),
)
_BY_SPEED = {
    written: (Named(ja, ko), _BY_UNIT[way])
    for many, ja, ko, way in _SPEEDS
    for written in many.split()
}
SPEED = rf"(?:(?:{any_of(_BY_SPEED)})(?![A-Za-z0-9_²³/]))"
"""A unit of speed, of which the time is said first."""

_CURRENCIES = (
    ("円 JPY JP¥", "円", "엔"),
    ("₩ ￦ KRW", "ウォン", "원"),
    ("$ ＄ US$ USD", "ドル", "달러"),
    ("€ EUR", "ユーロ", "유로"),
    ("£ ￡ GBP", "ポンド", "파운드"),
    ("CNY RMB CN¥", "人民元", "위안"),
    ("CHF", "スイスフラン", "스위스프랑"),
    ("₽ RUB", "ルーブル", "루블"),
    ("₹ INR", "ルピー", "루피"),
    ("฿ THB", "バーツ", "바트"),
    ("₫ VND", "ドン", "동"),
    ("₱ PHP", "ペソ", "페소"),
    ("HK$ HKD", "香港ドル", "홍콩달러"),
    ("NT$ TWD", "台湾ドル", "대만달러"),
    ("A$ AU$ AUD", "オーストラリアドル", "호주달러"),
    ("C$ CA$ CAD", "カナダドル", "캐나다달러"),
    ("S$ SGD", "シンガポールドル", "싱가포르달러"),
    ("₿ BTC", "ビットコイン", "비트코인"),
    ("¥ ￥", "円", "엔"),
)
_BY_CURRENCY = {written: Named(ja, ko) for many, ja, ko in _CURRENCIES for written in many.split()}
CURRENCY = rf"(?:{any_of(_BY_CURRENCY)})"
"""The sign or code of a currency."""
_CODES = " ".join(key for key in _BY_CURRENCY if key[-1].isalpha() or key in {"€", "$", "£", "₩"})
CURRENCY_BEHIND = rf"(?:(?:{any_listed(_CODES)})(?![A-Za-z0-9]))"
"""The same behind an amount."""


CURRENCY_CODES = frozenset(
    code.lower() for code in _BY_CURRENCY if code.isascii() and code.isalpha()
)
"""In lower case."""


def unit(written: str) -> Named | None:
    """What a unit is called; None if it is none."""
    return _BY_UNIT.get(written) or _BY_UNIT.get(narrow(written))


def speed(written: str) -> tuple[Named, Named]:
    """The time of a speed, such as 時速, and the unit of the way."""
    return _BY_SPEED[written]


def currency(written: str) -> Named:
    """What a currency is called."""
    return _BY_CURRENCY[written]


def is_temperature(written: str) -> bool:
    """Whether a unit is one of temperature, which is below zero rather than negative."""
    return written in {"°C", "℃", "ºC", "°F", "℉", "ºF"}


def is_fahrenheit(written: str) -> bool:
    """Whether a temperature needs the name of its scale."""
    return written in {"°F", "℉", "ºF"}


def unit_words() -> frozenset[str]:
    """The units of letters only, and the codes of currencies, in lower case."""
    both = {*_BY_UNIT, *_BY_CURRENCY}
    return frozenset(written.lower() for written in both if written.isascii() and written.isalpha())
