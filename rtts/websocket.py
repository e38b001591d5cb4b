"""The real socket under a connection: `websockets`, with its sends made recallable.

What has been handed to the kernel cannot be taken back when a listener barges in. Left alone,
a client that does not read had 3.9 MB queued there, minutes of speech. So the kernel is told
to hold little that is unsent, the library to buffer next to nothing above it, and everything
else waits in the pipeline, where a cancel can drop it.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State

from rtts.errors import SlowClient
from rtts.protocol.dialect import Outgoing

__all__ = ["CLOSE_TIMEOUT_S", "WRITE_LIMIT", "ClientSocket"]

WRITE_LIMIT = 4096
"""Bytes that may wait above the kernel before writers have to wait as well."""

CLOSE_TIMEOUT_S = 2.0
_UNSENT_BYTES = 16 * 1024
_ACK_TIMEOUT_MS = 15_000


class ClientSocket(ServerConnection):
    """A WebSocket whose writes are handed over in batches, without an await."""

    send_timeout_s = 10.0
    """How long a peer may read nothing while something waits for it."""
    sent_bytes = 0
    guest: Any = None
    """What the server decided about the request, until the handler takes it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Set the options of the accepted socket, where the platform has them."""
        super().connection_made(transport)
        _set_options(transport.get_extra_info("socket"))

    async def messages(self) -> AsyncIterator[str | bytes]:
        """What the peer sends, until it or the line is gone."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                yield await self.recv()

    def put(self, outgoing: list[Outgoing]) -> None:
        """Hand messages over at once. A socket that is closing takes them and drops them."""
        protocol = self.protocol
        if protocol.state is not State.OPEN:
            return
        for data, binary in outgoing:
            self.sent_bytes += len(data)
            if binary:
                protocol.send_binary(data)
            else:
                protocol.send_text(data)
        self.transport.write(b"".join(protocol.data_to_send()))

    @property
    def congested(self) -> bool:
        """Whether the peer has to read before more is handed over."""
        return self.paused

    @property
    def backlog(self) -> int:
        """Bytes that wait above the kernel."""
        return self.transport.get_write_buffer_size()

    async def room(self) -> None:
        """Wait until it is not congested. Raises SlowClient when nothing moves."""
        while self.paused and self.protocol.state is State.OPEN:
            before = self.backlog
            try:
                async with asyncio.timeout(self.send_timeout_s):
                    await self.drain()
            except ConnectionError:
                return  # lost while it was waited for, which `messages` will tell
            except TimeoutError:
                if self.backlog >= before:
                    raise SlowClient(
                        f"The client read nothing for {self.send_timeout_s:g} s."
                    ) from None

    async def leave(self, code: int, reason: str) -> None:
        """Close, and cut the line if the peer does not let us.

        The library's own close waits, without a limit, for a peer that does not read.
        """
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await self.close(code, reason)
        except TimeoutError:
            self.abort()

    def abort(self) -> None:
        """Cut the line without a closing handshake."""
        self.transport.abort()


def _set_options(sock: Any) -> None:
    """Small packets at once; little unsent in the kernel; a vanished peer is noticed."""
    if sock is None:
        return
    if sock.family == socket.AF_UNIX:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _UNSENT_BYTES)
        return
    for name, value in (
        ("TCP_NODELAY", 1),
        ("TCP_NOTSENT_LOWAT", _UNSENT_BYTES),
        ("TCP_USER_TIMEOUT", _ACK_TIMEOUT_MS),
    ):
        option = getattr(socket, name, None)
        if option is not None:
            sock.setsockopt(socket.IPPROTO_TCP, option, value)
