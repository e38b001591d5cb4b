"""The client and the real server: text in at one end, speech out at the other."""

import asyncio
import io
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import av
import pytest
from peer import run

from rtts_client import (
    Audio,
    ContextDone,
    SegmentDone,
    ServerError,
    SessionClosed,
    Speech,
    connect,
    connect_sync,
)
from rtts_client.messages import MarkReached

TEXT = "Hello there. I can help you with that."
LONG = "All work and no play makes the day a long one. " * 40


async def payload(speech: Speech) -> bytes:
    """All of its payloads in a row."""
    return b"".join([audio.data async for audio in speech])


def seconds(file: bytes) -> float:
    """How long a file sounds, as PyAV reads it."""
    with av.open(io.BytesIO(file), "r") as container:
        samples = sum(frame.samples for frame in container.decode(audio=0))
        return samples / container.streams.audio[0].rate


def test_what_is_heard_is_what_the_engine_said(server: str) -> None:
    """Samples arrive as they were made, whether the text came whole or in pieces."""
    render = pytest.importorskip("rtts.engines.tone").render

    async def tokens() -> AsyncIterator[str]:
        for token in ("Hel", "lo ", "the", "re."):
            yield token

    async def main() -> None:
        async with connect(server, codec="pcm_s16le", rate=24000) as session:
            whole = await payload(session.speak("Hello there."))
            parts = await payload(session.speak(tokens()))
            assert whole == parts
            assert whole.startswith(render("Hello there.")[0])  # and then fades out

    run(main())


def test_text_that_is_not_unicode_is_refused(server: str) -> None:
    """It is raised where the speech is read, and the session goes on."""

    async def main() -> None:
        async with connect(server) as session:
            with pytest.raises(ValueError, match="surrogate"):
                await payload(session.speak("caf\udce9"))
            assert await payload(session.speak("Hello there."))

    run(main())


def test_the_name_of_a_cancelled_context_opens_no_other(server: str) -> None:
    """The server keeps it closed, and says so to who waits for the speech."""

    async def main() -> None:
        async with connect(server) as session:
            context = await session.context("turn")
            await context.send("Hello there.")
            await context.cancel()
            again = await session.context("turn")
            await again.send("Hello there.")
            with pytest.raises(ServerError, match="of another name"):
                await anext(again)

    run(main())


def test_speech_begins_before_the_text_ends(server: str) -> None:
    """The second sentence is not written before the first one is heard."""

    async def main() -> None:
        heard = asyncio.Event()

        async def tokens() -> AsyncIterator[str]:
            yield "Hello there. "
            yield "I "
            await heard.wait()
            yield "can help you."

        async with connect(server) as session:
            speech = session.speak(tokens())
            async for _audio in speech:
                heard.set()
            assert speech.done is not None
            assert speech.done.segments == 2

    run(main())


def test_a_barge_in_says_what_was_heard(server: str) -> None:
    """The two parts of the report are the text; the speech after it is not disturbed."""

    async def main() -> None:
        async with connect(server, timestamps="word") as session:
            speech = session.speak(TEXT)
            async for audio in speech:
                if audio.start_ms > 700:
                    break
            report = await speech.cancel(played_ms=650)
            assert report.text_spoken == "Hello there."
            assert report.text_spoken + report.text_remaining == TEXT
            assert (report.precision, report.played_ms) == ("word", 650)
            next_one = session.speak("Sorry.")
            assert await payload(next_one)
            assert [word.text for word in next_one.timestamps] == ["Sorry."]

    run(main())


def test_a_new_speech_interrupts_the_old(server: str) -> None:
    """With `interrupt` the next speech ends the one before it, which then says so."""

    async def main() -> None:
        async with connect(server, on_new_context="interrupt") as session:
            old = session.speak(LONG)
            await anext(old)
            new = session.speak("Wait.")
            assert await payload(new)
            async for _audio in old:
                pass
            assert old.report is not None
            assert old.report.reason == "preempted"

    run(main())


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("opus", "a.ogg"),
        ("pcm_s16le", "a.wav"),
        ("pcm_f32le", "a.wav"),
        ("mulaw", "a.wav"),
        ("alaw", "a.wav"),
    ],
)
def test_every_codec_makes_a_file(server: str, tmp_path: Path, codec: Any, name: str) -> None:
    """A saved file sounds as long as the server says that the speech is."""
    path = tmp_path / name
    with connect_sync(server, codec=codec) as session:
        speech = session.speak(TEXT)
        speech.save(path)
        assert speech.done is not None
        assert seconds(path.read_bytes()) == pytest.approx(speech.done.audio_ms / 1000, abs=0.03)


