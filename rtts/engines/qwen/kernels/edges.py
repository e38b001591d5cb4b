"""How a frame begins and ends: what the slots hold becomes the talker's input, and codes go back.

Both are a few kilobytes for each row, from addresses that the device itself looks up, so all that
counts is how many loads are under way. A row is cut into pieces of 256 columns: one warp loads one
at 16 bytes a thread of bfloat16, from all the tables' rows at once.
"""

import torch
import triton
import triton.language as tl

from rtts.engines.qwen.kernels.blocks import Case
from rtts.engines.qwen.slots import COUNTERS, Slots

__all__ = ["COMPILED", "begin_frame", "end_frame"]

_PIECE = 256

_COUNTERS = tl.constexpr(len(COUNTERS))
_POSITION = tl.constexpr(COUNTERS.index("position"))
_FRAME = tl.constexpr(COUNTERS.index("frame"))


@triton.jit
def begin_kernel(
    codec_sum: tl.tensor,
    text: tl.tensor,
    counters: tl.tensor,
    index: tl.tensor,
    table: tl.tensor,
    x: tl.tensor,
    position: tl.tensor,
    sum_stride: tl.tensor,
    text_stride: tl.tensor,
    table_stride: tl.tensor,
    x_stride: tl.tensor,
    size: tl.tensor,
    PIECE: tl.constexpr,
) -> None:
    """One program a piece of a row."""
    row, piece = tl.program_id(0).to(tl.int64), tl.program_id(1)
    at = piece * PIECE + tl.arange(0, PIECE)
    inside = at < size
    slot = tl.load(index + row)
    frame = tl.load(counters + slot * _COUNTERS + _FRAME)
    word = tl.load(text + slot * text_stride + frame)
    spoken = tl.load(codec_sum + slot * sum_stride + at, mask=inside, other=0.0).to(tl.float32)
    read = tl.load(table + word * table_stride + at, mask=inside, other=0.0).to(tl.float32)
    tl.store(x + row * x_stride + at, spoken + read, mask=inside)
    if piece == 0:
        tl.store(position + row, tl.load(counters + slot * _COUNTERS + _POSITION))


# Of `advance` a batch of an odd number of rows lies at no multiple of 16 bytes. That is not worth a
# kernel of its own, which would be compiled while others are speaking.
@triton.jit(do_not_specialize_on_alignment=["advance"])
def end_kernel(
    codec_sum: tl.tensor,
    seen: tl.tensor,
    ring: tl.tensor,
    counters: tl.tensor,
    index: tl.tensor,
    codes: tl.tensor,
    table: tl.tensor,
    starts: tl.tensor,
    advance: tl.tensor,
    sum_stride: tl.tensor,
    seen_stride: tl.tensor,
    codes_stride: tl.tensor,
    table_stride: tl.tensor,
    size: tl.tensor,
    frames: tl.tensor,
    GROUPS: tl.constexpr,
    PIECE: tl.constexpr,
) -> None:
    """One program a piece of a row; the first of a row also counts and writes down the codes.

    No other program reads what it changes.
    """
    row, piece = tl.program_id(0).to(tl.int64), tl.program_id(1)
    at = piece * PIECE + tl.arange(0, PIECE)
    inside = at < size
    slot = tl.load(index + row)
    codes += row * codes_stride
    total = tl.zeros((PIECE,), tl.float32)
    for group in tl.static_range(GROUPS):
        entry = tl.load(starts + group) + tl.load(codes + group)
        total += tl.load(table + entry * table_stride + at, mask=inside, other=0.0).to(tl.float32)
    tl.store(codec_sum + slot * sum_stride + at, total, mask=inside)
    if piece == 0:
        counters += slot * _COUNTERS
        tl.store(seen + slot * seen_stride + tl.load(codes), 1)
        place = slot * frames + tl.load(counters + _FRAME) % frames
        for group in tl.static_range(GROUPS):
            tl.store(ring + place * GROUPS + group, tl.load(codes + group))
        number = tl.arange(0, _COUNTERS)
        steps = tl.load(advance + row * _COUNTERS + number)
        counted = tl.load(counters + number) + steps
        tl.debug_barrier()  # all threads have read the counters: now they may be written
        tl.store(counters + number, counted)


def begin_frame(
    slots: Slots,
    index: torch.Tensor,
    text_table: torch.Tensor,
    *,
    x: torch.Tensor,
    position: torch.Tensor,
) -> None:
    """Look up what the frame of each row begins with, in the slots `index` (B,) int64.

    x (B, H) becomes `codec_sum` plus the row of `text_table` of the frame's text id, `position`
    (B,) int64 the slot's position. Twin: the gathers at the beginning of the plain step.
    """
    rows, size = x.shape
    begin_kernel[(rows, triton.cdiv(size, _PIECE))](
        slots.codec_sum,
        slots.text,
        slots.counters,
        index,
        text_table,
        x,
        position,
        slots.codec_sum.stride(0),
        slots.text.stride(0),
        text_table.stride(0),
        x.stride(0),
        size,
        PIECE=_PIECE,
        num_warps=1,
    )


def end_frame(
    slots: Slots,
    index: torch.Tensor,
    codes: torch.Tensor,
    code_table: torch.Tensor,
    starts: torch.Tensor,
    advance: torch.Tensor,
) -> None:
    """Keep what the codes (B, G) int64 of a frame change in the slots `index` (B,) int64.

    `codec_sum` becomes the sum of the codes' rows of `code_table`, where group g begins at
    `starts[g]`: in float32, group after group, rounded once, as PyTorch does. Code 0 counts as
    seen, the ring keeps the codes at the frame's number, and `advance` (B, 4) is added to the
    counters. Twin: the end of the plain step.
    """
    (rows, groups), size = codes.shape, code_table.shape[1]
    end_kernel[(rows, triton.cdiv(size, _PIECE))](
        slots.codec_sum,
        slots.seen,
        slots.ring,
        slots.counters,
        index,
        codes,
        code_table,
        starts,
        advance,
        slots.codec_sum.stride(0),
        slots.seen.stride(0),
        codes.stride(0),
        code_table.stride(0),
        size,
        slots.ring.shape[1],
        GROUPS=groups,
        PIECE=_PIECE,
        num_warps=1,
    )


_STRIDES = dict.fromkeys(("sum_stride", "table_stride", "size"), "i32:16")

COMPILED = [
    Case(
        begin_kernel,
        dict.fromkeys(("codec_sum", "table", "x"), "*T")
        | dict.fromkeys(("text", "counters", "index", "position"), "*i64")
        | dict.fromkeys(("text_stride", "x_stride"), "i32:16")
        | _STRIDES,
        {"PIECE": _PIECE},
        num_warps=1,
    ),
    Case(
        end_kernel,
        dict.fromkeys(("codec_sum", "table"), "*T")
        | dict.fromkeys(("ring", "counters", "index", "codes", "starts", "advance"), "*i64")
        | {"seen": "*i1", "seen_stride": "i32:16", "codes_stride": "i32:16", "frames": "i32"}
        | _STRIDES,
        {"GROUPS": 16, "PIECE": _PIECE},
        num_warps=1,
    ),
]
