"""A server's side of the worker: utterances that outlive the worker that began them.

All utterances of a server share one connection. When it is lost, a new one is made, every
utterance that is still open is opened again from where it was, and its consumer sees a pause. One
that may be what kills the workers is given up: see `blame.py`.
"""

import asyncio
import itertools
import math
import socket
from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from rtts.engines.base import Chunk, Ended, EngineInfo, Event, Failed, Job
from rtts.errors import WorkerUnavailable
from rtts.worker.blame import convict, to_try
from rtts.worker.pipe import Pipe, PipeError
from rtts.worker.trials import TRIAL_S, Trials
from rtts.worker.utterance import Utterance
from rtts.worker.wire import (
    Cancel,
    Described,
    FromServer,
    FromWorker,
    Leaving,
    Load,
    Pulse,
    decode_from_worker,
)

__all__ = ["Connect", "WorkerClient"]

Connect = Callable[[], Awaitable[socket.socket]]
"""Gives a connection to a worker that can speak, or raises WorkerUnavailable."""


class WorkerClient:
    """Opens utterances at the worker that `connect` leads to.

    Connects when first needed, and again when the connection is lost while it is needed.
    `excused` says whether the worker that was lost last had to go for what no utterance can
    cause, and `distrust` is called when a worker breaks the rules of the pipe. Those that may
    have killed it have `trial_s` each to show at the next that they did not.
    """

    def __init__(
        self,
        connect: Connect,
        *,
        excused: Callable[[], bool] = lambda: False,
        distrust: Callable[[PipeError], object] = lambda _error: None,
        trial_s: float = TRIAL_S,
    ) -> None:
        self.load: Load | None = None
        """What the worker last said of its load; None while there is no connection."""
        self._bytes_per_ms = math.inf
        self._connect = connect
        self._excused = excused
        self._distrust = distrust
        self._pipe: _WorkerPipe | None = None
        self._joining: asyncio.Task[None] | None = None
        self._utterances: dict[int, Utterance] = {}
        self._trials = Trials(self._open, trial_s)
        self._ids = itertools.count(1)
        self._closed = False

    def __repr__(self) -> str:
        state = "closed" if self._closed else "connected" if self._pipe else "unconnected"
        return f"<WorkerClient {state} open={len(self._utterances)}>"

    async def open(self, job: Job) -> Utterance:
        """Begin an utterance; its id is given to the job here. Raises WorkerUnavailable."""
        while self._pipe is None:
            if self._closed:
                raise _closed()
            await asyncio.shield(self._join())
        utterance = Utterance(replace(job, id=next(self._ids)), self)
        self._utterances[utterance.id] = utterance
        self._open(utterance)
        return utterance

    async def close(self) -> None:
        """Cancel all utterances and end the connection."""
        self._closed = True
        for utterance in list(self._utterances.values()):
            utterance.cancel()
        if self._joining is not None:
            self._joining.cancel()
        self._trials.end()
        if self._pipe is not None:
            self._pipe.close()  # the worker cancels all that was opened on it
            await self._pipe.wait_closed()

    # For its utterances.

    def send(self, utterance: Utterance, *messages: FromServer) -> None:
        """Send them if there is a connection; with the next one, all is said again.

        What cannot be sent fails its utterance.
        """
        if self._pipe is None:
            return
        try:
            for message in messages:
                self._pipe.send(message)
        except PipeError as error:
            self._pipe.send(Cancel(utterance.id))
            utterance.fail(f"It cannot be given to the worker: {error}")

    def forget(self, utterance: Utterance) -> None:
        """Drop what comes for it from now on."""
        if self._utterances.pop(utterance.id, None) is not None:
            self._trials.passed(utterance)

    def audio_ms(self, size: int) -> int:
        """How long so many bytes of the worker's samples are."""
        return round(size / self._bytes_per_ms)

    # For its connection.

    def described(self, info: EngineInfo) -> None:
        """Learn what its engine is."""
        self._bytes_per_ms = info.sample_rate * 2 / 1000

    def joined(self, pipe: "_WorkerPipe") -> None:
        """Open again what is open, on a new connection."""
        self._pipe = pipe
        self._joining = None
        by_record = {utterance.record: utterance for utterance in self._utterances.values()}
        suspects = [by_record.pop(record) for record in to_try(by_record)]
        for utterance in by_record.values():
            self._open(utterance)
        self._trials.begin(suspects)

    def hear(self, event: Event) -> None:
        """Pass on what belongs to an utterance that is open; what was cancelled does not."""
        utterance = self._utterances.get(event.id)
        if utterance is not None:
            utterance.hear(event)
            self._trials.passed(utterance)

    def parted(self, pipe: "_WorkerPipe") -> None:
        """Go on elsewhere: the connection is lost, or its worker is leaving."""
        if pipe is not self._pipe:
            return
        self._pipe = self.load = None
        self._trials.end()
        if pipe.nonsense is not None:
            self._distrust(pipe.nonsense)
            for utterance in list(self._utterances.values()):
                utterance.lost_to_nonsense()
        elif pipe.died and not self._excused():
            self._blame(grows=pipe.grows)
        for utterance in self._utterances.values():
            utterance.record.here = False
        if self._utterances:
            self._join()

    def _open(self, utterance: Utterance) -> None:
        utterance.arrive()
        self.send(utterance, *utterance.opening())

    def _blame(self, *, grows: bool) -> None:
        by_record = {utterance.record: utterance for utterance in self._utterances.values()}
        for record, utterance in by_record.items():
            record.speakable = utterance.is_speakable(grows=grows)
        for record in convict(by_record):
            by_record[record].give_up()

    def _join(self) -> asyncio.Task[None]:
        """The one task that makes a connection, for all who wait for it."""
        if self._joining is None:
            self._joining = asyncio.create_task(self._connect_pipe())
            self._joining.add_done_callback(_retrieve)
        return self._joining

    async def _connect_pipe(self) -> None:
        try:
            connection = await self._connect()
            loop = asyncio.get_running_loop()
            await loop.create_unix_connection(lambda: _WorkerPipe(self), sock=connection)
        except BaseException as error:
            self._joining = None
            self._give_up(error)
            if self._closed:  # which cancels this task, but not those who wait for it
                raise _closed() from error
            raise

    def _give_up(self, error: BaseException) -> None:
        reason = str(error) or type(error).__name__
        for utterance in list(self._utterances.values()):
            utterance.fail(f"Its worker is gone, and no other can be had: {reason}")


