"""Audio work is done in the order in which listeners run dry."""

import asyncio
import threading

import pytest

from rtts.threads import UrgentThreads
from tests.support.aio import run, turn


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
