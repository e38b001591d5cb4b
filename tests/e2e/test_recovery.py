"""Workers that die, load slowly, or go when nobody speaks."""

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import numpy as np
import pytest

from rtts.engines.tone import render
from tests.support.aio import run, until
from tests.support.house import Call, decode_opus, house

TEXT = "A sentence that is cut off by the death of its worker, and goes on."


def test_a_killed_worker_is_not_heard() -> None:
    """Every sample of the segment arrives as if nothing had happened."""

    async def scenario() -> Call:
        async with house(engine_options={"pace": "8"}) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await client.say("text", text=TEXT)
                await client.say("end")
                for _ in range(10):
                    await client.frame()
                await home.kill_worker()
                await client.until("context.done")
                return client

    client = run(scenario())
    assert not client.messages("error")
    expected = render(TEXT)[0]
    assert client.pcm()[: len(expected)] == expected
    assert len(client.pcm()) - len(expected) <= 2 * 960, "nothing but the filling of packets"


def test_a_worker_killed_under_espeak_loses_no_word() -> None:
    """The whole text is spoken, every word once."""

    async def scenario() -> Call:
        async with house("espeak") as home, home.call() as client:
            await client.say("session.update", session={"timestamps": "word", "max_ahead_ms": 400})
            await client.say("text", text=f"{TEXT} {TEXT} {TEXT}")
            await client.say("end")
            await client.frame()
            await client.say("session.update", session={})
            await home.kill_worker()
            await client.say("session.update", session={})
            await client.until("context.done")
            return client

    client = run(scenario())
    assert not client.messages("error")
    items = [item for stamps in client.messages("timestamps") for item in stamps["items"]]
    assert [item[0] for item in items] == TEXT.split() * 3
    heard = decode_opus(client.frames).astype(np.float64)
    assert np.sqrt(np.mean(heard[-48000:-12000] ** 2)) > 300


def test_a_restart_is_counted_when_a_worker_is_started_again() -> None:
    """Not at the death: nobody may need another."""

    async def scenario() -> list[bool]:
        async with house() as home, home.call() as client:

            def counted(times: int) -> bool:
                return f"rtts_worker_restarts_total {times}.0".encode() in home.app.metrics.render()

            await client.speak("Hello.", context="a")
            await home.kill_worker()
            at_death = counted(0)
            await client.speak("Hello again.", context="b")
            return [at_death, counted(1)]

    assert run(scenario()) == [True, True]


def test_a_killed_worker_leaves_no_folder_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its socket nor what its engine unpacked."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async def scenario() -> tuple[int, list[str]]:
        async with house("espeak") as home, home.call() as client:
            await client.speak("Hello.")
            before = len(names("rtts-espeak-*"))
            await home.kill_worker()
            await until(lambda: not names("*"))
            return before, names("*")

    def names(pattern: str) -> list[str]:
        return [path.name for path in tmp_path.rglob(pattern)]

    assert run(scenario()) == (1, [])


def test_a_second_death_is_told_with_the_text_that_was_not_spoken(tmp_path: Any) -> None:
    """The context still gets its end, and the next context works."""
    options = {"crash_on": "kills", "crash_times": "2", "crash_file": str(tmp_path / "crashes")}

    async def scenario() -> Call:
        async with house(engine_options=options) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await client.speak("This one is good. This one kills. And the rest.", context="a")
                await client.speak("All is well.", context="b")
                return client

    client = run(scenario())
    (error,) = client.messages("error")
    assert (error["code"], error["context"], error["fatal"]) == ("synthesis_failed", "a", False)
    assert error["text_remaining"].endswith("kills.")
    spoken = [message["text"] for message in client.messages("segment.done")]
    assert spoken == ["This one is good.", "And the rest.", "All is well."]


def test_a_single_crash_of_the_engine_is_not_told(tmp_path: Any) -> None:
    """The restarted worker says what the dead one owed."""
    options = {"crash_on": "kills", "crash_times": "1", "crash_file": str(tmp_path / "crashes")}

    async def scenario() -> Call:
        async with house(engine_options=options) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await client.speak("This one kills.")
                return client

    client = run(scenario())
    expected = render("This one kills.")[0]
    assert client.pcm()[: len(expected)] == expected
    assert not client.messages("error")