def test_a_file_does_not_wait_for_a_listener(server: str, tmp_path: Path) -> None:
    """Minutes of speech are written in seconds, since what is in the file counts as heard."""
    path = tmp_path / "long.wav"

    async def main() -> None:
        async with connect(server, codec="pcm_s16le", rate=8000) as session:
            speech = session.speak(LONG)
            await speech.save(path)
            assert speech.done is not None
            assert speech.done.audio_ms > 60_000

    run(main())
    assert seconds(path.read_bytes()) > 60


def test_more_text_than_the_server_buffers(start_server: Callable[..., Any]) -> None:
    """A long text is sent as fast as it is spoken, and none of it is refused."""
    with start_server("--max-buffer-chars", "600", "--max-text-chars", "100") as running:

        async def main() -> None:
            async with connect(running.url, codec="mulaw") as session:
                speech = session.speak(LONG[:1200])
                heard_ms = 0.0
                async for audio in speech:
                    heard_ms += audio.duration_ms
                    await speech.played(int(heard_ms))
                assert speech.done is not None
                assert speech.done.chars == 1200

        run(main())


@pytest.mark.parametrize("silent", [" \n" * 1000, "```\n" + "x = f(y)\n" * 300 + "```\n"])
def test_more_than_the_server_buffers_with_nothing_to_speak(
    silent: str, start_server: Callable[..., Any]
) -> None:
    """It is sent all the same, and what stands before and behind it is spoken."""
    with start_server("--max-buffer-chars", "600", "--max-text-chars", "100") as running:

        async def main() -> None:
            async with connect(running.url, codec="mulaw") as session:
                context = await session.context()
                await context.send(f"Begin.\n{silent}And so on.")
                await context.end()
                kinds = [event async for event in context]
                spoken = [event.text for event in kinds if isinstance(event, SegmentDone)]
                assert spoken[0].startswith("Begin")
                assert spoken[-1] == "And so on."
                assert not any(isinstance(event, MarkReached) for event in kinds)

        run(main())


def test_nothing_to_speak_is_silence(server: str) -> None:
    """A text without a letter ends at once, with an account."""

    async def main() -> None:
        async with connect(server) as session:
            for text in ("", " ... "):
                speech = session.speak(text)
                assert await payload(speech) == b""
                assert speech.done is not None
                assert speech.done.audio_ms == 0

    run(main())


def test_refused_options_name_themselves(server: str) -> None:
    """The server's own sentence and the field are raised, for a session and for a speech."""

    async def main() -> None:
        with pytest.raises(ServerError) as refused:
            await connect(server, voice="nobody")
        assert (refused.value.code, refused.value.param) == ("invalid_value", "session.voice")
        async with connect(server) as session:
            with pytest.raises(ServerError) as caught:
                await payload(session.speak(TEXT, codec="mulaw", rate=44100))
            assert caught.value.param == "session.audio.rate"
            assert await payload(session.speak("Still here."))

    run(main())


def test_too_many_contexts(server: str) -> None:
    """The context over the limit is refused; the others speak."""

    async def main() -> None:
        async with connect(server, codec="mulaw") as session:
            contexts = [await session.context() for _ in range(9)]
            for context in contexts:
                await context.send("Hello.")
            with pytest.raises(ServerError, match="context_limit"):
                await anext(contexts[-1])
            await contexts[0].end()
            kinds = {type(event) async for event in contexts[0]}
            assert {Audio, ContextDone} <= kinds

    run(main())


def test_everything_is_reported_when_everything_is_stopped(server: str) -> None:
    """One call stops all that is being spoken, in turn or in parallel."""

    async def main() -> None:
        async with connect(server, on_new_context="parallel") as session:
            speeches = [session.speak(TEXT) for _ in range(3)]
            for speech in speeches:
                await anext(speech)
            reports = await session.cancel()
            assert [report.text_spoken + report.text_remaining for report in reports] == [TEXT] * 3

    run(main())


def test_a_server_that_dies_and_comes_back(start_server: Callable[..., Any]) -> None:
    """What was being heard is lost with a word; the next speech finds the new server."""

    async def main() -> None:
        with start_server() as first:
            port = int(first.url.rpartition(":")[2].partition("/")[0])
            session = await connect(first.url)
            speech = session.speak(LONG)
            await anext(speech)
            os.kill(first.process.pid, 9)
            with pytest.raises(SessionClosed) as lost:
                await payload(speech)
            assert lost.value.text_remaining
            assert LONG.endswith(lost.value.text_remaining)
        with start_server(port=port):
            assert await payload(session.speak("Here again."))
            await session.close()

    run(main())


def test_without_an_event_loop(server: str) -> None:
    """A plain program hears the same, and may barge in by leaving the loop."""
    with connect_sync(server) as session:
        for audio in (speech := session.speak(iter([TEXT]))):
            if audio.start_ms > 300:
                break
        assert speech.report is not None
        assert speech.report.text_spoken + speech.report.text_remaining == TEXT
        assert session.ping() > 0
