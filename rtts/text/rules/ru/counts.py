"""Numbers by themselves: ranges, scores, fractions, cardinals."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, opens_line, word_before
from rtts.text.rules.numbers import Number, vulgar
from rtts.text.rules.ru.context import Cases, cases_before, is_label, one_of, pick
from rtts.text.rules.ru.grammar import Case, Gender, adjective, counted, feminine
from rtts.text.rules.ru.nouns import (
    FUNCTION_WORDS,
    Behind,
    following_words,
    noun_behind,
    numbered_noun,
)
from rtts.text.rules.ru.numerals import (
    cardinal,
    decimal,
    fraction,
    group_words,
    in_groups,
    ordinal,
)
from rtts.text.rules.ru.quantities import (
    BLANK,
    NUMBER,
    SIGNED,
    parse_amount,
    range_joint,
    sign_words,
)

__all__ = ["count_rules"]

_NOM, _GEN, _DAT, _ACC, _INS, _PREP = Case

# Cardinals --------------------------------------------------------------------------------------


_COLLECTIVE = frozenset(("суток", "детей", "ворот", "ножниц", "саней"))
_HALF_WORDS = re.compile(
    "час|минут|секунд|недел|месяц|год|раз|тысяч|миллион|миллиард|литр|километр|метр|столов|чайн"
    "|стакан|ложк|тонн|дн|сут|процент|килограмм|балл"
)


def _in_words(match: Match, number: Number, governed: Cases) -> str | None:
    """A number in the case and gender that what is around it asks for."""
    if number.fraction:
        return _decimal_words(match, number, one_of(governed))
    value = number.whole
    behind = noun_behind(match, value, governed)
    case = _case(match, value, governed, behind)
    words = following_words(match, 1)
    if words and words[0] in _COLLECTIVE and 2 <= value <= 4:
        straight = not governed or governed[0] == _ACC
        return ("двое", "трое", "четверо")[value - 2] if straight else cardinal(value, governed[0])
    return cardinal(value, case, behind.gender)


def _case(match: Match, value: int, governed: Cases, behind: Behind) -> Case:
    if not behind.cases and word_before(match).lower() == "по":
        return _DAT if value % 10 == 1 and value % 100 != 11 and following_words(match, 1) else _ACC
    return pick(governed, behind.cases)


def _decimal_words(match: Match, number: Number, case: Case) -> str | None:
    words = following_words(match, 1)
    if number.fraction == "5" and number.whole and words and _HALF_WORDS.match(words[0]):
        return _and_a_half(number.whole, case, words[0])
    return decimal(number, case)


def _and_a_half(whole: int, case: Case, word: str) -> str:
    feminine = word.endswith(("ы", "и")) and not word.endswith(("дни", "ими"))
    if whole == 1:
        if case not in (_NOM, _ACC):
            return "полутора"
        return "полторы" if feminine else "полтора"
    return f"{cardinal(whole, case, Gender.F if feminine else Gender.M)} с половиной"


_CARDINAL = re.compile(rf"(?P<a>{SIGNED})(?![\d])")
_PLUS = re.compile(rf"(?P<a>{NUMBER})\+(?![\w+=]|{BLANK}\d)")
_LIST_MARK = re.compile(r"[.)](?:\s|\Z)")


_REGISTERED = re.compile(
    r"(?:\b(?:ИНН|КПП|ОГРН|ОГРНИП|БИК|СНИЛС|ОКПО|ID|PIN|IMEI)|артикул|трек-номер)[\s:№]{1,3}\Z"
)


def _is_code(match: Match, written: str) -> bool:
    long = len(written) > 8 and not written.endswith("000")
    return written.isdecimal() and (long or _REGISTERED.search(before(match, 24)) is not None)


def _say_cardinal(match: Match) -> str | None:
    sign = sign_words(match, match["a"])
    if sign is None:
        return None
    written = match["a"].lstrip("+-\u2212")
    number = parse_amount(written)
    if not number.fraction and (
        len(number.digits) > 15 or (number.digits[0] == "0" and number.digits != "0")
    ):
        return sign + (
            in_groups(number.digits) if len(number.digits) > 3 else group_words(number.digits)
        )
    if len(written) > 4 and _is_code(match, written):
        return sign + in_groups(number.digits)
    if is_label(match) and not sign:
        return _say_label(number)
    if opens_line(match) and _LIST_MARK.match(after(match)):
        return cardinal(number.whole)
    governed = cases_before(match)
    numbered = None if number.fraction or sign else numbered_noun(match, number.whole, governed)
    if numbered is not None:
        return ordinal(number.whole, numbered.case, numbered.gender)
    words = _in_words(match, number, governed)
    return None if words is None else sign + words


def _say_label(number: Number) -> str | None:
    if number.fraction:
        return decimal(number)
    return in_groups(number.digits) if len(number.digits) > 4 else cardinal(number.whole)


def _say_plus(match: Match) -> str | None:
    """`18+` by itself, or more than five in `5+ лет`."""
    number = parse_amount(match["a"])
    words = following_words(match, 1)
    if words and words[0] not in FUNCTION_WORDS and not number.fraction:
        return f"более {cardinal(number.whole, _GEN)}"
    said = decimal(number) if number.fraction else cardinal(number.whole)
    return None if said is None else f"{said} плюс"


_STARS = re.compile(r"(?P<a>[1-5])\*(?![\w*])")
_HOTEL = re.compile(r"(?:отел|гостиниц|хостел|апарт|hotel)", re.IGNORECASE)
_STAR = feminine("звезда", many="звёзд")


def _say_stars(match: Match) -> str | None:
    """`отель 4*`."""
    value = int(match["a"])
    if _HOTEL.search(before(match, 40)) is None:
        return None
    return f"{cardinal(value, _NOM, Gender.F)} {counted(_STAR, value, _NOM)}"


# Ranges, scores and ratios ----------------------------------------------------------------------


_RANGE = re.compile(
    rf"(?P<a>{SIGNED})(?P<joint>{BLANK}?[-–—]{BLANK}?|…|\.\.\.?)(?P<b>{SIGNED})(?![\w:-]|[.,]\d)"
)
_EQUALS = re.compile(r"[ \u00a0]?[=≈≠<>]")


def _say_range(match: Match) -> str | None:
    sign = sign_words(match, match["a"])
    first, second = parse_amount(match["a"]), parse_amount(match["b"])
    if sign is None or match["b"][0] in "+-\u2212":
        return None
    if _EQUALS.match(after(match)) or (
        match["joint"] != match["joint"].strip() and first >= second
    ):
        return _minus(sign, first, second)
    if second.digits[0] == "0" and len(second.digits) > 1:
        return None
    governed = cases_before(match)
    if is_label(match):
        governed = ()
    behind = noun_behind(match, second.whole, governed)
    case = pick(governed, behind.cases)
    gender = _range_gender(match, behind)
    words = [
        decimal(number, case) if number.fraction else cardinal(number.whole, case, gender)
        for number in (first, second)
    ]
    if words[0] is None or words[1] is None:
        return None
    return sign + range_joint(words[0], words[1])


def _range_gender(match: Match, behind: Behind) -> Gender:
    words = following_words(match, 1)
    if words and words[0] in (
        "минут",
        "недель",
        "секунд",
        "ложек",
        "таблеток",
        "тысяч",
        "штук",
        "книг",
    ):
        return Gender.F
    return behind.gender


def _minus(sign: str, first: Number, second: Number) -> str | None:
    words = [decimal(n) if n.fraction else cardinal(n.whole) for n in (first, second)]
    return None if None in words else f"{sign}{words[0]} минус {words[1]}"


_SCORE = re.compile(r"(?P<a>\d{1,3}):(?P<b>\d{1,7})(?::(?P<c>\d{1,3}))?(?![\d:]|\.\d)")
_RATIO_WORDS = re.compile(
    r"(?:соотношени|пропорци|масштаб|отношени|разбав|шанс|раствор)\w{0,4}\W", re.IGNORECASE
)
_SCREENS = {
    ("16", "9"),
    ("4", "3"),
    ("21", "9"),
    ("16", "10"),
    ("3", "2"),
    ("9", "16"),
    ("18", "9"),
}
_SCREEN_WORDS = re.compile(r"(?:формат|экран|видео|сторон|кадр|разрешени)", re.IGNORECASE)


def _say_score(match: Match) -> str | None:
    left = before(match, 40)
    pair = (match["a"], match["b"])
    numbers = [int(match[name]) for name in "abc" if match[name]]
    if pair in _SCREENS and (_SCREEN_WORDS.search(left) or pair[0] in ("16", "21", "9")):
        return f"{cardinal(numbers[0])} на {cardinal(numbers[1])}"
    if _RATIO_WORDS.search(left):
        return " к ".join(
            [cardinal(numbers[0]) or "", *(cardinal(n, _DAT) or "" for n in numbers[1:])]
        )
    if len(match["b"]) > 3:
        return None
    return " — ".join(cardinal(number) or "" for number in numbers)


# Fractions --------------------------------------------------------------------------------------


_FRACTION = re.compile(
    rf"(?:(?P<whole>\d{{1,4}}){BLANK})?(?P<a>\d{{1,4}})[/⁄](?P<b>\d{{1,4}})(?![\w/]|[.,]\d)"
)
_MIXED = re.compile(r"(?P<whole>\d{1,6})?(?P<sign>[½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚])")
_THIRDS = ("треть", "трети", "трети", "треть", "третью", "трети", "трети")
_QUARTERS = ("четверть", "четверти", "четверти", "четверть", "четвертью", "четверти", "четверти")
_HALVES = ("половина", "половины", "половине", "половину", "половиной", "половине")


def _part(a: int, b: int, case: Case, *, of_something: bool) -> str | None:
    """`три четверти`, `пять восьмых`."""
    if (a, b) == (1, 2) and of_something:
        return _HALVES[case]
    if b in (3, 4) and a < b and a > 0:
        names = _THIRDS if b == 3 else _QUARTERS
        if a == 1:
            return f"{cardinal(1, case, Gender.F)} {names[case]}"
        many = {_DAT: "ям", _INS: "ями", _PREP: "ях"}.get(case)
        name = names[1] if many is None else names[0][:-1] + many
        if case == _GEN:
            name = names[0][:-1] + "ей"
        return f"{cardinal(a, case, Gender.F)} {name}"
    part = ordinal(b)
    if part is None:
        return None
    head, _, last = part.rpartition(" ")
    said = fraction(a, last, case)
    return said if said is None or not head else said.replace(" ", f" {head} ", 1)


def _say_fraction(match: Match) -> str | None:
    a, b = int(match["a"]), int(match["b"])
    case = one_of(cases_before(match))
    if match["whole"]:
        return _mixed(match, a, b, case) if a < b <= 16 else None
    if match["a"][0] == "0" or match["b"][0] == "0":
        return f"{in_groups(match['a'])} дробь {in_groups(match['b'])}"
    if not is_label(match):
        if _EQUALS.match(after(match)):
            return f"{cardinal(a)} разделить на {cardinal(b, _ACC)}"
        if b == a + 1 and _LATIN_WORD.search(before(match, 24)):
            return f"{cardinal(a)}, {cardinal(b)}"
        if (a, b) in _SET_PHRASES or (a >= 60 and b >= 30 and a > b):
            return f"{cardinal(a)} на {cardinal(b, _ACC)}"
        if a < b <= 100 and (a < 20 or b == 100):
            return _part(a, b, case, of_something=bool(following_words(match, 1)))
    return f"{cardinal(a)} дробь {cardinal(b)}"


_LATIN_WORD = re.compile(r"[A-Za-z]{2,}[ \u00a0]\Z")
_SET_PHRASES = {(24, 7), (50, 50), (5, 2), (2, 2)}
"""Around the clock, half and half, five days on and two off."""


_RATING = re.compile(r"(?P<a>\d{1,3}(?:[.,]\d{1,2})?)/(?P<b>5|10|100)(?![\w/]|[.,]\d)")
_RATED = re.compile(r"(?:рейтинг|оценк|балл|отзыв)[^.!?]{0,30}\Z", re.IGNORECASE)


def _say_rating(match: Match) -> str | None:
    """`4,5/5`: so many of so many."""
    number = parse_amount(match["a"])
    if not number.fraction and _RATED.search(before(match, 40)) is None:
        return None
    words = decimal(number) if number.fraction else cardinal(number.whole)
    return f"{words} из {cardinal(int(match['b']), _GEN)}"


def _mixed(match: Match, a: int, b: int, case: Case) -> str | None:
    """`полтора`, `два с половиной`, `две целых одна четверть`."""
    whole, words = int(match["whole"]), following_words(match, 1)
    if (a, b) == (1, 2):
        return _and_a_half(whole, case, words[0] if words else "")
    part = _part(a, b, case, of_something=False)
    one = whole % 10 == 1 and whole % 100 != 11
    unit = adjective("целый", case if one else _GEN, Gender.F if one else Gender.PLURAL)
    return None if part is None else f"{cardinal(whole, case, Gender.F)} {unit} {part}"


def _say_mixed(match: Match) -> str | None:
    a, b = vulgar(match["sign"])
    case = one_of(cases_before(match))
    if match["whole"] is None:
        return _part(a, b, case, of_something=bool(following_words(match, 1)))
    return _mixed(match, a, b, case)


def count_rules() -> tuple[Rule, ...]:
    """The rules that come last: what is still a number is read as one."""
    return (
        Rule("range", _RANGE, _say_range, Begins.DIGIT | Begins.SIGN),
        Rule("ratio", _SCORE, _say_score),
        Rule("ratio", _RATING, _say_rating),
        Rule("fraction", _FRACTION, _say_fraction),
        Rule("fraction", _MIXED, _say_mixed, Begins.DIGIT | Begins.SIGN),
        Rule("cardinal", _STARS, _say_stars),
        Rule("cardinal", _PLUS, _say_plus),
        Rule("cardinal", _CARDINAL, _say_cardinal, Begins.DIGIT | Begins.SIGN),
    )
