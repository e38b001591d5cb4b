"""When to start a worker again after it died.

One death is an accident and is mended at once: somebody is listening. Deaths in a row are
a fault that a start will not cure, and a worker that is started in a loop keeps the machine
busy with loading. Each wait is cut by a random part, up to a quarter, so that machines which
lost the same model store at the same moment do not all come back to it at once.
"""

import random
import time
from collections.abc import Callable

__all__ = ["Backoff"]

_PROOF_S = 30.0
"""A worker that has been speaking for so long was a good one."""
_JITTER = 0.25


class Backoff:
    """Counts deaths in a row: waits 0, 0.5, 1, 2, 4, 8, 10, 10 … seconds after them.

    `chance` gives numbers from 0 to 1: 0 leaves a wait as it is, 1 cuts most.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
        *,
        first_wait_s: float = 0.5,
        longest_wait_s: float = 10.0,
    ) -> None:
        self._clock = clock
        self._chance = chance
        self._first_wait_s = first_wait_s
        self._longest_wait_s = longest_wait_s
        self._deaths = 0
        self._until = clock()

    def __repr__(self) -> str:
        return f"<Backoff deaths={self._deaths} remaining={self.remaining():g}>"

    def died(self, spoke_for: float) -> None:
        """A worker died that had given its first sample `spoke_for` seconds ago."""
        self._count(1 if spoke_for >= _PROOF_S else self._deaths + 1)

    def could_not_start(self) -> None:
        """A worker died before it could speak; trying again at once would be in vain."""
        self._count(max(2, self._deaths + 1))

    def remaining(self) -> float:
        """Seconds to wait before the next start."""
        return max(0.0, self._until - self._clock())

    def _count(self, deaths: int) -> None:
        self._deaths = deaths
        wait = self._first_wait_s * 2 ** (min(deaths, 10) - 2) if deaths > 1 else 0.0
        cut = 1 - _JITTER * self._chance()
        self._until = self._clock() + min(wait, self._longest_wait_s) * cut
