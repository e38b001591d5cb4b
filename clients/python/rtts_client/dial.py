"""Getting a session: the socket, the handshake, the first two messages.

A server that is just starting, or full for the moment, is asked again until the time for
connecting is over. Whatever waiting cannot mend (a wrong key, a wrong path, a certificate)
is raised at once. Nothing has been spoken yet, so asking again can repeat nothing.
"""

import asyncio
import errno
import logging
import random
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from ssl import SSLCertVerificationError, SSLContext, SSLError
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit, urlunsplit

import msgspec
from websockets import (
    InvalidHandshake,
    InvalidMessage,
    InvalidProxy,
    InvalidStatus,
    InvalidURI,
    Subprotocol,
)
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_socket
from websockets.http11 import Response
from websockets.proxy import get_proxy
from websockets.uri import parse_uri

from rtts_client.errors import (
    ConnectionRefused,
    RttsError,
    ServerError,
    ServerUnreachable,
    SessionClosed,
)
from rtts_client.link import Link, Notice, Reopen
from rtts_client.messages import ErrorMessage, Ready, SessionUpdate, SessionUpdated

__all__ = ["Line", "Target", "advice", "dial", "retry_delay", "stream_url"]

SUBPROTOCOL = "rtts.v1"
MAX_MESSAGE_BYTES = 16 * 2**20

