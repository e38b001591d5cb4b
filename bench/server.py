"""What a second of speech costs the server process, and what of that nobody could save.

    python -m bench.server [--sessions 100] [--seconds 10] [--chunk-ms 80] [NAME …]

Sessions speak without a pause, a little faster than they are heard, and none is refused; the
engine `tone` takes all of them in one step and gives a chunk of each, as one on a GPU does. The
figures are ms of processor time for each second of speech, of the server's event loop, its other
threads (which encode) and the worker. Beside them stands what is done in any case, measured in the
same run: `encode`, the encoder over the same chunks in a loop; `send`, a process that sends as many
frames of the same size with `websockets` and does nothing else. `times` is the server process over
those two.
"""

import argparse
import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvloop

from bench.bare import Sending, sending
from bench.crowd import Crowd, Result, Wish
from rtts.audio.encoder import Encoder
from rtts.engines.tone import render
from rtts.measure.figures import fixed_work_ms
from rtts.measure.house import House, serving
from rtts.measure.turns import SENTENCES
from rtts.protocol.options import AudioOptions

TURN = " ".join(SENTENCES[:2])
RATE = 24_000
PACE = 1.25
STEP_MS = 20
TOKEN_S = 0.02
"""Fifty tokens a second: a quick language model."""
RAMP_S = 6.0
ENCODINGS = 5


@dataclass(frozen=True)
class Case:
    """What all sessions want."""

    audio: dict[str, Any] = field(default_factory=dict)
    token_s: float = 0.0

    @property
    def options(self) -> AudioOptions:
        """How the server has it."""
        return AudioOptions(**self.audio)


CASES = {
    "opus-20": Case(),
    "opus-20-tokens": Case(token_s=TOKEN_S),
    "opus-60": Case({"frame_ms": 60}),
    "mulaw": Case({"codec": "mulaw", "rate": 8000}),
    "pcm": Case({"codec": "pcm_s16le"}),
}


@dataclass(frozen=True)
class Load:
    """How much is asked for, in each case."""

    sessions: int
    seconds: float
    chunk_ms: int


@dataclass
class Cost:
    """Seconds on a processor, of a process."""

    loop: float
    others: float
    """Its other threads."""

    @classmethod
    def of(cls, pid: int) -> "Cost":
        """So far."""
        tasks = {
            int(task.name): _on_processor(task) for task in Path(f"/proc/{pid}/task").iterdir()
        }
        return cls(tasks.pop(pid), sum(tasks.values()))

    def since(self, before: "Cost") -> "Cost":
        """What was added."""
        return Cost(self.loop - before.loop, self.others - before.others)


def _on_processor(task: Path) -> float:
    """Seconds, of a thread; of one that has just ended, none."""
    with contextlib.suppress(OSError):
        return int((task / "schedstat").read_text().split()[0]) / 1e9
    return 0.0


async def crowd_at(url: str, pids: list[int], case: Case, load: Load) -> tuple[Result, list[Cost]]:
    """What became of the turns, and what they cost each process while it was counted."""
    crowd = Crowd(url, TURN, wish=Wish(case.audio, case.token_s))
    running = asyncio.ensure_future(crowd.run(load.sessions, RAMP_S, load.seconds))
    await asyncio.sleep(RAMP_S)
    before = [Cost.of(pid) for pid in pids]
    await asyncio.sleep(load.seconds)
    after = [Cost.of(pid) for pid in pids]
    result = await running
    return result, [now.since(then) for now, then in zip(after, before, strict=True)]


def flags(load: Load) -> list[str]:
    """Of a server whose engine keeps up with all of them."""
    options = {
        "slots": load.sessions,
        "chunk_ms": load.chunk_ms,
        "step_ms": STEP_MS,
        "pace": PACE,
        "grows": "true",
    }
    words = [
        word for name, value in options.items() for word in ("--engine-option", f"{name}={value}")
    ]
    return [*words, "--preload", "--idle-timeout", "0"]


def encode_alone(case: Case, chunk_ms: int) -> tuple[float, Sending]:
    """Processor seconds for a second of speech, and what a server of that has to send."""
    pcm, _ = render(TURN, rate=RATE)
    size = 2 * RATE * chunk_ms // 1000
    chunks = [pcm[at : at + size] for at in range(0, len(pcm), size)]
    audio_s = len(pcm) / 2 / RATE
    best, payloads = float("inf"), list[bytes]()
    for _ in range(ENCODINGS):
        encoder = Encoder(case.options, RATE)
        began = time.process_time()
        packets = [packet for chunk in chunks for packet in encoder.push(chunk)]
        packets += encoder.end_segment()
        best = min(best, time.process_time() - began)
        payloads = [packet.payload for packet in packets]
    options = case.options
    mean = sum(map(len, payloads)) // len(payloads)
    frames = max(round(chunk_ms / options.packet_ms), 1)
    chunk_s = frames * options.packet_ms / 1000
    ticks = options.packet_samples * options.clock // options.rate
    turn = Sending(mean, options.clock, ticks, frames, round(audio_s / chunk_s), chunk_s / PACE)
    return best / audio_s, turn


async def measure(house: House, case: Case, load: Load) -> list[float]:
    """The figures of a case, in the order of `HEADS`."""
    assert house.worker is not None
    pids = [house.process.pid, house.worker]
    result, (server, worker) = await crowd_at(house.url, pids, case, load)
    encode_s, turn = encode_alone(case, load.chunk_ms)
    with sending(turn) as (pid, url):
        bare_result, (bare,) = await crowd_at(url, [pid], case, load)
    per_s = 1000 / result.counted_audio_s
    send_s = bare.loop + bare.others
    encode_ms, send_ms = encode_s * 1000, send_s * 1000 / bare_result.counted_audio_s
    loop_ms, others_ms = server.loop * per_s, server.others * per_s
    firsts = sorted(result.firsts_ms)
    return [
        loop_ms,
        others_ms,
        (worker.loop + worker.others) * per_s,
        encode_ms,
        send_ms,
        (loop_ms + others_ms) / (encode_ms + send_ms),
        firsts[len(firsts) // 2],
        firsts[len(firsts) * 95 // 100],
        result.counted_audio_s / load.seconds,
    ]


HEADS = ("loop", "threads", "worker", "encode", "send", "times", "p50 ms", "p95 ms", "speech/s")


async def bench(names: list[str], load: Load) -> None:
    """A line for each case."""
    print(f"fixed piece of work: {fixed_work_ms():.0f} ms; {load}")
    print(f"{'':16}" + "".join(f"{head:>9}" for head in HEADS))
    for name in names or CASES:
        with serving("tone", *flags(load), module="bench.unguarded") as house:
            await crowd_at(house.url, [], CASES[name], Load(5, 1.0, load.chunk_ms))
            figures = await measure(house, CASES[name], load)
        print(f"{name:16}" + "".join(f"{figure:9.2f}" for figure in figures), flush=True)


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.server")
    parser.add_argument("names", nargs="*", choices=[*CASES, []], metavar="NAME")
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--chunk-ms", type=int, default=80)
    asked = parser.parse_args()
    uvloop.run(bench(asked.names, Load(asked.sessions, asked.seconds, asked.chunk_ms)))


if __name__ == "__main__":
    main()
