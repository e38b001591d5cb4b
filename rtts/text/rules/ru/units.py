"""Units and currencies: how they are abbreviated, and the nouns they stand for."""

import re

from rtts.text.rules.ru.grammar import (
    Gender,
    Noun,
    feminine,
    indeclinable,
    masculine,
    with_adjective,
)
from rtts.text.rules.ru.numerals import THOUSAND
from rtts.text.wordlists import word_set

__all__ = [
    "BULK",
    "CURRENCIES",
    "CURRENCY",
    "MAGNITUDES",
    "MINOR",
    "NEED_STOP",
    "REMOTE",
    "UNIT",
    "UNITS",
    "UNIT_BEHIND_STROKE",
    "UNIT_WORDS",
    "per_unit",
    "unit_key",
]

_METRE, _GRAM, _LITRE = masculine("метр"), masculine("грамм"), masculine("литр")
_HOUR, _MINUTE, _SECOND = masculine("час"), feminine("минута"), feminine("секунда")
_BYTE, _BIT = masculine("байт", many="байт"), masculine("бит", many="бит")
_WATT, _HERTZ = masculine("ватт", many="ватт"), masculine("герц", many="герц")
_VOLT, _AMPERE = masculine("вольт", many="вольт"), masculine("ампер", many="ампер")
_DEGREE, _PERCENT = masculine("градус"), masculine("процент")
_SPOON = feminine("ложка", many="ложек")
_TABLESPOON, _TEASPOON = with_adjective("столовый", _SPOON), with_adjective("чайный", _SPOON)
_SPOONS = ("ложка", "ложки", "ложку", "ложек", "ложками")
_LIGHT_YEAR = with_adjective("световой", masculine("год", many="лет"))
_DAYS = ("сутки", "суток", "суткам", "сутки", "сутками", "сутках")


def _prefixed(start: str, noun: Noun) -> Noun:
    singular, plural = noun.singular, noun.plural
    one = tuple(start + form for form in singular)
    many = tuple(start + form for form in plural)
    return Noun(
        (one[0], one[1], one[2], one[3], one[4], one[5]),
        (many[0], many[1], many[2], many[3], many[4], many[5]),
        noun.gender,
        start + noun.few,
    )


def _series(noun: Noun, prefixes: str) -> dict[str, Noun]:
    """`км kilo` pairs: the abbreviation, then what it puts before the noun; `-` for nothing."""
    pairs = prefixes.split()
    return {
        short: _prefixed("" if start == "-" else start, noun)
        for short, start in zip(pairs[::2], pairs[1::2], strict=True)
    }


def _squared(noun: Noun, *shorts: str) -> dict[str, Noun]:
    square, cube = with_adjective("квадратный", noun), with_adjective("кубический", noun)
    table: dict[str, Noun] = {}
    for short in shorts:
        table |= dict.fromkeys((f"{short}²", f"{short}2", f"кв.{short}", f"кв{short}"), square)
        table |= dict.fromkeys((f"{short}³", f"{short}3", f"куб.{short}", f"куб{short}"), cube)
    return table


def _tailed(noun: Noun, tail: str) -> Noun:
    return with_adjective("", noun, f" {tail}")


_KILOMETRE = _prefixed("кило", _METRE)
_CENTIMETRE = _prefixed("санти", _METRE)

