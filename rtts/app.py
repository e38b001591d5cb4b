"""The one place that builds things: from settings to a running house, and down again.

Everything else is given what it needs. What is heavy is not built here: the encoder and the
codecs are imported in a thread when somebody first speaks, and the engine lives in a worker
that is started on the first need.
"""

import asyncio
import contextlib
import ctypes
import gc
import logging
import signal
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import rtts
from rtts.auth import Keys, load_keys
from rtts.door import Door
from rtts.engines.base import EngineInfo
from rtts.engines.registry import ENGINES
from rtts.errors import Refused, SettingsError, WorkerUnavailable
from rtts.http_port import HttpBind, HttpPort
from rtts.listening import Place, tls_context
from rtts.log import logger
from rtts.metrics import Metrics
from rtts.observe import Watch
from rtts.pipeline import AudioEncoder, SpeechService
from rtts.protocol.messages import Limits
from rtts.protocol.options import AudioOptions
from rtts.server import Listen, Speech, SpeechServer
from rtts.settings import Settings, describe, refuse_open_address
from rtts.threads import UrgentThreads
from rtts.worker.client import WorkerClient
from rtts.worker.supervisor import Supervisor
from rtts.worker.wire import WorkerSpec

__all__ = ["Addresses", "App", "serve"]

_OTHER_FILES = 1000
"""File descriptors beside those of sessions: handshakes, the HTTP port, the worker."""


class Addresses(NamedTuple):
    """Where a running server is found."""

    websocket: str
    http: str | None


class App:
    """A whole server. `start`, then `drain` or `close`."""

    def __init__(self, settings: Settings) -> None:
        refuse_open_address(settings)
        _refuse_unknown_engine(settings)
        self._settings = settings
        self.limits = _limits(settings)
        self._draining = False
        self._closed = False
        self._restarts = 0
        self._engine: EngineInfo | None = None
        self._clock = time.monotonic
        self._keys, warnings = _keys(settings)
        for warning in warnings:
            logger.warning("settings_warning", message=warning)
        self.metrics = Metrics(version=rtts.__version__, engine=settings.engine)
        self._threads = UrgentThreads(settings.encode_threads)
        self.supervisor = Supervisor(
            WorkerSpec(
                engine=settings.engine,
                model=settings.model,
                options=dict(settings.engine_options),
                log_level=settings.log_level,
            ),
            idle_timeout=settings.idle_timeout,
            on_event=self._worker_event,
        )
        self._speaker = WorkerClient(self.supervisor.connect)
        self.server = self._make_server()
        self._http = self._make_http_port() if settings.http else None
        self._preloading: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        return f"<App {self.server!r} {self.supervisor!r}>"

    async def start(self) -> Addresses:
        """Listen on both ports; with `preload`, start a worker as well."""
        websocket = await self.server.start()
        http = await self._http.start() if self._http else None
        if self._settings.preload:
            self._preloading = asyncio.create_task(self._preload(), name="preload")
        gc.collect()
        _give_memory_back()  # what only starting needed
        addresses = Addresses(websocket, http)
        logger.info("server_started", **addresses._asdict(), settings=describe(self._settings))
        return addresses

    async def drain(self) -> None:
        """Let running contexts finish, then close."""
        self._draining = True
        logger.info("server_draining", sessions=self.server.sessions)
        await self.server.drain(self._settings.drain_timeout_s)
        await self.close()

    async def close(self) -> None:
        """End every session, the worker, and both ports. Again is harmless."""
        self._draining = True
        await self.server.close()
        if self._preloading is not None:
            self._preloading.cancel()
        await self._speaker.close()
        await self.supervisor.close()
        if self._http is not None:
            await self._http.close()
        self._threads.close()
        if not self._closed:
            self._closed = True
            logger.info("server_stopped")

    # What the HTTP port asks.

    def ready(self) -> tuple[bool, str]:
        """Whether a session can be taken now, and why not."""
        if self._draining:
            return False, "The server is going down."
        reason = self.supervisor.reason
        if self._settings.preload and self.supervisor.state != "up":
            return False, reason or "The worker does not speak yet."
        if self.supervisor.state == "failed":
            return False, reason or "The worker cannot be started."
        full = self._room()
        return (True, "") if full is None else (False, full.message)

    def refresh(self) -> None:
        """Bring what the metrics say of the worker up to date."""
        now, load, info = self.metrics.now, self._speaker.load, self._engine
        now.worker_up = int(self.supervisor.state == "up")
        now.worker_open_utterances = 0 if load is None else load.open
        now.queue_depth = max(0, now.worker_open_utterances - (info.slots if info else 0))

    async def describe(self) -> EngineInfo:
        """What the engine can do; may start a worker. Raises WorkerUnavailable."""
        return await self.supervisor.describe()

    # Building.

    def _make_server(self) -> SpeechServer:
        settings = self._settings
        return SpeechServer(
            Listen(
                Place(settings.host, settings.port, settings.socket),
                tls=tls_context(settings.tls_cert, settings.tls_key),
                handshake_timeout_s=settings.handshake_timeout_s,
                send_timeout_s=settings.send_timeout_s,
                messages_per_second=settings.messages_per_second,
                messages_burst=settings.messages_burst,
            ),
            Door(self._keys, settings.allowed_origins, settings.allowed_hosts, self._room),
            Speech(self.supervisor.describe, self._service),
            self.limits,
            Watch(self.metrics, self._clock),
            clock=self._clock,
        )

    def _make_http_port(self) -> HttpPort:
        settings = self._settings
        return HttpPort(
            HttpBind(
                host=settings.http_host,
                port=settings.http_port,
                path=settings.http_socket,
                tls_cert=settings.tls_cert,
                tls_key=settings.tls_key,
                handshake_timeout_s=settings.handshake_timeout_s,
                send_timeout_s=settings.send_timeout_s,
            ),
            status=self,
            metrics=self.metrics,
            keys=self._keys,
            allowed_hosts=settings.allowed_hosts,
        )

    def _service(self, engine: EngineInfo) -> SpeechService:
        self._engine = engine
        return SpeechService(
            speaker=self._speaker,
            sample_rate=engine.sample_rate,
            make_encoder=_make_encoder,
            threads=self._threads,
            clock=self._clock,
            speech_timeout_s=self._settings.speech_timeout_s,
            max_audio_s=self._settings.max_context_audio_s,
        )

    def _room(self) -> Refused | None:
        """Why no further session can be taken now, if so."""
        if self._draining:
            return Refused(
                503, "overloaded", "The server is going down.", close_code=1013, retry_after=5
            )
        if self.server.sessions >= self._settings.max_sessions:
            return Refused(
                503,
                "overloaded",
                f"{self._settings.max_sessions} sessions are open, which is the most.",
                close_code=1013,
                retry_after=5,
            )
        return None

    # The worker.

    async def _preload(self) -> None:
        with contextlib.suppress(WorkerUnavailable):  # it is in the log, and others are tried
            await self.supervisor.start()

    def _worker_event(self, event: str, fields: Mapping[str, Any]) -> None:
        if event == "worker_starting" and self.supervisor.restarts > self._restarts:
            self._restarts = self.supervisor.restarts
            self.metrics.worker_restarted()
        if event == "worker_stopped":
            _give_memory_back()
        level = logging.getLevelNamesMapping()[str(fields.get("level", "info")).upper()]
        told = {name: value for name, value in fields.items() if name not in ("event", "level")}
        logger.log(level, event, **told)


