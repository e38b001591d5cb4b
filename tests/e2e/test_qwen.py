"""The engine `qwen` through the whole house: a tiny checkpoint, real processes, real sockets."""

import asyncio
import contextlib
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import numpy as np
import pytest
from websockets.asyncio.client import connect

from tests.support.aio import run, until
from tests.support.house import Call, House, house

pytestmark = pytest.mark.unmeasured

if importlib.util.find_spec("qwen_tts") is None:
    # tests/engines/qwen/conftest.py says at the end of the run that the engine was not tested.
    pytest.skip("Qwen3-TTS is not installed", allow_module_level=True)

TEXT = "Nobody asked who had been there, and it was never told to them."
WORDS = [word + " " for word in TEXT.split()]
OPTIONS = {"device": "cpu", "threads": "1", "slots": "4", "warm_up": "false"}
GREEDY = {
    "temperature": 0,
    "language": "en",
    "max_ahead_ms": 30_000,
    # However long a worker takes to start, the sentence is not cut for that.
    "split": {"max_delay_ms": 0},
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny checkpoint."""
    from tests.engines.qwen.tiny import build_tiny

    return build_tiny(tmp_path_factory.mktemp("model"), "custom_voice", "1b7")


def qwen(model: Path, **settings: Any) -> contextlib.AbstractAsyncContextManager[House]:
    """A house that speaks with it."""
    return house("qwen", model=str(model), engine_options=OPTIONS, **settings)


async def send(client: Call, *words: str) -> None:
    """The words as tokens, one message each."""
    for word in words:
        await client.say("text", context="a", text=word, session=GREEDY)


async def speak(client: Call) -> bytes:
    """All of the text, undisturbed."""
    await send(client, *WORDS)
    await client.say("end", context="a")
    await client.until("context.done")
    return client.pcm()


@pytest.fixture(scope="module")
def expected(model: Path) -> bytes:
    """What is heard of the text when nothing happens, written at once."""

    async def scenario() -> bytes:
        async with qwen(model) as home, home.call("?codec=pcm_s16le") as client:
            return await speak(client)

    return run(scenario())


def assert_alike(heard: bytes, expected: bytes) -> None:
    """Sample by sample, but for where a float was rounded another way."""
    assert len(heard) == len(expected) > 24000 * 2
    one, other = (np.frombuffer(each, "<i2").astype(int) for each in (heard, expected))
    assert np.abs(one - other).max() <= 1


def test_first_audio_comes_before_the_sentence_is_written(model: Path, expected: bytes) -> None:
    """The rest is not even sent yet; and what is heard is what would have been heard."""

    async def scenario() -> Call:
        async with qwen(model) as home, home.call("?codec=pcm_s16le") as client:
            await send(client, *WORDS[:4])
            await client.frame()
            await send(client, *WORDS[4:])
            await client.say("end", context="a")
            await client.until("context.done")
            return client

    client = run(scenario())
    assert_alike(client.pcm(), expected)
    assert client.messages("error") == []
    (begun,) = client.messages("segment")
    assert (begun["text"], begun["end"]) == (None, None)
    (done,) = client.messages("segment.done")
    assert done["text"].strip() == TEXT


@pytest.mark.parametrize("written", ["wholly", "in part"])
def test_a_worker_dies_in_mid_speech(model: Path, expected: bytes, written: str) -> None:
    """The next one goes on behind the last sample that was made, as if nothing had happened."""

    async def scenario() -> tuple[Call, int]:
        async with qwen(model) as home, home.call("?codec=pcm_s16le") as client:
            sent = len(WORDS) if written == "wholly" else 9
            await send(client, *WORDS[:sent])
            if written == "wholly":
                await client.say("end", context="a")
            await client.frame()
            await home.kill_worker()
            so_far = len(client.frames)
            await send(client, *WORDS[sent:])
            if written == "in part":
                await client.say("end", context="a")
            await client.until("context.done")
            assert so_far < len(client.frames) / 2, "it was killed in mid-speech"
            return client, home.app.supervisor.restarts

    client, restarts = run(scenario())
    assert_alike(client.pcm(), expected)
    assert (client.messages("error"), restarts) == ([], 1)
    spans = [(frame.pts, len(frame.payload) // 2) for frame in client.frames]
    assert all(pts + samples == after for (pts, samples), (after, _) in pairwise(spans))


def test_a_barge_in_is_answered_with_an_estimate(model: Path) -> None:
    """What was heard and what remains are all that was sent, cut where the guess says."""

    async def scenario() -> tuple[Call, dict[str, Any], House]:
        async with qwen(model) as home, home.call("?codec=pcm_s16le") as client:
            await send(client, *WORDS)
            for _ in range(100):
                await client.frame()
            await client.say("cancel", context="a", played_ms=1800)
            report = await client.until("context.cancelled")
            await until(lambda: home.app.supervisor.load and not home.app.supervisor.load.open)
            return client, report, home

    client, report, home = run(scenario())
    assert report["precision"] == "estimate"
    assert report["text_spoken"] + report["text_remaining"] == "".join(WORDS)
    assert 5 < len(report["text_spoken"]) < len(TEXT) - 5
    assert client.messages("error") == []
    assert home.app.engine_figures() == {}, "the worker is gone with the house"


def test_its_figures_are_on_the_page_once(model: Path) -> None:
    """However many processes serve, since the worker is one; and its memory is in /ready."""

    async def scenario() -> tuple[list[str], dict[str, Any]]:
        async with qwen(model, processes=2, preload=True) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await speak(client)
                load = home.app.supervisor
                await until(lambda: load.load and load.load.figures.get("frames_total"))
                await until(lambda: load.load and not load.load.figures["slots_taken"])
                page = await asyncio.to_thread(fetch, f"{home.http}/metrics")
                ready = await asyncio.to_thread(fetch, f"{home.http}/ready")
                return page.splitlines(), json.loads(ready)

    lines, ready = run(scenario())
    samples = [line.split() for line in lines if line.startswith("rtts_")]
    found = {name: float(each) for name, each in samples if name.startswith("rtts_engine_")}
    assert len([name for name, _ in samples if name == "rtts_engine_slots_taken"]) == 1
    assert found["rtts_engine_slots_usable"] == 4
    assert found["rtts_engine_slots_taken"] == 0
    assert found["rtts_engine_frames_total"] > 20
    assert found["rtts_engine_prefix_misses_total"] == 1
    assert ready["status"] == "ready"
    assert ready["engine_memory_bytes"] == found["rtts_engine_memory_bytes"] > 1e8
    assert dict(samples)["rtts_queue_depth"] == "0.0"


def test_an_idle_worker_gives_everything_back(model: Path, expected: bytes) -> None:
    """Its process ends, and with it all its memory; the next session starts another."""

    async def scenario() -> tuple[int, bytes, int]:
        async with qwen(model, idle_timeout=0.5) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await send(client, WORDS[0])
                await client.say("end", context="a")
                await client.frame()
                pid = home.app.supervisor.pid
                assert pid is not None
                await until(lambda: home.app.supervisor.state == "stopped")
                assert home.app.engine_figures() == {}
            async with home.call("?codec=pcm_s16le") as client:
                return pid, await speak(client), home.app.supervisor.restarts

    pid, heard, restarts = run(scenario())
    assert not Path(f"/proc/{pid}").exists()
    assert_alike(heard, expected)
    assert restarts == 0


@contextlib.contextmanager
def serving(*flags: str) -> Iterator[tuple[str, str]]:
    """`rtts serve` as an operator starts it, and both its addresses as it prints them."""
    command = [sys.executable, "-m", "rtts", "serve", "--port", "0", "--http-port", "0", *flags]
    environment = os.environ | {"HF_HUB_OFFLINE": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as it:
        assert it.stdout is not None
        found = re.findall(r"\w+://\S+", "".join(it.stdout.readline() for _ in range(3)))
        try:
            yield found[0], found[1]
        finally:
            it.terminate()
            it.wait(20)


def test_as_an_operator_starts_it(model: Path) -> None:
    """`rtts serve --engine qwen --model FOLDER` speaks tokens, and tells its voices."""
    flags = [each for name in OPTIONS.items() for each in ("--engine-option", "=".join(name))]
    with serving("--engine", "qwen", "--model", str(model), *flags) as (websocket, http):

        async def scenario() -> Call:
            async with connect(f"{websocket}?codec=pcm_s16le", compression=None) as socket:
                client = Call(socket)
                await client.until("ready")
                await speak(client)
                return client

        client = run(scenario())
        voices = json.loads(fetch(f"{http}/v1/voices"))
        page, ready = fetch(f"{http}/metrics"), json.loads(fetch(f"{http}/ready"))
    assert len(client.pcm()) > 24000 * 2
    assert client.messages("error") == []
    assert "\nrtts_engine_slots_usable 4.0\n" in page
    assert ready["engine_memory_bytes"] > 1e8
    assert voices["engine"] == "qwen"
    assert {"ryan", "vivian"} <= {voice["id"] for voice in voices["voices"]}


def fetch(url: str) -> str:
    """The whole answer of the HTTP port; runs in a thread."""
    with urlopen(url, timeout=120) as answer:
        body: bytes = answer.read()
        return body.decode()
