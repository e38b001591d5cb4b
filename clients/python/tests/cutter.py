"""A line to a server that can be cut at any moment, by a reset or in silence."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

_RESET = struct.pack("ii", 1, 0)  # SO_LINGER of 0 s: closing sends RST, not FIN

_Pair = tuple[asyncio.StreamWriter, asyncio.StreamWriter]


class Cutter:
    """Leads every connection on to a server."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self.url = ""
        self.connections = 0
        self._target = (parts.hostname or "", parts.port or 0)
        self._pairs: list[_Pair] = []
        self._deaf: set[asyncio.StreamWriter] = set()

    def reset(self) -> None:
        """End what there is with RST, towards both sides."""
        for pair in self._pairs:
            for writer in pair:
                sock = writer.get_extra_info("socket")
                if sock.fileno() >= 0:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                writer.transport.abort()
        self._pairs.clear()

    def swallow(self) -> None:
        """Pass on nothing more of what there is; nobody is told."""
        for pair in self._pairs:
            self._deaf.update(pair)

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        upward, onward = await asyncio.open_connection(*self._target, limit=4096)
        self._pairs.append((writer, onward))
        await asyncio.gather(self._pass(reader, onward), self._pass(upward, writer))

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(4096):
                if sink not in self._deaf:
                    sink.write(data)
                    await sink.drain()
        sink.close()


@asynccontextmanager
async def cutter(target: str) -> AsyncIterator[Cutter]:
    """A line to the server at a URL, for as long as the block lasts."""
    line = Cutter(target)
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0, limit=4096)
    port = server.sockets[0].getsockname()[1]
    line.url = f"ws://127.0.0.1:{port}"
    try:
        yield line
    finally:
        server.close()
        line.reset()
        await asyncio.sleep(0)
