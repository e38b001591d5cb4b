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
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from rtts.engines.base import EngineInfo
from rtts.worker.guard import Guard
from rtts.worker.pipe import Pipe, PipeError
from rtts.worker.watchdog import Action, Limits, Verdict
from rtts.worker.wire import (
    Described,
    Exit,
    FromWorker,
    Leaving,
    Load,
    Loaded,
    Ping,
    Pulse,
    Shutdown,
    WorkerSpec,
    decode_from_worker,
)

__all__ = ["PROGRAM", "Ending", "OnEvent", "WorkerProcess"]

OnEvent = Callable[[str, Mapping[str, Any]], object]
"""Takes the name of what happened, and its fields."""

PROGRAM = ("-m", "rtts.worker.child")
"""What Python runs to be a worker; the path of its socket and its spec come behind."""

_MAX_FOLDER_BYTES = 90
"""The path of a socket may have 107 bytes on Linux and 103 elsewhere."""
_MAX_LINE_BYTES = 8192
_SECRETS = frozenset({"RTTS_API_KEY", "RTTS_API_KEYS", "RTTS_TOKEN_SECRET"})
"""Variables that hold credentials."""


class Ending(NamedTuple):
    """How a worker's process came to its end."""

    orderly: bool
    message: str
    """A sentence: its own last words, where it had any."""
    excused: bool = False
    """No utterance has to answer for it."""
    replaced: bool = False
    """It was made to go, and not because nobody needed it."""


