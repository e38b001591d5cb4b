"""A server process's side of its parent: orders come from there, and the worker.

It stands in the place of a supervisor: it leads to the one worker that all processes share.
"""

import asyncio
import itertools
import socket
from typing import Any

from rtts.engines.base import EngineInfo
from rtts.errors import WorkerUnavailable
from rtts.processes.wire import (
    AskConnection,
    AskEngine,
    Begin,
    Connected,
    Described,
    Distrust,
    Drain,
    FromParent,
    FromProcess,
    Leave,
    Unavailable,
    WorkerNews,
    decode_from_parent,
)
from rtts.worker.pipe import Pipe, PipeError

__all__ = ["Parent"]


class Parent(Pipe[FromParent]):
    """The connection to the parent; `files` is the socket of open files. Needs a running loop."""

    def __init__(self, files: socket.socket) -> None:
        super().__init__(decode_from_parent)
        loop = asyncio.get_running_loop()
        self.begin: asyncio.Future[Begin | None] = loop.create_future()
        """What to be; None if the parent is gone before it said so."""
        self.told_to_drain = asyncio.Event()
        self.told_to_leave = asyncio.Event()
        """Set too when the parent is gone."""
        self._files = files
        self._files.settimeout(0)
        self._info: EngineInfo | None = None
        self._excused = False
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._ids = itertools.count(1)

    # What a session needs.

    async def describe(self) -> EngineInfo:
        """What the engine can do; may start a worker. Raises WorkerUnavailable."""
        info: EngineInfo = await self._ask(AskEngine(next(self._ids)))
        return info

    async def connect(self) -> socket.socket:
        """A connection to the worker, which may be started. Raises WorkerUnavailable."""
        connection: socket.socket = await self._ask(AskConnection(next(self._ids)))
        return connection

    def excused(self) -> bool:
        """Whether the worker that was lost last had to go for what no utterance can cause."""
        return self._excused

    def distrust(self, error: PipeError) -> None:
        """Have the worker replaced, which has broken the rules of a pipe."""
        self.send(Distrust(str(error)))

    async def _ask(self, question: AskEngine | AskConnection) -> Any:
        if self.told_to_leave.is_set():
            raise _gone()
        answer = self._asked[question.id] = asyncio.get_running_loop().create_future()
        self.send(question)
        try:
            return await answer
        finally:
            del self._asked[question.id]

    # What the parent says.

    def say(self, message: FromProcess) -> None:
        """Tell the parent, now: the process may be about to end."""
        self.send(message)
        self.flush()

    def received(self, message: FromParent) -> None:
        match message:
            case Begin():
                if not self.begin.done():
                    self.begin.set_result(message)
            case Described():
                self._info = message.info or self._info
                self._answer(message.id, self._info)
            case Connected():
                self._take_connection(message.id)
            case Unavailable():
                error = WorkerUnavailable(message.message, retry_after=message.retry_after)
                self._answer(message.id, error)
            case WorkerNews():
                self._excused = message.excused
            case Drain():
                self.told_to_drain.set()
            case Leave():
                self.told_to_leave.set()

    def lost(self, error: Exception | None) -> None:
        self.told_to_leave.set()
        if not self.begin.done():
            self.begin.set_result(None)
        for number in list(self._asked):
            self._answer(number, _gone())
        self._files.close()

    def _take_connection(self, number: int) -> None:
        """Take the open file that lies ready; if nobody waits for it any more, close it."""
        try:
            _, [file], _, _ = socket.recv_fds(self._files, 1, 1)
        except (OSError, ValueError) as error:  # there is no file with it if we have too many
            message = f"No connection to the worker came: {error}."
            self._answer(number, WorkerUnavailable(message))
            return
        connection = socket.socket(fileno=file)
        connection.settimeout(0)
        if not self._answer(number, connection):
            connection.close()

    def _answer(self, number: int, answer: Any) -> bool:
        """Give an answer to who asked, if it still waits."""
        asked = self._asked.get(number)
        if asked is None or asked.done():
            return False
        if isinstance(answer, Exception):
            asked.set_exception(answer)
        else:
            asked.set_result(answer)
        return True


def _gone() -> WorkerUnavailable:
    return WorkerUnavailable("The server is stopping.", retry_after=0)
