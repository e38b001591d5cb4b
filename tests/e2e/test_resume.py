"""Sessions that outlive their lines: cut at any moment, by a reset or in silence."""

import asyncio
import contextlib
import json
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from rtts.protocol.frames import Frame, unpack_frame
from rtts.resume.rules import ResumeRules
from rtts.server.server import SpeechServer
from tests.e2e.faults import FaultLine, fault_line
from tests.support.aio import run, turn, until
from tests.support.house import House, house

Message = dict[str, Any]

PARAGRAPH = (
    "Good morning, and thank you for calling. I have looked at your order, "
    "and everything was sent yesterday. The parcel should arrive on Thursday. "
    "Is there anything else that I can do for you today? "
) * 3
CUTS = 100
WIDE = {"max_ahead_ms": 30_000, "split": {"max_delay_ms": 0}}
"""Nothing is held up, and no text is cut because a lost line kept the rest of it back."""


class Caller:
    """A client as the protocol wants it: it counts, keeps what it sent, and comes back."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.received: list[Message | Frame] = []
        self.resumed: list[Message] = []
        self.token = ""
        self._sent: list[str] = []
        self._stack = contextlib.AsyncExitStack()

    async def open(self, query: str = "?resume=true&codec=pcm_s16le") -> None:
        """The first line."""
        await self._dial(query)
        ready = await self.until("ready")
        self.token = ready["resume_token"]

    async def back(self, token: str | None = None, received: int | None = None) -> Message:
        """Another line; says again what the server has not heard."""
        count = len(self.received) if received is None else received
        await self._dial(f"?resume={token or self.token}&received={count}&codec=pcm_s16le")
        answer: Message = json.loads(await self.socket.recv())
        self.resumed.append(answer)
        assert answer["type"] == "resumed"
        if answer["recovered"]:
            self.token = answer["resume_token"]
            for wire in self._sent[answer["received"] :]:
                await self.socket.send(wire)
        return answer

    async def say(self, kind: str, **fields: Any) -> None:
        """Send, or lose, one message."""
        self._sent.append(json.dumps({"type": kind, **fields}))
        with contextlib.suppress(ConnectionClosed):
            await self.socket.send(self._sent[-1])

    async def next(self) -> Message | Frame:
        """The next message or frame, which counts."""
        raw = await self.socket.recv()
        item: Message | Frame = unpack_frame(raw) if isinstance(raw, bytes) else json.loads(raw)
        self.received.append(item)
        return item

    async def until(self, kind: str) -> Message:
        """Read up to the message of a type."""
        while True:
            item = await self.next()
            if not isinstance(item, Frame) and item["type"] == kind:
                return item

    async def rest(self) -> None:
        """Read what is left of a line that was cut."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self.next()

    async def reset(self) -> None:
        """Cut the line so that both sides know."""
        self.line.reset()
        for _ in range(3):
            await turn()  # before a descriptor of the dead line is used again

    def silence(self) -> None:
        """Let the line die so that nobody is told, and leave it."""
        self.line.swallow()
        self.socket.transport.abort()

    async def close(self) -> None:
        await self._stack.aclose()

    @property
    def frames(self) -> list[Frame]:
        return [item for item in self.received if isinstance(item, Frame)]

    @property
    def pcm(self) -> bytes:
        """What was heard."""
        return b"".join(frame.payload for frame in self.frames)

    def messages(self, kind: str) -> list[Message]:
        return [item for item in self.received if isinstance(item, dict) and item["type"] == kind]

    async def _dial(self, query: str) -> None:
        line, url = await self._stack.enter_async_context(fault_line(self.url))
        self.line: FaultLine = line
        self.socket: ClientConnection = await connect(f"{url}{query}", compression=None)
        self._stack.push_async_callback(self.socket.close)


@contextlib.asynccontextmanager
async def calling(home: House) -> AsyncIterator[Caller]:
    """A client whose session stands."""
    caller = Caller(home.url)
    try:
        await caller.open()
        yield caller
    finally:
        await caller.close()


def server(home: House) -> SpeechServer:
    """The WebSocket port of a house that has one process."""
    assert isinstance(home.app.server, SpeechServer)
    return home.app.server


def rules(home: House, **changes: Any) -> None:
    """Other bounds than the server's own."""
    server(home).resumptions.rules = ResumeRules(**changes)


