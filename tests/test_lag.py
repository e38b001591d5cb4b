"""The lateness of a server."""

import asyncio

from rtts.lag import Lag
from tests.support.virtual import pass_time, run_virtual


class Clock:
    """The loop's own, put on by hand: what a long computation looks like."""

    ahead = 0.0

    def __call__(self) -> float:
        return asyncio.get_running_loop().time() + self.ahead


def in_time(_now: float) -> float:
    """Nothing else is late."""
    return 0.0


def test_a_loop_in_time_has_no_lag() -> None:
    """Whatever the time that passes."""

    async def scenario() -> float:
        lag = Lag(Clock(), in_time)
        lag.start()
        await pass_time(3)
        lag.stop()
        return lag.late_s

    assert run_virtual(scenario()) < 0.001


def test_one_long_moment_means_nothing() -> None:
    """As when something is imported."""

    async def scenario() -> float:
        clock = Clock()
        lag = Lag(clock, in_time)
        lag.start()
        await pass_time(1.5)
        clock.ahead += 2.0
        await pass_time(0.15)
        lag.stop()
        return lag.late_s

    assert run_virtual(scenario()) < 0.001


def test_a_second_of_being_late_counts() -> None:
    """Of the loop, or of whatever else is looked at."""

    async def scenario(*, threads: bool) -> tuple[float, float]:
        clock = Clock()
        late = 0.3 if threads else 0.0
        lag = Lag(clock, lambda _now: late)
        lag.start()
        for _ in range(12):
            await pass_time(0.1)
            clock.ahead += 0.0 if threads else 0.2
        busy = lag.late_s
        late = 0.0
        await pass_time(1.2)
        lag.stop()
        return busy, lag.late_s

    for threads in (False, True):
        busy, calm = run_virtual(scenario(threads=threads))
        assert busy > 0.15
        assert calm < 0.001


def test_a_young_server_is_not_judged() -> None:
    """There was no whole second yet."""

    async def scenario() -> float:
        lag = Lag(Clock(), lambda _now: 5.0)
        lag.start()
        await pass_time(0.5)
        lag.stop()
        return lag.late_s

    assert run_virtual(scenario()) == 0
