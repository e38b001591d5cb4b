"""Deaths, and how long to wait after them."""

from rtts.worker.backoff import Backoff


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_first_death_is_mended_at_once() -> None:
    """Somebody is listening."""
    backoff = Backoff(Clock())
    backoff.died(spoke_for=1)
    assert backoff.remaining() == 0


def test_waits_grow_to_ten_seconds() -> None:
    """Each death in a row doubles the wait, up to the longest."""
    backoff = Backoff(Clock())
    waits = []
    for _ in range(9):
        backoff.died(spoke_for=1)
        waits.append(backoff.remaining())
    assert waits == [0, 0.5, 1, 2, 4, 8, 10, 10, 10]


def test_wait_passes() -> None:
    """What remains is counted from the death, and is never less than nothing."""
    clock = Clock()
    backoff = Backoff(clock)
    for _ in range(4):
        backoff.died(spoke_for=1)
    clock.now += 1.5
    assert backoff.remaining() == 0.5
    clock.now += 60
    assert backoff.remaining() == 0


def test_a_good_worker_is_forgiven() -> None:
    """One that spoke for half a minute begins a new row with its death."""
    backoff = Backoff(Clock())
    for _ in range(5):
        backoff.died(spoke_for=1)
    backoff.died(spoke_for=30)
    assert backoff.remaining() == 0
    backoff.died(spoke_for=1)
    assert backoff.remaining() == 0.5


def test_failed_starts_wait_from_the_first() -> None:
    """Nothing is gained by trying the same again at once."""
    backoff = Backoff(Clock())
    waits = []
    for _ in range(3):
        backoff.could_not_start()
        waits.append(backoff.remaining())
    assert waits == [0.5, 1, 2]
