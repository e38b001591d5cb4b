"""Every JSON message of `rtts.v1`, as one struct each, grouped by who sends it.

The wire contract is `docs/protocol.md`; the tables there are made from this file. A field
that is left out of a message and a field that is null mean the same. Audio is not here: it
crosses the wire as binary frames (`frames.py`), or as `Audio` for clients without binary.
"""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType

from rtts.protocol.options import SessionOptions

__all__ = [
    "Audio",
    "AudioFormat",
    "Cancel",
    "ClientMessage",
    "Close",
    "Closing",
    "ContextCancelled",
    "ContextDone",
    "ContextStarted",
    "End",
    "Error",
    "Flush",
    "Flushed",
    "Limits",
    "Mark",
    "MarkReached",
    "Ping",
    "Played",
    "Pong",
    "Ready",
    "Resumed",
    "SegmentBegun",
    "SegmentDone",
    "ServerMessage",
    "SessionUpdate",
    "SessionUpdated",
    "Text",
    "Timestamps",
    "Usage",
    "Warning",
]

ContextName = Annotated[str, Meta(min_length=1, max_length=128)]
RequestId = Annotated[str, Meta(max_length=128)]
Millis = Annotated[float, Meta(ge=0, le=2**53 - 1)]  # whole ones too: clients compute in both


# A field of the server that is left out, rather than null, where it does not apply: messages
# about the implicit context bear no `context`.
MaybeStr = str | UnsetType


# What a client sends.


class SessionUpdate(Struct, frozen=True, tag="session.update"):
    """Change what holds for contexts opened from now on. Answered by `session.updated`."""

    session: dict[str, Any]
    """Any part of the session's options; fields left out stay as they are."""
    id: RequestId | None = None
    """Comes back as `re` in the answer."""


class Text(Struct, frozen=True, tag="text"):
    """A piece of text to speak. The first one opens its context."""

    text: str
    """Appended to what came before, as it is."""
    context: ContextName | None = None
    """Left out: the implicit context."""
    session: dict[str, Any] | None = None
    """Options for this context alone; read from the text that opens it."""
    id: RequestId | None = None
    """Comes back as `re` in the answers."""


class Flush(Struct, frozen=True, tag="flush"):
    """Speak what is buffered and keep the context open. Answered by `flushed`."""

    context: ContextName | None = None
    """Left out: the implicit context."""
    id: RequestId | None = None
    """Comes back as `re` in the answers."""


class Mark(Struct, frozen=True, tag="mark"):
    """Tell me when the speech of the text before this was sent. Answered by `mark`."""

    name: Annotated[str, Meta(max_length=128)]
    """Comes back as it is."""
    context: ContextName | None = None
    """Left out: the implicit context."""
    id: RequestId | None = None
    """Comes back as `re` in the answers."""


class End(Struct, frozen=True, tag="end"):
    """No more text will come for the context. Answered by `context.done`."""

    context: ContextName | None = None
    """Left out: the implicit context."""
    id: RequestId | None = None
    """Comes back as `re` in the answers."""


class Cancel(Struct, frozen=True, tag="cancel"):
    """Stop at once. Answered by `context.cancelled` for each context that it stops."""

    context: ContextName | None = None
    """Left out: every context of the session."""
    played_ms: Millis | None = None
    """How much of the context the listener has heard, in ms."""
    id: RequestId | None = None
    """Comes back as `re` in the answers."""


class Played(Struct, frozen=True, tag="played"):
    """How much of the context the listener has heard. No answer."""

    played_ms: Millis
    """In ms from the context's start."""
    context: ContextName | None = None
    """Left out: the implicit context."""


class Ping(Struct, frozen=True, tag="ping"):
    """Are you there? Answered by `pong`."""

    t: int | float | str | None = None
    """Comes back as it is."""


class Close(Struct, frozen=True, tag="close"):
    """Cancel every context, then close the socket."""


