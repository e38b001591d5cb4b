"""The worker: the process that holds an engine, and nothing else.

    python -m rtts.worker.child SOCKET SPEC

listens at the path SOCKET, in a folder of its own, for servers. SPEC is a `WorkerSpec` as
JSON. Standard input has to be a socket too, whose other end is the supervisor's: only there
can a worker be told to end, and its closing means that the supervisor is gone.

Two threads share the process. The engine's thread steps the engine; the event loop carries
commands to it and its events away, and must answer at once even while the engine loads. The
log is one JSON object a line on standard error. It never holds the text that is spoken, so
it names an exception that is not ours by its type and place alone.
"""

import asyncio
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from rtts.engines.base import Engine, Event
from rtts.engines.registry import build
from rtts.errors import RttsError, SettingsError
from rtts.system import keep_memory
from rtts.worker.driver import Driver
from rtts.worker.observed import Observation, observe
from rtts.worker.pipe import Pipe, PipeError
from rtts.worker.router import Router, ServerPipe
from rtts.worker.wire import (
    Described,
    Exit,
    FromSupervisor,
    FromWorker,
    Leaving,
    Load,
    Loaded,
    Ping,
    Pulse,
    Shutdown,
    WorkerSpec,
    decode_from_supervisor,
)

__all__ = ["Log", "Worker", "explain", "main"]

_LOAD_INTERVAL_S = 0.1
_LEAVE_TIMEOUT_S = 2.0
_SWITCH_INTERVAL_S = 0.0005
"""How long an engine that computes in Python may keep the event loop from a message."""

_LEVELS = ("debug", "info", "warning", "error")  # as in `WorkerSpec`


class Log:
    """Lines of JSON for the supervisor to pass on."""

    def __init__(self, level: str) -> None:
        self._level = _LEVELS.index(level)

    def write(self, level: str, event: str, **fields: object) -> None:
        if _LEVELS.index(level) >= self._level:
            line = msgspec.json.encode({"event": event, "level": level, **fields})
            with suppress(OSError):  # its reader may have been killed
                os.write(2, line + b"\n")


class _ControlPipe(Pipe[FromSupervisor]):
    """The connection to the supervisor."""

    def __init__(self, worker: "Worker") -> None:
        super().__init__(decode_from_supervisor)
        self._worker = worker

    def made(self) -> None:
        self._worker.greet(self)

    def received(self, message: FromSupervisor) -> None:
        match message:
            case Ping():
                self.send(self._worker.pulse())
            case Shutdown():
                self._worker.consider_leaving()

    def lost(self, error: Exception | None) -> None:
        self._worker.dismiss(self, error)
        self._worker.leave("the supervisor is gone")


