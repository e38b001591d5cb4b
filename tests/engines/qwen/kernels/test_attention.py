"""Attention over slots against `layers.attend_to`, row by row, over what a row may see.

What no row may see holds no numbers, so that reading it would show.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rtts.engines.qwen.kernels.attention import KEYS, SplitRoom, attend_slots, splits_for
from rtts.engines.qwen.networks.layers import Workspace, attend_to
from rtts.engines.qwen.networks.network import attend_in_slots
from rtts.engines.qwen.networks.weights import StackShape
from rtts.engines.qwen.slots import Slots

POSITIONS = 2 * KEYS + 6
"""Of a slot: its last block is cut short, and behind it lies the next head."""

RAGGED = (0, KEYS - 2, KEYS - 1, KEYS, POSITIONS - 1)
"""Where rows stand: lengths of 1, of a block and one beside it, and of the whole slot."""

SCALE = 2.0
"""Of the values: what is found is a sum of such, which may come to nothing."""

Matches = Callable[..., None]


@dataclass(frozen=True)
class Batch:
    """What a launch is given, and what it should find."""

    heads: int
    qkv: torch.Tensor
    kv: torch.Tensor
    index: torch.Tensor
    position: torch.Tensor

    def attend(self, splits: int = 1, room: SplitRoom | None = None) -> torch.Tensor:
        """What the kernel finds, in rows that lie apart: what is between them stays."""
        head_dim = self.kv.shape[-1]
        width = self.heads * head_dim
        wide = self.qkv.new_full((len(self.index), width + 3), torch.nan)
        if splits > 1 and room is None:
            room = SplitRoom(len(self.index), self.heads, head_dim, splits, device=self.qkv.device)
        attend_slots(
            self.qkv,
            self.kv,
            self.index,
            self.position,
            heads=self.heads,
            out=wide[:, :width],
            room=room,
        )
        assert wide[:, width:].isnan().all()
        return wide[:, :width]

    def expected(self) -> torch.Tensor:
        """In float32 from what the tensors hold, rounded once."""
        head_dim = self.kv.shape[-1]
        found = []
        for row, (slot, position) in enumerate(
            zip(self.index.tolist(), self.position.tolist(), strict=True)
        ):
            queries = self.qkv[row, : self.heads * head_dim].view(1, self.heads, 1, head_dim)
            keys, values = self.kv[slot, :, :, : position + 1].float()
            found.append(attend_to(queries.float(), keys[None], values[None]).flatten())
        return torch.stack(found).to(self.qkv.dtype)


def make_batch(
    positions: list[int],
    index: list[int] | None = None,
    *,
    sizes: tuple[int, int, int] = (6, 3, 12),
    most: int = POSITIONS,
    dtype: torch.dtype = torch.float32,
    device: str = "cpu",
    spread: float = 2.0,
) -> Batch:
    """Rows at these positions, of slots in any order; `sizes` are N, K and D."""
    heads, kv_heads, head_dim = sizes
    index = list(range(len(positions)))[::-1] if index is None else index
    width = (heads + 2 * kv_heads) * head_dim
    kv = torch.full((max(index) + 2, 2, kv_heads, most, head_dim), torch.nan)
    for slot, position in zip(index, positions, strict=True):
        kv[slot, :, :, : position + 1] = torch.randn(2, kv_heads, position + 1, head_dim)
    qkv = torch.randn(len(positions), width + 5) * spread  # rows that lie apart
    return Batch(
        heads=heads,
        qkv=qkv.to(device, dtype)[:, :width],
        kv=kv.to(device, dtype),
        index=torch.tensor(index, device=device),
        position=torch.tensor(positions, device=device),
    )


@pytest.mark.parametrize("splits", [1, 2, 5])
@pytest.mark.parametrize("sizes", [(6, 3, 12), (2, 2, 16), (3, 1, 20)])
def test_ragged_rows(
    sizes: tuple[int, int, int], splits: int, dtype: torch.dtype, device: str, matches: Matches
) -> None:
    """Every row sees its own length, whatever the number of heads and programs."""
    batch = make_batch(list(RAGGED), sizes=sizes, dtype=dtype, device=device)
    matches(batch.attend(splits), batch.expected(), SCALE)


@pytest.mark.parametrize("slots_of_rows", [(3, 0, 4, 4), (1, 2, 3)])
def test_it_finds_what_the_plain_layers_find(
    slots_of_rows: tuple[int, ...], device: str, matches: Matches
) -> None:
    """Over the tensors that a step has, with rows of the scratch slot or rows side by side."""
    shape = StackShape(
        layers=2, hidden=8, intermediate=8, heads=6, kv_heads=3, head_dim=12, epsilon=1, theta=1
    )
    slots = Slots(4, POSITIONS, shape, codes=4, device=device, dtype=torch.float32)
    slots.kv.copy_(torch.randn(slots.kv.shape))
    rows = slots.rows(slots_of_rows)
    position = torch.tensor(RAGGED[1:5], device=device)[: len(slots_of_rows)]
    if slots.scratch in slots_of_rows:
        position[2:] = 0  # the rows of the scratch slot
    qkv = torch.randn(len(position), shape.projected).to(device)
    if slots.scratch in slots_of_rows:
        qkv[3] = qkv[2]  # all write there: the last is as good as the first
    work = Workspace.over(qkv, torch.empty(len(position), 16, device=device), shape, 1)
    at = position[:, None]
    writes = rows.writes + at[:, :, None]
    twin = attend_in_slots(slots, rows, at, writes, POSITIONS)(1, work)
    out = torch.empty(len(position), 72, device=device)
    attend_slots(qkv, slots.kv[1], rows.index, position, heads=6, out=out)
    matches(out, twin.flatten(1), SCALE)


@pytest.mark.parametrize("splits", [1, 3])
def test_the_published_head(splits: int, dtype: torch.dtype, device: str, matches: Matches) -> None:
    """Two query heads of 128 for a key-value head, at the block size that is compiled."""
    batch = make_batch([100, 31], sizes=(2, 1, 128), most=128, dtype=dtype, device=device)
    matches(batch.attend(splits), batch.expected(), SCALE)


@pytest.mark.parametrize("splits", [1, 2])
def test_rows_of_one_slot(splits: int, device: str, matches: Matches) -> None:
    """Rows that pad a batch are all of the scratch slot, and find the same if they ask the same."""
    batch = make_batch([40, 0, 0, 0], [0, 3, 3, 3], device=device)
    batch.qkv[2] = batch.qkv[1]
    found = batch.attend(splits)
    matches(found, batch.expected(), SCALE)
    assert torch.equal(found[1], found[2])


@pytest.mark.parametrize("splits", [1, 3])
def test_high_scores(splits: int, device: str) -> None:
    """Scores in the thousands neither overflow nor hide each other, wherever the highest is."""
    batch = make_batch([POSITIONS - 1] * 2, device=device, spread=3000.0)
    batch.kv[0] = batch.kv[0].flip(2)
    batch.kv[1, 0] *= -1
    found, expected = batch.attend(splits), batch.expected()
    assert batch.qkv.abs().max() > 3000
    torch.testing.assert_close(found, expected, rtol=1e-3, atol=1e-3)  # differences of scores


def test_a_position_behind_the_slot_reads_the_slot(device: str) -> None:
    """A row whose slot is full sees all of it, and nothing that lies behind."""
    full = make_batch([POSITIONS - 1, 3], device=device)
    beyond = Batch(full.heads, full.qkv, full.kv, full.index, full.position.clone())
    beyond.position[0] = POSITIONS + KEYS
    assert torch.equal(beyond.attend(), full.attend())
    assert torch.equal(beyond.attend(2), full.attend(2))


def test_splits_share_the_length_of_the_row(device: str, matches: Matches) -> None:
    """A row as long as there are splits of a block keeps all busy, however long the slot is."""
    splits = 3
    batch = make_batch([splits * KEYS - 1, KEYS], most=20 * KEYS, device=device)
    room = SplitRoom(2, batch.heads, 12, splits, device=device)
    room.peaks.fill_(torch.nan)
    room.totals.fill_(torch.nan)
    room.sums.fill_(torch.nan)
    found = batch.attend(splits, room)
    for part in (room.peaks, room.totals, room.sums):
        written = ~part.isnan().view(2, batch.heads, splits, -1)
        assert written[0].all()
        assert written[1, :, :2].all()
        assert not written[1, :, 2:].any()
    matches(found, batch.expected(), SCALE)


def test_room_for_more_rows(device: str, matches: Matches) -> None:
    """A batch may have fewer rows than its room."""
    batch = make_batch([KEYS + 1, 2], device=device)
    room = SplitRoom(5, batch.heads, 12, 2, device=device)
    matches(batch.attend(2, room), batch.expected(), SCALE)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    positions=st.lists(st.integers(0, 9 * KEYS - 1), min_size=1, max_size=2),
    splits=st.integers(2, 12),
)
def test_any_number_of_splits_finds_the_same(
    positions: list[int], splits: int, device: str, matches: Matches
) -> None:
    """How the keys are split changes nothing but the order in which they are summed."""
    batch = make_batch(positions, sizes=(2, 1, 8), most=9 * KEYS, device=device)
    matches(batch.attend(splits), batch.attend(), SCALE)


@pytest.mark.parametrize(
    ("rows", "positions", "splits"),
    [
        (1, 1024, 16),
        (2, 1024, 8),
        (5, 1024, 3),
        (8, 1024, 2),
        (16, 1024, 1),
        (256, 1024, 1),
        (1, 5 * KEYS + 1, 5),
        (1, KEYS - 1, 1),
    ],
)
def test_how_many_splits(rows: int, positions: int, splits: int) -> None:
    """Processors that a small batch leaves idle get a part, as long as there are blocks."""
    assert splits_for(rows, 8, positions, processors=132) == splits
