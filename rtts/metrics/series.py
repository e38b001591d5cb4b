"""The series of the metrics' page: their names, what they say, and the values of their labels.

All names begin with `rtts_`; `docs/metrics.md` explains them to whoever watches a server.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rtts.metrics.snapshot import KeyFigures
from rtts.metrics.tallies import Histogram, Tally

if TYPE_CHECKING:
    from prometheus_client import Metric

__all__ = [
    "GAUGES",
    "build_info",
    "by_key",
    "by_process",
    "gauges",
    "make_histograms",
    "make_tallies",
    "of_the_engine",
    "totals",
]

GAUGES = {
    "sessions": "Sessions that are open.",
    "contexts": "Contexts that are open.",
    "speech_requests": "HTTP requests for speech that are under way.",
    "queue_depth": "Utterances that wait for their turn at the engine.",
    "worker_up": "Whether a worker runs.",
    "worker_circuit_open": "Whether no worker is started, since too many have died.",
    "worker_open_utterances": "Utterances that the worker has open.",
}

_TOTALS = {
    "sent_bytes": ("sent_bytes", "Message bytes sent.", 1),
    "received_bytes": ("received_bytes", "Message bytes received.", 1),
    "audio_ms": ("audio_seconds", "Audio sent.", 1000),
    "chars": ("characters", "Code points received as text.", 1),
    "underruns": (
        "underruns",
        "Times a listener ran out of audio, since none was made in time.",
        1,
    ),
    "speech_audio_ms": ("speech_audio_seconds", "Audio made for HTTP requests.", 1000),
    "speech_chars": ("speech_characters", "Code points of HTTP requests.", 1),
    "process_deaths": ("process_deaths", "Server processes that ended unasked.", 1),
    "worker_restarts": ("worker_restarts", "Workers started after a death.", 1),
}
"""By the names of the figures: the series, what it says, and how many make one of its unit."""

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
_REQUEST_OUTCOMES = ("done", "lost", "shutdown", "synthesis_failed", "timeout", "internal")
_FORMATS = ("pcm", "wav", "flac", "opus", "ogg", "mp3", "aac")
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


def make_tallies() -> dict[str, Tally]:
    """Every counter with labels, at 0."""
    return {
        "sessions": Tally("Sessions that ended.", outcome=_SESSION_OUTCOMES),
        "sessions_resumed": Tally("Clients that came back after a loss.", outcome=_RESUME_OUTCOMES),
        "contexts": Tally("Contexts that ended.", outcome=_CONTEXT_OUTCOMES),
        "errors": Tally("Errors sent to clients.", code=_ERROR_CODES),
        "refused": Tally("Connections refused.", reason=_ERROR_CODES),
        "speech_requests": Tally(
            "HTTP requests for speech that ended.", outcome=_REQUEST_OUTCOMES, format=_FORMATS
        ),
        "speech_refused": Tally("HTTP requests for speech refused.", reason=_ERROR_CODES),
    }


def make_histograms() -> dict[str, Histogram]:
    """Every histogram, empty."""
    return {
        "first_audio_seconds": Histogram("First text to first frame.", _FIRST_AUDIO_S),
        "synthesis_seconds": Histogram("How long a context waited for the engine.", _WORK_S),
        "encode_seconds": Histogram("Encoder's work for a context.", _WORK_S),
        "real_time_factor": Histogram("Synthesis seconds per audio second.", _REAL_TIME),
        "speech_first_audio_seconds": Histogram(
            "HTTP request for speech to its first audio.", _FIRST_AUDIO_S
        ),
    }


def build_info(build: Mapping[str, str]) -> "Metric":
    """A constant whose labels say what runs here."""
    from prometheus_client.metrics_core import InfoMetricFamily

    return InfoMetricFamily("rtts_build", "What runs here.", dict(build))


def gauges(levels: Mapping[str, float]) -> "Iterator[Metric]":
    """What goes up and down; `levels` has a value for each of `GAUGES`."""
    from prometheus_client.metrics_core import GaugeMetricFamily

    for name, doc in GAUGES.items():
        yield GaugeMetricFamily(f"rtts_{name}", doc, levels[name])


def totals(figures: Mapping[str, int]) -> "Iterator[Metric]":
    """Counters without labels."""
    from prometheus_client.metrics_core import CounterMetricFamily

    for name, (series, doc, unit) in _TOTALS.items():
        yield CounterMetricFamily(f"rtts_{series}", doc, figures[name] / unit)


def of_the_engine(figures: Mapping[str, float]) -> "Iterator[Metric]":
    """What an engine lets be watched, by its own names: counters end in `_total`."""
    from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily

    for name, value in figures.items():
        if not (name.isascii() and name.isidentifier()):
            continue  # the page would be none
        kind = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
        yield kind(f"rtts_engine_{name}", "As the engine tells it.", value)


def by_process(sessions: Sequence[int]) -> "Metric":
    """Sessions of each server process, where there are several."""
    from prometheus_client.metrics_core import GaugeMetricFamily

    doc = "Sessions of each server process."
    each = GaugeMetricFamily("rtts_process_sessions", doc, labels=["process"])
    for number, count in enumerate(sessions, 1):
        each.add_metric([str(number)], count)
    return each


def by_key(keys: Mapping[str, KeyFigures]) -> "Iterator[Metric]":
    """What the holders of each API key use."""
    from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily

    sessions = GaugeMetricFamily("rtts_key_sessions", "Sessions of a key.", labels=["key"])
    contexts = GaugeMetricFamily("rtts_key_contexts", "Contexts of a key.", labels=["key"])
    chars = CounterMetricFamily("rtts_key_characters", "Text of a key.", labels=["key"])
    for name, key in keys.items():
        sessions.add_metric([name], key.sessions)
        contexts.add_metric([name], key.contexts)
        chars.add_metric([name], key.chars)
    yield from (sessions, contexts, chars)
