"""Attention within a window against its definition, and the codec's transformer with it or not."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch.nn import functional

from rtts.engines.qwen.codec.transformer import Block, Linear, Shape, Transformer
from rtts.engines.qwen.kernels import codec as kernels
from rtts.engines.qwen.kernels.window import attend_window
from tests.engines.qwen.kernels.races import Races
from tests.engines.qwen.test_codec_launches import PlainKernels

SLOTS = 3
LAYERS = 2
SCRATCH = SLOTS
SHAPE = Shape(heads=4, kv_heads=2, window=6, eps=1e-5, rope_scale=1.0)
HALF = 3
SCALE = 4.0
"""Of projections: what comes of them is a sum of such, which may come to nothing."""

Matches = Callable[..., None]
Batch = tuple[list[int], int]
"""Slots, and how many positions of each."""

BATCHES: list[Batch] = [
    ([1, SCRATCH, 0], 1),
    ([0], 4),
    ([SCRATCH, 2, SCRATCH], 4),
    ([0, 1], 2),
    ([1, 2], 1),
    ([2, 0], 2),
    ([0, 1, 2], 4),
    ([2, 1], 1),
    ([1, 0], 4),
]
"""Each slot is at a place of its own, and all come round their rings of 5."""
MIXED: list[Batch] = [([1, 0], 2), ([0], 3), ([1, 0], 4), ([1], 9), ([0, 1], 1), ([1, 0], 4)]
"""Three at once, or more than a ring, are for the plain layers."""


def rings(dtype: torch.dtype, device: str, fill: float) -> torch.Tensor:
    """Of all slots and layers, and what nobody wrote is `fill`."""
    shape = (SLOTS + 1, SHAPE.window - 1, LAYERS, 2, SHAPE.kv_heads, 2 * HALF)
    return torch.full(shape, fill, dtype=dtype, device=device)


def make(
    dtype: torch.dtype,
    device: str,
    shape: Shape = SHAPE,
    activation: Callable[[torch.Tensor], torch.Tensor] = functional.silu,
    *,
    biased: bool = False,
) -> tuple[Transformer, Transformer]:
    """The transformer by kernels and without, over the same weights."""

    def draw(*size: int) -> torch.Tensor:
        return (torch.randn(size) / size[-1] ** 0.5).to(device, dtype)

    def linear(outputs: int, inputs: int) -> Linear:
        return draw(outputs, inputs), draw(outputs) if biased else None

    def norm() -> torch.Tensor:
        return torch.rand(10, device=device) + 0.5

    width = 2 * HALF
    blocks = [
        Block(
            norm(),
            linear((shape.heads + 2 * shape.kv_heads) * width, 10),
            linear(10, shape.heads * width),
            norm(),
            draw(2 * 14, 10),
            draw(10, 14),
        )
        for _ in range(LAYERS)
    ]
    ends = linear(10, 7), norm(), linear(7, 10)
    frequencies = torch.tensor([1.0, 0.3, 0.01], device=device)
    given: Any = (shape, blocks, ends, frequencies, activation)
    return Transformer(*given, kernels), Transformer(*given)


def speak(
    pair: tuple[Transformer, Transformer],
    states: tuple[torch.Tensor, torch.Tensor],
    positions: torch.Tensor,
    batch: Batch,
    near: float,
) -> None:
    """Let both go on, and compare what they give and what they have kept."""
    numbers, count = batch
    slots = torch.tensor(numbers, device=positions.device)
    rows = [row for row, slot in enumerate(numbers) if slot != SCRATCH]
    x = torch.randn(len(slots), count, 7).to(states[0])
    at = positions[slots]
    found, right = (each(x, kv, slots, at)[rows] for each, kv in zip(pair, states, strict=True))
    torch.testing.assert_close(found, right, rtol=near, atol=near)
    positions[slots] = at + count
    for slot in slots[rows].tolist():
        written = min(int(positions[slot]), SHAPE.window - 1)
        kept, expected = (kv[slot, :written] for kv in states)
        torch.testing.assert_close(kept, expected, rtol=near, atol=near)


@pytest.mark.unmeasured
@pytest.mark.parametrize("is_odd", [False, True])
def test_a_transformer_with_kernels_is_that_without(
    *, races: Races, is_odd: bool, dtype: torch.dtype, device: str
) -> None:
    """Also with what the published ones do without: biases, a scaled turn, another activation.

    Rows of several ages, one to four positions at once, and a slot taken again.

    What nobody has written is NaN, and what was there before. The plain layers multiply it by
    nothing, so in theirs it is zero.
    """
    shape = replace(SHAPE, rope_scale=1.3) if is_odd else SHAPE
    activation = functional.gelu if is_odd else functional.silu
    pair = make(dtype, device, shape, activation, biased=is_odd)
    states = rings(dtype, device, torch.nan), rings(dtype, device, 0)
    races.pardon(states[0][SCRATCH])
    positions = torch.zeros(SLOTS + 1, dtype=torch.int64, device=device)
    near = 1e-5 if dtype == torch.float32 else 0.05
    for batch in BATCHES[-3:] if is_odd else BATCHES:
        speak(pair, states, positions, batch, near)
    positions[0] = 0
    states[0][0], states[1][0] = torch.nan, 0
    speak(pair, states, positions, ([1, 0], 2), near)


def test_kernels_and_plain_layers_take_turns(device: str) -> None:
    """A stream goes on by the one where the other left it."""
    pair = make(torch.float32, device)
    states = rings(torch.float32, device, 0), rings(torch.float32, device, 0)
    positions = torch.zeros(SLOTS + 1, dtype=torch.int64, device=device)
    for batch in MIXED:
        speak(pair, states, positions, batch, 1e-5)


# The kernel alone

# Heads, those of keys and values, their size, and places of a ring.
SIZES = [(4, 2, 6, 5), (3, 3, 16, 4), (2, 1, 10, 70)]
FIRSTS = [0, 3, 5, 1000]


@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize("sizes", SIZES)
def test_every_age_of_a_ring(
    sizes: tuple[int, int, int, int],
    count: int,
    dtype: torch.dtype,
    device: str,
    matches: Matches,
) -> None:
    """Before, at and long after a ring is full it is what one position after the other gives.

    What is given stays, and nothing is written beside the places of these positions.
    """
    heads, kv_heads, size, places = sizes
    firsts = [*FIRSTS, places - 1]
    rows, width = len(firsts), heads * size
    kv = torch.randn(rows + 2, places, 3, 2, kv_heads, size).to(device, dtype) * 2
    slots = torch.randperm(rows).to(device)
    positions = torch.tensor(firsts, device=device)
    for slot, first in zip(slots.tolist(), firsts, strict=True):
        kv[slot, first:] = torch.nan
    twin = kv.clone()
    wide = (torch.randn(rows * count, width + 2 * kv_heads * size + 3) * 2).to(device, dtype)
    qkv, before = wide[:, 1:-2], wide.clone()
    angles = torch.rand(rows * count, size // 2, device=device) * 6
    turn = angles.cos(), angles.sin()
    found, right = torch.full((2, rows * count, width + 3), torch.nan, dtype=dtype).to(device)
    for attend, ring, out in (
        (attend_window, kv, found),
        (PlainKernels().attend_window, twin, right),
    ):
        attend(qkv, ring[:, :, 1], slots, positions, turn, heads=heads, out=out[:, :width])
    assert torch.equal(wide.nan_to_num(9), before.nan_to_num(9))
    assert found[:, width:].isnan().all()
    matches(found[:, :width], right[:, :width], SCALE)
    assert torch.equal(kv.isnan(), twin.isnan())
    matches(kv.nan_to_num(0), twin.nan_to_num(0), SCALE)


def test_high_scores(device: str) -> None:
    """Scores of thousands let one position have all; nothing overflows."""
    kv = torch.randn(1, 7, 2, 1, 16).to(device) * 100
    qkv = torch.randn(1, 48).to(device) * 100
    turn = torch.ones(1, 8, device=device), torch.zeros(1, 8, device=device)
    slots, positions = torch.tensor([[0], [7]], device=device)
    out = torch.empty(2, 1, 16, device=device)
    PlainKernels().attend_window(qkv, kv.clone(), slots, positions, turn, heads=1, out=out[0])
    attend_window(qkv, kv, slots, positions, turn, heads=1, out=out[1])
    torch.testing.assert_close(out[1], out[0])


def test_slots_may_lie_far_apart(device: str) -> None:
    """Where the last of many slots are: behind 2^31 elements, which nobody touches."""
    strides = (2**30, 32, 6, 6, 1)
    far = torch.empty_strided((3, 5, 2, 1, 6), strides, dtype=torch.bfloat16, device=device)
    near = torch.zeros(3, 5, 2, 1, 6, dtype=torch.bfloat16, device=device)
    qkv = torch.randn(1, 18).to(device, torch.bfloat16)
    turn = torch.ones(1, 3, device=device), torch.zeros(1, 3, device=device)
    out = torch.empty(2, 1, 6, dtype=torch.bfloat16, device=device)
    for kv, found in zip((far, near), out, strict=True):
        kv[2].zero_()
        slots, positions = torch.tensor([[2], [7]], device=device)
        attend_window(qkv, kv, slots, positions, turn, heads=1, out=found)
    assert torch.equal(*out)
    assert torch.equal(far[2], near[2])
    assert near[2, 2].any()
