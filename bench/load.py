"""How many sessions a server carries, and what twice as many do to it.

`python -m bench.load` has two parts, since either the server or its engine is the limit:

* `server`: an engine that is hundreds of times faster than its listeners. The processors are the
  limit: event loop, encoders, worker and clients share them.
* `engine`: the engine `tone` with steps that take a fixed time. It makes so many seconds of audio
  a second and no more, whatever the machine, and the processors have little to do.

Each part first finds what is carried: the most sessions, of which each speaks without a pause,
with 99 turns of 100 good (heard in a second, and without a pause), when everybody is let in. Then
twice as many come to the real server, and wait when they are told to. What counts is how much of
what can be carried still is, and how many of the turns that were let in were good.
"""

import argparse
import asyncio
import contextlib
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from bench.crowd import Crowd, Result, hurry
from rtts.measure.figures import fixed_work_ms
from rtts.measure.house import House
from rtts.measure.house import serving as serving_engine
from rtts.measure.turns import SENTENCES

TURN = " ".join(SENTENCES[:2])
RAMP_S = 7.0
"""As long as a turn, so that at any time as many begin as at any other."""
WARM_UP_SESSIONS, WARM_UP_S = 5, 1.0
GOOD = 0.99
MOST_SESSIONS = 4000
CHANCES = 2
"""On a shared machine once is chance."""
REFINEMENTS = 3


@dataclass(frozen=True)
class Part:
    """A server to measure, and how its search begins."""

    title: str
    engine: str
    flags: tuple[str, ...]
    first: int
    """Sessions to begin with."""


SERVER_FLAGS = ("--preload", "--idle-timeout", "0", "--max-sessions", str(MOST_SESSIONS))
TONE_SLOTS, TONE_CHUNK_MS, TONE_STEP_MS = 20, 200, 100
"""A step gives 4 s of audio in a tenth of a second."""


def parts(engine: str, options: list[str]) -> dict[str, Part]:
    """Both, by their names. The options are of the engine whose server is the limit."""
    chosen = [word for option in options for word in ("--engine-option", option)]
    tone = (f"slots={TONE_SLOTS}", f"chunk_ms={TONE_CHUNK_MS}", f"step_ms={TONE_STEP_MS}")
    steps = [word for option in tone for word in ("--engine-option", option)]
    return {
        "server": Part(f"the server is the limit: {engine}", engine, tuple(chosen), first=100),
        "engine": Part(
            f"the engine is the limit: tone, {', '.join(tone)}", "tone", tuple(steps), first=20
        ),
    }


def serving(part: Part, module: str = "rtts") -> AbstractContextManager[House]:
    """A server for it, which takes as many as come."""
    return serving_engine(part.engine, *part.flags, *SERVER_FLAGS, module=module)


async def measure(house: House, sessions: int, seconds: float) -> Result:
    """What becomes of the turns of so many; a line of it is shown."""
    cpu_s = house.cpu_s()
    result = await Crowd(house.url, TURN).run(sessions, RAMP_S, seconds)
    show(sessions, result, house.cpu_s() - cpu_s)
    return result


async def warm_up(house: House) -> None:
    """Have everything imported and learnt that first sessions bring about."""
    await Crowd(house.url, TURN).run(WARM_UP_SESSIONS, 0.5, WARM_UP_S)


async def carried(part: Part, seconds: float) -> int:
    """The most sessions of whose turns 99 of 100 are good, everybody being let in."""
    with serving(part, "bench.unguarded") as house:
        await warm_up(house)

        async def carries(sessions: int) -> bool:
            for _ in range(CHANCES):
                if (await measure(house, sessions, seconds)).good_share >= GOOD:
                    return True
            return False

        held, sessions = 0, part.first
        while sessions <= MOST_SESSIONS and await carries(sessions):
            held, sessions = sessions, sessions * 2
        for _ in range(REFINEMENTS):
            between = (held + sessions) // 2
            if between in (held, sessions):
                break
            if await carries(between):
                held = between
            else:
                sessions = between
    return held


async def overload(part: Part, held: int, times: float, seconds: float) -> None:
    """So many times what is carried come to the real server."""
    with serving(part) as house:
        await warm_up(house)
        sessions = round(times * held)
        print(f"{sessions} sessions, {times:g} times what is carried, come to the real server:")
        result = await measure(house, sessions, seconds)
    print(f"  {100 * result.good_share:.1f} % of the {result.admitted} turns let in were good")
    print(f"  goodput: {result.goodput:.0f} s of speech in good turns per second,", end=" ")
    print(f"{100 * result.goodput / held:.0f} % of the {held} that are carried", flush=True)


HEADS = {
    "sessions": "sessions",
    "good": "good",
    "late": "late",
    "interrupted": "pause",
    "refused": "refused",
    "unjudged": "unjudged",
    "late_seconds": "client late",
    "p50": "p50 ms",
    "p99": "p99 ms",
    "goodput": "goodput",
    "cpu": "CPU ms/s",
    "own": "client CPU",
}


def show(sessions: int, result: Result, cpu_s: float) -> None:
    """A line of the table. Processor time is for each second of speech."""
    firsts = sorted(result.firsts_ms) or [0.0]
    audio_s = max(result.audio_s, 1.0)
    cells: dict[str, Any] = {
        **vars(result),
        "sessions": sessions,
        "late_seconds": f"{result.late_seconds} s",
        "p50": round(firsts[len(firsts) // 2]),
        "p99": round(firsts[len(firsts) * 99 // 100]),
        "goodput": round(result.goodput),
        "cpu": f"{1000 * cpu_s / audio_s:.1f}",
        "own": f"{1000 * result.cpu_s / audio_s:.2f}",
    }
    print("".join(f"{cells[name]!s:>12}" for name in HEADS), flush=True)


async def load(arguments: argparse.Namespace) -> None:
    """All that was asked for."""
    print(f"fixed piece of work: {fixed_work_ms():.0f} ms")
    print("clients go before others" if hurry() else "clients have to wait as others do")
    known = parts(arguments.engine, arguments.engine_option)
    for name in known if arguments.part == "both" else [arguments.part]:
        part = known[name]
        print(f"\n{part.title}\n{''.join(f'{head:>12}' for head in HEADS.values())}")
        held = arguments.carried or await carried(part, arguments.seconds)
        print(f"carried: {held} sessions\n")
        if held:
            await overload(part, held, arguments.times, arguments.seconds)
    print(f"\nfixed piece of work: {fixed_work_ms():.0f} ms")


def main() -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.load")
    parser.add_argument("--part", choices=("server", "engine", "both"), default="both")
    parser.add_argument("--engine", default="espeak", help="one that is not the limit")
    parser.add_argument("--engine-option", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--seconds", type=float, default=20.0, help="that each load is counted")
    parser.add_argument("--carried", type=int, help="what is carried, where that is known")
    parser.add_argument("--times", type=float, default=2.0, help="as much as is carried")
    with contextlib.suppress(KeyboardInterrupt):
        _run(load(parser.parse_args()))
    return 0


def _run(coroutine: Any) -> None:
    """Run to the end, on the fastest loop there is."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(coroutine)
    else:
        uvloop.run(coroutine)


if __name__ == "__main__":
    sys.exit(main())
