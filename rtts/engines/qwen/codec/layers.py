"""The convolutions of the codec's decoder, each going on where its stream left off.

A causal convolution needs its last inputs again, a transposed one the part of its last
outputs that the next inputs add to. That is a stream's *tail* at this layer, (width,
channels): all zeros at the beginning, where the whole decode pads with zeros too. The tails of
all layers lie end to end in one row for each stream, so that one call gathers and scatters
them all at once.

This is plain PyTorch, which says what is right; `fused.py` does it by kernels on a GPU.
"""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Protocol

import torch
from torch.nn import functional

from rtts.engines.qwen.codec.flow import Tail

__all__ = [
    "CausalConv",
    "ConvNeXt",
    "Layer",
    "Residual",
    "SnakeBeta",
    "Tails",
    "TransposedConv",
    "reaches",
]


class Tails:
    """The tails of one call's streams, handed out to the layers in the order they run.

    Each layer leaves what the next call needs, so that `onto` holds the tails to go on from once
    all layers ran. That may be `rows` itself where a layer reads all of a tail before it writes.
    """

    def __init__(self, rows: torch.Tensor, onto: torch.Tensor | None = None) -> None:
        self.rows = rows  # (B, elements)
        self.onto = rows if onto is None else onto
        self._at = 0

    def take(self, channels: int, width: int) -> Tail:
        """The tail of the next layer, as views: (B, width, channels) each."""
        start, self._at = self._at, self._at + channels * width
        shape = (width, channels)
        views = (each[:, start : self._at].unflatten(1, shape) for each in (self.rows, self.onto))
        return Tail(*views)


class Layer(Protocol):
    """What turns (B, channels, length) into another such, longer by its upsampling."""

    elements: int
    """How large its tail is."""

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor: ...

    def reach(self, latest: int) -> int:
        """How many of its last inputs its `latest` last outputs and its tail depend on."""
        ...


class SnakeBeta:
    """x + sin²(αx) / β, by channel: a nonlinearity that suits periodic signals."""

    elements = 0

    def __init__(self, alpha: torch.Tensor, inverse_beta: torch.Tensor) -> None:
        self.alpha = alpha  # (channels, 1)
        self.inverse_beta = inverse_beta  # (channels, 1)

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        wave = (x * self.alpha).sin_().square_()
        return torch.addcmul(x, wave, self.inverse_beta)

    def reach(self, latest: int) -> int:
        return latest


class CausalConv:
    """A convolution over this input and earlier ones; its tail is the last inputs."""

    def __init__(
        self, weight: torch.Tensor, bias: torch.Tensor, *, dilation: int = 1, groups: int = 1
    ) -> None:
        self.weight = weight  # (outputs, inputs / groups, kernel)
        self.bias = bias
        self.dilation = dilation
        self._groups = groups
        self._channels = weight.shape[1] * groups
        self.width: int = (weight.shape[2] - 1) * dilation
        self.elements = self._channels * self.width

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        if self.width:
            tail = self.tail(tails)
            x = torch.cat((tail.before.transpose(1, 2), x), -1)
            tail.after.copy_(x[..., -self.width :].transpose(1, 2))
        return functional.conv1d(
            x, self.weight, self.bias, dilation=self.dilation, groups=self._groups
        )

    def tail(self, tails: Tails) -> Tail:
        """Take this layer's tail: (B, width, channels)."""
        return tails.take(self._channels, self.width)

    def reach(self, latest: int) -> int:
        return latest + self.width


