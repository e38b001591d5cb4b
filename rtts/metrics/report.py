"""What became of one turn of speech: what is counted of it, and what the log tells."""

import msgspec

__all__ = ["ContextReport", "RequestReport"]


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
    """Audio that was sent, heard or not."""
    made_ms: int = 0
    """Audio that the engine made. Of a context that was cancelled, some of it was never sent."""
    queue_ms: float | None = None
    """From the first text to the opening of the first utterance."""
    first_chunk_ms: float | None = None
    """From the first text to the engine's first chunk."""
    first_frame_ms: float | None = None
    """From the first text to the first frame on the socket."""
    synthesis_ms: float = 0.0
    """How long it waited for the engine, all utterances together."""
    encode_ms: float = 0.0
    """How long the encoder was at work."""
    total_ms: float = 0.0
    """From the first text to the end."""
    underruns: int = 0
    """How often the listener ran out of audio within the context, since none was made in time."""


class RequestReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one request for speech over HTTP: a count in the metrics."""

    outcome: str
    """`done`, `lost` where the peer hung up, `shutdown`, or the code of the error."""
    format: str = ""
    """Of the file; empty where it never became known."""
    chars: int = 0
    """Code points of the text; none before it was taken."""
    audio_ms: float = 0.0
    """Audio that was made."""
    first_audio_ms: float | None = None
    """From when the request was read to its first audio; None where there was none."""
