"""What the engine is given to say, and where each part of it stands in the text as written.

Engines report words by offsets into what they were given, while clients know only what they
wrote. So whatever changes the text keeps a map between the two. At present that is the user's
lexicon alone; all other text is left as it is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple
from unicodedata import category

from rtts.text.segment import is_speakable

__all__ = ["Spoken", "is_speakable", "normalize"]

_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")

Span = tuple[int, int, int, int]


class Spoken(NamedTuple):
    """A text as the engine is given it."""

    text: str
    spans: tuple[Span, ...] = ()
    """The parts that differ from what was written, in order, as code point offsets
    (spoken start, spoken end, written start, written end). Between them nothing differs."""

    def to_written(self, start: int, end: int) -> tuple[int, int]:
        """The written range that a spoken range stands for.

        A range that touches a part that differs takes in the whole of it.
        """
        written_start = self._written_start(start)
        return written_start, max(written_start, self._written_end(end))

    def _written_start(self, at: int) -> int:
        index = bisect_right(self.spans, at, key=_spoken_end)
        if index < len(self.spans) and self.spans[index][0] <= at:
            return self.spans[index][2]
        return at + self._shift(index)

    def _written_end(self, at: int) -> int:
        index = bisect_left(self.spans, at, key=_spoken_start)
        if index and at <= self.spans[index - 1][1]:
            return self.spans[index - 1][3]
        return at + self._shift(index)

    def _shift(self, index: int) -> int:
        """How much further on written text is than spoken text, behind `index` spans."""
        if not index:
            return 0
        _, spoken_end, _, written_end = self.spans[index - 1]
        return written_end - spoken_end


def _spoken_start(span: Span) -> int:
    return span[0]


def _spoken_end(span: Span) -> int:
    return span[1]


def normalize(
    text: str,
    language: str,  # noqa: ARG001 - one signature for all that is done to a text
    lexicon: Sequence[tuple[str, str]] = (),
    *,
    mode: Literal["auto", "off"] = "auto",  # noqa: ARG001 - the same
) -> Spoken:
    """Turn what was written into what is to be said.

    `lexicon` holds pairs (match, say) of literal strings. A match counts where it stands as a
    word of its own, in the case it is written in; of several at one place the longest wins,
    and of two for the same match the last. `mode` says nothing about the lexicon, which the
    user asked for by name.
    """
    says = {match: say for match, say in lexicon if match}
    found = _find(text, says)
    if not found:
        return Spoken(text)
    return _replace(text, found, says)


def _find(text: str, says: dict[str, str]) -> list[tuple[int, int]]:
    """Where matches stand in the text, in order. Looks at each place once for each length."""
    if not says:
        return []
    lengths = sorted({len(match) for match in says}, reverse=True)
    firsts = {match[0] for match in says}
    found = []
    end = 0
    for at, char in enumerate(text):
        if char in firsts and at >= end:
            end = _match_end(text, at, says, lengths)
            if end > at:
                found.append((at, end))
    return found


def _match_end(text: str, at: int, says: dict[str, str], lengths: list[int]) -> int:
    """Where the longest match that begins at `at` ends; `at` if none does."""
    if at and _is_one_word(text[at - 1], text[at]):
        return at
    for length in lengths:
        end = at + length
        if end > len(text) or text[at:end] not in says:
            continue
        if end == len(text) or not _is_one_word(text[end - 1], text[end]):
            return end
    return at


def _is_one_word(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word.

    Chinese and Japanese put no spaces between words, and Korean none before its particles.
    """
    if category(right)[0] == "M":  # an accent belongs to whatever it stands on
        return True
    if _CJK.match(left) or _CJK.match(right):
        return False
    return _is_of_word(left) and _is_of_word(right)


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_" or category(char)[0] == "M"


def _replace(text: str, found: list[tuple[int, int]], says: dict[str, str]) -> Spoken:
    pieces: list[str] = []
    spans: list[Span] = []
    done = spoken = 0
    for start, end in found:
        say = says[text[start:end]]
        spoken += start - done
        pieces += (text[done:start], say)
        spans.append((spoken, spoken + len(say), start, end))
        spoken += len(say)
        done = end
    pieces.append(text[done:])
    return Spoken("".join(pieces), tuple(spans))
