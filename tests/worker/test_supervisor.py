"""Workers that are started, unloaded, killed and missed."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from rtts.engines.tone import render
from rtts.errors import WorkerUnavailable
from rtts.worker.backoff import Backoff
from rtts.worker.process import WorkerProcess
from rtts.worker.supervisor import Supervisor
from rtts.worker.wire import WorkerSpec
from tests.support.aio import run
from tests.worker.support import Recorder, at_work, begin, collect, ended, say, tone


def test_description_outlives_the_worker() -> None:
    """What the engine can do is asked of one worker, once, and is known ever after."""

    async def main() -> None:
        async with at_work(idle_timeout=0.05) as (supervisor, _, events):
            described = await asyncio.gather(*(supervisor.describe() for _ in range(10)))
            assert {info.name for info in described} == {"tone"}
            await events.seen("worker_stopped")
            assert (await supervisor.describe()).sample_rate == 24000
            assert events.count("worker_starting") == 1

    run(main())


def test_description_does_not_wait_for_the_engine() -> None:
    """A client can be answered while the engine still loads."""

    async def main() -> None:
        async with at_work(load_s=1) as (supervisor, _, events):
            await supervisor.describe()
            assert supervisor.state == "loading"
            assert supervisor.reason == "The engine is loading."
            assert events.count("worker_up") == 0

    run(main())


def test_idle_worker_is_unloaded_and_comes_back() -> None:
    """Nothing runs when nothing is spoken; the next utterance starts a worker again."""

    async def main() -> None:
        async with at_work(idle_timeout=0.05) as (supervisor, client, events):
            for times in (1, 2):
                assert await say(client, "Hello") == render("Hello")[0]
                assert supervisor.pid is not None
                await events.seen("worker_stopped", times)
                assert repr(supervisor) == "<Supervisor tone stopped restarts=0>"
                assert supervisor.reason is None

    run(main())


def test_worker_stays_while_an_utterance_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the engine is silent, and the idle timeout short; nor is it asked to leave."""
    asked: list[None] = []
    ask = WorkerProcess.ask_to_leave
    monkeypatch.setattr(WorkerProcess, "ask_to_leave", lambda self: asked.append(ask(self)))

    async def main() -> None:
        async with at_work(idle_timeout=0.1, first_delay_ms=500) as (_, client, _):
            assert await say(client, "patience") == render("patience")[0]
            assert len(asked) < 3

    run(main())


def test_opening_as_the_worker_leaves_loses_nothing() -> None:
    """What it did not take any more is spoken by the next one."""

    async def main() -> None:
        async with at_work(idle_timeout=0.05) as (_, client, events):
            for times in range(1, 5):
                assert await say(client, "still here") == render("still here")[0]
                await events.seen("worker_stopping", times)
            assert events.count("worker_died") == 0

    run(main())


def test_start_is_not_content_with_a_worker_that_leaves() -> None:
    """It returns when there is one that stays."""

    async def main() -> None:
        async with at_work(idle_timeout=0.05) as (supervisor, _, events):
            await supervisor.start()
            await events.seen("worker_stopping")
            await supervisor.start()
            assert events.count("worker_up") == 2

    run(main())


def test_preloaded_worker_is_replaced_at_once() -> None:
    """Nobody has to need it."""

    async def main() -> None:
        async with at_work() as (supervisor, _, events):
            await supervisor.start()
            assert supervisor.state == "up"
            first = supervisor.pid or 0
            os.kill(first, signal.SIGKILL)
            await events.seen("worker_up", 2)
            assert supervisor.pid != first
            assert supervisor.restarts == 1
            died = next(fields for event, fields in events.events if event == "worker_died")
            assert died["reason"] == "The worker was killed by SIGKILL."

    run(main())


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        (tone(load_fail=True), "loading: RuntimeError: .* load_fail is set"),
        (tone(describe_fail=True), "starting: RuntimeError: .* describe_fail is set"),
        (tone(rate=7), "option rate=7 of the engine tone is wrong"),
        (WorkerSpec(engine="gong"), "no engine of the name gong"),
    ],
)
def test_worker_that_cannot_start(spec: WorkerSpec, sentence: str) -> None:
    """All who wait are told why, and until the back-off ends nothing is started again."""

    async def main() -> None:
        events, now = Recorder(), [100.0]
        clock = partial(now.__getitem__, 0)
        backoff = Backoff(clock, lambda: 0.0)
        supervisor = Supervisor(spec, on_event=events, backoff=backoff, clock=clock)
        for starts in (1, 2):
            for _ in range(3):
                attempts = [supervisor.connect() for _ in range(5)]
                for error in await asyncio.gather(*attempts, return_exceptions=True):
                    assert isinstance(error, WorkerUnavailable)
                    assert re.search(sentence, error.message)
                    assert error.retry_after == starts / 2
                    assert supervisor.reason == error.message
                assert supervisor.state == "failed"
                assert events.count("worker_starting") == events.count("worker_failed") == starts
            now[0] += 1
            assert (supervisor.state, supervisor.reason) == ("stopped", None)
        await supervisor.close()

    run(main())


