"""Starts a worker when one is needed, ends it when none is, and replaces it when it dies.

What makes this delicate is everything that may happen meanwhile: fifty callers may want a
worker that is not there, and get one; the moment at which a worker is idle for long enough
may be the moment at which someone opens an utterance, and then it has to be the worker who
decides; and a worker that cannot start must not be started as often as it is asked for. After
many deaths in a short time none is started for a while: see `circuit.py`.
"""

import asyncio
import socket
import time
from collections.abc import Callable, Sequence
from typing import Literal

from rtts.engines.base import EngineInfo
from rtts.errors import WorkerUnavailable
from rtts.worker.backoff import Backoff
from rtts.worker.circuit import Circuit, CircuitState
from rtts.worker.pipe import PipeError
from rtts.worker.process import PROGRAM, Ending, OnEvent, WorkerProcess
from rtts.worker.watchdog import Limits
from rtts.worker.wire import Described, FromWorker, Leaving, Load, Loaded, WorkerSpec

__all__ = ["State", "Supervisor"]

State = Literal["stopped", "starting", "loading", "up", "stopping", "failed"]

_REASONS: dict[State, str] = {
    "starting": "The worker is starting.",
    "loading": "The engine is loading.",
    "stopping": "The worker is stopping.",
}


class Supervisor:
    """Owns the one worker that there is at a time.

    `idle_timeout` is in seconds, counted from the last sample, connection or start; 0 lets the
    worker stay. `on_event` is told what happens to the worker, and what the worker logs.
    `limits` are what a worker may take before it is replaced; `backoff` and `circuit` say when
    the next may be started. `program` is what Python runs to be one.
    """

    def __init__(
        self,
        spec: WorkerSpec,
        *,
        idle_timeout: float = 0.0,
        limits: Limits | None = None,
        backoff: Backoff | None = None,
        circuit: Circuit | None = None,
        clock: Callable[[], float] = time.monotonic,
        on_event: OnEvent = lambda _event, _fields: None,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self.restarts = 0
        """Starts in place of a worker that died, or that occupied too much memory."""
        self._spec = spec
        self._idle_timeout = idle_timeout
        self._clock = clock
        self._on_event = on_event
        self._program = program
        self._limits = limits or Limits()
        self._backoff = backoff or Backoff(clock)
        self._circuit = circuit or Circuit(clock)
        self._worker: WorkerProcess | None = None
        self._info: EngineInfo | None = None
        self._state: State = "stopped"
        self._failure = ""
        self._to_replace = False
        self._excused = False
        self._spoke_at: float | None = None
        self.load: Load | None = None
        """What the worker last said of its load; None while there is no worker."""
        self._unloading: asyncio.TimerHandle | None = None
        self._keep = False
        self._reviving: asyncio.Task[None] | None = None
        self._closed = False

    def __repr__(self) -> str:
        return f"<Supervisor {self._spec.engine} {self.state} restarts={self.restarts}>"

    # For readiness and metrics.

    @property
    def state(self) -> State:
        """What the worker is at. `failed` ends when it may be tried again, on need."""
        if self._circuit.remaining():
            return "failed"
        if self._state == "failed" and not self._backoff.remaining():
            return "stopped"
        return self._state

    @property
    def circuit(self) -> CircuitState:
        """Whether workers are started at all: not while it is open."""
        return self._circuit.state

    @property
    def reason(self) -> str | None:
        """Why no utterance can be spoken now; None if one can, be it that a worker starts."""
        if self._closed:
            return "The server is stopping."
        state = self.state
        return self._failure if state == "failed" else _REASONS.get(state)

    @property
    def info(self) -> EngineInfo | None:
        """What the engine can do, once a worker has said it."""
        return self._info

    @property
    def pid(self) -> int | None:
        return self._worker.pid if self._worker else None

    def distrust(self, error: PipeError) -> None:
        """Replace the worker, which has broken the rules of a pipe."""
        if self._worker is not None and not self._worker.leaving:
            self._worker.distrust(error)

    def excused(self) -> bool:
        """Whether the worker that was lost last had to go for what no utterance can cause.

        It was stopped by a signal, or took too much memory.
        """
        worker = self._worker
        if worker is None or not worker.loaded.done():  # it is the next one
            return self._excused
        return worker.excused

    # What is wanted of a worker.

    async def describe(self) -> EngineInfo:
        """What the engine can do; starts a worker if none has said it yet.

        Raises WorkerUnavailable, also for an engine that is known, while no worker is started.
        """
        self._check_circuit()
        while self._info is None:
            worker = await self._running()
            self._check(await worker.until(worker.described))
        return self._info

    async def start(self) -> None:
        """Start a worker, wait until it can speak, and from now on replace it when it dies.

        Raises WorkerUnavailable if this one cannot be started; others are tried all the same.
        """
        self._keep = True
        await self._speaking()

    async def connect(self) -> socket.socket:
        """A connection to a worker that can speak, which is started if there is none.

        Raises WorkerUnavailable if none can be started, or the server is stopping.
        """
        while True:
            worker = await self._speaking()
            try:
                connection = await worker.connect()
            except (ConnectionRefusedError, FileNotFoundError):
                await worker.end()  # it has closed its door, or was killed
            except OSError as error:
                raise WorkerUnavailable(f"No connection to the worker: {error}.") from error
            else:
                self._plan_unloading()
                return connection

    async def close(self) -> None:
        """End the worker, with whatever it is speaking, and start no other."""
        self._closed = True
        self._stop_reviving()
        if self._worker is not None:
            await self._worker.end()

    # How it is got.

    async def _speaking(self) -> WorkerProcess:
        """The worker, once it can speak."""
        while True:
            worker = await self._running()
            ending = await worker.until(worker.loaded)
            if ending is None:
                return worker
            self._check(ending)

    async def _running(self) -> WorkerProcess:
        """The worker; if there is none, a new one as soon as the back-off allows."""
        while not self._closed:
            if self._worker is None:
                await self._begin()
            elif self._worker.leaving:
                await asyncio.wait({self._worker.over})
            else:
                return self._worker
        raise WorkerUnavailable("The server is stopping.", retry_after=0)

    async def _begin(self) -> None:
        self._check_circuit()
        wait = self._backoff.remaining()
        if wait and self._state == "failed":
            raise WorkerUnavailable(self._failure, retry_after=wait)
        if wait:
            await asyncio.sleep(wait)
            return  # others have waited too; one of them may have been first
        self.restarts += self._to_replace
        self._to_replace = False
        self._spoke_at = None
        self._worker = WorkerProcess(
            self._spec,
            limits=self._limits,
            heard=self._heard,
            ended=self._ended,
            on_event=self._on_event,
            program=self._program,
        )
        self._become("starting")

    def _check(self, ending: Ending | None) -> None:
        if ending is not None and not ending.orderly:
            raise WorkerUnavailable(ending.message, retry_after=self._backoff.remaining())

    def _check_circuit(self) -> None:
        rest = self._circuit.remaining()
        if rest:
            raise WorkerUnavailable(self._failure, retry_after=rest)

    async def _revive(self) -> None:
        """Start until a worker can speak again, however often that takes."""
        while not self._closed:
            await asyncio.sleep(self._circuit.remaining())
            try:
                await self._speaking()
            except WorkerUnavailable as error:
                await asyncio.sleep(error.retry_after)
            else:
                return

    # What becomes of it.

    def _become(self, state: State) -> None:
        self._state = state
        self._on_event(f"worker_{state}", {"level": "info", "pid": self.pid})

    def _heard(self, message: FromWorker) -> None:
        match message:
            case Described():
                self._info = message.info
                self._become("loading")
            case Loaded():
                self._prove()
                self._become("up")
            case Load():
                self._weigh(message)
            case Leaving():
                self._become("stopping")

    def _weigh(self, load: Load) -> None:
        """Note since when the worker speaks, and how it is used."""
        if self._spoke_at is None and load.samples:
            self._spoke_at = self._clock()
        self.load = load
        self._plan_unloading(load.idle_s)

    def _plan_unloading(self, idle_s: float = 0.0) -> None:
        """Ask the worker to leave once it was idle for long enough; it may know better."""
        if self._unloading is not None:
            self._unloading.cancel()
        busy = self.load is not None and self.load.open
        if self._idle_timeout and self._worker and self._state == "up" and not busy:
            left = max(0.0, self._idle_timeout - idle_s)
            loop = asyncio.get_running_loop()
            self._unloading = loop.call_later(left, self._worker.ask_to_leave)

    def _prove(self) -> None:
        if self._circuit.state != "closed":
            self._on_event("worker_circuit_closed", {"level": "info", "pid": self.pid})
        self._circuit.proved()

    def _ended(self, ending: Ending) -> None:
        self._excused = ending.excused
        self.load = None
        if self._closed:
            self._become("stopped")
        elif ending.orderly:
            self._become("stopped")
            if ending.replaced:
                self._to_replace = True
                self._plan_reviving()
        else:
            self._died(ending.message)
        self._worker = None

    def _died(self, reason: str) -> None:
        fields = {"level": "error", "pid": self.pid, "reason": reason}
        self._to_replace = True
        if self._state in ("starting", "loading"):
            self._state, self._failure = "failed", reason
            self._backoff.could_not_start()
            self._on_event("worker_failed", fields)
        else:
            self._state = "stopped"
            now = self._clock()
            self._backoff.died(now - (now if self._spoke_at is None else self._spoke_at))
            self._on_event("worker_died", fields)
        self._circuit.died()
        if self._circuit.remaining():
            self._failure = f"Too many workers died in a row. The last one: {reason}"
            rest = {"retry_after_s": round(self._circuit.remaining(), 3)}
            self._on_event("worker_circuit_open", {**fields, **rest})
        self._plan_reviving()

    def _plan_reviving(self) -> None:
        """Start another if there is to be one always; or, to try, when the circuit has rested."""
        if self._keep or self._circuit.remaining():
            self._stop_reviving()
            self._reviving = asyncio.create_task(self._revive())

    def _stop_reviving(self) -> None:
        if self._reviving is not None:
            self._reviving.cancel()
