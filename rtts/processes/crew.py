"""The server processes of one port: so many are kept running, whatever becomes of each.

To an `App` they are what a `SpeechServer` is: something that listens, has sessions, drains and
closes. Each of them has the port to itself, by SO_REUSEPORT; the kernel leads every new client
to one. What a process loses by its death are its own sessions. Another takes its place, at once
after the first death and later after deaths in a row.
"""

import asyncio
import dataclasses
import signal
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from rtts.errors import SettingsError
from rtts.log import logger
from rtts.metrics.snapshot import Snapshot
from rtts.processes.process import ServerProcess
from rtts.processes.wire import (
    Begin,
    Drain,
    FromParent,
    Leave,
    WorkerNews,
    WorkerSource,
    pack_settings,
)
from rtts.server.listening import Place, Reserved, reserve
from rtts.settings.settings import Settings
from rtts.worker.backoff import Backoff

__all__ = ["Crew", "shared_tokens"]

_LEAVE_S = 5.0
"""Seconds that a process has to end once it was told to; then it is killed."""


class Crew:
    """So many server processes on one port. `start`, then `drain` or `close`."""

    def __init__(
        self,
        settings: Settings,
        worker: WorkerSource,
        *,
        path: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`path` is that of the URL; tokens have to be shared, by `shared_tokens`."""
        self._settings = settings
        self._worker = worker
        self._path = path
        self._clock = clock
        self._reserved: Reserved | None = None
        self._begin = Begin(b"", settings.processes)
        self._crew: list[ServerProcess | None] = [None] * settings.processes
        self._keepers: list[asyncio.Task[None]] = []
        self._leaving = asyncio.Event()
        self._dead = Snapshot()
        self.deaths = 0
        """Processes that ended unasked."""

    def __repr__(self) -> str:
        return f"<Crew {self.listening} of {len(self._crew)} sessions={self.sessions}>"

    # For readiness and metrics.

    @property
    def pids(self) -> list[int]:
        """The process ids of those that run."""
        return [each.pid for each in self._running() if each.pid is not None]

    @property
    def listening(self) -> int:
        """How many take sessions."""
        return sum(each.listening.done() for each in self._running())

    @property
    def sessions(self) -> int:
        """How many clients are being served, as of a second ago."""
        return sum(each.snapshot.sessions for each in self._running())

    @property
    def sessions_of_each(self) -> list[int]:
        """The same for each place of the crew; one whose process is gone has none."""
        return [0 if each is None else each.snapshot.sessions for each in self._crew]

    def snapshots(self) -> Iterable[Snapshot]:
        """What was counted by those that run, and by all that have run."""
        return [self._dead, *(each.snapshot for each in self._running())]

    # What an app asks.

    async def start(self) -> str:
        """Start them all; returns the URL once all listen. Raises SettingsError."""
        settings = self._settings
        place = Place(settings.host, settings.port)
        self._reserved = await reserve(place, "WebSocket port", "--port or --host")
        self._begin = Begin(pack_settings(self._for_each()), settings.processes)
        self._keepers = [
            asyncio.create_task(self._keep(number), name=f"server process {number}")
            for number in range(settings.processes)
        ]
        await asyncio.sleep(0)  # each begins its process
        for process in self._running():
            if not await process.until_listening():
                problem = process.problem or "A server process ended before it listened."
                await self.close()
                raise SettingsError(problem)
        scheme = "ws" if settings.tls_cert is None else "wss"
        return f"{self._reserved.url(scheme)}{self._path}"

    def tell_worker_news(self) -> None:
        """Something happened to the worker."""
        self._tell(WorkerNews(self._worker.excused()))

    async def drain(self, timeout_s: float) -> None:
        """Let every session finish what it speaks, for so long at most."""
        self._leaving.set()
        self._tell(Drain())
        if self._keepers:
            await asyncio.wait(self._keepers, timeout=timeout_s + _LEAVE_S)
        await self.close()

    async def close(self) -> None:
        """End them all now, and give the port back."""
        self._leaving.set()
        self._tell(Leave())
        if self._keepers:
            _, late = await asyncio.wait(self._keepers, timeout=_LEAVE_S)
            for process in self._running():
                process.kill()
            if late:
                await asyncio.wait(late)
        if self._reserved is not None:
            self._reserved.close()

    # Keeping them.

    def _for_each(self) -> Settings:
        """What one of them is to be: no port but the one, and its part of the sessions."""
        settings, reserved = self._settings, self._reserved
        assert reserved is not None
        return dataclasses.replace(
            settings,
            processes=1,
            port=reserved.port,
            max_sessions=-(-settings.max_sessions // settings.processes),
            http=False,
            metrics_host="",
            metrics_port=None,
            preload=False,
        )

    async def _keep(self, number: int) -> None:
        """Have a process in this place of the crew until all are to leave."""
        backoff = Backoff(self._clock)
        while not self._leaving.is_set():
            began = self._clock()
            process = self._crew[number] = ServerProcess(self._begin, self._worker)
            status = await process.over
            self._dead = self._dead.plus(process.snapshot.of_the_dead())
            self._crew[number] = None
            if self._leaving.is_set():
                return
            self.deaths += 1
            _tell_of_death(process, status)
            if process.listening.done():
                backoff.died(self._clock() - began)
            else:
                backoff.could_not_start()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._leaving.wait(), backoff.remaining())

    def _running(self) -> list[ServerProcess]:
        return [each for each in self._crew if each is not None]

    def _tell(self, message: FromParent) -> None:
        for process in self._running():
            process.tell(message)


@contextmanager
def shared_tokens(settings: Settings) -> Iterator[Settings]:
    """The settings with what all processes need to take each other's tokens, each token once.

    A secret is drawn, and a folder for used tokens kept meanwhile, unless they are set.
    """
    if not settings.token_secret and settings.token_secret_file is None:
        settings = dataclasses.replace(settings, token_secret=token_hex(32))
    if settings.tokens_dir is not None:
        yield settings
        return
    with tempfile.TemporaryDirectory(prefix="rtts-tokens-", ignore_cleanup_errors=True) as folder:
        yield dataclasses.replace(settings, tokens_dir=Path(folder))


def _tell_of_death(process: ServerProcess, status: int) -> None:
    reason = process.problem or _reason(status)
    lost = process.snapshot.sessions
    logger.error("server_process_died", pid=process.pid, reason=reason, sessions=lost)


def _reason(status: int) -> str:
    if status == 0:
        return "It was told to stop, and has left in good order."
    if status > 0:
        return f"It ended with the status {status}."
    with suppress(ValueError):  # real-time signals have no names
        return f"It was killed by {signal.Signals(-status).name}."
    return f"It was killed by the signal {-status}."
