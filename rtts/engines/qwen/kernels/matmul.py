"""Products with matrices, those of one byte a weight among them.

At the batches for which that is worth it, the weights are read once and used for few rows, so the
time is that of reading them. What counts is that enough of them are on their way at once.
"""

import itertools
from typing import NamedTuple, Self

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.kernels.blocks import DTYPES, Case, power_of_2
from rtts.engines.qwen.networks.quantize import Kind, Quantized

__all__ = ["COMPILED", "product"]

_PROGRAMS = 128
"""At least, if blocks of outputs can be small enough: about one for each processor of an H200."""
_OUTPUTS = (64, 32, 16)
"""Of a program: as many as leave enough programs, since each of them reads all of x. 16 is the
least that a tensor core takes."""
_LEAST_ROWS, _MOST_ROWS = 16, 64
"""Of a program: what a product of Triton takes at least, and what registers hold the sums of."""
_SUMS = {torch.bfloat16: 2048, torch.float32: 256}
"""Outputs times rows of a program, at most: a warp sums up all of them, so that a thread holds 64.
In float32 there is no tensor core for it, and little to be gained."""
_PARTS = 4
"""Each of 4 warps sums up a part of the inputs by itself. So a program has much on its way though
its block of outputs is small, and the sum does not depend on who comes first."""
_INPUTS = 64
"""Of a part, in a step: 64 bytes of each output, two sectors of memory."""
_SHARED = 80 * 1024
"""Bytes of shared memory for steps that are on their way; small GPUs have 99 KiB in all."""
_STEPS = 3
"""On their way at once, at most. For up to 16 rows that is 24 to 48 KiB of weights a program, where
the speed of an H200's memory times its latency is some 30 KiB a processor."""


