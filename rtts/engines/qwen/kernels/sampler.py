"""From the logits of a row to its code and the next input's row: one launch instead of thirty.

A program draws for one row, and sixteen draws follow each other in a frame, so what counts is how
long one program takes, not how many run. To sort a vocabulary would take longest. Instead:

1. Logits become integers in the same order, and each eight of them a group. Among the greatest of
   the groups a bound is searched, sixteen thresholds at once, which the wanted number of groups
   reaches and few more. So at least as many ids reach it, and of most logits hardly more.
2. What reaches the bound is moved together. If ids beyond the room lie above it, which takes many
   groups with several of the likeliest in each, the bound is searched for again among all ids.
3. At most 128 ids are left, and each counts those before it. That is its rank, and the first are
   kept. The rest of the work is over 64 values, in float64.

A draw takes about twelve reductions across the warps of a program: three passes of thresholds,
where bisection would take thirty, two for what is moved together, one for the ranks, and six over
the 64 kept.

Programs of a launch move ids through memory, each in its row of a `SamplerRoom`.
"""

from typing import Any

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.kernels.blocks import Case, power_of_2
from rtts.engines.qwen.slots import COUNTERS, SAMPLING, Slots

__all__ = ["COMPILED", "MOST_KEPT", "SamplerRoom", "draw_code", "draw_code0"]

MOST_KEPT = 64
"""The largest `top_k`."""
_MOST_IDS = 2**15
"""Two counts of ids are added as one integer of 32 bits."""
_NUM_WARPS = 8
"""Two for each scheduler of a processor: each waits for itself most of the time. Four would issue
a third less in all, which counts only where several rows share a processor, from batch 132 on."""

_KEPT = tl.constexpr(MOST_KEPT)
_ROOM = tl.constexpr(2 * MOST_KEPT)
_GROUP = tl.constexpr(8)
"""Ids of a group: what a thread loads at once in bfloat16, so its greatest is found in a thread."""
_PART = tl.constexpr(16)
"""Ids that one is compared with at a time: all at once, they would take most registers."""
_MORE = tl.constexpr(16)
"""Groups that may reach the bound beyond those wanted: fewer take more passes, more do not fit."""

_NAN = tl.constexpr(0x7F800001)
"""The key of what is no number, behind that of infinity."""
_NO_ID = tl.constexpr(-(2**31))
"""The key of a place behind the vocabulary, before that of minus infinity."""
_LAST = tl.constexpr(2**31 - 1)
_NOTHING = tl.constexpr(-(2**63))
_TIE = tl.constexpr(-(2.0**-42))
_FROZEN = tl.constexpr(1e-30)

_GAMMA = tl.constexpr(0x9E3779B97F4A7C15)
_MIX_1 = tl.constexpr(0xBF58476D1CE4E5B9)
_MIX_2 = tl.constexpr(0x94D049BB133111EB)

_COUNTERS = tl.constexpr(len(COUNTERS))
_FRAME = tl.constexpr(COUNTERS.index("frame"))
_EOS_FROM = tl.constexpr(COUNTERS.index("eos_from"))
_SEED = tl.constexpr(COUNTERS.index("seed"))
_SAMPLING = tl.constexpr(len(SAMPLING))
_PENALTY = tl.constexpr(SAMPLING.index("penalty"))
_CODE0 = tl.constexpr(SAMPLING.index("temperature"))
_OTHERS = tl.constexpr(SAMPLING.index("predictor_temperature"))


class SamplerRoom:
    """Where the rows of a launch move their likeliest ids. Launches after each other can share it.

    `places` (rows, 192) int64: those that reach the bound, and behind them the kept, in order.
    """

    def __init__(self, rows: int, device: torch.device | str) -> None:
        self.places = torch.empty(rows, _ROOM.value + MOST_KEPT, dtype=torch.int64, device=device)


@triton.jit
def uniform(seed: tl.tensor, number: tl.tensor) -> tl.tensor:
    """Output `number` of SplitMix64, int64, as a number in (0, 1). Twin: `sampling.uniforms`."""
    state = seed.to(tl.uint64, bitcast=True) + (number + 1).to(tl.uint64, bitcast=True) * _GAMMA
    state = (state ^ (state >> 30)) * _MIX_1
    state = (state ^ (state >> 27)) * _MIX_2
    return ((state >> 40) | 1).to(tl.int32).to(tl.float32) * 2.0**-24


