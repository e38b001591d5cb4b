"""One turn's text on its way in: what a client sends becomes segments to be spoken.

Three texts lie behind each other. What was sent is what clients know; offsets that leave here
are offsets into it. What is joined is the same, plus spaces put between messages whose client
stripped them. What is plain has lost its markup, and is what segments are cut from.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rtts.text.audible import is_speakable
from rtts.text.language import LanguageTracker
from rtts.text.markup import Markup
from rtts.text.offsets import Offsets, Piece
from rtts.text.segment import Mode, Segment, Segmenter

__all__ = ["Growth", "Intake", "PlainSegment", "Split"]

_SENTENCE_ENDS = frozenset(".!?…。！？")


class Split(NamedTuple):
    """Where segments are cut; see `rtts.text.segment.Segmenter`."""

    mode: Mode = "sentence"
    min_chars: int = 1
    max_chars: int = 300


class PlainSegment(NamedTuple):
    """A segment without its markup."""

    text: str
    """Without the white space around it."""
    origin: int
    """Offset of `text` in the plain text."""
    start: int
    """Offset of what it stands for in what was sent, in code points."""
    end: int
    covers: int
    """Offset in what was sent behind all that is spoken or passed over with this segment."""
    language: str


class Growth(NamedTuple):
    """What is certain of a segment that is still being written. It has something to say."""

    text: str
    """Its plain text so far: `PlainSegment.text` will begin with it, but for space at its end."""
    origin: int
    start: int
    language: str
    """The segment keeps it, whatever its end may show."""


class Intake:
    """Takes text in messages of any size and gives segments.

    `tracker` says in which language each is; `markup` whether there is any to take away.
    """

    def __init__(self, tracker: LanguageTracker, split: Split, *, markup: bool = True) -> None:
        self._tracker = tracker
        self._segmenter = Segmenter(
            tracker.language,
            mode=split.mode,
            min_chars=split.min_chars,
            max_chars=split.max_chars,
        )
        self._markup = Markup() if markup else None
        self._offsets = Offsets()
        """From the plain text to the joined."""
        self._joins: list[int] = []
        """Offsets in the joined text of spaces that nobody sent."""
        self._joined_chars = 0
        self._given = 0
        """What was sent before this belongs to the segments so far."""
        self._last_message = ""
        self._grown: tuple[str, int] | None = None
        """The language of the segment in work and where it starts, once `grow` gave any of it."""

    def __repr__(self) -> str:
        return f"<Intake {self._tracker!r} plain={self._offsets.length} pending={self.pending}>"

    @property
    def pending(self) -> int:
        """Characters that wait for what comes behind them, but for white space in front."""
        held, pending = self._held, self._segmenter.pending
        return pending + len(held) if pending or not held.isspace() else 0

    @property
    def silent(self) -> bool:
        """Whether nothing of all that waits is to be spoken, as it stands."""
        return not (is_speakable(self._segmenter.waiting) or is_speakable(self._held))

    @property
    def _held(self) -> str:
        return "" if self._markup is None else self._markup.waiting

    def write(self, text: str) -> list[PlainSegment]:
        """Take in what the client sent; returns the segments that it completes."""
        joined = text
        if self._needs_space_before(text):
            self._joins.append(self._joined_chars)
            joined = " " + text
        self._last_message = text
        self._feed(self._plain_pieces(joined))
        return list(self._certain())

    def flush(self) -> list[PlainSegment]:
        """Return everything that is held back."""
        if self._markup is not None:
            self._feed(self._markup.flush())
        return list(self._certain(final=True))

    def flush_words(self) -> list[PlainSegment]:
        """Return what a stalled stream has left to speak; see `Segmenter.flush_words`."""
        return [self._follow(segment) for segment in self._segmenter.flush_words()]

    def grow(self) -> Growth | None:
        """What is certain of the segment in work, if that is to be spoken while it is written.

        None before its first word, and while its language is open. To be asked when `write` has
        given what it completed.
        """
        if self._grown is None:
            self._grown = self._begin_to_grow()
        if self._grown is None:
            return None
        language, start = self._grown
        begun = self._segmenter.release()
        return Growth(begun.text, begun.start, start, language)

    def _begin_to_grow(self) -> tuple[str, int] | None:
        """The language of the segment in work, and where it starts, if it may be spoken by now."""
        certain = self._segmenter.certain()
        language = self._tracker.foresee(certain.text) if is_speakable(certain.text) else None
        if language is None:
            return None
        self._segmenter.language = language  # whose rules may have to judge again
        if not is_speakable(self._segmenter.certain().text):
            return None
        start, _ = self.to_sent(certain.start, certain.start + 1)
        return language, max(start, self._given)

    def to_sent(self, start: int, end: int) -> tuple[int, int]:
        """The range of what was sent that a range of the plain text stands for.

        Of a part that was changed, such as a formula, it is the whole.
        """
        start, end = self._offsets.to_written(start, end)
        return self._unjoined(start), self._unjoined(end)

    def goes_on(self, at: int) -> bool:
        """Whether offset `at` of the plain text is inside of what one written thing became."""
        return self._offsets.inside(at) is not None

    def _needs_space_before(self, text: str) -> bool:
        """Some clients strip the space between sentences.

        A token such as `3.` is no sentence, and no sentence ends in an initial, `the U.`, `S.`, nor
        in a stop that a space parts from it: `.`, `NET`.
        """
        last = self._last_message
        if not text or " " not in last or last[-1] not in _SENTENCE_ENDS or last[-3:-2] == " ":
            return False
        if last.endswith(" ."):
            return False
        return text[0].isupper() or unicodedata.category(text[0]) == "Lo"

    def _plain_pieces(self, joined: str) -> Iterable[Piece]:
        start = self._joined_chars
        self._joined_chars += len(joined)
        if self._markup is not None:
            return self._markup.push(joined)
        return [Piece(joined, start, self._joined_chars, plain=True)]

    def _feed(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            self._offsets.append(piece)
            self._segmenter.feed(piece.text)

    def _certain(self, *, final: bool = False) -> Iterator[PlainSegment]:
        """Cut one segment after the other, each in the language of the one before."""
        while (segment := self._segmenter.next(final=final)) is not None:
            yield self._follow(segment)

    def _follow(self, segment: Segment) -> PlainSegment:
        language = self._tracker.follow(segment.text)
        self._segmenter.language = language
        if self._grown is not None:
            language, self._grown = self._grown[0], None
        text = segment.text.strip()
        origin = segment.start + segment.text.index(text)
        start, end = self.to_sent(origin, origin + len(text))
        covers, _ = self.to_sent(segment.end, segment.end)
        # A formula that is cut in two belongs to the first segment.
        start, self._given = max(start, self._given), max(end, self._given)
        return PlainSegment(text, origin, start, self._given, max(covers, self._given), language)

    def _unjoined(self, joined: int) -> int:
        """From an offset into the joined text to one into what was sent."""
        return joined - bisect_left(self._joins, joined)
