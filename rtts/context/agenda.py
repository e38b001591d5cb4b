"""What a context is to say, and to answer, in the order of its text.

Text comes in as a client writes it; out come the items of a pipeline: segments to speak, and
between them the answers that have to wait for the speech before them. A mark inside of text that
is not a segment yet waits for the one that holds it. What nobody speaks (markup, signs without a
sound) must not count as still to be spoken, or a client that sends much of it could fill its
buffer for good.
"""

from collections import deque
from typing import TYPE_CHECKING

from rtts.context.flow import (
    GrowSegment,
    Item,
    PassEnd,
    PassFlush,
    PassMark,
    PauseText,
    SpeakSegment,
)
from rtts.protocol.options import SessionOptions
from rtts.text.audible import is_speakable

if TYPE_CHECKING:
    from rtts.text.intake import Intake, PlainSegment
    from rtts.text.language import LanguageTracker

__all__ = ["Agenda"]


class Agenda:
    """The items of one context. With `grows` they tell of segments before these are whole."""

    def __init__(
        self, options: SessionOptions, tracker: "LanguageTracker", *, grows: bool = False
    ) -> None:
        from rtts.text.intake import Intake, Split  # for a server that waits for its first client

        split = Split(options.split.mode, options.split.min_chars, options.split.max_chars)
        self._intake = Intake(tracker, split, markup=options.normalize == "auto")
        self._tracker = tracker
        self._grows = grows
        self._grown = 0
        """Characters that were told of a segment that is not whole."""
        self._whole_at: dict[int, float] = {}
        """When segments that are not over became whole."""
        self._delay_ms = options.split.max_delay_ms
        self._chars = 0
        self._marks: deque[tuple[int, PassMark]] = deque()
        self._waits_since: float | None = None
        self._left_open = False
        """The last segment told of is one that goes on, so that its utterance waits."""
        self._spoke_since_flush = False
        self._over = 0
        self._open_chars = 0  # of whole segments that are not over
        self.segments = 0
        """How many there were so far."""

    def __repr__(self) -> str:
        return f"<Agenda segments={self.segments} over={self._over} marks={len(self._marks)}>"

    @property
    def language(self) -> str:
        """In which it is spoken, as far as is known."""
        return self._tracker.language

    @property
    def plain(self) -> "Intake":
        """What maps the plain text of segments back to the client's own."""
        return self._intake

    @property
    def unspoken_chars(self) -> int:
        """Code points that are to be spoken, and neither were nor were given up."""
        return self._open_chars + self._intake.pending

    @property
    def open(self) -> bool:
        """Whether a segment is not over."""
        return self.segments > self._over

    @property
    def stalls_at(self) -> float | None:
        """When text that waits for its sentence to go on has waited long enough."""
        if self._waits_since is None or not self._delay_ms:
            return None
        if not (self._intake.pending or self._left_open):
            return None
        return self._waits_since + self._delay_ms / 1000

    def write(self, text: str, now: float) -> list[Item]:
        """Take in text; returns the segments that it completes, and what it adds to the next."""
        self._waits_since = now
        self._chars += len(text)
        segments = self._intake.write(text)
        goes_on = self._grows and bool(self._delay_ms and self._intake.pending)
        return [*self._items(segments, now, goes_on=goes_on), *self._growth()]

    def mark(self, mark: PassMark) -> list[Item]:
        """Place a mark behind the text so far."""
        if not self._intake.pending:
            return [mark]
        self._marks.append((self._chars, mark))
        return []

    def stall(self, now: float) -> list[Item]:
        """Speak what is there up to the last space, because no more text came.

        A mark behind a sign that opens a list or a table does not wait for the words of that.
        """
        self._waits_since = None
        items = self._items(self._intake.flush_words(), now)
        if self._intake.silent:
            items += self._passed_marks(self._chars)
        self._left_open = False
        return [*items, PauseText()] if self._grows else items

    def flush(self, request: str | None, now: float) -> tuple[list[Item], bool]:
        """Speak all that is there; also says whether anything was to be spoken."""
        items = self._items(self._intake.flush(), now)
        self._left_open = False
        spoke, self._spoke_since_flush = self._spoke_since_flush, False
        return [*items, PassFlush(request)], spoke

    def end(self, request: str | None, now: float) -> tuple[list[Item], bool]:
        """Speak all that is there, the last of it; says whether anything ever was to be spoken."""
        items = self._items(self._intake.flush(), now)
        self._waits_since = None
        return [*items, PassEnd(request)], bool(self.segments)

    def settle(self, segment: SpeakSegment) -> None:
        """Take in that a segment was spoken, or given up."""
        self._over += 1
        self._whole_at.pop(segment.number, None)
        self._open_chars -= len(segment.text)

    def whole_at(self, segment: int) -> float | None:
        """When the text was received that completed a segment; None if none did yet."""
        return self._whole_at.get(segment)

    def _items(
        self, segments: "list[PlainSegment]", now: float, *, goes_on: bool = False
    ) -> list[Item]:
        items: list[Item] = []
        spoken = [segment for segment in segments if is_speakable(segment.text)]
        for segment in segments:
            if is_speakable(segment.text):
                self._left_open = goes_on or segment is not spoken[-1]
                items.append(self._speak(segment, now, goes_on=self._left_open))
            items += self._passed_marks(segment.covers)
        if not self._intake.pending:
            items += self._passed_marks(self._chars)
        return items

    def _passed_marks(self, chars: int) -> list[Item]:
        """The marks behind which only text after offset `chars` is still to come."""
        items: list[Item] = []
        while self._marks and self._marks[0][0] <= chars:
            items.append(self._marks.popleft()[1])
        return items

    def _growth(self) -> list[Item]:
        """What is certain of the next segment, beyond what was told before."""
        growth = self._intake.grow() if self._grows else None
        if growth is None or len(growth.text) == self._grown:
            return []
        text = growth.text[self._grown :]
        number = self._number()
        self._grown = len(growth.text)
        return [GrowSegment(number, text, growth.start, growth.language, growth.origin)]

    def _number(self) -> int:
        """Of the segment in work."""
        if not self._grown:
            self.segments += 1
            self._spoke_since_flush = True
        return self.segments - 1

    def _speak(self, segment: "PlainSegment", now: float, *, goes_on: bool) -> SpeakSegment:
        number = self._number()
        self._grown = 0
        self._whole_at[number] = now
        self._open_chars += len(segment.text)
        return SpeakSegment(
            number=number,
            text=segment.text,
            start=segment.start,
            end=segment.end,
            language=segment.language,
            origin=segment.origin,
            goes_on=goes_on,
        )
