"""The socket that outlives its lines, the box of what was sent, and the ear that was cut off."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.context.gap import Head, put_off
from rtts.context.heard import Playhead
from rtts.errors import SlowClient
from rtts.protocol.dialect import Outgoing
from rtts.protocol.frames import Frame
from rtts.protocol.messages import ContextCancelled
from rtts.protocol.native import Native
from rtts.protocol.options import AudioOptions
from rtts.resume.held import Held
from rtts.resume.outbox import MESSAGE_BYTES, Outbox, TimedDialect
from rtts.resume.resume import ResumableSocket, Resumptions
from rtts.resume.rules import ResumeRules
from tests.support.talk import Talk
from tests.support.virtual import pass_time, run_virtual


def numbered(number: int) -> Outgoing:
    """A message that says which one it is."""
    return Outgoing(b"%d" % number, binary=False)


@dataclass
class Wire:
    """A line of which a test says how much has arrived when it is cut."""

    sent: list[Outgoing] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    congested: bool = False
    backlog: int = 0
    sent_bytes: int = 0
    close_code: int | None = None
    slow: bool = False

    def __post_init__(self) -> None:
        self.gone = asyncio.Event()
        self.freed = asyncio.Event()

    async def messages(self) -> AsyncIterator[str | bytes]:
        for each in self.heard:
            yield each
        await self.gone.wait()

    def put(self, outgoing: list[Outgoing]) -> None:
        if not self.gone.is_set():
            self.sent += outgoing

    async def room(self) -> None:
        if self.slow:
            raise SlowClient("The client read nothing.")
        if self.congested:
            await self.freed.wait()

    async def leave(self, code: int, reason: str) -> None:
        self.close_code = code
        self.gone.set()

    def abort(self) -> None:
        self.gone.set()

    def free(self) -> None:
        """The client reads on."""
        self.congested = False
        self.freed.set()


class Ear:
    """Notes how much audio was missed at each return."""

    def __init__(self) -> None:
        self.missed_ms: list[float] = []

    def line_back(self, missed_ms: float, now: float) -> None:
        self.missed_ms.append(missed_ms)


class Stage:
    """A session's socket, and the client's side of it."""

    def __init__(self, **rules: Any) -> None:
        clock = asyncio.get_running_loop().time
        self.home = Resumptions(ResumeRules(**rules), clock)
        self.wire = Wire()
        self.socket = ResumableSocket(self.wire, "key", Native(), self.home)
        self.ear = Ear()
        self.taken: list[str | bytes] = []
        self.received: list[bytes] = []
        self.token = self.socket.offer(wanted=True) or ""
        self.socket.begin(self.ear)
        self.reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for raw in self.socket.messages():
            self.taken.append(raw)

    def arrive(self, count: int | None = None) -> None:
        """So many of the messages on the line have arrived; the first of a new one says that."""
        taken = self.wire.sent[:count]
        del self.wire.sent[: len(taken)]
        self.received += [each.data for each in taken]

    async def cut(self) -> None:
        self.wire.gone.set()
        await pass_time()

    async def back(self, heard: list[str] | None = None) -> dict[str, Any]:
        """A new line; returns its `resumed`."""
        self.wire = Wire(heard=heard or [])
        self.socket.attach(self.wire, len(self.received), self.token)
        resumed: dict[str, Any] = msgspec.json.decode(self.wire.sent.pop(0).data)
        self.token = resumed["resume_token"]
        await self.socket.replay(self.wire)
        return resumed

    async def end(self) -> None:
        await self.socket.leave(1000, "over")
        await self.reading


def played(scenario: Callable[[], Any]) -> None:
    """Run a scenario in virtual time."""
    run_virtual(scenario())


# What was sent.

cuts = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(1, 5)),
        st.tuples(st.just("arrive"), st.integers(0, 8)),
        st.tuples(st.just("cut"), st.integers(0, 8)),
        st.tuples(st.just("back"), st.integers(0, 0)),
        st.tuples(st.just("move"), st.integers(0, 8)),
    ),
    max_size=60,
)


@given(cuts)
def test_wherever_it_is_cut_the_stream_is_the_uncut_one(steps: list[tuple[str, int]]) -> None:
    """Every message arrives once and in order, whatever of it was under way at each cut."""

    async def scenario() -> None:
        stage, count = Stage(), 0
        for step, number in steps:
            down = stage.socket.down
            if step == "put":
                stage.socket.put([numbered(count + each) for each in range(number)])
                count += number
            elif step == "arrive" and not down:
                stage.arrive(number)
            elif step == "cut" and not down:
                stage.arrive(number)
                await stage.cut()
            elif step == "back" and down:
                await stage.back()
            elif step == "move" and not down:
                stage.arrive(number)
                await stage.back()
        if stage.socket.down:
            await stage.back()
        stage.arrive()
        assert stage.received == [b"%d" % number for number in range(count)]
        assert stage.socket.sent == count
        await stage.end()
        assert stage.home.held_bytes == 0

    played(scenario)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 500))), st.integers(0, 30))
def test_the_box_keeps_within_its_bounds(messages: list[tuple[int, int]], handed: int) -> None:
    """The newest messages that fit are held, all that were not handed over, and no other."""
    box = Outbox()
    for ms, size in messages:
        box.add(Outgoing(bytes(size), binary=True), ms)
    box.trim(100, 1000, handed)
    held = messages[box.first :]
    assert box.end == len(messages)
    assert box.ms == sum(ms for ms, _ in held)
    assert box.bytes == sum(size + MESSAGE_BYTES for _, size in held)
    assert box.first <= handed or not box.first
    over = box.ms > 100 or box.bytes > 1000
    assert not over or box.first >= min(handed, len(messages))


def test_a_batch_is_never_empty() -> None:
    """A message that is larger than a batch goes alone."""
    box = Outbox()
    for size in (10, 5000, 10):
        box.add(Outgoing(bytes(size), binary=True), 0.0)
    sizes = [[len(each.data) for each in box.batch(start, 4096)] for start in range(4)]
    assert sizes == [[10], [5000], [10], []]


def test_what_is_not_held_is_counted() -> None:
    """Numbers are those of all messages: a session may turn resumable in its middle, and back."""
    box = Outbox()
    box.add(numbered(0), 20.0)
    box.count(2)
    box.add(numbered(3), 20.0)
    assert (box.first, box.end, box.ms, box.bytes) == (3, 4, 20.0, 1 + MESSAGE_BYTES)
    assert [box.holds(received) for received in (2, 3, 4, 5)] == [False, True, True, False]
    box.clear()
    assert (box.first, box.end, box.ms, box.bytes) == (4, 4, 0.0, 0)
    assert box.batch(4, 4096) == []


def test_without_a_line_a_window_of_audio_more_is_held() -> None:
    """What is made while the client is awaited comes on top of what may be sent again."""
    held = Held(Resumptions(ResumeRules(held_ms=100.0, window_s=0.5), lambda: 0.0))
    framer = TimedDialect(Native(), lambda: True).framer("c", AudioOptions(codec="pcm_s16le"))
    while not held.full:
        held.add([framer(Frame(1, 0, 0, 0, 480, b"\0"))])
    assert held.sent == 600 / 20


def test_what_is_given_up_is_neither_held_nor_owed() -> None:
    """And no longer counts in the house; nor does what went by without being held."""
    home = Resumptions(ResumeRules(), lambda: 0.0)
    held = Held(home)
    held.count(1)
    assert held.in_step
    held.add([numbered(1), numbered(2)])
    assert (held.in_step, held.holds(1), home.held_bytes) == (False, True, held.bytes)
    held.clear()
    assert (held.in_step, held.holds(1), held.sent) == (True, False, 3)
    assert home.held_bytes == held.bytes == 0


def test_only_what_was_handed_over_is_dropped() -> None:
    """A session that is down holds what nobody has, beyond its share if need be."""

    async def scenario() -> None:
        stage = Stage(held_ms=0.0, held_bytes=0)
        stage.socket.put([numbered(0)])
        assert not stage.socket.holds(0)
        stage.arrive()
        await stage.cut()
        stage.socket.put([numbered(1), numbered(2)])
        assert stage.socket.congested
        assert stage.socket.holds(1)
        await stage.back()
        stage.arrive()
        assert stage.received == [b"0", b"1", b"2"]
        await stage.end()

    played(scenario)


def test_a_crowded_house_holds_less_of_each() -> None:
    """Beyond the bound of all sessions each keeps its small share."""

    async def scenario() -> None:
        stage = Stage(total_bytes=1000, crowded_bytes=600)
        for number in range(20):
            stage.socket.put([numbered(number)])
        assert stage.home.held_bytes <= 1000
        await stage.end()

    played(scenario)


def test_frames_know_how_long_they_sound() -> None:
    """The bound in audio counts what frames cover at their clock, once a session is resumable."""

    async def scenario() -> None:
        stage = Stage(held_ms=40.0)
        frame = Frame(1, 0, 0, 0, 480, b"\0")
        framer = TimedDialect(Native(), lambda: stage.socket.resumable).framer(
            "c", AudioOptions(codec="pcm_s16le")
        )
        for _ in range(5):
            stage.socket.put([framer(frame)])
        assert (stage.socket.holds(2), stage.socket.holds(3)) == (False, True)
        stage.arrive(4)
        await stage.back()
        assert stage.ear.missed_ms == [20.0]
        await stage.end()

    played(scenario)


def test_frames_that_nobody_holds_are_left_as_they_are() -> None:
    """Most sessions are not resumable, and pay nothing for those that are."""
    framer = TimedDialect(Native(), lambda: False).framer("c", AudioOptions())
    assert type(framer(Frame(1, 0, 0, 0, 480, b"\0"))) is Outgoing


# What was heard of the client.


def test_messages_are_counted_over_all_lines() -> None:
    """`resumed` says how many were taken; what a replaced line still holds is not."""

    async def scenario() -> None:
        stage = Stage()
        await stage.cut()
        assert (await stage.back(["a", "b"]))["received"] == 0
        await pass_time()
        assert stage.taken == ["a", "b"]
        assert (await stage.back())["received"] == 2  # the old line still stood
        await stage.end()

    played(scenario)


def test_an_old_token_goes_once_the_new_one_is_known() -> None:
    """It holds until the client says something over the new line."""

    async def scenario() -> None:
        stage = Stage()
        first = stage.token
        await stage.cut()
        await stage.back()
        await pass_time()
        assert stage.home.find(first, "key", "rtts.v1") is stage.socket
        await stage.cut()
        stage.token = first
        await stage.back(["hello"])
        await pass_time()
        assert stage.home.find(first, "key", "rtts.v1") is None
        assert stage.home.find(stage.token, "key", "rtts.v1") is stage.socket
        assert stage.home.find(stage.token, "other", "rtts.v1") is None
        assert stage.home.find(stage.token, "key", "rtts.v1.json") is None
        await stage.end()
        assert stage.home.find(stage.token, "key", "rtts.v1") is None

    played(scenario)


# The time without a line.


@pytest.mark.parametrize(
    ("code", "kept"), [(None, True), (1006, True), (1011, True), (1000, False), (1001, False)]
)
def test_only_an_abnormal_close_is_waited_out(code: int | None, *, kept: bool) -> None:
    """Who says goodbye does not come back; all others have their 15 s."""

    async def scenario() -> None:
        stage = Stage()
        stage.wire.close_code = code
        await stage.cut()
        assert stage.reading.done() is not kept
        await pass_time(14.9)
        assert stage.reading.done() is not kept
        await pass_time(0.2)
        assert stage.reading.done()
        assert stage.socket.given_up is kept

    played(scenario)


@pytest.mark.parametrize("code", [None, 1000])
def test_nobody_comes_to_a_session_that_ends(code: int | None) -> None:
    """As soon as it is waited for no longer, its token opens nothing: none would read there."""

    async def scenario() -> None:
        stage = Stage(window_s=15)
        stage.wire.close_code = code
        await stage.cut()
        await asyncio.sleep(15)
        await stage.reading
        assert stage.home.find(stage.token, "key", Native.name) is None
        assert not stage.socket.holds(0)

    played(scenario)


def test_who_comes_at_the_last_moment_is_read() -> None:
    """A line that is there when the time runs out counts."""

    async def scenario() -> None:
        stage = Stage(window_s=15)
        await stage.cut()
        wire = Wire(heard=["late"])
        loop = asyncio.get_running_loop()
        loop.call_at(loop.time() + 15, stage.socket.attach, wire, 0, stage.token)
        await asyncio.sleep(16)
        assert stage.taken == ["late"]
        await stage.end()

    played(scenario)


def test_speech_waits_for_a_line_where_the_box_is_full() -> None:
    """It goes on when the client is back and has read what it lacked."""

    async def scenario() -> None:
        stage = Stage(held_bytes=1)
        await stage.cut()
        stage.socket.put([numbered(0)])
        waiting = asyncio.create_task(stage.socket.room())
        await pass_time(1)
        assert not waiting.done()
        await stage.back()
        await waiting
        await stage.end()

    played(scenario)


def test_what_is_said_during_a_replay_comes_behind_it() -> None:
    """An answer is not sent ahead of what the client still lacks."""

    async def scenario() -> None:
        stage = Stage()
        await stage.cut()
        stage.socket.put([numbered(0)])
        stage.wire = Wire(congested=True)
        stage.socket.attach(stage.wire, 0, stage.token)
        replay = asyncio.create_task(stage.socket.replay(stage.wire))
        await pass_time()
        stage.socket.put([numbered(1)])
        assert stage.socket.congested
        assert len(stage.wire.sent) == 1  # `resumed`
        stage.wire.free()
        await replay
        assert [each.data for each in stage.wire.sent[1:]] == [b"0", b"1"]
        await stage.end()

    played(scenario)


@pytest.mark.parametrize("ending", ["leave", "end", "withdraw"])
def test_a_replay_may_be_overtaken(ending: str) -> None:
    """By a goodbye or a giving up, and nothing is held; by a client that wants no token more."""

    async def scenario() -> None:
        stage = Stage()
        await stage.cut()
        stage.socket.put([numbered(0)])
        stage.wire = Wire(congested=True)
        stage.socket.attach(stage.wire, 0, stage.token)
        replay = asyncio.create_task(stage.socket.replay(stage.wire))
        await pass_time()
        if ending == "leave":
            await stage.socket.leave(1001, "down")
        elif ending == "end":
            stage.socket.end("not_held")
        else:
            assert stage.socket.offer(wanted=False) is None
        stage.socket.put([numbered(1)])
        stage.wire.free()
        await replay
        assert stage.home.held_bytes == 0
        arrived = [each.data for each in stage.wire.sent[1:]]
        assert arrived == ([b"0", b"1"] if ending == "withdraw" else [])
        await stage.end()

    played(scenario)


def test_a_line_that_nobody_reads_is_cut_and_waited_for() -> None:
    """A silent loss looks like a client that does not read; without a token it is one."""

    async def scenario() -> None:
        stage = Stage()
        stage.wire.congested = stage.wire.slow = True
        waiting = asyncio.create_task(stage.socket.room())
        await waiting
        assert stage.socket.down
        await stage.back()
        stage.socket.offer(wanted=False)
        stage.wire.congested = stage.wire.slow = True
        with pytest.raises(SlowClient):
            await stage.socket.room()
        await stage.end()

    played(scenario)


def test_a_house_that_closes_keeps_nobody() -> None:
    """Sessions without a line end at once, and no other is kept."""

    async def scenario() -> None:
        down, up = Stage(), Stage()
        await down.cut()
        for stage in (down, up):
            stage.home.close()
        await pass_time()
        assert down.reading.done()
        assert not up.reading.done()
        assert up.socket.offer(wanted=True) is None
        await up.cut()
        assert up.reading.done()

    played(scenario)


# What was heard.


def test_nothing_that_was_missed_counts_as_heard() -> None:
    """It is heard from the line's return on, one context behind the other."""
    first, second = Playhead(), Playhead()
    first.sent(1000, 0.0)
    first.sent(2000, 5.0)
    second.sent(500, 8.0)
    put_off([Head(first, parallel=False), Head(second, parallel=False)], 2500, 10.0)
    assert first.played_ms(10.0) == 1000
    assert first.played_ms(11.0) == pytest.approx(2000)
    assert (first.ends_at, second.ends_at) == (12.0, 12.5)


