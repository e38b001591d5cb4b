"""The one place that builds things: from settings to a running house, and down again.

Everything else is given what it needs. What is heavy is not built here: the encoder and the
codecs are imported in a thread when somebody first speaks, and the engine lives in a worker
that is started on the first need.
"""

import asyncio
import contextlib
import importlib
import logging
import secrets
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import rtts
from rtts import plan
from rtts.access.credentials import Credentials
from rtts.access.door import Door
from rtts.access.keys import Keys, load_keys
from rtts.access.tokens import Tokens, UsedInFolder, UsedInMemory, load_secret
from rtts.capacity.gate import Gate, House
from rtts.engines.base import EngineInfo
from rtts.engines.registry import ENGINES
from rtts.errors import SettingsError, WorkerUnavailable
from rtts.http.port import HttpPort
from rtts.log import logger
from rtts.metrics.metrics import Metrics
from rtts.metrics.observe import Watch
from rtts.pipeline.speech import AudioEncoder, SpeechService
from rtts.pipeline.threads import UrgentThreads
from rtts.protocol.native import PATHS
from rtts.protocol.options import AudioOptions
from rtts.server.listening import Place, tls_context
from rtts.server.reception import Speech
from rtts.server.server import Listen, SpeechServer
from rtts.settings.settings import Settings, describe, refuse_open_address
from rtts.system import give_memory_back
from rtts.worker.client import WorkerClient
from rtts.worker.load import EngineLoad
from rtts.worker.supervisor import Supervisor

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from rtts.http.guard import Entrance
    from rtts.processes.crew import Crew
    from rtts.processes.parent import Parent
    from rtts.processes.wire import WorkerSource

__all__ = ["Addresses", "App"]

_FRONT_END = "rtts.text.intake"


class Addresses(NamedTuple):
    """Where a running server is found."""

    websocket: str
    http: str | None
    metrics: str | None = None
    """Of the port that has nothing else."""


