"""A context driven by hand: what goes out, what comes in, what is refused."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peer import FRAME, Talk, peer, run

from rtts_client import (
    Audio,
    Context,
    ContextCancelled,
    ContextDone,
    Options,
    ServerError,
    SessionClosed,
    connect,
)
from rtts_client.messages import ErrorMessage, Flushed, MarkReached, WarningMessage
from rtts_client.outbox import pieces_of


def test_each_call_is_a_message() -> None:
    """Text, mark, flush and end go out in order; the answers come in order with the audio."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        text = await talk.hear("text")
        assert text["context"] == "greeting"
        assert text["session"] == {"voice": "vivian", "audio": {"codec": "mulaw"}}
        assert (await talk.hear("mark"))["name"] == "here"
        more = await talk.hear("text")
        assert "session" not in more
        await talk.hear("flush")
        await talk.start("greeting")
        await talk.frame()
        await talk.say("mark", context="greeting", name="here", audio_ms=20)
        await talk.say("flushed", context="greeting", audio_ms=20)
        assert (await talk.hear("played"))["played_ms"] == 20
        await talk.hear("end")
        await talk.done("greeting")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("greeting", voice="vivian", codec="mulaw")
            await context.send("Hello")
            await context.mark("here")
            await context.send(" there.")
            await context.flush()
            kinds = []
            async for event in context:
                kinds.append(type(event))
                if isinstance(event, Flushed):
                    await context.played(20)
                    await context.end()
            assert kinds[1:] == [Audio, MarkReached, Flushed, ContextDone]
            assert (context.state, context.text) == ("done", "Hello there.")

    run(main())


