"""What the HTTP port answers: a page, health, readiness, metrics, voices, capabilities and tokens.

Whoever watches a server needs no key, unless the metrics are set to want one, and learns nothing
a stranger may not know; everything under `/v1/` needs one. Every answer is JSON but the metrics
and the page, and every refusal has the same form, `{"error": {"code", "message"}}`, with the
codes of the wire.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as ASGIScope

import rtts
from rtts.access.credentials import Credentials
from rtts.access.keys import Scope
from rtts.access.origins import check_place
from rtts.access.tokens import TokenWish
from rtts.engines.base import EngineInfo
from rtts.errors import Refused, RequestError, SpeechError, WorkerUnavailable
from rtts.http.speech_watch import SpeechWatch
from rtts.http.web_page import page_routes
from rtts.metrics.metrics import CONTENT_TYPE, Metrics
from rtts.pipeline.speech import SpeechService
from rtts.protocol.messages import Limits
from rtts.protocol.native import PATHS, Native
from rtts.protocol.options import CODECS, SessionOptions
from rtts.voices.languages import language_name

__all__ = ["Entrance", "ServerStatus", "make_api", "make_metrics_api"]

_WITH_KEY = "/v1/"
_TOKENS = "/v1/tokens"
_SPEECH = "/v1/audio/speech"
_METRICS = "/metrics"
_MAX_WISH_BYTES = 16 * 1024
_GRANT = "rtts.grant"
"""Where in a request's scope stands what the caller may do."""


class ServerStatus(Protocol):
    """What the HTTP port has to know of the server."""

    @property
    def limits(self) -> Limits: ...

    @property
    def websocket_port(self) -> int | None:
        """Where sessions are taken; None where that is no TCP port."""

    def ready(self) -> tuple[bool, str]:
        """Whether a session can be taken now; if not, the reason as a sentence."""

    def engine_figures(self) -> Mapping[str, float]:
        """What the engine lets be watched; nothing while no worker runs."""

    def refresh(self) -> None:
        """Bring the levels of the metrics up to date, for a page that is about to be made."""

    async def describe(self) -> EngineInfo:
        """What the engine can do; may start a worker. Raises WorkerUnavailable."""

    def speech(self) -> AbstractAsyncContextManager[tuple[EngineInfo, SpeechService]]:
        """What it takes to speak a text. Raises Refused where there is no room for it."""


@dataclass(frozen=True)
class Entrance:
    """Who may ask, and from where."""

    credentials: Credentials
    allowed_origins: Sequence[str] = ()
    allowed_hosts: Sequence[str] = ()
    metrics_key: bool = False
    """Whether the metrics want a key."""

    def wanted(self, path: str) -> Scope | None:
        """What a caller has to be allowed for this path; None where anyone may ask."""
        if path == _TOKENS:
            return "tokens"
        if path == _METRICS and self.metrics_key:
            return "metrics"
        return "speak" if path.startswith(_WITH_KEY) else None


def make_api(
    status: ServerStatus,
    metrics: Metrics,
    entrance: Entrance,
    *,
    with_metrics: bool = True,
    clock: Callable[[], float] = time.monotonic,
) -> ASGIApp:
    """The application behind the HTTP port."""
    api = _Api(status)
    desk = _SpeechDesk(status, entrance.credentials, metrics, clock)
    routes = [
        Route("/health", api.health),
        Route("/ready", api.ready),
        Route("/v1/voices", api.voices),
        Route("/v1/capabilities", api.capabilities),
        Route(_TOKENS, _TokenDesk(entrance.credentials).answer, methods=["POST"]),
        Route(_SPEECH, desk.answer, methods=["POST"]),
    ]
    routes += page_routes()
    if with_metrics:
        routes.append(Route(_METRICS, _MetricsPage(status, metrics).answer))
    return _guarded(routes, entrance, metrics)


def make_metrics_api(status: ServerStatus, metrics: Metrics, entrance: Entrance) -> ASGIApp:
    """The application behind a port that has the metrics and nothing else."""
    return _guarded([Route(_METRICS, _MetricsPage(status, metrics).answer)], entrance, metrics)


def _guarded(routes: list[Route], entrance: Entrance, metrics: Metrics) -> ASGIApp:
    app = Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: _http_error,
            Refused: _refused,
            RequestError: _request_error,
            WorkerUnavailable: _worker_unavailable,
            SpeechError: _speech_error,
            Exception: _internal_error,
        },
    )
    app.router.redirect_slashes = False
    return _Guard(app, entrance, metrics)


class _Api:
    """The answers. HEAD comes with every GET."""

    def __init__(self, status: ServerStatus) -> None:
        self._status = status

    async def health(self, request: Request) -> Response:
        """The process is alive, and its event loop turns."""
        return _json({"status": "ok"})

    async def ready(self, request: Request) -> Response:
        """A session can be taken now, or why not; and the engine's memory, where that is known."""
        ready, reason = self._status.ready()
        if not ready:
            return _error(503, "overloaded", reason)
        memory = self._status.engine_figures().get("memory_bytes")
        return _json(
            {"status": "ready"} | ({} if memory is None else {"engine_memory_bytes": memory})
        )

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


