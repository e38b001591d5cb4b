"""Tells the full stop that ends a sentence from the one that belongs to a word.

The stop of "Dr.", of "3." in German and of "J. R. R. Tolkien" looks like the one that ends a
sentence, and only the words around it tell them apart. sentencex knows the abbreviations of
many languages and is asked about the few words before a stop and the word behind it, never
about more: its time grows with the square of the text on some inputs, and what it says about
the middle of a text may change with the end of it, which a stream must not. Where it is wrong
about everyday words, the tables below come first.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple, cast

__all__ = ["CONTEXT_CHARS", "Stops", "sentence_splitter"]

Ask = Callable[[str, str], list[str]]

CONTEXT_CHARS = 40
"""How much of the text before a stop is looked at."""

_LIST_DIGITS = 3
"""The number of an item of a list is no longer."""

_ORDINAL_DIGITS = 2
"""An ordinal that is followed by its noun is rarely longer; a year is."""

_NEUTRAL = "Xx"
"""A capitalised word that opens no sentence in particular."""

_BARE = str.maketrans(
    dict.fromkeys('"`“”„‘‚«»‹›()[]{}<>（）「」『』《》【】•*_~#', " ")
    | {"’": "'", "：": ": ", "。": "! ", "！": "! ", "？": "! "}
)
"""Quotes, brackets and bullets are the segmenter's business, so sentencex sees none; and it
sees the stops of Chinese and Japanese as marks that part words."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class Tables(NamedTuple):
    """What has to be known of a language beyond sentencex. All but `starters` in lower case."""

    abbreviations: frozenset[str] = frozenset()
    """It takes these for words."""
    words: frozenset[str] = frozenset()
    """It takes these for abbreviations. They are, before a digit or a small letter."""
    enders: frozenset[str] = frozenset()
    """Abbreviations that may stand at the end of a sentence."""
    starters: frozenset[str] = frozenset()
    """Words that are capitalised only where a sentence begins."""
    ordinals: bool = False
    """Writes "3." for "third", or dates as "2024. 5. 3."."""
    elides: bool = False
    """An apostrophe parts two words, as in "l'avv."."""
    trusted: bool = True
    """Its list of abbreviations holds mostly abbreviations."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNITS = _set("cm gb ghz hz kb kg km kw kwh mb mg mhz mm tb")  # written without a stop

_TABLES = {
    "en": Tables(
        abbreviations=_set("approx fri incl max misc tel thu thur thurs tue tues vol"),
        words=_UNITS | _set("art con id ill may me miss no ok ore"),
    ),
    "de": Tables(
        abbreviations=_set(
            "abb abs allg anm aufl bd bes bspw dez dipl eigtl exkl frl geb gest inkl jh kap max"
            " mind okt sek tel verh zzgl"
        ),
        words=_UNITS | _set("art ass mag may mich miss ok"),
        enders=_set("co etc jh min mio mrd sek std str u.a usw"),
        starters=_set(
            "Aber Alle Als Also Am An Auch Auf Bei Bis Da Danach Dann Das Dem Den Denn Der Deshalb"
            " Die Diese Dieser Dieses Doch Dort Du Ein Eine Er Es Für Heute Hier Ich Ihr Im In Ja"
            " Jetzt Kein Keine Man Mein Mit Nach Nein Nicht Noch Nur Oder Sein Seit Sie So Trotzdem"
            " Und Von Vor Warum Was Weil Wenn Wer Wie Wir Wo Zu"
        ),
        ordinals=True,
    ),
    "fr": Tables(
        abbreviations=_set(
            "avr bd dr déc févr janv juil me mlle mlles mme mmes mr nov oct pr st ste"
        ),
        words=_UNITS | _set("art contr ex sec"),
        enders=_set("co env etc"),
        starters=_set(
            "À Alors Après Au Aussi Avec C'est Ce Cela Ces Cette Comme Dans De Des Donc Elle Elles"
            " En Est Et Il Ils J'ai Je L'un La Le Les Mais Ne Non Nous On Ou Oui Par Pour Puis"
            " Quand Que Qui Si Son Sur Tu Un Une Vous"
        ),
        elides=True,
    ),
    "es": Tables(
        abbreviations=_set("cía dña mtra mtro profa"),
        words=_UNITS
        | _set(
            "ante art as auto bien bis com con contra da de di en entre ex extra homo in macro mar"
            " mega mini no nos par post pro re sobre sub super tras ultra un uni vid vie"
        ),
        enders=_set("a.m cía co ee.uu etc p.m s.a s.l ud uds uu vd vds"),
        starters=_set(
            "A Ahora Al Así Aunque Como Con Cuando De Después El Ella Ellas Ellos En Entonces Era"
            " Es Ese Esta Estas Este Esto Estos Hay La Las Le Lo Los Luego Más Me Mi Muy No Nos"
            " Para Pero Por Porque Que Se Si Sin Son Su También Tú Un Una Y Ya Yo"
        ),
    ),
    "it": Tables(
        abbreviations=_set(
            "arch avv c.so cap cav cfr cod dir dott dott.ssa dr dr.ssa ecc egr es etc fig gent geom"
            " ing max min n.b on p.es p.zza pag pagg prof prof.ssa rag sec sen sig sig.na sig.ra"
            " sigg spett ss st tel v.le vol"
        ),
        enders=_set("ecc etc s.p.a s.r.l"),
        starters=_set(
            "A Ah Al Alla Allora Anche Che Chi Ci Come Con Così Da Del Di Dopo È E Ecco Era Gli Ha"
            " Ho I Il In Io La Le Lei Lo Loro Lui Ma Mi Nel Noi Non Ora Per Perché Poi Quando"
            " Quello Questa Questo Qui Se Si Sono Sì Tu Un Una Voi"
        ),
        elides=True,
        # A list of 1,500 acronyms and stems, with "no", "mai", "me" and "via" among them.
        trusted=False,
    ),
    "pt": Tables(
        abbreviations=_set("arq av cap cia dna etc exma ltda núm profa pág séc sta tel vol"),
        words=_UNITS
        | _set(
            "art col con ex ii iii iv ix op vi vii viii xi xii xiii xiv xv xvi xvii xviii xix xx"
        ),
        enders=_set("cia etc ltda s.a"),
        starters=_set(
            "A Agora Ainda Ao Aqui As Assim Até Com Como Da De Depois Do E Ela Elas Ele Eles Em"
            " Então Era Essa Esse Esta Este Eu Foi Há Já Mas Mais Me Muito Na No Não Nós O Os Ou"
            " Para Por Porque Quando Que Se Sem Seu Sim São Também Um Uma Você Vocês"
        ),
    ),
    "ko": Tables(ordinals=True),
    "ru": Tables(
        abbreviations=_set(
            "авг гл дек доц др коп млн млрд напр нояб окт рис сент табл т.е фев февр янв"
        ),
        words=_UNITS | _set("дол жен зап кг муж"),
        enders=_set("г гг д др коп млн млрд п руб т т.д т.п тыс"),
        starters=_set(
            "А Без Был Была Было Были В Во Вот Все Всё Вы Да Для До Если Ещё За Здесь И Из Или К"
            " Как Когда Кто Мы На Не Нет Но Он Она Они Оно От По Потом Поэтому При С Сейчас Со"
            " Так Там Теперь То Тогда Только Ты У Уже Что Это Этот Я"
        ),
    ),
}
# They have stops of their own, or no abbreviations; what "Dr." is in them is English.
_ASKED_AS = {"zh": "en", "ja": "en", "ko": "en"}


@cache
def sentence_splitter() -> Ask:
    """The function of sentencex that parts a text, imported with the first call."""
    from sentencex import segment  # type: ignore[import-untyped]

    return cast("Ask", segment)


class Stops:
    """What the full stops of one language mean."""

    def __init__(self, language: str) -> None:
        base = language.replace("_", "-").partition("-")[0].lower()
        self._language = _ASKED_AS.get(base, base)
        if not self._language.isascii():
            self._language = "en"
        self._tables = _TABLES.get(base) or _TABLES.get(self._language, Tables())

    def __repr__(self) -> str:
        return f"<Stops {self._language}>"

    def ends(self, before: str, following: str, *, whole: bool) -> bool | None:
        """Whether the stop behind `before` ends a sentence when `following` comes next.

        `following` is the next word, without what quotes it, or as much as there is of it;
        `whole` says that it is all there. Returns None where the whole word is needed to
        tell, and never changes its mind when it is given more.
        """
        context = self._words(before)
        if not context:
            return True
        word, first = context[-1], following[:1]
        if word[-1:].isdigit():
            return self._ends_number(context, following, whole=whole)
        if self._is_short_form(context, first):
            return self._ends_short_form(context, following, whole=whole)
        if first.islower() or first.isdigit():
            return self._ask(context, "x" if first.islower() else "0")
        return True

    def resumes(self, following: str, *, whole: bool) -> bool | None:
        """Whether the sentence goes on behind an ellipsis. None: one more character, please."""
        if self._language == "en" and following[:1] == "I":
            return None if following == "I" and not whole else not following[1:2].isalpha()
        return following[:1].islower() or following[:1].isdigit()

    def _words(self, before: str) -> list[str]:
        """The words of the line that a stop is on, without the quotes around them."""
        line = before[-CONTEXT_CHARS:].translate(_BARE).rpartition("\n")[2]
        if self._tables.elides:
            line = line.replace("'", " ")
        return [bare for word in line.split() if (bare := word.strip("'"))]

    def _is_short_form(self, context: list[str], first: str) -> bool:
        """Whether the last word is an initial or an abbreviation."""
        word = context[-1].lower()
        if word in self._tables.words and not first.isdigit() and not first.islower():
            return False
        if len(word) == 1 and first.isdigit():  # p. 5
            return True
        if word in self._tables.abbreviations or _is_initial(context[-1]):
            return True
        return self._tables.trusted and not self._ask(context, _NEUTRAL)

    def _ends_number(self, context: list[str], following: str, *, whole: bool) -> bool | None:
        """Numbers: the items of a list, dates written with spaces, and German ordinals."""
        number = context[-1]
        if len(number) <= _LIST_DIGITS and (len(context) == 1 or _leads_in(context[-2])):
            return False
        first = following[:1]
        if first.islower() or first.isdigit():
            return not self._tables.ordinals and self._ask(context, "x" if first.islower() else "0")
        ordinal = self._tables.ordinals and len(number) <= _ORDINAL_DIGITS and number.isdecimal()
        if not ordinal or not first.isalpha():
            return True
        return self._opens(following) if whole else None

    def _ends_short_form(self, context: list[str], following: str, *, whole: bool) -> bool | None:
        """Initials and abbreviations: only a word that opens sentences can speak for an end."""
        if following[:1].islower() or following[:1].isdigit():
            return False
        if not whole:
            return None
        word = context[-1].lower()
        if self._language == "en" and word not in self._tables.abbreviations:
            return self._ask(context, following)
        if _is_initial(context[-1]):
            return self._opens(following) and not self._is_chained(context)
        return word in self._tables.enders and self._opens(following)

    def _opens(self, following: str) -> bool:
        return following.replace("’", "'") in self._tables.starters

    def _is_chained(self, context: list[str]) -> bool:
        """Whether an initial is the end of an abbreviation such as "z. B." or "d.h."."""
        if "." in context[-1]:
            return context[-1].lower() not in self._tables.enders
        return len(context) > 1 and context[-2][1:] == "."

    def _ask(self, context: list[str], following: str) -> bool:
        """What sentencex says of the stop between the two."""
        tail = following.translate(_BARE).strip()
        probe = f"{' '.join(context)}. {tail}"
        try:
            pieces = sentence_splitter()(self._language, probe)
        except UnicodeEncodeError:  # a lone surrogate has no UTF-8
            pieces = sentence_splitter()(self._language, _SURROGATE.sub("\ufffd", probe))
        return len(pieces) > 1 and len(pieces[-1]) == len(tail)


def _is_initial(word: str) -> bool:
    letter = word.rpartition(".")[2]
    return len(letter) == 1 and letter.isupper()


def _leads_in(word: str) -> bool:
    """Whether a number behind this word is that of an item, or of a month behind its year."""
    return word.endswith((":", "!", "?")) or (word[:-1].isdecimal() and word.endswith("."))
