"""Layers of a causal network: in pieces they give what they give at once."""

from itertools import pairwise

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from rtts.engines.qwen.codec.layers import (
    CausalConv,
    Layer,
    Residual,
    SnakeBeta,
    Tails,
    TransposedConv,
    reaches,
)

CHANNELS = 3
LENGTH = 12
NEAR = 1e-5

convolutions = st.tuples(st.just("conv"), st.integers(1, 5), st.integers(1, 4))
# A kernel of up to four strides: its outputs reach over several later inputs.
upsamplers = st.tuples(st.just("up"), st.integers(1, 3), st.integers(1, 4))
stacks = st.lists(convolutions | upsamplers | st.just(("residual", 3, 2)), min_size=1, max_size=4)
cuts = st.lists(st.integers(1, LENGTH - 1), max_size=5, unique=True).map(sorted)


def stack(recipe: list[tuple[str, int, int]]) -> list[Layer]:
    """Layers by recipe: what it is, and its two sizes."""
    torch.manual_seed(len(recipe))
    made: list[Layer] = []
    for kind, size, other in recipe:
        bias = torch.randn(CHANNELS)
        if kind == "up":
            kernel = torch.randn(CHANNELS, CHANNELS, size * other) / (2 * other)
            made.append(TransposedConv(kernel, bias, stride=size))
            continue
        conv = CausalConv(torch.randn(CHANNELS, CHANNELS, size) / size, bias, dilation=other)
        snake = SnakeBeta(torch.rand(CHANNELS, 1), torch.rand(CHANNELS, 1))
        made.append(Residual(snake, conv) if kind == "residual" else conv)
    return made


def size_of(layers: list[Layer]) -> int:
    """How many numbers the tails of these layers are."""
    return sum(layer.elements for layer in layers)


def run(layers: list[Layer], x: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
    """All layers over x; `rows` goes on."""
    tails = Tails(rows)
    for layer in layers:
        x = layer(x, tails)
    return x


@given(recipe=stacks, at=cuts)
@settings(max_examples=60, deadline=None)
def test_pieces_give_the_whole(recipe: list[tuple[str, int, int]], at: list[int]) -> None:
    """Wherever the input is cut, output and tails are those of the whole."""
    layers = stack(recipe)
    x = torch.randn(2, CHANNELS, LENGTH)
    whole_tails, pieced_tails = torch.zeros(2, 2, size_of(layers))
    whole = run(layers, x, whole_tails)
    pieces = [run(layers, x[..., i:j], pieced_tails) for i, j in pairwise([0, *at, LENGTH])]
    assert torch.allclose(torch.cat(pieces, -1), whole, atol=NEAR, rtol=NEAR)
    assert torch.allclose(pieced_tails, whole_tails, atol=NEAR, rtol=NEAR)


@given(recipe=stacks, latest=st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_what_came_before_the_reach_is_of_no_account(
    recipe: list[tuple[str, int, int]], latest: int
) -> None:
    """From that many inputs on, whatever the tails were, the last outputs are right."""
    layers = stack(recipe)
    x = torch.randn(1, CHANNELS, 200)
    tails, poisoned = torch.zeros(1, size_of(layers)), torch.full((1, size_of(layers)), torch.nan)
    whole = run(layers, x, tails)
    reach = reaches(layers, latest)
    cut = x[..., x.shape[-1] - reach[0] :]
    if reach[0]:
        heard = run(layers, cut, poisoned)
        start = whole.shape[-1] - latest
        assert torch.allclose(heard[..., heard.shape[-1] - latest :], whole[..., start:], atol=NEAR)
        assert torch.allclose(poisoned, tails, atol=NEAR, rtol=NEAR)


def test_a_convolution_begins_in_silence() -> None:
    """With tails of zeros it is a convolution of an input with zeros before it."""
    kernel, bias, x = torch.randn(6, 2, 3), torch.randn(6), torch.randn(5, 6, 7)
    conv = CausalConv(kernel, bias, dilation=2, groups=3)
    assert conv.elements == 6 * 4
    expected = functional.conv1d(functional.pad(x, (4, 0)), kernel, bias, dilation=2, groups=3)
    assert torch.allclose(run([conv], x, torch.zeros(5, 24)), expected, atol=NEAR)


@pytest.mark.parametrize("kernel", [4, 6, 8, 10])
def test_a_bias_is_added_once(kernel: int) -> None:
    """However many inputs add to an output, its bias is in it once."""
    weight, bias, x = torch.randn(3, 2, kernel), torch.randn(2), torch.randn(1, 3, 9)
    conv = TransposedConv(weight, bias, stride=4)
    expected = functional.conv_transpose1d(x, weight, bias, stride=4)[..., : 9 * 4]
    rows = torch.zeros(1, conv.elements)
    heard = torch.cat([run([conv], x[..., i : i + 1], rows) for i in range(9)], -1)
    assert torch.allclose(heard, expected, atol=NEAR)


def test_tails_are_handed_out_one_after_the_other() -> None:
    """Each layer has a part of the row to itself, sample by sample, and writes to the row."""
    rows = torch.arange(20.0).reshape(2, 10)
    tails = Tails(rows)
    before, after = tails.take(2, 2)
    assert before.tolist() == after.tolist() == [[[0, 1], [2, 3]], [[10, 11], [12, 13]]]
    tails.take(3, 2).after.fill_(-1)
    assert rows[1].tolist() == [10, 11, 12, 13, -1, -1, -1, -1, -1, -1]


def test_what_goes_on_may_be_written_elsewhere() -> None:
    """So that a layer which reads and writes in any order reads what was."""
    rows, onto = torch.zeros(2, 1, 6)
    tails = Tails(rows, onto)
    tails.take(3, 2).after.fill_(1)
    assert rows.tolist() == [[0] * 6]
    assert tails.onto.tolist() == [[1] * 6]
