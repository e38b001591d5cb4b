"""The HTTP port, asked over real sockets."""

import asyncio
import contextlib
import gc
import io
import json
import signal
import socket
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
import uvloop
from h2.connection import H2Connection
from h2.events import StreamEnded, StreamReset
from starlette.responses import Response
from starlette.types import ASGIApp

from rtts import log
from rtts.access.credentials import Credentials
from rtts.access.keys import Keys, load_keys
from rtts.access.tokens import Tokens, UsedInMemory
from rtts.engines.base import EngineInfo, Voice
from rtts.errors import SettingsError, WorkerUnavailable
from rtts.http.api import make_api, make_metrics_api
from rtts.http.guard import Entrance
from rtts.http.port import HttpBind, HttpPort
from rtts.metrics.metrics import Metrics
from rtts.protocol.messages import Limits
from tests.support.aio import run
from tests.support.certificate import Certificate, make_certificate

KEY = "a-long-enough-key-for-tests"
PATIENCE_S = 60

Runner = Callable[[Coroutine[Any, Any, None]], None]
ON_EITHER_LOOP = pytest.mark.parametrize(
    "runner", [pytest.param(run, id="asyncio"), pytest.param(uvloop.run, id="uvloop")]
)

KEYS, _ = load_keys(None, [KEY])
ENGINE = EngineInfo(
    name="tone",
    model="tone-1",
    sample_rate=24000,
    default_voice="low",
    voices=(Voice("low", "Low", ("en-us",), "male"), Voice("high", "High", ("en-us", "de"))),
    voice_variants=("f3",),
    languages=("en-us", "de"),
    word_times=True,
)


class Desk:
    """A server as the HTTP port sees it, whose answers a test sets."""

    def __init__(self) -> None:
        self.limits = Limits(max_contexts=3)
        self.websocket_port: int | None = 8765
        self.reason = ""
        self.figures: dict[str, float] = {}
        self.engine: EngineInfo | Exception = ENGINE
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    def ready(self) -> tuple[bool, str]:
        """Ready unless there is a reason against it."""
        return not self.reason, self.reason

    def engine_figures(self) -> dict[str, float]:
        """What an engine would let be watched."""
        return self.figures

    def refresh(self) -> None:
        """Nothing here changes by itself."""

    async def describe(self) -> EngineInfo:
        """The engine, as soon as that may be told."""
        self.asked.set()
        await self.may_answer.wait()
        if isinstance(self.engine, Exception):
            raise self.engine
        return self.engine


@contextlib.asynccontextmanager
async def serving(
    bind: HttpBind | None = None,
    *,
    desk: Desk | None = None,
    keys: Keys | None = None,
    only_metrics: bool = False,
    body_within_s: float = PATIENCE_S,
    **rules: Any,
) -> AsyncIterator[str]:
    """An HTTP port on a free port; gives its URL."""
    entrance = Entrance(credentials(keys), **rules)
    parts = (desk or Desk(), Metrics(version="0.1.0", engine="tone"), entrance)
    api = (
        make_metrics_api(*parts) if only_metrics else make_api(*parts, body_within_s=body_within_s)
    )
    port = HttpPort(bind or HttpBind(port=0), lambda: api)
    url = await port.start()
    try:
        yield url
    finally:
        await port.close()


def credentials(keys: Keys | None = None) -> Credentials:
    """Whom the port knows, at a time that stands still."""
    tokens = Tokens(b"secret", UsedInMemory())
    return Credentials(keys or Keys(), tokens, clock=lambda: 0.0, wall_clock=lambda: 1000.0)


def client(url: str = "", **options: Any) -> httpx.AsyncClient:
    """A client that waits long enough for a busy machine."""
    return httpx.AsyncClient(base_url=url, timeout=PATIENCE_S, trust_env=False, **options)


async def get(path: str, url: str, **options: Any) -> httpx.Response:
    """One GET on a connection of its own."""
    async with client(url) as one:
        return await one.get(path, **options)


