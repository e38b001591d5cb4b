"""`rtts.v1`, our own wire form: JSON text both ways, and audio in one of three shapes.

Audio is framed (a 16-byte header before each payload), raw (the payload alone), or, under
the subprotocol `rtts.v1.json`, base64 inside JSON for clients that cannot read binary.

Reading a good message is one call into msgspec. The work is in telling a client truthfully
what was wrong with a bad one, and which request and context it was, so that an error can be
matched to its cause. That costs a second, more forgiving reading, for bad messages only.
"""

import base64
import re
from typing import Any, ClassVar, get_args

import msgspec
from msgspec import UNSET, Raw, Struct

from rtts.errors import Refused, RequestError
from rtts.protocol.dialect import (
    Accepted,
    Credential,
    Dialect,
    Framer,
    Handshake,
    Outgoing,
    ResumeRequest,
)
from rtts.protocol.frames import Frame, FrameKind, pack_frame
from rtts.protocol.messages import Audio, ClientMessage, ContextName, RequestId, ServerMessage
from rtts.protocol.options import AudioOptions

__all__ = ["PATHS", "SUBPROTOCOLS", "Native", "NativeJson", "handshake"]

PATHS = ("/v1/stream", "/")
_BEARER = "bearer."
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_RECEIVED_DIGITS = 15
_NAME_CHARS = 64
"""Of a parameter that nobody knows, so much is said back."""
_VOICE = ("voice", "language")
_AUDIO = ("codec", "framing")
_PARAMETERS = frozenset((*_VOICE, *_AUDIO, "rate", "resume", "received", "token"))

_decoder = msgspec.json.Decoder(ClientMessage)
_encoder = msgspec.json.Encoder()


class Native(Dialect):
    """`rtts.v1`: audio as binary messages."""

    name: ClassVar[str] = "rtts.v1"

    def decode(self, message: str | bytes) -> list[ClientMessage]:
        if isinstance(message, bytes):
            raise RequestError(
                "bad_message", "A client sends JSON in text messages; this message is binary."
            )
        try:
            return [_decoder.decode(message)]
        except RecursionError:
            raise RequestError("bad_message", _DEEP) from None
        except (msgspec.DecodeError, UnicodeEncodeError) as error:
            raise _explain(message, error) from None

    def encode(self, message: ServerMessage) -> list[Outgoing]:
        return [Outgoing(_encoder.encode(message), binary=False)]

    def framer(self, context: str | None, audio: AudioOptions) -> Framer:
        return _raw if audio.framing == "raw" else _framed


class NativeJson(Native):
    """`rtts.v1.json`: audio as `audio` messages, whatever the framing."""

    name: ClassVar[str] = "rtts.v1.json"

    def framer(self, context: str | None, audio: AudioOptions) -> Framer:
        name = UNSET if context is None else context

        def in_json(frame: Frame) -> Outgoing:
            message = Audio(
                context=name,
                segment=frame.segment & 0xFFFF,
                seq=frame.sequence & 0xFFFF,
                pts=frame.pts & 0xFFFFFFFF,
                samples=frame.samples,
                kind=frame.kind,
                flags=frame.flags,
                data=frame.payload,
            )
            return Outgoing(_encoder.encode(message), binary=False)

        return in_json


def _framed(frame: Frame) -> Outgoing:
    return Outgoing(pack_frame(frame), binary=True)


def _raw(frame: Frame) -> Outgoing:
    if frame.kind == FrameKind.SILENCE:
        raise ValueError("Raw framing cannot say how long a silence is; encode it as audio.")
    return Outgoing(frame.payload, binary=True)


# The handshake.

_DIALECTS: dict[str, type[Native]] = {each.name: each for each in (Native, NativeJson)}
SUBPROTOCOLS = tuple(_DIALECTS)


def handshake(request: Handshake) -> Accepted:
    """Read what a client asks for at the door. Raises Refused with status 400 or 404."""
    if request.path not in PATHS:
        raise _refused(f"There is nothing at this path; connect to {PATHS[0]}.", status=404)
    subprotocol = _choose(request.subprotocols)
    return Accepted(
        dialect=_DIALECTS[subprotocol or Native.name](),
        subprotocol=subprotocol,
        credential=_credential(request),
        session=_session(request.query),
        unknown=[name[:_NAME_CHARS] for name in request.query if name not in _PARAMETERS],
        resume=_resume(request.query),
    )


def _choose(offered: tuple[str, ...]) -> str | None:
    """The subprotocol to echo. A browser hangs up if it offered some and none is echoed."""
    chosen = next((name for name in offered if name in _DIALECTS), None)
    if offered and chosen is None:
        raise _refused(
            f"No subprotocol that was offered is known; offer one of {', '.join(SUBPROTOCOLS)}.",
            close_code=4406,
        )
    return chosen


