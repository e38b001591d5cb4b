"""Speech through real workers, some of which are killed on the way."""

import asyncio
import os
import signal
import socket
from pathlib import Path

import pytest
import uvloop

from rtts.engines.tone import render
from rtts.errors import SynthesisFailed, WorkerUnavailable
from rtts.worker.client import WorkerClient
from rtts.worker.utterance import Utterance
from rtts.worker.wire import Lead
from tests.support.aio import run, until
from tests.worker.support import JOB, at_work, begin, collect, samples, say, take


async def speak_and_compare() -> None:
    """Have a text spoken, and see that nothing of it is lost or changed."""
    text = "Hello there, world."
    async with at_work(chunk_ms=20) as (_, client, _):
        chunks = await collect(await begin(client, text))
    pcm, words = render(text)
    assert samples(chunks) == pcm
    assert tuple(word for chunk in chunks for word in chunk.words) == words


def test_speech_is_what_the_engine_gave() -> None:
    """Samples and words come through the worker as the engine made them."""
    run(speak_and_compare())


def test_speech_on_uvloop() -> None:
    """The server's own event loop makes no difference."""
    uvloop.run(asyncio.wait_for(speak_and_compare(), 300))


def test_fifty_first_utterances_start_one_worker() -> None:
    """Whoever comes while a worker starts waits for that one."""

    async def main() -> None:
        async with at_work() as (_, client, events):
            texts = [f"caller {number}" for number in range(50)]
            spoken = await asyncio.gather(*(say(client, text) for text in texts))
            assert spoken == [render(text)[0] for text in texts]
            assert events.count("worker_starting") == 1

    run(main())


def test_two_servers_may_use_the_same_ids() -> None:
    """Each gets the speech of its own utterance."""

    async def main() -> None:
        async with at_work(slots=1, chunk_ms=20) as (supervisor, client, _):
            other = WorkerClient(supervisor.connect)
            mine, theirs = await begin(client, "mine"), await begin(other, "theirs")
            assert mine.id == theirs.id
            assert samples(await collect(theirs)) == render("theirs")[0]
            assert samples(await collect(mine)) == render("mine")[0]
            await other.close()

    run(main())


def test_a_killed_worker_is_not_heard() -> None:
    """An utterance that is being written goes on at the next worker, sample by sample."""

    async def main() -> None:
        async with at_work(grows=True, chunk_ms=20) as (supervisor, client, events):
            utterance = await client.open(JOB)
            utterance.feed("Before the death, ")
            spoken = await take(utterance, len(render("Before the death,")[0]))
            os.kill(supervisor.pid or 0, signal.SIGKILL)
            utterance.feed("and after it.")
            utterance.finish()
            spoken += await collect(utterance)
            pcm, words = render("Before the death, and after it.")
            assert samples(spoken) == pcm
            assert tuple(word for chunk in spoken for word in chunk.words) == words
            assert (supervisor.restarts, events.count("worker_died")) == (1, 1)

    run(main())


def test_a_death_in_speech_is_not_heard(tmp_path: Path) -> None:
    """All who speak at a crash go on after it, the one who caused it too."""

    async def main() -> None:
        crashes = tmp_path / "crashes"
        async with at_work(crash_on="#", crash_times=1, crash_file=crashes) as (_, client, events):
            texts = ["a crash # in here", "a bystander who has far more to say than that"]
            spoken = await asyncio.gather(*(say(client, text) for text in texts))
            assert spoken == [render(text)[0] for text in texts]
            assert events.count("worker_died") == 1

    run(main())


def test_how_long_a_worker_has_it_begins_anew_at_the_next() -> None:
    """And is of no length in between: nobody can be late with what nobody has."""

    async def main() -> None:
        async with at_work(grows=True) as (supervisor, client, events):
            now = asyncio.get_running_loop().time
            began = now()
            utterance = await client.open(JOB)
            assert utterance.at_worker_s is not None
            assert 0 <= utterance.at_worker_s <= now() - began
            await until(lambda: client.load is not None)
            died = now()
            os.kill(supervisor.pid or 0, signal.SIGKILL)
            await until(lambda: utterance.at_worker_s is None)
            await events.seen("worker_up", 2)
            await until(lambda: client.load is not None)
            assert utterance.at_worker_s is not None
            assert utterance.at_worker_s <= now() - died

    run(main())


@pytest.mark.parametrize("text", ["spoken", "a failure # in here"])
def test_of_a_cancelled_utterance_nothing_is_heard_that_waits(text: str) -> None:
    """Neither the chunks that nobody took yet, nor what went wrong behind them."""

    async def main() -> None:
        async with at_work(fail_on="#") as (_, client, _):
            utterance = await begin(client, text)
            await until(lambda: utterance.over)
            utterance.cancel()
            assert [chunk async for chunk in utterance] == []
            assert await say(client, "next") == render("next")[0]

    run(main())


def test_a_second_death_ends_the_utterance(tmp_path: Path) -> None:
    """It may be what kills the workers, and is given up; the next one is spoken."""

    async def main() -> None:
        crashes = tmp_path / "crashes"
        async with at_work(crash_on="#", crash_times=2, crash_file=crashes) as (_, client, events):
            with pytest.raises(SynthesisFailed, match="Two workers died"):
                await say(client, "deadly # text")
            assert await say(client, "next") == render("next")[0]
            assert events.count("worker_died") == 2

    run(main())


