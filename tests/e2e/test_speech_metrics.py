"""What an operator sees of `POST /v1/audio/speech` in `/metrics`, on a real server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.support.aio import run, until
from tests.support.house import House, house

SLOW = {"pace": "1"}
"""The engine speaks as fast as people do."""
TEXT = "Hello there, my friend. How do you do?"


@contextlib.asynccontextmanager
async def caller(home: House) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the HTTP port."""
    async with httpx.AsyncClient(base_url=home.http, timeout=120, trust_env=False) as client:
        yield client


async def post(home: House, **body: Any) -> httpx.Response:
    """Ask for speech, and wait for all of it."""
    async with caller(home) as client:
        return await client.post("/v1/audio/speech", json=body)


async def speech_figures(home: House) -> dict[str, float]:
    """Every sample of the page that is about requests for speech, without its `rtts_speech_`.

    Those that are 0 are left out, but for the number under way.
    """
    async with caller(home) as client:
        page = (await client.get("/metrics")).text
    samples = (line.rsplit(" ", 1) for line in page.splitlines() if line.startswith("rtts_speech_"))
    named = {name.removeprefix("rtts_speech_"): float(value) for name, value in samples}
    return {name: value for name, value in named.items() if value or name == "requests"}


def ended(outcome: str, form: str) -> str:
    """The name of a sample of requests that ended."""
    return f'requests_total{{format="{form}",outcome="{outcome}"}}'


def refused(reason: str) -> str:
    """The name of a sample of requests that were refused."""
    return f'refused_total{{reason="{reason}"}}'


def fates(figures: dict[str, float]) -> dict[str, float]:
    """How many requests came to which end; one under way comes to none yet."""
    ends = ("requests_total{", "refused_total{")
    return {name: value for name, value in figures.items() if name.startswith(ends)}


def test_what_was_spoken_is_counted_by_format() -> None:
    """With its text, its audio, and how long its first sound took."""

    async def scenario() -> tuple[dict[str, float], float]:
        async with house() as home:
            answers = [
                await post(home, input=TEXT, response_format=form, stream=stream)
                for form, stream in [("pcm", True), ("pcm", False), ("wav", True), ("opus", True)]
            ]
            assert [answer.status_code for answer in answers] == [200] * 4
            return await speech_figures(home), len(answers[0].content) / 2 / 24000

    figures, seconds = run(scenario())
    assert fates(figures) == {ended("done", "pcm"): 2, ended("done", "wav"): 1} | {
        ended("done", "opus"): 1
    }
    assert figures["requests"] == 0
    assert figures["characters_total"] == 4 * len(TEXT)
    assert figures["audio_seconds_total"] == pytest.approx(4 * seconds, abs=0.1)
    assert figures["first_audio_seconds_count"] == 4
    assert figures["first_audio_seconds_sum"] > 0


def test_who_is_being_spoken_to_is_under_way_and_who_hangs_up_is_lost() -> None:
    """The level goes up with the request, and down with its end."""

    async def scenario() -> tuple[dict[str, float], dict[str, float]]:
        async with house(engine_options=SLOW) as home:
            body = {"input": TEXT * 5, "response_format": "pcm"}
            async with (
                caller(home) as client,
                client.stream("POST", "/v1/audio/speech", json=body) as answer,
            ):
                pieces = answer.aiter_raw()  # held, for it hangs up when it goes
                assert await anext(pieces)
                during = await speech_figures(home)
            await until(lambda: home.app.metrics.now.speech_requests == 0)
            return during, await speech_figures(home)

    during, after = run(scenario())
    assert (during["requests"], fates(during)) == (1, {})
    assert (after["requests"], fates(after)) == (0, {ended("lost", "pcm"): 1})
    assert 0 < after["audio_seconds_total"] < 10
    assert after["first_audio_seconds_count"] == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"input": ""}', "invalid_value"),
        (b'{"input": "Hi.", "response_format": "amr"}', "invalid_value"),
        ('{"input": "😀"}'.encode(), "invalid_value"),
        (b'{"input": "' + b"a" * 30_000 + b'"}', "text_too_long"),
        (b"{", "bad_message"),
        (b" " * 1_048_577, "bad_message"),
    ],
)
def test_what_is_refused_is_counted_by_its_reason(body: bytes, code: str) -> None:
    """A request that cannot be spoken is no request that was spoken badly."""

    async def scenario() -> tuple[str, dict[str, float]]:
        async with house() as home, caller(home) as client:
            answer = await client.post("/v1/audio/speech", content=body)
            return answer.json()["error"]["code"], await speech_figures(home)

    told, figures = run(scenario())
    assert told == code
    assert fates(figures) == {refused(code): 1}
    assert figures["requests"] == 0
    assert "characters_total" not in figures


