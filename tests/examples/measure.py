"""What a phone call costs and how long it takes: the figures of `docs/topics/phones.md`.

    python -m tests.examples.measure

Callers listen in real time, at the end of lines that are late. No network is here, so the lines'
delays are what is said of them; the rest is measured.
"""

# ruff: noqa: T201 -- it speaks to a terminal

import asyncio
import statistics
import time

from tests.e2e.faults import Fault, fault_line
from tests.examples.phones import Agent, Wire, bridge, bridged
from tests.examples.twilio import Twilio, calling
from tests.support.aio import until
from tests.support.house import House, house

SPEECH = "This is a sentence that takes about three seconds to say. " * 4
PACKET_S = 0.02
TURNS = 20
AWAY_S = 1
AHEAD_MS = (200, 400, 1000, 2000)
WAYS_MS = (0, 50, 125)


async def listen(twilio: Twilio, ms: int) -> float:
    """Hear so much in real time; returns for how long nothing was there that was due."""
    await until(lambda: twilio.held_ms)
    due, gaps = time.perf_counter(), 0.0
    for _ in range(ms // 20):
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        begun = time.perf_counter()
        if not twilio.held_ms:
            await until(lambda: twilio.held_ms)
            gaps += time.perf_counter() - begun
            due = time.perf_counter()
        await twilio.play(20)
        due += PACKET_S
    return gaps


async def gaps_of(home: House, one_way_s: float) -> float:
    """How long a caller, so far away, hears nothing in 10 s of speech."""
    async with bridged(home.url, Agent(start=SPEECH)) as port:
        url = f"ws://127.0.0.1:{port}"
        async with fault_line(url, Fault(latency_s=one_way_s)) as (line, _):
            async with calling(line.port) as twilio:
                return await listen(twilio, 10_000)


async def ahead() -> None:
    """How far ahead rtts has to be for nothing to be missed, and when it is away for 1 s."""
    print("ms of nothing in 10 s of speech, by max_ahead_ms, and ms to Twilio:", *WAYS_MS)
    async with house() as home:
        for ahead_ms in AHEAD_MS:
            bridge.OPTIONS["max_ahead_ms"] = ahead_ms
            gaps = await asyncio.gather(*(gaps_of(home, ms / 1000) for ms in WAYS_MS))
            print(ahead_ms, *(f"{1000 * gap:.0f}" for gap in gaps), flush=True)


async def away() -> None:
    """How far ahead it has to be to be away for a while, the caller being 50 ms away."""
    print(f"the same, and rtts is away for {AWAY_S} s:", WAYS_MS[1])
    wires: list[Wire] = []
    bridge.RawSession = lambda *given: wires.append(Wire(*given)) or wires[-1]
    async with house() as home:
        for ahead_ms in AHEAD_MS:
            bridge.OPTIONS["max_ahead_ms"] = ahead_ms
            wires.clear()
            listening = asyncio.create_task(gaps_of(home, WAYS_MS[1] / 1000))
            await until(lambda: wires and "played" in [each["type"] for each in wires[0].sent])
            await asyncio.sleep(AWAY_S)
            wires[0]._url = "ws://127.0.0.1:1"
            wires[0].cut()
            await asyncio.sleep(AWAY_S)
            wires[0]._url = home.url
            print(ahead_ms, f"{1000 * await listening:.0f}", flush=True)


async def delays() -> None:
    """From a key to the first audio of the answer, and to the `clear`."""
    answers, clears = [], []
    agent = Agent(start=SPEECH, dtmf=SPEECH)
    async with house() as home, bridged(home.url, agent) as port, calling(port) as twilio:
        for turn in range(1, TURNS + 1):
            await listen(twilio, 500)
            sent = len(twilio.packets)
            begun = time.perf_counter()
            await twilio.press("1")
            while len(twilio.packets) == sent or twilio.clears < turn or not twilio.held_ms:
                if twilio.clears == turn and len(clears) < turn:
                    clears.append(time.perf_counter() - begun)
                    sent = len(twilio.packets)
                await asyncio.sleep(0)
            answers.append(time.perf_counter() - begun)
    for name, each in (("clear", clears), ("first audio", answers)):
        print(f"{name}: p50 {1000 * statistics.median(each):.1f} ms, max {1000 * max(each):.1f} ms")


if __name__ == "__main__":
    asyncio.run(ahead())
    asyncio.run(away())
    asyncio.run(delays())
