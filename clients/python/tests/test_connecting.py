"""Getting a session: refusals, retries, keys, addresses."""

import asyncio
import logging
import re
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from ssl import SSLCertVerificationError

import pytest
from peer import FRAME, Talk, peer, run
from websockets import Subprotocol
from websockets.asyncio.server import ServerConnection, unix_serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from rtts_client import ConnectionRefused, ServerError, ServerUnreachable, SessionClosed, connect
from rtts_client.dial import advice, retry_delay, stream_url
from rtts_client.errors import RttsError

PROBLEM = b'{"error":{"code":"overloaded","message":"All voices are busy."}}'


async def greet(talk: Talk) -> None:
    """Let a session stand, and do no more."""
    await talk.ready()


def refuse(*answers: Response) -> Callable[[ServerConnection, Request], Response | None]:
    """Give these answers, one each, then let everybody in."""
    left = list(answers)

    def decide(_connection: ServerConnection, _request: Request) -> Response | None:
        return left.pop(0) if left else None

    return decide


def answer(status: int, retry_after: str = "", body: bytes = PROBLEM) -> Response:
    """A refusal of the upgrade."""
    headers = Headers([("Content-Length", str(len(body)))])
    if retry_after:
        headers["Retry-After"] = retry_after
    return Response(status, "No", headers, body)


def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_refusal_says_why_and_when_to_come_back() -> None:
    """Status, code, sentence and waiting time of a refusal are to be had."""

    async def main() -> None:
        async with peer(greet, process_request=refuse(answer(503, "30"))) as served:
            with pytest.raises(ConnectionRefused, match="All voices are busy") as caught:
                await connect(served.url)
        assert (caught.value.status, caught.value.code) == (503, "overloaded")
        assert caught.value.retry_after == 30

    run(main())


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_what_waiting_cannot_mend_is_raised_at_once(status: int) -> None:
    """The second attempt would have been let in."""

    async def main() -> None:
        refused = refuse(answer(status, body=b"<html>"))
        async with peer(greet, process_request=refused) as served:
            with pytest.raises(ConnectionRefused) as caught:
                await connect(served.url)
        assert (caught.value.status, caught.value.code) == (status, "")

    run(main())


def test_a_full_server_is_asked_again() -> None:
    """A refusal that waiting can mend is waited out."""

    async def main() -> None:
        refused = refuse(answer(503), answer(429), answer(503, "0"))
        async with (
            peer(greet, process_request=refused) as served,
            connect(served.url) as session,
        ):
            assert session.ready.engine == "tone"

    run(main())