def test_python_s_own_words_are_the_reason() -> None:
    """Even a worker that cannot be imported says why it did not start."""

    async def main() -> None:
        spec = WorkerSpec(engine="tone", log_level="loud")  # type: ignore[arg-type]
        supervisor = Supervisor(spec)
        with pytest.raises(
            WorkerUnavailable, match=r"Invalid enum value 'loud' - at `\$.log_level"
        ):
            await supervisor.describe()
        await supervisor.close()

    run(main())


def test_closed_supervisor_starts_nothing() -> None:
    """Its worker has ended, and who asks for one is told why there is none."""

    async def main() -> None:
        async with at_work(pace=1) as (supervisor, client, _):
            utterance = await begin(client, "long " * 100)
            await anext(utterance)
            worker = supervisor.pid or 0
            await supervisor.close()
            with pytest.raises(ProcessLookupError):
                os.kill(worker, 0)
            assert supervisor.reason == "The server is stopping."
            with pytest.raises(WorkerUnavailable, match="stopping"):
                await supervisor.connect()

    run(main())


def test_closing_does_not_wait_for_a_start() -> None:
    """A supervisor can be closed before its worker is there."""

    async def main() -> None:
        supervisor = Supervisor(tone())
        waiting = asyncio.create_task(supervisor.connect())
        await asyncio.sleep(0)
        await supervisor.close()
        with pytest.raises(WorkerUnavailable):
            await waiting

    run(main())


def test_the_log_does_not_hold_the_text() -> None:
    """Not at the level `debug` either, and not when utterances fail."""

    async def main() -> None:
        async with at_work(fail_on="!") as (supervisor, client, events):
            await say(client, "confidential")
            await collect(await begin(client, "confidential"))
            with pytest.raises(Exception, match="told to fail"):
                await say(client, "confidential!")
            await supervisor.close()
            assert events.count("engine_loaded") == 1
            assert "confidential" not in repr(events.events)

    run(main())


def test_what_the_worker_says_of_itself_bears_its_pid() -> None:
    """Whatever line of its own it is: of several workers one after the other it is known whose."""

    async def main() -> None:
        async with at_work() as (supervisor, client, events):
            await say(client, "Hello.")
            pid = supervisor.pid
            assert pid is not None
            told = [fields for name, fields in events.events if name == "engine_loaded"]
            assert [fields["pid"] for fields in told] == [pid]

    run(main())


def test_worker_goes_with_its_parent() -> None:
    """A server that is killed leaves no worker behind, nor its socket."""
    program = (
        "import asyncio, sys\n"
        "from rtts.worker.supervisor import Supervisor\n"
        "from rtts.worker.wire import WorkerSpec\n"
        "async def main():\n"
        "    supervisor = Supervisor(WorkerSpec(engine='tone'))\n"
        "    await supervisor.start()\n"
        "    connection = await supervisor.connect()\n"
        "    print(supervisor.pid, connection.getpeername(), flush=True)\n"
        "    await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker, path = parent.stdout.readline().split()

        async def main() -> None:
            gone = asyncio.create_task(ended(int(worker)))
            await asyncio.sleep(0)
            parent.kill()
            await gone

        run(main())
    assert not Path(path.decode()).parent.exists()


@pytest.mark.parametrize("module", ["rtts.worker.client", "rtts.worker.supervisor"])
def test_the_server_s_side_is_light(module: str) -> None:
    """It loads neither numpy nor an engine, nor the module that is the worker."""
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    loaded = set(done.stdout.decode().split())
    assert module in loaded
    heavy = {"numpy", "torch", "rtts.worker.child", "rtts.engines.registry", "rtts.engines.tone"}
    assert not loaded & heavy
