"""How late an event loop is: what it was to do at a moment, it did so much later.

A loop with more to do than it can is late for everything, and the first to suffer are listeners
whose audio is made and waits to be sent. It is the one measure that counts all that is done there.
"""

import asyncio
from collections import deque
from collections.abc import Callable

__all__ = ["LoopLag"]

_INTERVAL_S = 0.1
_REMEMBERED = 10


class LoopLag:
    """Looks at a clock ten times a second, and remembers the last second."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lags: deque[float] = deque(maxlen=_REMEMBERED)
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def __repr__(self) -> str:
        return f"<LoopLag {self.late_s(self._clock()) * 1000:.0f} ms>"

    def start(self) -> None:
        """Begin to look, in the running loop."""
        self._due = self._clock() + _INTERVAL_S
        self._timer = asyncio.get_running_loop().call_later(_INTERVAL_S, self._look)

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()

    def late_s(self, now: float) -> float:
        """The mean of the last second; the look that is due now counts as far as it is late."""
        overdue = max(now - self._due, 0.0)
        lags = [*self._lags, overdue] if overdue > _INTERVAL_S else list(self._lags)
        return sum(lags) / len(lags) if lags else 0.0

    def _look(self) -> None:
        self._lags.append(max(self._clock() - self._due, 0.0))
        self.start()
