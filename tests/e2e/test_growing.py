"""A sentence that is heard while it is being written, through the whole house."""

import asyncio
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from rtts.engines.tone import ToneEngine, ToneOptions, render
from rtts.pipeline.one_shot import OneShot
from rtts.protocol.options import SessionOptions, merge_options
from tests.support.aio import run
from tests.support.house import Call, House, house
from tests.support.pipes import SlowThreads, service
from tests.support.stepped import SteppedSpeaker
from tests.support.virtual import run_virtual

GROWS = {"grows": "true", "chunk_ms": "20"}
TEXT = "Hello there, how are you on this fine day of spring?"


async def begin(client: Call, *words: str) -> None:
    """Send the words, one message each."""
    for word in words:
        await client.say("text", context="a", text=word)


def speak(*words: str, options: dict[str, str] | None = None, **settings: Any) -> Call:
    """A turn whose last words are sent only when the first ones are heard."""

    async def scenario() -> Call:
        async with house(engine_options=GROWS | (options or {}), **settings) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await begin(client, *words[:3])
                await client.frame()
                await begin(client, *words[3:])
                await client.say("end", context="a")
                await client.until("context.done")
                return client

    return run(scenario())


def test_first_audio_comes_before_the_sentence_is_written() -> None:
    """The rest of it is not even sent yet; what is heard is what would have been heard."""
    client = speak(*(word + " " for word in TEXT.split()))
    (begun,) = client.messages("segment")
    assert (begun["text"], begun["start"], begun["end"]) == (None, 0, None)
    (done,) = client.messages("segment.done")
    assert (done["text"], done["start"], done["end"]) == (TEXT, 0, len(TEXT))
    expected = render(TEXT)[0]
    assert client.pcm()[: len(expected)] == expected


def test_one_utterance_speaks_several_sentences() -> None:
    """What is reported are the sentences, each with its frames; only its last packet is filled."""
    words = ["One", "two", "three.", "Four", "five.", "Six", "seven", "eight", "nine.", "Ten"]
    client = speak(*(word + " " for word in words), options={"span_letters": "100"})
    expected = render(" ".join(words))[0]
    assert 0 <= len(client.pcm()) - len(expected) <= 4 * 960
    done = client.messages("segment.done")
    assert [each["text"] for each in done] == [
        "One two three.",
        "Four five.",
        "Six seven eight nine.",
        "Ten",
    ]
    frames = {frame.segment for frame in client.frames}
    assert frames == {0, 1, 2, 3}


def test_a_barge_in_into_a_sentence_that_is_being_written() -> None:
    """What was heard and what remains are all that was sent, though no segment was complete."""

    async def scenario() -> tuple[Call, House, dict[str, Any]]:
        async with house(engine_options=GROWS | {"pace": "4"}) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await begin(client, "Hello ", "there, ", "how ", "are ", "yo")
                for _ in range(20):
                    await client.frame()
                await client.say("cancel", context="a", played_ms=380)
                report = await client.until("context.cancelled")
                await client.say("ping", t=1)
                await client.until("pong")
                return client, home, report

    client, _, report = run(scenario())
    assert report["text_spoken"] + report["text_remaining"] == "Hello there, how are yo"
    assert (report["text_spoken"], report["precision"]) == ("Hello", "word")
    assert client.messages("error") == []


def test_a_worker_dies_in_a_sentence_that_is_being_written() -> None:
    """The next one is given the text so far, goes on behind the last sample, and grows on."""

    async def scenario() -> Call:
        async with house(engine_options=GROWS | {"pace": "4"}) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await begin(client, "Hello ", "there, ", "how ", "are ")
                for _ in range(10):
                    await client.frame()
                await home.kill_worker()
                await begin(client, *(word + " " for word in TEXT.split()[4:]))
                await client.say("end", context="a")
                await client.until("context.done")
                return client

    client = run(scenario())
    assert client.messages("error") == []
    expected = render(TEXT)[0]
    assert client.pcm()[: len(expected)] == expected


