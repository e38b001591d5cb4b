"""What a request offers, read into plain data."""

from hypothesis import given
from hypothesis import strategies as st

from rtts.protocol.dialect import Accepted, Credential, Handshake, ResumeRequest
from rtts.protocol.native import Native
from rtts.resume.homecoming import Homecoming

SECRET = "key-1"


def test_the_parts_of_a_request() -> None:
    """Path, query, headers and subprotocols come apart."""
    request = Handshake.read(
        "/v1/stream?voice=amy&rate=8000",
        [("X-API-Key", " key-1 "), ("Sec-WebSocket-Protocol", "rtts.v1, ,chat")],
    )
    assert request.path == "/v1/stream"
    assert request.query == {"voice": "amy", "rate": "8000"}
    assert request.headers["x-api-key"] == "key-1"
    assert request.subprotocols == ("rtts.v1", "chat")


def test_a_header_that_comes_twice() -> None:
    """Its values are joined, so that neither can hide behind the other."""
    request = Handshake.read("/", [("Authorization", "Bearer a"), ("authorization", "Bearer b")])
    assert request.headers == {"authorization": "Bearer a, Bearer b"}


def test_no_credential_is_shown() -> None:
    """Neither a handshake nor a credential puts a secret into a log by its repr."""
    request = Handshake.read(
        f"/?token={SECRET}",
        [("Authorization", f"Bearer {SECRET}"), ("Sec-WebSocket-Protocol", f"bearer.{SECRET}")],
    )
    assert SECRET not in repr(request)
    assert SECRET not in repr(Credential(SECRET, "header"))


def test_no_token_of_a_session_is_shown() -> None:
    """Whoever has it may go on with the session, so no repr of what holds it has it."""
    request = ResumeRequest(SECRET, 7)
    accepted = Accepted(Native(), None, None, {}, resume=request)
    for each in (request, accepted, Homecoming(accepted, request, None, None)):
        assert SECRET not in repr(each)
        assert "received=7" in repr(each)


@given(st.text(st.characters()), st.lists(st.tuples(st.text(), st.text(st.characters()))))
def test_everything_read_can_be_encoded(target: str, headers: list[tuple[str, str]]) -> None:
    """No lone surrogate, which servers make of bytes that are no ASCII, gets past the door."""
    request = Handshake.read(target, headers)
    for text in (request.path, *request.query.values(), *request.headers.values()):
        text.encode()
