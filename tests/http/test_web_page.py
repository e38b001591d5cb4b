"""The page at `/`: what is served, and with which headers."""

import contextlib
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import AsyncIterator, Iterator
from importlib import resources
from pathlib import Path

import httpx
import pytest

from rtts.access.keys import Key, Keys
from rtts.http.api import make_api
from rtts.http.guard import Entrance
from rtts.http.port import HttpBind, HttpPort
from rtts.http.web_page import FILES, POLICY
from rtts.metrics.metrics import Metrics
from tests.http.test_port import Desk, client, credentials
from tests.support.aio import run

ROOT = Path(__file__).parents[2]


@contextlib.asynccontextmanager
async def page(keys: Keys | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a port that shows the page."""
    entrance = Entrance(credentials(keys))
    api = make_api(Desk(), Metrics(version="0.1.0", engine="tone"), entrance)
    port = HttpPort(HttpBind(port=0), lambda: api)
    url = await port.start()
    try:
        async with client(url) as one:
            yield one
    finally:
        await port.close()


TYPES = {
    "/": "text/html; charset=utf-8",
    "/page.css": "text/css; charset=utf-8",
    "/page.js": "text/javascript; charset=utf-8",
    "/ring.worklet.js": "text/javascript; charset=utf-8",
}


@pytest.mark.parametrize("path", FILES)
def test_each_file_comes_with_the_headers_that_keep_it_strict(path: str) -> None:
    """A file of the page has its exact type, the policy, and is asked for anew each time."""

    async def scenario() -> None:
        async with page() as one:
            answer = await one.get(path)
        assert answer.status_code == 200
        file = resources.files("rtts") / "page" / FILES[path].name
        assert answer.content == file.read_bytes() != b""
        headers = dict(answer.headers)
        assert headers.pop("etag").strip('"')
        assert headers.pop("content-length") == str(len(answer.content))
        headers.pop("date")
        assert headers == {
            "content-type": TYPES[path],
            "cache-control": "no-cache",
            "content-security-policy": POLICY,
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
        }

    run(scenario())


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    """Scripts and styles come from the server itself; nothing inline, nothing evaluated."""
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["connect-src"] == "'self' ws: wss:"
    assert rules["frame-ancestors"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_a_file_that_the_browser_has_is_not_sent_again() -> None:
    """The tag of this very file is answered with 304, another one with the file."""

    async def scenario() -> None:
        async with page() as one:
            tag = (await one.get("/page.js")).headers["etag"]
            for known in (tag, f'"x", W/{tag}'):
                again = await one.get("/page.js", headers={"if-none-match": known})
                assert (again.status_code, again.content) == (304, b"")
                assert again.headers["etag"] == tag
            other = (await one.get("/")).headers["etag"]
            assert other != tag
            assert (await one.get("/page.js", headers={"if-none-match": other})).status_code == 200

    run(scenario())


def test_the_page_wants_no_key() -> None:
    """Who has no key yet sees the page, whose requests are then refused."""

    async def scenario() -> None:
        keys = Keys([Key("one", b"\0" * 32)])
        async with page(keys) as one:
            assert (await one.get("/")).status_code == 200
            assert (await one.get("/v1/capabilities")).status_code == 401
            assert (await one.post("/")).status_code == 405
            assert (await one.get("/page.ts")).status_code == 404
            assert (await one.head("/")).content == b""

    run(scenario())


def test_the_page_asks_for_nothing_elsewhere() -> None:
    """No address of another host is in what is served."""
    for file in FILES.values():
        text = (resources.files("rtts") / "page" / file.name).read_text("utf-8")
        text = text.replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in text
        assert "//cdn" not in text
        assert not [line for line in text.splitlines() if "http://" in line]


def test_the_page_is_in_the_wheel(tmp_path: Path) -> None:
    """A server that was installed has every file of the page."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("rtts-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        for file in FILES.values():
            mine = resources.files("rtts") / "page" / file.name
            assert packed.read(f"rtts/page/{file.name}") == mine.read_bytes()


@pytest.mark.parametrize("processes", [1, 2])
def test_a_server_shows_it_and_says_where_sessions_are_taken(processes: int) -> None:
    """However many processes there are, the page finds the port that they share."""
    with serving(processes) as (websocket, http):
        with httpx.Client(base_url=http, timeout=120, trust_env=False) as one:
            assert "<title>rtts</title>" in one.get("/").text
            told = one.get("/v1/capabilities").json()["websocket"]
        assert websocket == f"ws://127.0.0.1:{told['port']}{told['path']}"


@contextlib.contextmanager
def serving(processes: int) -> Iterator[tuple[str, str]]:
    """A server of its own; gives its two addresses."""
    command = [sys.executable, "-m", "rtts", "serve", "--engine", "tone", "--log-level", "error"]
    command += ["--port", "0", "--http-port", "0", "--processes", str(processes)]
    environment = {name: each for name, each in os.environ.items() if "RTTS_" not in name}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            lines = [server.stdout.readline().split() for _ in range(2)]
            found = {line[0]: line[1] for line in lines if line}
            assert found.keys() == {"WebSocket", "HTTP"}
            yield found["WebSocket"], found["HTTP"]
        finally:
            server.send_signal(signal.SIGTERM)
