"""A listener interrupts: what leaves, what is freed, and what the agent is told was heard."""

import asyncio
import json
import random
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from rtts.protocol.dialect import Outgoing
from rtts.server.connection import Connection
from rtts.server.websocket import ClientSocket
from tests.e2e.healthy import STORY, server_of
from tests.support.aio import run, until
from tests.support.house import Call, House, call_unix, house

UNSENT_BYTES = 16 * 1024


# What leaves, and what is freed.


@dataclass
class Tap:
    """Notes what a server reads and what it hands to its sockets, in order."""

    events: list[tuple[str, Any]] = field(default_factory=list)
    most_unsent: int = 0
    largest_frame: int = 0

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Listen at the two places where a connection touches its socket."""
        take, put = Connection._take, ClientSocket.put

        def noting_take(connection: Connection, raw: str | bytes) -> None:
            self.events.append(("read", json.loads(raw)))
            take(connection, raw)

        def noting_put(socket: ClientSocket, outgoing: list[Outgoing]) -> None:
            put(socket, outgoing)
            for data, binary in outgoing:
                if binary:
                    self.events.append(("frame", int.from_bytes(data[4:6], "little")))
                    self.largest_frame = max(self.largest_frame, len(data))
            if any(binary or '"type":"audio"' in str(data) for data, binary in outgoing):
                self.most_unsent = max(self.most_unsent, socket._unsent)

        patch.setattr(Connection, "_take", noting_take)
        patch.setattr(ClientSocket, "put", noting_put)

    def frames_after(self, kind: str, **fields: Any) -> list[int]:
        """Handles of the frames that left after a message was read."""
        for at, (event, what) in enumerate(self.events):
            if event == "read" and what["type"] == kind and fields.items() <= what.items():
                return [handle for event, handle in self.events[at:] if event == "frame"]
        raise AssertionError(f"{kind} was never read")


@pytest.fixture
def tap(monkeypatch: pytest.MonkeyPatch) -> Tap:
    """A tap on every server of the test."""
    made = Tap()
    made.install(monkeypatch)
    return made


@pytest.mark.parametrize("mode", ["burst", "lead", "realtime"])
def test_no_frame_leaves_after_the_cancel_was_read(tap: Tap, mode: str) -> None:
    """At whatever moment of a turn it comes, whoever else speaks."""
    chance = random.Random(mode)

    async def scenario() -> dict[str, int]:
        async with house() as home, home.call("?codec=pcm_s16le") as client:
            pacing = {"mode": mode, "lead_ms": 200}
            await client.say("session.update", session={"pacing": pacing})
            for number in range(25):
                name = f"c{number}"
                await client.say("text", context=name, text=STORY * 3)
                await client.listen(chance.random() * 0.02)
                await client.say("cancel", context=name)
                await client.until("context.cancelled", context=name)
            return {m["context"]: m["handle"] for m in client.messages("context.started")}

    handles = run(scenario())
    assert len(handles) > 5, "some began to speak before they were cancelled"
    assert any(event == "frame" for event, _ in tap.events)
    for name, handle in handles.items():
        assert handle not in tap.frames_after("cancel", context=name)


def test_no_frame_of_the_old_context_leaves_after_the_text_that_interrupts_was_read(
    tap: Tap,
) -> None:
    """The first text of the new one is the cancel."""

    async def scenario() -> dict[str, int]:
        async with house() as home, home.call("?codec=pcm_s16le") as client:
            await client.say("session.update", session={"on_new_context": "interrupt"})
            for number in range(10):
                await client.say("text", context=f"c{number}", text=STORY + STORY)
                await client.until("segment", context=f"c{number}")
                await client.frame()
            return {m["context"]: m["handle"] for m in client.messages("context.started")}

    handles = run(scenario())
    assert len(handles) == 10
    for number in range(9):
        assert handles[f"c{number}"] not in tap.frames_after("text", context=f"c{number + 1}")


@pytest.mark.parametrize("goodbye", ["close", "abort"])
def test_a_closed_socket_is_a_cancel(tap: Tap, goodbye: str) -> None:
    """No frame is made for it, and the engine and the house are free."""

    async def scenario() -> None:
        async with house("tone", engine_options={"pace": "3"}) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await client.say("text", text=STORY * 3)
                await client.frame()
                if goodbye == "close":
                    await client.socket.close()
                else:
                    client.socket.transport.abort()
                await until(lambda: not home.app.server.sessions)
                seen = len(tap.events)
                await until(lambda: not home.app._speaker._utterances)
                await until(lambda: home.app._speaker.load and not home.app._speaker.load.open)
                assert len(tap.events) == seen

    run(scenario())


def test_a_cancel_holds_before_the_engines_next_step() -> None:
    """Of an engine with one slot, the next speaker waits for no more than the step under way."""
    step_s = 0.4

    async def scenario() -> float:
        options = {"slots": "1", "step_ms": str(round(step_s * 1000)), "chunk_ms": "100"}
        async with house("tone", engine_options=options) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await client.say("session.update", session={"on_new_context": "parallel"})
                await client.say("text", context="long", text=STORY)
                await client.say("flush", context="long")
                await client.frame()
                began = asyncio.get_running_loop().time()
                await client.say("cancel", context="long")
                await client.say("text", context="next", text="Hi.")
                await client.say("flush", context="next")
                await client.until("segment", context="next")
                await client.frame()
                return asyncio.get_running_loop().time() - began

    assert run(scenario()) < 3 * step_s, "one step that was under way, and its own"


FORMS = [
    ("?codec=pcm_f32le&rate=48000", []),
    ("?codec=pcm_s16le", []),
    ("?codec=opus", []),
    ("?codec=opus", ["rtts.v1.json"]),
    ("?codec=mulaw&rate=8000", ["rtts.v1.json"]),
]


@pytest.mark.parametrize(("query", "subprotocols"), FORMS)
def test_of_a_client_that_does_not_read_little_is_beyond_recall(
    tap: Tap, query: str, subprotocols: list[str]
) -> None:
    """Unsent in the kernel and above it: at most 16 KiB and one frame, at any moment."""

    async def scenario() -> float:
        offered = {"subprotocols": subprotocols} if subprotocols else {}
        async with house() as home, home.call(query, max_queue=1, **offered) as client:
            return await stuffed(home, client, home.call(query, **offered))

    assert run(scenario()) > 0
    assert 0 < tap.most_unsent <= UNSENT_BYTES + tap.largest_frame


def test_of_a_client_on_a_unix_socket_little_is_beyond_recall_either(
    tap: Tap, tmp_path: Path
) -> None:
    """There all that the peer has not read counts, by what it costs the kernel."""
    path = tmp_path / "rtts.sock"

    async def scenario() -> float:
        async with house(socket=path) as home, call_unix(str(path)) as client:
            return await stuffed(home, client, call_unix(str(path)))

    assert run(scenario()) > 0
    assert 0 < tap.most_unsent <= UNSENT_BYTES + tap.largest_frame


async def stuffed(home: House, client: Call, another: AbstractAsyncContextManager[Call]) -> float:
    """Send as much as goes to a client that does not read; ms that were sent.

    Then another is spoken to, so that there was time to send more.
    """
    await client.say("session.update", session={"max_ahead_ms": 30000})
    await client.until("session.updated")
    client.socket.transport.pause_reading()
    for _ in range(200):
        await client.say("text", text=STORY)
    (socket,) = server_of(home)._sockets
    (connection,) = server_of(home)._connections
    await until(lambda: socket.congested or _sent_ms(connection) > 29_000)
    async with another as reader:
        await reader.speak(STORY)
    sent_ms = _sent_ms(connection)
    client.socket.transport.abort()
    return sent_ms


def _sent_ms(connection: Connection) -> float:
    return sum(context.playhead.sent_ms for context in connection._running)


def test_a_report_to_a_client_that_closes_comes_before_the_goodbye() -> None:
    """`close` cancels, reports each context, then 1000."""

    async def scenario() -> Call:
        async with house("tone", engine_options={"pace": "5"}) as home, home.call() as client:
            await client.say("text", context="a", text=STORY)
            await client.frame()
            await client.say("close")
            with pytest.raises(ConnectionClosed):
                await client.until("never")
            return client

    client = run(scenario())
    (report,) = client.messages("context.cancelled")
    assert report["text_spoken"] + report["text_remaining"] == STORY
    assert client.received[-1] == report
    assert client.socket.close_code == 1000
