"""Who tries the doors of a whole server: with tokens, with keys, and with what is neither."""

import asyncio
import base64
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.support.aio import run, until
from tests.support.house import House, house

PHONE = "phone-key-that-nobody-would-guess"
WEB = "web-key-that-nobody-would-guess"
PAGE = "http://127.0.0.1:9999"
TEXT = "Xylophone quartets rehearse underwater."

KEYS = f"""
[[key]]
name = "phone"
key = "{PHONE}"
max_sessions = 1
chars_per_minute = 60

[[key]]
name = "web"
key = "{WEB}"
scopes = ["speak", "tokens"]
"""


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """A file of two keys: one of little, and one that makes tokens."""
    file = tmp_path / "keys.toml"
    file.write_text(KEYS)
    file.chmod(0o600)
    return file


def bearer(credential: str) -> dict[str, str]:
    """The credential as a header."""
    return {"Authorization": f"Bearer {credential}"}


async def token(home: House, **wish: Any) -> str:
    """A token, as a page's own server asks for one."""
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"{home.http}/v1/tokens", json=wish, headers=bearer(WEB))
        written: str = answer.json()["token"]
        return written


async def refused(url: str, **options: Any) -> tuple[int, str | None]:
    """Status and `Retry-After` of a refusal before the upgrade."""
    with pytest.raises(InvalidStatus) as caught:
        await connect(url, compression=None, **options)
    response = caught.value.response
    error = json.loads(response.body or b"{}")["error"]
    assert set(error) == {"code", "message"}
    return response.status_code, response.headers.get("Retry-After")


async def refused_page(url: str, **options: Any) -> tuple[str, int | None]:
    """Error and close code that a page sees."""
    async with connect(url, origin=PAGE, **options) as socket:  # type: ignore[arg-type]
        error = json.loads(await socket.recv())
        assert error["fatal"] is True
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        return error["code"], socket.close_code


@pytest.mark.parametrize("place", ["query", "subprotocol", "encoded", "header"])
def test_a_token_speaks_once(keys: Path, place: str) -> None:
    """From a page's own server through the page to speech; then it is a 401, or 4401."""

    async def scenario() -> None:
        async with house(api_keys_file=keys) as home:
            written = await token(home)
            encoded = base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")
            ways: dict[str, tuple[str, dict[str, Any]]] = {
                "query": (f"?token={written}", {}),
                "subprotocol": ("", {"subprotocols": ["rtts.v1", f"bearer.{written}"]}),
                "encoded": ("", {"subprotocols": ["rtts.v1", f"bearer.{encoded}"]}),
                "header": ("", {"additional_headers": bearer(written)}),
            }
            query, options = ways[place]
            async with home.call(query, origin=PAGE, **options) as client:
                assert (await client.speak("Hello there."))["audio_ms"] > 0
                assert client.socket.subprotocol in (None, "rtts.v1")
            url = home.url + query
            assert (await refused(url, **options))[0] == 401
            assert await refused_page(url, **options) == ("unauthorized", 4401)

    run(scenario())


def test_a_token_outlives_a_refusal(keys: Path) -> None:
    """What is refused for another reason, over either port, may be asked again with it."""

    async def scenario() -> None:
        async with house(api_keys_file=keys) as home:
            written = await token(home, limits={"chars_per_minute": 20})
            assert (await refused(f"{home.url}?voice=nobody&token={written}"))[0] == 400
            async with httpx.AsyncClient(trust_env=False, headers=bearer(written)) as client:
                url, short = f"{home.http}/v1/audio/speech", "Hello there."
                assert (await client.post(url, json={"input": short * 2})).status_code == 400
                assert (await client.post(url, json={"input": short})).status_code == 200
                assert (await client.post(url, json={"input": short})).status_code == 401

    run(scenario())


def test_expired_forged_and_stolen_tokens_open_nothing(keys: Path) -> None:
    """401 for what is none, 403 for what is another page's: each before the upgrade."""

    async def scenario() -> None:
        async with house(api_keys_file=keys) as home, house(api_keys_file=keys) as other:
            expired = await token(home, ttl_s=0.001)
            good = await token(home, origin=PAGE)
            stranger = await token(other)
            now = home.app._credentials.wall_clock
            await until(lambda: now() > json_of(expired)["x"])
            forged = good[:-1] + ("A" if good[-1] != "A" else "B")
            for written in (expired, stranger, forged, "rt1.e30.", "rt1", WEB):
                assert (await refused(f"{home.url}?token={written}"))[0] == 401
            assert (await refused(f"{home.url}?token={good}"))[0] == 403
            async with home.call(f"?token={good}", origin=PAGE):
                pass

    run(scenario())