def _credential(request: Handshake) -> Credential | None:
    """The first credential, in the order of how hard it is to leak."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and key.strip():
        return Credential(key.strip(), "header")
    if key := request.headers.get("x-api-key", ""):
        return Credential(key, "header")
    for name in request.subprotocols:
        if name.startswith(_BEARER):
            return Credential(_bearer(name.removeprefix(_BEARER)), "subprotocol")
    if token := request.query.get("token", ""):
        return Credential(token, "query")
    return None


def _bearer(written: str) -> str:
    """The credential in a subprotocol: in base64url, where dots mean nothing, or as it is.

    A token consists of what may stand in a subprotocol, and has dots.
    """
    return written if "." in written else _from_base64url(written)


def _from_base64url(encoded: str) -> str:
    """RFC 4648 section 5, with or without padding; inside it, UTF-8."""
    try:
        padded = encoded.rstrip("=") + "=" * (-len(encoded.rstrip("=")) % 4)
        key = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except ValueError:
        key = ""
    if not key:
        raise _refused(
            f"What follows `{_BEARER}` in a subprotocol is a key in UTF-8 and base64url; "
            "this is not."
        )
    return key


def _session(query: dict[str, str]) -> dict[str, Any]:
    """The session's first options, as the query gives them."""
    patch: dict[str, Any] = {name: query[name] for name in _VOICE if name in query}
    audio: dict[str, Any] = {name: query[name] for name in _AUDIO if name in query}
    if "rate" in query:
        audio["rate"] = _whole_number(query["rate"], "rate")
    if "resume" in query:  # who comes back to a session wants the same of one in its place
        patch["resume"] = _FLAGS.get(query["resume"].lower(), True)
    return patch | {"audio": audio} if audio else patch


def _resume(query: dict[str, str]) -> ResumeRequest | None:
    """The session that is to go on; None where `resume` is left out or only an option."""
    token = query.get("resume", "")
    if not token or token.lower() in _FLAGS:
        return None
    received = query.get("received", "0")
    return ResumeRequest(token, _whole_number(received, "received", _RECEIVED_DIGITS))


def _whole_number(value: str, name: str, digits: int = 9) -> int:
    if not re.fullmatch(f"[0-9]{{1,{digits}}}", value):
        raise _refused(f"The query parameter `{name}` is a whole number; this one is not.")
    return int(value)


def _refused(message: str, *, status: int = 400, close_code: int = 4400) -> Refused:
    return Refused(status, "invalid_value", message, close_code=close_code)


# What was wrong with a message.


class _Envelope(Struct):
    """What every message may have, not read any further."""

    type: Raw = Raw()
    id: Raw = Raw()
    context: Raw = Raw()
    text: Raw = Raw()


_envelope_decoder = msgspec.json.Decoder(_Envelope)
_TYPES = tuple(shape.__struct_config__.tag for shape in get_args(ClientMessage))
_NAMES = ", ".join(_TYPES)
_HALF = "A string holds half a surrogate pair; cut text between characters, never inside one."
_DEEP = "The message is nested too deeply."
# How msgspec names a field: "missing required field `text`", or a path, "$.session[...]`".
_FIELD = re.compile(r"(?:field `|\$\.)(\w+)")


def _explain(message: str, error: Exception) -> RequestError:
    """Say what was wrong with a message that could not be decoded."""
    try:
        envelope = _open(message)
    except RecursionError:
        return RequestError("bad_message", _DEEP)
    except msgspec.ValidationError:
        return RequestError("bad_message", "A message is a JSON object; this one is not.")
    except msgspec.DecodeError as malformed:
        fault = _lower(str(malformed).removeprefix("JSON is malformed: "))
        return RequestError("bad_message", f"The message is not valid JSON: {fault}.")
    code, sentence, param = _diagnose(envelope, error)
    return RequestError(
        code,
        sentence,
        param=param,
        re=_string(envelope.id, RequestId),
        context=_string(envelope.context, ContextName),
        text=_string(envelope.text, str) if _string(envelope.type, str) == "text" else None,
    )


def _diagnose(envelope: _Envelope, error: Exception) -> tuple[str, str, str | None]:
    """Code, sentence and field of what was wrong with a JSON object."""
    if not isinstance(error, msgspec.ValidationError):
        return "bad_message", _HALF, None
    kind = _string(envelope.type, str)
    if kind is None:
        return "bad_message", f"type: a string is required here, one of {_NAMES}.", "type"
    if kind not in _TYPES:
        return "unknown_type", f"type: a client sends {_NAMES}; this is none of them.", "type"
    # The last separator is msgspec's own; one before it would be the client's.
    rule, _, path = str(error).rpartition(" - at `")
    field = _FIELD.search(path)
    if field is None or field[1] == "type":
        return "bad_message", "type: this field comes twice, with different values.", "type"
    return "invalid_value", f"{field[1]}: {_lower(rule) or 'this field is required'}.", field[1]


def _open(message: str) -> _Envelope:
    r"""Read the envelope, in spite of surrogates if need be. Raises as msgspec does.

    The escape of a surrogate (`\ud83d`) is made that of a character (`\u083d`): it is as long,
    so positions stay true, and it cannot make JSON of what was none. Names that were changed
    by that are given up.
    """
    try:
        return _envelope_decoder.decode(message)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeEncodeError):
        escaped = message.encode("utf-8", "backslashreplace")
        readable = escaped.replace(b"\\ud", b"\\u0").replace(b"\\uD", b"\\u0")
        envelope = _envelope_decoder.decode(readable)
    fields = (envelope.type, envelope.id, envelope.context, envelope.text)
    return _Envelope(*(Raw() if b"\\u0" in bytes(field) else field for field in fields))


def _string(raw: Raw, shape: Any) -> str | None:
    """A field of the envelope, if it keeps the rules of its shape."""
    try:
        value: str = msgspec.json.decode(raw, type=shape)
    except msgspec.DecodeError:
        return None
    return value


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
