"""Lines that are lost while something is being said: nobody notices, or everybody is told."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

import pytest
from cutter import cutter
from hypothesis import given
from hypothesis import strategies as st
from peer import FRAME, Talk, peer, run

from rtts_client import ConnectionRefused, ProtocolError, SessionClosed, connect
from rtts_client import comeback as comeback_module
from rtts_client import link as link_module
from rtts_client.journal import Journal

SENTENCE = "All work and no play makes the day a long one. "
LONG = SENTENCE * 10
CUTS = 100


async def resumable(talk: Talk, token: str = "t1") -> None:
    """Let a session stand that can be resumed."""
    await talk.say(
        "ready",
        session_id="s1",
        protocol="rtts.v1",
        server="peer/1",
        engine="tone",
        model="tone",
        session={},
        limits={},
        resume_token=token,
    )


async def whole(url: str, text: str) -> bytes:
    """What is heard of a text over a line that holds."""
    async with connect(url, codec="pcm_s16le", max_ahead_ms=30_000) as session:
        return b"".join([audio.data async for audio in session.speak(text)])


def test_an_answer_shows_that_its_question_has_arrived_too() -> None:
    """Behind it nothing is held."""
    journal = Journal(keep=True)
    while True:
        journal.add("text")
        if (number := journal.question()) is not None:
            break
    journal.add("ping")
    assert number == journal.end
    while journal.take() is not None:
        pass
    journal.arrived(number)
    assert repr(journal) == f"<Journal {number}..{number} written={number}>"


def test_a_session_that_is_closed_leaves_no_task() -> None:
    """None goes on watching a line that is gone."""

    async def main() -> None:
        async with peer(resumable) as served:
            async with connect(served.url) as session:
                assert session.ready.resume_token == "t1"
                assert tasks_of_the_line() == {"Link._read", "Link._watch"}
            await asyncio.sleep(0)
            assert not tasks_of_the_line()

    run(main())


def tasks_of_the_line() -> set[str]:
    """What is done for a session whatever its program does."""
    names = (task.get_coro().__qualname__ for task in asyncio.all_tasks())
    return {name for name in names if name.startswith("Link.")}


def test_a_hundred_cuts_are_not_heard(server: str) -> None:
    """The iterator gives every sample once, whatever is cut, wherever, and by what."""
    dice = random.Random(11)

    async def main() -> None:
        expected = await whole(server, LONG)
        async with (
            cutter(server) as line,
            connect(line.url, codec="pcm_s16le", max_ahead_ms=30_000) as session,
        ):
            heard, cuts = bytearray(), 0
            speech = session.speak(SENTENCE for _ in range(10))
            next_cut = dice.randrange(20)
            at = 0
            async for audio in speech:
                heard += audio.data
                at += 1
                if at >= next_cut and cuts < CUTS:
                    line.reset()
                    cuts += 1
                    next_cut = at + dice.randrange(1, 2 * len(expected) // 960 // CUTS)
                    await speech.played(audio.start_ms)
            assert bytes(heard) == expected
            assert cuts > CUTS // 2
            assert speech.done is not None
            assert speech.done.chars == len(LONG)

    run(main())


def test_text_under_way_arrives_once(server: str) -> None:
    """Cut between any two tokens, the server still gets each of them, in order."""

    async def main() -> None:
        async with cutter(server) as line, connect(line.url) as session:

            async def tokens() -> AsyncIterator[str]:
                for at, word in enumerate(LONG.split(" ")[:60]):
                    yield word + " "
                    if at % 6 == 0:
                        line.reset()
                        await asyncio.sleep(0.01)

            speech = session.speak(tokens())
            async for _ in speech:
                pass
            text = " ".join(segment.text for segment in speech.segments)
            assert text == " ".join(LONG.split(" ")[:60])

    run(main())


def test_a_line_that_dies_in_silence_is_replaced(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client asks whether anybody is there, and comes back where nobody is."""
    monkeypatch.setattr(link_module, "_SILENCE_S", 0.1)

    async def main() -> None:
        expected = await whole(server, LONG)
        async with (
            cutter(server) as line,
            connect(line.url, codec="pcm_s16le", max_ahead_ms=30_000) as session,
        ):
            heard = b""
            async for audio in session.speak(LONG):
                if not heard:
                    line.swallow()
                heard += audio.data
            assert heard == expected
            assert line.connections == 2

    run(main())