def test_a_short_gap_that_nobody_hears_puts_nothing_off() -> None:
    """A listener with enough ahead of it hears on."""
    head = Playhead()
    head.sent(6000, 0.0)
    put_off([Head(head, parallel=False)], 1000, 2.0)
    assert head.ends_at == 6.0


def test_parallel_contexts_share_what_was_missed() -> None:
    """Nobody knows whose it was; none is put off by all of it."""
    heads = [Head(Playhead(), parallel=True) for _ in range(2)]
    for head in heads:
        head.playhead.sent(1000, 0.0)
    put_off(heads, 1000, 5.0)
    assert [head.playhead.ends_at for head in heads] == [5.5, 5.5]


def test_a_session_reports_what_its_listener_could_hear() -> None:
    """Speech that was made without a line is not in the report of a cancel."""
    talk = Talk()
    talk.say(type="text", context="a", text="One two three. ")
    talk.say(type="flush", context="a")
    talk.speak()
    talk.say(type="text", context="a", text="Four five six. ")
    talk.say(type="flush", context="a")
    talk.now += 5
    talk.speak()
    talk.now += 5
    talk.session.line_back(300, talk.now)
    [report] = talk.say(type="cancel", context="a")
    assert isinstance(report, ContextCancelled)
    assert report.text_spoken == "One two three."
