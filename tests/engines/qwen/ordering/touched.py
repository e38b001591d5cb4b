"""What an operation of torch reads and writes, by what its schema says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

__all__ = ["Plan", "elements", "plan_of", "tensors_in"]

aten = torch.ops.aten

_INDEXED = {"aten::index", "aten::index_put_"}
"""By indices of several dimensions at once."""
_SELECTED = {"aten::index_select", "aten::index_copy_", "aten::index_fill_"}
"""By indices of one."""
_READ_BY_HOST = {
    "aten::_local_scalar_dense",
    "aten::equal",
    "aten::is_nonzero",
    "aten::masked_select",
    "aten::nonzero",
    "aten::_unique2",
}
"""What the host waits for: their result is a number, or of a shape that data say."""


@dataclass(frozen=True)
class Plan:
    """What is known of an operation before it is called."""

    name: str
    is_composite: bool
    """It is called as a whole, in inference mode, and made of others."""
    is_view: bool
    """It looks at memory in another way, and touches none."""
    is_factory: bool
    """It makes a tensor of no other, at most one like another."""
    is_empty: bool
    """It takes memory, and touches none."""
    is_copy: bool
    halts: bool
    """The host waits for its result."""
    places: frozenset[int]
    words: frozenset[str]
    """Which arguments it writes to."""

    def arguments(
        self, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> Iterator[tuple[torch.Tensor, bool]]:
        """Each tensor that it reads or writes, and whether it is written to."""
        if self.is_factory:
            return
        for place, given in enumerate(args):
            for tensor in tensors_in(given):
                yield tensor, place in self.places
        for word, given in kwargs.items():
            for tensor in tensors_in(given):
                yield tensor, word in self.words


@cache
def plan_of(operation: Any) -> Plan:
    """Of an overload of an operator."""
    schema = operation._schema
    written = [
        (place, argument.name)
        for place, argument in enumerate(schema.arguments)
        if argument.alias_info is not None and argument.alias_info.is_write
    ]
    shared = [each.alias_info for each in schema.returns if each.alias_info is not None]
    name = schema.name
    return Plan(
        name=name,
        is_composite=operation._can_decompose(),
        is_view=any(not alias.is_write for alias in shared) or name == "aten::_unsafe_view",
        is_factory=name.startswith("aten::new_") or name.endswith("_like"),
        is_empty=name.startswith(("aten::empty", "aten::new_empty")),
        is_copy=name == "aten::copy_",
        halts=name in _READ_BY_HOST,
        places=frozenset(place for place, _ in written),
        words=frozenset(word for _, word in written),
    )


def tensors_in(value: Any) -> Iterator[torch.Tensor]:
    """A tensor, or those in a list or a tuple."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            if isinstance(each, torch.Tensor):
                yield each


def elements(name: str, args: Sequence[Any], tensor: torch.Tensor) -> NDArray[np.int64]:
    """Which elements of its memory an operation touches through a tensor that it is given.

    Those that indices choose are found by the same choice among numbers.
    """
    size = tensor.untyped_storage().nbytes() // tensor.element_size()
    numbers = torch.arange(size).as_strided(tensor.size(), tensor.stride(), tensor.storage_offset())
    if tensor is args[0] and name in _INDEXED:
        numbers = aten.index(numbers, args[1])
    elif tensor is args[0] and name in _SELECTED:
        numbers = aten.index_select(numbers, args[1], args[2])
    found: NDArray[np.int64] = numbers.reshape(-1).numpy()
    return found
