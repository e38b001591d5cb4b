"""What values go on to, with NaN all around it, and what is right there afterwards."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch

from rtts.engines.qwen.codec.flow import Onward, Tail
from rtts.engines.qwen.codec.layers import SnakeBeta, Tails

__all__ = ["Matches", "Next", "is_kept_to", "room", "tail_of", "whole_of"]

Matches = Callable[..., None]

_BESIDE = 16


def room(shape: Sequence[int], dtype: torch.dtype, device: str) -> torch.Tensor:
    """Where a kernel writes to: NaN, and more of it on both sides."""
    size = torch.Size(shape).numel()
    flat = torch.full((size + 2 * _BESIDE,), torch.nan, dtype=dtype, device=device)
    return flat[_BESIDE : _BESIDE + size].view(*shape)


def tail_of(shape: tuple[int, int, int], dtype: torch.dtype, device: str) -> Tail:
    """Parts of wide rows, not of the same width: of numbers, and of NaN, as what is beside both."""
    rows, width, channels = shape
    size = width * channels
    views = (
        torch.full((rows, size + more), torch.nan, dtype=dtype, device=device)[:, 4 : 4 + size]
        for more in (9, 14)
    )
    before, after = (each.unflatten(1, (width, channels)) for each in views)
    before.copy_(torch.randn(shape))
    return Tail(before, after)


def is_kept_to(*tensors: torch.Tensor) -> bool:
    """Whether all around what `room` and `tail_of` gave is as it was, and nothing in it is NaN."""
    for each in tensors:
        assert each._base is not None
        if torch.isnan(each).any() or int((~torch.isnan(each._base)).sum()) != each.numel():
            return False
    return True


def whole_of(tail: Tail | None, x: torch.Tensor) -> torch.Tensor:
    """A call's inputs (B, L, C) behind the tail that it goes on from."""
    return x if tail is None else torch.cat((tail.before, x), 1)


class Next(NamedTuple):
    """What the next convolution is given, and what it was before."""

    onward: Onward
    old: torch.Tensor | None
    layer: SnakeBeta | None

    @classmethod
    def like(cls, values: torch.Tensor, width: int, *, is_waved: bool = True) -> "Next":
        """For values (B, L, C): waves that are fast and slow, if any, and a tail if it has one."""
        rows, length, channels = values.shape
        dtype, device = values.dtype, str(values.device)
        tail = tail_of((rows, width, channels), dtype, device) if width else None
        alpha, inverse_beta = (torch.randn(channels).exp().to(device, dtype) for _ in range(2))
        onward = Onward(
            room((rows, width + length, channels), dtype, device),
            tail,
            (alpha, inverse_beta) if is_waved else None,
        )
        layer = SnakeBeta(alpha[:, None], inverse_beta[:, None]) if is_waved else None
        return cls(onward, None if tail is None else tail.before.clone(), layer)

    def check(self, values: torch.Tensor, matches: Matches) -> None:
        """These went on, and nothing else changed."""
        out, tail, _ = self.onward
        twin = values
        if self.layer is not None:
            twin = self.layer(values.transpose(1, 2), Tails(values)).transpose(1, 2)
        largest = float(values.abs().max()) + (
            0.0 if self.layer is None else float(self.layer.inverse_beta.max())
        )  # which may cancel each other
        matches(out, whole_of(tail, twin), largest)
        assert is_kept_to(out)
        if tail is not None:
            assert torch.equal(tail.before, self.old)
            assert torch.equal(tail.after, out[:, out.shape[1] - tail.after.shape[1] :])
            assert is_kept_to(*tail)