async def connect(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A bare connection."""
    at = httpx.URL(url)
    return await asyncio.open_connection(at.host, at.port)


def assert_refused(answer: httpx.Response, status: int, code: str) -> str:
    """The answer is a refusal in the usual form; gives its sentence."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    error = answer.json()["error"]
    assert error["code"] == code
    return str(error["message"])


# What it answers.


@ON_EITHER_LOOP
def test_health_says_that_the_process_lives(
    runner: Runner,
) -> None:
    """GET and HEAD of /health succeed, on either event loop, with the port that is told."""

    async def scenario() -> None:
        async with serving() as url, client(url) as one:
            assert url.startswith("http://127.0.0.1:")
            answer = await one.get("/health")
            assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
            head = await one.head("/health")
            assert (head.status_code, head.content) == (200, b"")
            assert head.headers["content-length"] == answer.headers["content-length"]

    runner(asyncio.wait_for(scenario(), 2 * PATIENCE_S))


def test_health_is_answered_while_others_wait() -> None:
    """An answer that takes its time keeps nobody else waiting."""

    async def scenario() -> None:
        desk = Desk()
        desk.may_answer.clear()
        async with serving(desk=desk) as url:
            slow = asyncio.create_task(get("/v1/voices", url))
            await desk.asked.wait()
            assert (await get("/health", url)).status_code == 200
            desk.may_answer.set()
            assert (await slow).status_code == 200

    run(scenario())


def test_readiness_comes_with_the_reason() -> None:
    """/ready is 200, with the engine's memory where that is known, or 503 and says why not."""

    async def scenario() -> None:
        desk = Desk()
        async with serving(desk=desk) as url:
            assert (await get("/ready", url)).json() == {"status": "ready"}
            desk.figures = {"memory_bytes": 3e9, "slots_taken": 2}
            expected = {"status": "ready", "engine_memory_bytes": 3e9}
            assert (await get("/ready", url)).json() == expected
            desk.reason = "The server is going down."
            refusal = await get("/ready", url)
            assert assert_refused(refusal, 503, "overloaded") == desk.reason

    run(scenario())


def test_metrics_are_for_prometheus() -> None:
    """/metrics is the page of the metrics, with its type."""

    async def scenario() -> None:
        async with serving() as url:
            answer = await get("/metrics", url)
            assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
            assert "rtts_sessions 0.0\n" in answer.text

    run(scenario())


def test_voices_are_listed() -> None:
    """/v1/voices has what a client may write in `voice`."""

    async def scenario() -> None:
        async with serving() as url:
            body = (await get("/v1/voices", url)).json()
        assert (body["engine"], body["default"], body["variants"]) == ("tone", "low", ["f3"])
        assert body["voices"][0] == {
            "id": "low",
            "name": "Low",
            "languages": ["en-us"],
            "gender": "male",
            "description": "",
        }
        assert [voice["id"] for voice in body["voices"]] == ["low", "high"]

    run(scenario())


def test_capabilities_are_told() -> None:
    """/v1/capabilities has the engine, codecs, languages, defaults, limits and versions."""

    async def scenario() -> None:
        async with serving() as url:
            body = (await get("/v1/capabilities", url)).json()
        assert body["protocol"] == "rtts.v1"
        assert body["server"].startswith("rtts/")
        assert body["engine"]["name"] == "tone"
        assert body["engine"]["word_times"] is True
        assert "voices" not in body["engine"]
        assert body["languages"][0] == {"code": "en-us", "name": "English (US)"}
        assert body["codecs"]["mulaw"] == {"rates": [8000, 16000], "default_rate": 8000}
        assert body["defaults"]["voice"] == "low"
        assert body["defaults"]["audio"]["codec"] == "opus"
        assert body["limits"]["max_contexts"] == 3
        assert body["websocket"] == {"port": 8765, "path": "/v1/stream"}

    run(scenario())


@pytest.mark.parametrize(("wait_s", "told"), [(2.6, "3"), (2.2, "3"), (0.2, "1")])
def test_missing_worker_is_a_refusal_that_says_when(wait_s: float, told: str) -> None:
    """Without a worker the voices are not known; Retry-After says when to ask again."""

    async def scenario() -> None:
        desk = Desk()
        desk.engine = WorkerUnavailable("The worker starts.", retry_after=wait_s)
        async with serving(desk=desk) as url:
            answer = await get("/v1/voices", url)
            assert assert_refused(answer, 503, "overloaded") == "The worker starts."
            assert answer.headers["retry-after"] == told

    run(scenario())


def test_mistake_of_the_server_stays_in_its_log(caplog: pytest.LogCaptureFixture) -> None:
    """An unforeseen error is a 500 that tells a stranger nothing."""

    async def scenario() -> None:
        desk = Desk()
        desk.engine = ValueError("secret detail")
        async with serving(desk=desk) as url:
            answer = await get("/v1/voices", url)
            assert_refused(answer, 500, "internal")
            assert "secret" not in answer.text
            assert (await get("/health", url)).status_code == 200

    run(scenario())
    assert [record.name for record in caplog.records] == ["hypercorn.error"]


def test_unknown_paths_and_methods_are_refused_in_json() -> None:
    """The router's own refusals have the form of all others."""

    async def scenario() -> None:
        async with serving() as url, client(url) as one:
            assert_refused(await one.get("/nothing"), 404, "not_found")
            assert_refused(await one.get("/v1/voices/"), 404, "not_found")
            answer = await one.post("/health")
            assert_refused(answer, 405, "method_not_allowed")
            assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}

    run(scenario())