def test_a_server_that_is_starting_is_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    """Nobody listens at the first attempt; somebody does at a later one."""
    port = free_port()

    async def main() -> None:
        failed = asyncio.Event()

        class Watcher(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                failed.set()

        watcher = Watcher()
        logging.getLogger("rtts_client").addHandler(watcher)
        try:
            connecting = asyncio.ensure_future(_session(f"ws://127.0.0.1:{port}"))
            await failed.wait()
            async with peer(greet, sock=socket.create_server(("127.0.0.1", port))):
                assert await connecting == "tone"
        finally:
            logging.getLogger("rtts_client").removeHandler(watcher)

    with caplog.at_level(logging.INFO, "rtts_client"):
        run(main())
    assert "Trying again in" in caplog.text


async def _session(url: str) -> str:
    async with connect(url) as session:
        return session.ready.engine


def test_nobody_there_is_a_sentence() -> None:
    """Where retrying is not wanted, or in vain, the error names the address."""
    url = f"ws://127.0.0.1:{free_port()}"

    async def main() -> None:
        with pytest.raises(ServerUnreachable, match=url):
            await connect(url, retry=False, connect_timeout=1000)
        with pytest.raises(ServerUnreachable, match="Is one running there"):
            await connect(url, connect_timeout=0.3)

    run(main())


def test_a_server_that_says_nothing_is_given_up() -> None:
    """The time for connecting holds for the handshake and for `ready` too."""

    async def silent(talk: Talk) -> None:
        await talk.socket.wait_closed()

    async def main() -> None:
        async with peer(silent) as served:
            with pytest.raises(ServerUnreachable, match="no answer within") as caught:
                await connect(f"{served.url}/?token=secret", connect_timeout=0.3)
            assert "secret" not in str(caught.value)

    run(main())


@pytest.mark.parametrize(
    ("error", "attempt", "left", "delay"),
    [
        (ConnectionRefused(503, "", ""), 0, 10, 0.1),
        (ConnectionRefused(503, "", ""), 3, 10, 0.8),
        (ConnectionRefused(503, "", ""), 9, 10, 2.0),
        (ConnectionRefused(503, "", ""), 5000, 10, 2.0),
        (ConnectionRefused(503, "", "", retry_after=4), 0, 10, 4),
        (ConnectionRefused(503, "", "", retry_after=4), 0, 3, None),
        (ConnectionRefused(401, "", ""), 0, 10, None),
        (SessionClosed(1013, ""), 0, 10, 0.1),
        (SessionClosed(4401, ""), 0, 10, None),
        (ServerUnreachable("", ""), 0, 10, None),
        (ServerError("invalid_value", ""), 0, 10, None),
    ],
)
def test_when_to_try_again(error: RttsError, attempt: int, left: float, delay: float) -> None:
    """Delays double up to 2 s, heed what the server says, and never outlast the deadline."""
    assert retry_delay(error, attempt, left, jitter=lambda: 0.0) == delay


@pytest.mark.parametrize("scheme", ["ws", "wxs"])
def test_an_error_names_the_server_without_what_opens_it(scheme: str) -> None:
    """Errors end up in logs, where no token of a URL belongs, nor a password."""

    async def main() -> None:
        with closing(socket.create_server(("127.0.0.1", 0))) as taken:
            port = taken.getsockname()[1]
        url = f"{scheme}://user:of@secret@127.0.0.1:{port}/speech?token=rt1.secret#secret"
        with pytest.raises((ServerUnreachable, ValueError)) as caught:
            await connect(url, retry=False)
        assert f"{scheme}://127.0.0.1:{port}/speech" in str(caught.value)
        assert "secret" not in str(caught.value)

    run(main())


def test_a_connection_refused_by_the_machine_is_transient() -> None:
    """No listener yet, several addresses that failed: both are what a start looks like."""
    for cause in (ConnectionRefusedError(111, "no"), OSError("Multiple exceptions: …")):
        error = ServerUnreachable("ws://x", "no")
        error.__cause__ = cause
        assert retry_delay(error, 0, 10) is not None
    error = ServerUnreachable("ws://x", "no")
    error.__cause__ = socket.gaierror(-2, "Name or service not known")
    assert retry_delay(error, 0, 10) is None


def test_options_are_in_force_when_the_session_stands() -> None:
    """The first message sets the options; `ready` and its answer have both come."""

    async def script(talk: Talk) -> None:
        await talk.ready({"voice": "default"})
        update = await talk.hear("session.update")
        assert update["session"] == {
            "voice": "vivian",
            "audio": {"codec": "opus", "rate": 48000},
            "split": {"mode": "clause"},
            "pacing": {"mode": "lead", "lead_ms": 300},
            "lexicon": [{"match": "kubectl", "say": "cube control"}],
        }
        await talk.say("session.updated", session={"voice": "vivian"}, re=update["id"])

    async def main() -> None:
        async with (
            peer(script) as served,
            connect(
                served.url,
                voice="vivian",
                codec="opus",
                rate=48000,
                split="clause",
                pacing={"mode": "lead", "lead_ms": 300},
                lexicon={"kubectl": "cube control"},
            ) as session,
        ):
            assert session.ready.session == {"voice": "default"}
            assert session.options == {"voice": "vivian"}

    run(main())


def test_a_refused_option_names_itself() -> None:
    """A session with an option that cannot be had does not come to stand."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        update = await talk.hear("session.update")
        await talk.say(
            "error",
            code="invalid_value",
            message="No such voice.",
            param="session.voice",
            re=update["id"],
        )

    async def main() -> None:
        async with peer(script) as served:
            with pytest.raises(ServerError, match="No such voice") as caught:
                await connect(served.url, voice="nobody")
            assert caught.value.param == "session.voice"

    run(main())


def test_keys_travel_in_the_header(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is sent as a bearer; without one the environment is asked."""
    monkeypatch.setenv("RTTS_API_KEY", "from the environment")

    async def main() -> None:
        async with peer(greet) as served:
            await (await connect(served.url, api_key="given", headers={"X-Trace": "7"})).close()
            await (await connect(served.url)).close()
            await (await connect(served.url, api_key="")).close()
        given, found, none = (request.headers for request in served.requests)
        assert (given["Authorization"], given["X-Trace"]) == ("Bearer given", "7")
        assert found["Authorization"] == "Bearer from the environment"
        assert "Authorization" not in none
        assert given["Sec-WebSocket-Protocol"] == "rtts.v1"
        assert "Sec-WebSocket-Extensions" not in given

    run(main())


@pytest.mark.parametrize(
    ("url", "path", "meant"),
    [
        ("ws://h:1", None, "ws://h:1/v1/stream"),
        ("ws://h:1/", None, "ws://h:1/v1/stream"),
        ("wss://h/tts/v1/stream?voice=a", None, "wss://h/tts/v1/stream?voice=a"),
        ("http://h:1", None, "ws://h:1/v1/stream"),
        ("https://h", None, "wss://h/v1/stream"),
        ("unix:///run/rtts.sock", "/run/rtts.sock", "ws://localhost/v1/stream"),
        ("ws+unix:///run/rtts.sock", "/run/rtts.sock", "ws://localhost/v1/stream"),
    ],
)
def test_addresses(url: str, path: str | None, meant: str) -> None:
    """Short forms of an address mean the stream of that server."""
    assert stream_url(url) == (path, meant)


def test_an_address_that_is_none_is_named() -> None:
    """A typing error is not retried."""

    async def main() -> None:
        for url in ("ftp://host", "host:8765", "ws://host:99999", "ws://[::1", "unix://run/rtts"):
            with pytest.raises(ValueError, match=f"{re.escape(repr(url))} is no address"):
                await connect(url)

    run(main())


@pytest.mark.parametrize("key", ["secret\n", "secret\r\nX-Other: 1", "sécret"])
def test_a_key_that_cannot_be_sent_is_not_shown(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was read with the end of its line, most likely; logs hold nothing of it."""
    monkeypatch.setenv("RTTS_API_KEY", key)
    for given in (key, None):
        with pytest.raises(ValueError, match="end of its line") as caught:
            connect("ws://127.0.0.1:1", api_key=given)
        assert "cret" not in str(caught.value)


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[str]:
    """A server with one answer for everybody; its host and port."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        yield "{}:{}".format(*server.sockets[0].getsockname())


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"SSH-2.0-OpenSSH\r\n\r\n", "without TLS? Else it is wss://"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "Is it the right port"),
        (
            b"HTTP/1.1 301 Moved\r\nLocation: https://there/?token=secret\r\n\r\n",
            "it redirects to https://there/. Connect there",
        ),
    ],
)
def test_something_else_that_answers_is_told(answer: bytes, says: str) -> None:
    """The error says what to look at."""

    async def main() -> None:
        async with answering(answer) as place:
            with pytest.raises(RttsError, match=re.escape(says)) as caught:
                await connect(f"ws://{place}", retry=False)
            assert "secret" not in str(caught.value)

    run(main())


