"""Deaths, and how long to wait after them."""

import pytest

from rtts.worker.backoff import Backoff


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def steady(clock: Clock) -> Backoff:
    """One whose waits are cut by nothing."""
    return Backoff(clock, lambda: 0.0)


def test_first_death_is_mended_at_once() -> None:
    """Somebody is listening."""
    backoff = steady(Clock())
    backoff.died(spoke_for=1)
    assert backoff.remaining() == 0


def test_waits_grow_to_ten_seconds() -> None:
    """Each death in a row doubles the wait, up to the longest."""
    backoff = steady(Clock())
    waits = []
    for _ in range(9):
        backoff.died(spoke_for=1)
        waits.append(backoff.remaining())
    assert waits == [0, 0.5, 1, 2, 4, 8, 10, 10, 10]


def test_wait_passes() -> None:
    """What remains is counted from the death, and is never less than nothing."""
    clock = Clock()
    backoff = steady(clock)
    for _ in range(4):
        backoff.died(spoke_for=1)
    clock.now += 1.5
    assert backoff.remaining() == 0.5
    clock.now += 60
    assert backoff.remaining() == 0


def test_a_good_worker_is_forgiven() -> None:
    """One that spoke for half a minute begins a new row with its death."""
    backoff = steady(Clock())
    for _ in range(5):
        backoff.died(spoke_for=1)
    backoff.died(spoke_for=30)
    assert backoff.remaining() == 0
    backoff.died(spoke_for=1)
    assert backoff.remaining() == 0.5


def test_failed_starts_wait_from_the_first() -> None:
    """Nothing is gained by trying the same again at once."""
    backoff = steady(Clock())
    waits = []
    for _ in range(3):
        backoff.could_not_start()
        waits.append(backoff.remaining())
    assert waits == [0.5, 1, 2]


@pytest.mark.parametrize(("chance", "wait"), [(0.0, 10), (0.5, 8.75), (1.0, 7.5)])
def test_chance_cuts_a_wait_by_a_quarter_at_most(chance: float, wait: float) -> None:
    """So that many machines do not start at the same moment; none waits longer than said."""
    backoff = Backoff(Clock(), lambda: chance)
    for _ in range(9):
        backoff.died(spoke_for=1)
    assert backoff.remaining() == wait


def test_waits_can_be_set() -> None:
    """The first one and the longest."""
    backoff = Backoff(Clock(), lambda: 0.0, first_wait_s=1, longest_wait_s=3)
    waits = []
    for _ in range(5):
        backoff.died(spoke_for=1)
        waits.append(backoff.remaining())
    assert waits == [0, 1, 2, 3, 3]