@pytest.mark.parametrize("words", [6, 9])
def test_a_worker_dies_in_an_utterance_of_several_sentences(words: int) -> None:
    """Nobody hears it, and every sentence is reported as if nothing had happened."""
    text = "One two three. Four five. Six seven eight nine. Ten eleven twelve. "

    async def scenario() -> Call:
        options = GROWS | {"pace": "4", "span_letters": "200"}
        async with house(engine_options=options) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await client.say("session.update", session={"timestamps": "word"})
                await begin(client, *(word + " " for word in text.split()[:words]))
                for _ in range(20):
                    await client.frame()
                await home.kill_worker()
                await begin(client, *(word + " " for word in text.split()[words:]))
                await client.say("end", context="a")
                await client.until("context.done")
                return client

    client = run(scenario())
    assert client.messages("error") == []
    expected = render(text.strip())[0]
    assert 0 <= len(client.pcm()) - len(expected) <= 4 * 960
    done = client.messages("segment.done")
    assert "".join(each["text"] for each in done) == text.replace(". ", ".")
    times = [item for each in client.messages("timestamps") for item in each["items"]]
    assert [item[0] for item in times] == text.split()
    assert all(one[2] <= two[1] for one, two in pairwise(times))


def test_an_utterance_that_kills_is_given_back_sentence_by_sentence() -> None:
    """Each that was not heard to its end once, with just what was not heard; the rest is spoken."""
    text = "One two three. Four five. Six seven eight. Nine ten eleven. "

    async def scenario() -> Call:
        options = GROWS | {"span_letters": "24", "crash_on": "five"}
        async with house(engine_options=options) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await begin(client, *(word + " " for word in text.split()))
                await client.say("end", context="a")
                await client.until("context.done")
                return client

    client = run(scenario())
    errors = client.messages("error")
    assert [each["text_remaining"].strip() for each in errors] == ["five.", "Six seven eight."]
    assert {each["code"] for each in errors} == {"synthesis_failed"}
    done = [each["text"] for each in client.messages("segment.done")]
    assert done == ["One two three.", "Nine ten eleven."]


def test_a_one_shot_request_is_one_utterance() -> None:
    """Its text is whole: what may share an utterance does."""

    async def scenario() -> list[str]:
        engine = ToneEngine(ToneOptions(grows=True, span_letters=100, chunk_ms=500))
        speaker = SteppedSpeaker(engine)
        steps = asyncio.create_task(speaker.run())
        speech = replace(service(speaker, SlowThreads()), span_letters=100)
        options = merge_options(
            SessionOptions(voice="tone"), {"audio": {"codec": "pcm_s16le"}, "language": "en"}
        )[0]
        async with OneShot("One two. Three four. Five", options, engine.info, speech) as shot:
            await shot.format()
            ms = sum([frame.samples / 24 async for frame in shot.packets()])
        steps.cancel()
        assert ms == pytest.approx(50 * len("One two. Three four. Five"), abs=20)
        return [each.text for each in speaker.opened]

    assert run_virtual(scenario()) == ["One two. Three four. Five"]


def test_a_stream_that_stalls_is_spoken_to_its_last_word() -> None:
    """After `max_delay_ms` the segment ends there; the rest is another one."""

    async def scenario() -> Call:
        async with house(engine_options=GROWS) as home:
            async with home.call("?codec=pcm_s16le") as client:
                split = {"max_delay_ms": 100}
                await client.say(
                    "text", context="a", text="Hello there, how ", session={"split": split}
                )
                await client.until("segment.done")
                await begin(client, "are you?")
                await client.say("end", context="a")
                await client.until("context.done")
                return client

    client = run(scenario())
    done = [each["text"].strip() for each in client.messages("segment.done")]
    assert done == ["Hello there, how", "are you?"]
