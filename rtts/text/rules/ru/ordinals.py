"""Ordinals, numbers that begin a word, and Roman numerals."""

import re

from rtts.text.rules.base import Begins, Match, Rule, before, word_before
from rtts.text.rules.ru.context import Cases, cases_before, governed_in, is_label, one_of, pick
from rtts.text.rules.ru.grammar import Case, Gender, alternation, counted
from rtts.text.rules.ru.nouns import following_words, form_of
from rtts.text.rules.ru.numerals import cardinal, ordinal, prefix
from rtts.text.rules.ru.quantities import BLANK
from rtts.text.rules.ru.units import UNIT, UNITS, unit_key
from rtts.text.rules.ru.years import roman_value

__all__ = ["ordinal_rules", "roman_rules"]

_NOM, _GEN, _DAT, _ACC, _INS, _PREP = Case

_SUFFIXES: dict[str, tuple[Cases, Gender]] = {
    "й": ((_NOM, _ACC), Gender.M),
    "ый": ((_NOM, _ACC), Gender.M),
    "ий": ((_NOM, _ACC), Gender.M),
    "ой": ((_GEN,), Gender.F),
    "ей": ((_GEN,), Gender.F),
    "я": ((_NOM,), Gender.F),
    "ая": ((_NOM,), Gender.F),
    "ья": ((_NOM,), Gender.F),
    "е": ((_NOM, _ACC), Gender.N),
    "ое": ((_NOM, _ACC), Gender.N),
    "ье": ((_NOM, _ACC), Gender.N),
    "ые": ((_NOM, _ACC), Gender.PLURAL),
    "ю": ((_ACC,), Gender.F),
    "ую": ((_ACC,), Gender.F),
    "го": ((_GEN,), Gender.M),
    "ого": ((_GEN,), Gender.M),
    "его": ((_GEN,), Gender.M),
    "му": ((_DAT,), Gender.M),
    "ому": ((_DAT,), Gender.M),
    "м": ((_PREP, _INS), Gender.M),
    "ом": ((_PREP,), Gender.M),
    "ем": ((_PREP,), Gender.M),
    "ым": ((_INS,), Gender.M),
    "х": ((_GEN, _PREP), Gender.PLURAL),
    "ых": ((_GEN, _PREP), Gender.PLURAL),
    "их": ((_GEN, _PREP), Gender.PLURAL),
    "ыми": ((_INS,), Gender.PLURAL),
}
_CARDINAL_SUFFIXES: dict[str, Case] = {
    "ти": _GEN,
    "и": _GEN,
    "мя": _INS,
    "ю": _INS,
    "ка": _GEN,
    "ёх": _GEN,
    "ех": _GEN,
    "та": _GEN,
    "ста": _GEN,
}
_ALL_SUFFIXES = sorted({*_SUFFIXES, *_CARDINAL_SUFFIXES, "ми"}, key=len, reverse=True)
_ORDINAL = re.compile(
    rf"(?P<a>\d{{1,6}})(?:[-–—](?P<b>\d{{1,6}}))?[-‑–]"
    rf"(?P<suffix>{'|'.join(_ALL_SUFFIXES)})(?!\w)"
)
_VOWELS_OF_FEMININE = ("е", "и", "ы", "ой", "ей", "ью")


def _say_ordinal(match: Match) -> str | None:
    value, suffix = int(match["a"]), match["suffix"]
    if suffix in _CARDINAL_SUFFIXES and (suffix != "ю" or _is_instrumental(match)):
        return cardinal(value, _CARDINAL_SUFFIXES[suffix])
    if suffix == "ми":
        if value % 10 in (7, 8) and value < 100:
            return cardinal(value, _GEN)
        return ordinal(value, _INS, Gender.PLURAL)
    if suffix == "х" and value in (2, 3, 4):
        return cardinal(value, _PREP)
    case, gender = _ordinal_form(match, value, suffix)
    second = ordinal(value, case, gender)
    if match["b"]:
        return f"{second} — {ordinal(int(match['b']), case, gender)}"
    return second