def test_a_cancel_while_the_line_is_down_is_answered(server: str) -> None:
    """It waits for the next line; its report is the server's."""

    async def main() -> None:
        async with cutter(server) as line, connect(line.url) as session:
            speech = session.speak(LONG)
            await anext(speech)
            line.reset()
            report = await speech.cancel()
            assert report.text_spoken + report.text_remaining == LONG
            assert report.reason == "client"
            assert await session.ping() > 0

    run(main())


def test_without_resume_a_loss_is_told(server: str) -> None:
    """As it always was: with what was not received."""

    async def main() -> None:
        async with cutter(server) as line, connect(line.url, resume=False) as session:
            assert session.ready.resume_token is None
            speech = session.speak(LONG)
            await anext(speech)
            line.reset()
            with pytest.raises(SessionClosed) as caught:
                [_ async for _ in speech]
            assert caught.value.text_remaining

    run(main())


def test_a_session_that_is_gone_says_what_was_lost() -> None:
    """The error names the reason and has the text that was not wholly received."""

    async def first(talk: Talk) -> None:
        await resumable(talk)
        await talk.hear("text")
        await talk.start("rtts.1")
        await talk.frame()
        talk.socket.transport.abort()

    async def second(talk: Talk) -> None:
        await talk.say("resumed", recovered=False, reason="expired")
        await resumable(talk, "t2")

    async def main() -> None:
        async with peer(first, second) as served, connect(served.url) as session:
            context = await session.context()
            await context.send("Hello there.")
            with pytest.raises(SessionClosed, match=r"resumed.*expired") as caught:
                [_ async for _ in context]
            assert caught.value.text_remaining == "Hello there."
            path = served.requests[1].path
            assert path == "/v1/stream?resume=t1&received=3"

    run(main())


def test_the_numbers_are_exchanged() -> None:
    """It says how many messages it has, sends what the server lacks, and shows the new token."""
    again: list[dict[str, Any]] = []

    async def first(talk: Talk) -> None:
        await resumable(talk)
        await talk.hear_until("end")  # with anything unread, a reset may overtake the start
        await talk.start("rtts.1")
        talk.socket.transport.abort()

    async def second(talk: Talk) -> None:
        await talk.say("resumed", received=1, resume_token="t2")
        again.extend(await talk.hear_until("end"))
        await talk.frame()
        talk.socket.transport.abort()

    async def third(talk: Talk) -> None:
        await talk.say("resumed", received=3, resume_token="t3")
        again.append(await talk.hear("end"))
        await talk.done("rtts.1")

    async def main() -> None:
        async with peer(first, second, third) as served, connect(served.url) as session:
            speech = session.speak(word for word in ("One ", "two"))
            assert [audio.data async for audio in speech] == [FRAME]
            paths = [request.path for request in served.requests]
            assert paths == [
                "/v1/stream?resume=true",
                "/v1/stream?resume=t1&received=2",
                "/v1/stream?resume=t2&received=3",
            ]

    run(main())
    assert [message["type"] for message in again] == ["text", "text", "end", "end"]


