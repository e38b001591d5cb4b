"""One client's connection in virtual time: cancels at every turn, faults, a client that sleeps."""

import asyncio
import gc
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest

from rtts.access.bucket import TokenBucket
from rtts.audio.packet import Packet
from rtts.context.context import Context
from rtts.errors import SlowClient, WorkerUnavailable
from rtts.pipeline.speech import SpeechService
from rtts.protocol.dialect import Outgoing
from rtts.protocol.frames import Frame, unpack_frame
from rtts.protocol.native import Native
from rtts.server.connection import Connection
from rtts.session.session import Session
from tests.support.pipes import PcmEncoder, SlowSpeaker, SlowThreads, service
from tests.support.talk import welcome
from tests.support.virtual import pass_time, run_virtual

PCM = {"audio": {"codec": "pcm_s16le"}}


@dataclass
class Line:
    """A socket: what a test says is read, what is handed over is kept."""

    received: list[Any] = field(default_factory=list)
    code: int | None = None
    congested: bool = False
    backlog: int = 0

    def __post_init__(self) -> None:
        self._incoming: asyncio.Queue[str | None] = asyncio.Queue()
        self._freed = asyncio.Event()

    def say(self, kind: str, **fields: Any) -> None:
        """What the client sends."""
        self._incoming.put_nowait(json.dumps({"type": kind, **fields}))

    def hang_up(self) -> None:
        """The client goes."""
        self._incoming.put_nowait(None)

    def messages_of(self, kind: str) -> list[dict[str, Any]]:
        """All messages of a type so far."""
        return [m for m in self.received if isinstance(m, dict) and m["type"] == kind]

    async def messages(self) -> AsyncIterator[str | bytes]:
        while (raw := await self._incoming.get()) is not None:
            yield raw

    def put(self, outgoing: list[Outgoing]) -> None:
        self.received += [
            unpack_frame(data) if binary else json.loads(data) for data, binary in outgoing
        ]

    async def room(self) -> None:
        try:
            async with asyncio.timeout(10):
                await self._freed.wait()
        except TimeoutError:
            raise SlowClient("The client read nothing for 10 s.") from None

    async def leave(self, code: int, reason: str) -> None:
        self.code = code


@dataclass
class Watch:
    """Notes how contexts end, and what fails."""

    outcomes: list[tuple[str | None, str]] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)

    def session_opened(self) -> None: ...
    def session_closed(self, code: int | None, sent_bytes: int, received_bytes: int) -> None: ...
    def session_resumed(self, outcome: str) -> None: ...
    def refused(self, code: str) -> None: ...
    def context_opened(self) -> None: ...
    def error_sent(self, code: str) -> None: ...

    def context_closed(self, session: str, context: Context, outcome: str) -> None:
        self.outcomes.append((context.name, outcome))

    def failed(self, session: str, error: BaseException) -> None:
        self.failures.append(error)


@dataclass
class Scene:
    """A connection that runs, and what is around it."""

    line: Line
    watch: Watch
    speaker: SlowSpeaker
    running: asyncio.Task[None]


Play = Callable[[Scene], Coroutine[Any, Any, None]]


class BrokenEncoder(PcmEncoder):
    """Fails on its second call."""

    def push(self, pcm: bytes) -> list[Packet]:
        if self._left:
            raise RuntimeError("the codec failed")
        self._left = b"\0\0"
        return []


def stage(
    play: Play,
    speaker: SlowSpeaker,
    encoder: Any = PcmEncoder,
    patch: dict[str, Any] = PCM,
    messages: tuple[float, float] = (1000, 10_000),
) -> Scene:
    """Play a scene to its end; afterwards no task is left and nobody has complained."""
    complaints: list[Any] = []

    async def scenario() -> Scene:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: complaints.append(context))
        session = Session(welcome(), loop.time())
        first = session.start(patch)
        plain = service(speaker, SlowThreads("push", 0.01))
        speech = SpeechService(
            speaker, plain.sample_rate, encoder, plain.threads, plain.clock, plain.speech_timeout_s
        )
        line, watch = Line(), Watch()
        bucket = TokenBucket(*messages, loop.time())
        connection = Connection(line, Native(), session, speech, watch, bucket)
        scene = Scene(line, watch, speaker, asyncio.create_task(connection.run(first)))
        await play(scene)
        line.hang_up()
        await scene.running
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, left
        return scene

    scene = run_virtual(scenario())
    gc.collect(1)
    assert not complaints
    return scene


async def turns(count: int) -> None:
    """Let every task take so many steps."""
    for _ in range(count):
        await pass_time()


