"""Workers that really run, and what happened to them."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple, Self, TypeVar

import msgspec

from rtts.engines.base import Chunk, Job
from rtts.worker.backoff import Backoff
from rtts.worker.circuit import Circuit
from rtts.worker.client import WorkerClient
from rtts.worker.pipe import Pipe
from rtts.worker.process import PROGRAM
from rtts.worker.supervisor import Supervisor
from rtts.worker.trials import TRIAL_S
from rtts.worker.utterance import Utterance
from rtts.worker.watchdog import Limits
from rtts.worker.wire import FromWorker, WorkerSpec, decode_from_worker
from tests.worker.faulty import Fault

M = TypeVar("M", bound=FromWorker)

JOB = Job(id=0, voice="tone", language="en")


class Recorder:
    """Keeps what it is called with; a test can wait for it."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Mapping[str, Any]]] = []
        self._changed = asyncio.Event()

    def __call__(self, event: str, fields: Mapping[str, Any]) -> None:
        self.events.append((event, fields))
        self._changed.set()

    def count(self, event: str) -> int:
        return sum(1 for name, _ in self.events if name == event)

    async def seen(self, event: str, times: int = 1) -> None:
        """Wait until an event has happened so often."""
        while self.count(event) < times:
            self._changed.clear()
            await self._changed.wait()


class AtWork(NamedTuple):
    """A server's side of a worker."""

    supervisor: Supervisor
    client: WorkerClient
    events: Recorder

    def signal(self, number: signal.Signals) -> int:
        """Send the worker a signal; the pid of that worker."""
        pid = self.supervisor.pid
        assert pid is not None
        os.kill(pid, number)
        return pid


@asynccontextmanager
async def at_work(idle_timeout: float = 0.0, **options: object) -> AsyncIterator[AtWork]:
    """A supervisor and a client for the engine `tone` with these options."""
    async with house_of(tone(**options), idle_timeout=idle_timeout) as work:
        yield work


@asynccontextmanager
async def house_of(
    spec: WorkerSpec,
    limits: Limits | None = None,
    *,
    patient: bool = False,
    circuit: Circuit | None = None,
    idle_timeout: float = 0.0,
    program: Sequence[str] = PROGRAM,
    trial_s: float = TRIAL_S,
) -> AsyncIterator[AtWork]:
    """A supervisor and a client, joined as the server joins them.

    A patient one starts workers as often as they die, and at once.
    """
    events = Recorder()
    supervisor = Supervisor(
        spec,
        limits=limits,
        backoff=Backoff(first_wait_s=0) if patient else None,
        circuit=circuit or (Circuit(deaths=1000) if patient else None),
        idle_timeout=idle_timeout,
        on_event=events,
        program=program,
    )
    client = WorkerClient(
        supervisor.connect,
        excused=supervisor.excused,
        distrust=supervisor.distrust,
        trial_s=trial_s,
    )
    try:
        yield AtWork(supervisor, client, events)
    finally:
        await client.close()
        await supervisor.close()


def tone(**options: object) -> WorkerSpec:
    """What starts a worker with the engine `tone`."""
    given = {name: str(value) for name, value in options.items()}
    return WorkerSpec(engine="tone", options=given, log_level="debug")


def faulty(*faults: Fault, **options: object) -> WorkerSpec:
    """The same for a worker of `tests/worker/faulty.py`."""
    model = msgspec.json.encode(faults).decode()
    return msgspec.structs.replace(tone(**options), model=model)


async def begin(client: WorkerClient, text: str) -> Utterance:
    """An utterance whose text is whole."""
    utterance = await client.open(JOB)
    utterance.feed(text)
    utterance.finish()
    return utterance


async def collect(utterance: Utterance) -> list[Chunk]:
    """All chunks that are still to come."""
    try:
        return [chunk async for chunk in utterance]
    finally:
        utterance.cancel()


async def say(client: WorkerClient, text: str) -> bytes:
    """All samples of a text."""
    return samples(await collect(await begin(client, text)))


async def take(utterance: Utterance, length: int) -> list[Chunk]:
    """Chunks up to at least so many bytes of samples."""
    chunks: list[Chunk] = []
    while len(samples(chunks)) < length:
        chunks.append(await anext(utterance))
    return chunks


def samples(chunks: list[Chunk]) -> bytes:
    """What the chunks say, in one."""
    return b"".join(chunk.pcm for chunk in chunks)


class Peer(Pipe[FromWorker]):
    """A server that speaks the pipe's own language; a test reads what it is told, in order."""

    def __init__(self) -> None:
        super().__init__(decode_from_worker)
        self._messages: list[FromWorker] = []
        self._changed = asyncio.Event()

    @classmethod
    async def join(cls, connection: socket.socket) -> Self:
        loop = asyncio.get_running_loop()
        _, peer = await loop.create_unix_connection(cls, sock=connection)
        return peer

    def received(self, message: FromWorker) -> None:
        self._messages.append(message)
        self._changed.set()

    async def next(self) -> FromWorker:
        """The next message."""
        while not self._messages:
            self._changed.clear()
            await self._changed.wait()
        return self._messages.pop(0)

    async def until(self, kind: type[M], **fields: object) -> M:
        """Read up to a message of this kind with these fields."""
        while True:
            message = await self.next()
            if isinstance(message, kind) and all(
                getattr(message, name) == value for name, value in fields.items()
            ):
                return message


async def ended(pid: int) -> None:
    """Wait until a process has ended, whoever's child it is."""
    loop = asyncio.get_running_loop()
    handle = os.pidfd_open(pid)
    done = asyncio.Event()
    loop.add_reader(handle, done.set)
    try:
        await done.wait()
    finally:
        loop.remove_reader(handle)
        os.close(handle)
