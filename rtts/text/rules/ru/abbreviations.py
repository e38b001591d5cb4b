"""Abbreviations and titles, in the case that the words before them ask for."""

import re
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, after, before, word_before
from rtts.text.rules.ru.context import Cases, cases_before, pick
from rtts.text.rules.ru.grammar import (
    Case,
    Forms,
    Gender,
    Noun,
    feminine,
    indeclinable,
    masculine,
    neuter,
    with_adjective,
)
from rtts.text.rules.ru.quantities import with_stop

__all__ = ["HOT_WORDS", "abbreviation_rules"]

_NOM, _GEN, _DAT, _ACC, _INS, _PREP = Case
_GAP = "[ \u00a0\u202f]?"

# What stays as it is ----------------------------------------------------------------------------


_PHRASES: dict[str, str] = {
    "т.е.": "то есть",
    "т.к.": "так как",
    "т.д.": "так далее",
    "т.п.": "тому подобное",
    "т.о.": "таким образом",
    "т.ч.": "том числе",
    "т.н.": "так называемый",
    "т.наз.": "так называемый",
    "н.э.": "нашей эры",
    "и.о.": "исполняющий обязанности",
    "з/п": "зарплата",
    "ж/д": "железнодорожный",
    "б/у": "бывший в употреблении",
    "в/о": "высшее образование",
    "a.m.": "утра",
    "p.m.": "вечера",
    "P.S.": "постскриптум",
    "др.": "другие",
    "напр.": "например",
    "ок.": "около",
    "см.": "смотри",
    "тел.": "телефон",
    "моб.": "мобильный",
    "доб.": "добавочный",
    "им.": "имени",
    "ред.": "редакция",
    "изд.": "издание",
    "прим.": "примечание",
    "прим.ред.": "примечание редакции",
    "прим.пер.": "примечание переводчика",
    "англ.": "по-английски",
    "нем.": "по-немецки",
    "фр.": "по-французски",
    "лат.": "по-латыни",
    "греч.": "по-гречески",
    "исп.": "по-испански",
    "ит.": "по-итальянски",
    "яп.": "по-японски",
    "кит.": "по-китайски",
    "руб.": "рублей",
    "тыс.": "тысяч",
    "etc.": "и так далее",
    "vs.": "против",
    "vs": "против",
    "кол-во": "количество",
    "кол-ва": "количества",
    "кол-ву": "количеству",
    "кол-вом": "количеством",
    "гос-во": "государство",
    "гос-ва": "государства",
    "об-во": "общество",
    "произ-во": "производство",
    "произ-ва": "производства",
    "изд-во": "издательство",
    "мн-во": "множество",
    "ун-т": "университет",
    "ун-та": "университета",
    "ун-те": "университете",
    "ин-т": "институт",
    "ин-та": "института",
    "ин-те": "институте",
    "г-н": "господин",
    "г-на": "господина",
    "г-ну": "господину",
    "г-ном": "господином",
    "г-не": "господине",
    "г-да": "господа",
    "г-жа": "госпожа",
    "г-жи": "госпожи",
    "г-же": "госпоже",
    "г-жу": "госпожу",
    "г-жой": "госпожой",
    "д-р": "доктор",
    "д-ра": "доктора",
    "д-ру": "доктору",
    "д-ром": "доктором",
}
_BEFORE: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(
        ("англ.", "нем.", "фр.", "лат.", "греч.", "исп.", "ит.", "яп.", "кит."),
        re.compile(r"[ \u00a0«\"“]{0,3}[^\W\d_а-яёА-ЯЁ]"),
    ),
    **dict.fromkeys(("ок.", "доб."), re.compile(r"[ \u00a0:~]{0,3}\d")),
    **dict.fromkeys(("тел.", "моб."), re.compile(r"[ \u00a0:№]{0,3}[\d+(а-яё]")),
    "см.": re.compile(r"[ \u00a0(«\"]{0,3}[a-zа-яё\dA-Z§]"),
    "им.": re.compile(r"[ \u00a0«\"]{0,3}\w"),
    **dict.fromkeys(("ред.", "изд.", "прим."), re.compile(r"[ \u00a0:]{0,3}\w")),
}
"""What has to follow an abbreviation that could be a word or its last letters."""
_NAMED_AFTER = re.compile(
    r"(?:\b(?i:театр|музе|парк|институт|университет|улиц|площад|завод|школ|библиотек|больниц|станци|метро"
    r"|преми|стадион|аэропорт|академи|центр|гимнази|лице|фабрик|колхоз|двор|клуб|консерватори"
    r"|училищ|фонд|хор|ансамбл|сад|пл|ул|зал|посёлок|обсерватори)[а-яё]{0,4}\.?|\b[А-ЯЁ]{2,})\s+\Z"
)


