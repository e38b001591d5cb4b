"""What is counted, read as Prometheus reads it."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.parser import text_string_to_metric_families

from rtts.http.speech import Form
from rtts.metrics.metrics import CONTENT_TYPE, Levels, Metrics
from rtts.metrics.report import ContextReport, RequestReport

ROOT = Path(__file__).parents[2]

REPORT = ContextReport(
    session="s1",
    context="t1",
    outcome="done",
    voice="amy",
    codec="opus",
    language="en",
    chars=40,
    audio_ms=2000,
    made_ms=4000,
    queue_ms=2.0,
    first_chunk_ms=20.0,
    first_frame_ms=35.0,
    synthesis_ms=500.0,
    encode_ms=10.0,
    total_ms=2100.0,
    underruns=2,
)


@pytest.fixture
def metrics() -> Metrics:
    """Metrics in a registry of their own."""
    return Metrics(version="0.1.0", engine="tone")


def scrape(metrics: Metrics) -> dict[str, float]:
    """Every sample of the page by its name and labels: `rtts_errors_total{code=internal}`."""
    samples = {}
    for family in text_string_to_metric_families(metrics.render().decode()):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sample.labels.items())
            samples[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return samples


def test_what_an_engine_tells_is_on_the_page(metrics: Metrics) -> None:
    """By its own names; what no page may hold is passed over, and nothing is left of a worker."""
    metrics.engine_figures = {"memory_bytes": 3e9, "frames_total": 7, "no name": 1}
    engines = {name: each for name, each in scrape(metrics).items() if "_engine_" in name}
    assert engines == {"rtts_engine_memory_bytes": 3e9, "rtts_engine_frames_total": 7}
    metrics.engine_figures = {}
    assert not [name for name in scrape(metrics) if "_engine_" in name]


def test_all_names_are_ours(metrics: Metrics) -> None:
    """Every name begins with rtts_, also those about the process."""
    samples = scrape(metrics)
    assert [name for name in samples if not name.startswith("rtts_")] == []
    assert samples["rtts_process_resident_memory_bytes"] > 1_000_000
    assert samples["rtts_process_open_fds"] > 0


def test_no_series_says_when_it_was_made(metrics: Metrics) -> None:
    """The page is not doubled by `_created` series."""
    assert [name for name in scrape(metrics) if "_created" in name] == []


def test_page_has_the_type_it_says(metrics: Metrics) -> None:
    """It is the classic text format: counters are named with their `_total`."""
    assert CONTENT_TYPE == "text/plain; version=0.0.4; charset=utf-8"
    assert b"# TYPE rtts_sessions_total counter" in metrics.render()
    assert b"# TYPE rtts_sessions gauge" in metrics.render()


def test_build_is_told(metrics: Metrics) -> None:
    """Version and engine are labels of a constant."""
    (build,) = (name for name in scrape(metrics) if name.startswith("rtts_build_info"))
    assert "version=0.1.0" in build
    assert "engine=tone" in build


def test_context_is_counted_from_its_report(metrics: Metrics) -> None:
    """One report fills every series about speech."""
    metrics.context_opened()
    assert scrape(metrics)["rtts_contexts"] == 1
    metrics.context_closed(REPORT)
    samples = scrape(metrics)
    assert samples["rtts_contexts"] == 0
    assert samples["rtts_contexts_total{outcome=done}"] == 1
    assert samples["rtts_characters_total"] == 40
    assert samples["rtts_audio_seconds_total"] == 2
    assert samples["rtts_underruns_total"] == 2
    assert samples["rtts_first_audio_seconds_sum"] == 0.035
    assert samples["rtts_first_audio_seconds_bucket{le=0.03}"] == 0
    assert samples["rtts_first_audio_seconds_bucket{le=0.04}"] == 1
    assert samples["rtts_synthesis_seconds_sum"] == 0.5
    assert samples["rtts_encode_seconds_sum"] == 0.01
    assert samples["rtts_real_time_factor_sum"] == 0.125


def test_context_without_audio_has_no_latency(metrics: Metrics) -> None:
    """A context that never spoke is counted, and bends no histogram."""
    metrics.context_closed(
        msgspec.structs.replace(
            REPORT, outcome="client", audio_ms=0, made_ms=0, first_frame_ms=None
        )
    )
    samples = scrape(metrics)
    assert samples["rtts_contexts_total{outcome=client}"] == 1
    assert samples["rtts_first_audio_seconds_count"] == 0
    assert samples["rtts_real_time_factor_count"] == 0


def test_sessions_are_counted(metrics: Metrics) -> None:
    """The gauge has who is here, the counter who was and how they left."""
    metrics.session_opened()
    metrics.session_opened()
    metrics.session_closed("lost")
    samples = scrape(metrics)
    assert samples["rtts_sessions"] == 1
    assert samples["rtts_sessions_total{outcome=lost}"] == 1


def test_refusals_errors_and_restarts_are_counted(metrics: Metrics) -> None:
    """Each by its code on the wire."""
    metrics.refused("unauthorized")
    metrics.error_sent("rate_limited")
    metrics.worker_restarted()
    samples = scrape(metrics)
    assert samples["rtts_refused_total{reason=unauthorized}"] == 1
    assert samples["rtts_errors_total{code=rate_limited}"] == 1
    assert samples["rtts_worker_restarts_total"] == 1


def test_strangers_words_are_no_labels(metrics: Metrics) -> None:
    """A value that was not foreseen makes no series of its own."""
    before = set(scrape(metrics))
    metrics.error_sent("evil\n# rubbish")
    metrics.refused("evil")
    metrics.session_closed("evil")
    metrics.context_closed(msgspec.structs.replace(REPORT, outcome="evil", voice="evil"))
    samples = scrape(metrics)
    assert set(samples) == before
    assert samples["rtts_errors_total{code=other}"] == 1
    assert samples["rtts_contexts_total{outcome=other}"] == 1


def test_series_are_there_before_anything_happens(metrics: Metrics) -> None:
    """A rate over a counter can see the first event, since it starts at 0."""
    samples = scrape(metrics)
    assert samples["rtts_contexts_total{outcome=preempted}"] == 0
    assert samples["rtts_errors_total{code=synthesis_failed}"] == 0


def test_counting_needs_no_library() -> None:
    """A server that nobody scrapes never imports `prometheus_client`."""
    code = (
        "import sys; from rtts.metrics.metrics import Metrics; "
        "m = Metrics(version='1', engine='tone'); m.session_opened(); "
        "print('prometheus_client' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)
    assert done.stdout == b"False\n"


def test_page_may_be_shared() -> None:
    """In a registry of somebody else's, our metrics stand beside theirs."""
    registry = CollectorRegistry()
    Counter("theirs", "Somebody's.", registry=registry)
    page = Metrics(registry, version="0.1.0", engine="tone").render()
    assert b"theirs_total" in page
    assert b"rtts_sessions" in page


