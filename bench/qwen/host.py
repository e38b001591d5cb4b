"""Measures what the host does in a step, for each utterance that rides: on any machine.

    python -m bench.qwen.host [--rows 64 256 512]

The engine is ours, from the order of a step to the chunks that leave it, with text, seats, late
reading and batches of the codec; networks and codec give the same numbers again and again, and
the time that they take is taken off. On a GPU the device works meanwhile: a step cannot be
shorter than this. Processor time of the best of 100 steps, and of the one in the middle.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import torch

from rtts.engines.base import Event, Job
from rtts.engines.qwen.buckets import buckets_up_to
from rtts.engines.qwen.codec.batches import CodecBatches
from rtts.engines.qwen.lanes import HostLane
from rtts.engines.qwen.loaded import Loaded
from rtts.engines.qwen.options import QwenOptions
from tests.engines.qwen.stand_in import checkpoint, stand_in

GROUPS, CODES, RING = 16, 900, 8
SAMPLE_RATE, SAMPLES = 24000, 1920
POSITIONS = 4096
WARM_STEPS, STEPS = 10, 100
TEXT = "The rest of it was told to them in another hall, and nobody asked who had been there. " * 30
LEADS_S = (0.0, 5.0)
"""Of a listener who hears each frame alone, and of one who hears four at once."""


class Spent:
    """Processor time that functions took, which is none of the host's."""

    def __init__(self) -> None:
        self.s = 0.0

    def by(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time noted."""

        def timed(*arguments: Any) -> Any:
            began = time.process_time()
            found = work(*arguments)
            self.s += time.process_time() - began
            return found

        return timed


def make_machine(rows: int) -> Any:
    """A machine whose networks and codec say what they said before."""
    machine = stand_in(rows, POSITIONS)
    frames, codec = machine.frames, machine.codec
    frames.tables.groups, frames.tables.heights = GROUPS, [CODES + 1] * GROUPS
    frames.slots.ring = torch.zeros(rows + 1, RING, GROUPS, dtype=torch.int64)
    codes = torch.randint(0, CODES, (rows, GROUPS))

    @cache
    def sound(count: int, frames_each: int) -> torch.Tensor:
        return torch.rand(count, frames_each * SAMPLES) - 0.5

    def step(riding: Sequence[int]) -> torch.Tensor:
        index = np.asarray(riding)
        frames.slots.frame[index] += 1
        frames.slots.length[index] += 1
        return codes[: len(riding)]

    codec.sample_rate, codec.samples_per_frame = SAMPLE_RATE, SAMPLES
    codec.decode = lambda given, _slots: sound(*given.shape[:2])
    frames.step = step
    return machine


def make_engine(rows: int, lead_s: float, spent: Spent) -> Loaded:
    """An engine that reads late, all of whose utterances are open and have their text."""
    machine = make_machine(rows)
    machine.frames.step = spent.by(machine.frames.step)
    sound = CodecBatches(
        machine.codec, machine.frames.slots.ring, lane=HostLane(), buckets=buckets_up_to(rows)
    )
    sound.record(lambda *_, **__: None)
    sound.decode = spent.by(sound.decode)  # type: ignore[method-assign]
    engine = Loaded(
        checkpoint(),
        QwenOptions(slots=rows, positions=POSITIONS),
        machine,
        lambda *_, **__: None,
        sound=sound,
        ahead_s=lambda _id: lead_s,
    )
    for id in range(rows):
        engine.open(Job(id=id, voice="x", language="en", seed=id), [])
        engine.feed(id, TEXT)
        engine.finish(id)
    return engine


def step_us(rows: int, lead_s: float) -> tuple[float, float]:
    """Microseconds a row of a step: the best, and the one in the middle."""
    spent = Spent()
    engine, order = make_engine(rows, lead_s, spent), tuple(range(rows))

    def step() -> list[Event]:
        engine.wait()
        return engine.step(order)

    times = []
    for count in range(WARM_STEPS + STEPS):
        spent.s, began = 0.0, time.process_time()
        step()
        if count >= WARM_STEPS:
            times.append(time.process_time() - began - spent.s)
    times.sort()
    return times[0] / rows * 1e6, times[STEPS // 2] / rows * 1e6


def main() -> None:
    """Print a line for each number of rows and each lead."""
    parser = argparse.ArgumentParser(description="Measure what the host does in a step.")
    parser.add_argument("--rows", type=int, nargs="+", default=[64, 256, 512])
    torch.set_num_threads(1)
    print("  rows   lead s   µs a row: best   middle   ms a step")
    for rows in parser.parse_args().rows:
        for lead_s in LEADS_S:
            best, middle = step_us(rows, lead_s)
            print(f"{rows:6} {lead_s:8.1f} {best:16.1f} {middle:8.1f} {middle * rows / 1000:11.2f}")


if __name__ == "__main__":
    main()
