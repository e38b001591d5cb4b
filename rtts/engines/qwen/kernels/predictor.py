"""Attention of the code predictor: everything between two of its products, in one launch.

A frame has few positions, so a program holds all keys and values of a row and head in registers:
it norms and turns what the projection gave, keeps the keys and values, and attends. It is run
once for each layer and code of a frame, so at small batches its launch is what it costs, and the
way through it: one load, a norm, a softmax. A program is one warp, which never waits for another.
"""

import math

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.kernels.blocks import Case, attended, power_of_2, rounded

__all__ = ["COMPILED", "attend_frame"]

_NUM_WARPS = 1


@triton.jit
def turned_head(
    head: tl.tensor,
    norm: tl.tensor,
    cos: tl.tensor,
    sin: tl.tensor,
    epsilon: tl.tensor,
    HEAD_DIM: tl.constexpr,
    DIM: tl.constexpr,
) -> tl.tensor:
    """A head of one position, normed and turned, with the roundings of `layers.turn_heads`."""
    dim = tl.arange(0, DIM)
    inside = dim < HEAD_DIM
    half: tl.constexpr = HEAD_DIM // 2
    partner = tl.where(dim < half, dim + HEAD_DIM - half, dim - half)
    x = tl.load(head + dim, mask=inside, other=0.0).to(tl.float32)
    y = tl.load(head + partner, mask=inside, other=0.0).to(tl.float32)
    inverse = tl.rsqrt(tl.sum(x * x, 0) / HEAD_DIM + epsilon)
    x_norm = tl.load(norm + dim, mask=inside, other=0.0).to(tl.float32)
    y_norm = tl.load(norm + partner, mask=inside, other=0.0).to(tl.float32)
    x = rounded(rounded(x * inverse, head) * x_norm, head)
    y = rounded(rounded(y * inverse, head) * y_norm, head)
    x = rounded(x * tl.load(cos + dim, mask=inside, other=0.0).to(tl.float32), head)
    y = y * tl.load(sin + dim, mask=inside, other=0.0).to(tl.float32)
    return rounded(x + y, head)


@triton.jit
def attend_frame_kernel(
    qkv: tl.tensor,
    norms: tl.tensor,
    cos: tl.tensor,
    sin: tl.tensor,
    kv: tl.tensor,
    out: tl.tensor,
    qkv_stride: tl.tensor,
    out_stride: tl.tensor,
    positions: tl.tensor,
    first: tl.tensor,
    epsilon: tl.tensor,
    scale: tl.tensor,
    COUNT: tl.constexpr,
    GROUP: tl.constexpr,
    HEAD_DIM: tl.constexpr,
    DIM: tl.constexpr,
    SEEN: tl.constexpr,
) -> None:
    """One program a row and key-value head. `scale` is for powers of two, not of e."""
    row, head, kv_heads = tl.program_id(0).to(tl.int64), tl.program_id(1), tl.num_programs(1)
    dim = tl.arange(0, DIM)
    inside = dim < HEAD_DIM
    position = tl.arange(0, SEEN)
    given = qkv + row * COUNT * qkv_stride
    kept_keys = kv + (row * 2 * kv_heads + head) * positions * HEAD_DIM
    kept_values = kept_keys + kv_heads * positions * HEAD_DIM

    there = (position < first)[:, None] & inside[None, :]
    offset = position[:, None] * HEAD_DIM + dim[None, :]
    keys = tl.load(kept_keys + offset, mask=there, other=0.0).to(tl.float32)
    values = tl.load(kept_values + offset, mask=there, other=0.0).to(tl.float32)
    lies = (GROUP * kv_heads + head) * HEAD_DIM
    for step in tl.static_range(COUNT):
        at = (first + step) * HEAD_DIM
        source = given + step * qkv_stride + lies
        key = turned_head(source, norms + lies, cos + at, sin + at, epsilon, HEAD_DIM, DIM)
        value = tl.load(source + kv_heads * HEAD_DIM + dim, mask=inside, other=0.0)
        tl.store(kept_keys + at + dim, key, mask=inside)
        tl.store(kept_values + at + dim, value, mask=inside)
        # Taken from here: what was just stored could not be read back without a barrier.
        here = (position == first + step)[:, None]
        keys = tl.where(here, key[None, :], keys)
        values = tl.where(here, value.to(tl.float32)[None, :], values)

    for step in tl.static_range(COUNT):
        at = (first + step) * HEAD_DIM
        for number in tl.static_range(GROUP):
            lies = (head * GROUP + number) * HEAD_DIM
            source = given + step * qkv_stride + lies
            query = turned_head(source, norms + lies, cos + at, sin + at, epsilon, HEAD_DIM, DIM)
            found = attended(query, keys, values, position <= first + step, scale)
            to = out + (row * COUNT + step) * out_stride + lies
            tl.store(to + dim, found, mask=inside)


def attend_frame(
    qkv: torch.Tensor,
    norms: torch.Tensor,
    cos: torch.Tensor,
    sin: torch.Tensor,
    kv: torch.Tensor,
    *,
    first: int,
    count: int,
    heads: int,
    epsilon: float,
    out: torch.Tensor,
) -> None:
    """Norm, turn, keep and attend positions first … first + count - 1 of a frame.

    qkv (B * count, (N + 2K) * D) is what was projected, and stays as it is; norms are (N + K, D),
    cos and sin (T, 1, D) of all positions. kv (B, 2, K, G, D) holds keys and values of the
    positions before, and takes theirs. out is (B * count, N * D). A position sees itself and
    those before it. All but qkv and out are contiguous.

    The twins are `layers.turn_heads`, the copy to `network.Place.writes`, `layers.attend_to`.
    """
    rows, _, kv_heads, positions, head_dim = kv.shape
    attend_frame_kernel[(rows, kv_heads)](
        qkv,
        norms,
        cos,
        sin,
        kv,
        out,
        qkv.stride(0),
        out.stride(0),
        positions,
        first,
        epsilon,
        head_dim**-0.5 * math.log2(math.e),
        COUNT=count,
        GROUP=heads // kv_heads,
        HEAD_DIM=head_dim,
        DIM=power_of_2(head_dim),
        # The first codes of a frame need not compute what the last ones do.
        SEEN=power_of_2(first + count),
        num_warps=_NUM_WARPS,
    )


COMPILED = [
    Case(
        attend_frame_kernel,
        dict.fromkeys(("qkv", "norms", "cos", "sin", "kv", "out"), "*T")
        | dict.fromkeys(("qkv_stride", "out_stride", "positions"), "i32:16")
        | {"first": "i32", "epsilon": "fp32", "scale": "fp32"},
        {"COUNT": count, "GROUP": 2, "HEAD_DIM": 128, "DIM": 128, "SEEN": seen},
        num_warps=_NUM_WARPS,
    )
    for count, seen in ((2, 2), (1, 4), (1, 8), (1, 16))
]
