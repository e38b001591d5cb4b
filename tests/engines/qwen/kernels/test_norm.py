"""Norms by kernel are the norms of PyTorch."""

from collections.abc import Callable

import pytest
import torch
from torch.nn import functional

from rtts.engines.qwen.kernels.norm import add_norm, norm

EPSILON = 1e-6
SIZES = (1, 7, 24, 256, 1000, 2048)

Matches = Callable[..., None]


def rows_of(count: int, size: int, dtype: torch.dtype, device: str) -> torch.Tensor:
    """Rows of numbers that are part of longer rows of NaN."""
    wide = torch.full((count, size + 5), torch.nan, dtype=dtype, device=device)
    rows = wide[:, 2 : 2 + size]
    return rows.copy_(torch.randn(count, size) * 3)


def beside(rows: torch.Tensor) -> torch.Tensor:
    """What lies beside the rows."""
    assert rows._base is not None
    return torch.cat([rows._base[:, :2], rows._base[:, 2 + rows.shape[1] :]], 1)


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> int:
    """A hidden size."""
    return int(request.param)


@pytest.fixture
def weight(size: int, dtype: torch.dtype, device: str) -> torch.Tensor:
    """The weight of a norm."""
    return (1 + torch.randn(size) / 4).to(device, dtype)


def test_rows_are_normed(
    weight: torch.Tensor, dtype: torch.dtype, device: str, matches: Matches
) -> None:
    """Whatever the stride, and nothing else is touched."""
    x, out = (rows_of(3, len(weight), dtype, device) for _ in range(2))
    before = x.clone()
    norm(x, weight, EPSILON, out=out)
    matches(out, functional.rms_norm(x, (len(weight),), weight, EPSILON))
    assert torch.equal(x, before)
    assert torch.isnan(beside(out)).all()


@pytest.mark.parametrize("biased", [False, True])
def test_a_branch_is_added_and_the_sum_normed(
    weight: torch.Tensor, *, dtype: torch.dtype, device: str, matches: Matches, biased: bool
) -> None:
    """The sum is kept, rounded once, and its norm is that of what was kept."""
    size = len(weight)
    x, branch, out = (rows_of(3, size, dtype, device) for _ in range(3))
    bias = torch.randn(size).to(device, dtype) if biased else None
    total = x.double() + branch.double() + (bias.double() if bias is not None else 0)
    before = branch.clone()
    add_norm(x, branch, weight, EPSILON, out=out, bias=bias)
    matches(x, total.to(dtype), scale=1.0)
    matches(out, functional.rms_norm(x, (size,), weight, EPSILON))
    assert torch.equal(branch, before)
    assert torch.isnan(beside(out)).all()
    assert torch.isnan(beside(x)).all()


def test_a_sum_without_bias_is_that_of_pytorch(dtype: torch.dtype, device: str) -> None:
    """Bit by bit: two numbers have one sum."""
    x, branch, out = (rows_of(4, 24, dtype, device) for _ in range(3))
    total = x + branch
    add_norm(x, branch, torch.ones(24, dtype=dtype, device=device), EPSILON, out=out)
    assert torch.equal(x, total)


@pytest.mark.parametrize("magnitude", [0.0, 1e-4, 1e4])
def test_small_and_large_rows(
    magnitude: float, dtype: torch.dtype, device: str, matches: Matches
) -> None:
    """Epsilon counts where a row is small; a row of zeros stays one."""
    x = (torch.randn(2, 40) * magnitude).to(device, dtype)
    weight, out = torch.ones(40, dtype=dtype, device=device), torch.empty_like(x)
    norm(x, weight, EPSILON, out=out)
    matches(out, functional.rms_norm(x, (40,), weight, EPSILON))
