"""Bytes, frames and messages of every kind, and nobody but their sender is the worse for them."""

import asyncio
import contextlib
import gc
import json
import random
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from rtts.context.context import Context
from rtts.pipeline.pipeline import Pipeline
from rtts.server.connection import Connection
from tests.e2e.healthy import EXPECTED, QUERY, RATE_48K, STORY, TEXT, assert_healthy, faultless_log
from tests.support.aio import run
from tests.support.house import Call, House, house

KEYS = ["type", "context", "text", "id", "session", "name", "played_ms", "t"]
TYPES = ["session.update", "text", "flush", "mark", "end", "cancel", "played", "ping", "Text", ""]
SESSION = ["voice", "audio", "pacing", "split", "lexicon", "speed", "max_ahead_ms", "normalize"]


def any_value(chance: random.Random, depth: int = 0) -> Any:
    """Any JSON value, of any kind and size."""
    kind = chance.randrange(10 if depth < 3 else 7)
    plain: list[Any] = [
        None,
        chance.random() < 0.5,
        chance.choice([0, -1, 2**63, 10**400, chance.randrange(10_000)]),
        chance.choice([0.5, -1e308, 1e-300]),
        "".join(chance.choices("ab \n\0é😀\u202e.1$*#`", k=chance.randrange(30))),
        chance.choice(["a", "b", "auto", "burst", "\ud800", STORY]),
        [],
    ]
    if kind < 7:
        return plain[kind]
    if kind == 7:
        return [any_value(chance, depth + 1) for _ in range(chance.randrange(4))]
    names = chance.choices(KEYS + SESSION, k=chance.randrange(5))
    return {name: any_value(chance, depth + 1) for name in names}


def any_message(chance: random.Random) -> str | bytes:
    """What looks more or less like a message of a client."""
    if chance.random() < 0.1:
        return chance.randbytes(chance.randrange(200))
    if chance.random() < 0.05:
        return "[" * chance.choice([10, 5000])
    message = {name: any_value(chance) for name in chance.sample(KEYS, chance.randrange(1, 6))}
    if chance.random() < 0.9:
        message["type"] = chance.choice(TYPES)
    if chance.random() < 0.8:
        message["context"] = chance.choice("ab")
    if chance.random() < 0.6:
        message["text"] = chance.choice([STORY, "Hi. ", "**x", "5 ", "\n"])
    text = json.dumps(message)
    cut = chance.randrange(len(text)) if chance.random() < 0.1 else len(text)
    return text[:cut]


def any_frame(chance: random.Random) -> bytes:
    """A WebSocket frame, right or wrong in any part."""
    payload = chance.randbytes(chance.choice([0, 1, 5, 126, 300]))
    if chance.random() < 0.3:
        payload = json.dumps({"type": "text", "text": STORY}).encode()
    first = chance.choice([0x81, 0x82, 0x01, 0x00, 0x88, 0x89, 0x8A, chance.randrange(256)])
    masked = 0x80 if chance.random() < 0.9 else 0
    if chance.random() < 0.1:
        return bytes([first, masked | 127]) + (2**63).to_bytes(8, "big") + payload
    size = len(payload)
    length = bytes([masked | size]) if size < 126 else bytes([masked | 126, size >> 8, size & 255])
    return bytes([first]) + length + (bytes(4) if masked else b"") + payload


HELLO = (
    b"GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


def any_bytes(chance: random.Random) -> bytes:
    """A beginning of a conversation, right or wrong in any part."""
    kind = chance.randrange(5)
    if kind == 0:
        return chance.randbytes(chance.randrange(2000))
    hello = bytearray(HELLO)
    if kind == 1:
        for _ in range(chance.randrange(1, 8)):
            hello[chance.randrange(len(hello))] = chance.randrange(256)
        return bytes(hello)
    if kind == 2:
        return bytes(hello[: chance.randrange(len(hello))])
    return HELLO + b"".join(any_frame(chance) for _ in range(chance.randrange(1, 20)))


async def throw(port: int, data: bytes, chance: random.Random) -> None:
    """Connect, send, perhaps read a little, and go in one way or the other."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with contextlib.suppress(OSError, TimeoutError):
        writer.write(data)
        async with asyncio.timeout(0.05):
            await writer.drain()
            await reader.read(chance.choice([1, 4096]))
    if chance.random() < 0.5:
        writer.transport.abort()
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def babble(home: House, chance: random.Random) -> None:
    """A session of random messages, as long as the server puts up with it."""
    async with home.call(close_timeout=0.1) as client:
        with contextlib.suppress(ConnectionClosed):
            for _ in range(150):
                message = any_message(chance)
                with contextlib.suppress(UnicodeEncodeError):
                    await client.socket.send(message)
                if chance.random() < 0.1:
                    await client.listen(0.002)
            await client.say("cancel")
            await client.say("ping", t="end")
            await client.until("pong", t="end")
        client.socket.transport.abort()


async def recite(client: Call, turns: int) -> None:
    """A good turn after the other; whatever others do, each is whole."""
    for turn in range(turns):
        await client.speak(TEXT, context=f"t{turn}")
        handle = client.messages("context.started")[-1]["handle"]
        assert client.pcm(handle)[: len(EXPECTED)] == EXPECTED


@pytest.mark.parametrize("seed", range(3))
def test_whatever_comes_in_no_session_but_its_own_is_touched(seed: int) -> None:
    """Bytes, frames and messages of every kind: no exception is logged, nothing stays behind."""
    chance = random.Random(seed)

    async def scenario() -> None:
        async with house(engine_options=RATE_48K, handshake_timeout_s=0.5) as home:
            port = int(home.url.split(":")[2].split("/")[0])
            async with home.call(QUERY) as bystander:
                reciting = asyncio.create_task(recite(bystander, 6))
                thrown = [throw(port, any_bytes(chance), chance) for _ in range(60)]
                talk = [babble(home, random.Random(chance.random())) for _ in range(4)]
                await asyncio.gather(*thrown, *talk)
                await reciting
            await assert_healthy(home)
            gc.collect()
            left = [o for o in gc.get_objects() if isinstance(o, Connection | Context | Pipeline)]
            assert not left

    with faultless_log():
        run(scenario())
