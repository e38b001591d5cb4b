"""Those that may have killed a worker, opened at the next one by one.

Each waits until the one before it has given a sign, is over, or has had its time.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable

from rtts.worker.utterance import Utterance

__all__ = ["TRIAL_S", "Trials"]

TRIAL_S = 1.0
"""For an utterance to show that it does no harm; longer, it waits for text, or for its turn."""


class Trials:
    """Opens suspects by `open`, one after the other; each has `trial_s`."""

    def __init__(self, open: Callable[[Utterance], None], trial_s: float = TRIAL_S) -> None:
        self._open = open
        self._trial_s = trial_s
        self._waiting: deque[Utterance] = deque()
        self._tried: Utterance | None = None
        self._timer: asyncio.TimerHandle | None = None

    def __repr__(self) -> str:
        return f"<Trials waiting={len(self._waiting)}>"

    def begin(self, suspects: Iterable[Utterance]) -> None:
        """Those whose listeners have the least ahead are tried first."""
        self._waiting.extend(sorted(suspects, key=lambda utterance: utterance.lead_ms))
        self._next()

    def passed(self, utterance: Utterance) -> None:
        """It gave a sign, or is over."""
        if utterance is self._tried:
            self._next()

    def end(self) -> None:
        """There is no worker to try them at."""
        self._rest()
        self._waiting.clear()

    def _next(self) -> None:
        self._rest()
        while self._waiting and self._tried is None:
            utterance = self._waiting.popleft()
            if utterance.over:
                continue  # cancelled while it waited
            self._tried = utterance
            self._timer = asyncio.get_running_loop().call_later(self._trial_s, self._next)
            self._open(utterance)

    def _rest(self) -> None:
        self._tried = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
