"""A server whose every word the test chooses, on a real socket.

The real server cannot be brought to lose a connection at a certain message, or to speak a
later version of the protocol. What it can be brought to is tested with it, in
`test_with_server.py`.
"""

import asyncio
import json
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pytest
from websockets import Subprotocol
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

T = TypeVar("T")

PCM = {"codec": "pcm_s16le", "rate": 8000, "clock": 8000, "frame_ms": 20}
FRAME = b"\1\0" * 160
"""20 ms of `PCM`."""


def run(coroutine: Coroutine[Any, Any, T], timeout: float = 300.0) -> T:
    """The coroutine's result. Raises TimeoutError if it hangs."""

    async def limited() -> T:
        return await asyncio.wait_for(coroutine, timeout)

    return asyncio.run(limited())


class Talk:
    """One client's connection, from the peer's side."""

    def __init__(self, socket: ServerConnection) -> None:
        self.socket = socket
        self._frames = 0

    async def hear(self, type: str) -> dict[str, Any]:
        """The client's next message, which has to be of the type."""
        message: dict[str, Any] = json.loads(await self.socket.recv())
        assert message["type"] == type, f"expected {type}, got {message}"
        return message

    async def hear_until(self, type: str) -> list[dict[str, Any]]:
        """The client's messages up to the next one of the type, that one included."""
        messages = [json.loads(await self.socket.recv())]
        while messages[-1]["type"] != type:
            messages.append(json.loads(await self.socket.recv()))
        return messages

    async def hear_nothing(self, seconds: float = 0.1) -> None:
        """Nothing comes for a while. A slow machine cannot make this fail."""
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(self.socket.recv(), seconds)

    async def say(self, type: str, **fields: Any) -> None:
        await self.socket.send(json.dumps({"type": type, **fields}))

    async def ready(self, session: dict[str, Any] | None = None, **limits: int) -> None:
        await self.say(
            "ready",
            session_id="s1",
            protocol="rtts.v1",
            server="peer/1",
            engine="tone",
            model="tone",
            session=session or {},
            limits=limits,
        )

    async def start(self, context: str, handle: int = 1, **audio: Any) -> None:
        await self.say("context.started", context=context, handle=handle, audio=PCM | audio)

    async def frame(
        self, payload: bytes = FRAME, *, handle: int = 1, kind: int = 1, samples: int | None = None
    ) -> None:
        """Send a frame; `pts` goes on from frame to frame."""
        ticks = len(payload) // 2 if samples is None else samples
        pts = self._frames * 160
        header = struct.pack("<BBBBHHIHH", 0xA1, kind, 0, 4, handle, 0, pts, ticks, self._frames)
        self._frames += 1
        await self.socket.send(header + payload)

    async def segment_done(self, context: str, text: str, start: int = 0) -> None:
        await self.say(
            "segment.done",
            context=context,
            segment=0,
            text=text,
            start=start,
            end=start + len(text),
            audio_ms=20,
            ttfa_ms=1,
            rtf=0.1,
        )

    async def done(self, context: str, audio_ms: int = 20) -> None:
        await self.say("context.done", context=context, audio_ms=audio_ms, chars=1, segments=1)

    async def cancelled(
        self, context: str, re: str | None = None, reason: str = "client", spoken: str = "Hello"
    ) -> None:
        await self.say(
            "context.cancelled",
            context=context,
            re=re,
            reason=reason,
            played_ms=120,
            sent_ms=200,
            text_spoken=spoken,
            text_remaining=" there",
            spoken_chars=len(spoken),
            precision="word",
        )

    async def speak(self, *payloads: bytes) -> str:
        """Take one whole text and speak it; returns the text."""
        messages = await self.hear_until("end")
        context = messages[0]["context"]
        await self.start(context)
        for payload in payloads or (FRAME,):
            await self.frame(payload)
        await self.done(context)
        return "".join(message.get("text", "") for message in messages)


class Peer:
    """The server; a failed expectation of its script fails the test."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[Any] = []
        self.failures: list[BaseException] = []


Script = Callable[[Talk], Awaitable[None]]


@asynccontextmanager
async def peer(*scripts: Script, **options: Any) -> AsyncIterator[Peer]:
    """Serve; each connection follows the next script, the last one all that come after."""
    served = Peer()
    left = list(scripts)

    async def handle(socket: ServerConnection) -> None:
        served.requests.append(socket.request)
        script = left.pop(0) if len(left) > 1 else left[0]
        try:
            await script(Talk(socket))
            await socket.wait_closed()
        except ConnectionClosed:
            pass
        except BaseException as failure:
            served.failures.append(failure)
            raise

    if "sock" not in options:
        options |= {"host": "127.0.0.1", "port": 0}
    async with serve(
        handle, subprotocols=[Subprotocol("rtts.v1")], compression=None, **options
    ) as server:
        host, port = next(iter(server.sockets)).getsockname()[:2]
        served.url = f"ws://{host}:{port}"
        yield served
    if served.failures:
        raise served.failures[0]
