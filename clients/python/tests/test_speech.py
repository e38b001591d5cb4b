"""Speaking a text: what the reader of its audio gets, and what he never gets."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Iterator
from typing import TypeVar

import pytest
from peer import FRAME, Talk, peer, run

from rtts_client import (
    Audio,
    Context,
    ServerError,
    SessionClosed,
    Speech,
    connect,
)
from rtts_client.messages import SegmentDone

T = TypeVar("T", bound=Exception)


async def audio_of(speech: Speech) -> list[bytes]:
    """All of its payloads."""
    return [audio.data async for audio in speech]


async def audio_until_it_raises(speech: Speech, error: type[T]) -> tuple[list[bytes], T]:
    """The payloads that came before the error, and the error."""
    heard: list[bytes] = []
    try:
        async for audio in speech:
            heard.append(audio.data)  # noqa: PERF401 -- a comprehension would lose them
    except error as raised:
        return heard, raised
    raise AssertionError(f"{error.__name__} was not raised")


def test_a_string_is_sent_and_its_audio_comes_back() -> None:
    """A text is sent whole, and the payloads of its frames are given out in order."""
    said = []

    async def script(talk: Talk) -> None:
        await talk.ready()
        said.append(await talk.speak(b"\1\0" * 160, b"\2\0" * 160))

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            speech = session.speak("Hello there.")
            assert await audio_of(speech) == [b"\1\0" * 160, b"\2\0" * 160]
            assert speech.done is not None
            assert speech.format is not None
            assert speech.format.rate == 8000
            assert speech.first_audio_s is not None

    run(main())
    assert said == ["Hello there."]


def test_audio_is_heard_while_the_text_is_still_written() -> None:
    """The second half of a text may wait for the audio of the first."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        context = (await talk.hear("text"))["context"]
        assert (await talk.hear("text"))["text"] == "Hello "
        await talk.start(context)
        await talk.frame()
        assert (await talk.hear("text"))["text"] == "world."
        await talk.hear("end")
        await talk.done(context)

    async def main() -> None:
        heard = asyncio.Event()

        async def tokens() -> AsyncIterator[str]:
            yield "Hello "
            await heard.wait()
            yield "world."

        async with peer(script) as served, connect(served.url) as session:
            async for _audio in session.speak(tokens()):
                heard.set()

    run(main())


def test_leaving_the_iteration_cancels() -> None:
    """A `break` alone stops the speech at the server; the report can be had afterwards."""
    asked = []

    async def main() -> None:
        stopped = asyncio.Event()

        async def script(talk: Talk) -> None:
            await talk.ready()
            context = (await talk.hear("text"))["context"]
            await talk.start(context)
            await talk.frame()
            cancel = (await talk.hear_until("cancel"))[-1]
            asked.append(cancel)
            stopped.set()
            await talk.cancelled(context, cancel["id"])

        async with peer(script) as served, connect(served.url) as session:
            speech = session.speak("Hello there")
            async for _audio in speech:
                break
            await stopped.wait()
            report = await speech.cancel()
            assert (report.text_spoken, report.text_remaining) == ("Hello", " there")
            assert speech.report is report

    run(main())
    assert len(asked) == 1


def test_no_audio_is_given_out_after_a_cancel() -> None:
    """Frames that were under way when the cancel was sent are dropped."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        context = (await talk.hear("text"))["context"]
        await talk.start(context)
        await talk.frame()
        await talk.frame()
        cancel = (await talk.hear_until("cancel"))[-1]
        assert cancel["played_ms"] == 17
        await talk.frame()
        await talk.segment_done(context, "Hello")
        await talk.cancelled(context, cancel["id"])
        await talk.frame()
        await talk.speak()

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            speech = session.speak("Hello there")
            await anext(speech)
            report = await speech.cancel(played_ms=17)
            assert report.played_ms == 120
            assert [event async for event in speech.events] == [report]
            assert await audio_of(session.speak("Next.")) == [FRAME]

    run(main())


def test_a_failing_text_is_cancelled_and_its_error_raised() -> None:
    """What the text's iterator raises reaches the reader of the audio."""
    cancelled = []

    async def script(talk: Talk) -> None:
        await talk.ready()
        cancel = (await talk.hear_until("cancel"))[-1]
        cancelled.append(cancel["context"])
        await talk.cancelled(cancel["context"], cancel["id"])

    async def main() -> None:
        async def tokens() -> AsyncIterator[str]:
            yield "Hello "
            raise ZeroDivisionError

        async with peer(script) as served, connect(served.url) as session:
            with pytest.raises(ZeroDivisionError):
                await audio_of(session.speak(tokens()))

    run(main())
    assert len(cancelled) == 1