# Whom it answers.


def test_other_names_are_refused() -> None:
    """A page that bent its own name to this address gets nothing, on any path."""

    async def scenario() -> None:
        async with serving(allowed_hosts=("tts.example",)) as url:
            for path in ("/health", "/metrics", "/v1/voices"):
                answer = await get(path, url, headers={"host": "evil.example"})
                assert "--allowed-host" in assert_refused(answer, 403, "unauthorized")
            for host in ("tts.example", "localhost:1", "127.0.0.1"):
                assert (await get("/health", url, headers={"host": host})).status_code == 200

    run(scenario())


def test_key_is_wanted_where_there_are_keys() -> None:
    """With keys, /v1/ is closed to strangers, and everything that is watched stays open."""

    async def scenario() -> None:
        async with serving(keys=KEYS) as url:
            for path in ("/health", "/ready", "/metrics"):
                assert (await get(path, url)).status_code == 200
            for path in ("/v1/voices", "/v1/capabilities", "/v1/nothing"):
                answer = await get(path, url)
                assert "Bearer" in assert_refused(answer, 401, "unauthorized")
                assert answer.headers["www-authenticate"] == "Bearer"
            for headers in ({"authorization": f"bearer  {KEY}"}, {"x-api-key": KEY}):
                assert (await get("/v1/voices", url, headers=headers)).status_code == 200
            for wrong in ("Bearer x", "Bearer", f"Basic {KEY}", KEY):
                answer = await get("/v1/voices", url, headers={"authorization": wrong})
                assert_refused(answer, 401, "unauthorized")
            assert_refused(await get(f"/v1/voices?token={KEY}", url), 401, "unauthorized")

    run(scenario())


def table(tmp_path: Path, *rows: str) -> Keys:
    """Keys out of a file of tables: each row is `name scope scope …`, the key the name 8 times."""
    lines = []
    for row in rows:
        name, *scopes = row.split()
        lines.append(f'[[key]]\nname = "{name}"\nkey = "{name * 8}"\nscopes = {scopes}\n')
    file = tmp_path / "keys.toml"
    file.write_text("".join(lines))
    file.chmod(0o600)
    return load_keys(file)[0]


def bearer(name: str) -> dict[str, str]:
    """The key of a name, as a header."""
    return {"authorization": f"Bearer {name * 8}"}


def test_a_key_opens_what_it_is_for(tmp_path: Path) -> None:
    """A known key without the scope is forbidden; an unknown one is unauthorized."""
    keys = table(tmp_path, "talk speak", "mint speak tokens", "watch metrics", "boss admin")
    answers = {
        "talk": (200, 403, 403),
        "mint": (200, 200, 403),
        "watch": (403, 403, 200),
        "boss": (200, 200, 200),
        "nobody": (401, 401, 401),
    }

    async def scenario() -> None:
        async with serving(keys=keys, metrics_key=True) as url, client(url) as one:
            for name, expected in answers.items():
                headers = bearer(name)
                voices = await one.get("/v1/voices", headers=headers)
                token = await one.post("/v1/tokens", headers=headers)
                metrics = await one.get("/metrics", headers=headers)
                found = (voices.status_code, token.status_code, metrics.status_code)
                assert found == expected, name
            assert (await one.get("/metrics")).status_code == 401
            assert (await one.get("/health")).status_code == 200

    run(scenario())


