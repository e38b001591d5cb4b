"""The HTTP port: listens, speaks HTTP/1.1 and HTTP/2, and is gone within seconds when told.

`hypercorn` speaks the protocols inside our own event loop, on sockets that we opened for it: a
port of 0 has to be known before it serves. It would also speak WebSocket, and keep a connection
for ever whose upgrade it could not read; so no upgrade is taken here.

Leaving is bounded. The library waits for every connection, and a peer that does
not read what it asked for would keep it waiting; so answers get a moment to finish, then they
are cancelled, and then nobody is waited for.
"""

import asyncio
import logging
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config
from hypercorn.protocol import h11
from hypercorn.protocol.http_stream import HTTPStream
from starlette.types import ASGIApp

from rtts.listening import BACKLOG, Place, listen, release, tls_context, url
from rtts.log import logger

__all__ = ["HttpBind", "HttpPort"]

# An upgrade may be left unanswered and the request taken as it is (RFC 9110, section 7.8).
vars(h11)["WSStream"] = HTTPStream

_GRACE_S = 1.0
_CUT_S = 0.5


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
    name: str = "HTTP port"
    flags: str = "--http-port, --http-host or --http-socket"
    """With which another place is chosen."""

    @property
    def place(self) -> Place:
        """Where, without the how."""
        return Place(self.host, self.port, self.path)


class HttpPort:
    """Serves an application over HTTP. `start`, then `close`."""

    def __init__(self, bind: HttpBind, api: ASGIApp) -> None:
        self._bind = bind
        self._api = api
        self._answers: set[asyncio.Task[Any]] = set()
        self._leaving = asyncio.Event()
        self._serving: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        return f"<HttpPort {self._bind.place} answers={len(self._answers)}>"

    async def start(self) -> str:
        """Listen; returns the URL. Raises SettingsError if that cannot be done."""
        bind = self._bind
        tls = tls_context(bind.tls_cert, bind.tls_key)
        sockets = await listen(bind.place, bind.name, bind.flags)
        for sock in sockets:
            _set_options(sock, bind.send_timeout_s)
        found = url("http" if tls is None else "https", bind.place, sockets[0])
        config = _config(bind, sockets)
        self._serving = asyncio.create_task(self._serve(config), name="http port")
        return found

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
        release(self._bind.place)

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
    config.backlog = BACKLOG
    config.errorlog = logging.getLogger("hypercorn.error")  # its own handler would not be ours
    config.include_server_header = False
    config.graceful_timeout = _GRACE_S
    config.ssl_handshake_timeout = bind.handshake_timeout_s
    config.keep_alive_timeout = bind.handshake_timeout_s  # also what a request's head may take
    if bind.tls_cert is not None and bind.tls_key is not None:
        config.certfile, config.keyfile = str(bind.tls_cert), str(bind.tls_key)
    return config


def _set_options(sock: socket.socket, send_timeout_s: float) -> None:
    """What accepted sockets inherit: a peer that reads nothing is dropped by the kernel."""
    if sock.family != socket.AF_UNIX and hasattr(socket, "TCP_USER_TIMEOUT"):
        milliseconds = round(send_timeout_s * 1000)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
