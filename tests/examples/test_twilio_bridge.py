"""The bridge between phone calls and a real server, heard by a caller that keeps Twilio's rules."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Any

import pytest

from tests.audio.sounds import decode_g711
from tests.examples.phones import (
    KEYS,
    LETTERS,
    LONG,
    PARAGRAPH,
    PHONE,
    SPEECH,
    Agent,
    Wire,
    bridge,
    bridged,
    is_heard,
    keep,
    parts,
    phone,
    sessions,
    undisturbed,
)
from tests.examples.twilio import Twilio, calling
from tests.support.aio import run, until
from tests.support.house import house

# Speech


def test_every_sample_is_heard_once_and_in_order() -> None:
    """What the engine said, sentence by sentence, is what the caller hears, and no more."""
    agent = Agent(start=PARAGRAPH.replace(" ", " |").split("|"))

    async def scenario() -> tuple[Twilio, bytes]:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port, plays=True) as twilio:
                await until(agent.heard)
                return twilio, await undisturbed(home, PARAGRAPH)

    twilio, expected = run(scenario())
    assert bytes(twilio.heard) == expected
    assert set(twilio.packets) == {160}
    assert twilio.warnings == []
    assert agent.heard() == [(PARAGRAPH, "", "done")]
    at = 0
    for sentence in ("Good morning to you all.", "I have looked at your order."):
        said = decode_g711("mulaw", phone(sentence))
        heard = decode_g711("mulaw", bytes(twilio.heard))
        assert (heard[at : at + len(said)] == said).all()
        at = bytes(twilio.heard).index(phone("I have looked at your order."))


def test_a_mark_is_told_when_the_caller_has_heard_what_is_before_it() -> None:
    """One mark of rtts is one of Twilio's, behind its audio, to the sample."""
    first, second = "One two three. ", "Four five six. "
    agent = Agent(start=[first, bridge.Mark("first"), second, bridge.Mark("second")])

    async def scenario() -> Twilio:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port) as twilio:
                await until(lambda: labels(twilio.marks) == ["first", "second"])
                (at,) = [int(mark.split()[1]) for mark in twilio.marks if mark.endswith("first")]
                await twilio.play(at - 1)
                assert labels(twilio.returned) == []
                await twilio.play(1)
                assert labels(twilio.returned) == ["first"]
                await until(lambda: agent.events("mark"))
                await twilio.press("1")
                await until(agent.heard)
                return twilio

    twilio = run(scenario())
    assert bytes(twilio.heard).startswith(phone(first))
    assert phone(second)[:160] not in bytes(twilio.heard)
    assert [event.detail for event in agent.events("mark")] == ["first"]
    assert agent.heard() == [(first.strip(), " " + second, "client")]


def labels(marks: list[str]) -> list[str]:
    """Those among the marks that the agent has named."""
    return [label for label in (mark.split(" ", 2)[2] for mark in marks) if label]


def test_the_agent_learns_of_its_marks_in_order() -> None:
    """A mark at the end of a turn is told before the turn is."""
    agent = Agent(start=["One two. ", bridge.Mark("a b"), "Three four. ", bridge.Mark("end")])

    async def scenario() -> Twilio:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port, plays=True) as twilio:
                await until(agent.heard)
                return twilio

    twilio = run(scenario())
    kinds = [(event.kind, event.detail) for _, event in agent.told]
    marks = [("mark", "a b"), ("mark", "end")]
    assert kinds == [("start", ""), *marks, ("heard", "One two. Three four. ")]
    assert twilio.returned == twilio.marks
    assert twilio.warnings == []


def test_what_was_heard_is_the_credit_of_the_server(wires: list[Wire]) -> None:
    """It runs no further ahead of the caller than it was told to."""
    agent = Agent(start=LONG)

    async def scenario() -> list[float]:
        held = []
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port) as twilio:
                for ms in (20, 980, 1000, 1000):
                    await twilio.play(ms)
                    await until(lambda: twilio.held_ms >= 1900)
                    held.append(twilio.held_ms)
        return held

    assert max(run(scenario())) <= bridge.OPTIONS["max_ahead_ms"]
    played = [each["played_ms"] for each in wires[0].sent if each["type"] == "played"]
    assert played == sorted(played)
    assert {20, 2980, 3000} <= set(played)


