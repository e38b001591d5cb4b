"""The HTTP port: listens, serves from its first client on, and is gone within seconds when told.

What answers takes 6 MB to import, and many servers are spoken to over WebSocket alone. So until
somebody connects the port only listens, and who comes first waits for the imports, in the
kernel's backlog, about 0.2 s.

Leaving is bounded. The library waits for every connection, and a peer that does
not read what it asked for would keep it waiting; so answers get a moment to finish, then they
are cancelled, and then nobody is waited for.
"""

import asyncio
import importlib
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rtts.log import logger
from rtts.server.listening import Place, listen, release, tls_context, url

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["HttpBind", "HttpPort"]

_GRACE_S = 1.0
_CUT_S = 0.5
_LATER_S = 0.1
"""The library cuts answers too, but tells them that their peer has gone; so ours comes first."""
_LIBRARY = "rtts.http.library"


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

    def __init__(self, bind: HttpBind, make_api: "Callable[[], ASGIApp]") -> None:
        """`make_api` is called once, in a thread, when the first client is there."""
        self._bind = bind
        self._make_api = make_api
        self._api: ASGIApp | None = None
        self._answers: set[asyncio.Task[Any]] = set()
        self._called = asyncio.Event()
        """Somebody connected, or the port is to close."""
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
        self._serving = asyncio.create_task(self._serve(sockets), name="http port")
        return found

    async def close(self) -> None:
        """Stop listening, and within two seconds serving. Again is harmless."""
        if self._serving is None:
            return
        self._leaving.set()
        self._called.set()
        await asyncio.wait([self._serving], timeout=_GRACE_S)
        for answer in list(self._answers):
            answer.cancel()
        await asyncio.wait([self._serving], timeout=_CUT_S)
        self._serving.cancel()
        self._serving = None  # only once: on its path another server may listen from here on
        release(self._bind.place)

    async def _serve(self, sockets: Sequence[socket.socket]) -> None:
        try:
            await self._wait_for_client(sockets)
            if self._leaving.is_set():
                return
            library = await asyncio.to_thread(self._load)
            bind, app = self._bind, self._answer
            config = library.config(
                sockets,
                cert=bind.tls_cert,
                key=bind.tls_key,
                handshake_timeout_s=bind.handshake_timeout_s,
                grace_s=_GRACE_S + _LATER_S,
            )
            await library.serve(app, config, shutdown_trigger=self._leaving.wait, mode="asgi")
        except Exception as error:  # noqa: BLE001  # speech goes on without this port
            logger.error("http_port_failed", exc_info=error)
        finally:
            for sock in sockets:
                sock.close()  # those that the library did not take over

    async def _wait_for_client(self, sockets: Sequence[socket.socket]) -> None:
        """Until somebody connected, whom the library is to find where it was, or `close`."""
        loop = asyncio.get_running_loop()
        try:
            for sock in sockets:
                loop.add_reader(sock, self._called.set)
        except NotImplementedError:  # a loop that cannot watch a socket (Windows)
            return
        try:
            await self._called.wait()
        finally:
            for sock in sockets:
                loop.remove_reader(sock)

    def _load(self) -> Any:
        self._api = self._make_api()
        return importlib.import_module(_LIBRARY)

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        """The application, as the library calls it for each request."""
        if scope["type"] == "lifespan":  # ours begins and ends elsewhere
            await receive()
            await send({"type": "lifespan.startup.complete"})
            return
        task = asyncio.current_task()
        assert task is not None
        assert self._api is not None
        self._answers.add(task)
        try:
            await self._api(scope, receive, send)
        finally:
            self._answers.discard(task)


def _set_options(sock: socket.socket, send_timeout_s: float) -> None:
    """What accepted sockets inherit: a peer that reads nothing is dropped by the kernel."""
    if sock.family != socket.AF_UNIX and hasattr(socket, "TCP_USER_TIMEOUT"):
        milliseconds = round(send_timeout_s * 1000)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
