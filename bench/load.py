"""How many sessions a server holds in real time, and what twice as many do to it.

`python -m bench.load` raises the number of sessions until a listener runs dry (twice in a row:
on a shared machine once is chance), comes back to where none does, and tells the first audio at
each load. Then twice as many come, and the turns that were good are counted: heard in time, and
without a pause. Server, worker and clients share the machine.
"""

import argparse
import asyncio
import contextlib
import json
import sys
import time
from dataclasses import dataclass, field

from websockets.exceptions import ConnectionClosed, InvalidStatus

from rtts.bench import (
    SENTENCES,
    House,
    Listener,
    _client,
    _percentiles,
    _send_turn,
    fixed_work_ms,
    measure_load,
    serving,
)

IN_TIME_MS = 1000
"""First audio later than this is no good turn."""
MOST_SESSIONS = 4000
CHANCES = 2
REFINEMENTS = 2
RETRY_S = 0.5

Figures = dict[str, float]


@dataclass
class Overload:
    """What became of the turns of a crowd."""

    good: int = 0
    late: int = 0
    interrupted: int = 0
    """Heard with a pause in it."""
    refused: int = 0
    good_audio_s: float = 0.0
    wall_s: float = 0.0
    firsts: list[float] = field(default_factory=list)

    @property
    def admitted(self) -> int:
        """Turns that were spoken, well or badly."""
        return self.good + self.late + self.interrupted


async def hold(house: House, seconds: float) -> tuple[int, list[Figures]]:
    """The most sessions without an underrun, and the figures of every number tried."""
    tried: list[Figures] = []

    async def holds(sessions: int) -> bool:
        for _ in range(CHANCES):
            figures = await measure_load(house, sessions, seconds)
            tried.append(figures)
            _print_load(figures)
            if not figures["underruns"]:
                return True
        return False

    held, sessions = 0, 25
    while sessions <= MOST_SESSIONS and await holds(sessions):
        held, sessions = sessions, sessions * 2
    for _ in range(REFINEMENTS):
        between = (held + sessions) // 2
        if between in (held, sessions):
            break
        if await holds(between):
            held = between
        else:
            sessions = between
    return held, tried


async def overload(house: House, sessions: int, seconds: float) -> Overload:
    """So many sessions ask for turn after turn, and count what they get."""
    result, began = Overload(), time.perf_counter()
    until = began + seconds
    await asyncio.gather(
        *(_ask_on(house.url, result, until, 4 * at / sessions) for at in range(sessions))
    )
    result.wall_s = time.perf_counter() - began
    return result


async def _ask_on(url: str, result: Overload, until: float, delay: float) -> None:
    """One session after the other, as long as they are refused or lost."""
    await asyncio.sleep(delay)
    while time.perf_counter() < until:
        try:
            async with _client(url) as client:
                turn = 0
                while time.perf_counter() < until:
                    await _send_turn(client, f"t{turn}", " ".join(SENTENCES[:4]))
                    await _hear(client, result)
                    turn += 1
        except InvalidStatus:
            result.refused += 1
            await asyncio.sleep(RETRY_S)
        except (ConnectionClosed, OSError):
            result.interrupted += 1


async def _hear(client: object, result: Overload) -> None:
    """Listen to one turn to its end, in real time."""
    listener, refused = Listener(), False
    listener.ask()
    async for message in client:  # type: ignore[attr-defined]
        if isinstance(message, bytes):
            listener.hear(message)
        elif '"type":"error"' in message:
            refused = True
            await asyncio.sleep(max(json.loads(message)["retry_after_ms"] / 1000, RETRY_S))
            if not listener.firsts:
                break
        elif '"context.done"' in message:
            break
    result.firsts += listener.firsts
    if refused:
        result.refused += 1
    elif listener.underruns:
        result.interrupted += 1
    elif not listener.firsts or listener.firsts[0] > IN_TIME_MS:
        result.late += 1
    else:
        result.good += 1
        result.good_audio_s += listener.audio_s
    await asyncio.sleep(max(listener.plays_until - time.perf_counter(), 0))


def _print_load(figures: Figures) -> None:
    print(
        f"{figures['sessions']:>10.0f}{figures['underruns']:>12.0f}"
        f"{figures['first_audio_p50_ms']:>12.0f}{figures['first_audio_p99_ms']:>12.0f}"
        f"{figures['cpu_ms_per_s']:>16.1f}{figures['client_cpu_ms_per_s']:>16.1f}",
        flush=True,
    )


def _print_overload(sessions: int, held: int, seconds: float, result: Overload) -> None:
    print(f"\n{sessions} sessions, twice what was held, for {seconds:g} s:")
    print(f"  turns: {result.good} good, {result.late} late, {result.interrupted} with a pause,")
    print(f"         {result.refused} refused")
    if result.firsts:
        firsts = _percentiles("first_audio", result.firsts)
        print("  " + ", ".join(f"{name} {value:.0f}" for name, value in firsts.items()))
    print(f"  good among admitted: {100 * result.good / max(result.admitted, 1):.0f} %")
    goodput = result.good_audio_s / result.wall_s
    print(f"  goodput: {goodput:.0f} s of speech in good turns per second, ", end="")
    print(f"{100 * goodput / held:.0f} % of the {held} that are held")


async def load(arguments: argparse.Namespace) -> None:
    """Both measurements."""
    print(f"fixed piece of work: {fixed_work_ms():.0f} ms")
    heads = ("sessions", "underruns", "p50 ms", "p99 ms")
    print("".join(f"{head:>{10 if head == 'sessions' else 12}}" for head in heads), end="")
    print(f"{'CPU ms per s':>16}{'client CPU':>16}")
    with serving(arguments.engine, "--preload", "--max-sessions", str(MOST_SESSIONS)) as house:
        held, _ = await hold(house, arguments.seconds)
        print(f"held in real time: {held} sessions")
        if held and not arguments.no_overload:
            result = await overload(house, 2 * held, arguments.seconds)
            _print_overload(2 * held, held, arguments.seconds, result)


def main() -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.load")
    parser.add_argument("--engine", default="espeak")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each load")
    parser.add_argument("--no-overload", action="store_true")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(load(parser.parse_args()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
