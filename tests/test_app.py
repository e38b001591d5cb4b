"""Building the house, and taking it down."""

import asyncio
import gc
import io
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from rtts import log
from rtts.app import App
from rtts.errors import SettingsError
from rtts.server.reception import Speech
from rtts.settings.settings import Settings
from tests.support.aio import run, until
from tests.support.house import call_unix, house


@pytest.fixture
def lines() -> Iterator[io.BytesIO]:
    """The log of the test."""
    file = io.BytesIO()
    log.configure("info", file)
    yield file
    structlog.reset_defaults()


def events(file: io.BytesIO) -> list[str]:
    """The names of all that was logged."""
    return [json.loads(line)["event"] for line in file.getvalue().splitlines()]


def test_an_engine_that_nobody_knows_stops_the_start() -> None:
    """Not the first session: whoever misspelled it is still there to read it."""
    with pytest.raises(SettingsError, match=r"loudspeaker.*tone"):
        App(Settings(engine="loudspeaker"))


def test_the_end_is_logged_once(lines: io.BytesIO) -> None:
    """However often it is asked for."""

    async def scenario() -> None:
        async with house() as home:
            await home.app.drain()

    run(scenario())
    assert events(lines).count("server_stopped") == 1


@pytest.mark.parametrize("stream", [True, False])
def test_who_is_cut_by_the_end_is_not_cut_by_the_worker(lines: io.BytesIO, *, stream: bool) -> None:
    """A request that is under way ends as `shutdown`: nothing fails, and no death is told."""
    body = {"input": "A sentence that is spoken as slowly as people speak. " * 9, "stream": stream}

    async def scenario() -> dict[str, int]:
        async with (
            house(engine_options={"pace": "1"}) as home,
            httpx.AsyncClient(base_url=home.http, timeout=120, trust_env=False) as client,
        ):
            asking = asyncio.create_task(client.post("/v1/audio/speech", json=body))
            await until(lambda: (load := home.app.supervisor.load) is not None and load.open)
            await home.app.close()
            await asyncio.wait([asking])
            assert asking.exception() is not None or asking.result().status_code >= 500
            tallies = home.app.metrics.snapshot().tallies
            return tallies["speech_requests"] | tallies["speech_refused"]

    requests = run(scenario())
    assert {name: count for name, count in requests.items() if count} == {"shutdown wav": 1}
    levels = {
        line["event"]: line["level"] for line in map(json.loads, lines.getvalue().splitlines())
    }
    assert set(levels.values()) == {"info"}, levels


def test_a_preload_that_fails_is_no_unhandled_error(lines: io.BytesIO) -> None:
    """It is told as `worker_failed`; the next try may succeed."""

    async def scenario() -> None:
        async with house(engine_options={"describe_fail": "true"}, preload=True) as home:
            await until(lambda: home.app.supervisor.state == "failed")
            await until(lambda: home.app._preloading is None or home.app._preloading.done())
            home.app._preloading = None
            gc.collect()

    run(scenario())
    assert "worker_failed" in events(lines)
    assert "library" not in events(lines)


def outcomes(app: App) -> dict[str, int]:
    """How sessions have ended so far."""
    page = app.metrics.render().decode()
    found = re.findall(r'^rtts_sessions_total{outcome="(\w+)"} (\d+)', page, re.MULTILINE)
    return {name: int(count) for name, count in found if int(count)}


def test_who_says_goodbye_is_not_lost() -> None:
    """A close frame counts as `closed`, a cut line as `lost`; no session stays open."""

    async def scenario() -> tuple[dict[str, int], int]:
        async with house() as home:
            async with home.call() as client:
                await client.speak("Hello.")
            async with connect(home.url) as client_socket:
                await client_socket.recv()
                client_socket.transport.abort()
            await until(lambda: not home.app.server.sessions)
            return outcomes(home.app), home.app.metrics.now.sessions

    assert run(scenario()) == ({"closed": 1, "lost": 1}, 0)


