"""A GPU that does everything at once, on the CPU, and watches in which order it was asked to.

What the product asks of `torch.cuda`, and of tensors that it puts on the device `cuda`, is
answered as by a GPU: tensors there say that they are there, copies to and from the host are
copies, and what is recorded is a list of operations over tensors that stay where they are. The
results are right in any order, since nothing is ever late. Whether a GPU, on which anything may
be late, would come to the same is what its `History` tells.
"""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from types import FrameType
from typing import Any
from unittest.mock import patch

import torch

from tests.engines.qwen.ordering.blocks import HOST, Block, CloseBlock, Deed, Site
from tests.engines.qwen.ordering.device_calls import Calls, Home, Operations, unwatched
from tests.engines.qwen.ordering.history import History, Point
from tests.engines.qwen.ordering.memory import Memory
from tests.engines.qwen.ordering.recorded_graph import Graph
from tests.engines.qwen.ordering.touched import Plan, elements, tensors_in

__all__ = ["WatchedGpu"]

_PRODUCT = "/rtts/engines/qwen/"
_LINES = 4

_numbers = count()


class Stream:
    """One of its streams."""

    def __init__(self, gpu: "WatchedGpu", number: int) -> None:
        self.gpu, self.number = gpu, number

    def wait_stream(self, other: "Stream") -> None:
        history = self.gpu.history
        history.follow(self.number, history.mark(other.number))

    def wait_event(self, event: "Event") -> None:
        self.gpu.history.follow(self.number, event.point)

    def synchronize(self) -> None:
        self.gpu.wait_for(self.number)


class Event:
    """A point in one."""

    point: Point = ()

    def __init__(self, gpu: "WatchedGpu") -> None:
        self._gpu = gpu

    def record(self, stream: Stream) -> None:
        self.point = self._gpu.history.mark(stream.number)

    def synchronize(self) -> None:
        self._gpu.history.follow(HOST, self.point)


