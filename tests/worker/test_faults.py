"""Workers that hang, fall silent, grow or die, as those notice who speak through them."""

import asyncio
import gc
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rtts.engines.tone import render
from rtts.errors import SynthesisFailed, WorkerUnavailable
from rtts.worker.backoff import Backoff
from rtts.worker.circuit import Circuit
from rtts.worker.process import WorkerProcess
from rtts.worker.supervisor import Supervisor
from rtts.worker.watchdog import Limits
from tests.support.aio import run, until
from tests.worker.faulty import PROGRAM, Fault
from tests.worker.support import (
    JOB,
    AtWork,
    begin,
    collect,
    ended,
    faulty,
    house_of,
    samples,
    say,
    take,
    tone,
)

QUICK = Limits(beat_s=0.05, stopped_s=0.1, deaf_s=0.5, step_s=0.5, silence_s=0.5)
TEXT = "All of this is heard, and every sample of it once."


def reasons(work: AtWork) -> list[str]:
    """Why the workers died."""
    return [fields["reason"] for event, fields in work.events.events if event == "worker_died"]


# Signals.


def test_a_stopped_worker_is_noticed_within_two_seconds() -> None:
    """It is killed and replaced, and the speech goes on sample by sample."""

    async def main() -> None:
        async with house_of(tone(pace=20, chunk_ms=20)) as work:
            clock = asyncio.get_running_loop().time
            utterance = await begin(work.client, TEXT)
            spoken = await take(utterance, 1)
            stopped_at = clock()
            work.signal(signal.SIGSTOP)
            await work.events.seen("worker_condemned")
            assert clock() - stopped_at < 2
            spoken += await collect(utterance)
            assert samples(spoken) == render(TEXT)[0]
            assert reasons(work) == ["The worker was stopped by a signal, and was killed."]

    run(main())


def test_no_utterance_answers_for_a_stopped_worker() -> None:
    """It outlives any number of them: it cannot have stopped a process."""

    async def main() -> None:
        async with house_of(tone(pace=4, chunk_ms=20), QUICK, patient=True) as work:
            utterance, spoken = await begin(work.client, TEXT), []
            for times in (1, 2, 3):
                spoken += await take(utterance, 1)
                # What is taken may have been waiting since before the last of them died.
                await until(lambda: work.supervisor.state == "up")
                work.signal(signal.SIGSTOP)
                await work.events.seen("worker_died", times)
            spoken += await collect(utterance)
            assert samples(spoken) == render(TEXT)[0]

    run(main())


def test_a_worker_stopped_while_it_loads_is_replaced() -> None:
    """Those who wait for it are told why there is none; the next one is another's turn."""

    async def main() -> None:
        async with house_of(tone(load_s=30), QUICK) as work:
            waiting = asyncio.create_task(work.client.open(JOB))
            await work.events.seen("worker_loading")
            work.signal(signal.SIGSTOP)
            with pytest.raises(WorkerUnavailable, match="stopped by a signal"):
                await waiting

    run(main())


@pytest.mark.parametrize(
    ("number", "name"), [(signal.SIGKILL, "SIGKILL"), (signal.SIGRTMIN + 6, "the signal 40")]
)
def test_death_while_loading_is_told(number: signal.Signals, name: str) -> None:
    """With the signal, also one that has no name; `reason` is what `/ready` says."""

    async def main() -> None:
        async with house_of(tone(load_s=30)) as work:
            waiting = asyncio.create_task(work.client.open(JOB))
            await work.events.seen("worker_loading")
            work.signal(number)
            with pytest.raises(WorkerUnavailable) as caught:
                await waiting
            assert caught.value.message == f"The worker was killed by {name}."
            assert (work.supervisor.state, work.supervisor.reason) == (
                "failed",
                caught.value.message,
            )

    run(main())


def test_a_worker_that_does_not_leave_is_made_to() -> None:
    """Closing the house takes no longer than its workers are given, whatever they do."""

    async def main() -> None:
        async with house_of(tone(), Limits(beat_s=0, leave_s=0.1)) as work:
            await work.supervisor.start()
            pid = work.signal(signal.SIGSTOP)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)

    run(main())


