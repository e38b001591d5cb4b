"""Days and months."""

import re

from rtts.text.rules.base import Match, Rule, before, word_before
from rtts.text.rules.ru.context import cases_before
from rtts.text.rules.ru.grammar import Case, Gender
from rtts.text.rules.ru.numerals import ordinal
from rtts.text.rules.ru.quantities import BLANK, with_stop
from rtts.text.wordlists import word_set

__all__ = ["MONTH_STEMS", "MONTH_WORDS", "WEEKDAYS", "date_rules", "short_date_rules"]

_NOM, _GEN, _DAT, _ACC, _INS, _PREP = Case

_MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_SHORT_MONTHS = {month[:3]: month for month in _MONTHS if month != "мая"} | {
    "февр": "февраля",
    "сент": "сентября",
    "нояб": "ноября",
}
_MONTH_NAMES = word_set(
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
)
MONTH_STEMS = "январ|феврал|март|апрел|ма[йяею]|июн|июл|август|сентябр|октябр|ноябр|декабр"
MONTH_WORDS = frozenset(
    [*_MONTHS, *_MONTH_NAMES, *_SHORT_MONTHS, *(month[:-1] + "е" for month in _MONTHS)]
)

_DASH = rf"(?:{BLANK}?[-–—]{BLANK}?)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = rf"(?:{'|'.join(_MONTHS)}|(?:{'|'.join(_SHORT_MONTHS)})(?![а-яё])\.?)"
_YEAR_TAIL = (
    rf"(?:,?{BLANK}{{1,2}}(?P<year>[12]\d{{3}}|(?:['’]?\d{{2}}(?={BLANK}?г)))(?![\d:])"
    rf"(?:-?го)?(?:{BLANK}?(?:года?|году|гг?)(?!\w)(?P<stop>\.?))?)?"
)
_WRITTEN = re.compile(
    rf"(?P<day>{_DAY})(?:-?(?:го|е))?(?:{_DASH}(?P<last>{_DAY}))?{BLANK}(?P<month>{_MONTH})"
    rf"(?!\w){_YEAR_TAIL}",
    re.IGNORECASE,
)
_EARLIER_DAY = re.compile(
    rf"(?P<day>{_DAY})(?=(?:,{BLANK}{_DAY}){{0,3}},?{BLANK}?(?:{BLANK}(?:и|или|по|до){BLANK}|[-–—]{BLANK}?)"
    rf"{_DAY}{BLANK}(?P<month>{_MONTH})(?!\w))",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"(?P<day>{_DAY})(?P<dot>[./-])(?P<month>0?[1-9]|1[0-2])(?P=dot)(?P<year>[12]\d{{3}}|\d{{2}})(?![\w]|[.-]\d)"
    rf"(?:{BLANK}?г(?:ода)?(?!\w)(?P<stop>\.?))?"
)
_ISO = re.compile(
    r"(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\w-])T?"
)
_DAY_AND_MONTH = re.compile(
    rf"(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0[1-9]|1[0-2])(?!\w|,\d|[.:]\d)"
    rf"(?!{BLANK}?(?:[%₽°$€]|(?:к?г|к?м|[мс]м|м?л|руб|тыс|млн|млрд|ч|раза?)\b))"
)

_TODAY = re.compile(
    r"(?:сегодня|вчера|завтра|послезавтра|это|наступи\w+|дата|было|будет|число)[\s:—–-]*\Z"
    r"|(?:сегодня|завтра|вчера)[\s—–-]+(?:понедельник|вторник|среда|четверг|пятница|суббота"
    r"|воскресенье),\s*\Z",
    re.IGNORECASE,
)
_DAY_CASES = {
    "с": _GEN,
    "со": _GEN,
    "в": _ACC,
    "на": _ACC,
    "по": _ACC,
    "за": _ACC,
    "под": _ACC,
    "через": _ACC,
    "о": _PREP,
    "об": _PREP,
}
_KINDS_OF_CASE = (_DAT, _INS, _PREP)


