"""A phone call whose server is lost, restarted, leaving, or full."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect

from rtts.app import App
from rtts.server.server import SpeechServer
from rtts.settings.settings import Settings
from tests.examples.phones import (
    LONG,
    PARAGRAPH,
    PHONE,
    Agent,
    Wire,
    bridged,
    is_heard,
    parts,
    phone,
    undisturbed,
)
from tests.examples.twilio import Twilio, calling
from tests.support.aio import run, until
from tests.support.house import House, house


@pytest.mark.parametrize("ms", [0, 300, 900])
def test_a_lost_line_is_not_heard(wires: list[Wire], ms: int) -> None:
    """The session is resumed: every sample once, as if nothing had been."""
    agent = Agent(start=PARAGRAPH)

    async def scenario() -> tuple[Twilio, bytes]:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port) as twilio:
                await until(lambda: twilio.held_ms > 300)
                await twilio.play(ms)
                wires[0].cut()
                hearing = asyncio.create_task(twilio.play())
                await until(agent.heard)
                hearing.cancel()
                return twilio, await undisturbed(home, PARAGRAPH)

    twilio, expected = run(scenario())
    assert wires[0].resumed == 1
    assert bytes(twilio.heard) == expected
    assert agent.heard() == [(PARAGRAPH, "", "done")]


def again(_call: Any, event: Any) -> str | None:
    """What an agent says once more: what was not heard, unless the caller stopped it."""
    return event.remaining if event.reason in ("lost", "shutdown") else None


@contextlib.asynccontextmanager
async def restarted(home: House) -> AsyncIterator[House]:
    """Another server where one was."""
    port = int(home.url.rsplit(":", 1)[1].split("/")[0])
    app = App(Settings(engine="tone", port=port, http_port=0, **PHONE))
    addresses = await app.start()
    try:
        yield House(app, addresses.websocket, addresses.http or "")
    finally:
        await app.close()


async def leave(home: House) -> None:
    """Go down and say so."""
    await home.app.close()


async def crash(home: House) -> None:
    """Go down without a word, as a killed process does."""
    assert isinstance(home.app.server, SpeechServer)
    for socket in list(home.app.server._sockets):
        socket.abort()
    await home.app.close()


@pytest.mark.parametrize("end", [leave, crash])
def test_a_server_that_restarts_costs_no_word(
    wires: list[Wire], end: Callable[[House], Any]
) -> None:
    """The agent is told what was heard, says the rest again as soon as it can, and it is heard."""
    agent = Agent(start=PARAGRAPH, heard=again)
    first = len(phone("Good morning to you all.")) // 8

    async def scenario() -> tuple[Twilio, bytes]:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port) as twilio:
                await until(lambda: twilio.held_ms > 1900)
                await twilio.play(first + 400)
                await wires[0].known(first + 380)
                await end(home)
                async with restarted(home) as other:
                    await until(lambda: twilio.clears)
                    hearing = asyncio.create_task(twilio.play())
                    await until(lambda: [each for each in agent.heard() if each[2] == "done"])
                    hearing.cancel()
                    return twilio, await undisturbed(other, agent.heard()[-1][0])

    twilio, expected = run(scenario())
    assert bytes(twilio.heard[twilio.turns[-1] :]) == expected
    assert "".join(heard for heard, _, _ in agent.heard()) == PARAGRAPH
    assert agent.heard()[0][0].startswith("Good morning to you all.")
    assert agent.heard()[0][2] == ("shutdown" if end is leave else "lost")
    assert twilio.warnings == []


def test_a_turn_that_a_leaving_server_refuses_is_said_by_the_next() -> None:
    """What is being said may finish; what comes then waits for the server's successor."""
    agent = Agent(start=LONG, dtmf="Here is more.", heard=again)

    async def scenario() -> Twilio:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port) as twilio:
                await twilio.play(400)
                draining = asyncio.create_task(home.app.drain())
                await until(lambda: "DRAINING" in repr(session_of(home)))
                await twilio.press("1")
                await draining
                async with restarted(home):
                    hearing = asyncio.create_task(twilio.play())
                    await until(lambda: [each for each in agent.heard() if each[2] == "done"])
                    hearing.cancel()
                return twilio

    twilio = run(scenario())
    more = bytes(twilio.heard[twilio.turns[-1] :])
    assert is_heard(more, "Here is more.")
    assert [reason for _, _, reason in agent.heard()] == ["client", "lost", "done"]
    assert len(twilio.heard) - len(more) == 400 * 8
    assert twilio.warnings == []