class WatchedGpu:
    """The whole of it. `on` puts it in the place of `torch.cuda`."""

    def __init__(self) -> None:
        # Each has a number of its own: the product keeps some tables by their device.
        self.device = torch.device("cuda", next(_numbers))
        self.history = History()
        self.memory = Memory(self.history)
        self.halts: list[Deed] = []
        """Where the host was made to wait for all of a stream, by an operation."""
        self.default = self._make_stream()
        self.current = self.default
        self.graph: Graph | None = None
        """What is being recorded."""
        self._calls, self._operations = Calls(self), Operations(self)

    @contextlib.contextmanager
    def on(self) -> Iterator[None]:
        """Be what torch takes for a GPU."""
        answers: dict[str, Any] = {
            "Stream": self._make_stream,
            "Event": lambda: Event(self),
            "CUDAGraph": lambda: Graph(self),
            "graph": self._record,
            "graph_pool_handle": lambda: Block(is_pool=True),
            "stream": self._use,
            "current_stream": lambda _device=None: self.current,
            "synchronize": lambda _device=None: self.synchronize(),
            "mem_get_info": lambda _device=None: (2**20, 2**20),
            "memory_reserved": lambda _device=None: 0,
        }
        with (
            patch.multiple(torch.cuda, **answers),
            patch.object(torch.Tensor, "record_stream", self._lend),
            self._calls,
            self._operations,
        ):
            yield

    @staticmethod
    def _lend(tensor: torch.Tensor, stream: Stream) -> None:
        """What `Tensor.record_stream` does."""
        stream.gpu.memory.lend(tensor, stream.number)

    # Streams.

    def _make_stream(self, _device: Any = None, priority: int = 0) -> Stream:
        number = len(self.history.names)
        name = f"stream {number - 1} of priority {priority}"
        if number == 1:
            name = "the default stream"
        return Stream(self, self.history.add(name))

    @contextlib.contextmanager
    def _use(self, stream: Stream) -> Iterator[None]:
        before, self.current = self.current, stream
        try:
            yield
        finally:
            self.current = before

    @contextlib.contextmanager
    def _record(
        self, graph: Graph, pool: Block, stream: Stream, capture_error_mode: str
    ) -> Iterator[None]:
        del capture_error_mode
        with self._use(stream):
            self.graph, graph.pool = graph, pool
            try:
                yield
            finally:
                self.graph = None

    def wait_for(self, stream: int) -> None:
        """Let the host wait for all that is in a stream."""
        self.history.follow(HOST, self.history.mark(stream))

    def synchronize(self) -> None:
        """Let it wait for all that is anywhere."""
        for stream in range(1, len(self.history.names)):
            self.wait_for(stream)

    # Operations.

    def did(self, plan: Plan, call: tuple[Any, Any, Any], result: Any) -> None:
        """An operation was called: func, args, kwargs."""
        _, args, kwargs = call
        given = list(plan.arguments(args, kwargs))
        there = [self.memory.is_there(tensor) for tensor, _ in given]
        if not any(there or [self._calls.home is Home.DEVICE]):
            self._did_on_host(plan, given, result)
            return
        made = self._place_new(result, given)
        if plan.is_empty:
            return
        deed = self.deed(plan.name)
        if self.graph is not None:
            self.graph.add(plan, call, made, deed)
            return
        self._launch(plan, args, [*given, *((tensor, True) for tensor in made)], deed)

    def _did_on_host(
        self, plan: Plan, given: Sequence[tuple[torch.Tensor, bool]], result: Any
    ) -> None:
        if self._calls.home is Home.PINNED:
            for tensor in tensors_in(result):
                self.memory.place(tensor, Block(is_pinned=True))
        for tensor, writes in given:
            self.access_by_host(tensor, plan.name, writes=writes)

    def _place_new(
        self, result: Any, given: Sequence[tuple[torch.Tensor, bool]] = ()
    ) -> list[torch.Tensor]:
        """The tensors that an operation made, which lie somewhere from now on."""
        old = {id(tensor) for tensor, _ in given}
        made = [each for each in tensors_in(result) if id(each) not in old]
        for tensor in made:
            pool = None if self.graph is None else self.graph.pool
            self.memory.place(tensor, pool or Block(self.current.number))
        return made

    def _launch(
        self,
        plan: Plan,
        args: Sequence[Any],
        touched: Sequence[tuple[torch.Tensor, bool]],
        deed: Deed,
    ) -> None:
        """Note what an operation does in the stream that is used."""
        self.history.launch(deed)
        halts = plan.halts
        for tensor, writes in touched:
            block = self.memory.block_of(tensor)
            if block is None:
                halts |= _halts_for(plan, args, tensor)
                continue
            if block.is_pinned:
                halts |= plan.is_copy and not _is_non_blocking(args)
            which = elements(plan.name, args, tensor) if isinstance(block, CloseBlock) else None
            self.history.access(block, deed._replace(writes=writes), which)
        if halts:
            self.halts.append(deed)
            self.wait_for(deed.who)

    def whole(
        self, function: Callable[..., Any], made: Callable[[Any], Any] = lambda found: found
    ) -> Callable[..., Any]:
        """A function of others as one operation, which makes tensors of what the host has."""

        def call(*args: Any, **kwargs: Any) -> Any:
            with unwatched():
                found = function(*args, **kwargs)
            deed = self.deed(function.__name__)
            self.history.launch(deed)
            for tensor in self._place_new(made(found)):
                block = self.memory.block_of(tensor)
                assert block is not None
                self.history.access(block, deed._replace(writes=True))
            return found

        return call

    def access_by_host(self, tensor: torch.Tensor, what: str, *, writes: bool = False) -> None:
        """The host reads or writes a tensor, if it is one of those that the device copies."""
        block = self.memory.block_of(tensor)
        if block is not None:
            self.history.access(block, Deed(HOST, what, _site(), writes))

    def deed(self, what: str) -> Deed:
        """Something that is put into the stream that is used."""
        return Deed(self.current.number, what, _site())


def _site() -> Site:
    """The lines of the product that are being run, the innermost first."""
    found: list[str] = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and len(found) < _LINES:
        path = frame.f_code.co_filename
        if _PRODUCT in path:
            name = path.rpartition(_PRODUCT)[2]
            found.append(f"{name}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return tuple(found)


def _halts_for(plan: Plan, args: Sequence[Any], tensor: torch.Tensor) -> bool:
    """Whether the host waits since an operation is given a tensor of its own that may move.

    Of what it copies to the device the driver takes a copy; what comes from there it waits for.
    """
    if plan.is_copy:
        return tensor is args[0] or not _is_non_blocking(args)
    if tensor.ndim and not plan.name.startswith("aten::index"):
        raise RuntimeError(f"{plan.name} is given tensors of the device and of the host")
    return tensor.ndim > 0


def _is_non_blocking(args: Sequence[Any]) -> bool:
    """What `copy_` was told."""
    return len(args) > 2 and bool(args[2])