class _TokenDesk:
    """Makes tokens for pages, which must not have a key."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    async def answer(self, request: Request) -> Response:
        """A token that opens one session, soon. Raises Refused and RequestError."""
        wish = _read_wish(await _body(request, _MAX_WISH_BYTES))
        written, token = self._credentials.make_token(request.scope[_GRANT], wish)
        return _json({"token": written, "expires_at": token.expires_at})


class _SpeechDesk:
    """Speaks one text for each request."""

    def __init__(
        self,
        status: ServerStatus,
        credentials: Credentials,
        metrics: Metrics,
        clock: Callable[[], float],
    ) -> None:
        self._status = status
        self._credentials = credentials
        self._metrics = metrics
        self._clock = clock

    async def answer(self, request: Request) -> ASGIApp:
        """The speech of a text, as an answer that begins with its first packet."""

        async def counted(_scope: ASGIScope, receive: Receive, send: Send) -> None:
            with SpeechWatch(self._metrics, self._clock) as watch:
                await self._speak(request, watch, receive, send)

        return counted

    async def _speak(
        self, request: Request, watch: SpeechWatch, receive: Receive, send: Send
    ) -> None:
        # They bring the writers of files, which most servers never need.
        from rtts.http.speech import SpeechAnswer, read_request
        from rtts.pipeline.one_shot import OneShot

        body = await _body(request, self._status.limits.max_message_bytes)
        watch.read()
        grant = request.scope[_GRANT]
        allowance = self._credentials.allowance(grant)
        allowance.enter()
        try:
            async with self._status.speech() as (engine, service):
                wish, options = read_request(body, engine, self._status.limits)
                allowance.check_options(options)
                speech = OneShot(wish.input, options, engine, service)
                self._credentials.use(grant)
                allowance.spend(len(wish.input), service.clock())
                watch.begin(wish.response_format, len(wish.input))
                await SpeechAnswer(wish, speech, watch)(request.scope, receive, send)
        finally:
            allowance.leave()


def _read_wish(body: bytes) -> TokenWish:
    """What is asked for; no body at all asks for nothing in particular."""
    if not body.strip():
        return TokenWish()
    try:
        return msgspec.json.decode(body, type=TokenWish)
    except msgspec.ValidationError as error:
        rule, _, path = str(error).partition(" - at `$")
        param = path.rstrip("`").lstrip(".") or None
        sentence = f"{param}: {rule}." if param else f"{rule}."
        raise RequestError("invalid_value", sentence, param=param) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise RequestError("bad_message", "The body is not a JSON object.") from None


async def _body(request: Request, limit: int) -> bytes:
    """The body of a request, counted while it arrives. Raises HTTPException over the limit."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise HTTPException(413)
    return body


class _Guard:
    """Stands before the application: who asks by a wrong name or without a key goes no further."""

    def __init__(self, app: ASGIApp, entrance: Entrance, metrics: Metrics) -> None:
        self._app = app
        self._entrance = entrance
        self._metrics = metrics

    async def __call__(self, scope: ASGIScope, receive: Receive, send: Send) -> None:
        app = self._app
        if scope["type"] == "http":
            try:
                self._check(scope)
            except Refused as refused:
                app = _refusal(refused)
                if (scope["method"], scope["path"]) == ("POST", _SPEECH):
                    self._metrics.request_refused(refused.wire_code)
        await app(scope, receive, send)

    def _check(self, scope: ASGIScope) -> None:
        """Note what the caller may do. Raises Refused."""
        entrance, headers = self._entrance, _headers(scope)
        check_place(headers, entrance.allowed_origins, entrance.allowed_hosts)
        wanted = entrance.wanted(scope["path"])
        if wanted is not None:
            origin = headers.get("origin")
            grant = entrance.credentials.check(_credential(headers), wanted, origin=origin)
            scope[_GRANT] = grant


def _headers(scope: ASGIScope) -> dict[str, str]:
    """By lower-case name; different values of one are joined, and then fit nothing."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        before = headers.get(name, value)
        headers[name] = value if before == value else f"{before}, {value}"
    return headers


def _credential(headers: dict[str, str]) -> str | None:
    scheme, _, key = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and key.strip():
        return key.strip()
    return headers.get("x-api-key", "").strip() or None


def _json(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(
        msgspec.json.encode(body),
        status,
        {"cache-control": "no-store"} | (headers or {}),
        "application/json",
    )


def _error(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> Response:
    return _json({"error": {"code": code, "message": message}}, status, headers)


def _refusal(refused: Refused) -> Response:
    headers = {"www-authenticate": "Bearer"} if refused.status == HTTPStatus.UNAUTHORIZED else {}
    if refused.retry_after:
        headers["retry-after"] = str(max(1, round(refused.retry_after)))
    return _error(refused.status, refused.wire_code, refused.message, headers)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return _refusal(error)


async def _request_error(_request: Request, error: Exception) -> Response:
    """What is wrong with the body of a request."""
    assert isinstance(error, RequestError)
    return _error(400, error.wire_code, error.message)


_ERROR_CODES = {404: "not_found", 405: "method_not_allowed", 413: "bad_message"}


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


async def _speech_error(_request: Request, error: Exception) -> Response:
    """The engine could not speak the text."""
    assert isinstance(error, SpeechError)
    return _error(504 if error.code == "timeout" else 500, error.code, error.message)


async def _internal_error(_request: Request, _mistake: Exception) -> Response:
    """The error itself is for the log."""
    return _error(500, "internal", "The server made a mistake; its log says more.")
