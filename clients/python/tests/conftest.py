"""A real server for the tests that want one, and the vectors that all clients share."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

settings.register_profile("rtts", deadline=None)  # machines are busy
settings.load_profile("rtts")

VECTORS = Path(__file__).parents[3] / "tests" / "vectors"


def vectors(name: str) -> list[Any]:
    """The entries of a file of vectors, as parameters; none where the files are not."""
    path = VECTORS / f"{name}.json"
    if not path.exists():
        return []
    entries = json.loads(path.read_text(encoding="utf-8"))
    return [pytest.param(entry, id=entry["name"]) for entry in entries]


class RunningServer(NamedTuple):
    """A server in a process of its own."""

    url: str
    process: "subprocess.Popen[str]"


@contextmanager
def running_server(*arguments: str, port: int = 0) -> Iterator[RunningServer]:
    """A real server with the engine `tone`, for as long as the block lasts."""
    pytest.importorskip("rtts.app", reason="the server is not installed")
    command = [sys.executable, "-m", "rtts", "serve", "--engine", "tone", "--no-http"]
    with subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "error", *arguments],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if line.startswith("WebSocket"):
                    yield RunningServer(line.split()[1], process)
                    break
            else:
                pytest.fail("the server said no address")
        finally:
            process.terminate()
            process.communicate()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a server that all tests may share."""
    with running_server() as running:
        yield running.url


@pytest.fixture
def start_server() -> Callable[..., Any]:
    """Start a server of one's own, for as long as a `with` block lasts."""
    return running_server
