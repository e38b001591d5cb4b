"""The benchmark measures what it says, on a real server."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from urllib.request import urlopen

import pytest
from websockets.asyncio.client import ClientConnection, connect

from rtts.commands.bench import BenchOptions, Report, bench, more_sessions, render, to_json
from rtts.measure.first_audio import measure_first_audio
from rtts.measure.house import House, serving
from rtts.measure.load import Listener, measure_load
from rtts.measure.turns import SENTENCES
from rtts.protocol.frames import Frame, pack_frame
from tests.support.aio import run


def test_a_small_run_fills_every_part_of_the_report() -> None:
    """Engine, first audio, load and memory; as a table and as JSON."""
    options = BenchOptions(engine="tone", turns=3, sessions=2, seconds=0.1, idle_sessions=20)
    report = run(bench(options))
    assert report.engine["first_chunk_p50_ms"] > 0
    assert report.first_audio["first_audio_p50_ms"] > report.first_audio["server_share_p50_ms"]
    assert report.load[0]["audio_s"] > 1
    assert 10 < report.memory["waiting_mb"] < report.memory["before_speech_mb"]
    assert report.memory["before_speech_mb"] < report.memory["after_unload_mb"] < 500
    assert "server_share_p99_ms" in render(report)
    assert json.loads(to_json(report))["load"][0]["sessions"] == 2


def test_the_limit_is_sought_with_more_sessions_each_time() -> None:
    """A quarter more, and from few, of which a quarter is none, one more."""
    tried = [1]
    while tried[-1] < 12:
        tried.append(more_sessions(tried[-1]))
    assert tried == [1, 2, 3, 4, 5, 6, 7, 8, 10, 12]


@pytest.fixture(scope="module")
def narrow() -> Iterator[House]:
    """A server with three places, whose engine makes audio for one listener."""
    engine = ("slots=1", "chunk_ms=100", "step_ms=100")
    options = [word for each in engine for word in ("--engine-option", each)]
    with serving("tone", "--preload", "--max-sessions", "3", *options) as house:
        yield house


@asynccontextmanager
async def listener(house: House) -> AsyncIterator[None]:
    """Somebody who listens for as long as this lasts; the engine has no time for another."""
    long = {"type": "text", "context": "long", "text": " ".join(SENTENCES * 10)}
    async with connect(house.url) as one, connect(house.url) as other:
        await one.send(json.dumps(long))
        turn = 0
        while not await is_refused(other, f"t{turn}"):
            turn += 1
        yield


async def is_refused(client: ClientConnection, name: str) -> bool:
    """Whether a turn is refused. Else it is spoken to its end.

    One that is taken back would be counted as if it were still to come, and the next refused for
    that: not for what the engine was found to be able to.
    """
    await client.send(json.dumps({"type": "text", "context": name, "text": "Me too. "}))
    await client.send(json.dumps({"type": "end", "context": name}))
    async for message in client:
        told = json.loads(message) if isinstance(message, str) else {}
        if told.get("context") == name and told["type"] in ("error", "context.done"):
            return bool(told["type"] == "error")
    raise AssertionError("The server hung up.")


def test_turns_that_are_refused_are_counted(narrow: House) -> None:
    """While another listens, one is told to come again until the time is over."""

    async def scenario() -> dict[str, float]:
        async with listener(narrow):
            return await measure_load(narrow, 1, 1.5)

    figures = run(scenario())
    assert (figures["audio_s"], figures["sessions"]) == (0.0, 1)
    assert figures["refused"] >= 1


def test_a_turn_that_is_refused_is_said_again(narrow: House) -> None:
    """When it may be; only the turn that is spoken is measured."""

    def refused() -> float:
        with urlopen(f"{narrow.http}/metrics", timeout=120) as answer:
            found = re.search(rb'rtts_errors_total{code="overloaded"} (.*)', answer.read())
        return float(found[1]) if found else 0.0

    async def scenario() -> dict[str, float]:
        async with listener(narrow):
            before = await asyncio.to_thread(refused)
            measured = asyncio.create_task(measure_first_audio(narrow, 1, [1.0]))
            while await asyncio.to_thread(refused) == before:
                assert not measured.done()
        return await measured

    figures = run(scenario())
    assert figures["first_audio_p50_ms"] > 0


def test_sessions_that_are_refused_are_counted(narrow: House) -> None:
    """While all places are taken, nobody is heard, and nothing is divided by that."""

    async def scenario() -> dict[str, float]:
        async with connect(narrow.url), connect(narrow.url), connect(narrow.url):
            return await measure_load(narrow, 1, 0.5)

    figures = run(scenario())
    assert (figures["audio_s"], figures["refused"]) == (0.0, 1)
    assert "refused" in render(Report(load=[figures]))


def test_first_audio_that_will_not_come_is_not_waited_for() -> None:
    """The server's reason ends the measurement."""
    with serving("tone", "--engine-option", "fail_on=The") as house:
        with pytest.raises(RuntimeError, match="synthesis_failed"):
            run(measure_first_audio(house, 1, [1.0]))


def test_a_listener_counts_each_time_it_runs_dry() -> None:
    """Audio that comes in time is no underrun, a frame that comes too late is one."""
    frame = pack_frame(Frame(1, 0, 0, 0, 960, b""))
    now = 10.0
    listener = Listener(clock=lambda: now)
    listener.ask()
    now = 10.2
    listener.hear(frame)
    listener.hear(frame)
    now = 10.23
    listener.hear(frame)
    assert (listener.underruns, listener.firsts) == (0, [200.0])
    now = 11.0
    listener.hear(frame)
    assert listener.underruns == 1
