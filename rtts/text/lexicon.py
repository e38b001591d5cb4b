"""The user's own words: how a name or a term is to be said."""

from bisect import bisect_right
from collections.abc import Iterable
from re import compile as pattern
from typing import NamedTuple
from unicodedata import category

__all__ = ["Found", "Lexicon"]

_CJK = pattern("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")


class Found(NamedTuple):
    """Where a match stands in a text, and what is said for it."""

    start: int
    end: int
    say: str


class Lexicon:
    """Pairs (match, say) of literal strings.

    A match counts where it stands as a word of its own, in the case it is written in; of several
    at one place the longest wins, and of two for the same match the last.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._says = {match: say for match, say in pairs if match}
        self._lengths = sorted({len(match) for match in self._says}, reverse=True)
        self._firsts = {match[0] for match in self._says}
        self._sorted = sorted(self._says)

    def __repr__(self) -> str:
        return f"<Lexicon entries={len(self._says)}>"

    def __bool__(self) -> bool:
        return bool(self._says)

    def find(self, text: str, at: int, *, final: bool) -> tuple[Found | None, int]:
        """The first match at or behind `at`, and up to where the text is settled.

        Without a match, nothing before the second can become part of one, whatever text may
        follow; `final` says that none will.
        """
        while at < len(text):
            if text[at] in self._firsts and not (at and _is_one_word(text[at - 1], text[at])):
                found = self._match(text, at, final=final)
                if found is None:
                    return None, at
                if found.end > at:
                    return found, found.end
            at += 1
        return None, at

    def _match(self, text: str, at: int, *, final: bool) -> Found | None:
        """The longest match that begins at `at`, an empty one if there is none; None: wait."""
        left = len(text) - at
        if not final and left < self._lengths[0] and self._may_begin(text[at:]):
            return None
        for length in self._lengths:
            say = self._says.get(text[at : at + length]) if length <= left else None
            if say is None:
                continue
            if length == left:
                return Found(at, at + length, say) if final else None
            if not _is_one_word(text[at + length - 1], text[at + length]):
                return Found(at, at + length, say)
        return Found(at, at, "")

    def _may_begin(self, text: str) -> bool:
        """Whether a match begins with this text and goes on behind it."""
        behind = bisect_right(self._sorted, text)  # what begins with a text is sorted behind it
        return behind < len(self._sorted) and self._sorted[behind].startswith(text)


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