@given(st.text(alphabet="ab 語\n", max_size=200), st.integers(1, 20))
def test_long_texts_are_parted(text: str, limit: int) -> None:
    """The pieces joined are the text; each fits, and where there is a space ends behind one."""
    pieces = pieces_of(text, limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert all(piece.endswith(" ") or " " not in piece for piece in pieces[:-1])


def test_what_was_heard_may_be_said_for_every_packet() -> None:
    """Many calls become few messages, the last one too is sent, and a cancel knows it."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear("text")
        assert (await talk.hear("played"))["played_ms"] == 1
        assert (await talk.hear("played"))["played_ms"] == 5000
        await talk.start("c")
        cancel = await talk.hear("cancel")
        assert cancel["played_ms"] == 5000
        await talk.cancelled("c", cancel["id"])

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send("Hello")
            for ms in range(1, 5001):
                await context.played(ms)
            await anext(context)
            await context.cancel()

    run(main())


def test_sending_waits_for_the_server_to_speak() -> None:
    """No more text is under way than the server says it buffers."""
    limit, text = 40, "TenLetters" * 32

    async def script(talk: Talk) -> None:
        await talk.ready(max_text_chars=10, max_buffer_chars=limit)
        received = spoken = 0
        await talk.start("c")
        while received < len(text):
            for _ in range(2):
                received += len((await talk.hear("text"))["text"])
            await talk.hear("mark")
            if received - spoken == limit:
                if received < len(text):
                    await talk.hear_nothing()
                await talk.segment_done("c", text[spoken:received], start=spoken)
                spoken = received
        await talk.hear("end")
        await talk.done("c")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send(text)
            await context.end()
            assert isinstance([event async for event in context][-1], ContextDone)

    run(main())


def test_a_piece_fills_no_buffer() -> None:
    """Of one that did nothing might be spoken before the next, for which there is no room."""

    async def script(talk: Talk) -> None:
        await talk.ready(max_text_chars=100, max_buffer_chars=100)
        texts = [each["text"] for each in await talk.hear_until("end") if each["type"] == "text"]
        assert max(len(text) for text in texts) == 25
        assert "".join(texts) == "*" * 90

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send("*" * 90)
            await context.end()

    run(main())


@pytest.mark.parametrize("answer", ["mark", "warning"])
def test_room_is_asked_for_with_marks_that_nobody_else_sees(answer: str) -> None:
    """Behind each half of a buffer; of what has nothing to speak the server says nothing else."""

    async def script(talk: Talk) -> None:
        await talk.ready(max_text_chars=10, max_buffer_chars=40)
        await talk.hear("text")
        await talk.hear("text")
        mark = await talk.hear("mark")
        fields = {"context": "c", "re": mark["id"]}
        if answer == "mark":
            await talk.say("mark", name=mark["name"], audio_ms=0, **fields)
        else:
            await talk.say("warning", code="context_closed", message="Not now.", **fields)
            await talk.segment_done("c", " " * 20)
        await talk.hear_until("mark")
        await talk.hear_until("text")
        await talk.done("c")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send(" " * 60)
            kinds = [type(event).__name__ async for event in context]
            assert kinds[-1] == "ContextDone"
            assert set(kinds) <= {"SegmentDone", "ContextDone"}

    run(main())


def test_a_mark_for_room_that_is_refused_ends_the_reading() -> None:
    """Who waits for room would never hear of it again."""

    async def script(talk: Talk) -> None:
        await talk.ready(max_text_chars=10, max_buffer_chars=10)
        mark = (await talk.hear_until("mark"))[-1]
        fields = {"code": "rate_limited", "message": "Too many.", "context": "c"}
        await talk.say("error", re=mark["id"], **fields)

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send(" " * 6)
            with pytest.raises(ServerError, match="Too many"):
                await anext(context)

    run(main())


def test_text_that_nothing_speaks_is_not_waited_for() -> None:
    """Without splitting the server speaks at a flush only: waiting would be for ever."""

    async def script(talk: Talk) -> None:
        await talk.ready(max_text_chars=10, max_buffer_chars=10)
        messages = await talk.hear_until("flush")
        assert sum(len(message.get("text", "")) for message in messages) == 30

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context(split="none")
            await context.send("Ten chars." * 3)
            await context.flush()

    run(main())


def test_a_refused_opening_ends_the_context() -> None:
    """What the server says against the first text is raised, to reader and sender alike."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        text = await talk.hear("text")
        await talk.say(
            "error",
            code="invalid_value",
            message="No such voice.",
            param="session.voice",
            context=text["context"],
            re=text["id"],
        )

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context(voice="nobody")
            await context.send("Hello")
            with pytest.raises(ServerError, match="No such voice") as caught:
                await anext(context)
            assert (caught.value.code, caught.value.param) == ("invalid_value", "session.voice")
            with pytest.raises(ServerError):
                await context.send("more")
            again = await session.context(context.name)
            assert again.state == "new"

    run(main())


def test_a_refused_message_is_raised_and_the_context_goes_on() -> None:
    """One message that is refused in the middle does not end what is spoken."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear("text")
        await talk.start("c")
        await talk.say("error", code="rate_limited", message="Slower.", context="c")
        await talk.frame()
        await talk.hear("end")
        await talk.done("c")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send("Hello")
            await anext(context)
            with pytest.raises(ServerError, match="Slower"):
                await anext(context)
            await context.end()
            assert [type(event) for event in [e async for e in context]] == [Audio, ContextDone]

    run(main())


def test_a_name_that_is_closed_fails_only_who_was_not_begun() -> None:
    """A context that speaks goes on, whatever came too late for another of its name."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear("text")
        await talk.start("c")
        await talk.say("warning", code="context_closed", message="Late.", context="c")
        await talk.frame()
        await talk.done("c")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send("Hello")
            kinds = [type(event) async for event in context]
            assert kinds[1:] == [WarningMessage, Audio, ContextDone]

    run(main())


def test_text_that_cannot_be_sent_changes_nothing() -> None:
    """The options of the context go with the first text that is sent."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        text = await talk.hear("text")
        assert (text["text"], text["session"]) == ("Hello", {"voice": "vivian"})

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c", voice="vivian")
            with pytest.raises(ValueError, match="surrogate"):
                await context.send("\ud800")
            assert (context.state, context.text) == ("new", "")
            await context.send("Hello")
            assert (context.state, context.text) == ("open", "Hello")

    run(main())


@pytest.mark.parametrize("ends_first", [False, True])
def test_a_cancel_that_is_refused_may_be_asked_again(*, ends_first: bool) -> None:
    """The context goes on to its end, which its reader gets even if it came meanwhile."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear("text")
        await talk.start("c")
        cancel = await talk.hear("cancel")
        if ends_first:
            await talk.done("c")
        await talk.say("error", code="rate_limited", message="Slower.", re=cancel["id"])
        if not ends_first:
            again = await talk.hear("cancel")
            await talk.cancelled("c", again["id"])

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send("Hello")
            await anext(context)
            with pytest.raises(ServerError, match="Slower"):
                await context.cancel()
            if not ends_first:
                assert context.state == "open"
                assert (await context.cancel()).text_spoken == "Hello"
            assert [event async for event in context] == [context.done or context.report]

    run(main())


def test_a_lost_segment_is_an_event() -> None:
    """Who drives a context by hand decides what a lost segment means."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear_until("end")
        await talk.say("error", code="timeout", message="Late.", context="c", text_remaining="Hi.")
        await talk.done("c")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send("Hi.")
            await context.end()
            event = await anext(context)
            assert isinstance(event, ErrorMessage)
            assert event.text_remaining == "Hi."
            assert isinstance(await anext(context), ContextDone)

    run(main())


def test_a_context_that_was_never_opened_is_cancelled_here() -> None:
    """Nothing was said, so there is nobody to ask; and an end without text is answered."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        assert (await talk.hear("text"))["text"] == ""
        context = (await talk.hear("end"))["context"]
        await talk.done(context, 0)

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            report = await (await session.context()).cancel()
            assert (report.text_spoken, report.played_ms) == ("", 0)
            silent = await session.context()
            await silent.end()
            assert isinstance(await anext(silent), ContextDone)

    run(main())


def test_a_cancel_that_comes_too_late_reports_everything() -> None:
    """Of a context that was heard to its end, all of the text was heard."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.speak()
        cancel = await talk.hear("cancel")
        await talk.say("warning", code="context_closed", message="…", context="c", re=cancel["id"])

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send("Hello there.")
            await context.end()
            assert len([event async for event in context]) == 3
            report = await context.cancel()
            assert (report.text_spoken, report.text_remaining) == ("Hello there.", "")
            assert report.played_ms == 20

    run(main())


def test_a_cancel_meets_the_end_half_way() -> None:
    """A context that was done while the cancel was under way still gets its report."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear_until("end")
        await talk.start("c")
        await talk.frame()
        cancel = await talk.hear("cancel")
        await talk.done("c")
        await talk.cancelled("c", cancel["id"])

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send("Hello there")
            await context.end()
            await anext(context)
            report = await context.cancel()
            assert report.text_remaining == " there"
            assert [event async for event in context] == [report]

    run(main())


def test_a_reader_that_waits_learns_of_the_cancel() -> None:
    """Whoever reads while another task cancels gets the report, and nothing else any more."""

    async def main() -> None:
        asked = asyncio.Event()

        async def script(talk: Talk) -> None:
            await talk.ready()
            await talk.hear("text")
            await talk.start("c")
            await talk.frame()
            await talk.frame()
            await talk.say("pong", t=(await talk.hear("ping"))["t"])
            cancel = await talk.hear("cancel")
            await talk.frame()
            asked.set()
            await talk.say("pong", t=(await talk.hear("ping"))["t"])
            await talk.cancelled("c", cancel["id"])

        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send("Hello there")
            await session.ping()  # so that two frames wait to be read

            async def read() -> list[object]:
                return [event async for event in context]

            async with asyncio.TaskGroup() as group:
                group.create_task(context.cancel())
                reader = group.create_task(read())
                await asked.wait()
                await session.ping()  # so that the third has come too
            [event] = reader.result()
            assert isinstance(event, ContextCancelled)

    run(main())


def test_what_came_before_the_server_gave_up_is_heard() -> None:
    """A context that the server stops by itself keeps its audio, and the reason."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear_until("end")
        await talk.start("c")
        await talk.frame()
        await talk.say("error", code="internal", message="A fault of ours.", context="c")
        await talk.cancelled("c", reason="internal")
        await talk.say("pong", t=(await talk.hear("ping"))["t"])

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send("Hello there")
            await context.end()
            await session.ping()  # so that all of it waits to be read
            await anext(context)
            assert isinstance(await anext(context), Audio)
            with pytest.raises(ServerError, match="A fault of ours"):
                await anext(context)
            assert isinstance(await anext(context), ContextCancelled)

    run(main())


def test_misuse_is_a_sentence() -> None:
    """A name that is taken, text behind the end, a flush before the text."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear_until("end")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            with pytest.raises(ValueError, match="open context of the name 'c'"):
                await session.context("c")
            with pytest.raises(ValueError, match="no text was sent yet"):
                await context.flush()
            await context.send("Hello")
            await context.end()
            with pytest.raises(ValueError, match="it is ended"):
                await context.send("more")
            with pytest.raises(TypeError, match="no option 'colour'"):
                session.speak("Hello", colour="red")  # type: ignore[call-arg]
            for options in ({"split": 5}, {"pacing": 1.5}, {"lexicon": ["kubectl"]}):
                with pytest.raises(TypeError, match=f"option '{next(iter(options))}' is a m"):
                    session.speak("Hello", **options)
            with pytest.raises(ValueError, match="1 to 128 characters; this one has 129"):
                await session.context("c" * 129)
            with pytest.raises(TypeError, match="is a string, not a int"):
                await session.context(5)  # type: ignore[arg-type]

    run(main())


def test_the_readme_names_every_option() -> None:
    """An option that nobody reads of is not used."""
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    assert [name for name in Options.__annotations__ if f"`{name}`" not in readme] == []


def test_bundles_are_parted() -> None:
    """The packets of a bundle are given out one by one."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear_until("end")
        await talk.start("c", codec="opus", clock=48000)
        bundle = b"".join(len(each).to_bytes(2, "little") + each for each in (b"one", b"three"))
        header = bytes.fromhex("a1011004010000000000000080070000")
        await talk.socket.send(header + bundle)
        await talk.done("c")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c", bundle=True)
            await context.send("Hello")
            await context.end()
            packets = [event async for event in context if isinstance(event, Audio)]
            assert [(packet.data, packet.pts) for packet in packets] == [
                (b"one", 0),
                (b"three", 960),
            ]

    run(main())


def test_bundles_of_coded_frames_are_parted_evenly() -> None:
    """Frames of MP3 and clusters last equally long, however many bytes they have."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear_until("end")
        await talk.start("c", codec="mp3", clock=24000)
        bundle = b"".join(len(each).to_bytes(2, "little") + each for each in (b"1", b"three"))
        header = bytes.fromhex("a1011004010000000000000080040000")
        await talk.socket.send(header + bundle)
        await talk.done("c")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c", bundle=True)
            await context.send("Hello")
            await context.end()
            packets = [event async for event in context if isinstance(event, Audio)]
            assert [(packet.pts, packet.samples) for packet in packets] == [(0, 576), (576, 576)]

    run(main())


def test_a_container_begins_with_its_header() -> None:
    """The reader gets it first, as what it is; it takes no time."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear_until("end")
        await talk.start("c", codec="webm_opus", clock=48000)
        await talk.frame(b"header", kind=2, samples=0)
        await talk.frame(b"cluster", samples=960)
        await talk.done("c")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send("Hello")
            await context.end()
            header, cluster = [event async for event in context if isinstance(event, Audio)]
            assert (header.data, header.header, header.duration_ms) == (b"header", True, 0)
            assert (cluster.data, cluster.header, cluster.duration_ms) == (b"cluster", False, 20)

    run(main())


def test_frames_have_their_place() -> None:
    """An audio packet says when it is heard and for how long."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear_until("end")
        await talk.start("c")
        await talk.frame()
        await talk.frame(FRAME[:160])
        await talk.frame(b"", kind=3, samples=800)
        await talk.done("c")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context("c")
            await context.send("Hello")
            await context.end()
            packets = [event async for event in context if isinstance(event, Audio)]
            times = [(packet.start_ms, packet.duration_ms, packet.silence) for packet in packets]
            assert times == [(0, 20, False), (20, 10, False), (40, 100, True)]

    run(main())


def test_what_was_heard_may_be_said_of_all_that_is_here() -> None:
    """A session that ends behind the last audio takes nothing from who is still listening."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.speak(FRAME, FRAME)
        await talk.socket.close(1001, "going down")

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            speech = session.speak("Hello.")
            await anext(speech)
            with pytest.raises(SessionClosed):
                await session.ping()
            await speech.played(20)
            assert len([audio async for audio in speech]) == 1

    run(main())


def test_a_name_of_its_own_is_never_that_of_the_program() -> None:
    """Contexts that the program names stand in the way of no speech."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.speak()

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            for number in range(3):
                await session.context(f"c{number}")
            assert [audio.data async for audio in session.speak("Hello.")] == [FRAME]

    run(main())


@pytest.mark.parametrize("call", ["read", "send"])
def test_an_error_that_is_told_again_does_not_grow(call: str) -> None:
    """A program that tries on after a loss holds no more of the past with each attempt."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.hear("text")
        talk.socket.transport.abort()

    async def frames(context: Context) -> int:
        with pytest.raises(SessionClosed) as caught:
            await (anext(context) if call == "read" else context.send("more"))
        return len(caught.traceback)

    async def main() -> None:
        async with peer(script) as served, connect(served.url) as session:
            context = await session.context()
            await context.send("Hello")
            with pytest.raises(SessionClosed):
                await anext(context)
            assert len({await frames(context) for _ in range(3)}) == 1

    run(main())
