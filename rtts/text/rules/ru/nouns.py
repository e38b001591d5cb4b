"""What the noun behind a number shows: its case and gender, or that the number is an ordinal.

Endings tell most of it: `5 странах` is a prepositional, `2 книги` a feminine, `2 этаже` can be
nothing but the second floor.
"""

import re
from typing import NamedTuple

from rtts.text.rules.base import Match
from rtts.text.rules.ru.context import Cases, one_of, pick
from rtts.text.rules.ru.grammar import Case, Gender, Noun, counted, feminine, masculine, neuter
from rtts.text.wordlists import word_list, word_set

__all__ = [
    "FUNCTION_WORDS",
    "Behind",
    "Numbered",
    "following_words",
    "form_of",
    "noun_behind",
    "numbered_noun",
]

_NOM, _GEN, _DAT, _ACC, _INS, _PREP = Case

_NOTHING: Cases = ()


class Behind(NamedTuple):
    """What the word behind a number tells of it."""

    cases: Cases = _NOTHING
    gender: Gender = Gender.M


FUNCTION_WORDS = word_set(
    "и а но или да на в во за из от до по к ко с со у о об не ни же ли бы то как так там тут это"
    " вот он она оно они мы вы ты я его её их ей ему им нам вам вас нас мне что чтобы если когда"
    " где для при без через между перед над под про раз уже ещё тоже также лишь только был была"
    " было были будет есть нет можно нужно надо больше меньше потом затем после около кроме плюс"
    " минус равно здесь сейчас сегодня завтра вчера который которая которые потому поэтому либо"
    " против того чем этого этой этот эта эти всё все всех"
)
_FOLLOWING = re.compile(r"[\s\u00a0]+([а-яё]+(?:-[а-яё]+)*)", re.IGNORECASE)


_NOT_DATIVE = word_set("там сам дам мам храм грамм программ реклам драм экзам рам")
_IRREGULAR_MASCULINE = (
    "пути имени времени мужчины судьи папы дедушки коллеги водители люди мужчина судья папа"
    " дедушка коллега"
)
_NOT_FEMININE = word_set(_IRREGULAR_MASCULINE)
_GENITIVES = word_set(
    "человек лет минут секунд недель стран комнат книг часов рук ног дорог групп команд строк"
    " задач страниц точек девочек женщин мужчин машин квартир школ звёзд тонн штук суток сторон"
    " тысяч ложек чашек таблеток остановок попыток ошибок игр ночей"
)
_MASCULINE_SOFT = word_set(
    "день рубль месяц уровень камень гость путь парень корабль автомобиль пользователь житель"
    " водитель учитель зритель гвоздь огонь ремень календарь словарь январь апрель конь король"
    " царь секретарь день вождь дождь юань кабель модуль фонарь контроль пароль профиль стиль руль"
    " ноль спектакль фестиваль отель мотель бюллетень картофель госпиталь ансамбль килограмм"
)
_COMMON_FEMININE = ("ость", "знь", "чь", "шь", "жь", "щь", "сть", "дь", "вь", "рь", "ль", "нь")


def following_words(match: Match, count: int = 3) -> tuple[str, ...]:
    """Words in small letters behind a match, as far as nothing else comes between them."""
    words: list[str] = []
    at = match.end()
    while len(words) < count:
        found = _FOLLOWING.match(match.string, at, match.endpos)
        if found is None:
            break
        words.append(found[1].lower())
        at = found.end()
    return tuple(words)


def noun_behind(match: Match, value: int, governed: Cases) -> Behind:
    """What the noun behind a number of this value shows of its case and gender."""
    words = following_words(match)
    if not words or words[0] in FUNCTION_WORDS or len(words[0]) < 3:
        return Behind()
    last = 0 if 11 <= value % 100 <= 14 else value % 10
    if last == 1:
        return _behind_one(words, governed)
    if 2 <= last <= 4:
        return _behind_few(words)
    return Behind(_oblique(words[0]))


def _oblique(word: str) -> Cases:
    if word.endswith(("ами", "ями", "ьми", "ыми", "ими")):
        return (_INS,)
    if word.endswith(("ах", "ях")):
        return (_PREP,)
    if word.endswith(("ам", "ям")) and word not in _NOT_DATIVE and not word.endswith("грам"):
        return (_DAT,)
    return _NOTHING


