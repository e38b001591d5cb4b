"""Products with matrices for few rows, and products of one byte a weight for any.

With few rows the weights are read once and hardly used, so the time is that of reading them. What
counts is that enough of them are on their way at once; and, as that takes little longer than a
launch, that what stands before and behind a product needs no launch of its own: the norm of what
comes in, the gate or the sum of what goes out.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, Self

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.kernels.blocks import DTYPES, Case, power_of_2
from rtts.engines.qwen.networks.quantize import Quantized
from rtts.engines.qwen.networks.weights import Matrix

__all__ = ["COMPILED", "Norm", "add_product", "gated_product", "normed_product", "product"]

_PROGRAMS = 128
"""At least, if blocks of outputs can be small enough: about one for each processor of an H200."""
_OUTPUTS = (64, 32, 16)
"""Of a program: as many as leave enough programs, since each of them reads all of x. 16 is the
least that a tensor core takes."""
_ROWS = {torch.bfloat16: (8, 64), torch.float32: (16, 16)}
"""Of a program, at least and at most: of 8 a tensor core makes the sums at once."""
_SUMS = {torch.bfloat16: 2048, torch.float32: 256}
"""Sums of a program, at most: a warp makes all of them, so that a thread holds 64. In float32
there is no tensor core for it, and little to be gained. A warp that norms has to hold its rows
in float32 too: up to so many inputs of them, and half of the sums."""
_PARTS, _MANY_PARTS = 4, 8
"""Each warp sums up a part of the inputs by itself. So a program has much on its way though its
block of outputs is small, and the sum does not depend on who comes first. There are more warps
where there are too few programs."""
_INPUTS = 64
"""Of a part, in a step: of one byte each, two sectors of memory for an output."""
_SHARED = 80 * 1024
"""Bytes of shared memory for steps that are on their way; small GPUs have 99 KiB in all."""
_STEPS = 3
"""On their way at once, at most. For up to 16 rows that is 24 to 64 KiB of weights a program, where
the speed of an H200's memory times its latency is some 30 KiB a processor."""

_RUN = tl.constexpr(8)
"""Inputs of a row whose squares become one sum at once: as many as a thread reads in 16 bytes, so
that it holds few sums. One for each input would take more registers than there are."""


class Norm(NamedTuple):
    """The norm of what a matrix is given."""

    weight: torch.Tensor  # (H_in,)
    epsilon: float


