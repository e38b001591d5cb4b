"""A client of a live server that stops reading, loses its line and comes back, when it is told.

It counts what it reads and keeps what it said, as the protocol wants it from whoever would come
back. Its socket takes little ahead of it, so that the server soon feels that nobody reads.
"""

import asyncio
import contextlib
import json
import socket
import struct
from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from rtts.protocol.frames import Frame, unpack_frame
from rtts.resume.resume import ResumableSocket
from rtts.server.connection import Connection
from rtts.server.websocket import ClientSocket
from tests.e2e.healthy import server_of
from tests.e2e.laws import Item
from tests.support.aio import until
from tests.support.house import House

__all__ = ["Caller", "Loss"]

Loss = Literal["reset", "close", "silence"]
"""How a line is lost: so that both sides know, or so that the server is not told."""

_BUFFER_BYTES = 4096
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER of 0 s: closing sends RST, not FIN
_PATIENCE_S = 20.0


class Caller:
    """One client, and a look at what the server holds for it."""

    def __init__(self, home: House) -> None:
        self.received: list[Item] = []
        self.said: list[str] = []
        self.socket: ClientConnection | None = None
        self.reads = True
        self._home = home
        self._token = ""
        self._library_reads = True
        self._read_bytes = 0  # over this line
        self._heard_to = 0  # of what was said, by the last `resumed`
        self._left: list[ClientConnection] = []  # lines that the server was not told of

    async def open(self, query: str) -> None:
        """The first line."""
        self.socket = await self._dial(query)
        ready = await self.until("ready")
        self._token = ready["resume_token"]

    async def say(self, wire: str) -> None:
        """Send a message; without a line, keep it until there is one."""
        self.said.append(wire)
        if self.socket is not None:
            with contextlib.suppress(ConnectionClosed):
                await self.socket.send(wire)

    async def next(self) -> Item:
        """The next message or frame."""
        assert self.socket is not None
        try:
            async with asyncio.timeout(_PATIENCE_S):
                raw = await self.socket.recv()
        except TimeoutError:
            raise AssertionError("what is to come does not come") from None
        self._read_bytes += len(raw if isinstance(raw, bytes) else raw.encode())
        item: Item = unpack_frame(raw) if isinstance(raw, bytes) else json.loads(raw)
        self.received.append(item)
        return item

    async def until(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Read up to the message of a type with these fields."""
        while True:
            item = await self.next()
            if isinstance(item, Frame) or item["type"] != kind:
                continue
            if all(item.get(name) == value for name, value in fields.items()):
                return item

    # Reading, or not.

    def stop_reading(self) -> None:
        """Leave everything that comes from now on to the kernels."""
        assert self.socket is not None
        transport = self.socket.transport
        assert isinstance(transport, asyncio.ReadTransport)
        self._library_reads = transport.is_reading()  # what it stopped itself, it goes on with
        transport.pause_reading()
        self.reads = False

    def read_on(self) -> None:
        """Read again; harmless for one who does."""
        if self.socket is not None and not self.reads and self._library_reads:
            self.socket.transport.resume_reading()
        self.reads = True

    # Losing the line, and coming back.

    async def lose_line(self, how: Loss, *, drain: bool) -> None:
        """Lose it; what has arrived by then may still be read."""
        line, self.socket = self.socket, None
        assert line is not None
        if how == "silence":
            line.transport.pause_reading()
            self._left.append(line)
        else:
            if how == "reset":
                sock = line.transport.get_extra_info("socket")
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            line.transport.abort()
        if drain and self.reads and how != "silence":
            self.socket = line
            with contextlib.suppress(ConnectionClosed):
                while True:
                    await self.next()
            self.socket = None
        self.reads = True

    async def back(self, *, hear_answer: bool) -> None:
        """Another line; what the server has not heard is said again.

        Its first answer may be lost too: then the token that was shown is shown once more.
        """
        if not hear_answer:
            lost = await self._dial(self._ticket)
            lost.transport.abort()
        line = await self._dial(self._ticket)
        raw = await line.recv(decode=False)
        self._read_bytes = len(raw)
        answer = json.loads(raw)
        assert answer["type"] == "resumed"
        assert answer["recovered"], answer["reason"]
        assert self._heard_to <= answer["received"] <= len(self.said)
        self._heard_to, self._token = answer["received"], answer["resume_token"]
        self.socket = line
        for wire in self.said[self._heard_to :]:
            await line.send(wire)

    async def close(self) -> None:
        """Say goodbye, and wait until nothing is left of the session."""
        if self.socket is not None:
            await self.socket.close()
        for line in self._left:
            line.transport.abort()
        await self.until_server(lambda: not server_of(self._home).sessions)

    def give_up(self) -> None:
        """Leave without a goodbye, and have the server end the session."""
        for connection in list(server_of(self._home)._connections):
            assert isinstance(connection._socket, ResumableSocket)
            connection._socket.end("expired")
        for line in [*self._left, *([] if self.socket is None else [self.socket])]:
            line.transport.abort()

    @property
    def _ticket(self) -> str:
        return f"?resume={self._token}&received={len(self.received)}"

    async def _dial(self, query: str) -> ClientConnection:
        url = urlsplit(self._home.url)
        sock = socket.socket()
        sock.settimeout(0)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)
        await asyncio.get_running_loop().sock_connect(sock, (url.hostname, url.port))
        return await connect(f"{self._home.url}{query}", sock=sock, compression=None, max_queue=1)

    # What the server has.

    @property
    def connection(self) -> Connection:
        (connection,) = server_of(self._home)._connections
        return connection

    @property
    def kept(self) -> ResumableSocket:
        """The server's side of the session's line, which outlives it."""
        kept = self.connection._socket
        assert isinstance(kept, ResumableSocket)
        return kept

    @property
    def line(self) -> ClientSocket | None:
        """The server's side of the line, as far as it knows of one."""
        line = self.kept._line
        assert line is None or isinstance(line, ClientSocket)
        return line

    @property
    def held_back(self) -> bool:
        """Whether speech waits for the client to read."""
        return self.line is not None and self.line.congested

    def speaks(self, name: str) -> bool:
        """Whether a context is not yet over."""
        return name in {context.name for context in self.connection._running}

    async def understood(self) -> None:
        """Wait until the server has taken all that was said."""
        await self.until_server(lambda: self.kept.received == len(self.said))

    async def until_server(self, condition: Callable[[], object]) -> None:
        """Wait for the server to do what it has to."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await until(condition)
        except TimeoutError:
            raise AssertionError("the server does not do what is waited for") from None

    @property
    def unread_bytes(self) -> int:
        """What was given to the line and not read by the client."""
        return 0 if self.line is None else self.line.sent_bytes - self._read_bytes