def _pattern(key: str) -> str:
    """A phrase, with blanks behind its stops; it may begin a sentence."""
    spaced = re.escape(key[1:]).replace("\\.", f"\\.{_GAP}").removesuffix(_GAP)
    first = re.escape(key[0])
    return f"[{first}{first.upper()}]{spaced}" if key != "и.о." else first + spaced


_PHRASE = re.compile(
    rf"(?:{'|'.join(_pattern(key) for key in sorted(_PHRASES, key=len)[::-1])})(?![\w-])"
)


def _is_meant(match: Match, key: str) -> bool:
    """Whether these letters are the abbreviation, and no word at the end of its sentence."""
    if key in _BEFORE and _BEFORE[key].match(after(match)) is None:
        return False
    if key in ("a.m.", "p.m."):
        return before(match, 2).strip()[-1:].isdecimal()
    return key != "им." or _NAMED_AFTER.search(before(match, 30)) is not None


def _say_phrase(match: Match) -> str | None:
    key = re.sub("[ \u00a0\u202f]", "", match[0])
    if key not in _PHRASES:
        key = key[0].lower() + key[1:]
    if not _is_meant(match, key):
        return None
    if key == "др." and _OTHERS.match(after(match)):
        return "других"
    if key == "т.н.":
        return _so_called(match)
    said = _PHRASES[key]
    if key == "тел." and word_before(match).lower() == "по":
        said = "телефону"
    if match[0][0].isupper() and key[0].islower():
        said = said[0].upper() + said[1:]
    return with_stop(match, said)


_OTHERS = re.compile(r"[ \u00a0][а-яё]{2,30}(?:ов|ев|ах|ях|ых|их)(?!\w)")
_SO_CALLED = (
    (("ый", "ий", "ой"), "так называемый"),
    (("ая", "яя", "ия", "ость", "ка"), "так называемая"),
    (("ое", "ее", "ие", "ство"), "так называемое"),
    (("ые", "ы", "и"), "так называемые"),
    (("ых", "их", "ов"), "так называемых"),
)
_NEXT = re.compile(r"[\s\u00a0«\"“„]*([^\W\d_]+)")


def _so_called(match: Match) -> str:
    following = _NEXT.match(after(match))
    word = following[1].lower() if following else ""
    return next((said for endings, said in _SO_CALLED if word.endswith(endings)), _PHRASES["т.н."])


_AND_OTHER = re.compile(r"пр\.(?!\w)")
_MINIMUM = re.compile(r"(?P<word>мин|макс)\.(?=[ \u00a0:]{0,2}\d)")


def _say_and_other(match: Match) -> str | None:
    return with_stop(match, "прочее") if word_before(match).lower() == "и" else None


def _say_minimum(match: Match) -> str | None:
    left = before(match, 2).rstrip()
    if left[-1:].isdecimal():
        return None
    return "минимум" if match["word"] == "мин" else "максимум"


# Nouns of places, books and people --------------------------------------------------------------


class _Short(NamedTuple):
    """A noun that is abbreviated, and what has to stand around it."""

    noun: Noun
    around: str
    """Of `d` a digit behind it, `c` a capitalised word behind it, `p` an adjective before it."""


_AVENUE: Forms = (
    "набережная",
    "набережной",
    "набережной",
    "набережную",
    "набережной",
    "набережной",
)
_EMBANKMENT = Noun(_AVENUE, _AVENUE, Gender.F, "набережные")
_PART = feminine("часть")
_VILLAGE = neuter("село")
_SAINT = masculine("святой")

