"""Every codec that a browser takes, from text to what is heard, through a real server."""

import base64
import io
import json
from typing import Any

import av
import httpx
import numpy as np
import pytest
from numpy.typing import NDArray
from websockets.asyncio.client import connect

from rtts.engines.tone import render
from rtts.protocol.frames import Frame, FrameFlag, FrameKind
from rtts.protocol.options import CODECS
from tests.support.aio import run
from tests.support.house import Call, house

FORMS = {
    "webm_opus": "matroska",
    "mp4_opus": "mp4",
    "ogg_opus": "ogg",
    "mp3": "mp3",
    "aac": "aac",
}
"""Codecs, and what FFmpeg calls the form."""
TEXT = "One sentence here. And another there. The last of all."

every_form = pytest.mark.parametrize("codec", FORMS)
every_container = pytest.mark.parametrize(
    "codec", [name for name, rules in CODECS.items() if rules.container]
)


def heard(codec: str, file: bytes) -> NDArray[np.float32]:
    """What FFmpeg plays of a file."""
    with av.open(io.BytesIO(file), format=FORMS[codec]) as container:
        frames = [frame.to_ndarray().ravel() for frame in container.decode(audio=0)]
    return np.concatenate(frames).astype(np.float32)


def spoken(query: str) -> Call:
    """A conversation in which three sentences were spoken."""

    async def scenario() -> Call:
        async with house() as home, home.call(query) as client:
            await client.speak(TEXT)
            return client

    return run(scenario())


async def payloads(url: str, text: str, *contexts: str) -> list[bytes]:
    """All that a raw socket says, for contexts that are spoken one after the other."""
    received: list[bytes] = []
    async with connect(url, compression=None) as socket:
        for name in contexts:
            await socket.send(json.dumps({"type": "text", "context": name, "text": text}))
            await socket.send(json.dumps({"type": "end", "context": name}))
        waiting = set(contexts)
        while waiting:
            message = await socket.recv()
            if isinstance(message, bytes):
                received.append(message)
            elif (told := json.loads(message))["type"] == "context.done":
                waiting.discard(told["context"])
    return received


@every_form
def test_a_context_is_a_file_that_players_know(codec: str) -> None:
    """All payloads joined are decoded, and are as long as the server says."""
    client = spoken(f"?codec={codec}")
    (started,) = client.messages("context.started")
    (done,) = client.messages("context.done")
    audio = started["audio"]
    assert audio["codec"] == codec
    samples = heard(codec, b"".join(frame.payload for frame in client.frames))
    covered = sum(frame.samples for frame in client.frames)
    dropped = audio["preskip"] if CODECS[codec].container else 0
    assert len(samples) == covered - dropped
    assert done["audio_ms"] == round(covered * 1000 / audio["clock"])
    assert np.sqrt(np.mean(samples**2)) > 0.02


