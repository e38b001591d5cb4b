"""Cuts a stream of text into segments, each as soon as it is certain where it ends.

An LLM's tokens arrive in pieces of a few characters, and every character that is held back
is time in which nobody speaks. But a cut cannot be taken back: "3." may go on as "3.14", and
"Dr." as "Dr. Smith". So every rule here answers with a place to cut, with KEEP, or with WAIT
for what it has to see first, and none changes its answer when more text arrives: the segments
depend on the text alone, never on the pieces it came in.

No character is lost or changed. White space stays with the segment before it as far as it had
been seen when that became certain; the rest begins the next one.

A newline ends a segment before an empty line, before a list item, or when its line is too
short to have been wrapped by a typewriter and the next one does not begin in lower case.
Any other newline is a space.
"""

import re
import unicodedata
from typing import Final, Literal, NamedTuple

from rtts.text.stops import CONTEXT_CHARS, Stops

__all__ = ["Mode", "Segment", "Segmenter", "is_speakable", "segment"]

Mode = Literal["sentence", "clause", "none"]

KEEP: Final = 0
WAIT: Final = -1

_WRAPPED_LINE_CHARS = 48
"""A line of running text that was wrapped is at least this long."""
_WORD_CHARS = 24
"""A longer word is no abbreviation's neighbour; this much of it is enough to know it."""
_GLUED_CHARS = 32
"""Longest run of combining characters that a hard cut steps back over."""
_REACH = 8
"""How far behind a terminator the end of its sentence is looked for, where that is too near."""

_WIDE_STOPS = "。！？｡"
_CALLS = "!?‽؟।॥۔։።፧"
_TERMINATORS = f".…{_CALLS}{_WIDE_STOPS}"

_AT_SENTENCE = re.compile(f"[\n{_TERMINATORS}]")
_AT_CLAUSE = re.compile(f"[\n{_TERMINATORS},;:—–，、；：]")
_RUN = re.compile(f"[{_TERMINATORS}]+")
_CLOSERS = re.compile("(?:[\"'“”’«»›)\\]}」』】》〉）］｝*_`~¹²³⁰-⁹]|\\[[0-9]{1,3}\\])*")
_CITATION_BEGUN = re.compile(r"\[[0-9]{0,3}")
_WIDE_CLOSERS = re.compile("[\"'”’»)\\]}」』】》〉）］｝]*")
_OPENERS = re.compile("[\"'“„‘‚«‹(\\[{「『（*_`~¿¡]*")
_SPACE = re.compile(r"\s*")
_BLANK = re.compile(r"[^\S\n]*")
_DASHES = re.compile("[—–]*")
_WORD = re.compile(rf"[\w'’-]{{1,{_WORD_CHARS}}}")
_LIST_ITEM = re.compile(r"(?:[-*+•]|#{1,6}|\d{1,3}[.)])\s")
_LIST_ITEM_BEGUN = re.compile(r"[-*+•]|#{1,6}|\d{1,3}[.)]?")
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")
_SPEAKABLE = re.compile("[^\\W_]|[$%&@§°©®™№‰¢£¤¥฿\u20a0-\u20cf]")
_CLAUSE_END = re.compile(r"[,;:!?…–]\s|—(?!—)|[，、；：。！？]")
_LAST_BREAK = re.compile(r".*[\s，、；：。！？]", re.DOTALL)

_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "《": "》"}
_QUOTES |= {"(": ")", "（": "）", "【": "】"}
_QUOTE = re.compile("[\n{}]".format("".join(_QUOTES) + "".join(_QUOTES.values())))
_QUOTATIVES = "とっ，、；：,"
"""A quotation that one of these follows is part of a sentence: 「行く。」と言った。"""
_SOUND_NAMES = ("Yahoo",)
"""Names that are written with an exclamation mark."""


class Segment(NamedTuple):
    """A sentence or clause, exactly as it was written."""

    text: str
    start: int
    """Code point offset into everything that was pushed."""
    end: int


class _View(NamedTuple):
    """What a rule may look at: the text from a segment's beginning to what has arrived."""

    text: str
    start: int
    """The segment's first character that is no white space."""
    end: int
    earliest: int
    """Nothing shorter than this is worth a cut of its own."""
    quotes: str
    """The quotes and brackets that were open where the segment began, outermost first."""
    final: bool
    """Nothing more will be seen."""

    def cut(self, content_end: int, at: int) -> int:
        """Cut at `at`, unless what ends at `content_end` is too short to stand alone."""
        return at if content_end >= self.earliest else KEEP

    def skip(self, pattern: re.Pattern[str], at: int) -> int:
        """Behind what the pattern matches at `at`. The view's end says that it may go on."""
        match = pattern.match(self.text, at, self.end)
        return match.end() if match else at

    def unsure(self) -> int:
        """The answer of a rule that would have to see more."""
        return KEEP if self.final else WAIT

    def quotes_open(self, at: int) -> str:
        """Which quotes and brackets are open at `at`."""
        return _open_quotes(self.quotes, self.text[self.start : at])


