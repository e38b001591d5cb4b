"""How often something happened: the counters that stand behind the metrics' page.

All of it is plain numbers that the event loop adds to. No series comes later than the start: a
label's value that was not foreseen is counted as `other`, so that no stranger's word becomes a
label.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import accumulate, product
from typing import TYPE_CHECKING

from rtts.metrics.snapshot import Distribution

if TYPE_CHECKING:
    from prometheus_client import Metric

__all__ = ["Histogram", "Tally"]

_OTHER = "other"


class Tally:
    """A counter with labels, all of whose values are known beforehand. They hold no space."""

    def __init__(self, doc: str, **labels: Iterable[str]) -> None:
        self._doc = doc
        self._labels = {name: (*values, _OTHER) for name, values in labels.items()}
        self.counts = dict.fromkeys(map(" ".join, product(*self._labels.values())), 0)
        """By the values of the labels, with a space between."""

    def count(self, *values: str) -> None:
        """One more with these values."""
        known = zip(values, self._labels.values(), strict=True)
        self.counts[" ".join(each if each in among else _OTHER for each, among in known)] += 1

    def family(self, name: str, counts: Mapping[str, int]) -> "Metric":
        """In the words of `prometheus_client`, with counts that may be of several."""
        from prometheus_client.metrics_core import CounterMetricFamily

        family = CounterMetricFamily(name, self._doc, labels=list(self._labels))
        for values, count in counts.items():
            family.add_metric(values.split(" "), count)
        return family


class Histogram:
    """How often a number was at most each of some bounds."""

    def __init__(self, doc: str, bounds: tuple[float, ...]) -> None:
        self._doc = doc
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def observe(self, value: float) -> None:
        """One more of this value."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self._sum += value

    def as_it_stands(self) -> Distribution:
        """The counts at this moment."""
        return Distribution(tuple(self._counts), self._sum)

    def family(self, name: str, figures: Distribution) -> "Metric":
        """In the words of `prometheus_client`, with figures that may be of several."""
        from prometheus_client.metrics_core import HistogramMetricFamily

        names = [*map(str, self._bounds), "+Inf"]
        buckets = list(zip(names, accumulate(figures.counts), strict=True))
        return HistogramMetricFamily(name, self._doc, buckets=buckets, sum_value=figures.sum)
