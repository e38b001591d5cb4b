"""One run of the worker's process, from its start to its end, as its parent sees it.

The parent keeps one end of a socket whose other end is the child's standard input. Over it
the child says what its engine is and how it fares, and its closing ends the child, which
works even when the parent was killed. Whatever the child writes comes through one pipe: its
own log as JSON, and the words of libraries, which may hold text that is being spoken and are
therefore quoted only up to the moment when the engine can speak.
"""

import asyncio
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from rtts.engines.base import EngineInfo
from rtts.worker.pipe import Pipe
from rtts.worker.wire import (
    Described,
    Exit,
    FromWorker,
    Leaving,
    Loaded,
    Shutdown,
    WorkerSpec,
    decode_from_worker,
)

__all__ = ["Ending", "OnEvent", "WorkerProcess"]

OnEvent = Callable[[str, Mapping[str, Any]], object]
"""Takes the name of what happened, and its fields."""

_MAX_FOLDER_BYTES = 90
"""The path of a socket may have 107 bytes on Linux and 103 elsewhere."""
_MAX_LINE_BYTES = 8192
_LEAVE_TIMEOUT_S = 5.0
_DRAIN_TIMEOUT_S = 1.0


class Ending(NamedTuple):
    """How a worker's process came to its end."""

    orderly: bool
    message: str
    """A sentence: its own last words, where it had any."""


class WorkerProcess:
    """A worker's process, begun when it is made; the task `over` is done when it has ended.

    `heard` is called with every message of the worker, `ended` once, before `over` is done,
    and `on_event` with every line of its log. Needs a running event loop.
    """

    def __init__(
        self,
        spec: WorkerSpec,
        *,
        heard: Callable[[FromWorker], object],
        ended: Callable[[Ending], object],
        on_event: OnEvent,
    ) -> None:
        loop = asyncio.get_running_loop()
        self.leaving = False
        self.described: asyncio.Future[EngineInfo] = loop.create_future()
        """Done when the worker listens."""
        self.loaded: asyncio.Future[None] = loop.create_future()
        """Done when the engine can speak."""
        self._heard = heard
        self._ended = ended
        self._on_event = on_event
        self._control = _ControlPipe(self)
        self._output = _Output(self._hear_line)
        self._process: asyncio.subprocess.Process | None = None
        self._last_words = ""
        self._folder = Path()
        self.over: asyncio.Task[Ending] = loop.create_task(self._live(spec))

    def __repr__(self) -> str:
        stage = "up" if self.loaded.done() else "loading" if self.described.done() else "starting"
        return f"<WorkerProcess {self.pid} {'over' if self.over.done() else stage}>"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def _path(self) -> str:
        return str(self._folder / "w.sock")

    async def until(self, stage: asyncio.Future[Any]) -> Ending | None:
        """Wait for `described` or `loaded`; how the process ended if it did so before."""
        await asyncio.wait({stage, self.over}, return_when=asyncio.FIRST_COMPLETED)
        return None if stage.done() else self.over.result()

    async def connect(self) -> socket.socket:
        """A new connection. Raises OSError when the worker takes none, because it ends."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(0)
        try:
            await asyncio.get_running_loop().sock_connect(connection, self._path)
        except BaseException:
            connection.close()
            raise
        return connection

    def ask_to_leave(self) -> None:
        """Have the worker end, unless an utterance is open."""
        self._control.send(Shutdown())

    async def end(self) -> None:
        """End the process, whatever it does."""
        self._control.close()
        await asyncio.wait({self.over})

    def hear(self, message: FromWorker) -> None:
        """Take note of a message that came on the control connection."""
        match message:
            case Described():
                self.described.set_result(message.info)
            case Loaded():
                self.loaded.set_result(None)
            case Leaving():
                self.leaving = True
                self._control.close()
        self._heard(message)

    def _hear_line(self, line: bytes) -> None:
        """Take note of a line that the process wrote."""
        fields = _parse(line)
        if "message" in fields:
            self._last_words = str(fields["message"])
        elif "line" in fields and not self.loaded.done():
            self._last_words = fields["line"]
        self._on_event(fields.pop("event"), fields)

    async def _live(self, spec: WorkerSpec) -> Ending:
        try:
            with _private_folder() as folder:
                self._folder = Path(folder)
                await self._begin(spec)
                status = await self._finish()
        except OSError as error:
            ending = Ending(orderly=False, message=f"The worker could not be started: {error}.")
        else:
            ending = Ending(status == Exit.ORDERLY, self._sentence(status))
        finally:
            self._control.close()
        self._ended(ending)
        return ending

    async def _begin(self, spec: WorkerSpec) -> None:
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        reading, writing = _pipe()
        with theirs, writing:
            await loop.create_unix_connection(lambda: self._control, sock=ours)
            await loop.connect_read_pipe(lambda: self._output, reading)
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "rtts.worker.child"),
                *(self._path, msgspec.json.encode(spec).decode()),
                stdin=theirs.fileno(),
                stdout=writing.fileno(),
                stderr=writing.fileno(),
                env={**os.environ, "TMPDIR": str(self._folder)},  # removed even after a SIGKILL
                start_new_session=True,  # out of reach of Ctrl-C, which is the server's
            )

    async def _finish(self) -> int:
        """Wait until the process has ended and its last words are read; its exit status.

        A worker whose control connection has ended is ending, or has to be made to.
        """
        assert self._process is not None
        exited = asyncio.create_task(self._process.wait())
        asked = asyncio.create_task(self._control.wait_closed())
        await asyncio.wait({exited, asked}, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait({exited}, timeout=_LEAVE_TIMEOUT_S)
        if not exited.done():
            self._process.kill()
        await asyncio.wait({self._output.closed}, timeout=_DRAIN_TIMEOUT_S)
        asked.cancel()
        return await exited

    def _sentence(self, status: int) -> str:
        if status == Exit.ORDERLY:
            return "The worker ended in good order."
        if status < 0:
            return f"The worker was killed by {signal.Signals(-status).name}."
        return self._last_words or f"The worker ended with the status {status}."


class _ControlPipe(Pipe[FromWorker]):
    """The parent's end of the connection on which a worker tells how it fares."""

    def __init__(self, worker: WorkerProcess) -> None:
        super().__init__(decode_from_worker)
        self._worker = worker

    def received(self, message: FromWorker) -> None:
        self._worker.hear(message)


