"""A CUDA graph on the CPU: operations over tensors that stay where they are, done again in turn.

Like a graph it knows only addresses. What it reads and writes besides its own memory it does not
keep alive, and what Python did while it was recorded is not done again.
"""

import ctypes
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from tests.engines.qwen.ordering.blocks import Block, CloseBlock, Deed
from tests.engines.qwen.ordering.device_calls import unwatched
from tests.engines.qwen.ordering.touched import Plan, elements

if TYPE_CHECKING:
    from tests.engines.qwen.ordering.watched_gpu import WatchedGpu

__all__ = ["Graph"]


class _Operation(NamedTuple):
    """One of them, with what it made when it was recorded."""

    func: Any
    args: Sequence[Any]
    kwargs: Mapping[str, Any]
    made: Sequence[torch.Tensor]
    close: Sequence[tuple[CloseBlock, torch.Tensor, Deed]]
    """What it does with blocks that are told apart by elements."""


class Graph:
    """What is recorded over the memory of a pool."""

    def __init__(self, gpu: "WatchedGpu") -> None:
        self._gpu = gpu
        self.pool = Block(is_pool=True)
        self._operations: list[_Operation] = []
        self._deeds: dict[tuple[Block, bool], Deed] = {}

    def add(
        self,
        plan: Plan,
        call: tuple[Any, Sequence[Any], Mapping[str, Any]],
        made: Sequence[torch.Tensor],
        deed: Deed,
    ) -> None:
        """An operation was called while this is recorded."""
        func, args, kwargs = call
        if plan.halts:
            raise RuntimeError(f"{plan.name} would halt the host while a graph is recorded")
        close = []
        for tensor, writes in plan.arguments(args, kwargs):
            block, its = self._gpu.memory.block_of(tensor), deed._replace(writes=writes)
            if block is None:
                if tensor.ndim:
                    raise RuntimeError(f"{plan.name} is given memory of the host that moves")
            elif isinstance(block, CloseBlock):
                close.append((block, self._borrowed(tensor), its))
            else:
                self._deeds.setdefault((block, writes), its)
        self._deeds.setdefault((self.pool, True), deed._replace(writes=True))
        args = [self._borrow(each) for each in args]
        kwargs = {name: self._borrow(each) for name, each in kwargs.items()}
        self._operations.append(_Operation(func, args, kwargs, made, close))

    def replay(self) -> None:
        """Do all of it again, in the stream that is used."""
        history, replay = self._gpu.history, self._gpu.deed("a replay")
        history.launch(replay)
        for (block, _), deed in self._deeds.items():
            if block.is_freed:
                history.tell("a graph uses memory that was freed", str(deed), str(replay))
                return
            history.access(block, _replayed(deed, replay))
        with unwatched(), torch.inference_mode():
            for each in self._operations:
                self._redo(each, replay)

    def _redo(self, operation: _Operation, replay: Deed) -> None:
        for block, tensor, deed in operation.close:
            which = elements(deed.what, [tensor, *operation.args[1:]], tensor)
            self._gpu.history.access(block, _replayed(deed, replay), which)
        found = operation.func(*operation.args, **operation.kwargs)
        if operation.made:
            results = [found] if isinstance(found, torch.Tensor) else found
            for target, result in zip(operation.made, results, strict=True):
                target.copy_(result)

    def _borrow(self, value: Any) -> Any:
        """An argument as it is kept."""
        if isinstance(value, torch.Tensor):
            return self._borrowed(value)
        if isinstance(value, list | tuple):
            return [self._borrow(each) for each in value]
        return value

    def _borrowed(self, tensor: torch.Tensor) -> torch.Tensor:
        """The same tensor, not kept alive if it was there before."""
        storage = tensor.untyped_storage()
        if self._gpu.memory.block_of(tensor) in (None, self.pool) or not storage.nbytes():
            return tensor
        memory = (ctypes.c_uint8 * storage.nbytes()).from_address(storage.data_ptr())
        whole = torch.frombuffer(memory, dtype=tensor.dtype)
        return whole.as_strided(tensor.size(), tensor.stride(), tensor.storage_offset())


def _replayed(deed: Deed, replay: Deed) -> Deed:
    """What is done in the stream of a replay; the line of its own comes first."""
    return deed._replace(who=replay.who, site=(*deed.site[:1], *replay.site))