def session_of(home: House) -> Any:
    """The one session that the server has."""
    assert isinstance(home.app.server, SpeechServer)
    (connection,) = home.app.server._connections
    return connection._session


def test_what_twilio_holds_to_the_end_is_heard_though_the_server_is_gone(
    wires: list[Wire],
) -> None:
    """A turn that was sent whole needs no server any more."""
    agent = Agent(start="Hello there.")

    async def scenario() -> Twilio:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port) as twilio:
                await until(lambda: twilio.held_ms >= 600)
                await until(lambda: wires[0].done)
                wires[0]._token = "unknown"
                wires[0].cut()
                await until(lambda: wires[0].lost)
                hearing = asyncio.create_task(twilio.play())
                await until(agent.heard)
                hearing.cancel()
                return twilio

    twilio = run(scenario())
    assert is_heard(bytes(twilio.heard), "Hello there.")
    assert agent.heard() == [("Hello there.", "", "done")]
    assert twilio.clears == 0


def test_a_full_server_is_said_once_and_waited_for(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it refuses; the call goes on, and is spoken to when there is room."""
    agent = Agent(start="Never heard.", dtmf="Hello there.")
    attempts = []

    def counted(*arguments: Any, **options: Any) -> Any:
        attempts.append(1)
        return connect(*arguments, **options)

    async def scenario() -> Twilio:
        async with house(max_sessions=1, **PHONE) as home, bridged(home.url, agent) as port:
            async with home.call() as other, calling(port, plays=True) as twilio:
                monkeypatch.setattr(parts, "connect", counted)
                await until(lambda: len(attempts) > 3)
                assert not twilio.heard
                await twilio.press("1")
                await twilio.press("2")
                await until(lambda: len(agent.events("dtmf")) == 2)
                await other.socket.close()
                await until(lambda: len(agent.heard()) == 3)
                return twilio

    twilio = run(scenario())
    assert is_heard(bytes(twilio.heard), "Hello there.")
    assert caplog.text.count("503") == 1
    assert agent.heard() == [
        ("", "Never heard.", "client"),
        ("", "", "client"),
        ("Hello there.", "", "done"),
    ]


def test_a_turn_for_which_there_is_no_room_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The agent learns why, no word of the turn is heard, and the next turn is."""
    key = "a-key-for-one-context-at-a-time"
    keys = tmp_path / "keys.toml"
    keys.write_text(f'[[key]]\nname = "phones"\nkey = "{key}"\nmax_contexts = 1\n')
    keys.chmod(0o600)
    monkeypatch.setenv("RTTS_API_KEY", key)
    agent = Agent(start=["Not ", "heard. ", "At all."], dtmf="Hello there.")
    headers = {"Authorization": f"Bearer {key}"}

    async def scenario() -> Twilio:
        async with house(api_keys_file=keys, **PHONE) as home:
            async with home.call(additional_headers=headers) as other:
                await other.say("text", text="")
                async with bridged(home.url, agent) as port:
                    async with calling(port, plays=True) as twilio:
                        await until(agent.heard)
                        await other.say("cancel")
                        await other.until("context.cancelled")
                        await twilio.press("1")
                        await until(lambda: len(agent.heard()) == 2)
                        return twilio

    twilio = run(scenario())
    refused, said = agent.heard()
    assert refused == ("", "Not heard. At all.", "context_limit")
    assert said == ("Hello there.", "", "done")
    assert is_heard(bytes(twilio.heard), "Hello there.")
    assert caplog.text.count("context_limit") == 1
    assert key not in caplog.text
