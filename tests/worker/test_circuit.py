"""Whether workers are started at all: rules on a clock that stands until it is set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.worker.circuit import Circuit


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Circuit:
    """One that has just seen its fifth death."""
    circuit = Circuit(clock)
    for _ in range(5):
        circuit.died()
    return circuit


def test_four_deaths_are_borne() -> None:
    """The fifth within a minute is too much."""
    circuit = Circuit(Clock())
    states = []
    for _ in range(5):
        circuit.died()
        states.append(circuit.state)
    assert states == ["closed"] * 4 + ["open"]


@pytest.mark.parametrize(("between", "state"), [(15, "open"), (15.1, "closed")])
def test_deaths_count_for_a_minute(between: float, state: str) -> None:
    """Five in a minute are a fault; five in an hour are five accidents."""
    clock = Clock()
    circuit = Circuit(clock)
    for _ in range(5):
        circuit.died()
        clock.now += between
    clock.now -= between
    assert circuit.state == state


def test_it_says_how_long_it_rests() -> None:
    """And is half-open by itself when it has rested."""
    clock = Clock()
    circuit = opened(clock)
    seen = []
    for _ in range(4):
        seen.append((circuit.state, circuit.remaining()))
        clock.now += 5
    assert seen == [("open", 15), ("open", 10), ("open", 5), ("half-open", 0)]


def test_a_trial_that_succeeds_closes_it() -> None:
    """Starts are as free as ever."""
    clock = Clock()
    circuit = opened(clock)
    clock.now += 15
    circuit.proved()
    assert (circuit.state, circuit.remaining()) == ("closed", 0)


def test_a_trial_that_fails_doubles_the_rest() -> None:
    """Up to the longest; after a success it is the first again."""
    clock = Clock()
    circuit = opened(clock)
    rests = []
    for _ in range(6):
        rests.append(circuit.remaining())
        clock.now += rests[-1]
        circuit.died()
    assert rests == [15, 30, 60, 120, 240, 240]
    clock.now += 240
    circuit.proved()
    for _ in range(5):
        circuit.died()
    assert circuit.remaining() == 15


def test_a_trial_does_not_wipe_out_the_deaths_before_it() -> None:
    """A worker that loads well and dies of its first utterance is not tried five times over."""
    clock = Clock()
    circuit = opened(clock)
    clock.now += 15
    circuit.proved()
    circuit.died()
    assert circuit.state == "open"


@given(st.lists(st.tuples(st.floats(0, 100), st.booleans()), max_size=40))
def test_it_is_open_only_after_too_many_deaths(history: list[tuple[float, bool]]) -> None:
    """Whatever happens: never before five deaths, and never for longer than the longest rest."""
    clock = Clock()
    circuit, deaths = Circuit(clock), 0
    for wait, died in history:
        clock.now += wait
        if died:
            circuit.died()
            deaths += 1
        else:
            circuit.proved()
        assert circuit.state == "closed" or deaths >= 5
        assert 0 <= circuit.remaining() <= 240
