"""Years, decades and centuries."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_before
from rtts.text.rules.numbers import from_roman
from rtts.text.rules.ru.context import Cases, cases_before, one_of, pick
from rtts.text.rules.ru.dates import MONTH_STEMS
from rtts.text.rules.ru.grammar import Case, Gender
from rtts.text.rules.ru.nouns import following_words
from rtts.text.rules.ru.numerals import cardinal, ordinal
from rtts.text.rules.ru.quantities import BLANK, with_stop
from rtts.text.wordlists import word_set

__all__ = ["roman_value", "year_rules"]

_NOM, _GEN, _DAT, _ACC, _INS, _PREP = Case

_DASH = rf"(?:{BLANK}?[-–—]{BLANK}?)"
_FORMS_OF_YEAR: dict[str, Cases] = {
    "год": (_NOM, _ACC),
    "года": (_GEN,),
    "году": (_PREP, _DAT),
    "годом": (_INS,),
    "годе": (_PREP,),
    "годы": (_NOM, _ACC),
    "годов": (_GEN,),
    "годам": (_DAT,),
    "годами": (_INS,),
    "годах": (_PREP,),
}
_SINGULAR_WORDS = {
    _NOM: "год",
    _GEN: "года",
    _DAT: "году",
    _ACC: "год",
    _INS: "годом",
    _PREP: "году",
}
_PLURAL_WORDS = {
    _NOM: "годы",
    _GEN: "годов",
    _DAT: "годам",
    _ACC: "годы",
    _INS: "годами",
    _PREP: "годах",
}
_MORE_YEARS = rf"(?:(?:,{BLANK}|{_DASH}|/|,?{BLANK}(?:и|или|по|до){BLANK})\d{{2,4}}){{0,4}}"
_YEAR = re.compile(
    rf"(?P<year>\d{{1,4}})(?:(?P<joint>{_DASH}|/)(?P<last>\d{{2,4}}))?"
    rf"(?:(?P<kind>{BLANK}(?:учебн|финансов|календарн|отчётн)[а-яё]{{2,3}})?"
    rf"{BLANK}(?P<word>{'|'.join(sorted(_FORMS_OF_YEAR, key=len)[::-1])})(?!\w)"
    rf"|{BLANK}?(?P<short>гг?)(?!\w)(?P<stop>\.?(?:{BLANK}?г\.)?))"
)
_EARLIER_YEAR = re.compile(
    rf"(?P<year>[12]\d{{3}})(?={_MORE_YEARS}{BLANK}?(?P<word>год(?:ы|ов|ам|ами|ах|у|а|ом)?|гг?)(?![\w]))"
)
_GRAMS_BEHIND = re.compile(r"[ \u00a0]+(?:[а-яё]+[аыиойяь])(?!\w)")
_MONTH_BEFORE = re.compile(rf"(?:{MONTH_STEMS})[а-яё]{{0,4}}\s*\Z", re.IGNORECASE)
_SPEAKS_OF_YEARS = re.compile(
    r"(?:^|\W)(?:в|во|с|со|до|к|от|после|по|за|на|и|конец|конце|начале)\s*\Z", re.IGNORECASE
)


def _say_year(match: Match) -> str | None:
    value, word = int(match["year"]), match["word"]
    if match["short"]:
        return _say_short_year(match, value)
    governed = cases_before(match)
    cases = _FORMS_OF_YEAR[word]
    if word in ("год", "года") and len(match["year"]) < 3 and not match["last"]:
        last = 0 if 11 <= value % 100 <= 14 else value % 10
        fits = last == 1 if word == "год" else 2 <= last <= 4
        if fits and not (word == "года" and governed[:1] == (_GEN,) and value > 40):
            return None
    if word in ("году", "годом", "годам", "годами", "годах") and value == 1:
        return None
    if word in ("годам", "годами", "годах", "годы", "годов") and value < 1000:
        return None
    return _years(match, pick(governed, cases), f"{match['kind'] or ''} {word}")


def _say_short_year(match: Match, value: int) -> str | None:
    """`г.` is a year behind a number of four digits, a gram behind others."""
    plural = match["short"] == "гг" or "г" in match["stop"]
    if not plural and not _is_year(match, value):
        return None
    governed = cases_before(match)
    case = one_of(governed, _GEN)
    if case == _ACC and _PREP in governed and word_before(match).lower() in ("в", "во", "и"):
        case = _PREP
    if _MONTH_BEFORE.search(before(match, 14)):
        case = _GEN
    if not governed and (plural or _is_heading(match)):
        case = _NOM
    word = (_PLURAL_WORDS if plural else _SINGULAR_WORDS)[case]
    said = _years(match, case, f" {word}")
    return None if said is None else with_stop(match, said)


_OPENING = re.compile(r"(?:\A|\n)\s{0,3}(?:\d{1,2}[.)]\s{1,3})?\Z")
_EXPLAINED = re.compile(r"\s{0,2}(?:[—–-]\s|:)")


def _is_heading(match: Match) -> bool:
    """Whether a line begins with the year, and tells what was in it."""
    opens = _OPENING.search(before(match, 20)) is not None
    return opens and _EXPLAINED.match(after(match)) is not None


def _is_year(match: Match, value: int) -> bool:
    if len(match["year"]) < 4 or not 1000 <= value <= 2200:
        return False
    if value % 100 == 0 and value != 2000:
        return bool(_SPEAKS_OF_YEARS.search(before(match, 10))) and bool(match["stop"])
    return bool(match["stop"]) or _GRAMS_BEHIND.match(after(match)) is None


def _years(match: Match, case: Case, tail: str) -> str | None:
    first = ordinal(int(match["year"]), case)
    if match["last"] is None:
        return None if first is None else first + tail
    last = match["last"]
    if len(last) == 2 and len(match["year"]) == 4 and match["joint"] != "/":
        last = match["year"][:2] + last
    governed = cases_before(match)
    if not governed and case in (_NOM, _GEN) and match["joint"] != "/":
        return f"с {ordinal(int(match['year']), _GEN)} по {ordinal(int(last), _ACC)} год"
    return f"{first} — {ordinal(int(last), case)}{tail}"


def _say_earlier_year(match: Match) -> str | None:
    """A year of a list whose noun stands behind the last of it."""
    return ordinal(int(match["year"]), _earlier_case(match))


def _earlier_case(match: Match) -> Case:
    governed = cases_before(match)
    cases = _FORMS_OF_YEAR.get(match["word"], ())
    if word_before(match).lower() in ("в", "во") and not (set(cases) & {_NOM, _ACC}):
        return _PREP
    if governed and governed[0] != _ACC:
        return governed[0]
    return pick(governed, cases) if cases else one_of(governed)


_BARE = re.compile(
    r"(?P<year>1[0-9]\d\d|20\d\d|21\d\d)(?![\d:/%]|[.,]\d|[ \u00a0\u202f]\d{3}(?!\d)|[^\W\d_])"
)
_BARE_SPAN = re.compile(
    rf"(?P<year>1[0-9]\d\d|20\d\d)(?P<joint>{_DASH}|/)(?P<last>1[0-9]\d\d|20\d\d)(?![\w%]|[.,:-]\d)"
)
_SEASON = re.compile(
    rf"(?:(?:{MONTH_STEMS})[а-яё]{{0,4}}|весной|летом|осенью|зимой|весны|лета|осени|зимы|начал[аеу]"
    r"|конц[аеу]|середин[аеыу]|конец|лето|весна|осень|зима)\s*\Z",
    re.IGNORECASE,
)
_YEAR_GOES_ON = word_set(
    "и а но по до был была было были стал стала стало стали он она они оно мы вы я в на с при где"
    " когда как уже ещё из или"
)


def _say_bare_year(match: Match) -> str | None:
    value = int(match["year"])
    if _SEASON.search(before(match, 16)):
        return f"{ordinal(value, _GEN)} года"
    word = word_before(match).lower().lstrip('(«"')
    words = following_words(match, 1)
    free = not words or words[0] in _YEAR_GOES_ON
    if word in ("в", "во") and 1100 <= value <= 2100 and (free or not _counts(words[0])):
        return ordinal(value, _PREP)
    if word in ("с", "со", "до", "после", "к", "по", "от", "на") and 1800 <= value <= 2100 and free:
        return ordinal(value, _ACC if word in ("на", "по") else _DAT if word == "к" else _GEN)
    if word == "и" and free and _AFTER_YEAR.search(before(match, 20)):
        return ordinal(value, _earlier_bare(match))
    if before(match, 1) == "(" and after(match)[:1] in (")", ",") and value >= 1100:
        return ordinal(value, _NOM)
    return None


_AFTER_YEAR = re.compile(r"\b(?:в|с|до|к|по|на|после)\s+(?:1\d|20)\d\d\s+и\s+\Z", re.IGNORECASE)


def _earlier_bare(match: Match) -> Case:
    governed = cases_before(match)
    return _PREP if _PREP in governed else one_of(governed)


_COUNTED_ENDINGS = ("ов", "ев", "ей", "ий", "ах", "ях", "лет", "раз", "руб", "тонн", "человек")


def _counts(word: str) -> bool:
    return word.endswith(_COUNTED_ENDINGS)


def _say_bare_span(match: Match) -> str | None:
    first, last = int(match["year"]), int(match["last"])
    if not first < last <= 2150 or first < 1000:
        return None
    if match["joint"] == "/":
        return f"{cardinal(first)} — {cardinal(last)}" if last == first + 1 else None
    words = following_words(match, 1)
    if words and _counts(words[0]):
        return None
    governed = cases_before(match)
    word = word_before(match).lower()
    if word in ("в", "во"):
        return f"{ordinal(first, _PREP)} — {ordinal(last, _PREP)}"
    if before(match, 1) == "(":
        return f"{ordinal(first)} — {ordinal(last)}"
    if not governed:
        return f"с {ordinal(first, _GEN)} по {ordinal(last, _ACC)}"
    return f"{ordinal(first, governed[0])} — {ordinal(last, governed[0])}"


# Centuries --------------------------------------------------------------------------------------


_ROMAN = "[IVXLCХ]{1,7}"
_CENTURY_FORMS: dict[str, Case] = {
    "век": _NOM,
    "века": _GEN,
    "веку": _DAT,
    "веком": _INS,
    "веке": _PREP,
    "веков": _GEN,
    "веках": _PREP,
    "векам": _DAT,
    "веками": _INS,
    "столетие": _NOM,
    "столетия": _GEN,
    "столетии": _PREP,
    "столетию": _DAT,
    "столетием": _INS,
    "столетий": _GEN,
    "столетиях": _PREP,
    "тысячелетие": _NOM,
    "тысячелетия": _GEN,
    "тысячелетии": _PREP,
}
_CENTURY = re.compile(
    rf"(?P<a>{_ROMAN}|\d{{1,2}})(?:(?P<joint>{_DASH}|{BLANK}и{BLANK})(?P<b>{_ROMAN}|\d{{1,2}}))?"
    rf"(?:{BLANK}(?P<word>{'|'.join(sorted(_CENTURY_FORMS, key=len)[::-1])})(?!\w)"
    rf"|{BLANK}?(?P<short>вв?)\.)"
)
_CENTURY_WORDS = {False: ("век", "века", "веку", "век", "веком", "веке")}
_CENTURY_WORDS[True] = ("века", "веков", "векам", "века", "веками", "веках")


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral, written in Latin letters or with the Russian `Х`."""
    return from_roman(text.replace("Х", "X"))