def test_a_worker_that_leaves_has_not_died() -> None:
    """An utterance outlives any number of workers that end in good order."""

    async def main() -> None:
        async with at_work(grows=True) as (supervisor, client, events):
            utterance = await client.open(JOB)
            spoken, text = await take(utterance, 0), ""
            for times, part in enumerate(["one ", "two ", "three "], start=1):
                text += part
                utterance.feed(part)
                spoken += await take(utterance, len(render(text[:-1])[0]) - len(samples(spoken)))
                os.kill(supervisor.pid or 0, signal.SIGTERM)
                await events.seen("worker_stopped", times)
            utterance.finish()
            spoken += await collect(utterance)
            assert samples(spoken) == render(text)[0]
            assert events.count("worker_died") == 0

    run(main())


def test_no_worker_in_place_of_the_dead_one() -> None:
    """What cannot go on is told so, with the reason, and does not hang."""

    async def main() -> None:
        async with at_work(pace=1) as (supervisor, _, _):
            answers = [supervisor.connect()]

            async def connect() -> socket.socket:
                if answers:
                    return await answers.pop()
                raise WorkerUnavailable("There is no more room.")

            client = WorkerClient(connect)
            utterance = await begin(client, "far too long")
            await take(utterance, 1)
            os.kill(supervisor.pid or 0, signal.SIGKILL)
            with pytest.raises(SynthesisFailed, match=r"There is no more room\."):
                await collect(utterance)
            with pytest.raises(WorkerUnavailable):
                await client.open(JOB)
            await client.close()

    run(main())


def test_failure_comes_behind_the_speech_before_it() -> None:
    """What the engine gave is heard, then its failure is told; its sentence comes along."""

    async def main() -> None:
        async with at_work(fail_on="!") as (_, client, _):
            utterance = await begin(client, "no! more")
            assert samples(await take(utterance, 1)) == render("no")[0]
            with pytest.raises(SynthesisFailed, match="told to fail"):
                await anext(utterance)

    run(main())


def test_text_that_is_no_text_fails_alone() -> None:
    """Half a character cannot be given to the worker; the utterances beside it do not mind."""

    async def main() -> None:
        async with at_work(slots=1) as (_, client, events):
            bad = await begin(client, "half a character: \ud800")
            with pytest.raises(SynthesisFailed, match="surrogate"):
                await collect(bad)
            assert await say(client, "whole") == render("whole")[0]
            assert events.count("connection_dropped") == 0

    run(main())


def test_cancel_frees_the_slot() -> None:
    """The next in the queue speaks at once, and the one cancelled has ended."""

    async def main() -> None:
        async with at_work(slots=1, pace=1) as (_, client, _):
            first = await begin(client, "minutes of speech " * 100)
            await take(first, 1)
            waiting = await begin(client, "a")
            first.cancel()
            first.cancel()
            assert [chunk async for chunk in first] == []
            assert samples(await collect(waiting)) == render("a")[0]

    run(main())


def test_cancel_wakes_the_consumer() -> None:
    """Whoever waits for the next chunk learns at once that there is none."""

    async def main() -> None:
        async with at_work() as (_, client, _):
            utterance = await client.open(JOB)
            consumer = asyncio.create_task(collect(utterance))
            utterance.cancel()
            assert await consumer == []

    run(main())


def test_lead_lets_others_go_first() -> None:
    """An utterance far ahead of its listener speaks behind a hungry one that came later."""

    async def main() -> None:
        heard: list[str] = []

        async def listen(utterance: Utterance, name: str) -> None:
            heard.extend([name async for _ in utterance])

        async with at_work(slots=1, chunk_ms=50) as (_, client, _):
            ahead, hungry = await client.open(JOB), await client.open(JOB)
            ahead.lead(5000)
            for utterance in (hungry, ahead):
                utterance.feed("text")
                utterance.finish()
            await asyncio.gather(listen(ahead, "ahead"), listen(hungry, "hungry"))
            assert heard == ["hungry"] * 4 + ["ahead"] * 4

    run(main())


def test_a_lead_counts_what_waits_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker has made it, whether or not the one who listens has taken it."""

    async def main() -> None:
        async with at_work(grows=True, chunk_ms=50) as (_, client, _):
            told: list[int] = []

            def send(_utterance: Utterance, *messages: object) -> None:
                told.extend(message.ms for message in messages if isinstance(message, Lead))

            whole = len(render("one two three")[0])
            utterance = await client.open(JOB)
            utterance.feed("one two three ")
            await until(lambda: len(samples(list(utterance._chunks))) >= whole)
            monkeypatch.setattr(client, "send", send)
            utterance.lead(300)
            await take(utterance, whole // 2)
            left_ms = len(samples(list(utterance._chunks))) / 2 / 24
            utterance.lead(300)
            await take(utterance, int(left_ms * 48))
            utterance.lead(300)
            assert told == [300 + round(whole / 2 / 24), 300 + round(left_ms), 300]
            assert left_ms > 0

    run(main())


def test_the_worker_s_load_is_known() -> None:
    """It comes with the connection and goes with it."""

    async def main() -> None:
        async with at_work() as (_, client, _):
            known = [client.load is not None]
            await say(client, "a")
            known.append(client.load is not None)
            await client.close()
            known.append(client.load is not None)
            assert known == [False, True, False]

    run(main())


def test_closed_client_opens_nothing() -> None:
    """Who waits for a worker then, or asks later, is told why there will be none."""

    async def main() -> None:
        asked = asyncio.Event()

        async def connect() -> socket.socket:
            asked.set()
            never: asyncio.Future[socket.socket] = asyncio.get_running_loop().create_future()
            return await never

        client = WorkerClient(connect)
        waiting = asyncio.create_task(client.open(JOB))
        await asked.wait()
        await client.close()
        for late in (waiting, client.open(JOB)):
            with pytest.raises(WorkerUnavailable, match="stopping"):
                await late

    run(main())
