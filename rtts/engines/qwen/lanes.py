"""Queues of work on the device: what is put into one is done in order, beside the others.

On a GPU a lane is a stream: who puts work into it does not wait, and says so where a result is
needed. What is done again and again with the same tensors is recorded once, as a CUDA graph,
and replayed by one launch. On the CPU everything is done at once, in the same order: the twin
by which all that uses lanes is proved without a GPU.
"""

import gc
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import torch

__all__ = ["CudaLane", "HostLane", "Lane", "Mark", "Replay", "make_lane", "staged", "upload"]

Replay = Callable[[], None]
"""Does again what was recorded, over the same tensors."""

_WARM_RUNS = 2
"""Libraries choose algorithms and reserve memory in the first; the second has all it needs."""


class Mark(Protocol):
    """A point in a lane."""

    def wait(self) -> None:
        """Let the host wait until all work before this point is done."""
        ...


class Lane(Protocol):
    """Work in order."""

    def use(self) -> AbstractContextManager[Any]:
        """What is called inside is put into this lane."""
        ...

    def record(self, work: Callable[[], object]) -> Replay:
        """Prepare work that will be done often. It is done a few times here, so it must bear that.

        It may read and write only tensors that stay where they are, and wait for nothing.
        """
        ...

    def mark(self) -> Mark:
        """The point behind all work put in so far."""
        ...

    def follow(self, mark: Mark) -> None:
        """Let what is put in from now on wait for a point of another lane."""
        ...

    def borrow(self, tensor: torch.Tensor) -> None:
        """Read what another lane made: freed, its memory is lent again only behind that.

        torch lends freed memory at once to the lane that it was taken in, and to no other.
        """
        ...


class _Passed:
    """A point that was passed when it was made."""

    def wait(self) -> None:
        pass


class HostLane:
    """The CPU: all is done when it is put in."""

    _passed = _Passed()

    def use(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def record(self, work: Callable[[], object]) -> Replay:
        def replay() -> None:
            with torch.inference_mode():
                work()

        for _ in range(_WARM_RUNS):
            replay()
        return replay

    def mark(self) -> Mark:
        return self._passed

    def follow(self, mark: Mark) -> None:
        pass

    def borrow(self, tensor: torch.Tensor) -> None:
        pass


class _Event:
    """A point in a stream."""

    def __init__(self, stream: Any) -> None:
        self.event = torch.cuda.Event()
        self.event.record(stream)

    def wait(self) -> None:
        self.event.synchronize()


@dataclass(frozen=True)
class _Recorded:
    """A graph, which knows only the addresses of tensors; `work` holds them."""

    graph: Any
    stream: Any
    work: Callable[[], object]

    def __call__(self) -> None:
        with torch.cuda.stream(self.stream):
            self.graph.replay()


class CudaLane:
    """A stream of a GPU. Its graphs share one pool of memory, so they must not overlap."""

    def __init__(self, device: torch.device | str, priority: int = 0) -> None:
        self.stream = torch.cuda.Stream(device, priority=priority)
        self._pool = torch.cuda.graph_pool_handle()
        # What was laid out before, by whichever stream, is there when this one begins.
        self.stream.wait_stream(torch.cuda.current_stream(device))

    def use(self) -> AbstractContextManager[Any]:
        context: AbstractContextManager[Any] = torch.cuda.stream(self.stream)
        return context

    def record(self, work: Callable[[], object]) -> Replay:
        with torch.inference_mode():
            with self.use():
                for _ in range(_WARM_RUNS):
                    work()
            self.stream.synchronize()
            gc.collect()  # a tensor that is collected during the capture would break it
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(
                graph,
                pool=self._pool,
                stream=self.stream,
                # What other threads ask of the GPU meanwhile is no part of it, nor an error.
                capture_error_mode="thread_local",
            ):
                work()

        replay = _Recorded(graph, self.stream, work)
        replay()  # the first one takes memory of the device for the graph, and time
        return replay

    def mark(self) -> Mark:
        return _Event(self.stream)

    def follow(self, mark: Mark) -> None:
        if isinstance(mark, _Event):
            self.stream.wait_event(mark.event)

    def borrow(self, tensor: torch.Tensor) -> None:
        if tensor.is_cuda:
            tensor.record_stream(self.stream)


def make_lane(device: torch.device | str, priority: int = 0) -> Lane:
    """A lane of a device. A lower priority number goes first where two lanes have work."""
    if torch.device(device).type == "cuda":
        return CudaLane(device, priority)
    return HostLane()


def staged(host: np.ndarray, device: torch.device) -> torch.Tensor:
    """An array of the host, where a device copies it from while the host goes on.

    A GPU's copy comes out of pinned memory, which torch lends again only when that copy is done,
    in whichever stream. For the CPU it is the array itself.
    """
    tensor = torch.from_numpy(host)
    return tensor.pin_memory() if device.type == "cuda" else tensor


def upload(host: np.ndarray, device: torch.device) -> torch.Tensor:
    """An array of the host, on a device, without waiting. On the CPU it is the array itself."""
    return staged(host, device).to(device, non_blocking=True)
