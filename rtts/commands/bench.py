"""`rtts bench`: what the server costs, beside what the engine alone costs, in one run.

Machines differ and swing, so nothing here is told in absolute terms alone. The engine is
measured by itself first; what the server adds to its first chunk is the server's share of
first audio. A fixed piece of work is timed in the same run, to compare runs on different days.
The server, its worker and the clients share the machine, as they do where it is tried out.
"""

import asyncio
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from rtts.measure.alone import measure_engine
from rtts.measure.figures import fixed_work_ms
from rtts.measure.first_audio import measure_first_audio
from rtts.measure.house import serving
from rtts.measure.load import measure_load
from rtts.measure.memory import measure_memory

__all__ = ["BenchOptions", "Report", "bench", "more_sessions", "render", "to_json"]


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


async def bench(options: BenchOptions) -> Report:
    """Everything, one part after the other."""
    report = Report(fixed_work_ms=fixed_work_ms())
    report.engine, alone = await asyncio.to_thread(measure_engine, options.engine, options.turns)
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
            sessions = more_sessions(sessions)


def more_sessions(sessions: int) -> int:
    """How many are tried next on the way to the limit: a quarter more, and one at least."""
    return sessions + max(sessions // 4, 1)


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
