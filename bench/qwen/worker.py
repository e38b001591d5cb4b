"""Measures the whole worker while hundreds speak: the engine's thread, the event loop, the pipes.

    python -m bench.qwen.worker [--calls 64 256 512] [--servers 4] [--step-ms 30]

The worker is a process of its own, started and spoken to as by a server; its engine is that of
`bench.qwen.paced`, whose device takes a fixed time for a step. Calls come over the connections of
several servers, speak utterance after utterance, and tell their leads as a server does; a fourth
of them is fed word by word. Beside them one more utterance is opened now and then, and its first
audio waited for. The same engine is stepped without a worker too, in the same run.

Processor time is the kernel's, by threads. What a listener could notice is a device that waits,
because the host had not launched a step before the last one was done. What others on the machine
take is told too (`queued`): with much of it, times are theirs.
"""

import argparse
import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from bench.qwen.paced import PROGRAM, PacedEngine, PacedOptions
from rtts.engines.base import Job
from rtts.worker.client import WorkerClient
from rtts.worker.process import WorkerProcess
from rtts.worker.utterance import Utterance
from rtts.worker.wire import FromWorker, Load, WorkerSpec

TEXT = "The rest of it was told to them in another hall. " * 3
WORD_S = 0.05
"""Between two words of those who are fed word by word."""
WRITTEN = 4
"""One call in so many is fed so."""
LEADS_S = (0.1, 1.05)
"""Of listeners who hear each frame alone, and of those who mostly hear several at once."""
LEAD_TOLD_MS = 300
"""A server tells a lead that has changed by 200 ms: as often as this, where steps take 30 ms."""
PROBE_S = 0.1
SPARE = 8
"""Slots beside those of the calls, for those who are waited for."""
BYTES_PER_MS = 48
ALONE_STEPS, ALONE_WARM_STEPS = 40, 5
JOB = Job(id=0, voice="x", language="en")


class Calls:
    """Speaks with many voices, over the connections of several servers."""

    def __init__(self, clients: Sequence[WorkerClient], lead_s: float) -> None:
        self.chunks = 0
        self.firsts_ms: list[float] = []
        """From the opening to the first chunk, while all the others speak."""
        self._clients = clients
        self._lead_ms = round(lead_s * 1000)
        self._written: dict[Utterance, list[str]] = {}

    async def run(self, count: int) -> None:
        """Speak until cancelled."""
        async with asyncio.TaskGroup() as group:
            for number in range(count):
                group.create_task(self._speak_on(number))
            group.create_task(self._write())
            group.create_task(self._probe())

    async def _speak_on(self, number: int) -> None:
        client = self._clients[number % len(self._clients)]
        while True:
            utterance = await client.open(replace(JOB, seed=number))
            utterance.lead(self._lead_ms)
            if number % WRITTEN:
                _say(utterance)
            else:
                self._written[utterance] = TEXT.split()[::-1]
            await self._listen(utterance)

    async def _listen(self, utterance: Utterance) -> None:
        untold_ms = 0.0
        async for chunk in utterance:
            self.chunks += 1
            untold_ms += len(chunk.pcm) / BYTES_PER_MS
            if untold_ms >= LEAD_TOLD_MS:
                untold_ms = 0.0
                utterance.lead(self._lead_ms)

    async def _write(self) -> None:
        """A word of each, again and again."""
        while True:
            await asyncio.sleep(WORD_S)
            for utterance, words in list(self._written.items()):
                utterance.feed(f"{words.pop()} ")
                if not words:
                    utterance.finish()
                    del self._written[utterance]

    async def _probe(self) -> None:
        while True:
            await asyncio.sleep(PROBE_S)
            began = time.perf_counter()
            utterance = await self._clients[0].open(JOB)
            _say(utterance)
            await anext(utterance)
            self.firsts_ms.append((time.perf_counter() - began) * 1000)
            utterance.cancel()


def _say(utterance: Utterance) -> None:
    """A whole text."""
    utterance.feed(TEXT)
    utterance.finish()


class Figures:
    """What the worker tells of its engine."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}
        self._changed = asyncio.Event()

    def hear(self, message: FromWorker) -> None:
        """Take a message of the worker, of whatever kind."""
        if isinstance(message, Load) and message.figures != self._told:
            self._told = message.figures
            self._changed.set()

    async def next(self) -> dict[str, float]:
        """The next that are new."""
        self._changed.clear()
        await self._changed.wait()
        return self._told


class Working(NamedTuple):
    """A worker that can speak."""

    pid: int
    figures: Figures
    clients: list[WorkerClient]
    """The servers' sides of it."""


@asynccontextmanager
async def working(spec: WorkerSpec, servers: int) -> AsyncIterator[Working]:
    """A worker, to which so many servers are connected."""
    figures = Figures()
    async with AsyncExitStack() as stack:
        process = WorkerProcess(
            spec,
            heard=figures.hear,
            ended=lambda _ending: None,
            on_event=lambda _event, _fields: None,
            program=PROGRAM,
        )
        stack.push_async_callback(process.end)
        ending = await process.until(process.loaded)
        if ending is not None:
            raise SystemExit(ending.message)
        clients = [WorkerClient(process.connect) for _ in range(servers)]
        for client in clients:
            stack.push_async_callback(client.close)
        assert process.pid is not None
        yield Working(process.pid, figures, clients)


class Moment(NamedTuple):
    """What was counted up to a moment. Seconds are of processors, but for the clocks."""

    clock: float
    engine_s: float
    loop_s: float
    queued_s: float
    """In which a thread of the worker could have run, and others on the machine did."""
    own_s: float
    """Of this process, which is all servers in one."""
    chunks: int
    figures: dict[str, float]


