"""Texts that are none, or end otherwise than a text does: readers are told, and none waits."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from peer import Talk, peer, run

from rtts_client import ContextCancelled, SessionClosed, connect

PIECES = ["Hello ", 5, "there."]


async def stop_when_asked(talk: Talk) -> None:
    """Let a text come until it is cancelled."""
    await talk.ready()
    cancel = (await talk.hear_until("cancel"))[-1]
    await talk.cancelled(cancel["context"], cancel["id"])


async def flowing() -> AsyncIterator[Any]:
    """A model that has nothing to say for a while."""
    for piece in PIECES:
        yield piece


def blocking() -> Iterator[Any]:
    """The same, for threads."""
    yield from PIECES


def encoded() -> Iterator[Any]:
    """Text in the form of a file."""
    yield b"Hello"


async def waiting_for_what_was_cancelled() -> AsyncIterator[str]:
    """A model whose answer somebody else has given up."""
    yield "Hello "
    answer = asyncio.get_running_loop().create_future()
    answer.cancel()
    await answer


def ending_its_thread() -> Iterator[str]:
    """What a command-line program may do."""
    yield "Hello "
    raise SystemExit(1)


class FailingToClose:
    """Has one piece, and an error for whoever closes it."""

    def __init__(self) -> None:
        self._left = ["Hello "]

    def __aiter__(self) -> "FailingToClose":
        return self

    async def __anext__(self) -> str:
        if not self._left:
            raise StopAsyncIteration
        return self._left.pop()

    async def aclose(self) -> None:
        raise ZeroDivisionError("it cannot be closed")


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (flowing, TypeError, "one of them is of the type int"),
        (blocking, TypeError, "one of them is of the type int"),
        (PIECES.copy, TypeError, "one of them is of the type int"),
        (encoded, TypeError, "of the type bytes"),
        (waiting_for_what_was_cancelled, RuntimeError, "ended with CancelledError"),
        (ending_its_thread, RuntimeError, "ended with SystemExit"),
        (FailingToClose, ZeroDivisionError, "cannot be closed"),
    ],
)
def test_a_text_that_breaks_off_is_told(
    make: Callable[[], Any], error: type[Exception], says: str
) -> None:
    """No piece is left out in silence, and no reader waits for the end of a text that has ended."""

    async def main() -> None:
        async with peer(stop_when_asked) as served, connect(served.url) as session:
            with pytest.raises(error, match=says):
                async with asyncio.timeout(60):
                    await anext(session.speak(make()))

    run(main())


@pytest.mark.parametrize("form", ["a list", "an iterator", "an asynchronous one"])
def test_a_piece_that_is_none_is_passed_over(form: str) -> None:
    """The last event of many models' streams has no text."""
    pieces = [None, "Hello ", None, "there.", None]

    async def asynchronous() -> AsyncIterator[Any]:
        for piece in pieces:
            yield piece

    async def script(talk: Talk) -> None:
        await talk.ready()
        messages = await talk.hear_until("end")
        assert "".join(each.get("text", "") for each in messages) == "Hello there."
        await talk.done(messages[0]["context"])

    async def main() -> None:
        sources: dict[str, Any] = {"a list": pieces, "an iterator": iter(pieces)}
        async with peer(script) as served, connect(served.url) as session:
            speech = session.speak(sources.get(form) or asynchronous())
            assert [audio async for audio in speech] == []

    run(main())


@pytest.mark.parametrize("source", [None, 5, b"Hello", bytearray(b"Hello")])
def test_what_is_no_text_is_refused_where_it_is_given(source: Any) -> None:
    """The error says what a text is, and what this is."""

    async def main() -> None:
        async with peer(Talk.ready) as served, connect(served.url) as session:
            with pytest.raises(TypeError, match=r"A text to speak is a string.*not"):
                session.speak(source)

    run(main())


@pytest.mark.parametrize("ends", ["the server", "the session"])
def test_a_text_ends_with_its_context(ends: str) -> None:
    """A model that has not said its next word yet is not waited for, and nothing of it is left."""
    closed = threading.Event()
    left: list[asyncio.Task[Any]] = []

    async def script(talk: Talk) -> None:
        await talk.ready()
        context = (await talk.hear("text"))["context"]
        if ends == "the server":
            await talk.cancelled(context, reason="preempted")
        else:
            await talk.start(context)
            await talk.frame()

    async def tokens() -> AsyncIterator[str]:
        try:
            yield "Hello "
            await asyncio.get_running_loop().create_future()
        finally:
            closed.set()

    async def main() -> None:
        async with peer(script) as served:
            before = asyncio.all_tasks()
            session = await connect(served.url)
            speech = session.speak(tokens())
            if ends == "the server":
                assert [audio async for audio in speech] == []
            else:
                await anext(speech)
            await session.close()
            left.extend(
                task
                for task in asyncio.all_tasks() - before
                if task.get_name() in ("rtts speak", "rtts source")
            )
            await asyncio.wait_for(asyncio.gather(*left, return_exceptions=True), 60)
            if ends == "the session":
                with pytest.raises(SessionClosed):
                    await anext(speech)

    run(main())
    assert closed.is_set()


def test_words_behind_a_stop_are_no_error() -> None:
    """A text that is interrupted may go on; its reader hears of the stop alone."""
    sent, went_on = asyncio.Event(), asyncio.Event()

    async def script(talk: Talk) -> None:
        await talk.ready()
        context = (await talk.hear("text"))["context"]
        await talk.hear("text")
        await talk.start(context)
        await talk.cancelled(context, reason="preempted")
        await talk.say("pong", t=(await talk.hear("ping"))["t"])

    async def tokens() -> AsyncIterator[str]:
        yield "Hello "
        sent.set()
        await went_on.wait()
        yield "there."

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            speech = session.speak(tokens())
            await sent.wait()
            events = speech.events
            heard = [await anext(events)]
            await session.ping()  # the stop has arrived before it
            went_on.set()
            feeding = [task for task in asyncio.all_tasks() if task.get_name() == "rtts speak"]
            await asyncio.gather(*feeding, return_exceptions=True)
            heard += [event async for event in events]
            assert isinstance(heard[-1], ContextCancelled)

    run(main())
