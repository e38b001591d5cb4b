"""Products and convolutions of the published sizes, in bfloat16, as float32 has them.

Which blocks a kernel takes depends on the sizes: the small ones of other tests never take the
largest.
"""

import pytest
import torch
from torch.nn import functional

from rtts.engines.qwen.codec.flow import Onward, Tail
from rtts.engines.qwen.kernels.convolution import convolve
from rtts.engines.qwen.kernels.matmul import Norm, add_product, gated_product, normed_product

pytestmark = pytest.mark.gpu

HALF = torch.bfloat16
DEVICE = "cuda"
NEAR = 2**-6
"""Of the largest: results are rounded once or twice, and what is rounded is summed up."""


def apart(found: torch.Tensor, right: torch.Tensor) -> float:
    """How far apart they are, relative to the largest."""
    return float((found.float() - right.float()).abs().max() / right.float().abs().max())


def some(*shape: int, scale: float = 1.0) -> torch.Tensor:
    """Numbers of about that size."""
    return (torch.randn(*shape, device=DEVICE) * scale).to(HALF)


# Hidden and intermediate size: of both predictors and the 0.6B talker, of the 1.7B talker.
@pytest.mark.parametrize(("hidden", "wide"), [(1024, 3072), (2048, 6144)])
@pytest.mark.parametrize("rows", [1, 2, 8, 9, 16, 32])
def test_products_of_few_rows(hidden: int, wide: int, rows: int) -> None:
    """A layer's four, with what stands before and behind them."""
    x, attended, gated = some(rows, hidden), some(rows, 2048), some(rows, wide)
    norm = Norm(some(hidden).abs() + 0.5, 1e-6)
    normed = functional.rms_norm(x.float(), (hidden,), norm.weight.float(), norm.epsilon)
    qkv, gate_up = (some(size, hidden, scale=hidden**-0.5).t() for size in (4096, 2 * wide))
    out, down = (some(hidden, size, scale=size**-0.5).t() for size in (2048, wide))

    found = torch.empty(rows, 4096, dtype=HALF, device=DEVICE)
    normed_product(x, norm, qkv, out=found)
    assert apart(found, normed @ qkv.float()) < NEAR

    opened = torch.empty_like(gated)
    gated_product(x, norm, gate_up, out=opened)
    gate, up = (normed @ gate_up.float()).chunk(2, -1)
    assert apart(opened, functional.silu(gate) * up) < NEAR

    for given, weight in ((attended, out), (gated, down)):
        onto = x.clone()
        add_product(given, weight, onto=onto)
        assert apart(onto, x.float() + given.float() @ weight.float()) < NEAR


# Channels, outputs, taps, dilation, positions of a frame, and what a convolution does behind it:
# just what it does in the codec, so that it is the same kernel.
SHAPES = [
    (512, 1024, 3, 1, 1, "out"),
    (1024, 1536, 7, 1, 4, "snake"),
    (768, 768, 7, 1, 32, "snake"),
    (768, 768, 7, 9, 32, "snake"),
    (768, 768, 1, 1, 32, "residual"),
    (384, 384, 7, 9, 160, "snake"),
    (384, 384, 1, 1, 160, "residual"),
    (192, 192, 7, 3, 640, "snake"),
    (192, 192, 1, 1, 640, "residual"),
    (96, 96, 7, 9, 1920, "snake"),
    (96, 96, 1, 1, 1920, "residual"),
    (96, 1, 7, 1, 1920, "out"),
]


@pytest.mark.parametrize("rows", [1, 2, 4, 16, 256])
@pytest.mark.parametrize(("channels", "outputs", "taps", "dilation", "length", "behind"), SHAPES)
def test_convolutions(
    *, channels: int, outputs: int, taps: int, dilation: int, length: int, behind: str, rows: int
) -> None:
    """What comes out, with the residual if there is one, and what goes on behind a tail."""
    x = some(rows, (taps - 1) * dilation + length, channels)
    weight = some(outputs, taps, channels, scale=(taps * channels) ** -0.5)
    bias, residual = some(outputs), some(rows, length, outputs) if behind == "residual" else None
    out, onward = empty(rows, length, outputs), going_on(rows, length, outputs)
    convolve(
        x,
        weight,
        bias,
        dilation=dilation,
        residual=residual,
        out=None if behind == "snake" else out,
        onward=None if behind == "out" else onward,
    )
    kernel, given = weight.float().transpose(1, 2), x.float().transpose(1, 2)
    right = functional.conv1d(given, kernel, bias.float(), dilation=dilation).transpose(1, 2)
    right = right if residual is None else right + residual.float()
    if behind != "snake":
        assert apart(out, right) < NEAR
    if behind != "out":
        assert onward.tail is not None
        assert onward.snake is not None
        width = onward.tail.before.shape[1]
        alpha, inverse_beta = (each.float() for each in onward.snake)
        raw = right.to(HALF).float()
        waved = raw + (raw * alpha).sin().square() * inverse_beta
        assert apart(onward.out[:, width:], waved) < 4 * NEAR  # a rounding moves a wave
        assert torch.equal(onward.out[:, :width], onward.tail.before)
        assert torch.equal(onward.tail.after, onward.out[:, length:])


def empty(*shape: int) -> torch.Tensor:
    """Nothing yet, which would be seen."""
    return torch.full(shape, torch.nan, dtype=HALF, device=DEVICE)


def going_on(rows: int, length: int, channels: int, width: int = 18) -> Onward:
    """Behind a tail, through a snake."""
    tail = Tail(some(rows, width, channels), empty(rows, width, channels))
    alpha, inverse_beta = some(channels).abs() + 0.5, some(channels).abs()
    return Onward(empty(rows, width + length, channels), tail, (alpha, inverse_beta))