def after(line: Line, kind: str) -> list[Any]:
    """All that came behind the first message of a type."""
    kinds = [item["type"] if isinstance(item, dict) else "" for item in line.received]
    return line.received[kinds.index(kind) + 1 :]


@pytest.mark.parametrize("ms", [0, 5, 10, 15, 20, 25, 30, 80])
def test_a_cancel_at_any_turn_is_the_last_word(ms: int) -> None:
    """No frame and no message of the context follows its report; the engine was told."""
    for count in range(16):
        speaker = SlowSpeaker(delay=0.005, chunks=3)

        async def play(scene: Scene, count: int = count) -> None:
            scene.line.say("text", context="a", text="One sentence here. And another. ")
            scene.line.say("end", context="a")
            await pass_time(ms / 1000)
            await turns(count)
            scene.line.say("cancel", context="a", played_ms=0)
            await pass_time(1.0)

        scene = stage(play, speaker)
        (report,) = scene.line.messages_of("context.cancelled")
        assert after(scene.line, "context.cancelled") == []
        assert report["text_spoken"] + report["text_remaining"] == (
            "One sentence here. And another. "
        )
        assert len(speaker.cancelled) == len(speaker.opened)
        assert len(scene.line.messages_of("context.done")) == (ms == 80)


@pytest.mark.parametrize("kind", ["cancel", "text"])
def test_a_context_whose_end_was_told_counts_as_done(kind: str) -> None:
    """Also where it is cancelled in the turns that its stages take to end."""
    last = {"cancel": {}, "text": {"text": "B", "session": {"on_new_context": "interrupt"}}}
    counted = set()
    for count in range(40):

        async def play(scene: Scene, count: int = count) -> None:
            scene.line.say("text", context="a", text="One sentence here. ")
            await pass_time(1.0)
            scene.line.say("end", context="a")
            await turns(count)
            context = "a" if kind == "cancel" else "b"
            scene.line.say(kind, context=context, **last[kind])
            await pass_time(1.0)

        scene = stage(play, SlowSpeaker())
        told = bool(scene.line.messages_of("context.done"))
        assert told == (scene.watch.outcomes[0] == ("a", "done")), count
        counted.add(told)
    assert counted == {True, False}  # the cancel came before its end, and after


@pytest.mark.parametrize("count", range(12))
def test_whoever_waits_behind_a_cancelled_context_still_waits_for_the_others(count: int) -> None:
    """The third of a queue speaks after the first, also when the second never began."""

    async def play(scene: Scene) -> None:
        scene.line.say("text", context="a", text="The first of them all. Goes on. ")
        scene.line.say("text", context="b", text="The second. ")
        scene.line.say("text", context="c", text="The third. ")
        scene.line.say("end", context="c")
        await turns(count)
        scene.line.say("cancel", context="b")
        await pass_time(3.0)
        assert not [m for m in scene.line.messages_of("segment") if m["context"] == "c"]
        scene.line.say("end", context="a")
        await pass_time(3.0)

    line = stage(play, SlowSpeaker(delay=0.05)).line
    done = [message["context"] for message in line.messages_of("context.done")]
    assert done == ["a", "c"]


def test_a_context_cancelled_before_its_first_step_lets_the_next_speak() -> None:
    """Text and cancel may come in one turn of the loop; nothing waits for what never began."""

    async def play(scene: Scene) -> None:
        for name in ("a", "b"):
            scene.line.say("text", context=name, text="Hello there. ")
            scene.line.say("end", context=name)
        scene.line.say("cancel", context="a")
        await pass_time(3.0)

    line = stage(play, SlowSpeaker()).line
    assert [message["context"] for message in line.messages_of("context.done")] == ["b"]


def test_an_encoder_that_breaks_ends_its_context_alone() -> None:
    """`internal` with the text that was lost; the next context is refused nothing."""

    async def play(scene: Scene) -> None:
        scene.line.say("text", context="a", text="Hello there. ")
        scene.line.say("end", context="a")
        await pass_time(1.0)
        scene.line.say("ping", t=1)
        await pass_time(0.1)

    scene = stage(play, SlowSpeaker(chunks=2), BrokenEncoder)
    (error,) = scene.line.messages_of("error")
    (report,) = scene.line.messages_of("context.cancelled")
    assert (error["code"], error["context"], report["reason"]) == ("internal", "a", "internal")
    assert error["text_remaining"] == report["text_remaining"] == "Hello there. "
    assert scene.line.messages_of("pong")
    assert len(scene.watch.failures) == 1
    assert scene.watch.outcomes == [("a", "internal")]
    assert scene.line.code is None


