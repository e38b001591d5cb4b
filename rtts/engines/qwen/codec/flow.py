"""What the layers of the codec hand to each other where kernels run them.

There the samples of a channel do not lie end to end but the channels of a sample do, (B, L, C): so
a convolution reads whole rows of its matrix' inputs, and nothing is turned about between layers.
A layer writes what it gives straight to where the next one reads it: behind that one's tail, as
the snake before it makes it.
"""

from typing import NamedTuple, Protocol

import torch

__all__ = ["Kernels", "Onward", "Tail"]


class Tail(NamedTuple):
    """What a stream goes on from at a layer. Nobody writes to what is read in the same call."""

    before: torch.Tensor  # (B, w, C): as the last call left it
    after: torch.Tensor  # (B, w, C): as this call leaves it


class Onward(NamedTuple):
    """Where values go on to: the inputs of the next convolution, in the end behind its tail."""

    out: torch.Tensor  # (B, w + L, C), contiguous
    tail: Tail | None
    """Of the next convolution; None: w is 0."""
    snake: tuple[torch.Tensor, torch.Tensor] | None
    """α and 1 / β (C,) of the snake that values go through; None: they stay as they are."""


class Kernels(Protocol):
    """What `rtts.engines.qwen.kernels` does of the convolutions; its words hold."""

    def extend(self, x: torch.Tensor, onward: Onward) -> None:
        """Send x (B, L, C) on."""
        ...

    def overlap(
        self,
        given: torch.Tensor,
        tail: Tail | None,
        *,
        out: torch.Tensor,
        onward: Onward,
    ) -> None:
        """Do what `TransposedConv.join` does: out (B, L, C), and send it on."""
        ...

    def convolve(
        self,
        x: torch.Tensor,
        weight: torch.Tensor,
        bias: torch.Tensor,
        *,
        dilation: int,
        residual: torch.Tensor | None,
        out: torch.Tensor | None,
        onward: Onward | None,
    ) -> None:
        """Convolve x (B, reach + L, C): out (B, L, O), the residual added; and send it on."""
        ...

    def depthwise_norm(
        self,
        x: torch.Tensor,
        tail: Tail,
        weight: torch.Tensor,
        bias: torch.Tensor,
        norm: tuple[torch.Tensor, torch.Tensor, float],
        *,
        out: torch.Tensor,
    ) -> None:
        """Convolve x (B, L, C) behind its tail channel by channel, and norm across them."""
        ...
