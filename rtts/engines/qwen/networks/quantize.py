"""Weights in one byte each: half the memory to read where reading weights is what takes the time.

A column of a matrix, all that makes one output, has one scale: so the product is that of the
small numbers, times the scale of each output at its end. The inputs stay as they are.

The plain product here is the twin of `rtts.engines.qwen.kernels.matmul`, which reads the bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import torch

__all__ = ["Kind", "Quantized", "product_plain", "quantize"]

Kind = Literal["int8", "fp8"]

_DTYPES: Mapping[Kind, torch.dtype] = {"int8": torch.int8, "fp8": torch.float8_e4m3fn}
_HIGHEST: Mapping[Kind, float] = {"int8": 127.0, "fp8": 448.0}


@dataclass(frozen=True)
class Quantized:
    """A matrix (H_in, O) of one byte each, with a scale for each output.

    It is kept as rows of inputs, as the official one is: `weight` is a view of (O, H_in).
    """

    weight: torch.Tensor  # (H_in, O), int8 or float8_e4m3fn
    scale: torch.Tensor  # (O,) float32
    dtype: torch.dtype
    """What it multiplies and gives."""

    @property
    def kind(self) -> Kind:
        return "int8" if self.weight.dtype == torch.int8 else "fp8"

    @property
    def shape(self) -> torch.Size:
        """Of the matrix: (H_in, O)."""
        return self.weight.shape

    @property
    def nbytes(self) -> int:
        """The memory that it takes."""
        return int(self.weight.nbytes + self.scale.nbytes)

    def dequantized(self) -> torch.Tensor:
        """The matrix (H_in, O) that it stands for, a view of (O, H_in)."""
        return (self.weight.float() * self.scale).to(self.dtype)


def quantize(weight: torch.Tensor, kind: Kind) -> Quantized:
    """Quantize a matrix (H_in, O), symmetrically for each output.

    The highest of a column, by its size, becomes the highest that the kind has.
    """
    columns = weight.t().float()  # (O, H_in), as it lies
    highest = columns.abs().amax(1)
    scale = torch.where(highest > 0, highest / _HIGHEST[kind], torch.ones_like(highest))
    scaled = (columns / scale[:, None]).clamp_(-_HIGHEST[kind], _HIGHEST[kind])
    if kind == "int8":
        scaled = scaled.round_()
    return Quantized(scaled.to(_DTYPES[kind]).contiguous().t(), scale, weight.dtype)


def product_plain(
    x: torch.Tensor, weight: torch.Tensor | Quantized, *, out: torch.Tensor | None = None
) -> torch.Tensor:
    """Multiply x (n, H_in) by a matrix of either kind: (n, O), into `out` if there is one."""
    if isinstance(weight, torch.Tensor):
        return torch.mm(x, weight, out=out)
    # What a byte holds is exact in bfloat16 too, so nothing is rounded but sum and result.
    total = torch.mm(x.float(), weight.weight.float()) * weight.scale
    return total.to(x.dtype) if out is None else out.copy_(total)
