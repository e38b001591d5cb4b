"""Stretches that are not for a listener: code between fences, thoughts, scripts, link targets.

They may be long, so nothing of them is held back but what may be the beginning of their end.
"""

import re
from abc import ABC, abstractmethod
from functools import cache

__all__ = ["Fence", "Hidden", "LineRest", "Target", "until_tag"]

_MARKS_CHARS = 200


class Hidden(ABC):
    """A stretch that is left out, up to what ends it."""

    @abstractmethod
    def skip(self, text: str, at: int, *, final: bool) -> tuple[int, bool]:
        """How far the text is left out, and whether the stretch ends there."""


class _Until(Hidden):
    """Ends behind the first match of a pattern."""

    def __init__(self, closing: str, begins: str, chars: int) -> None:
        self._closing = re.compile(closing, re.IGNORECASE)
        self._begins = begins
        self._chars = chars
        """No closing is longer."""

    def skip(self, text: str, at: int, *, final: bool) -> tuple[int, bool]:
        if found := self._closing.search(text, at):
            return found.end(), True
        held = text.find(self._begins, max(at, len(text) - self._chars))
        return (len(text) if held < 0 or final else held), False


@cache
def until_tag(name: str) -> Hidden:
    """What is hidden behind a tag: up to the one that closes it, or a comment's end."""
    if name == "!--":
        return _Until("-->", "-", 2)
    return _Until(rf"</{re.escape(name)}[ \t]{{0,4}}>", "<", len(name) + 6)


class LineRest(Hidden):
    """The rest of a line."""

    def skip(self, text: str, at: int, *, final: bool) -> tuple[int, bool]:
        line = text.find("\n", at)
        return (len(text), False) if line < 0 else (line + 1, True)


class Target(Hidden):
    """Where a link leads, behind its opening parenthesis, up to the one that closes it."""

    _SIGN = re.compile(r'[()"\n]')

    def __init__(self) -> None:
        self._depth = 1
        self._quoted = False

    def skip(self, text: str, at: int, *, final: bool) -> tuple[int, bool]:
        for match in self._SIGN.finditer(text, at):
            if match[0] == "\n":
                return match.start(), True
            if match[0] == '"':
                self._quoted = not self._quoted
            elif not self._quoted:
                self._depth += 1 if match[0] == "(" else -1
            if not self._depth:
                return match.end(), True
        return len(text), False


class Fence(Hidden):
    """Code, up to a line of as many marks as opened it."""

    def __init__(self, marks: str) -> None:
        sign, count = marks[0], len(marks)
        self._closing = re.compile(
            rf"[ \t>]{{0,40}}{sign}{{{count},{_MARKS_CHARS}}}[ \t\r]{{0,40}}"
        )
        self._begun = re.compile(rf"[ \t>]{{0,40}}{sign}{{0,{_MARKS_CHARS}}}[ \t\r]{{0,40}}\Z")
        self._in_line = False

    def skip(self, text: str, at: int, *, final: bool) -> tuple[int, bool]:
        while at < len(text):
            if not self._in_line:
                closing = self._closing.match(text, at)
                end = closing.end() if closing else at
                if closing and text[end : end + 1] == "\n":
                    return end + 1, True
                if closing and final and end == len(text):
                    return end, True
                if not final and self._begun.match(text, at):
                    return at, False
            line = text.find("\n", at)
            self._in_line = line < 0
            at = line + 1 if line >= 0 else len(text)
        return at, False
