"""What the HTTP port answers: health, readiness, metrics, voices and capabilities.

Whoever watches a server needs no key, and learns nothing a stranger may not know; everything
under `/v1/` does. Every answer is JSON but the metrics, and every refusal has the same form,
`{"error": {"code", "message"}}`, with the codes of the wire.
"""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Protocol

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

import rtts
from rtts.auth import Keys, check_host
from rtts.engines.base import EngineInfo
from rtts.errors import WorkerUnavailable
from rtts.metrics import CONTENT_TYPE, Metrics
from rtts.protocol.messages import Limits
from rtts.protocol.native import Native
from rtts.protocol.options import CODECS, SessionOptions
from rtts.voices import language_name

__all__ = ["ServerStatus", "make_api"]

_WITH_KEY = "/v1/"


class ServerStatus(Protocol):
    """What the HTTP port has to know of the server."""

    @property
    def limits(self) -> Limits: ...

    def ready(self) -> tuple[bool, str]:
        """Whether a session can be taken now; if not, the reason as a sentence."""

    def refresh(self) -> None:
        """Bring the levels of the metrics up to date, for a page that is about to be made."""

    async def describe(self) -> EngineInfo:
        """What the engine can do; may start a worker. Raises WorkerUnavailable."""


def make_api(
    status: ServerStatus, metrics: Metrics, keys: Keys, allowed_hosts: Sequence[str]
) -> ASGIApp:
    """The application behind the HTTP port."""
    api = _Api(status, metrics)
    app = Starlette(
        routes=[
            Route("/health", api.health),
            Route("/ready", api.ready),
            Route("/metrics", api.metrics),
            Route("/v1/voices", api.voices),
            Route("/v1/capabilities", api.capabilities),
        ],
        exception_handlers={
            HTTPException: _http_error,
            WorkerUnavailable: _worker_unavailable,
            Exception: _internal_error,
        },
    )
    app.router.redirect_slashes = False
    return _Guard(app, keys, allowed_hosts)


class _Api:
    """The answers. HEAD comes with every GET."""

    def __init__(self, status: ServerStatus, metrics: Metrics) -> None:
        self._status = status
        self._metrics = metrics

    async def health(self, request: Request) -> Response:
        """The process is alive, and its event loop turns."""
        return _json({"status": "ok"})

    async def ready(self, request: Request) -> Response:
        """A session can be taken now, or why not."""
        ready, reason = self._status.ready()
        return _json({"status": "ready"}) if ready else _error(503, "overloaded", reason)

    async def metrics(self, request: Request) -> Response:
        """For Prometheus."""
        self._status.refresh()
        page = await asyncio.to_thread(self._metrics.render)
        return Response(page, headers={"content-type": CONTENT_TYPE})

    async def voices(self, request: Request) -> Response:
        """Every voice of the engine."""
        engine = await self._status.describe()
        return _json(
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
        return _json(
            {
                "server": f"rtts/{rtts.__version__}",
                "protocol": Native.name,
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


def _engine(engine: EngineInfo) -> dict[str, Any]:
    """What the engine is and can do, without its lists."""
    lists = ("voices", "voice_variants", "languages")
    about = msgspec.structs.asdict(engine)
    return {name: value for name, value in about.items() if name not in lists}


class _Guard:
    """Stands before the application: who asks by a wrong name or without a key goes no further."""

    def __init__(self, app: ASGIApp, keys: Keys, allowed_hosts: Sequence[str]) -> None:
        self._app = app
        self._keys = keys
        self._allowed_hosts = allowed_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if not check_host(headers.get(b"host", ""), self._allowed_hosts):
            return _error(
                403,
                "unauthorized",
                "This server does not answer to the name in the Host header; "
                "start it with --allowed-host for that name.",
            )
        if self._keys.open or not scope["path"].startswith(_WITH_KEY):
            return None
        credential = _credential(headers)
        if credential and self._keys.check(credential) is not None:
            return None
        problem = (
            "The API key is not known here."
            if credential
            else "This server wants an API key; send it as Authorization: Bearer."
        )
        return _error(401, "unauthorized", problem, {"www-authenticate": "Bearer"})


def _credential(headers: dict[bytes, str]) -> str:
    scheme, _, key = headers.get(b"authorization", "").partition(" ")
    if scheme.lower() == "bearer" and key.strip():
        return key.strip()
    return headers.get(b"x-api-key", "").strip()


def _json(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(
        msgspec.json.encode(body),
        status,
        {"cache-control": "no-store"} | (headers or {}),
        "application/json",
    )


def _error(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> Response:
    return _json({"error": {"code": code, "message": message}}, status, headers)


_ERROR_CODES = {404: "not_found", 405: "method_not_allowed"}


async def _http_error(_request: Request, error: Exception) -> Response:
    """An answer for what the router refuses."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    code = _ERROR_CODES.get(status, "bad_message")
    return _error(status, code, f"{status.phrase}.", dict(error.headers or {}))


async def _worker_unavailable(_request: Request, error: Exception) -> Response:
    assert isinstance(error, WorkerUnavailable)
    retry = {"retry-after": str(max(1, round(error.retry_after)))}
    return _error(503, error.code, error.message, retry)


async def _internal_error(_request: Request, _mistake: Exception) -> Response:
    """The error itself is for the log."""
    return _error(500, "internal", "The server made a mistake; its log says more.")
