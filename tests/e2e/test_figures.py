"""What `/metrics` says of sessions, held against what their clients counted."""

import json
from typing import Any

import httpx
from websockets.asyncio.client import connect

from tests.support.aio import run, until
from tests.support.house import House, house

PCM = "?codec=pcm_s16le"


async def figures(home: House) -> dict[str, float]:
    """Every sample of the page, by its name and labels, without `rtts_`."""
    async with httpx.AsyncClient(base_url=home.http, timeout=60, trust_env=False) as client:
        page = (await client.get("/metrics")).text
    samples = (line.rsplit(" ", 1) for line in page.splitlines() if line.startswith("rtts_"))
    return {name.removeprefix("rtts_"): float(value) for name, value in samples}


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
