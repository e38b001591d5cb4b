"""One session over line after line, in virtual time: nothing twice, nothing missing, no order lost.

A real connection with its pipelines speaks to a client of which the test decides when it reads,
when its line is cut, and how much of what was under way has arrived. All that the server ever
sent is kept beside it, so what the client has must be the beginning of that at every moment.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from rtts.access.bucket import TokenBucket
from rtts.protocol.dialect import Outgoing
from rtts.protocol.frames import unpack_frame
from rtts.protocol.native import Native
from rtts.resume.outbox import MESSAGE_BYTES, TimedDialect
from rtts.resume.resume import ResumableSocket, Resumptions
from rtts.resume.rules import ResumeRules
from rtts.server.connection import Connection
from rtts.session.session import Session
from tests.e2e import laws
from tests.e2e.script import OPTIONS, Talker
from tests.server.test_connection import Watch
from tests.support.pipes import SlowSpeaker, SlowThreads, service
from tests.support.talk import welcome
from tests.support.virtual import VirtualLoop, pass_time

PATCH = {"resume": True, "audio": {"codec": "pcm_s16le"}}
ENOUGH_BYTES = 2000
"""Unread on a line from which on speech waits."""
BATCH_BYTES = 4096 + 1024
ANSWERS = 40
"""So many messages a client leaves unread before it says more, as a server would have it."""
HELD_BYTES = 30_000
RULES = ResumeRules(window_s=10**6, held_bytes=HELD_BYTES)


class Wire:
    """A line with its two ends: what was put into it is unread until the client takes it."""

    def __init__(self) -> None:
        self.unread: list[Outgoing] = []
        self.sent_bytes = 0
        self.close_code: int | None = None
        self._under_way: asyncio.Queue[str | None] = asyncio.Queue()
        self._changed = asyncio.Event()

    async def messages(self) -> AsyncIterator[str | bytes]:
        while (raw := await self._under_way.get()) is not None:
            yield raw

    def put(self, outgoing: list[Outgoing]) -> None:
        if self.close_code is None:
            self.unread += outgoing

    @property
    def backlog(self) -> int:
        return sum(len(each.data) for each in self.unread)

    @property
    def congested(self) -> bool:
        return self.close_code is not None or self.backlog >= ENOUGH_BYTES

    async def room(self) -> None:
        while self.congested and self.close_code is None:
            self._changed.clear()
            await self._changed.wait()

    async def leave(self, code: int, reason: str) -> None:
        self._close(code)

    def abort(self) -> None:
        self._close(1006)  # what has arrived by now can still be read

    # The client's end.

    def say(self, raw: str) -> None:
        if self.close_code is None:
            self._under_way.put_nowait(raw)

    def take(self, count: int) -> list[Outgoing]:
        """The next messages, off the line."""
        taken, self.unread = self.unread[:count], self.unread[count:]
        self._changed.set()
        return taken

    def cut(self) -> None:
        """What is under way to the server is lost."""
        while not self._under_way.empty():
            self._under_way.get_nowait()
        self._close(1006)

    def _close(self, code: int) -> None:
        if self.close_code is None:
            self.close_code = code
            self._under_way.put_nowait(None)
            self._changed.set()


class Noted(ResumableSocket):
    """Keeps all that was ever sent."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.all: list[Outgoing] = []

    def put(self, outgoing: list[Outgoing]) -> None:
        self.all += outgoing
        super().put(outgoing)