def test_a_failing_text_whose_cancel_is_refused_ends_too() -> None:
    """Its reader is told, since no end of it will ever be sent."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        cancel = (await talk.hear_until("cancel"))[-1]
        await talk.say("error", code="rate_limited", message="Slower.", re=cancel["id"])

    async def main() -> None:
        async def tokens() -> AsyncIterator[str]:
            yield "Hello "
            raise ZeroDivisionError

        async with peer(script) as served, connect(served.url) as session:
            with pytest.raises(ServerError, match="Slower"):
                await audio_of(session.speak(tokens()))

    run(main())


def test_a_failing_plain_iterator_is_the_same() -> None:
    """What a blocking iterator raises in its thread reaches the reader of the audio."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        cancel = (await talk.hear_until("cancel"))[-1]
        await talk.cancelled(cancel["context"], cancel["id"])

    def tokens() -> Iterator[str]:
        yield "Hello "
        raise ZeroDivisionError

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            with pytest.raises(ZeroDivisionError):
                await audio_of(session.speak(tokens()))

    run(main())


@pytest.mark.parametrize("kind", ["asynchronous", "plain"])
def test_a_text_that_nobody_wants_any_more_is_closed(kind: str) -> None:
    """A barge-in ends the generator of the text too, so that no model writes on in vain."""
    closed = threading.Event()

    async def script(talk: Talk) -> None:
        await talk.ready()
        context = (await talk.hear("text"))["context"]
        await talk.start(context)
        await talk.frame()
        cancel = (await talk.hear_until("cancel"))[-1]
        await talk.cancelled(context, cancel["id"])

    def plain() -> Iterator[str]:
        try:
            while True:
                yield "word "
        finally:
            closed.set()

    async def asynchronous() -> AsyncIterator[str]:
        try:
            while True:
                yield "word "
        finally:
            closed.set()

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            async for _audio in session.speak(plain() if kind == "plain" else asynchronous()):
                break
            assert await asyncio.to_thread(closed.wait, 10)

    run(main())


def test_a_text_lost_before_its_audio_is_spoken_again() -> None:
    """A socket that is lost before any audio came goes unnoticed; the text is not."""
    said = []

    async def lose(talk: Talk) -> None:
        await talk.ready()
        await talk.start((await talk.hear_until("end"))[0]["context"])
        talk.socket.transport.abort()

    async def speak(talk: Talk) -> None:
        await talk.ready()
        said.append(await talk.speak())

    async def main() -> None:
        async with peer(lose, speak) as served, connect(served.url) as session:
            assert await audio_of(session.speak("Hello.")) == [FRAME]

    run(main())
    assert said == ["Hello."]


def test_a_text_is_spoken_again_once_only() -> None:
    """A server that dies at every attempt is not asked for ever."""
    attempts = []

    async def lose(talk: Talk) -> None:
        attempts.append(1)
        await talk.ready()
        await talk.hear("text")
        talk.socket.transport.abort()

    async def main() -> None:
        async with peer(lose) as served, connect(served.url) as session:
            with pytest.raises(SessionClosed):
                await audio_of(session.speak("Hello."))

    run(main())
    assert len(attempts) == 2