class _Blocks(NamedTuple):
    """How a product is cut up."""

    rows: int
    outputs: int
    inputs: int
    parts: int
    stages: int

    @classmethod
    def of(
        cls,
        rows: int,
        outputs: int,
        dtype: torch.dtype,
        width: int,
        *,
        normed: bool = False,
        gated: bool = False,
    ) -> Self:
        """By the shapes alone. `width` is that of a weight, in bytes."""
        (least, most), sums = _ROWS[dtype], _SUMS[dtype]
        if normed:
            most, sums = min(most, 32), sums // 2
        by_row = min(max(power_of_2(rows), least), most)
        halves = 2 if gated else 1
        fitting = (
            each
            for each in _OUTPUTS
            if outputs >= each * _PROGRAMS and halves * each * by_row <= sums
        )
        by_output = next(fitting, _OUTPUTS[-1])
        parts = _PARTS if outputs >= by_output * _PROGRAMS else _MANY_PARTS
        # The smallest blocks leave one program a processor: then its steps are twice as long.
        is_smallest = halves * by_output == _OUTPUTS[-1] and by_row <= 16 and parts == _PARTS
        inputs = 2 * _INPUTS if is_smallest else _INPUTS
        inputs = inputs if dtype == torch.bfloat16 else _INPUTS // 2
        if normed:
            inputs = min(inputs, _SUMS[dtype] // by_row)
        step = parts * inputs * (halves * width * by_output + dtype.itemsize * by_row)
        stages = 1 + max(min(_STEPS, _SHARED // step), 1)
        return cls(by_row, by_output, inputs, parts, stages)


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


@triton.jit
def multiplied(
    weight: tl.tensor,
    mask: tl.tensor,
    given: tl.tensor,
    total: tl.tensor,
    BYTES: tl.constexpr,
    FP8: tl.constexpr,
) -> tl.tensor:
    """The sums of each part, after another step of inputs: (PARTS, outputs, rows)."""
    read = tl.load(weight, mask=mask, other=0)
    weights = unpacked(read, FP8).to(given.dtype) if BYTES else read
    return tl.dot(weights, given, total, input_precision="ieee")


# A prefill may have any number of rows: those that 16 divides, or one, are not worth a kernel of
# their own, which would be compiled while others are speaking.
@triton.jit(do_not_specialize=["rows"])
def product_kernel(
    x: tl.tensor,
    norm: tl.tensor,
    weight: tl.tensor,
    scale: tl.tensor,
    out: tl.tensor,
    x_stride: tl.tensor,
    weight_stride: tl.tensor,
    out_stride: tl.tensor,
    rows: tl.tensor,
    outputs: tl.tensor,
    epsilon: tl.tensor,
    INPUTS: tl.constexpr,
    BYTES: tl.constexpr,
    FP8: tl.constexpr,
    GATED: tl.constexpr,
    ADDED: tl.constexpr,
    PARTS: tl.constexpr,
    BLOCK_ROWS: tl.constexpr,
    BLOCK_INPUTS: tl.constexpr,
    BLOCK_OUTPUTS: tl.constexpr,
) -> None:
    """One program a block of outputs and of rows: (outputs, inputs) times (inputs, rows).

    So the weights are what a tensor core takes 16 of at least, and the rows what it takes 8 of.
    How long a row is, is the same for all that it gives, so a norm divides by it at the end.
    """
    output = tl.program_id(0) * BLOCK_OUTPUTS + tl.arange(0, BLOCK_OUTPUTS)
    row = tl.program_id(1) * BLOCK_ROWS + tl.arange(0, BLOCK_ROWS)
    part = tl.arange(0, PARTS)[:, None, None] * BLOCK_INPUTS
    step = tl.arange(0, BLOCK_INPUTS)
    by_output = weight + output.to(tl.int64)[None, :, None] * weight_stride
    by_row = x + row.to(tl.int64)[None, None, :] * x_stride
    is_output, is_row = output < outputs, row < rows
    place = out + row.to(tl.int64)[None, :] * out_stride + output[:, None]
    there = is_output[:, None] & is_row[None, :]
    if ADDED:
        # Early, so that it is on its way beside the weights. Whatever is done with it here, be it
        # a conversion, would have to wait for it, and the weights with it.
        before = tl.load(place, mask=there, other=0.0)
    total = tl.zeros((PARTS, BLOCK_OUTPUTS, BLOCK_ROWS), tl.float32)
    up = total
    # Each thread sums up what it has: what they exchange, they exchange once.
    squares = tl.zeros((PARTS, BLOCK_INPUTS // _RUN, BLOCK_ROWS), tl.float32)
    for start in range(0, INPUTS, PARTS * BLOCK_INPUTS):
        across = start + part + step[None, None, :]
        down = start + part + step[None, :, None]
        given = tl.load(by_row + down, mask=is_row[None, None, :] & (down < INPUTS), other=0.0)
        if norm is not None:
            wide = given.to(tl.float32)
            runs = tl.reshape(wide * wide, (PARTS, BLOCK_INPUTS // _RUN, _RUN, BLOCK_ROWS))
            squares += tl.sum(runs, 2)
            wide *= tl.load(norm + down, mask=down < INPUTS, other=0.0).to(tl.float32)
            given = wide.to(given.dtype)
        real = is_output[None, :, None] & (across < INPUTS)
        total = multiplied(by_output + across, real, given, total, BYTES, FP8)
        if GATED:
            beside = by_output + outputs.to(tl.int64) * weight_stride + across
            up = multiplied(beside, real, given, up, BYTES, FP8)
    result, opened = tl.sum(total, 0), tl.sum(up, 0)
    if BYTES:
        result *= tl.load(scale + output, mask=is_output, other=0.0)[:, None]
        if GATED:
            opened *= tl.load(scale + outputs + output, mask=is_output, other=0.0)[:, None]
    if norm is not None:
        length = tl.rsqrt(tl.sum(tl.sum(squares, 1), 0) / INPUTS + epsilon)[None, :]
        result, opened = result * length, opened * length
    if GATED:
        result = result / (1.0 + tl.exp(-result)) * opened
    if ADDED:
        result += before.to(tl.float32)
        tl.debug_barrier()  # several threads may have loaded what one of them stores
    tl.store(place, result, mask=there)


def product(x: torch.Tensor, weight: Matrix, *, out: torch.Tensor) -> None:
    """Multiply rows x (n, H_in) by a matrix (H_in, O): out (n, O).

    A plain matrix is left to PyTorch. Twin:
    `rtts.engines.qwen.networks.quantize.product_plain`.
    """
    if isinstance(weight, torch.Tensor):
        torch.mm(x, weight, out=out)
    else:
        _launch(x, None, weight, out)


def normed_product(x: torch.Tensor, norm: Norm, weight: Matrix, *, out: torch.Tensor) -> None:
    """Norm few rows x (n, H_in) and multiply them: out (n, O).

    The twin is `functional.rms_norm` and `product_plain`, but for one rounding: rows are rounded
    once they are weighted, and divided by their length at the end.
    """
    _launch(x, norm, weight, out)


def gated_product(x: torch.Tensor, norm: Norm, weight: Matrix, *, out: torch.Tensor) -> None:
    """Norm few rows x (n, H_in), multiply them by (H_in, 2I), and gate: out (n, I).

    The first half of the outputs is the gate. What is gated is rounded at the end only. The twin
    is `normed_product` and `rtts.engines.qwen.kernels.gated.silu_mul`.
    """
    _launch(x, norm, weight, out, gated=True)


def add_product(x: torch.Tensor, weight: Matrix, *, onto: torch.Tensor) -> None:
    """Multiply few rows x (n, H_in) by a matrix (H_in, O), and add it to `onto` (n, O).

    The sum is rounded once. The twin is `onto += product_plain(x, weight)`.
    """
    _launch(x, None, weight, onto, added=True)


def _launch(
    x: torch.Tensor,
    norm: Norm | None,
    matrix: Matrix,
    out: torch.Tensor,
    *,
    gated: bool = False,
    added: bool = False,
) -> None:
    rows, inputs, outputs = len(x), matrix.shape[0], out.shape[1]
    weight, scale = (
        (matrix.t(), None)
        if isinstance(matrix, torch.Tensor)
        else (matrix.weight.t().view(torch.int8), matrix.scale)
    )  # (O, H_in), as it lies
    normed = norm is not None
    blocks = _Blocks.of(rows, outputs, x.dtype, weight.itemsize, normed=normed, gated=gated)
    grid = (triton.cdiv(outputs, blocks.outputs), triton.cdiv(rows, blocks.rows))
    product_kernel[grid](
        x,
        None if norm is None else norm.weight,
        weight,
        scale,
        out,
        x.stride(0),
        weight.stride(0),
        out.stride(0),
        rows,
        outputs,
        None if norm is None else norm.epsilon,
        INPUTS=inputs,
        BYTES=scale is not None,
        FP8=isinstance(matrix, Quantized) and matrix.kind == "fp8",
        GATED=gated,
        ADDED=added,
        PARTS=blocks.parts,
        BLOCK_ROWS=blocks.rows,
        BLOCK_INPUTS=blocks.inputs,
        BLOCK_OUTPUTS=blocks.outputs,
        num_warps=blocks.parts,
        num_stages=blocks.stages,
    )


def _case(rows: int, shape: tuple[int, int], dtype: torch.dtype, *what: str) -> Case:
    """What is launched for such a product: `what` names a kind of weights, and its surroundings."""
    inputs, outputs = shape
    in_bytes = "int8" in what or "fp8" in what
    width = 1 if in_bytes else dtype.itemsize
    around = {"normed": "normed" in what, "gated": "gated" in what}
    blocks = _Blocks.of(rows, outputs, dtype, width, **around)
    missing: dict[str, Any] = {} if in_bytes else {"scale": None}
    if "normed" not in what:
        missing |= {"norm": None, "epsilon": None}
    signature = {
        **dict.fromkeys(("x", "norm", "out"), "*" + DTYPES[dtype]),
        **dict.fromkeys(("x_stride", "weight_stride", "out_stride", "outputs"), "i32:16"),
        "weight": "*i8" if in_bytes else "*" + DTYPES[dtype],
        "scale": "*fp32",
        "rows": "i32",
        "epsilon": "fp32",
    }
    constants = {
        **missing,
        "INPUTS": inputs,
        "BYTES": in_bytes,
        "FP8": "fp8" in what,
        "GATED": "gated" in what,
        "ADDED": "added" in what,
        "PARTS": blocks.parts,
        "BLOCK_ROWS": blocks.rows,
        "BLOCK_INPUTS": blocks.inputs,
        "BLOCK_OUTPUTS": blocks.outputs,
    }
    return Case(
        product_kernel,
        {name: kind for name, kind in signature.items() if name not in missing},
        constants,
        num_warps=blocks.parts,
        options={"num_stages": blocks.stages},
    )


_WIDE = {"qkv": (2048, 4096), "out": (2048, 2048), "gate": (2048, 6144), "down": (6144, 2048)}
_NARROW = {"qkv": (1024, 4096), "out": (2048, 1024), "gate": (1024, 3072), "down": (3072, 1024)}
"""The matrices of a layer: of the 1.7B talker; of the 0.6B talker and of both predictors."""
_AROUND = {"qkv": ("normed",), "out": ("added",), "gate": ("normed", "gated"), "down": ("added",)}
_HEAD = (1024, 2048)


def _cases() -> Iterator[Case]:
    """Few rows of a frame with what surrounds their products; and any rows by weights of a byte."""
    half, whole = torch.bfloat16, torch.float32
    for rows in (1, 16, 32):
        for shapes in (_WIDE, _NARROW):
            yield from _layer(rows, shapes, half)
        yield _case(rows, _HEAD, half, "normed")
    for shapes in (_WIDE, _NARROW):  # with more rows than 32, what is normed has the same blocks
        yield from (_case(64, shapes[name], half, "added") for name in ("out", "down"))
    yield from _layer(1, _NARROW, whole)
    for kind in ("int8", "fp8"):
        yield from _layer(1, _WIDE, half, kind)
        yield from _layer(16, _WIDE, half, kind)
        for rows in (1, 16, 32, 64):
            for outputs in (2048, 4096, 12288):
                if rows * outputs < 64 * 12288:  # which is cut up as the one before
                    yield _case(rows, (2048, outputs), half, kind)
        yield _case(1, (2048, 2048), whole, kind)


def _layer(
    rows: int, shapes: dict[str, tuple[int, int]], dtype: torch.dtype, *what: str
) -> Iterator[Case]:
    """The four products of a layer."""
    for name, around in _AROUND.items():
        yield _case(rows, shapes[name], dtype, *what, *around)


COMPILED = list(_cases())
