"""Several server processes on one port, in front of one worker: real processes, real signals."""

import asyncio
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from rtts.app import App
from rtts.engines.tone import render
from rtts.errors import SettingsError
from rtts.processes.crew import Crew
from rtts.settings.settings import Settings
from tests.support.aio import run, until
from tests.support.house import Call, House, house

TEXT = "A sentence that takes some time, for its speaker is in no hurry at all."
KEY = "a-key-that-nobody-would-guess"


def crew_of(home: House) -> Crew:
    """The server processes of a house."""
    crew = home.app._crew
    assert crew is not None
    return crew


@contextlib.asynccontextmanager
async def calls(home: House, count: int, query: str = "") -> AsyncIterator[list[Call]]:
    """So many clients at once, once the parent has heard of them all.

    The kernel spreads them by chance, so a few more come if a process has got none.
    """
    async with contextlib.AsyncExitStack() as stack:
        clients: list[Call] = []
        while len(clients) < count or not all(crew_of(home).sessions_of_each):
            clients.append(await stack.enter_async_context(home.call(query)))
            if len(clients) >= count:
                await until(lambda: crew_of(home).sessions == len(clients))
        yield clients


async def figures(home: House) -> dict[str, float]:
    """Every sample of the metrics page."""
    page = (await asyncio.to_thread(fetch, f"{home.http}/metrics")).decode()
    lines = (line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines}


def fetch(request: str | Request) -> bytes:
    """The whole answer of the HTTP port; runs in a thread."""
    with urlopen(request, timeout=120) as answer:
        body: bytes = answer.read()
        return body


def kinds(pid: int) -> list[str]:
    """What the processes are that a process has started: `processes.child`, `worker.child`."""
    commands = (Path(f"/proc/{child}/cmdline").read_bytes() for child in children(pid))
    return [found[1] for each in commands if (found := re.search(r"rtts\.(\S+?)\0", each.decode()))]


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def runs(pid: int) -> bool:
    """Whether a process is there, and is no mere entry that waits to be read."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def test_sessions_spread_over_all_and_share_one_worker() -> None:
    """Forty sessions, two processes, one worker; the page tells of all of them together."""

    async def scenario() -> tuple[dict[str, float], list[str]]:
        async with house(processes=2) as home, calls(home, 40) as clients:
            await asyncio.gather(*(client.speak("Hello.") for client in clients))
            page = await figures(home)
            while page['rtts_contexts_total{outcome="done"}'] < 40:
                page = await figures(home)
            return page, kinds(os.getpid())

    page, started = run(scenario())
    each = [page[f'rtts_process_sessions{{process="{number}"}}'] for number in (1, 2)]
    assert sum(each) == page["rtts_sessions"] == 40
    assert min(each) > 0
    assert page["rtts_first_audio_seconds_count"] == 40
    assert page["rtts_characters_total"] == 40 * len("Hello.")
    assert sorted(started) == ["processes.child", "processes.child", "worker.child"]


def test_who_dies_takes_only_its_own_sessions_along() -> None:
    """The others hear every sample; another takes its place, and no total goes down."""

    async def finish(client: Call) -> bool:
        try:
            await client.until("context.done")
        except ConnectionClosed:
            return False
        return True

    async def scenario() -> tuple[list[int], list[bytes], dict[str, float], list[int], list[int]]:
        settings = {"processes": 2, "engine_options": {"pace": "1"}}
        async with house(**settings) as home, calls(home, 20, "?codec=pcm_s16le") as clients:
            crew = crew_of(home)
            for client in clients:
                await client.say("text", text=TEXT)
                await client.say("end")
                await client.frame()
            before, sessions = crew.pids, crew.sessions_of_each
            os.kill(before[0], signal.SIGKILL)
            went_on = await asyncio.gather(*map(finish, clients))
            await until(lambda: crew.listening == 2)
            await until(lambda: crew.sessions == sessions[1])
            spoken = [c.pcm() for c, whole in zip(clients, went_on, strict=True) if whole]
            return sessions, spoken, await figures(home), before, crew.pids

    sessions, spoken, page, before, after = run(scenario())
    expected = render(TEXT)[0]
    assert len(spoken) == sessions[1] > 0
    assert all(pcm[: len(expected)] == expected for pcm in spoken)
    assert page['rtts_sessions_total{outcome="lost"}'] == sessions[0] > 0
    assert page["rtts_process_deaths_total"] == 1
    assert page["rtts_sessions"] == sessions[1]
    assert after[1] == before[1]
    assert after[0] != before[0]


def test_a_killed_worker_is_not_heard_in_any_process() -> None:
    """Each process gets a connection to the next worker, and goes on with the next sample."""

    async def scenario() -> list[bytes]:
        settings = {"processes": 2, "engine_options": {"pace": "8"}}
        async with house(**settings) as home, calls(home, 8, "?codec=pcm_s16le") as clients:
            assert all(crew_of(home).sessions_of_each)
            for client in clients:
                await client.say("text", text=TEXT)
                await client.say("end")
                await client.frame()
            await home.kill_worker()
            await asyncio.gather(*(client.until("context.done") for client in clients))
            assert not any(client.messages("error") for client in clients)
            return [client.pcm() for client in clients]

    expected = render(TEXT)[0]
    assert all(pcm[: len(expected)] == expected for pcm in run(scenario()))


def test_no_process_blames_an_utterance_for_what_the_parent_excuses() -> None:
    """A worker that is halted by a signal, three times in the same utterance, is no fault of it."""

    async def scenario() -> list[bytes]:
        settings = {"processes": 2, "engine_options": {"pace": "8"}}
        async with house(**settings) as home, calls(home, 6, "?codec=pcm_s16le") as clients:
            assert all(crew_of(home).sessions_of_each)
            for client in clients:
                await client.say("text", text=TEXT)
                await client.say("end")
            for _ in range(3):
                await asyncio.gather(*(client.frame() for client in clients))
                await until(lambda: home.app.supervisor.state == "up")
                halted = home.app.supervisor.pid
                assert halted is not None
                os.kill(halted, signal.SIGSTOP)
                await until(lambda pid=halted: home.app.supervisor.pid != pid)
            await asyncio.gather(*(client.until("context.done") for client in clients))
            assert not any(client.messages("error") for client in clients)
            return [client.pcm() for client in clients]

    expected = render(TEXT)[0]
    assert all(pcm[: len(expected)] == expected for pcm in run(scenario()))


def test_the_http_port_speaks_and_tells_of_the_engine() -> None:
    """It is the parent's, beside all the processes."""

    async def scenario() -> tuple[int, list[str]]:
        async with house(processes=2) as home:
            body = json.dumps({"input": "Hello.", "response_format": "pcm"}).encode()
            headers = {"content-type": "application/json"}
            request = Request(f"{home.http}/v1/audio/speech", body, headers)
            spoken = await asyncio.to_thread(fetch, request)
            voices = json.loads(await asyncio.to_thread(fetch, f"{home.http}/v1/voices"))
            return len(spoken), [voice["id"] for voice in voices["voices"]]

    length, voices = run(scenario())
    assert length > 0
    assert "tone" in voices


