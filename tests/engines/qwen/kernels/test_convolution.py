"""Convolutions by kernel are those of PyTorch, and what stands behind them is as if alone."""

from typing import Any

import pytest
import torch
from torch.nn import functional

from rtts.engines.qwen.codec.flow import Onward, Tail
from rtts.engines.qwen.kernels import convolution
from rtts.engines.qwen.kernels.convolution import _Blocks, _Shape, convolve
from rtts.engines.qwen.kernels.snake import extend
from tests.engines.qwen.kernels.going_on import Matches, Next, is_kept_to, room

# Rows, positions, channels, outputs, taps, dilation: channels that a step divides and such that
# it does not; less than a block and several of each; a block of several rows; no reach.
Shape = tuple[int, int, int, int, int, int]
SHAPES: list[Shape] = [
    (1, 1, 3, 5, 7, 9),
    (3, 4, 12, 7, 3, 1),
    (2, 1, 96, 40, 7, 3),
    (2, 33, 5, 12, 7, 1),
    (1, 300, 12, 1, 7, 1),
    (3, 33, 32, 96, 1, 1),
    (1, 140, 64, 65, 2, 4),
]
PUBLISHED = [
    (_Shape(1024, 3, 512), 1),
    (_Shape(1536, 7, 1024), 4),
    *((_Shape(768, taps, 768), 32) for taps in (7, 1)),
    *((_Shape(384, taps, 384), 160) for taps in (7, 1)),
    *((_Shape(192, taps, 192), 640) for taps in (7, 1)),
    *((_Shape(96, taps, 96), 1920) for taps in (7, 1)),
    (_Shape(1, 7, 96), 1920),
]
"""Weights, and positions of a frame."""


@pytest.fixture(params=[1, 132])
def processors(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Of a GPU, or of so small a one that the largest blocks are the best for it."""
    monkeypatch.setattr(convolution, "_PROCESSORS", request.param)
    return int(request.param)


class Given:
    """What a convolution is given, and what it makes of that."""

    def __init__(self, shape: Shape, dtype: torch.dtype, device: str) -> None:
        rows, length, channels, outputs, taps, self.dilation = shape
        reach = (taps - 1) * self.dilation
        self.x = torch.randn(rows, reach + length, channels).to(device, dtype)
        spread = (taps * channels) ** -0.5
        self.weight = (torch.randn(outputs, taps, channels) * spread).to(device, dtype)
        self.bias = torch.randn(outputs).to(device, dtype)
        self.residual = torch.randn(rows, length, outputs).to(device, dtype)
        turned = (each.float().transpose(1, 2) for each in (self.x, self.weight))
        twin = functional.conv1d(*turned, self.bias.float(), dilation=self.dilation)
        self.twin = twin.transpose(1, 2).to(dtype)
        self.out = room(self.twin.shape, dtype, device)
        self.tensors = self.x, self.weight, self.bias

    def convolve(self, **named: Any) -> None:
        """All of it at once."""
        convolve(*self.tensors, dilation=self.dilation, **named)


@pytest.mark.usefixtures("processors")
@pytest.mark.parametrize("shape", SHAPES)
def test_a_convolution_is_that_of_the_twin(
    *,
    shape: Shape,
    dtype: torch.dtype,
    device: str,
    matches: Matches,
) -> None:
    """Whatever the sizes; nothing is written beside it, nor what it reads."""
    given = Given(shape, dtype, device)
    before = [each.clone() for each in given.tensors]
    given.convolve(out=given.out)
    matches(given.out, given.twin, float(given.twin.abs().max()))
    assert is_kept_to(given.out)
    assert all(map(torch.equal, given.tensors, before))


@pytest.mark.usefixtures("processors")
@pytest.mark.parametrize("width", [0, 2, 54])
@pytest.mark.parametrize("shape", SHAPES)
def test_what_comes_out_goes_on(
    *,
    shape: Shape,
    width: int,
    dtype: torch.dtype,
    device: str,
    matches: Matches,
) -> None:
    """Through a snake, or as it is, behind a tail that is shorter than a call or longer."""
    given = Given(shape, dtype, device)
    following = Next.like(given.twin, width, is_waved=width != 2)
    given.convolve(out=given.out, onward=following.onward)
    following.check(given.out, matches)
    matches(given.out, given.twin, float(given.twin.abs().max()))


@pytest.mark.usefixtures("processors")
@pytest.mark.parametrize("shape", SHAPES[1:4])
def test_the_residual_is_added_to_what_was_rounded(
    *,
    shape: Shape,
    dtype: torch.dtype,
    device: str,
    matches: Matches,
) -> None:
    """As by two operations; the sum is what goes on."""
    given = Given(shape, dtype, device)
    following = Next.like(given.twin, 6)
    given.convolve(residual=given.residual, out=given.out, onward=following.onward)
    twin = given.twin + given.residual
    matches(given.out, twin, float(twin.abs().max()))
    assert is_kept_to(given.out)
    following.check(given.out, matches)


@pytest.mark.parametrize("has_residual", [False, True])
def test_what_nobody_reads_is_not_written(
    *, has_residual: bool, dtype: torch.dtype, device: str
) -> None:
    """What goes on is the same, whether or not it is wanted as it was before."""
    given = Given(SHAPES[1], dtype, device)
    residual = given.residual if has_residual else None
    one = Next.like(given.twin, 6)
    onward = one.onward._replace(out=torch.empty_like(one.onward.out))
    given.convolve(residual=residual, out=given.out, onward=one.onward)
    given.convolve(residual=residual, onward=onward)
    assert torch.equal(onward.out, one.onward.out)


@pytest.mark.parametrize("length", [1, 4, 36])
def test_pieces_give_what_the_whole_gives(
    *, length: int, dtype: torch.dtype, device: str, matches: Matches
) -> None:
    """A stream's convolution does not hear where its calls begin and end."""
    given = Given((3, 36, 12, 5, 3, 2), dtype, device)
    width = given.x.shape[1] - 36
    x, tail = given.x[:, width:], Tail(given.x[:, :width], torch.empty_like(given.x[:, :width]))
    pieces = []
    for piece in x.split(length, 1):
        onward = Onward(room((3, width + length, 12), dtype, device), tail, None)
        extend(piece.contiguous(), onward)
        out = room((3, length, 5), dtype, device)
        convolve(onward.out, given.weight, given.bias, dilation=2, out=out)
        pieces.append(out)
        tail = Tail(tail.after, torch.empty_like(tail.after))
    matches(torch.cat(pieces, 1), given.twin, float(given.twin.abs().max()))


@pytest.mark.parametrize(("shape", "positions"), PUBLISHED)
def test_a_frame_of_a_stream_fills_a_gpu(shape: _Shape, positions: int) -> None:
    """Its weights are read by many programs, and none has to wait for another."""
    programs = _Blocks.of(positions, shape, torch.bfloat16).programs(positions, shape.outputs)
    assert 60 <= programs <= 132


@pytest.mark.parametrize(("shape", "positions"), PUBLISHED)
def test_there_are_few_kinds_of_blocks(shape: _Shape, positions: int) -> None:
    """Each is a kernel to compile. The most positions take the largest, so far as they are used."""
    kinds = {_Blocks.of(rows * positions, shape, torch.bfloat16) for rows in range(1, 2049)}
    assert len(kinds) <= 5
    assert all(each.outputs < 2 * max(shape.outputs, 16) for each in kinds)
    most = _Blocks.of(2048 * positions, shape, torch.bfloat16)
    assert most.positions == 128
    assert most.outputs == (16 if shape.outputs == 1 else 64 if shape.taps == 1 else 128)