async def moment(worker: Working, calls: Calls) -> Moment:
    """When it next tells figures of its engine."""
    figures = await worker.figures.next()
    loop_s, engine_s, queued_s = threads_s(worker.pid)
    return Moment(
        clock=time.perf_counter(),
        engine_s=engine_s,
        loop_s=loop_s,
        queued_s=queued_s,
        own_s=time.process_time(),
        chunks=calls.chunks,
        figures=figures,
    )


def threads_s(pid: int) -> tuple[float, float, float]:
    """Seconds of a process's first thread, which has its number; of the others; and queued."""
    times = {
        int(path.parent.name): [int(each) / 1e9 for each in path.read_text().split()]
        for path in Path(f"/proc/{pid}/task").glob("*/schedstat")
    }
    first_s = times[pid][0]
    all_s, queued_s = (sum(each[column] for each in times.values()) for column in (0, 1))
    return first_s, all_s - first_s, queued_s


async def measure(count: int, lead_s: float, options: argparse.Namespace) -> dict[str, float]:
    """What so many calls cost, by the names of `COLUMNS`."""
    given = {"slots": str(count + SPARE), "step_ms": str(options.step_ms)}
    spec = WorkerSpec(engine="paced", options=given)
    async with working(spec, options.servers) as worker, asyncio.TaskGroup() as group:
        calls = Calls(worker.clients, lead_s)
        speaking = group.create_task(calls.run(count))
        await asyncio.sleep(options.warm_s)
        calls.firsts_ms.clear()
        before = await moment(worker, calls)
        await asyncio.sleep(options.seconds)
        after = await moment(worker, calls)
        speaking.cancel()
    return between(before, after) | _shares("first", calls.firsts_ms)


def between(before: Moment, after: Moment) -> dict[str, float]:
    """What happened between two moments. Figures of the engine are a little older than them."""
    told = {name: value - before.figures[name] for name, value in after.figures.items()}
    seconds = after.clock - before.clock
    engine_s, loop_s = after.engine_s - before.engine_s, after.loop_s - before.loop_s
    chunks = after.chunks - before.chunks
    frames_a_second = told["frames"] / told["device_clock"]
    return {
        "rows": told["frames"] / told["device_steps"],
        "chunks/s": chunks / seconds,
        "µs/frame": engine_s / seconds / frames_a_second * 1e6,
        "µs/chunk": loop_s / chunks * 1e6,
        "cores": (engine_s + loop_s) / seconds,
        "step ms": told["device_clock"] / told["device_steps"] * 1000,
        "waits %": told["device_waited_s"] / told["device_clock"] * 100,
        "late p50": after.figures["late_p50_s"] * 1000,
        "late p95": after.figures["late_p95_s"] * 1000,
        "queued": (after.queued_s - before.queued_s) / seconds,
        "servers": (after.own_s - before.own_s) / seconds,
    }


def _shares(name: str, times_ms: Sequence[float]) -> dict[str, float]:
    times = sorted(times_ms) or [0.0]
    return {f"{name} p50": times[len(times) // 2], f"{name} p95": times[len(times) * 95 // 100]}


def alone_us(count: int, lead_s: float, step_ms: float) -> float:
    """Microseconds of processor time a frame, where the engine is stepped and no more."""
    engine = PacedEngine(PacedOptions(slots=count, step_ms=step_ms))
    engine.ahead_s = lambda _id: lead_s
    engine.load()
    for id in range(count):
        engine.open(replace(JOB, id=id, seed=id))
        engine.feed(id, TEXT)
        engine.finish(id)

    def step(times: int) -> tuple[float, int]:
        for _ in range(times):
            engine.wait()
            engine.step(range(count))
        return time.thread_time(), engine.frames

    began, frames = step(ALONE_WARM_STEPS)
    ended, more_frames = step(ALONE_STEPS)
    return (ended - began) / (more_frames - frames) * 1e6


COLUMNS = {
    "calls": 0,
    "lead s": 2,
    "rows": 0,
    "chunks/s": 0,
    "alone": 1,
    "µs/frame": 1,
    "µs/chunk": 1,
    "cores": 2,
    "step ms": 1,
    "waits %": 1,
    "late p50": 2,
    "late p95": 2,
    "first p50": 0,
    "first p95": 0,
    "queued": 2,
    "servers": 2,
}
"""What is told, with how many digits behind the point. `alone` and `µs/frame` are the engine's
thread, `µs/chunk` the event loop; late and first are milliseconds."""


async def main() -> None:
    """Print a line for each number of calls and each lead."""
    parser = argparse.ArgumentParser(description="Measure the whole worker.")
    parser.add_argument("--calls", type=int, nargs="+", default=[64, 256, 512])
    parser.add_argument("--leads", type=float, nargs="+", default=list(LEADS_S))
    parser.add_argument("--servers", type=int, default=4)
    parser.add_argument("--step-ms", type=float, default=30.0)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--warm-s", type=float, default=3.0)
    options = parser.parse_args()
    print("".join(f"{name:>10}" for name in COLUMNS))
    for count in options.calls:
        for lead_s in options.leads:
            found = {"calls": count, "lead s": lead_s}
            found["alone"] = alone_us(count, lead_s, options.step_ms)
            found |= await measure(count, lead_s, options)
            cells = [f"{found[name]:10.{digits}f}" for name, digits in COLUMNS.items()]
            print("".join(cells), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