def _behind_few(words: tuple[str, ...]) -> Behind:
    word = words[0]
    if oblique := _oblique(word):
        return Behind(oblique)
    if word in _FEW_HOURS or word.endswith(("а", "я")):
        return Behind((_NOM, _ACC))
    if word.endswith(("ые", "ие")) and len(word) > 4:
        return Behind((_NOM, _ACC), Gender.F)
    if word.endswith(("ых", "их", "ым", "им")) and len(words) > 1:
        return _behind_few(words[1:])
    if word.endswith(("ов", "ев", "ёв", "ей")) or word in _GENITIVES:
        return Behind((_GEN,))
    if word.endswith(("ы", "и")):
        return Behind((_NOM, _ACC), Gender.M if word in _NOT_FEMININE else Gender.F)
    return Behind()


_FEW_HOURS = ("часа", "раза", "дня", "человека")

_ONE_ENDINGS: tuple[tuple[str, Cases, Gender], ...] = (
    ("ого", (_GEN,), Gender.M),
    ("его", (_GEN,), Gender.M),
    ("ому", (_DAT,), Gender.M),
    ("ему", (_DAT,), Gender.M),
    ("ую", (_ACC,), Gender.F),
    ("юю", (_ACC,), Gender.F),
    ("ая", (_NOM,), Gender.F),
    ("яя", (_NOM,), Gender.F),
    ("ое", (_NOM, _ACC), Gender.N),
    ("ее", (_NOM, _ACC), Gender.N),
    ("ый", (_NOM, _ACC), Gender.M),
    ("ний", (_NOM, _ACC), Gender.M),
    ("кий", (_NOM, _ACC), Gender.M),
    ("ым", (_INS,), Gender.M),
    ("им", (_INS,), Gender.M),
)
_MASCULINE_IN_EI = ("зей", "лей", "цей", "фей", "кей", "ней")


def _behind_one(words: tuple[str, ...], governed: Cases) -> Behind:
    word = words[0]
    for ending, cases, gender in _ONE_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return Behind(cases, gender)
    if word in ("человека", "раза"):
        return Behind((_GEN,))
    if word in ("евро", "кофе"):
        return Behind(governed)
    if word[-1] in "ьй":
        return _behind_soft(word, governed)
    if word[-1] in "аяоеуюыиё":
        return _behind_vowel(word, governed)
    if word.endswith(("ом", "ем", "ём")):
        case = _PREP if _PREP in governed else _INS
        return Behind((case,)) if case in governed or word.endswith("ем") else Behind()
    return Behind((_NOM, _ACC))


def _behind_soft(word: str, governed: Cases) -> Behind:
    if word.endswith("ь"):
        feminine_noun = word.endswith(_COMMON_FEMININE) and word not in _MASCULINE_SOFT
        feminine_noun = feminine_noun and not word.endswith("тель")
        return Behind((_NOM, _ACC), Gender.F if feminine_noun else Gender.M)
    if word.endswith(("ой", "ей")) and not word.endswith(_MASCULINE_IN_EI):
        oblique = (_INS, _GEN, _DAT, _PREP)
        return Behind(tuple(case for case in oblique if case in governed) or oblique, Gender.F)
    return Behind((_NOM, _ACC))


def _behind_vowel(word: str, governed: Cases) -> Behind:
    last = word[-1]
    if last in "ая":
        return _behind_a(word, governed)
    if last in "ую":
        return Behind((_DAT,)) if _DAT in governed else Behind((_ACC,), Gender.F)
    if last in "ыи":
        cases = (_GEN, _DAT, _PREP) if last == "и" else (_GEN,)
        return Behind(tuple(case for case in cases if case in governed) or cases, Gender.F)
    if last == "е" and (_PREP in governed or _DAT in governed):
        gender = Gender.F if word.endswith(_FEMININE_IN_E) else Gender.M
        return Behind((_PREP,) if _PREP in governed else (_DAT,), gender)
    return Behind((_NOM, _ACC), Gender.N)


_FEMININE_IN_E = ("ке", "ине", "уте", "нде", "ате", "пе", "ране", "це", "ще")


def _behind_a(word: str, governed: Cases) -> Behind:
    if word.endswith("мя"):
        return Behind((_NOM, _ACC), Gender.N)
    if _GEN in governed or word.endswith(("теля", "иста")):
        return Behind((_GEN,))
    return Behind((_NOM,), Gender.M if word in _NOT_FEMININE else Gender.F)


class Numbered(NamedTuple):
    """A noun that a number counts off, in one of its forms."""

    case: Case
    gender: Gender