class _WorkerPipe(Pipe[FromWorker]):
    """A connection to a worker."""

    def __init__(self, client: WorkerClient) -> None:
        super().__init__(decode_from_worker)
        self.died = False
        """The connection was lost after the worker had let us in, and did not leave."""
        self.nonsense: PipeError | None = None
        """Why it was cut, if the worker broke the rules."""
        self.grows = False
        self._client = client
        self._described = False

    def made(self) -> None:
        self._client.joined(self)

    def received(self, message: FromWorker) -> None:
        match message:
            case Chunk() | Ended() | Failed():
                self._client.hear(message)
            case Load():
                self._client.load = message
            case Described():
                self._described = True
                self.grows = message.info.grows
                self._client.described(message.info)
            case Leaving():
                self._client.parted(self)
                self.close()
            case Pulse():
                raise PipeError("The worker said Pulse to a server.")

    def lost(self, error: Exception | None) -> None:
        self.died = self._described  # else it had not let us in yet
        self.nonsense = error if isinstance(error, PipeError) else None
        self._client.parted(self)


def _closed() -> WorkerUnavailable:
    return WorkerUnavailable("The server is stopping.", retry_after=0)


def _retrieve(task: asyncio.Task[None]) -> None:
    """Look at a task's exception, which whoever waits for the task gets too."""
    if not task.cancelled():
        task.exception()
