"""What the server counts, for Prometheus.

Counting must cost nothing where frames go by. So all of it is plain numbers that the event
loop adds to, without a lock: what changes all the time stands in `Metrics.now`, and what is
known at the end of a context is counted then, from one report. `prometheus_client` makes the
page of it, and is imported when somebody first asks for one.

Every series is there from the start, and no other comes later: a label's value that was not
foreseen is counted as `other`, so that no stranger's word becomes a label.

Of several server processes each counts for itself; whoever owns the page adds their figures to
its own, so that the page tells of the whole server.
"""

import platform
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

import msgspec

from rtts.snapshot import Distribution, KeyFigures, Snapshot

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Metric

__all__ = ["CONTENT_TYPE", "ContextReport", "Levels", "Metrics"]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""The media type of `Metrics.render`."""

_OTHER = "other"
_CONTEXT_OUTCOMES = (
    "done",
    "client",
    "preempted",
    "slow_consumer",
    "shutdown",
    "lost",
    "internal",
)
_SESSION_OUTCOMES = (
    "closed",
    "lost",
    "idle",
    "shutdown",
    "slow_consumer",
    "rate_limited",
    "internal",
)
_RESUME_OUTCOMES = ("recovered", "lost")
_ERROR_CODES = (
    "bad_message",
    "unknown_type",
    "invalid_value",
    "context_limit",
    "text_too_long",
    "rate_limited",
    "overloaded",
    "synthesis_failed",
    "timeout",
    "unauthorized",
    "internal",
)

# Fine where a listener begins to notice, up to the point where nobody waits any longer.
_FIRST_AUDIO_S = (
    0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1,
    0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0,
)  # fmt: skip
_WORK_S = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
_REAL_TIME = (0.003, 0.01, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0, 1.2, 1.5, 2.0, 4.0)


class ContextReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one context: one line in the log, and a count in the metrics.

    Times are in ms on the server's clock; None where the context never came so far.
    """

    session: str
    context: str
    """As the client named it; empty for the implicit context."""
    outcome: str
    """`done`, why it was cancelled (`client`, `preempted`, `slow_consumer`, `shutdown`), `lost`
    with its socket, or `internal` for a fault of the server."""
    voice: str
    codec: str
    language: str
    chars: int
    """Code points that the client sent."""
    audio_ms: int
    """Audio that was sent."""
    queue_ms: float | None = None
    """From the first text to the opening of the first utterance."""
    first_chunk_ms: float | None = None
    """From the first text to the engine's first chunk."""
    first_frame_ms: float | None = None
    """From the first text to the first frame on the socket."""
    synthesis_ms: float = 0.0
    """How long the engine was at work, all utterances together."""
    encode_ms: float = 0.0
    """How long the encoder was at work."""
    total_ms: float = 0.0
    """From the first text to the end."""
    underruns: int = 0
    """How often the listener ran out of audio within the context."""


@dataclass(slots=True)
class Levels:
    """What changes all the time. Whoever owns a number writes it; nobody waits."""

    sessions: int = 0
    contexts: int = 0
    queue_depth: int = 0
    worker_up: int = 0
    worker_circuit_open: int = 0
    """1 or 0."""
    worker_open_utterances: int = 0
    sent_bytes: int = 0
    received_bytes: int = 0


_GAUGES = {
    "sessions": "Sessions that are open.",
    "contexts": "Contexts that are open.",
    "queue_depth": "Utterances that wait for their turn at the engine.",
    "worker_up": "Whether a worker runs.",
    "worker_circuit_open": "Whether no worker is started, since too many have died.",
    "worker_open_utterances": "Utterances that the worker has open.",
}


_ADDED = ("sessions", "contexts")
"""Those that every server process has of its own; the others are of the worker, which is one."""


class KeyUse(Protocol):
    """What the holders of one API key use. The name is the operator's own, not a client's."""

    name: str
    chars: int

    @property
    def sessions(self) -> int: ...

    @property
    def contexts(self) -> int: ...


