"""Attention of a frame: one position of every row over its slot, by lengths that the device holds.

What it costs is to read the keys and values, so they are read once: a program serves all query
heads of a key-value head. With few rows a program for each key-value head would leave most
processors idle; then the keys of a row are split among several programs, whose partial results a
second launch joins.

A split is a share of the row's own length, in whole blocks, not of the slot: so a short row in a
long slot is spread as far as its blocks go. Splits for which no block is left are not written
and not read.

Inside a program every lane of a block runs a softmax of its own over every 32nd key, and the lanes
are joined once, at the end: the loop has no reduction across warps, only the sum of a key's
products within half of one. Blocks are fetched two ahead, so a program has 32 KiB under way.
"""

import math

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.kernels.blocks import Case, power_of_2

__all__ = ["COMPILED", "KEYS", "SplitRoom", "attend_slots", "splits_for"]

KEYS = 32
"""Keys of a block. With 4 warps, two heads of 128 then take 64 registers of a thread for what
they found: 3 programs fit on a processor, and one alone has enough under way to keep it busy."""

_NUM_WARPS = 4
_STAGES: tl.constexpr = tl.constexpr(3)
"""Two blocks are fetched while one is worked on."""
_LOWEST: tl.constexpr = tl.constexpr(-1e30)
"""Below any score, yet finite: a lane that saw no key yet weighs nothing, and is no NaN."""


@triton.jit
def share_of(length: tl.tensor, KEYS: tl.constexpr, SPLITS: tl.constexpr) -> tl.tensor:
    """How many positions of a row each split has: whole blocks."""
    return tl.cdiv(tl.cdiv(length, KEYS), SPLITS) * KEYS


@triton.jit
def scaled_heads(
    at: tl.tensor,
    inside: tl.tensor,
    scale: tl.tensor,
    GROUP: tl.constexpr,
    HEAD_DIM: tl.constexpr,
) -> tuple[tl.tensor, ...]:
    """The queries that share a key-value head, times the scale of their scores."""
    heads = ()
    for n in tl.static_range(GROUP):
        head = tl.load(at + n * HEAD_DIM, mask=inside, other=0.0).to(tl.float32)
        heads += (head * scale,)  # type: ignore[assignment]
    return heads


@triton.jit
def look(
    query: tl.tensor, key: tl.tensor, value: tl.tensor, seen: tl.tensor, softmax: tl.tuple
) -> tuple[tl.tensor, tl.tensor, tl.tensor]:
    """Let a head see a block: each lane one more key, in a softmax of its own.

    A softmax is the highest score, the sum of weights relative to that one, and the values by
    these weights.
    """
    peak, total, found = softmax
    score = tl.where(seen, tl.sum(key * query[None, :], 1), -float("inf"))
    highest = tl.maximum(peak, score)
    weight = tl.exp2(score - highest)
    fade = tl.exp2(peak - highest)
    return highest, total * fade + weight, found * fade[:, None] + weight[:, None] * value


@triton.jit
def joined(softmax: tl.tuple) -> tuple[tl.tensor, tl.tensor, tl.tensor]:
    """Of lanes that saw different keys, the softmax of one that would have seen them all."""
    peak, total, found = softmax
    highest = tl.max(peak, 0)
    part = tl.exp2(peak - highest)
    return highest, tl.sum(total * part, 0), tl.sum(found * part[:, None], 0)


