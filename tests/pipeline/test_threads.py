"""Audio work is done in the order in which listeners run dry."""

import asyncio
import threading

import pytest

from rtts.pipeline.threads import UrgentThreads
from tests.support.aio import run, turn, until


def test_what_is_due_first_is_done_first() -> None:
    """Whatever the order of arrival; equal ones keep it."""

    async def scenario() -> list[str]:
        threads, gate, order = UrgentThreads(1), threading.Event(), list[str]()
        first = asyncio.ensure_future(threads.run(0, gate.wait))
        await turn()
        later = [
            asyncio.ensure_future(threads.run(due, order.append, name))
            for due, name in ((9.0, "far"), (1.0, "near"), (5.0, "middle"), (1.0, "near too"))
        ]
        await turn()
        gate.set()
        await asyncio.gather(first, *later)
        threads.close()
        return order

    assert run(scenario()) == ["near", "near too", "middle", "far"]


def test_what_is_asked_for_in_one_turn_of_the_loop_is_begun_behind_it() -> None:
    """So the most urgent is first, also where a thread had nothing to do."""

    async def scenario() -> list[str]:
        threads, order = UrgentThreads(1), list[str]()
        work = [
            threads.run(due, order.append, name)
            for due, name in ((9.0, "far"), (1.0, "near"), (5.0, "middle"))
        ]
        await asyncio.gather(*work)
        threads.close()
        return order

    assert run(scenario()) == ["near", "middle", "far"]


def test_an_error_goes_to_whoever_asked() -> None:
    """And the thread works on."""

    async def scenario() -> int:
        threads = UrgentThreads(2)
        with pytest.raises(ValueError, match="invalid literal"):
            await threads.run(0, int, "x")
        value = await threads.run(0, int, "7")
        threads.close()
        return value

    assert run(scenario()) == 7


def test_work_that_nobody_waits_for_is_not_done() -> None:
    """A cancelled context's audio is not encoded."""

    async def scenario() -> list[str]:
        threads, gate, done = UrgentThreads(1), threading.Event(), list[str]()
        first = asyncio.ensure_future(threads.run(0, gate.wait))
        await turn()
        dropped = asyncio.ensure_future(threads.run(1, done.append, "dropped"))
        kept = asyncio.ensure_future(threads.run(2, done.append, "kept"))
        await turn()
        dropped.cancel()
        gate.set()
        await asyncio.gather(first, kept)
        threads.close()
        return done

    assert run(scenario()) == ["kept"]


@pytest.mark.parametrize(("now", "late_s"), [(0.5, 0.0), (1.0, 0.0), (4.5, 3.5)])
def test_how_late_the_most_urgent_waiting_work_is_can_be_asked(now: float, late_s: float) -> None:
    """What is being done does not wait, and what is not yet due is not late."""

    async def scenario() -> tuple[float, float]:
        threads, gate, started = UrgentThreads(1), threading.Event(), threading.Event()

        def block() -> None:
            started.set()
            gate.wait()

        first = asyncio.ensure_future(threads.run(0, block))
        await until(started.is_set)
        idle_s = threads.late_s(now)
        later = [asyncio.ensure_future(threads.run(due, int)) for due in (9.0, 1.0)]
        await turn()
        waiting_s = threads.late_s(now)
        gate.set()
        await asyncio.gather(first, *later)
        threads.close()
        return idle_s, waiting_s

    assert run(scenario()) == (0.0, late_s)


def test_a_thread_with_nothing_to_do_waits_for_more() -> None:
    """It is the same that does all of it, however often it had come to its end."""

    async def scenario() -> set[int]:
        threads = UrgentThreads(1)
        did = {await threads.run(0, threading.get_ident) for _ in range(100)}
        threads.close()
        return did

    assert len(run(scenario())) == 1


def test_there_are_no_more_threads_than_were_asked_for() -> None:
    """Nor one before there is work; what comes meanwhile waits."""

    async def scenario() -> list[int]:
        before, gate = set(threading.enumerate()), threading.Event()
        threads = UrgentThreads(2)
        counts, work = [len(set(threading.enumerate()) - before)], []
        for _ in range(4):
            work.append(asyncio.ensure_future(threads.run(0, gate.wait)))
            await turn()
            await turn()
            counts.append(len(set(threading.enumerate()) - before))
        gate.set()
        await asyncio.gather(*work)
        threads.close()
        return counts

    assert run(scenario()) == [0, 1, 2, 2, 2]


def test_what_waits_at_the_end_is_dropped() -> None:
    """A thread ends after what it does then."""

    async def scenario() -> list[str]:
        before, gate, done = set(threading.enumerate()), threading.Event(), list[str]()
        threads = UrgentThreads(1)
        first = asyncio.ensure_future(threads.run(0, gate.wait))
        await until(lambda: set(threading.enumerate()) - before)
        waiting = asyncio.ensure_future(threads.run(1, done.append, "late"))
        await turn()
        (thread,) = set(threading.enumerate()) - before
        threads.close()
        gate.set()
        await first
        thread.join()
        waiting.cancel()
        return done

    assert run(scenario()) == []
