"""Launches of Triton's kernels: looked at as a launcher would, and noted as what is to be compiled.

Triton itself says which variant a launch needs: by types, by which integers are 1 or divided by 16,
by how pointers are aligned, by constants and by warps. Only there it is not compiled.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import torch
from triton import knobs, runtime
from triton.backends.compiler import GPUTarget
from triton.runtime.jit import JITFunction

from tests.engines.qwen.dry_run.host import address
from tests.engines.qwen.dry_run.rules import Phase, Rules

__all__ = ["TARGET", "Launches", "Variant", "pretended_launches"]

TARGET = GPUTarget("cuda", 90, 32)
_MOST_PROGRAMS = (2**31 - 1, 65535, 65535)


class Driver:
    """What Triton asks before it compiles."""

    def get_current_target(self) -> GPUTarget:
        return TARGET

    def get_current_device(self) -> int:
        return 0

    def get_current_stream(self, _device: int) -> int:
        return 0


class Pointer:
    """A tensor as Triton looks at it."""

    def __init__(self, tensor: torch.Tensor) -> None:
        self.dtype, self._address = tensor.dtype, address(tensor)

    def data_ptr(self) -> int:
        return self._address


@dataclass(frozen=True)
class Variant:
    """One way to compile a kernel, in Triton's words."""

    module: str
    kernel: str
    phase: Phase
    """In which it was met first."""
    signature: Mapping[str, Any]
    constants: Mapping[Any, Any]
    attributes: Mapping[Any, Any]
    options: Mapping[str, int]


class Launches:
    """What was launched."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self.variants: dict[tuple[str, str], Variant] = {}

    def look(self, kernel: Any, grid: Sequence[int], given: Sequence[Any]) -> None:
        """At the size of a launch, and at its tensors."""
        name = kernel.__name__
        if any(not 0 < size <= most for size, most in zip(grid, _MOST_PROGRAMS, strict=False)):
            self._rules.fault(f"{name} is launched by a grid of {grid}")
        for argument, value in zip(kernel.arg_names, given, strict=False):
            if not isinstance(value, torch.Tensor):
                continue
            if value.device.type != "cuda":
                self._rules.fault(f"{name} is given {argument} on the host")
            lies = value.ndim == 0 or value.shape[-1] <= 1 or value.stride(-1) == 1
            if not lies:
                self._rules.fault(f"{name} is given {argument} of strides {value.stride()}")

    def compile(self, *, fn: Any, compile: Mapping[str, Any], **_more: Any) -> bool:
        """Note what would be compiled, when Triton has not met it yet; it is not."""
        kernel = fn.jit_function
        key = (kernel.__name__, str(compile["key"]))
        if key not in self.variants:
            self._rules.refuse(f"{kernel.__name__} is compiled", "captured", "speaking")
            self.variants[key] = Variant(
                kernel.__module__,
                kernel.__name__,
                self._rules.phase,
                compile["signature"],
                compile["constants"],
                compile["configs"][0],
                {name: compile[name] for name in ("num_warps", "num_stages")},
            )
        return True


@contextlib.contextmanager
def pretended_launches(rules: Rules) -> Iterator[Launches]:
    """Let nothing be compiled nor launched, and all of it be looked at."""
    launches, run = Launches(rules), JITFunction.run

    def look(kernel: Any, *given: Any, grid: Any, **named: Any) -> Any:
        launches.look(kernel, grid, given)
        seen = [Pointer(each) if isinstance(each, torch.Tensor) else each for each in given]
        return run(kernel, *seen, grid=grid, **named)

    runtime.driver.set_active(Driver())
    with (
        patch.object(JITFunction, "run", look),
        patch.object(knobs.runtime, "jit_cache_hook", launches.compile),
    ):
        yield launches