def json_of(written: str) -> dict[str, Any]:
    """What a token says; anyone can read it."""
    payload = written.split(".")[1]
    said: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * 3))
    return said


def test_a_foreign_page_gets_nowhere_with_a_good_token(keys: Path) -> None:
    """Its origin counts first, and the token is not used up by it."""

    async def scenario() -> None:
        async with house(api_keys_file=keys) as home:
            url = f"{home.url}?token={await token(home)}"
            assert (await refused(url, origin="https://evil.example"))[0] == 403
            async with connect(url):
                pass

    run(scenario())


def test_a_token_holds_its_session_to_what_it_says(keys: Path) -> None:
    """Options that it fixed are refused in the handshake and after; its limits are told."""

    async def scenario() -> None:
        async with house(api_keys_file=keys) as home:
            wish = {"session": {"speed": 1.5}, "limits": {"max_contexts": 1}}
            fast = {"session": {"audio": {"codec": "mulaw"}}}
            assert (await refused(f"{home.url}?codec=opus&token={await token(home, **fast)}"))[
                0
            ] == 400
            async with home.call(f"?codec=mulaw&token={await token(home, **wish)}") as client:
                ready = client.messages("ready")[0]
                assert ready["session"]["speed"] == 1.5
                assert ready["session"]["audio"]["codec"] == "mulaw"
                assert ready["limits"]["max_contexts"] == 1
                await client.say("session.update", session={"speed": 1})
                assert (await client.until("error"))["param"] == "session.speed"
                assert (await client.speak("Hello there."))["audio_ms"] > 0

    run(scenario())


def test_servers_that_share_secret_and_folder_share_tokens(keys: Path, tmp_path: Path) -> None:
    """Made at one, used at the other, and by then used up at both."""
    shared: dict[str, Any] = {
        "token_secret": "s" * 32,
        "tokens_dir": tmp_path / "used",
        "api_keys_file": keys,
    }

    async def scenario() -> None:
        async with house(**shared) as one, house(**shared) as other:
            query = f"?token={await token(one)}"
            async with other.call(query):
                pass
            assert (await refused(one.url + query))[0] == 401
            assert (await refused(other.url + query))[0] == 401

    run(scenario())


# Limits of a key.


def test_a_key_has_so_many_sessions(keys: Path) -> None:
    """One more is 429 with a time to come back, and 4429 for a page; who leaves makes room."""

    async def scenario() -> None:
        async with house(api_keys_file=keys) as home:
            phone: dict[str, Any] = {"additional_headers": bearer(PHONE)}
            async with home.call(**phone) as client:
                assert await refused(home.url, **phone) == (429, "5")
                assert await refused_page(home.url, **phone) == ("rate_limited", 4429)
                async with home.call(additional_headers=bearer(WEB)):
                    pass
                await client.speak("Hello.")
            [quota] = [each for each in home.app._credentials.quotas if each.name == "phone"]
            await until(lambda: quota.sessions == 0)
            async with home.call(**phone) as client:
                client.socket.transport.abort()
                await until(lambda: quota.sessions == 0)

    run(scenario())


def test_a_client_that_is_gone_before_it_is_in_takes_no_place(keys: Path) -> None:
    """A handshake that is refused late, or cut while the engine starts, gives its place back."""

    async def scenario() -> None:
        async with house(api_keys_file=keys, handshake_timeout_s=60) as home:
            [quota] = [each for each in home.app._credentials.quotas if each.name == "phone"]
            phone: dict[str, Any] = {"additional_headers": bearer(PHONE)}
            assert (await refused(f"{home.url}?voice=nobody", **phone))[0] == 400
            assert quota.sessions == 0
            asked, answer = asyncio.Event(), asyncio.Event()
            describe = home.app.server._reception._speech.describe

            async def describe_late() -> Any:
                asked.set()
                await answer.wait()
                return await describe()

            object.__setattr__(home.app.server._reception._speech, "describe", describe_late)
            calling = asyncio.create_task(refused(home.url, **phone))
            await asked.wait()
            assert quota.sessions == 1
            calling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await calling
            await until(lambda: quota.sessions == 0)
            answer.set()
            async with home.call(**phone):
                assert quota.sessions == 1

    run(scenario())