class _Output(asyncio.Protocol):
    """Cuts what a process writes into lines."""

    def __init__(self, heard: Callable[[bytes], None]) -> None:
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._heard = heard
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line.strip():
                self._heard(line)
        self._rest = self._rest[:_MAX_LINE_BYTES]

    def connection_lost(self, error: Exception | None) -> None:
        self.data_received(b"\n")
        self.closed.set_result(None)


def _parse(line: bytes) -> dict[str, Any]:
    """The fields of a log line; of any other line, an event that holds it."""
    with suppress(msgspec.DecodeError):
        fields = msgspec.json.decode(line, type=dict[str, Any])
        if "event" in fields:
            return fields
    words = line[:_MAX_LINE_BYTES].decode(errors="replace").strip()
    return {"event": "worker_output", "level": "debug", "line": words}


def _pipe() -> tuple[FileIO, FileIO]:
    """The two ends of a new pipe, to read from and to write to."""
    reading, writing = os.pipe()
    return FileIO(reading, "rb"), FileIO(writing, "wb")


def _private_folder() -> tempfile.TemporaryDirectory[str]:
    """A new folder for this user alone, whose path leaves room for a socket's name."""
    folder = tempfile.TemporaryDirectory(prefix="rtts-", ignore_cleanup_errors=True)
    if len(os.fsencode(folder.name)) <= _MAX_FOLDER_BYTES:
        return folder
    folder.cleanup()
    return tempfile.TemporaryDirectory(prefix="rtts-", dir="/tmp", ignore_cleanup_errors=True)
