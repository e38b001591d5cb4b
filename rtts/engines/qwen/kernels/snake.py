"""What the codec does around its convolutions: how values go on to the next of them.

Channels last: all that a program reads and writes lies end to end, a few values for each thread.

Letters: B rows, L positions of a call, C channels, w the width of a tail.
"""

from typing import Any

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.codec.flow import Onward, Tail
from rtts.engines.qwen.kernels.blocks import Case, rounded

__all__ = ["COMPILED", "GOES_ON", "extend", "goes_on", "keep", "overlap", "send"]

_ELEMENTS = 1024
"""Of a program: 8 for each thread of 4 warps, 16 bytes of bfloat16. A frame of one stream has
24,000 to 184,000 elements at the layers that matter, so that a GPU is about filled by it."""
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
def keep(
    values: tl.tensor,
    row: tl.tensor,
    at: tl.tensor,
    channel: tl.tensor,
    inside: tl.tensor,
    begun: tl.tensor,
    before: tl.tensor,
    after: tl.tensor,
    before_row: tl.tensor,
    after_row: tl.tensor,
    length: tl.tensor,
    width: tl.tensor,
    CHANNELS: tl.constexpr,
) -> None:
    """Let a tail go on by the values at some positions, and begin a row's outputs with the old one.

    Who has position t of L sees to places t, t + L, … of the old tail too: each place has one
    thread, however long tail and call are. `begun` points to where a row's outputs begin, or is
    None.
    """
    before += row * before_row
    after += row * after_row
    newer = at + width - length
    tl.store(after + newer * CHANNELS + channel, values, mask=inside & (newer >= 0))
    for turn in range(tl.cdiv(width, length)):
        place = at + turn * length
        there = inside & (place < width)
        old = tl.load(before + place * CHANNELS + channel, mask=there, other=0.0)
        if begun is not None:
            tl.store(begun + place * CHANNELS + channel, old, mask=there)
        older = place - length
        tl.store(after + older * CHANNELS + channel, old, mask=there & (older >= 0))


@triton.jit
def send(
    values: tl.tensor,
    row: tl.tensor,
    at: tl.tensor,
    channel: tl.tensor,
    inside: tl.tensor,
    out: tl.tensor,
    before: tl.tensor,
    after: tl.tensor,
    alpha: tl.tensor,
    inverse_beta: tl.tensor,
    before_row: tl.tensor,
    after_row: tl.tensor,
    length: tl.tensor,
    width: tl.tensor,
    CHANNELS: tl.constexpr,
) -> None:
    """Send values of some positions and channels on, and let the tail there go on by them.

    They are given in float32, rounded. `row` has 64 bits. What is behind `inside` is as `goes_on`
    gives it; no tail is one whose width is 0, so that there is no kernel of its own for it.
    """
    if alpha is not None:
        is_channel = channel < CHANNELS
        by_channel = tl.load(alpha + channel, mask=is_channel, other=0.0).to(tl.float32)
        scale = tl.load(inverse_beta + channel, mask=is_channel, other=0.0).to(tl.float32)
        values = waved(values, by_channel, scale, out)
    begun = out + row * ((width + length) * CHANNELS)
    tl.store(begun + (width + at) * CHANNELS + channel, values, mask=inside)
    if width > 0:
        keep(
            values,
            row,
            at,
            channel,
            inside,
            begun,
            before,
            after,
            before_row,
            after_row,
            length,
            width,
            CHANNELS,
        )


def goes_on(onward: Onward | None) -> dict[str, Any]:
    """The arguments of a kernel for `send`; `out` is None if nothing goes on."""
    if onward is None:
        return dict.fromkeys(GOES_ON) | {"before_row": 0, "after_row": 0, "width": 0}
    alpha, inverse_beta = onward.snake or (None, None)
    before, after = onward.tail or (onward.out, onward.out)  # if there is none, nobody goes there
    has_tail = onward.tail is not None
    return {
        "out": onward.out,
        "before": before,
        "after": after,
        "alpha": alpha,
        "inverse_beta": inverse_beta,
        "before_row": before.stride(0) if has_tail else 0,
        "after_row": after.stride(0) if has_tail else 0,
        "width": before.shape[1] if has_tail else 0,
    }


GOES_ON = {
    **dict.fromkeys(("out", "before", "after", "alpha", "inverse_beta"), "*T"),
    **dict.fromkeys(("before_row", "after_row"), "i32:16"),
    "width": "i32",
}
"""The same in the signature of a `Case`."""


# What depends on how many frames are decoded at once is not specialized: no kernel is to be
# compiled while others are speaking.
@triton.jit(do_not_specialize=["length", "width"])
def extend_kernel(
    x: tl.tensor,
    out: tl.tensor,
    before: tl.tensor,
    after: tl.tensor,
    alpha: tl.tensor,
    inverse_beta: tl.tensor,
    before_row: tl.tensor,
    after_row: tl.tensor,
    length: tl.tensor,
    width: tl.tensor,
    CHANNELS: tl.constexpr,
    BLOCK: tl.constexpr,
) -> None:
    """One program a block of a row's elements."""
    row = tl.program_id(1).to(tl.int64)
    element = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    inside = element < length * CHANNELS
    values = tl.load(x + row * (length * CHANNELS) + element, mask=inside, other=0.0)
    send(
        values.to(tl.float32),
        row,
        element // CHANNELS,
        element % CHANNELS,
        inside,
        out,
        before,
        after,
        alpha,
        inverse_beta,
        before_row,
        after_row,
        length,
        width,
        CHANNELS,
    )