async def undisturbed(home: House, text: str) -> bytes:
    """What is heard of a text over a line that holds."""
    async with home.call("?codec=pcm_s16le") as client:
        await client.say("session.update", session=WIDE)
        await client.speak(text, context="p")
        return client.pcm()


def test_a_hundred_cuts_change_no_sample() -> None:
    """By RST and in silence, at any message: every frame comes once, in order, and the text too."""
    dice = random.Random(7)

    async def scenario() -> None:
        async with house() as home, calling(home) as caller:
            whole = await undisturbed(home, PARAGRAPH)
            await caller.say("session.update", session=WIDE)
            words = PARAGRAPH.split(" ")
            for cut in range(CUTS):
                share = len(words) // CUTS + 1
                for word in words[cut * share : (cut + 1) * share]:
                    last = word is words[-1]
                    await caller.say("text", context="p", text=word + ("" if last else " "))
                if (cut + 1) * share >= len(words) > cut * share:
                    await caller.say("end", context="p")
                with contextlib.suppress(ConnectionClosed, TimeoutError):
                    async with asyncio.timeout(0.02):
                        for _ in range(dice.randrange(30)):
                            await caller.next()
                if dice.random() < 0.5:
                    await caller.reset()
                    if dice.random() < 0.5:
                        await caller.rest()
                else:
                    caller.silence()
                assert (await caller.back())["recovered"]
                if caller.frames:
                    played = caller.frames[-1].pts / 24
                    await caller.say("played", context="p", played_ms=played)
            while not caller.messages("context.done"):
                await caller.next()
            assert caller.pcm == whole
            frames = caller.frames
            assert [frame.sequence for frame in frames] == list(range(len(frames)))
            assert caller.messages("context.done")[0]["chars"] == len(PARAGRAPH)
            assert len(caller.messages("ready")) == 1
            assert server(home).resumed == {"recovered": CUTS, "lost": 0}
            assert server(home).sessions == 1

    run(scenario())


def test_text_under_way_arrives_once() -> None:
    """What was sent into a dead line is sent again; what had arrived is not."""

    async def scenario() -> None:
        async with house() as home, calling(home) as caller:
            await caller.say("text", context="p", text="One ")
            await caller.say("ping", t=1)
            await caller.until("pong")
            caller.line.swallow()
            await caller.say("text", context="p", text="two ")
            await caller.say("text", context="p", text="three.")
            caller.silence()
            assert (await caller.back())["received"] == 2
            await caller.say("end", context="p")
            await caller.until("context.done")
            assert "".join(m["text"] for m in caller.messages("segment.done")) == "One two three."

    run(scenario())


def test_a_cancel_while_the_line_is_down_says_what_was_heard() -> None:
    """It takes effect when it arrives; nothing that came after the loss counts as heard."""

    async def scenario() -> None:
        async with house() as home, calling(home) as caller:
            await caller.say("text", context="p", text=PARAGRAPH)
            while not caller.frames:
                await caller.next()
            await caller.reset()
            await caller.rest()
            came_ms = sum(frame.samples for frame in caller.frames) / 48
            await caller.say("cancel", context="p", id="c")
            (connection,) = server(home)._connections
            (context,) = connection._running
            clock = server(home).resumptions.clock
            await until(lambda: context.playhead.played_ms(clock()) > came_ms + 1000)
            back_at = clock()
            await caller.back()
            report = await caller.until("context.cancelled")
            assert report["re"] == "c"
            assert report["text_spoken"] + report["text_remaining"] == PARAGRAPH
            # Frames that were lost on the way count in the gap by the clock, which is not exact.
            assert report["played_ms"] <= came_ms + 500 + (clock() - back_at) * 1000
            assert not server(home).resumptions.waiting

    run(scenario())


def test_a_session_is_given_up_after_its_window() -> None:
    """Its contexts end; a client that comes too late gets a new one, and learns what it lost."""

    async def scenario() -> None:
        async with house() as home, calling(home) as caller:
            rules(home, window_s=0.05)
            await caller.say("text", context="p", text=PARAGRAPH)
            while not caller.frames:
                await caller.next()
            await caller.reset()
            await until(lambda: not server(home).sessions)
            answer = await caller.back()
            assert (answer["recovered"], answer["reason"]) == (False, "expired")
            caller.received.clear()
            ready = await caller.until("ready")
            assert ready["resume_token"]
            report = await caller.until("context.cancelled")
            assert (report["context"], report["reason"]) == ("p", "lost")
            assert report["text_spoken"] + report["text_remaining"] == PARAGRAPH
            again = await caller.back(caller.token)
            assert again["reason"] == "unknown"  # what was lost is told once

    run(scenario())


