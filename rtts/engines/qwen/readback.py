"""Results on their way from the device to the host, which does not wait for them.

A copy from the device runs beside the host's work only into memory that is pinned, and to pin
memory takes long. So a few buffers are pinned once and lent again and again. What lies in one
may be looked at behind a mark of the lane that fills it, and only until it is given back: who
keeps something of it copies it.
"""

from collections.abc import Sequence
from math import prod
from typing import Any

import torch
from numpy.typing import NDArray

from rtts.engines.qwen.lanes import Lane

__all__ = ["Landing", "Readback"]


class Landing:
    """Where one result arrives."""

    def __init__(self, pool: "Readback", room: torch.Tensor, shape: Sequence[int]) -> None:
        self._pool = pool
        self._room = room
        self.target = room[: prod(shape)].view(*shape)

    def read(self) -> NDArray[Any]:
        """The result, once the lane has passed a mark behind it. A view, until `give_back`."""
        found: NDArray[Any] = self.target.numpy()
        return found

    def give_back(self) -> None:
        """Lend the buffer to a later result."""
        self._pool.free.append(self._room)


class Readback:
    """Buffers of one kind, each of so many elements."""

    def __init__(
        self, elements: int, dtype: torch.dtype, *, device: torch.device | str, count: int = 2
    ) -> None:
        self._elements, self._dtype = elements, dtype
        self._pinned = torch.device(device).type == "cuda"
        self.free = [self._make(elements) for _ in range(count)]
        """Buffers that nobody looks at."""

    def _make(self, elements: int) -> torch.Tensor:
        return torch.empty(elements, dtype=self._dtype, pin_memory=self._pinned)

    def fetch(self, result: torch.Tensor, lane: Lane) -> Landing:
        """Let a lane copy a result of the device, behind all that it was given so far.

        Where all buffers are lent one more is made, which stays.
        """
        room = self.free.pop() if self.free else self._make(self._elements)
        if len(room) < result.numel():
            room = self._make(result.numel())
        landing = Landing(self, room, result.shape)
        with lane.use():
            landing.target.copy_(result, non_blocking=True)
        return landing
