"""When requests come, how long they speak, and what is told of many figures.

Requests come as a Poisson process: at a fixed mean rate, each knowing nothing of the others.
An utterance lasts between 1 and 10 s, 4.2 s in the mean, as in the published comparisons, which
tell no more than that. Here its length is 1 s and 9 s times a draw of Beta(2, 3.625): one hump,
its top at 3.5 s, a standard deviation of 1.7 s, and nothing beyond the ends.
"""

import math
import random
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["SHORTEST_S", "arrivals", "durations", "percentile", "spread"]

SHORTEST_S, LONGEST_S, MEAN_S = 1.0, 10.0, 4.2
_RISE = 2.0
_SHARE = (MEAN_S - SHORTEST_S) / (LONGEST_S - SHORTEST_S)
_FALL = _RISE / _SHARE - _RISE
"""The second parameter of the Beta distribution that has this mean."""


def arrivals(rate: float, seconds: float, seed: int) -> list[float]:
    """Moments in [0, `seconds`) at which so many requests a second come, in order."""
    draw = random.Random(seed)  # noqa: S311  # a load that can be repeated
    moments: list[float] = []
    at = draw.expovariate(rate)
    while at < seconds:
        moments.append(at)
        at += draw.expovariate(rate)
    return moments


def durations(count: int, seed: int) -> list[float]:
    """The lengths of so many utterances, in seconds."""
    draw = random.Random(seed)  # noqa: S311
    reach = LONGEST_S - SHORTEST_S
    return [SHORTEST_S + reach * draw.betavariate(_RISE, _FALL) for _ in range(count)]


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least `share` of all are not above; NaN of none."""
    ordered = sorted(values)
    if not ordered:
        return math.nan
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def spread(values: Sequence[float], digits: int = 2) -> Mapping[str, float | int | None]:
    """How many there are, and what half, 95 and 99 of a hundred are not above."""
    found: dict[str, float | int | None] = {"count": len(values)}
    for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("most", 1.0)):
        found[name] = round(percentile(values, share), digits) if values else None
    return found
