"""The memory of a GPU that is not there, and what is pinned of its host's."""

import weakref
from typing import Any

import torch

from tests.engines.qwen.ordering.blocks import Block, CloseBlock
from tests.engines.qwen.ordering.history import History

__all__ = ["Memory"]


class Memory:
    """Which tensors lie in which block. What lies in none is of the host, and not pinned."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._blocks: dict[int, Block] = {}
        self._deaths: dict[int, weakref.ref[Any]] = {}

    def block_of(self, tensor: torch.Tensor) -> Block | None:
        """What it lies in."""
        return self._blocks.get(tensor.untyped_storage()._cdata)

    def is_there(self, tensor: torch.Tensor) -> bool:
        """Whether it is on the device."""
        block = self.block_of(tensor)
        return block is not None and not block.is_pinned

    def place(self, tensor: torch.Tensor, block: Block) -> None:
        """Say what it lies in, and all views of it, as long as they live."""
        storage = tensor.untyped_storage()
        key = storage._cdata

        def die(_: object) -> None:
            del self._deaths[key]
            self._history.free(self._blocks.pop(key))

        self._blocks[key] = block
        self._deaths[key] = weakref.ref(storage, die)

    def adopt(self, module: torch.nn.Module, stream: int) -> None:
        """Say that all of a module was put on the device, in a stream, before anything else."""
        for tensor in (*module.parameters(), *module.buffers()):
            if self.block_of(tensor) is None:
                self.place(tensor, Block(stream))

    def watch_closely(self, tensor: torch.Tensor) -> CloseBlock:
        """Tell accesses to it apart by elements."""
        block = self.block_of(tensor)
        assert block is not None
        close = block if isinstance(block, CloseBlock) else CloseBlock(block, tensor.numel())
        self._blocks[tensor.untyped_storage()._cdata] = close
        return close

    def lend(self, tensor: torch.Tensor, stream: int) -> None:
        """Lend it again, when it is freed, only behind what is then in a stream."""
        block = self.block_of(tensor)
        assert block is not None
        block.lent_to.add(stream)
