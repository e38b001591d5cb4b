"""Who may come in, and what everyone else is told."""

import asyncio
import base64
import json
import ssl
import subprocess
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.support.aio import run, until
from tests.support.house import house

KEY = "a-key-that-nobody-would-guess"


def assert_refused(status: int, code: str, path: str = "", **options: Any) -> str:
    """The upgrade is refused with this status and code; returns the sentence."""

    async def scenario() -> str:
        settings = options.pop("settings", {})
        async with house(**settings) as home:
            url = home.url.removesuffix("/v1/stream") + (path or "/v1/stream")
            with pytest.raises(InvalidStatus) as refused:
                await connect(url, compression=None, **options)
            response = refused.value.response
            assert response.status_code == status
            assert ("WWW-Authenticate" in response.headers) == (status == 401)
            error = json.loads(response.body or b"{}")["error"]
            assert error["code"] == code
            message: str = error["message"]
            return message

    return run(scenario())


def test_an_unknown_path_is_not_found() -> None:
    """404, and where to go instead."""
    assert "/v1/stream" in assert_refused(404, "invalid_value", "/v2/stream")


@pytest.mark.parametrize(
    "query", ["voice=nobody", "codec=zip", "rate=fast", "codec=opus&rate=44100", "framing=loose"]
)
def test_a_query_that_cannot_be_had_is_refused(query: str) -> None:
    """Before the upgrade, in words that say what can."""
    assert assert_refused(400, "invalid_value", f"/v1/stream?{query}")


def test_a_parameter_that_nobody_knows_is_named_in_ready() -> None:
    """A slip in a name is found at once, and not by its sound."""

    async def scenario() -> list[str]:
        async with house() as home, home.call("?voise=high&token=&rate=8000") as client:
            (ready,) = client.messages("ready")
            unknown: list[str] = ready["unknown_params"]
            return unknown

    assert run(scenario()) == ["voise"]


def test_only_unknown_subprotocols_are_refused() -> None:
    """A browser would hang up anyway."""
    assert "rtts.v1" in assert_refused(400, "invalid_value", subprotocols=["soap"])


def test_a_missing_or_wrong_key_is_refused() -> None:
    """401 for both, and not a word of the key."""
    settings = {"api_keys": (KEY,)}
    assert_refused(401, "unauthorized", settings=settings)
    wrong = {"Authorization": "Bearer wrong-key"}
    sentence = assert_refused(401, "unauthorized", settings=settings, additional_headers=wrong)
    assert "wrong-key" not in sentence


@pytest.mark.parametrize(
    "options",
    [
        {"additional_headers": {"Authorization": f"Bearer {KEY}"}},
        {"additional_headers": {"X-API-Key": KEY}},
        {
            "subprotocols": [
                "rtts.v1",
                "bearer." + base64.urlsafe_b64encode(KEY.encode()).decode().rstrip("="),
            ]
        },
    ],
)
def test_the_right_key_opens_the_door(options: dict[str, Any]) -> None:
    """In any of the places where a client may put it; it is never echoed."""

    async def scenario() -> str | None:
        async with house(api_keys=(KEY,)) as home, home.call(**options) as client:
            await client.speak("Hello.")
            return client.socket.subprotocol

    assert run(scenario()) in (None, "rtts.v1")


def test_a_key_in_the_url_is_refused() -> None:
    """It would stand in every log on the way."""
    settings = {"api_keys": (KEY,)}
    assert_refused(401, "unauthorized", f"/v1/stream?token={KEY}", settings=settings)


def test_a_page_of_a_foreign_origin_is_refused() -> None:
    """Loopback is no defence against a page."""
    assert_refused(403, "unauthorized", origin="https://evil.example")


def test_a_page_of_the_same_host_is_let_in_from_any_port() -> None:
    """The page is on the HTTP port."""

    async def scenario() -> None:
        async with house() as home, home.call(origin="http://127.0.0.1:9999") as client:
            await client.speak("Hello.")

    run(scenario())


def test_a_browser_is_told_after_the_upgrade() -> None:
    """Its script cannot read a refused one: a fatal error, then the close code."""

    async def scenario() -> tuple[dict[str, Any], int]:
        async with house(api_keys=(KEY,)) as home:
            async with connect(home.url, origin="http://127.0.0.1:9999") as socket:
                error = json.loads(await socket.recv())
                with pytest.raises(ConnectionClosed):
                    await socket.recv()
                assert socket.close_code is not None
                return error, socket.close_code

    error, code = run(scenario())
    assert (error["code"], error["fatal"], code) == ("unauthorized", True, 4401)


