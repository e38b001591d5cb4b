"""The codec's kernels: a snake, a stream that goes on, and blocks that overlap."""

from collections.abc import Callable

import pytest
import torch

from rtts.engines.qwen.codec.decoder import Codec
from rtts.engines.qwen.codec.layers import SnakeBeta, Tails, TransposedConv
from rtts.engines.qwen.kernels.snake import extend, overlap, snake_into
from tests.engines.qwen.test_codec import RATE, official, some_codes

Matches = Callable[..., None]

# Rows, channels, inputs, width: fewer inputs than the tail, as many, more; nothing is a multiple
# of a block, and some of it takes several.
SHAPES = [
    (1, 3, 1, 6),
    (3, 5, 4, 6),
    (2, 7, 6, 6),
    (1, 40, 33, 54),
    (2, 2, 300, 18),
    (1, 1, 600, 1),
    (2, 300, 4, 2),
]
STREAM = (1, 3, 20)


def joined(x: torch.Tensor, tail: torch.Tensor) -> torch.Tensor:
    """What the plain layers do: the whole, and the tail goes on."""
    whole = torch.cat((tail, x), -1)
    tail.copy_(whole[..., whole.shape[2] - tail.shape[2] :])
    return whole


def snake(channels: int, dtype: torch.dtype, device: str) -> SnakeBeta:
    """One whose waves are fast and slow."""
    alpha, inverse_beta = (torch.randn(channels, 1).exp().to(device, dtype) for _ in range(2))
    return SnakeBeta(alpha, inverse_beta)


