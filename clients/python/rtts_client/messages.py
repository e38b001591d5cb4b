"""Every JSON message of `rtts.v1`, as one struct each, grouped by who sends it.

Minor versions of the protocol only add fields and types. So unknown fields are dropped and
messages of an unknown type are skipped (`decode_server_message` returns None for them), and
the options that the server repeats are kept as the plain dictionary they are.
"""

from typing import Annotated, Any

import msgspec
from msgspec import Struct

from rtts_client.errors import ProtocolError

__all__ = [
    "AudioFormat",
    "AudioMessage",
    "Cancel",
    "ClientMessage",
    "Close",
    "Closing",
    "ContextCancelled",
    "ContextDone",
    "ContextMessage",
    "ContextStarted",
    "End",
    "ErrorMessage",
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
    "WarningMessage",
    "decode_server_message",
    "encode_client_message",
]


# What a client sends.


class SessionUpdate(Struct, frozen=True, tag="session.update", omit_defaults=True):
    """Change what holds for contexts opened from now on."""

    session: dict[str, Any]
    id: str | None = None
    """Comes back as `re` in the answer."""


class Text(Struct, frozen=True, tag="text", omit_defaults=True):
    """A piece of text to speak. The first one opens its context."""

    text: str
    context: str | None = None
    session: dict[str, Any] | None = None
    """Options for this context alone; read from the text that opens it."""
    id: str | None = None


class Flush(Struct, frozen=True, tag="flush", omit_defaults=True):
    """Speak what is buffered and keep the context open."""

    context: str | None = None
    id: str | None = None


class Mark(Struct, frozen=True, tag="mark", omit_defaults=True):
    """Say when the speech of the text before this was sent."""

    name: str
    context: str | None = None
    id: str | None = None


class End(Struct, frozen=True, tag="end", omit_defaults=True):
    """No more text will come for the context."""

    context: str | None = None
    id: str | None = None


class Cancel(Struct, frozen=True, tag="cancel", omit_defaults=True):
    """Stop at once, one context or, without a name, all of them."""

    context: str | None = None
    played_ms: int | float | None = None
    id: str | None = None


class Played(Struct, frozen=True, tag="played", omit_defaults=True):
    """How much of the context the listener has heard."""

    played_ms: int | float
    context: str | None = None


class Ping(Struct, frozen=True, tag="ping", omit_defaults=True):
    """Are you there? `t` comes back as it is."""

    t: int | float | str | None = None


class Close(Struct, frozen=True, tag="close", omit_defaults=True):
    """Cancel every context, then close the socket."""


ClientMessage = SessionUpdate | Text | Flush | Mark | End | Cancel | Played | Ping | Close


# What the server sends.


class Limits(Struct, frozen=True, kw_only=True):
    """What a session may ask for."""

    max_contexts: int = 8
    max_text_chars: int = 4000
    """Code points in one message."""
    max_buffer_chars: int = 20_000
    """Code points that were accepted and not yet spoken, in one context."""
    max_message_bytes: int = 1_048_576
    idle_timeout_s: int = 600
    max_ahead_ms: int = 30_000


class Ready(Struct, frozen=True, tag="ready", kw_only=True):
    """The session stands. The first message on every socket."""

    session_id: str
    protocol: str
    server: str
    engine: str
    model: str
    session: dict[str, Any]
    """The options in force."""
    unknown_params: list[str] = []
    limits: Limits = Limits()
    resume_token: str | None = None
    """Opens the session again after a loss; None where the server does not offer that."""


class Resumed(Struct, frozen=True, tag="resumed", kw_only=True):
    """The answer to a client that comes back. It is not counted."""

    recovered: bool = True
    received: int | None = None
    """How many of this client's messages the server has."""
    resume_token: str | None = None
    """Takes the place of the one that was shown."""
    reason: str | None = None
    """Why the session does not go on."""


class SessionUpdated(Struct, frozen=True, tag="session.updated", kw_only=True):
    """The options that hold from now on."""

    session: dict[str, Any]
    unknown_params: list[str] = []
    re: str | None = None
    resume_token: str | None = None


_Positive = Annotated[int, msgspec.Meta(ge=1)]
"""A number that others are divided by."""


class AudioFormat(Struct, frozen=True, kw_only=True):
    """What the frames of a context hold."""

    codec: str
    rate: _Positive
    clock: _Positive
    """Ticks per second of `pts` and `samples`."""
    frame_ms: int
    channels: int = 1
    preskip: int = 0
    """Ticks at the start that a decoder gives out before the first real sample."""


class ContextStarted(Struct, frozen=True, tag="context.started", kw_only=True):
    """A context begins to speak; its frames bear `handle`."""

    context: str | None = None
    handle: int
    audio: AudioFormat


class SegmentBegun(Struct, frozen=True, tag="segment", kw_only=True):
    """The audio that follows speaks this piece of the text."""

    context: str | None = None
    segment: int
    text: str | None = None
    """None, as `end`, while the segment is still being written."""
    start: int
    """Code point offset into the text that was sent in this context."""
    end: int | None = None
    audio_ms: int
    """Where in the context's audio it begins."""
    language: str