def test_it_knocks_until_somebody_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is lost again before `resumed` is no reason to give up; time is."""
    monkeypatch.setattr(comeback_module, "WINDOW_S", 0.5)

    async def first(talk: Talk) -> None:
        await resumable(talk)
        await talk.hear("text")
        talk.socket.transport.abort()

    async def shut(talk: Talk) -> None:
        await talk.socket.close(1013, "try again")

    async def third(talk: Talk) -> None:
        await talk.say("resumed", received=1, resume_token="t2")
        await talk.start("rtts.1")
        await talk.done("rtts.1")

    async def knock(*scripts: Callable[[Talk], Any]) -> None:
        async with peer(first, *scripts) as served, connect(served.url) as session:
            context = await session.context()
            await context.send("Hello")
            async for _ in context:
                pass

    run(knock(shut, shut, third))
    with pytest.raises(SessionClosed, match="nothing helped"):
        run(knock(shut))


def test_of_several_processes_the_one_with_the_session_is_found(
    start_server: Callable[..., Any],
) -> None:
    """Whichever the kernel leads it to: twenty lines are lost, and none is noticed."""

    async def main(url: str) -> None:
        expected, resumed = await whole(url, SENTENCE), 0
        for _ in range(20):
            async with cutter(url) as line, connect(line.url, codec="pcm_s16le") as session:
                id, heard = session.ready.session_id, bytearray()
                with suppress(SessionClosed):
                    async for audio in session.speak(SENTENCE):
                        if not heard:
                            line.reset()
                        heard += audio.data
                    await session.ping()  # over whichever line there is now
                assert line.connections > 1
                resumed += heard == expected and session.ready.session_id == id
        assert resumed >= 19

    with start_server("--processes", "2") as running:
        run(main(running.url))


def test_it_knocks_at_once_where_that_is_said_to_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also behind a server whose seven other processes know nothing; and not for ever."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(comeback_module.asyncio, "sleep", sleep)
    wrong = ConnectionRefused(503, "overloaded", "Another process.", at_once=True)
    answers: list[Exception] = [wrong] * 30 + [ConnectionRefused(401, "unauthorized", "No.")]

    async def reopen(_token: str, _received: int) -> Any:
        raise answers.pop(0)

    with pytest.raises(SessionClosed):
        asyncio.run(comeback_module.come_back(reopen, "t", 0))
    assert len(slept) == 30
    assert sum(slept) < 1
    slept.clear()
    answers[:] = [wrong] * 200
    with pytest.raises((SessionClosed, IndexError)):
        asyncio.run(comeback_module.come_back(reopen, "t", 0))
    assert max(slept) > 0.5


def test_closing_while_the_line_is_down_does_not_wait() -> None:
    """Nobody wants the session any more."""

    async def first(talk: Talk) -> None:
        await resumable(talk)
        await talk.hear("text")
        talk.socket.transport.abort()

    knocked = asyncio.Event()

    async def mute(talk: Talk) -> None:
        knocked.set()
        await talk.socket.wait_closed()

    async def main() -> None:
        async with peer(first, mute) as served:
            session = await connect(served.url)
            context = await session.context()
            await context.send("Hello")
            await knocked.wait()
            async with asyncio.timeout(1):
                await session.close()
            with pytest.raises(SessionClosed, match="closed by this program"):
                await anext(context)

    run(main())


def test_what_has_arrived_is_not_held(server: str) -> None:
    """In a session of many messages the journal stays short."""

    async def main() -> None:
        async with connect(server) as session:
            context = await session.context()
            for _ in range(500):
                await context.send("a ")
            await session.ping()
            journal = session._line.link._journal
            assert journal.end > 500
            assert len(journal._held) <= 130
            await context.cancel()

    run(main())


# The journal by itself.

steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["add", "take", "arrive"]), st.integers(0, 6)),
        st.tuples(st.just("lose"), st.integers(0, 6)),
    ),
    max_size=60,
)


@given(steps)
def test_the_journal_loses_and_doubles_nothing(moves: list[tuple[str, int]]) -> None:
    """Wherever the line is cut, the server gets what was sent, once and in order."""
    journal, line, server, count = Journal(keep=True), list[str](), list[str](), 0
    for move, number in moves:
        if move == "add":
            for _ in range(number):
                journal.add(str(count))
                count += 1
        elif move == "take":
            for _ in range(number):
                if (wire := journal.take()) is not None:
                    line.append(wire)
        else:
            server += line[:number]
            del line[:number]
            if move == "lose":
                line.clear()
                journal.rewind(len(server))
            else:
                journal.arrived(len(server))
    while (wire := journal.take()) is not None:
        line.append(wire)
    assert server + line == [str(number) for number in range(count)]


@pytest.mark.parametrize("received", [0, 3])
def test_a_count_that_cannot_be_is_refused(received: int) -> None:
    """A server that has more than was sent, or less than it had, is confused."""
    journal = Journal(keep=True)
    for wire in "ab":
        journal.add(wire)
        journal.take()
    journal.arrived(1)
    with pytest.raises(ProtocolError, match="cannot be"):
        journal.rewind(received)


def test_a_journal_that_need_not_holds_nothing() -> None:
    """Without resume nothing is kept, and nothing is asked."""
    journal = Journal(keep=False)
    for _ in range(1000):
        journal.add("x" * 100)
        journal.take()
        assert journal.question() is None
    assert not journal._held
