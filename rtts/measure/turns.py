"""Turns of a client, as a voice agent would have them spoken."""

import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

__all__ = ["SENTENCES", "client_of", "read_until", "retry_s_of", "send_turn"]

SENTENCES = (
    "The train to the coast leaves from platform four in ten minutes.",
    "I have moved your appointment to Thursday morning at half past nine.",
    "Your parcel was handed to the courier and should arrive tomorrow.",
    "Let me check that for you, it will only take a moment.",
    "The weather stays mild until the weekend, with some rain in the evening.",
)
"""What a voice agent says in a turn, about four seconds each."""

_SHORTEST_RETRY_S = 0.1


@contextlib.asynccontextmanager
async def client_of(url: str) -> AsyncIterator[ClientConnection]:
    """A session that is ready."""
    async with connect(url, compression=None, max_size=None) as client:
        await client.recv()  # ready
        yield client


async def read_until(client: ClientConnection, kind: str) -> None:
    """Let all pass up to a message of this kind, or to the session's end."""
    async for message in client:
        if isinstance(message, str) and f'"type":"{kind}"' in message:
            return


async def send_turn(client: ClientConnection, name: str, text: str) -> None:
    """Say a text that is whole, in a context of this name."""
    await client.send(json.dumps({"type": "text", "context": name, "text": text}))
    await client.send(json.dumps({"type": "end", "context": name}))


def retry_s_of(told: dict[str, Any]) -> float:
    """When somebody who was refused may come again."""
    return max(float(told.get("retry_after_ms", 0)) / 1000, _SHORTEST_RETRY_S)
