"""The watch over one worker's process: gathers the facts, asks for a verdict, passes it on."""

import asyncio
from collections.abc import Callable

from rtts.worker.vitals import is_stopped, resident_mb
from rtts.worker.watchdog import Limits, Verdict, Watchdog

__all__ = ["Guard"]


class Guard:
    """Looks after a worker every `beat_s`, from `start` to `stop`.

    `ping` has the worker give a sign of life; `act` is called with every verdict, again at
    each look as long as it holds.
    """

    def __init__(
        self, limits: Limits, *, ping: Callable[[], object], act: Callable[[Verdict], object]
    ) -> None:
        self._beat_s = limits.beat_s
        self._weighs = limits.memory_mb > 0
        self._ping = ping
        self._act = act
        self._loop = asyncio.get_running_loop()
        self._dog = Watchdog(limits, self._loop.time)
        self._timer: asyncio.TimerHandle | None = None
        self._pid = 0

    def start(self, pid: int) -> None:
        """Begin to look after a process."""
        self._pid = pid
        self._plan()

    def stop(self) -> None:
        """Look no more."""
        self._pid = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def described(self) -> None:
        """Note that the engine is built, and loads."""
        self._dog.described()

    def loaded(self) -> None:
        """Note that the engine can speak."""
        self._dog.loaded()

    def hear(self, *, busy_s: float, silent_s: float) -> None:
        """Take a sign of life."""
        self._dog.hear(busy_s=busy_s, silent_s=silent_s)

    def _plan(self) -> None:
        if self._pid and self._beat_s:
            self._timer = self._loop.call_later(self._beat_s, self._look)

    def _look(self) -> None:
        memory_mb = resident_mb(self._pid) if self._weighs else 0.0
        verdict = self._dog.look(stopped=is_stopped(self._pid), memory_mb=memory_mb)
        if verdict is not None:
            self._act(verdict)
        self._ping()
        self._plan()
