"""The text that has arrived, and what was given out for it."""

from rtts.text.markup.view import CONTEXT_CHARS, View, is_unspaced
from rtts.text.offsets import Piece

__all__ = ["Writer"]

_TAIL_CHARS = 40
"""How much of what was given out is remembered: enough to tell how a line ends."""
_PARTING = frozenset(".,;:!?…。！？：；，、")


class Writer:
    """Keeps text until it is done with, and makes pieces of it.

    Neighbouring stretches that stay as they were written become one piece.
    """

    def __init__(self) -> None:
        self.text = ""
        """What is not done with, behind some characters that are."""
        self.at = 0
        """Everything before this in the text is done with."""
        self.between = ""
        """What parts the last word from the next one, if there is one: a comma or a space."""
        self._base = 0
        """Where the text begins in everything that arrived."""
        self._given = 0
        """From here to `at` the text stays as it is written, and is not among the pieces yet."""
        self._pieces: list[Piece] = []
        self._tail = ""

    def __repr__(self) -> str:
        return f"<Writer offset={self._base + self.at} pending={self.pending}>"

    @property
    def pending(self) -> int:
        """Characters that are not done with."""
        return len(self.text) - self.at

    def take(self, text: str) -> None:
        """More text has arrived."""
        self.text += text

    def echo(self, text: str) -> list[Piece]:
        """Text has arrived that stays as it is. Only where nothing is pending or between."""
        if not text:
            return []
        start = self._base + self.at
        end = start + len(text)
        self.text = (self.text + text)[-CONTEXT_CHARS:]
        self._given = self.at = len(self.text)
        self._base = end - self.at
        self._tail = (self._tail + text)[-_TAIL_CHARS:]
        return [Piece(text, start, end, plain=True)]

    def pieces(self) -> list[Piece]:
        """Return what was given since the last call, and forget what is done with."""
        self._give_written()
        done = max(self.at - CONTEXT_CHARS, 0)
        self.text = self.text[done:]
        self.at -= done
        self._given -= done
        self._base += done
        pieces, self._pieces = self._pieces, []
        return pieces

    def view(self, *, final: bool) -> View:
        """The text from where it is not done with."""
        return View(self.text, self.at, final)

    def line(self) -> str:
        """The end of the line that was given out last."""
        tail = self._tail + self.text[self._given : self.at]
        return tail[-_TAIL_CHARS:].rpartition("\n")[2]

    def last(self) -> str:
        """The last character that was given out; a newline where there is none."""
        if self._given < self.at:
            return self.text[self.at - 1]
        return self._tail[-1:] or "\n"

    def keep(self, end: int) -> None:
        """Leave the text up to `end` as it is written."""
        if self.between and end > self.at:
            self._part_from(self.text[self.at])
        self.at = end

    def give(self, text: str, end: int) -> None:
        """Give a text for what is written up to `end`."""
        if self.between and text:
            self._part_from(text[0])
        written = self.text[self.at : end]
        if written and text != written and text.endswith(written):
            self.insert(text.removesuffix(written))  # such as the stop before a line's end
            text = written
        if text == written:
            self.at = end
            return
        self._give_written()
        if text or end > self.at:
            self._pieces.append(Piece(text, self._base + self.at, self._base + end, plain=False))
            self._tail = (self._tail + text)[-_TAIL_CHARS:]
        self._given = self.at = end

    def insert(self, text: str) -> None:
        """Give a text that stands for nothing written."""
        if text:
            self.give(text, self.at)

    def _give_written(self) -> None:
        if self._given < self.at:
            text = self.text[self._given : self.at]
            start = self._base + self._given
            self._pieces.append(Piece(text, start, self._base + self.at, plain=True))
            self._tail = (self._tail + text[-_TAIL_CHARS:])[-_TAIL_CHARS:]
            self._given = self.at

    def _part_from(self, following: str) -> None:
        between, self.between = self.between, ""
        last = self.last()
        if between == ",":
            if not following.isspace():
                self.insert(" " if last in _PARTING else ", ")
        elif last.isalnum() and following.isalnum() and not is_unspaced(last + following):
            self.insert(" ")