@every_form
def test_each_sentence_is_heard_in_its_own_segment(codec: str) -> None:
    """What the frames of a segment cover begins with its sentence, behind the preskip."""
    client = spoken(f"?codec={codec}")
    (started,) = client.messages("context.started")
    audio = started["audio"]
    samples = heard(codec, b"".join(frame.payload for frame in client.frames))
    dropped = 0 if CODECS[codec].container else audio["preskip"]
    samples = samples[dropped:]
    for done in client.messages("segment.done"):
        frames = [frame for frame in client.frames if frame.segment == done["segment"]]
        sounds = [frame for frame in frames if frame.kind == FrameKind.AUDIO]
        begin = sounds[0].pts
        said_ms = len(render(done["text"])[0]) / 48
        ends = begin + int(said_ms * audio["clock"] / 1000)
        assert np.sqrt(np.mean(samples[begin:ends] ** 2)) > 0.02
        tail = samples[ends + audio["clock"] // 50 : begin + sum(f.samples for f in sounds)]
        assert not len(tail) or np.abs(tail).max() < 0.02
        assert sum(f.samples for f in sounds) * 1000 / audio["clock"] < said_ms + 3 * max(
            audio["frame_ms"], 47
        )


@every_container
def test_the_header_comes_first(codec: str) -> None:
    """One frame of kind 2, right behind `context.started`, that takes no time."""
    client = spoken(f"?codec={codec}")
    header, *sounds = client.frames
    at = client.received.index(header)
    before = client.received[at - 1]
    assert isinstance(before, dict)
    assert before["type"] == "context.started"
    assert (header.kind, header.sequence, header.pts, header.samples) == (2, 0, 0, 0)
    assert header.flags == FrameFlag.FIRST_OF_CONTEXT
    assert {frame.kind for frame in sounds} == {FrameKind.AUDIO}
    assert sounds[0].flags == FrameFlag.FIRST_OF_SEGMENT


@every_form
def test_frames_are_numbered_and_placed(codec: str) -> None:
    """Numbers without a gap, pts that grow by what each frame covers, one last to each segment."""
    client = spoken(f"?codec={codec}")
    frames = client.frames
    assert [frame.sequence for frame in frames] == list(range(len(frames)))
    assert [frame.pts for frame in frames] == [
        sum(each.samples for each in frames[:at]) for at in range(len(frames))
    ]
    lasts = [frame.segment for frame in frames if frame.flags & FrameFlag.LAST_OF_SEGMENT]
    assert lasts == [0, 1, 2]
    assert len({frame.samples for frame in frames if frame.kind == FrameKind.AUDIO}) == 1


@every_form
def test_raw_payloads_are_the_file(codec: str) -> None:
    """Without framing the first message is the header: appended as they come, they are played."""

    async def scenario() -> list[bytes]:
        async with house() as home:
            return await payloads(f"{home.url}?codec={codec}&framing=raw", TEXT, "a")

    raw = run(scenario())
    client = spoken(f"?codec={codec}")
    samples, framed = heard(codec, b"".join(raw)), heard(codec, client.pcm())
    assert len(raw) == len(client.frames)
    assert np.array_equal(samples, framed)
    if CODECS[codec].container:
        assert len(raw[0]) == len(client.frames[0].payload)


@every_container
def test_each_context_has_a_header_of_its_own(codec: str) -> None:
    """Raw or framed, a queued context begins anew: its payloads are a file by themselves."""

    async def scenario() -> list[bytes]:
        async with house() as home:
            url = f"{home.url}?codec={codec}&framing=raw"
            return await payloads(url, "Hello there.", "a", "b", "c")

    raw = run(scenario())
    begins = [at for at, payload in enumerate(raw) if payload[:8] == raw[0][:8]]
    if codec == "ogg_opus":  # every page begins with the same letters
        begins = [at for at, payload in enumerate(raw) if b"OpusHead" in payload]
    assert len(begins) == 3
    files = [raw[a:b] for a, b in zip(begins, [*begins[1:], len(raw)], strict=True)]
    lengths = {len(heard(codec, b"".join(file))) for file in files}
    assert len(lengths) == 1


@every_form
def test_json_carries_the_same_bytes(codec: str) -> None:
    """Clients without binary messages get the header as an `audio` message of kind 2."""

    async def scenario() -> list[dict[str, Any]]:
        async with house() as home:
            url = f"{home.url}?codec={codec}"
            told: list[dict[str, Any]] = []
            async with connect(url, subprotocols=["rtts.v1.json"], compression=None) as socket:  # type: ignore[list-item]
                await socket.send(json.dumps({"type": "text", "text": TEXT}))
                await socket.send(json.dumps({"type": "end"}))
                while not told or told[-1]["type"] != "context.done":
                    told.append(json.loads(await socket.recv()))
            return [each for each in told if each["type"] == "audio"]

    audio = run(scenario())
    kinds = [each["kind"] for each in audio]
    assert kinds == [2] * CODECS[codec].container + [1] * (len(kinds) - CODECS[codec].container)
    file = b"".join(base64.b64decode(each["data"]) for each in audio)
    assert np.array_equal(heard(codec, file), heard(codec, spoken(f"?codec={codec}").pcm()))


@every_form
def test_bundles_hold_whole_pieces(codec: str) -> None:
    """Clusters, pages and frames in a bundle are those that came one by one."""

    async def scenario() -> list[Frame]:
        async with house() as home, home.call(f"?codec={codec}") as client:
            await client.say("session.update", session={"audio": {"bundle": True}})
            await client.speak(TEXT)
            return client.frames

    frames = run(scenario())
    parts: list[bytes] = []
    for frame in frames:
        rest = frame.payload
        if not frame.flags & FrameFlag.BUNDLE:
            parts.append(rest)
            continue
        while rest:
            size = int.from_bytes(rest[:2], "little")
            parts.append(rest[2 : 2 + size])
            rest = rest[2 + size :]
    assert len(parts) > len(frames)
    expected = heard(codec, spoken(f"?codec={codec}").pcm())
    assert np.array_equal(heard(codec, b"".join(parts)), expected)


@every_form
def test_what_is_flushed_is_out_before_its_answer(codec: str) -> None:
    """Nothing of a sentence waits in a muxer or an encoder for the next one."""

    async def scenario() -> Call:
        async with house() as home, home.call(f"?codec={codec}") as client:
            await client.say("text", context="t", text="Hello there.")
            await client.say("flush", context="t", id="f")
            await client.until("flushed")
            return client

    client = run(scenario())
    (flushed,) = client.messages("flushed")
    (started,) = client.messages("context.started")
    samples = heard(codec, client.pcm())
    audio = started["audio"]
    assert flushed["audio_ms"] == round(
        sum(frame.samples for frame in client.frames) * 1000 / audio["clock"]
    )
    said = len(render("Hello there.")[0]) // 2 * audio["clock"] // 24000
    behind = 0 if CODECS[codec].container else audio["preskip"]
    last_word = samples[behind + said - audio["clock"] // 50 : behind + said]
    assert len(last_word) == audio["clock"] // 50
    assert np.sqrt(np.mean(last_word**2)) > 0.005


@every_form
def test_after_a_cancel_the_next_context_is_whole(codec: str) -> None:
    """A context that was cut off in its middle leaves nothing in the one behind it."""

    async def scenario() -> Call:
        async with house() as home, home.call(f"?codec={codec}") as client:
            await client.say("session.update", session={"max_ahead_ms": 300})
            await client.say("text", context="a", text=TEXT * 3)
            while len(client.frames) < 3:
                await client.frame()
            await client.say("cancel", context="a")
            await client.until("context.cancelled")
            client.received.clear()
            await client.speak("Hello there.", context="b")
            return client

    client = run(scenario())
    assert {frame.handle for frame in client.frames} == {2}
    (done,) = client.messages("context.done")
    (started,) = client.messages("context.started")
    clock = started["audio"]["clock"]
    assert len(heard(codec, client.pcm())) >= done["audio_ms"] * clock // 1000 - 312


def test_a_bitrate_follows_its_codec() -> None:
    """MP3 has twice the bitrate of Opus where nobody chose any; a chosen one stays."""

    async def scenario() -> list[int]:
        async with house() as home, home.call() as client:
            rates = []
            for audio in (
                {"codec": "mp3"},
                {"codec": "opus"},
                {"bitrate": 40000},
                {"codec": "aac"},
            ):
                await client.say("session.update", session={"audio": audio})
                updated = await client.until("session.updated")
                rates.append(updated["session"]["audio"]["bitrate"])
            return rates

    assert run(scenario()) == [64000, 32000, 40000, 40000]


def test_capabilities_list_every_codec() -> None:
    """With the rates that each takes."""

    async def scenario() -> dict[str, Any]:
        async with house() as home, httpx.AsyncClient(base_url=home.http) as client:
            told: dict[str, Any] = (await client.get("/v1/capabilities")).json()["codecs"]
            return told

    told = run(scenario())
    assert told.keys() == CODECS.keys() >= FORMS.keys()
    assert told["mp4_opus"]["rates"] == [8000, 16000, 24000, 48000]
    assert told["aac"]["rates"] == [8000, 16000, 22050, 24000, 32000, 44100, 48000]