class Metrics:
    """Everything that is counted. All names begin with `rtts_`.

    A `registry` is for those who scrape other things on the same page.
    """

    def __init__(
        self, registry: "CollectorRegistry | None" = None, *, version: str, engine: str
    ) -> None:
        self.now = Levels()
        self.keys: Iterable[KeyUse] = ()
        """What each API key uses; set by whoever knows."""
        self.others: Iterable[Snapshot] = ()
        """What other server processes counted, to be added; set by whoever knows them."""
        self.sessions_of_each: Sequence[int] = ()
        """Sessions of each of those processes."""
        self.process_deaths = 0
        """How many of those processes ended unasked; set as the two above."""
        self._registry = registry
        self._build = {"version": version, "engine": engine, "python": platform.python_version()}
        self._tallies = {
            "sessions": _Tally("Sessions that ended.", "outcome", _SESSION_OUTCOMES),
            "sessions_resumed": _Tally(
                "Clients that came back after a loss.", "outcome", _RESUME_OUTCOMES
            ),
            "contexts": _Tally("Contexts that ended.", "outcome", _CONTEXT_OUTCOMES),
            "errors": _Tally("Errors sent to clients.", "code", _ERROR_CODES),
            "refused": _Tally("Connections refused.", "reason", _ERROR_CODES),
        }
        self._audio_ms = 0
        self._chars = 0
        self._underruns = 0
        self._restarts = 0
        self._histograms = {
            "first_audio_seconds": _Histogram("First text to first frame.", _FIRST_AUDIO_S),
            "synthesis_seconds": _Histogram("Engine's work for a context.", _WORK_S),
            "encode_seconds": _Histogram("Encoder's work for a context.", _WORK_S),
            "real_time_factor": _Histogram("Synthesis seconds per audio second.", _REAL_TIME),
        }
        if registry is not None:
            registry.register(self)

    def session_opened(self) -> None:
        self.now.sessions += 1

    def session_resumed(self, outcome: str) -> None:
        """A client came back: `recovered`, or `lost` where its session was gone."""
        self._tallies["sessions_resumed"].count(outcome)

    def session_closed(self, outcome: str) -> None:
        """A session ended.

        `outcome` is one of `closed`, `lost`, `idle`, `shutdown`, `slow_consumer`,
        `rate_limited`, `internal`.
        """
        self.now.sessions -= 1
        self._tallies["sessions"].count(outcome)

    def refused(self, reason: str) -> None:
        """A connection was refused; `reason` is the wire's error code."""
        self._tallies["refused"].count(reason)

    def context_opened(self) -> None:
        self.now.contexts += 1

    def context_closed(self, report: ContextReport) -> None:
        """Count everything about a context that has ended."""
        self.now.contexts -= 1
        self._tallies["contexts"].count(report.outcome)
        self._chars += report.chars
        self._audio_ms += report.audio_ms
        self._underruns += report.underruns
        if report.first_frame_ms is not None:
            self._histograms["first_audio_seconds"].observe(report.first_frame_ms / 1000)
        if report.audio_ms:
            self._histograms["synthesis_seconds"].observe(report.synthesis_ms / 1000)
            self._histograms["encode_seconds"].observe(report.encode_ms / 1000)
            self._histograms["real_time_factor"].observe(report.synthesis_ms / report.audio_ms)

    def error_sent(self, code: str) -> None:
        """An `error` message went to a client."""
        self._tallies["errors"].count(code)

    def worker_restarted(self) -> None:
        """A worker was started in the place of one that died."""
        self._restarts += 1

    def snapshot(self) -> Snapshot:
        """What was counted here, to be added up elsewhere; of the worker nothing."""
        return Snapshot(
            sessions=self.now.sessions,
            contexts=self.now.contexts,
            totals={
                "sent_bytes": self.now.sent_bytes,
                "received_bytes": self.now.received_bytes,
                "audio_ms": self._audio_ms,
                "chars": self._chars,
                "underruns": self._underruns,
            },
            tallies={name: dict(tally.counts) for name, tally in self._tallies.items()},
            distributions={name: each.as_it_stands() for name, each in self._histograms.items()},
            keys={key.name: KeyFigures(key.sessions, key.contexts, key.chars) for key in self.keys},
        )

    def render(self) -> bytes:
        """All of it in Prometheus' text format. Takes milliseconds: call it in a thread."""
        from prometheus_client import generate_latest

        return generate_latest(self._registry or self)

    def collect(self) -> "Iterator[Metric]":
        """Every metric as it stands, in the words of `prometheus_client`."""
        from prometheus_client import ProcessCollector

        figures = self.snapshot()
        for other in self.others:
            figures = figures.plus(other)
        yield from self._gauges(figures)
        yield from self._totals(figures.totals)
        yield from _by_key(figures.keys)
        for name, tally in self._tallies.items():
            yield tally.family(f"rtts_{name}", figures.tallies[name])
        for name, histogram in self._histograms.items():
            yield histogram.family(f"rtts_{name}", figures.distributions[name])
        yield from ProcessCollector(namespace="rtts", registry=None).collect()

    def _gauges(self, figures: Snapshot) -> "Iterator[Metric]":
        from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily

        yield InfoMetricFamily("rtts_build", "What runs here.", self._build)
        for name, doc in _GAUGES.items():
            value = getattr(figures, name) if name in _ADDED else getattr(self.now, name)
            yield GaugeMetricFamily(f"rtts_{name}", doc, value)
        doc = "Sessions of each server process."
        each = GaugeMetricFamily("rtts_process_sessions", doc, labels=["process"])
        for number, sessions in enumerate(self.sessions_of_each, 1):
            each.add_metric([str(number)], sessions)
        yield each

    def _totals(self, totals: Mapping[str, int]) -> "Iterator[Metric]":
        from prometheus_client.metrics_core import CounterMetricFamily as Total

        yield Total("rtts_sent_bytes", "Message bytes sent.", totals["sent_bytes"])
        yield Total("rtts_received_bytes", "Message bytes received.", totals["received_bytes"])
        yield Total("rtts_audio_seconds", "Audio sent.", totals["audio_ms"] / 1000)
        yield Total("rtts_characters", "Code points received as text.", totals["chars"])
        yield Total("rtts_underruns", "Times a listener ran out of audio.", totals["underruns"])
        doc = "Server processes that ended unasked."
        yield Total("rtts_process_deaths", doc, self.process_deaths)
        yield Total("rtts_worker_restarts", "Workers started after a death.", self._restarts)