class Segmenter:
    """Takes text in pieces of any size and gives segments.

    `language` is a code such as `en` or `pt-br`. In mode `sentence` segments are sentences,
    in `clause` also clauses, in `none` only `flush` and `max_chars` cut. A segment of less than
    `min_chars` is joined with the one behind it, but not over an empty line, nor held back by
    a flush. None is longer than `max_chars`.
    """

    def __init__(
        self,
        language: str = "en",
        *,
        mode: Mode = "sentence",
        min_chars: int = 8,
        max_chars: int = 300,
    ) -> None:
        self._stops = Stops(language)
        self._candidate = {"sentence": _AT_SENTENCE, "clause": _AT_CLAUSE, "none": None}[mode]
        self._min_chars = min_chars
        self._max_chars = max(max_chars, 1)
        self._text = ""
        self._offset = 0
        """Of the buffer's first character in everything pushed."""
        self._start = 0
        """Where the segment in work begins in the buffer."""
        self._begin = 0
        """Its first character that is no white space, as far as that was looked for."""
        self._scan = 0
        """Everything before this in the buffer has been judged."""
        self._quotes = ""

    def __repr__(self) -> str:
        return f"<Segmenter {self._stops!r} offset={self._offset} pending={self.pending}>"

    @property
    def pending(self) -> int:
        """Characters that wait, but for white space in front of them."""
        return len(self._text) - self._begin

    def push(self, text: str) -> list[Segment]:
        """Take more text; returns the segments that became certain."""
        self._text += text
        segments = self._advance(final=False)
        self._trim()
        return segments

    def flush(self) -> list[Segment]:
        """Return everything that is held back."""
        segments = self._advance(final=True)
        if self._start < len(self._text):
            segments.append(self._take(len(self._text)))
        self._trim()
        return segments

    def flush_words(self) -> list[Segment]:
        """Return what a stalled stream has left to speak: what is there up to the last space.

        A sentence that looks complete is given whole. Nothing, if there is nothing to speak.
        """
        cut = self._last_word_end()
        if not is_speakable(self._text[self._start : cut]):
            return []
        segments = [self._take(cut)]
        self._trim()
        return segments

    def _advance(self, *, final: bool) -> list[Segment]:
        segments = []
        while cut := self._next_cut(final=final):
            segments.append(self._take(cut))
        return segments

    def _take(self, cut: int) -> Segment:
        """Cut the buffer: the segment in work ends at `cut`."""
        text = self._text[self._start : cut]
        segment = Segment(text, self._offset + self._start, self._offset + cut)
        self._quotes = _open_quotes(self._quotes, text)
        self._start = self._begin = self._scan = cut
        return segment

    def _trim(self) -> None:
        """Forget what was given out, once a call: so that a long text is not copied often."""
        if done := self._start:
            self._text = self._text[done:]
            self._offset += done
            self._begin -= done
            self._scan -= done
            self._start = 0

    def _next_cut(self, *, final: bool) -> int:
        """Where the segment in work ends; 0 if that is not certain yet."""
        end = min(len(self._text), self._start + self._max_chars)
        full = end < len(self._text)
        if self._begin == self._scan and (space := _SPACE.match(self._text, self._begin, end)):
            self._begin = self._scan = space.end()
        cut = self._find_cut(end, final=final or full) if self._candidate else KEEP
        if cut == KEEP and full:
            return self._forced_cut(self._view(end, final=True))
        return max(cut, 0)

    def _find_cut(self, end: int, *, final: bool) -> int:
        """The first cut before `end`; KEEP if there is none, WAIT if that is not certain."""
        assert self._candidate is not None
        view = None
        for match in self._candidate.finditer(self._text, self._scan, end):
            view = view or self._view(end, final=final)
            if match.start() + _REACH < view.earliest and match[0] != "\n":
                continue
            self._scan = match.start()
            if verdict := self._judge(view, match.start()):
                return verdict
        self._scan = end
        return KEEP

    def _view(self, end: int, *, final: bool) -> _View:
        earliest = self._begin + self._min_chars
        return _View(self._text, self._begin, end, earliest, self._quotes, final)

    def _judge(self, view: _View, at: int) -> int:
        """Ask the rule that knows the character at `at`."""
        char = view.text[at]
        if char == "\n":
            return _line_end(view, at)
        if char in _TERMINATORS:
            return _sentence_end(view, at, self._stops)
        return _clause_end(view, at)

    def _forced_cut(self, view: _View) -> int:
        """Where a text with no boundary in `max_chars` is cut, for better or worse."""
        middle = (self._start + view.end) // 2
        if self._candidate is None:
            whole = view._replace(earliest=middle)
            for match in reversed(list(_AT_SENTENCE.finditer(view.text, middle, view.end))):
                if cut := self._judge(whole, match.start()):
                    return cut
        clauses = [match.end() for match in _CLAUSE_END.finditer(view.text, middle, view.end)]
        if clauses:
            return clauses[-1]
        for index in range(view.end - 1, view.start, -1):
            if view.text[index].isspace():
                return index + 1
        return _hard_cut(view.text, self._start, view.end)

    def _last_word_end(self) -> int:
        """Where a stalled stream may be cut; the segment's own start if nowhere."""
        if self._looks_complete():
            return len(self._text)
        match = _LAST_BREAK.match(self._text, self._start)
        return match.end() if match else self._start

    def _looks_complete(self) -> bool:
        """Whether what is held back ends as a sentence does."""
        text = self._text[self._start :].rstrip().rstrip("\"'”’»)]}」』】》）*_`~")
        if text.endswith(("…", *_CALLS, *_WIDE_STOPS)):
            return True
        if not text.endswith(".") or text[-2:-1].isdigit():
            return False
        return self._stops.ends(text[-CONTEXT_CHARS:-1], "Xx", whole=True) is True