def _is_instrumental(match: Match) -> bool:
    words = following_words(match, 1)
    return bool(words) and words[0].endswith(("ами", "ями"))


def _ordinal_form(match: Match, value: int, suffix: str) -> tuple[Case, Gender]:
    cases, gender = _SUFFIXES[suffix]
    governed = cases_before(match)
    words = following_words(match, 1)
    if suffix == "й" and words and not words[0].endswith(("ый", "ий")):
        if words[0].endswith(_VOWELS_OF_FEMININE):
            return one_of(governed, _GEN) if _ACC not in governed else _PREP, Gender.F
    elif suffix == "е" and _is_plural(match, value, words):
        gender = Gender.PLURAL
    elif suffix == "м" and words and words[0].endswith(("ам", "ям")):
        return _DAT, Gender.PLURAL
    elif suffix == "м" and _INS in governed and _PREP not in governed:
        return _INS, gender
    elif suffix == "м" and value % 10 == 0 and word_before(match).lower() == "к":
        return _DAT, Gender.PLURAL
    return pick(governed, cases), gender


def _is_plural(match: Match, value: int, words: tuple[str, ...]) -> bool:
    if words and words[0].endswith(("о", "ие", "ье", "мая", "ря", "ля", "ня", "та")):
        return False
    if words and words[0].endswith(("ы", "и", "а")):
        return True
    if value % 10:
        return False
    return value >= 1000 or value >= 40 or word_before(match).lower() in ("в", "на")


_MEASURED = re.compile(
    rf"(?P<a>\d{{1,6}})[-‑–](?P<suffix>х|ёх|ех|ти|и|ми|мя){BLANK}(?P<unit>{UNIT})(?![\w²³])"
)


def _say_measured(match: Match) -> str | None:
    """`в 3-х км`: the suffix is that of a cardinal, and the unit follows it."""
    noun = UNITS.get(unit_key(match["unit"]))
    if noun is None:
        return None
    governed = cases_before(match)
    case = _INS if match["suffix"] == "мя" else _PREP if _PREP in governed else _GEN
    value = int(match["a"])
    return f"{cardinal(value, case, noun.gender)} {counted(noun, value, case)}"


_COMPOUND = re.compile(
    r"(?P<a>\d{1,6})(?:[-–](?P<b>\d{1,6}))?[-‑](?:х-)?(?P<word>[а-яё]{4,40}(?:-[а-яё]{2,30}){0,2})(?!\w)"
)
_HALF_COMPOUND = re.compile(r"(?P<a>\d{1,3})[.,]5[-‑](?P<word>[а-яё]{4,40})(?!\w)")
_PERCENT_WORD = re.compile(
    r"(?P<a>\d{1,5}) ?%[-‑]?"
    r"(?P<word>(?:н?(?:ый|ая|ое|ые|ого|ой|ому|ым|ом|ую|ых|ыми)|но|й|го|м|я|ю))(?!\w)"
)
_PERCENT_SUFFIXES = {"й": "ный", "го": "ного", "м": "ном", "я": "ная", "ю": "ную", "но": "но"}


def _say_compound(match: Match) -> str | None:
    word = match["word"]
    if word in ("летию", "летие", "летия", "летием", "летии") or not word.startswith(
        ("годы", "годов")
    ):
        first = prefix(int(match["a"]))
        second = f"-{prefix(int(match['b']))}" if match["b"] else ""
        return f"{first}{second}{word}"
    return None


def _say_half_compound(match: Match) -> str:
    whole = int(match["a"])
    head = "полутора" if whole == 1 else f"{cardinal(whole, _GEN)} с половиной "
    return head + match["word"]


def _say_percent_word(match: Match) -> str:
    word = match["word"]
    ending = _PERCENT_SUFFIXES.get(word) or (word if word[0] == "н" else f"н{word}")
    return f"{prefix(int(match['a']))}процент{ending}"