def _day_case(match: Match) -> Case:
    """The case of a day: what happens on it happens in the genitive."""
    word = word_before(match).lower()
    if word in _DAY_CASES:
        return _DAY_CASES[word]
    if _TODAY.search(before(match, 40)):
        return _NOM
    cases = cases_before(match)
    if _joined_to_day(match) and cases and cases[0] == _ACC:
        return _ACC
    return cases[0] if cases and cases[0] in _KINDS_OF_CASE else _GEN


_AFTER_AND = re.compile(r"\d\s*(?:,|и|или)\s*\Z")


def _joined_to_day(match: Match) -> bool:
    return _AFTER_AND.search(before(match, 12)) is not None


def _day(value: str, case: Case) -> str:
    return ordinal(int(value), case, Gender.N) or value


def _month_genitive(written: str) -> str:
    lower = written.lower().rstrip(".")
    return _SHORT_MONTHS.get(lower, lower)


def _year_genitive(written: str | None) -> str:
    """The year behind a date, with a space before it."""
    if not written:
        return ""
    return f" {ordinal(int(written.lstrip(chr(39) + '’')), _GEN)} года"


def _say_written(match: Match) -> str:
    case = _day_case(match)
    month = _month_genitive(match["month"])
    rest = f"{month}{_year_genitive(match['year'])}"
    if match["last"]:
        said = f"{_two_days(match, case)} {rest}"
    else:
        said = f"{_day(match['day'], case)} {rest}"
    return with_stop(match, said)


def _two_days(match: Match, case: Case) -> str:
    if case == _GEN and not cases_before(match):
        return f"с {_day(match['day'], _GEN)} по {_day(match['last'], _ACC)}"
    return f"{_day(match['day'], case)} — {_day(match['last'], case)}"


def _say_earlier_day(match: Match) -> str:
    return _day(match["day"], _day_case(match))


def _say_numeric(match: Match) -> str | None:
    if match.groupdict().get("dot") == "-" and len(match["year"]) == 2:
        return None
    month = _MONTHS[int(match["month"]) - 1]
    said = f"{_day(match['day'], _day_case(match))} {month}{_year_genitive(match['year'])}"
    return with_stop(match, said)


_DATE_CONTEXT = re.compile(
    r"(?:\b(?:с|со|до|по|от|на|к|ко|после|дата\w*:?|сегодня|завтра|вчера|срок\w*:?|и|или|начн[её]тся|начал\w{1,3}|состоится|пройд[её]т|открытие)|[-–—(])\s*\Z",
    re.IGNORECASE,
)


def _say_day_and_month(match: Match) -> str | None:
    if match["day"][0] != "0" and _DATE_CONTEXT.search(before(match, 20)) is None:
        return None
    if len(match["day"]) == 1 and word_before(match).lower() in ("на", "до", "от", "к", "более"):
        return None
    return f"{_day(match['day'], _day_case(match))} {_MONTHS[int(match['month']) - 1]}"


def date_rules() -> tuple[Rule, ...]:
    """The rules for days."""
    return (
        Rule("date", _ISO, _say_numeric),
        Rule("date", _NUMERIC, _say_numeric),
        Rule("date", _WRITTEN, _say_written),
        Rule("date", _EARLIER_DAY, _say_earlier_day),
    )


def short_date_rules() -> tuple[Rule, ...]:
    """The rule for a day and a month in digits, which must not be a decimal."""
    return (Rule("date", _DAY_AND_MONTH, _say_day_and_month),)


WEEKDAYS = {
    "пн": ("понедельник", "понедельника", "понедельник"),
    "вт": ("вторник", "вторника", "вторник"),
    "ср": ("среда", "среды", "среду"),
    "чт": ("четверг", "четверга", "четверг"),
    "пт": ("пятница", "пятницы", "пятницу"),
    "сб": ("суббота", "субботы", "субботу"),
    "вс": ("воскресенье", "воскресенья", "воскресенье"),
}
"""What they are called in the nominative, the genitive and the accusative."""