# Engines that do not come back, or come back with nothing.


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("hang", "did not come back from a step"),
        ("silence", "said nothing"),
        ("hold", "did not answer"),
        ("crash", "failed while speaking"),
        ("signal", "SIGSEGV"),
    ],
)
def test_a_fault_that_passes_is_not_heard(what: str, reason: str, tmp_path: Path) -> None:
    """The worker is replaced, and the bystander and the one it met with go on."""
    fault = Fault(at="#", what=what, file=str(tmp_path / "times"), times=1)  # type: ignore[arg-type]

    async def main() -> None:
        async with house_of(faulty(fault, chunk_ms=20), QUICK, program=PROGRAM) as work:
            texts = ["a bystander, who is spoken too", "a fault # in here"]
            spoken = await asyncio.gather(*(say(work.client, text) for text in texts))
            assert spoken == [render(text)[0] for text in texts]
            (told,) = reasons(work)
            assert reason in told

    run(main())


@pytest.mark.parametrize("what", ["hang", "silence", "hold", "crash", "signal"])
def test_a_fault_that_stays_costs_its_own_utterance(what: str) -> None:
    """It is given up after two workers; the next one is spoken."""
    fault = Fault(at="#", what=what)  # type: ignore[arg-type]

    async def main() -> None:
        async with house_of(faulty(fault), QUICK, patient=True, program=PROGRAM) as work:
            with pytest.raises(SynthesisFailed, match="Two workers died"):
                await say(work.client, "deadly # text")
            assert await say(work.client, "next") == render("next")[0]
            assert len(reasons(work)) == 2

    run(main())


def test_no_limit_holds_while_an_engine_loads() -> None:
    """However long that takes, and an engine that waits for text is not silent either."""

    async def main() -> None:
        async with house_of(tone(load_s=1.5, grows=True), QUICK) as work:
            utterance = await work.client.open(JOB)
            utterance.feed("slow")
            spoken = await take(utterance, 1)
            await asyncio.gather(*(say(work.client, "others") for _ in range(3)))
            utterance.finish()
            spoken += await collect(utterance)
            assert samples(spoken) == render("slow")[0]
            assert work.events.count("worker_starting") == 1

    run(main())


# Memory.


def heavy(mb: int, tmp_path: Path, times: int = 1) -> Fault:
    """A text with # in it costs so much."""
    return Fault(at="#", what="grow", mb=mb, file=str(tmp_path / "times"), times=times)


def test_a_heavy_worker_is_replaced_when_it_is_idle(tmp_path: Path) -> None:
    """In good order: what is open is spoken to its end, and nothing has died."""

    async def main() -> None:
        limits = Limits(beat_s=0.05, memory_mb=200)
        async with house_of(faulty(heavy(190, tmp_path), pace=10), limits, program=PROGRAM) as work:
            await work.supervisor.start()
            assert await say(work.client, "costly # text") == render("costly # text")[0]
            await work.events.seen("worker_up", 2)
            assert await say(work.client, "next") == render("next")[0]
            assert (reasons(work), work.supervisor.restarts) == ([], 1)
            assert work.events.count("worker_condemned") == 1

    run(main())


def test_a_heavy_worker_that_is_never_idle_leaves(tmp_path: Path) -> None:
    """After its time; what is open goes on at the next one, sample by sample."""
    text = f"costly # text. {TEXT}"

    async def main() -> None:
        limits = Limits(beat_s=0.05, memory_mb=200, memory_grace_s=0.3)
        async with house_of(faulty(heavy(190, tmp_path), pace=3), limits, program=PROGRAM) as work:
            assert await say(work.client, text) == render(text)[0]
            assert (reasons(work), work.supervisor.restarts) == ([], 1)

    run(main())


def test_a_worker_that_blows_up_is_killed(tmp_path: Path) -> None:
    """Above a quarter more; no utterance answers for it, however often."""

    async def main() -> None:
        limits = Limits(beat_s=0.05, memory_mb=200)
        spec = faulty(heavy(300, tmp_path, times=3), pace=10)
        async with house_of(spec, limits, patient=True, program=PROGRAM) as work:
            assert await say(work.client, f"costly # {TEXT}") == render(f"costly # {TEXT}")[0]
            assert len(reasons(work)) == 3
            assert "MiB, and its limit is 200; it was killed." in reasons(work)[0]

    run(main())


# Many utterances.


