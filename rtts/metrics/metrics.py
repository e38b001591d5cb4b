"""What the server counts, for Prometheus.

Counting must cost nothing where frames go by. So all of it is plain numbers that the event
loop adds to, without a lock: what changes all the time stands in `Metrics.now`, and what is
known at the end of a context is counted then, from one report. `prometheus_client` makes the
page of it, and is imported when somebody first asks for one. `series.py` has the names.

Of several server processes each counts for itself; whoever owns the page adds their figures to
its own, so that the page tells of the whole server.
"""

import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rtts.metrics import series
from rtts.metrics.report import ContextReport, RequestReport
from rtts.metrics.snapshot import KeyFigures, Snapshot

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Metric

__all__ = ["CONTENT_TYPE", "KeyUse", "Levels", "Metrics"]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""The media type of `Metrics.render`."""

_ADDED = ("sessions", "contexts", "speech_requests")
"""Levels that every server process has of its own; the others are of the worker, which is one."""


@dataclass(slots=True)
class Levels:
    """What changes all the time. Whoever owns a number writes it; nobody waits."""

    sessions: int = 0
    contexts: int = 0
    speech_requests: int = 0
    queue_depth: int = 0
    worker_up: int = 0
    worker_circuit_open: int = 0
    """1 or 0."""
    worker_open_utterances: int = 0
    sent_bytes: int = 0
    received_bytes: int = 0


class KeyUse(Protocol):
    """What the holders of one API key use. The name is the operator's own, not a client's."""

    name: str
    chars: int

    @property
    def sessions(self) -> int: ...

    @property
    def contexts(self) -> int: ...


class Metrics:
    """Everything that is counted.

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
        self.engine_figures: Mapping[str, float] = {}
        """What the engine lets be watched, by its own names; set by whoever knows the worker."""
        self._registry = registry
        self._build = {"version": version, "engine": engine, "python": platform.python_version()}
        self._tallies = series.make_tallies()
        self._histograms = series.make_histograms()
        self._audio_ms = 0
        self._chars = 0
        self._underruns = 0
        self._speech_audio_ms = 0
        self._speech_chars = 0
        self._restarts = 0
        if registry is not None:
            registry.register(self)

    # Sessions and their contexts.

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
        if report.made_ms:
            self._histograms["synthesis_seconds"].observe(report.synthesis_ms / 1000)
            self._histograms["encode_seconds"].observe(report.encode_ms / 1000)
            self._histograms["real_time_factor"].observe(report.synthesis_ms / report.made_ms)

    def error_sent(self, code: str) -> None:
        """An `error` message went to a client."""
        self._tallies["errors"].count(code)

    # Requests for speech over HTTP.

    def request_refused(self, reason: str) -> None:
        """A request was answered with an error in place of speech."""
        self._tallies["speech_refused"].count(reason)

    def request_closed(self, report: RequestReport) -> None:
        """Count everything about a request that has ended and was not refused."""
        self._tallies["speech_requests"].count(report.outcome, report.format)
        self._speech_chars += report.chars
        self._speech_audio_ms += round(report.audio_ms)
        if report.first_audio_ms is not None:
            self._histograms["speech_first_audio_seconds"].observe(report.first_audio_ms / 1000)

    # The worker.

    def worker_restarted(self) -> None:
        """A worker was started in the place of one that died."""
        self._restarts += 1

    # The page.

    def snapshot(self) -> Snapshot:
        """What was counted here, to be added up elsewhere; of the worker nothing."""
        return Snapshot(
            sessions=self.now.sessions,
            contexts=self.now.contexts,
            speech_requests=self.now.speech_requests,
            totals={
                "sent_bytes": self.now.sent_bytes,
                "received_bytes": self.now.received_bytes,
                "audio_ms": self._audio_ms,
                "chars": self._chars,
                "underruns": self._underruns,
                "speech_audio_ms": self._speech_audio_ms,
                "speech_chars": self._speech_chars,
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
        yield series.build_info(self._build)
        yield from series.gauges(
            {name: getattr(figures if name in _ADDED else self.now, name) for name in series.GAUGES}
        )
        yield series.by_process(self.sessions_of_each)
        of_the_parent = {
            "process_deaths": self.process_deaths,
            "worker_restarts": self._restarts,
        }
        yield from series.totals(figures.totals | of_the_parent)
        yield from series.of_the_engine(self.engine_figures)
        yield from series.by_key(figures.keys)
        for name, tally in self._tallies.items():
            yield tally.family(f"rtts_{name}", figures.tallies[name])
        for name, histogram in self._histograms.items():
            yield histogram.family(f"rtts_{name}", figures.distributions[name])
        yield from ProcessCollector(namespace="rtts", registry=None).collect()