class WorkerProcess:
    """A worker's process, begun when it is made; the task `over` is done when it has ended.

    `heard` is called with every message of the worker, `ended` once, before `over` is done,
    and `on_event` with every line of its log. One that is beyond `limits`, or breaks the rules
    of the pipe, is made to end. Needs a running event loop.
    """

    def __init__(
        self,
        spec: WorkerSpec,
        *,
        limits: Limits | None = None,
        heard: Callable[[FromWorker], object],
        ended: Callable[[Ending], object],
        on_event: OnEvent,
        program: Sequence[str] = PROGRAM,
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
        self._limits = limits or Limits()
        self._guard = Guard(self._limits, ping=self._ping, act=self._act)
        self._verdict: Verdict | None = None
        self._crime = ""
        self._program = program
        self._folder = Path()
        self.over: asyncio.Task[Ending] = loop.create_task(self._live(spec))

    def __repr__(self) -> str:
        stage = "up" if self.loaded.done() else "loading" if self.described.done() else "starting"
        return f"<WorkerProcess {self.pid} {'over' if self.over.done() else stage}>"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def excused(self) -> bool:
        """Whether it is ended, or made to, for a reason that is no utterance's doing."""
        verdict = self._verdict
        asked = verdict is None or verdict.action is Action.ASK_TO_LEAVE
        return verdict is not None and verdict.excused and not asked

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
        """Take note of a message that came on the control connection.

        Raises PipeError for one that a worker does not send there, or not then.
        """
        match message:
            case Described() if not self.described.done():
                self._guard.described()
                self.described.set_result(message.info)
            case Loaded() if self.described.done() and not self.loaded.done():
                self._guard.loaded()
                self.loaded.set_result(None)
            case Pulse():
                self._guard.hear(busy_s=message.busy_s, silent_s=message.silent_s)
                return
            case Load() if self.described.done():
                pass
            case Leaving():
                self.leaving = True
                self._guard.stop()
                self._control.close()
            case _:
                raise PipeError(f"The worker said {type(message).__name__} out of turn.")
        self._heard(message)

    def distrust(self, error: PipeError) -> None:
        """Kill a worker that breaks the rules of the pipe: nothing it says can be relied on."""
        self._crime = f"The worker talked nonsense, and was killed. {error}"
        self._kill()

    def _ping(self) -> None:
        self._control.send(Ping())

    def _act(self, verdict: Verdict) -> None:
        """Do what the watch wants done; what is new is told."""
        if self._verdict is None or self._verdict.action < verdict.action:
            self._verdict = verdict
            fields = {"level": "warning", "pid": self.pid, "reason": verdict.message}
            self._on_event("worker_condemned", {**fields, "fault": verdict.fault.value})
        match verdict.action:
            case Action.ASK_TO_LEAVE:
                self.ask_to_leave()
            case Action.LEAVE:
                self._signal(signal.SIGTERM)
            case Action.KILL:
                self._kill()

    def _kill(self) -> None:
        self._guard.stop()
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # it was faster
            if self._process is not None:
                self._process.send_signal(number)

    def _hear_line(self, line: bytes) -> None:
        """Take note of a line that the process wrote."""
        fields = _parse(line)
        if "message" in fields:
            self._last_words = str(fields["message"])
        elif "line" in fields and not self.loaded.done():
            self._last_words = fields["line"]
        self._on_event(fields.pop("event"), {"pid": self.pid, **fields})

    async def _live(self, spec: WorkerSpec) -> Ending:
        try:
            with _private_folder() as folder:
                self._folder = Path(folder)
                await self._begin(spec)
                status = await self._finish()
        except OSError as error:
            ending = Ending(orderly=False, message=f"The worker could not be started: {error}.")
        else:
            orderly = status == Exit.ORDERLY and not self._crime
            replaced = self._verdict is not None
            ending = Ending(orderly, self._sentence(status), self.excused, replaced)
        finally:
            self._guard.stop()
            self._control.close()
            self._output.close()
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
                *(sys.executable, *self._program),
                *(self._path, msgspec.json.encode(spec).decode()),
                stdin=theirs.fileno(),
                stdout=writing.fileno(),
                stderr=writing.fileno(),
                env=_environment() | {"TMPDIR": str(self._folder)},  # removed even after a SIGKILL
                start_new_session=True,  # out of reach of Ctrl-C, which is the server's
            )
        self._guard.start(self._process.pid)

    async def _finish(self) -> int:
        """Wait until the process has ended and its last words are read; its exit status.

        A worker whose control connection has ended is ending, or has to be made to.
        """
        assert self._process is not None
        exited = asyncio.create_task(self._process.wait())
        asked = asyncio.create_task(self._control.wait_closed())
        await asyncio.wait({exited, asked}, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait({exited}, timeout=self._limits.leave_s or None)
        if not exited.done():
            self._kill()
        await exited
        self._end_offspring()
        await asyncio.wait({self._output.closed}, timeout=self._limits.last_words_s or None)
        asked.cancel()
        return exited.result()

    def _end_offspring(self) -> None:
        """What an engine has started goes with it. The worker leads a group of its own."""
        with suppress(ProcessLookupError, PermissionError):
            if self.pid is not None:
                os.killpg(self.pid, signal.SIGKILL)

    def _sentence(self, status: int) -> str:
        if self._crime:
            return self._crime
        if self._verdict is not None and self._verdict.action is not Action.ASK_TO_LEAVE:
            return self._verdict.message
        if status == Exit.ORDERLY:
            return "The worker ended in good order."
        if status < 0:
            return f"The worker was killed by {_signal_name(-status)}."
        return self._last_words or f"The worker ended with the status {status}."


class _ControlPipe(Pipe[FromWorker]):
    """The parent's end of the connection on which a worker tells how it fares."""

    def __init__(self, worker: WorkerProcess) -> None:
        super().__init__(decode_from_worker)
        self._worker = worker

    def received(self, message: FromWorker) -> None:
        self._worker.hear(message)

    def lost(self, error: Exception | None) -> None:
        if isinstance(error, PipeError):
            self._worker.distrust(error)


class _Output(asyncio.Protocol):
    """Cuts what a process writes into lines."""

    def __init__(self, heard: Callable[[bytes], None]) -> None:
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._heard = heard
        self._rest = b""
        self._transport: asyncio.BaseTransport | None = None

    def close(self) -> None:
        """Read no more: what the process has started may hold the other end for ever."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

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


def _signal_name(number: int) -> str:
    """Real-time signals have no names."""
    with suppress(ValueError):
        return signal.Signals(number).name
    return f"the signal {number}"


def _environment() -> dict[str, str]:
    """Ours, without what is the server's alone: an engine has no use for its keys."""
    return {name: value for name, value in os.environ.items() if name not in _SECRETS}


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