class App:
    """A whole server. `start`, then `drain` or `close`."""

    def __init__(
        self, settings: Settings, *, parent: "Parent | None" = None, share: int = 1
    ) -> None:
        """Of several server processes on one port, each is an App with a `parent`.

        It has its worker from there and takes its `share`: one part in so many of what each
        key may.
        """
        refuse_open_address(settings)
        _refuse_unknown_engine(settings)
        self._until_closed = contextlib.ExitStack()
        if settings.processes > 1:
            from rtts.processes.crew import shared_tokens

            settings = self._until_closed.enter_context(shared_tokens(settings))
        self._settings = settings
        self._is_part = parent is not None
        self.limits = plan.limits(settings)
        self._closed = False
        self._restarts = 0
        self._clock = time.monotonic
        self._credentials = _credentials(settings, self._clock, share)
        self.metrics = Metrics(version=rtts.__version__, engine=settings.engine)
        self.metrics.keys = self._credentials.quotas
        self._threads = UrgentThreads(settings.encode_threads)
        self.supervisor = Supervisor(
            plan.worker_spec(settings),
            limits=plan.worker_limits(settings),
            idle_timeout=settings.idle_timeout,
            on_event=self._worker_event,
        )
        self._worker: WorkerSource = parent or self.supervisor
        self._speaker = WorkerClient(
            self._worker.connect, excused=self._worker.excused, distrust=self._worker.distrust
        )
        self._gate = self._make_gate()
        self._crew = self._make_crew() if settings.processes > 1 else None
        self.server = self._crew or self._make_server()
        self._http = self._make_http_port() if settings.http else None
        separate = settings.metrics_port is not None
        self._metrics_port = self._make_metrics_port() if separate else None
        self._preloading: asyncio.Task[None] | None = None
        self.addresses: Addresses | None = None
        """Where the server is found, once it is."""

    def __repr__(self) -> str:
        return f"<App {self.server!r} {self.supervisor!r}>"

    async def start(self) -> Addresses:
        """Listen on both ports; with `preload`, start a worker as well."""
        self._gate.start()
        websocket = await self.server.start()
        http = await self._http.start() if self._http else None
        metrics = await self._metrics_port.start() if self._metrics_port else None
        if self._settings.preload:
            self._preloading = asyncio.create_task(self._preload(), name="preload")
        give_memory_back()  # what only starting needed
        addresses = self.addresses = Addresses(websocket, http, metrics)
        if not self._is_part:  # else its parent says it, once
            told = {**addresses._asdict(), "settings": describe(self._settings)}
            logger.info("server_started", **told)
        return addresses

    async def drain(self) -> None:
        """Let running contexts and requests finish, then close."""
        self._gate.closed = True
        if not self._is_part:
            logger.info("server_draining", sessions=self.server.sessions)
        ends_at = self._clock() + self._settings.drain_timeout_s
        await self.server.drain(self._settings.drain_timeout_s)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(ends_at - self._clock(), 0)):
                await self._gate.places_left()
        await self.close()

    async def close(self) -> None:
        """End every session, the ports, and the worker. Again is harmless.

        The worker goes last: who is cut is cut because the server goes, not for want of a worker.
        """
        self._gate.closed = True
        ports = [port for port in (self._http, self._metrics_port) if port is not None]
        await asyncio.gather(self.server.close(), *(port.close() for port in ports))
        if self._preloading is not None:
            self._preloading.cancel()
        await self._speaker.close()
        await self.supervisor.close()
        self._gate.stop()
        self._threads.close()
        self._until_closed.close()
        if not self._closed:
            self._closed = True
            if not self._is_part:
                logger.info("server_stopped")

    # What the HTTP port asks.

    @property
    def websocket_port(self) -> int | None:
        """Where sessions are taken; None where that is a Unix socket, or nowhere yet."""
        return urlsplit(self.addresses.websocket).port if self.addresses else None

    def ready(self) -> tuple[bool, str]:
        """Whether a session can be taken now, and why not."""
        if self._gate.closed:
            return False, "The server is going down."
        if self._crew is not None and not self._crew.listening:
            return False, "No server process listens."
        reason = self.supervisor.reason
        if self._settings.preload and self.supervisor.state != "up":
            return False, reason or "The worker does not speak yet."
        if self.supervisor.state == "failed":
            return False, reason or "The worker cannot be started."
        full = self._gate.room()
        return (True, "") if full is None else (False, full.message)

    def refresh(self) -> None:
        """Bring what the metrics say of the worker up to date."""
        now, load, info = self.metrics.now, self.supervisor.load, self.supervisor.info
        if self._crew is not None:
            self.metrics.others = self._crew.snapshots()
            self.metrics.sessions_of_each = self._crew.sessions_of_each
            self.metrics.process_deaths = self._crew.deaths
        now.worker_up = int(self.supervisor.state == "up")
        now.worker_circuit_open = int(self.supervisor.circuit == "open")
        now.worker_open_utterances = 0 if load is None else load.open
        now.queue_depth = max(0, now.worker_open_utterances - (info.slots if info else 0))
        self.metrics.engine_figures = self.engine_figures()

    def engine_figures(self) -> Mapping[str, float]:
        """What the engine lets be watched; nothing while no worker runs."""
        load = self.supervisor.load
        return {} if load is None else load.figures

    async def describe(self) -> EngineInfo:
        """What the engine can do; may start a worker. Raises WorkerUnavailable."""
        return await self.supervisor.describe()

    @contextlib.asynccontextmanager
    async def speech(self) -> AsyncIterator[tuple[EngineInfo, SpeechService]]:
        """What it takes to speak one text, and a place among the sessions for as long.

        Raises Refused where there is none, and WorkerUnavailable.
        """
        with self._gate.place():
            engine = await self._prepare()
            yield engine, self._service(engine)

    def _load(self) -> EngineLoad | None:
        load = self._speaker.load
        return None if load is None else load.engine

    # Building.

    def _make_gate(self) -> Gate:
        house = House(
            clock=self._clock,
            sessions=lambda: self.server.sessions,
            load=self._load,
            threads_late_s=self._threads.late_s,
        )
        return Gate(plan.gate_rules(self._settings), house, _make_encoder)

    def _make_server(self) -> SpeechServer:
        settings = self._settings
        return SpeechServer(
            Listen(
                Place(settings.host, settings.port, settings.socket, shared=self._is_part),
                tls=tls_context(settings.tls_cert, settings.tls_key),
                handshake_timeout_s=settings.handshake_timeout_s,
                send_timeout_s=settings.send_timeout_s,
                messages_per_second=settings.messages_per_second,
                messages_burst=settings.messages_burst,
            ),
            Door(
                self._credentials, settings.allowed_origins, settings.allowed_hosts, self._gate.room
            ),
            Speech(self._prepare, self._service, self._gate.admit),
            self.limits,
            Watch(self.metrics, self._clock),
            clock=self._clock,
        )

    def _make_crew(self) -> "Crew":
        from rtts.processes.crew import Crew  # most servers are one process

        return Crew(self._settings, self._worker, path=PATHS[0], clock=self._clock)

    def _make_http_port(self) -> HttpPort:
        return HttpPort(plan.http_bind(self._settings), self._make_api)

    def _make_metrics_port(self) -> HttpPort:
        return HttpPort(plan.metrics_bind(self._settings), self._make_metrics_api)

    def _make_api(self) -> "ASGIApp":
        """Runs in a thread, when the first client is there: what answers is heavy."""
        from rtts.http.api import make_api

        with_metrics = self._settings.metrics_port is None
        return make_api(self, self.metrics, self._entrance(), with_metrics=with_metrics)

    def _make_metrics_api(self) -> "ASGIApp":
        from rtts.http.api import make_metrics_api

        return make_metrics_api(self, self.metrics, self._entrance())

    def _entrance(self) -> "Entrance":
        from rtts.http.guard import Entrance

        settings = self._settings
        return Entrance(
            self._credentials,
            settings.allowed_origins,
            settings.allowed_hosts,
            metrics_key=settings.metrics_key,
        )

    async def _prepare(self) -> EngineInfo:
        """Get ready for a session; what the engine can do. Raises WorkerUnavailable.

        The text front-end takes 0.1 s to import, and 2 MB that a waiting server need not have.
        """
        if _FRONT_END not in sys.modules:
            await asyncio.to_thread(importlib.import_module, _FRONT_END)
        return await self._worker.describe()

    def _service(self, engine: EngineInfo) -> SpeechService:
        return SpeechService(
            speaker=self._speaker,
            sample_rate=engine.sample_rate,
            make_encoder=self._gate.make_encoder,
            threads=self._threads,
            clock=self._clock,
            speech_timeout_s=self._settings.speech_timeout_s,
            max_audio_s=self._settings.max_context_audio_s,
            span_letters=engine.span_letters,
        )

    # The worker.

    async def _preload(self) -> None:
        with contextlib.suppress(WorkerUnavailable):  # it is in the log, and others are tried
            await self.supervisor.start()

    def _worker_event(self, event: str, fields: Mapping[str, Any]) -> None:
        if event == "worker_starting" and self.supervisor.restarts > self._restarts:
            self._restarts = self.supervisor.restarts
            self.metrics.worker_restarted()
        if event == "worker_stopped":
            give_memory_back()
        if self._crew is not None:
            self._crew.tell_worker_news()
        level = logging.getLevelNamesMapping()[str(fields.get("level", "info")).upper()]
        told = {name: value for name, value in fields.items() if name not in ("event", "level")}
        logger.log(level, event, **told)


