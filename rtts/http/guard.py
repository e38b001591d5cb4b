"""Who may ask for what, and from where: looked at before anything is answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as ASGIScope

from rtts.access.credentials import Credentials
from rtts.access.keys import Scope
from rtts.access.origins import check_place
from rtts.errors import Refused
from rtts.http.answers import refusal_answer
from rtts.http.cors import PREFLIGHT, is_preflight, readable_by
from rtts.metrics.metrics import Metrics

__all__ = ["GRANT", "METRICS_PATH", "SPEECH_PATH", "TOKENS_PATH", "Entrance", "Guard"]

_WITH_KEY = "/v1/"
TOKENS_PATH = "/v1/tokens"
SPEECH_PATH = "/v1/audio/speech"
METRICS_PATH = "/metrics"
GRANT = "rtts.grant"
"""Where in a request's scope stands what the caller may do."""


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
        path = path.removesuffix("\n")  # so does the router, whose patterns end in `$`
        if path == TOKENS_PATH:
            return "tokens"
        if path == METRICS_PATH and self.metrics_key:
            return "metrics"
        return "speak" if path.startswith(_WITH_KEY) else None


class Guard:
    """Stands before the application: who asks by a wrong name or without a key goes no further."""

    def __init__(self, app: ASGIApp, entrance: Entrance, metrics: Metrics) -> None:
        self._app = app
        self._entrance = entrance
        self._metrics = metrics

    async def __call__(self, scope: ASGIScope, receive: Receive, send: Send) -> None:
        app, entrance = self._app, self._entrance
        if scope["type"] == "http":
            headers = _headers(scope)
            origin = headers.get("origin")
            try:
                check_place(headers, entrance.allowed_origins, entrance.allowed_hosts)
                if origin is not None:
                    send = readable_by(origin, send)
                if origin is not None and is_preflight(scope["method"], headers):
                    app = PREFLIGHT
                else:
                    self._check_credential(scope, headers)
            except Refused as refused:
                app = refusal_answer(refused)
                if (scope["method"], scope["path"]) == ("POST", SPEECH_PATH):
                    self._metrics.request_refused(refused.wire_code)
        await app(scope, receive, send)

    def _check_credential(self, scope: ASGIScope, headers: dict[str, str]) -> None:
        """Note what the caller may do. Raises Refused."""
        wanted = self._entrance.wanted(scope["path"])
        if wanted is not None:
            credential, origin = _credential(headers), headers.get("origin")
            scope[GRANT] = self._entrance.credentials.check(credential, wanted, origin=origin)


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