def _by_key(keys: Mapping[str, KeyFigures]) -> "Iterator[Metric]":
    from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily

    sessions = GaugeMetricFamily("rtts_key_sessions", "Sessions of a key.", labels=["key"])
    contexts = GaugeMetricFamily("rtts_key_contexts", "Contexts of a key.", labels=["key"])
    chars = CounterMetricFamily("rtts_key_characters", "Text of a key.", labels=["key"])
    for name, key in keys.items():
        sessions.add_metric([name], key.sessions)
        contexts.add_metric([name], key.contexts)
        chars.add_metric([name], key.chars)
    yield from (sessions, contexts, chars)


class _Tally:
    """A counter with one label, all of whose values are known beforehand."""

    def __init__(self, doc: str, label: str, values: Iterable[str]) -> None:
        self._doc = doc
        self._label = label
        self.counts = dict.fromkeys((*values, _OTHER), 0)

    def count(self, value: str) -> None:
        self.counts[value if value in self.counts else _OTHER] += 1

    def family(self, name: str, counts: Mapping[str, int]) -> "Metric":
        """In the words of `prometheus_client`, with counts that may be of several."""
        from prometheus_client.metrics_core import CounterMetricFamily

        family = CounterMetricFamily(name, self._doc, labels=[self._label])
        for value, count in counts.items():
            family.add_metric([value], count)
        return family


class _Histogram:
    """How often a number was at most each of some bounds."""

    def __init__(self, doc: str, bounds: tuple[float, ...]) -> None:
        self._doc = doc
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def observe(self, value: float) -> None:
        self._counts[bisect_left(self._bounds, value)] += 1
        self._sum += value

    def as_it_stands(self) -> Distribution:
        return Distribution(tuple(self._counts), self._sum)

    def family(self, name: str, figures: Distribution) -> "Metric":
        """In the words of `prometheus_client`, with figures that may be of several."""
        from prometheus_client.metrics_core import HistogramMetricFamily

        names = [*map(str, self._bounds), "+Inf"]
        buckets = list(zip(names, accumulate(figures.counts), strict=True))
        return HistogramMetricFamily(name, self._doc, buckets=buckets, sum_value=figures.sum)
