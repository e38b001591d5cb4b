"""Cuts a stream of text into segments, each as soon as it is certain where it ends.

An LLM's tokens arrive in pieces of a few characters, and every character that is held back
is time in which nobody speaks. What ends a segment is the business of `boundaries`, whose
rules answer for good or ask for more; here is the buffer that they are asked about. So the
segments depend on the text alone, never on the pieces it came in.

No character is lost or changed. White space stays with the segment before it as far as it had
been seen when that became certain; the rest begins the next one.
"""

import re
import unicodedata
from typing import Final, Literal, NamedTuple

from rtts.text.audible import is_speakable
from rtts.text.cutting.boundaries import (
    AT_CLAUSE,
    AT_SENTENCE,
    CLAUSE_END,
    TERMINATOR_REACH,
    Boundaries,
)
from rtts.text.cutting.quotes import Quotes
from rtts.text.cutting.view import KEEP, View
from rtts.text.scripts import WIDE

__all__ = ["Mode", "Segment", "Segmenter", "segment"]

Mode = Literal["sentence", "clause", "none"]

_GLUED_CHARS = 32
"""Longest run of combining characters that a hard cut steps back over."""
_FIRST_CLAUSE_WORDS = 3
"""A first clause of fewer words ends before the next one can be spoken."""
_CHARS_OF_WIDE_WORD = 2
"""What a word has in Chinese or Japanese, roughly."""

_CANDIDATES: Final = {"sentence": AT_SENTENCE, "clause": AT_CLAUSE, "none": None}
_CLAUSE_MARKS = ",;:—–，、；："
_SPACE = re.compile(r"\s*")
_LAST_BREAK = re.compile(r".*[\s，、；：。！？]", re.DOTALL)
_LAST_WORD = re.compile(
    r".*[\s，、；：。！？\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f"
    r"\U00020000-\U0003ffff]",
    re.DOTALL,
)
"""The same where words have no spaces between them: each character of those scripts may be one."""
_BRIM = 0.8
"""The share of the longest segment behind which growth stops at a clause, since a cut may come."""
_WORD = re.compile(r"\w+")


class Segment(NamedTuple):
    """A sentence or clause, exactly as it was written."""

    text: str
    start: int
    """Code point offset into everything that was pushed."""
    end: int


