"""What the codec does around its convolutions: the snake, and going on from a stream's tail.

Letters: B rows, C channels, L inputs, w the width of a tail.
"""

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.kernels.blocks import Case, power_of_2, rounded

__all__ = ["COMPILED", "extend", "overlap", "snake_into"]

_ELEMENTS = 1024
"""Of a program: 8 for each thread of 4 warps, 16 bytes of bfloat16. A frame of one stream has
24,000 to 184,000 elements at the layers that matter, so that a GPU is about filled by it."""
_LONGEST = 256
"""Of one channel, in a program: memory is read in pieces of this many."""
_SIDE = 32
"""Of a square block, for what is read along one axis and written along another: both ways a
piece is 64 bytes of bfloat16."""
_WARPS = 4


@triton.jit
def sine(x: tl.tensor) -> tl.tensor:
    """The sine of float32 but for its sign, within 2e-7 for |x| < 8192.

    `tl.sin` is right for any x, by a second way for the large ones that takes a loop and a table
    for each element. Here a multiple of π is taken away, in three parts of which the first two
    have so few bits that nothing is lost; then 1/x! as far as x^11 is enough up to π/2. Where x
    is too large for that the result is still within [-1, 1].
    """
    turns = tl.floor(x * 0.3183098861837907 + 0.5)
    x = x - turns * 3.140625
    x = x - turns * 9.67502593994140625e-4
    x = x - turns * 1.509957990978376e-7
    x = tl.minimum(tl.maximum(x, -1.5707964), 1.5707964)
    square = x * x
    series = square * -2.505210838544172e-8 + 2.7557319223985893e-6
    series = square * series - 1.984126984126984e-4
    series = square * series + 8.333333333333333e-3
    series = square * series - 0.16666666666666666
    return x + x * square * series


@triton.jit
def waved(x: tl.tensor, alpha: tl.tensor, inverse_beta: tl.tensor, like: tl.tensor) -> tl.tensor:
    """The snake x + sin²(αx) / β in float32, rounded between as PyTorch's operations round."""
    wave = rounded(sine(rounded(x * alpha, like)), like)
    return x + rounded(wave * wave, like) * inverse_beta