def test_a_key_has_so_many_characters_a_minute(keys: Path) -> None:
    """The text comes back with the time after which it may be sent again; nothing is closed."""

    async def scenario() -> dict[str, Any]:
        async with house(api_keys_file=keys) as home:
            async with home.call(additional_headers=bearer(PHONE)) as client:
                await client.say("text", text="x" * 50 + ". ")
                await client.say("text", text="Too much.", id="e1")
                error = await client.until("error")
                await client.say("end")
                await client.until("context.done")
                page = home.app.metrics.render().decode()
                assert 'rtts_key_characters_total{key="phone"} 52.0' in page
                assert 'rtts_key_sessions{key="phone"} 1.0' in page
                assert PHONE not in page
                return error

    error = run(scenario())
    assert (error["code"], error["re"], error["fatal"]) == ("rate_limited", "e1", False)
    assert error["text_remaining"] == "Too much."
    assert 0 < error["retry_after_ms"] <= 1000


# Metrics elsewhere.


def test_metrics_may_have_an_address_of_their_own() -> None:
    """Then they are there alone, and only they are there."""

    async def scenario() -> None:
        async with house(metrics_port=0, metrics_host="127.0.0.2") as home:
            assert home.app.addresses is not None
            url = home.app.addresses.metrics
            assert url is not None
            assert url.startswith("http://127.0.0.2:")
            async with httpx.AsyncClient(trust_env=False) as client:
                assert "rtts_sessions" in (await client.get(f"{url}/metrics")).text
                assert (await client.get(f"{url}/health")).status_code == 404
                assert (await client.get(f"{home.http}/metrics")).status_code == 404
                assert (await client.get(f"{home.http}/health")).status_code == 200

    run(scenario())


# A server as it is run.


@contextlib.contextmanager
def serving(*flags: str, **environ: str) -> Iterator[tuple[str, str, subprocess.Popen[str]]]:
    """A server process that logs all it can: its addresses, and the process."""
    command = [sys.executable, "-m", "rtts", "serve", "--port", "0", "--http-port", "0"]
    command += ["--engine", "tone", "--log-level", "debug", *flags]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environ,
    ) as process:
        assert process.stdout is not None
        try:
            lines = "".join(process.stdout.readline() for _ in range(3))
            websocket, http, *_ = re.findall(r"\w+://\S+", lines)
            yield websocket, http, process
        finally:
            process.kill()


async def try_everything(url: str, http: str, good: str, written: str) -> set[str]:
    """Every wrong and every right way in; returns all that must not be told."""
    wrong, spare = "wrong-key-that-opens-nothing", "rt1.d3Jvbmc.d3Jvbmc"
    encoded = base64.urlsafe_b64encode(wrong.encode()).decode().rstrip("=")
    ways: list[tuple[str, dict[str, Any]]] = [
        (f"?token={wrong}", {}),
        (f"?token={good}", {}),
        (f"?token={spare}", {}),
        (f"?voice={wrong}&token={written}", {}),
        ("", {"additional_headers": bearer(wrong)}),
        ("", {"additional_headers": {"X-API-Key": wrong}}),
        ("", {"additional_headers": {"Authorization": f"Basic {encoded}"}}),
        ("", {"subprotocols": ["rtts.v1", f"bearer.{encoded}"]}),
        ("", {"subprotocols": ["rtts.v1", f"bearer.{spare}"]}),
        ("", {"subprotocols": ["rtts.v1", f"bearer.!{wrong}"]}),
        ("", {"additional_headers": bearer(good), "origin": "https://evil.example"}),
        ("/nowhere", {"additional_headers": bearer(good)}),
    ]
    for query, options in ways:
        with pytest.raises(InvalidStatus):
            await connect(url + query, **options)
        with contextlib.suppress(ConnectionClosed, InvalidStatus):
            async with connect(url + query, **({"origin": PAGE} | options)) as socket:
                await socket.recv()
    async with httpx.AsyncClient(trust_env=False) as client:
        for headers in (bearer(wrong), {"X-API-Key": spare}, {"X-API-Key": good}):
            for path in ("/v1/voices", f"/v1/tokens?token={wrong}", f"/{wrong}?key={good}"):
                await client.get(http + path, headers=headers)
                await client.post(http + path, headers=headers, content=f'{{"{TEXT}')
    async with connect(url, additional_headers=bearer(good)) as socket:
        for text in (TEXT, TEXT * 200):
            await socket.send(json.dumps({"type": "text", "text": text}))
        await socket.send(TEXT)
        await socket.send(json.dumps({"type": "end"}))
        while json_type(await socket.recv()) != "context.done":
            pass
        await socket.send(json.dumps({"type": "text", "text": TEXT}))
        socket.transport.abort()
    return {wrong, encoded, spare, good, written, TEXT, "Xylophone", "underwater"}