class Machine(Talker):
    """A server's connection, and its client."""

    options = tuple(each for each in OPTIONS if "audio" not in each)

    @initialize()
    def call(self) -> None:
        """A session that may be resumed."""
        self._runner = asyncio.Runner(loop_factory=VirtualLoop)
        self._received: list[Outgoing] = []
        self._said: list[str] = []
        self._taken = 0  # of those, by the last `resumed`
        self._lost = False
        self._watch = Watch()
        self._wire: Wire
        self._runner.run(self._call())
        ready = json.loads(self._received[0].data)
        self._token: str = ready["resume_token"]

    async def _call(self) -> None:
        loop = asyncio.get_running_loop()
        self._wire, self._home = Wire(), Resumptions(RULES, loop.time)
        self._socket = Noted(self._wire, "key", Native(), self._home)
        born = replace(welcome(max_contexts=200), offer_resume=self._socket.offer)
        session = Session(born, loop.time())
        first = session.start(PATCH)
        self._socket.begin(session)
        dialect = TimedDialect(Native(), lambda: self._socket.resumable)
        speech = service(SlowSpeaker(delay=0.01, chunks=2, chunk_ms=60), SlowThreads("push", 0.001))
        bucket = TokenBucket(1e6, 1e6, loop.time())
        connection = Connection(self._socket, dialect, session, speech, self._watch, bucket)
        self._running = asyncio.create_task(connection.run(first))
        await pass_time()
        self._received += self._wire.take(1)

    def say(self, wire: str) -> None:
        if not self._lost and len(self._wire.unread) > ANSWERS:
            self._take(len(self._wire.unread))
        self._said.append(wire)
        if not self._lost:
            self._wire.say(wire)
        self._pass(0)

    @rule(seconds=st.sampled_from((0.001, 0.02, 0.3, 2.0, 20.0)))
    def wait(self, seconds: float) -> None:
        """Speech goes on meanwhile, line or no line."""
        self._pass(seconds)

    @precondition(lambda self: not self._lost)
    @rule(count=st.integers(1, 60))
    def read(self, count: int) -> None:
        """Some of what is on the line, or all; a client that reads nothing is a slow one."""
        self._take(count)
        self._pass(0)

    @precondition(lambda self: not self._lost)
    @rule(told=st.booleans(), arrived=st.integers(0, 30))
    def lose_line(self, arrived: int, *, told: bool) -> None:
        """All but the first so many messages are lost; the server may know of it or not."""
        self._take(arrived)
        self._lost = True
        if told:
            self._wire.cut()
        self._pass(0)

    @precondition(lambda self: self._lost)
    @rule(hear_answer=st.booleans())
    def come_back(self, *, hear_answer: bool) -> None:
        """And say again what was not taken. A `resumed` that is lost costs nothing."""
        if not hear_answer:
            self._runner.run(self._attach())
            self._wire.cut()
            self._pass(0)
        self._come_back()

    @precondition(lambda self: not self._lost)
    @rule(arrived=st.integers(0, 30))
    def change_lines(self, arrived: int) -> None:
        """Come back before the server has missed anybody, or taken what is under way."""
        self._take(arrived)
        self._said.append(self.script.ping())
        self._come_back(self._said[-1])

    def _come_back(self, under_way: str | None = None) -> None:
        self._runner.run(self._attach(under_way))
        answer = json.loads(self._wire.take(1)[0].data)
        assert self._taken <= answer["received"] <= len(self._said)
        self._taken, self._token = answer["received"], answer["resume_token"]
        self._lost = False
        for raw in self._said[self._taken :]:
            self._wire.say(raw)
        self._pass(0)

    async def _attach(self, under_way: str | None = None) -> None:
        if under_way is not None:
            self._wire.say(under_way)
        assert self._token in self._socket.tokens
        assert self._socket.holds(len(self._received)), "what the client lacks is not held"
        self._wire = Wire()
        self._socket.attach(self._wire, len(self._received), self._token)
        self._replay = asyncio.create_task(self._socket.replay(self._wire))

    def teardown(self) -> None:
        """End some contexts and cancel the others; then see that every law held."""
        if not hasattr(self, "_runner"):
            return
        try:
            self._finish()
        finally:
            self._runner.close()

    def _finish(self) -> None:
        if self._lost:
            self.come_back(hear_answer=True)
        for _ in self.script.open[::2]:
            self.say(self.script.end(0))
        for _ in range(20):
            self._take(len(self._wire.unread))
            self._pass(0.1)
        self.say(self.script.cancel_all())
        self.say(self.script.ping())
        self._take_all()
        assert self._received == self._socket.all
        laws.check(self.script, [_read(each) for each in self._received])
        self.say('{"type":"close"}')
        self._runner.run(self._end())
        assert not self._watch.failures
        assert not self._home.held_bytes

    async def _end(self) -> None:
        await self._running
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, left

    def _take_all(self) -> None:
        while self._wire.unread:
            self._take(len(self._wire.unread))
            self._pass(0)

    def _take(self, count: int) -> None:
        self._received += self._wire.take(count)

    def _pass(self, seconds: float) -> None:
        """Let time go by, and see that what the client has is what was sent, as far as it goes."""
        self._runner.run(_turns(seconds))
        assert self._received == self._socket.all[: len(self._received)]
        frames = [len(each.data) for each in self._wire.unread if each.binary]
        assert sum(frames) <= ENOUGH_BYTES + BATCH_BYTES
        slack = BATCH_BYTES + 5 * MESSAGE_BYTES + sum(map(len, self._replies()))
        assert self._home.held_bytes <= HELD_BYTES + slack

    def _replies(self) -> list[bytes]:
        """Answers that the client has not read: they are held whatever the bound."""
        unread = self._socket.all[len(self._received) :]
        return [each.data + bytes(MESSAGE_BYTES) for each in unread if not each.binary]


async def _turns(seconds: float) -> None:
    """Let time go by; then whoever is due has had its turn, and those that it woke."""
    await pass_time(seconds)
    for _ in range(5):
        await pass_time()


def _read(outgoing: Outgoing) -> laws.Item:
    item: laws.Item = unpack_frame(outgoing.data) if outgoing.binary else json.loads(outgoing.data)
    return item


def test_whatever_happens_to_the_line_the_stream_is_the_whole_one() -> None:
    """Every message once and in order, in both directions, and the laws of the protocol."""
    steps = settings(max_examples=120, stateful_step_count=50, derandomize=True, deadline=None)
    run_state_machine_as_test(Machine, settings=steps)
