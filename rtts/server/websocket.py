"""The real socket under a connection: `websockets`, with its sends made recallable.

What has been handed to the kernel cannot be taken back when a listener barges in. Left alone,
a client that does not read had 3.9 MB queued there, minutes of speech. Nor does telling the
kernel to hold little help much: it takes whole segments of 64 KiB before it looks. So it is
asked, before each batch, how much it has not sent, and everything else waits in the pipeline,
where a cancel can drop it.
"""

import asyncio
import contextlib
import os
import socket
import struct
import sys
from collections.abc import AsyncIterator, Callable
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
_ENOUGH_BYTES = 4096
"""Unsent bytes, in the kernel and above it, from which on frames have to wait.

With a batch of frames on top it stays below 16 KiB in every framing.
"""
_ACK_TIMEOUT_MS = 15_000

_LINUX = sys.platform == "linux"
_SIOCOUTQ = 0x5411  # not read by the peer; of a Unix socket that is all there is
_SIOCOUTQNSD = 0x894B  # not even sent
_COUNT = struct.Struct("i")


class ClientSocket(ServerConnection):
    """A WebSocket whose writes are handed over in batches, without an await."""

    send_timeout_s = 10.0
    """How long a peer may read nothing while something waits for it."""
    sent_bytes = 0
    guest: Any = None
    """What the server decided about the request, until the handler takes it."""
    on_lost: Callable[[], None] | None = None
    """Called once the line is gone, whether a handler ever ran or not."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._waiting: set[asyncio.Future[None]] = set()
        self._unsent_at_most = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Set the options of the accepted socket, where the platform has them."""
        super().connection_made(transport)
        _set_options(transport.get_extra_info("socket"))

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever wants to know."""
        super().connection_lost(exc)
        for writable in self._waiting:
            _settle(writable)  # its descriptor would hold the line for as long
        on_lost, self.on_lost = self.on_lost, None
        if on_lost is not None:
            on_lost()

    async def messages(self) -> AsyncIterator[str | bytes]:
        """What the peer sends, until it or the line is gone."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                yield await self.recv()

    def put(self, outgoing: list[Outgoing]) -> None:
        """Hand messages over at once. A socket that is closing takes them and drops them."""
        protocol = self.protocol
        if self._closing:
            return
        for data, binary in outgoing:
            self.sent_bytes += len(data)
            if binary:
                protocol.send_binary(data)
            else:
                protocol.send_text(data)
        written = b"".join(protocol.data_to_send())
        self._unsent_at_most += len(written)
        self.transport.write(written)

    @property
    def _closing(self) -> bool:
        """Whether it drops what it is given."""
        return self.protocol.state is not State.OPEN or self.transport.is_closing()

    @property
    def congested(self) -> bool:
        """Whether the peer has to read before more is handed over, or never will."""
        if self._closing or self.paused:
            return True
        # While the kernel is asked, another thread may take the interpreter: not without need.
        return self._unsent_at_most >= _ENOUGH_BYTES and self._unsent >= _ENOUGH_BYTES

    @property
    def backlog(self) -> int:
        """Bytes that wait above the kernel."""
        return self.transport.get_write_buffer_size()

    @property
    def _unsent(self) -> int:
        """Bytes that no cable has seen yet, in the kernel and above it."""
        sock = self.transport.get_extra_info("socket")
        self._unsent_at_most = self.backlog + _unsent_in_kernel(sock)
        return self._unsent_at_most

    async def room(self) -> None:
        """Wait until it is not congested, or gone. Raises SlowClient when nothing moves."""
        while self.congested and not self._closing:
            before = self._unsent
            try:
                async with asyncio.timeout(self.send_timeout_s):
                    await (self.drain() if self.paused else self._writable())
            except TimeoutError:
                if self._unsent >= before:
                    raise SlowClient(
                        f"The client read nothing for {self.send_timeout_s:g} s."
                    ) from None
            except OSError:
                break  # lost while it was waited for
        if self._closing:
            await self.wait_closed()
            await asyncio.sleep(0)  # whoever reads `messages` is to know of it first

    async def _writable(self) -> None:
        """Wait until the kernel has little that is unsent.

        The loop watches a file for one owner, and this one is the transport's: so a second
        descriptor of it is watched, for as long as it takes.
        """
        loop = asyncio.get_running_loop()
        writable: asyncio.Future[None] = loop.create_future()
        file = os.dup(self.transport.get_extra_info("socket").fileno())
        try:
            loop.add_writer(file, _settle, writable)
            self._waiting.add(writable)
            try:
                await writable
            finally:
                self._waiting.discard(writable)
                loop.remove_writer(file)
        finally:
            os.close(file)

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


def _settle(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)


def _unsent_in_kernel(sock: Any) -> int:
    """Bytes that the kernel has not sent; 0 where it cannot be asked."""
    if not _LINUX or sock is None or sock.fileno() < 0:
        return 0
    import fcntl

    question = _SIOCOUTQ if sock.family == socket.AF_UNIX else _SIOCOUTQNSD
    try:
        answer = fcntl.ioctl(sock.fileno(), question, bytes(_COUNT.size))
    except OSError:
        return 0
    count: int = _COUNT.unpack(answer)[0]
    return count


def _set_options(sock: Any) -> None:
    """Small packets at once; little unsent in the kernel; a vanished peer is noticed."""
    if sock is None:
        return
    if sock.family == socket.AF_UNIX:
        # The kernel doubles it, and calls the socket writable below a quarter of that.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * _ENOUGH_BYTES - 2)
        return
    for name, value in (
        ("TCP_NODELAY", 1),
        ("TCP_NOTSENT_LOWAT", 2 * _ENOUGH_BYTES),  # writable again below half of it
        ("TCP_USER_TIMEOUT", _ACK_TIMEOUT_MS),
    ):
        option = getattr(socket, name, None)
        if option is not None:
            sock.setsockopt(socket.IPPROTO_TCP, option, value)
