"""Whether another worker is started at all.

Back-off says when; after many deaths in a short time the answer is: not for a while. Each
start of an engine costs seconds of a GPU, and each utterance that waits for it is silence on
somebody's telephone, whose caller is better told at once, and sent elsewhere.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Literal

__all__ = ["Circuit", "CircuitState"]

CircuitState = Literal["closed", "open", "half-open"]


class Circuit:
    """Opens after `deaths` within `window_s`, and rests for `rest_s` before one trial.

    A trial that fails doubles the rest, up to `longest_rest_s`; one that succeeds closes the
    circuit. The deaths of the window go on counting, so that a worker which loads well and
    dies of its first utterance is not tried five times over.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        deaths: int = 5,
        window_s: float = 60.0,
        rest_s: float = 15.0,
        longest_rest_s: float = 240.0,
    ) -> None:
        self._clock = clock
        self._window_s = window_s
        self._first_rest_s = rest_s
        self._longest_rest_s = longest_rest_s
        self._rest_s = rest_s
        self._deaths: deque[float] = deque(maxlen=deaths)
        self._until: float | None = None
        """When the rest ends; None while the circuit is closed."""

    def __repr__(self) -> str:
        return f"<Circuit {self.state} remaining={self.remaining():g}>"

    @property
    def state(self) -> CircuitState:
        """`half-open` when a trial may be made, until its outcome is known."""
        if self._until is None:
            return "closed"
        return "open" if self.remaining() else "half-open"

    def remaining(self) -> float:
        """Seconds for which every start is refused."""
        return 0.0 if self._until is None else max(0.0, self._until - self._clock())

    def died(self) -> None:
        """A worker died, at whatever it was."""
        now = self._clock()
        self._deaths.append(now)
        if self._until is not None:
            self._rest_s = min(2 * self._rest_s, self._longest_rest_s)
            self._until = now + self._rest_s
        elif self._is_too_much(now):
            self._until = now + self._rest_s

    def proved(self) -> None:
        """A worker can speak."""
        self._until = None
        self._rest_s = self._first_rest_s

    def _is_too_much(self, now: float) -> bool:
        full = len(self._deaths) == self._deaths.maxlen
        return full and now - self._deaths[0] <= self._window_s
