"""One text in, one file of speech out: `POST /v1/audio/speech` on a real server."""

import asyncio
import io
import wave
from typing import Any

import av
import httpx
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.aio import run, turn, until
from tests.support.house import House, house

SLOW = {"pace": "1"}
"""The engine speaks as fast as people do."""
TEXT = "Hello there, my friend. It costs $5, **not** six."


async def post(home: House, body: dict[str, Any], **options: Any) -> httpx.Response:
    """Ask for speech, and wait for all of it."""
    async with httpx.AsyncClient(base_url=home.http, timeout=120) as client:
        return await client.post("/v1/audio/speech", json=body, **options)


def spoken(body: dict[str, Any], engine: str = "tone", **settings: Any) -> httpx.Response:
    """The answer of a house of its own."""

    async def scenario() -> httpx.Response:
        async with house(engine, **settings) as home:
            return await post(home, body)

    return run(scenario())


def open_utterances(home: House) -> int:
    """What the worker has to speak, as it last said."""
    home.app.refresh()
    return home.app.metrics.now.worker_open_utterances


def samples_of(wav: bytes) -> NDArray[np.int16]:
    """The samples of a WAV file."""
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_pcm_comes_bare_with_its_form_in_the_headers() -> None:
    """Whoever plays it needs no header of a file."""
    answer = spoken({"input": TEXT, "response_format": "pcm", "voice": "tone"})
    assert answer.status_code == 200
    told = {name: answer.headers[name] for name in answer.headers if name.startswith("x-")}
    assert told == {
        "x-pcm-sample-rate": "24000",
        "x-pcm-bit-depth": "16",
        "x-pcm-channels": "1",
        "x-accel-buffering": "no",
    }
    samples = np.frombuffer(answer.content, "<i2").astype(float)
    assert len(samples) > 24000
    assert np.sqrt(np.mean(samples**2)) > 500


def test_a_whole_wav_says_how_long_it_is() -> None:
    """With `stream: false`; its samples are those of the stream."""
    whole = spoken({"input": TEXT, "response_format": "wav", "stream": False})
    streamed = spoken({"input": TEXT, "response_format": "wav"})
    assert int(whole.headers["content-length"]) == len(whole.content)
    assert "content-length" not in streamed.headers
    samples = samples_of(whole.content)
    assert streamed.content[44:] == samples.tobytes()
    assert streamed.content[40:44] == b"\xff\xff\xff\xff"


def test_opus_comes_as_an_ogg_file_that_players_read() -> None:
    """Real speech of espeak, decoded again."""
    answer = spoken({"input": TEXT, "response_format": "opus", "language": "en"}, "espeak")
    assert answer.headers["content-type"] == "audio/ogg"
    with av.open(io.BytesIO(answer.content)) as file:
        frames = [frame.to_ndarray() for frame in file.decode(audio=0)]
    sound = np.concatenate(frames, axis=1)
    assert 2 < sound.shape[1] / 48000 < 8
    assert np.abs(sound).max() > 0.05


FORMS = {
    "ogg": ("audio/ogg", "ogg", "opus"),
    "mp3": ("audio/mpeg", "mp3", "mp3float"),
    "aac": ("audio/aac", "aac", "aac"),
    "flac": ("audio/flac", "flac", "flac"),
}
"""What each form is served as, what FFmpeg calls it, and its codec."""


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_other_forms_are_files_that_players_read(form: str, stream: bool) -> None:  # noqa: FBT001
    """Streamed or whole, decoded again, and as long as the same speech in samples."""
    media_type, container, codec = FORMS[form]
    answer = spoken({"input": TEXT, "response_format": form, "stream": stream})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert not [name for name in answer.headers if "pcm" in name]
    assert ("content-length" in answer.headers) is not stream
    with av.open(io.BytesIO(answer.content), format=container) as file:
        assert file.streams.audio[0].codec_context.name == codec
        frames = [frame.to_ndarray().ravel() for frame in file.decode(audio=0)]
        seconds = sum(map(len, frames)) / file.streams.audio[0].rate
    samples = spoken({"input": TEXT, "response_format": "pcm"}).content
    assert seconds == pytest.approx(len(samples) / 48000, abs=0.25)
    if form == "flac":
        heard = np.concatenate(frames).tobytes()
        assert heard[:48_000] == samples[:48_000]  # behind the first sentence packets differ


def test_a_whole_flac_or_mp3_says_how_long_it_is() -> None:
    """What a stream cannot know stands in the header of a whole file."""
    for form in ("flac", "mp3"):
        answer = spoken({"input": TEXT, "response_format": form, "stream": False})
        with av.open(io.BytesIO(answer.content), format=form) as file:
            stream = file.streams.audio[0]
            assert stream.duration is not None
            assert stream.time_base is not None
            said_s = float(stream.duration * stream.time_base)
            heard = sum(frame.samples for frame in file.decode(stream)) / stream.rate
        assert said_s == pytest.approx(heard, abs=0.05)


def test_the_first_sound_comes_before_the_last_is_made() -> None:
    """The answer begins while the engine still speaks."""

    async def scenario() -> None:
        async with (
            house(engine_options=SLOW) as home,
            httpx.AsyncClient(base_url=home.http, timeout=120) as client,
            client.stream("POST", "/v1/audio/speech", json={"input": TEXT}) as answer,
        ):
            pieces = answer.aiter_raw()
            assert await anext(pieces)
            await until(lambda: open_utterances(home) == 1)

    run(scenario())


