"""Which utterance of the engine is whose.

A server numbers its utterances as it likes, and the engine sees those of all servers at
once. The router gives each a number of its own, passes commands one way and events the
other, and sees to it that nothing goes on being spoken for a server that has gone.
"""

import itertools
import time
from collections.abc import Callable

from msgspec.structs import replace

from rtts.engines.base import Chunk, Ended, Event, Failed
from rtts.worker.driver import Driver
from rtts.worker.pipe import Pipe, PipeError
from rtts.worker.wire import (
    Cancel,
    Feed,
    Finish,
    FromServer,
    Lead,
    Open,
    decode_from_server,
)

__all__ = ["Router", "ServerPipe"]

_MAX_LEAD_MS = 3_600_000
"""Nobody is further ahead. The engine's thread cannot wait for as long as a message can say."""


class ServerPipe(Pipe[FromServer]):
    """A connected server, and the ids of what it has open: its own to the engine's."""

    def __init__(
        self,
        router: "Router",
        made: Callable[["ServerPipe"], None],
        lost: Callable[["ServerPipe", Exception | None], None],
    ) -> None:
        super().__init__(decode_from_server)
        self.ids: dict[int, int] = {}
        self._router = router
        self._when_made = made
        self._when_lost = lost

    def made(self) -> None:
        self._when_made(self)

    def received(self, message: FromServer) -> None:
        self._router.obey(self, message)

    def lost(self, error: Exception | None) -> None:
        self._router.forget(self)
        self._when_lost(self, error)


class Router:
    """The utterances of all servers, between their pipes and the engine's thread.

    `changed` is told of every change of `open` and `samples`.
    """

    def __init__(self, driver: Driver, changed: Callable[[], None]) -> None:
        self._driver = driver
        self._changed = changed
        self._owners: dict[int, tuple[ServerPipe, int]] = {}
        self._ids = itertools.count(1)
        self._idle_since = time.monotonic()
        self.samples = 0

    @property
    def open(self) -> int:
        """How many utterances are open."""
        return len(self._owners)

    @property
    def idle_s(self) -> float:
        """Seconds since the last sample or call of `touch`."""
        return time.monotonic() - self._idle_since

    def touch(self) -> None:
        """Count `idle_s` from now on."""
        self._idle_since = time.monotonic()

    def obey(self, server: ServerPipe, message: FromServer) -> None:
        """Do what a server asks for. Raises PipeError if it contradicts itself."""
        if isinstance(message, Open):
            self._begin(server, message)
            return
        id = server.ids.get(message.id)
        if id is None:
            return  # the utterance ended while this was on its way
        match message:
            case Feed():
                self._driver.feed(id, message.text)
            case Finish():
                self._driver.finish(id)
            case Lead():
                self._driver.lead(id, max(-_MAX_LEAD_MS, min(message.ms, _MAX_LEAD_MS)))
            case Cancel():
                self._release(id)
                self._driver.cancel(id)

    def forget(self, server: ServerPipe) -> None:
        """Cancel all that a server has open."""
        for id in list(server.ids.values()):
            self._release(id)
            self._driver.cancel(id)

    def deliver(self, events: list[Event]) -> None:
        """Send what came of a step to those whose it is; what was cancelled meanwhile is not."""
        for event in events:
            owner = self._owners.get(event.id)
            if owner is not None:
                self._send(event, *owner)
        self._changed()

    def _begin(self, server: ServerPipe, message: Open) -> None:
        if message.job.id in server.ids:
            raise PipeError(f"Utterance {message.job.id} was opened twice.")
        id = next(self._ids)
        server.ids[message.job.id] = id
        self._owners[id] = (server, message.job.id)
        self._driver.open(replace(message.job, id=id), message.spoken)
        self._changed()

    def _release(self, id: int) -> None:
        server, own_id = self._owners.pop(id)
        del server.ids[own_id]
        self._changed()

    def _send(self, event: Event, server: ServerPipe, id: int) -> None:
        match event:
            case Chunk():
                self.samples += len(event.pcm) // 2
                self.touch()
                server.send(Chunk(id, event.pcm, event.words, event.trace, event.reached))
            case Ended():
                self._release(event.id)
                server.send(Ended(id))
            case Failed():
                self._release(event.id)
                server.send(Failed(id, event.message))
