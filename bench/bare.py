"""A server that only sends: frames of one size, at their time, by `websockets` and nothing else.

What it costs is what no server that speaks over this library can save. To a crowd it looks like
the real one: it says `ready`, speaks when it is told `end`, and says `context.done`.
"""

import asyncio
import contextlib
import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import uvloop
from websockets.asyncio.server import ServerConnection, serve

from rtts.protocol.frames import Frame, pack_frame

__all__ = ["Sending", "sending"]


@dataclass(frozen=True)
class Sending:
    """What is sent in a turn."""

    payload_bytes: int
    clock: int
    samples: int
    """Of a frame, at `clock`."""
    frames: int
    """Of a chunk, sent one behind the other."""
    chunks: int
    chunk_s: float
    """From one chunk to the next."""

    async def to(self, client: ServerConnection) -> None:
        """Speak whenever the client has said all."""
        await client.send('{"type":"ready"}')
        async for message in client:
            if '"end"' in message:
                await self._speak(client)

    async def _speak(self, client: ServerConnection) -> None:
        await client.send(f'{{"type":"context.started","audio":{{"clock":{self.clock}}}}}')
        frame = pack_frame(Frame(1, 0, 0, 0, self.samples, bytes(self.payload_bytes)))
        loop = asyncio.get_running_loop()
        due = loop.time()
        for _ in range(self.chunks):
            for _ in range(self.frames):
                await client.send(frame)
            due += self.chunk_s
            await asyncio.sleep(due - loop.time())
        await client.send('{"type":"context.done"}')


@contextlib.contextmanager
def sending(what: Sending) -> Iterator[tuple[int, str]]:
    """Its process id and its address."""
    processes = multiprocessing.get_context("spawn")
    ours, its = processes.Pipe()
    process = processes.Process(target=_serve, args=(what, its), daemon=True)
    process.start()
    try:
        assert process.pid is not None
        yield process.pid, f"ws://127.0.0.1:{ours.recv()}/"
    finally:
        process.terminate()
        process.join()


def _serve(what: Sending, parent: "Connection[int, Any]") -> None:
    async def run() -> None:
        async with serve(what.to, "127.0.0.1", 0, compression=None) as server:
            parent.send(next(iter(server.sockets)).getsockname()[1])
            await server.serve_forever()

    uvloop.run(run())