def test_hanging_up_frees_the_engine() -> None:
    """Nothing goes on being spoken for who has gone."""

    async def scenario() -> None:
        async with house(engine_options=SLOW) as home:
            async with (
                httpx.AsyncClient(base_url=home.http, timeout=120) as client,
                client.stream("POST", "/v1/audio/speech", json={"input": TEXT * 5}) as answer,
            ):
                pieces = answer.aiter_raw()
                await anext(pieces)
                await until(lambda: open_utterances(home) == 1)
            await until(lambda: open_utterances(home) == 0)

    run(scenario())


@pytest.mark.parametrize(
    ("body", "status", "code", "word"),
    [
        ({}, 400, "invalid_value", "input"),
        ({"input": ""}, 400, "invalid_value", "input"),
        ({"input": "😀 ```"}, 400, "invalid_value", "no text to speak in input"),
        ({"input": "Hi.", "voice": "nobody"}, 400, "invalid_value", "voice"),
        ({"input": "Hi.", "language": "klingon"}, 400, "invalid_value", "language"),
        ({"input": "Hi.", "speed": 9}, 400, "invalid_value", "speed"),
        ({"input": "Hi.", "response_format": "amr"}, 400, "invalid_value", "pcm, wav, flac, opus"),
        ({"input": "Hi.", "response_format": "a - at `$.b"}, 400, "invalid_value", "none of pcm"),
        ({"input": "Hi.", "stream_format": "sse"}, 400, "invalid_value", "stream_format"),
        ({"input": "a" * 30_000}, 400, "text_too_long", "30000"),
        ({"input": "bad"}, 500, "synthesis_failed", ""),
    ],
)
def test_what_cannot_be_spoken_is_refused_with_a_reason(
    body: dict[str, Any], status: int, code: str, word: str
) -> None:
    """Before any sound, as JSON that names the field."""
    answer = spoken(body, engine_options={"fail_on": "bad"})
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error["code"] == code
    assert word in error["message"]


def test_a_field_that_is_null_counts_as_left_out() -> None:
    """Some clients write out every field that they have."""
    fields = ("model", "voice", "speed", "instructions", "language", "stream", "stream_format")
    null = spoken({"input": "Hi.", "response_format": None} | dict.fromkeys(fields))
    assert null.content == spoken({"input": "Hi."}).content


def test_who_finds_no_worker_is_told_when_to_come_back() -> None:
    """Waiting may help, as it does not for a text that the engine cannot speak."""
    answer = spoken({"input": "Hi."}, engine_options={"load_fail": "true"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "synthesis_failed")
    assert "load_fail is set" in answer.json()["error"]["message"]
    assert int(answer.headers["retry-after"]) > 0


def test_a_full_server_says_when_to_come_back() -> None:
    """Requests count among the sessions."""

    async def scenario() -> httpx.Response:
        async with (
            house(engine_options=SLOW, max_sessions=1) as home,
            httpx.AsyncClient(base_url=home.http, timeout=120) as client,
            client.stream("POST", "/v1/audio/speech", json={"input": TEXT}) as answer,
        ):
            pieces = answer.aiter_raw()
            await anext(pieces)
            return await post(home, {"input": TEXT})

    answer = run(scenario())
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "overloaded")
    assert int(answer.headers["retry-after"]) > 0


def test_a_drain_lets_a_request_finish() -> None:
    """And takes no further one."""

    async def scenario() -> tuple[bytes, int]:
        async with (
            house(engine_options=SLOW) as home,
            httpx.AsyncClient(base_url=home.http, timeout=120) as client,
            client.stream("POST", "/v1/audio/speech", json={"input": TEXT}) as answer,
        ):
            pieces = answer.aiter_raw()
            first = await anext(pieces)
            draining = asyncio.create_task(home.app.drain())
            await turn()
            refused = await post(home, {"input": TEXT})
            whole = first + b"".join([piece async for piece in pieces])
            await draining
            return whole, refused.status_code

    whole, refused = run(scenario())
    assert refused == 503
    assert whole[44:] == samples_of(spoken({"input": TEXT, "stream": False}).content).tobytes()


def test_a_key_is_wanted_and_its_limits_hold() -> None:
    """As on the WebSocket port."""

    async def scenario() -> list[int]:
        async with house(api_keys=("sesame-sesame",)) as home:
            without = await post(home, {"input": "Hi there."})
            header = {"authorization": "Bearer sesame-sesame"}
            with_key = await post(home, {"input": "Hi."}, headers=header)
            return [without.status_code, with_key.status_code]

    assert run(scenario()) == [401, 200]


def test_requests_and_sessions_share_the_engine() -> None:
    """Ten at once are all spoken whole."""

    async def scenario() -> list[int]:
        async with house() as home:
            body = {"input": TEXT, "response_format": "pcm"}
            answers = await asyncio.gather(*(post(home, body) for _ in range(10)))
            return [len(answer.content) for answer in answers]

    lengths = run(scenario())
    assert len(set(lengths)) == 1
