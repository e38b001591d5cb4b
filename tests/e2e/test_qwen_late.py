"""The engine `qwen` read a step late, in chunks of several frames, when things go wrong."""

import asyncio
import json
import os
import signal
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import numpy as np
import pytest

from rtts.engines.base import Chunk, Event
from rtts.worker.utterance import Utterance
from tests.e2e.test_qwen import model
from tests.support.aio import run, until
from tests.support.house import Call, House, house

__all__ = ["model"]  # a fixture

pytestmark = pytest.mark.unmeasured

TEXT = "Nobody asked who had been there, and it was never told to them."
WORDS = [word + " " for word in TEXT.split()]
OPTIONS = {
    "device": "cpu",
    "threads": "1",
    "slots": "2",
    "positions": "128",
    "warm_up": "false",
    "graphs": "on",
}
SESSION: dict[str, Any] = {
    "seed": 5,
    "language": "en",
    "max_ahead_ms": 30_000,
    "split": {"max_delay_ms": 0},
}
FRAME_BYTES = 1920 * 2


async def write(client: Call, context: str, **settings: Any) -> None:
    """The text as tokens, and its end."""
    for word in WORDS:
        await client.say("text", context=context, text=word, session=SESSION | settings)
    await client.say("end", context=context)


async def undisturbed(home: House) -> bytes:
    """What is heard of it when nothing happens."""
    async with home.call("?codec=pcm_s16le") as client:
        await write(client, "a")
        await client.until("context.done")
        return client.pcm()


def assert_alike(heard: bytes, expected: bytes) -> None:
    """But for where a float was rounded another way: frames are made heard one by one, or four."""
    assert len(heard) == len(expected) > 24000 * 2
    one, other = (np.frombuffer(each, "<i2").astype(int) for each in (heard, expected))
    assert np.abs(one - other).max() <= 4


def test_nothing_is_lost_with_a_worker(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is killed, stopped or told to leave while several frames are one chunk."""
    sizes: list[int] = []
    hear = Utterance.hear

    def noted(self: Utterance, event: Event) -> None:
        if isinstance(event, Chunk):
            sizes.append(len(event.pcm) // FRAME_BYTES)
        hear(self, event)

    monkeypatch.setattr(Utterance, "hear", noted)

    async def lose(home: House, how: signal.Signals, frames: int) -> bytes:
        async with home.call("?codec=pcm_s16le") as client:
            await write(client, "a")
            for _ in range(frames):
                await client.frame()
            pid = home.app.supervisor.pid
            assert pid is not None
            os.kill(pid, how)
            await until(lambda: home.app.supervisor.pid != pid)
            await client.until("context.done")
            assert client.messages("error") == []
            spans = [(frame.pts, len(frame.payload) // 2) for frame in client.frames]
            assert all(pts + size == after for (pts, size), (after, _) in pairwise(spans))
            return client.pcm()

    async def scenario() -> None:
        async with house("qwen", model=str(model), engine_options=OPTIONS) as home:
            expected = await undisturbed(home)
            assert {1, 2, 4} <= set(sizes)
            for how, frames in (
                (signal.SIGKILL, 40),
                (signal.SIGSTOP, 20),
                (signal.SIGTERM, 30),
            ):
                assert_alike(await lose(home, how, frames), expected)
            assert home.app.supervisor.restarts == 2

    run(scenario())


def test_a_barge_in_at_any_moment(model: Path) -> None:
    """Before the first sample, between two chunks: what is said next is whole, the slots free."""

    async def interrupt(client: Call, moment: int) -> None:
        context, by_cancel = f"c{moment}", moment % 2
        await write(client, context)
        await client.until("context.started", context=context)
        for _ in range(moment):
            await client.frame()
        if by_cancel:
            await client.say("cancel", context=context, played_ms=20 * moment)
        else:
            await write(client, f"{context}n", on_new_context="interrupt")
        report = await client.until("context.cancelled", context=context)
        assert report["text_spoken"] + report["text_remaining"] == "".join(WORDS)
        assert report["played_ms"] <= report["sent_ms"]
        if not by_cancel:
            handle = (await client.until("context.started", context=f"{context}n"))["handle"]
            await client.until("context.done", context=f"{context}n")
            heard.append(client.pcm(handle))

    heard: list[bytes] = []

    async def scenario() -> bytes:
        async with house("qwen", model=str(model), engine_options=OPTIONS) as home:
            async with home.call("?codec=pcm_s16le") as client:
                for moment in (0, 1, 2, 3, 6, 14):
                    await interrupt(client, moment)
                assert client.messages("error") == []
            load = home.app.supervisor
            await until(lambda: load.load and not load.load.open)
            await until(lambda: load.load and not load.load.figures["slots_taken"])
            return await undisturbed(home)

    expected = run(scenario())
    assert len(heard) == 4
    for each in heard:
        assert_alike(each, expected)


def test_its_worker_leaves_and_a_drain_waits(model: Path) -> None:
    """What was launched for nobody keeps no worker; what is on its way to a listener is told."""

    async def scenario() -> tuple[bytes, Call]:
        settings: dict[str, Any] = {"engine_options": OPTIONS, "idle_timeout": 1.0}
        async with house("qwen", model=str(model), **settings) as home:
            body = {"input": TEXT, "response_format": "pcm"}
            shot = await asyncio.to_thread(post, f"{home.http}/v1/audio/speech", body)
            await until(lambda: home.app.supervisor.state == "stopped")
            async with home.call("?codec=pcm_s16le") as client:
                await write(client, "a")
                await client.frame()
                draining = asyncio.create_task(home.app.drain())
                await client.until("closing")
                await client.until("context.done")
                await draining
                assert home.app.supervisor.restarts == 0
                return shot, client

    shot, client = run(scenario())
    assert len(shot) > 24000 * 2
    assert len(client.pcm()) > 24000 * 2
    assert client.messages("error") == client.messages("context.cancelled") == []


def post(url: str, body: dict[str, Any]) -> bytes:
    """The whole answer of the HTTP port; runs in a thread."""
    request = Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urlopen(request, timeout=120) as answer:
        found: bytes = answer.read()
        return found