def test_one_deadly_text_among_fifty() -> None:
    """It alone is given up. All others are spoken, every sample once, and need not wait long."""
    texts = [f"caller {number}" + " and so on" * (number % 3) for number in range(50)]
    texts[17] = "caller 17 # is deadly"

    async def main() -> None:
        clock = asyncio.get_running_loop().time
        async with house_of(tone(crash_on="#", chunk_ms=200, pace=0.5, slots=50)) as work:
            began_at = clock()
            spoken = await asyncio.gather(
                *(say(work.client, text) for text in texts), return_exceptions=True
            )
            assert isinstance(spoken[17], SynthesisFailed)
            assert len(reasons(work)) == 3
            del spoken[17]
            assert spoken == [render(text)[0] for text in texts if "#" not in text]
            alone_s = max(len(text) for text in texts) * 0.05 / 0.5
            assert clock() - began_at < alone_s + 7, "they were tried one second each"

    run(main())


def test_fifty_outlive_two_kills() -> None:
    """Nobody can say which of them it was, and it was none."""
    texts = [f"caller {number} and so on" for number in range(50)]

    async def main() -> None:
        async with house_of(tone(pace=3, slots=50, chunk_ms=50)) as work:
            utterances = [await begin(work.client, text) for text in texts]
            heard = [await take(utterance, 1) for utterance in utterances]
            for times in (1, 2):
                work.signal(signal.SIGKILL)
                await work.events.seen("worker_up", 1 + times)
                for chunks, utterance in zip(heard, utterances, strict=True):
                    chunks.append(await anext(utterance))
            rest = await asyncio.gather(*(collect(utterance) for utterance in utterances))
            spoken = [samples(a + b) for a, b in zip(heard, rest, strict=True)]
            assert spoken == [render(text)[0] for text in texts]

    run(main())


@pytest.mark.parametrize("grows", [False, True])
def test_no_text_no_blame(grows: bool) -> None:  # noqa: FBT001
    """Of an utterance whose text has not come, nothing can have killed three workers."""

    async def main() -> None:
        async with house_of(tone(grows=grows), patient=True) as work:
            utterance = await work.client.open(JOB)
            if not grows:
                utterance.feed("whole text is awaited. ")
            for times in (1, 2, 3):
                work.signal(signal.SIGKILL)
                await work.events.seen("worker_up", 1 + times)
                await until(lambda: work.client.load is not None)
            utterance.feed("late")
            utterance.finish()
            text = "late" if grows else "whole text is awaited. late"
            assert samples(await collect(utterance)) == render(text)[0]

    run(main())


def test_those_on_trial_do_not_wait_for_one_that_waits_for_text() -> None:
    """It has its time, and the next is opened although it has given no sign."""

    async def main() -> None:
        async with house_of(tone(grows=True), patient=True, trial_s=0.1) as work:
            utterances = [await work.client.open(JOB) for _ in range(3)]
            for utterance in utterances:
                utterance.feed("ab")
                await take(utterance, 1)
            for times in (1, 2):
                work.signal(signal.SIGKILL)
                await work.events.seen("worker_up", 1 + times)
                await until(lambda: work.client.load is not None)
            utterances[2].feed("c")
            utterances[2].finish()
            rest = samples(await collect(utterances[2]))
            assert rest == render("abc")[0][-len(rest) :]
            assert len(rest) == len(render("bc")[0])

    run(main())


# The circuit.


def test_the_circuit_opens_refuses_and_closes_by_itself() -> None:
    """After five deaths nobody waits; one start is tried when it has rested."""

    async def main() -> None:
        circuit = Circuit(rest_s=0.4)
        async with house_of(tone(), patient=True, circuit=circuit) as work:
            supervisor = work.supervisor
            for times in range(1, 6):
                assert await say(work.client, "Hello") == render("Hello")[0]
                work.signal(signal.SIGKILL)
                await work.events.seen("worker_died", times)
            assert (supervisor.state, supervisor.circuit) == ("failed", "open")
            reason = "Too many workers died in a row. The last one: The worker was killed by"
            assert str(supervisor.reason).startswith(reason)
            for refused in (work.client.open(JOB), supervisor.connect(), supervisor.describe()):
                with pytest.raises(WorkerUnavailable, match="Too many") as caught:
                    await refused
                assert 0 < caught.value.retry_after <= 0.4
            await work.events.seen("worker_circuit_closed")
            assert supervisor.circuit == "closed"
            assert work.events.count("worker_starting") == 6
            assert await say(work.client, "Hello") == render("Hello")[0]

    run(main())


