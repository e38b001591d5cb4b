"""What an engine can carry, from what its steps gave.

How much speech an engine makes in a second depends on how many utterances share its steps, so
what it does now says little of what it could do. `Gauge` therefore takes each step apart into a
fixed cost and a cost for each row (an utterance that was advanced), and tells from those what
full steps would carry. All of it fades with time, so that another voice, another model of
processor clock or a neighbour on the machine is learnt within seconds.
"""

import math
from dataclasses import dataclass

from msgspec import Struct

__all__ = ["EngineLoad", "Gauge"]

_BUSY_MEMORY_S = 2.0
"""Seconds of work after which what was measured of steps counts a third."""
_STEPS_TO_TRUST = 10
_TRUST_IN_GUESS = 1.0
"""The spread of batch sizes, in rows squared, at which measure and guess weigh the same."""


class EngineLoad(Struct, frozen=True, array_like=True, kw_only=True):
    """What admission is decided from. The worker publishes it; 0 is also what is not known yet."""

    live: int = 0
    """Utterances that somebody listens to while they are made."""
    waiting: int = 0
    """Utterances that have text and no audio yet, one-shot requests among them."""
    capacity: float = 0.0
    """Seconds of audio that it could make in a second, all its slots in use."""
    per_waiting_ms: float = 0.0
    """What each of those that wait adds to the wait of the next."""
    projected_first_ms: float = 0.0
    """How long a live one opened now would wait for its first audio."""


@dataclass
class _Fading:
    """Sums over the recent steps that gave audio."""

    steps: float = 0.0
    rows: float = 0.0
    rows_squared: float = 0.0
    busy_s: float = 0.0
    rows_busy_s: float = 0.0
    audio_s: float = 0.0

    def fade(self, factor: float) -> None:
        for name, value in vars(self).items():
            setattr(self, name, value * factor)

    def add(self, rows: int, busy_s: float, audio_s: float) -> None:
        self.steps += 1
        self.rows += rows
        self.rows_squared += rows * rows
        self.busy_s += busy_s
        self.rows_busy_s += rows * busy_s
        self.audio_s += audio_s

    def complete(self, rows: int, busy_s: float, audio_s: float) -> None:
        """Add to the last step, of so many rows, what was yet to come of it."""
        self.busy_s += busy_s
        self.rows_busy_s += rows * busy_s
        self.audio_s += audio_s


class Gauge:
    """Measures an engine of so many slots. Times are seconds of one clock."""

    def __init__(self, slots: int) -> None:
        self.goes_to_the_end = slots == 1
        """Whether the engine may have to finish what it has begun before it takes up another."""
        self._slots = slots
        self._recent = _Fading()
        self._rows = 0
        """Of the last step that advanced any."""
        self._steps = 0
        self._begun_busy_s = 0.0
        self._begun = 0.0
        self._first_busy_s = 0.0
        self._firsts = 0.0

    # What happened.

    def resize(self, slots: int) -> None:
        """The engine has so many slots from now on."""
        self._slots = slots

    def first(self) -> None:
        """An utterance got its first audio, for which its listener waited."""
        self._firsts += 1

    def begin(self) -> None:
        """An utterance got the first audio of its own, whether or not its listener waited."""
        self._begun += 1

    def step(self, began: float, now: float, *, rows: int, audio_s: float, waiting: bool) -> None:
        """A step advanced so many utterances; `waiting` if others had no audio when it began.

        One that advanced none, and gave audio, gave that of the steps before: an engine that is
        read late has such a step wherever its text pauses or ends.
        """
        busy_s = max(now - began, 0.0)
        self._fade(math.exp(-busy_s / _BUSY_MEMORY_S))
        self._begun_busy_s += busy_s
        if waiting:
            self._first_busy_s += busy_s
        if rows:
            self._steps += 1
            self._rows = rows
            self._recent.add(rows, busy_s, audio_s)
        elif audio_s:
            self._recent.complete(self._rows, busy_s, audio_s)

    def _fade(self, factor: float) -> None:
        """Only work lets measures of work fade: an engine that idled is still what it was."""
        self._recent.fade(factor)
        self._begun_busy_s *= factor
        self._begun *= factor
        self._first_busy_s *= factor
        self._firsts *= factor

    # What follows from it.

    def step_s(self, rows: int) -> float:
        """How long a step takes that advances so many."""
        fixed_s, row_s = self._costs()
        return fixed_s + row_s * rows

    def turn_s(self, rows: int) -> float:
        """How long the engine works before it takes up the next, when so many want it."""
        step_s = self.step_s(min(rows, self._slots))
        if not self.goes_to_the_end or self._begun < _TRUST_IN_GUESS:
            return step_s
        return max(step_s, self._begun_busy_s / self._begun)

    @property
    def per_waiting_s(self) -> float:
        """Seconds of work for each first audio, while some wait for theirs."""
        if self._firsts < _TRUST_IN_GUESS:
            return self.turn_s(1)
        return self._first_busy_s / self._firsts

    @property
    def capacity(self) -> float:
        """Seconds of audio in a second of work, all slots in use; 0 while too little is known."""
        full_s = self.step_s(self._slots)
        if self._steps < _STEPS_TO_TRUST or full_s <= 0:
            return 0.0
        return self._slots * self._recent.audio_s / self._recent.rows / full_s

    def _costs(self) -> tuple[float, float]:
        """Seconds of a step's fixed part, and of each row, by least squares.

        Where batches were all of one size nothing tells the two apart; then a guess holds, by
        which half a full batch costs as much as the fixed part.
        """
        sums = self._recent
        if sums.rows <= 0:
            return 0.0, 0.0
        rows, seconds = sums.rows / sums.steps, sums.busy_s / sums.steps
        spread = max(sums.rows_squared / sums.steps - rows * rows, 0.0)
        common = sums.rows_busy_s / sums.steps - rows * seconds
        guess = seconds / (rows + self._slots / 2)
        row_s = (common + _TRUST_IN_GUESS * guess) / (spread + _TRUST_IN_GUESS)
        row_s = min(max(row_s, 0.0), seconds / rows)
        return seconds - row_s * rows, row_s
