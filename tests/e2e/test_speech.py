"""Text in at one end, speech out at the other: real sockets, real workers, real codecs."""

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rtts.engines.tone import render
from rtts.protocol.frames import FrameFlag
from tests.support.aio import run
from tests.support.house import Call, House, Message, call_unix, decode_opus, house

PARAGRAPH = (
    "Good morning, and thank you for calling. I have looked at your order, "
    "and everything was sent yesterday. The parcel should arrive on Thursday. "
    "Is there anything else that I can do for you today?"
)


def test_a_paragraph_written_token_by_token_is_heard_where_its_words_say() -> None:
    """Opus is decoded: there is speech in every word, and audio before the last token."""

    async def scenario() -> tuple[Call, int]:
        async with house("espeak") as home, home.call() as client:
            await client.say("session.update", session={"timestamps": "word"})
            tokens = PARAGRAPH.replace(" ", "| ").split("|")
            frames_before_last = 0
            for token in tokens:
                frames_before_last = len(client.frames)
                await client.say("text", text=token)
                await client.listen(0.03)
            await client.say("end")
            await client.until("context.done")
            return client, frames_before_last

    client, frames_before_last = run(scenario())
    assert frames_before_last > 0
    samples = decode_opus(client.frames)
    (started,) = client.messages("context.started")
    heard = samples[started["audio"]["preskip"] :].astype(np.float64)
    items = [item for stamps in client.messages("timestamps") for item in stamps["items"]]
    assert [item[0] for item in items] == PARAGRAPH.split()
    for text, start_ms, end_ms, start, end in items:
        assert PARAGRAPH[start:end] == text
        word = heard[start_ms * 48 : end_ms * 48]
        assert np.sqrt(np.mean(word**2)) > 300, f"{text} is not heard at {start_ms} ms"
    assert sum(frame.samples for frame in client.frames) == len(samples)


def test_the_client_hears_exactly_what_the_engine_said() -> None:
    """With PCM nothing between the engine and the ear changes a sample."""

    async def scenario() -> bytes:
        async with house() as home, home.call("?codec=pcm_s16le") as client:
            await client.speak("Hello there. How are you?")
            return client.pcm()

    heard = run(scenario())
    first, second = render("Hello there.")[0], render("How are you?")[0]
    assert heard[: len(first)] == first
    assert heard[-len(second) :] == second or second in heard


def test_several_segments_make_one_stream() -> None:
    """Sequence numbers without a gap, pts that grow by what each frame covers, flags in place."""

    async def scenario() -> Call:
        async with house() as home, home.call() as client:
            await client.speak("One sentence here. And another there. The last of all.")
            return client

    client = run(scenario())
    frames = client.frames
    assert [frame.sequence for frame in frames] == list(range(len(frames)))
    at = 0
    for frame in frames:
        assert frame.pts == at
        at += frame.samples
    firsts = [frame for frame in frames if frame.flags & FrameFlag.FIRST_OF_SEGMENT]
    lasts = [frame for frame in frames if frame.flags & FrameFlag.LAST_OF_SEGMENT]
    assert [frame.segment for frame in firsts] == [frame.segment for frame in lasts] == [0, 1, 2]
    assert frames[0].flags & FrameFlag.FIRST_OF_CONTEXT