def test_health_answers_while_a_worker_loads() -> None:
    """And readiness says why it is not ready, where the worker is to be there first."""

    async def scenario() -> tuple[int, int, str]:
        async with house(engine_options={"load_s": "30"}, preload=True) as home:
            await until(lambda: home.app.supervisor.state == "loading")
            health = await asyncio.to_thread(status_of, f"{home.http}/health")
            ready = await asyncio.to_thread(status_of, f"{home.http}/ready")
            return health[0], ready[0], ready[1]

    health, ready, reason = run(scenario())
    assert (health, ready) == (200, 503)
    assert "load" in json.loads(reason)["error"]["message"]


def test_an_idle_worker_is_stopped_and_started_again_when_needed() -> None:
    """Counted from the last sample; the session stays open meanwhile."""

    async def scenario() -> tuple[int, int]:
        async with house(idle_timeout=0.2) as home, home.call() as client:
            await client.speak("Hello.", context="a")
            await until(lambda: home.app.supervisor.state == "stopped")
            before = len(client.frames)
            await client.speak("Hello again.", context="b")
            return before, len(client.frames)

    before, after = run(scenario())
    assert after > before > 0


def test_an_engine_that_cannot_load_refuses_new_sessions_with_its_reason() -> None:
    """Before the upgrade, with a time to come back, and readiness says the same."""

    async def scenario() -> tuple[int, str, str | None, int]:
        async with house(engine_options={"describe_fail": "true"}) as home:
            url = home.url.replace("ws://", "http://")
            status, body, retry = await asyncio.to_thread(refusal_of, url)
            ready = await asyncio.to_thread(status_of, f"{home.http}/ready")
            return status, body, retry, ready[0]

    status, body, retry, ready = run(scenario())
    assert status == ready == 503
    assert json.loads(body)["error"]["code"] == "overloaded"
    assert retry is not None


def test_text_that_an_engine_never_speaks_times_out() -> None:
    """The segment is given up after its time, and the next one is spoken."""

    async def scenario() -> Call:
        options = {"hang_on": "hangs", "slots": "8"}
        async with house(engine_options=options, speech_timeout_s=0.3) as home:
            async with home.call() as client:
                await client.speak("This one hangs. And the rest.")
                return client

    client = run(scenario())
    (error,) = client.messages("error")
    assert (error["code"], error["text_remaining"]) == ("timeout", "This one hangs.")
    assert [m["text"] for m in client.messages("segment.done")] == ["And the rest."]


def status_of(url: str) -> tuple[int, str]:
    """Status and body of a plain GET."""
    from urllib.error import HTTPError

    try:
        with urlopen(url, timeout=120) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def refusal_of(url: str) -> tuple[int, str, str | None]:
    """What an upgrade is answered that is refused."""
    from urllib.error import HTTPError
    from urllib.request import Request

    headers = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }
    try:
        with urlopen(Request(url, headers=headers), timeout=120) as response:
            return response.status, "", None
    except HTTPError as error:
        return error.code, error.read().decode(), error.headers["Retry-After"]


def test_the_metrics_say_what_happened() -> None:
    """Sessions, contexts by outcome, first audio, the worker; no name begins otherwise."""

    async def scenario() -> str:
        async with house() as home, home.call() as client:
            await client.speak("Hello.")
            await client.say("flush", context="never")
            await client.until("error")
            status, page = await asyncio.to_thread(status_of, f"{home.http}/metrics")
            assert status == 200
            return page

    page = run(scenario())
    lines = dict(line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
    assert lines["rtts_sessions"] == lines["rtts_worker_up"] == "1.0"
    assert lines['rtts_contexts_total{outcome="done"}'] == "1.0"
    assert lines["rtts_first_audio_seconds_count"] == "1.0"
    assert lines['rtts_errors_total{code="invalid_value"}'] == "1.0"
    assert all(name.startswith("rtts_") for name in lines)