def test_one_that_is_told_to_stop_drains_and_is_replaced() -> None:
    """SIGTERM to a single process: who speaks there is heard out."""

    async def scenario() -> tuple[list[str], list[int], list[int]]:
        async with house(processes=2, engine_options={"pace": "1"}) as home:
            crew = crew_of(home)
            before = crew.pids
            async with calls(home, 12) as clients:
                for client in clients:
                    await client.say("text", text=TEXT)
                    await client.say("end")
                    await client.frame()
                for_first = crew.sessions_of_each[0]
                os.kill(before[0], signal.SIGTERM)
                await asyncio.gather(*(client.until("context.done") for client in clients))
                told = [client for client in clients if client.messages("closing")]
                await until(lambda: before[0] not in crew.pids and crew.listening == 2)
            assert len(told) == for_first
            return (
                [kind for client in clients for kind in client.messages("error")],
                before,
                crew.pids,
            )

    errors, before, after = run(scenario())
    assert not errors
    assert before[0] not in after
    assert before[1] in after


def test_a_token_opens_one_session_in_whichever_process() -> None:
    """Though neither a secret nor a folder is set: the processes are given both."""

    async def knock(url: str, token: str) -> int:
        try:
            async with connect(f"{url}?token={token}"):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code

    async def scenario() -> list[int]:
        async with house(processes=2, api_keys=(KEY,)) as home:
            headers = {"Authorization": f"Bearer {KEY}"}
            request = Request(f"{home.http}/v1/tokens", b"", headers)
            token = json.loads(await asyncio.to_thread(fetch, request))["token"]
            return [await knock(home.url, token) for _ in range(12)]

    assert sorted(run(scenario())) == [101, *[401] * 11]


def test_each_takes_its_part_of_the_sessions() -> None:
    """Of three, each of two processes takes two; the kernel may lead more to one, who refuses."""

    async def scenario() -> tuple[int, list[int]]:
        async with house(processes=2, max_sessions=3) as home, contextlib.AsyncExitStack() as stack:
            refused = 0
            for _ in range(40):
                try:
                    await stack.enter_async_context(home.call())
                except InvalidStatus as answer:
                    refused += answer.response.status_code == 503
            crew = crew_of(home)
            await until(lambda: crew.sessions == 4)
            return refused, crew.sessions_of_each

    assert run(scenario()) == (36, [2, 2])


