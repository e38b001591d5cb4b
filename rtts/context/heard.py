"""What was sent, and how much of it was heard.

An agent that was interrupted must know what its listener really heard, or its memory of the
conversation is false. Two things are needed for that: where each word lies in the audio
(`Transcript`), and how far the listener has got (`Playhead`). Both are kept in the client's
own text and in ms of the context's audio, whatever normalization and encoding did between.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Heard", "Playhead", "Transcript"]


_ROUNDING_MS = 1.0


class Heard(NamedTuple):
    """What was heard of a context."""

    spoken: str
    remaining: str
    precision: str
    """`word`, `segment` or `estimate`: what `spoken` was cut by."""


class Transcript:
    """The text of one context, and where its words and segments end in the audio."""

    def __init__(self, *, word_times: bool) -> None:
        self._pieces: list[str] = []
        self._chars = 0
        self.word_times = word_times
        """Whether `reach` is told of each word."""
        self._precision = "word" if word_times else "segment"
        # Two sorted columns: at which ms a piece of text has been heard to its end, and the
        # code point offset of that end. Audio is sent in order, so both only grow.
        self._ends_ms: list[float] = [0.0]
        self._ends_chars: list[int] = [0]

    @property
    def chars(self) -> int:
        """Code points that the client sent."""
        return self._chars

    @property
    def text(self) -> str:
        """All that the client sent."""
        if len(self._pieces) > 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0] if self._pieces else ""

    def append(self, text: str) -> None:
        """Take in what the client sent."""
        self._pieces.append(text)
        self._chars += len(text)

    def reach(self, chars: int, ms: float) -> None:
        """Say that the text before offset `chars` has been heard once `ms` were played."""
        self._ends_ms.append(max(ms, self._ends_ms[-1]))
        self._ends_chars.append(max(chars, self._ends_chars[-1]))

    def guess(self, chars: int, ms: float) -> None:
        """Say the same by a guess: what was heard is an estimate from now on."""
        self._precision = "estimate"
        self.reach(chars, ms)

    def heard(self, played_ms: float) -> Heard:
        """Cut the text at the last end that was played. The two parts joined are the text."""
        at = self._ends_chars[bisect_right(self._ends_ms, played_ms) - 1]
        text = self.text
        return Heard(text[:at], text[at:], self._precision)

    def part(self, start: int, end: int) -> str:
        """The client's own text between two offsets."""
        return self.text[start:end]

    def break_off(self, ms: float) -> int:
        """Say that the audio ends at `ms`, and what was to come will not.

        Returns the offset behind the last text that was said to its end.
        """
        while self._ends_ms[-1] > ms + _ROUNDING_MS:
            self._ends_ms.pop()
            self._ends_chars.pop()
        return self._ends_chars[-1]


class Playhead:
    """How much of a context's audio its listener has heard, by report or by the clock.

    The clock assumes a listener that plays audio as soon as it is there, one context after
    the other, and waits when it runs dry. `after` are the playheads of the contexts that are
    heard before this one.
    """

    def __init__(self, after: "Sequence[Playhead]" = ()) -> None:
        self.sent_ms = 0.0
        self.reported_ms: float | None = None
        self._after = after
        self._ends_at = 0.0

    def sent(self, ms: float, now: float) -> float:
        """Take in that `ms` of audio were sent; returns for how many s the listener was dry."""
        dry = max(now - self._ends_at, 0.0) if self.sent_ms else 0.0
        begins_at = max(self._ends_at, now)
        if self._after:
            begins_at = max(begins_at, *(before.ends_at for before in self._after))
            self._after = ()  # known now; a chain of all that was ever said would only grow
        self._ends_at = begins_at + ms / 1000
        self.sent_ms += ms
        return dry

    def report(self, played_ms: float) -> None:
        """Take in what the client says it has played. Never runs backwards."""
        self.reported_ms = min(max(played_ms, self.reported_ms or 0.0), self.sent_ms)

    def unreached(self) -> None:
        """The listener still hears a context before this one: nothing of this was heard."""
        if self.reported_ms is None:
            self.reported_ms = 0.0

    def stop(self, now: float) -> None:
        """The listener dropped the rest: what was sent and not heard is no longer ahead of it."""
        self._ends_at -= self.ahead_by_clock(now) / 1000
        self.reported_ms = self.sent_ms
        self.close()

    def close(self) -> None:
        """Nothing more will be sent."""
        self._after = ()

    def bring_forward(self, seconds: float) -> None:
        """Something before this was dropped: it is heard that much earlier."""
        self._ends_at -= seconds

    @property
    def ends_at(self) -> float:
        """When the listener will have heard all that was sent, by the clock."""
        return self._ends_at

    def played_ms(self, now: float) -> float:
        """What was heard: the last report, else the clock."""
        if self.reported_ms is not None:
            return self.reported_ms
        return self.sent_ms - self.ahead_by_clock(now)

    def ahead_by_clock(self, now: float) -> float:
        """Audio sent and not yet heard, in ms, by the clock."""
        return min(max(self._ends_at - now, 0.0) * 1000, self.sent_ms)

    def ahead_by_report(self) -> float:
        """Audio sent and not yet reported as heard, in ms."""
        return self.sent_ms - (self.reported_ms or 0.0)
