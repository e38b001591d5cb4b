"""How fast audio leaves, and how a listener who has enough stops the engine."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import pytest

from rtts.engines.base import Chunk, Job, Word
from rtts.protocol.frames import Frame
from rtts.protocol.messages import Error
from tests.pipeline.test_pipeline import feed, make
from tests.support.aio import run, until
from tests.support.house import Call, House, house
from tests.support.pipes import RATE, Recorder, SlowSpeaker, SlowUtterance
from tests.support.virtual import VirtualLoop, pass_time, run_virtual

T = TypeVar("T")

_LATE_S = 0.007
SENTENCE = "A sentence of some length. "


def run_late(coroutine: Coroutine[Any, Any, T]) -> T:
    """In virtual time, on a loop that is so busy that every timer rings 7 ms late."""

    def loop() -> VirtualLoop:
        made = VirtualLoop()
        selector: Any = vars(made)["_selector"]
        select = selector.select
        selector.select = lambda timeout=None: select(timeout and timeout + _LATE_S)
        return made

    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(coroutine)


async def minute(pacing: dict[str, Any], **patch: Any) -> list[float]:
    """The moments at which the 3,000 packets of a minute leave; the engine is 20 times as fast."""
    speaker = SlowSpeaker(delay=0.05, chunks=10, chunk_ms=1000)
    pipeline, recorder = make(speaker, patch={"pacing": pacing, **patch})
    feed(pipeline, *["word"] * 6)
    await pipeline.run()
    return [at for at, _ in recorder.frames_at]


def aheads(times: list[float]) -> list[float]:
    """Seconds of audio that lie ahead of the listener behind each packet of 20 ms."""
    return [(number + 1) * 0.02 - (at - times[0]) for number, at in enumerate(times)]


PACINGS = [
    ({"mode": "burst"}, 5.0),
    ({"mode": "lead", "lead_ms": 500}, 0.5),
    ({"mode": "realtime"}, 0.3),
]


@pytest.mark.parametrize(("pacing", "most_s"), PACINGS)
def test_a_minute_leaves_without_drift_on_a_loop_that_is_always_late(
    pacing: dict[str, Any], most_s: float
) -> None:
    """The listener has never more ahead than it may, never nothing, and as much at the end."""
    times = run_late(minute(pacing, max_ahead_ms=5000))
    assert len(times) == 3000
    ahead = aheads(times)
    assert max(ahead) <= most_s + 0.001
    assert min(ahead[15:]) > 0, "nobody runs dry"
    late_s = 0.12 if pacing["mode"] != "realtime" else 0.03
    assert ahead[-1] == pytest.approx(most_s, abs=late_s), "the last minute's packet is in time"


def test_realtime_sends_single_packets_at_equal_distances() -> None:
    """A bridge that does not buffer gets one packet every 20 ms, give or take the loop."""
    times = run_late(minute({"mode": "realtime"}))[15:]
    steps = [after - before for before, after in pairwise(times)]
    assert sum(steps) == pytest.approx(len(steps) * 0.02, abs=_LATE_S + 0.001)
    assert sum(step == 0 for step in steps) <= len(steps) // 2, "two at once after a late timer"


# An engine that falls silent.


@dataclass
class FitfulSpeaker(SlowSpeaker):
    """Makes one chunk of `chunk_ms` after each of `pauses` seconds, with a word in it."""

    pauses: tuple[float, ...] = ()

    async def open(self, job: Job) -> SlowUtterance:
        self.jobs.append(job)
        return FitfulUtterance(self, job)


class FitfulUtterance(SlowUtterance):
    """Speaks fitfully what has a word `fitful`, everything else at once."""

    async def __aiter__(self) -> AsyncIterator[Chunk]:
        speaker = self.voice
        assert isinstance(speaker, FitfulSpeaker)
        samples = RATE * speaker.chunk_ms // 1000
        at = 0
        for number, pause in enumerate(speaker.pauses if "fitful" in self.text else (0.0,)):
            await asyncio.sleep(pause)
            end = (self.text + " ").find(" ", at)
            words = (Word(at, end, number * samples, (number + 1) * samples),)
            at = min(end + 1, len(self.text))
            yield Chunk(self.job.id, bytes(2 * samples), words)


async def fitful(*pauses: float, chunk_ms: int = 100) -> Recorder:
    """A fitful segment of an engine that has 8 s, and one that is spoken at once."""
    speaker = FitfulSpeaker(chunk_ms=chunk_ms, pauses=pauses)
    pipeline, recorder = make(speaker, speech_timeout_s=8)
    feed(pipeline, "fitful speech it is", "fine.")
    await pipeline.run()
    assert recorder.order[-1] == "ContextDone"
    return recorder


def errors_of(recorder: Recorder) -> list[Error]:
    """What the client was told that went wrong."""
    return [message for message in recorder.said if isinstance(message, Error)]


def test_an_engine_that_falls_silent_in_a_segment_loses_only_its_rest() -> None:
    """After its time: `timeout` with the words that were not spoken; the context goes on."""
    recorder = run_virtual(fitful(0, 0.5, 1e6))
    (error,) = errors_of(recorder)
    assert (error.code, error.text_remaining) == ("timeout", " it is")
    assert "fell silent" in error.message
    at, _ = recorder.frames_at[-1]
    assert at == pytest.approx(0.5 + 8.0), "the next segment follows at once"


@pytest.mark.parametrize("pause", [7.9, 4.0])
def test_an_engine_that_only_hesitates_is_not_given_up(pause: float) -> None:
    """Every chunk has the whole time."""
    recorder = run_virtual(fitful(pause, pause, pause, pause))
    assert not errors_of(recorder)


@pytest.mark.parametrize(("pause", "errors"), [(11.9, 0), (12.1, 1)])
def test_the_time_of_an_engine_begins_when_its_listener_needs_it(pause: float, errors: int) -> None:
    """With 5 s ahead an engine may serve others for 4 s; then it has its 8."""
    recorder = run_virtual(fitful(0, pause, chunk_ms=5000))
    assert len(errors_of(recorder)) == errors


def test_time_in_which_nobody_takes_chunks_is_not_the_engines() -> None:
    """A pipeline that a far-ahead listener holds up does not blame the engine for it."""

    async def scenario() -> Recorder:
        speaker = SlowSpeaker(chunks=20, chunk_ms=1000)
        pipeline, recorder = make(speaker, patch={"max_ahead_ms": 1000}, speech_timeout_s=0.2)
        feed(pipeline, "long")
        await pipeline.run()
        return recorder

    recorder = run_virtual(scenario())
    assert not errors_of(recorder)
    assert recorder.frames_at[-1][0] > 15


@dataclass
class OrphanUtterance(SlowUtterance):
    """Has no worker for so long; the one that takes it over says it all after `pause_s`."""

    orphaned_s: float = 0.0
    pause_s: float = 0.0

    def __aiter__(self) -> AsyncIterator[Chunk]:
        self._found_at = asyncio.get_running_loop().time() + self.orphaned_s
        self._spoken = asyncio.Event()
        asyncio.get_running_loop().call_at(self._found_at + self.pause_s, self._spoken.set)
        return self

    async def __anext__(self) -> Chunk:
        if self._spoken.is_set():
            raise StopAsyncIteration
        await self._spoken.wait()
        return Chunk(self.job.id, bytes(4800))

    @property
    def at_worker_s(self) -> float | None:
        """Of the second worker."""
        here_s = asyncio.get_running_loop().time() - self._found_at
        return here_s if here_s >= 0 else None


async def orphaned(orphaned_s: float, pause_s: float) -> Recorder:
    """A segment that is without a worker for a while, of an engine that has 8 s."""
    speaker = SlowSpeaker()

    async def open_orphan(job: Job) -> SlowUtterance:
        return OrphanUtterance(speaker, job, orphaned_s=orphaned_s, pause_s=pause_s)

    speaker.open = open_orphan  # type: ignore[method-assign]
    pipeline, recorder = make(speaker, speech_timeout_s=8)
    feed(pipeline, "word")
    await pipeline.run()
    return recorder


@pytest.mark.parametrize("orphaned_s", [1.0, 7.0, 7.9, 20.0])
def test_time_in_which_a_worker_is_replaced_is_not_the_engines(orphaned_s: float) -> None:
    """However long the next one loads, what it takes over is spoken: it has the whole time."""
    recorder = run_virtual(orphaned(orphaned_s, 7.8))
    assert not errors_of(recorder)
    assert recorder.frames_at[0][0] == pytest.approx(orphaned_s + 7.8)


@pytest.mark.parametrize("orphaned_s", [1.0, 7.9, 20.0])
def test_a_worker_that_took_over_has_its_time_and_no_more(orphaned_s: float) -> None:
    """What it does not speak in that is given up."""
    recorder = run_virtual(orphaned(orphaned_s, 20.0))
    (error,) = errors_of(recorder)
    assert error.code == "timeout"
    assert not recorder.frames_at


def test_the_engine_learns_at_once_that_its_listener_needs_it_sooner() -> None:
    """What was ahead was dropped: an utterance that rested for it must not rest on."""

    async def scenario() -> list[int]:
        ahead_ms = [9000.0]
        utterances: list[SlowUtterance] = []
        speaker = SlowSpeaker(delay=100.0)
        opened = speaker.open

        async def noting(job: Job) -> SlowUtterance:
            utterances.append(await opened(job))
            return utterances[0]

        speaker.open = noting  # type: ignore[method-assign]
        pipeline, _ = make(speaker)
        pipeline._speaking._ahead_ms = lambda _now: ahead_ms[0]
        feed(pipeline, "long")
        running = asyncio.create_task(pipeline.run())
        await pass_time(1.0)
        ahead_ms[0] = 0.0
        pipeline.listened()
        running.cancel()
        await asyncio.wait([running])
        return utterances[0].leads

    assert run_virtual(scenario()) == [9000, 0]


# A real engine, a real socket.


def made_ms(home: House) -> float:
    """Audio that the worker's engine has made, as it last said."""
    load = home.app._speaker.load
    return 0.0 if load is None else load.samples / 24