def test_nothing_is_spoken_twice() -> None:
    """A socket that is lost after audio came is an error that says what was not received."""
    attempts = []

    async def lose(talk: Talk) -> None:
        attempts.append(1)
        await talk.ready()
        context = (await talk.hear_until("end"))[0]["context"]
        await talk.start(context)
        await talk.frame()
        await talk.segment_done(context, "One.")
        await talk.frame()
        await talk.socket.close(1011, "broken")

    async def main() -> None:
        async with peer(lose) as served, connect(served.url) as session:
            speech = session.speak("One. Two.")
            heard, error = await audio_until_it_raises(speech, SessionClosed)
            assert len(heard) == 2
            assert (error.code, error.reason) == (1011, "broken")
            assert error.text_remaining == " Two."

    run(main())
    assert len(attempts) == 1


def test_a_text_that_flows_is_not_sent_again() -> None:
    """A stream cannot be read twice: losing it is an error, with what was sent of it."""

    async def lose(talk: Talk) -> None:
        await talk.ready()
        await talk.hear_until("end")
        talk.socket.transport.abort()

    async def main() -> None:
        async def tokens() -> AsyncIterator[str]:
            yield "Hello."

        async with peer(lose) as served, connect(served.url) as session:
            with pytest.raises(SessionClosed) as caught:
                await audio_of(session.speak(tokens()))
            assert caught.value.text_remaining == "Hello."

    run(main())


def test_a_lost_segment_is_raised_behind_the_rest() -> None:
    """Text that could not be spoken is never lost silently, nor is the audio of the rest."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        context = (await talk.hear_until("end"))[0]["context"]
        await talk.start(context)
        await talk.say(
            "error",
            code="synthesis_failed",
            message="No.",
            context=context,
            text_remaining="One.",
        )
        await talk.frame()
        await talk.done(context)

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            speech = session.speak("One. Two.")
            heard, error = await audio_until_it_raises(speech, ServerError)
            assert heard == [FRAME]
            assert (error.code, error.text_remaining) == ("synthesis_failed", "One.")

    run(main())


@pytest.mark.parametrize("reason", ["shutdown", "preempted"])
def test_only_a_stop_that_nobody_wanted_is_an_error(reason: str) -> None:
    """A speech that made way for the next ends; one that the server dropped raises."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        context = (await talk.hear_until("end"))[0]["context"]
        await talk.start(context)
        await talk.cancelled(context, reason=reason)

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            speech = session.speak("Hello there")
            if reason == "shutdown":
                with pytest.raises(ServerError, match=reason) as caught:
                    await audio_of(speech)
                assert caught.value.text_remaining == " there"
            else:
                assert await audio_of(speech) == []
            assert speech.report is not None
            assert speech.report.reason == reason

    run(main())


def test_what_a_later_version_says_is_skipped() -> None:
    """Unknown types, kinds, fields, handles and longer headers do no harm."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        context = (await talk.hear_until("end"))[0]["context"]
        await talk.say("weather", context=context, sun=True)
        await talk.say(
            "context.started",
            context=context,
            handle=1,
            mood="good",
            audio={"codec": "opus", "rate": 24000, "clock": 48000, "frame_ms": 20, "depth": 3},
        )
        await talk.frame(b"?", kind=9)
        await talk.frame(b"?", handle=77)
        header = bytes.fromhex("a1010005010000000000000000010000")
        await talk.socket.send(header + b"more" + b"payload")
        await talk.done(context)

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            assert await audio_of(session.speak("Hello.")) == [b"payload"]

    run(main())


def test_events_tell_all_and_times_are_gathered() -> None:
    """Besides the audio there are segments and words; the words are kept."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        context = (await talk.hear_until("end"))[0]["context"]
        await talk.start(context)
        item = ["Hello.", 0, 20, 0, 6]
        await talk.say("timestamps", context=context, segment=0, unit="word", items=[item])
        await talk.frame()
        await talk.segment_done(context, "Hello.")
        await talk.done(context)

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            speech = session.speak("Hello.", timestamps="word")
            events = [event async for event in speech.events]
            kinds = [type(event).__name__ for event in events]
            assert kinds == ["ContextStarted", "Timestamps", "Audio", "SegmentDone", "ContextDone"]
            assert isinstance(events[2], Audio)
            assert (events[2].start_ms, events[2].duration_ms) == (0, 20)
            assert isinstance(events[3], SegmentDone)
            assert [word.text for word in speech.timestamps] == ["Hello."]
            assert speech.timestamps[0].end_ms == 20

    run(main())


