"""The rules of where a segment ends: at a line's end, behind a sentence, behind a clause.

A cut cannot be taken back: "3." may go on as "3.14", and "Dr." as "Dr. Smith". So every rule
answers with a place to cut, with KEEP, or with WAIT for what it has to see first, and none
changes its answer when more text arrives.

A newline ends a segment before an empty line, before a list item, or when its line is too
short to have been wrapped by a typewriter and the next one does not begin in lower case.
Any other newline is a space.
"""

import re
from functools import lru_cache

from rtts.text.audible import is_speakable
from rtts.text.codes import base_language
from rtts.text.cutting.reporting import Reporting
from rtts.text.cutting.stops import CONTEXT_CHARS, Stops
from rtts.text.cutting.view import KEEP, View

__all__ = ["AT_CLAUSE", "AT_SENTENCE", "CLAUSE_END", "TERMINATOR_REACH", "Boundaries"]

TERMINATOR_REACH = 8
"""How far behind a terminator the end of its sentence is looked for, where that is too near."""

_WRAPPED_LINE_CHARS = 48
"""A line of running text that was wrapped is at least this long."""

_WIDE_STOPS = "。！？｡"
_CALLS = "!?‽؟।॥۔։።፧"
_TERMINATORS = f".…{_CALLS}{_WIDE_STOPS}"

_WAVES = "~～〜"
_DRAWN_OUT = f"(?:(?<=[^\\W월화수목금토일필중주][요죠])|(?<=니다))[{_WAVES}]"
"""Korean chat draws a polite sentence out in place of its stop: "도착해요~", not "월요~"."""

AT_SENTENCE = re.compile(f"[\n{_TERMINATORS}]|{_DRAWN_OUT}")
AT_CLAUSE = re.compile(f"[\n{_TERMINATORS},;:—–，、；：]|{_DRAWN_OUT}")
CLAUSE_END = re.compile(r"[,;:!?…–]\s|—(?!—)|[，、；：。！？]")

