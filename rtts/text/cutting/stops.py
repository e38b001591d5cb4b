"""Tells the full stop that ends a sentence from the one that belongs to a word.

The stop of "Dr.", of "3." in German and of "J. R. R. Tolkien" looks like the one that ends a
sentence, and only the words around it tell them apart: the one before it by the lists of
`abbreviations` or by its shape, the one behind it by its first letter, or as a whole by whether
it is one that opens sentences.

For languages without lists sentencex knows the abbreviations. It is asked about the few words
before a stop, never about more: its time grows with the square of the text on some inputs,
and what it says about the middle of a text may change with the end of it, which a stream's
must not.
"""

import enum
import re
from collections.abc import Callable
from functools import cache
from typing import cast

from rtts.text.codes import base_language
from rtts.text.cutting.abbreviations import TABLES, Tables
from rtts.text.wordlists import word_set

__all__ = ["CONTEXT_CHARS", "Stops", "sentence_splitter"]

Ask = Callable[[str, str], list[str]]

CONTEXT_CHARS = 40
"""How much of the text before a stop is looked at."""

_LIST_DIGITS = 3
"""The number of an item of a list is no longer."""
_ORDINAL_DIGITS = 2
"""An ordinal that is followed by its noun is rarely longer; a year is."""
_TITLE_CHARS = 2
"""A longer word in capitals is an acronym, and none of them is an abbreviation."""
_PART_CHARS = 4
"""A part of an abbreviation of several, with its stop, is no longer: "s. o. g."."""
_MOST_PARTS = 4

_NEUTRAL = "Xx"
"""A capitalised word that opens no sentence in particular."""

