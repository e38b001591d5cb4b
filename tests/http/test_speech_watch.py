"""What is counted of one request for speech, however it ends."""

import asyncio

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from rtts.errors import (
    Refused,
    RequestError,
    SpeechTimeout,
    SynthesisFailed,
    WorkerUnavailable,
)
from rtts.http.speech_watch import SpeechWatch
from rtts.metrics.metrics import Metrics


class Clock:
    """A clock that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def fates(metrics: Metrics) -> dict[str, int]:
    """How many requests came to which end."""
    tallies = metrics.snapshot().tallies
    ends = tallies["speech_requests"] | tallies["speech_refused"]
    return {name: count for name, count in ends.items() if count}


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (None, "done opus"),
        (SynthesisFailed("It failed."), "synthesis_failed opus"),
        (SpeechTimeout("It hangs."), "timeout opus"),
        (ClientDisconnect(), "lost opus"),
        (asyncio.CancelledError(), "shutdown opus"),
        (ZeroDivisionError(), "internal opus"),
        (RequestError("invalid_value", "No."), "invalid_value"),
        (Refused(429, "rate_limited", "No.", close_code=4429), "rate_limited"),
        (WorkerUnavailable("None."), "overloaded"),
        (HTTPException(413), "bad_message"),
    ],
)
def test_a_request_comes_to_one_end(error: BaseException | None, fate: str) -> None:
    """It is refused, or it has an outcome; either way it is under way no longer."""
    metrics = Metrics(version="1", engine="tone")

    def answer() -> None:
        with SpeechWatch(metrics, Clock()) as watch:
            watch.begin("opus", 3)
            assert metrics.now.speech_requests == 1
            assert fates(metrics) == {}
            if error is not None:
                raise error

    if error is None:
        answer()
    else:
        with pytest.raises(type(error)):
            answer()
    assert metrics.now.speech_requests == 0
    assert fates(metrics) == {fate: 1}


def test_what_ended_otherwise_says_so() -> None:
    """An answer that was broken off, or that nobody takes, raises nothing."""
    metrics = Metrics(version="1", engine="tone")
    with SpeechWatch(metrics, Clock()) as watch:
        watch.begin("wav", 3)
        watch.end("lost")
    assert fates(metrics) == {"lost wav": 1}


def test_first_audio_is_timed_from_when_the_request_was_read() -> None:
    """A client that is slow to ask is no slow server; later audio adds up and changes no time."""
    metrics, clock = Metrics(version="1", engine="tone"), Clock()
    with SpeechWatch(metrics, clock) as watch:
        clock.now += 60
        watch.read()
        watch.begin("pcm", 7)
        clock.now += 0.25
        watch.audio(20.0)
        clock.now += 3
        watch.audio(980.0)
    figures = metrics.snapshot()
    first = figures.distributions["speech_first_audio_seconds"]
    assert (sum(first.counts), first.sum) == (1, 0.25)
    assert (figures.totals["speech_audio_ms"], figures.totals["speech_chars"]) == (1000, 7)