def _sentence_end(view: _View, at: int, stops: Stops) -> int:
    """A run of terminators: "." "?!" "..." "。" and what closes behind it."""
    text = view.text
    if text[at] in "。｡" and not view.quotes_open(at):
        return view.cut(at + 1, at + 1)
    run = view.skip(_RUN, at)
    at = _run_start(view, at)
    if run < view.end and text[run - 1] in _WIDE_STOPS:
        return _wide_end(view, run)
    close = _closed(view, at, run)
    if close == view.end:
        return view.unsure()
    if close < view.earliest:
        return KEEP
    if not text[close].isspace():
        return close if _parts_unspaced(view, at, run, close) else KEEP
    if text[at:run] == ".":
        return _stop_end(view, at, close, stops)
    if not set(_CALLS).isdisjoint(text[at:run]):
        return _call_end(view, at, run, close)
    return _ellipsis_end(view, close, stops)


def _run_start(view: _View, at: int) -> int:
    """Where the run began that a terminator is in; its tail is judged as its head was."""
    start = max(view.start, at - _REACH)
    while at > start and view.text[at - 1] in _TERMINATORS:
        at -= 1
    return at


def _closed(view: _View, at: int, run: int) -> int:
    """Behind what closes after a run: quotes, French ones with their space, "[1]", "**".

    The view's end, where more of it may come.
    """
    close = view.skip(_CLOSERS, run)
    if not view.final and view.skip(_CITATION_BEGUN, close) == view.end:
        return view.end
    if close < view.end and view.text[close] in " \u00a0\u202f" and "«" in view.quotes_open(at):
        mark = view.skip(_SPACE, close)
        if mark == view.end:
            return mark
        if view.text[mark] in "»›":
            return view.skip(_CLOSERS, mark + 1)
    return close


def _wide_end(view: _View, run: int) -> int:
    """A run that ends in a stop of Chinese or Japanese: no space is needed."""
    close = view.skip(_WIDE_CLOSERS, run)
    if close == view.end:
        return view.unsure()
    following = view.text[close]
    if close > run and following in _QUOTATIVES:
        return KEEP
    return view.cut(close, close + following.isspace())


def _parts_unspaced(view: _View, at: int, run: int, close: int) -> bool:
    """Whether a Western terminator ends a sentence in a text that writes no spaces."""
    if not _UNSPACED.match(view.text[close]):
        return False
    if close > run and view.text[close] in _QUOTATIVES:
        return False
    before = view.text[max(at - 1, view.start)]
    return view.text[run - 1] in _CALLS or _UNSPACED.match(before) is not None


def _call_end(view: _View, at: int, run: int, close: int) -> int:
    """An exclamation or a question, followed by white space."""
    bare = close == run and not view.text.endswith(_SOUND_NAMES, view.start, at)
    if bare or view.text[close] == "\n":
        return close + 1
    following = view.skip(_SPACE, close)
    if following == view.end:
        return view.unsure()
    return KEEP if view.text[following].islower() else following