def test_more_than_is_held_is_told_as_lost() -> None:
    """A client that lacks what is no longer held gets a new session and the reports."""

    async def scenario() -> None:
        async with house() as home, calling(home) as caller:
            rules(home, held_ms=100.0)
            await caller.say("text", context="p", text=PARAGRAPH)
            while len(caller.frames) < 50:
                await caller.next()
            await caller.reset()
            answer = await caller.back(received=1)
            assert (answer["recovered"], answer["reason"]) == (False, "not_held")
            caller.received.clear()
            await caller.until("ready")
            assert (await caller.until("context.cancelled"))["reason"] == "lost"
            assert server(home).sessions == 1

    run(scenario())


@pytest.mark.parametrize("received", [10_000, 0])
def test_a_count_that_cannot_be_ends_the_session(received: int) -> None:
    """A client that has more than was sent is confused; one that has nothing gets all."""

    async def scenario() -> None:
        async with house() as home, calling(home) as caller:
            await caller.reset()
            answer = await caller.back(received=received)
            assert answer["recovered"] is (received == 0)

    run(scenario())


def test_a_wrong_token_opens_a_new_session() -> None:
    """And leaves the one it was meant for alone."""

    async def scenario() -> None:
        async with house() as home, calling(home) as caller:
            await caller.reset()
            right, wrong = caller.token, "x" * 32
            assert (await caller.back(wrong))["reason"] == "unknown"
            assert server(home).sessions == 2
            caller.token, caller.received = right, caller.received[:1]
            assert (await caller.back(right))["recovered"]

    run(scenario())


def test_another_key_does_not_open_the_session() -> None:
    """A token is good only together with the key that its session was opened with."""

    async def scenario() -> None:
        keys = ("a-first-key-of-some-length", "another-key-of-some-length")
        async with house(api_keys=keys) as home:
            first, second = ({"Authorization": f"Bearer {key}"} for key in keys)
            async with connect(f"{home.url}?resume=true", additional_headers=first) as socket:
                token = json.loads(await socket.recv())["resume_token"]
                back = f"{home.url}?resume={token}&received=1"
                async with connect(back, additional_headers=second) as thief:
                    assert json.loads(await thief.recv())["reason"] == "unknown"
                with pytest.raises(InvalidStatus):
                    await connect(back)
                async with connect(back, additional_headers=first) as owner:
                    assert json.loads(await owner.recv())["recovered"]

    run(scenario())


def test_a_token_serves_one_line_at_a_time() -> None:
    """The second client of a token takes the line over; once that is used, a third gets nothing."""

    async def scenario() -> None:
        async with house() as home, calling(home) as caller:
            first_token, first = caller.token, caller.socket
            await caller.back()
            with pytest.raises(ConnectionClosed):
                await first.recv()
            await caller.say("ping", t=1)
            await caller.until("pong")
            assert server(home).sessions == 1
            async with connect(f"{home.url}?resume={first_token}&received=1") as third:
                assert json.loads(await third.recv())["reason"] == "unknown"
            await caller.say("ping", t=2)
            await caller.until("pong")

    run(scenario())


def test_the_last_token_holds_until_the_next_one_has_arrived() -> None:
    """A `resumed` that is lost on its way costs nothing."""

    async def scenario() -> None:
        async with house() as home, calling(home) as caller:
            token = caller.token
            for _ in range(3):
                await caller.reset()
                assert (await caller.back(token))["recovered"]

    run(scenario())


def test_a_normal_close_ends_the_session_at_once() -> None:
    """Nothing is kept for a client that said goodbye."""

    async def scenario() -> None:
        async with house() as home, calling(home) as caller:
            await caller.say("text", context="p", text=PARAGRAPH)
            await caller.next()
            await caller.socket.close()
            await until(lambda: not server(home).sessions)
            assert server(home).resumptions.held_bytes == 0

    run(scenario())


