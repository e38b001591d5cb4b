"""What stands in brackets behind a tensor, done by operations that need no CUDA."""

from typing import Any

import torch

from tests.engines.qwen.dry_run.rules import Rules

__all__ = ["get", "put"]

aten = torch.ops.aten
Places = list[torch.Tensor | None]
"""Of each dimension the tensor that it is indexed by, if it is."""


def get(tensor: torch.Tensor, index: Any, rules: Rules) -> torch.Tensor:
    """`tensor[index]`."""
    view, places = _viewed(tensor, index, rules)
    return aten.index.Tensor(view, places) if places else view


def put(tensor: torch.Tensor, index: Any, value: Any, rules: Rules) -> None:
    """`tensor[index] = value`."""
    view, places = _viewed(tensor, index, rules)
    if not isinstance(value, torch.Tensor):
        value = torch.full((), value, dtype=tensor.dtype, device=tensor.device)
    if places:
        aten.index_put_.default(view, places, value)
    else:
        aten.copy_.default(view, value)


def _viewed(tensor: torch.Tensor, index: Any, rules: Rules) -> tuple[torch.Tensor, Places]:
    """All of an index that only looks at a tensor otherwise is done; what is left, is told."""
    parts = list(index) if isinstance(index, tuple) else [index]
    places: Places = []
    dim = 0
    for number, part in enumerate(parts):
        if part is Ellipsis:
            dim = tensor.ndim - sum(each is not None for each in parts[number + 1 :])
        elif part is None:
            tensor = aten.unsqueeze.default(tensor, dim)
            dim += 1
        elif isinstance(part, slice):
            tensor = aten.slice.Tensor(tensor, dim, part.start, part.stop, part.step or 1)
            dim += 1
        elif isinstance(part, int):
            tensor = aten.select.int(tensor, dim, part)
        elif isinstance(part, torch.Tensor):
            if not part.ndim and part.dtype != torch.bool:
                rules.wait("an index that is a number on the device")
            places += [None] * (dim - len(places)) + [part]
            dim += 1
        else:
            raise TypeError(f"no index of tensors here: {type(part).__name__}")
    return tensor, places
