"""`rtts.v1` in its three forms, by the vectors and by what Hypothesis can think of."""

import json
from contextlib import suppress
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.errors import Refused, RequestError
from rtts.protocol.dialect import Credential, Handshake, Outgoing, ResumeRequest
from rtts.protocol.frames import Frame, FrameKind, unpack_frame
from rtts.protocol.messages import Audio, ClientMessage, Ping, Pong, ServerMessage, Text
from rtts.protocol.native import SUBPROTOCOLS, Native, NativeJson, handshake
from rtts.protocol.options import AudioOptions
from tests.protocol.vectors import vectors

FRAMED = AudioOptions(framing="framed")
RAW = AudioOptions(framing="raw")
DEEP = 100_000
# What arbitrary text would not hit upon.
PIECES = ['{"type":', '"text"', '"text":', '"id":', '"session":', ",", "{", "}", "[", "]", '"']
PIECES += [r"\ud83d", r"\udc4f", "\ud83d", r"\\", "1e999", "-1", "null", "9" * 5000, "\x00"]
WIRE = st.text(st.characters()) | st.lists(st.sampled_from(PIECES)).map("".join)


def refusal(wire: str | bytes) -> RequestError:
    """The error that decoding ends in."""
    with pytest.raises(RequestError) as caught:
        Native().decode(wire)
    return caught.value


def complaint(wire: str) -> str:
    """What decoding complains of; nothing if it does not."""
    try:
        Native().decode(wire)
    except RequestError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("entry", vectors("client_messages"))
def test_client_messages(entry: dict[str, Any]) -> None:
    """Each wire form means its message; fields that are null are as good as left out."""
    [message] = Native().decode(entry["wire"])
    fields = msgspec.to_builtins(message)
    assert {name: value for name, value in fields.items() if value is not None} == entry["message"]


@pytest.mark.parametrize("entry", vectors("server_messages"))
def test_server_messages(entry: dict[str, Any]) -> None:
    """Each message is written exactly as the vectors have it; later ones can be read."""
    if not entry.get("later"):
        message = msgspec.convert(entry["message"], ServerMessage)
        assert Native().encode(message) == [Outgoing(entry["wire"].encode(), binary=False)]
        assert json.loads(entry["wire"]) == entry["message"]
    elif entry["message"] is not None:
        message = msgspec.json.decode(entry["wire"], type=ServerMessage)
        assert msgspec.to_builtins(message) == entry["message"]


@pytest.mark.parametrize("entry", [e for e in vectors("server_messages") if "sent" in e.values[0]])
def test_offsets_of_the_vectors(entry: dict[str, Any]) -> None:
    """Offsets lead back to the text that the client sent, counted in code points."""
    sent, message = entry["sent"], entry["message"]
    if message["type"] == "context.cancelled":
        assert message["text_spoken"] + message["text_remaining"] == sent
        assert sent[: message["spoken_chars"]] == message["text_spoken"]
    elif message["type"] == "timestamps":
        assert all(sent[start:end] == text for text, _, _, start, end in message["items"])
    else:
        assert sent[message["start"] : message["end"]] == message["text"]


@pytest.mark.parametrize(
    ("file", "union"), [("client_messages", ClientMessage), ("server_messages", ServerMessage)]
)
def test_the_vectors_hold_every_type(file: str, union: Any) -> None:
    """No message of the protocol goes untested here or in a client."""
    types = {shape.__struct_config__.tag for shape in get_args(union)}
    messages = [entry.values[0]["message"] for entry in vectors(file)]
    assert {message["type"] for message in messages if message} == types