def extend(x: torch.Tensor, onward: Onward) -> None:
    """Send x (B, L, C) on.

    x lies end to end. Of `onward` each row's inner (w, C) of a tail does, the rows may lie
    anyhow. Twin: `codec.layers.SnakeBeta`, then `torch.cat` and the copy of
    `codec.layers.CausalConv`.
    """
    rows, length, channels = x.shape
    extend_kernel[(triton.cdiv(length * channels, _ELEMENTS), rows)](
        x,
        length=length,
        **goes_on(onward),
        CHANNELS=channels,
        BLOCK=_ELEMENTS,
        num_warps=_WARPS,
    )


@triton.jit
def added(
    given: tl.tensor,
    place: tl.tensor,
    column: tl.tensor,
    count: tl.tensor,
    SIZE: tl.constexpr,
    BLOCKS: tl.constexpr,
) -> tl.tensor:
    """What all inputs of a row give to places, rounded after each."""
    total = tl.zeros(place.shape, tl.float32)
    for block in tl.static_range(BLOCKS):
        source = place - block
        there = (source >= 0) & (source < count)
        part = given + (source * BLOCKS + block) * SIZE + column
        total = rounded(total + tl.load(part, mask=there, other=0.0).to(tl.float32), given)
    return total


@triton.jit(do_not_specialize=["count", "width"])
def overlap_kernel(
    given: tl.tensor,
    tail_before: tl.tensor,
    tail_after: tl.tensor,
    raw: tl.tensor,
    out: tl.tensor,
    before: tl.tensor,
    after: tl.tensor,
    alpha: tl.tensor,
    inverse_beta: tl.tensor,
    tail_before_row: tl.tensor,
    tail_after_row: tl.tensor,
    before_row: tl.tensor,
    after_row: tl.tensor,
    count: tl.tensor,
    width: tl.tensor,
    CHANNELS: tl.constexpr,
    STRIDE: tl.constexpr,
    BLOCKS: tl.constexpr,
    BLOCK: tl.constexpr,
) -> None:
    """One program a block of the elements of a row and of what it leaves for later."""
    size: tl.constexpr = STRIDE * CHANNELS
    row = tl.program_id(1).to(tl.int64)
    element = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    place = element // size
    own = place < count
    values = added(
        given + row * (count * BLOCKS * size), place, element % size, count, size, BLOCKS
    )
    if BLOCKS > 1:
        earlier = tail_before + row * tail_before_row + element
        part = tl.load(earlier, mask=place < BLOCKS - 1, other=0.0)
        values = rounded(values + part.to(tl.float32), given)
        later = tail_after + row * tail_after_row + (element - count * size)
        tl.store(later, values, mask=(place >= count) & (place < count + BLOCKS - 1))
    tl.store(raw + row * (count * size) + element, values, mask=own)
    send(
        values,
        row,
        element // CHANNELS,
        element % CHANNELS,
        own,
        out,
        before,
        after,
        alpha,
        inverse_beta,
        before_row,
        after_row,
        count * STRIDE,
        width,
        CHANNELS,
    )


def overlap(given: torch.Tensor, tail: Tail | None, *, out: torch.Tensor, onward: Onward) -> None:
    """Add up the blocks that inputs give to their own place and to later ones; send it on.

    `given` (B, n, K * stride * C) has the K blocks of every input, and the tail
    (B, K - 1, stride * C) what inputs give to the places behind them; it is None if K is 1.
    out (B, n * stride, C) is what goes on. Twin: `codec.layers.TransposedConv.join`, and that of
    `extend`.
    """
    rows, count, every = given.shape
    size = out.shape[1] // count * out.shape[2]
    blocks = every // size
    before, after = tail or (None, None)
    grid = (triton.cdiv((count + blocks - 1) * size, _ELEMENTS), rows)
    overlap_kernel[grid](
        given,
        before,
        after,
        out,
        tail_before_row=None if before is None else before.stride(0),
        tail_after_row=None if after is None else after.stride(0),
        count=count,
        **goes_on(onward),
        CHANNELS=out.shape[2],
        STRIDE=out.shape[1] // count,
        BLOCKS=blocks,
        BLOCK=_ELEMENTS,
        num_warps=_WARPS,
    )


_AS_IT_IS = {"alpha": None, "inverse_beta": None}
_UPSAMPLERS = ((768, 8), (384, 5), (192, 4), (96, 3))
"""Channels and stride of the published blocks."""
_EXTENDED = {"x": "*T", "length": "i32", **GOES_ON}
_OVERLAPPED = {
    **dict.fromkeys(("given", "tail_before", "tail_after", "raw"), "*T"),
    **dict.fromkeys(("tail_before_row", "tail_after_row"), "i32:16"),
    "count": "i32",
    **GOES_ON,
}

# Before the first convolutions, where no snake is; and in each block, where one is.
COMPILED = [
    Case(
        extend_kernel,
        {name: kind for name, kind in _EXTENDED.items() if name not in _AS_IT_IS},
        {**_AS_IT_IS, "CHANNELS": channels, "BLOCK": _ELEMENTS},
        num_warps=_WARPS,
    )
    for channels in (512, 1024)
] + [
    Case(
        overlap_kernel,
        _OVERLAPPED,
        {"CHANNELS": channels, "STRIDE": stride, "BLOCKS": 2, "BLOCK": _ELEMENTS},
        num_warps=_WARPS,
    )
    for channels, stride in _UPSAMPLERS
]