def test_who_comes_without_a_key_or_to_a_full_server_is_refused() -> None:
    """Those who never reach the engine are seen too; another method is not asking for speech."""

    async def scenario() -> dict[str, float]:
        async with (
            house(engine_options=SLOW, max_sessions=1, api_keys=("sesame-sesame",)) as home,
            caller(home) as client,
        ):
            key = {"authorization": "Bearer sesame-sesame"}
            body = {"input": TEXT, "response_format": "wav"}
            async with client.stream("POST", "/v1/audio/speech", json=body, headers=key) as answer:
                pieces = answer.aiter_raw()  # held, for it hangs up when it goes
                assert await anext(pieces)
                full = await client.post("/v1/audio/speech", json=body, headers=key)
                strange = await client.post("/v1/audio/speech", json=body)
                other = await client.get("/v1/audio/speech", headers=key)
                assert [each.status_code for each in (full, strange, other)] == [503, 401, 405]
                return await speech_figures(home)

    figures = run(scenario())
    assert fates(figures) == {refused("overloaded"): 1, refused("unauthorized"): 1}
    assert figures["requests"] == 1


@pytest.mark.parametrize(
    ("text", "options", "settings", "status", "outcome"),
    [
        ("bad", {"fail_on": "bad"}, {}, 500, "synthesis_failed"),
        ("long", {"hang_on": "long"}, {"speech_timeout_s": 0.2}, 504, "timeout"),
    ],
)
def test_what_the_engine_could_not_speak_is_counted_as_that(
    text: str, options: dict[str, str], settings: dict[str, Any], status: int, outcome: str
) -> None:
    """The request was let in, so it was not refused; it never sounded, so it has no latency."""

    async def scenario() -> tuple[int, dict[str, float]]:
        async with house(engine_options=options, **settings) as home:
            answer = await post(home, input=text, response_format="opus")
            return answer.status_code, await speech_figures(home)

    told, figures = run(scenario())
    assert told == status
    assert fates(figures) == {ended(outcome, "opus"): 1}
    assert "first_audio_seconds_count" not in figures


def test_an_answer_that_breaks_off_is_not_done() -> None:
    """Its status was 200 before the engine failed; the page knows better."""

    async def scenario() -> dict[str, float]:
        async with house(engine_options={"fail_on": "bad"}) as home:
            with pytest.raises(httpx.RemoteProtocolError):
                await post(home, input=f"{TEXT} This is bad.", response_format="pcm")
            return await speech_figures(home)

    figures = run(scenario())
    assert fates(figures) == {ended("synthesis_failed", "pcm"): 1}
    assert figures["audio_seconds_total"] > 1
    assert figures["requests"] == 0


def test_a_port_that_closes_ends_its_requests() -> None:
    """What is under way then is counted as `shutdown`, and nothing stays under way."""

    async def scenario() -> tuple[dict[str, int], int]:
        async with (
            house(engine_options=SLOW) as home,
            caller(home) as client,
            client.stream("POST", "/v1/audio/speech", json={"input": TEXT * 9}) as answer,
        ):
            pieces = answer.aiter_raw()  # held, for it hangs up when it goes
            assert await anext(pieces)
            assert home.app._http is not None
            await home.app._http.close()
            figures = home.app.metrics.snapshot()
            return figures.tallies["speech_requests"], figures.speech_requests

    requests, under_way = run(scenario())
    assert {name: count for name, count in requests.items() if count} == {"shutdown wav": 1}
    assert under_way == 0


def test_the_page_of_several_processes_has_the_requests_of_the_one_port() -> None:
    """The HTTP port is the parent's, whose figures the processes' are added to."""

    async def scenario() -> dict[str, float]:
        async with house(processes=2) as home:
            await asyncio.gather(*(post(home, input=TEXT) for _ in range(3)))
            assert home.app._crew is not None
            crew = home.app._crew
            await until(lambda: sum(bool(each.tallies) for each in crew.snapshots()) == 2)
            return await speech_figures(home)

    figures = run(scenario())
    assert fates(figures) == {ended("done", "wav"): 3}
    assert figures["characters_total"] == 3 * len(TEXT)
    assert figures["requests"] == 0
