"""What clients and operators notice of workers that hang, or die again and again."""

import asyncio
import json
import os
import signal
from typing import Any

from rtts.engines.tone import render
from rtts.worker.circuit import Circuit
from tests.e2e.test_recovery import refusal_of, status_of
from tests.support.aio import run, until
from tests.support.house import Call, House, house

TEXT = "A sentence that is cut off by the end of its worker, and goes on."


async def stop_worker(home: House) -> None:
    """Halt the worker, and wait until the house has found another."""
    pid = home.app.supervisor.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    await until(lambda: home.app.supervisor.pid != pid)


def test_a_stopped_worker_is_not_heard() -> None:
    """Within two seconds it is found out; every sample of the segment arrives once."""

    async def scenario() -> tuple[Call, float]:
        clock = asyncio.get_running_loop().time
        async with house(engine_options={"pace": "8"}) as home:
            async with home.call("?codec=pcm_s16le") as client:
                await client.say("text", text=TEXT)
                await client.say("end")
                for _ in range(10):
                    await client.frame()
                stopped_at = clock()
                await stop_worker(home)
                noticed_s = clock() - stopped_at
                await client.until("context.done")
                return client, noticed_s

    client, noticed_s = run(scenario())
    assert noticed_s < 2
    assert not client.messages("error")
    expected = render(TEXT)[0]
    assert client.pcm()[: len(expected)] == expected
    assert len(client.pcm()) - len(expected) <= 2 * 960, "nothing but the filling of packets"


def test_a_worker_stopped_under_espeak_loses_no_word() -> None:
    """Real speech too: every word once, in order."""

    async def scenario() -> Call:
        async with house("espeak") as home, home.call() as client:
            await client.say("session.update", session={"timestamps": "word", "max_ahead_ms": 400})
            await client.say("text", text=TEXT)
            await client.say("end")
            await client.frame()
            await stop_worker(home)
            await client.until("context.done")
            return client

    client = run(scenario())
    assert not client.messages("error")
    items = [item for stamps in client.messages("timestamps") for item in stamps["items"]]
    assert [item[0] for item in items] == TEXT.split()


def test_many_calls_outlive_one_death() -> None:
    """Each hears all of its own speech, once."""
    texts = [f"This is caller number {number}, and nobody else." for number in range(20)]

    async def speak(client: Call, text: str) -> bytes:
        await client.say("session.update", session={"normalize": "off"})
        await client.speak(text)
        assert not client.messages("error")
        return client.pcm()[: len(render(text)[0])]

    async def scenario() -> list[bytes]:
        async with house(engine_options={"pace": "2", "slots": "20"}) as home:
            async with asyncio.TaskGroup() as group:

                async def call(text: str) -> bytes:
                    async with home.call("?codec=pcm_s16le") as client:
                        return await speak(client, text)

                calls = [group.create_task(call(text)) for text in texts]
                await until(lambda: home.app._speaker.load and home.app._speaker.load.open == 20)
                await home.kill_worker()
            return [call.result() for call in calls]

    assert run(scenario()) == [render(text)[0] for text in texts]


def test_a_worker_that_dies_again_and_again() -> None:
    """New sessions are refused with a time to come back, and old ones are told so."""

    async def scenario() -> dict[str, Any]:
        seen: dict[str, Any] = {}
        async with house() as home, home.call() as client:
            supervisor = home.app.supervisor
            supervisor._circuit = Circuit(rest_s=2.0)
            await client.speak("Hello.", context="c")
            for _ in range(5):
                await home.kill_worker()
                if supervisor.circuit == "closed":
                    await supervisor.start()
            url = home.url.replace("ws://", "http://")
            seen["refusal"] = await asyncio.to_thread(refusal_of, url)
            seen["ready"] = await asyncio.to_thread(status_of, f"{home.http}/ready")
            await client.speak("Nobody says this.", context="d")
            (seen["error"],) = client.messages("error")
            await until(lambda: supervisor.state == "up")
            seen["later"] = await asyncio.to_thread(status_of, f"{home.http}/ready")
            seen["metrics"] = home.app.metrics.render().decode().splitlines()
            await client.speak("Hello again.", context="e")
            return seen

    seen = run(scenario())
    status, body, retry = seen["refusal"]
    told = json.loads(body)["error"]
    assert (status, told["code"]) == (503, "overloaded")
    assert told["message"].startswith("Too many workers died in a row.")
    assert int(retry) in {1, 2}
    assert seen["ready"][0] == 503
    assert "Too many workers died" in seen["ready"][1]
    error = seen["error"]
    assert (error["code"], error["context"]) == ("synthesis_failed", "d")
    assert error["text_remaining"] == "Nobody says this."
    assert 0 < error["retry_after_ms"] <= 2000
    assert seen["later"][0] == 200
    assert "rtts_worker_restarts_total 5.0" in seen["metrics"]


def test_ready_says_why_a_worker_cannot_start() -> None:
    """With its own last words, where it is to be there from the start."""

    async def scenario() -> tuple[int, str]:
        async with house(engine_options={"load_fail": "true"}, preload=True) as home:
            await until(lambda: home.app.supervisor.state == "failed")
            return await asyncio.to_thread(status_of, f"{home.http}/ready")

    status, body = run(scenario())
    assert status == 503
    assert "its option load_fail is set" in json.loads(body)["error"]["message"]
