"""The load of the benchmark is the one that it says, and so are its figures."""

import math
import statistics
from itertools import pairwise

import pytest

from bench.qwen.distributions import arrivals, durations, percentile, spread


def test_utterances_last_as_said() -> None:
    """Between 1 and 10 s, 4.2 s in the mean, 1.7 s the deviation."""
    drawn = durations(20_000, seed=1)
    assert 1 <= min(drawn) < 1.5
    assert 8.5 < max(drawn) <= 10
    assert statistics.mean(drawn) == pytest.approx(4.2, abs=0.05)
    assert statistics.stdev(drawn) == pytest.approx(1.7, abs=0.1)


@pytest.mark.parametrize("rate", [1.0, 20.0, 40.0])
def test_requests_come_at_their_rate(rate: float) -> None:
    """As a Poisson process: the gaps' deviation is their mean."""
    moments = arrivals(rate, 2000 / rate, seed=3)
    gaps = [later - before for before, later in pairwise(moments)]
    assert moments == sorted(moments)
    assert moments[0] > 0
    assert moments[-1] < 2000 / rate
    assert len(moments) == pytest.approx(2000, abs=5 * math.sqrt(2000))
    assert statistics.stdev(gaps) == pytest.approx(statistics.mean(gaps), rel=0.1)


def test_a_load_can_be_repeated() -> None:
    """The same seed gives the same requests, another seed others."""
    assert arrivals(5, 10, seed=1) == arrivals(5, 10, seed=1) != arrivals(5, 10, seed=2)
    assert durations(9, seed=1) == durations(9, seed=1) != durations(9, seed=2)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([3.0], 0.5, 3.0),
        ([1.0, 2.0], 0.5, 1.0),
        ([5.0, 1.0, 3.0], 0.5, 3.0),
        (list(map(float, range(1, 101))), 0.95, 95.0),
        (list(map(float, range(1, 101))), 0.99, 99.0),
        ([1.0, 2.0, 9.0], 1.0, 9.0),
        ([1.0, 2.0, 9.0], 0.0, 1.0),
    ],
)
def test_percentiles(values: list[float], share: float, expected: float) -> None:
    """The smallest value that so many are not above."""
    assert percentile(values, share) == expected


def test_of_nothing_nothing_is_told() -> None:
    """No figure is made up."""
    assert math.isnan(percentile([], 0.5))
    assert spread([]) == {"count": 0, "p50": None, "p95": None, "p99": None, "most": None}
    assert spread([1.0, 3.0]) == {"count": 2, "p50": 1.0, "p95": 3.0, "p99": 3.0, "most": 3.0}