def test_a_client_that_reads_nothing_is_reported_to_and_dropped() -> None:
    """Every context ends as `slow_consumer`; then 4420."""

    async def play(scene: Scene) -> None:
        scene.line.say("session.update", session={"on_new_context": "parallel"})
        for name in ("a", "b"):
            scene.line.say("text", context=name, text="Hello there. ")
        scene.line.congested = True
        await pass_time(15.0)

    scene = stage(play, SlowSpeaker())
    reports = scene.line.messages_of("context.cancelled")
    assert [(m["context"], m["reason"]) for m in reports] == [
        ("a", "slow_consumer"),
        ("b", "slow_consumer"),
    ]
    assert scene.line.code == 4420
    assert not [item for item in scene.line.received if isinstance(item, Frame)]


def test_room_that_a_cancel_makes_is_used_at_once() -> None:
    """Who is queued behind much audio does not sleep for as long as that would have lasted."""

    async def play(scene: Scene) -> None:
        lead = PCM | {"pacing": {"mode": "lead", "lead_ms": 400}}
        scene.line.say("text", context="a", text="Hello there. ")
        scene.line.say("end", context="a")
        scene.line.say("text", context="b", text="Hello there. ", session=lead)
        scene.line.say("end", context="b")
        await pass_time(0.5)
        assert scene.line.messages_of("context.done")
        assert len(scene.line.messages_of("context.started")) == 2
        scene.line.say("cancel", context="a")
        await pass_time(0.1)
        sent_ms = sum(
            frame.samples / 24
            for frame in scene.line.received
            if isinstance(frame, Frame) and frame.handle == 2
        )
        assert sent_ms >= 400

    stage(play, SlowSpeaker(chunks=10, chunk_ms=1000))


def test_many_short_contexts_run_no_further_ahead_than_one_long_one() -> None:
    """`max_ahead_ms` is measured over the session, starts of contexts and all."""

    async def play(scene: Scene) -> None:
        for n in range(300):
            scene.line.say("text", context=f"c{n}", text="Hi there. ")
            scene.line.say("end", context=f"c{n}")
            await pass_time(0.01)
        sent_ms = sum(f.samples / 24 for f in scene.line.received if isinstance(f, Frame))
        assert 4000 <= sent_ms <= 2000 + 3000 + 100, "3 s have passed, and 2 may be ahead"

    stage(play, SlowSpeaker(), patch=PCM | {"max_ahead_ms": 2000})


def test_no_worker_is_told_with_when_to_try_again() -> None:
    """The segment is lost, its text comes back, and the context ends as it should."""

    class NoSpeaker(SlowSpeaker):
        async def open(self, job: Any) -> Any:
            raise WorkerUnavailable("No worker can be had.", retry_after=2.5)

    async def play(scene: Scene) -> None:
        scene.line.say("text", context="a", text="Hello there.")
        scene.line.say("end", context="a")
        await pass_time(1.0)

    line = stage(play, NoSpeaker()).line
    (error,) = line.messages_of("error")
    assert (error["code"], error["retry_after_ms"]) == ("synthesis_failed", 2500)
    assert error["text_remaining"] == "Hello there."
    assert line.messages_of("context.done")


def test_a_silent_client_is_left_once() -> None:
    """Warned, then closed with 4408."""

    async def play(_scene: Scene) -> None:
        await pass_time(700.0)

    scene = stage(play, SlowSpeaker())
    assert [m["code"] for m in scene.line.messages_of("warning")] == ["idle_soon"]
    assert scene.line.code == 4408


def test_a_flood_of_which_some_is_in_time_goes_on_until_a_rest() -> None:
    """One message in ten may pass; after 2,000 that did not, the client is left with 4429."""

    async def play(scene: Scene) -> None:
        for number in range(3000):
            scene.line.say("ping", t=number)
            await pass_time(0.001)

    scene = stage(play, SlowSpeaker(), messages=(100, 200))
    refused = scene.line.messages_of("error")
    assert {error["code"] for error in refused} == {"rate_limited"}
    assert len(refused) == 2000
    assert len(scene.line.messages_of("pong")) > 400
    assert scene.line.code == 4429


def test_who_rests_in_between_is_no_flood() -> None:
    """However many were refused before, the count begins anew once half of the burst is back."""

    async def play(scene: Scene) -> None:
        for _ in range(8):
            for number in range(500):
                scene.line.say("ping", t=number)
            await pass_time(1.1)

    scene = stage(play, SlowSpeaker(), messages=(100, 200))
    assert len(scene.line.messages_of("error")) > 2000
    assert scene.line.code is None