def _ellipsis_end(view: _View, close: int, stops: Stops) -> int:
    """Three dots and white space: a pause within a sentence or the end of one."""
    following = view.skip(_SPACE, close)
    if following == view.end:
        return view.unsure()
    resumes = stops.resumes(view.text[following : min(following + 2, view.end)], whole=view.final)
    if resumes is None:
        return view.unsure()
    return KEEP if resumes else following


def _stop_end(view: _View, at: int, close: int, stops: Stops) -> int:
    """One full stop, followed by white space."""
    text = view.text
    before = text[max(view.start, at - CONTEXT_CHARS) : at]
    newline = text.find("\n", close, view.skip(_SPACE, close))
    if newline >= 0 and stops.ends(before, "Xx", whole=False):
        return newline + 1
    following = view.skip(_SPACE, close)
    begin = view.skip(_OPENERS, following)
    if begin == view.end:
        return view.unsure()
    word, whole = _word_at(view, begin)
    ends = stops.ends(before, word, whole=whole)
    if word[0].islower():
        if close > at + 1:
            return KEEP
        if text[view.start].islower():  # somebody who begins sentences in lower case
            ends = ends or stops.ends(before, "Xx", whole=False) or False
    if ends is None:
        return view.unsure()
    return following if ends else KEEP


def _word_at(view: _View, begin: int) -> tuple[str, bool]:
    """The word that begins there, or as much of it as has arrived, and whether that is all."""
    end = view.skip(_WORD, begin)
    if end == begin:
        return view.text[begin], True
    if end == view.end and end - begin < _WORD_CHARS:
        return view.text[begin:end], view.final
    initial = end == begin + 1 and view.text[end] == "."
    return view.text[begin : end + initial], True


def _line_end(view: _View, at: int) -> int:
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


def _clause_end(view: _View, at: int) -> int:
    """A comma and its like; inside numbers, times and addresses no space follows it."""
    text = view.text
    if text[at] in "，、；：":
        return _wide_clause_end(view, at)
    close = view.skip(_DASHES if text[at] in "—–" else _CLOSERS, at + 1)
    if close == view.end:
        return view.unsure()
    if text[close].isspace():
        return view.cut(close, close + 1)
    return view.cut(close, close) if text[close - 1] == "—" else KEEP


def _wide_clause_end(view: _View, at: int) -> int:
    """A comma of Chinese or Japanese: certain at once, but in a number or before a quote ends."""
    in_number = at > view.start and view.text[at - 1].isdigit()
    if not in_number and not view.quotes_open(at):
        return view.cut(at + 1, at + 1)
    close = view.skip(_WIDE_CLOSERS, at + 1)
    if close == view.end:
        return view.unsure()
    return KEEP if view.text[close].isdigit() else view.cut(close, close)


def _open_quotes(still_open: str, text: str) -> str:
    """Which quotes and brackets are open behind `text`. No quotation outlives its line."""
    for match in _QUOTE.finditer(text):
        char = match[0]
        if char == "\n":
            still_open = ""
        elif still_open and char in _QUOTES[still_open[-1]]:
            still_open = still_open[:-1]
        elif char in _QUOTES:
            still_open = (still_open + char)[-8:]
    return still_open


def _hard_cut(text: str, start: int, limit: int) -> int:
    """The last place at or before `limit` that parts no character from what belongs to it."""
    for cut in range(limit, max(limit - _GLUED_CHARS, start), -1):
        if not _is_glued(text[cut - 1], text[cut]):
            return cut
    return limit


def _is_glued(left: str, right: str) -> bool:
    """Whether two code points are parts of one character, as far as hard cuts care."""
    if left == "\u200d" or right == "\u200d" or unicodedata.category(right)[0] == "M":
        return True
    if "\U0001f3fb" <= right <= "\U0001f3ff" or "\U000e0020" <= right <= "\U000e007f":
        return True  # the skin tones and the tags of an emoji
    if "\U0001f1e6" <= left <= "\U0001f1ff" and "\U0001f1e6" <= right <= "\U0001f1ff":
        return True  # the two letters of a flag
    return "\ud800" <= left <= "\udbff" and "\udc00" <= right <= "\udfff"


def is_speakable(text: str) -> bool:
    """Whether there is anything to say: a letter, a digit or a sign that is read out ("%")."""
    return _SPEAKABLE.search(text) is not None


def segment(
    text: str,
    language: str = "en",
    *,
    mode: Mode = "sentence",
    min_chars: int = 8,
    max_chars: int = 300,
) -> list[str]:
    """Cut a whole text. The segments, joined, are the text."""
    segmenter = Segmenter(language, mode=mode, min_chars=min_chars, max_chars=max_chars)
    return [part.text for part in segmenter.push(text) + segmenter.flush()]
