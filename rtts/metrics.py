"""What the server counts, for Prometheus.

Counting must cost nothing where frames go by. So what changes all the time is a plain number
in `Metrics.now`, read when somebody scrapes; what is known at the end of a context is counted
then, from one report; and every labelled series is made at the start, so that no label is
looked up later. That also keeps strangers' words out of labels: a value that was not foreseen
is counted as `other`.
"""

import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import msgspec
from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

# Otherwise every series brings another one that says when it was made.
disable_created_metrics()  # type: ignore[no-untyped-call]

__all__ = ["CONTENT_TYPE", "ContextReport", "Levels", "Metrics"]

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
"""The media type of `Metrics.render`."""

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
    """Sessions that are open."""
    contexts: int = 0
    """Contexts that are open."""
    queue_depth: int = 0
    """Utterances that wait for their turn at the engine."""
    worker_up: int = 0
    """Whether a worker runs: 1 or 0."""
    worker_open_utterances: int = 0
    """Utterances that the worker has open."""
    sent_bytes: int = 0
    """Bytes of messages sent to clients."""
    received_bytes: int = 0
    """Bytes of messages received from clients."""


class Metrics:
    """Everything that is counted, in one registry. All names begin with `rtts_`."""

    def __init__(self, registry: CollectorRegistry, *, version: str, engine: str) -> None:
        self.now = Levels()
        self._registry = registry
        registry.register(_LevelCollector(self.now))
        ProcessCollector(namespace="rtts", registry=registry)
        build = Info("rtts_build", "What runs here.", registry=registry)
        build.info({"version": version, "engine": engine, "python": platform.python_version()})

        by = partial(_Family, registry)
        self._sessions = by("rtts_sessions", "Sessions that ended.", outcome=_SESSION_OUTCOMES)
        self._contexts = by("rtts_contexts", "Contexts that ended.", outcome=_CONTEXT_OUTCOMES)
        self._errors = by("rtts_errors", "Errors sent to clients.", code=_ERROR_CODES)
        self._refused = by("rtts_refused", "Connections refused.", reason=_ERROR_CODES)

        counter = partial(Counter, registry=registry)
        self._audio = counter("rtts_audio_seconds", "Audio sent.")
        self._chars = counter("rtts_characters", "Code points received as text.")
        self._underruns = counter("rtts_underruns", "Times a listener ran out of audio.")
        self._restarts = counter("rtts_worker_restarts", "Workers started after a death.")

        histogram = partial(Histogram, registry=registry)
        self._first_audio = histogram(
            "rtts_first_audio_seconds", "First text to first frame.", buckets=_FIRST_AUDIO_S
        )
        self._synthesis = histogram(
            "rtts_synthesis_seconds", "Work of the engine for a context.", buckets=_WORK_S
        )
        self._encode = histogram(
            "rtts_encode_seconds", "Work of the encoder for a context.", buckets=_WORK_S
        )
        self._real_time_factor = histogram(
            "rtts_real_time_factor", "Synthesis seconds per audio second.", buckets=_REAL_TIME
        )

    def session_opened(self) -> None:
        self.now.sessions += 1

    def session_closed(self, outcome: str) -> None:
        """A session ended.

        `outcome` is one of `closed`, `lost`, `idle`, `shutdown`, `slow_consumer`,
        `rate_limited`, `internal`.
        """
        self.now.sessions -= 1
        self._sessions.count(outcome)

    def refused(self, reason: str) -> None:
        """A connection was refused; `reason` is the wire's error code."""
        self._refused.count(reason)

    def context_opened(self) -> None:
        self.now.contexts += 1

    def context_closed(self, report: ContextReport) -> None:
        """Count everything about a context that has ended."""
        self.now.contexts -= 1
        self._contexts.count(report.outcome)
        self._chars.inc(report.chars)
        self._audio.inc(report.audio_ms / 1000)
        self._underruns.inc(report.underruns)
        if report.first_frame_ms is not None:
            self._first_audio.observe(report.first_frame_ms / 1000)
        if report.audio_ms:
            self._synthesis.observe(report.synthesis_ms / 1000)
            self._encode.observe(report.encode_ms / 1000)
            self._real_time_factor.observe(report.synthesis_ms / report.audio_ms)

    def error_sent(self, code: str) -> None:
        """An `error` message went to a client."""
        self._errors.count(code)

    def worker_restarted(self) -> None:
        """A worker was started in the place of one that died."""
        self._restarts.inc()

    def render(self) -> bytes:
        """All of it in Prometheus' text format. Takes milliseconds: call it in a thread."""
        return generate_latest(self._registry)


class _Family:
    """A counter with one label, all of whose values are known beforehand."""

    def __init__(
        self, registry: CollectorRegistry, name: str, doc: str, **label: Iterable[str]
    ) -> None:
        ((label_name, values),) = label.items()
        counter = Counter(name, doc, [label_name], registry=registry)
        self._children = {value: counter.labels(value) for value in values}
        self._other = counter.labels("other")

    def count(self, value: str) -> None:
        self._children.get(value, self._other).inc()


class _LevelCollector(Collector):
    """Reads the plain numbers when somebody scrapes."""

    def __init__(self, levels: Levels) -> None:
        self._levels = levels

    def collect(self) -> Iterator[Metric]:
        now, gauge, total = self._levels, GaugeMetricFamily, CounterMetricFamily
        yield gauge("rtts_sessions", "Sessions that are open.", now.sessions)
        yield gauge("rtts_contexts", "Contexts that are open.", now.contexts)
        yield gauge("rtts_queue_depth", "Utterances that wait for their turn.", now.queue_depth)
        yield gauge("rtts_worker_up", "Whether a worker runs.", now.worker_up)
        yield gauge(
            "rtts_worker_open_utterances",
            "Utterances that the worker has open.",
            now.worker_open_utterances,
        )
        yield total("rtts_sent_bytes", "Message bytes sent.", now.sent_bytes)
        yield total("rtts_received_bytes", "Message bytes received.", now.received_bytes)
