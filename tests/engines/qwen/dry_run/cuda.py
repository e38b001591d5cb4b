"""What `torch.cuda` is to the engine: streams, events, graphs, and what a device is asked.

Each stand-in takes what the real one takes, by its signature, so that an argument which torch does
not know is found out. A graph is captured by doing its work once, under the rules for that.
"""

import contextlib
import inspect
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from unittest.mock import patch

import torch

from tests.engines.qwen.dry_run.rules import Rules

__all__ = ["pretended_cuda"]

_FREE = 139 * 2**30
_CAPABILITY = (9, 0)
_Stream, _Event, _Graph = torch.cuda.Stream, torch.cuda.Event, torch.cuda.CUDAGraph
_MODES = ("global", "thread_local", "relaxed")


def like(real: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a stand-in take no more than the real function does."""
    signature = inspect.signature(real)

    def decorate(stand_in: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(stand_in)
        def call(*given: Any, **named: Any) -> Any:
            signature.bind(*given, **named)
            return stand_in(*given, **named)

        return call

    return decorate


class Cuda:
    """The one device."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.current = Stream(self)
        self.is_capturing = False

    def check(self, device: Any) -> None:
        """It has the number 0."""
        assert torch.device("cuda" if device is None else device) in (
            torch.device("cuda"),
            torch.device("cuda:0"),
        )


class Stream:
    """A queue of work, all of which is done when it is put in."""

    def __init__(self, cuda: Cuda) -> None:
        self.cuda = cuda

    @like(_Stream.wait_event)
    def wait_event(self, event: "Event") -> None:
        assert event.is_recorded, "it waits for an event that was never recorded"
        self.cuda.rules.refuse("a stream waits for an event", "captured")

    @like(_Stream.wait_stream)
    def wait_stream(self, stream: "Stream") -> None:
        assert isinstance(stream, Stream)
        self.cuda.rules.refuse("a stream waits for another", "captured")

    @like(_Stream.synchronize)
    def synchronize(self) -> None:
        self.cuda.rules.wait("Stream.synchronize")


class Event:
    """A point in a stream."""

    def __init__(self, cuda: Cuda) -> None:
        self.cuda = cuda
        self.is_recorded = False

    @like(_Event.record)
    def record(self, stream: Stream | None = None) -> None:
        assert stream is None or isinstance(stream, Stream)
        self.cuda.rules.refuse("an event is recorded", "captured")
        self.is_recorded = True

    @like(_Event.synchronize)
    def synchronize(self) -> None:
        """A step is waited for in the next one: so this is not refused to who speaks."""
        assert self.is_recorded, "it waits for an event that was never recorded"
        self.cuda.rules.refuse("Event.synchronize", "captured")

    @like(_Event.elapsed_time)
    def elapsed_time(self, end_event: "Event") -> float:
        assert self.is_recorded
        assert end_event.is_recorded
        return 1.0


class Graph:
    """What was captured."""

    def __init__(self, cuda: Cuda) -> None:
        self.cuda = cuda
        self.is_captured = False

    @like(_Graph.replay)
    def replay(self) -> None:
        assert self.is_captured, "a graph is replayed that holds nothing"
        self.cuda.rules.refuse("a graph is replayed", "captured")


@contextlib.contextmanager
def pretended_cuda(rules: Rules) -> Iterator[None]:
    """Put the stand-ins in place of torch's own."""
    cuda = Cuda(rules)
    with contextlib.ExitStack() as stack:
        for name, stand_in in (_queues(cuda) | _questions(cuda)).items():
            stack.enter_context(patch.object(torch.cuda, name, stand_in))
        stack.enter_context(patch.object(torch.Tensor, "record_stream", _record_stream))
        yield


def _record_stream(tensor: torch.Tensor, stream: Stream) -> None:
    """Memory may be used again behind what the stream does with it."""
    assert tensor.device.type == "cuda"
    assert isinstance(stream, Stream)


def _queues(cuda: Cuda) -> dict[str, Callable[..., Any]]:
    """Streams, events and graphs, by their names in `torch.cuda`."""

    # torch made these three for a build without CUDA too, but not their signatures.
    @like(lambda device=None, priority=0: (device, priority))
    def make_stream(device: Any = None, **_how: int) -> Stream:
        cuda.check(device)
        return Stream(cuda)

    @like(lambda enable_timing=False, blocking=False: (enable_timing, blocking))
    def make_event(**_how: bool) -> Event:
        return Event(cuda)

    @like(lambda keep_graph=False: keep_graph)
    def make_graph(**_how: bool) -> Graph:
        return Graph(cuda)

    @like(torch.cuda.stream)
    @contextlib.contextmanager
    def use(stream: Stream) -> Iterator[None]:
        assert isinstance(stream, Stream)
        before, cuda.current = cuda.current, stream
        try:
            yield
        finally:
            cuda.current = before

    @like(torch.cuda.graph)
    @contextlib.contextmanager
    def capture(
        graph: Graph, *, pool: Any, stream: Stream, capture_error_mode: str = "global"
    ) -> Iterator[None]:
        assert not cuda.is_capturing, "a graph is captured within another"
        assert capture_error_mode in _MODES
        assert pool
        cuda.is_capturing = True
        with use(stream), cuda.rules.during("captured"):
            yield
        cuda.is_capturing, graph.is_captured = False, True

    @like(torch.cuda.current_stream)
    def current_stream(device: Any = None) -> Stream:
        cuda.check(device)
        return cuda.current

    return {
        "Stream": make_stream,
        "Event": make_event,
        "CUDAGraph": make_graph,
        "stream": use,
        "graph": capture,
        "current_stream": current_stream,
        "graph_pool_handle": like(torch.cuda.graph_pool_handle)(lambda: (0, 1)),
    }


def _questions(cuda: Cuda) -> dict[str, Callable[..., Any]]:
    """What the device is asked and told, likewise."""

    @like(torch.cuda.synchronize)
    def synchronize(device: Any = None) -> None:
        cuda.check(device)
        cuda.rules.wait("torch.cuda.synchronize")

    @like(torch.cuda.set_device)
    def set_device(device: Any) -> None:
        assert torch.device(device).index == 0, "torch refuses the mere word `cuda`"

    def told(name: str, value: object) -> Callable[..., Any]:
        return like(getattr(torch.cuda, name))(lambda *_given, **_named: value)

    values = {
        "is_available": True,
        "device_count": 1,
        "current_device": 0,
        "get_device_capability": _CAPABILITY,
        "mem_get_info": (_FREE, _FREE),
        "memory_reserved": 0,
        "empty_cache": None,
    }
    return {"synchronize": synchronize, "set_device": set_device} | {
        name: told(name, value) for name, value in values.items()
    }