@triton.jit
def ordered(values: tl.tensor) -> tl.tensor:
    """Integers in the order of float32 numbers: both zeros are equal, and NaN is the greatest."""
    bits = values.to(tl.int32, bitcast=True)
    bits = tl.where(values == 0.0, 0, bits ^ ((bits >> 31) & _LAST))
    return tl.where(values == values, bits, _NAN)  # noqa: PLR0124 - NaN is not equal to itself


@triton.jit
def lower_bound(
    keys: tl.tensor,
    wanted: tl.tensor,
    enough: tl.tensor,
    TRIES: tl.constexpr,
) -> tl.tensor:
    """Find a bound that `wanted` keys reach and at most `enough`, or the greatest that they reach.

    A key of `_NO_ID` counts for nothing. Each pass counts how many reach each of `TRIES` bounds.
    """
    number = tl.arange(0, TRIES) + 1
    low = tl.full((), _NO_ID + 1, tl.int32)
    high = tl.full((), _NAN + 1, tl.int32)
    count = enough + 1
    while (count > enough) & (high > low + 1):
        # The difference itself may not fit into 32 bits.
        step = tl.maximum(high // TRIES - low // TRIES, 1)
        tries = tl.minimum(low + step * number, high - 1)
        counts = tl.sum((keys[:, None] >= tries[None, :]).to(tl.int32), 0)
        reached = counts >= wanted
        count = tl.min(tl.where(reached, counts, count), 0)
        passed = tl.sum(reached.to(tl.int32), 0)
        last = high - 1
        high = tl.minimum(low + step * (passed + 1), high)
        low = tl.minimum(low + step * passed, last)
    return low


@triton.jit
def marked(keys: tl.tensor, bound: tl.tensor) -> tl.tensor:
    """What lies above a bound in the upper half of an integer, what lies on it in the lower."""
    return ((keys > bound).to(tl.int32) << 16) + (keys == bound).to(tl.int32)


@triton.jit
def rank(
    values: tl.tensor,
    room: tl.tensor,
    size: tl.tensor,
    wanted: tl.tensor,
    BLOCK: tl.constexpr,
) -> tl.tensor:
    """Find the `wanted` greatest of float32 logits (BLOCK,), equal ones in the order of their ids.

    Returns (64,) int64, greatest first, zeros behind those wanted: in the upper half the key, in
    the lower the id with its 31 bits turned round, so that of equal keys the lower id is greater.
    """
    ids = tl.arange(0, BLOCK)
    keys = tl.where(ids < size, ordered(values), _NO_ID)
    greatest = tl.max(tl.reshape(keys, (BLOCK // _GROUP, _GROUP)), 1)
    bound = lower_bound(greatest, wanted, wanted + _MORE, 16)
    marks = marked(keys, bound)
    total = tl.sum(marks, 0)
    if (total >> 16) > _ROOM:
        bound = lower_bound(keys, wanted, _ROOM, 4)
        marks = marked(keys, bound)
        total = tl.sum(marks, 0)
    above = total >> 16
    # Those on the bound come last, the lower ids first: what finds no room is not wanted.
    passed = tl.cumsum(marks, 0)
    place = tl.where(keys > bound, passed >> 16, above + (passed & 0xFFFF)) - 1
    pairs = (keys.to(tl.int64) << 32) | (ids ^ _LAST).to(tl.int64)
    tl.store(room + place, pairs, mask=(keys >= bound) & (place < _ROOM))
    tl.debug_barrier()
    lane = tl.arange(0, _ROOM)
    filled = tl.minimum(above + (total & 0xFFFF), _ROOM)
    there = lane < filled
    found = tl.load(room + lane, mask=there, other=_NOTHING)
    before = tl.zeros((_PART, _ROOM), tl.int32)
    part = tl.arange(0, _PART)
    start = tl.zeros((), tl.int32)
    while start < filled:
        others = tl.load(room + start + part, mask=start + part < filled, other=_NOTHING)
        before += (others[:, None] > found[None, :]).to(tl.int32)
        start += _PART
    order = tl.sum(before, 0)
    tl.store(room + _ROOM + order, found, mask=there & (order < wanted))
    tl.debug_barrier()
    first = tl.arange(0, _KEPT)
    return tl.load(room + _ROOM + first, mask=first < wanted, other=0)


@triton.jit
def drawn(
    kept: tl.tensor,
    wanted: tl.tensor,
    temperature: tl.tensor,
    top_p: tl.tensor,
    u: tl.tensor,
) -> tl.tensor:
    """Draw one of the first `wanted` of `rank`: its id, int32. Twin: `sampling.sample`."""
    order = tl.arange(0, _KEPT)
    ids = kept.to(tl.int32) ^ _LAST
    keys = (kept >> 32).to(tl.int32)
    logits = (keys ^ ((keys >> 31) & _LAST)).to(tl.float32, bitcast=True)
    worth = logits.to(tl.float64) + ids.to(tl.float64) * _TIE
    worth /= tl.maximum(temperature, _FROZEN).to(tl.float64)
    worth = tl.where(order < wanted, worth, -float("inf"))
    mass = tl.cumsum(tl.exp(worth - tl.max(worth, 0)), 0)
    whole = tl.max(mass, 0)
    enough = tl.min(tl.where(mass < top_p.to(tl.float64) * whole, whole, mass), 0)
    # Where nothing is finite all masses are NaN, and none is less: the first is drawn.
    step = tl.sum((mass <= u.to(tl.float64) * enough).to(tl.int32), 0)
    return tl.sum(tl.where(order == step, ids, 0), 0)


@triton.jit(do_not_specialize=["group"])
def draw_kernel(
    logits: tl.tensor,
    counters: tl.tensor,
    sampling: tl.tensor,
    seen: tl.tensor,
    heights: tl.tensor,
    index: tl.tensor,
    rooms: tl.tensor,
    codes: tl.tensor,
    table: tl.tensor,
    following: tl.tensor,
    logits_stride: tl.tensor,
    codes_stride: tl.tensor,
    table_stride: tl.tensor,
    following_stride: tl.tensor,
    size: tl.tensor,
    group: tl.tensor,
    groups: tl.tensor,
    top_k: tl.tensor,
    width: tl.tensor,
    BLOCK: tl.constexpr,
    WIDTH: tl.constexpr,
) -> None:
    """One program a row. Code 0 is drawn where `heights` is given, and a row copied if `table`."""
    row = tl.program_id(0).to(tl.int64)
    slot = tl.load(index + row)
    ids = tl.arange(0, BLOCK)
    inside = ids < size
    values = tl.load(logits + row * logits_stride + ids, mask=inside, other=0.0).to(tl.float32)
    counters += slot * _COUNTERS
    sampling += slot * _SAMPLING
    frame = tl.load(counters + _FRAME)
    u = uniform(tl.load(counters + _SEED), frame * groups + group)
    if heights is None:
        settings = sampling + _OTHERS
    else:
        settings = sampling + _CODE0
        penalty = tl.load(sampling + _PENALTY)
        heard = tl.load(seen + slot * size + ids, mask=inside, other=0) != 0
        less = tl.where(values < 0.0, values * penalty, tl.div_rn(values, penalty))
        values = tl.where(heard, less, values)
        may_end = (frame >= tl.load(counters + _EOS_FROM)).to(tl.int32)
        height = tl.load(heights + ids, mask=inside, other=0).to(tl.int32)
        values = tl.where(height > may_end, -float("inf"), values)
    temperature = tl.load(settings)
    top_p = tl.load(settings + 1)
    wanted = tl.minimum(top_k, size)
    kept = rank(values, rooms + row * (_ROOM + _KEPT), size, wanted, BLOCK)
    code = drawn(kept, wanted, temperature, top_p, u).to(tl.int64)
    tl.store(codes + row * codes_stride + group, code)
    if table is not None:
        at = tl.arange(0, WIDTH)
        entry = tl.load(table + code * table_stride + at, mask=at < width)
        tl.store(following + row * following_stride + at, entry, mask=at < width)


def draw_code0(
    logits: torch.Tensor,
    slots: Slots,
    index: torch.Tensor,
    heights: torch.Tensor,
    *,
    top_k: int,
    codes: torch.Tensor,
    room: SamplerRoom,
    table: torch.Tensor | None = None,
    following: torch.Tensor | None = None,
) -> None:
    """Draw code 0 of each row: logits (B, V) -> column 0 of `codes` (B, G).

    Penalty and gate come first, by what the slots have seen and `heights` (V,) of
    `sampling.barrier`. With a `table` (V or more, H'), row b of `following` (B, H') becomes the
    table's row of code b. Twins: `penalize`, `gate` and `sample` of `sampling`, code for code, and
    `Tables.predictor_input`. Raises ValueError for a `top_k` that is not in 1 … 64.

    Logits that differ by less than 2^-30, which float32 knows only below 0.01, count as equal in
    the twin, and by their ids they might stand in another order here.
    """
    copied = (table, following)
    _draw(logits, slots, index, codes, room, group=0, top_k=top_k, copied=copied, heights=heights)


def draw_code(
    logits: torch.Tensor,
    slots: Slots,
    index: torch.Tensor,
    *,
    group: int,
    top_k: int,
    codes: torch.Tensor,
    room: SamplerRoom,
    table: torch.Tensor | None = None,
    following: torch.Tensor | None = None,
) -> None:
    """Draw a code of another group: logits (B, V') -> column `group` of `codes` (B, G).

    As `draw_code0`, without penalty and gate, and with the slots' settings for the predictor.
    """
    copied = (table, following)
    _draw(logits, slots, index, codes, room, group=group, top_k=top_k, copied=copied)


def _draw(
    logits: torch.Tensor,
    slots: Slots,
    index: torch.Tensor,
    codes: torch.Tensor,
    room: SamplerRoom,
    *,
    group: int,
    top_k: int,
    copied: tuple[torch.Tensor | None, torch.Tensor | None],
    heights: torch.Tensor | None = None,
) -> None:
    """Launch the kernel, for code 0 if there are `heights`."""
    rows, size = logits.shape
    if not 0 < top_k <= MOST_KEPT or size > _MOST_IDS:
        raise ValueError(f"No kernel draws from the {top_k} likeliest of {size} ids")
    if rows > len(room.places):
        raise ValueError(f"There is room for {len(room.places)} rows, not for {rows}")
    table, following = copied
    width = 0 if table is None else table.shape[1]
    block = max(power_of_2(size), 2 * _GROUP.value)
    draw_kernel[(rows,)](
        logits,
        slots.counters,
        slots.sampling,
        slots.seen,
        heights,
        index,
        room.places,
        codes,
        table,
        following,
        logits.stride(0),
        codes.stride(0),
        0 if table is None else table.stride(0),
        0 if following is None else following.stride(0),
        size,
        group,
        codes.shape[1],
        top_k,
        width,
        BLOCK=block,
        WIDTH=power_of_2(width),
        num_warps=_NUM_WARPS,
    )


def _case(size: int, missing: tuple[str, ...]) -> Case:
    """The published sizes: 1024 wide is the predictor."""
    types: dict[str, Any] = dict.fromkeys(("logits", "table", "following"), "*T")
    types |= dict.fromkeys(("counters", "index", "rooms", "codes"), "*i64")
    types |= {"sampling": "*fp32", "seen": "*i1", "heights": "*u8"}
    strides = ("logits_stride", "codes_stride", "table_stride", "following_stride")
    types |= dict.fromkeys((*strides, "size", "groups", "width"), "i32:16")
    types |= {"group": "i32", "top_k": "i32"}
    return Case(
        draw_kernel,
        {name: kind for name, kind in types.items() if name not in missing},
        {"BLOCK": power_of_2(size), "WIDTH": 1024} | dict.fromkeys(missing),
        num_warps=_NUM_WARPS,
    )


COMPILED = [
    _case(3072, ()),
    _case(2048, ("heights",)),
    _case(2048, ("heights", "table", "following")),
]