def test_a_token_is_made() -> None:
    """With a key; it says what was asked, and until when it holds."""

    async def scenario() -> None:
        keys = load_keys(None, [KEY])[0]
        async with serving(keys=keys) as url, client(url, headers={"x-api-key": KEY}) as one:
            answer = await one.post("/v1/tokens")
            assert answer.headers["cache-control"] == "no-store"
            assert answer.json()["expires_at"] == 1060.0
            wish = {"ttl_s": 5, "origin": "https://app.example", "session": {"voice": "low"}}
            body = (await one.post("/v1/tokens", json=wish)).json()
            token = credentials(keys).tokens.read(body["token"], 1000.0)
            assert (token.expires_at, token.origin) == (1005.0, "https://app.example")
            assert token.session == {"voice": "low"}

    run(scenario())


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"[]", 400, "Expected `object`"),
        (b"{", 400, "not a JSON object"),
        (b"\xff", 400, "not a JSON object"),
        (b"[" * 10_000, 400, ""),
        (b'{"session":' * 1000, 400, ""),
        (b'{"colour":1}', 400, "unknown field"),
        (b'{"ttl_s":1e999}', 400, "body: Number out of range"),
        (b'{"ttl_s":0}', 400, "ttl_s"),
        (b'{"ttl_s":1e9}', 400, "ttl_s"),
        (b'{"ttl_s":4000}', 400, "3600 s at most"),
        (b'{"origin":"app.example"}', 400, "origin: this is none"),
        (b'{"session":{"speed":99}}', 400, "session.speed"),
        (b'{"limits":{"max_contexts":0}}', 400, "limits.max_contexts"),
        (b'{"origin":"' + b"x" * 20_000 + b'"}', 413, ""),
        (b'{"origin":1}'.ljust(16_385), 413, ""),
        (b'{"origin":1}'.ljust(16_384), 400, "origin"),
    ],
)
def test_a_wish_that_cannot_be_had_is_refused(body: bytes, status: int, sentence: str) -> None:
    """With the field and the rule; a body without end is not read to its end."""

    async def scenario() -> None:
        async with serving() as url, client(url) as one:
            answer = await one.post("/v1/tokens", content=body)
            assert answer.status_code == status
            assert sentence in answer.json()["error"]["message"]

    run(scenario())


def test_a_wish_that_is_null_counts_as_left_out() -> None:
    """Each of them."""

    async def scenario() -> None:
        async with serving() as url, client(url) as one:
            wish = dict.fromkeys(("ttl_s", "origin", "session", "limits"))
            assert (await one.post("/v1/tokens", json=wish)).status_code == 200

    run(scenario())


def test_a_token_makes_no_tokens(tmp_path: Path) -> None:
    """It may ask for the voices, which uses nothing up; no more than that."""
    keys = table(tmp_path, "mint speak tokens", "only tokens")

    async def scenario() -> None:
        async with serving(keys=keys, metrics_key=True) as url, client(url) as one:
            token = (await one.post("/v1/tokens", headers=bearer("mint"))).json()["token"]
            headers = {"authorization": f"Bearer {token}"}
            for _ in range(2):
                assert (await one.get("/v1/voices", headers=headers)).status_code == 200
            assert_refused(await one.post("/v1/tokens", headers=headers), 403, "unauthorized")
            assert_refused(await one.get("/metrics", headers=headers), 403, "unauthorized")
            assert_refused(await one.get(f"/v1/voices?token={token}"), 401, "unauthorized")
            given_away = await one.post("/v1/tokens", headers=bearer("only"))
            assert "lacks speak" in assert_refused(given_away, 403, "unauthorized")

    run(scenario())


def test_two_credentials_are_none() -> None:
    """It is nobody's choice which of two different ones counts; the same twice does no harm."""

    async def scenario() -> None:
        good, other = ("authorization", f"Bearer {KEY}"), ("authorization", "Bearer other")
        async with serving(keys=KEYS) as url:
            for both in ([good, other], [other, good]):
                assert_refused(await get("/v1/voices", url, headers=both), 401, "unauthorized")
            assert (await get("/v1/voices", url, headers=[good, good])).status_code == 200

    run(scenario())


def test_a_line_break_behind_a_path_opens_nothing(tmp_path: Path) -> None:
    """A path that the router takes for another wants what that other wants."""
    keys = table(tmp_path, "talk speak")

    async def scenario() -> None:
        async with serving(keys=keys, metrics_key=True) as url, client(url) as one:
            assert_refused(await one.get("/metrics%0A"), 401, "unauthorized")
            minted = await one.post("/v1/tokens%0A", headers=bearer("talk"))
            assert "lacks tokens" in assert_refused(minted, 403, "unauthorized")

    run(scenario())