def json_type(message: str | bytes) -> str:
    """The type of a message; none for a frame."""
    return "" if isinstance(message, bytes) else json.loads(message)["type"]


def test_no_log_holds_a_credential_or_a_text(keys: Path) -> None:
    """Whatever was tried, at the most talkative level; the name of a key it does hold."""
    secret = "secret-that-signs-all-the-tokens-here"
    with serving("--api-keys-file", str(keys), RTTS_TOKEN_SECRET=secret) as (url, http, process):
        headers = bearer(WEB)
        written = httpx.post(f"{http}/v1/tokens", headers=headers, trust_env=False).json()["token"]
        untold = run(try_everything(url, http, WEB, written))
        process.send_signal(signal.SIGTERM)
        output, log = process.communicate(timeout=120)
    assert '"event":"session_opened"' in log
    assert '"key":"web"' in log
    for each in (*untold, *written.split(".")[1:], secret, PHONE):
        assert each not in log
        assert each not in output


def test_the_command_gets_a_token(keys: Path, tmp_path: Path) -> None:
    """From the server with a key, or signed with its secret; each opens a session."""
    secret = tmp_path / "secret"
    secret.write_text("s" * 40)
    flags = ("--api-keys-file", str(keys), "--token-secret-file", str(secret))

    def rtts_token(*arguments: str, status: int = 0, **environ: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "rtts", "token", *arguments],
            env=os.environ | environ,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == status, done.stderr
        return (done.stdout or done.stderr).strip()

    async def speak(url: str) -> None:
        async with connect(url) as socket:
            assert json_type(await socket.recv()) == "ready"

    with serving(*flags) as (url, http, _):
        asked = rtts_token("--url", http, "--ttl", "30", "--json", RTTS_API_KEY=WEB)
        answer = json.loads(asked)
        assert answer["expires_at"] > 0
        run(speak(f"{url}?token={answer['token']}"))
        signed = rtts_token("--sign-for", "web", "--secret-file", str(secret))
        run(speak(f"{url}?token={signed}"))
        told = rtts_token("--url", http, status=2, RTTS_API_KEY=PHONE)
        assert "it lacks tokens" in told
        assert "3600 s at most" in rtts_token(
            "--url", http, "--ttl", "4000", status=2, RTTS_API_KEY=WEB
        )
    assert "cannot be asked" in rtts_token("--url", http, status=2)
    for nowhere in ("ws://127.0.0.1", "http://[::1"):
        assert "is no address" in rtts_token("--url", nowhere, status=2)
    assert "Signing needs" in rtts_token("--sign-for", "web", status=2)


def test_a_worker_is_given_no_credential(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine's libraries have no use for the server's keys."""
    for name in ("RTTS_API_KEY", "RTTS_API_KEYS", "RTTS_TOKEN_SECRET"):
        monkeypatch.setenv(name, "sesame-open-sesame-open")
    monkeypatch.setenv("RTTS_HARMLESS", "here")

    async def scenario() -> bytes:
        async with house() as home, home.call() as client:
            await client.speak("Hello.")
            path = Path(f"/proc/{home.app.supervisor.pid}/environ")
            return await asyncio.to_thread(path.read_bytes)

    environment = run(scenario())
    assert b"sesame" not in environment
    assert b"RTTS_HARMLESS=here" in environment
