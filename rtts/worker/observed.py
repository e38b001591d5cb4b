"""How the engine's thread fares, as the worker's event loop can see it.

An engine that does not come back from a call cannot say so, and neither can the thread that
waits in it. So every call is noted at its beginning and its end, by a stand-in between the
thread and the engine. It writes single fields that the event loop reads; neither waits for
the other.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from rtts.engines.base import Ended, Engine, Event, Failed, Job

__all__ = ["Observation", "observe"]

_SOON_S = 0.1
"""An engine that wants to be stepped within this time has work now."""


class Observation:
    """What is known of an engine's calls. Written by its thread, read by any."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.silent_s = 0.0
        """For so long no step has given anything, while there was work and text was whole."""
        self._clock = clock
        self._called_at: float | None = None
        self._has_work = False
        self._open: dict[int, bool] = {}
        """Utterances, and whether their text is whole."""
        self._fruitless_since: float | None = None

    def __repr__(self) -> str:
        return f"<Observation busy={self.busy_s:.1f} silent={self.silent_s:.1f} open={self._open}>"

    @property
    def busy_s(self) -> float:
        """How long the call that is under way has taken; 0 if none is."""
        called_at = self._called_at
        return 0.0 if called_at is None else self._clock() - called_at

    # What the engine's thread notes.

    def called(self) -> None:
        """A call of the engine begins."""
        self._called_at = self._clock()

    def returned(self) -> None:
        """It is over."""
        self._called_at = None

    def waits(self, seconds: float | None) -> None:
        """The engine has said when it wants to be stepped."""
        self._has_work = seconds is not None and seconds <= _SOON_S
        if not self._has_work:
            self._count_anew()

    def opened(self, id: int) -> None:
        """An utterance begins."""
        self._open[id] = False

    def finished(self, id: int) -> None:
        """The text of an utterance is whole."""
        if id in self._open:
            self._open[id] = True

    def ended(self, id: int) -> None:
        """An utterance is over."""
        self._open.pop(id, None)

    def stepped(self, order: Iterable[int], events: Iterable[Event]) -> None:
        """A step that was to advance some of `order` has given these."""
        fruitful = False
        for event in events:
            fruitful = True
            if isinstance(event, Ended | Failed):
                self.ended(event.id)
        owed = any(self._open.get(id) for id in order)
        if fruitful or not owed or not self._has_work:
            self._count_anew()
            return
        now = self._clock()
        if self._fruitless_since is None:
            self._fruitless_since = now
        self.silent_s = now - self._fruitless_since

    def _count_anew(self) -> None:
        self._fruitless_since, self.silent_s = None, 0.0


class _Observed:
    """Passes every call on to an engine."""

    def __init__(self, engine: Engine, seen: Observation) -> None:
        self._engine = engine
        self._seen = seen

    def __repr__(self) -> str:
        return repr(self._engine)

    @property
    def ahead_s(self) -> Callable[[int], float]:
        """What the engine asks, which is no call of it."""
        return self._engine.ahead_s

    @ahead_s.setter
    def ahead_s(self, asked: Callable[[int], float]) -> None:
        self._engine.ahead_s = asked

    def __getattr__(self, name: str) -> Any:
        """Whatever an engine has that needs no more than its duration noted."""
        found = getattr(self._engine, name)
        if not callable(found):
            return found

        def call(*arguments: Any) -> Any:
            return self._timed(found, *arguments)

        setattr(self, name, call)
        return call

    def open(self, job: Job, spoken: Sequence[bytes] = ()) -> None:
        self._seen.opened(job.id)
        self._timed(self._engine.open, job, spoken)

    def finish(self, id: int) -> None:
        self._seen.finished(id)
        self._timed(self._engine.finish, id)

    def cancel(self, id: int) -> None:
        self._seen.ended(id)
        self._timed(self._engine.cancel, id)

    def wait(self) -> float | None:
        seconds: float | None = self._timed(self._engine.wait)
        self._seen.waits(seconds)
        return seconds

    def step(self, order: Sequence[int]) -> list[Event]:
        events: list[Event] = self._timed(self._engine.step, order)
        self._seen.stepped(order, events)
        return events

    def _timed(self, method: Callable[..., Any], *arguments: Any) -> Any:
        self._seen.called()
        try:
            return method(*arguments)
        finally:
            self._seen.returned()


def observe(engine: Engine, seen: Observation) -> Engine:
    """The engine, each call of which is noted in `seen`. To be used in its place."""
    return cast(Engine, _Observed(engine, seen))
