"""A worker's program whose engine is Qwen's host side, above a device that takes a fixed time.

    python -m bench.qwen.paced SOCKET SPEC

is `rtts.worker.child`, but for the engine: orders, text, seats, late reading and chunks are ours.
Networks and codec give the same numbers again and again, and the device that they would run on is
a time to wait for, in which the interpreter is free, as it is while a GPU works.
"""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from msgspec import Struct

from bench.qwen.host import POSITIONS, SAMPLE_RATE, SAMPLES, make_machine
from rtts.engines.base import EngineInfo, Event
from rtts.engines.options import read_options
from rtts.engines.qwen.buckets import buckets_up_to
from rtts.engines.qwen.codec.batches import CodecBatches
from rtts.engines.qwen.device import Place
from rtts.engines.qwen.engine import QwenEngine
from rtts.engines.qwen.gpu import settle
from rtts.engines.qwen.lanes import HostLane
from rtts.engines.qwen.options import QwenOptions
from rtts.engines.registry import ENGINES, EngineModule
from rtts.worker import child
from tests.engines.qwen.stand_in import END, checkpoint

__all__ = ["PROGRAM", "Device", "PacedEngine", "PacedOptions", "build"]

PROGRAM = ("-m", "bench.qwen.paced")
"""For `WorkerProcess`."""
SHORTEST, LONGEST = 50, 150
"""Frames of an utterance: 4 to 12 s."""
RECENT = 400


class PacedOptions(Struct, frozen=True, kw_only=True):
    """What can be set."""

    slots: int = 64
    step_ms: float = 30.0
    """What the device takes for a frame of all that ride."""


class Device:
    """Does what it is given one behind the other, each in a fixed time."""

    def __init__(
        self,
        step_s: float,
        *,
        clock: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._step_s = step_s
        self._clock = clock
        self._sleep = sleep
        self._free_at = 0.0
        self._launches = 0
        self._waited_s = 0.0
        self._lates_s: list[float] = []

    def launch(self) -> None:
        """Give it a step."""
        now = self._clock()
        if self._launches:
            self._waited_s += max(now - self._free_at, 0.0)
        self._free_at = max(self._free_at, now) + self._step_s
        self._launches += 1

    def mark(self) -> "_Due":
        """The end of all that it was given."""
        return _Due(self, self._free_at)

    def wait_until(self, due: float) -> None:
        """Wait for a mark, and note how late the thread goes on behind it."""
        remaining = due - self._clock()
        if remaining > 0:
            self._sleep(remaining)
            self._lates_s = [*self._lates_s[1 - RECENT :], self._clock() - due]

    def figures(self) -> dict[str, float]:
        """Steps, the clock, how long it had nothing to do by then, and how late the host was."""
        lates_s = sorted(self._lates_s) or [0.0]
        return {
            "device_steps": self._launches,
            "device_clock": self._clock(),
            "device_waited_s": self._waited_s,
            "late_p50_s": lates_s[len(lates_s) // 2],
            "late_p95_s": lates_s[len(lates_s) * 95 // 100],
        }


class _Due:
    """A point in the device's time."""

    def __init__(self, device: Device, due: float) -> None:
        self._device, self._due = device, due

    def wait(self) -> None:
        self._device.wait_until(self._due)


class PacedLane(HostLane):
    """What is put in is done when the device has had its time."""

    def __init__(self, device: Device) -> None:
        self._device = device

    def mark(self) -> Any:
        return self._device.mark()


class PacedEngine(QwenEngine):
    """Speaks the same numbers; how many frames depends on the slot."""

    def __init__(self, options: PacedOptions) -> None:
        info = EngineInfo(
            name="paced",
            model="",
            sample_rate=SAMPLE_RATE,
            default_voice="x",
            voices=(),
            languages=("en",),
            grows=True,
            slots=options.slots,
        )
        super().__init__(checkpoint(), QwenOptions(slots=options.slots, positions=POSITIONS), info)
        self.device = Device(options.step_ms / 1000)
        self.frames = 0
        """That were spoken."""

    def load(self) -> None:
        torch.set_num_threads(1)
        rows = self.info.slots
        machine, lane = make_machine(rows), PacedLane(self.device)
        machine.frames.lane = lane
        machine.frames.step = self._paced(machine.frames)
        machine.sound = CodecBatches(
            machine.codec, machine.frames.slots.ring, lane=lane, buckets=buckets_up_to(rows)
        )
        machine.sound.decode = _noise(machine.sound.most_samples())
        self.use(machine)
        settle(Place("cpu", torch.float32, "sdpa"))

    def _paced(self, frames: Any) -> Callable[[Sequence[int]], torch.Tensor]:
        """The step of the networks, on the device. What is whole comes to an end."""
        speak, slots = frames.step, frames.slots
        lengths = np.linspace(SHORTEST, LONGEST, slots.count + 1).astype(int)

        def step(riding: Sequence[int]) -> torch.Tensor:
            self.device.launch()
            codes: torch.Tensor = speak(riding).clone()
            index = np.asarray(riding)
            whole = slots.until[index] > POSITIONS
            over = whole & (slots.frame[index] > lengths[index])
            codes[torch.from_numpy(over), 0] = END
            return codes

        return step

    def step(self, order: Sequence[int]) -> list[Event]:
        events = super().step(order)
        self.frames += self.advanced or 0
        return events

    def figures(self) -> Mapping[str, float]:
        return {**super().figures(), **self.device.figures(), "frames": self.frames}


def _noise(most: int) -> Callable[[Sequence[int], Sequence[int], int], torch.Tensor]:
    """A codec that gives what it gave before: so many samples at the most."""
    samples = torch.randint(-9000, 9000, (most,), dtype=torch.int16)

    def decode(slots: Sequence[int], _firsts: Sequence[int], frames: int) -> torch.Tensor:
        return samples[: len(slots) * frames * SAMPLES].view(len(slots), frames * SAMPLES)

    return decode


def build(_model: str, options: Mapping[str, str]) -> PacedEngine:
    """The engine, not yet loaded. Raises SettingsError for a wrong option."""
    return PacedEngine(read_options(PacedOptions, "paced", options))


if __name__ == "__main__":
    ENGINES["paced"] = EngineModule("bench.qwen.paced")
    sys.exit(child.main(sys.argv[1:]))
