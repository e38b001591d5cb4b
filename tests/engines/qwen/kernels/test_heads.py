"""Heads normed, turned and kept by kernel are those of the plain layers."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
import torch

from rtts.engines.qwen.kernels.heads import heads_together, keep_heads
from rtts.engines.qwen.networks.layers import Turn, turn_heads
from rtts.engines.qwen.networks.weights import StackShape
from rtts.engines.qwen.slots import Slots
from tests.engines.qwen.kernels.races import Races

POSITIONS = 6
EPSILON = 1e-6
ROWS = (2, 4, 0, 4)  # slot 4 is the scratch slot
AT = (5, 0, 1, 0)

Matches = Callable[..., None]


@dataclass
class Given:
    """What a kernel is given, for rows of four slots."""

    heads: int
    kv_heads: int
    size: int
    dtype: torch.dtype
    device: str

    def __post_init__(self) -> None:
        shape = StackShape(
            layers=2,
            hidden=8,
            intermediate=8,
            heads=self.heads,
            kv_heads=self.kv_heads,
            head_dim=self.size,
            epsilon=EPSILON,
            theta=1e4,
        )
        self.slots = Slots(4, POSITIONS, shape, codes=4, device=self.device, dtype=self.dtype)
        self.slots.kv.fill_(torch.nan)
        self.rows = self.slots.rows(ROWS)
        self.position = torch.tensor(AT, device=self.device)
        self.wide = self.draw(len(ROWS), shape.projected + 3) * 2
        self.qkv = self.wide[:, 1 : 1 + shape.projected]
        self.norms = 1 + self.draw(shape.turned_heads, self.size) / 4
        angle = torch.rand(POSITIONS, 1, self.size // 2) * 6
        self.cos = torch.cat([angle.cos(), angle.cos()], -1).to(self.device, self.dtype)
        self.sin = torch.cat([-angle.sin(), angle.sin()], -1).to(self.device, self.dtype)

    def draw(self, *shape: int) -> torch.Tensor:
        """Random numbers."""
        return torch.randn(shape).to(self.device, self.dtype)

    def run_twin(self) -> tuple[torch.Tensor, torch.Tensor]:
        """The rows with all heads turned, and the slots of layer 1, by the plain layers."""
        rows = self.qkv.clone().view(len(ROWS), -1, self.size)
        turn = Turn(self.cos[self.position], self.sin[self.position])
        turn_heads(rows[:, : self.heads + self.kv_heads], self.norms, EPSILON, turn)
        kept = self.slots.kv[1].clone()
        writes = self.rows.writes[:, 0] + self.position[:, None]
        kept.view(-1, self.size).index_put_((writes,), rows[:, self.heads :])
        return rows, kept

    def run(self) -> None:
        """The kernel."""
        keep_heads(
            self.qkv,
            self.norms,
            self.cos,
            self.sin,
            self.slots.kv[1],
            self.rows.index,
            self.position,
            heads=self.heads,
            epsilon=EPSILON,
        )


@pytest.fixture(params=[(16, 8, 128), (4, 2, 16), (3, 1, 12), (6, 3, 2), (2, 2, 600), (21, 7, 10)])
def given(request: pytest.FixtureRequest, races: Races, dtype: torch.dtype, device: str) -> Given:
    """Heads of several numbers and sizes, the published ones first."""
    found = Given(*request.param, dtype, device)
    races.pardon(found.slots.kv[1, found.slots.scratch])
    return found


def test_queries_are_turned_where_they_lie(given: Given, matches: Matches) -> None:
    """Keys, values and what lies beside a row stay as they were."""
    before, (twin, _) = given.wide.clone(), given.run_twin()
    given.run()
    end = 1 + given.heads * given.size
    turned = given.wide[:, 1:end].view(len(ROWS), given.heads, given.size)
    twin = twin[:, : given.heads]
    matches(turned, twin, scale=twin.abs().max().item())
    assert torch.equal(given.wide[:, :1], before[:, :1])
    assert torch.equal(given.wide[:, end:], before[:, end:])


def test_keys_and_values_are_kept(given: Given, matches: Matches) -> None:
    """At each row's own slot and position, of one layer, and nowhere else."""
    values, (_, twin) = given.qkv[:, -given.kv_heads * given.size :].clone(), given.run_twin()
    given.run()
    kept = given.slots.kv[1]
    written = ~torch.isnan(twin)
    assert torch.equal(torch.isnan(kept), ~written)
    assert torch.isnan(given.slots.kv[0]).all()
    for row in (0, 2):  # the others meet in the scratch slot
        slot, at = ROWS[row], AT[row]
        keys = twin[slot, 0, :, at]
        matches(kept[slot, 0, :, at], keys, scale=keys.abs().max().item())
        assert torch.equal(kept[slot, 1, :, at].flatten(), values[row])


def test_a_program_is_one_warp_of_full_loads() -> None:
    """Each of 32 threads holds 8 elements of half a head; of larger heads there is one."""
    assert [heads_together(size) for size in (64, 128, 256, 2048)] == [8, 4, 2, 1]
