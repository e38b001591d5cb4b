"""One server process, from its start to its end, as its parent sees it.

It gets from the parent what it needs: its settings, what the engine can do, and connections to
the worker. What it tells is what it counts. One that says nothing for long is ended: its port
would go on taking clients whom nobody serves.
"""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from rtts.engines.base import EngineInfo
from rtts.errors import WorkerUnavailable
from rtts.metrics.snapshot import Snapshot
from rtts.processes.wire import (
    AskConnection,
    AskEngine,
    Begin,
    CannotListen,
    Connected,
    Described,
    Distrust,
    Figures,
    FromParent,
    FromProcess,
    Listening,
    Unavailable,
    WorkerNews,
    WorkerSource,
    decode_from_process,
)
from rtts.worker.pipe import Pipe, PipeError

__all__ = ["PROGRAM", "ServerProcess"]

PROGRAM = ("-m", "rtts.processes.child")
"""What Python runs to be a server process; the number of its second socket comes behind."""
_LAST_WORDS_S = 1.0
"""How long the last figures of a process that has ended may be on their way."""
_SILENT_S = 15.0


class ServerProcess:
    """A server process, begun when it is made; the task `over` gives its exit status.

    Needs a running event loop.
    """

    def __init__(
        self,
        begin: Begin,
        worker: WorkerSource,
        *,
        silent_s: float = _SILENT_S,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        loop = asyncio.get_running_loop()
        self.listening: asyncio.Future[None] = loop.create_future()
        """Done when it takes sessions."""
        self.snapshot = Snapshot()
        """What it counted when it last said so."""
        self.problem = ""
        """Why it ended, where it said so or was made to."""
        self._begin = begin
        self._worker = worker
        self._silent_s = silent_s
        self._program = program
        self._watch: asyncio.TimerHandle | None = None
        self._pipe = _ProcessPipe(self)
        self._process: asyncio.subprocess.Process | None = None
        self._files: socket.socket | None = None
        self._begun = False
        self._orders: list[FromParent] = []
        """What it was told before it could hear."""
        self._answering: set[asyncio.Task[None]] = set()
        self._told: EngineInfo | None = None
        self.over: asyncio.Task[int] = loop.create_task(self._live())

    def __repr__(self) -> str:
        state = "over" if self.over.done() else "up" if self.listening.done() else "starting"
        return f"<ServerProcess {self.pid} {state} sessions={self.snapshot.sessions}>"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def until_listening(self) -> bool:
        """Whether it came to take sessions; if not, it has ended."""
        first: asyncio.Future[Any] = self.listening
        await asyncio.wait({first, self.over}, return_when=asyncio.FIRST_COMPLETED)
        return first.done()

    def tell(self, message: FromParent) -> None:
        """Tell it now, or as soon as it can hear."""
        if not self._begun:
            self._orders.append(message)
            return
        self._pipe.send(message)
        self._pipe.flush()

    def condemn(self, problem: str) -> None:
        """End it because of this."""
        self.problem = problem
        self.kill()

    def kill(self) -> None:
        """End it, whatever it does."""
        with suppress(ProcessLookupError):
            if self._process is not None:
                self._process.send_signal(signal.SIGKILL)

    # What it says.

    def hear(self, message: FromProcess) -> None:
        """Take note, or answer."""
        self._await_word()
        match message:
            case Listening():
                if not self.listening.done():
                    self.listening.set_result(None)
            case CannotListen():
                self.problem = message.message
            case AskEngine():
                self._answer(message.id, self._describe)
            case AskConnection():
                self._answer(message.id, self._connect)
            case Distrust():
                self._worker.distrust(PipeError(message.message))
            case Figures():
                self.snapshot = message.snapshot

    def _answer(self, number: int, find: Callable[[int], Awaitable[FromParent]]) -> None:
        async def answer() -> None:
            try:
                reply = await find(number)
            except WorkerUnavailable as error:
                reply = Unavailable(number, error.message, error.retry_after)
            self.tell(reply)

        task = asyncio.create_task(answer())
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _describe(self, number: int) -> FromParent:
        info = await self._worker.describe()
        new, self._told = info is not self._told, info
        return Described(number, info if new else None)

    async def _connect(self, number: int) -> FromParent:
        with await self._worker.connect() as connection:  # what was sent stays open
            assert self._files is not None
            try:
                socket.send_fds(self._files, [b"\0"], [connection.fileno()])
            except OSError as error:
                message = f"No connection to the worker can be given away: {error}."
                raise WorkerUnavailable(message) from error
        return Connected(number)

    # Its life.

    async def _live(self) -> int:
        try:
            await self._start()
            assert self._process is not None
            self._begun = True
            for message in (self._begin, WorkerNews(self._worker.excused()), *self._orders):
                self.tell(message)
            self._await_word()
            status = await self._process.wait()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._pipe.wait_closed(), _LAST_WORDS_S)
        except OSError as error:
            self.problem, status = f"It could not be started: {error}.", os.EX_OSERR
        finally:
            self._end()
        return status

    async def _start(self) -> None:
        self._files, files_there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._files.settimeout(0)
        with files_there:
            await self._spawn(files_there.fileno())

    async def _spawn(self, files: int) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            loop = asyncio.get_running_loop()
            await loop.create_unix_connection(lambda: self._pipe, sock=ours)
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, *self._program, str(files)),
                stdin=theirs.fileno(),
                stdout=asyncio.subprocess.DEVNULL,  # the parent's own is for the addresses
                pass_fds=[files],
                start_new_session=True,  # out of reach of Ctrl-C, which is the parent's
            )

    def _end(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
        for task in self._answering:
            task.cancel()
        self.kill()
        self._pipe.close()
        if self._files is not None:
            self._files.close()

    def _await_word(self) -> None:
        """Give it time for its next word."""
        if self._watch is not None:
            self._watch.cancel()
        loop = asyncio.get_running_loop()
        self._watch = loop.call_later(self._silent_s, self._miss_word)

    def _miss_word(self) -> None:
        self.condemn(f"It said nothing for {self._silent_s:g} s, and was killed.")


class _ProcessPipe(Pipe[FromProcess]):
    """The parent's end of the connection to a process."""

    def __init__(self, process: ServerProcess) -> None:
        super().__init__(decode_from_process)
        self._process = process

    def received(self, message: FromProcess) -> None:
        self._process.hear(message)

    def lost(self, error: Exception | None) -> None:
        if isinstance(error, PipeError):
            self._process.condemn(str(error))
