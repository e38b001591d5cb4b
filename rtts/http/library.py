"""The library behind the HTTP port: `hypercorn`, which speaks HTTP/1.1 and HTTP/2.

It takes 4 MB and 50 ms to import, so `port.py` does that in a thread when the first client is
there. It speaks the protocols inside our own event loop, on sockets that we opened for it: a port
of 0 has to be known before it serves. It would also speak WebSocket, and keep a connection for
ever whose upgrade it could not read; so no upgrade is taken here.

Over HTTP/2 it would end a whole connection, with every answer that is under way on it, for one
request of which more comes after its answer (a refusal, mostly), and for one whose method or path
is missing or is not ASCII.
"""

import logging
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypercorn import protocol
from hypercorn.asyncio import serve
from hypercorn.config import Config
from hypercorn.protocol import h11
from hypercorn.protocol.h2 import H2Protocol
from hypercorn.protocol.http_stream import HTTPStream

from rtts.server.listening import BACKLOG

__all__ = ["config", "serve"]

_REFUSED_STREAM = 7
"""RFC 9113, section 7."""

# An upgrade may be left unanswered and the request taken as it is (RFC 9110, section 7.8).
vars(h11)["WSStream"] = HTTPStream


class _Answered:
    """A request that has its answer; what still comes of it is dropped."""

    idle = True

    async def handle(self, event: Any) -> None:
        """Too late."""


class _Streams(dict[int, Any]):
    """The requests of a connection."""

    def __missing__(self, stream_id: int) -> _Answered:
        return _Answered()


class _H2Protocol(H2Protocol):
    """HTTP/2, where what is wrong with one request stays with it."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.streams = _Streams()

    async def _create_stream(self, request: Any) -> None:
        named = dict(request.headers)
        # Of a CONNECT, which wants a tunnel, there is no path.
        if not (named.get(b":path", b"\xff") + named[b":method"]).isascii():
            self.connection.reset_stream(request.stream_id, _REFUSED_STREAM)
            return
        await super()._create_stream(request)


vars(protocol)["H2Protocol"] = _H2Protocol


def config(
    sockets: Sequence[socket.socket],
    *,
    cert: Path | None,
    key: Path | None,
    handshake_timeout_s: float,
    grace_s: float,
) -> Config:
    """The library's settings. It takes the sockets over."""
    made = Config()
    made.bind = [f"fd://{each.detach()}" for each in sockets]
    made.backlog = BACKLOG
    made.errorlog = logging.getLogger("hypercorn.error")  # its own handler would not be ours
    made.include_server_header = False
    made.graceful_timeout = grace_s
    made.ssl_handshake_timeout = handshake_timeout_s
    made.keep_alive_timeout = handshake_timeout_s  # also what a request's head may take
    if cert is not None and key is not None:
        made.certfile, made.keyfile = str(cert), str(key)
    return made