def test_pages_of_foreign_origins_are_refused() -> None:
    """On any path, key or not; those of the same host may ask."""

    async def scenario() -> None:
        async with serving() as url, client(url) as one:
            for path in ("/health", "/metrics", "/v1/voices", "/v1/tokens"):
                answer = await one.post(path, headers={"origin": "https://evil.example"})
                assert "--allowed-origin" in assert_refused(answer, 403, "unauthorized")
            own = await one.post("/v1/tokens", headers={"origin": "http://127.0.0.1:9"})
            assert own.status_code == 200
        async with serving(allowed_origins=("https://app.example",)) as url:
            page = {"origin": "https://app.example"}
            assert (await get("/v1/voices", url, headers=page)).status_code == 200

    run(scenario())


def test_a_page_of_an_allowed_origin_may_read_what_it_is_answered() -> None:
    """Refusals too; those of other origins are told nothing that a browser would let them read."""

    async def scenario() -> None:
        page = {"origin": "https://app.example"}
        async with serving(keys=KEYS, allowed_origins=("https://app.example",)) as url:
            key = {"authorization": f"Bearer {KEY}"}
            for headers, status in ((page | key, 200), (page, 401)):
                answer = await get("/v1/voices", url, headers=headers)
                assert answer.status_code == status
                assert answer.headers["access-control-allow-origin"] == page["origin"]
                assert answer.headers["vary"] == "origin"
                assert "retry-after" in answer.headers["access-control-expose-headers"]
            for headers in (key, key | {"origin": "https://evil.example"}):
                answer = await get("/v1/voices", url, headers=headers)
                assert not [name for name in answer.headers if "access-control" in name]

    run(scenario())


def test_a_browser_that_asks_before_its_page_does_needs_no_key() -> None:
    """It shows none then; the page has to show one afterwards, in whichever header."""

    async def scenario() -> None:
        asks = {"access-control-request-method": "POST"}
        async with serving(keys=KEYS) as url, client(url) as one:
            page = {"origin": "http://127.0.0.1:3000"}
            answer = await one.options("/v1/audio/speech", headers=asks | page)
            assert (answer.status_code, answer.content) == (204, b"")
            assert answer.headers["access-control-allow-origin"] == page["origin"]
            assert "POST" in answer.headers["access-control-allow-methods"]
            assert answer.headers["access-control-allow-headers"] == "authorization, *"
            evil = {"origin": "https://evil.example"}
            assert (await one.options("/v1/audio/speech", headers=asks | evil)).status_code == 403
            assert (await one.options("/v1/audio/speech", headers=asks)).status_code == 401

    run(scenario())


def test_a_port_of_their_own_has_the_metrics_and_nothing_else() -> None:
    """Who watches the server comes no further."""

    async def scenario() -> None:
        async with serving(only_metrics=True) as url, client(url) as one:
            assert "rtts_sessions 0.0" in (await one.get("/metrics")).text
            for path in ("/", "/health", "/ready", "/v1/voices", "/v1/capabilities"):
                assert_refused(await one.get(path), 404, "not_found")
            assert_refused(await one.post("/v1/tokens"), 404, "not_found")
            bent = await one.get("/metrics", headers={"host": "evil.example"})
            assert_refused(bent, 403, "unauthorized")

    run(scenario())


RUBBISH = [
    b"\x00\xff\xfe\r\n\r\n",
    b"GET /health HTTP/1.1\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: a\r\nHost: localhost\r\n\r\n",
    b"GET /h\xc3\xa9 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    (
        b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    ),
]


