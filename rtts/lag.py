"""How late a server is: what it was to do at a moment, it did so much later.

An event loop with more to do than it can is late for everything, and so are threads; the first to
suffer are listeners whose audio is made and waits to be encoded or sent. A moment of it means
nothing: an import holds everything up once. What counts is what most of the last second was like.
"""

import asyncio
from collections import deque
from collections.abc import Callable

__all__ = ["Lag"]

_INTERVAL_S = 0.1
_REMEMBERED = 10
_IN_TIME = 3
"""A second in which so many looks were in time is no late one."""


class Lag:
    """Looks at a clock ten times a second, and remembers the last second.

    `also` gives the lateness of whatever else counts, in seconds, at a time of the clock.
    """

    def __init__(self, clock: Callable[[], float], also: Callable[[float], float]) -> None:
        self._clock = clock
        self._also = also
        self._lags: deque[float] = deque(maxlen=_REMEMBERED)
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def __repr__(self) -> str:
        return f"<Lag {self.late_s * 1000:.0f} ms>"

    def start(self) -> None:
        """Begin to look, in the running loop."""
        self._due = self._clock() + _INTERVAL_S
        self._timer = asyncio.get_running_loop().call_later(_INTERVAL_S, self._look)

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()

    @property
    def late_s(self) -> float:
        """How late most of the last second was, at least. 0 before there was a whole second."""
        if len(self._lags) < _REMEMBERED:
            return 0.0
        return sorted(self._lags)[_IN_TIME - 1]

    def _look(self) -> None:
        now = self._clock()
        self._lags.append(max(now - self._due, self._also(now)))
        self.start()
