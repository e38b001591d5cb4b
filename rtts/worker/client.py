"""A server's side of the worker: utterances that outlive the worker that began them.

All utterances of a server share one connection. What makes a worker's death inaudible is
kept here: the text that was fed and the traces of the chunks that came. When the connection
is lost, a new one is made, every utterance that is still open is opened again from there, and
its consumer sees a pause. One that may be what kills the workers is given up: see `blame.py`.
"""

import asyncio
import itertools
import math
import socket
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import Self

from msgspec.structs import replace

from rtts.engines.base import Chunk, Ended, EngineInfo, Event, Failed, Job
from rtts.errors import SynthesisFailed, WorkerUnavailable
from rtts.worker.blame import Record, convict, to_try
from rtts.worker.pipe import Pipe, PipeError
from rtts.worker.wire import (
    Cancel,
    Described,
    Feed,
    Finish,
    FromServer,
    FromWorker,
    Lead,
    Leaving,
    Load,
    Open,
    Pulse,
    decode_from_worker,
)

__all__ = ["Connect", "Utterance", "WorkerClient"]

Connect = Callable[[], Awaitable[socket.socket]]
"""Gives a connection to a worker that can speak, or raises WorkerUnavailable."""

_MAX_NONSENSE = 2
"""Connections that an utterance may lose to a worker that breaks the rules of the pipe."""
_TRIAL_S = 1.0
"""For an utterance to show that it does no harm; longer, it waits for text, or for its turn."""
_NUMBERS = {1: "A worker", 2: "Two workers", 3: "Three workers"}


class Utterance:
    """Speech of one job, as an asynchronous iterator of chunks for one consumer.

    It ends when all was spoken or it was cancelled, and raises SynthesisFailed if it cannot
    be spoken further. Cancel it when nobody listens any more, or use it as an asynchronous
    context manager, which does that at its end.
    """

    def __init__(self, job: Job, client: "WorkerClient") -> None:
        self.id = job.id
        self.record = Record()
        self._job = job
        self._client = client
        self._text: list[str] = []
        self._chars = 0
        self._finished = False
        self._lead: int | None = None
        self._traces: list[bytes] = []
        self._chunks: deque[Chunk] = deque()
        self._waiting_bytes = 0
        """Samples that nobody took yet."""
        self._consumer: asyncio.Future[None] | None = None
        self._nonsense = 0
        self._arrived_at = 0.0
        self._over = False
        self._failure: SynthesisFailed | None = None

    def __repr__(self) -> str:
        state = "failed" if self._failure else "over" if self._over else "open"
        return f"<Utterance {self.id} {state} waiting={len(self._chunks)}>"

    # For who speaks.

    def feed(self, text: str) -> None:
        """Append text."""
        if not self._over:
            self._text.append(text)
            self._chars += len(text)
            self._client.send(self, Feed(self.id, text))

    def finish(self) -> None:
        """Say that no more text will be fed."""
        if not self._over:
            self._finished = True
            self._client.send(self, Finish(self.id))

    def lead(self, ms: int) -> None:
        """Say how much audio lies ahead of the listener, but for what is still to be taken here.

        That is added: where a client wants little ahead, most of what was made for it waits here,
        and a worker that did not know would let others wait for who has enough.
        """
        if not self._over:
            self._lead = ms + self._client.audio_ms(self._waiting_bytes)
            self._client.send(self, Lead(self.id, self._lead))

    def cancel(self) -> None:
        """Drop it here and at the worker: iteration ends at once. Does nothing the second time."""
        if not self._over:
            self._client.send(self, Cancel(self.id))
            self._end()
        self._chunks.clear()
        self._waiting_bytes = 0
        self._failure = None

    # For who listens.

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Chunk:
        while not self._chunks:
            if self._failure is not None:
                raise self._failure
            if self._over:
                raise StopAsyncIteration
            self._consumer = asyncio.get_running_loop().create_future()
            await self._consumer
        chunk = self._chunks.popleft()
        self._waiting_bytes -= len(chunk.pcm)
        return chunk

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        self.cancel()

    async def aclose(self) -> None:
        """Cancel it; for `contextlib.aclosing`."""
        self.cancel()

    # For the client of the worker.

    @property
    def lead_ms(self) -> int:
        """What its listener has ahead, as far as that was said."""
        return self._lead or 0

    def opening(self) -> Iterator[FromServer]:
        """What makes a worker speak it, from where the last one stopped."""
        yield Open(self._job, tuple(self._traces))
        if self._text:
            yield Feed(self.id, "".join(self._text))
        if self._lead is not None:
            yield Lead(self.id, self._lead)
        if self._finished:
            yield Finish(self.id)

    @property
    def at_worker_s(self) -> float | None:
        """For how long a worker has it; None while the one that it was lost with is replaced."""
        if not self.record.here:
            return None
        return asyncio.get_running_loop().time() - self._arrived_at

    def arrive(self) -> None:
        """Note that it is opened at a worker."""
        self.record.arrive()
        self._arrived_at = asyncio.get_running_loop().time()

    def is_speakable(self, *, grows: bool) -> bool:
        """Whether an engine could have begun to speak it."""
        return self._finished or (grows and self._chars > 0)

    def hear(self, event: Event) -> None:
        """Take what the worker says of it. Raises PipeError for a chunk that cannot be."""
        self.record.heard = True
        match event:
            case Chunk():
                self._check(event)
                self._traces.append(event.trace)
                self._chunks.append(event)
                self._waiting_bytes += len(event.pcm)
                self._wake_consumer()
            case Ended():
                self._end()
            case Failed():
                self.fail(event.message)

    def give_up(self) -> None:
        """Fail it as what may have killed the workers."""
        workers = _NUMBERS.get(self.record.deaths, f"{self.record.deaths} workers")
        self.fail(f"{workers} died while speaking this; it was given up.")

    def lost_to_nonsense(self) -> None:
        """Count a connection on which the worker talked nonsense."""
        self._nonsense += 1
        if self._nonsense >= _MAX_NONSENSE:
            self.fail("The worker talked nonsense while speaking this; it was given up.")

    def fail(self, message: str) -> None:
        """End it with SynthesisFailed, behind the chunks that are there."""
        self._end(SynthesisFailed(message))

    def _check(self, chunk: Chunk) -> None:
        """See that what comes after the worker can rely on a chunk."""
        if len(chunk.pcm) % 2:
            raise PipeError("A chunk ends in the middle of a sample.")
        if not 0 <= chunk.reached <= self._chars:
            raise PipeError("A chunk reaches beyond its text.")
        for word in chunk.words:
            if not (0 <= word.start <= word.end <= self._chars):
                raise PipeError("A word lies outside its text.")
            if not 0 <= word.first_sample <= word.last_sample:
                raise PipeError("A word ends before it begins.")

    def _end(self, failure: SynthesisFailed | None = None) -> None:
        self._over = True
        self._failure = failure
        self._client.forget(self.id)
        self._text.clear()
        self._traces.clear()
        self._wake_consumer()

    def _wake_consumer(self) -> None:
        if self._consumer is not None and not self._consumer.done():
            self._consumer.set_result(None)