@pytest.mark.parametrize("rubbish", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_is_refused_and_harms_nobody(rubbish: bytes) -> None:
    """Bytes that are no request to us get a 4xx, and the next client is served."""

    async def scenario() -> None:
        async with serving() as url:
            reader, writer = await connect(url)
            writer.write(rubbish)
            assert (await reader.readline()).startswith(b"HTTP/1.1 4")
            writer.close()
            assert (await get("/health", url)).status_code == 200

    run(scenario())


UPGRADE = (
    b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


@pytest.mark.parametrize(
    "rest",
    [
        b"Sec-WebSocket-Version: 13\r\n\r\n",
        b"Sec-WebSocket-Version: 99\r\n\r\n",
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: \xc3\xa9\r\n\r\n",
    ],
    ids=["good", "of another version", "not ASCII"],
)
def test_an_upgrade_is_not_taken(rest: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """The request is answered as if it asked for none; no connection stays for ever."""

    async def scenario() -> bytes:
        async with serving() as url:
            reader, writer = await connect(url)
            writer.write(UPGRADE + rest)
            answer = await reader.read()
            writer.close()
            return answer

    answer = uvloop.run(scenario())
    assert answer.startswith(b"HTTP/1.1 200")
    assert not caplog.records


def test_slow_request_is_dropped() -> None:
    """A request whose head does not come is not waited for longer than a handshake."""

    async def scenario() -> None:
        async with serving(HttpBind(port=0, handshake_timeout_s=0.1)) as url:
            reader, writer = await connect(url)
            writer.write(b"GET /health HTTP/1.1\r\nHost: loc")
            assert await reader.read() == b""
            writer.close()

    run(scenario())


BEGUN = (
    b"POST /v1/tokens HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
    b"Content-Length: 50\r\n\r\n"
)
"""A request that is told to go on once its body is waited for."""


def test_a_body_that_does_not_come_is_not_waited_for_without_end() -> None:
    """Who sends half of it is told so, and holds its connection no longer."""

    async def scenario() -> bytes:
        async with serving(body_within_s=0.1) as url:
            reader, writer = await connect(url)
            writer.write(BEGUN + b"{")
            answer = await reader.read()
            writer.close()
            return answer

    answer = run(scenario())
    assert b"HTTP/1.1 408 " in answer
    assert b"Request Timeout." in answer


def test_a_peer_that_hangs_up_in_its_body_is_no_mistake(caplog: pytest.LogCaptureFixture) -> None:
    """Lines break; nobody is called to the log for that."""

    async def scenario() -> None:
        async with serving() as url:
            reader, writer = await connect(url)
            writer.write(BEGUN)
            assert await reader.readline() == b"HTTP/1.1 100 \r\n"
            writer.transport.abort()

    run(scenario())
    assert caplog.records == []


# Where it listens.


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """One for all tests of this file."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


@ON_EITHER_LOOP
def test_tls_brings_http2(certificate: Certificate, runner: Runner) -> None:
    """Over TLS, clients that know HTTP/2 get it, others HTTP/1.1; many requests share one."""

    async def scenario() -> None:
        bind = HttpBind(port=0, tls_cert=certificate.cert, tls_key=certificate.key)
        async with serving(bind) as url:
            assert url.startswith("https://")
            async with client(url, http2=True, verify=certificate.trust()) as one:
                answers = await asyncio.gather(*(one.get("/v1/voices") for _ in range(20)))
                assert {answer.http_version for answer in answers} == {"HTTP/2"}
                assert {answer.status_code for answer in answers} == {200}
                assert (await one.head("/health")).status_code == 200
                bent = await one.get("/health", headers={"host": "evil.example"})
                assert_refused(bent, 403, "unauthorized")
            async with client(url, verify=certificate.trust()) as one:
                assert (await one.get("/health")).http_version == "HTTP/1.1"

    runner(asyncio.wait_for(scenario(), 2 * PATIENCE_S))


def test_what_still_comes_of_a_refused_request_harms_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Over HTTP/2 many share a connection; one of them sends more than it may."""

    async def scenario() -> None:
        desk = Desk()
        desk.may_answer.clear()
        async with serving(desk=desk) as url, client(url, http1=False, http2=True) as one:
            other = asyncio.create_task(one.get("/v1/voices"))
            await desk.asked.wait()
            assert_refused(await one.post("/v1/tokens", content=b"x" * 300_000), 413, "bad_message")
            desk.may_answer.set()
            assert (await other).status_code == 200

    run(scenario())
    assert caplog.records == []


@pytest.mark.parametrize(
    "begins",
    [
        [(":method", "CONNECT")],
        [(":method", "GET"), (":path", b"/h\xc3\xa9"), (":scheme", "http")],
        [(":method", b"G\xffT"), (":path", "/health"), (":scheme", "http")],
    ],
    ids=["a tunnel", "a path beyond ASCII", "a method beyond ASCII"],
)
def test_a_request_that_names_nothing_here_is_refused_by_itself(
    begins: list[tuple[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    """The HTTP/2 connection that it came over goes on."""

    async def scenario() -> list[Any]:
        async with serving() as url:
            reader, writer = await connect(url)
            peer = H2Connection()
            peer.initiate_connection()
            at = (":authority", "localhost")
            peer.send_headers(1, [*begins, at], end_stream=True)
            get = [(":method", "GET"), (":path", "/health"), (":scheme", "http"), at]
            peer.send_headers(3, get, end_stream=True)
            writer.write(peer.data_to_send())
            events: list[Any] = []
            while data := await reader.read(65536):
                events += peer.receive_data(data)
                if any(isinstance(event, StreamEnded) for event in events):
                    break
            writer.close()
            return events

    ends = [each for each in run(scenario()) if isinstance(each, StreamReset | StreamEnded)]
    assert [(type(end), end.stream_id) for end in ends] == [(StreamReset, 1), (StreamEnded, 3)]
    assert caplog.records == []


def test_key_that_does_not_fit_stops_the_start(certificate: Certificate, tmp_path: Path) -> None:
    """A certificate that cannot be used is told at start, with both files."""
    other = make_certificate(tmp_path)
    for key, reason in ((other.key, "mismatch"), (tmp_path / "none", "No such file")):
        bind = HttpBind(port=0, tls_cert=certificate.cert, tls_key=key)
        with pytest.raises(SettingsError, match=f"{certificate.cert}.*{key}.*(?i:{reason})"):
            run(opened(bind))


async def opened(bind: HttpBind) -> None:
    """Start and close."""
    async with serving(bind):
        pass


@ON_EITHER_LOOP
def test_unix_socket_takes_the_place_of_the_port(tmp_path: Path, runner: Runner) -> None:
    """It is served on the path, whatever a dead server left there, and is gone after."""
    path = tmp_path / "http.sock"
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(str(path))
    dead.close()

    async def scenario() -> None:
        async with serving(HttpBind(path=path)) as url:
            assert url == f"http+unix://{path}"
            transport = httpx.AsyncHTTPTransport(uds=str(path))
            async with client("http://localhost", transport=transport) as one:
                assert (await one.get("/health")).status_code == 200
        assert not path.exists()

    runner(asyncio.wait_for(scenario(), 2 * PATIENCE_S))


def test_unix_socket_of_the_living_is_left_alone(tmp_path: Path) -> None:
    """A path where another server listens, or that is a file, is not taken over."""
    path, file = tmp_path / "http.sock", tmp_path / "file"
    file.write_text("mine")

    async def scenario() -> None:
        async with serving(HttpBind(path=path)):
            with pytest.raises(SettingsError, match=f"Another server listens on {path}"):
                await opened(HttpBind(path=path))
            assert path.exists()

    run(scenario())
    with pytest.raises(SettingsError, match=f"{file} is there already and is no socket"):
        run(opened(HttpBind(path=file)))
    assert file.read_text() == "mine"


def test_who_closes_again_takes_nobody_s_socket(tmp_path: Path) -> None:
    """The path may be another server's by then."""
    bind = HttpBind(path=tmp_path / "http.sock")

    async def scenario() -> None:
        gone = HttpPort(bind, Response)
        await gone.start()
        await gone.close()
        async with serving(bind):
            await gone.close()
            transport = httpx.AsyncHTTPTransport(uds=str(bind.path))
            async with client("http://localhost", transport=transport) as one:
                assert (await one.get("/health")).status_code == 200

    run(scenario())


def test_address_that_cannot_be_had_stops_the_start() -> None:
    """A port that is taken and a name that nobody knows are told with what to change."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"cannot listen on 127.0.0.1:{port}: .*in use"):
            run(opened(HttpBind(port=port)))
    with pytest.raises(SettingsError, match=r"cannot listen on no\.such\.host\.invalid:0"):
        run(opened(HttpBind(host="no.such.host.invalid", port=0)))


def test_every_address_of_a_name_has_the_same_port(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with two addresses is served on both, on one free port."""
    addresses = ["127.0.0.1", "127.0.0.2"]

    async def lookup(*_args: object, **_options: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 0)) for each in addresses]

    async def scenario() -> None:
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", lookup)
        async with serving(HttpBind(host="two.example", port=0)) as url:
            monkeypatch.undo()
            port = httpx.URL(url).port
            for address in addresses:
                assert (await get("/health", f"http://{address}:{port}")).status_code == 200

    run(scenario())


# How it leaves.


def test_port_is_free_after_closing() -> None:
    """The same port can be had again at once."""

    async def scenario() -> None:
        async with serving() as url:
            port = httpx.URL(url).port or 0
            assert (await get("/health", url)).status_code == 200
        async with serving(HttpBind(port=port)) as again:
            assert again == url

    run(scenario())


def test_answers_may_finish() -> None:
    """A request that is being answered when the port closes still gets its answer."""

    async def scenario() -> None:
        desk = Desk()
        desk.may_answer.clear()
        async with serving(desk=desk) as url:
            asked = asyncio.create_task(get("/v1/voices", url))
            await desk.asked.wait()
            asyncio.get_running_loop().call_soon(desk.may_answer.set)
        assert (await asked).status_code == 200

    run(scenario())


@ON_EITHER_LOOP
def test_closing_waits_for_nobody_for_long(
    runner: Runner,
) -> None:
    """Idle clients, answers without end and clients that read nothing do not hold it up."""

    async def scenario() -> None:
        desk, never = Desk(), Desk()
        voices = tuple(Voice(f"v{i}", "x" * 1000, ("en",)) for i in range(20_000))
        desk.engine = EngineInfo(
            name="many", model="", sample_rate=1, default_voice="", voices=voices, languages=()
        )
        never.may_answer.clear()
        async with asyncio.timeout(PATIENCE_S):
            async with serving(desk=desk) as url, serving(desk=never) as other:
                _, idle = await connect(url)
                _, deaf = await connect(url)
                _, endless = await connect(other)
                deaf.transport.pause_reading()  # type: ignore[attr-defined]
                for writer in (deaf, endless):
                    writer.write(b"GET /v1/voices HTTP/1.1\r\nHost: localhost\r\n\r\n")
                await desk.asked.wait()
                await never.asked.wait()
        for writer in (idle, deaf, endless):
            writer.transport.abort()

    runner(scenario())
    gc.collect()


def test_signals_are_left_alone() -> None:
    """Whoever starts the port decides what SIGTERM and SIGINT do."""

    async def scenario() -> None:
        before = [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)]
        async with serving() as url:
            assert (await get("/health", url)).status_code == 200
            after = [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)]
        assert after == before

    run(scenario())


def test_what_answers_is_made_for_the_first_client_and_once() -> None:
    """In a thread; they who come first all at once are all answered."""
    threads: list[threading.Thread] = []

    async def scenario() -> tuple[int, list[int]]:
        async def api(_scope: Any, _receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})

        def make() -> ASGIApp:
            threads.append(threading.current_thread())
            return api

        port = HttpPort(HttpBind(port=0), make)
        url = await port.start()
        before = len(threads)
        async with client(url) as asking:
            answers = await asyncio.gather(*(asking.get("/") for _ in range(8)))
        await port.close()
        return before, [answer.status_code for answer in answers]

    assert run(scenario()) == (0, [204] * 8)
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


@ON_EITHER_LOOP
def test_a_port_that_nobody_asked_makes_nothing(runner: Runner) -> None:
    """It is closed without what answers, and can be listened on again."""

    async def scenario() -> None:
        def make() -> ASGIApp:
            raise AssertionError("nobody asked")

        port = HttpPort(HttpBind(port=0), make)
        url = await port.start()
        await port.close()
        socket.create_server(("127.0.0.1", int(url.rsplit(":", 1)[1]))).close()

    runner(scenario())


def test_what_answers_cannot_be_made() -> None:
    """That is logged, and the port no longer takes anybody; speech goes on without it."""

    async def scenario() -> None:
        def make() -> ASGIApp:
            raise ImportError("no such library")

        port = HttpPort(HttpBind(port=0), make)
        async with client(await port.start()) as asking:
            for _ in range(2):
                with pytest.raises(httpx.TransportError):
                    await asking.get("/health")
        await port.close()

    file = io.BytesIO()
    log.configure("info", file)
    try:
        run(scenario())
    finally:
        structlog.reset_defaults()
    (line,) = file.getvalue().splitlines()
    assert json.loads(line)["event"] == "http_port_failed"


def test_closing_before_starting_is_nothing() -> None:
    """A server whose start failed elsewhere can close all of its parts."""
    api = make_api(Desk(), Metrics(version="0.1.0", engine="tone"), Entrance(credentials()))
    port = HttpPort(HttpBind(), lambda: api)
    run(port.close())
    assert repr(port) == "<HttpPort 127.0.0.1:8766 answers=0>"