@pytest.mark.parametrize("codec", ["opus", "pcm_s16le", "pcm_f32le", "mulaw", "alaw"])
def test_every_codec_arrives_in_whole_packets(codec: str) -> None:
    """Each frame covers 20 ms, and the whole is as long as its messages say."""

    async def scenario() -> Call:
        async with house() as home, home.call(f"?codec={codec}") as client:
            await client.speak("Hello there.")
            return client

    client = run(scenario())
    (started,) = client.messages("context.started")
    (done,) = client.messages("context.done")
    clock = started["audio"]["clock"]
    assert {frame.samples for frame in client.frames} == {clock // 50}
    assert done["audio_ms"] == len(client.frames) * 20
    sizes = {"pcm_s16le": 960, "pcm_f32le": 1920, "mulaw": 160, "alaw": 160}
    if codec in sizes:
        assert {len(frame.payload) for frame in client.frames} == {sizes[codec]}


def test_a_listener_far_ahead_stops_the_engine() -> None:
    """Of five minutes of speech only what may be ahead is made and sent."""

    async def scenario() -> tuple[float, float]:
        clock = asyncio.get_running_loop().time
        async with house() as home, home.call("?codec=pcm_s16le") as client:
            await client.say("session.update", session={"max_ahead_ms": 2000})
            for _ in range(40):
                await client.say("text", context="a", text="A sentence of some length. ")
            await client.frame()
            began = clock()
            while sum(frame.samples for frame in client.frames) < 2000 * 24:
                await client.frame()
            await client.listen(0.5)
            sent_ms = sum(frame.samples for frame in client.frames) / 24
            heard_ms = (clock() - began) * 1000
            await client.say("cancel", context="a")
            await client.until("context.cancelled")
            return sent_ms, heard_ms

    sent_ms, heard_ms = run(scenario())
    assert sent_ms - heard_ms <= 3500


def test_cancel_in_mid_word_reports_every_character_once_and_silences_the_context() -> None:
    """`text_spoken + text_remaining` is what was sent; no frame follows `context.cancelled`."""
    text = "Hello there, this is a long sentence. And here comes the next one, still longer."

    async def scenario() -> Call:
        async with house("tone", engine_options={"pace": "20"}) as home, home.call() as client:
            await client.say("text", context="a", text=text)
            await client.say("end", context="a")
            while len(client.frames) < 30:
                await client.frame()
            await client.say("cancel", context="a", played_ms=435, id="c")
            await client.until("context.cancelled")
            await client.say("text", context="a", text="late tokens")
            await client.say("ping", t=1)
            await client.until("pong")
            return client

    client = run(scenario())
    (report,) = client.messages("context.cancelled")
    assert report["text_spoken"] + report["text_remaining"] == text
    assert (report["text_spoken"], report["precision"]) == ("Hello", "word")
    assert (report["played_ms"], report["re"]) == (435, "c")
    after = client.received[client.received.index(report) + 1 :]
    assert [item["type"] for item in after if isinstance(item, dict)] == ["warning", "pong"]
    assert len(after) == 2


def test_an_amount_of_which_only_the_beginning_was_heard_remains() -> None:
    """And it has one time, though nine words are said for it."""

    async def scenario() -> tuple[list[Any], Message]:
        async with house() as home, home.call("?codec=pcm_s16le") as client:
            options = {"timestamps": "word", "language": "en"}
            await client.say("text", text="It costs $1,249.50 in all. ", session=options)
            await client.say("flush")
            await client.until("flushed")
            items = [item for each in client.messages("timestamps") for item in each["items"]]
            inside_ms = (items[2][1] + items[2][2]) / 2
            await client.say("cancel", played_ms=inside_ms)
            return items, await client.until("context.cancelled")

    items, report = run(scenario())
    assert [item[0] for item in items] == ["It", "costs", "$1,249.50", "in", "all."]
    assert report["text_spoken"] == "It costs"
    assert report["text_remaining"] == " $1,249.50 in all. "


def test_a_new_context_interrupts_the_old_in_one_message() -> None:
    """The old one's report comes first, then the new one's audio, and nothing of the old."""

    async def scenario() -> Call:
        query = "?codec=pcm_s16le"
        async with house("tone", engine_options={"pace": "10"}) as home:
            async with home.call(query) as client:
                await client.say("session.update", session={"on_new_context": "interrupt"})
                await client.say("text", context="a", text="A long story that goes on and on.\n")
                await client.frame()
                await client.speak("Stop.", context="b")
                return client

    client = run(scenario())
    (report,) = client.messages("context.cancelled")
    assert (report["context"], report["reason"]) == ("a", "preempted")
    at = client.received.index(report)
    later = [item for item in client.received[at:] if not isinstance(item, dict)]
    assert {frame.handle for frame in later} == {2}


def test_a_lost_socket_frees_its_work_at_the_engine() -> None:
    """The one slot of the engine speaks for the next client, long before its time."""

    async def scenario() -> float:
        options = {"pace": "1", "slots": "1"}
        async with house("tone", engine_options=options) as home:
            async with home.call() as first:
                await first.say("text", text="An utterance of many seconds " * 9)
                await first.say("flush")
                await first.frame()
                first.socket.transport.abort()
            began = asyncio.get_running_loop().time()
            async with home.call() as second:
                await second.say("text", text="Hi.")
                await second.say("flush")
                await second.frame()
            return asyncio.get_running_loop().time() - began

    assert run(scenario()) < 6, "the first would have spoken for twelve seconds more"


def test_contexts_in_parallel_are_told_apart_by_their_handles() -> None:
    """Each context's audio is whole."""

    async def scenario() -> Call:
        options = {"pace": "5", "chunk_ms": "50"}
        async with house("tone", engine_options=options) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await client.say("session.update", session={"on_new_context": "parallel"})
                for name in ("a", "b"):
                    await client.say("text", context=name, text=f"This is {name}.")
                    await client.say("end", context=name)
                for _ in range(2):
                    await client.until("context.done")
                return client

    client = run(scenario())
    handles = {m["context"]: m["handle"] for m in client.messages("context.started")}
    for name, handle in handles.items():
        assert client.pcm(handle).startswith(render(f"This is {name}.")[0])
    order = [frame.handle for frame in client.frames]
    assert order != sorted(order), "they speak at the same time"


@pytest.mark.parametrize("mode", ["clause", "none"])
def test_text_can_be_cut_otherwise(mode: str) -> None:
    """At clauses, or not at all."""

    async def scenario() -> list[str]:
        async with house() as home, home.call() as client:
            await client.say("session.update", session={"split": {"mode": mode}})
            await client.speak("If it rains, we stay at home. If not, we go.")
            return [message["text"] for message in client.messages("segment")]

    segments = run(scenario())
    assert len(segments) == 1 if mode == "none" else len(segments) > 2
    assert " ".join(segments) == "If it rains, we stay at home. If not, we go."


def test_raw_framing_sends_payloads_alone() -> None:
    """A telephony bridge gets 160 bytes every time."""

    async def scenario() -> list[bytes]:
        async with house() as home, home.call("?codec=mulaw&framing=raw") as client:
            await client.say("text", text="Hello there.")
            await client.say("end")
            payloads: list[bytes] = []
            while True:
                raw = await client.socket.recv()
                if isinstance(raw, bytes):
                    payloads.append(raw)
                elif '"context.done"' in raw:
                    return payloads

    assert {len(payload) for payload in run(scenario())} == {160}


def test_clients_without_binary_get_audio_in_json() -> None:
    """The same audio, in base64."""

    async def scenario() -> list[dict[str, object]]:
        async with house() as home:
            async with home.call("?codec=mulaw", subprotocols=["rtts.v1.json"]) as client:
                assert client.socket.subprotocol == "rtts.v1.json"
                await client.speak("Hello.")
                assert not client.frames
                return client.messages("audio")

    audio = run(scenario())
    assert [message["seq"] for message in audio] == list(range(len(audio)))
    assert all(message["samples"] == 160 for message in audio)


def test_a_server_on_a_unix_socket_speaks(tmp_path: Path) -> None:
    """For a proxy or a bridge on the same machine."""
    path = tmp_path / "rtts.sock"

    async def scenario() -> Call:
        async with house(socket=path), call_unix(str(path)) as client:
            await client.speak("Hello.")
            return client

    assert run(scenario()).frames


def test_fifty_first_sessions_start_one_worker() -> None:
    """However many come at once, and all of them are served."""

    async def one(home: House) -> int:
        async with home.call() as client:
            await client.speak("Hello.")
            return len(client.frames)

    async def scenario() -> tuple[list[int], int]:
        started: list[str] = []
        async with house(engine_options={"load_s": "0.2", "slots": "64"}) as home:
            told = home.app.supervisor._on_event

            def note(event: str, fields: object) -> None:
                started.append(event)
                told(event, fields)  # type: ignore[arg-type]

            home.app.supervisor._on_event = note
            frames = await asyncio.gather(*(one(home) for _ in range(50)))
            return frames, started.count("worker_starting")

    frames, workers = run(scenario())
    assert workers == 1
    assert min(frames) > 0
