"""Attention of a frame against the plain layers: `turn_heads`, a copy, `attend_to`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pytest
import torch

from rtts.engines.qwen.kernels.predictor import attend_frame
from rtts.engines.qwen.networks.layers import Turn, attend_to, turn_heads

EPSILON = 1e-6
ROWS = 3
GROUPS = 7
SCALE = 4.0
"""Of projections: what comes of them is a sum of such, which may come to nothing."""

Matches = Callable[..., None]


class Found(NamedTuple):
    """What a launch leaves."""

    out: torch.Tensor  # (B * P, N * D)
    kv: torch.Tensor  # (B, 2, K, G, D)


@dataclass
class Frame:
    """The room of a frame for some rows: of more rows, and not a number where none was kept."""

    heads: int
    kv_heads: int
    size: int
    dtype: torch.dtype
    device: str
    groups: int = GROUPS

    def __post_init__(self) -> None:
        self.norms = 1 + self.draw(self.heads + self.kv_heads, self.size) / 4
        angle = torch.rand(self.groups, 1, self.size // 2) * 6
        self.cos = torch.cat([angle.cos(), angle.cos()], -1).to(self.device, self.dtype)
        self.sin = torch.cat([-angle.sin(), angle.sin()], -1).to(self.device, self.dtype)
        shape = (ROWS + 2, 2, self.kv_heads, self.groups, self.size)
        self.room = torch.full(shape, torch.nan, dtype=self.dtype, device=self.device)
        self.kv = self.room[:ROWS]

    def draw(self, *shape: int) -> torch.Tensor:
        """Random numbers."""
        return torch.randn(shape).to(self.device, self.dtype)

    def project(self, count: int) -> torch.Tensor:
        """Rows of so many positions as a projection gives them, each part of a longer one."""
        width = (self.heads + 2 * self.kv_heads) * self.size
        return (self.draw(ROWS * count, width + 3) * 2)[:, 1 : 1 + width]

    def run(self, qkv: torch.Tensor, first: int, count: int) -> Found:
        """The kernel. What lies beside its rows, and what it is given, stays."""
        width = self.heads * self.size
        wide = torch.full((len(qkv), width + 3), torch.nan, dtype=self.dtype, device=self.device)
        before = qkv.clone()
        attend_frame(
            qkv,
            self.norms,
            self.cos,
            self.sin,
            self.kv,
            first=first,
            count=count,
            heads=self.heads,
            epsilon=EPSILON,
            out=wide[:, :width],
        )
        assert wide[:, width:].isnan().all()
        assert self.room[ROWS:].isnan().all()
        assert torch.equal(qkv, before)
        return Found(wide[:, :width], self.kv.clone())

    def run_twin(self, qkv: torch.Tensor, first: int, count: int) -> Found:
        """The plain layers; attention in float32, rounded once."""
        end = first + count
        heads = qkv.clone().view(len(qkv), -1, self.size)
        turn = Turn(*(table[first:end].repeat(ROWS, 1, 1) for table in (self.cos, self.sin)))
        turn_heads(heads[:, : self.heads + self.kv_heads], self.norms, EPSILON, turn)
        by_row = heads.view(ROWS, count, -1, self.size).transpose(1, 2)
        kv = self.kv.clone()
        kept = by_row[:, self.heads :].reshape(ROWS, 2, self.kv_heads, count, self.size)
        kv[:, :, :, first:end] = kept
        keys, values = kv[:, :, :, :end].float().unbind(1)
        queries = by_row[:, : self.heads].float()
        found = attend_to(queries, keys, values, causal=count > 1)
        return Found(found.transpose(1, 2).reshape(len(qkv), -1).to(self.dtype), kv)


@pytest.fixture(params=[(6, 3, 12), (2, 2, 16), (4, 2, 128), (3, 1, 10)])
def frame(request: pytest.FixtureRequest, dtype: torch.dtype, device: str) -> Frame:
    """Heads of several numbers and sizes."""
    return Frame(*request.param, dtype, device)


def assert_same(found: Found, twin: Found, end: int, matches: Matches) -> None:
    """What was found, and what is kept of the positions before the end; nothing is behind it."""
    matches(found.out, twin.out, SCALE)
    matches(found.kv[..., :end, :], twin.kv[..., :end, :], SCALE)
    assert found.kv[..., end:, :].isnan().all()


def test_a_whole_frame(frame: Frame, matches: Matches) -> None:
    """Its first two positions together, of which one does not see the other; then one by one."""
    for first, count in ((0, 2), *((at, 1) for at in range(2, GROUPS))):
        qkv = frame.project(count)
        twin = frame.run_twin(qkv, first, count)
        found = frame.run(qkv, first, count)
        assert_same(found, twin, first + count, matches)
        before = frame.kv[..., :first, :]
        assert torch.equal(found.kv[..., :first, :], before)
        frame.kv.copy_(twin.kv)  # each step begins where the twin stands


def test_a_position_sees_what_the_launch_before_it_kept(
    dtype: torch.dtype, device: str, matches: Matches
) -> None:
    """The keys and values of a run are those that it kept, rounded, not those it computed."""
    frame = Frame(4, 2, 16, dtype, device, groups=3)
    pair = frame.run(frame.project(2), 0, 2)
    qkv = frame.project(1)
    twin = frame.run_twin(qkv, 2, 1)
    assert torch.equal(twin.kv[..., :2, :], pair.kv[..., :2, :])
    assert_same(frame.run(qkv, 2, 1), twin, 3, matches)


def test_sixteen_groups(device: str, matches: Matches) -> None:
    """The last position of a published frame sees all that fits."""
    frame = Frame(2, 1, 16, torch.float32, device, groups=16)
    frame.kv[..., :15, :] = frame.draw(ROWS, 2, 1, 15, 16)
    qkv = frame.project(1)
    twin = frame.run_twin(qkv, 15, 1)
    assert_same(frame.run(qkv, 15, 1), twin, 16, matches)


def test_high_scores(device: str) -> None:
    """Norms that make scores of thousands let one position have all; nothing overflows."""
    frame = Frame(2, 1, 16, torch.float32, device)
    frame.norms *= 60
    qkv = frame.project(2)
    frame.run(qkv, 0, 2)
    qkv = frame.project(1)
    found, twin = frame.run(qkv, 2, 1), frame.run_twin(qkv, 2, 1)
    torch.testing.assert_close(found.out, twin.out, rtol=1e-3, atol=1e-3)


def test_a_row_of_zeros(device: str, matches: Matches) -> None:
    """Epsilon keeps a head of zeros from being divided by nothing."""
    frame = Frame(2, 1, 16, torch.float32, device)
    qkv = frame.project(2)
    qkv[1] = 0
    twin = frame.run_twin(qkv, 0, 2)
    assert_same(frame.run(qkv, 0, 2), twin, 2, matches)