def _make_encoder(options: AudioOptions, source_rate: int) -> AudioEncoder:
    """Runs in a thread: the first call imports numpy and the codecs."""
    from rtts.audio.encoder import Encoder

    return Encoder(options, source_rate)


def _credentials(settings: Settings, clock: Callable[[], float], share: int) -> Credentials:
    """Whom the server knows; what is unwise about that goes to the log, once."""
    keys, warnings = load_keys(settings.api_keys_file, settings.api_keys)
    if share > 1:
        parts = (replace(key, limits=key.limits.part(share)) for key in keys.all)
        keys, warnings = Keys(parts), []
    for warning in warnings:
        logger.warning("settings_warning", message=warning)
    secret = load_secret(settings.token_secret_file, settings.token_secret)
    folder = settings.tokens_dir
    if secret is not None and folder is None:
        message = "A token may be used again after a restart, or at another server: set tokens_dir."
        logger.warning("settings_warning", message=message)
    tokens = Tokens(
        secret or secrets.token_bytes(32),
        UsedInMemory() if folder is None else UsedInFolder(folder),
        default_ttl_s=settings.token_ttl_s,
        max_ttl_s=settings.token_max_ttl_s,
    )
    return Credentials(keys, tokens, clock=clock, wall_clock=time.time)


def _refuse_unknown_engine(settings: Settings) -> None:
    """A server whose worker can never start had better not start either."""
    if settings.engine not in ENGINES:
        known = ", ".join(ENGINES)
        raise SettingsError(f"engine: There is no {settings.engine}; choose one of {known}.")
