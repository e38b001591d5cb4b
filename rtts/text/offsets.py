"""Where each part of a changed text stands in the text as it was written.

Engines report words by offsets into what they were given, while clients know only what they
wrote. So whatever changes a text gives it on in pieces, and the pieces make a map back.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Offsets", "Piece", "Span", "Spoken"]


class Piece(NamedTuple):
    """A part of a changed text, with the part of the written text that it stands for.

    The pieces of a text follow each other without a gap on both sides. One whose text is as
    long as what it stands for and equal to it is plain; an empty one stands for what is not said.
    """

    text: str
    start: int
    """Code point offset into the written text."""
    end: int
    plain: bool
    """The text is what was written."""


class Span(NamedTuple):
    """A part that was changed, by code point offsets."""

    start: int
    """In the changed text."""
    end: int
    written_start: int
    written_end: int


class Offsets:
    """The map from a changed text back to the written one. It grows with the text."""

    def __init__(self, pieces: Iterable[Piece] = ()) -> None:
        self._spans: list[Span] = []
        self._length = 0
        for piece in pieces:
            self.append(piece)

    def __repr__(self) -> str:
        return f"<Offsets length={self._length} spans={len(self._spans)}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Offsets) and self._spans == other._spans

    __hash__ = None  # type: ignore[assignment]

    @property
    def length(self) -> int:
        """Code points of the changed text so far."""
        return self._length

    @property
    def spans(self) -> tuple[Span, ...]:
        """The parts that were changed, in order. Between them nothing differs."""
        return tuple(self._spans)

    def append(self, piece: Piece) -> None:
        """Take in the next piece."""
        start = self._length
        self._length += len(piece.text)
        if not piece.plain:
            self._spans.append(Span(start, self._length, piece.start, piece.end))

    def to_written(self, start: int, end: int) -> tuple[int, int]:
        """The written range that a range of the changed text stands for.

        A range that touches a part that was changed takes in the whole of it.
        """
        written_start = self._written_start(start)
        return written_start, max(written_start, self._written_end(end))

    def inside(self, at: int) -> Span | None:
        """The changed part that has begun before `at` and ends behind it."""
        index = bisect_right(self._spans, at, key=_end)
        if index < len(self._spans) and self._spans[index].start < at:
            return self._spans[index]
        return None

    def _written_start(self, at: int) -> int:
        index = bisect_right(self._spans, at, key=_end)
        if index < len(self._spans) and self._spans[index].start <= at:
            return self._spans[index].written_start
        return at + self._shift(index)

    def _written_end(self, at: int) -> int:
        index = bisect_left(self._spans, at, key=_start)
        if index and at <= self._spans[index - 1].end:
            return self._spans[index - 1].written_end
        return at + self._shift(index)

    def _shift(self, index: int) -> int:
        """How much further on written text is than changed text, behind `index` spans."""
        if not index:
            return 0
        span = self._spans[index - 1]
        return span.written_end - span.end


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


class Spoken:
    """A text as the engine is given it. It grows as its pieces come to be certain."""

    def __init__(self, pieces: Iterable[Piece] = ()) -> None:
        self._parts: list[str] = []
        self.offsets = Offsets()
        for piece in pieces:
            self.append(piece)

    def __repr__(self) -> str:
        return f"<Spoken {self.offsets!r}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Spoken):
            return NotImplemented
        return self.text == other.text and self.offsets == other.offsets

    __hash__ = None  # type: ignore[assignment]

    @property
    def text(self) -> str:
        """All of it so far."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    def append(self, piece: Piece) -> None:
        """Take in the next piece."""
        self._parts.append(piece.text)
        self.offsets.append(piece)

    def to_written(self, start: int, end: int) -> tuple[int, int]:
        """The written range that a spoken range stands for; see `Offsets.to_written`."""
        return self.offsets.to_written(start, end)

    def goes_on(self, at: int) -> bool:
        """Whether what is said for one written thing has begun before `at` and is not over."""
        span = self.offsets.inside(at)
        return span is not None and any(char.isalnum() for char in self.text[at : span.end])