def test_a_line_that_is_cut_in_mid_speech_leaves_nothing_open() -> None:
    """Its context counts as lost; both gauges are back at 0."""

    async def scenario() -> tuple[int, int, bytes]:
        async with house(engine_options={"pace": "2"}) as home:
            async with home.call() as client:
                await client.say("text", text="A sentence of which little is heard. ")
                await client.frame()
                client.socket.transport.abort()
            await until(lambda: not home.app.server.sessions)
            now = home.app.metrics.now
            return now.sessions, now.contexts, home.app.metrics.render()

    sessions, contexts, page = run(scenario())
    assert (sessions, contexts) == (0, 0)
    assert b'rtts_contexts_total{outcome="lost"} 1.0' in page


def test_a_line_that_is_cut_while_it_is_waited_for_is_no_fault_of_ours(lines: io.BytesIO) -> None:
    """The listener did not read, and went: its context is lost, and nothing is broken."""

    async def scenario() -> bytes:
        async with house() as home:
            async with home.call("?codec=pcm_f32le&rate=48000", max_queue=1) as client:
                await client.say("session.update", session={"max_ahead_ms": 30000})
                for _ in range(20):
                    await client.say("text", text="A sentence of some length for the pipe. ")
                await until(lambda: any(each.congested for each in home.app.server._sockets))
                client.socket.transport.abort()
                await until(lambda: not home.app.server.sessions)
            return home.app.metrics.render()

    page = run(scenario())
    assert b'rtts_contexts_total{outcome="lost"} 1.0' in page
    assert "context_broken" not in events(lines)


def test_a_unix_socket_serves_and_is_removed(tmp_path: Path) -> None:
    """It keeps no more unsent audio in the kernel than TCP does."""
    path = tmp_path / "s.sock"

    async def scenario() -> int:
        async with house(socket=path) as home, call_unix(str(path)) as client:
            await client.speak("Hello.")
            (served,) = home.app.server._sockets
            option: Any = served.transport.get_extra_info("socket")
            size: int = option.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
            return size

    assert run(scenario()) <= 2 * 16 * 1024, "Linux doubles what it is asked for"
    assert not path.exists()


def test_a_port_is_free_again_when_the_other_cannot_be_had() -> None:
    """A start that fails leaves nothing behind."""

    async def scenario() -> None:
        async with house() as home:
            port = int(home.http.rsplit(":", 1)[1])
            app = App(Settings(engine="tone", port=0, http_port=port))
            with pytest.raises(SettingsError, match="HTTP port"):
                await app.start()
            taken = app.server._servers[0].sockets[0].getsockname()
            await app.close()
            socket.create_server(taken).close()

    run(scenario())


def test_an_engine_that_takes_longer_than_a_handshake_is_told() -> None:
    """503 and a time to come back, not a line that is cut."""

    async def never() -> Any:
        await asyncio.Event().wait()

    async def scenario() -> tuple[int, bytes | None, str | None]:
        app = App(Settings(engine="tone", port=0, http=False, handshake_timeout_s=2))
        app.server._reception._speech = Speech(never, app._service, app._gate.admit)
        url = (await app.start()).websocket
        with pytest.raises(InvalidStatus) as refused:
            await connect(url)
        await app.close()
        response = refused.value.response
        return response.status_code, response.body, response.headers.get("Retry-After")

    status, body, retry_after = run(scenario())
    assert (status, retry_after) == (503, "2")
    assert json.loads(body or b"")["error"]["code"] == "overloaded"


def test_a_request_without_an_upgrade_starts_no_worker() -> None:
    """What watches the port is no client; it is told what the port is for."""

    async def scenario() -> tuple[bytes, str]:
        async with house() as home:
            port = int(home.url.split(":")[2].split("/")[0])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            answer = await reader.read()
            writer.close()
            return answer, home.app.supervisor.state

    answer, state = run(scenario())
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"426" in head.splitlines()[0]
    assert b"Content-Length: %d" % len(body) in head
    assert json.loads(body)["error"]["code"] == "invalid_value"
    assert state == "stopped"
