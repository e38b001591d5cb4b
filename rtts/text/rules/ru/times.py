"""Times of day, time zones and weekdays."""

import re

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_before
from rtts.text.rules.ru.context import cases_before, one_of
from rtts.text.rules.ru.dates import WEEKDAYS
from rtts.text.rules.ru.grammar import Case, Noun, counted, feminine, masculine
from rtts.text.rules.ru.nouns import following_words
from rtts.text.rules.ru.numerals import DIGITS, cardinal
from rtts.text.rules.ru.quantities import BLANK, with_stop

__all__ = ["time_rules"]

_HOUR, _MINUTE, _SECOND = masculine("час"), feminine("минута"), feminine("секунда")

_CLOCK = r"(?:[01]?\d|2[0-4]){colon}[0-5]\d(?::[0-5]\d)?"
_AT = _CLOCK.format(colon=":")
_DOTTED = r"(?:[01]?\d|2[0-4])\.[0-5]\d"
_END = r"(?![\d:]|\.\d|\w)"
_PARTS_OF_DAY = ("утра", "вечера", "дня", "ночи")

_TIME = re.compile(rf"(?P<a>{_AT}){_END}(?:{BLANK}?ч(?!\w)\.?)?")
_TIME_SPAN = re.compile(
    rf"(?P<a>{_AT}){BLANK}?[-–—]{BLANK}?(?P<b>{_AT}){_END}(?:{BLANK}?ч(?!\w)\.?)?"
)
_DOTTED_TIME = re.compile(
    rf"(?P<a>{_DOTTED})(?![\d:,%]|\.\d|\w|{BLANK}?(?:%|₽|°|[^\W\d_]{{1,4}}\b))"
)
_DOTTED_SPAN = re.compile(
    rf"(?P<a>{_DOTTED}){BLANK}?[-–—]{BLANK}?(?P<b>{_DOTTED})(?![\d:,%]|\.\d|\w)"
)
_SCORE = re.compile(
    r"(?:сч[её]т\w*|соотношени\w*|пропорци\w*|масштаб\w*|победил\w*|выиграл\w*|обыграл\w*)\W{1,3}(?:\w+\W{1,3}){0,2}\Z",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"[\s\u00a0]+(?:до|по)[\s\u00a0]+\d{1,2}[:.-]\d\d")


def _parts(written: str) -> list[int]:
    return [int(part) for part in re.split("[:.-]", written)]


def _plain_hour(hour: int, case: Case) -> str:
    """The hour without its noun; one o'clock is the noun alone."""
    return _HOUR.singular[case] if hour == 1 else cardinal(hour, case) or ""


def _with_noun(value: int, noun: Noun, case: Case) -> str:
    return f"{cardinal(value, case, noun.gender)} {counted(noun, value, case)}"


def _clock(written: str, case: Case, *, bare: bool = False) -> str:
    """A time in a case. `bare`: without `часов`, where what follows tells it is one."""
    hour, minute, *rest = _parts(written)
    if rest:
        seconds = _with_noun(rest[0], _SECOND, case)
        return f"{_hours(hour, case)} {_with_noun(minute, _MINUTE, case)} {seconds}"
    if minute == 0:
        return _plain_hour(hour, case) if bare else _hours(hour, case)
    if hour == 0:
        return f"{_hours(0, case)} {_with_noun(minute, _MINUTE, case)}"
    minutes = cardinal(minute, case) or ""
    return f"{_plain_hour(hour, case)} {f'{DIGITS[0]} {minutes}' if minute < 10 else minutes}"


def _hours(hour: int, case: Case) -> str:
    return _with_noun(hour, _HOUR, case)


def _time_case(match: Match) -> Case:
    word = word_before(match).lower()
    if word in ("с", "со"):
        return Case.GEN
    if word == "на":
        return Case.ACC
    return one_of(cases_before(match))


def _say_time(match: Match) -> str | None:
    if _SCORE.search(before(match, 40)):
        return None
    words = following_words(match, 1)
    bare = bool(words) and words[0] in _PARTS_OF_DAY
    bare = bare or _UNTIL.match(after(match)) is not None
    return with_stop(match, _clock(match["a"], _time_case(match), bare=bare))