@pytest.mark.parametrize(
    ("proxy", "says"),
    [
        ("http://me:secret@127.0.0.1:{port}", "by the proxy http://127.0.0.1:"),
        ("gopher://127.0.0.1:{port}", "scheme gopher isn't supported"),
    ],
)
def test_a_proxy_in_the_way_is_named(
    proxy: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who set a variable long ago learns of it, without the password in it."""
    for scheme in ("http", "https", "all"):
        monkeypatch.setenv(f"{scheme}_proxy", proxy.format(port=free_port()))

    async def main() -> None:
        with pytest.raises(ServerUnreachable, match=re.escape(says)) as caught:
            await connect("ws://192.0.2.1:8765", retry=False)
        assert "no_proxy" in str(caught.value)
        assert "secret" not in str(caught.value)

    run(main())


def test_a_line_that_fails_over_tls_says_what_to_do() -> None:
    """A certificate may be trusted, and TLS may be what is missing."""
    untrusted = advice(SSLCertVerificationError(), "wss://127.0.0.1", direct=True)
    assert "as `cafile`" in untrusted
    assert "and with TLS" in advice(ConnectionResetError(), "wss://127.0.0.1", direct=True)


def test_a_unix_socket(tmp_path: Path) -> None:
    """A server on this machine can be reached without a port."""
    path = tmp_path / "s"

    async def handle(connection: ServerConnection) -> None:
        talk = Talk(connection)
        await talk.ready()
        await talk.speak()
        await connection.wait_closed()

    async def main() -> None:
        async with (
            unix_serve(handle, str(path), subprotocols=[Subprotocol("rtts.v1")]),
            connect(f"unix://{path}") as session,
        ):
            assert [audio.data async for audio in session.speak("Hello.")] == [FRAME]

    run(main())
