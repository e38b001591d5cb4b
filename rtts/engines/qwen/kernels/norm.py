"""RMS norm of rows, alone or of a sum that is kept: what stands before every matrix of a layer."""

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.kernels.blocks import Case, power_of_2, rounded, warps_for

__all__ = ["COMPILED", "add_norm", "norm"]


def norm(x: torch.Tensor, weight: torch.Tensor, epsilon: float, *, out: torch.Tensor) -> None:
    """Norm rows x (n, H) by weight (H,) into out (n, H).

    The twin is `functional.rms_norm(x, (H,), weight, epsilon)`.
    """
    _launch(x, None, None, weight, epsilon, out)


def add_norm(
    x: torch.Tensor,
    branch: torch.Tensor,
    weight: torch.Tensor,
    epsilon: float,
    *,
    out: torch.Tensor,
    bias: torch.Tensor | None = None,
) -> None:
    """Add branch (n, H), and bias (H,), to rows x (n, H) where they lie; norm them into out.

    The sum is rounded once, and normed as it was rounded. The twin is `x += branch` and `norm`.
    """
    _launch(x, branch, bias, weight, epsilon, out)


def _launch(
    x: torch.Tensor,
    branch: torch.Tensor | None,
    bias: torch.Tensor | None,
    weight: torch.Tensor,
    epsilon: float,
    out: torch.Tensor,
) -> None:
    """A program a row, so that a row is read once; a thread of it loads 16 bytes or 32 at once."""
    rows, size = x.shape
    block = power_of_2(size)
    norm_kernel[(rows,)](
        x,
        branch,
        bias,
        weight,
        out,
        x.stride(0),
        None if branch is None else branch.stride(0),
        out.stride(0),
        epsilon,
        size,
        BLOCK=block,
        num_warps=warps_for(block),
    )


@triton.jit
def norm_kernel(
    x: tl.tensor,
    branch: tl.tensor,
    bias: tl.tensor,
    weight: tl.tensor,
    out: tl.tensor,
    x_stride: tl.tensor,
    branch_stride: tl.tensor,
    out_stride: tl.tensor,
    epsilon: tl.tensor,
    size: tl.tensor,
    BLOCK: tl.constexpr,
) -> None:
    """Program r norms row r, behind a sum if there is a branch; so `bias` may be None too."""
    row = tl.program_id(0).to(tl.int64)
    at = tl.arange(0, BLOCK)
    inside = at < size
    total = tl.load(x + row * x_stride + at, mask=inside, other=0.0).to(tl.float32)
    if branch is not None:
        total += tl.load(branch + row * branch_stride + at, mask=inside, other=0.0).to(tl.float32)
        if bias is not None:
            total += tl.load(bias + at, mask=inside, other=0.0).to(tl.float32)
        total = rounded(total, x)
    normed = weighted_norm(total, weight + at, inside, epsilon, size)
    if branch is not None:
        # Stored behind the sum over the row: no thread of the program has yet to load of x.
        tl.store(x + row * x_stride + at, total, mask=inside)
    tl.store(out + row * out_stride + at, normed, mask=inside)


@triton.jit
def weighted_norm(
    values: tl.tensor, weights: tl.tensor, inside: tl.tensor, epsilon: tl.tensor, size: tl.tensor
) -> tl.tensor:
    """The norm of one row, which is zero where it is not inside."""
    weight = tl.load(weights, mask=inside, other=0.0).to(tl.float32)
    return values * tl.rsqrt(tl.sum(values * values, 0) / size + epsilon) * weight


_NORM = {
    **dict.fromkeys(("x", "weight", "out"), "*T"),
    **dict.fromkeys(("x_stride", "out_stride", "size"), "i32:16"),
    "epsilon": "fp32",
}
_ADD_NORM = _NORM | {"branch": "*T", "branch_stride": "i32:16"}
_BARE = {"branch": None, "branch_stride": None, "bias": None}

COMPILED = [
    Case(norm_kernel, signature, {**missing, "BLOCK": hidden}, warps_for(hidden))
    for hidden in (1024, 2048)
    for signature, missing in ((_NORM, _BARE), (_ADD_NORM, {"bias": None}))
] + [Case(norm_kernel, _ADD_NORM | {"bias": "*T"}, {"BLOCK": 2048}, warps_for(2048))]