_NOUNS: dict[str, _Short] = {
    "г.": _Short(masculine("город"), "c"),
    "гор.": _Short(masculine("город"), "c"),
    "ул.": _Short(feminine("улица"), "cp"),
    "пер.": _Short(masculine("переулок", "переулк"), "cp"),
    "пл.": _Short(feminine("площадь"), "cp"),
    "пр.": _Short(masculine("проспект"), "cp"),
    "просп.": _Short(masculine("проспект"), "cp"),
    "пр-т": _Short(masculine("проспект"), "cp"),
    "пр-кт": _Short(masculine("проспект"), "cp"),
    "пр-д": _Short(masculine("проезд"), "cp"),
    "бул.": _Short(masculine("бульвар"), "cp"),
    "б-р": _Short(masculine("бульвар"), "cp"),
    "наб.": _Short(_EMBANKMENT, "cp"),
    "ш.": _Short(indeclinable("шоссе", Gender.N), "cp"),
    "м.": _Short(indeclinable("метро", Gender.N), "c"),
    "ст. м.": _Short(with_adjective("", feminine("станция"), " метро"), "c"),
    "обл.": _Short(feminine("область"), "p"),
    "р-н": _Short(masculine("район"), "cp"),
    "р-не": _Short(masculine("район"), "cp"),
    "р-на": _Short(masculine("район"), "cp"),
    "пос.": _Short(masculine("посёлок", "посёлк"), "c"),
    "дер.": _Short(feminine("деревня"), "c"),
    "с.": _Short(feminine("страница"), "d"),
    "стр.": _Short(feminine("страница"), "d"),
    "о.": _Short(masculine("остров"), "c"),
    "оз.": _Short(neuter("озеро", "озёр"), "c"),
    "р.": _Short(feminine("река"), "c"),
    "д.": _Short(masculine("дом"), "d"),
    "кв.": _Short(feminine("квартира"), "d"),
    "корп.": _Short(masculine("корпус"), "d"),
    "к.": _Short(masculine("корпус"), "d"),
    "оф.": _Short(masculine("офис"), "d"),
    "каб.": _Short(masculine("кабинет"), "d"),
    "ауд.": _Short(feminine("аудитория"), "d"),
    "эт.": _Short(masculine("этаж"), "d"),
    "рис.": _Short(masculine("рисунок", "рисунк"), "d"),
    "табл.": _Short(feminine("таблица"), "d"),
    "илл.": _Short(feminine("иллюстрация"), "d"),
    "гл.": _Short(feminine("глава"), "d"),
    "разд.": _Short(masculine("раздел"), "d"),
    "п.": _Short(masculine("пункт"), "d"),
    "пп.": _Short(masculine("подпункт"), "d"),
    "ст.": _Short(feminine("статья"), "d"),
    "ч.": _Short(_PART, "d"),
    "т.": _Short(masculine("том"), "d"),
    "вып.": _Short(masculine("выпуск"), "d"),
    "гр.": _Short(feminine("группа"), "d"),
    "проф.": _Short(masculine("профессор"), "c"),
    "акад.": _Short(masculine("академик"), "c"),
    "доц.": _Short(masculine("доцент"), "c"),
    "ген.": _Short(masculine("генерал"), "c"),
    "св.": _Short(_SAINT, "c"),
    "тов.": _Short(masculine("товарищ"), "c"),
    "гр-н": _Short(masculine("гражданин"), "c"),
    "гр-ка": _Short(feminine("гражданка"), "c"),
}


def _noun_pattern(key: str) -> str:
    """One letter and its stop is an initial where the letter is a capital."""
    if len(key) == 2:
        return re.escape(key)
    return f"[{key[0]}{key[0].upper()}]" + re.escape(key[1:]).replace("\\ ", "[ \u00a0]?")


_NOUN = re.compile(
    rf"(?:{'|'.join(_noun_pattern(key) for key in sorted(_NOUNS, key=len)[::-1])})(?![\w-])"
)

_DIGIT_BEHIND = re.compile(r"[ \u00a0\u202f]?(?:№[ \u00a0]?)?(?:\d|[IVX]+\b)")
_SEVERAL_BEHIND = re.compile(r"[ \u00a0]?\d+(?:[-–—]|, ?\d+[,\s]+|[ \u00a0]и[ \u00a0])\d")
_NAME_BEHIND = re.compile(
    r"[ \u00a0\u202f]?[«\"]?(?:\d{1,2}-[а-яё]{1,3}[ \u00a0])?(?P<name>[А-ЯЁ][\w-]*)"
)
_ADJECTIVE_BEFORE = re.compile(
    r"(?P<word>[А-ЯЁ][а-яё-]+(?:ая|ой|ую|ий|ый|ого|ому|ом|им|ым|ое|ская))[ \u00a0]\Z"
)
_ADJECTIVE_CASES: tuple[tuple[str, Cases], ...] = (
    ("ая", (_NOM,)),
    ("ую", (_ACC,)),
    ("ий", (_NOM, _ACC)),
    ("ый", (_NOM, _ACC)),
    ("ое", (_NOM, _ACC)),
    ("ого", (_GEN,)),
    ("ому", (_DAT,)),
    ("ом", (_PREP,)),
    ("ым", (_INS,)),
    ("им", (_INS,)),
)
_PLACES: dict[str, Case] = {
    "в": _PREP,
    "во": _PREP,
    "на": _PREP,
    "по": _DAT,
    "за": _INS,
    "под": _INS,
}
_ADDRESS = re.compile(r"\b(?:д|корп|дом|ул|к)\b\.?[^\n]{0,24}\Z", re.IGNORECASE)