def test_an_open_circuit_fails_what_is_open() -> None:
    """An utterance is not left to wait for a worker that nobody will start."""

    async def main() -> None:
        async with house_of(tone(pace=1), circuit=Circuit(deaths=1)) as work:
            utterance = await begin(work.client, TEXT)
            await take(utterance, 1)
            work.signal(signal.SIGKILL)
            with pytest.raises(SynthesisFailed, match="Too many workers died"):
                await collect(utterance)

    run(main())


def test_a_trial_that_fails_opens_it_again() -> None:
    """A bad model is tried now and then, and rests twice as long each time."""

    async def main() -> None:
        events: list[float] = []

        def note(event: str, fields: object) -> None:
            if event == "worker_circuit_open":
                assert isinstance(fields, dict)
                events.append(fields["retry_after_s"])

        circuit = Circuit(deaths=2, rest_s=0.1)
        supervisor = Supervisor(
            tone(load_fail=True),
            backoff=Backoff(first_wait_s=0),
            circuit=circuit,
            on_event=note,
        )
        for _ in range(2):
            with pytest.raises(WorkerUnavailable, match="load_fail is set"):
                await supervisor.connect()
        await until(lambda: len(events) == 3)
        await supervisor.close()
        assert [round(rest, 1) for rest in events] == [0.1, 0.2, 0.4]

    run(main())


# Nothing is left.


async def holds(condition: Callable[[], object]) -> bool:
    """Whether it comes to hold, while anybody would wait for it."""
    try:
        async with asyncio.timeout(10):
            await until(condition)
    except TimeoutError:
        return False
    return True


def test_nothing_is_left_of_thirty_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file descriptor, no task, no folder, no zombie; and each time speech went on."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async def main() -> None:
        async with house_of(tone(pace=8, chunk_ms=20), patient=True) as work:
            counts = []
            for times in range(1, 31):
                utterance = await begin(work.client, "on and on")
                spoken = await take(utterance, 1)
                work.signal(signal.SIGKILL if times % 5 else signal.SIGSEGV)
                spoken += await collect(utterance)
                assert samples(spoken) == render("on and on")[0]
                counts.append(held(tmp_path))
            assert work.supervisor.restarts == 30
            assert counts[-1] == counts[1], counts
            gc.collect()
            known = [each for each in gc.get_objects() if type(each) is WorkerProcess]
            assert len(known) == 1

    run(main())
    assert list(tmp_path.iterdir()) == []


def descriptors() -> int:
    """How many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def held(folder: Path) -> tuple[int, int, int, int]:
    """File descriptors, tasks, entries of the folder, and children, zombies among them."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return (
        descriptors(),
        len(asyncio.all_tasks()),
        len(list(folder.iterdir())),
        len(children),
    )


def test_a_worker_that_cannot_be_started_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without room for another process is told as such, however often."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    async def main() -> None:
        async with house_of(tone(), patient=True) as work:
            counts = []
            for _ in range(5):
                with pytest.raises(WorkerUnavailable, match="could not be started"):
                    await work.client.open(JOB)
                counts.append(descriptors())
            assert len(set(counts)) == 1, counts

    run(main())


def test_what_an_engine_has_started_goes_with_it(tmp_path: Path) -> None:
    """A killed worker leaves no process behind that holds its output open."""
    file = tmp_path / "pid"
    faults = [Fault(at="+", what="breed", file=str(file))]

    async def main() -> None:
        async with house_of(faulty(*faults), program=PROGRAM) as work:
            await say(work.client, "+")
            offspring = int(file.read_text())
            gone = asyncio.create_task(ended(offspring))
            await asyncio.sleep(0)
            work.signal(signal.SIGKILL)
            assert await holds(gone.done), "it outlives its worker"
            await work.events.seen("worker_died")

    run(main())


def test_what_has_escaped_holds_nothing_open(tmp_path: Path) -> None:
    """A process that an engine has set free keeps the worker's output; nobody reads it then."""
    file = tmp_path / "pid"
    fault = Fault(at="+", what="escape", file=str(file))

    async def main() -> None:
        async with house_of(faulty(fault), Limits(last_words_s=0.1), program=PROGRAM) as work:
            before = descriptors()
            await say(work.client, "+")
            work.signal(signal.SIGKILL)
            await work.events.seen("worker_died")
            released = await holds(lambda: descriptors() == before)
            assert released, "its output is still held open"

    try:
        run(main())
    finally:
        os.kill(int(file.read_text()), signal.SIGKILL)
