"""The codec's convolution of each channel by itself, with the norm across channels behind it.

Letters: B rows, L positions of a call, C channels, k taps.
"""

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.codec.flow import Tail
from rtts.engines.qwen.kernels.blocks import Case, power_of_2, rounded, warps_for
from rtts.engines.qwen.kernels.snake import keep

__all__ = ["COMPILED", "depthwise_norm"]


@triton.jit(do_not_specialize=["length"])
def depthwise_norm_kernel(
    x: tl.tensor,
    before: tl.tensor,
    after: tl.tensor,
    weight: tl.tensor,
    bias: tl.tensor,
    norm_weight: tl.tensor,
    norm_bias: tl.tensor,
    out: tl.tensor,
    before_row: tl.tensor,
    after_row: tl.tensor,
    length: tl.tensor,
    epsilon: tl.tensor,
    CHANNELS: tl.constexpr,
    TAPS: tl.constexpr,
    BLOCK: tl.constexpr,
) -> None:
    """One program a position of a row: each reads all that its taps reach, which is near."""
    at, row = tl.program_id(0), tl.program_id(1).to(tl.int64)
    channel = tl.arange(0, BLOCK)
    inside = channel < CHANNELS
    begin = x + row * (length * CHANNELS) + channel
    history = before + row * before_row + channel
    total = tl.zeros((BLOCK,), tl.float32)
    for tap in tl.static_range(TAPS):
        place = at + tap  # in tail and inputs, end to end
        old = tl.load(history + place * CHANNELS, mask=inside & (place < TAPS - 1), other=0.0)
        newer = place - (TAPS - 1)
        new = tl.load(begin + newer * CHANNELS, mask=inside & (newer >= 0), other=0.0)
        factor = tl.load(weight + tap * CHANNELS + channel, mask=inside, other=0.0)
        total += (old.to(tl.float32) + new.to(tl.float32)) * factor.to(tl.float32)
    total += tl.load(bias + channel, mask=inside, other=0.0).to(tl.float32)
    values = rounded(total, x)
    apart = tl.where(inside, values - tl.sum(values, 0) / CHANNELS, 0.0)
    normed = apart * tl.rsqrt(tl.sum(apart * apart, 0) / CHANNELS + epsilon)
    normed *= tl.load(norm_weight + channel, mask=inside, other=0.0)
    normed += tl.load(norm_bias + channel, mask=inside, other=0.0)
    tl.store(out + (row * length + at) * CHANNELS + channel, normed, mask=inside)
    latest = tl.load(begin + at * CHANNELS, mask=inside, other=0.0)
    keep(
        latest,
        row,
        at,
        channel,
        inside,
        None,
        before,
        after,
        before_row,
        after_row,
        length,
        TAPS - 1,
        CHANNELS,
    )


def depthwise_norm(
    x: torch.Tensor,
    tail: Tail,
    weight: torch.Tensor,
    bias: torch.Tensor,
    norm: tuple[torch.Tensor, torch.Tensor, float],
    *,
    out: torch.Tensor,
) -> None:
    """Convolve x (B, L, C) behind its tail (B, k - 1, C) by channel, and norm across channels.

    weight (k, C), bias (C,); the norm's weight and bias (C,), in float32, and its epsilon. The
    result, out (B, L, C), is rounded between both. All but tails lie end to end. Twin:
    `codec.layers.CausalConv` of groups of one channel, then `functional.layer_norm` in float32.
    """
    rows, length, channels = x.shape
    norm_weight, norm_bias, epsilon = norm
    block = power_of_2(channels)
    depthwise_norm_kernel[(length, rows)](
        x,
        tail.before,
        tail.after,
        weight,
        bias,
        norm_weight,
        norm_bias,
        out,
        before_row=tail.before.stride(0),
        after_row=tail.after.stride(0),
        length=length,
        epsilon=epsilon,
        CHANNELS=channels,
        TAPS=len(weight),
        BLOCK=block,
        num_warps=warps_for(block),
    )


COMPILED = [
    Case(
        depthwise_norm_kernel,
        {
            **dict.fromkeys(("x", "before", "after", "weight", "bias", "out"), "*T"),
            **dict.fromkeys(("norm_weight", "norm_bias"), "*fp32"),
            **dict.fromkeys(("before_row", "after_row"), "i32:16"),
            "length": "i32",
            "epsilon": "fp32",
        },
        {"CHANNELS": 1024, "TAPS": 7, "BLOCK": 1024},
        num_warps=warps_for(1024),
    ),
]