# Barge-in


async def by_key(twilio: Twilio) -> None:
    """A key."""
    await twilio.press("5")


async def by_voice(twilio: Twilio) -> None:
    """Speech, from the packet on that makes it certain."""
    await twilio.speak(SPEECH, parts.SPEECH_PACKETS)


@pytest.mark.parametrize("interrupt", [by_key, by_voice])
@pytest.mark.parametrize("ms", [20, 470, 1000, 1730])
def test_who_interrupts_hears_nothing_more(
    wires: list[Wire], interrupt: Callable[[Twilio], Any], ms: int
) -> None:
    """One `clear`; nothing of the turn comes after it; what was heard is known to a frame."""
    agent = Agent(start=LETTERS)

    async def scenario() -> Twilio:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port) as twilio:
                await until(lambda: twilio.held_ms > 1800)
                await twilio.play(ms)
                await interrupt(twilio)
                await until(agent.heard)
                await until(lambda: twilio.clears)
                await twilio.hang_up()
                await until(lambda: twilio.closed)
                assert twilio.held_ms == 0
                return twilio

    twilio = run(scenario())
    assert twilio.clears == 1
    assert twilio.warnings == []
    assert len(twilio.heard) == ms * 8
    assert bytes(twilio.heard) == phone(LETTERS)[: ms * 8]
    (report,) = wires[0].reports
    assert 0 <= ms - report["played_ms"] < 20
    cancels = [each["played_ms"] for each in wires[0].sent if each["type"] == "cancel"]
    assert cancels == [report["played_ms"]]
    spoken, remaining, reason = agent.heard()[0]
    assert spoken + remaining == LETTERS
    assert reason == "client"
    assert len(spoken.split()) == (report["played_ms"] + 50) // 100


def test_the_answer_to_an_interruption_is_heard_whole() -> None:
    """Nothing of the turn before is in it, though much of that was under way."""
    agent = Agent(start=LONG, dtmf=lambda _call, event: KEYS[event.detail])

    async def scenario() -> Twilio:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port) as twilio:
                for digit in "123":
                    await until(lambda: twilio.held_ms > 300)
                    await twilio.play(300)
                    await twilio.press(digit)
                    await until(lambda digit=digit: twilio.clears == int(digit))
                hearing = asyncio.create_task(twilio.play())
                await until(lambda: [each for each in agent.heard() if each[2] == "done"])
                hearing.cancel()
                return twilio

    twilio = run(scenario())
    answers = [bytes(twilio.heard[twilio.turns[at] :]) for at in (1, 2, 3)]
    assert len(twilio.turns) == 4
    assert is_heard(answers[2], KEYS["3"])
    assert [each[2] for each in agent.heard()] == ["client", "client", "client", "done"]
    assert len(twilio.heard) - twilio.turns[-1] == len(answers[2])
    assert twilio.warnings == []


def test_the_agent_knows_what_was_heard_before_it_has_to_speak() -> None:
    """A model that is asked for a reply has its memory right."""
    agent = Agent(start=LONG, dtmf="Yes.")

    async def scenario() -> None:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port) as twilio:
                await twilio.play(500)
                await twilio.press("1")
                await until(lambda: agent.log.count("asked") == 2)

    run(scenario())
    assert agent.log[:5] == ["told start", "asked", "told dtmf", "told heard", "asked"]


def test_an_interruption_stops_the_model() -> None:
    """A source that is still being written is closed."""
    closed = []

    async def endless() -> AsyncGenerator[str, None]:
        try:
            yield "Well. "
            await asyncio.Event().wait()
        finally:
            closed.append(True)

    agent = Agent()

    def reply(call: Any, event: Any) -> AsyncGenerator[str, None] | None:
        agent.reply(call, event)
        return endless() if event.kind == "start" else None

    async def scenario() -> None:
        async with house(**PHONE) as home:
            async with await bridge.answer_calls(home.url, 0, reply) as server:
                async with calling(server.sockets[0].getsockname()[1]) as twilio:
                    await twilio.play(100)
                    await twilio.press("1")
                    await until(agent.heard)
                    assert closed == [True]

    run(scenario())


