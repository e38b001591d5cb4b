"""The convolutions of the codec as products, with all that stands before and behind them.

The inputs of an output lie in a few pieces, one for each tap. A program gathers the rows of its
product where they lie, so that no matrix of them is ever made. For each of the `taps * C` inputs
of an output it reads a weight for every output and a value for every position of its block: that
is what takes its time, more than the arithmetic. With few positions the weights come from memory
that is far away, so that there many are on their way at once, as in `matmul`.

Letters: B rows, L positions of a call, C channels, O outputs, k taps, w the width of a tail.
"""

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple, Self

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.codec.flow import Onward
from rtts.engines.qwen.kernels.blocks import DTYPES, Case, rounded
from rtts.engines.qwen.kernels.snake import GOES_ON, goes_on, send

__all__ = ["COMPILED", "convolve"]

_PROCESSORS = 132
"""Of an H200."""
_LEAST = 16
"""Positions or outputs of a block: the least that a product of Triton takes."""
_MOST_ALONE = 64
"""Outputs of a block, at most, where there is one tap. What stands behind takes longer than such
a product, and smaller blocks leave registers for a program that multiplies meanwhile."""


class _Shape(NamedTuple):
    """Of a weight."""

    outputs: int
    taps: int
    channels: int


class _Blocks(NamedTuple):
    """How a convolution is cut up."""

    positions: int
    outputs: int
    inputs: int
    """Of a part, in a step."""
    parts: int
    """Each is summed up by one warp; 1: all warps share in all inputs."""
    warps: int
    stages: int

    @classmethod
    def of(cls, positions: int, shape: "_Shape", dtype: torch.dtype) -> Self:
        """By the shapes alone: the largest of those by which the busiest processor reads least."""
        most = shape.outputs if shape.taps > 1 else min(shape.outputs, _MOST_ALONE)
        fitting = (cls(*each) for each in _SIZES[dtype] if each[1] < 2 * max(most, _LEAST))
        return min(fitting, key=lambda each: each.reads(positions, shape.outputs))

    def reads(self, positions: int, outputs: int) -> int:
        """How much the busiest processor reads for each input of an output."""
        waves = ceil(self.programs(positions, outputs) / _PROCESSORS)
        return waves * (self.positions + self.outputs)

    def programs(self, positions: int, outputs: int) -> int:
        """How many there are."""
        return ceil(positions / self.positions) * ceil(outputs / self.outputs)


_SIZES = {
    torch.bfloat16: (
        (128, 128, 64, 1, 8, 3),
        (128, 64, 64, 1, 8, 4),
        (128, 16, 32, 4, 4, 3),
        (64, 32, 32, 4, 4, 4),
        (32, 16, 64, 4, 4, 4),
        (16, 16, 64, 8, 8, 4),
    ),
    # There is no tensor core for it, and little to be gained.
    torch.float32: ((64, 16, 32, 1, 4, 3),),
}
"""Those of bfloat16 have on their way what 99 KiB of shared memory hold, which every GPU has; of
the smallest, 48 KiB are weights, where the speed of an H200's memory times its latency is some
30 KiB a processor. A thread holds 64 sums at most, since what stands behind them needs registers
too, and two programs a processor are to fit in."""


@triton.jit
def gathered(
    start: tl.tensor,
    step: tl.tensor,
    dilation: tl.tensor,
    CHANNELS: tl.constexpr,
    BLOCK_INPUTS: tl.constexpr,
) -> tl.tensor:
    """Where some inputs of an output lie behind its first: channel by channel, tap by tap."""
    further = (dilation - 1) * CHANNELS  # from tap to tap than it would be without dilation
    if CHANNELS % BLOCK_INPUTS == 0:  # then all of a step are of one tap
        offset = start + start // CHANNELS * further + step
    else:
        index = start + step
        offset = index + index // CHANNELS * further
    return offset


@triton.jit
def summed(
    first: tl.tensor,
    is_position: tl.tensor,
    weights: tl.tensor,
    is_output: tl.tensor,
    dilation: tl.tensor,
    CHANNELS: tl.constexpr,
    INPUTS: tl.constexpr,
    BLOCK_POSITIONS: tl.constexpr,
    BLOCK_OUTPUTS: tl.constexpr,
    BLOCK_INPUTS: tl.constexpr,
) -> tl.tensor:
    """The sums of a block (positions, outputs), by all warps together."""
    total = tl.zeros((BLOCK_POSITIONS, BLOCK_OUTPUTS), tl.float32)
    step = tl.arange(0, BLOCK_INPUTS)
    for start in range(0, INPUTS, BLOCK_INPUTS):
        across = gathered(start, step[None, :], dilation, CHANNELS, BLOCK_INPUTS)
        down = start + step[:, None]
        there, real = is_position[:, None], is_output[None, :]
        if INPUTS % BLOCK_INPUTS:
            there, real = there & (start + step < INPUTS)[None, :], real & (down < INPUTS)
        given = tl.load(first[:, None] + across, mask=there, other=0.0)
        weight = tl.load(weights[None, :] + down, mask=real, other=0.0)
        total = tl.dot(given, weight, total, input_precision="ieee")
    return total


