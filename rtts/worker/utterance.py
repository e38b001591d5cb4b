"""An utterance as its server knows it: what is needed to have it spoken by any worker.

The text that was fed, and the traces of the chunks that came: with them a worker goes on where
the last one stopped.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from typing import Protocol, Self

from rtts.engines.base import Chunk, Ended, Event, Failed, Job
from rtts.errors import SynthesisFailed
from rtts.worker.blame import Record
from rtts.worker.pipe import PipeError
from rtts.worker.wire import Cancel, Feed, Finish, FromServer, Lead, Open

__all__ = ["Line", "Utterance"]

_MAX_NONSENSE = 2
"""Connections that an utterance may lose to a worker that breaks the rules of the pipe."""
_NUMBERS = {1: "A worker", 2: "Two workers", 3: "Three workers"}


class Line(Protocol):
    """The way to the worker; see `rtts.worker.client.WorkerClient`."""

    def send(self, utterance: "Utterance", *messages: FromServer) -> None:
        """Send them, if there is a worker."""

    def forget(self, utterance: "Utterance") -> None:
        """Nothing more is to come of it."""

    def audio_ms(self, size: int) -> int:
        """How long so many bytes of the worker's samples are."""


class Utterance:
    """Speech of one job, as an asynchronous iterator of chunks for one consumer.

    It ends when all was spoken or it was cancelled, and raises SynthesisFailed if it cannot
    be spoken further. Cancel it when nobody listens any more, or use it as an asynchronous
    context manager, which does that at its end.
    """

    def __init__(self, job: Job, line: Line) -> None:
        self.id = job.id
        self.record = Record()
        self._job = job
        self._line = line
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
            self._line.send(self, Feed(self.id, text))

    def finish(self) -> None:
        """Say that no more text will be fed."""
        if not self._over:
            self._finished = True
            self._line.send(self, Finish(self.id))

    def lead(self, ms: int) -> None:
        """Say how much audio lies ahead of the listener, but for what is still to be taken here.

        That is added: where a client wants little ahead, most of what was made for it waits here,
        and a worker that did not know would let others wait for who has enough.
        """
        if not self._over:
            self._lead = ms + self._line.audio_ms(self._waiting_bytes)
            self._line.send(self, Lead(self.id, self._lead))

    def cancel(self) -> None:
        """Drop it here and at the worker: iteration ends at once. Does nothing the second time."""
        if not self._over:
            self._line.send(self, Cancel(self.id))
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

    # For the client of the worker.

    @property
    def over(self) -> bool:
        """Whether nothing more comes of it."""
        return self._over

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
        self._line.forget(self)
        self._text.clear()
        self._traces.clear()
        self._wake_consumer()

    def _wake_consumer(self) -> None:
        if self._consumer is not None and not self._consumer.done():
            self._consumer.set_result(None)
