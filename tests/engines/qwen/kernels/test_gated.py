"""The gate of an MLP by kernel is that of PyTorch."""

from collections.abc import Callable

import pytest
import torch
from torch.nn import functional

from rtts.engines.qwen.kernels.gated import silu_mul

Matches = Callable[..., None]


@pytest.mark.parametrize("size", [1, 7, 36, 1000, 1024, 2500])
def test_what_is_gated(size: int, dtype: torch.dtype, device: str, matches: Matches) -> None:
    """Of rows of any stride, of one block and of several; nothing else is touched."""
    wide = torch.randn(3, 2 * size + 3).mul(4).to(device, dtype)
    room = torch.full((3, size + 5), torch.nan, dtype=dtype, device=device)
    gate_up, out = wide[:, 1 : 1 + 2 * size], room[:, 2 : 2 + size]
    before = wide.clone()
    silu_mul(gate_up, out=out)
    gate, up = gate_up.chunk(2, dim=-1)
    matches(out, functional.silu(gate) * up)
    assert torch.equal(wide, before)
    assert torch.isnan(room[:, :2]).all()
    assert torch.isnan(room[:, 2 + size :]).all()


def test_gates_that_are_wide_open_or_shut(
    dtype: torch.dtype, device: str, matches: Matches
) -> None:
    """Where the exponential is out of range, a gate is nothing, or what comes in."""
    gate = torch.tensor([[-1e4, -200.0, -89.0, -0.0, 0.0, 89.0, 200.0, 1e4]]).to(device, dtype)
    gate_up = torch.cat([gate, torch.full_like(gate, 1.5)], 1)
    out = torch.empty_like(gate)
    silu_mul(gate_up, out=out)
    matches(out, functional.silu(gate) * 1.5, scale=1e-30)
