"""Tensors that say they lie on a GPU: shape, type and strides, and no numbers.

torch's fake tensors are that, and refuse what mixes devices. What they do not know is added.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import torch
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.utils._device import _device_constructors

from tests.engines.qwen.dry_run.host import Host
from tests.engines.qwen.dry_run.operations import Operations
from tests.engines.qwen.dry_run.rules import Rules

__all__ = ["pretended_tensors"]


@contextlib.contextmanager
def pretended_tensors(rules: Rules) -> Iterator[Operations]:
    """Let every tensor that is made be such a one. `pretended_cuda` comes behind it."""
    host = Host(rules)
    operations = Operations(host)
    _device_constructors()  # torch remembers them: not those that are put in their place
    with contextlib.ExitStack() as stack:
        stack.enter_context(FakeTensorMode(allow_non_fake_inputs=True))
        stack.enter_context(operations)
        for name, called in host.methods().items():
            stack.enter_context(patch.object(torch.Tensor, name, method(called)))
        for name, called in host.methods_on_gpu().items():
            own = getattr(torch.Tensor, name)
            stack.enter_context(patch.object(torch.Tensor, name, method(called, own)))
        for name, function in host.functions().items():
            stack.enter_context(patch.object(torch, name, function))
        yield operations


def method(called: Callable[..., Any], own: Callable[..., Any] | None = None) -> Callable[..., Any]:
    """A method of tensors; with `own`, of those on a GPU alone."""

    def call(tensor: torch.Tensor, *given: Any, **named: Any) -> Any:
        if own is not None and tensor.device.type != "cuda":
            return own(tensor, *given, **named)
        return called(tensor, *given, **named)

    return call