_RUN = re.compile(f"[.…]*[.{_CALLS}{_WIDE_STOPS}]*")
"""An ellipsis behind a stop is the beginning of what comes next: "はい！……いや"."""
_QUOTE_ENDS = "\"”’»«“›‹」』》〉'"
_CLOSERS = re.compile(f"(?:[{_QUOTE_ENDS})\\]}}】）］｝*_`{_WAVES}¹²³⁰-⁹]|\\[[0-9]{{1,3}}\\])*")
_CITATION_BEGUN = re.compile(r"\[[0-9]{0,3}")
_OPENERS = re.compile("[\"'“„‘‚«‹(\\[{「『（*_`~¿¡]*")
_SPACE = re.compile(r"\s*")
_BLANK = re.compile(r"[^\S\n]*")
_DASHES = re.compile("[—–]*")
_DASH = "—–-"
_TOLD_BY_DASH = re.compile(r"[—–-][—–\s-]*")
_EMOJI = (
    "[\u203c\u2049\u20e3\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
_EMOJIS = re.compile(f"{_EMOJI}*")
_TAIL = re.compile(rf"(?:[^\S\n]*(?:{_EMOJI}+|[:;=]-?[)(DPp](?=\s)|<3(?=\s)|\^_?\^(?=\s)))*")
"""What is hung on a sentence behind its stop: emoji, and faces made of marks."""
_TAIL_BEGUN = re.compile(r"[:;=]-?[)(DPp]?|<3?|\^_?\^?")
_LIST_ITEM = re.compile(r"(?:[-*+•]|#{1,6}|\d{1,3}[.)])\s")
_LIST_ITEM_BEGUN = re.compile(r"[-*+•]|#{1,6}|\d{1,3}[.)]?")
_LABEL = re.compile(r"\(?(?:\d{1,3}|[^\W\d_]|[ivx]{1,4})[.)]\s")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s")
_LABEL_WORD = re.compile(r"[^\W\d_]|[ivx]{1,4}|\d{1,3}")
_UNSPACED = re.compile(
    "[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_HESITATION = re.compile(r"(?<!\w)(?:\w{0,2}|[ぁ-ヶー]{3,4})\Z")
_LONE_WORD = re.compile(r"\w{1,4}")
"""What somebody says while he thinks, where no small letter tells that he goes on."""
_FEW_WORDS = re.compile(r"\W*\w+(?:\s+\w+)?")
"""The same before "I", which is written large wherever it stands."""
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SOUND_NAMES = ("Yahoo", "Jeopardy", "Joomla")
"""Names that are written with an exclamation mark."""
_GLUED_CHARS = 3
"""A shorter word before a stop without a space is the name of a program's module, or a host."""


class Boundaries:
    """The rules of one language."""

    def __init__(self, language: str) -> None:
        self._stops = Stops(language)
        self._reporting = Reporting(base_language(language))

    @staticmethod
    def of(language: str) -> "Boundaries":
        """The rules of a language, by its code or tag; of an unknown one, those of most."""
        return _boundaries_of(base_language(language))

    def judge(self, view: View, at: int) -> int:
        """Ask the rule that knows the character at `at`."""
        char = view.text[at]
        if char == "\n":
            return _line_end(view, at)
        if not is_speakable(view.text, view.start, at):
            return KEEP  # marks with nothing to say go to the words behind them
        if char in _TERMINATORS or char in _WAVES:
            return self._sentence_end(view, at)
        return _clause_end(view, at)

    def looks_complete(self, text: str) -> bool:
        """Whether what is held back ends as a sentence does."""
        text = text.rstrip().rstrip("\"'”’»)]}」』】》）*_`~")
        if text.endswith(("…", *_CALLS, *_WIDE_STOPS)):
            return True
        if not text.endswith(".") or text[-2:-1].isdigit():
            return False
        return self._stops.ends(text[-CONTEXT_CHARS:-1], "Xx", whole=True) is True

    def _sentence_end(self, view: View, at: int) -> int:
        """A run of terminators: "." "?!" "..." "。" and what closes behind it."""
        text = view.text
        run = view.skip(_RUN, at)
        at = _run_start(view, at)
        close = _closed(view, at, run)
        if close == view.end:
            return view.unsure()
        if close < view.earliest or text[at - 1] in "([（":  # "(!)" and "[...]"
            return KEEP
        if text[run - 1] in _WIDE_STOPS:
            return self._wide_end(view, at, run, close)
        if not text[close].isspace():
            return self._unspaced_end(view, at, run, close)
        line = _line_behind(view, close)
        if line and (text[at:run] != "." or self._stops.ends(_before(view, at), "Xx", whole=False)):
            return line
        return self._spaced_end(view, at, run, close)

    def _spaced_end(self, view: View, at: int, run: int, close: int) -> int:
        """A run of terminators with white space behind it: it depends on what comes next."""
        text = view.text
        following = view.skip(_SPACE, _tail_end(view, close))
        again = view.skip(_RUN, following)
        if view.end in (following, again):
            return view.unsure()
        if again > following and text[again].isspace():
            return KEEP  # "Wait . . . what", and the French "Quoi ? !"
        if text[following] in _DASH:
            if text[at:run] == "." and not self._stops.ends(_before(view, at), "Xx", whole=True):
                return KEEP  # "1709 г. — Полтавская битва"
            return self._dash_end(view, following)
        if text[at:run] == ".":
            return self._stop_end(view, at, close, following)
        if at == run or not set(_CALLS).isdisjoint(text[at:run]):
            return self._call_end(view, at, run, following)
        return self._ellipsis_end(view, at, following)

    def _stop_end(self, view: View, at: int, close: int, following: int) -> int:
        """One full stop, followed by white space."""
        begin = view.skip(_OPENERS, following)
        if begin == view.end:
            return view.unsure()
        if view.text[begin].islower() and _closes_quote(view.text, at, close):
            return KEEP
        if view.text[begin] == "&":
            return KEEP
        ends = self._parts(view, at, following, begin)
        if ends is None:
            return view.unsure()
        if ends and _closes_quote(view.text, at, close):
            return self._told_on(view, at, following)
        return following if ends else KEEP

    def _parts(self, view: View, at: int, following: int, begin: int) -> bool | None:
        """Whether the stop at `at` ends a sentence; the next word begins at `begin`."""
        text, before = view.text, _before(view, at)
        word, whole = view.word_at(begin)
        if text[following] in "¿¡":
            return not before[-1].isdigit() or self._stops.ends(before, "Xx", whole=True)
        ends = self._stops.ends(before, word, whole=whole)
        if ends or not word[0].isalnum():
            return ends
        label = _is_label(view, begin, word, whole=whole)
        if label is not False:
            if label and _is_next_item(view, word):
                return True
            return label and self._stops.ends(before, "Xx", whole=True)
        if word[0].islower() and text[view.start].islower():
            # Somebody who begins sentences in lower case.
            return self._stops.ends(before, "Xx", whole=False) or False
        return ends

    def _call_end(self, view: View, at: int, run: int, following: int) -> int:
        """An exclamation or a question, followed by white space."""
        text = view.text
        closed = run < view.end and not text[run].isspace()
        named = text.endswith(_SOUND_NAMES, view.start, at)
        if text[following].islower():
            if named or (closed and not _EMOJIS.fullmatch(text, run, run + 1)):
                return KEEP
            return self._told(view, following, quoted=False)
        if _closes_quote(text, run, following):
            return self._told_on(view, at, following)
        return following

    def _ellipsis_end(self, view: View, at: int, following: int) -> int:
        """Three dots and white space: a pause within a sentence or the end of one."""
        if _UNSPACED.match(view.text[following]) and _LONE_WORD.fullmatch(
            view.text, view.start, at
        ):
            return KEEP  # "음... 잘 모르겠어요."
        begin = view.skip(_OPENERS, following)
        if begin == view.end:
            return view.unsure()
        text = view.text
        resumes = self._stops.resumes(text[begin : min(begin + 2, view.end)], whole=view.final)
        if resumes is None:
            return view.unsure()
        if not resumes or text[begin - 1] in "¿¡":
            return following
        return following if text[begin].isupper() and not _few_words(view, at) else KEEP

    def _dash_end(self, view: View, following: int) -> int:
        """A dash behind a stop: who spoke is told in lower case, as in "— Иди! — сказал он."."""
        begin = view.skip(_TOLD_BY_DASH, following)
        if begin == view.end:
            return view.unsure()
        return KEEP if view.text[begin].islower() else following

    def _told_on(self, view: View, at: int, cut: int) -> int:
        """Cut behind a quotation, unless the words behind it tell who said it."""
        return cut if view.quotes_at(at).introduced else self._told(view, cut, quoted=True)

    def _told(self, view: View, at: int, *, quoted: bool) -> int:
        told = self._reporting.follows(view.text, at, view.end, quoted=quoted, whole=view.final)
        if told is None:
            return view.unsure()
        return KEEP if told else at

    def _wide_end(self, view: View, at: int, run: int, close: int) -> int:
        """A run that ends in a stop of Chinese or Japanese: no space is needed."""
        text = view.text
        if text[close].isspace():
            if _line_behind(view, close):
                return close + 1
            tail = _tail_end(view, close)
            if view.skip(_SPACE, tail) == view.end:
                return view.unsure()
            return max(tail, close + 1)
        if _closes_quote(text, run, close):
            if text[close] in "，、；：,—–":
                return KEEP
            return self._told_on(view, at, close)
        return close

    def _unspaced_end(self, view: View, at: int, run: int, close: int) -> int:
        """A terminator of the West with no space behind it."""
        text, following = view.text, view.text[close]
        if _UNSPACED.match(following):
            written_so = _UNSPACED.match(text[max(at - 1, view.start)]) is not None
            ellipsis = text[run - 1] == "…" or (run - at > 1 and text[at:run].strip(".") == "")
            if ellipsis and _HESITATION.search(_before(view, at)):
                return KEEP
            if not (written_so or text[run - 1] in _CALLS):
                return KEEP
            quoted = _closes_quote(text, run, close)
            return self._told_on(view, at, close) if quoted else close
        if close > run and _EMOJIS.fullmatch(text, close - 1, close):
            ends = text[at:run] != "." or self._stops.ends(_before(view, at), "Xx", whole=True)
            return close if ends else KEEP
        if not following.isupper():
            return KEEP
        return self._glued_end(view, at, run, close)

    def _glued_end(self, view: View, at: int, run: int, close: int) -> int:
        """A sentence whose space was forgotten ("done.Next"), but not "Node.js" or "U.S.A"."""
        text = view.text
        token = (_before(view, at).split() or [""])[-1].lstrip("\"'“„«(¿¡")
        plain = _PLAIN_WORD.fullmatch(token) is not None and len(token) > 1
        if not plain and not token.isdecimal():
            return KEEP
        word, whole = view.word_at(close)
        if not whole:
            return view.unsure()
        if len(word) > 1 and not word[1:].islower() and not self._stops.opens(word):
            return KEEP
        parted = _is_parted(view, close + len(word))
        if not parted:
            return view.unsure() if parted is None else KEEP
        marks = text[at:run]
        if marks != "." and marks.strip(".…") == "":
            return KEEP if not plain or self._stops.resumes(word[:2], whole=True) else close
        if self._stops.opens(word) or (marks != "." and plain):
            return close
        common = plain and token.islower() and len(token) >= _GLUED_CHARS and len(word) > 1
        return close if common and self._stops.ends(token, "Xx", whole=True) else KEEP


@lru_cache(maxsize=64)
def _boundaries_of(base: str) -> Boundaries:
    return Boundaries(base)


def _before(view: View, at: int) -> str:
    """As much of the segment before `at` as tells an abbreviation."""
    return view.text[max(view.start, at - CONTEXT_CHARS) : at]


def _run_start(view: View, at: int) -> int:
    """Where the run began that a terminator is in; its tail is judged as its head was."""
    start = max(view.start, at - TERMINATOR_REACH)
    while at > start and view.text[at - 1] in _TERMINATORS:
        at -= 1
    return at


def _closed(view: View, at: int, run: int) -> int:
    """Behind what closes after a run: quotes, French ones with their space, "[1]", "**", emoji.

    The view's end, where more of it may come.
    """
    close = _closers_end(view, at, run)
    if not view.final and view.skip(_CITATION_BEGUN, close) == view.end:
        return view.end
    if close < view.end and view.text[close] in " \u00a0\u202f":
        if "«" not in view.quotes_at(at).openers:
            return close
        mark = view.skip(_SPACE, close)
        if mark == view.end:
            return mark
        if view.text[mark] in "»›":
            close = view.skip(_CLOSERS, mark + 1)
    return view.skip(_EMOJIS, close)


def _closers_end(view: View, at: int, run: int) -> int:
    """Behind the marks that close; one that may open as well only where something is open."""
    close = view.skip(_CLOSERS, run)
    if close in (run, view.end):
        return close
    quotes = None
    for index in range(run, close):
        if view.text[index] in '"“«»' and not view.text[index + 1].isspace():
            quotes = quotes or view.quotes_at(at)
            if not quotes.closed_by(view.text[index]):
                return index
    return close


def _is_parted(view: View, at: int) -> bool | None:
    """Whether a word that ends at `at` is one of a sentence, not of an address or a name."""
    after = view.text[at : min(at + 2, view.end)]
    if after in ("", ".") and not view.final:
        return None
    return (
        after in ("", ".")
        or after[0].isspace()
        or after[0] in ",!?"
        or (after[0] == "." and after[1].isspace())
    )


def _closes_quote(text: str, start: int, end: int) -> bool:
    """Whether one of the marks between the two is the end of a quotation."""
    return any(mark in _QUOTE_ENDS for mark in text[start:end])


def _few_words(view: View, at: int) -> bool:
    """Whether no more than two words are before `at`."""
    return _FEW_WORDS.fullmatch(view.text, view.start, at) is not None


def _tail_end(view: View, close: int) -> int:
    """Behind the emoji and faces that stand behind `close`; the view's end, if more may come."""
    tail = view.skip(_TAIL, close)
    begun = view.skip(_TAIL_BEGUN, view.skip(_SPACE, tail))
    return view.end if begun == view.end else tail


def _line_behind(view: View, close: int) -> int:
    """Behind the newline that ends this line, if nothing but blanks is before it; else 0."""
    blank = view.skip(_BLANK, close)
    return blank + 1 if blank < view.end and view.text[blank] == "\n" else 0


def _is_label(view: View, begin: int, word: str, *, whole: bool) -> bool | None:
    """Whether an item of a list begins here: "b)", or "b." in a segment that began with "a."."""
    if not _LABEL_WORD.fullmatch(word.rstrip(".")):
        return False
    if not whole:
        return None
    end = begin + len(word.rstrip("."))
    if view.text[end : end + 1] == ")" and word.isalpha():
        return True
    return (
        view.text[end : end + 1] in (".", ")") and _LABEL.match(view.text, view.start) is not None
    )


def _is_next_item(view: View, word: str) -> bool:
    """Whether a number is one more than that which the segment began with."""
    first = _NUMBER.match(view.text, view.start)
    number = word.rstrip(".")
    return first is not None and number.isdecimal() and int(number) == int(first[1]) + 1


def _line_end(view: View, at: int) -> int:
    """A newline: see the head of this file."""
    text = view.text
    following = view.skip(_BLANK, at + 1)
    if following == view.end:
        return view.unsure()
    if text[following] == "\n":
        return following + 1
    line = max(text.rfind("\n", view.start, at) + 1, view.start)
    if text[following].islower():
        return KEEP
    if at - line < _WRAPPED_LINE_CHARS:
        return view.cut(at, following)
    if _LIST_ITEM.match(text, following, view.end):
        return view.cut(at, following)
    begun = _LIST_ITEM_BEGUN.match(text, following, view.end)
    return view.unsure() if begun and begun.end() == view.end else KEEP


def _clause_end(view: View, at: int) -> int:
    """A comma and its like; inside numbers, times and addresses no space follows it."""
    text = view.text
    if text[at] in "，、；：":
        return _wide_clause_end(view, at)
    close = view.skip(_DASHES if text[at] in "—–" else _CLOSERS, at + 1)
    if close == view.end:
        return view.unsure()
    if not text[close].isspace():
        return view.cut(close, close) if text[close - 1] == "—" else KEEP
    if not text[at - 1].isdigit():
        return view.cut(close, close + 1)
    following = view.skip(_SPACE, close)  # "May 5, 2024" is one date
    if following == view.end:
        return view.unsure()
    return KEEP if text[following].isdigit() else view.cut(close, close + 1)


def _wide_clause_end(view: View, at: int) -> int:
    """A comma of Chinese or Japanese: certain at once, but in a number or before a quote ends."""
    in_number = at > view.start and view.text[at - 1].isdigit()
    if not in_number and not view.quotes_at(at).openers:
        return view.cut(at + 1, at + 1)
    close = view.skip(_CLOSERS, at + 1)
    if close == view.end:
        return view.unsure()
    return KEEP if view.text[close].isdigit() else view.cut(close, close)
