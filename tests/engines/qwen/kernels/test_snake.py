"""The codec's kernels around its convolutions: values go on, and blocks overlap."""

import pytest
import torch

from rtts.engines.qwen.codec.decoder import Codec
from rtts.engines.qwen.codec.flow import Onward, Tail
from rtts.engines.qwen.codec.layers import Tails, TransposedConv
from rtts.engines.qwen.kernels.snake import extend, overlap
from tests.engines.qwen.kernels.going_on import Matches, Next, is_kept_to, room, tail_of
from tests.engines.qwen.test_codec import RATE, official, some_codes

# Rows, positions, channels, width: fewer positions than the tail, as many, more, none; nothing is
# a multiple of a block, and some of it takes several.
SHAPES = [
    (1, 1, 3, 6),
    (3, 4, 5, 6),
    (2, 6, 12, 6),
    (2, 1, 96, 54),
    (1, 33, 40, 54),
    (2, 300, 5, 2),
    (1, 600, 1, 1),
    (2, 4, 300, 2),
    (2, 70, 5, 0),
]
STREAM = (1, 3, 20)


@pytest.mark.parametrize("is_waved", [False, True])
@pytest.mark.parametrize(("rows", "length", "channels", "width"), SHAPES)
def test_a_stream_goes_on(
    *,
    rows: int,
    length: int,
    channels: int,
    width: int,
    is_waved: bool,
    dtype: torch.dtype,
    device: str,
    matches: Matches,
) -> None:
    """Behind its tail, which goes on as the next convolution sees it: waved, if it is."""
    x = (torch.randn(rows, length, channels) * 5).to(device, dtype)
    following = Next.like(x, width, is_waved=is_waved)
    extend(x, following.onward)
    following.check(x, matches)


def test_nothing_is_rounded_that_is_not_waved(dtype: torch.dtype, device: str) -> None:
    """Bit for bit, whatever the pieces that a stream comes in."""
    x = torch.randn(2, sum(STREAM), 7).to(device, dtype)
    whole = torch.cat((torch.zeros_like(x[:, :9]), x), 1)
    old, end = whole[:, :9].contiguous(), 9
    for piece in x.split(STREAM, 1):
        new, out = torch.empty_like(old), room((2, 9 + piece.shape[1], 7), dtype, device)
        extend(piece.contiguous(), Onward(out, Tail(old, new), None))
        end += piece.shape[1]
        assert torch.equal(out, whole[:, end - out.shape[1] : end])
        assert torch.equal(new, whole[:, end - 9 : end])
        old = new


def waved(x: torch.Tensor) -> torch.Tensor:
    """The snake of numbers (n,) in float32, where α and β are 1."""
    one = torch.ones(1, device=x.device)
    out = torch.empty_like(x)[None, :, None]
    extend(x[None, :, None], Onward(out, None, (one, one)))
    return out[0, :, 0]


@pytest.mark.parametrize("size", [0.0, 1.0, 100.0, 8000.0])
def test_the_sine_is_exact_where_it_matters(size: float, device: str) -> None:
    """For phases of thousands it is that of float64 to float32's last bits."""
    x = (torch.rand(3000, device=device) * 2 - 1) * size
    wave = waved(x).double() - x.double()
    rounding = 1e-6 + size * 2**-24
    assert (wave - x.double().sin().square()).abs().max() < rounding


def test_no_phase_is_too_large(device: str) -> None:
    """A number out of the ordinary is not made larger than a wave makes it."""
    x = torch.tensor([1e5, -3e7, 1e20, -3e38], device=device)
    assert torch.allclose(waved(x), x, rtol=1e-5, atol=0)


# Kernel and stride of a transposed convolution: its outputs reach over 0, 1 or 3 later inputs.
UPSAMPLERS = [(2, 2), (16, 8), (10, 5), (6, 3), (7, 2)]


@pytest.mark.parametrize("count", STREAM)
@pytest.mark.parametrize(("kernel", "stride"), UPSAMPLERS)
def test_blocks_add_up_where_they_meet(
    *,
    kernel: int,
    stride: int,
    count: int,
    dtype: torch.dtype,
    device: str,
    matches: Matches,
) -> None:
    """Bit for bit as the layer adds them, in its order; so does what is left for later."""
    channels, rows, width = 35, 2, 6
    weight = torch.randn(3, channels, kernel, device=device, dtype=dtype)
    layer = TransposedConv(weight, torch.randn(channels).to(device, dtype), stride=stride)
    given = layer.multiply(torch.randn(rows, count, 3, device=device).to(dtype))
    tail = None
    old = new = given.new_empty(rows, 0)
    if layer.elements:
        size = stride * channels
        tail = tail_of((rows, layer.elements // size, size), dtype, device)
        old = tail.before.flatten(1)
        new = torch.empty_like(old)
    twin = layer.join(given, Tails(old, new))
    out = room((rows, count * stride, channels), dtype, device)
    following = Next.like(out, width)
    overlap(given, tail, out=out, onward=following.onward)
    assert torch.equal(out, twin)
    assert is_kept_to(out)
    following.check(twin, matches)
    if tail is not None:
        assert torch.equal(tail.after.flatten(1), new)
        assert torch.equal(tail.before.flatten(1), old)
        assert is_kept_to(*tail)


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