class WorkerClient:
    """Opens utterances at the worker that `connect` leads to.

    Connects when first needed, and again when the connection is lost while it is needed.
    `excused` says whether the worker that was lost last had to go for what no utterance can
    cause, and `distrust` is called when a worker breaks the rules of the pipe.
    """

    def __init__(
        self,
        connect: Connect,
        *,
        excused: Callable[[], bool] = lambda: False,
        distrust: Callable[[PipeError], object] = lambda _error: None,
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
        self._to_try: deque[Utterance] = deque()
        self._tried: Utterance | None = None
        self._next_trial: asyncio.TimerHandle | None = None
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
        self._end_trials()
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

    def forget(self, id: int) -> None:
        """Drop what comes for this id from now on."""
        utterance = self._utterances.pop(id, None)
        if utterance is not None and utterance is self._tried:
            self._try_next()

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
        tried = [by_record.pop(record) for record in to_try(by_record)]
        for utterance in by_record.values():
            self._open(utterance)
        self._to_try.extend(sorted(tried, key=lambda utterance: utterance.lead_ms))
        self._try_next()

    def hear(self, event: Event) -> None:
        """Pass on what belongs to an utterance that is open; what was cancelled does not."""
        utterance = self._utterances.get(event.id)
        if utterance is not None:
            utterance.hear(event)
            if utterance is self._tried:
                self._try_next()

    def parted(self, pipe: "_WorkerPipe") -> None:
        """Go on elsewhere: the connection is lost, or its worker is leaving."""
        if pipe is not self._pipe:
            return
        self._pipe = self.load = None
        self._end_trials()
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

    def _try_next(self) -> None:
        """Open the next of those that may have killed a worker, and wait for its sign."""
        self._stop_waiting()
        while self._to_try and self._tried is None:
            utterance = self._to_try.popleft()
            if utterance.id not in self._utterances:
                continue  # cancelled while it waited
            self._tried = utterance
            loop = asyncio.get_running_loop()
            self._next_trial = loop.call_later(_TRIAL_S, self._try_next)
            self._open(utterance)

    def _end_trials(self) -> None:
        self._stop_waiting()
        self._to_try.clear()

    def _stop_waiting(self) -> None:
        self._tried = None
        if self._next_trial is not None:
            self._next_trial.cancel()
            self._next_trial = None

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
