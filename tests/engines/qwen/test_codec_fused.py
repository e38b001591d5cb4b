"""The parts of a vocoder by kernels are its plain layers, of whatever sizes and reach they are."""

from dataclasses import replace
from itertools import pairwise

import pytest
import torch

from rtts.engines.qwen.codec.fused import FusedVocoder
from rtts.engines.qwen.codec.layers import (
    CausalConv,
    ConvNeXt,
    Layer,
    SnakeBeta,
    Tails,
    TransposedConv,
)
from rtts.engines.qwen.codec.vocoder import Block, Unit, Vocoder
from tests.engines.qwen.test_codec_launches import PlainKernels

ROWS = 2
LENGTH = 9
NEAR = 1e-5


def numbers(*shape: int) -> torch.Tensor:
    """So large that what passes through them neither dies nor grows."""
    return torch.randn(shape) * (shape[0] / torch.Size(shape).numel()) ** 0.5


def conv(inputs: int, outputs: int, taps: int, *, dilation: int = 1, groups: int = 1) -> CausalConv:
    """A convolution whose weight lies as kernels read it."""
    weight = numbers(outputs, inputs // groups, taps)
    order = (2, 1, 0) if groups > 1 else (0, 2, 1)
    weight = weight.permute(order).contiguous().permute(order)
    return CausalConv(weight, numbers(outputs), dilation=dilation, groups=groups)


def upsampler(inputs: int, outputs: int, kernel: int, stride: int) -> TransposedConv:
    """One whose outputs reach over `kernel / stride` inputs."""
    weight = numbers(outputs, inputs, kernel).transpose(0, 1)
    return TransposedConv(weight, numbers(outputs), stride=stride)


def snake(channels: int) -> SnakeBeta:
    """A snake of other waves in each channel."""
    return SnakeBeta(torch.rand(channels, 1) + 0.5, torch.rand(channels, 1))


def convnext(channels: int, taps: int) -> ConvNeXt:
    """A network across channels that is no residual of nothing."""
    return ConvNeXt(
        conv(channels, channels, taps, groups=channels),
        (torch.rand(channels) + 0.5, numbers(channels), 1e-6),
        (numbers(2 * channels, channels), numbers(2 * channels)),
        (numbers(channels, 2 * channels), numbers(channels)),
    )


def unit(channels: int, taps: int, dilation: int) -> Unit:
    """Two convolutions, of which the second sees one sample alone."""
    first = conv(channels, channels, taps, dilation=dilation)
    return Unit((snake(channels), first), (snake(channels), conv(channels, channels, 1)))


@pytest.fixture
def parts() -> tuple[CausalConv, Vocoder]:
    """An entrance, and what is behind a transformer: outputs over three later inputs, and none."""
    torch.manual_seed(0)
    vocoder = Vocoder(
        stretches=(
            (upsampler(6, 6, 5, 2), convnext(6, 3)),
            (upsampler(6, 6, 1, 1), convnext(6, 1)),
        ),
        first=conv(6, 8, 3),
        blocks=(
            Block(snake(8), upsampler(8, 4, 2, 2), (unit(4, 1, 1), unit(4, 3, 2))),
            Block(snake(4), upsampler(4, 3, 7, 2), (unit(3, 2, 3),)),
        ),
        snake=snake(3),
        last=conv(3, 1, 7),
    )
    return conv(5, 6, 3), vocoder


def without_tails(parts: tuple[CausalConv, Vocoder]) -> tuple[CausalConv, Vocoder]:
    """The same, of which the first and the last convolutions see one input alone."""
    _, vocoder = parts
    return conv(5, 6, 1), replace(vocoder, first=conv(6, 8, 1), last=conv(3, 1, 1))


def plain(layers: list[Layer], x: torch.Tensor, tails: Tails) -> torch.Tensor:
    """Channels before samples."""
    for layer in layers:
        x = layer(x, tails)
    return x


class Writes(PlainKernels):
    """Notes what convolutions were given to write to, of those that add a residual."""

    def __init__(self) -> None:
        self.sums: list[bool] = []

    def convolve(self, *tensors: torch.Tensor, **named: object) -> None:
        if named["residual"] is not None:
            self.sums.append(named["out"] is not None)
        super().convolve(*tensors, **named)  # type: ignore[arg-type]


@pytest.mark.parametrize("has_tails", [True, False])
def test_pieces_by_kernels_are_the_whole(
    parts: tuple[CausalConv, Vocoder], *, has_tails: bool
) -> None:
    """Sound, what the transformer is given, and tails."""
    entrance, vocoder = parts if has_tails else without_tails(parts)
    layers = vocoder.layers()
    elements = entrance.elements + sum(layer.elements for layer in layers)
    codes, latent = torch.randn(ROWS, LENGTH, 5), torch.randn(ROWS, LENGTH, 6)
    rows = torch.zeros(ROWS, elements)
    tails = Tails(rows)
    entered = entrance(codes.transpose(1, 2), tails).transpose(1, 2)
    sound = plain(layers, latent.transpose(1, 2), tails)[:, 0]

    fused = FusedVocoder(PlainKernels(), entrance, vocoder)
    kept, pieces = torch.zeros(ROWS, elements), []
    for begin, end in pairwise((0, 1, 3, 4, LENGTH)):
        tails = Tails(kept, torch.full_like(kept, torch.nan))
        entering, latents = (each[:, begin:end].contiguous() for each in (codes, latent))
        pieces.append((fused.enter(entering, tails), fused(latents, tails)))
        kept = tails.onto
    given, heard = zip(*pieces, strict=True)
    assert torch.allclose(torch.cat(given, 1), entered, atol=NEAR)
    assert torch.allclose(torch.cat(heard, 1), sound, atol=NEAR)
    assert torch.allclose(kept, rows, atol=NEAR)


def test_nothing_is_written_behind_a_block_but_what_goes_on(
    parts: tuple[CausalConv, Vocoder],
) -> None:
    """The sum of a unit is read by the next unit; of the last one only its wave is."""
    entrance, vocoder = parts
    kernels = Writes()
    rows = torch.zeros(1, sum(layer.elements for layer in vocoder.layers()))
    tails = Tails(rows, torch.empty_like(rows))
    FusedVocoder(kernels, entrance, vocoder)(torch.randn(1, 1, 6), tails)
    assert kernels.sums == [True, False, False]
