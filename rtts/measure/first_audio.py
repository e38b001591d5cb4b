"""First audio of one session, beside what the engine alone took for the same sentences."""

import asyncio
import itertools
import json
import statistics
import time

from websockets.asyncio.client import ClientConnection

from rtts.measure.figures import percentiles
from rtts.measure.house import House
from rtts.measure.turns import SENTENCES, client_of, read_until, retry_s_of, send_turn

__all__ = ["measure_first_audio"]


async def measure_first_audio(house: House, turns: int, alone: list[float]) -> dict[str, float]:
    """One session, turn after turn; the server's share is what it adds to the engine's own.

    `alone` is what the engine took, in ms, of turns in the same order.
    """
    count = len(SENTENCES)
    own = [statistics.median(alone[at::count] or alone) for at in range(count)]
    firsts, shares = [], []
    async with client_of(house.url) as client:
        for turn in range(-count, turns):  # the first few load what is loaded only once
            first = await _time_turn(client, f"t{turn}", SENTENCES[turn % count])
            await client.send(json.dumps({"type": "cancel"}))  # or it would speak in real time
            await read_until(client, "context.cancelled")
            if turn >= 0:
                firsts.append(first)
                shares.append(first - own[turn % count])
    return {**percentiles("first_audio", firsts), **percentiles("server_share", shares)}


async def _time_turn(client: ClientConnection, turn: str, text: str) -> float:
    """Milliseconds to the first frame. A turn that is refused is said again when it may be."""
    for attempt in itertools.count():
        name = f"{turn}.{attempt}"
        began = time.perf_counter()
        await send_turn(client, name, text)
        retry_s = await _first_frame(client, name)
        if retry_s is None:
            return (time.perf_counter() - began) * 1000
        await asyncio.sleep(retry_s)
    raise AssertionError  # numbers do not end


async def _first_frame(client: ClientConnection, name: str) -> float | None:
    """Wait for sound; if the turn is refused, after how many seconds it may be said again.

    Raises RuntimeError if there will be none.
    """
    while not isinstance(message := await client.recv(), bytes):
        if '"type":"error"' not in message:
            continue
        told = json.loads(message)
        if told["context"] != name:
            continue  # such as the end of a turn that was refused, which nobody knows
        if told["code"] != "overloaded":
            raise RuntimeError(f"The server would not speak: {message}")
        return retry_s_of(told)
    return None