ClientMessage = SessionUpdate | Text | Flush | Mark | End | Cancel | Played | Ping | Close


# What the server sends.


class Limits(Struct, frozen=True, kw_only=True):
    """What a session may ask for."""

    max_contexts: int = 8
    """Contexts open at once."""
    max_text_chars: int = 4000
    """Code points in one message."""
    max_buffer_chars: int = 20_000
    """Code points that were accepted and not yet spoken, in one context."""
    max_message_bytes: int = 1_048_576
    """Bytes in one message."""
    idle_timeout_s: int = 600
    """Seconds without a message until the session is closed."""
    max_ahead_ms: int = 30_000
    """The greatest `max_ahead_ms` that a session may have."""


class Ready(Struct, frozen=True, tag="ready", kw_only=True):
    """The session stands. The first message on every socket."""

    session_id: str
    """What the server's logs call the session."""
    protocol: str
    """The subprotocol in force."""
    server: str
    """Name and version."""
    engine: str
    model: str
    session: SessionOptions
    """All options, as they hold from now on."""
    unknown_params: list[str]
    """Options of the handshake that nobody knows."""
    limits: Limits
    resume_token: str | None = None
    """Opens the session again over another socket; null where `resume` is off."""


class Resumed(Struct, frozen=True, tag="resumed", kw_only=True):
    """The answer to `?resume=`, before all else on its socket. It is not counted."""

    recovered: bool = True
    """Whether the session goes on. If not, a `ready` follows, and what was lost."""
    received: int | UnsetType = UNSET
    """How many messages of the client the session has taken."""
    resume_token: MaybeStr = UNSET
    """Takes the place of the one that was shown."""
    reason: MaybeStr = UNSET
    """Why not: `unknown`, `expired` or `not_held`."""


class SessionUpdated(Struct, frozen=True, tag="session.updated", kw_only=True):
    """The options that hold from now on."""

    session: SessionOptions
    """All options."""
    unknown_params: list[str]
    """Options that nobody knows; they were ignored."""
    re: str | None = None
    resume_token: MaybeStr = UNSET
    """Of a session whose `resume` is on."""


class AudioFormat(Struct, frozen=True, kw_only=True):
    """What the frames of a context hold."""

    codec: str
    rate: int
    """Samples per second."""
    clock: int
    """Ticks per second of `pts` and `samples`."""
    frame_ms: int
    """Length of a packet, in ms."""
    channels: int = 1
    preskip: int = 0
    """Ticks at the start that a decoder gives out before the first real sample."""


class ContextStarted(Struct, frozen=True, tag="context.started", kw_only=True):
    """A context begins to speak; its frames bear `handle`."""

    context: MaybeStr = UNSET
    handle: int
    """Stands in the header of each of its frames."""
    audio: AudioFormat


class SegmentBegun(Struct, frozen=True, tag="segment", kw_only=True):
    """The frames that follow speak this piece of the client's text."""

    context: MaybeStr = UNSET
    segment: int
    """Its number in the context, from 0."""
    text: str | None
    """Null, as `end`, while the segment is still being written."""
    start: int
    """Code point offset into the text that the client sent in this context."""
    end: int | None
    """Behind its last code point."""
    audio_ms: int
    """Where in the context's audio it begins."""
    language: str
    """The code of the language that it is spoken in."""


class Timestamps(Struct, frozen=True, tag="timestamps", kw_only=True):
    """When which words are heard, counted from the context's start."""

    context: MaybeStr = UNSET
    segment: int
    unit: str
    """`word` or `segment`."""
    items: list[tuple[str, int, int, int, int]]
    """`[text, start_ms, end_ms, start, end]`."""