@pytest.mark.parametrize("entry", vectors("bad_messages"))
def test_bad_messages(entry: dict[str, Any]) -> None:
    """Each gets its code, the field, and the request and context it came from."""
    wire = bytes.fromhex(entry["wire_hex"]) if "wire_hex" in entry else entry["wire"]
    error = refusal(wire)
    found = (error.wire_code, error.param, error.re, error.context)
    assert found == (entry["code"], entry["param"], entry["re"], entry["context"])


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ('"text":"Hello.","id":7', "Hello."),
        ('"text":"Hello.","session":[]', "Hello."),
        ('"text":7', None),
        ('"text":"Half a \\ud83d"', None),
        (r'"text":"A \ud83d\ude00","id":"half \ud83d"', None),
    ],
)
def test_a_refusal_gives_back_the_text_that_could_be_read(fields: str, text: str | None) -> None:
    """Whatever else was wrong with its message; never another one than was sent."""
    assert refusal(f'{{"type":"text",{fields}}}').text == text
    assert refusal(f'{{"type":"speak",{fields}}}').text is None


def test_a_refusal_names_field_and_rule() -> None:
    """The sentence says which field broke which rule."""
    assert refusal('{"type":"text"}').message == "text: this field is required."
    assert refusal('{"type":"text","text":1}').message == "text: expected `str`, got `int`."
    played = refusal('{"type":"played","played_ms":-1}')
    assert played.message == "played_ms: expected `float` >= 0.0."
    assert "session.update, text, flush" in refusal('{"type":"speak"}').message


def test_half_a_character_is_called_that() -> None:
    """A lone surrogate is named as the fault, escaped or bare, wherever it stands."""
    for text in (r"\ud83d", r"\udc4f", "\ud83d", r"\\\uD83D", r"\ud83d\u0041"):
        assert "surrogate" in refusal(f'{{"type":"text","text":"{text}"}}').message
    assert "surrogate" not in refusal(r'{"type":"text","text":"\\ud83d"').message
    assert refusal('{"type":"flush","id":"\ud83d","context":"t1"}').re is None


@pytest.mark.parametrize("opening", ["[", '{"a":'])
@pytest.mark.parametrize("field", ['"x"', '"session"', '"text":1,"x"'])
def test_deep_nesting_is_refused(field: str, opening: str) -> None:
    """Any depth of brackets ends in an error, not in the end of the process."""
    error = refusal(f'{{"type":"text","text":"a",{field}:{opening * DEEP}')
    assert (error.wire_code, error.message) == ("bad_message", "The message is nested too deeply.")


@given(WIRE)
def test_any_text_is_read_or_refused(wire: str) -> None:
    """Decoding never raises anything but RequestError, and its error can be sent."""
    try:
        Native().decode(wire)
    except RequestError as error:
        for said in (error.message, error.re or "", error.context or "", error.param or ""):
            said.encode()


@given(st.binary())
def test_any_bytes_are_refused(wire: bytes) -> None:
    """A binary message of a client is always bad_message."""
    assert refusal(wire).wire_code == "bad_message"


@given(st.sampled_from(["text", "type", "id", "context", "played_ms", "session"]))
def test_errors_never_repeat_the_client(field: str) -> None:
    """What a client wrote is in no sentence, whichever field is wrong."""
    good = {"type": "cancel", "text": "the secret", "id": "the secret"}
    for value in ("the secret" * 13, ["the secret"], {"the secret": 1}):
        wire = json.dumps({**good, "played_ms": 1, field: value})
        assert "secret" not in complaint(wire)
    twice = '{"type":"text","type":"the secret","type":"text","text":"a"}'
    assert "secret" not in complaint(twice)


@given(st.text(), st.none() | st.text(min_size=1, max_size=128))
def test_text_arrives_as_it_was_sent(text: str, context: str | None) -> None:
    """Any characters survive the wire, escaped or not."""
    for ascii_only in (True, False):
        fields = {"type": "text", "text": text, "context": context}
        wire = json.dumps(fields, ensure_ascii=ascii_only)
        assert Native().decode(wire) == [Text(text=text, context=context)]


