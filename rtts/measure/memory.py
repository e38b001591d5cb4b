"""The memory of a server that waits, that has many sessions, and that has spoken."""

import asyncio
import contextlib
from urllib.request import urlopen

from rtts.measure.house import House, rss_mb, serving
from rtts.measure.turns import SENTENCES, client_of, read_until, send_turn

__all__ = ["measure_memory"]


async def measure_memory(engine: str, idle_sessions: int) -> dict[str, float]:
    """The server before its first client, asked over HTTP, with idle sessions, and after speech."""
    with serving(engine, "--idle-timeout", "1") as house:
        pid = house.process.pid
        figures = {"waiting_mb": rss_mb(pid)}
        await asyncio.to_thread(_health, house)
        figures["before_speech_mb"] = rss_mb(pid)
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(20):
                await stack.enter_async_context(client_of(house.url))
            before = rss_mb(pid)
            for _ in range(idle_sessions):
                await stack.enter_async_context(client_of(house.url))
            figures["idle_session_kb"] = (rss_mb(pid) - before) * 1000 / idle_sessions
        async with client_of(house.url) as client:
            for turn in range(4):
                await send_turn(client, f"t{turn}", SENTENCES[turn % 5])
                await read_until(client, "context.done")
        while house.worker is not None:  # noqa: ASYNC110  # another process has no event
            await asyncio.sleep(0.2)
        figures["after_unload_mb"] = rss_mb(pid)
    return figures


def _health(house: House) -> None:
    with urlopen(f"{house.http}/health", timeout=5) as response:  # noqa: S310  # our own server
        response.read()