@triton.jit
def summed_by_parts(
    first: tl.tensor,
    is_position: tl.tensor,
    weights: tl.tensor,
    is_output: tl.tensor,
    dilation: tl.tensor,
    CHANNELS: tl.constexpr,
    INPUTS: tl.constexpr,
    PARTS: tl.constexpr,
    BLOCK_POSITIONS: tl.constexpr,
    BLOCK_OUTPUTS: tl.constexpr,
    BLOCK_INPUTS: tl.constexpr,
) -> tl.tensor:
    """The same, each warp those of some of the inputs, which they exchange once, at the end."""
    total = tl.zeros((PARTS, BLOCK_POSITIONS, BLOCK_OUTPUTS), tl.float32)
    part = tl.arange(0, PARTS)[:, None, None] * BLOCK_INPUTS
    step = tl.arange(0, BLOCK_INPUTS)
    for start in range(0, INPUTS, PARTS * BLOCK_INPUTS):
        across = gathered(start + part, step[None, None, :], dilation, CHANNELS, BLOCK_INPUTS)
        down = start + part + step[None, :, None]
        there, real = is_position[None, :, None], is_output[None, None, :]
        if INPUTS % (PARTS * BLOCK_INPUTS):
            there = there & (start + part + step[None, None, :] < INPUTS)
            real = real & (down < INPUTS)
        given = tl.load(first[None, :, None] + across, mask=there, other=0.0)
        weight = tl.load(weights[None, None, :] + down, mask=real, other=0.0)
        total = tl.dot(given, weight, total, input_precision="ieee")
    return tl.sum(total, 0)


# Nor is a kernel compiled anew for a number of positions, which depends on who is speaking.
@triton.jit(do_not_specialize=["positions", "length", "width", "dilation"])
def convolve_kernel(
    x: tl.tensor,
    weight: tl.tensor,
    bias: tl.tensor,
    residual: tl.tensor,
    raw: tl.tensor,
    out: tl.tensor,
    before: tl.tensor,
    after: tl.tensor,
    alpha: tl.tensor,
    inverse_beta: tl.tensor,
    before_row: tl.tensor,
    after_row: tl.tensor,
    positions: tl.tensor,  # B * L
    length: tl.tensor,
    width: tl.tensor,
    dilation: tl.tensor,
    CHANNELS: tl.constexpr,
    OUTPUTS: tl.constexpr,
    TAPS: tl.constexpr,
    PARTS: tl.constexpr,
    BLOCK_POSITIONS: tl.constexpr,
    BLOCK_OUTPUTS: tl.constexpr,
    BLOCK_INPUTS: tl.constexpr,
) -> None:
    """One program a block of positions, whatever rows they are of, and of outputs.

    Those of the same positions are neighbours, so that what they read is near for all but one.
    """
    beside: tl.constexpr = (OUTPUTS + BLOCK_OUTPUTS - 1) // BLOCK_OUTPUTS
    program = tl.program_id(0)
    output = program % beside * BLOCK_OUTPUTS + tl.arange(0, BLOCK_OUTPUTS)
    position = program // beside * BLOCK_POSITIONS + tl.arange(0, BLOCK_POSITIONS)
    row = position // length
    at = position - row * length
    row = row.to(tl.int64)
    is_position, is_output = position < positions, output < OUTPUTS
    first = x + (position + row * ((TAPS - 1) * dilation)) * CHANNELS
    weights = weight + output * (TAPS * CHANNELS)
    there = is_position[:, None] & is_output[None, :]
    place = position.to(tl.int64)[:, None] * OUTPUTS + output[None, :]
    if residual is not None and PARTS > 1:
        # Early: it is on its way beside the weights. Large blocks have no registers for it.
        added = tl.load(residual + place, mask=there, other=0.0).to(tl.float32)
    if PARTS > 1:
        total = summed_by_parts(
            first,
            is_position,
            weights,
            is_output,
            dilation,
            CHANNELS,
            TAPS * CHANNELS,
            PARTS,
            BLOCK_POSITIONS,
            BLOCK_OUTPUTS,
            BLOCK_INPUTS,
        )
    else:
        total = summed(
            first,
            is_position,
            weights,
            is_output,
            dilation,
            CHANNELS,
            TAPS * CHANNELS,
            BLOCK_POSITIONS,
            BLOCK_OUTPUTS,
            BLOCK_INPUTS,
        )
    total += tl.load(bias + output, mask=is_output, other=0.0).to(tl.float32)[None, :]
    values = rounded(total, x)
    if residual is not None:
        if PARTS == 1:
            added = tl.load(residual + place, mask=there, other=0.0).to(tl.float32)
        values = rounded(values + added, x)
    if raw is not None:
        tl.store(raw + place, values, mask=there)
    if out is not None:
        send(
            values,
            row[:, None],
            at[:, None],
            output[None, :],
            there,
            out,
            before,
            after,
            alpha,
            inverse_beta,
            before_row,
            after_row,
            length,
            width,
            OUTPUTS,
        )