class TransposedConv:
    """A convolution that upsamples; its tail is what its last inputs add to later outputs.

    Each input gives a block of `stride` outputs to its own place and one to each of the next
    places that the kernel reaches, all by one matrix. For few inputs of many channels, as the
    first upsampler has, `conv_transpose1d` takes ten times as long on a CPU.
    """

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor, *, stride: int) -> None:
        inputs, self.channels, kernel = weight.shape
        self._blocks: int = ceil(kernel / stride)
        self.stride = stride
        self._size = self.channels * stride
        padded = functional.pad(weight, (0, self._blocks * stride - kernel))
        by_block = padded.unflatten(2, (self._blocks, stride)).permute(2, 3, 1, 0)
        self._weight = by_block.reshape(-1, inputs).contiguous()
        # It goes with the own block alone: in a tail it would be counted again.
        own = bias.repeat(stride)
        self._bias = functional.pad(own, (0, len(self._weight) - self._size))
        self.elements = (self._blocks - 1) * self._size

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        # Laid out anew, all rows of the batch are one matrix; else each would be one of its own.
        laid = x.transpose(1, 2).contiguous()
        return self.join(self.multiply(laid), tails).transpose(1, 2).contiguous()

    def multiply(self, x: torch.Tensor) -> torch.Tensor:
        """All blocks of inputs (B, n, inputs): (B, n, blocks * stride * channels)."""
        return functional.linear(x, self._weight, self._bias)

    def join(self, given: torch.Tensor, tails: Tails) -> torch.Tensor:
        """Add them up where they meet: (B, n * stride, channels)."""
        count, later = given.shape[1], self._blocks - 1
        own, *others = given.split(self._size, -1)  # (B, n, outputs * stride) each
        if later:
            own = functional.pad(own, (0, 0, 0, later))
            for place, other in enumerate(others, 1):
                own[:, place : place + count].add_(other)
            tail = self.tail(tails)
            own[:, :later].add_(tail.before)
            tail.after.copy_(own[:, count:])
        return own[:, :count].unflatten(2, (self.stride, self.channels)).flatten(1, 2)

    def tail(self, tails: Tails) -> Tail:
        """Take this layer's tail: (B, blocks - 1, stride * channels)."""
        return tails.take(self._size, self._blocks - 1)

    def reach(self, latest: int) -> int:
        return ceil(latest / self.stride) + self._blocks - 1


class Residual:
    """Layers that keep the length, and their input added to what they give."""

    def __init__(self, *layers: Layer) -> None:
        self._layers = layers
        self.elements = sum(layer.elements for layer in layers)

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        y = x
        for layer in self._layers:
            y = layer(y, tails)
        return y + x

    def reach(self, latest: int) -> int:
        return max([latest, *reaches(self._layers, latest)])


class ConvNeXt:
    """A convolution channel by channel, then a small network across them, as a residual.

    The scale of its branch is already in the weights of `shrink`.
    """

    def __init__(
        self,
        convolution: CausalConv,
        norm: tuple[torch.Tensor, torch.Tensor, float],
        widen: tuple[torch.Tensor, torch.Tensor],
        shrink: tuple[torch.Tensor, torch.Tensor],
    ) -> None:
        self.convolution = convolution
        self.norm = norm
        self._widen = widen
        self._shrink = shrink
        self.elements = convolution.elements

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        y = self.convolution(x, tails).transpose(1, 2)  # (B, length, channels)
        weight, bias, epsilon = self.norm
        y = functional.layer_norm(y.float(), y.shape[-1:], weight, bias, epsilon).to(x.dtype)
        return x + self.mix(y).transpose(1, 2)

    def mix(self, y: torch.Tensor) -> torch.Tensor:
        """The small network of what was normed, (B, length, channels)."""
        return functional.linear(functional.gelu(functional.linear(y, *self._widen)), *self._shrink)

    def reach(self, latest: int) -> int:
        return self.convolution.reach(latest)


def reaches(layers: Sequence[Layer], latest: int = 0) -> list[int]:
    """For each layer, how many of its last inputs matter for all tails from it on.

    They matter for the `latest` last outputs of the last layer too. What came earlier may
    be anything at all.
    """
    return list(_backwards(layers, latest))[::-1]


def _backwards(layers: Sequence[Layer], latest: int) -> Iterable[int]:
    for layer in reversed(layers):
        latest = layer.reach(latest)
        yield latest
