"""What happens on connections, told to the log and to the metrics.

A context is one line in the log and one count in the metrics, made from the same report at its
end. In between nothing is logged and only plain numbers change.
"""

from collections.abc import Callable

from rtts.context.context import Context
from rtts.log import context_ended, logger
from rtts.metrics.metrics import Metrics
from rtts.metrics.report import ContextReport

__all__ = ["Watch"]

_OUTCOMES = {
    1000: "closed",
    1001: "shutdown",
    4408: "idle",
    4420: "slow_consumer",
    4429: "rate_limited",
    1011: "internal",
}


class Watch:
    """The observer of every connection of a server."""

    def __init__(self, metrics: Metrics, clock: Callable[[], float]) -> None:
        self._metrics = metrics
        self._clock = clock

    def session_opened(self) -> None:
        """A client was let in."""
        self._metrics.session_opened()

    def session_closed(self, code: int | None, sent_bytes: int, received_bytes: int) -> None:
        """A client is gone; `code` is with which close code, None if it was lost."""
        outcome = "lost" if code is None else _OUTCOMES.get(code, "closed")
        self._metrics.session_closed(outcome)
        self._metrics.now.sent_bytes += sent_bytes
        self._metrics.now.received_bytes += received_bytes

    def session_resumed(self, outcome: str) -> None:
        """A client came back after a loss: `recovered` or `lost`."""
        self._metrics.session_resumed(outcome)

    def refused(self, code: str) -> None:
        """A connection was refused."""
        self._metrics.refused(code)

    def context_opened(self) -> None:
        """A context got a pipeline."""
        self._metrics.context_opened()

    def context_closed(self, session: str, context: Context, outcome: str) -> None:
        """A context ended, one way or the other."""
        report = self._report(session, context, outcome)
        self._metrics.context_closed(report)
        context_ended(report)

    def error_sent(self, code: str) -> None:
        """An `error` went to a client."""
        self._metrics.error_sent(code)

    def failed(self, session: str, error: BaseException) -> None:
        """The server itself failed while it spoke a context."""
        logger.error("context_broken", session=session, exc_info=error)

    def _report(self, session: str, context: Context, outcome: str) -> ContextReport:
        timings = context.timings
        return ContextReport(
            session=session,
            context=context.name or "",
            outcome=outcome,
            voice=context.options.voice,
            codec=context.options.audio.codec,
            language=context.language,
            chars=context.chars,
            audio_ms=round(context.playhead.sent_ms),
            made_ms=round(timings.made_ms),
            queue_ms=timings.since_ms(timings.opened_at),
            first_chunk_ms=timings.since_ms(timings.first_chunk_at),
            first_frame_ms=timings.since_ms(timings.first_frame_at),
            synthesis_ms=timings.synthesis_s * 1000,
            encode_ms=timings.encode_s * 1000,
            total_ms=(self._clock() - timings.first_text_at) * 1000,
            underruns=timings.underruns,
        )