def ordinal_rules() -> tuple[Rule, ...]:
    """The rules for ordinals and for numbers that begin a word; they come before measures."""
    return (
        Rule("ordinal", _PERCENT_WORD, _say_percent_word),
        Rule("measure", _MEASURED, _say_measured),
        Rule("ordinal", _ORDINAL, _say_ordinal),
        Rule("ordinal", _HALF_COMPOUND, _say_half_compound),
        Rule("ordinal", _COMPOUND, _say_compound),
    )


# Roman numerals ---------------------------------------------------------------------------------


_ROMAN = re.compile(
    r"(?P<a>[IVXLCDMХ]{1,8})(?P<suffix>-[а-яё]{1,3})?(?![\w.]|-\w)|(?P<b>[IVXХ]{1,8})(?=\.(?!\w))"
)
_QUEENS = (
    "екатерин елизавет мари анн викори виктори софи маргарит кристин изабелл клеопатр маргрет"
    " беатрис вильгельмин юлиан ольг"
)
_QUEEN = re.compile(rf"(?:{alternation(_QUEENS)})[а-яё]{{1,2}}", re.IGNORECASE)
_NAME = re.compile(r"(?:\A|[^\w])(?P<name>[А-ЯЁ][а-яё]{1,20})[ \u00a0]\Z")
_LATIN = re.compile(r"[A-Za-z]{2,}[ \u00a0]\Z")
_QUEEN_CASES = {
    "а": _NOM,
    "я": _NOM,
    "ы": _GEN,
    "и": _GEN,
    "е": _DAT,
    "у": _ACC,
    "ю": _ACC,
    "й": _INS,
}
_KING_CASES = {"а": _GEN, "я": _GEN, "у": _DAT, "ю": _DAT, "е": _PREP, "м": _INS}


def _say_roman(match: Match) -> str | None:
    text = match["a"] or match["b"]
    value = roman_value(text)
    if value is None:
        return None
    if match["suffix"]:
        return _suffixed(match, value)
    governed = cases_before(match)
    left = before(match, 24)
    label = _LAST.search(left)
    form = None
    if label and label[1] == "крови":
        return ordinal(value, _NOM, Gender.F)
    if label and is_label(match):
        form = form_of(label[1], governed_in(left[: label.start()]))
    if form is None:
        words = following_words(match, 1)
        form = form_of(words[0], governed) if words else None
    if form is not None:
        return ordinal(value, form.case, form.gender)
    name = _NAME.search(left)
    if name is not None:
        return _monarch(value, name["name"])
    if len(text) > 1 and governed and not _LATIN.search(left):
        return ordinal(value, _PREP if _PREP in governed else governed[0])
    if len(text) > 1 and set(text) <= set("IVX") and (_LATIN.search(left) or len(text) > 2):
        return cardinal(value)
    return None


_LAST = re.compile(r"([^\W\d_]+)[ \u00a0]\Z")


def _suffixed(match: Match, value: int) -> str | None:
    suffix = match["suffix"][1:]
    if suffix not in _SUFFIXES:
        return None
    case, gender = _ordinal_form(match, value, suffix)
    return ordinal(value, case, gender)


def _monarch(value: int, name: str) -> str | None:
    """`Первый` behind `Пётр`, `Второй` behind `Екатерины`."""
    queen = _QUEEN.fullmatch(name) is not None
    cases = _QUEEN_CASES if queen else _KING_CASES
    case = cases.get(name[-1], _NOM)
    said = ordinal(value, case, Gender.F if queen else Gender.M)
    if said is None:
        return None
    head, _, last = said.rpartition(" ")
    return f"{head} {last.capitalize()}".strip()


def roman_rules() -> tuple[Rule, ...]:
    """The rule for Roman numerals that number no century."""
    return (Rule("roman", _ROMAN, _say_roman, Begins.LETTER),)
