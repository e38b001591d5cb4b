"""Many sessions at once, each with a listener who plays what comes in real time."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import InvalidStatus

from rtts.measure.figures import percentiles
from rtts.measure.house import House
from rtts.measure.turns import SENTENCES, client_of, retry_s_of, send_turn
from rtts.protocol.frames import unpack_frame

__all__ = ["Listener", "measure_load"]


@dataclass
class Listener:
    """Plays what one session receives, by the clock, and counts when it runs dry."""

    plays_until: float = 0.0
    audio_s: float = 0.0
    underruns: int = 0
    refused: int = 0
    """Sessions and turns that the server did not take."""
    firsts: list[float] = field(default_factory=list)
    asked_at: float = 0.0
    clock: Callable[[], float] = time.perf_counter

    def ask(self) -> None:
        """A turn begins: silence until its first frame is no underrun."""
        self.asked_at = self.clock()
        self.plays_until = 0.0

    def hear(self, frame: bytes) -> None:
        """A frame arrived."""
        now = self.clock()
        samples = unpack_frame(frame).samples
        if not self.plays_until:
            self.firsts.append(round((now - self.asked_at) * 1000, 3))
            self.plays_until = now
        elif now > self.plays_until:
            self.underruns += 1
            self.plays_until = now
        self.plays_until += samples / 48000
        self.audio_s += samples / 48000


async def measure_load(house: House, sessions: int, seconds: float) -> dict[str, float]:
    """So many sessions speak without a pause, each listener playing in real time."""
    listeners = [Listener() for _ in range(sessions)]
    cpu_s, began = house.cpu_s(), time.perf_counter()
    own_cpu_s = time.process_time()
    until = began + seconds
    await asyncio.gather(
        *(_speak_until(house.url, each, until, at / sessions) for at, each in enumerate(listeners))
    )
    cpu_s, own_cpu_s = house.cpu_s() - cpu_s, time.process_time() - own_cpu_s
    audio_s = sum(each.audio_s for each in listeners)
    firsts = [first for each in listeners for first in each.firsts]
    figures = {
        "sessions": sessions,
        "underruns": sum(each.underruns for each in listeners),
        "refused": sum(each.refused for each in listeners),
        "audio_s": audio_s,
    }
    if not audio_s:  # everybody was refused
        return figures
    return figures | {
        "cpu_ms_per_s": cpu_s * 1000 / audio_s,
        "client_cpu_ms_per_s": own_cpu_s * 1000 / audio_s,
        **percentiles("first_audio", firsts),
    }


async def _speak_until(url: str, listener: Listener, until: float, delay: float) -> None:
    """Turns of four sentences, each begun when the one before has been heard.

    Who is refused comes again when the server said that it may.
    """
    text = " ".join(SENTENCES[:4])
    await asyncio.sleep(delay * 4)
    while time.perf_counter() < until:
        try:
            async with client_of(url) as client:
                await _speak_turns(client, listener, text, until)
        except InvalidStatus as refused:
            if refused.response.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
                raise
            listener.refused += 1
            wait_s = float(refused.response.headers.get("Retry-After", 1))
            await asyncio.sleep(min(wait_s, max(until - time.perf_counter(), 0)))


async def _speak_turns(
    client: ClientConnection, listener: Listener, text: str, until: float
) -> None:
    turn = 0
    while (left_s := until - time.perf_counter()) > 0:
        listener.ask()
        await send_turn(client, f"t{turn}", text)
        retry_s = await _hear_turn(client, listener, f"t{turn}")
        if retry_s is None:
            await asyncio.sleep(max(listener.plays_until - time.perf_counter(), 0))
        else:
            listener.refused += 1
            await asyncio.sleep(min(retry_s, left_s))
        turn += 1


async def _hear_turn(client: ClientConnection, listener: Listener, name: str) -> float | None:
    """Hear a turn to its end; if it is refused, after how many seconds it may be said again."""
    while True:
        message = await client.recv()
        if isinstance(message, bytes):
            listener.hear(message)
            continue
        told: dict[str, Any] = json.loads(message)
        if told.get("context") != name:
            continue  # such as the end of a turn that was refused, which nobody knows
        if told["type"] in ("context.done", "context.cancelled"):
            return None
        silent = not listener.plays_until
        if silent and told["type"] == "error" and told["code"] == "overloaded":
            return retry_s_of(told)
