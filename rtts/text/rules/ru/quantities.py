"""Amounts with what they count: money, measures, percents, thousands and millions."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_before
from rtts.text.rules.numbers import Number, parse_number
from rtts.text.rules.ru.context import Cases, cases_before, is_label, one_of, pick
from rtts.text.rules.ru.grammar import Case, Gender, Noun, counted
from rtts.text.rules.ru.nouns import FUNCTION_WORDS, following_words, noun_behind
from rtts.text.rules.ru.numerals import cardinal, decimal, with_half
from rtts.text.rules.ru.units import (
    BULK,
    CURRENCIES,
    CURRENCY,
    MAGNITUDES,
    MINOR,
    NEED_STOP,
    REMOTE,
    UNIT,
    UNIT_BEHIND_STROKE,
    UNITS,
    per_unit,
    unit_key,
)

__all__ = [
    "BLANK",
    "NUMBER",
    "SIGNED",
    "money_rules",
    "parse_amount",
    "quantity",
    "quantity_rules",
    "range_joint",
    "sign_words",
    "with_stop",
]

BLANK = "[ \u00a0\u202f\u2009]"
NUMBER = (
    rf"(?:[1-9]\d{{0,2}}(?:{BLANK}\d{{3}}(?!\d)){{1,5}}(?:[.,]\d{{1,20}}(?!\d))?"
    r"|[1-9]\d{0,2}(?:,\d{3}(?!\d)){2,5}(?:\.\d{1,20})?"
    r"|[1-9]\d{0,2}(?:\.\d{3}(?!\d)){2,5}(?:,\d{1,20})?"
    r"|[1-9]\d{0,2}(?:['’]\d{3}(?!\d)){1,5}(?:[.,]\d{1,20})?"
    r"|\d{1,200}(?:[.,]\d{1,190}(?!\d))?)"
)
_SIGN = r"[+\u2212-]"
SIGNED = rf"{_SIGN}?{NUMBER}"
_JOINT = rf"(?:{BLANK}?[-–—]{BLANK}?|…|\.\.\.?)"
_SPAN = rf"(?P<a>{SIGNED})(?:{_JOINT}(?P<b>{SIGNED}))?"

_COMMA_GROUPS = re.compile(r"\d{1,3}(?:,\d{3}){2,5}(?:\.\d+)?")
_DOT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3}){2,5}(?:,\d+)?")
_DOLLAR_GROUP = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")

_WORD_MAGNITUDES = r"тысяч[а-яё]{0,3}|миллион[а-яё]{0,3}|миллиард[а-яё]{0,3}|триллион[а-яё]{0,3}"
_SHORT_MAGNITUDES = r"(?:тыс|тыщ|млн|mln|млрд|mlrd|трлн|bn)(?![^\W\d_])\.?"
_LETTER_MAGNITUDES = r"(?<=\d)[kкKКMМmBT](?!\w)"
_MAGNITUDE = rf"(?:{BLANK}?(?P<mag>{_SHORT_MAGNITUDES}|{_WORD_MAGNITUDES}|{_LETTER_MAGNITUDES}))"
_TIMES = f"{BLANK}?[x×хX*·]{BLANK}?"

_NEXT_MARK = re.compile(r"[\s\"»”)\]]*(\S?)")
_HALVES = frozenset(("час", "минута", "секунда", "день", "месяц", "неделя", "тонна"))
_HALVES |= {noun.singular[0] for noun in MAGNITUDES.values()}


def parse_amount(written: str) -> Number:
    """Read an amount in any grouping that is in use; its sign is left out."""
    text = written.lstrip("+-\u2212")
    if _COMMA_GROUPS.fullmatch(text):
        return parse_number(text, group=",", decimal=".")
    if _DOT_GROUPS.fullmatch(text):
        return parse_number(text, group=".", decimal=",")
    return parse_number(text, group=" \u00a0\u202f\u2009'’", decimal="," if "," in text else ".")


def sign_words(match: Match, written: str) -> str | None:
    """`минус ` or `плюс ` for the sign of an amount; None if the dash is no sign."""
    if not written or written[0].isdecimal():
        return ""
    left = before(match, 2)
    if (
        match.string[match.start()] == written[0]
        and left[-1:]
        and left[-1] not in ' \t\n\u00a0(«"~='
    ):
        return None
    return "плюс " if written[0] == "+" else "минус "


def with_stop(match: Match, said: str) -> str:
    """Put back the stop of an abbreviation where it ends the sentence, too."""
    if not match[0].endswith("."):
        return said
    following = _NEXT_MARK.match(after(match))
    ends = following is None or not following[1] or following[1].isupper()
    return said + "." if ends else said


def range_joint(first: str, second: str) -> str:
    """Two ends of a range, joined without a pause if they are short; the second with its noun."""
    joint = " — " if " " in first or second.count(" ") > 1 else "-"
    return f"{first}{joint}{second}"


def quantity(number: Number, noun: Noun, case: Case) -> str | None:
    """An amount with the noun it counts."""
    if number.fraction:
        if (
            number.fraction == "5"
            and number.whole
            and (number.whole == 1 or noun.singular[0] in _HALVES)
        ):
            return with_half(number.whole, case, noun)
        words = decimal(number, case)
        return None if words is None else f"{words} {noun.singular[Case.GEN]}"
    words = _whole(number.whole, case, noun.gender)
    return None if words is None else f"{words} {counted(noun, number.whole, case)}"


def _whole(value: int, case: Case, gender: Gender) -> str | None:
    if gender == Gender.PLURAL and 2 <= value <= 4 and case in (Case.NOM, Case.ACC):
        return ("двое", "трое", "четверо")[value - 2]
    return cardinal(value, case, gender)


def _amount_only(number: Number, case: Case, gender: Gender) -> str | None:
    return decimal(number, case) if number.fraction else _whole(number.whole, case, gender)


def _span(match: Match, governed: Cases, case: Case, noun: Noun) -> str | None:
    """One amount or two with their noun."""
    sign = sign_words(match, match["a"])
    number = parse_amount(match["a"])
    if sign is None:
        return None
    if match["b"] is None:
        said = quantity(number, noun, case)
        return None if said is None else sign + said
    other_sign = "" if match["b"][0].isdecimal() else _plain_sign(match["b"])
    apart = bool(sign or other_sign) and not governed
    if apart:
        case = Case.GEN
    first = _amount_only(number, case, noun.gender)
    second = quantity(parse_amount(match["b"]), noun, case)
    if first is None or second is None:
        return None
    if apart:
        return f"от {sign}{first} до {other_sign}{second}"
    return range_joint(sign + first, other_sign + second)


def _plain_sign(written: str) -> str:
    return "плюс " if written[0] == "+" else "минус "


def _unit_case(match: Match, key: str, governed: Cases) -> Case:
    """The case of an amount with a unit, where no ending of a noun shows it."""
    case = one_of(governed)
    word = word_before(match).lower()
    if word in ("в", "во") and case == Case.ACC:
        return _inside(match, key)
    if word in ("с", "со") and key and key not in _TIME_UNITS:
        words = following_words(match, 1)
        return Case.INS if words and words[0] not in FUNCTION_WORDS else case
    if word == "по":
        number = parse_amount(match["b"] or match["a"])
        one = number.whole % 10 == 1 and number.whole % 100 != 11 and not number.fraction
        return Case.DAT if one else case
    return case


_TIME_UNITS = frozenset(("ч", "мин", "сек", "с", "%"))
_MEASURED = re.compile(
    r"(?:[оеё]м|ью|[ое]й|оценива\w+|обош\w+|обойд\w+|вес|рост|объём|скидк\w)\s+в\s*\Z"
)


def _inside(match: Match, key: str) -> Case:
    if _MEASURED.search(before(match, 40)):
        return Case.ACC
    words = following_words(match, 1)
    if key in REMOTE and words and words[0] in ("от", "ходьбы", "езды", "пути", "лёта", "к"):
        return Case.PREP
    if key in BULK:
        return Case.PREP
    if key == "%" and words and words[0].endswith(("ев", "ов", "ей", "ий")):
        return Case.PREP
    return Case.ACC


# Measures ---------------------------------------------------------------------------------------


_PER = rf"(?:[ \u00a0]?/[ \u00a0]?(?P<per>{UNIT_BEHIND_STROKE})(?![\w²³])\.?)?"
_MEASURE = re.compile(rf"{_SPAN}{_MAGNITUDE}?{BLANK}?(?P<unit>{UNIT})(?![\w²³])(?P<stop>\.?){_PER}")
_LETTER_UNITS = frozenset("скво")
_LATER_WORD = re.compile(r"[ \u00a0]*[^\W_]")


def _say_measure(match: Match) -> str | None:
    key = unit_key(match["unit"])
    if not _is_unit(match, key):
        return None
    governed = cases_before(match)
    case = _unit_case(match, key, governed)
    said = _with_magnitude(match, governed, case, UNITS[key])
    if said is None:
        return None
    if match["per"]:
        per = per_unit(match["per"], price=False)
        if per is None:
            return None
        said = f"{said} {per}"
    return with_stop(match, said)


def _is_unit(match: Match, key: str) -> bool:
    """Whether the letters behind a number are a unit and no word of the sentence."""
    if key not in UNITS:
        return False
    if key in NEED_STOP and not match["stop"]:
        return False
    parted = match.string[match.start("unit") - 1].isspace()
    if len(key) == 1 and key.isupper() and not parted and is_label(match):
        return False
    if key in _LETTER_UNITS and parted:
        return _LATER_WORD.match(after(match)) is None
    if key in ("т", "г", "м") and match["stop"]:
        return re.match(r"[ \u00a0]?[едпокн]\.", after(match)) is None
    return key != "м." or bool(match["stop"])


def _with_magnitude(match: Match, governed: Cases, case: Case, noun: Noun) -> str | None:
    magnitude = match["mag"]
    if not magnitude:
        return _span(match, governed, case, noun)
    many = noun.plural[Case.GEN]
    key = magnitude.rstrip(".")
    if key in MAGNITUDES:
        said = _span(match, governed, case, MAGNITUDES[key])
        return None if said is None else f"{said} {many}"
    gender = Gender.F if key.startswith("тысяч") else Gender.M
    number = parse_amount(match["a"])
    words = _amount_only(number, case, gender)
    sign = sign_words(match, match["a"])
    if match["b"] or words is None or sign is None:
        return None
    return f"{sign}{words} {magnitude} {many}"


_PRESSURE = re.compile(
    r"(?P<a>\d{2,3})/(?P<b>\d{2,3})[ \u00a0]?(?P<unit>мм[ \u00a0]?рт\.[ \u00a0]?ст)(?!\w)\.?"
)


def _say_pressure(match: Match) -> str | None:
    case = one_of(cases_before(match))
    upper = cardinal(int(match["a"]), case)
    lower = quantity(parse_amount(match["b"]), UNITS["мм рт.ст"], Case.ACC)
    return with_stop(match, f"{upper} на {lower}")


_HALF_UNIT = re.compile(rf"(?P<unit>{UNIT})(?![\w²³])\.?")
_FRACTION_BEFORE = re.compile(r"(?:[½⅓⅔¼¾]|(?<![\d.,/])\d/\d)[ \u00a0]?\Z")


def _say_part_of_unit(match: Match) -> str | None:
    """The unit that a fraction is of, as in `½ ч. л.` or `1/2 л`."""
    key = unit_key(match["unit"])
    if key not in UNITS or not _FRACTION_BEFORE.search(before(match, 6)):
        return None
    if len(key) == 1 and key not in "лгмтч":
        return None
    return with_stop(match, UNITS[key].singular[Case.GEN])


_DIMENSIONS = re.compile(
    rf"(?P<a>{NUMBER}){_TIMES}(?P<b>{NUMBER})(?:{_TIMES}(?P<c>{NUMBER}))?"
    rf"(?:{BLANK}?(?P<unit>{UNIT})(?![\w²³])\.?)?(?!{BLANK}?=)(?!\w)"
)


def _say_dimensions(match: Match) -> str | None:
    noun = UNITS.get(unit_key(match["unit"] or ""))
    gender = noun.gender if noun else Gender.M
    numbers = [parse_amount(match[name]) for name in "abc" if match[name]]
    first = _amount_only(numbers[0], one_of(cases_before(match)), gender)
    others = [_amount_only(number, Case.ACC, gender) for number in numbers[1:-1]]
    last = numbers[-1]
    others.append(quantity(last, noun, Case.ACC) if noun else _amount_only(last, Case.ACC, gender))
    if first is None or None in others:
        return None
    return with_stop(match, " на ".join([first, *(other or "" for other in others)]))


_MAGNITUDE_ONLY = re.compile(rf"{_SPAN}{BLANK}?(?P<mag>{_SHORT_MAGNITUDES}|(?<=\d)[kк](?!\w))")


def _say_magnitude(match: Match) -> str | None:
    governed = cases_before(match)
    noun = MAGNITUDES[match["mag"].rstrip(".")]
    shown = noun_behind(match, 5, governed).cases
    said = _span(match, governed, pick(governed, shown), noun)
    return None if said is None else with_stop(match, said)


def quantity_rules() -> tuple[Rule, ...]:
    """The rules for measures, percents and dimensions."""
    signed = Begins.DIGIT | Begins.SIGN
    return (
        Rule("measure", _PRESSURE, _say_pressure),
        Rule("measure", _DIMENSIONS, _say_dimensions),
        Rule("measure", _MEASURE, _say_measure, signed),
        Rule("measure", _HALF_UNIT, _say_part_of_unit, Begins.LETTER),
        Rule("measure", _MAGNITUDE_ONLY, _say_magnitude, signed),
    )


# Money ------------------------------------------------------------------------------------------


_SIGNS = r"US\$|CN¥|[$€£¥₽₴₸₹₿₺₾₪₩֏]|[A-Z]{3}|Br|zł"
_MONEY_FIRST = re.compile(
    rf"(?P<minus>{_SIGN})?(?P<cur>{_SIGNS}){BLANK}?(?P<a>{NUMBER})"
    rf"(?:{_JOINT}(?:{_SIGNS})?{BLANK}?(?P<b>{NUMBER}))?{_MAGNITUDE}?(?!\w){_PER}"
)
_MONEY = re.compile(rf"{_SPAN}{_MAGNITUDE}?{BLANK}?(?P<cur>{CURRENCY})(?!\w)\.?{_PER}")


def _say_money_first(match: Match) -> str | None:
    minus = "минус " if match["minus"] else ""
    numbers = [_parse_price(match[name]) for name in "ab" if match[name]]
    said = _price(match, numbers, match["cur"])
    return None if said is None else _with_per(match, minus + said)


def _with_per(match: Match, said: str) -> str | None:
    if not match["per"]:
        return with_stop(match, said)
    per = per_unit(match["per"], price=True)
    return None if per is None else with_stop(match, f"{said} {per}")


def _parse_price(written: str) -> Number:
    if _DOLLAR_GROUP.fullmatch(written):
        return parse_number(written, group=",", decimal=".")
    return parse_amount(written)


def _say_money(match: Match) -> str | None:
    sign = sign_words(match, match["a"])
    numbers = [parse_amount(match[name]) for name in "ab" if match[name]]
    said = _price(match, numbers, match["cur"])
    if said is None or sign is None:
        return None
    return _with_per(match, sign + said)


_KOPECKS = MINOR["коп"]


def _price(match: Match, numbers: list[Number], key: str) -> str | None:
    noun = _KOPECKS if key == "коп" else CURRENCIES.get(key)
    if noun is None:
        return None
    governed = cases_before(match)
    case = _unit_case(match, "", governed)
    many = noun.plural[Case.GEN]
    magnitude = (match["mag"] or "").rstrip(".")
    if not magnitude:
        last = _with_minor(numbers[-1], noun, MINOR.get(key), case)
        gender = noun.gender
    elif magnitude in MAGNITUDES:
        last = _joined(quantity(numbers[-1], MAGNITUDES[magnitude], case), many)
        gender = MAGNITUDES[magnitude].gender
    else:
        gender = Gender.F if magnitude.startswith("тысяч") else Gender.M
        last = _joined(_amount_only(numbers[-1], case, gender), f"{magnitude} {many}")
    if last is None or len(numbers) == 1:
        return last
    first = _amount_only(numbers[0], case, gender)
    return None if first is None else range_joint(first, last)


def _joined(words: str | None, tail: str) -> str | None:
    return None if words is None else f"{words} {tail}"


def _with_minor(number: Number, noun: Noun, minor: Noun | None, case: Case) -> str | None:
    """Roubles and kopecks, where two digits stand behind the mark."""
    if len(number.fraction) != 2 or minor is None or minor is noun:
        return quantity(number, noun, case)
    small = int(number.fraction)
    said = [f"{cardinal(small, case, minor.gender)} {counted(minor, small, case)}"] if small else []
    if number.whole or not small:
        whole = quantity(number._replace(fraction=""), noun, case)
        if whole is None:
            return None
        said.insert(0, whole)
    return " ".join(said)


def money_rules() -> tuple[Rule, ...]:
    """The rules for amounts of money."""
    return (
        Rule("money", _MONEY_FIRST, _say_money_first, Begins.SIGN | Begins.LETTER),
        Rule("money", _MONEY, _say_money, Begins.DIGIT | Begins.SIGN),
    )