class Worker:
    """Lets peers in, tells them how the engine fares, and ends in good order."""

    def __init__(self, engine: Engine, log: Log) -> None:
        self._info = engine.info
        self._log = log
        self._loop = asyncio.get_running_loop()
        self._end: asyncio.Future[Exit] = self._loop.create_future()
        self._peers: set[Pipe[Any]] = set()
        self._loaded = False
        self._load_planned = False
        self._seen = Observation()
        engine.report = partial(log.write, "info")
        engine = observe(engine, self._seen)
        self._driver = Driver(
            engine,
            loaded=partial(self._from_engine, self._engine_loaded),
            spoken=partial(self._from_engine, self._deliver),
            broke=partial(self._from_engine, self._engine_broke),
            rested=partial(self._from_engine, self._plan_load),
        )
        self._router = Router(self._driver, self._plan_load)

    async def run(self, path: str, control: socket.socket) -> Exit:
        """Serve at `path` until there is a reason to end, and say which kind it is."""
        self._loop.add_signal_handler(signal.SIGTERM, self.leave, "SIGTERM")
        self._loop.set_exception_handler(self._loop_failed)
        listener = await self._loop.create_unix_server(self._server_pipe, sock=_bind(path))
        await self._loop.create_unix_connection(lambda: _ControlPipe(self), sock=control)
        self._driver.start()
        status = await self._end
        self._driver.stop()
        _close_door(listener, path)
        if status is Exit.ORDERLY:
            await self._see_peers_off()
        return status

    def stopped(self) -> bool:
        """Wait for the engine to be closed. False if it hangs."""
        return self._driver.join(_LEAVE_TIMEOUT_S)

    # Peers.

    def greet(self, peer: Pipe[Any]) -> None:
        self._peers.add(peer)
        peer.send(Described(self._info))
        peer.send(self._load())
        if self._loaded:
            peer.send(Loaded())

    def dismiss(self, peer: Pipe[Any], error: Exception | None) -> None:
        self._peers.discard(peer)
        if isinstance(error, PipeError):
            self._log.write("warning", "connection_dropped", reason=str(error))

    def _server_pipe(self) -> ServerPipe:
        return ServerPipe(self._router, self.greet, self.dismiss)

    def _tell_peers(self, message: FromWorker) -> None:
        for peer in self._peers:
            peer.send(message)

    # Load.

    def _load(self) -> Load:
        router = self._router
        driver = self._driver
        figures = dict(driver.figures)
        return Load(router.open, router.samples, router.idle_s, driver.load, figures)

    def _plan_load(self) -> None:
        """Something changed: say so soon, with all that changes until then."""
        if not self._load_planned:
            self._load_planned = True
            self._loop.call_later(_LOAD_INTERVAL_S, self._publish_load)

    def _publish_load(self) -> None:
        self._load_planned = False
        self._tell_peers(self._load())

    def pulse(self) -> Pulse:
        """How the engine's thread fares."""
        return Pulse(busy_s=self._seen.busy_s, silent_s=self._seen.silent_s)

    # The end.

    def consider_leaving(self) -> None:
        """Leave if nothing is open; otherwise say what is."""
        if self._router.open:
            self._publish_load()
        else:
            self.leave("idle")

    def leave(self, reason: str) -> None:
        """End in good order: peers open what is open here at the next worker."""
        self._finish(Exit.ORDERLY, "info", "worker_leaving", reason=reason)

    async def _see_peers_off(self) -> None:
        """Tell everyone, and stay until they have closed, so that all can read it.

        Who writes to a closed connection is told of that, and not of what it could still read.
        """
        self._tell_peers(Leaving())
        closed = [asyncio.ensure_future(peer.wait_closed()) for peer in self._peers]
        if closed:
            await asyncio.wait(closed, timeout=_LEAVE_TIMEOUT_S)

    def _finish(self, status: Exit, level: str, event: str, **fields: object) -> None:
        if not self._end.done():
            self._log.write(level, event, **fields)
            self._end.set_result(status)

    def _loop_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A mistake in the worker itself: better dead than deaf."""
        error = context.get("exception")
        if error is None or isinstance(error, OSError):
            self._log.write("warning", "event_loop", reason=context["message"])
            return
        message = f"The worker made a mistake: {type(error).__name__} at {_place(error)}"
        self._finish(Exit.BROKEN, "error", "worker_failed", message=message)

    # What the engine's thread says.

    def _from_engine(self, callback: Callable[..., None], *arguments: Any) -> None:
        with suppress(RuntimeError):  # the event loop has ended before the engine did
            self._loop.call_soon_threadsafe(callback, *arguments)

    def _engine_loaded(self) -> None:
        keep_memory()
        self._loaded = True
        self._router.touch()
        self._log.write("info", "engine_loaded", engine=self._info.name)
        self._tell_peers(Loaded())
        self._publish_load()

    def _deliver(self, events: list[Event]) -> None:
        self._router.deliver(events)

    def _engine_broke(self, error: BaseException) -> None:
        status, message = explain(error, "speaking" if self._loaded else "loading")
        self._finish(status, "error", "engine_failed", message=message)


def main(arguments: Sequence[str]) -> int:
    """Be a worker; the exit status when it is over."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to answer
    path, spec_json = arguments
    spec = msgspec.json.decode(spec_json, type=WorkerSpec)
    log = Log(spec.log_level)
    try:
        control = _take_standard_input()
        engine = build(spec.engine, spec.model, spec.options)
    except Exception as error:  # noqa: BLE001 - an engine may fail in any way
        status, message = explain(error, "starting")
        log.write("error", "engine_failed", message=message)
        return status
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    return asyncio.run(_work(engine, log, path, control))


def explain(error: BaseException, doing: str) -> tuple[Exit, str]:
    """The exit status for what came out of an engine, and a sentence without spoken text.

    `doing` is "starting", "loading" or "speaking". Only in the last does an engine hold text
    that its exception could quote; then the sentence gives the place in the code instead.
    """
    if isinstance(error, SettingsError):
        return Exit.SETTINGS_WRONG, str(error)
    kind = type(error).__name__
    ours = isinstance(error, RttsError)
    reason = f"{kind}: {error}" if ours or doing != "speaking" else f"{kind} at {_place(error)}"
    return Exit.BROKEN, f"The engine failed while {doing}: {reason}"


def _place(error: BaseException) -> str:
    """The lines of code that an exception went through, innermost first."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    return ", ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)


def _take_standard_input() -> socket.socket:
    """The supervisor's socket, out of reach of libraries that read standard input."""
    control = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return control


async def _work(engine: Engine, log: Log, path: str, control: socket.socket) -> int:
    worker = Worker(engine, log)
    status = await worker.run(path, control)
    if not worker.stopped():
        os._exit(status)  # an engine that hangs cannot be waited for
    return status


def _bind(path: str) -> socket.socket:
    """A socket at `path` that this user alone may connect to."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)
    try:
        listener.bind(path)
    finally:
        os.umask(mask)
    return listener


def _close_door(listener: asyncio.Server, path: str) -> None:
    """Let nobody in any more, who could come too late to be told that the worker leaves.

    A supervisor that was killed does not take its folder away, so the worker does.
    """
    listener.close()
    Path(path).unlink(missing_ok=True)
    with suppress(OSError):
        Path(path).parent.rmdir()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