def test_a_name_bent_to_point_here_is_refused() -> None:
    """DNS rebinding: the Host header names what the page was loaded from."""

    async def scenario() -> int:
        async with house() as home:
            port = int(home.url.split(":")[2].split("/")[0])
            with pytest.raises(InvalidStatus) as refused:
                await connect("ws://evil.example/v1/stream", host="127.0.0.1", port=port)
            return refused.value.response.status_code

    assert run(scenario()) == 403


def test_a_full_server_refuses_before_the_upgrade() -> None:
    """503 with a time to come back, and those inside do not notice."""

    async def scenario() -> tuple[int, str | None]:
        async with house(max_sessions=1) as home, home.call() as client:
            with pytest.raises(InvalidStatus) as refused:
                await connect(home.url)
            await client.speak("Hello.")
            response = refused.value.response
            return response.status_code, response.headers.get("Retry-After")

    assert run(scenario()) == (503, "5")


def test_a_draining_server_finishes_what_it_speaks() -> None:
    """New connections get 503; a running context ends as if nothing were; then 1001."""

    async def scenario() -> tuple[int | None, int, list[str]]:
        async with house(engine_options={"pace": "4"}) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await client.say("text", context="a", text="A sentence to be finished.")
                await client.say("end", context="a")
                await client.frame()
                draining = asyncio.create_task(home.app.drain())
                await client.until("closing")
                with pytest.raises(InvalidStatus) as refused:
                    await connect(home.url)
                await client.say("text", context="b", text="No more.")
                await client.until("error")
                await client.until("context.done")
                await client.socket.wait_closed()
                await draining
                codes = [m["code"] for m in client.messages("error")]
                return client.socket.close_code, refused.value.response.status_code, codes

    assert run(scenario()) == (1001, 503, ["overloaded"])


def test_a_drain_ends_with_a_client_that_does_not_read() -> None:
    """Its time is limited, and the library that would wait for it for ever is not asked."""

    async def scenario() -> float:
        async with house(drain_timeout_s=0.2) as home:
            async with home.call("?codec=pcm_f32le&rate=48000", max_queue=1) as client:
                await client.say("session.update", session={"max_ahead_ms": 30000})
                for _ in range(20):
                    await client.say("text", text="A sentence of some length for the pipe. ")
                await until(lambda: any(each.congested for each in home.app.server._sockets))
                began = asyncio.get_running_loop().time()
                await home.app.drain()
                took = asyncio.get_running_loop().time() - began
                client.socket.transport.abort()
                return took

    assert run(scenario()) < 10


def test_a_client_that_does_not_read_is_dropped() -> None:
    """Its contexts are cancelled and its place is free again."""

    async def scenario() -> None:
        async with house(send_timeout_s=0.3) as home:
            async with home.call("?codec=pcm_f32le&rate=48000", max_queue=1) as client:
                await client.say("session.update", session={"max_ahead_ms": 30000})
                for _ in range(20):
                    await client.say("text", text="A sentence of some length for the pipe. ")
                await until(lambda: not home.app.server.sessions)
                client.socket.transport.abort()

    run(scenario())


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    subprocess.run(
        [*command.split(), "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert],
        check=True,
        capture_output=True,
    )
    return cert, key


def test_both_ports_speak_tls(tmp_path: Path) -> None:
    """A secure page may only use a secure socket."""
    cert, key = certificate(tmp_path)

    async def scenario() -> str:
        async with house(tls_cert=cert, tls_key=key) as home:
            trust = ssl.create_default_context(cafile=str(cert))
            async with home.call(ssl=trust) as client:
                await client.speak("Hello.")
            assert home.http.startswith("https://")
            return home.url

    assert run(scenario()).startswith("wss://")


def test_a_client_that_never_finishes_its_handshake_is_let_go() -> None:
    """Half a request holds a place only for its time."""

    async def scenario() -> bytes:
        async with house(handshake_timeout_s=0.2) as home:
            port = int(home.url.split(":")[2].split("/")[0])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            answer = await reader.read()
            writer.close()
            return answer

    assert b"101" not in run(scenario())


def test_plain_http_on_the_socket_port_is_answered() -> None:
    """A person who opens the wrong port in a browser gets an answer."""

    async def scenario() -> bytes:
        async with house() as home:
            port = int(home.url.split(":")[2].split("/")[0])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            answer = await reader.read()
            writer.close()
            return answer

    assert b"426" in run(scenario())
