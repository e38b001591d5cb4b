"""Clients and lines that fail in every way, and a server that does not care."""

import asyncio
import contextlib
import json
import os
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from bench.load import Part, serving
from rtts.measure.house import House as Served
from rtts.worker.utterance import Utterance
from tests.e2e.faults import Fault, FaultLine, fault_line
from tests.e2e.healthy import (
    EXPECTED,
    QUERY,
    RATE_48K,
    STORY,
    TEXT,
    assert_healthy,
    faultless_log,
    server_of,
)
from tests.support.aio import run, until
from tests.support.house import Call, house


@contextlib.asynccontextmanager
async def caller(url: str) -> AsyncIterator[Call]:
    """A client at the end of a line, which is cut when the block is left."""
    async with connect(f"{url}{QUERY}", compression=None, close_timeout=1) as sock:
        call = Call(sock)
        await call.until("ready")
        try:
            yield call
        finally:
            sock.transport.abort()


# Every fault, at every pace, with and without a cancel.

LINES: dict[str, Fault] = {
    "late": Fault(latency_s=0.05),
    "slow": Fault(bytes_per_s=300_000),
    "sliced": Fault(slice_bytes=61),
    "late, slow and sliced": Fault(0.02, 300_000, 61),
}


async def stall(line: FaultLine) -> None:
    """Nothing passes for a while, then everything."""
    line.hold()
    await asyncio.sleep(0.15)
    line.release()


PASSING: dict[str, Callable[[FaultLine], Any]] = {"stall": stall}
DEADLY: dict[str, Callable[[FaultLine], None]] = {
    "swallow": FaultLine.swallow,
    "reset": FaultLine.reset,
    "half-close": FaultLine.half_close,
    "stop reading": FaultLine.hold,
}
PACES = ["burst", "lead", "realtime"]


def hurry(patch: pytest.MonkeyPatch, ping_s: float = 0.2) -> None:
    """Have pings and goodbyes waited for no longer than a test may last."""
    patch.setattr("rtts.server.server._PING_S", ping_s)
    patch.setattr("rtts.server.server.CLOSE_TIMEOUT_S", 0.2)
    patch.setattr("rtts.server.websocket.CLOSE_TIMEOUT_S", 0.2)


async def begin(client: Call, mode: str) -> None:
    """A turn of 0.6 s, up to its first frame."""
    pacing = {"mode": mode, "lead_ms": 200}
    await client.say("session.update", session={"pacing": pacing})
    await client.say("text", context="a", text=TEXT)
    await client.say("end", context="a")
    await client.frame()


async def finish(client: Call, *, cancel: bool) -> None:
    """The end of the turn: all of it once, or a true report."""
    if not cancel:
        await client.until("context.done")
        assert client.pcm()[: len(EXPECTED)] == EXPECTED
        assert len(client.pcm()) - len(EXPECTED) <= 2 * 960, "the filling of one packet"
        assert [f.sequence for f in client.frames] == list(range(len(client.frames)))
        return
    await client.say("cancel", context="a")
    await client.say("ping", t=1)
    await client.until("pong")
    reports = client.messages("context.cancelled")
    for report in reports:  # none if all of it was heard before the cancel came
        assert report["text_spoken"] + report["text_remaining"] == TEXT
        assert report["played_ms"] <= report["sent_ms"]
        later = client.received[client.received.index(report) + 1 :]
        assert all(isinstance(item, dict) for item in later)
    assert EXPECTED.startswith(client.pcm()[: len(EXPECTED)])