UNITS: dict[str, Noun] = (
    _series(_METRE, "м - м. - km кило км кило m - см санти cm санти мм милли mm милли дм деци")
    | _series(_METRE, "мкм микро нм нано nm нано µm микро μm микро")
    | _series(_GRAM, "г - гр - g - кг кило kg кило мг милли mg милли мкг микро µg микро μg микро")
    | _series(_LITRE, "л - l - L - мл милли ml милли дл деци")
    | _series(_BYTE, "Б - B - КБ кило кБ кило Кб кило kB кило KB кило МБ мега Мб мега MB мега")
    | _series(_BYTE, "ГБ гига Гб гига GB гига ТБ тера Тб тера TB тера ПБ пета")
    | _series(_BIT, "бит - кбит кило Кбит кило Мбит мега Mbit мега Гбит гига Gbit гига")
    | _series(_HERTZ, "Гц - Hz - кГц кило kHz кило МГц мега MHz мега ГГц гига GHz гига")
    | _series(_WATT, "Вт - W - кВт кило kW кило МВт мега MW мега ГВт гига мВт милли")
    | _series(_VOLT, "В - V - кВ кило мВ милли mV милли")
    | _series(_AMPERE, "А - A - мА милли mA милли")
    | _series(masculine("джоуль"), "Дж - кДж кило МДж мега")
    | _series(masculine("паскаль"), "Па - кПа кило МПа мега гПа гекто")
    | _series(masculine("ом"), "Ом - кОм кило Ω - кΩ кило МОм мега")
    | _series(masculine("ньютон"), "Н - кН кило")
    | _series(masculine("бел", many="бел"), "дБ деци dB деци")
    | _series(masculine("моль", many="молей"), "моль - ммоль милли")
    | _series(feminine("калория"), "кал - ккал кило kcal кило")
    | _series(_SECOND, "с - сек - s - sec - мс милли ms милли мкс микро нс нано")
    | _series(_MINUTE, "мин - min -")
    | _series(_HOUR, "ч -")
    | _squared(_METRE, "м", "m")
    | _squared(_KILOMETRE, "км", "km")
    | _squared(_CENTIMETRE, "см", "cm")
    | _squared(_prefixed("милли", _METRE), "мм", "mm")
    | _squared(_prefixed("деци", _METRE), "дм")
    | dict.fromkeys(
        ("кВт·ч", "кВт⋅ч", "кВт*ч", "кВтч", "кВт-ч", "kWh"), _prefixed("киловатт-", _HOUR)
    )
    | dict.fromkeys(("мА·ч", "мА⋅ч", "мАч", "mAh"), _prefixed("миллиампер-", _HOUR))
    | dict.fromkeys(("А·ч", "Ач", "Ah"), _prefixed("ампер-", _HOUR))
    | dict.fromkeys(("Mbps",), _tailed(_prefixed("мега", _BIT), "в секунду"))
    | dict.fromkeys(("Gbps",), _tailed(_prefixed("гига", _BIT), "в секунду"))
    | dict.fromkeys(("°C", "°С", "℃", "ºC", "ºС"), _tailed(_DEGREE, "Цельсия"))
    | dict.fromkeys(("°F", "ºF", "℉"), _tailed(_DEGREE, "Фаренгейта"))
    | dict.fromkeys(("°", "º", "град"), _DEGREE)
    | {
        "%": _PERCENT,
        "‰": feminine("промилле", many="промилле"),
        "п.п": with_adjective("процентный", masculine("пункт")),
        "б.п": with_adjective("базисный", masculine("пункт")),
        "т": feminine("тонна"),
        "ц": masculine("центнер"),
        "га": masculine("гектар"),
        "сут": Noun(_DAYS, _DAYS, Gender.PLURAL, "суток"),
        "дн": masculine("день", "дн"),
        "нед": feminine("неделя"),
        "мес": masculine("месяц", many="месяцев"),
        "шт": feminine("штука"),
        "уп": feminine("упаковка", many="упаковок"),
        "чел": Noun(
            ("человек", "человека", "человеку", "человека", "человеком", "человеке"),
            ("люди", "человек", "людям", "людей", "людьми", "людях"),
            Gender.M,
            "человека",
        ),
        "экз": masculine("экземпляр"),
        "табл": feminine("таблетка", many="таблеток"),
        "кап": feminine("капля", many="капель"),
        "ст.л": _TABLESPOON,
        "ч.л": _TEASPOON,
        **{f"ст.{form}": _TABLESPOON for form in _SPOONS},
        **{f"ч.{form}": _TEASPOON for form in _SPOONS},
        "стак": masculine("стакан"),
        "зуб": masculine("зубчик"),
        "л.с": with_adjective("лошадиный", feminine("сила")),
        "мм рт.ст": _tailed(_prefixed("милли", _METRE), "ртутного столба"),
        "об/мин": _tailed(masculine("оборот"), "в минуту"),
        "уд/мин": _tailed(masculine("удар"), "в минуту"),
        "атм": feminine("атмосфера"),
        "бар": masculine("бар"),
        "px": masculine("пиксель"),
        "пикс": masculine("пиксель"),
        "Мп": _prefixed("мега", masculine("пиксель")),
        "МП": _prefixed("мега", masculine("пиксель")),
        "Мпикс": _prefixed("мега", masculine("пиксель")),
        "fps": _tailed(masculine("кадр"), "в секунду"),
        "dpi": _tailed(feminine("точка", many="точек"), "на дюйм"),
        "дюйм": masculine("дюйм"),
        "″": masculine("дюйм"),
        "ft": masculine("фут"),
        "lb": masculine("фунт"),
        "oz": feminine("унция"),
        "mi": feminine("миля"),
        "mph": _tailed(feminine("миля"), "в час"),
        "МЕ": with_adjective("международный", feminine("единица")),
        "ед": feminine("единица"),
        "сот": feminine("сотка", many="соток"),
        "св.лет": _LIGHT_YEAR,
    }
)

UNIT_WORDS = frozenset(
    part.lower() for key in UNITS for part in re.split(r"[ .]", key) if part.isalpha()
) | {"кв", "куб", "рт", "ст"}

MAGNITUDES: dict[str, Noun] = (
    dict.fromkeys(("тыс", "тыщ", "k", "к", "K", "К"), THOUSAND)
    | dict.fromkeys(("млн", "mln", "M", "М", "m", "mn"), masculine("миллион"))
    | dict.fromkeys(("млрд", "bn", "B", "mlrd"), masculine("миллиард"))
    | dict.fromkeys(("трлн", "T"), masculine("триллион"))
)

_ROUBLE = masculine("рубль", stressed=True)
_DOLLAR, _EURO, _POUND = masculine("доллар"), indeclinable("евро"), masculine("фунт")
_YUAN = masculine("юань")
_HRYVNIA = feminine("гривна", many="гривен")
_TENGE = indeclinable("тенге")
_ZLOTY = Noun(
    ("злотый", "злотого", "злотому", "злотый", "злотым", "злотом"),
    ("злотые", "злотых", "злотым", "злотые", "злотыми", "злотых"),
    Gender.M,
    "злотых",
)

