"""How many messages may come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.access.bucket import TokenBucket


def test_a_pause_earns_a_burst_and_no_more() -> None:
    """However long the pause, `burst` pass at once, and then one for each interval."""
    bucket = TokenBucket(rate=10, burst=3, now=0.0)
    assert [bucket.take(1000.0) for _ in range(4)] == [True, True, True, False]
    assert bucket.wait_s() == pytest.approx(0.1)
    assert not bucket.take(1000.05)
    assert bucket.take(1000.11)


def test_half_a_burst_is_a_rest() -> None:
    """Less of a pause is none, and who may go on at once need not wait."""
    bucket = TokenBucket(rate=10, burst=4, now=0.0)
    assert bucket.wait_s(4) == bucket.wait_s(1) == 0
    assert bucket.take(0.0, 4)
    assert not bucket.rested(0.19)
    assert bucket.rested(0.2)


@given(st.lists(st.floats(0, 2), max_size=200))
def test_no_more_pass_than_the_rate_and_one_burst(pauses: list[float]) -> None:
    """Whatever the pattern, counted from the start; and a refusal costs nothing."""
    bucket, now, passed = TokenBucket(rate=5, burst=4, now=0.0), 0.0, 0
    for pause in pauses:
        now += pause
        passed += bucket.take(now)
    assert passed <= 4 + 5 * now + 1e-6
    assert bucket.take(now + bucket.wait_s() + 1e-6)
