"""Which case a number stands in, by what is written before it.

A preposition allows one case or two; the noun behind the number shows which. What neither tells is
read in the nominative, as the number stands in the text.
"""

import re
from functools import lru_cache

from rtts.text.rules.base import Match, before
from rtts.text.rules.ru.grammar import Case, alternation
from rtts.text.wordlists import word_set

__all__ = ["Cases", "cases_before", "governed_in", "is_label", "one_of", "pick"]

Cases = tuple[Case, ...]

_NOM, _GEN, _DAT, _ACC, _INS, _PREP = Case

_LEFT_CHARS = 90
_DEPTH = 3
"""So many numbers may be joined to the first, which is governed."""
_NOTHING: Cases = ()

_GENITIVE = (
    "без вне возле вокруг для до из изо из-за из-под кроме мимо насчёт около ок от ото после помимо"
    " порядка против ради сверх свыше среди старше младше моложе выше ниже дальше ближе дольше"
    " дороже дешевле раньше позже позднее ранее быстрее медленнее тяжелее легче длиннее короче"
    " глубже шире больше меньше более менее течение течении протяжении размере количестве"
    " достигает достигают достиг достигла достигло достигли достигнет достигать у вместо нескольких"
    " сроком хватит пределах сумме объёме возрасте половина треть четверть"
    " внутри накануне относительно вследствие основе базе помощи"
)
_DATIVE = (
    "к ко благодаря согласно вопреки равен равна равны равняется навстречу соответствует"
    " соответствуют приближается приближаются"
)
_ACCUSATIVE = (
    "через про сквозь спустя включая стоит стоят стоил стоила стоило стоили составит составят"
    " составляет составляют составил составила составило составили занимает занимают займёт займут"
    " занял заняла заняло заняли весит весят весил весила весило платит платят заплатил заплатила"
    " заплатили заплачу потратил потратила потратили потрачу получил получила получили получит"
    " получите купил купила купили возьми возьму добавь положи подожди съел выпил прошёл прошла"
    " прошли пробежал пробежала проехал проехали проехала содержит"
    " содержат даёт экономит"
    " насчитывает вмещает имеет имеют набрал набрала"
    " набрали выиграл выиграла выиграли сэкономит превысил"
    " превысила превысило превысили превышает превышают жду ждём каждые каждую каждый"
    " поставь установи переведи оплатил оплатила отправил отправила скинь увеличь уменьши"
    " потеряли потерял потеряла нашёл нашли нашла вижу хочу заказал заказала заказали выбрал"
)
_INSTRUMENTAL = "между перед над передо"
_GOVERNS: dict[str, Cases] = {
    "в": (_ACC, _PREP),
    "во": (_ACC, _PREP),
    "на": (_ACC, _PREP),
    "о": (_PREP, _ACC),
    "об": (_PREP, _ACC),
    "при": (_PREP,),
    "с": (_GEN, _INS, _ACC),
    "со": (_GEN, _INS, _ACC),
    "за": (_ACC, _INS),
    "под": (_ACC, _INS),
    "по": (_ACC, _DAT, _PREP),
}
for _words, _case in (
    (_GENITIVE, _GEN),
    (_DATIVE, _DAT),
    (_ACCUSATIVE, _ACC),
    (_INSTRUMENTAL, _INS),
):
    _GOVERNS |= dict.fromkeys(_words.split(), (_case,))

_TRANSPARENT = word_set(
    "примерно приблизительно почти всего лишь только ровно целых где-то минимум максимум даже уже"
    " ещё хотя бы как тоже и или максимально чуть плюс минус"
)
"""Words between a preposition and its number. `и` and `или` join it to one before."""

_NOT_ADJECTIVES = word_set("их них двух трёх четырёх обеих обоих своим им ним")
_ADJECTIVE_ENDINGS: dict[str, Cases] = {
    "ыми": (_INS,),
    "ими": (_INS,),
    "ых": (_GEN, _PREP),
    "их": (_GEN, _PREP),
    "ех": (_GEN, _PREP),
    "ым": (_DAT,),
    "им": (_DAT,),
    "ые": (_NOM, _ACC),
    "ие": (_NOM, _ACC),
}
_LAST_WORD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[.]?\s*\Z")
_APPROXIMATE = ' \t\n\u00a0\u202f\u2009(«"“„~≈±≃+-\u2212'
_SIGNS_OF_MORE = re.compile(r"(?:[<>≤≥⩽⩾]=?|√)\s*\Z")
_JOINED = re.compile(
    r"(?:[\d\u00a0\u202f ]*\d(?:[.,:]\d+)?)(?:\s?[-–—]\s?\d+)?(?:\s*(?:°C?|%|[^\W\d_]{1,5}\.?))?"
    r"(?:\s*,|\s+и|\s+или|\s+либо|\s?[-–—])\s*\Z"
)
"""A number to which the one behind it is joined."""

