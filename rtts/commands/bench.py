"""`rtts bench`: what the server costs, beside what the engine alone costs, in one run.

Machines differ and swing, so nothing here is told in absolute terms alone. The engine is
measured by itself first; what the server adds to its first chunk is the server's share of
first audio. A fixed piece of work is timed in the same run, to compare runs on different days.
The server, its worker and the clients share the machine, as they do where it is tried out.
"""

import asyncio
import contextlib
import hashlib
import itertools
import json
import os
import re
import signal
import statistics
import struct
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

__all__ = ["BenchOptions", "bench", "render"]

SENTENCES = (
    "The train to the coast leaves from platform four in ten minutes.",
    "I have moved your appointment to Thursday morning at half past nine.",
    "Your parcel was handed to the courier and should arrive tomorrow.",
    "Let me check that for you, it will only take a moment.",
    "The weather stays mild until the weekend, with some rain in the evening.",
)
"""What a voice agent says in a turn, about four seconds each."""

_SHORTEST_RETRY_S = 0.1
_HEADER = struct.Struct("<BBBBHHIHH")
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass(frozen=True)
class BenchOptions:
    """How much to measure."""

    engine: str = "espeak"
    turns: int = 200
    """Turns of the one session whose first audio is measured."""
    sessions: int = 100
    """Sessions that speak at once."""
    seconds: float = 20.0
    """How long they speak."""
    idle_sessions: int = 400
    """Sessions that say nothing, whose memory is measured."""
    find_limit: bool = False
    """Raise the number of sessions until the first underrun or refusal."""


@dataclass
class Report:
    """All figures of one run. Times in ms, memory in 10^6 bytes, unless a name says otherwise."""

    fixed_work_ms: float = 0.0
    engine: dict[str, float] = field(default_factory=dict)
    first_audio: dict[str, float] = field(default_factory=dict)
    load: list[dict[str, float]] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)


# A server to measure.


@dataclass
class House:
    """A running `rtts serve`, its addresses and its processes."""

    process: subprocess.Popen[str]
    url: str
    http: str

    @property
    def worker(self) -> int | None:
        """The worker's process id, if one runs."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        children = path.read_text().split()
        return int(children[0]) if children else None

    def cpu_s(self) -> float:
        """Processor time of server and worker so far."""
        pids = [self.process.pid, *([self.worker] if self.worker else [])]
        return sum(_cpu_s(pid) for pid in pids)


@contextlib.contextmanager
def serving(engine: str, *flags: str) -> Iterator[House]:
    """A server of its own on free ports, ended by its process id."""
    command = [sys.executable, "-m", "rtts", "serve", "--engine", engine]
    command += ["--port", "0", "--http-port", "0", "--log-level", "error", *flags]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield _announced(process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=40)


def _announced(process: subprocess.Popen[str]) -> House:
    assert process.stdout is not None
    url = http = ""
    for line in process.stdout:
        if found := re.search(r"wss?://\S+", line):
            url = url or found[0]
        if found := re.search(r"https?://\S+", line):
            http = http or found[0]
        if url and http:
            return House(process, url, http)
    raise RuntimeError("The server ended before it said where it listens.")


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _rss_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_MB


# The engine alone.

_ENGINE_ALONE = """
import json, sys, time
from rtts.engines.base import Chunk, Ended, Job
from rtts.engines.registry import build
engine = build(sys.argv[1]); engine.load()
firsts, audio_s, cpu = [], 0.0, 0.0
for number in range(int(sys.argv[2])):
    text = json.loads(sys.argv[3])[number % 5]
    began, began_cpu, first = time.perf_counter(), time.process_time(), None
    info = engine.info
    engine.open(Job(id=number, voice=info.default_voice, language=info.languages[0]))
    engine.feed(number, text); engine.finish(number)
    ended = False
    while not ended:
        for event in engine.step((number,)):
            if isinstance(event, Chunk):
                first = first or time.perf_counter() - began
                audio_s += len(event.pcm) / 2 / info.sample_rate
            ended = ended or isinstance(event, Ended)
    cpu += time.process_time() - began_cpu
    firsts.append(first * 1000)
