"""The library behind the HTTP port: `hypercorn`, which speaks HTTP/1.1 and HTTP/2.

It takes 4 MB and 50 ms to import, so `http_port` does that in a thread when the first client is
there. It speaks the protocols inside our own event loop, on sockets that we opened for it: a port
of 0 has to be known before it serves. It would also speak WebSocket, and keep a connection for
ever whose upgrade it could not read; so no upgrade is taken here.
"""

import logging
import socket
from collections.abc import Sequence
from pathlib import Path

from hypercorn.asyncio import serve
from hypercorn.config import Config
from hypercorn.protocol import h11
from hypercorn.protocol.http_stream import HTTPStream

from rtts.server.listening import BACKLOG

__all__ = ["config", "serve"]

# An upgrade may be left unanswered and the request taken as it is (RFC 9110, section 7.8).
vars(h11)["WSStream"] = HTTPStream


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
