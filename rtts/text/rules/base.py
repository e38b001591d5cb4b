"""What the rules of a language are made of.

A rule is a pattern with a function that says what it found. The text is looked at from left to
right; where a token that is no plain word begins, the rules are asked in the order of their
priority, and the first that has an answer takes what its pattern matched.

A rule sees all that is written before its match, but behind it only as far as the text is
certain: up to the end of the next plain word that is not `linking`. That is how the same is
said of a text that is still being written and of the whole. It has to look no further back than
`BEHIND_CHARS`, and its pattern must not repeat one class inside another.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntFlag
from typing import NamedTuple

__all__ = [
    "BEHIND_CHARS",
    "Begins",
    "Match",
    "Rule",
    "Rules",
    "after",
    "before",
    "follows",
    "is_difference",
    "opens_line",
    "precedes",
    "word_after",
    "word_before",
]

Match = re.Match[str]
Say = Callable[[Match], str | None]

BEHIND_CHARS = 200
"""How much of what is already spoken a rule can still see."""

_WIDE_LETTERS = "\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff"

_LAST_WORD = re.compile(r"(\S+)\s*\Z")
_NEXT_WORD = re.compile(r"\s*(\S+)")
_DIFFERENCE = re.compile(r"\d{0,4}[a-z]-\d{1,6}")
_COMPARED_NEXT = re.compile(r"\s?[=＝<>＜＞≤≥≈+×÷]")
_COMPARED_BEFORE = re.compile(r"[=＝<>＜＞≤≥≈+×÷]\s?\Z")


class Begins(IntFlag):
    """What the first character of a match may be. It keeps most rules from being tried."""

    DIGIT = 1
    LETTER = 2
    SIGN = 4


class Rule(NamedTuple):
    """One way of writing something, and how it is said."""

    name: str
    """The class it belongs to: `money`, `date`."""
    pattern: re.Pattern[str]
    """Matched where a word, a number or a sign begins."""
    say: Say
    """What is said for the match; an empty text for nothing, None if it is something else."""
    begins: Begins = Begins.DIGIT


@dataclass(frozen=True)
class Rules:
    """All that is known of a language's way of saying things."""

    language: str
    rules: tuple[Rule, ...]
    """In the order of their priority."""
    hot: frozenset[str] = frozenset()
    """Words at which a rule may begin though they are but letters, in lower case: `km`, or
    with its stop, `approx.`, where it is the stop that makes it one. What holds a digit, a sign
    or a stop among its letters is hot of itself."""
    hot_word: re.Pattern[str] | None = None
    """More of them: what a plain word, as written and without the marks around it, has to match
    in full. Roman numerals, say."""
    linking: frozenset[str] = frozenset()
    """Words that a rule may have to see beyond, in lower case: units, the names of months, the
    "to" of a range. In Chinese and Japanese every character is a word."""
    lookahead: int = 1
    """How many plain words, or characters of Chinese and Japanese, a rule sees behind it."""
    spaced: bool = True
    """Words are parted by spaces."""
    wide_plain: re.Pattern[str] = field(init=False, repr=False, compare=False)
    """Characters of Chinese and Japanese at which no rule begins."""
    _by_kind: dict[Begins, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kinds = {kind: tuple(rule for rule in self.rules if kind in rule.begins) for kind in Begins}
        object.__setattr__(self, "_by_kind", kinds)
        hot = "".join(re.escape(word) for word in self.hot if len(word) == 1)
        not_hot = f"(?![{hot}])" if hot else ""
        object.__setattr__(self, "wide_plain", re.compile(f"(?:{not_hot}[{_WIDE_LETTERS}])+"))

    def beginning_with(self, char: str) -> tuple[Rule, ...]:
        """The rules that a match beginning with this character may belong to."""
        if char.isdecimal():
            return self._by_kind[Begins.DIGIT]
        return self._by_kind[Begins.LETTER if char.isalpha() else Begins.SIGN]


def before(match: Match, chars: int = 60) -> str:
    """What is written in front of a match, as far as a rule should look."""
    return match.string[max(match.start() - chars, 0) : match.start()]


def word_before(match: Match) -> str:
    """The word in front of a match, with the marks that are around it; empty if there is none."""
    word = _LAST_WORD.search(before(match))
    return word[1] if word else ""


def after(match: Match) -> str:
    """What is written behind a match, as far as it is certain."""
    return match.string[match.end() : match.endpos]


def word_after(match: Match) -> str:
    """The word behind a match, with the marks that are around it; empty if there is none."""
    word = follows(match, _NEXT_WORD)
    return word[1] if word else ""


def follows(match: Match, pattern: re.Pattern[str]) -> Match | None:
    """Match a pattern right behind a match, as far as the text is certain."""
    return pattern.match(match.string, match.end(), match.endpos)


def precedes(match: Match, pattern: re.Pattern[str], chars: int = 16) -> Match | None:
    r"""Find a pattern in the few characters in front of a match; it ends in `\Z` if it has to."""
    return pattern.search(before(match, chars))


def opens_line(match: Match) -> bool:
    """Whether a match is the first thing in its line."""
    left = match.string[: match.start()].rstrip(" \t")
    return not left or left.endswith("\n")


def is_difference(match: Match) -> bool:
    """Whether what looks like the name of a model, `2x-3`, is a part of an equation."""
    if not _DIFFERENCE.fullmatch(match[0]):
        return False
    compared = follows(match, _COMPARED_NEXT) or _COMPARED_BEFORE.search(before(match, 2))
    return compared is not None