print(json.dumps({"firsts": firsts, "cpu_ms_per_s": cpu * 1000 / audio_s}))
"""


def measure_engine(options: BenchOptions) -> tuple[dict[str, float], list[float]]:
    """The engine in a process of its own: first chunks, and processor time per s of speech."""
    arguments = [options.engine, str(options.turns), json.dumps(SENTENCES)]
    done = subprocess.run(
        [sys.executable, "-c", _ENGINE_ALONE, *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    raw = json.loads(done.stdout)
    figures = _percentiles("first_chunk", raw["firsts"])
    return {**figures, "cpu_ms_per_s": raw["cpu_ms_per_s"]}, raw["firsts"]


# First audio.


async def measure_first_audio(house: House, turns: int, alone: list[float]) -> dict[str, float]:
    """One session, turn after turn; the server's share is what it adds to the engine's own."""
    own = [statistics.median(alone[at::5] or alone) for at in range(5)]
    firsts, shares = [], []
    async with _client(house.url) as client:
        for turn in range(-5, turns):  # the first few load what is loaded only once
            first = await _time_turn(client, f"t{turn}", SENTENCES[turn % 5])
            await client.send(json.dumps({"type": "cancel"}))  # or it would speak in real time
            await _read_until(client, "context.cancelled")
            if turn >= 0:
                firsts.append(first)
                shares.append(first - own[turn % 5])
    return {**_percentiles("first_audio", firsts), **_percentiles("server_share", shares)}


@contextlib.asynccontextmanager
async def _client(url: str) -> AsyncIterator[ClientConnection]:
    async with connect(url, compression=None, max_size=None) as client:
        await client.recv()  # ready
        yield client


async def _time_turn(client: ClientConnection, turn: str, text: str) -> float:
    """Milliseconds to the first frame. A turn that is refused is said again when it may be."""
    for attempt in itertools.count():
        name = f"{turn}.{attempt}"
        began = time.perf_counter()
        await _send_turn(client, name, text)
        retry_s = await _first_frame(client, name)
        if retry_s is None:
            return (time.perf_counter() - began) * 1000
        await asyncio.sleep(retry_s)
    raise AssertionError  # numbers do not end


async def _first_frame(client: ClientConnection, name: str) -> float | None:
    """Wait for sound; if the turn is refused, after how many seconds it may be said again.

    Raises RuntimeError if there will be none.
    """
    while not isinstance(message := await client.recv(), bytes):
        if '"type":"error"' not in message:
            continue
        told = json.loads(message)
        if told["context"] != name:
            continue  # such as the end of a turn that was refused, which nobody knows
        if told["code"] != "overloaded":
            raise RuntimeError(f"The server would not speak: {message}")
        return _retry_s(told)
    return None


def _retry_s(told: dict[str, Any]) -> float:
    """When somebody who was refused may come again."""
    return max(float(told.get("retry_after_ms", 0)) / 1000, _SHORTEST_RETRY_S)


async def _read_until(client: ClientConnection, kind: str) -> None:
    async for message in client:
        if isinstance(message, str) and f'"type":"{kind}"' in message:
            return


async def _send_turn(client: ClientConnection, name: str, text: str) -> None:
    await client.send(json.dumps({"type": "text", "context": name, "text": text}))
    await client.send(json.dumps({"type": "end", "context": name}))


# Many sessions at once.


@dataclass
class Listener:
    """Plays what one session receives, by the clock, and counts when it runs dry."""

    plays_until: float = 0.0
    audio_s: float = 0.0
    underruns: int = 0
    refused: int = 0
    """Sessions and turns that the server did not take."""
    firsts: list[float] = field(default_factory=list)
    asked_at: float = 0.0
    clock: Callable[[], float] = time.perf_counter

    def ask(self) -> None:
        """A turn begins: silence until its first frame is no underrun."""
        self.asked_at = self.clock()
        self.plays_until = 0.0

    def hear(self, frame: bytes) -> None:
        """A frame arrived."""
        now = self.clock()
        samples = _HEADER.unpack_from(frame)[7]
        if not self.plays_until:
            self.firsts.append(round((now - self.asked_at) * 1000, 3))
            self.plays_until = now
        elif now > self.plays_until:
            self.underruns += 1
            self.plays_until = now
        self.plays_until += samples / 48000
        self.audio_s += samples / 48000


async def measure_load(house: House, sessions: int, seconds: float) -> dict[str, float]:
    """So many sessions speak without a pause, each listener playing in real time."""
    listeners = [Listener() for _ in range(sessions)]
    cpu_s, began = house.cpu_s(), time.perf_counter()
    own_cpu_s = time.process_time()
    until = began + seconds
    await asyncio.gather(
        *(_speak_until(house.url, each, until, at / sessions) for at, each in enumerate(listeners))
    )
    cpu_s, own_cpu_s = house.cpu_s() - cpu_s, time.process_time() - own_cpu_s
    audio_s = sum(each.audio_s for each in listeners)
    firsts = [first for each in listeners for first in each.firsts]
    figures = {
        "sessions": sessions,
        "underruns": sum(each.underruns for each in listeners),
        "refused": sum(each.refused for each in listeners),
        "audio_s": audio_s,
    }
    if not audio_s:  # everybody was refused
        return figures
    return figures | {
        "cpu_ms_per_s": cpu_s * 1000 / audio_s,
        "client_cpu_ms_per_s": own_cpu_s * 1000 / audio_s,
        **_percentiles("first_audio", firsts),
    }


async def _speak_until(url: str, listener: Listener, until: float, delay: float) -> None:
    """Turns of four sentences, each begun when the one before has been heard.

    Who is refused comes again when the server said that it may.
    """
    text = " ".join(SENTENCES[:4])
    await asyncio.sleep(delay * 4)
    while time.perf_counter() < until:
        try:
            async with _client(url) as client:
                await _speak_turns(client, listener, text, until)
        except InvalidStatus as refused:
            if refused.response.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
                raise
            listener.refused += 1
            wait_s = float(refused.response.headers.get("Retry-After", 1))
            await asyncio.sleep(min(wait_s, max(until - time.perf_counter(), 0)))


async def _speak_turns(
    client: ClientConnection, listener: Listener, text: str, until: float
) -> None:
    turn = 0
    while (left_s := until - time.perf_counter()) > 0:
        listener.ask()
        await _send_turn(client, f"t{turn}", text)
        retry_s = await _hear_turn(client, listener, f"t{turn}")
        if retry_s is None:
            await asyncio.sleep(max(listener.plays_until - time.perf_counter(), 0))
        else:
            listener.refused += 1
            await asyncio.sleep(min(retry_s, left_s))
        turn += 1


async def _hear_turn(client: ClientConnection, listener: Listener, name: str) -> float | None:
    """Hear a turn to its end; if it is refused, after how many seconds it may be said again."""
    while True:
        message = await client.recv()
        if isinstance(message, bytes):
            listener.hear(message)
            continue
        told: dict[str, Any] = json.loads(message)
        if told.get("context") != name:
            continue  # such as the end of a turn that was refused, which nobody knows
        if told["type"] in ("context.done", "context.cancelled"):
            return None
        silent = not listener.plays_until
        if silent and told["type"] == "error" and told["code"] == "overloaded":
            return _retry_s(told)


# Memory.


async def measure_memory(engine: str, idle_sessions: int) -> dict[str, float]:
    """The server before its first client, asked over HTTP, with idle sessions, and after speech."""
    with serving(engine, "--idle-timeout", "1") as house:
        pid = house.process.pid
        figures = {"waiting_mb": _rss_mb(pid)}
        await asyncio.to_thread(_health, house)
        figures["before_speech_mb"] = _rss_mb(pid)
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(20):
                await stack.enter_async_context(_client(house.url))
            before = _rss_mb(pid)
            for _ in range(idle_sessions):
                await stack.enter_async_context(_client(house.url))
            figures["idle_session_kb"] = (_rss_mb(pid) - before) * 1000 / idle_sessions
        async with _client(house.url) as client:
            for turn in range(4):
                await _send_turn(client, f"t{turn}", SENTENCES[turn % 5])
                await _read_until(client, "context.done")
        while house.worker is not None:  # noqa: ASYNC110  # another process has no event
            await asyncio.sleep(0.2)
        figures["after_unload_mb"] = _rss_mb(pid)
    return figures


def _health(house: House) -> None:
    with urlopen(f"{house.http}/health", timeout=5) as response:  # noqa: S310  # our own server
        response.read()


# Putting it together.


def fixed_work_ms() -> float:
    """A fixed piece of work, to tell a fast day of a machine from a slow one."""
    began = time.perf_counter()
    data = b"rtts" * 2**18
    for _ in range(40):
        data = hashlib.sha256(data).digest() * 2**15
    return (time.perf_counter() - began) * 1000


async def bench(options: BenchOptions) -> Report:
    """Everything, one part after the other."""
    report = Report(fixed_work_ms=fixed_work_ms())
    report.engine, alone = await asyncio.to_thread(measure_engine, options)
    report.memory = await measure_memory(options.engine, options.idle_sessions)
    with serving(options.engine, "--preload") as house:
        report.first_audio = await measure_first_audio(house, options.turns, alone)
        sessions = options.sessions
        while True:
            figures = await measure_load(house, sessions, options.seconds)
            report.load.append(figures)
            full = figures["underruns"] or figures["refused"]
            if not options.find_limit or full or sessions > 2000:
                return report
            sessions = sessions * 5 // 4


def render(report: Report) -> str:
    """The report as a table for people."""
    lines = [f"{'fixed piece of work':<34}{report.fixed_work_ms:>10.1f} ms"]
    sections: list[tuple[str, dict[str, Any]]] = [
        ("engine alone", report.engine),
        ("one session", report.first_audio),
        *((f"{figures['sessions']:.0f} sessions", figures) for figures in report.load),
        ("memory", report.memory),
    ]
    for title, figures in sections:
        lines += ["", title]
        lines += [f"  {name:<32}{value:>10.2f}" for name, value in figures.items()]
    return "\n".join(lines)


def to_json(report: Report) -> str:
    """The report for machines."""
    return json.dumps(asdict(report), indent=2)


def _percentiles(name: str, values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        f"{name}_p50_ms": ordered[len(ordered) // 2],
        f"{name}_p99_ms": ordered[min(len(ordered) * 99 // 100, len(ordered) - 1)],
    }
