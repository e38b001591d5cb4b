"""Attention of the codec's transformer, within a window: all between two products, in one launch.

What a stream has kept lies in a ring, place p % R for position p, and is read where it lies. A
program has a whole ring of one key-value head in registers, 71 keys and values of 64 for the
published codec, so that all of it is under way at once: there is no loop, and one softmax for
each query.

The oldest position of a ring is still seen by the first of the positions that come to it, and
lies where that one is kept. So the ring is overwritten last, when all threads have read it.
"""

import math

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.kernels.blocks import Case, attended, power_of_2, rounded

__all__ = ["COMPILED", "attend_window"]

_NUM_WARPS = 8
"""128 places of 64, keys and values in float32, are then 64 registers of a thread."""


@triton.jit
def turned_head(
    head: tl.tensor,
    cos: tl.tensor,
    sin: tl.tensor,
    HEAD_DIM: tl.constexpr,
    DIM: tl.constexpr,
) -> tl.tensor:
    """A head of one position, turned in float32 and rounded once."""
    dim = tl.arange(0, DIM)
    inside = dim < HEAD_DIM
    half: tl.constexpr = HEAD_DIM // 2
    first = dim < half
    partner = tl.where(first, dim + half, dim - half)
    angle = tl.where(first, dim, dim - half)
    x = tl.load(head + dim, mask=inside, other=0.0).to(tl.float32)
    y = tl.load(head + partner, mask=inside, other=0.0).to(tl.float32)
    x *= tl.load(cos + angle, mask=inside, other=0.0)
    y *= tl.load(sin + angle, mask=inside, other=0.0)
    return rounded(tl.where(first, x - y, x + y), head)


@triton.jit
def attend_window_kernel(
    qkv: tl.tensor,
    ring: tl.tensor,
    slots: tl.tensor,
    positions: tl.tensor,
    cos: tl.tensor,
    sin: tl.tensor,
    out: tl.tensor,
    qkv_stride: tl.tensor,
    slot_stride: tl.tensor,
    place_stride: tl.tensor,
    out_stride: tl.tensor,
    scale: tl.tensor,
    COUNT: tl.constexpr,
    PLACES: tl.constexpr,
    GROUP: tl.constexpr,
    HEAD_DIM: tl.constexpr,
    DIM: tl.constexpr,
    SEEN: tl.constexpr,
) -> None:
    """One program a row and key-value head. `scale` is for powers of two, not of e.

    A place that was never written may hold no number; zero times that is none either, so it is
    not read.
    """
    row, head, kv_heads = tl.program_id(0).to(tl.int64), tl.program_id(1), tl.num_programs(1)
    first = tl.load(positions + row)
    dim = tl.arange(0, DIM)
    inside = dim < HEAD_DIM
    place = tl.arange(0, SEEN)
    kept = tl.minimum(first, PLACES).to(tl.int32)
    age = ((first + (PLACES - 1)) % PLACES).to(tl.int32) - place
    age = tl.where(age < 0, age + PLACES, age)  # of what lies at a place: 0 is the newest
    is_kept = (place < PLACES) & (age < kept)

    kept_keys = ring + tl.load(slots + row) * slot_stride + head * HEAD_DIM
    kept_values = kept_keys + kv_heads * HEAD_DIM
    there = is_kept[:, None] & inside[None, :]
    offset = place[:, None] * place_stride + dim[None, :]
    keys = tl.load(kept_keys + offset, mask=there, other=0.0).to(tl.float32)
    values = tl.load(kept_values + offset, mask=there, other=0.0).to(tl.float32)
    # Behind the ring, in registers alone, come the positions that are to be kept.
    given = qkv + row * COUNT * qkv_stride
    cos += row * COUNT * (HEAD_DIM // 2)
    sin += row * COUNT * (HEAD_DIM // 2)
    keeps = ()
    for step in tl.static_range(COUNT):
        source = given + step * qkv_stride + (GROUP * kv_heads + head) * HEAD_DIM
        turn = step * (HEAD_DIM // 2)
        key = turned_head(source, cos + turn, sin + turn, HEAD_DIM, DIM)
        value = tl.load(source + kv_heads * HEAD_DIM + dim, mask=inside, other=0.0)
        here = (place == PLACES + step)[:, None]
        keys = tl.where(here, key[None, :], keys)
        values = tl.where(here, value.to(tl.float32)[None, :], values)
        keeps += ((key, value),)  # type: ignore[assignment]

    for step in tl.static_range(COUNT):
        seen = (is_kept & (age < PLACES - step)) | ((place >= PLACES) & (place <= PLACES + step))
        turn = step * (HEAD_DIM // 2)
        for number in tl.static_range(GROUP):
            lies = (head * GROUP + number) * HEAD_DIM
            source = given + step * qkv_stride + lies
            query = turned_head(source, cos + turn, sin + turn, HEAD_DIM, DIM)
            found = attended(query, keys, values, seen, scale)
            to = out + (row * COUNT + step) * out_stride + lies
            tl.store(to + dim, found, mask=inside)

    tl.debug_barrier()  # all threads have read the ring: now it may be overwritten
    for step in tl.static_range(COUNT):
        to = ((first + step) % PLACES) * place_stride + dim
        tl.store(kept_keys + to, keeps[step][0], mask=inside)
        tl.store(kept_values + to, keeps[step][1], mask=inside)


def attend_window(
    qkv: torch.Tensor,
    kv: torch.Tensor,
    slots: torch.Tensor,
    positions: torch.Tensor,
    turn: tuple[torch.Tensor, torch.Tensor],
    *,
    heads: int,
    out: torch.Tensor,
) -> None:
    """Turn n more positions of each row, attend within the window, and keep them in the ring.

    qkv (B * n, (N + 2K) * D) is what was projected, and stays as it is; the first position of row
    b is positions[b], its ring kv[slots[b]] of kv (S + 1, R, 2, K, D), a layer's part of the rings
    of all slots, of which only the last three axes need to lie end to end. A query sees itself,
    the R positions before it, and no place that was never written. `turn` are cosines and sines
    (B * n, D / 2) in float32, contiguous. out is (B * n, N * D). n is R at most, and every other n
    is another kernel. No slot but the scratch slot may come twice.

    The twin is `codec.transformer.Transformer` without kernels.
    """
    rows, (_, places, _, kv_heads, head_dim) = len(slots), kv.shape
    count = len(qkv) // rows
    attend_window_kernel[(rows, kv_heads)](
        qkv,
        kv,
        slots,
        positions,
        *turn,
        out,
        qkv.stride(0),
        kv.stride(0),
        kv.stride(1),
        out.stride(0),
        head_dim**-0.5 * math.log2(math.e),
        COUNT=count,
        PLACES=places,
        GROUP=heads // kv_heads,
        HEAD_DIM=head_dim,
        DIM=power_of_2(head_dim),
        SEEN=power_of_2(places + count),
        num_warps=_NUM_WARPS,
    )


COMPILED = [
    Case(
        attend_window_kernel,
        dict.fromkeys(("qkv", "ring", "out"), "*T")
        | dict.fromkeys(("slots", "positions"), "*i64")
        | dict.fromkeys(("cos", "sin"), "*fp32")
        | dict.fromkeys(("qkv_stride", "slot_stride", "place_stride", "out_stride"), "i32:16")
        | {"scale": "fp32"},
        {"COUNT": count, "PLACES": 71, "GROUP": 1, "HEAD_DIM": 64, "DIM": 64, "SEEN": 128},
        num_warps=_NUM_WARPS,
    )
    for count in (1, 2, 4)
]
