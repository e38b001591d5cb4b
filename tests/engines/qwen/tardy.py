"""Lanes that do nothing before they must: the twin of a device that is far behind its host."""

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any

import torch

from rtts.engines.qwen.buckets import buckets_up_to
from rtts.engines.qwen.codec.batches import CodecBatches
from rtts.engines.qwen.lanes import HostLane, Lane, Mark, Replay
from rtts.engines.qwen.readback import Landing, Readback
from tests.engines.qwen.stand_in import StandInCodec

__all__ = ["TardyCodec", "TardyLane", "tardy_readback", "tardy_sound"]


class TardyLane:
    """Work waits in it until somebody waits for a mark behind it."""

    def __init__(self) -> None:
        self._work: deque[Callable[[], object]] = deque()
        self._done = 0

    def put(self, work: Callable[[], object]) -> None:
        """Do this later, in its turn."""
        self._work.append(work)

    def run_to(self, point: int) -> None:
        """Do all before a point."""
        while self._done < point:
            self._done += 1
            self._work.popleft()()

    def use(self) -> Any:
        return nullcontext()

    def record(self, work: Callable[[], object]) -> Replay:
        return HostLane().record(work)

    def mark(self) -> Mark:
        return TardyMark(self, self._done + len(self._work))

    def follow(self, mark: Mark) -> None:
        mark.wait()

    def borrow(self, tensor: torch.Tensor) -> None:
        """Nothing is freed that is still to be read."""


class TardyMark:
    """A point in such a lane."""

    def __init__(self, lane: TardyLane, point: int) -> None:
        self._lane, self._point = lane, point

    def wait(self) -> None:
        self._lane.run_to(self._point)


class TardyCodec(StandInCodec):
    """Begins streams in its lane's turn."""

    def __init__(self, slots: int, lane: TardyLane) -> None:
        super().__init__(slots)
        self._lane = lane

    def reset(self, slots: Sequence[int]) -> None:
        which = list(slots)
        self._lane.put(lambda: super(TardyCodec, self).reset(which))

    def prime(self, codes: torch.Tensor, slots: torch.Tensor) -> None:
        self._lane.put(lambda: self.decode(codes, slots))


class _TardyBatches(CodecBatches):
    """Looks into the ring when its turn has come."""

    def decode(self, slots: Sequence[int], firsts: Sequence[int], frames: int) -> torch.Tensor:
        assert isinstance(self.lane, TardyLane)
        assert 0 < len(slots) <= self.most_rows(frames)
        samples = frames * self.codec.samples_per_frame
        found = torch.full((len(slots), samples), -1, dtype=torch.int16)
        now = super().decode
        self.lane.put(lambda: found.copy_(now(slots, firsts, frames)))
        return found


def tardy_sound(codec: Any, ring: torch.Tensor, lane: Lane) -> CodecBatches:
    """The codec in batches, in a lane of this kind."""
    return _TardyBatches(codec, ring, lane=lane, buckets=buckets_up_to(codec.slots))


def tardy_readback(
    self: Readback, result: torch.Tensor, lane: Lane, fetch: Any = Readback.fetch
) -> Landing:
    """In the place of `Readback.fetch`: what is there before the lane's turn is nonsense."""
    landing: Landing = fetch(self, result, HostLane())
    landing.target.fill_(-7)
    assert isinstance(lane, TardyLane)
    lane.put(lambda: landing.target.copy_(result))
    return landing
