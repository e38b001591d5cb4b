"""The convolutions of the codec's decoder, each going on where its stream left off.

A causal convolution needs its last inputs again, a transposed one the part of its last
outputs that the next inputs add to. That is a stream's *tail* at this layer, (channels,
width): all zeros at the beginning, where the whole decode pads with zeros too. The tails of
all layers lie end to end in one row for each stream, so that one call gathers and scatters
them all at once.

On a GPU the launches are the cost, not the arithmetic. There `Kernels` do in one launch what is
done around a product: `FusedConv` and `FusedTransposed` stand for a layer and the snake before it.
"""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Protocol

import torch
from torch.nn import functional

__all__ = [
    "CausalConv",
    "ConvNeXt",
    "FusedConv",
    "FusedTransposed",
    "Kernels",
    "Layer",
    "Residual",
    "SnakeBeta",
    "Tails",
    "TransposedConv",
    "reaches",
]


class Tails:
    """The tails of one call's streams, handed out to the layers in the order they run.

    A layer overwrites what it took with what the next call needs, so that `rows` holds the
    tails to go on from once all layers ran.

    With `is_plain` no layer uses kernels in this call: each of them is compiled for the lengths
    it is given, and a call of unusual lengths would wait for dozens of them.
    """

    def __init__(self, rows: torch.Tensor, *, is_plain: bool = False) -> None:
        self.rows = rows  # (B, elements)
        self.is_plain = is_plain
        self._at = 0

    def take(self, channels: int, width: int) -> torch.Tensor:
        """The tail of the next layer, as a view: (B, channels, width)."""
        start, self._at = self._at, self._at + channels * width
        return self.rows[:, start : self._at].unflatten(1, (channels, width))


class Layer(Protocol):
    """What turns (B, channels, length) into another such, longer by its upsampling."""

    elements: int
    """How large its tail is."""

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor: ...

    def reach(self, latest: int) -> int:
        """How many of its last inputs its `latest` last outputs and its tail depend on."""
        ...


class Kernels(Protocol):
    """What `rtts.engines.qwen.kernels.snake` does; its words hold."""

    def snake_into(
        self,
        x: torch.Tensor,
        alpha: torch.Tensor,
        inverse_beta: torch.Tensor,
        tail: torch.Tensor,
        *,
        out: torch.Tensor,
    ) -> None:
        """The snake of x (B, C, L) behind its tail (B, C, w), which goes on."""
        ...

    def extend(self, x: torch.Tensor, tail: torch.Tensor, *, out: torch.Tensor) -> None:
        """The same without the snake."""
        ...

    def overlap(self, given: torch.Tensor, tail: torch.Tensor, *, out: torch.Tensor) -> None:
        """What `TransposedConv.join` does."""
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
        self._weight = weight  # (outputs, inputs / groups, kernel)
        self._bias = bias
        self._dilation = dilation
        self._groups = groups
        self._channels = weight.shape[1] * groups
        self.width: int = (weight.shape[2] - 1) * dilation
        self.elements = self._channels * self.width

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        if self.width:
            tail = tails.take(self._channels, self.width)
            x = torch.cat((tail, x), -1)
            tail.copy_(x[..., -self.width :])
        return self.convolve(x)

    def convolve(self, x: torch.Tensor) -> torch.Tensor:
        """The convolution of inputs (B, channels, width + L) that begin with the tail."""
        return functional.conv1d(
            x, self._weight, self._bias, dilation=self._dilation, groups=self._groups
        )

    def reach(self, latest: int) -> int:
        return latest + self.width