def convolve(
    x: torch.Tensor,
    weight: torch.Tensor,
    bias: torch.Tensor,
    *,
    dilation: int,
    residual: torch.Tensor | None = None,
    out: torch.Tensor | None = None,
    onward: Onward | None = None,
) -> None:
    """Convolve x (B, (k - 1) * dilation + L, C) by weight (O, k, C) and bias (O,).

    The residual (B, L, O) is added to what comes out, rounded before; that is written to out
    (B, L, O) and sent on. Any of the three may be None. All but tails lie end to end, and nothing
    that is read is written. Twin: `codec.layers.CausalConv.convolve`, a sum, and that of
    `snake.extend`.
    """
    shape = _Shape(*weight.shape)
    rows, length = len(x), x.shape[1] - (shape.taps - 1) * dilation
    blocks = _Blocks.of(rows * length, shape, x.dtype)
    convolve_kernel[(blocks.programs(rows * length, shape.outputs),)](
        x,
        weight,
        bias,
        residual,
        out,
        positions=rows * length,
        length=length,
        dilation=dilation,
        **goes_on(onward),
        CHANNELS=shape.channels,
        OUTPUTS=shape.outputs,
        TAPS=shape.taps,
        PARTS=blocks.parts,
        BLOCK_POSITIONS=blocks.positions,
        BLOCK_OUTPUTS=blocks.outputs,
        BLOCK_INPUTS=blocks.inputs,
        num_warps=blocks.warps,
        num_stages=blocks.stages,
    )


_EPILOGUES: dict[str, tuple[str, ...]] = {
    "out": ("raw",),
    "snake": ("out", "alpha"),
    "residual": ("residual", "raw", "out", "alpha"),
    "last": ("residual", "out", "alpha"),
}
"""What is there behind a convolution: before the transformer and at the end; in a unit; at its
end; at the end of a block."""


def _case(positions: int, shape: _Shape, dtype: torch.dtype, behind: str) -> Case:
    """What is launched for so many positions."""
    blocks = _Blocks.of(positions, shape, dtype)
    there = _EPILOGUES[behind]
    pointer = "*" + DTYPES[dtype]
    signature = {
        **dict.fromkeys(("x", "weight", "bias", "residual", "raw"), pointer),
        **{name: kind.replace("*T", pointer) for name, kind in GOES_ON.items()},
        **dict.fromkeys(("positions", "length", "dilation"), "i32"),
    }
    missing = {name for name in ("residual", "raw", "out", "alpha") if name not in there}
    missing |= {"inverse_beta"} if "alpha" in missing else set()
    missing |= {"before", "after"} if "out" in missing else set()
    return Case(
        convolve_kernel,
        {name: kind for name, kind in signature.items() if name not in missing},
        {
            **dict.fromkeys(missing),
            "CHANNELS": shape.channels,
            "OUTPUTS": shape.outputs,
            "TAPS": shape.taps,
            "PARTS": blocks.parts,
            "BLOCK_POSITIONS": blocks.positions,
            "BLOCK_OUTPUTS": blocks.outputs,
            "BLOCK_INPUTS": blocks.inputs,
        },
        num_warps=blocks.warps,
        options={"num_stages": blocks.stages},
    )


_ENTRANCE, _FIRST, _LAST = _Shape(1024, 3, 512), _Shape(1536, 7, 1024), _Shape(1, 7, 96)
_PER_FRAME = {768: 32, 384: 160, 192: 640, 96: 1920}
"""Positions of a frame, by the channels of a block of the vocoder."""


def _cases() -> Iterator[Case]:
    """One frame of one stream, and of 256; and at the end of a block, what lies between them."""
    half, whole = torch.bfloat16, torch.float32
    for rows in (1, 256):
        yield _case(rows, _ENTRANCE, half, "out")
        yield _case(rows * 4, _FIRST, half, "snake")
        for channels, positions in _PER_FRAME.items():
            yield _case(rows * positions, _Shape(channels, 7, channels), half, "snake")
            yield _case(rows * positions, _Shape(channels, 1, channels), half, "residual")
        yield _case(rows * 1920, _LAST, half, "out")
    for rows in (1, 2, 4, 16):  # each takes larger blocks
        yield _case(rows * 160, _Shape(384, 7, 384), half, "snake")
        yield _case(rows * 160, _Shape(384, 1, 384), half, "last")
    for behind, taps in (("out", 7), ("snake", 7), ("residual", 1), ("last", 1)):
        yield _case(1920, _Shape(96, taps, 96), whole, behind)


COMPILED = list(_cases())
