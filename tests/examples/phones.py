"""What the tests of the phone bridge share: the bridge, an agent that notes what it is told."""

import contextlib
import importlib
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from pathlib import Path
from typing import Any

import numpy as np

from rtts.audio.g711 import encode_mulaw
from rtts.engines.tone import render
from rtts.resume.rules import ResumeRules
from rtts.server.server import SpeechServer
from tests.support.aio import until
from tests.support.house import House

EXAMPLES = Path(__file__).parents[2] / "examples"
sys.path.insert(0, str(EXAMPLES))
bridge: Any = importlib.import_module("twilio_bridge")
parts: Any = importlib.import_module("phone_parts")

PHONE: dict[str, Any] = {"engine_options": {"rate": "8000"}}
"""The engine speaks at the rate of the phone, so that every sample can be told."""
LETTERS = " ".join("abcdefghijklmnopqrstuvwxyz") + " "
"""A letter every 100 ms: what was heard of it tells when it ended."""
LONG = "and so it goes on and on without an end " * 6
PARAGRAPH = "Good morning to you all. I have looked at your order. It was sent on Monday."
KEYS = {"1": "You pressed one just now.", "2": "And two it was.", "3": "Three is the last."}
SILENCE = b"\xff" * 160
SPEECH = bytes(encode_mulaw((np.sin(np.arange(160) / 8) * 8000).astype(np.int16)))


class Agent:
    """Says what a test has given it to say, and notes all that it is told."""

    def __init__(self, **says: Any) -> None:
        self.told: list[tuple[str, Any]] = []
        self.log: list[str] = []
        self._says = says

    def reply(self, call: Any, event: Any) -> AsyncGenerator[str, None] | None:
        self.told.append((call.id, event))
        self.log.append(f"told {event.kind}")
        says = self._says.get(event.kind)
        text = says(call, event) if callable(says) else says
        return None if text is None else self._source(text)

    async def _source(self, text: str | list[str]) -> AsyncGenerator[str, None]:
        self.log.append("asked")
        for piece in [text] if isinstance(text, str) else text:
            yield piece

    def events(self, kind: str, call: str = "") -> list[Any]:
        """What was told of a kind, in one call or in all."""
        return [event for id, event in self.told if event.kind == kind and call in ("", id)]

    def heard(self, call: str = "") -> list[tuple[str, str, str]]:
        """Each report: heard, not heard, why."""
        return [tuple(event[1:]) for event in self.events("heard", call)]


class Wire(parts.RawSession):  # type: ignore[misc]
    """A session of the bridge whose messages are noted, and whose line can be cut."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.sent: list[dict[str, Any]] = []
        self.reports: list[dict[str, Any]] = []
        self.cut: Callable[[], None] = lambda: None
        self.resumed = self.lost = self.done = self.pongs = 0
        hear = self._hear

        async def note(message: Any) -> None:
            if isinstance(message, dict) and message["type"] == "context.cancelled":
                self.reports.append(message)
            await hear(message)
            if isinstance(message, dict):
                self.lost += message["type"] == "lost"
                self.done += message["type"] == "context.done"
                self.pongs += message["type"] == "pong"

        self._hear = note

    async def known(self, heard_ms: int) -> None:
        """Return when the server has been told that so much was heard."""
        await until(lambda: self.sent[-1].get("played_ms", 0) >= heard_ms)
        self.send("ping")
        await until(lambda: self.pongs)

    def send(self, type: str, **fields: Any) -> None:
        if hasattr(self, "sent"):
            self.sent.append({"type": type, **fields})
        super().send(type, **fields)

    async def _converse(self, socket: Any) -> None:
        self.resumed += bool(self._token)
        self.cut = socket.transport.abort
        await super()._converse(socket)


@contextlib.asynccontextmanager
async def bridged(rtts: str, agent: Agent) -> AsyncIterator[int]:
    """A bridge at its port."""
    async with await bridge.answer_calls(rtts, 0, agent.reply) as server:
        yield server.sockets[0].getsockname()[1]


def phone(text: str, voice: str = "tone") -> bytes:
    """A sentence as a caller hears it, in mu-law."""
    return bytes(encode_mulaw(np.frombuffer(render(text.strip(), voice, rate=8000)[0], np.int16)))


def is_heard(sound: bytes, text: str) -> bool:
    """Whether a sound is a sentence, and the silence that fills its last packets."""
    whole = phone(text)
    return sound[: len(whole)] == whole and len(sound) - len(whole) <= len(SILENCE)


async def undisturbed(home: House, text: str) -> bytes:
    """What the server sends of a text to a phone, without a bridge."""
    async with home.call("?codec=mulaw&rate=8000") as client:
        await client.speak(text)
        return client.pcm()


def sessions(home: House) -> int:
    """How many the server has."""
    assert isinstance(home.app.server, SpeechServer)
    return home.app.server.sessions


def keep(home: House, window_s: float) -> None:
    """Have the server wait so long for a client that it takes to be lost."""
    assert isinstance(home.app.server, SpeechServer)
    home.app.server.resumptions.rules = ResumeRules(window_s=window_s)
