"""What the HTTP port answers: a page, health, readiness, metrics, voices, capabilities and tokens.

Whoever watches a server needs no key, unless the metrics are set to want one, and learns nothing
a stranger may not know; everything under `/v1/` needs one. Every answer is JSON but the metrics
and the page, and every refusal has the same form, `{"error": {"code", "message"}}`, with the
codes of the wire.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

import rtts
from rtts.engines.base import EngineInfo
from rtts.http.answers import ERROR_ANSWERS, error_answer, json_answer
from rtts.http.desks import SpeechDesk, TokenDesk
from rtts.http.guard import METRICS_PATH, SPEECH_PATH, TOKENS_PATH, Entrance, Guard
from rtts.http.status import ServerStatus
from rtts.http.web_page import page_routes
from rtts.metrics.metrics import CONTENT_TYPE, Metrics
from rtts.protocol.native import PATHS, Native
from rtts.protocol.options import CODECS, SessionOptions
from rtts.voices.languages import language_name

__all__ = ["make_api", "make_metrics_api"]


def make_api(
    status: ServerStatus,
    metrics: Metrics,
    entrance: Entrance,
    *,
    with_metrics: bool = True,
    clock: Callable[[], float] = time.monotonic,
    body_within_s: float = 30.0,
) -> ASGIApp:
    """The application behind the HTTP port. `body_within_s`: so long may a body take to come."""
    api = _Api(status)
    desk = SpeechDesk(status, entrance.credentials, metrics, clock, body_within_s)
    tokens = TokenDesk(entrance.credentials, body_within_s)
    routes = [
        Route("/health", api.health),
        Route("/ready", api.ready),
        Route("/v1/voices", api.voices),
        Route("/v1/capabilities", api.capabilities),
        Route(TOKENS_PATH, tokens.answer, methods=["POST"]),
        Route(SPEECH_PATH, desk.answer, methods=["POST"]),
    ]
    routes += page_routes()
    if with_metrics:
        routes.append(Route(METRICS_PATH, _MetricsPage(status, metrics).answer))
    return _guarded(routes, entrance, metrics)


def make_metrics_api(status: ServerStatus, metrics: Metrics, entrance: Entrance) -> ASGIApp:
    """The application behind a port that has the metrics and nothing else."""
    return _guarded([Route(METRICS_PATH, _MetricsPage(status, metrics).answer)], entrance, metrics)


def _guarded(routes: list[Route], entrance: Entrance, metrics: Metrics) -> ASGIApp:
    app = Starlette(
        routes=routes,
        exception_handlers=ERROR_ANSWERS,
    )
    app.router.redirect_slashes = False
    return Guard(app, entrance, metrics)


class _Api:
    """The answers. HEAD comes with every GET."""

    def __init__(self, status: ServerStatus) -> None:
        self._status = status

    async def health(self, request: Request) -> Response:
        """The process is alive, and its event loop turns."""
        return json_answer({"status": "ok"})

    async def ready(self, request: Request) -> Response:
        """A session can be taken now, or why not; and the engine's memory, where that is known."""
        ready, reason = self._status.ready()
        if not ready:
            return error_answer(503, "overloaded", reason)
        memory = self._status.engine_figures().get("memory_bytes")
        return json_answer(
            {"status": "ready"} | ({} if memory is None else {"engine_memory_bytes": memory})
        )

    async def voices(self, request: Request) -> Response:
        """Every voice of the engine."""
        engine = await self._status.describe()
        return json_answer(
            {
                "engine": engine.name,
                "default": engine.default_voice,
                "voices": [msgspec.structs.asdict(voice) for voice in engine.voices],
                "variants": engine.voice_variants,
            }
        )

    async def capabilities(self, request: Request) -> Response:
        """What a client may ask for, and what holds if it does not."""
        engine = await self._status.describe()
        return json_answer(
            {
                "server": f"rtts/{rtts.__version__}",
                "protocol": Native.name,
                "websocket": self._websocket(),
                "engine": _engine(engine),
                "languages": [
                    {"code": code, "name": language_name(code)} for code in engine.languages
                ],
                "codecs": {
                    name: {"rates": rules.rates, "default_rate": rules.default_rate}
                    for name, rules in CODECS.items()
                },
                "defaults": SessionOptions(voice=engine.default_voice),
                "limits": self._status.limits,
            }
        )

    def _websocket(self) -> dict[str, Any] | None:
        """Where sessions are taken, for who has found this port."""
        port = self._status.websocket_port
        return None if port is None else {"port": port, "path": PATHS[0]}


def _engine(engine: EngineInfo) -> dict[str, Any]:
    """What the engine is and can do, without its lists."""
    lists = ("voices", "voice_variants", "languages")
    about = msgspec.structs.asdict(engine)
    return {name: value for name, value in about.items() if name not in lists}


class _MetricsPage:
    """What Prometheus reads."""

    def __init__(self, status: ServerStatus, metrics: Metrics) -> None:
        self._status = status
        self._metrics = metrics

    async def answer(self, request: Request) -> Response:
        """Every figure as it stands."""
        self._status.refresh()
        page = await asyncio.to_thread(self._metrics.render)
        return Response(page, headers={"content-type": CONTENT_TYPE})