_BARE = str.maketrans(
    dict.fromkeys('"`“”„‘‚«»‹›()[]{}<>（）「」『』《》【】•*_~#¿¡', " ")
    | {"’": "'", "：": ": ", "。": "! ", "！": "! ", "？": "! "}
)
"""Quotes and brackets are the segmenter's business; the stops of Chinese part words."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile(r"[^\W\d_](?:[^\W\d_]|['-]){4,}")
"""A shorter word before a small letter may be an abbreviation that no list knows."""
_SHORT_CHARS = 3
"""One that is no longer may be one before a number."""
_DOTTED = re.compile(r"[^\W\d_]\.-?(?:[^\W\d_]{1,2}\.-?){0,3}[^\W\d_]{1,3}")
"""Letters with stops in between: U.S, a.m, z.B, and "i.d.R"."""
_NO_VOWEL = re.compile("[bcdfghjklmnpqrstvwxzßñçбвгджзйклмнпрстфхцчшщ]{2,5}")
_CLIPPED = re.compile(r"\w{2,}(?:[bcdfghkmnpqstvwxz]l|str|nr)|[\w.-]{2,40}-(?:str|nr)")
"""German cuts its words down like this: "gesetzl.", "tägl.", "Goethestr.", "Max-Beer-Str."."""
_BEHIND_DASH = re.compile(r"[^\W\d_](?:\.?[–—]|\.-)([^\W\d_]{1,8})\Z")
_TO_ORDINAL = re.compile(r"(?:\d{1,2}\.[–—-]|[^\W\d_]{3,}[–—])(\d{1,2})\Z")
"""The second number of "3.–5. Juni" and of "3. Mai–5. Juni"."""
_ROMAN = re.compile("[IVXLC]{2,}|[VX]")
_LABEL = re.compile("[A-Za-zА-Яа-я]|[ivx]{1,4}")
_BRACKETED_NUMBER = re.compile(r"[(\[（]\d{1,3}\Z")
"""An ordinal or an item: "(2. Halle)". No sentence is a number in a bracket that stays open."""


_ORDINAL_LANGUAGES = word_set("bs cs da de et fi hr hu is ko lv nb nn no pl sk sl sr tr")
_MONTHS_OF_ORDINALS = word_set(
    "Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November"
    " Dezember Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez"
)
_YEARS = frozenset({"г", "гг", "в", "вв"})
"""Russian for a year or a century, behind its number."""
_DATE_WORDS = 4
"""Behind more words a date is the end of a sentence; its beginning has no more of them."""
_HALF_DAYS = frozenset({"a.m", "p.m"})
_TIMES = word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun January"
    " February March April June July August September October November December Eastern Central"
    " Pacific Mountain ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST IST"
)
"""They go on with the time of day that they follow: "5 p.m. Eastern"."""


class _Kind(enum.Enum):
    """What the word before a stop is."""

    PLAIN = "a word"
    NUMERIC = "a word, unless a number follows"
    NEVER = "an abbreviation that no sentence ends with"
    MAYBE = "one that a sentence may end with"
    FINAL = "one that ends a sentence before a capital"


_KINDS = {"never": _Kind.NEVER, "final": _Kind.FINAL, "maybe": _Kind.MAYBE}


@cache
def sentence_splitter() -> Ask:
    """The function of sentencex that parts a text, imported with the first call."""
    from sentencex import segment  # type: ignore[import-untyped]

    return cast("Ask", segment)


class Stops:
    """What the full stops of one language mean."""

    def __init__(self, language: str) -> None:
        self._language = base_language(language)
        self._tables = TABLES.get(self._language) or Tables()
        self._known = self._language in TABLES
        self._ordinals = self._language in _ORDINAL_LANGUAGES
        self._pairs = _pairs(self._tables)

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
        if _BRACKETED_NUMBER.search(before):
            return False
        word = context[-1]
        if word[-1:].isdigit() or (self._ordinals and _ROMAN.fullmatch(word)):
            return self._ends_number(context, following, whole=whole)
        if _is_label(context):
            return False
        paired = self._is_paired(word, following, whole=whole)
        if paired is not False:
            return None if paired is None else False
        kind, form = self._kind(context)
        if kind in (_Kind.PLAIN, _Kind.NUMERIC):
            return self._ends_word(_last_part(word), kind, following, whole=whole)
        return self._ends_short_form(context, kind, form, following, whole=whole)

    def resumes(self, following: str, *, whole: bool) -> bool | None:
        """Whether the sentence goes on behind an ellipsis. None: one more character, please."""
        if self._language == "en" and following[:1] == "I":
            return None if following == "I" and not whole else not following[1:2].isalpha()
        return following[:1].islower() or following[:1].isdigit()

    def opens(self, following: str) -> bool:
        """Whether the word is one that is capitalised only where a sentence begins."""
        word = following.replace("’", "'")
        starters = self._tables.starters
        return word in starters or word.partition("'")[0] in starters

    def _words(self, before: str) -> list[str]:
        """The words of the line that a stop is on, without the quotes around them."""
        line = before[-CONTEXT_CHARS:].translate(_BARE).rpartition("\n")[2]
        if self._tables.elides:
            line = line.replace("'", " ")
        return [bare for word in line.split() if (bare := word.strip("'"))]

    def _kind(self, context: list[str]) -> tuple[_Kind, str]:
        """What the last word is, and the abbreviation that it is or ends."""
        word = context[-1]
        low = word.lower()
        if len(word) > _TITLE_CHARS and word.isupper() and word.isalpha():
            return _Kind.PLAIN, low
        behind_number = len(context) > 1 and context[-2][-1:].isdigit()
        if behind_number and low in self._tables.words:
            return _Kind.PLAIN, low
        for form in _compounds(context):
            for name, kind in _KINDS.items():
                if form in getattr(self._tables, name):
                    return kind, form
        if _last_part(word) != word:
            return self._kind([_last_part(word)])
        if low in self._tables.words:
            return _Kind.PLAIN, low
        if low in self._tables.numeric:
            return _Kind.NUMERIC, low
        if len(word) == 1 and word.isalpha():
            plain = (behind_number and word.islower()) or not (word.islower() or word.isupper())
            return (_Kind.PLAIN if plain else _Kind.MAYBE), low
        return (_Kind.MAYBE if self._looks_short(context) else _Kind.PLAIN), low

    def _looks_short(self, context: list[str]) -> bool:
        """Whether a word of no list has the shape of an abbreviation."""
        word = context[-1]
        if _DOTTED.fullmatch(word):
            return True
        if not self._known:
            return not self._ask(context, _NEUTRAL)
        low = word.lower()
        clipped = self._language == "de" and _CLIPPED.fullmatch(low) is not None
        return clipped or (not word.isupper() and _NO_VOWEL.fullmatch(low) is not None)

    def _is_paired(self, word: str, following: str, *, whole: bool) -> bool | None:
        """Whether the two are one abbreviation, such as "EE. UU."."""
        seconds = self._pairs.get(word.lower())
        if not seconds:
            return False
        return following.rstrip(".").lower() in seconds if whole else None

    @staticmethod
    def _ends_word(word: str, kind: _Kind, following: str, *, whole: bool) -> bool | None:
        """Whole words: they end a sentence, but for "no." before a number."""
        first = following[:1]
        if kind is _Kind.NUMERIC:
            number = _is_number(following, whole=whole)
            if number is not False:
                return None if number is None else False
        if word[:1].isalpha() and word.lower() == word.upper():  # a script that abbreviates nothing
            return True
        if first.isdigit():
            return len(word) > _SHORT_CHARS
        return not first.islower() or _PLAIN.fullmatch(word) is not None

    def _ends_short_form(
        self, context: list[str], kind: _Kind, form: str, following: str, *, whole: bool
    ) -> bool | None:
        """Initials and abbreviations: only the word behind can speak for an end."""
        first = following[:1]
        if kind is _Kind.NEVER or first.islower() or first.isdigit():
            return False
        if kind is _Kind.FINAL and form not in _HALF_DAYS:
            return True
        if not whole:
            return None
        if kind is _Kind.FINAL:
            return following.rstrip(".") not in _TIMES
        if form in _YEARS and len(context) > _DATE_WORDS and context[-2][-1:].isdigit():
            return True
        return self.opens(following) and not (len(context[-1]) == 1 and _is_chained(context, form))

    def _ends_number(self, context: list[str], following: str, *, whole: bool) -> bool | None:
        """Numbers: the items of a list, dates written with spaces, and German ordinals."""
        number, first = context[-1], following[:1]
        if self._ordinals and (to := _TO_ORDINAL.search(number)):
            number = to[1]
        label = len(number) <= _LIST_DIGITS and number.isdecimal()
        if label and (len(context) == 1 or _leads_in(context[-2])):
            return False
        if first.islower():
            return False
        short = len(number) <= _ORDINAL_DIGITS and number.isdecimal()
        ordinal = self._ordinals and (short or not number[-1:].isdigit())
        if first.isdigit():
            return not (ordinal or (self._ordinals and self._language == "ko"))
        if not ordinal or not first.isalpha() or not self._tables.before_ordinals:
            return True
        if not whole:
            return None
        if following.rstrip(".") in _MONTHS_OF_ORDINALS:
            return False
        before = context[-2].lower() if len(context) > 1 else ""
        led = before in self._tables.before_ordinals or before.endswith(",")
        return not led or self.opens(following)

    def _ask(self, context: list[str], following: str) -> bool:
        """What sentencex says of the stop between the two."""
        probe = f"{' '.join(context)}. {following}"
        try:
            pieces = sentence_splitter()(self._language, probe)
        except UnicodeEncodeError:  # a lone surrogate has no UTF-8
            pieces = sentence_splitter()(self._language, _SURROGATE.sub("\ufffd", probe))
        return len(pieces) > 1 and len(pieces[-1]) == len(following)


def _last_part(word: str) -> str:
    """Of two abbreviations with a dash between them the second: "Fr" of "Mo.–Fr"."""
    part = _BEHIND_DASH.search(word)
    return part[1] if part else word


def _pairs(tables: Tables) -> dict[str, set[str]]:
    """What may follow the first part of an abbreviation of several: "uu" behind "ee"."""
    pairs: dict[str, set[str]] = {}
    for form in tables.never | tables.final | tables.maybe:
        first, _, rest = form.partition(".")
        if rest:
            pairs.setdefault(first, set()).add(rest.partition(".")[0])
    return pairs


def _compounds(context: list[str]) -> list[str]:
    """What the last words spell as one abbreviation, the longest first: "z.b", then "b"."""
    forms = [context[-1].lower()]
    for part in reversed(context[-_MOST_PARTS:-1]):
        if not part.endswith(".") or len(part) > _PART_CHARS or part[:-1].isdecimal():
            break
        forms.append(part.lower() + forms[-1])
    forms.reverse()
    return forms


def _is_chained(context: list[str], form: str) -> bool:
    """Whether an initial is the end of several, as in "J. R. Tolkien"."""
    before = context[-2] if len(context) > 1 else ""
    return form == context[-1].lower() and before[1:] == "." and before[0].isalpha()


def _is_label(context: list[str]) -> bool:
    """Whether the stop belongs to an item's letter: "a. Open the door."."""
    led = len(context) == 1 or context[-2].endswith(":")
    return led and _LABEL.fullmatch(context[-1]) is not None


def _is_number(following: str, *, whole: bool) -> bool | None:
    """Whether a number follows, as "5", "V", "L. 5", "QX7"; None: more has to be seen."""
    if following[:1].isdigit():
        return True
    if not following[:1].isupper() or following[1:2].islower():
        return False
    if not whole:
        return None
    if following[1:] == "." or _ROMAN.fullmatch(following):
        return True
    return any(char.isdigit() for char in following)


def _leads_in(word: str) -> bool:
    """Whether a number behind this word is that of an item, or of a month behind its year."""
    return word.endswith((":", "!", "?")) or (word[:-1].isdecimal() and word.endswith("."))