def test_without_resume_a_loss_ends_the_session() -> None:
    """Who does not ask for it has its work stopped at once, and no token."""

    async def scenario() -> None:
        async with house() as home, home.call() as client:
            assert client.messages("ready")[0]["resume_token"] is None
            client.socket.transport.abort()
            await until(lambda: not server(home).sessions)

    run(scenario())


def test_an_update_offers_and_withdraws_the_token() -> None:
    """`resume` may be set like any option."""

    async def scenario() -> None:
        async with house() as home, home.call() as client:
            await client.say("session.update", session={"resume": True})
            assert (await client.until("session.updated"))["resume_token"]
            await client.say("session.update", session={"resume": False}, id="off")
            assert "resume_token" not in await client.until("session.updated", re="off")
            client.socket.transport.abort()
            await until(lambda: not server(home).sessions)

    run(scenario())


def test_a_kept_session_counts_as_one_until_it_ends() -> None:
    """It holds its place in the house; a shutdown ends it at once, in mid-speech too."""

    async def scenario() -> None:
        hour = 3600.0  # nobody waits for so long: what has to end by itself ends at once
        async with house(max_sessions=1, drain_timeout_s=hour) as home, calling(home) as caller:
            rules(home, window_s=hour)
            await caller.reset()
            await until(lambda: server(home).resumptions.waiting)
            with pytest.raises(InvalidStatus):
                await connect(home.url)
            assert (await caller.back())["recovered"]
            await caller.say("text", context="p", text=PARAGRAPH)
            await caller.until("context.started")
            await caller.reset()
            await until(lambda: server(home).resumptions.waiting)
            await home.app.drain()
            assert not server(home).sessions

    run(scenario())


def test_another_process_says_to_knock_again() -> None:
    """Of several on one port only the one that the client left knows the session."""

    async def scenario() -> None:
        async with house(processes=2) as home:
            socket = await connect(f"{home.url}?resume=true")
            token = json.loads(await socket.recv())["resume_token"]
            socket.transport.abort()
            again, refusals, told = None, set(), set()
            while again is None or 503 not in refusals:
                try:
                    again = await connect(f"{home.url}?resume={token}&received=1")
                except InvalidStatus as refused:
                    refusals.add(refused.response.status_code)
                    told.add(refused.response.headers["Retry-After"])
                    continue
                assert json.loads(await again.recv())["recovered"]
                again.transport.abort()
            assert (refusals, told) == ({503}, {"0"}), "it is worth it at once"

    run(scenario())


def test_a_kept_session_counts_with_its_key(tmp_path: Path) -> None:
    """A key that may have one session has it while the line is down."""
    file = tmp_path / "keys.toml"
    file.write_text('[[key]]\nname = "a"\nkey = "a-key-of-some-length"\nmax_sessions = 1\n')
    file.chmod(0o600)
    shown = {"Authorization": "Bearer a-key-of-some-length"}

    async def scenario() -> None:
        async with house(api_keys_file=file) as home:
            socket = await connect(f"{home.url}?resume=true", additional_headers=shown)
            token = json.loads(await socket.recv())["resume_token"]
            socket.transport.abort()
            await until(lambda: server(home).resumptions.waiting)
            with pytest.raises(InvalidStatus, match="429"):
                await connect(home.url, additional_headers=shown)
            back = f"{home.url}?resume={token}&received=1"
            async with connect(back, additional_headers=shown) as again:
                assert json.loads(await again.recv())["recovered"]
            await until(lambda: not server(home).sessions)
            async with connect(home.url, additional_headers=shown):
                pass

    run(scenario())


def test_speech_without_a_line_waits_where_no_more_may_be_held() -> None:
    """The bound in bytes holds, and nothing that may still be wanted is dropped for it."""

    async def scenario() -> None:
        async with house() as home, calling(home) as caller:
            rules(home, held_bytes=100_000)
            whole = await undisturbed(home, PARAGRAPH)
            await caller.say("session.update", session=WIDE)
            await caller.say("text", context="p", text=PARAGRAPH)
            await caller.say("end", context="p")
            await caller.until("context.started")
            await caller.reset()
            await caller.rest()
            held = server(home).resumptions
            await until(lambda: held.held_bytes >= 100_000)
            assert await undisturbed(home, PARAGRAPH) == whole  # meanwhile as much is spoken
            assert held.held_bytes < 110_000
            assert (await caller.back())["recovered"]
            await caller.until("context.done")
            assert caller.pcm == whole

    run(scenario())
