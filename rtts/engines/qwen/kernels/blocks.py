"""What the kernels share: sizes of blocks, and how a case to compile is described."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
import triton
import triton.language as tl

__all__ = ["DTYPES", "Case", "attended", "power_of_2", "rounded", "warps_for"]

DTYPES: Mapping[torch.dtype, str] = {torch.float32: "fp32", torch.bfloat16: "bf16"}
"""What the kernels compute with, by Triton's names."""


@dataclass(frozen=True)
class Case:
    """A kernel at sizes to compile it for.

    `signature` gives the type of each argument that is no constant, in Triton's words: `*T` is
    a pointer to the dtype under test, `*i64` one to integers, `fp32` a number, `i32` an integer,
    `i32:16` one that 16 divides, as strides and sizes of the published models are. Pointers are
    taken to lie at multiples of 16 bytes. A case without any `*T` is compiled for no dtype.
    """

    kernel: Any
    signature: Mapping[str, str]
    constants: Mapping[str, Any]
    num_warps: int = 4
    options: Mapping[str, Any] = field(default_factory=dict)
    """Others of a launch, such as `num_stages`."""
    dtypes: tuple[str, ...] = tuple(DTYPES.values())
    """Those for which it is launched at these sizes."""


def power_of_2(size: int) -> int:
    """The smallest power of two that holds so many: Triton's blocks have no other size."""
    return 1 << max(size - 1, 0).bit_length()


def warps_for(block: int, each: int = 8, most: int = 8) -> int:
    """Warps so that a thread holds about `each` elements of a block: 8 of bfloat16 are 16 bytes.

    A power of two. More than `most` would wait longer for each other than they save in loads.
    """
    return min(max(power_of_2(block) // (32 * each), 1), most)


@triton.jit
def attended(
    query: tl.tensor, keys: tl.tensor, values: tl.tensor, seen: tl.tensor, scale: tl.tensor
) -> tl.tensor:
    """What a query (D,) finds among keys and values (K, D), of which it sees some.

    All of them are in registers, in float32. `scale` is for powers of two, not of e.
    """
    score = tl.sum(keys * (query * scale)[None, :], 1)
    score = tl.where(seen, score, -float("inf"))
    weight = tl.exp2(score - tl.max(score, 0))
    return tl.sum(weight[:, None] * values, 0) / tl.sum(weight, 0)


@triton.jit
def rounded(x: tl.tensor, like: tl.tensor) -> tl.tensor:
    """Values in float32 as they are after rounding to what `like` points to."""
    return x.to(like.dtype.element_ty).to(tl.float32)
