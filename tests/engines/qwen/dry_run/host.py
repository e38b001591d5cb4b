"""What the host has of tensors: memory that is pinned, and what it reads.

torch's own methods would ask for a CUDA that this build may not have, or for numbers that are not
there; so others are put in their place.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch.utils._pytree import tree_map

from tests.engines.qwen.dry_run.indexing import get, put
from tests.engines.qwen.dry_run.rules import Rules

__all__ = ["Host", "address", "numbered"]

aten = torch.ops.aten
_ALIGNED = 512
"""Bytes: a multiple of this is where torch lets memory of a GPU begin."""
_KINDS = {
    torch.float32: np.float32,
    torch.bfloat16: np.float32,
    torch.int64: np.int64,
    torch.int32: np.int32,
    torch.int16: np.int16,
    torch.uint8: np.uint8,
    torch.bool: np.bool_,
}
_MOST = 100
"""Above the codes and samples that are read: no utterance ends by itself."""


class Host:
    """Pinned memory, and numbers in place of those of a device."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._random = np.random.default_rng(0)
        self._pinned: dict[int, Any] = {}
        self._tensor, self._empty, self._to = torch.tensor, torch.empty, torch.Tensor.to

    def pin(self, tensor: torch.Tensor) -> torch.Tensor:
        """Remember that a tensor's memory is pinned."""
        assert tensor.device.type == "cpu", "only memory of the host can be pinned"
        self.rules.refuse("memory is pinned", "captured")
        storage = tensor.untyped_storage()
        self._pinned[storage._cdata] = storage
        return tensor

    def is_pinned(self, tensor: torch.Tensor) -> bool:
        """Whether a GPU copies from there by itself."""
        return tensor.untyped_storage()._cdata in self._pinned

    def read(self, tensor: torch.Tensor) -> Any:
        """Something that it may hold. Of one number: zero, or true."""
        kind, shape = _KINDS[tensor.dtype], tuple(tensor.shape)
        if kind is np.bool_:
            return np.ones(shape, kind)
        if kind is np.float32:
            return self._random.standard_normal(shape).astype(kind) if shape else np.zeros((), kind)
        return self._random.integers(0, _MOST, shape).astype(kind)

    def _number(self, tensor: torch.Tensor) -> Any:
        self.rules.wait("a number is read")
        return self.read(tensor).item()

    def _array(self, tensor: torch.Tensor) -> Any:
        assert tensor.device.type == "cpu", "numpy cannot look at a GPU"
        return self.read(tensor)

    def _make(self, value: Any, **how: Any) -> torch.Tensor:
        """`torch.tensor`: what is for a GPU is copied there, and waited for."""
        device, pinned = how.pop("device", None), how.pop("pin_memory", False)
        made = self._tensor(value, **how)
        if device is not None and torch.device(device).type != made.device.type:
            return made.to(device)
        return self.pin(made) if pinned else made

    def _make_empty(self, *size: Any, **how: Any) -> torch.Tensor:
        pinned = how.pop("pin_memory", False)
        made = self._empty(*size, **how)
        return self.pin(made) if pinned else made

    def _move(self, tensor: torch.Tensor, *given: Any, **how: Any) -> torch.Tensor:
        given, how = tree_map(numbered, (given, how))
        return self._to(tensor, *given, **how)

    def functions(self) -> dict[str, Callable[..., Any]]:
        """What stands for functions of `torch`."""
        return {"tensor": self._make, "empty": self._make_empty}

    def methods(self) -> dict[str, Callable[..., Any]]:
        """What stands for methods of any `torch.Tensor`."""
        return {
            "to": self._move,
            "copy_": aten.copy_.default,
            "pin_memory": lambda tensor: self.pin(tensor.clone()),
            "is_pinned": self.is_pinned,
            "numpy": self._array,
            "tolist": lambda tensor: self._array(tensor).tolist(),
            "data_ptr": address,
        }

    def methods_on_gpu(self) -> dict[str, Callable[..., Any]]:
        """The same, of those that say that they lie on a GPU; others keep their own."""
        return {
            "__getitem__": lambda tensor, index: get(tensor, index, self.rules),
            "__setitem__": lambda tensor, index, value: put(tensor, index, value, self.rules),
            "nonzero": aten.nonzero.default,
            "__invert__": aten.bitwise_not.default,
            "contiguous": aten.contiguous.default,
            "item": self._number,
            "__float__": lambda tensor: float(self._number(tensor)),
            "__int__": lambda tensor: int(self._number(tensor)),
            "__index__": lambda tensor: int(self._number(tensor)),
            "__bool__": lambda tensor: bool(self._number(tensor)),
        }


def numbered(value: Any) -> Any:
    """The device by its number, for which torch would ask CUDA; all else as it is."""
    is_bare = isinstance(value, str | torch.device) and str(value) == "cuda"
    return torch.device("cuda:0") if is_bare else value


def address(tensor: torch.Tensor) -> int:
    """Where a tensor would lie, as far as alignment goes; another place for other memory."""
    offset = tensor.storage_offset() * tensor.element_size()
    return int(tensor.untyped_storage()._cdata) * _ALIGNED + offset