def _table(*nouns: Noun) -> dict[str, tuple[Noun, Cases]]:
    forms: dict[str, tuple[Noun, Cases]] = {}
    for noun in nouns:
        for case in Case:
            form = noun.singular[case]
            forms[form] = (noun, (*forms.get(form, (noun, _NOTHING))[1], case))
    return forms


_STRONG = _table(
    *(
        masculine(word)
        for word in word_list(
            "этаж класс курс тур раунд тайм сезон подъезд квартал ряд вагон терминал параграф сет"
            " том"
        )
    ),
    *(neuter(word) for word in ("место", "поколение")),
    *(feminine(word) for word in ("категория", "линия", "степень", "платформа", "смена")),
)
"""`1 этаж` is the first floor, `1 глава` may be one chapter."""
_WEAK = _table(
    *(
        masculine(word)
        for word in word_list(
            "выпуск эпизод пункт этап урок маршрут автобус трамвай троллейбус кабинет абзац вопрос"
            " шаг размер поезд век период разряд канал терминал зал месяц"
        )
    ),
    *(masculine(*pair.split("/")) for pair in ("день/дн", "уровень/уровн")),
    *(neuter(word) for word in ("издание", "упражнение", "задание", "тысячелетие", "число")),
    *(
        feminine(word)
        for word in word_list(
            "глава часть серия группа страница палата аудитория комната квартира школа версия"
            " строка задача неделя попытка минута статья зона дорожка полоса"
        )
    ),
)


def numbered_noun(match: Match, value: int, governed: Cases) -> Numbered | None:
    """The noun behind a number, if the number must be an ordinal: `на 2 этаже`, `5 класс`."""
    words = following_words(match, 1)
    if not words:
        return None
    word = words[0]
    if word.startswith("миров") and value in (1, 2, 3):
        return form_of(word, governed)
    entry = _STRONG.get(word) or _WEAK.get(word)
    if entry is None:
        return None
    noun, cases = entry
    case = pick(governed, cases)
    counts = _may_count(word, noun, value, governed, case)
    return None if case not in cases or counts else Numbered(case, noun.gender)


def _may_count(word: str, noun: Noun, value: int, governed: Cases, case: Case) -> bool:
    """Whether so many of them would be written the same."""
    last = 0 if 11 <= value % 100 <= 14 else value % 10
    if last == 1:
        return word not in _STRONG and not (case == _PREP and value < 100)
    if word in ("числа", "число", "числу"):
        return False
    if 2 <= last <= 4 and word == noun.few and _GEN not in governed[:1]:
        return True
    return word == counted(noun, value, one_of(governed))


def form_of(word: str, governed: Cases) -> Numbered | None:
    """The case and gender of a noun that is known to be counted off: `главе`, `мировой`."""
    lower = word.lower()
    entry = _STRONG.get(lower) or _WEAK.get(lower) or _NAMED.get(lower)
    if entry is not None:
        noun, cases = entry
        case = pick(governed, cases)
        return Numbered(case, noun.gender) if case in cases else None
    for ending, (cases, gender) in _ADJECTIVES.items():
        if lower.endswith(ending) and len(lower) > len(ending) + 3:
            case = pick(governed, cases)
            return Numbered(case, gender) if case in cases else None
    return None


_NAMED = _table(
    *(masculine(word) for word in ("раздел", "съезд", "тип", "акт", "форум", "конгресс")),
    *(masculine(word) for word in ("конкурс", "фестиваль", "чемпионат", "созыв", "корпус")),
    *(feminine(word) for word in ("олимпиада", "конференция", "сессия", "фаза")),
    *(feminine(word) for word in ("стадия", "династия", "армия", "симфония", "песнь")),
)
_ADJECTIVES: dict[str, tuple[Cases, Gender]] = {
    "ая": ((_NOM,), Gender.F),
    "ую": ((_ACC,), Gender.F),
    "ой": ((_GEN, _DAT, _INS, _PREP), Gender.F),
    "ый": ((_NOM, _ACC), Gender.M),
    "ий": ((_NOM, _ACC), Gender.M),
    "ого": ((_GEN,), Gender.M),
    "ому": ((_DAT,), Gender.M),
    "ом": ((_PREP,), Gender.M),
    "ое": ((_NOM, _ACC), Gender.N),
    "ые": ((_NOM, _ACC), Gender.PLURAL),
    "ие": ((_NOM, _ACC), Gender.PLURAL),
    "ых": ((_GEN, _PREP), Gender.PLURAL),
    "их": ((_GEN, _PREP), Gender.PLURAL),
}
