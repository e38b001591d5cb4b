"""A connection whose engine speaks text that is still being written: cancels at every turn."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from rtts.access.bucket import TokenBucket
from rtts.engines.tone import ToneEngine, ToneOptions
from rtts.protocol.messages import Limits
from rtts.protocol.native import Native
from rtts.server.connection import Connection
from rtts.session.session import Session, Welcome
from tests.server.test_connection import PCM, Line, Watch, after, turns
from tests.support.pipes import SlowThreads, service
from tests.support.stepped import SteppedSpeaker
from tests.support.virtual import pass_time, run_virtual

WORDS = ["One ", "sentence ", "here. ", "And ", "ano", "ther, ", "yes. ", "So ", "it ", "is"]
TEXT = "".join(WORDS)

Play = Callable[[Line, SteppedSpeaker], Coroutine[Any, Any, None]]


def stage(play: Play, patch: dict[str, Any] = PCM, **options: Any) -> tuple[Line, Watch]:
    """Play a scene; afterwards no task is left, and the engine has nothing open."""
    complaints: list[Any] = []

    async def scenario() -> tuple[Line, Watch]:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: complaints.append(context))
        given = ToneOptions(**{"grows": True, "span_letters": 30, "chunk_ms": 50} | options)
        engine = ToneEngine(given, clock=loop.time, sleep=lambda _seconds: None)
        speaker = SteppedSpeaker(engine)
        steps = asyncio.create_task(speaker.run())
        session = Session(Welcome("s1", "rtts/test", "rtts.v1", engine.info, Limits()), loop.time())
        speech = replace(
            service(speaker, SlowThreads("push", 0.01)), span_letters=given.span_letters
        )
        line, watch = Line(), Watch()
        bucket = TokenBucket(1000, 10_000, loop.time())
        connection = Connection(line, Native(), session, speech, watch, bucket)
        running = asyncio.create_task(connection.run(session.start(patch)))
        await play(line, speaker)
        line.hang_up()
        await running
        steps.cancel()
        await asyncio.wait([steps])
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, left
        assert not engine._open
        assert not speaker.running
        return line, watch

    line, watch = run_virtual(scenario())
    gc.collect(1)
    assert not complaints
    assert not watch.failures
    return line, watch


@pytest.mark.parametrize("ms", range(0, 130, 10))
@pytest.mark.parametrize("ended", [False, True])
def test_a_cancel_at_any_turn_is_the_last_word(ms: int, *, ended: bool) -> None:
    """No frame and no message of the context follows its report; the engine is free."""
    for count in range(0, 20, 2):

        async def play(line: Line, speaker: SteppedSpeaker, count: int = count) -> None:
            for word in WORDS:
                line.say("text", context="a", text=word)
                await pass_time(0.005)
            if ended:
                line.say("end", context="a")
            await pass_time(ms / 1000)
            await turns(count)
            line.say("cancel", context="a", played_ms=100)
            await turns(3)
            assert not speaker.engine._open  # type: ignore[attr-defined]
            await pass_time(1.0)

        line, watch = stage(play)
        (report,) = line.messages_of("context.cancelled")
        assert after(line, "context.cancelled") == []
        assert report["text_spoken"] + report["text_remaining"] == TEXT
        assert watch.outcomes[-1][1] in ("client", "done")


@pytest.mark.parametrize("count", range(12))
def test_a_cancel_while_a_word_is_being_taken_in(count: int) -> None:
    """Also in the turns in which the first words open an utterance."""

    async def play(line: Line, _speaker: SteppedSpeaker) -> None:
        line.say("text", context="a", text="Hello there, ")
        await turns(count)
        line.say("cancel", context="a")
        await pass_time(1.0)
        line.say("text", context="a", text="Too late. ")
        await pass_time(1.0)

    line, _ = stage(play)
    assert len(line.messages_of("context.cancelled")) == 1
    assert not [m for m in after(line, "context.cancelled") if not isinstance(m, dict)]


@pytest.mark.parametrize("mode", ["queue", "parallel", "interrupt"])
def test_contexts_that_grow_side_by_side(mode: str) -> None:
    """A queued one is fed when its turn comes; an interrupted one is cut; parallel ones go on."""

    async def play(line: Line, speaker: SteppedSpeaker) -> None:
        line.say("session.update", session={"on_new_context": mode})
        line.say("text", context="a", text="The first one goes ")
        await pass_time(0.1)
        line.say("text", context="b", text="The second of them ")
        await pass_time(0.1)
        assert len(speaker.running) == (2 if mode == "parallel" else 1)
        if mode != "interrupt":
            line.say("text", context="a", text="on. And ends")
            line.say("end", context="a")
        await pass_time(0.1)
        line.say("text", context="b", text="goes on.")
        line.say("end", context="b")
        await pass_time(10.0)

    line, _ = stage(play)
    done = [(m["context"], m["text"]) for m in line.messages_of("segment.done")]
    first = [("a", "The first one goes on."), ("a", "And ends")]
    second = [("b", "The second of them goes on.")]
    if mode == "interrupt":
        assert done == second
        (report,) = line.messages_of("context.cancelled")
        assert report["reason"] == "preempted"
        assert report["text_spoken"] + report["text_remaining"] == "The first one goes "
    elif mode == "queue":
        assert done == first + second
        b_begun = [m for m in line.messages_of("segment") if m["context"] == "b"]
        assert b_begun[0]["text"] in (None, "The second of them goes on.")
    else:
        assert [each for each in done if each[0] == "a"] == first
        assert [each for each in done if each[0] == "b"] == second