_JOINTS = (",", "-", "–", "—", "+", "и", "или", "либо")

_ORDERED = re.compile(
    r"(?:\A|[^\w-])[^\W\d_]{3,20}(?:йте|ите|ьте)(?![\w-])"
    r"(?:[^.!?:;\n]|\.(?=[ \u00a0]?[а-яё,)]))*(?:,|\sи|\s\+)\s*\Z",
    re.IGNORECASE,
)
"""A list of what somebody is told to take."""


def cases_before(match: Match) -> Cases:
    """The cases that the words before a match allow, the likeliest first; none: nothing said."""
    return _cases_of(before(match, _LEFT_CHARS), _DEPTH)


def governed_in(left: str) -> Cases:
    """The cases that a word behind these may stand in."""
    return _cases_of(left[-_LEFT_CHARS:], _DEPTH)


@lru_cache(maxsize=512)
def _cases_of(left: str, depth: int) -> Cases:
    if depth == _DEPTH and _SIGNS_OF_MORE.search(left):
        return (_GEN,)
    if not left.rstrip().lower().endswith(_JOINTS):
        return _nearest(left)
    joined = _JOINED.search(left)
    if joined is not None and depth:
        return _cases_of(left[: joined.start()], depth - 1)
    return _nearest(left) or ((_ACC,) if _ORDERED.search(left) else _NOTHING)


def _nearest(left: str) -> Cases:
    """What the last word governs that is not merely `примерно` or `только`."""
    for _ in range(4):
        left = left.rstrip(_APPROXIMATE)
        word = _LAST_WORD.search(left)
        if word is None:
            return _NOTHING
        lower = word[1].lower()
        cases = _governed(lower, left[: word.start()])
        if cases:
            return cases
        if lower not in _TRANSPARENT:
            break
        left = left[: word.start()]
    return _NOTHING


def _governed(word: str, left: str) -> Cases:
    if word in _GOVERNS:
        return _GOVERNS[word]
    if word in _NOT_ADJECTIVES or len(word) < 3:
        return _NOTHING
    for ending, cases in _ADJECTIVE_ENDINGS.items():
        if word.endswith(ending):
            return _by_preposition(cases, left)
    if len(word) > 4 and word.endswith(("йте", "ьте", "ите")):
        return (_ACC,)
    if len(word) > 4 and word.endswith(("ать", "ять", "ить", "еть", "оть", "ести", "йти")):
        return (_ACC,)
    return _NOTHING


def _by_preposition(cases: Cases, left: str) -> Cases:
    """The case of `последних` in `о последних 5 днях` is that of the preposition."""
    word = _LAST_WORD.search(left)
    governed = _GOVERNS.get(word[1].lower(), _NOTHING) if word else _NOTHING
    return tuple(case for case in governed if case in cases) or cases[:1]


def one_of(cases: Cases, default: Case = _NOM) -> Case:
    """The likeliest of the cases."""
    return cases[0] if cases else default


def pick(governed: Cases, shown: Cases) -> Case:
    """The case that both sides allow; where they disagree, the noun knows."""
    for case in governed or (_NOM, _ACC):
        if not shown or case in shown:
            return case
    return shown[0]


_LABEL_STEMS = (
    "номер глав страниц пункт шаг вариант рейс комнат дом кабинет раздел част том уров верси поезд"
    " автобус трамва троллейбус маршрут выход гейт платформ пут канал урок этап рисун таблиц"
    " стать параграф упражнени задани вопрос файл слайд корпус строени палат аудитори терминал"
    " кнопк позици код индекс оценк порт строк столб ячейк квартир подъезд групп вагон купе"
    " билет приложени модел сери тип акт степен фаз стади категори"
)
_LABEL_WORDS = "стр рис табл гл кв корп д п т ч ст с № место этаж каб ауд пом оф"
_LABEL = re.compile(
    rf"(?:\b(?:{alternation(_LABEL_STEMS)})[а-яё]{{0,4}}"
    rf"|\b(?:{alternation(_LABEL_WORDS)})\.?|\bк\.|№|#)[\s\u00a0]*\Z",
    re.IGNORECASE,
)
_NO_LABEL = re.compile(
    r"(?:час(?:тей|тиц\w*|то)|домик\w*|домой|группируя|путь|\b[тчспд])\s*\Z", re.IGNORECASE
)


def is_label(match: Match) -> bool:
    """Whether the word before a number is what the number is the name of: `глава 5`."""
    left = before(match, 30)
    last = left.rstrip()[-1:]
    if not (last.isalpha() or last in (".", "№", "#")):
        return False
    return _LABEL.search(left) is not None and _NO_LABEL.search(left) is None