def test_silence_after_a_turn_interrupts_nothing() -> None:
    """A key that is pressed when nothing is said needs no `clear`."""
    agent = Agent(start="Hello.", dtmf="Bye.")

    async def scenario() -> Twilio:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port, plays=True) as twilio:
                await until(lambda: len(agent.heard()) == 1)
                await twilio.press("1")
                await until(lambda: len(agent.heard()) == 2)
                return twilio

    twilio = run(scenario())
    assert twilio.clears == 0
    assert [each[2] for each in agent.heard()] == ["done", "done"]


# Calls


def test_calls_do_not_mix() -> None:
    """Eight at once, two of which are interrupted: each hears its own, and each agent its own."""
    texts = {f"CA{n:032d}": f"This is the call {name} of all." for n, name in enumerate("abcdefgh")}
    agent = Agent(start=lambda call, _event: texts[call.id])

    async def one(port: int, number: int) -> Twilio:
        async with calling(port, number) as twilio:
            if number < 2:
                await twilio.play(700)
                await twilio.press("0")
                await until(lambda: agent.heard(twilio.call))
                return twilio
            hearing = asyncio.create_task(twilio.play())
            await until(lambda: agent.heard(twilio.call))
            hearing.cancel()
            return twilio

    async def scenario() -> list[Twilio]:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            return await asyncio.gather(*(one(port, number) for number in range(8)))

    for number, twilio in enumerate(run(scenario())):
        whole, heard = phone(texts[twilio.call]), bytes(twilio.heard)
        assert twilio.warnings == []
        if number < 2:
            assert heard == whole[:5600]
            assert agent.heard(twilio.call)[0][0] == "This is the"
        else:
            assert is_heard(heard, texts[twilio.call])
            assert agent.heard(twilio.call) == [(texts[twilio.call], "", "done")]


@pytest.mark.parametrize("end", ["hang_up", "cut"])
def test_a_call_that_ends_in_mid_speech_leaves_nothing(end: str) -> None:
    """The server's session goes with it, the agent is told, and the next call is served."""
    agent = Agent(start=LONG)

    async def scenario() -> None:
        async with house(**PHONE) as home, bridged(home.url, agent) as port:
            async with calling(port) as twilio:
                await twilio.play(800)
                assert sessions(home) == 1
                keep(home, 3600.0)
                if end == "cut":
                    twilio.cut()
                else:
                    await twilio.hang_up()
                await until(lambda: sessions(home) == 0)
                await until(agent.heard)
            async with calling(port, 2) as twilio:
                await twilio.play(100)
                assert bytes(twilio.heard) == phone(LONG)[:800]

    run(scenario())
    assert agent.heard()[0] == ("", LONG, "hangup")


def test_an_agent_that_fails_has_said_what_it_said() -> None:
    """The call goes on, and the next turn is heard."""
    says = {"start": "Hello there.", "dtmf": "Good."}

    async def broken(text: str, *, fails: bool) -> AsyncGenerator[str, None]:
        yield text
        if fails:
            raise RuntimeError

    agent = Agent()

    def reply(call: Any, event: Any) -> AsyncGenerator[str, None] | None:
        agent.reply(call, event)
        if event.kind not in says:
            return None
        return broken(says[event.kind], fails=event.kind == "start")

    async def scenario() -> None:
        async with house(**PHONE) as home:
            async with await bridge.answer_calls(home.url, 0, reply) as server:
                async with calling(server.sockets[0].getsockname()[1], plays=True) as twilio:
                    await until(agent.heard)
                    await twilio.press("1")
                    await until(lambda: len(agent.heard()) == 2)

    run(scenario())
    assert agent.heard() == [("Hello there.", "", "done"), ("Good.", "", "done")]
