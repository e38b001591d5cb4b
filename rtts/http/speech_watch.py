"""What happens to requests for speech over HTTP, told to the metrics.

Every request that arrives is counted once more when it is over: as refused, with the code of the
error, where it was answered with that in place of speech; else by its outcome and the format of
its file. So arrived = under way + refused + ended holds at every moment, and nobody who counts
can lose one.
"""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from rtts.errors import Refused, RequestError, SpeechError, WorkerUnavailable
from rtts.metrics.metrics import Metrics
from rtts.metrics.report import RequestReport

__all__ = ["SpeechWatch"]


class SpeechWatch:
    """Counts one request. Use it as a context manager, from its arrival to its end."""

    def __init__(self, metrics: Metrics, clock: Callable[[], float]) -> None:
        self._metrics = metrics
        self._clock = clock
        self._read_at = clock()
        self._format = ""
        self._chars = 0
        self._audio_ms = 0.0
        self._first_audio_ms: float | None = None
        self._outcome = "done"

    def __repr__(self) -> str:
        return f"<SpeechWatch {self._format or '?'} {self._audio_ms:.0f} ms>"

    def __enter__(self) -> Self:
        self._metrics.now.speech_requests += 1
        return self

    def read(self) -> None:
        """Its body has come; from now on its peer waits for us."""
        self._read_at = self._clock()

    def begin(self, format: str, chars: int) -> None:
        """It was let in, and is to be spoken."""
        self._format = format
        self._chars = chars

    def audio(self, ms: float) -> None:
        """So much more audio goes into the answer."""
        if self._first_audio_ms is None:
            self._first_audio_ms = (self._clock() - self._read_at) * 1000
        self._audio_ms += ms

    def end(self, outcome: str) -> None:
        """It ended otherwise than well, after its answer had begun or its peer had gone."""
        self._outcome = outcome

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        place: TracebackType | None,
    ) -> None:
        self._metrics.now.speech_requests -= 1
        refusal = _refusal(error)
        if refusal is not None:
            self._metrics.request_refused(refusal)
            return
        self._metrics.request_closed(
            RequestReport(
                outcome=self._outcome if error is None else _outcome(error),
                format=self._format,
                chars=self._chars,
                audio_ms=self._audio_ms,
                first_audio_ms=self._first_audio_ms,
            )
        )


def _refusal(error: BaseException | None) -> str | None:
    """The wire's code of an error that turns a request away; None for every other end."""
    if isinstance(error, Refused | RequestError):
        return error.wire_code
    if isinstance(error, WorkerUnavailable):
        return error.code
    return "bad_message" if isinstance(error, HTTPException) else None


def _outcome(error: BaseException) -> str:
    """How a request ended that an error has ended."""
    if isinstance(error, SpeechError):
        return error.code
    if isinstance(error, ClientDisconnect):
        return "lost"
    return "shutdown" if isinstance(error, asyncio.CancelledError) else "internal"