@triton.jit
def attend_kernel(
    qkv: tl.tensor,
    kv: tl.tensor,
    index: tl.tensor,
    position: tl.tensor,
    out: tl.tensor,
    peaks: tl.tensor,
    totals: tl.tensor,
    sums: tl.tensor,
    qkv_stride: tl.tensor,
    out_stride: tl.tensor,
    positions: tl.tensor,
    scale: tl.tensor,
    GROUP: tl.constexpr,
    HEAD_DIM: tl.constexpr,
    DIM: tl.constexpr,
    KEYS: tl.constexpr,
    SPLITS: tl.constexpr,
) -> None:
    """One program a row, key-value head and split. `scale` is for powers of two, not of e.

    What lies beyond the length may be no number; zero times that is none either, so it is not read.
    """
    row, head, split = tl.program_id(0).to(tl.int64), tl.program_id(1), tl.program_id(2)
    kv_heads = tl.num_programs(1)
    length = tl.minimum(tl.load(position + row).to(tl.int32) + 1, positions)
    share = share_of(length, KEYS, SPLITS)
    begin = split * share
    end = tl.minimum(begin + share, length)
    if begin < end:
        dim = tl.arange(0, DIM)
        inside = dim < HEAD_DIM
        asked = qkv + row * qkv_stride + head * GROUP * HEAD_DIM + dim
        queries = scaled_heads(asked, inside, scale, GROUP, HEAD_DIM)
        peak = tl.full((KEYS,), _LOWEST, tl.float32)
        softmaxes = ((peak, tl.zeros_like(peak), tl.zeros((KEYS, DIM), tl.float32)),) * GROUP
        keys = kv + (tl.load(index + row) * 2 * kv_heads + head) * positions * HEAD_DIM
        values = keys + kv_heads * positions * HEAD_DIM
        for start in tl.range(begin, end, KEYS, num_stages=_STAGES):
            at = start + tl.arange(0, KEYS)
            seen = at < end
            offset = at[:, None] * HEAD_DIM + dim[None, :]
            there = seen[:, None] & inside[None, :]
            key = tl.load(keys + offset, mask=there, other=0.0).to(tl.float32)
            value = tl.load(values + offset, mask=there, other=0.0).to(tl.float32)
            ahead = ()
            for n in tl.static_range(GROUP):
                ahead += (look(queries[n], key, value, seen, softmaxes[n]),)  # type: ignore[assignment]
            softmaxes = ahead
        for n in tl.static_range(GROUP):
            highest, mass, result = joined(softmaxes[n])
            if SPLITS == 1:
                to = out + row * out_stride + (head * GROUP + n) * HEAD_DIM + dim
                tl.store(to, result / mass, mask=inside)
            else:
                place = ((row * kv_heads + head) * GROUP + n) * SPLITS + split
                tl.store(peaks + place, highest)
                tl.store(totals + place, mass)
                tl.store(sums + place * HEAD_DIM + dim, result, mask=inside)


@triton.jit
def join_kernel(
    position: tl.tensor,
    out: tl.tensor,
    peaks: tl.tensor,
    totals: tl.tensor,
    sums: tl.tensor,
    out_stride: tl.tensor,
    positions: tl.tensor,
    HEAD_DIM: tl.constexpr,
    DIM: tl.constexpr,
    KEYS: tl.constexpr,
    SPLITS: tl.constexpr,
    LANES: tl.constexpr,
) -> None:
    """One program a row and query head: join what its splits found."""
    row, head = tl.program_id(0).to(tl.int64), tl.program_id(1)
    length = tl.minimum(tl.load(position + row).to(tl.int32) + 1, positions)
    split = tl.arange(0, LANES)
    written = split * share_of(length, KEYS, SPLITS) < length  # none behind the last split
    dim = tl.arange(0, DIM)
    inside = dim < HEAD_DIM
    place = (row * tl.num_programs(1) + head) * SPLITS + split
    peak = tl.load(peaks + place, mask=written, other=_LOWEST)
    total = tl.load(totals + place, mask=written, other=0.0)
    there = written[:, None] & inside[None, :]
    offset = place[:, None] * HEAD_DIM + dim[None, :]
    found = tl.load(sums + offset, mask=there, other=0.0)
    _, mass, result = joined((peak, total, found))
    tl.store(out + row * out_stride + head * HEAD_DIM + dim, result / mass, mask=inside)