async def settled(home: House, client: Call) -> float:
    """Listen until the engine has made nothing for a while; ms that it made."""
    before = -1.0
    while made_ms(home) != before:
        before = made_ms(home)
        await client.listen(0.5)
    return before


def test_a_listener_who_reports_nothing_more_stops_the_engines_steps() -> None:
    """By `played` the engine makes what may be ahead and what the pipeline holds, no more."""

    async def scenario() -> tuple[float, float]:
        async with house() as home, home.call("?codec=pcm_s16le") as client:
            await client.say("session.update", session={"max_ahead_ms": 2000})
            await client.say("text", context="a", text=SENTENCE)
            await client.say("played", context="a", played_ms=0)
            for _ in range(60):
                await client.say("text", context="a", text=SENTENCE)
            stopped_at = await settled(home, client)
            await client.say("played", context="a", played_ms=2000)
            await until(lambda: made_ms(home) > stopped_at)
            again_at = await settled(home, client)
            return stopped_at, again_at

    stopped_at, again_at = run(scenario())
    segment_ms = 50 * len(SENTENCE)
    most_ms = 2000 + 2 * 1000 + 3 * segment_ms  # ahead, two channels, what is being spoken
    assert 2000 < stopped_at <= most_ms
    assert 2000 - segment_ms <= again_at - stopped_at <= 2000 + segment_ms