def test_levels_are_plain_numbers(metrics: Metrics) -> None:
    """What changes with every frame is an int that is read at the scrape."""
    for value, name in enumerate(Levels.__slots__, 1):
        setattr(metrics.now, name, value)
    samples = scrape(metrics)
    for value, name in enumerate(Levels.__slots__, 1):
        total = "_total" if name.endswith("_bytes") else ""
        assert samples[f"rtts_{name}{total}"] == value


def request(outcome: str = "done", format: str = "wav", **figures: Any) -> RequestReport:
    """A request for speech that has ended."""
    return RequestReport(outcome=outcome, format=format, **figures)


def test_request_is_counted_from_its_report(metrics: Metrics) -> None:
    """One report fills every series about speech over HTTP, and none about contexts."""
    before = scrape(metrics)
    metrics.request_closed(request(chars=40, audio_ms=2000.4, first_audio_ms=35.0))
    after = scrape(metrics)
    changed = {name: value for name, value in after.items() if value != before[name]}
    buckets = [name for name in changed if "_bucket" in name]
    assert min(buckets) == "rtts_speech_first_audio_seconds_bucket{le=+Inf}"
    assert {name: changed[name] for name in changed if name.startswith("rtts_speech")} == {
        "rtts_speech_requests_total{format=wav,outcome=done}": 1,
        "rtts_speech_audio_seconds_total": 2,
        "rtts_speech_characters_total": 40,
        "rtts_speech_first_audio_seconds_sum": 0.035,
        "rtts_speech_first_audio_seconds_count": 1,
    } | dict.fromkeys(buckets, 1.0)
    assert [name for name in changed if not name.startswith(("rtts_speech", "rtts_process"))] == []


def test_request_without_audio_has_no_latency(metrics: Metrics) -> None:
    """One that never sounded is counted, and bends no histogram."""
    metrics.request_closed(request("timeout"))
    samples = scrape(metrics)
    assert samples["rtts_speech_requests_total{format=wav,outcome=timeout}"] == 1
    assert samples["rtts_speech_first_audio_seconds_count"] == 0


def test_an_unforeseen_outcome_or_format_is_told_as_other(metrics: Metrics) -> None:
    """Each label for itself: what is known of a request is not lost with what is not."""
    before = set(scrape(metrics))
    metrics.request_closed(request("done", "evil 7"))
    metrics.request_closed(request("lost", ""))
    metrics.request_closed(request("evil", "pcm"))
    metrics.request_refused("evil")
    samples = scrape(metrics)
    assert set(samples) == before
    assert samples["rtts_speech_requests_total{format=other,outcome=done}"] == 1
    assert samples["rtts_speech_requests_total{format=other,outcome=lost}"] == 1
    assert samples["rtts_speech_requests_total{format=pcm,outcome=other}"] == 1
    assert samples["rtts_speech_refused_total{reason=other}"] == 1


def test_formats_are_those_that_may_be_asked_for(metrics: Metrics) -> None:
    """Each form of file has series of its own."""
    counted = re.findall(
        r"rtts_speech_requests_total\{format=(\w+),outcome=done", str(scrape(metrics))
    )
    assert counted == [*get_args(Form), "other"]


def test_the_page_of_the_docs_has_every_series(metrics: Metrics) -> None:
    """docs/metrics.md names each with its kind, and none that is not there. Engines have others."""
    page = (ROOT / "docs/metrics.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(rtts_(?!engine_)\w+)` \| (\w+) \|", page, re.MULTILINE))
    told |= dict.fromkeys(re.findall(r"`(rtts_process_\w+)`[,.]", page), "")
    families = text_string_to_metric_families(metrics.render().decode())
    kinds = {_series(each.name, each.type): each.type for each in families}
    of_process = {name for name in kinds if told.get(name) == ""}
    assert told == kinds | dict.fromkeys(of_process, "")
    assert all(name.startswith("rtts_process_") for name in of_process)


def _series(name: str, kind: str) -> str:
    """What a family is called on the page."""
    return f"{name}_total" if kind == "counter" else name


def test_error_codes_are_those_of_the_wire(metrics: Metrics) -> None:
    """The codes that docs/protocol.md explains are the ones that have a series."""
    page = (ROOT / "docs/protocol.md").read_text("utf-8")
    section = page.partition("\n## Errors\n")[2].partition("\n## ")[0]
    explained = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    series = scrape(metrics)
    counted = [name.partition("=")[2][:-1] for name in series if name.startswith("rtts_errors_")]
    assert counted == [*explained, "other"]