def _say_noun(match: Match) -> str | None:
    key = match[0].replace("\u00a0", " ").replace("ст.м.", "ст. м.")
    capital = key[0].isupper()
    key = key[0].lower() + key[1:]
    said = _noun(match, key, _NOUNS[key])
    return said.capitalize() if said and capital else said


def _noun(match: Match, key: str, short: _Short) -> str | None:
    behind = after(match)
    if "d" in short.around and _DIGIT_BEHIND.match(behind):
        return _numbered(match, key, short.noun)
    if "p" in short.around:
        adjective = _ADJECTIVE_BEFORE.search(before(match, 40))
        if adjective is not None:
            return with_stop(match, _in_case(short.noun, _adjective_case(match, adjective)))
    name = _NAME_BEHIND.match(behind)
    if key == "с." and name is not None and word_before(match).lower() in ("в", "из", "во"):
        return _VILLAGE.singular[_place_case(match, key, name["name"])]
    if "c" in short.around and name is not None:
        return _in_case(short.noun, _place_case(match, key, name["name"]))
    return None


def _in_case(noun: Noun, case: Case) -> str:
    return noun.singular[case]


def _numbered(match: Match, key: str, noun: Noun) -> str | None:
    left = before(match, 40)
    if key in ("т.", "ч.", "с.", "к.", "п.", "гр.") and left.rstrip()[-1:].isdecimal():
        return None
    if key == "стр." and _ADDRESS.search(left):
        return "строение"
    word = word_before(match).lower()
    case = _PLACES.get(word) or pick(cases_before(match), ())
    if re.search(r":\d\d[,;]\s?\Z", left):
        case = _NOM  # what a time of day is governed by ends with it
    if word.startswith("см") and word.endswith("."):
        case = _ACC
    several = _SEVERAL_BEHIND.match(after(match)) is not None
    return noun.plural[case] if several else noun.singular[case]


def _adjective_case(match: Match, adjective: Match) -> Case:
    left = before(match, 60)[: -len(adjective[0])].split()
    word = left[-1].lower() if left else ""
    shown = next((cases for end, cases in _ADJECTIVE_CASES if adjective["word"].endswith(end)), ())
    if shown:
        return shown[0]
    return _PLACES.get(word, _GEN)


def _place_case(match: Match, key: str, name: str) -> Case:
    word = word_before(match).lower()
    if key in ("р-не", "р-на"):
        return _PREP if key == "р-не" else _GEN
    if word in _PLACES:
        return _ACC if name[-1] in "ую" and word in ("в", "на", "во") else _PLACES[word]
    governed = cases_before(match)
    if governed:
        return governed[0]
    return _GEN if key in ("г.", "гор.") and name[-1] in "ыи" else _NOM


HOT_WORDS = frozenset(
    {key.lower() for key in _NOUNS if "." in key and " " not in key}
    | {key for key in _NOUNS if "." not in key}
    | {key for key in _PHRASES if "." in key[-1:] and key.count(".") == 1}
    | {key for key in _PHRASES if "." not in key and "/" not in key}
    | {"т.", "пр.", "мин.", "макс.", "прим.", "н.", "и.", "p."}
)
"""Everything of letters alone at which a rule of this module may begin."""


def abbreviation_rules() -> tuple[Rule, ...]:
    """The rules for abbreviations and titles."""
    return (
        Rule("abbreviation", _PHRASE, _say_phrase, Begins.LETTER),
        Rule("abbreviation", _AND_OTHER, _say_and_other, Begins.LETTER),
        Rule("abbreviation", _MINIMUM, _say_minimum, Begins.LETTER),
        Rule("abbreviation", _NOUN, _say_noun, Begins.LETTER),
    )