def test_the_clock_stops_the_engines_steps_where_the_client_reports_nothing() -> None:
    """After a second of 80 the engine has made what may be ahead, not the 80."""

    async def scenario() -> float:
        async with house() as home, home.call("?codec=pcm_s16le") as client:
            await client.say("session.update", session={"max_ahead_ms": 2000})
            for _ in range(60):
                await client.say("text", context="a", text=SENTENCE)
            await client.frame()
            await client.listen(1.0)
            return made_ms(home)

    assert 2000 <= run(scenario()) <= 1000 + 2000 + 2000 + 4 * 50 * len(SENTENCE)


@pytest.mark.parametrize("mode", ["burst", "lead", "realtime"])
def test_marks_stand_between_the_frames_where_their_text_ends(mode: str) -> None:
    """However it is paced, `audio_ms` of a mark is what was sent before it, segment by segment."""

    async def scenario() -> Call:
        async with house() as home, home.call("?codec=pcm_s16le") as client:
            await client.say("session.update", session={"pacing": {"mode": mode, "lead_ms": 200}})
            for number in range(4):
                await client.say("text", context="a", text="Go on. ")
                await client.say("flush", context="a")
                await client.say("mark", context="a", name=f"m{number}")
            await client.say("end", context="a")
            await client.until("context.done")
            return client

    client = run(scenario())
    sent_ms, segment, order = 0.0, -1, list[tuple[str, int]]()
    for item in client.received:
        if isinstance(item, Frame):
            sent_ms += item.samples / 24
            segment = item.segment
        elif item["type"] == "mark":
            assert item["audio_ms"] == round(sent_ms)
            order.append((item["name"], segment))
    assert order == [(f"m{number}", number) for number in range(4)]