def _make_encoder(options: AudioOptions, source_rate: int) -> AudioEncoder:
    """Runs in a thread: the first call imports numpy and the codecs."""
    from rtts.audio.encoder import Encoder

    return Encoder(options, source_rate)


def _keys(settings: Settings) -> tuple[Keys, list[str]]:
    return load_keys(settings.api_keys_file, settings.api_keys)


def _limits(settings: Settings) -> Limits:
    return Limits(
        max_contexts=settings.max_contexts,
        max_text_chars=settings.max_text_chars,
        max_buffer_chars=settings.max_buffer_chars,
        max_message_bytes=settings.max_message_bytes,
        idle_timeout_s=round(settings.session_idle_timeout_s),
    )


def _refuse_unknown_engine(settings: Settings) -> None:
    """A server whose worker can never start had better not start either."""
    if settings.engine not in ENGINES:
        known = ", ".join(ENGINES)
        raise SettingsError(f"engine: There is no {settings.engine}; choose one of {known}.")


def _give_memory_back() -> None:
    """The allocator keeps what was freed after a burst; a quiet server need not."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _allow_files(sessions: int) -> None:
    """A session is a file descriptor, and many systems give a process few of them unasked."""
    try:
        import resource
    except ImportError:  # Windows knows no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = sessions + _OTHER_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


async def serve(settings: Settings, announce: Callable[[Addresses], None]) -> None:
    """Run a server until SIGTERM or SIGINT; the second signal does not wait for anyone."""
    _allow_files(settings.max_sessions)
    app = App(settings)
    loop = asyncio.get_running_loop()
    asked: asyncio.Queue[int] = asyncio.Queue()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, asked.put_nowait, number)
    try:
        announce(await app.start())
        await asked.get()
        draining = asyncio.create_task(app.drain())
        again = asyncio.create_task(asked.get())
        await asyncio.wait([draining, again], return_when=asyncio.FIRST_COMPLETED)
        draining.cancel()
        again.cancel()
    finally:
        await app.close()