@triton.jit
def snake_kernel(
    x: tl.tensor,
    alpha: tl.tensor,
    inverse_beta: tl.tensor,
    tail: tl.tensor,
    out: tl.tensor,
    x_row: tl.tensor,
    x_channel: tl.tensor,
    x_step: tl.tensor,
    tail_row: tl.tensor,
    tail_channel: tl.tensor,
    out_row: tl.tensor,
    out_channel: tl.tensor,
    out_step: tl.tensor,
    rows: tl.tensor,  # B * C
    channels: tl.tensor,
    length: tl.tensor,
    width: tl.tensor,
    SNAKE: tl.constexpr,
    BLOCK_ROWS: tl.constexpr,
    BLOCK_LENGTH: tl.constexpr,
    BLOCK_WIDTH: tl.constexpr,
) -> None:
    """One program a block of channels and inputs; the first of a channel sees to its tail too.

    So nobody reads a tail while another program writes it.
    """
    block = tl.program_id(1)
    row = tl.program_id(0) * BLOCK_ROWS + tl.arange(0, BLOCK_ROWS)
    inside = (row < rows)[:, None]
    channel = row % channels
    owner = (row // channels).to(tl.int64)
    inputs = x + (owner * x_row + channel * x_channel)[:, None]
    outputs = out + (owner * out_row + channel * out_channel)[:, None]
    at = (block * BLOCK_LENGTH + tl.arange(0, BLOCK_LENGTH))[None, :]
    given = inside & (at < length)
    values = tl.load(inputs + at * x_step, mask=given, other=0.0).to(tl.float32)
    if SNAKE:
        by_channel = tl.load(alpha + channel, mask=row < rows, other=0.0).to(tl.float32)[:, None]
        scale = tl.load(inverse_beta + channel, mask=row < rows, other=0.0).to(tl.float32)[:, None]
        values = waved(values, by_channel, scale, out)
    tl.store(outputs + (width + at) * out_step, values, mask=given)
    if BLOCK_WIDTH and block == 0:
        history = tail + (owner * tail_row + channel * tail_channel)[:, None]
        place = tl.arange(0, BLOCK_WIDTH)[None, :]
        kept = inside & (place < width)
        tl.store(
            outputs + place * out_step, tl.load(history + place, mask=kept, other=0.0), mask=kept
        )
        source = place + length  # in tail and inputs, end to end
        older = tl.load(history + source, mask=inside & (source < width), other=0.0).to(tl.float32)
        newer = inside & (source >= width) & (place < width)
        last = tl.load(inputs + (source - width) * x_step, mask=newer, other=0.0).to(tl.float32)
        if SNAKE:
            last = waved(last, by_channel, scale, out)
        tl.debug_barrier()  # all threads have read the tail: now it may be overwritten
        tl.store(history + place, tl.where(source < width, older, last), mask=kept)


def snake_into(
    x: torch.Tensor,
    alpha: torch.Tensor,
    inverse_beta: torch.Tensor,
    tail: torch.Tensor,
    *,
    out: torch.Tensor,
) -> None:
    """The snake of x (B, C, L) behind its tail (B, C, w): out (B, C, w + L).

    The tail becomes the last w of it. Only the channels of a row of the tail need to lie end to
    end; x and out may lie anyhow. w may be 0. Twin: `codec.layers.SnakeBeta`, then `torch.cat`
    and the copy of `codec.layers.CausalConv`.
    """
    _launch(x, (alpha, inverse_beta), tail, out)


def extend(x: torch.Tensor, tail: torch.Tensor, *, out: torch.Tensor) -> None:
    """The same without the snake: out (B, C, w + L) is the tail (B, C, w) and x (B, C, L)."""
    _launch(x, None, tail, out)


def _launch(
    x: torch.Tensor,
    snake: tuple[torch.Tensor, torch.Tensor] | None,
    tail: torch.Tensor,
    out: torch.Tensor,
) -> None:
    rows, channels, length = x.shape
    width = tail.shape[2]
    longest = _LONGEST if x.stride(2) == out.stride(2) else _SIDE
    block_length = min(power_of_2(length), longest)
    block_width = power_of_2(width) if width else 0
    block_rows = _ELEMENTS // max(block_length, block_width)
    alpha, inverse_beta = snake or (x, x)
    snake_kernel[(triton.cdiv(rows * channels, block_rows), triton.cdiv(length, block_length))](
        x,
        alpha,
        inverse_beta,
        tail,
        out,
        *x.stride(),
        *tail.stride()[:2],
        *out.stride(),
        rows * channels,
        channels,
        length,
        width,
        SNAKE=snake is not None,
        BLOCK_ROWS=block_rows,
        BLOCK_LENGTH=block_length,
        BLOCK_WIDTH=block_width,
        num_warps=_WARPS,
    )


@triton.jit
def added(
    given: tl.tensor,
    tail: tl.tensor,
    place: tl.tensor,
    column: tl.tensor,
    inside: tl.tensor,
    given_step: tl.tensor,
    tail_step: tl.tensor,
    count: tl.tensor,
    size: tl.tensor,
    BLOCKS: tl.constexpr,
) -> tl.tensor:
    """What all inputs and the tail give to a place, rounded after each."""
    total = tl.zeros(place.shape, tl.float32) + column * 0.0
    for block in tl.static_range(BLOCKS):
        source = place - block
        there = inside & (source >= 0) & (source < count)
        part = tl.load(given + source * given_step + block * size + column, mask=there, other=0.0)
        total = rounded(total + part.to(tl.float32), given)
    before = inside & (place < BLOCKS - 1)
    part = tl.load(tail + place * tail_step + column, mask=before, other=0.0)
    return total + part.to(tl.float32)


@triton.jit
def overlap_kernel(
    given: tl.tensor,
    tail: tl.tensor,
    out: tl.tensor,
    given_row: tl.tensor,
    given_step: tl.tensor,
    tail_row: tl.tensor,
    tail_step: tl.tensor,
    out_row: tl.tensor,
    out_channel: tl.tensor,
    count: tl.tensor,
    channels: tl.tensor,
    STRIDE: tl.constexpr,
    BLOCKS: tl.constexpr,
    BLOCK_CHANNELS: tl.constexpr,
    BLOCK_LENGTH: tl.constexpr,
    BLOCK_STRIDE: tl.constexpr,
) -> None:
    """One program a block of channels and outputs of a row; the first sees to the tail too."""
    row = tl.program_id(2).to(tl.int64)
    given += row * given_row
    tail += row * tail_row
    channel = tl.program_id(0) * BLOCK_CHANNELS + tl.arange(0, BLOCK_CHANNELS)[:, None]
    at = tl.program_id(1) * BLOCK_LENGTH + tl.arange(0, BLOCK_LENGTH)[None, :]
    inside = (channel < channels) & (at < count * STRIDE)
    column = channel * STRIDE + at % STRIDE
    size = channels * STRIDE
    place = at // STRIDE
    values = added(given, tail, place, column, inside, given_step, tail_step, count, size, BLOCKS)
    tl.store(out + row * out_row + channel * out_channel + at, values, mask=inside)
    if BLOCKS > 1 and tl.program_id(1) == 0:
        step = tl.arange(0, BLOCK_STRIDE)[None, :]
        end = channel * STRIDE + step
        ending = (channel < channels) & (step < STRIDE)
        for later in tl.static_range(BLOCKS - 1):
            last = count + later + step * 0
            more = added(given, tail, last, end, ending, given_step, tail_step, count, size, BLOCKS)
            tl.debug_barrier()  # all threads have read what is now overwritten
            tl.store(tail + later * tail_step + end, more, mask=ending)


def overlap(given: torch.Tensor, tail: torch.Tensor, *, out: torch.Tensor) -> None:
    """Add up the blocks that inputs give to their own place and to later ones.

    `given` (B, n, K * C * stride) has the K blocks of every input, `tail` (B, K - 1, C * stride)
    what earlier inputs give to the next places; it becomes that of the next call. out
    (B, C, n * stride). Twin: `codec.layers.TransposedConv.join`.
    """
    rows, count, _ = given.shape
    channels, length = out.shape[1:]
    stride = length // count
    blocks = tail.shape[1] + 1
    block_length = max(_SIDE, power_of_2((blocks - 1) * stride))
    grid = (triton.cdiv(channels, _SIDE), triton.cdiv(length, block_length), rows)
    overlap_kernel[grid](
        given,
        tail,
        out,
        *given.stride()[:2],
        *tail.stride()[:2],
        *out.stride()[:2],
        count,
        channels,
        STRIDE=stride,
        BLOCKS=blocks,
        BLOCK_CHANNELS=_SIDE,
        BLOCK_LENGTH=block_length,
        BLOCK_STRIDE=power_of_2(stride),
        num_warps=_WARPS,
    )


_POINTERS = dict.fromkeys(("x", "alpha", "inverse_beta", "tail", "out"), "*T")
_NUMBERS = """x_row x_channel x_step tail_row tail_channel out_row out_channel out_step
    rows channels length width"""
_STRIDES = dict.fromkeys(_NUMBERS.split(), "i32")
_OVERLAP = "given_row given_step tail_row tail_step out_row out_channel count channels"
# Of one frame: after the upsamplers, in the last block, and into the matrix of an upsampler.
COMPILED = [
    Case(
        snake_kernel,
        _POINTERS | {name: kind for name, kind in _STRIDES.items() if name not in steps},
        {
            "SNAKE": snake,
            "BLOCK_ROWS": _ELEMENTS // max(length, width),
            "BLOCK_LENGTH": length,
            "BLOCK_WIDTH": width,
        }
        | steps,
        num_warps=_WARPS,
    )
    for snake, length, width, steps in (
        (False, 4, 8, {"x_step": 1, "out_step": 1}),
        (True, 32, 64, {"x_step": 1, "out_step": 1}),
        (True, 256, 64, {"x_step": 1, "out_step": 1}),
        (True, 256, 0, {"x_step": 1, "out_step": 1}),
        (True, 32, 0, {"x_step": 1, "out_channel": 1}),
    )
] + [
    Case(
        overlap_kernel,
        dict.fromkeys(("given", "tail", "out"), "*T") | dict.fromkeys(_OVERLAP.split(), "i32"),
        {
            "STRIDE": stride,
            "BLOCKS": 2,
            "BLOCK_CHANNELS": _SIDE,
            "BLOCK_LENGTH": _SIDE,
            "BLOCK_STRIDE": power_of_2(stride),
        },
        num_warps=_WARPS,
    )
    for stride in (8, 5, 4, 3)
]