_WORTH_RETRYING_STATUS = frozenset({429, 502, 503, 504})
_WORTH_RETRYING_ERRNO = frozenset(
    {errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE, errno.ENOENT}
)
_FIRST_DELAY_S = 0.1
_LAST_DELAY_S = 2.0
_DOUBLINGS = 8
"""More than it takes to the last delay; a power without end would be none of a float."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

_log = logging.getLogger("rtts_client")


class Target(NamedTuple):
    """Where the server is and how to come in."""

    url: str
    api_key: str | None = None
    connect_timeout: float = 10.0
    """Seconds until a session must stand, all attempts together."""
    retry: bool = True
    ssl: SSLContext | None = None
    headers: Mapping[str, str] = {}
    resume: bool = True
    """Whether a session that loses its line is to go on over another, where the server can."""


class Line(NamedTuple):
    """A session that stands."""

    link: Link
    ready: Ready
    options: dict[str, Any]
    """The options in force."""


async def dial(target: Target, patch: dict[str, Any], notice: Callable[[Notice], None]) -> Line:
    """A new session with the options of the patch in force.

    Raises ServerUnreachable, ConnectionRefused, SessionClosed or, for a bad option,
    ServerError.
    """
    clock = asyncio.get_running_loop().time
    deadline = clock() + target.connect_timeout
    attempt = 0
    while True:
        try:
            async with asyncio.timeout_at(deadline):
                return await _dial_once(target, patch, notice)
        except TimeoutError:
            reason = f"no answer within {target.connect_timeout:g} s"
            raise ServerUnreachable(_shown(target.url), reason) from None
        except RttsError as error:
            delay = retry_delay(error, attempt, deadline - clock()) if target.retry else None
            if delay is None:
                raise
            _log.info("%s Trying again in %.1f s.", error, delay)
        await asyncio.sleep(delay)
        attempt += 1


def retry_delay(
    error: RttsError, attempt: int, left: float, jitter: Callable[[], float] = random.random
) -> float | None:
    """Seconds to wait before the next attempt; None if it would be in vain.

    Doubles from 0.1 s to 2 s, less up to a quarter so that clients do not come in step. A
    server that says when to come back is believed.
    """
    doubled = _FIRST_DELAY_S * 2.0 ** min(attempt, _DOUBLINGS)
    delay = min(doubled, _LAST_DELAY_S) * (1 - jitter() / 4)
    match error:
        case ConnectionRefused() if error.status in _WORTH_RETRYING_STATUS:
            delay = max(delay, error.retry_after)
        case SessionClosed() if error.transient:
            pass
        case ServerUnreachable() if _is_transient(error.__cause__):
            pass
        case _:
            return None
    return delay if delay < left else None


def _is_transient(cause: BaseException | None) -> bool:
    """Whether the cause is one that a server which starts or stops shows."""
    if isinstance(cause, InvalidMessage):
        return isinstance(cause.__cause__, EOFError)
    if isinstance(cause, SSLError) or not isinstance(cause, OSError):
        return False
    # asyncio sums up the failures of several addresses in an OSError without a number
    return cause.errno is None or cause.errno in _WORTH_RETRYING_ERRNO


async def _dial_once(
    target: Target, patch: dict[str, Any], notice: Callable[[Notice], None]
) -> Line:
    reopen = _reopener(target) if target.resume else None
    query = {"resume": "true"} if target.resume else {}
    link = Link(await _open(target, query), notice, reopen)
    try:
        options = None
        if patch:  # sent before `ready` has come: one way less to wait for
            id = link.next_id()
            options = _options(await link.ask(id, SessionUpdate(session=patch, id=id)))
        ready = await link.ready()
        return Line(link, ready, options or ready.session)
    except BaseException:
        link.abort()
        raise


def _options(answer: object) -> dict[str, Any]:
    if isinstance(answer, SessionUpdated):
        for name in answer.unknown_params:
            _log.warning("The server does not know the option %s.", name)
        return answer.session
    assert isinstance(answer, ErrorMessage)
    raise ServerError(answer.code, answer.message, param=answer.param)


def _reopener(target: Target) -> Reopen:
    """How the link comes back to a session."""

    async def reopen(token: str, received: int) -> ClientConnection:
        return await _open(target, {"resume": token, "received": str(received)})

    return reopen


async def _open(target: Target, query: Mapping[str, str]) -> ClientConnection:
    """A socket that has been upgraded."""
    try:
        path, url = stream_url(target.url)
    except ValueError as wrong:
        raise ValueError(f"{_shown(target.url)!r} is no address of a server: {wrong}.") from None
    if query:
        url += ("&" if urlsplit(url).query else "?") + urlencode(query)
    headers = dict(target.headers)
    if target.api_key:
        headers["Authorization"] = f"Bearer {target.api_key}"
    place: dict[str, Any] = {"unix": True, "path": path} if path else {}
    if target.ssl is not None:
        place["ssl"] = target.ssl
    direct = path or urlsplit(url).hostname in _LOOPBACK
    try:
        return await open_socket(
            url,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            compression=None,
            additional_headers=headers,
            proxy=None if direct else True,
            open_timeout=None,
            close_timeout=5,
            max_size=MAX_MESSAGE_BYTES,
            **place,
        )
    except InvalidStatus as refused:
        raise _refusal(refused.response) from None
    except InvalidURI as wrong:
        shown = _shown(target.url)
        if wrong.uri != url:
            reason = f"it redirects to {_shown(wrong.uri)}"
            raise ServerUnreachable(shown, reason, "Connect there, with ws:// or wss://.") from None
        raise ValueError(f"{shown!r} is no address of a server: {wrong.msg}.") from None
    except (OSError, EOFError, InvalidHandshake, InvalidProxy, ImportError) as failed:
        # an ImportError is what a proxy may need
        reason = _shown(str(failed)) if isinstance(failed, InvalidProxy) else str(failed)
        hint = advice(failed, url, direct=bool(direct))
        raise ServerUnreachable(
            _shown(target.url), reason or type(failed).__name__, hint
        ) from failed


def advice(failed: Exception, url: str, *, direct: bool) -> str:
    """What to do about a server that could not be reached."""
    if isinstance(failed, SSLCertVerificationError):
        return "If you trust it, `ssl` takes a context that does, with its certificate as `cafile`."
    if not direct:
        with suppress(InvalidProxy):
            if proxy := get_proxy(parse_uri(url)):
                return f"The environment leads there by the proxy {_shown(proxy)}; see `no_proxy`."
        if isinstance(failed, InvalidProxy):
            return "The environment names that proxy; see `no_proxy`."
    if urlsplit(url).scheme == "wss":
        return "Is one running there, and with TLS?"
    if isinstance(failed, InvalidMessage):
        return "Is one running there, and without TLS? Else it is wss://."
    return "Is one running there?"


def _shown(url: str) -> str:
    """The URL as errors show it: without what may be a password or a token."""
    return re.sub("(?<=//)[^/]*@", "", re.split("[?#]", url)[0])


def stream_url(url: str) -> tuple[str | None, str]:
    """The path of a Unix socket, if it is one, and the URL of the stream.

    `ws://host:port` stands for `ws://host:port/v1/stream`; `http` is taken for `ws`, and
    `unix:///run/rtts.sock` (or `ws+unix:`) is a Unix socket. Raises ValueError for what is neither.
    """
    parts = urlsplit(url)
    if parts.scheme in ("unix", "ws+unix"):
        if parts.netloc or not parts.path:
            raise ValueError("a Unix socket is unix:///path, with three slashes")
        return parts.path, "ws://localhost/v1/stream"
    scheme = {"http": "ws", "https": "wss"}.get(parts.scheme, parts.scheme)
    _ = parts.port  # raises ValueError for one that is none
    path = "/v1/stream" if parts.path in ("", "/") else parts.path
    return None, urlunsplit((scheme, parts.netloc, path, parts.query, ""))


class _Problem(msgspec.Struct, frozen=True):
    code: str = ""
    message: str = ""


class _ProblemBody(msgspec.Struct, frozen=True):
    error: _Problem = _Problem()


def _refusal(response: Response) -> ConnectionRefused:
    try:
        problem = msgspec.json.decode(response.body or b"{}", type=_ProblemBody).error
    except msgspec.DecodeError:
        problem = _Problem()
    told = response.headers.get("Retry-After", "")
    return ConnectionRefused(
        response.status_code,
        problem.code,
        problem.message or _said_by(response),
        _retry_after(told),
        at_once=told.strip() == "0",
    )


def _said_by(response: Response) -> str:
    """Who answers and refuses nothing is no server of this kind."""
    if response.status_code < HTTPStatus.BAD_REQUEST:
        return "something else than a server of rtts.v1 answers there. Is it the right port?"
    return response.reason_phrase


def _retry_after(value: str) -> float:
    """The header in seconds; it is either that or a date (RFC 9110, section 10.2.3)."""
    if value.strip().isdigit():
        return float(value)
    try:
        return max(parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except (TypeError, ValueError):
        return 0.0
