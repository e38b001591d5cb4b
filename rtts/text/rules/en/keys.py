"""The keys of a keyboard: "Ctrl+Shift+P", "⌘Q"."""

import re

from rtts.text.rules.base import Begins, Match, Rule
from rtts.text.rules.en.context import glued
from rtts.text.rules.en.numbers import cardinal
from rtts.text.rules.en.words import KEYS

__all__ = ["HOT", "HOT_WORD", "RULES"]

_KEY = (
    "Ctrl|Control|Cmd|Command|Alt|Option|Opt|Shift|Win|Windows|Fn|Meta|Super|CTRL|CMD|ALT|SHIFT"
    "|ctrl|cmd|alt|shift"
)
_LAST_KEY = (
    r"(?:Backspace|PageUp|PageDown|PgUp|PgDn|PrtSc|Delete|Return|Escape|Enter|Space|Home|Left|Right"
    r"|Down|Break|Tab|Del|Esc|End|Ins|Up|F\d{1,2}|[A-Za-z\d](?![\w])|[+=/,.;`\[\]\\↑↓←→⌫⏎-](?!\w))"
)
_KEYS = re.compile(rf"(?:(?:{_KEY})(?:\s?\+\s?|[-‑])){{1,4}}(?i:{_LAST_KEY})(?!\w)")
_KEY_SIGNS = re.compile(rf"[⌘⌥⇧⌃](?:\s?[+]?\s?(?:[⌘⌥⇧⌃]|{_KEY}))*(?:\s?\+\s?)?(?:{_LAST_KEY})?")
_KEY_ALONE = re.compile(r"(?:Ctrl|Cmd|CTRL|CMD|ctrl|cmd)(?!\w)")
_KEY_PART = re.compile(r"[⌘⌥⇧⌃]|F\d{1,2}|[A-Za-z]+|\d|[^\s\w]")


def _say_keys(match: Match) -> str | None:
    if glued(match):
        return None
    said = [_key(part) for part in _KEY_PART.findall(_bare_keys(match[0]))]
    return " ".join(said)


def _bare_keys(text: str) -> str:
    """The keys without what joins them; a plus or a dash at the end is a key itself."""
    return re.sub(r"\s?[+‑-]\s?(?=.)", " ", text)


def _key(name: str) -> str:
    known = KEYS.get(name.lower())
    if known:
        return known
    if name[1:].isdecimal():
        return f"{name[0].upper()} {cardinal(int(name[1:]))}"
    if name.isdecimal():
        return cardinal(int(name))
    return name.upper() if len(name) == 1 else name.capitalize()


def _say_key(match: Match) -> str | None:
    return None if glued(match) else _key(match[0])


RULES = (
    Rule("keys", _KEYS, _say_keys, Begins.LETTER),
    Rule("keys", _KEY_SIGNS, _say_keys, Begins.SIGN),
    Rule("keys", _KEY_ALONE, _say_key, Begins.LETTER),
)
HOT = frozenset({"ctrl", "cmd"})
HOT_WORD = r"(?:Ctrl|Cmd|Alt|Option|Shift|Win|Control|Command)(?:[-‑](?:[A-Za-z]{1,9}))+"
