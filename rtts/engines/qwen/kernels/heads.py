"""Norm and turn the heads of the talker, and keep its keys and values: one launch a layer."""

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.kernels.blocks import Case, power_of_2, rounded

__all__ = ["COMPILED", "keep_heads"]


def keep_heads(
    qkv: torch.Tensor,
    norms: torch.Tensor,
    cos: torch.Tensor,
    sin: torch.Tensor,
    kv: torch.Tensor,
    index: torch.Tensor,
    position: torch.Tensor,
    *,
    heads: int,
    epsilon: float,
) -> None:
    """Norm and turn the queries of qkv (B, (N + 2K) * D) where they lie, and keep the others.

    `heads` is N, norms are (N + K, D), cos and sin (T, 1, D). Row b is at position[b]: its keys,
    normed and turned, and its values go to [index[b], :, :, position[b]] of kv (S + 1, 2, K, T,
    D), the contiguous slots of a layer. In qkv they stay as they were.

    The twins are `layers.turn_heads` and `Slots.keep`.
    """
    size = kv.shape[4]
    all_heads = heads + 2 * kv.shape[2]
    together = heads_together(size)
    keep_heads_kernel[(len(qkv), triton.cdiv(all_heads, together))](
        qkv,
        norms,
        cos,
        sin,
        kv,
        index,
        position,
        qkv.stride(0),
        kv.stride(0),
        kv.stride(2),
        epsilon,
        QUERIES=heads,
        TURNED=len(norms),
        ALL=all_heads,
        HALF=size // 2,
        HEADS=together,
        BLOCK=power_of_2(size // 2),
        num_warps=1,
    )


def heads_together(size: int) -> int:
    """How many heads of a size a program has: of each half of them, a thread holds 8 elements.

    A program is one warp, which needs no barrier; 4 heads of 128 are 8 programs for a position
    of a published model, so that one row alone does not go through its heads one by one.
    """
    return max(8 * 32 // power_of_2(size // 2), 1)


@triton.jit
def keep_heads_kernel(
    qkv: tl.tensor,
    norms: tl.tensor,
    cos: tl.tensor,
    sin: tl.tensor,
    kv: tl.tensor,
    index: tl.tensor,
    position: tl.tensor,
    qkv_stride: tl.tensor,
    slot_stride: tl.tensor,
    head_stride: tl.tensor,
    epsilon: tl.tensor,
    QUERIES: tl.constexpr,
    TURNED: tl.constexpr,
    ALL: tl.constexpr,
    HALF: tl.constexpr,
    HEADS: tl.constexpr,
    BLOCK: tl.constexpr,
) -> None:
    """Program (b, g) does group g of the heads of row b, of whatever kinds they are.

    A thread holds the same places of both halves of a head, which turn with each other.
    """
    row = tl.program_id(0).to(tl.int64)
    slot = tl.load(index + row)
    at = tl.load(position + row)
    head = tl.program_id(1) * HEADS + tl.arange(0, HEADS)[:, None]
    place = tl.arange(0, BLOCK)[None, :]
    inside = (head < ALL) & (place < HALF)
    is_turned = head < TURNED
    low_at = head * (2 * HALF) + place
    lies = qkv + row * qkv_stride + low_at
    low = tl.load(lies, mask=inside, other=0.0).to(tl.float32)
    high = tl.load(lies + HALF, mask=inside, other=0.0).to(tl.float32)

    mean = tl.sum(low * low + high * high, 1)[:, None] / (2 * HALF)
    scale = tl.rsqrt(mean + epsilon)
    turns = inside & is_turned
    low_norm = tl.load(norms + low_at, mask=turns, other=0.0).to(tl.float32)
    high_norm = tl.load(norms + low_at + HALF, mask=turns, other=0.0).to(tl.float32)
    low_normed = rounded(rounded(low * scale, qkv) * low_norm, qkv)
    high_normed = rounded(rounded(high * scale, qkv) * high_norm, qkv)

    angle = at * (2 * HALF) + place
    low_cos = tl.load(cos + angle, mask=turns, other=0.0).to(tl.float32)
    high_cos = tl.load(cos + angle + HALF, mask=turns, other=0.0).to(tl.float32)
    low_sin = tl.load(sin + angle, mask=turns, other=0.0).to(tl.float32)
    high_sin = tl.load(sin + angle + HALF, mask=turns, other=0.0).to(tl.float32)
    low_turned = rounded(low_normed * low_cos, qkv) + high_normed * low_sin
    high_turned = rounded(high_normed * high_cos, qkv) + low_normed * high_sin
    low = tl.where(is_turned, low_turned, low)
    high = tl.where(is_turned, high_turned, high)

    asks = inside & (head < QUERIES)
    tl.store(lies, low, mask=asks)
    tl.store(lies + HALF, high, mask=asks)
    # Keys and then values, as a slot has them.
    kept = inside & (head >= QUERIES)
    keeps = kv + slot * slot_stride + (head - QUERIES) * head_stride + at * (2 * HALF) + place
    tl.store(keeps, low, mask=kept)
    tl.store(keeps + HALF, high, mask=kept)


COMPILED = [
    Case(
        keep_heads_kernel,
        {
            **dict.fromkeys(("qkv", "norms", "cos", "sin", "kv"), "*T"),
            **dict.fromkeys(("index", "position"), "*i64"),
            **dict.fromkeys(("qkv_stride", "slot_stride", "head_stride"), "i32:16"),
            "epsilon": "fp32",
        },
        {"QUERIES": 16, "TURNED": 24, "ALL": 32, "HALF": 64, "HEADS": 4, "BLOCK": 64},
        num_warps=1,
    )
]
