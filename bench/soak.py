"""Runs a server under clients that come, speak, break off and go: `python -m bench.soak`.

The server is this process, so that its tasks can be counted; the clients are another, so that
their memory is not. One turn in five is broken off, by a cancel or by cutting the line. What is
flat, and whether all comes back once everybody has gone, is told at the end.
"""

import argparse
import asyncio
import contextlib
import gc
import io
import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from rtts import log
from rtts.app import App
from rtts.measure.house import rss_mb
from rtts.measure.turns import SENTENCES
from rtts.settings.settings import Settings

ABORTED = 0.2
TURNS_A_SESSION = 3
SETTLED_S = 3.0
RSS_GROWTH = 0.05
"""Of the last third over the one before it; less than this is the allocator's weather."""


@dataclass(frozen=True)
class Sample:
    """The house at one moment."""

    second: float
    sessions: int
    rss_mb: float
    files: int
    tasks: int
    threads: int
    worker_mb: float
    worker_files: int


def sample(app: App, began: float) -> Sample:
    """Count everything now."""
    worker = app.supervisor.pid
    return Sample(
        second=time.monotonic() - began,
        sessions=app.server.sessions,
        rss_mb=rss_mb(os.getpid()),
        files=_files(os.getpid()),
        tasks=len(asyncio.all_tasks()),
        threads=threading.active_count(),
        worker_mb=rss_mb(worker) if worker else 0.0,
        worker_files=_files(worker) if worker else 0,
    )


def _files(pid: int) -> int:
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


async def soak(arguments: argparse.Namespace) -> bool:
    """Serve, sample and tell; whether all was flat and came back."""
    app = App(Settings(engine=arguments.engine, port=0, http_port=0, idle_timeout=0))
    addresses = await app.start()
    try:
        await _callers(addresses.websocket, sessions=1, seconds=3)
        began = time.monotonic()
        before = await _settled(app, began)
        _print_heads()
        _print_row(before)
        calling = asyncio.create_task(
            _callers(addresses.websocket, arguments.sessions, arguments.minutes * 60)
        )
        samples: list[Sample] = []
        every_s = max(arguments.minutes * 60 / 24, 1.0)
        while not calling.done():
            await asyncio.wait([calling], timeout=every_s)
            if not calling.done():
                samples.append(sample(app, began))
                _print_row(samples[-1])
        print(calling.result())
        after = await _settled(app, began)
        _print_row(after)
        return _judge(before, samples, after)
    finally:
        await app.close()


async def _settled(app: App, began: float) -> Sample:
    """The house once everybody has gone and what they left was collected."""
    while app.server.sessions:  # noqa: ASYNC110  # nobody tells
        await asyncio.sleep(0.1)
    await asyncio.sleep(SETTLED_S)
    gc.collect()
    return sample(app, began)


async def _callers(url: str, sessions: int, seconds: float) -> str:
    """Run the clients in a process of their own; what they have to say at the end."""
    command = [sys.executable, "-m", "bench.soak", "--call", url]
    command += ["--sessions", str(sessions), "--minutes", str(seconds / 60)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    return output.decode().strip()


def _print_heads() -> None:
    print("  ".join(f"{each.name:>12}" for each in fields(Sample)))


def _print_row(row: Sample) -> None:
    print("  ".join(f"{value:>12.1f}" for value in astuple(row)), flush=True)


def _judge(before: Sample, samples: Sequence[Sample], after: Sample) -> bool:
    """Say of each figure whether it stayed flat, and whether it came back."""
    third = len(samples) // 3
    middle, last = samples[third : 2 * third], samples[2 * third :]
    verdicts = [
        _flat("rss_mb", lambda each: each.rss_mb, middle, last),
        _flat("worker_mb", lambda each: each.worker_mb, middle, last),
    ]
    for name in ("files", "tasks", "threads", "worker_files"):
        was, now = getattr(before, name), getattr(after, name)
        verdicts.append(now <= was)
        print(f"{name:<14} {was} before, {now} after: {'back' if now <= was else 'NOT BACK'}")
    return all(verdicts)


def _flat(
    name: str,
    figure: Callable[[Sample], float],
    middle: Sequence[Sample],
    last: Sequence[Sample],
) -> bool:
    if not middle or not last:
        return True
    earlier = sum(map(figure, middle)) / len(middle)
    later = sum(map(figure, last)) / len(last)
    flat = later <= earlier * (1 + RSS_GROWTH)
    print(f"{name:<14} {earlier:.1f} then {later:.1f}: {'flat' if flat else 'NOT FLAT'}")
    return flat


# The clients.


@dataclass
class Tally:
    """What the clients did."""

    sessions: int = 0
    turns: int = 0
    cancelled: int = 0
    cut: int = 0
    errors: int = 0

    def __str__(self) -> str:
        return (
            f"{self.sessions} sessions, {self.turns} turns: {self.cancelled} cancelled, "
            f"{self.cut} cut off, {self.errors} errors"
        )


async def call(url: str, sessions: int, seconds: float) -> Tally:
    """So many clients at once, one session after the other each."""
    tally, until = Tally(), time.monotonic() + seconds
    await asyncio.gather(
        *(_come_and_go(url, random.Random(n), tally, until) for n in range(sessions))  # noqa: S311
    )
    return tally


async def _come_and_go(url: str, chance: random.Random, tally: Tally, until: float) -> None:
    while time.monotonic() < until:
        tally.sessions += 1
        async with connect(url, compression=None, max_size=None) as client:
            with contextlib.suppress(ConnectionClosed):
                await client.recv()
                for turn in range(TURNS_A_SESSION):
                    if not await _turn(client, f"t{turn}", chance, tally):
                        break


async def _turn(client: ClientConnection, name: str, chance: random.Random, tally: Tally) -> bool:
    """Speak, word by word; sometimes break off. False if the line was cut."""
    tally.turns += 1
    text = " ".join(chance.sample(SENTENCES, 2))
    for word in text.split(" "):
        await _say(client, "text", context=name, text=f"{word} ")
    await _say(client, "end", context=name)
    abort_at = chance.randrange(100) if chance.random() < ABORTED else -1
    cut = chance.random() < 0.5
    frames = 0
    async for raw in client:
        frames += isinstance(raw, bytes)
        if abort_at >= 0 and frames > abort_at:
            if cut:
                tally.cut += 1
                client.transport.abort()
                return False
            tally.cancelled += 1
            abort_at = -1
            await _say(client, "cancel", context=name)
        if isinstance(raw, str):
            message = json.loads(raw)
            tally.errors += message["type"] == "error"
            if message["type"] in ("context.done", "context.cancelled"):
                if message["type"] == "context.done":  # else the next one would wait for the ear
                    await _say(client, "played", context=name, played_ms=message["audio_ms"])
                return True
    return False


async def _say(client: ClientConnection, kind: str, **fields: object) -> None:
    await client.send(json.dumps({"type": kind, **fields}))


def main() -> int:
    """Soak, or be the clients of one that does."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak")
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--sessions", type=int, default=20, help="at once")
    parser.add_argument("--engine", default="espeak")
    parser.add_argument("--call", metavar="URL", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.call:
        print(asyncio.run(call(arguments.call, arguments.sessions, arguments.minutes * 60)))
        return 0
    lines = io.BytesIO()
    log.configure("error", lines)
    good = asyncio.run(soak(arguments))
    faults = lines.getvalue().decode()
    print(faults or "nothing of level error was logged")
    return 0 if good and not faults else 1


if __name__ == "__main__":
    sys.exit(main())