class SegmentDone(Struct, frozen=True, tag="segment.done", kw_only=True):
    """The last frame of a segment was sent."""

    context: MaybeStr = UNSET
    segment: int
    text: str
    """The client's own text, from `start` to `end`."""
    start: int
    """Code point offset into the text that the client sent in this context."""
    end: int
    """Behind its last code point."""
    audio_ms: int
    """Length of the segment's audio."""
    ttfa_ms: int
    """From the context's first text to its first frame."""
    rtf: float
    """Seconds that the engine was waited for, per second of audio."""


class MarkReached(Struct, frozen=True, tag="mark", kw_only=True):
    """All audio of the text before the mark was sent."""

    context: MaybeStr = UNSET
    name: str
    audio_ms: int
    """Length of the context's audio so far."""
    re: MaybeStr = UNSET


class Flushed(Struct, frozen=True, tag="flushed", kw_only=True):
    """All audio of the text before the flush was sent."""

    context: MaybeStr = UNSET
    re: str | None = None
    audio_ms: int
    """Length of the context's audio so far."""


class Usage(Struct, frozen=True, kw_only=True):
    """What the context used."""

    chars: int
    audio_ms: int


class ContextDone(Struct, frozen=True, tag="context.done", kw_only=True):
    """Everything of the context was sent; no further frame bears its handle."""

    context: MaybeStr = UNSET
    audio_ms: int
    """Length of its audio."""
    chars: int
    """Code points of its text."""
    segments: int
    """How many were spoken or tried."""
    ttfa_ms: int | None
    """From its first text to its first frame; null if there was none."""
    usage: Usage


class ContextCancelled(Struct, frozen=True, tag="context.cancelled", kw_only=True):
    """The context was stopped; no further frame bears its handle.

    `text_spoken + text_remaining` is the text that the client sent.
    """

    context: MaybeStr = UNSET
    re: str | None = None
    reason: str
    """`client`, `preempted`, `slow_consumer`, `shutdown`, `internal` or `lost`."""
    played_ms: int
    """How much the listener heard."""
    sent_ms: int
    """How much was sent."""
    text_spoken: str
    text_remaining: str
    spoken_chars: int
    """Code points of `text_spoken`."""
    precision: str
    """`word`, `segment` or `estimate`."""


class Warning(Struct, frozen=True, tag="warning", kw_only=True):
    """Something was not done as asked, or soon will not be."""

    code: str
    message: str
    context: MaybeStr = UNSET
    re: str | None = None


class Error(Struct, frozen=True, tag="error", kw_only=True):
    """Something could not be done. The socket stays open unless `fatal`."""

    code: str
    message: str
    param: str | None = None
    """The field, as the client wrote it."""
    context: MaybeStr = UNSET
    re: str | None = None
    fatal: bool = False
    """The socket is closed after this."""
    retry_after_ms: int = 0
    """When it may go better; 0 where waiting does not help."""
    text_remaining: MaybeStr = UNSET
    """What was accepted and will not be spoken."""


class Pong(Struct, frozen=True, tag="pong"):
    """The answer to `ping`."""

    t: int | float | str | None = None


class Closing(Struct, frozen=True, tag="closing", kw_only=True):
    """The server is going down; running contexts may finish until the deadline."""

    reason: str
    """`drain`."""
    deadline_ms: int
    """Counted from this message."""


class Audio(Struct, frozen=True, tag="audio", kw_only=True):
    """A frame, for clients without binary messages (`rtts.v1.json`)."""

    context: MaybeStr = UNSET
    segment: int
    seq: int
    """Number of the frame in the context, from 0; wraps at 65536."""
    pts: int
    """Position in the context, in ticks of its `clock`."""
    samples: int
    """Ticks that the audio covers."""
    kind: int
    flags: int
    data: bytes
    """Base64."""


ServerMessage = (
    Ready
    | Resumed
    | SessionUpdated
    | ContextStarted
    | SegmentBegun
    | Timestamps
    | SegmentDone
    | MarkReached
    | Flushed
    | ContextDone
    | ContextCancelled
    | Warning
    | Error
    | Pong
    | Closing
    | Audio
)
