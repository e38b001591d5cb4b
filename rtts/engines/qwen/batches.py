"""How a step is put to work for the rows that ride: at once, or by what was recorded for them.

Without recordings, the rows are prepared when they change and the step is called: every
operation of it is launched by the host. With them, each of a few sizes has tensors of its own
that never move, and what the step does over them is replayed by one launch: the host writes which
slots ride, if they changed, and no more.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import torch

from rtts.engines.qwen.buckets import bucket_for
from rtts.engines.qwen.lanes import Lane, Replay
from rtts.engines.qwen.slots import Rows, Slots
from rtts.engines.qwen.step import Step

__all__ = ["Batches", "Direct", "Report", "Runner"]

Report = Callable[..., object]
"""Told an event and its figures."""


class Runner(Protocol):
    """Runs a step for the slots that ride."""

    def run(self, riding: tuple[int, ...], extent: int) -> torch.Tensor:
        """The codes (B, G) of a frame of these slots, of which `extent` positions matter.

        Called inside the lane. The codes may be overwritten by the next call, in its turn.
        """
        ...


class Direct:
    """Calls the step. Rows are prepared anew only when others ride."""

    def __init__(self, slots: Slots, step: Step) -> None:
        self._slots, self._step = slots, step
        self._rows: Rows | None = None
        self._cleared: tuple[Rows, int, int] | None = None

    def run(self, riding: tuple[int, ...], extent: int) -> torch.Tensor:
        slots, step, rows = self._slots, self._step, self._rows
        if rows is None or rows.slots != riding:
            rows = self._rows = slots.rows(riding)
        if not step.reads_lengths and self._cleared != (rows, extent, slots.takings):
            slots.clear_up_to(riding, extent)
            self._cleared = (rows, extent, slots.takings)
        codes = torch.empty((len(riding), step.groups), dtype=torch.int64, device=slots.device)
        step(rows, extent, codes)
        return codes


@dataclass
class _Recording:
    """A size with all that its replays read and write."""

    rows: Rows
    codes: torch.Tensor  # (B, G)
    replay: Replay
    riding: tuple[int, ...]
    """Whose slots the rows hold now."""


class Batches:
    """Replays the step as it was recorded for the smallest size that holds the rows.

    What is left of that size is filled with rows of the scratch slot. A step that does not read
    lengths on the device is recorded so that it reads slots to their ends. `record` comes first.
    """

    def __init__(self, slots: Slots, step: Step, lane: Lane, sizes: Iterable[int]) -> None:
        self._slots, self._step, self._lane = slots, step, lane
        self._sizes = sorted(sizes)
        self._recordings: dict[int, _Recording] = {}

    def record(self, report: Report) -> None:
        """Record all sizes, the largest first: the others fit into the memory that it takes.

        Reports `graphs_recorded` with the rows and the seconds of each.
        """
        for size in reversed(self._sizes):
            began = time.perf_counter()
            self._recordings[size] = self._record(size)
            taken = time.perf_counter() - began
            report("graphs_recorded", rows=size, seconds=round(taken, 3))

    def run(self, riding: tuple[int, ...], extent: int) -> torch.Tensor:
        del extent  # it would be another recording
        slots, recording = self._slots, self._recordings[bucket_for(len(riding), self._sizes)]
        if recording.riding != riding:
            slots.fill(recording.rows, riding)
            recording.riding = riding
        if not self._step.reads_lengths:
            slots.clear_up_to(riding, slots.positions)
        recording.replay()
        return recording.codes[: len(riding)]

    def _record(self, size: int) -> _Recording:
        """Record a size over rows of the scratch slot."""
        slots, step = self._slots, self._step
        with torch.inference_mode(), self._lane.use():
            rows = slots.lasting_rows(size)
            if not step.reads_lengths:
                slots.clear_up_to([slots.scratch], slots.positions)
            codes = torch.zeros((size, step.groups), dtype=torch.int64, device=slots.device)
        replay = self._lane.record(partial(step, rows, slots.positions, codes))
        return _Recording(rows, codes, replay, rows.slots)