def two_tails(
    shape: tuple[int, int, int], dtype: torch.dtype, device: str
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Rows of which the middle is a tail; that, as a view of them; and a copy of it."""
    rows, channels, width = shape
    wide = torch.randn(rows, channels * width + 9).to(device, dtype)
    view = wide[:, 4 : 4 + channels * width].unflatten(1, (channels, width))
    return wide, view, view.clone()


@pytest.mark.parametrize(("rows", "channels", "length", "width"), SHAPES)
def test_a_stream_goes_on(
    *, rows: int, channels: int, length: int, width: int, dtype: torch.dtype, device: str
) -> None:
    """Tail and inputs end to end, bit for bit; the tail is their last, and nothing else changes."""
    wide, tail, plain = two_tails((rows, channels, width), dtype, device)
    before = wide.clone()
    for count in (length, 1, length):
        x = torch.randn(rows, channels, count).to(device, dtype)
        out = torch.full((rows, channels, width + count), torch.nan, dtype=dtype, device=device)
        extend(x, tail, out=out)
        assert torch.equal(out, joined(x, plain))
        assert torch.equal(tail, plain)
    assert torch.equal(wide[:, :4], before[:, :4])
    assert torch.equal(wide[:, -5:], before[:, -5:])


@pytest.mark.parametrize(("rows", "channels", "length", "width"), [*SHAPES, (2, 5, 70, 0)])
def test_a_snake_goes_on(
    *,
    rows: int,
    channels: int,
    length: int,
    width: int,
    dtype: torch.dtype,
    device: str,
    matches: Matches,
) -> None:
    """What is kept of a stream is what the convolution sees: the snake's, not its inputs."""
    _, tail, plain = two_tails((rows, channels, width), dtype, device)
    layer = snake(channels, dtype, device)
    for count in (length, 1, length):
        x = torch.randn(rows, channels, count).to(device, dtype) * 5
        out = torch.full((rows, channels, width + count), torch.nan, dtype=dtype, device=device)
        snake_into(x, layer.alpha, layer.inverse_beta, tail, out=out)
        largest = float(x.abs().max() + layer.inverse_beta.max())  # which may cancel each other
        matches(out, joined(layer(x, Tails(x)), plain), largest)
        assert torch.equal(tail, out[..., count:])
        plain.copy_(tail)


def test_what_lies_anyhow_is_read_and_written(dtype: torch.dtype, device: str) -> None:
    """Inputs by the channel, outputs by the step, as a product reads them."""
    layer = snake(40, dtype, device)
    x = torch.randn(2, 70, 40).to(device, dtype).transpose(1, 2)
    laid = torch.full((2, 70, 41), torch.nan, dtype=dtype, device=device)
    none = x.new_empty(2, 40, 0)
    out = torch.empty(2, 40, 70, dtype=dtype, device=device)
    for given, where in ((x, laid[..., :40].transpose(1, 2)), (x.contiguous(), out)):
        snake_into(given, layer.alpha, layer.inverse_beta, none, out=where)
    assert torch.equal(laid[..., :40].transpose(1, 2), out)
    assert torch.isnan(laid[..., 40]).all()


@pytest.mark.parametrize("size", [0.0, 1.0, 100.0, 8000.0])
def test_the_sine_is_exact_where_it_matters(size: float, device: str) -> None:
    """For phases of thousands it is that of float64 to float32's last bits."""
    x = (torch.rand(1, 1, 3000, device=device) * 2 - 1) * size
    out, one = torch.empty_like(x), torch.ones(1, 1, device=device)
    snake_into(x, one, one, x.new_empty(1, 1, 0), out=out)
    wave = out.double() - x.double()
    rounding = 1e-6 + size * 2**-24
    assert (wave - x.double().sin().square()).abs().max() < rounding


def test_no_phase_is_too_large(device: str) -> None:
    """A number out of the ordinary is not made larger than a wave makes it."""
    x = torch.tensor([1e5, -3e7, 1e20, -3e38], device=device)[None, None]
    out, one = torch.empty_like(x), torch.ones(1, 1, device=device)
    snake_into(x, one, one, x.new_empty(1, 1, 0), out=out)
    assert torch.allclose(out, x, rtol=1e-5, atol=0)


# Kernel and stride of a transposed convolution: its outputs reach over 0, 1 or 3 later inputs.
UPSAMPLERS = [(2, 2), (16, 8), (10, 5), (6, 3), (7, 2)]


@pytest.mark.parametrize(("kernel", "stride"), UPSAMPLERS)
def test_blocks_add_up_where_they_meet(
    *, kernel: int, stride: int, dtype: torch.dtype, device: str
) -> None:
    """Bit for bit as the layer adds them, in its order; so does what is left for later."""
    channels, rows = 35, 2
    weight = torch.randn(3, channels, kernel, device=device, dtype=dtype)
    layer = TransposedConv(weight, torch.randn(channels).to(device, dtype), stride=stride)
    ours, plain = torch.randn(2, rows, layer.elements + 3).to(device, dtype)
    plain.copy_(ours)
    for count in STREAM:
        given = layer.multiply(torch.randn(rows, count, 3, device=device).to(dtype))
        out = torch.full((rows, channels, count * stride), torch.nan, dtype=dtype).to(device)
        overlap(given, layer.tail(Tails(ours)), out=out)
        assert torch.equal(out, layer.join(given, Tails(plain)))
        assert torch.equal(ours, plain)


def test_a_codec_with_kernels_is_that_without(device: str) -> None:
    """Sound and state, whatever the pieces."""
    plain, fused = (
        Codec.from_official(
            official("odd"),
            slots=3,
            sample_rate=RATE,
            device=device,
            dtype=torch.float32,
            kernels=kernels,
        )
        for kernels in (False, True)
    )
    codes = some_codes(official("odd"), 2, 3).to(device)
    slots = torch.tensor([2, 0], device=device)
    for piece in codes.split((1, 2), 1):
        assert torch.allclose(fused.decode(piece, slots), plain.decode(piece, slots), atol=1e-5)
    for one, other in zip(fused._state, plain._state, strict=True):
        assert torch.allclose(one, other, atol=1e-5)
    fused.prime(codes, slots)
    plain.prime(codes, slots)
    assert torch.allclose(fused._tails, plain._tails, atol=1e-5)
