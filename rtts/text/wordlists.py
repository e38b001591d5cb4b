"""Lists of words, each written as one text whose spaces part them, and patterns of such words."""

import re
from collections.abc import Iterable

__all__ = ["any_listed", "any_of", "word_list", "word_set"]


def word_list(text: str) -> tuple[str, ...]:
    """The words of a list."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """The same, for asking whether a word is among them."""
    return frozenset(text.split())


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of several words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def any_listed(text: str) -> str:
    """The same for the words of a list."""
    return any_of(text.split())
