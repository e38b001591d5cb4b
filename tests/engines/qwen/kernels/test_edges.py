"""A frame begins with what the slots hold, and leaves in them what the next one begins with."""

from dataclasses import dataclass

import pytest
import torch
from torch.nn import functional

from rtts.engines.qwen.kernels.edges import begin_frame, end_frame
from rtts.engines.qwen.networks.weights import StackShape
from rtts.engines.qwen.slots import RING, Slots
from tests.engines.qwen.kernels.races import Races

SLOTS = 6
POSITIONS = 12
HEIGHTS = (17, 9, 9)
GROUPS = len(HEIGHTS)
WIDTHS = (1, 40, 300)


def slots_of(width: int, device: str, dtype: torch.dtype) -> Slots:
    """Slots that all hold something else. The scratch slot stands at its beginning."""
    shape = StackShape(
        layers=1, hidden=width, intermediate=8, heads=1, kv_heads=1, head_dim=4,
        epsilon=1e-6, theta=1e4,
    )  # fmt: skip
    slots = Slots(
        SLOTS, POSITIONS, shape, codes=HEIGHTS[0], groups=GROUPS, device=device, dtype=dtype
    )
    rows = SLOTS + 1
    slots.text.random_(0, 50)
    slots.counters[:, 0].random_(0, 2**40)
    slots.counters[:SLOTS, 1] = torch.randperm(POSITIONS)[:SLOTS].to(device)
    slots.counters[:, 2:].random_()
    slots.seen.copy_(torch.rand(rows, HEIGHTS[0]) < 0.3)
    slots.codec_sum.normal_()
    slots.ring.random_(0, 9)
    return slots


@dataclass
class State:
    """All that the end of a frame may change."""

    counters: torch.Tensor
    seen: torch.Tensor
    codec_sum: torch.Tensor
    ring: torch.Tensor

    @classmethod
    def of(cls, slots: Slots) -> "State":
        """As it is now."""
        parts = (slots.counters, slots.seen, slots.codec_sum, slots.ring)
        return cls(*(part.clone() for part in parts))


BATCHES = [(3,), (0, 1, 2, 3, 4, 5), (4, 0, 5, 6, 6, 6)]
"""One, all, and some that scratch rows pad."""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("batch", BATCHES)
def test_frame_begins_with_last_codes_and_next_text(
    device: str, dtype: torch.dtype, batch: tuple[int, ...], width: int
) -> None:
    """The input is the sum of both, rounded once; the slots stay as they are."""
    slots, index = slots_of(width, device, dtype), torch.tensor(batch, device=device)
    table = torch.randn(50, width + 2, device=device).to(dtype)[:, :width]
    before, text = State.of(slots), slots.text.clone()
    wide = torch.full((len(index), width + 3), 9.0, device=device, dtype=dtype)
    position = torch.full((len(index),), -1, device=device)
    begin_frame(slots, index, table, x=wide[:, :width], position=position)
    counters = slots.counters[index]
    words = slots.text[index, counters[:, 1]]
    expected = slots.codec_sum[index] + functional.embedding(words, table)
    assert torch.equal(wide[:, :width], expected)
    assert (wide[:, width:] == 9).all()
    assert torch.equal(position, counters[:, 0])
    assert torch.equal(slots.text, text)
    after = State.of(slots)
    assert all(
        torch.equal(one, other) for one, other in zip(*map(parts, (before, after)), strict=True)
    )


def parts(state: State) -> tuple[torch.Tensor, ...]:
    """The tensors of a state."""
    return state.counters, state.seen, state.codec_sum, state.ring


def codes_for(index: torch.Tensor) -> torch.Tensor:
    """Codes of every group: (B, G), neighbours of something else."""
    wide = torch.full((len(index), GROUPS + 2), -99, device=index.device)
    for group, height in enumerate(HEIGHTS):
        wide[:, group].random_(0, height)
    return wide[:, :GROUPS]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("batch", BATCHES)
def test_end_of_a_frame_is_that_of_the_plain_step(
    races: Races, device: str, dtype: torch.dtype, batch: tuple[int, ...], width: int
) -> None:
    """Sum, seen codes, ring and counters of the rows' slots; all other slots stay as they are."""
    slots, index = slots_of(width, device, dtype), torch.tensor(batch, device=device)
    codes = codes_for(index)
    heights = torch.tensor(HEIGHTS, device=device)
    starts = heights.cumsum(0) - heights
    table = torch.randn(sum(HEIGHTS), width + 1, device=device).to(dtype)[:, :width]
    advance = torch.zeros(len(index), 4, dtype=torch.int64, device=device)
    advance[index != SLOTS, :2] = 1
    expected = State.of(slots)
    # Of the scratch slot any of its rows' results does.
    lent = index != SLOTS
    taken, spoken = index[lent], codes[lent]
    frames = expected.counters[taken, 1] % RING
    expected.codec_sum[taken] = functional.embedding(spoken + starts, table).sum(-2)
    expected.seen[taken, spoken[:, 0]] = True
    expected.ring[taken, frames] = spoken
    expected.counters[taken, :2] += 1
    races.pardon(
        *(part[SLOTS] for part in (slots.counters, slots.seen, slots.codec_sum, slots.ring))
    )
    end_frame(slots, index, codes, table, starts, advance)
    for kept, right in zip(parts(State.of(slots)), parts(expected), strict=True):
        assert torch.equal(kept[:SLOTS], right[:SLOTS])
    assert torch.equal(slots.counters[SLOTS], expected.counters[SLOTS])


def test_ring_keeps_the_last_frames(device: str) -> None:
    """Frame after frame, what was spoken eight frames ago is written over, and no more."""
    slots, index = slots_of(4, device, torch.float32), torch.tensor([2, 5], device=device)
    slots.counters[:, 1] = 0
    table = torch.randn(sum(HEIGHTS), 4, device=device)
    starts = torch.tensor([0, 17, 26], device=device)
    advance = torch.tensor([[1, 1, 0, 0]] * 2, device=device)
    spoken = [codes_for(index) for _ in range(RING + 3)]
    for codes in spoken:
        end_frame(slots, index, codes, table, starts, advance)
    for frame in range(3, RING + 3):
        assert torch.equal(slots.ring[index, frame % RING], spoken[frame])
    assert slots.counters[index, 1].tolist() == [RING + 3] * 2


def test_sums_are_rounded_once(device: str) -> None:
    """Small rows of bfloat16 beside a large one count together, as they do in float32."""
    slots = slots_of(8, device, torch.bfloat16)
    table = torch.full((sum(HEIGHTS), 8), 0.75, device=device, dtype=torch.bfloat16)
    table[0] = 256.0
    index = torch.tensor([1], device=device)
    starts = torch.tensor([0, 17, 26], device=device)
    advance = torch.zeros(1, 4, dtype=torch.int64, device=device)
    end_frame(slots, index, torch.tensor([[0, 4, 4]], device=device), table, starts, advance)
    assert slots.codec_sum[1].tolist() == [258.0] * 8
