"""Which characters espeak is speaking, and when.

The library reports a word at its first sample, by an offset that is only roughly right:
several times for a number, once for two words that it runs together ("out of"), inside the
text of a symbol, or not at all for a lone dash. Here its reports are fitted to the words of
the text, so that each has its time, in order, and none is missing.

A word is what stands between white space. Scripts that do not space their words (Chinese,
Japanese, Thai …) are cut where the library says that a word begins.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate, pairwise
from typing import NamedTuple

__all__ = ["Span", "WordClock", "speakable"]

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff"
_UNSPACED += "\uff00-\uffef\U00020000-\U0003ffff"
_MAY_BEGIN = re.compile(rf"(?<!\S)\S|(?=\w)[{_UNSPACED}]|(?<=[{_UNSPACED}])\w")
_WORD = re.compile(r"\S+")
_UNSPEAKABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Span(NamedTuple):
    """When a word of the text is heard. The fields are those of `engines.base.Word`."""

    start: int
    end: int
    first_sample: int
    last_sample: int


def speakable(text: str) -> str:
    """The text with spaces for what must not reach the library; each offset stays the same.

    A NUL would end the text, a control character is a command to the library, and half of a
    surrogate pair has no UTF-8. A new line stays: two of them part paragraphs.
    """
    return _UNSPEAKABLE.sub(" ", text)


class WordClock:
    """Turns the library's reports on one text into the spans of its words.

    `sound_end(first, last)` says where, between two samples, the pause before the last one
    begins: a pause is no part of a word.
    """

    def __init__(self, text: str, sound_end: Callable[[int, int], int]) -> None:
        self._text = text
        self._sound_end = sound_end
        self._beginnings = [match.start() for match in _MAY_BEGIN.finditer(text)]
        self._start = 0
        self.first_sample: int | None = None
        """Where the word that is being spoken began; None before the first."""

    def begin(self, offset: int, sample: int) -> list[Span]:
        """The library says that the word at `offset` begins at `sample`.

        Returns the words that this ends; none, if it is the same word still.
        """
        start = self._beginning(offset)
        if self.first_sample is not None and start <= self._start:
            return []
        spans = self._share(start, sample)
        self._start, self.first_sample = start, sample
        return spans

    def end(self, sample: int) -> list[Span]:
        """The speech ends at `sample`. Returns the words that were left."""
        spans = self._share(len(self._text), sample)
        self._start = len(self._text)
        return spans

    def _beginning(self, offset: int) -> int:
        """The last place at or before the offset where a word may begin."""
        index = bisect_right(self._beginnings, offset) - 1
        return self._beginnings[max(index, 0)] if self._beginnings else 0

    def _share(self, end: int, sample: int) -> list[Span]:
        """Give the time since the last beginning to the words since, by their letters."""
        first = self.first_sample or 0
        last = self._sound_end(first, sample)
        words = [match.span() for match in _WORD.finditer(self._text, self._start, end)]
        weights = [sum(map(str.isalnum, self._text[start:stop])) for start, stop in words]
        if not any(weights):  # a sign that is spoken: €
            weights = [stop - start for start, stop in words]
        shares = [0, *accumulate(weights)]
        times = [first + (last - first) * share // max(1, shares[-1]) for share in shares]
        return [Span(*word, *time) for word, time in zip(words, pairwise(times), strict=True)]