@pytest.mark.parametrize("processes", [1, 2])
def test_a_port_of_several_processes_is_taken(processes: int) -> None:
    """SO_REUSEPORT would let a second server in; it is told that it cannot listen there."""

    async def scenario() -> None:
        async with house(processes=2) as home:
            port = int(home.url.split(":")[2].split("/")[0])
            second = App(Settings(engine="tone", port=port, http=False, processes=processes))
            with pytest.raises(SettingsError, match="already in use"):
                await second.start()
            await second.close()

    run(scenario())


def test_what_a_process_cannot_have_stops_the_start(tmp_path: Path) -> None:
    """In the sentence that one process alone would say; no process is left."""

    async def scenario() -> list[int]:
        app = App(Settings(engine="tone", port=0, http=False, processes=2))
        crew = app._crew
        assert crew is not None
        crew._settings = replace(crew._settings, tls_cert=tmp_path / "a.pem", tls_key=tmp_path)
        try:
            with pytest.raises(SettingsError, match=r"certificate .*a\.pem"):
                await app.start()
        finally:
            await app.close()
        return crew.pids

    assert run(scenario()) == []


# Signals to the whole server: a program, as people start it.


@contextlib.contextmanager
def serving(*flags: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of two processes, and the URL that it printed."""
    command = [sys.executable, "-m", "rtts", "serve", "--processes", "2", "--engine", "tone"]
    command += ["--port", "0", "--http-port", "0", "--log-level", "error", *flags]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        url = program.stdout.readline().split()[1]
        try:
            yield program, url
        finally:
            program.kill()


async def talk(
    url: str, count: int, signalled: "asyncio.Event"
) -> list[tuple[list[str], int | None]]:
    """So many clients that speak; for each what it was sent after the signal, and its close code.

    Sets `signalled` once all of them hear something.
    """
    heard = [0]

    async def one() -> tuple[list[str], int | None]:
        async with connect(url) as client:
            await client.send(json.dumps({"type": "text", "text": TEXT}))
            await client.send(json.dumps({"type": "end"}))
            while not isinstance(await client.recv(), bytes):
                pass
            heard[0] += 1
            if heard[0] == count:
                signalled.set()
            kinds = [json.loads(m)["type"] async for m in client if isinstance(m, str)]
            return kinds, client.close_code

    return await asyncio.gather(*(one() for _ in range(count)))


def test_sigterm_drains_all_processes_and_exits_with_0() -> None:
    """Every client of both is told, hears its context to the end, and gets 1001."""

    async def scenario(
        program: subprocess.Popen[str], url: str
    ) -> list[tuple[list[str], int | None]]:
        all_hear = asyncio.Event()
        talking = asyncio.create_task(talk(url, 12, all_hear))
        await all_hear.wait()
        program.send_signal(signal.SIGTERM)
        return await talking

    with serving("--engine-option", "pace=3") as (program, url):
        started = children(program.pid)
        ends = run(scenario(program, url))
        assert program.wait(timeout=120) == 0
    assert ends == [(["closing", "segment.done", "context.done"], 1001)] * 12
    assert not any(map(runs, started))


def test_a_second_sigterm_does_not_wait_for_any_process() -> None:
    """Contexts that would take a minute are cut, and the exit status is 0."""

    async def scenario(
        program: subprocess.Popen[str], url: str
    ) -> list[tuple[list[str], int | None]]:
        all_hear = asyncio.Event()
        talking = asyncio.create_task(talk(url, 4, all_hear))
        await all_hear.wait()
        for _ in range(2):
            program.send_signal(signal.SIGTERM)
            await until(lambda: not sigterm_is_pending(program.pid))
        return await talking

    with serving("--engine-option", "pace=0.05") as (program, url):
        ends = run(scenario(program, url))
        assert program.wait(timeout=120) == 0
    assert {code for _, code in ends} == {1001}
    assert not any("context.done" in kinds for kinds, _ in ends)


def sigterm_is_pending(pid: int) -> bool:
    """Whether a process has yet to take a SIGTERM; a second one would be lost in the first."""
    status = Path(f"/proc/{pid}/status").read_text()
    waiting = [int(mask, 16) for mask in re.findall(r"S\w*Pnd:\s*(\w+)", status)]
    return any(mask >> (signal.SIGTERM - 1) & 1 for mask in waiting)


def test_a_killed_parent_leaves_no_process_behind() -> None:
    """Server processes and the worker see that it is gone."""

    async def scenario(program: subprocess.Popen[str], url: str) -> None:
        all_hear = asyncio.Event()
        talking = asyncio.create_task(talk(url, 4, all_hear))
        await all_hear.wait()
        started = children(program.pid)
        assert len(started) == 3
        program.kill()
        await until(lambda: not any(map(runs, started)))
        talking.cancel()

    with serving("--engine-option", "pace=1") as (program, url):
        run(scenario(program, url))
