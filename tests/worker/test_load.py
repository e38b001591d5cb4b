"""What an engine can carry, from what its steps took."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.worker.load import Gauge


def steps(gauge: Gauge, sizes: list[int], fixed_s: float, row_s: float, now: float = 0.0) -> float:
    """Steps of so many rows, 80 ms of audio in each; returns when they are over."""
    for rows in sizes:
        busy_s = fixed_s + row_s * rows
        gauge.step(now, now + busy_s, rows=rows, audio_s=0.08 * rows, waiting=False)
        now += busy_s
    return now


@given(
    fixed_ms=st.floats(5, 50),
    row_ms=st.floats(0, 5),
    sizes=st.lists(st.tuples(st.integers(1, 4), st.integers(10, 16)), min_size=25, max_size=40),
)
def test_a_full_step_is_foretold(
    fixed_ms: float, row_ms: float, sizes: list[tuple[int, int]]
) -> None:
    """Batches of some sizes tell what batches of another size would cost."""
    gauge = Gauge(slots=32)
    steps(gauge, [rows for pair in sizes for rows in pair], fixed_ms / 1000, row_ms / 1000)
    true_s = (fixed_ms + 32 * row_ms) / 1000
    assert gauge.capacity == pytest.approx(32 * 0.08 / true_s, rel=0.35)


def test_batches_of_one_size_leave_a_guess() -> None:
    """What one listener costs, 32 do not cost 32 times; nor do they cost the same."""
    gauge = Gauge(slots=32)
    steps(gauge, [1] * 50, 0.02, 0.0)
    assert 3 * 4.0 < gauge.capacity < 32 * 4.0


def test_one_slot_is_full_with_one() -> None:
    """What it does is what it can do."""
    gauge = Gauge(slots=1)
    steps(gauge, [1] * 50, 0.02, 0.0)
    assert gauge.capacity == pytest.approx(4.0)


def test_little_measured_is_not_known() -> None:
    """A few steps, of which the first may have been slow, refuse nobody."""
    gauge = Gauge(slots=1)
    steps(gauge, [1] * 9, 0.02, 0.0)
    assert gauge.capacity == 0


def test_audio_that_comes_a_step_late_counts() -> None:
    """Where text trickles in, each frame is heard in a step that speaks none."""
    at_once, late = Gauge(slots=1), Gauge(slots=1)
    now = 0.0
    for _ in range(50):
        at_once.step(now, now + 0.02, rows=1, audio_s=0.08, waiting=False)
        late.step(now, now + 0.015, rows=1, audio_s=0.0, waiting=False)
        late.step(now + 0.015, now + 0.02, rows=0, audio_s=0.08, waiting=False)
        now += 1.0
    assert at_once.capacity == pytest.approx(4.0)
    assert late.capacity == pytest.approx(at_once.capacity, rel=0.02)


def test_what_was_measured_fades_with_work_alone() -> None:
    """An hour of silence changes nothing; a slower processor is learnt in seconds."""
    gauge = Gauge(slots=1)
    now = steps(gauge, [1] * 200, 0.02, 0.0)
    now = steps(gauge, [1], 0.02, 0.0, now + 3600)
    assert gauge.capacity == pytest.approx(4.0)
    steps(gauge, [1] * 300, 0.04, 0.0, now)
    assert gauge.capacity == pytest.approx(2.0, rel=0.05)


def test_nothing_is_known_at_first() -> None:
    """Every measure is 0 until there is something to measure."""
    gauge = Gauge(slots=4)
    times_s = (gauge.step_s(3), gauge.turn_s(3), gauge.per_waiting_s)
    assert (gauge.capacity, *times_s) == (0,) * 4


def test_each_first_audio_costs_what_the_engine_did_meanwhile() -> None:
    """Also the steps that gave none to those who waited, since listeners were pressed."""
    gauge, now = Gauge(slots=1), 0.0
    for step in range(300):
        gauge.step(now, now + 0.02, rows=1, audio_s=0.08, waiting=step % 3 != 0)
        if step % 3 == 2:
            gauge.first()
        now += 0.02
    assert gauge.per_waiting_s == pytest.approx(0.04, rel=0.05)