def _say_time_span(match: Match) -> str:
    words = following_words(match, 1)
    bare = bool(words) and words[0] in _PARTS_OF_DAY
    governed = cases_before(match)
    if governed and governed[0] != Case.GEN and word_before(match).lower() not in ("в", "во"):
        first = _clock(match["a"], governed[0], bare=True)
        return with_stop(match, f"{first} — {_clock(match['b'], governed[0], bare=bare)}")
    open_word = "" if word_before(match).lower() in ("с", "со", "от") else "с "
    both_round = _parts(match["a"])[1] == 0 and _parts(match["b"])[1] == 0
    first = _clock(match["a"], Case.GEN, bare=both_round)
    return with_stop(match, f"{open_word}{first} до {_clock(match['b'], Case.GEN, bare=bare)}")


_AT_A_TIME = re.compile(r"(?:\b(?:в|во|до|к|с|после)|[-–—])\s*\Z", re.IGNORECASE)


def _say_dotted_time(match: Match) -> str | None:
    left = before(match, 12)
    words = following_words(match, 1)
    if _AT_A_TIME.search(left) is None or (words and words[0].startswith("раз")):
        return None
    hour, minute = _parts(match["a"])
    looks_like_date = match["a"][:2].isdecimal() and hour and 1 <= minute <= 12
    if looks_like_date and word_before(match).lower() not in ("в", "во"):
        return None
    return _say_time(match)


_ROUND_TIME = re.compile(r"(?P<a>(?:[01]?\d|2[0-4])-00)(?![\d:,%-]|\.\d|\w)")


def _say_round_time(match: Match) -> str | None:
    """`с 9-00 до 18-00`."""
    return _say_time(match) if _AT_A_TIME.search(before(match, 12)) else None


def _say_dotted_span(match: Match) -> str | None:
    minutes = {_parts(match[name])[1] for name in "ab"}
    return _say_time_span(match) if minutes <= {0, 15, 20, 30, 40, 45, 50} else None


_ZONE = re.compile(
    rf"(?P<zone>UTC|GMT|МСК){BLANK}?(?P<sign>[+\u2212–-]){BLANK}?(?P<h>\d{{1,2}})(?::(?P<m>\d\d))?(?!\w)"
)
_MOSCOW = re.compile(r"(?i:мск)(?!\w)")


def _say_zone(match: Match) -> str:
    sign = "плюс" if match["sign"] == "+" else "минус"
    minutes = f" {cardinal(int(match['m']))}" if match["m"] and int(match["m"]) else ""
    return f"{match['zone']} {sign} {cardinal(int(match['h']))}{minutes}"


def _say_moscow(match: Match) -> str | None:
    return "по московскому времени" if before(match, 8).rstrip(" (.чc")[-1:].isdecimal() else None


_WEEKDAY = re.compile(
    rf"(?P<a>{'|'.join(WEEKDAYS)})(?![\w])\.?(?:{BLANK}?[-–—]{BLANK}?(?P<b>{'|'.join(WEEKDAYS)})(?!\w)\.?)?",
    re.IGNORECASE,
)


def _say_weekday(match: Match) -> str | None:
    first = WEEKDAYS[match["a"].lower()]
    word = word_before(match).lower()
    if match["b"]:
        last = WEEKDAYS[match["b"].lower()]
        return with_stop(match, f"{'' if word == 'с' else 'с '}{first[1]} по {last[2]}")
    if word in ("в", "во", "на", "по", "за"):
        said = first[2]
    elif word in ("с", "до", "после", "со"):
        said = first[1]
    else:
        said = first[0]
    if match["a"].lower() == "ср" and match[0].endswith("."):
        return None
    return with_stop(match, said)


def time_rules() -> tuple[Rule, ...]:
    """The rules for times of day."""
    return (
        Rule("time", _TIME_SPAN, _say_time_span),
        Rule("time", _TIME, _say_time),
        Rule("time", _DOTTED_SPAN, _say_dotted_span),
        Rule("time", _ROUND_TIME, _say_round_time),
        Rule("time", _DOTTED_TIME, _say_dotted_time),
        Rule("time", _ZONE, _say_zone, Begins.LETTER),
        Rule("time", _MOSCOW, _say_moscow, Begins.LETTER),
        Rule("date", _WEEKDAY, _say_weekday, Begins.LETTER),
    )