class SplitRoom:
    """Room for what the splits of a batch find, in float32; for so many rows or fewer.

    Of a split, its highest score, the sum of its weights relative to that one, and the values by
    these weights. What belongs to splits that a row does not use is never written nor read.
    """

    def __init__(
        self, rows: int, heads: int, head_dim: int, splits: int, *, device: torch.device | str
    ) -> None:
        self.rows, self.splits = rows, splits
        kind = {"dtype": torch.float32, "device": device}
        self.peaks = torch.empty(rows, heads, splits, **kind)
        self.totals = torch.empty(rows, heads, splits, **kind)
        self.sums = torch.empty(rows, heads, splits, head_dim, **kind)


def splits_for(rows: int, kv_heads: int, positions: int, processors: int = 132) -> int:
    """Among how many programs the keys of a row are split. One needs no room, nor a second launch.

    As many as leave no processor two programs of this batch, but never more than a slot of so
    many positions has blocks. From half as many programs as processors on it is one.
    """
    return max(min(processors // (rows * kv_heads), positions // KEYS), 1)


def keys_for(dim: int, group: int) -> int:
    """Keys of a block, fewer where heads are larger or more than those of the published models."""
    return max(min(KEYS, 8192 // (dim * power_of_2(group))), 1)


def attend_slots(
    qkv: torch.Tensor,
    kv: torch.Tensor,
    index: torch.Tensor,
    position: torch.Tensor,
    *,
    heads: int,
    out: torch.Tensor,
    room: SplitRoom | None = None,
) -> None:
    """Attend from the turned queries of qkv (B, (N + 2K) * D) to keys and values in slots.

    Row b sees positions 0 … position[b] of slot index[b] of kv (S + 1, 2, K, T, D), which is
    contiguous; its own keys and values are kept there already. No other is read. `out` is
    (B, N * D). With `room`, the keys of a row are split among as many programs as it is made for.

    The twin is `network.attend_in_slots`, behind its write.
    """
    rows, (_, _, kv_heads, positions, head_dim) = len(out), kv.shape
    group, dim = heads // kv_heads, power_of_2(head_dim)
    keys = keys_for(dim, group)
    splits = 1 if room is None else room.splits
    # Without splits nothing is written to these: any tensor will do.
    parts = (out, out, out) if room is None else (room.peaks, room.totals, room.sums)
    attend_kernel[(rows, kv_heads, splits)](
        qkv,
        kv,
        index,
        position,
        out,
        *parts,
        qkv.stride(0),
        out.stride(0),
        positions,
        head_dim**-0.5 * math.log2(math.e),
        HEAD_DIM=head_dim,
        GROUP=group,
        DIM=dim,
        KEYS=keys,
        SPLITS=splits,
        num_warps=_NUM_WARPS,
    )
    if splits > 1:
        join_kernel[(rows, heads)](
            position,
            out,
            *parts,
            out.stride(0),
            positions,
            HEAD_DIM=head_dim,
            DIM=dim,
            KEYS=keys,
            SPLITS=splits,
            LANES=power_of_2(splits),
            num_warps=_NUM_WARPS,
        )


_PARTS = dict.fromkeys(("peaks", "totals", "sums"), "*fp32")
_SIZES = dict.fromkeys(("out_stride", "positions"), "i32:16")
_ATTEND = (
    dict.fromkeys(("qkv", "kv", "out"), "*T")
    | dict.fromkeys(("index", "position"), "*i64")
    | {"qkv_stride": "i32:16", "scale": "fp32"}
    | _SIZES
)
_BLOCKS = {"HEAD_DIM": 128, "DIM": 128, "KEYS": KEYS}

COMPILED = [
    Case(
        attend_kernel,
        _ATTEND | (dict.fromkeys(_PARTS, "*T") if splits == 1 else _PARTS),
        _BLOCKS | {"GROUP": 2, "SPLITS": splits},
        num_warps=_NUM_WARPS,
    )
    for splits in (1, 16)
] + [
    Case(
        join_kernel,
        {"position": "*i64", "out": "*T"} | _PARTS | _SIZES,
        _BLOCKS | {"SPLITS": 16, "LANES": 16},
        num_warps=_NUM_WARPS,
    )
]
