"""The lateness of an event loop."""

import asyncio

from rtts.lag import LoopLag
from tests.support.aio import until
from tests.support.virtual import pass_time, run_virtual


def test_a_loop_in_time_has_no_lag() -> None:
    """Whatever the time that passes."""

    async def scenario() -> float:
        clock = asyncio.get_running_loop().time
        lag = LoopLag(clock)
        lag.start()
        await pass_time(3)
        lag.stop()
        return lag.late_s(clock())

    assert run_virtual(scenario()) < 0.001


def test_a_loop_that_was_held_up_is_late() -> None:
    """By as much as the clock went on meanwhile, on the mean of a second."""

    class Clock:
        ahead = 0.0

        def __call__(self) -> float:
            return asyncio.get_running_loop().time() + self.ahead

    async def scenario() -> tuple[float, float]:
        clock = Clock()
        lag = LoopLag(clock)
        lag.start()
        await pass_time(1.05)
        clock.ahead += 2.0  # what a long computation looks like
        at_once = lag.late_s(clock())
        await pass_time(1.5)
        lag.stop()
        return at_once, lag.late_s(clock())

    at_once, later = run_virtual(scenario())
    assert at_once > 0.15
    assert later < 0.05


def test_it_counts_in_a_real_loop() -> None:
    """The looks come of themselves."""

    async def scenario() -> None:
        lag = LoopLag(asyncio.get_running_loop().time)
        lag.start()
        await until(lambda: len(lag._lags) > 1)
        lag.stop()

    asyncio.run(scenario())