class _Blocks(NamedTuple):
    """How a product is cut up."""

    rows: int
    outputs: int
    inputs: int
    stages: int

    @classmethod
    def of(cls, rows: int, outputs: int, dtype: torch.dtype) -> Self:
        """By the shapes alone."""
        most = _MOST_ROWS if dtype == torch.bfloat16 else _LEAST_ROWS
        by_row = min(max(power_of_2(rows), _LEAST_ROWS), most)
        fitting = (
            each
            for each in _OUTPUTS
            if outputs >= each * _PROGRAMS and each * by_row <= _SUMS[dtype]
        )
        by_output = next(fitting, _OUTPUTS[-1])
        # The smallest blocks leave one program a processor: then its steps are twice as long.
        inputs = _INPUTS if by_output * by_row > _OUTPUTS[-1] * _LEAST_ROWS else 2 * _INPUTS
        inputs = inputs if dtype == torch.bfloat16 else _INPUTS // 2
        step = _PARTS * inputs * (by_output + dtype.itemsize * by_row)
        return cls(by_row, by_output, inputs, 1 + min(_STEPS, _SHARED // step))


@triton.jit
def unpacked(weight: tl.tensor, FP8: tl.constexpr) -> tl.tensor:
    """What bytes hold, in float32.

    An e4m3 is taken apart by hand, which every GPU can and the interpreter too: its exponent and
    fraction, moved to where a float32 has its own, are 2**-120 of it, its subnormals too.
    """
    if FP8:
        # Widened with its sign: the mask leaves the sign, no bit that only repeats it, and 7 more.
        bits = (weight.to(tl.int32) << 20) & -0x78100000
        values = bits.to(tl.float32, bitcast=True) * 1.329227995784916e36
    else:
        values = weight.to(tl.float32)
    return values


# A prefill may have any number of rows: those that 16 divides, or one, are not worth a kernel of
# their own, which would be compiled while others are speaking.
@triton.jit(do_not_specialize=["rows"])
def product_kernel(
    x: tl.tensor,
    weight: tl.tensor,
    scale: tl.tensor,
    out: tl.tensor,
    x_stride: tl.tensor,
    weight_stride: tl.tensor,
    out_stride: tl.tensor,
    rows: tl.tensor,
    outputs: tl.tensor,
    INPUTS: tl.constexpr,
    FP8: tl.constexpr,
    PARTS: tl.constexpr,
    BLOCK_ROWS: tl.constexpr,
    BLOCK_INPUTS: tl.constexpr,
    BLOCK_OUTPUTS: tl.constexpr,
) -> None:
    """One program a block of outputs and of rows: (outputs, inputs) times (inputs, rows).

    So the weights are what a tensor core takes 16 of at least, and the rows what it takes 8 of.
    """
    output = tl.program_id(0) * BLOCK_OUTPUTS + tl.arange(0, BLOCK_OUTPUTS)
    row = tl.program_id(1) * BLOCK_ROWS + tl.arange(0, BLOCK_ROWS)
    part = tl.arange(0, PARTS)[:, None, None] * BLOCK_INPUTS
    step = tl.arange(0, BLOCK_INPUTS)
    by_output = weight + output.to(tl.int64)[None, :, None] * weight_stride
    by_row = x + row.to(tl.int64)[None, None, :] * x_stride
    real_output = (output < outputs)[None, :, None]
    real_row = (row < rows)[None, None, :]
    total = tl.zeros((PARTS, BLOCK_OUTPUTS, BLOCK_ROWS), tl.float32)
    for start in range(0, INPUTS, PARTS * BLOCK_INPUTS):
        across = start + part + step[None, None, :]
        down = start + part + step[None, :, None]
        packed = tl.load(by_output + across, mask=real_output & (across < INPUTS), other=0)
        given = tl.load(by_row + down, mask=real_row & (down < INPUTS), other=0.0)
        weights = unpacked(packed, FP8).to(given.dtype)
        total = tl.dot(weights, given, total, input_precision="ieee")
    result = tl.sum(total, 0) * tl.load(scale + output, mask=output < outputs, other=0.0)[:, None]
    place = out + row.to(tl.int64)[None, :] * out_stride + output[:, None]
    tl.store(place, result, mask=(output < outputs)[:, None] & (row < rows)[None, :])


def product(x: torch.Tensor, weight: torch.Tensor | Quantized, *, out: torch.Tensor) -> None:
    """Multiply rows x (n, H_in) by a matrix (H_in, O): out (n, O).

    Twin: `rtts.engines.qwen.networks.quantize.product_plain`.
    """
    if isinstance(weight, torch.Tensor):
        torch.mm(x, weight, out=out)
        return
    rows, (inputs, outputs) = len(x), weight.shape
    blocks = _Blocks.of(rows, outputs, x.dtype)
    columns = weight.weight.t()  # (O, H_in)
    grid = (triton.cdiv(outputs, blocks.outputs), triton.cdiv(rows, blocks.rows))
    product_kernel[grid](
        x,
        columns.view(torch.int8),
        weight.scale,
        out,
        x.stride(0),
        columns.stride(0),
        out.stride(0),
        rows,
        outputs,
        INPUTS=inputs,
        FP8=weight.kind == "fp8",
        PARTS=_PARTS,
        BLOCK_ROWS=blocks.rows,
        BLOCK_INPUTS=blocks.inputs,
        BLOCK_OUTPUTS=blocks.outputs,
        num_warps=_PARTS,
        num_stages=blocks.stages,
    )


def _case(kind: Kind, rows: int, outputs: int, dtype: torch.dtype) -> Case:
    """What is launched for such a product."""
    blocks = _Blocks.of(rows, outputs, dtype)
    name = "*" + DTYPES[dtype]
    return Case(
        product_kernel,
        {"x": name, "weight": "*i8", "scale": "*fp32", "out": name, "rows": "i32"}
        | dict.fromkeys(("x_stride", "weight_stride", "out_stride", "outputs"), "i32:16"),
        {
            "INPUTS": 2048,
            "FP8": kind == "fp8",
            "PARTS": _PARTS,
            "BLOCK_ROWS": blocks.rows,
            "BLOCK_INPUTS": blocks.inputs,
            "BLOCK_OUTPUTS": blocks.outputs,
        },
        num_warps=_PARTS,
        options={"num_stages": blocks.stages},
    )


_KINDS: tuple[Kind, ...] = ("int8", "fp8")
# The matrices of the 1.7B talker, by their outputs.
COMPILED = [
    _case(kind, rows, outputs, torch.bfloat16)
    for kind in _KINDS
    for rows, outputs in itertools.product((1, 32, 64), (2048, 4096, 12288))
    if rows * outputs < 64 * 12288  # which is cut up as the one before
] + [_case(kind, 1, 2048, torch.float32) for kind in _KINDS]
