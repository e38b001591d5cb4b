"""A whole server in the test's own loop, with a real worker process, and a client to call it."""

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from websockets.asyncio.client import ClientConnection, connect, unix_connect
from websockets.exceptions import InvalidStatus

from rtts.app import App
from rtts.capacity.gate import Gate
from rtts.protocol.frames import Frame, unpack_frame
from rtts.settings.settings import Settings
from tests.support.aio import until

Message = dict[str, Any]


@dataclass
class House:
    """A running server."""

    app: App
    url: str
    http: str

    @contextlib.asynccontextmanager
    async def call(self, query: str = "", **options: Any) -> AsyncIterator["Call"]:
        """A client that has read its `ready`; while the engine starts it comes again."""
        opened = connect(f"{self.url}{query}", compression=None, **options)
        async with await _patiently(opened) as socket:
            caller = Call(socket)
            await caller.until("ready")
            yield caller

    async def kill_worker(self) -> None:
        """End the worker as the kernel would, and wait until the house has noticed."""
        pid = self.app.supervisor.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        await until(lambda: self.app.supervisor.pid != pid)


@contextlib.asynccontextmanager
async def house(engine: str = "tone", **settings: Any) -> AsyncIterator[House]:
    """A server on free ports, for as long as the block lasts.

    It shares its loop and its machine with the test, so it refuses nobody for being busy itself;
    what the gate makes of that is in `tests/capacity/test_gate.py`. For its engine it does.
    """
    app = App(Settings(engine=engine, port=0, http_port=0, **settings))
    _calm(app._gate)
    addresses = await app.start()
    try:
        yield House(app, addresses.websocket, addresses.http or "")
    finally:
        await app.close()


async def _patiently(opening: connect) -> ClientConnection:
    """The connection, as soon as the engine is there: on a busy machine that takes seconds."""
    while True:
        try:
            return await opening
        except InvalidStatus as refusal:
            if b"still starting" not in refusal.response.body:
                raise


def _calm(gate: Gate) -> None:
    """Have it measure, and think nothing of what it finds."""
    strained = gate._strained

    def never(now: float) -> bool:
        strained(now)
        return False

    vars(gate)["_strained"] = never


@dataclass
class Call:
    """One client's conversation. Everything that was received is kept."""

    socket: ClientConnection
    received: list[Message | Frame] = field(default_factory=list)

    async def say(self, kind: str, **fields: Any) -> None:
        """Send one message."""
        await self.socket.send(json.dumps({"type": kind, **fields}))

    async def next(self) -> Message | Frame:
        """The next message or frame."""
        raw = await self.socket.recv()
        item: Message | Frame = unpack_frame(raw) if isinstance(raw, bytes) else json.loads(raw)
        self.received.append(item)
        return item

    async def until(self, kind: str, **fields: Any) -> Message:
        """Read up to the message of a type with these fields."""
        while True:
            item = await self.next()
            if isinstance(item, Frame) or item["type"] != kind:
                continue
            if all(item.get(name) == value for name, value in fields.items()):
                return item

    async def frame(self) -> Frame:
        """Read up to the next frame."""
        while True:
            item = await self.next()
            if isinstance(item, Frame):
                return item

    async def listen(self, seconds: float) -> None:
        """Read what comes within a time: what a client does between two tokens."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    await self.next()

    async def speak(self, text: str, **fields: Any) -> Message:
        """Have a whole text spoken; returns its `context.done`."""
        await self.say("text", text=text, **fields)
        await self.say("end", **({"context": fields["context"]} if "context" in fields else {}))
        return await self.until("context.done")

    @property
    def frames(self) -> list[Frame]:
        return [item for item in self.received if isinstance(item, Frame)]

    def messages(self, kind: str) -> list[Message]:
        """All messages of a type so far."""
        return [m for m in self.received if isinstance(m, dict) and m["type"] == kind]

    def pcm(self, handle: int | None = None) -> bytes:
        """The payloads of all frames, or of one context's."""
        frames = self.frames
        return b"".join(f.payload for f in frames if handle is None or f.handle == handle)


def decode_opus(frames: list[Frame], rate: int = 48000) -> NDArray[np.int16]:
    """What a listener hears of Opus frames, the decoder's own delay taken away."""
    decoder = av.CodecContext.create("libopus", "r")
    assert isinstance(decoder, av.AudioCodecContext)
    decoder.sample_rate = rate
    decoder.layout = "mono"
    pieces = [
        decoded.to_ndarray().ravel()
        for frame in frames
        for decoded in decoder.decode(av.Packet(frame.payload))
    ]
    return np.concatenate(pieces) if pieces else np.empty(0, np.int16)


@contextlib.asynccontextmanager
async def call_unix(path: str) -> AsyncIterator[Call]:
    """A client over a Unix socket."""
    async with unix_connect(path, uri="ws://localhost/v1/stream", compression=None) as socket:
        caller = Call(socket)
        await caller.until("ready")
        yield caller
