"""The thread that owns an engine.

An engine may be called from one thread only and knows nothing of sockets. What the event
loop wants of it is put in a queue and done between two steps, in order, so that a cancel
that was asked for during a step holds before the next one begins. Which utterances a step
advances is the scheduler's decision; it lives in the same thread and hears the same commands.
"""

import math
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rtts.engines.base import Chunk, Ended, Engine, Event, Failed, Job
from rtts.worker.load import EngineLoad
from rtts.worker.scheduler import Decision, Scheduler, SchedulingRules

__all__ = ["Driver"]

Command = tuple[Callable[..., object], tuple[Any, ...]]

_LOAD_INTERVAL_S = 0.05
"""How old the load may be: half of what a worker's peers wait for it."""

_FIGURES_INTERVAL_S = 0.5

_CUT_SHORT = "The engine ended this before its text was whole."

_RULES = SchedulingRules()


class Driver:
    """Loads an engine and steps it, in a thread of its own, until it is told to stop.

    The callbacks are called in that thread: `loaded` once, `spoken` with the events of each
    step that has any, `rested` when there is nothing to do and what is told of the engine is up to
    date, and `broke` with what came out of the engine, after which it is over.
    All other methods may be called in any thread.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        loaded: Callable[[], object],
        spoken: Callable[[list[Event]], object],
        broke: Callable[[BaseException], object],
        rested: Callable[[], object] = lambda: None,
        rules: SchedulingRules = _RULES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._loaded = loaded
        self._spoken = spoken
        self._broke = broke
        self._rested = rested
        self._clock = clock
        self._scheduler = Scheduler(engine.info.slots, rules)
        engine.ahead_s = self._ahead_s
        self._decision = Decision((), None)
        self._growing: set[int] = set()
        """Utterances that are open and whose text is not whole."""
        self._load = EngineLoad()
        self._load_at = clock()
        self._figures: Mapping[str, float] = {}
        self._figures_at = -math.inf
        self._stale = False
        """Whether a step was made since they were seen."""
        self._commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)

    @property
    def load(self) -> EngineLoad:
        """How the engine fared a moment ago."""
        return self._load

    @property
    def figures(self) -> Mapping[str, float]:
        """What the engine lets be watched: less than a second old, and up to date at rest."""
        return self._figures

    def start(self) -> None:
        """Begin to load the engine."""
        self._thread.start()

    def stop(self) -> None:
        """Close the engine and end, after the step that is under way."""
        self._commands.put((self._note_stop, ()))

    def join(self, timeout: float) -> bool:
        """Wait for the end, so many seconds at most. False if the engine hangs."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _ahead_s(self, id: int) -> float:
        """What the engine may ask."""
        return self._scheduler.ahead_s(id, self._clock())

    # Commands. Each is done before the next step.

    def open(self, job: Job, spoken: Sequence[bytes] = ()) -> None:
        """Begin an utterance; `spoken` are the traces of what was delivered of it."""
        self._commands.put((self._open, (job, spoken)))

    def feed(self, id: int, text: str) -> None:
        """Append text to an utterance."""
        self._commands.put((self._feed, (id, text)))

    def finish(self, id: int) -> None:
        """Say that no more text will be fed."""
        self._commands.put((self._finish, (id,)))

    def lead(self, id: int, ms: int) -> None:
        """Say how much audio lies ahead of the listener of an utterance."""
        self._commands.put((self._lead, (id, ms)))

    def cancel(self, id: int) -> None:
        """Drop an utterance. Events of the step that is under way may still come."""
        self._commands.put((self._cancel, (id,)))

    def _open(self, job: Job, spoken: Sequence[bytes]) -> None:
        self._growing.add(job.id)
        self._engine.open(job, spoken)
        self._scheduler.opened(job.id, self._clock(), live=job.live)

    def _feed(self, id: int, text: str) -> None:
        self._engine.feed(id, text)
        if self._engine.info.grows:
            self._scheduler.fed(id, self._clock())

    def _finish(self, id: int) -> None:
        self._growing.discard(id)
        self._engine.finish(id)
        self._scheduler.fed(id, self._clock())

    def _lead(self, id: int, ms: int) -> None:
        self._scheduler.lead(id, ms, self._clock())

    def _cancel(self, id: int) -> None:
        self._growing.discard(id)
        self._engine.cancel(id)
        self._scheduler.closed(id)

    def _note_stop(self) -> None:
        self._stopping = True

    # The thread.

    def _run(self) -> None:
        try:
            self._engine.load()
            self._look(self._clock())
            self._loaded()
            self._speak()
            self._engine.close()
        except BaseException as error:  # noqa: BLE001 - a SystemExit ends a thread in silence
            self._broke(error)

    def _speak(self) -> None:
        while True:
            self._await_work()
            self._obey()
            if self._stopping:
                return
            began = self._clock()
            self._decision = self._scheduler.decide(began)
            events = self._honest(self._engine.step(self._decision.order))
            self._note_step(events, began)
            if events:
                self._spoken(events)

    def _honest(self, events: list[Event]) -> list[Event]:
        """The same, but that who ended before its text was whole has failed.

        What is fed to such a one is lost, and nobody but this thread knows what came first.
        """
        honest: list[Event] = []
        for event in events:
            early = isinstance(event, Ended) and event.id in self._growing
            honest.append(Failed(event.id, _CUT_SHORT) if early else event)
            if not isinstance(event, Chunk):
                self._growing.discard(event.id)
        return honest

    def _await_work(self) -> None:
        """Wait as long as the engine has nothing to do, but not beyond a command."""
        seconds = self._engine.wait()
        if seconds is not None and seconds <= 0:
            return
        if seconds is None and self._scheduler.starved():
            self._load_at = self._clock()
            self._load = self._scheduler.load(self._load_at)
        if self._stale:
            self._look(self._clock())
            if seconds is None:
                self._rested()
        waits = [each for each in (seconds, self._decision.wait_s) if each is not None]
        try:
            method, arguments = self._commands.get(timeout=min(waits, default=None))
        except queue.Empty:
            return
        method(*arguments)

    def _obey(self) -> None:
        while not self._commands.empty():
            method, arguments = self._commands.get_nowait()
            method(*arguments)

    def _note_step(self, events: list[Event], began: float) -> None:
        """Tell the scheduler what a step gave, and how the engine fares, if it is time."""
        now = self._clock()
        made_ms: dict[int, float] = {}
        per_ms = self._engine.info.sample_rate / 1000
        for event in events:
            if isinstance(event, Chunk):
                made_ms[event.id] = made_ms.get(event.id, 0.0) + len(event.pcm) / 2 / per_ms
        rows = self._engine.advanced
        self._scheduler.stepped(self._decision, made_ms, began, now, rows=rows)
        ended = [event.id for event in events if not isinstance(event, Chunk)]
        for id in ended:
            self._scheduler.closed(id)
        self._stale = True
        if ended or now - self._load_at >= _LOAD_INTERVAL_S:
            self._look_at_load(now)
            if now - self._figures_at >= _FIGURES_INTERVAL_S:
                self._look(now)

    def _look(self, now: float) -> None:
        """See all that is told of the engine: from time to time, and before it rests."""
        self._look_at_load(now)
        self._figures, self._figures_at = dict(self._engine.figures()), now
        self._stale = False

    def _look_at_load(self, now: float) -> None:
        self._scheduler.resize(self._engine.slots)
        self._load, self._load_at = self._scheduler.load(now), now
