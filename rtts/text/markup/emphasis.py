"""Asterisks, underlines, tildes and equals signs: emphasis, or what they are.

A mark that can open emphasis is dropped at once, without a look at whether anything closes it:
writers forget to, and a stream cannot wait. Only inside a word is one looked for.
"""

import re

from rtts.text.markup.view import WAIT, Change, View, is_unspaced

__all__ = ["Emphasis"]

_RUN_CHARS = 16
_RUN = re.compile(
    rf"\*{{1,{_RUN_CHARS}}}|_{{1,{_RUN_CHARS}}}|~{{1,{_RUN_CHARS}}}|={{1,{_RUN_CHARS}}}"
)
_WITHIN_WORD = re.compile(r"\*\*[^\W\d][^\s*]{0,40}\*\*")
_WITHIN_WORD_BEGUN = re.compile(r"\*\*(?:[^\W\d][^\s*]{0,40}\*?)?\Z")
_NEVER_OPENED = frozenset("\n.,;:!?)]}")


class Emphasis:
    """Knows which emphasis is open."""

    def __init__(self) -> None:
        self._open: set[tuple[str, int]] = set()

    def __repr__(self) -> str:
        return f"<Emphasis open={sorted(self._open)}>"

    def reset(self) -> None:
        """Begin a paragraph: no emphasis outlives one."""
        self._open.clear()

    def change(self, view: View) -> Change | None:
        """What becomes of a run of marks."""
        run = _RUN.match(view.text, view.at)
        assert run
        end = run.end()
        length = end - view.at
        if length < _RUN_CHARS and view.ends(end):
            return WAIT
        sign = run[0][0]
        if sign == "~":
            return self._tildes(view, end)
        if sign == "=" and length != 2:
            return view.as_written(end)
        if sign == "_" and length > 3:
            return view.as_written(end)
        if self._closes(view, sign, length):
            return Change(end)
        if sign == "*":
            return self._asterisks(view, end)
        if self._may_open(view, end) and view.before not in "@/.":
            self._opened(sign, length)
            return Change(end)
        return view.as_written(end)

    @staticmethod
    def _tildes(view: View, end: int) -> Change:
        alone = view.before.isspace() and view.behind(end).isspace()
        return view.as_written(end) if end - view.at != 2 or alone else Change(end)

    def _asterisks(self, view: View, end: int) -> Change | None:
        before, behind = view.before, view.behind(end)
        double = end - view.at >= 2
        if before.isspace() and behind.isspace():
            return view.as_written(end)
        if _of_word(before) and _of_word(behind):
            if end - view.at == 2 and _WITHIN_WORD.match(view.text, view.at):
                self._opened("*", 2)
                return Change(end)
            begun = end - view.at == 2 and not view.final
            if begun and _WITHIN_WORD_BEGUN.match(view.text, view.at):
                return WAIT
            return view.as_written(end)
        if self._may_open(view, end):
            self._opened("*", end - view.at)
            return Change(end)
        return Change(end) if double else view.as_written(end)

    @staticmethod
    def _may_open(view: View, end: int) -> bool:
        behind = view.behind(end)
        return not (behind.isspace() or behind in _NEVER_OPENED or _of_word(view.before))

    def _opened(self, sign: str, length: int) -> None:
        self._open |= {(sign, size) for size in _sizes(length)}

    def _closes(self, view: View, sign: str, length: int) -> bool:
        """Whether a run ends what is open; it never stands behind a space."""
        if view.before.isspace():
            return False
        if sign == "_" and view.behind(view.at + length).isalnum():
            return False
        closed = {(sign, size) for size in _sizes(length)} & self._open
        self._open -= closed
        return bool(closed)


def _sizes(length: int) -> tuple[int, ...]:
    """One mark is emphasis, two are strong emphasis, and more are both."""
    return (length,) if length < 3 else (1, 2)


def _of_word(char: str) -> bool:
    """Whether it is part of a word that a space would end."""
    return char.isalnum() and not is_unspaced(char)
