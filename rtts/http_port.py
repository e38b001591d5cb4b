"""The HTTP port: listens, speaks HTTP/1.1 and HTTP/2, and is gone within seconds when told.

`hypercorn` speaks the protocols inside our own event loop. Where it listens is decided here:
a port of 0 has to be known before it serves, a second server must not silently take over the
Unix socket of the first, and an address that cannot be had is an error at start.

Leaving is bounded here as well. The library waits for every connection, and a peer that does
not read what it asked for would keep it waiting; so answers get a moment to finish, then they
are cancelled, and then nobody is waited for.
"""

import asyncio
import contextlib
import logging
import socket
import ssl
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config

from rtts.auth import Keys
from rtts.errors import SettingsError
from rtts.http_api import ServerStatus, make_api
from rtts.log import logger
from rtts.metrics import Metrics

__all__ = ["HttpBind", "HttpPort"]

_GRACE_S = 1.0
_CUT_S = 0.5
_BACKLOG = 128


@dataclass(frozen=True)
class HttpBind:
    """Where and how the HTTP port listens."""

    host: str = "127.0.0.1"
    port: int = 8766
    """0 picks a free one."""
    path: Path | None = None
    """A Unix socket to listen on instead."""
    tls_cert: Path | None = None
    tls_key: Path | None = None
    handshake_timeout_s: float = 5.0
    send_timeout_s: float = 10.0
    """How long a peer may take nothing of what it is sent."""


class HttpPort:
    """Serves HTTP. `start`, then `close`."""

    def __init__(
        self,
        bind: HttpBind,
        *,
        status: ServerStatus,
        metrics: Metrics,
        keys: Keys,
        allowed_hosts: Sequence[str] = (),
    ) -> None:
        self._bind = bind
        self._api = make_api(status, metrics, keys, allowed_hosts)
        self._answers: set[asyncio.Task[Any]] = set()
        self._leaving = asyncio.Event()
        self._serving: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        place = self._bind.path or f"{self._bind.host}:{self._bind.port}"
        return f"<HttpPort {place} answers={len(self._answers)}>"

    async def start(self) -> str:
        """Listen; returns the URL. Raises SettingsError if that cannot be done."""
        _check_certificate(self._bind)
        sockets = await _listen(self._bind)
        url = _url(self._bind, sockets[0])
        config = _config(self._bind, sockets)
        self._serving = asyncio.create_task(self._serve(config), name="http port")
        return url

    async def close(self) -> None:
        """Stop listening, and within two seconds serving."""
        if self._serving is None:
            return
        self._leaving.set()
        await asyncio.wait([self._serving], timeout=_GRACE_S)
        for answer in list(self._answers):
            answer.cancel()
        await asyncio.wait([self._serving], timeout=_CUT_S)
        self._serving.cancel()
        if self._bind.path is not None:
            self._bind.path.unlink(missing_ok=True)

    async def _serve(self, config: Config) -> None:
        app: Any = self._answer
        try:
            await serve(app, config, shutdown_trigger=self._leaving.wait, mode="asgi")
        except Exception as error:  # noqa: BLE001  # speech goes on without this port
            logger.error("http_port_failed", exc_info=error)

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        """The application, as the library calls it for each request."""
        if scope["type"] == "lifespan":  # ours begins and ends elsewhere
            await receive()
            await send({"type": "lifespan.startup.complete"})
            return
        task = asyncio.current_task()
        assert task is not None
        self._answers.add(task)
        try:
            await self._api(scope, receive, send)
        finally:
            self._answers.discard(task)


def _config(bind: HttpBind, sockets: Sequence[socket.socket]) -> Config:
    """The library's settings. It takes the sockets over."""
    config = Config()
    config.bind = [f"fd://{each.detach()}" for each in sockets]
    config.backlog = _BACKLOG
    config.errorlog = logging.getLogger("hypercorn.error")  # its own handler would not be ours
    config.include_server_header = False
    config.graceful_timeout = _GRACE_S
    config.ssl_handshake_timeout = bind.handshake_timeout_s
    config.keep_alive_timeout = bind.handshake_timeout_s  # also what a request's head may take
    if bind.tls_cert is not None and bind.tls_key is not None:
        config.certfile, config.keyfile = str(bind.tls_cert), str(bind.tls_key)
    return config


def _check_certificate(bind: HttpBind) -> None:
    if bind.tls_cert is None or bind.tls_key is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(bind.tls_cert, bind.tls_key)
    except OSError as error:  # of which ssl.SSLError is one
        raise SettingsError(
            f"The TLS certificate {bind.tls_cert} with the key {bind.tls_key} "
            f"cannot be used: {error.strerror or error}."
        ) from None


async def _listen(bind: HttpBind) -> list[socket.socket]:
    """Sockets that listen; several where a name has several addresses."""
    try:
        if bind.path is not None:
            return [_listen_unix(bind.path)]
        return await _listen_tcp(bind)
    except OSError as error:
        place = bind.path or f"{bind.host}:{bind.port}"
        raise SettingsError(
            f"The HTTP port cannot listen on {place}: {error.strerror}; "
            f"choose another with --http-port, --http-host or --http-socket."
        ) from None


async def _listen_tcp(bind: HttpBind) -> list[socket.socket]:
    found = await _resolve(bind.host.strip("[]"))
    sockets: list[socket.socket] = []
    port = bind.port
    try:
        for family, address in dict.fromkeys((each[0], each[4][0]) for each in found):
            sock = socket.create_server((str(address), port), family=family, backlog=_BACKLOG)
            port = sock.getsockname()[1]  # the same on every address
            _set_options(sock, bind.send_timeout_s)
            sockets.append(sock)
    except OSError:
        for sock in sockets:
            sock.close()
        raise
    return sockets


async def _resolve(host: str) -> list[Any]:
    """The addresses of a host; a name is looked up in a thread, for which an address needs none."""
    with contextlib.suppress(socket.gaierror):
        numeric = socket.AI_NUMERICHOST
        return socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=numeric)
    loop = asyncio.get_running_loop()
    return await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)


def _set_options(sock: socket.socket, send_timeout_s: float) -> None:
    """What accepted sockets inherit: a peer that reads nothing is dropped by the kernel."""
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        milliseconds = round(send_timeout_s * 1000)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)


def _listen_unix(path: Path) -> socket.socket:
    _clear(path)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.bind(str(path))
        sock.listen(_BACKLOG)
    except OSError:
        sock.close()
        raise
    return sock


def _clear(path: Path) -> None:
    """Remove a socket that a dead server left behind. Raises SettingsError if one lives there."""
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISSOCK(path.stat().st_mode):
            raise SettingsError(f"{path} is there already and is no socket; choose another path.")
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            if probe.connect_ex(str(path)) == 0:
                raise SettingsError(f"Another server listens on {path}; choose another path.")
        path.unlink()


def _url(bind: HttpBind, sock: socket.socket) -> str:
    scheme = "http" if bind.tls_cert is None else "https"
    if bind.path is not None:
        return f"{scheme}+unix://{bind.path}"
    host, port = sock.getsockname()[:2]
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"