def test_a_flood_of_tokens_becomes_few_messages() -> None:
    """Servers limit messages a second; tokens that come faster travel together."""
    tokens = [f"{number} " for number in range(5000)]
    counts = []

    async def script(talk: Talk) -> None:
        await talk.ready(max_buffer_chars=10**6)
        messages = await talk.hear_until("end")
        context = messages[0]["context"]
        counts.append(len(messages))
        assert "".join(message.get("text", "") for message in messages) == "".join(tokens)
        await talk.start(context)
        await talk.done(context)

    async def main() -> None:
        async def flow() -> AsyncIterator[str]:
            for token in tokens:
                yield token

        for source in (tokens, iter(tokens), flow()):
            async with peer(script) as served, connect(served.url) as session:
                assert await audio_of(session.speak(source)) == []

    run(main())
    assert all(count < 500 for count in counts)


def test_one_text_may_be_spoken_ahead_of_another() -> None:
    """Speaking begins when the speech is made, not when it is first read."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        first = await talk.speak(b"\1\0" * 160)
        second = await talk.speak(b"\2\0" * 160)
        assert (first, second) == ("One.", "Two.")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            one, two = session.speak("One."), session.speak("Two.")
            # The peer says nothing of the second before the first has been sent whole.
            assert await audio_of(one) + await audio_of(two) == [b"\1\0" * 160, b"\2\0" * 160]

    run(main())


def test_a_text_whose_first_word_is_long_in_coming_keeps_its_place() -> None:
    """It is opened before one that was begun later, and so is spoken before it."""
    openings = []

    async def main() -> None:
        another_was_sent = asyncio.Event()

        async def script(talk: Talk) -> None:
            await talk.ready()
            openings.append((await talk.hear("text"))["context"])
            openings.append((await talk.hear_until("end"))[0]["context"])
            another_was_sent.set()
            assert openings == ["rtts.1", "rtts.2"]
            await talk.hear_until("end")
            for context in openings:
                await talk.start(context)
                await talk.done(context)

        async def tokens() -> AsyncIterator[str]:
            await another_was_sent.wait()
            yield "One."

        async with peer(script) as served, connect(served.url) as session:
            one, two = session.speak(tokens()), session.speak("Two.")
            assert await audio_of(one) + await audio_of(two) == []

    run(main())


def test_a_speech_that_may_not_be_stopped_has_an_end() -> None:
    """The attempt closes its text; what was sent is spoken, and its reader learns of the end."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        cancel = (await talk.hear_until("cancel"))[-1]
        await talk.say("error", code="rate_limited", message="Too fast.", re=cancel["id"])
        await talk.hear("end")
        await talk.start(cancel["context"])
        await talk.frame()
        await talk.done(cancel["context"])

    sent = asyncio.Event()

    async def tokens() -> AsyncIterator[str]:
        yield "Hello "
        sent.set()
        await asyncio.get_running_loop().create_future()

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            speech = session.speak(tokens())
            await sent.wait()
            with pytest.raises(ServerError, match="Too fast"):
                await speech.cancel()
            assert await audio_of(speech) == [FRAME]

    run(main())


def test_a_speech_that_never_began_leaves_no_error_behind(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The error is raised where the audio is read, and by no task that nobody awaits."""

    async def fail() -> Context:
        raise ZeroDivisionError

    async def main() -> None:
        speech = Speech("Hello.", fail)
        with pytest.raises(ZeroDivisionError):
            await audio_of(speech)
        cancels = [task for task in asyncio.all_tasks() if task.get_name() == "rtts cancel"]
        await asyncio.wait(cancels)

    run(main())
    gc.collect()
    assert "never retrieved" not in caplog.text