class FusedConv:
    """A convolution, and the snake before it if there is one, in two launches."""

    def __init__(
        self, kernels: Kernels, convolution: CausalConv, snake: SnakeBeta | None = None
    ) -> None:
        self._kernels = kernels
        self._convolution = convolution
        self._snake = snake
        self.elements = convolution.elements

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        if tails.is_plain:
            return self._convolution(self._snake(x, tails) if self._snake else x, tails)
        rows, channels, length = x.shape
        tail = tails.take(channels, self._convolution.width)
        out = x.new_empty(rows, channels, tail.shape[2] + length)
        if self._snake is None:
            self._kernels.extend(x, tail, out=out)
        else:
            snake = self._snake
            self._kernels.snake_into(x, snake.alpha, snake.inverse_beta, tail, out=out)
        return self._convolution.convolve(out)

    def reach(self, latest: int) -> int:
        return self._convolution.reach(latest)


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
        by_block = padded.unflatten(2, (self._blocks, stride)).permute(2, 1, 3, 0)
        self._weight = by_block.reshape(-1, inputs).contiguous()
        # It goes with the own block alone: in a tail it would be counted again.
        own = bias.repeat_interleave(stride)
        self._bias = functional.pad(own, (0, len(self._weight) - self._size))
        self.elements = (self._blocks - 1) * self._size

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        # Laid out anew, all rows of the batch are one matrix; else each would be one of its own.
        return self.join(self.multiply(x.transpose(1, 2).contiguous()), tails)

    def multiply(self, x: torch.Tensor) -> torch.Tensor:
        """All blocks of inputs (B, n, inputs): (B, n, blocks * channels * stride)."""
        return functional.linear(x, self._weight, self._bias)

    def join(self, given: torch.Tensor, tails: Tails) -> torch.Tensor:
        """Add them up where they meet: (B, channels, n * stride)."""
        count, later = given.shape[1], self._blocks - 1
        own, *others = given.split(self._size, -1)  # (B, n, outputs * stride) each
        if later:
            own = functional.pad(own, (0, 0, 0, later))
            for place, other in enumerate(others, 1):
                own[:, place : place + count].add_(other)
            tail = self.tail(tails)
            own[:, :later].add_(tail)
            tail.copy_(own[:, count:])
        blocks = own[:, :count].unflatten(2, (self.channels, self.stride))
        return blocks.transpose(1, 2).flatten(2)

    def tail(self, tails: Tails) -> torch.Tensor:
        """Take this layer's tail: (B, blocks - 1, channels * stride)."""
        return tails.take(self._blocks - 1, self._size)

    def reach(self, latest: int) -> int:
        return ceil(latest / self.stride) + self._blocks - 1


class FusedTransposed:
    """A snake and the convolution that upsamples after it, in three launches."""

    def __init__(self, kernels: Kernels, convolution: TransposedConv, snake: SnakeBeta) -> None:
        self._kernels = kernels
        self._convolution = convolution
        self._snake = snake
        self.elements = convolution.elements

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        convolution, snake = self._convolution, self._snake
        if tails.is_plain:
            return convolution(snake(x, tails), tails)
        rows, channels, length = x.shape
        laid = x.new_empty(rows, length, channels)  # as the product reads it
        none = tails.take(channels, 0)
        out = laid.transpose(1, 2)
        self._kernels.snake_into(x, snake.alpha, snake.inverse_beta, none, out=out)
        given = convolution.multiply(laid)
        sound = x.new_empty(rows, convolution.channels, length * convolution.stride)
        self._kernels.overlap(given, convolution.tail(tails), out=sound)
        return sound

    def reach(self, latest: int) -> int:
        return self._convolution.reach(latest)


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
        convolution: Layer,
        norm: tuple[torch.Tensor, torch.Tensor, float],
        widen: tuple[torch.Tensor, torch.Tensor],
        shrink: tuple[torch.Tensor, torch.Tensor],
    ) -> None:
        self._convolution = convolution
        self._norm_weight, self._norm_bias, self._eps = norm
        self._widen = widen
        self._shrink = shrink
        self.elements = convolution.elements

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        y = self._convolution(x, tails).transpose(1, 2)  # (B, length, channels)
        y = functional.layer_norm(
            y.float(), y.shape[-1:], self._norm_weight, self._norm_bias, self._eps
        ).to(x.dtype)
        y = functional.gelu(functional.linear(y, *self._widen))
        return x + functional.linear(y, *self._shrink).transpose(1, 2)

    def reach(self, latest: int) -> int:
        return self._convolution.reach(latest)


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
