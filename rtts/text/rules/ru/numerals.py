"""Numbers in words, in every case and gender.

num2words has no genitive of a year, no prefixes (`двадцатипятилетний`) and no decimals in an
oblique case, so the words are made here.
"""

from functools import lru_cache

from rtts.text.rules.numbers import Number, digit_by_digit
from rtts.text.rules.ru.grammar import (
    Case,
    Gender,
    Noun,
    adjective,
    counted,
    feminine,
    masculine,
)

__all__ = [
    "DIGITS",
    "THOUSAND",
    "cardinal",
    "decimal",
    "fraction",
    "group_words",
    "in_groups",
    "ordinal",
    "prefix",
    "with_half",
]

LARGEST = 10**15

DIGITS = ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")

THOUSAND = feminine("тысяча")
_GREATER = (THOUSAND, masculine("миллион"), masculine("миллиард"), masculine("триллион"))

_ZERO = ("ноль", "нуля", "нулю", "ноль", "нулём", "нуле")
_ONE = {
    Gender.M: ("один", "одного", "одному", "один", "одним", "одном"),
    Gender.F: ("одна", "одной", "одной", "одну", "одной", "одной"),
    Gender.N: ("одно", "одного", "одному", "одно", "одним", "одном"),
    Gender.PLURAL: ("одни", "одних", "одним", "одни", "одними", "одних"),
}
_SMALL = {
    2: ("два", "двух", "двум", "два", "двумя", "двух"),
    3: ("три", "трёх", "трём", "три", "тремя", "трёх"),
    4: ("четыре", "четырёх", "четырём", "четыре", "четырьмя", "четырёх"),
    8: ("восемь", "восьми", "восьми", "восемь", "восемью", "восьми"),
    40: ("сорок", "сорока", "сорока", "сорок", "сорока", "сорока"),
    90: ("девяносто", "девяноста", "девяноста", "девяносто", "девяноста", "девяноста"),
    100: ("сто", "ста", "ста", "сто", "ста", "ста"),
    200: ("двести", "двухсот", "двумстам", "двести", "двумястами", "двухстах"),
    300: ("триста", "трёхсот", "трёмстам", "триста", "тремястами", "трёхстах"),
    400: ("четыреста", "четырёхсот", "четырёмстам", "четыреста", "четырьмястами", "четырёхстах"),
}
_LIKE_FIVE = {
    5: "пять",
    6: "шесть",
    7: "семь",
    9: "девять",
    10: "десять",
    11: "одиннадцать",
    12: "двенадцать",
    13: "тринадцать",
    14: "четырнадцать",
    15: "пятнадцать",
    16: "шестнадцать",
    17: "семнадцать",
    18: "восемнадцать",
    19: "девятнадцать",
    20: "двадцать",
    30: "тридцать",
}
for _value, _word in _LIKE_FIVE.items():
    _soft = _word[:-1] + "и"
    _SMALL[_value] = (_word, _soft, _soft, _word, _word + "ю", _soft)
for _digit in range(5, 10):
    _five = _SMALL[_digit]
    if _digit < 9:
        _SMALL[_digit * 10] = (
            f"{_five[0]}десят",
            f"{_five[1]}десяти",
            f"{_five[2]}десяти",
            f"{_five[3]}десят",
            f"{_five[4]}десятью",
            f"{_five[5]}десяти",
        )
    _SMALL[_digit * 100] = (
        f"{_five[0]}сот",
        f"{_five[1]}сот",
        f"{_five[2]}стам",
        f"{_five[3]}сот",
        f"{_five[4]}стами",
        f"{_five[5]}стах",
    )

_ORDINALS = {
    0: "нулевой",
    1: "первый",
    2: "второй",
    3: "третий",
    4: "четвёртый",
    5: "пятый",
    6: "шестой",
    7: "седьмой",
    8: "восьмой",
    9: "девятый",
    40: "сороковой",
    50: "пятидесятый",
    60: "шестидесятый",
    70: "семидесятый",
    80: "восьмидесятый",
    90: "девяностый",
    100: "сотый",
    200: "двухсотый",
    300: "трёхсотый",
    400: "четырёхсотый",
    500: "пятисотый",
    600: "шестисотый",
    700: "семисотый",
    800: "восьмисотый",
    900: "девятисотый",
}
_ORDINALS |= {
    value: word[:-1] + "ый" for value, word in _LIKE_FIVE.items() if value not in _ORDINALS
}
_GREATER_ORDINALS = ("тысячный", "миллионный", "миллиардный", "триллионный")

_PARTS = {1: "десятый", 2: "сотый", 3: "тысячный", 4: "десятитысячный", 5: "стотысячный"}
_PARTS[6] = "миллионный"

_HALF = "с половиной"


def _below_thousand(value: int, case: Case, gender: Gender) -> list[str]:
    words = []
    if value >= 100:
        words.append(_SMALL[value - value % 100][case])
        value %= 100
    if value > 20 and value % 10:
        words.append(_SMALL[value - value % 10][case])
        value %= 10
    if value == 1:
        words.append(_ONE[gender][case])
    elif value == 2 and gender == Gender.F and case in (Case.NOM, Case.ACC):
        words.append("две")
    elif value:
        words.append(_SMALL[value][case])
    return words