ENDS = ["spoken", "cancelled"]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("mode", PACES)
@pytest.mark.parametrize("fault", [*LINES, *PASSING])
def test_a_bad_line_loses_no_sample_and_says_none_twice(fault: str, mode: str, end: str) -> None:
    """As long as it carries everything in the end."""

    async def scenario() -> None:
        async with house(engine_options=RATE_48K) as home:
            async with (
                fault_line(home.url, LINES.get(fault, Fault())) as (line, url),
                caller(url) as client,
            ):
                await begin(client, mode)
                if fault in PASSING:
                    await PASSING[fault](line)
                await finish(client, cancel=end == "cancelled")
            await assert_healthy(home)

    with faultless_log():
        run(scenario())


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("mode", PACES)
@pytest.mark.parametrize("fault", DEADLY)
def test_a_line_that_dies_frees_the_session_and_its_utterances(
    fault: str, mode: str, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it dies, and whether or not anybody said goodbye."""
    hurry(monkeypatch)

    async def scenario() -> None:
        async with house(engine_options=RATE_48K, send_timeout_s=0.2) as home:
            async with (
                fault_line(home.url) as (line, url),
                caller(url) as client,
            ):
                await begin(client, mode)
                DEADLY[fault](line)
                with contextlib.suppress(ConnectionClosed):
                    if end == "cancelled":
                        await client.say("cancel", context="a")
                    await client.say("text", context="b", text=STORY * 20)
                await until(lambda: not home.app.server.sessions)
            await assert_healthy(home)

    with faultless_log():
        run(scenario())


# Slow and dead clients.


@pytest.mark.parametrize("bytes_per_s", [0, 1])
def test_a_client_that_reads_nothing_or_next_to_nothing_is_told_off_and_dropped(
    bytes_per_s: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its contexts end as `slow_consumer`; a byte a second is no progress a kernel tells of."""
    hurry(monkeypatch, ping_s=20)

    async def scenario() -> None:
        async with house(engine_options=RATE_48K, send_timeout_s=0.4) as home:
            async with (
                fault_line(home.url) as (line, url),
                caller(url) as client,
            ):
                await client.say("text", context="a", text=STORY * 20)
                await client.say("text", context="b", text=STORY * 20)
                await client.until("segment")
                line.fault = Fault(bytes_per_s=bytes_per_s)
                client.socket.transport.pause_reading()
                await until(lambda: not home.app.server.sessions)
            await assert_healthy(home)

    with faultless_log() as told:
        run(scenario())
    outcomes = [line["outcome"] for line in told if line["event"] == "context_ended"]
    assert outcomes.count("slow_consumer") == 2


def test_a_slow_reader_that_goes_on_reading_is_served_to_the_end() -> None:
    """Slower than its audio is no reason to be dropped: only no progress is."""

    async def scenario() -> None:
        async with house(engine_options=RATE_48K, send_timeout_s=0.4) as home:
            async with (
                fault_line(home.url, Fault(bytes_per_s=60_000)) as (_, url),
                caller(url) as client,
            ):
                await begin(client, "burst")
                await finish(client, cancel=False)

    run(scenario())


def test_a_client_that_vanishes_while_nothing_is_said_is_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its pings are not answered: nobody else would notice a line that is silently dead."""
    hurry(monkeypatch)

    async def scenario() -> None:
        async with house() as home, fault_line(home.url) as (line, url), caller(url):
            line.swallow()
            await until(lambda: not home.app.server.sessions)

    run(scenario())


def test_the_kernel_gives_up_a_peer_that_does_not_answer() -> None:
    """Where the platform can: 15 s after what was sent is not acknowledged."""

    async def scenario() -> int:
        async with house() as home, home.call():
            (client,) = server_of(home)._sockets
            raw = client.transport.get_extra_info("socket")
            timeout_ms: int = raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
            return timeout_ms

    assert run(scenario()) == 15_000


def test_of_a_client_that_does_not_read_few_seconds_of_audio_are_kept() -> None:
    """A second before the encoder, one behind it, and the segment that is being spoken."""

    async def scenario() -> tuple[float, float]:
        async with house(engine_options=RATE_48K) as home, home.call(QUERY) as client:
            client.socket.transport.pause_reading()
            for _ in range(5):
                await client.say("text", text=STORY * 60)
            (connection,) = server_of(home)._connections
            await until(lambda: connection._running)
            ((pipeline, _),) = connection._running.values()
            (line,) = server_of(home)._sockets
            # Full for good, and not for as long as the kernel still takes more.
            await until(lambda: line.congested and pipeline._sounds.full and pipeline._packets.full)
            held_ms = pipeline._sounds._held + pipeline._packets._held
            assert pipeline._speaking._running is not None
            utterance = pipeline._speaking._running._utterance
            assert isinstance(utterance, Utterance)
            await until(lambda: utterance._over)  # it is made to its end
            waiting_ms = sum(len(chunk.pcm) for chunk in utterance._chunks) / 96
            client.socket.transport.abort()
            return held_ms, waiting_ms

    held_ms, waiting_ms = run(scenario())
    assert 2000 <= held_ms <= 2 * (1000 + 100), "each channel is full, and has one chunk over"
    # Nothing, where what the kernels took ends with a segment.
    assert waiting_ms <= 50 * len(STORY), "no more than one segment"


CLIENTS = 50
MOST_KB_EACH = 1500
WHOLE = json.dumps({"type": "session.update", "session": {"split": {"mode": "none"}}})
"""Segments as long as they may be: one of them is made to its end, whoever reads."""


READS_NOTHING = Part("", "tone", ("--send-timeout-s", "1.5"), first=CLIENTS)


def test_twice_fifty_clients_that_do_not_read_cost_a_bounded_memory_each() -> None:
    """With the longest segments: 1.5 MB each, and the second fifty use it again."""
    with serving(READS_NOTHING, "bench.unguarded") as home:  # however busy the machine is
        grown_kb = run(crowds(home))
    assert 0 < grown_kb <= CLIENTS * MOST_KB_EACH


async def crowds(home: Served) -> int:
    """By how many KB a server grows at most with clients that come, send and do not read."""
    pid, url = home.process.pid, f"{home.url}?codec=pcm_s16le"
    async with connect(url, compression=None) as sock:
        for number in range(5):
            await Call(sock).speak(STORY, context=f"warm{number}")
    before = most = rss_kb(pid)
    for _ in range(2):
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(CLIENTS):
                line = connect(url, compression=None, close_timeout=0)
                sock = await stack.enter_async_context(line)
                sock.transport.pause_reading()
                await sock.send(WHOLE)
                for _ in range(5):
                    await sock.send(json.dumps({"type": "text", "text": STORY * 66}))
            most = max(most, await peak_kb(pid, seconds=1.5))
    return most - before


async def peak_kb(pid: int, seconds: float) -> int:
    """The most resident memory that a process has within a time."""
    most = rss_kb(pid)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while True:
                await asyncio.sleep(0.05)
                most = max(most, rss_kb(pid))
    return most


def rss_kb(pid: int) -> int:
    """Resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024
