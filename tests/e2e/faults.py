"""A line between a client and a server that does what bad lines do.

It carries bytes and knows nothing of WebSockets. What is done to them can be set for the whole
time (late, slow, in small pieces) or done at a moment (hold, swallow, reset, half-close). Its
own buffers are small, so that whoever waits on one side is soon felt on the other.
"""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

__all__ = ["Fault", "FaultLine", "fault_line"]

_BUFFER_BYTES = 4096
_PIECE_BYTES = 16 * 1024
_IN_FLIGHT = 64
"""Pieces that may be under way on a line that is late."""
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER of 0 s: closing sends RST, not FIN


@dataclass(frozen=True)
class Fault:
    """What is done to all bytes, both ways. 0 is not at all."""

    latency_s: float = 0.0
    bytes_per_s: float = 0.0
    slice_bytes: int = 0
    """How many bytes are written at a time."""


class FaultLine:
    """One listening address; every connection to it is led on to the server's."""

    def __init__(self, target: tuple[str, int], fault: Fault) -> None:
        self.fault = fault
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0)
        self._passes = asyncio.Event()
        self._passes.set()
        self._swallows = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._upward: list[asyncio.Task[None]] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._listener.getsockname()[1]
        return port

    def start(self) -> None:
        """Accept connections."""
        self._spawn(self._accept())

    async def close(self) -> None:
        """End every connection."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for sock in (self._listener, *(sock for pair in self._pairs for sock in pair)):
            sock.close()

    # What can be done at a moment.

    def hold(self) -> None:
        """Read and pass on nothing, either way, until `release`."""
        self._passes.clear()

    def release(self) -> None:
        """Pass everything on again."""
        self._passes.set()

    def swallow(self) -> None:
        """Take everything and pass on nothing, from now on: nobody is told of the loss."""
        self._swallows = True

    def reset(self) -> None:
        """End every connection with RST, towards both sides."""
        self._stop_pumps()
        for pair in self._pairs:
            for sock in pair:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                sock.close()

    def half_close(self) -> None:
        """Say to the server that the client sends nothing more; it is still read."""
        for task in self._upward:
            task.cancel()
        for _, server in self._pairs:
            server.shutdown(socket.SHUT_WR)

    # Carrying.

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            client, _ = await loop.sock_accept(self._listener)
            server = _small_socket()
            await loop.sock_connect(server, self._target)
            client.settimeout(0)
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER_BYTES)
            self._pairs.append((client, server))
            self._upward.append(self._carry(client, server))
            self._carry(server, client)

    def _carry(self, source: socket.socket, sink: socket.socket) -> asyncio.Task[None]:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(_IN_FLIGHT)
        self._spawn(self._take(source, under_way))
        return self._spawn(self._give(sink, under_way))

    async def _take(
        self, source: socket.socket, under_way: asyncio.Queue[tuple[float, bytes]]
    ) -> None:
        loop = asyncio.get_running_loop()
        data = b"?"
        while data:
            await self._passes.wait()
            size = _PIECE_BYTES
            if self.fault.bytes_per_s:
                size = max(1, int(self.fault.bytes_per_s / 50))
            data = await loop.sock_recv(source, size)
            if self._swallows:
                continue
            await under_way.put((loop.time() + self.fault.latency_s, data))

    async def _give(
        self, sink: socket.socket, under_way: asyncio.Queue[tuple[float, bytes]]
    ) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due, data = await under_way.get()
            await self._passes.wait()
            await asyncio.sleep(due - loop.time())
            if not data:
                sink.shutdown(socket.SHUT_WR)
                return
            await self._write(sink, data)

    async def _write(self, sink: socket.socket, data: bytes) -> None:
        loop = asyncio.get_running_loop()
        size = self.fault.slice_bytes or len(data)
        for at in range(0, len(data), size):
            await loop.sock_sendall(sink, data[at : at + size])
        if self.fault.bytes_per_s:
            await asyncio.sleep(len(data) / self.fault.bytes_per_s)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(_quietly(work))
        self._tasks.add(task)
        return task

    def _stop_pumps(self) -> None:
        for task in self._tasks:
            task.cancel()


@contextlib.asynccontextmanager
async def fault_line(url: str, fault: Fault = Fault()) -> AsyncIterator[tuple[FaultLine, str]]:
    """A line to a server's URL, and the URL at which a client finds its other end."""
    parts = urlsplit(url)
    line = FaultLine((parts.hostname or "", parts.port or 0), fault)
    line.start()
    try:
        yield line, urlunsplit(parts._replace(netloc=f"127.0.0.1:{line.port}"))
    finally:
        await line.close()


def _small_socket() -> socket.socket:
    """A socket that takes little ahead of its reader; set before it is connected."""
    sock = socket.socket()
    sock.settimeout(0)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


async def _quietly(work: Coroutine[Any, Any, None]) -> None:
    """Either side may go at any moment; that is what a line is there for."""
    with contextlib.suppress(OSError):
        await work
