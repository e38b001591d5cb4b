"""What torch is asked for of a device that is not there, answered on the CPU."""

import contextlib
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum, auto
from types import MethodWrapperType
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode, _disable_current_modes

from tests.engines.qwen.ordering.touched import plan_of, tensors_in

if TYPE_CHECKING:
    from tests.engines.qwen.ordering.watched_gpu import WatchedGpu

__all__ = ["Calls", "Home", "Operations", "unwatched"]

CPU = torch.device("cpu")


@contextlib.contextmanager
def unwatched() -> Iterator[None]:
    """What is called inside is torch's as it is."""
    with _disable_current_modes(), torch._C.DisableTorchFunction():
        yield


class Operations(TorchDispatchMode):
    """Tells a GPU of every operation."""

    def __init__(self, gpu: "WatchedGpu") -> None:
        super().__init__()
        self._gpu = gpu

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs, plan = kwargs or {}, plan_of(func)
        if plan.is_composite:
            with self:
                return func.decompose(*args, **kwargs)
        result = func(*args, **kwargs)
        if not plan.is_view:
            self._gpu.did(plan, (func, args, kwargs), result)
        return result


class Home(Enum):
    """Where a tensor lies."""

    HOST = auto()
    PINNED = auto()
    """On the host, where the device can copy it by itself."""
    DEVICE = auto()


class Calls(TorchFunctionMode):
    """Answers what is asked of tensors in Python, before it comes down to operations."""

    def __init__(self, gpu: "WatchedGpu") -> None:
        super().__init__()
        self._gpu = gpu
        self.home = Home.HOST
        """Where new tensors lie that are made of no others."""
        tensor: Any = torch.Tensor
        self._answers: Mapping[Any, Callable[..., Any]] = {
            tensor.device.__get__: self._device,
            tensor.is_cuda.__get__: lambda tensor, *_: self._gpu.memory.is_there(tensor),
            tensor.to: self._to,
            tensor.cpu: lambda tensor: self._move(tensor, CPU),
            tensor.pin_memory: self._pin,
            tensor.numpy: self._numpy,
            tensor.__array__: lambda tensor, *_: self._numpy(tensor),
            tensor.tolist: self._tolist,
            torch.tensor: self._tensor,
            torch.device: torch.device,
        }

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        answer = self._answers.get(func)
        if answer is not None:
            return answer(*args, **(kwargs or {}))
        if isinstance(func, MethodWrapperType):
            return func(*args)
        return self._call(func, args, kwargs or {})

    def _call(self, func: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Call it on the CPU, and see where what it makes is meant to be."""
        given = dict(kwargs)
        device, pins = given.pop("device", None), given.pop("pin_memory", False)
        if pins:
            home = Home.PINNED
        elif device is not None:
            home = _home(torch.device(device))
        elif any(self._gpu.memory.is_there(each) for arg in args for each in tensors_in(arg)):
            home = Home.DEVICE
        else:
            home = Home.HOST
        return self._make(home, func, *args, **given)

    def _make(self, home: Home, func: Any, *args: Any, **kwargs: Any) -> Any:
        before, self.home = self.home, home
        try:
            return func(*args, **kwargs)
        finally:
            self.home = before

    # Where tensors are.

    def _device(self, tensor: torch.Tensor, _type: object = None) -> torch.device:
        return self._gpu.device if self._gpu.memory.is_there(tensor) else CPU

    def _to(self, tensor: torch.Tensor, *args: Any, **kwargs: Any) -> torch.Tensor:
        if args and isinstance(args[0], torch.Tensor):
            args = (self._device(args[0]), args[0].dtype, *args[1:])
        wanted = _Wanted.of(args, kwargs)
        device = self._device(tensor) if wanted.device is None else torch.device(wanted.device)
        moved = self._move(tensor, device, non_blocking=wanted.non_blocking)
        dtype, copies = wanted.dtype or tensor.dtype, wanted.copy and moved is tensor
        made: torch.Tensor = self._make(_home(device), torch.Tensor.to, moved, dtype, copy=copies)
        return made

    def _move(
        self, tensor: torch.Tensor, device: torch.device, *, non_blocking: bool = False
    ) -> torch.Tensor:
        """A copy on a device; the same tensor if it is there."""
        if device.type == self._device(tensor).type:
            return tensor
        made: torch.Tensor = self._make(_home(device), torch.empty_like, tensor)
        return made.copy_(tensor, non_blocking=non_blocking)

    def _tensor(
        self, data: Any, *, device: Any = None, pin_memory: bool = False, **how: Any
    ) -> Any:
        """Of numbers: it is made on the host, and copied from memory that is not pinned."""
        made = self._make(Home.HOST, torch.tensor, data, **how)
        if pin_memory:
            return self._pin(made)
        return made if device is None else self._move(made, torch.device(device))

    def _pin(self, tensor: torch.Tensor) -> torch.Tensor:
        made: torch.Tensor = self._make(Home.PINNED, torch.empty_like, tensor)
        return made.copy_(tensor)

    # What the host sees of them.

    def _numpy(self, tensor: torch.Tensor, **_: Any) -> Any:
        """The host looks at it as long as there is the array, or a view of that."""
        if self._gpu.memory.is_there(tensor):
            raise TypeError("A tensor of a GPU is no array: copy it to the host first.")
        array = tensor.numpy()
        self._gpu.access_by_host(tensor, "numpy")
        if self._gpu.memory.block_of(tensor) is not None:
            looked = weakref.finalize(array, self._gpu.access_by_host, tensor, "numpy")
            looked.atexit = False
        return array

    def _tolist(self, tensor: torch.Tensor) -> Any:
        moved = self._move(tensor, CPU)
        self._gpu.access_by_host(moved, "tolist")
        return moved.tolist()


def _home(device: torch.device) -> Home:
    return Home.DEVICE if device.type == "cuda" else Home.HOST


class _Wanted(NamedTuple):
    """What `Tensor.to` is asked for."""

    device: Any = None
    dtype: torch.dtype | None = None
    non_blocking: bool = False
    copy: bool = False

    @classmethod
    def of(cls, args: Sequence[Any], kwargs: Mapping[str, Any]) -> "_Wanted":
        found: dict[str, Any] = {}
        for each in args:
            if isinstance(each, torch.dtype):
                found["dtype"] = each
            elif isinstance(each, bool):
                found["non_blocking"] = each
            else:
                found["device"] = each
        return cls(**(found | {k: v for k, v in kwargs.items() if k in cls._fields}))