class Timestamps(Struct, frozen=True, tag="timestamps", kw_only=True):
    """When which words are heard, counted from the context's start."""

    context: str | None = None
    segment: int
    unit: str
    """`word` or `segment`."""
    items: list[tuple[str, int, int, int, int]]
    """`(text, start_ms, end_ms, start, end)`; the last two are code point offsets."""


class SegmentDone(Struct, frozen=True, tag="segment.done", kw_only=True):
    """The last frame of a segment was sent."""

    context: str | None = None
    segment: int
    text: str
    start: int
    end: int
    audio_ms: int
    """Length of the segment's audio."""
    ttfa_ms: int
    """From the context's first text to its first frame, as the server saw it."""
    rtf: float
    """Seconds that the engine was waited for, per second of audio."""


class MarkReached(Struct, frozen=True, tag="mark", kw_only=True):
    """All audio of the text before the mark was sent."""

    context: str | None = None
    name: str
    audio_ms: int
    re: str | None = None


class Flushed(Struct, frozen=True, tag="flushed", kw_only=True):
    """All audio of the text before the flush was sent."""

    context: str | None = None
    re: str | None = None
    audio_ms: int


class Usage(Struct, frozen=True, kw_only=True):
    """What the context used."""

    chars: int
    audio_ms: int


class ContextDone(Struct, frozen=True, tag="context.done", kw_only=True):
    """Everything of the context was sent."""

    context: str | None = None
    audio_ms: int
    chars: int
    segments: int
    ttfa_ms: int | None = None
    usage: Usage | None = None


class ContextCancelled(Struct, frozen=True, tag="context.cancelled", kw_only=True):
    """The context was stopped; says what the listener heard.

    `text_spoken + text_remaining` is exactly the text that was sent in the context.
    """

    context: str | None = None
    re: str | None = None
    reason: str
    """`client`, `preempted`, `slow_consumer`, `shutdown`, `internal` or `lost`."""
    played_ms: int
    sent_ms: int
    text_spoken: str
    text_remaining: str
    spoken_chars: int
    precision: str
    """How well the place is known: `word`, `segment` or `estimate`."""


class WarningMessage(Struct, frozen=True, tag="warning", kw_only=True):
    """Something was done otherwise than asked. Nothing is lost."""

    code: str
    message: str
    context: str | None = None
    re: str | None = None


class ErrorMessage(Struct, frozen=True, tag="error", kw_only=True):
    """Something could not be done. The socket stays open unless `fatal`."""

    code: str
    message: str
    param: str | None = None
    context: str | None = None
    re: str | None = None
    fatal: bool = False
    retry_after_ms: int = 0
    text_remaining: str | None = None
    """What was accepted and will not be spoken."""


class Pong(Struct, frozen=True, tag="pong"):
    """The answer to `ping`."""

    t: int | float | str | None = None


class Closing(Struct, frozen=True, tag="closing", kw_only=True):
    """The server is going down; running contexts may finish until the deadline."""

    reason: str
    deadline_ms: int


class AudioMessage(Struct, frozen=True, tag="audio", kw_only=True):
    """A frame in JSON, for clients without binary messages. This client never asks for it."""

    context: str | None = None
    segment: int
    seq: int
    pts: int
    samples: int
    kind: int
    flags: int
    data: bytes
    """Base64 on the wire."""


ContextMessage = (
    ContextStarted
    | SegmentBegun
    | Timestamps
    | SegmentDone
    | MarkReached
    | Flushed
    | ContextDone
    | ContextCancelled
    | WarningMessage
    | ErrorMessage
)
"""What the server says about one context, beside its audio."""

ServerMessage = Ready | Resumed | SessionUpdated | ContextMessage | Pong | Closing | AudioMessage


class _Tagged(Struct):
    type: str


_decoder: msgspec.json.Decoder[ServerMessage] = msgspec.json.Decoder(ServerMessage)
_tag_decoder = msgspec.json.Decoder(_Tagged)
_encoder = msgspec.json.Encoder()
_known_types = frozenset(struct.__struct_config__.tag for struct in ServerMessage.__args__)


def decode_server_message(wire: str | bytes) -> ServerMessage | None:
    """The message, or None if its type is one that this version does not know.

    Raises ProtocolError for what is no message of `rtts.v1` at all.
    """
    try:
        return _decoder.decode(wire)
    except msgspec.DecodeError as error:
        if _is_of_unknown_type(wire):
            return None
        raise ProtocolError(f"The server sent a message that cannot be read: {error}.") from None


def _is_of_unknown_type(wire: str | bytes) -> bool:
    try:
        return _tag_decoder.decode(wire).type not in _known_types
    except msgspec.DecodeError:
        return False


def encode_client_message(message: ClientMessage) -> str:
    """The message as it crosses the wire. Raises ValueError for text that is not Unicode."""
    try:
        return _encoder.encode(message).decode()
    except UnicodeEncodeError:
        raise ValueError("The text holds a lone surrogate, which is no character.") from None