class Segmenter:
    """Takes text in pieces of any size and gives segments.

    `language` is a code such as `en` or `pt-br`. In mode `sentence` segments are sentences,
    in `clause` also clauses, in `none` only `flush` and `max_chars` cut. A segment of less than
    `min_chars` is joined with the one behind it, but not over an empty line, nor held back by
    a flush. None is longer than `max_chars`. With `first_clause` the first segment in mode
    `sentence` may be a clause of three words or more, so that the first sound comes sooner.

    `push` does what `feed` and then `next` until None do. Between two calls of `next` the
    language may change: it holds for all that is not yet cut.
    """

    def __init__(
        self,
        language: str = "en",
        *,
        mode: Mode = "sentence",
        min_chars: int = 1,
        max_chars: int = 300,
        first_clause: bool = False,
    ) -> None:
        self._language = language
        self._boundaries = Boundaries.of(language)
        self._seeks_clause = first_clause and mode == "sentence"
        """The first segment is still to come, and may be a clause."""
        self._mode: Mode = mode
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
        self._released = 0
        """Everything before this was given by `release`."""
        self._quotes = Quotes()

    def __repr__(self) -> str:
        offset = self._offset + self._start
        return f"<Segmenter {self._language} offset={offset} pending={self.pending}>"

    @property
    def language(self) -> str:
        """The language whose rules hold for what is not yet cut."""
        return self._language

    @language.setter
    def language(self, language: str) -> None:
        self._language = language
        boundaries = Boundaries.of(language)
        if boundaries is not self._boundaries:
            self._boundaries = boundaries
            # What other rules kept is judged again.
            self._scan = max(self._begin, self._released)

    @property
    def pending(self) -> int:
        """Characters that wait, but for white space in front of them."""
        return len(self._text) - self._begin

    @property
    def waiting(self) -> str:
        """These characters."""
        return self._text[self._begin :]

    def feed(self, text: str) -> None:
        """Take more text; `next` gives the segments."""
        self._forget()
        self._text += text

    def next(self, *, final: bool = False) -> Segment | None:
        """The next segment that is certain; None if there is none yet.

        With `final` nothing is waited for, as in a flush: it is None when all was given.
        """
        cut = self._next_cut(final=final)
        if not cut and final and self._start < len(self._text):
            cut = len(self._text)
        return self._take(cut) if cut else None

    def certain(self) -> Segment:
        """What belongs to the segment in work whatever follows, from its first word on.

        That is all before the last space at which the rules did not cut; in Chinese and Japanese,
        each character at which they did not. It may be empty.
        """
        self._next_cut(final=False)  # looks on; what it finds is for `next` to give
        end = max(self._last_word(self._scan), self._released, self._begin)
        text = self._text[self._begin : end]
        return Segment(text, self._offset + self._begin, self._offset + end)

    def release(self) -> Segment:
        """The same, and from now on nothing may cut it: neither stall, length nor language."""
        certain = self.certain()
        self._released = certain.end - self._offset
        return certain

    def push(self, text: str) -> list[Segment]:
        """Take more text; returns the segments that became certain."""
        self.feed(text)
        return self._drain(final=False)

    def flush(self) -> list[Segment]:
        """Return everything that is held back."""
        return self._drain(final=True)

    def flush_words(self) -> list[Segment]:
        """Return what a stalled stream has left to speak: what is there up to the last space.

        A sentence that looks complete is given whole. Nothing, if there is nothing to speak.
        """
        cut = max(self._last_word_end(), self._released)
        if not is_speakable(self._text, self._start, cut):
            return []
        segments = [self._take(cut)]
        self._forget()
        return segments

    def _drain(self, *, final: bool) -> list[Segment]:
        segments = []
        while segment := self.next(final=final):
            segments.append(segment)
        self._forget()
        return segments

    def _take(self, cut: int) -> Segment:
        """Cut the buffer: the segment in work ends at `cut`."""
        text = self._text[self._start : cut]
        segment = Segment(text, self._offset + self._start, self._offset + cut)
        self._quotes = self._quotes.after(text)
        self._start = self._begin = self._scan = self._released = cut
        self._seeks_clause = self._seeks_clause and not is_speakable(text)
        return segment

    def _forget(self) -> None:
        """Drop what was given out, once a call: so that a long text is not copied often."""
        if done := self._start:
            self._text = self._text[done:]
            self._offset += done
            self._begin -= done
            self._scan -= done
            self._released -= done
            self._start = 0

    def _next_cut(self, *, final: bool) -> int:
        """Where the segment in work ends; 0 if that is not certain yet."""
        end = min(len(self._text), self._start + self._max_chars)
        full = end < len(self._text)
        if self._begin == self._scan and (space := _SPACE.match(self._text, self._begin, end)):
            self._begin = self._scan = space.end()
        cut = self._find_cut(end, final=final or full)
        if cut == KEEP and full:
            return self._forced_cut(self._view(end, final=True))
        return max(cut, 0)

    def _find_cut(self, end: int, *, final: bool) -> int:
        """The first cut before `end`; KEEP if there is none, WAIT if that is not certain."""
        candidate = AT_CLAUSE if self._seeks_clause else _CANDIDATES[self._mode]
        if candidate is None:
            self._scan = end
            return KEEP
        view = None
        for match in candidate.finditer(self._text, self._scan, end):
            view = view or self._view(end, final=final)
            if match.start() + TERMINATOR_REACH < view.earliest and match[0] != "\n":
                continue
            self._scan = match.start()
            if self._is_too_little(view, match.start()):
                continue
            if verdict := self._boundaries.judge(view, match.start()):
                return verdict
        self._scan = end
        return KEEP

    def _is_too_little(self, view: View, at: int) -> bool:
        """Whether a clause before `at` is no first clause."""
        if not self._seeks_clause or view.text[at] not in _CLAUSE_MARKS:
            return False
        words = len(_WORD.findall(view.text, view.start, at))
        wide = len(WIDE.findall(view.text, view.start, at))
        return max(words, wide // _CHARS_OF_WIDE_WORD) < _FIRST_CLAUSE_WORDS

    def _view(self, end: int, *, final: bool) -> View:
        earliest = self._begin + self._min_chars
        return View(self._text, self._begin, end, earliest, self._quotes, final)

    def _forced_cut(self, view: View) -> int:
        """Where a text with no boundary in `max_chars` is cut, for better or worse."""
        middle = max((self._start + view.end) // 2, self._released)
        if self._mode == "none":
            whole = view._replace(earliest=middle)
            for match in reversed(list(AT_SENTENCE.finditer(view.text, middle, view.end))):
                if cut := self._boundaries.judge(whole, match.start()):
                    return cut
        clauses = [match.end() for match in CLAUSE_END.finditer(view.text, middle, view.end)]
        if clauses:
            return clauses[-1]
        if self._released > self._brim:
            return self._released
        earliest = max(view.start, self._released - 1)
        for index in range(view.end - 1, earliest, -1):
            if view.text[index].isspace():
                return index + 1
        if self._released > self._start and view.text[self._released - 1].isspace():
            return self._released
        return _hard_cut(view.text, max(self._start, self._released), view.end)

    @property
    def _brim(self) -> int:
        return self._start + round(self._max_chars * _BRIM)

    def _last_word(self, end: int) -> int:
        """Behind the last word before `end`; near the greatest length, behind the last clause."""
        match = _LAST_WORD.match(self._text, self._start, end)
        last = match.end() if match else self._start
        if end > self._brim:
            clauses = CLAUSE_END.finditer(self._text, self._brim, end)
            return max((clause.end() for clause in clauses), default=last)
        return last

    def _last_word_end(self) -> int:
        """Where a stalled stream may be cut; the segment's own start if nowhere."""
        if self._boundaries.looks_complete(self._text[self._start :]):
            return len(self._text)
        return self._last_break(len(self._text))

    def _last_break(self, end: int) -> int:
        """Behind the last space, or mark that stands for one, before `end`."""
        match = _LAST_BREAK.match(self._text, self._start, end)
        return match.end() if match else self._start


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


def segment(
    text: str,
    language: str = "en",
    *,
    mode: Mode = "sentence",
    min_chars: int = 1,
    max_chars: int = 300,
) -> list[str]:
    """Cut a whole text. The segments, joined, are the text."""
    segmenter = Segmenter(language, mode=mode, min_chars=min_chars, max_chars=max_chars)
    return [part.text for part in segmenter.push(text) + segmenter.flush()]
