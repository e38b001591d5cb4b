"""A server that is well: what it says when asked, and what it must not say in its log."""

import contextlib
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import structlog

from rtts import log
from rtts.engines.tone import render
from rtts.server.server import SpeechServer
from tests.support.aio import until
from tests.support.house import House

__all__ = [
    "EXPECTED",
    "QUERY",
    "RATE_48K",
    "STORY",
    "TEXT",
    "assert_healthy",
    "faultless_log",
    "server_of",
]

TEXT = "Twelve chars"
RATE_48K = {"rate": "48000"}
"""Of the engine: then nothing is resampled, and what is heard is known to the sample."""
QUERY = "?codec=pcm_s16le&rate=48000"
EXPECTED = render(TEXT, rate=48000)[0]
STORY = "The story goes on and on, and nobody knows where it ends. "


@contextlib.contextmanager
def faultless_log() -> Iterator[list[dict[str, Any]]]:
    """All that the house and its libraries log meanwhile, once it is over.

    None of it may tell of an exception or of a fault of ours.
    """
    lines, root, told = io.BytesIO(), logging.getLogger(), list[dict[str, Any]]()
    handlers, level = root.handlers, root.level
    log.configure("info", lines)
    try:
        yield told
    finally:
        structlog.reset_defaults()
        logging.captureWarnings(capture=False)
        root.handlers, root.level = handlers, level
    told += [json.loads(line) for line in lines.getvalue().splitlines()]
    assert not [line for line in told if line["level"] == "error" or "traceback" in line]


def server_of(home: House) -> SpeechServer:
    """The server of a house that has one process."""
    server = home.app.server
    assert isinstance(server, SpeechServer)
    return server


async def assert_healthy(home: House) -> None:
    """Nothing is left of those who were there, and the next one is served."""
    await until(lambda: not home.app.server.sessions)
    await until(lambda: not home.app._speaker._utterances)
    await until(lambda: home.app._speaker.load and not home.app._speaker.load.open)
    assert not server_of(home)._sockets
    async with home.call(QUERY) as client:
        await client.speak(TEXT)
        assert client.pcm()[: len(EXPECTED)] == EXPECTED
    await until(lambda: not home.app.server.sessions)
