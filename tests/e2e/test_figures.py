"""What `/metrics` and the log say of sessions, held against what their clients counted."""

import asyncio
import io
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import structlog
from websockets.asyncio.client import connect

from rtts import log
from rtts.protocol.frames import Frame
from tests.support.aio import run, until
from tests.support.house import Call, House, house

PACED = {"pace": "20"}
"""The engine speaks twenty times as fast as people do: a cancel comes in the middle."""
TEXT = "Hello there, my friend. How do you do? "
PCM = "?codec=pcm_s16le"


@pytest.fixture
def lines() -> Iterator[io.BytesIO]:
    """The log of the test."""
    file = io.BytesIO()
    log.configure("info", file)
    yield file
    structlog.reset_defaults()


async def figures(home: House) -> dict[str, float]:
    """Every sample of the page, by its name and labels, without `rtts_`."""
    async with httpx.AsyncClient(base_url=home.http, timeout=60, trust_env=False) as client:
        page = (await client.get("/metrics")).text
    samples = (line.rsplit(" ", 1) for line in page.splitlines() if line.startswith("rtts_"))
    return {name.removeprefix("rtts_"): float(value) for name, value in samples}


def ended(file: io.BytesIO) -> dict[str, dict[str, Any]]:
    """What was logged of each context that ended, by its name."""
    told = [json.loads(line) for line in file.getvalue().splitlines()]
    return {each["context"]: each for each in told if each["event"] == "context_ended"}


def audio_ms(call: Call, handle: int) -> float:
    """How much audio of a context came, in PCM of 24,000 Hz."""
    return sum(frame.samples for frame in call.frames if frame.handle == handle) / 24


async def cancel_half_way(call: Call, handle: int, text: str) -> None:
    """Have a context spoken, and cancel it behind 3 s of audio, of which 200 ms were heard."""
    await call.say("text", context="half", text=text)
    while audio_ms(call, handle) < 3000:
        await call.frame()
    await call.say("cancel", context="half", played_ms=200)
    await call.until("context.cancelled")


def test_audio_that_was_sent_is_counted_heard_or_not(lines: io.BytesIO) -> None:
    """A cancel takes none of it back."""

    async def scenario() -> tuple[dict[str, float], dict[str, float]]:
        async with house(engine_options=PACED) as home, home.call(PCM) as call:
            await call.speak(TEXT, context="whole")
            await cancel_half_way(call, 2, TEXT * 20)
            return {"whole": audio_ms(call, 1), "half": audio_ms(call, 2)}, await figures(home)

    came, page = run(scenario())
    logged = {name: end["audio_ms"] for name, end in ended(lines).items()}
    assert logged == pytest.approx(came, abs=1)
    assert page["audio_seconds_total"] == pytest.approx(sum(came.values()) / 1000, abs=0.002)


def test_the_work_for_a_sentence_that_was_broken_off_is_counted(lines: io.BytesIO) -> None:
    """For all audio that was made, sent or not, it is what the engine's pace says."""

    async def scenario() -> dict[str, float]:
        async with house(engine_options=PACED) as home, home.call(PCM) as call:
            await cancel_half_way(call, 1, "a long sentence " * 100 + ". ")
            return await figures(home)

    page = run(scenario())
    end = ended(lines)["half"]
    assert end["made_ms"] >= end["audio_ms"] - 20
    assert end["synthesis_ms"] >= 1000 / 20
    assert page["synthesis_seconds_sum"] == pytest.approx(end["synthesis_ms"] / 1000, abs=1e-4)
    assert page["real_time_factor_sum"] == pytest.approx(
        end["synthesis_ms"] / end["made_ms"], rel=0.01
    )


def test_bytes_are_those_of_the_messages_in_any_script() -> None:
    """A letter may be several of them."""

    async def scenario() -> tuple[int, int, dict[str, float]]:
        async with house() as home:
            async with home.call():  # for the engine to be there
                pass
            await until(lambda: not home.app.metrics.now.sessions)
            before = await figures(home)
            sent = json.dumps({"type": "text", "text": "今天天气很好。Ça va?"}, ensure_ascii=False)
            came: list[str | bytes] = []
            async with connect(f"{home.url}{PCM}", compression=None) as socket:
                await socket.send(sent)
                await socket.send('{"type":"close"}')
                came.extend([raw async for raw in socket])
            await until(lambda: not home.app.metrics.now.sessions)
            after = await figures(home)
        received = sum(len(raw.encode() if isinstance(raw, str) else raw) for raw in came)
        counted = {name: after[name] - before[name] for name in after if "bytes_total" in name}
        return len(sent.encode()) + len('{"type":"close"}'), received, counted

    sent, received, counted = run(scenario())
    assert counted == {"received_bytes_total": sent, "sent_bytes_total": received}


def test_an_error_that_refuses_a_browser_is_counted_among_errors() -> None:
    """It is a message as any other."""

    async def scenario() -> tuple[dict[str, Any], dict[str, float]]:
        async with house() as home:
            async with home.call():  # for the engine to be there
                pass
            url, origin = f"{home.url}?voice=nobody", "http://127.0.0.1:1"
            async with connect(url, origin=origin) as socket:  # type: ignore[arg-type]
                error = json.loads(await socket.recv())
            return error, await figures(home)

    error, page = run(scenario())
    assert error["fatal"]
    assert page['errors_total{code="invalid_value"}'] == 1
    assert page['refused_total{reason="invalid_value"}'] == 1


def test_one_thread_encodes_no_longer_than_time_goes_by(lines: io.BytesIO) -> None:
    """Who waits for it while it encodes for others is not being encoded for."""

    async def scenario() -> float:
        async with house(encode_threads=1) as home, home.call("?codec=aac") as call:
            clock = asyncio.get_running_loop().time
            await call.speak(TEXT)  # brings the codecs
            began_at = clock()
            parallel = {"on_new_context": "parallel"}
            for number in range(7):
                await call.say("text", context=str(number), text=TEXT * 6, session=parallel)
                await call.say("end", context=str(number))
            while len(call.messages("context.done")) < 8:
                await call.until("context.done")
            return (clock() - began_at) * 1000

    passed_ms = run(scenario())
    worked_ms = sum(end["encode_ms"] for name, end in ended(lines).items() if name)
    assert 0 < worked_ms <= passed_ms


def test_a_listener_that_pauses_has_not_run_out_of_audio(lines: io.BytesIO) -> None:
    """By the clock it heard long ago what it says that it still has: more is held back for it."""

    async def scenario() -> None:
        async with house() as home, home.call(PCM) as call:
            session = {"max_ahead_ms": 400}
            await call.say("text", context="a", text=TEXT, session=session)
            await call.say("end", context="a")
            while audio_ms(call, 1) < 400:
                await call.frame()
            await call.say("played", context="a", played_ms=100)
            await call.listen(0.8)
            while not call.messages("context.done"):
                await call.say("played", context="a", played_ms=max(audio_ms(call, 1) - 200, 100))
                item = await call.next()
                while not isinstance(item, Frame) and item["type"] != "context.done":
                    item = await call.next()

    run(scenario(), timeout=60)
    assert ended(lines)["a"]["underruns"] == 0
