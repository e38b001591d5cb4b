"""Where a text over HTTP stands among those who listen, at the threads that encode."""

import asyncio
import threading
from collections.abc import Awaitable
from dataclasses import replace

import pytest

from rtts.engines.base import EngineInfo, Voice
from rtts.pipeline.one_shot import OneShot
from rtts.pipeline.threads import UrgentThreads
from rtts.protocol.options import AudioOptions, SessionOptions
from tests.support.aio import run, turn
from tests.support.pipes import PcmEncoder, SlowSpeaker, service

ENGINE = EngineInfo(
    name="tone",
    model="tone-1",
    sample_rate=24000,
    default_voice="v",
    voices=(Voice("v", "V", ("en-us",)),),
    languages=("en-us",),
)
OPTIONS = SessionOptions(voice="v", language="en-us", audio=AudioOptions(codec="pcm_s16le"))


async def order_of(leads_s: list[float], later_s: float = 0.0) -> list[str]:
    """The order in which one thread serves a one-shot text, and contexts that come after it.

    These are live, come `later_s` after it, and have so much audio in hand.
    """
    threads, gate, order = UrgentThreads(1), threading.Event(), list[str]()

    def make_encoder(options: AudioOptions, rate: int) -> PcmEncoder:
        order.append("one shot")
        return PcmEncoder(options, rate)

    first = asyncio.ensure_future(threads.run(0, gate.wait))
    await turn()
    shared = replace(service(SlowSpeaker(), threads), make_encoder=make_encoder)
    shared = replace(shared, clock=lambda: 100.0)
    async with OneShot("Hello there.", OPTIONS, ENGINE, shared) as speech:
        for _ in range(5):
            await turn()
        live: list[Awaitable[None]] = [
            asyncio.ensure_future(threads.run(100.0 + later_s + lead, order.append, f"{lead}"))
            for lead in leads_s
        ]
        await turn()
        gate.set()
        await asyncio.gather(first, *live)
        await speech.format()
    threads.close()
    return order


def test_who_listens_goes_first() -> None:
    """Also with audio in hand; who has plenty of it can wait."""
    assert run(order_of([10.0, 0.0, 1.5])) == ["0.0", "1.5", "one shot", "10.0"]


@pytest.mark.parametrize("crowd", [1, 50])
def test_nobody_waits_for_ever(crowd: int) -> None:
    """Who has waited two seconds goes before all that come after, even with nothing in hand."""
    assert run(order_of([0.0] * crowd, later_s=2.1))[0] == "one shot"
