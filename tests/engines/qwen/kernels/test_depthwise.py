"""Channels that are convolved one by one, and normed, are as PyTorch has them."""

import pytest
import torch
from torch.nn import functional

from rtts.engines.qwen.kernels.depthwise import depthwise_norm
from tests.engines.qwen.kernels.going_on import Matches, is_kept_to, room, tail_of, whole_of

EPSILON = 1e-6


@pytest.mark.parametrize(("rows", "length", "taps"), [(1, 1, 7), (3, 4, 7), (2, 9, 3), (2, 5, 1)])
@pytest.mark.parametrize("channels", [3, 12, 96, 1024])
def test_channels_are_convolved_and_normed(
    *,
    rows: int,
    length: int,
    taps: int,
    channels: int,
    dtype: torch.dtype,
    device: str,
    matches: Matches,
) -> None:
    """Each channel by itself, then all of a position together; the tail is the last inputs."""
    x = torch.randn(rows, length, channels).to(device, dtype)
    weight, bias = (torch.randn(n, channels).to(device, dtype) for n in (taps, 1))
    norm_weight, norm_bias = torch.randn(2, channels, device=device)
    tail = tail_of((rows, taps - 1, channels), dtype, device)
    old, whole, out = tail.before.clone(), whole_of(tail, x), room(x.shape, dtype, device)
    norm = (norm_weight, norm_bias, EPSILON)
    depthwise_norm(x, tail, weight, bias[0], norm, out=out)
    twin = functional.conv1d(
        whole.float().transpose(1, 2),
        weight.float().t()[:, None],
        bias[0].float(),
        groups=channels,
    )
    rounded = twin.transpose(1, 2).to(dtype).float()
    normed = functional.layer_norm(rounded, (channels,), norm_weight, norm_bias, EPSILON)
    matches(out, normed.to(dtype), float(normed.abs().max()))
    assert torch.equal(tail.before, old)
    assert torch.equal(tail.after, whole[:, length:])
    assert is_kept_to(out, *tail)