def _century_value(text: str) -> int | None:
    return int(text) if text.isdecimal() else roman_value(text)


def _say_century(match: Match) -> str | None:
    first = _century_value(match["a"])
    last = _century_value(match["b"]) if match["b"] else None
    if first is None or not first or (match["b"] and not last):
        return None
    word = match["word"]
    if word and match["a"].isdecimal() and (first < 5 or word.endswith(("ов", "ах"))):
        return None
    governed = cases_before(match)
    case = _century_case(match, governed)
    gender = Gender.N if word and word[0] in "ст" else Gender.M
    tail = f" {word or _CENTURY_WORDS[bool(last) or match['short'] == 'вв'][case]}"
    said = f"{ordinal(first, case, gender)}{tail}"
    if last:
        joint = " и " if "и" in match["joint"] else " — "
        said = f"{ordinal(first, case, gender)}{joint}{ordinal(last, case, gender)}{tail}"
    return with_stop(match, said)


def _century_case(match: Match, governed: Cases) -> Case:
    word = match["word"]
    if word:
        case = _CENTURY_FORMS[word]
        plural_nominative = match["b"] and word in ("века", "столетия")
        if case == _NOM or (plural_nominative and governed[:1] != (_GEN,)):
            return _ACC if _ACC in governed else _NOM
        return case
    if word_before(match).lower() in ("в", "во", "на") or (_PREP in governed and _ACC in governed):
        return _PREP
    return one_of(governed, _GEN)


def year_rules() -> tuple[Rule, ...]:
    """The rules for years, decades and centuries; they come before those for measures."""
    return (
        Rule("year", _CENTURY, _say_century, Begins.DIGIT | Begins.LETTER),
        Rule("year", _YEAR, _say_year),
        Rule("year", _EARLIER_YEAR, _say_earlier_year),
        Rule("year", _BARE_SPAN, _say_bare_span),
        Rule("year", _BARE, _say_bare_year),
    )