@given(st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text())
def test_what_a_ping_bears_comes_back(t: float | str | None) -> None:
    """Whatever `t` can be decoded can be sent back."""
    [ping] = Native().decode(json.dumps({"type": "ping", "t": t}))
    assert isinstance(ping, Ping)
    [pong] = Native().encode(Pong(ping.t))
    assert json.loads(pong.data)["t"] == t


@pytest.mark.parametrize("entry", [e for e in vectors("frames") if "json" in e.values[0]])
def test_frames_in_three_forms(entry: dict[str, Any]) -> None:
    """The same frame goes out framed, raw, or as JSON."""
    frame = Frame(**entry["frame"], payload=bytes.fromhex(entry["payload"]))
    context = entry["context"]
    framed = Native().framer(context, FRAMED)(frame)
    assert framed == Outgoing(bytes.fromhex(entry["wire"]), binary=True)
    for audio in (FRAMED, RAW):
        in_json = NativeJson().framer(context, audio)(frame)
        assert in_json == Outgoing(entry["json"].encode(), binary=False)
    if frame.kind != FrameKind.SILENCE:
        assert Native().framer(context, RAW)(frame) == Outgoing(frame.payload, binary=True)


def test_raw_framing_has_no_silence() -> None:
    """A silence without samples would be lost time; to send one raw is the caller's mistake."""
    silence = Frame(1, 0, 0, 0, 960, b"", kind=FrameKind.SILENCE)
    with pytest.raises(ValueError, match="Raw framing"):
        Native().framer("t1", RAW)(silence)


def test_both_forms_wrap_alike() -> None:
    """Numbers beyond the header's width are the same in JSON as in binary."""
    frame = Frame(1, 0x10001, 0x10002, 0x100000003, 960, b"x")
    binary = unpack_frame(Native().framer("t1", FRAMED)(frame).data)
    in_json = NativeJson().framer("t1", FRAMED)(frame).data
    audio = msgspec.json.decode(in_json, type=Audio)
    assert (audio.segment, audio.seq, audio.pts) == (binary.segment, binary.sequence, binary.pts)
    assert (audio.segment, audio.seq, audio.pts) == (1, 2, 3)


@pytest.mark.parametrize("entry", vectors("handshakes"))
def test_handshakes(entry: dict[str, Any]) -> None:
    """Each request is accepted as the vectors say, or refused with their status and code."""
    request = Handshake.read(entry["target"], [(name, value) for name, value in entry["headers"]])
    if "refused" in entry:
        with pytest.raises(Refused) as caught:
            handshake(request)
        refused = caught.value
        found = {"status": refused.status, "code": refused.wire_code}
        assert found | {"close_code": refused.close_code} == entry["refused"]
        return
    accepted, expected = handshake(request), entry["accepted"]
    credential = expected["credential"]
    assert accepted.dialect.name == expected["dialect"]
    assert accepted.subprotocol == expected["subprotocol"]
    assert accepted.credential == (credential and Credential(**credential))
    assert accepted.session == expected["session"]
    assert accepted.unknown == expected.get("unknown", [])
    resume = expected.get("resume")
    assert accepted.resume == (resume and ResumeRequest(**resume))


@given(
    st.sampled_from(["/v1/stream?", "/?", ""]),
    st.text(st.characters()),
    st.lists(
        st.tuples(
            st.sampled_from(["Authorization", "X-API-Key", "Sec-WebSocket-Protocol"]),
            st.sampled_from(["", "Bearer ", "rtts.v1, bearer.", "rtts.v1.json,"]).flatmap(
                lambda start: st.text(st.characters()).map(start.__add__)
            ),
        )
    ),
)
def test_any_handshake_is_accepted_or_refused(
    start: str, rest: str, headers: list[tuple[str, str]]
) -> None:
    """A handshake never raises anything but Refused, and no credential is ever echoed."""
    with suppress(Refused):
        accepted = handshake(Handshake.read(start + rest, headers))
        assert accepted.subprotocol in {None, *SUBPROTOCOLS}
