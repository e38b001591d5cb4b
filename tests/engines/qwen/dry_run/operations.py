"""Each operation that torch is asked for: whether somebody waits for it, and what it takes."""

import weakref
from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves, tree_map

from tests.engines.qwen.dry_run.host import Host, numbered

__all__ = ["Memory", "Operations"]

aten = torch.ops.aten
_WAITING = {
    aten._local_scalar_dense.default: "a number is read",
    aten.equal.default: "torch.equal",
    aten.nonzero.default: "nonzero",
    aten.masked_select.default: "masked_select",
    aten._unique2.default: "unique",
    aten.repeat_interleave.Tensor: "repeat_interleave, as often as a tensor says",
}
"""Their results, or the shapes of them, are looked at by the host."""
_INDEXED = (aten.index.Tensor, aten.index_put.default, aten.index_put_.default)


class Memory:
    """Bytes that tensors take on the device, and the most that they took."""

    def __init__(self) -> None:
        self.taken = self.most = 0
        self._known: set[int] = set()

    def see(self, tensor: torch.Tensor) -> None:
        """Count a tensor's memory as long as it is there."""
        storage = tensor.untyped_storage()
        key, size = storage._cdata, storage.nbytes()
        if key not in self._known:
            self._known.add(key)
            self.taken += size
            self.most = max(self.most, self.taken)
            weakref.finalize(storage, self._gone, key, size)

    def _gone(self, key: int, size: int) -> None:
        self._known.discard(key)
        self.taken -= size


class Operations(TorchDispatchMode):  # type: ignore[misc]  # torch is not read
    """Looks at operations of tensors on the device."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.memory = Memory()
        self.convolutions: set[tuple[Any, ...]] = set()
        """Those whose algorithms are tried out: what cuDNN chooses by."""
        self._host, self._rules = host, host.rules

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        args, named = tree_map(numbered, (args, kwargs or {}))
        if func.namespace == "aten" and func._can_decompose():  # without gradients they come whole
            with self:
                found = func.decompose(*args, **named)
            if found is not NotImplemented:
                return found
        self._look(func, args, named)
        if func is aten._local_scalar_dense.default and args[0].constant is None:
            return self._host.read(args[0]).item()
        found = func(*args, **named)
        for each in _on_gpu(tree_leaves(found)):
            self.memory.see(each)
        return found

    def _look(self, func: Any, args: Sequence[Any], named: dict[str, Any]) -> None:
        if func is aten.copy_.default:
            self._copy(args[1], args[0], args[2] if len(args) > 2 else named.get("non_blocking"))
            return
        if func is aten._to_copy.default:
            self._move(args[0], named)
            return
        tensors = [each for each in tree_leaves((args, named)) if isinstance(each, torch.Tensor)]
        if not _on_gpu(tensors):
            return
        if func in _WAITING:
            self._rules.wait(_WAITING[func])
        places = [each for each in args[1] if each is not None] if func in _INDEXED else []
        if any(place.dtype == torch.bool for place in places):
            self._rules.wait("an index by truth values")
        strangers = [each for each in tensors if each.device.type != "cuda"]
        if any(each.ndim for each in strangers) or (strangers and func in _INDEXED):
            self._rules.fault(f"{func} of a tensor on the host")
        if func is aten.convolution.default and torch.backends.cudnn.benchmark:
            self.convolutions.add(_shape_of(*args[:2], *args[3:]))

    def _move(self, source: torch.Tensor, named: dict[str, Any]) -> None:
        """A copy to where it is asked for."""
        device = named.get("device")
        if device is not None and torch.device(device).type != source.device.type:
            to = torch.device(device).type
            self._between(to, source if to == "cuda" else None, named.get("non_blocking"))
            source.constant = None  # torch would try to copy it

    def _copy(self, source: torch.Tensor, target: torch.Tensor, non_blocking: Any) -> None:
        """A copy into what is there; one number goes along with the launch."""
        to = target.device.type
        is_filled = not source.ndim and to == "cuda"
        if source.device.type != to and not is_filled:
            self._between(to, source if to == "cuda" else target, non_blocking)

    def _between(self, to: str, on_host: torch.Tensor | None, non_blocking: Any) -> None:
        if not non_blocking:
            self._rules.wait(f"a copy to {to} that is waited for")
        elif on_host is None or not self._host.is_pinned(on_host):
            self._rules.wait(f"a copy to {to}, of memory that is not pinned")


def _on_gpu(values: Iterable[Any]) -> list[torch.Tensor]:
    return [
        each for each in values if isinstance(each, torch.Tensor) and each.device.type == "cuda"
    ]


def _shape_of(x: torch.Tensor, weight: torch.Tensor, *how: Any) -> tuple[Any, ...]:
    by = (tuple(each) if isinstance(each, list) else each for each in how)
    return (tuple(x.shape), tuple(weight.shape), x.dtype, *by)
