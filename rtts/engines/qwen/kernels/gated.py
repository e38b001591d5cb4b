"""The gate of an MLP."""

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.kernels.blocks import Case, power_of_2, rounded, warps_for

__all__ = ["COMPILED", "silu_mul"]

_MOST = 1024
"""Elements of a program: few enough that one row alone already keeps several processors busy."""


def silu_mul(gate_up: torch.Tensor, *, out: torch.Tensor) -> None:
    """Of rows (n, 2I), the gate and then what it gates, make out (n, I).

    The twin is `functional.silu(gate) * up`.
    """
    rows, size = out.shape
    block = min(power_of_2(size), _MOST)
    # A thread loads 16 bytes or 32 of either half at once.
    silu_mul_kernel[(rows, triton.cdiv(size, block))](
        gate_up,
        out,
        gate_up.stride(0),
        out.stride(0),
        size,
        BLOCK=block,
        num_warps=warps_for(block),
    )


@triton.jit
def silu_mul_kernel(
    gate_up: tl.tensor,
    out: tl.tensor,
    gate_up_stride: tl.tensor,
    out_stride: tl.tensor,
    size: tl.tensor,
    BLOCK: tl.constexpr,
) -> None:
    """Program (r, b) does block b of row r."""
    row = tl.program_id(0).to(tl.int64)
    at = tl.program_id(1) * BLOCK + tl.arange(0, BLOCK)
    inside = at < size
    lies = gate_up + row * gate_up_stride + at
    gate = tl.load(lies, mask=inside, other=0.0).to(tl.float32)
    up = tl.load(lies + size, mask=inside, other=0.0).to(tl.float32)
    opened = rounded(gate / (1.0 + tl.exp(-gate)), gate_up)
    tl.store(out + row * out_stride + at, opened * up, mask=inside)


COMPILED = [
    Case(
        silu_mul_kernel,
        {
            **dict.fromkeys(("gate_up", "out"), "*T"),
            **dict.fromkeys(("gate_up_stride", "out_stride", "size"), "i32:16"),
        },
        {"BLOCK": _MOST},
        warps_for(_MOST),
    )
]