CURRENCIES: dict[str, Noun] = (
    dict.fromkeys(("₽", "RUB", "RUR", "руб", "р", "Р"), _ROUBLE)
    | dict.fromkeys(("$", "USD", "US$", "долл", "дол"), _DOLLAR)
    | dict.fromkeys(("€", "EUR"), _EURO)
    | dict.fromkeys(("£", "GBP"), _POUND)
    | dict.fromkeys(("CN¥", "CNY", "RMB"), _YUAN)
    | dict.fromkeys(("₴", "UAH", "грн"), _HRYVNIA)
    | dict.fromkeys(("₸", "KZT", "тг"), _TENGE)
    | dict.fromkeys(("Br", "BYN"), with_adjective("белорусский", _ROUBLE))
    | dict.fromkeys(("CHF",), with_adjective("швейцарский", masculine("франк")))
    | dict.fromkeys(("₿", "BTC"), masculine("биткоин"))
    | dict.fromkeys(("₺", "TRY"), with_adjective("турецкий", feminine("лира")))
    | dict.fromkeys(("₾", "GEL"), indeclinable("лари"))
    | dict.fromkeys(("₹", "INR"), feminine("рупия"))
    | dict.fromkeys(("¥", "JPY"), feminine("иена"))
    | dict.fromkeys(("֏", "AMD"), masculine("драм"))
    | dict.fromkeys(("₪", "ILS"), masculine("шекель"))
    | dict.fromkeys(("₩", "KRW"), feminine("вона"))
    | dict.fromkeys(("zł", "PLN"), _ZLOTY)
    | {"AED": masculine("дирхам"), "UZS": masculine("сум")}
)

_KOPECK = feminine("копейка", many="копеек")
_CENT = masculine("цент")

MINOR: dict[str, Noun] = (
    dict.fromkeys(("₽", "RUB", "RUR", "руб", "р", "Р", "Br", "BYN", "₴", "UAH", "грн"), _KOPECK)
    | dict.fromkeys(("$", "USD", "US$", "долл", "дол", "€", "EUR"), _CENT)
    | dict.fromkeys(("£", "GBP"), masculine("пенс"))
    | dict.fromkeys(("zł", "PLN"), masculine("грош"))
    | {"коп": _KOPECK, "CHF": masculine("сантим")}
)


_GAP = "[ \u00a0\u202f]?"
UNIT = (
    rf"(?:(?:кв|куб)(?:\.{_GAP}|[ \u00a0])[мдс]?к?м(?!\w)|мм[ \u00a0]рт\.{_GAP}ст"
    rf"|(?:ст|ч)\.{_GAP}л(?:ож[а-я]{{2,4}})?|л\.{_GAP}с|[пб]\.{_GAP}п|св\.{_GAP}лет"
    r"|(?:об|уд)/мин|[^\W\d_]{1,6}(?:[·⋅*-]ч|[23])?|[°º][CСF]?|[%‰″℃℉])"
)
"""What may be a unit by its looks; the tables know whether it is one."""
UNIT_BEHIND_STROKE = r"[^\W\d_]{1,7}[23]?"
CURRENCY = r"US\$|CN¥|[$€£¥₽₴₸₹₿₺₾₪₩֏]|[^\W\d_]{1,4}"


def unit_key(written: str) -> str:
    """The abbreviation as it stands in the tables."""
    key = re.sub(r"[ \u00a0\u202f]", "", written).rstrip(".")
    return "мм рт.ст" if key.startswith("ммрт") else key


NEED_STOP = word_set("ед кап сот зуб стак табл м. гр уп экз нед дн час")
"""These are words, or parts of words, without their stop."""

REMOTE = word_set("м км m km мин ч сек")
"""What something may be `in`: `в 3 км от города`."""

BULK = word_set("г кг мг л мл g kg ml l т м² м³")
"""What something may be dissolved in: `в 1 л воды`."""

_PER_TIME = {
    "с": "в секунду",
    "сек": "в секунду",
    "s": "в секунду",
    "мин": "в минуту",
    "min": "в минуту",
    "ч": "в час",
    "час": "в час",
    "h": "в час",
    "сут": "в сутки",
    "сутки": "в сутки",
    "день": "в день",
    "дн": "в день",
    "нед": "в неделю",
    "неделю": "в неделю",
    "неделя": "в неделю",
    "мес": "в месяц",
    "месяц": "в месяц",
    "год": "в год",
    "г": "в год",
    "ночь": "за ночь",
    "чел": "за человека",
}


def per_unit(written: str, *, price: bool) -> str | None:
    """What stands behind the stroke: `в час`, `на литр`, `за килограмм`; None: it is no unit."""
    key = unit_key(written)
    if key in _PER_TIME and not (key == "г" and not price):
        return _PER_TIME[key]
    noun = UNITS.get(key)
    return None if noun is None else f"{'за' if price else 'на'} {noun.singular[3]}"