@lru_cache(maxsize=4096)
def cardinal(value: int, case: Case = Case.NOM, gender: Gender = Gender.M) -> str | None:
    """The words of a whole number; None from 10^15 on. A single thousand goes without `одна`."""
    if value < 0:
        words = cardinal(-value, case, gender)
        return None if words is None else f"минус {words}"
    if value >= LARGEST:
        return None
    if value == 0:
        return _ZERO[case]
    said: list[str] = []
    for power in (4, 3, 2, 1):
        group = value // 1000**power % 1000
        if not group:
            continue
        noun = _GREATER[power - 1]
        if not (group == 1 and power == 1 and not said):
            said += _below_thousand(group, case, noun.gender)
        said.append(counted(noun, group, case))
    return " ".join(said + _below_thousand(value % 1000, case, gender))


def ordinal(value: int, case: Case = Case.NOM, gender: Gender = Gender.M) -> str | None:
    """The words of an ordinal; None from 10^12 on."""
    if not 0 <= value < 10**12:
        return None
    if value and value % 1000 == 0:
        return _round_ordinal(value, case, gender)
    rest = value % 1000
    last = rest if rest <= 20 else rest % 100 or rest
    if 20 < last < 100 and last % 10:
        last %= 10
    word = adjective(_ORDINALS[last], case, gender)
    head = cardinal(value - last) if value > last else ""
    return f"{head} {word}".strip()


def _round_ordinal(value: int, case: Case, gender: Gender) -> str:
    power = 0
    while value % 1000 == 0:
        value //= 1000
        power += 1
    group, head = value % 1000, value - value % 1000
    word = adjective(_GREATER_ORDINALS[power - 1], case, gender)
    word = (prefix(group) if group > 1 else "") + word
    return f"{cardinal(head * 1000**power)} {word}" if head else word


def prefix(value: int) -> str:
    """A number as the beginning of a word: `двадцатипяти` of `двадцатипятилетний`."""
    if value >= 1000:
        thousands, rest = divmod(value, 1000)
        head = "тысяче" if thousands == 1 else f"{prefix(thousands)}тысяче"
        return head + (prefix(rest) if rest else "")
    words = []
    hundreds, rest = value - value % 100, value % 100
    if hundreds:
        words.append("сто" if hundreds == 100 else _SMALL[hundreds][Case.GEN])
    if rest > 20 and rest % 10:
        words.append(_SMALL[rest - rest % 10][Case.GEN] if rest < 90 else "девяносто")
        rest %= 10
    if rest == 1:
        words.append("одно")
    elif rest:
        words.append("девяносто" if rest == 90 else _SMALL[rest][Case.GEN])
    return "".join(words) or "нуле"


def decimal(number: Number, case: Case = Case.NOM) -> str | None:
    """A number with a fraction: `три целых пять десятых`. Long fractions are read by digits."""
    whole = cardinal(number.whole, case, Gender.F)
    if whole is None:
        return None
    if len(number.fraction) not in _PARTS:
        digits = digit_by_digit(number.fraction[:40], DIGITS)
        return f"{cardinal(number.whole, case)} запятая {digits}"
    part = fraction(int(number.fraction), _PARTS[len(number.fraction)], case)
    unit = adjective("целый", *_part_form(number.whole, case))
    if not number.whole:
        unit = "целых"
        whole = "ноль" if case in (Case.NOM, Case.ACC) else whole
    return f"{whole} {unit} {part}"


def _part_form(value: int, case: Case) -> tuple[Case, Gender]:
    if value % 10 == 1 and value % 100 != 11:
        return case, Gender.F
    return (Case.GEN if case in (Case.NOM, Case.ACC) else case), Gender.PLURAL


def fraction(value: int, part: str, case: Case = Case.NOM) -> str | None:
    """So many parts, the part being an ordinal: `пять десятых`."""
    words = cardinal(value, case, Gender.F)
    return None if words is None else f"{words} {adjective(part, *_part_form(value, case))}"


def with_half(whole: int, case: Case, noun: Noun) -> str:
    """`полтора часа`, `два с половиной часа`, with the noun."""
    straight = case in (Case.NOM, Case.ACC)
    if whole == 1:
        if not straight:
            return f"полутора {noun.plural[case]}"
        return f"{'полторы' if noun.gender == Gender.F else 'полтора'} {noun.few}"
    return f"{cardinal(whole, case, noun.gender)} {_HALF} {counted(noun, whole, case)}"


def group_words(digits: str) -> str:
    """A group of up to three digits as a number, its leading zeros said."""
    rest = digits.lstrip("0")
    words = [DIGITS[0]] * (len(digits) - len(rest))
    if rest:
        words.append(cardinal(int(rest)) or "")
    return " ".join(words)


def in_groups(digits: str) -> str:
    """A code: short ones as a number, four digits by twos, longer ones digit by digit."""
    if len(digits) <= 3:
        return group_words(digits)
    if len(digits) == 4 and not digits.endswith("00"):
        return f"{group_words(digits[:2])} {group_words(digits[2:])}"
    if len(digits) == 4 and digits[0] != "0":
        return cardinal(int(digits)) or ""
    threes = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return ", ".join(digit_by_digit(three, DIGITS) for three in threes)
