"""What holds for tests on a GPU, wherever they lie."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import torch

__all__ = ["answering", "be_exact"]

_broken_by: list[str] = []
"""The test behind which CUDA answered no more."""


def be_exact() -> None:
    """Have products and convolutions of float32 made in float32.

    cuDNN by itself convolves in TF32, of 11 bits: what a kernel is held against would be the less
    exact of the two.
    """
    torch.set_float32_matmul_precision("highest")
    torch.backends.cudnn.allow_tf32 = False


@contextmanager
def answering(test: str, synchronize: Callable[[], object]) -> Iterator[None]:
    """Let a test run whose work is done when the next begins.

    An access beside a tensor is told by a later call, and every call of the process fails from
    then on. So all is waited for behind each test, which then is the one that did it; those behind
    it are skipped, since what they would say is nothing of theirs.
    """
    if _broken_by:
        pytest.skip(f"CUDA answers this process no more since {_broken_by[0]}")
    yield
    try:
        synchronize()
    except RuntimeError:
        _broken_by.append(test)
        raise
