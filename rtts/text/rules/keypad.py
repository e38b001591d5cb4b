"""The keys of a phone that are no digits, where a listener is asked to press them."""

import re
from typing import NamedTuple

from rtts.text.rules.base import Begins, Match, Rule, after, before, follows, precedes

__all__ = ["Keys", "keypad_rule"]

_KEY = re.compile(r"(?<![^\W\d_])(?<![#*/&])(?:#(?![\w#*])|(?<!\d)\*(?!\d{0,9}\*|[^\W\d_]))")
_SENTENCE_CHARS = 48


class Keys(NamedTuple):
    """What the keys are called, and the words that ask for one."""

    pound: str
    star: str
    pressed: str
    """A pattern of what stands before, in the same sentence."""
    named: str = "(?!)"
    """A pattern of what stands right behind."""


def keypad_rule(keys: Keys) -> Rule:
    """The rule for `#` and `*` as keys; elsewhere they are marks of other things."""
    named = re.compile(keys.named)
    asked = re.compile(rf"\b(?:{keys.pressed})\b[^.!?\n]{{0,40}}\Z", re.IGNORECASE)

    def say(match: Match) -> str | None:
        if not precedes(match, asked, _SENTENCE_CHARS) and not follows(match, named):
            return None
        said = keys.pound if match[0] == "#" else keys.star
        left = " " if before(match, 1).isdecimal() else ""
        right = " " if after(match)[:1].isdecimal() else ""
        return f"{left}{said}{right}"

    return Rule("keys", _KEY, say, Begins.SIGN)
