"""The codec's convolutions by kernels: for each a launch, with all that stands around it.

A convolution adds the residual, goes through the snake that stands before the next convolution,
and writes to where that one reads, behind its tail. cuDNN would take a launch for each of these,
and turn about what comes in and goes out; and it would have to try out its algorithms for each
number of rows when the engine is loaded. What is plain PyTorch here are products, and what stands
between those of a `ConvNeXt`.
"""

import torch

from rtts.engines.qwen.codec.flow import Kernels, Onward
from rtts.engines.qwen.codec.layers import CausalConv, ConvNeXt, SnakeBeta, Tails
from rtts.engines.qwen.codec.vocoder import Block, Vocoder

__all__ = ["FusedVocoder"]


class FusedVocoder:
    """The convolutions before and behind the codec's transformer.

    They take the tails of the plain layers in their order.
    """

    def __init__(self, kernels: Kernels, entrance: CausalConv, parts: Vocoder) -> None:
        self._kernels = kernels
        self._entrance = entrance
        self._parts = parts
        self._snakes = [*(block.snake for block in parts.blocks), parts.snake]

    def enter(self, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        """What codes add up to, (B, n, C), as the transformer takes it: (B, n, latent)."""
        onward = to_convolution(x, x.shape[1], None, self._entrance, tails)
        self._kernels.extend(x, onward)
        out = x.new_empty(*x.shape[:2], len(self._entrance.bias))
        convolve(self._kernels, self._entrance, onward, out=out)
        return out

    def __call__(self, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        """What the transformer gives, (B, n, latent), as samples: (B, n * samples per frame)."""
        kernels, parts = self._kernels, self._parts
        for upsampler, convnext in parts.stretches:
            joined = upsampler.join(upsampler.multiply(x), tails)
            # Where blocks overlap, the rows have gaps for what is behind them.
            x = self._mixed(convnext, joined.contiguous(), tails)
        begun = to_convolution(x, x.shape[1], None, parts.first, tails)
        kernels.extend(x, begun)
        waved = to_channels(x, x.shape[1], self._snakes[0], len(parts.first.bias))
        convolve(kernels, parts.first, begun, onward=waved)
        for number, block in enumerate(parts.blocks, 1):
            then = parts.last if number == len(parts.blocks) else None
            waved = self._run_block(block, waved.out, (self._snakes[number], then), tails)
        sound = x.new_empty(len(x), waved.out.shape[1] - parts.last.width, 1)
        convolve(kernels, parts.last, waved, out=sound)
        return sound[..., 0]

    def _mixed(self, convnext: ConvNeXt, x: torch.Tensor, tails: Tails) -> torch.Tensor:
        convolution = convnext.convolution
        by_channel = convolution.weight[:, 0].t()  # (k, C), as it lies
        normed = torch.empty_like(x)
        self._kernels.depthwise_norm(
            x, convolution.tail(tails), by_channel, convolution.bias, convnext.norm, out=normed
        )
        return x + convnext.mix(normed)

    def _run_block(
        self,
        block: Block,
        x: torch.Tensor,
        behind: tuple[SnakeBeta, CausalConv | None],
        tails: Tails,
    ) -> Onward:
        """Of what went through the block's snake, all; and through the snake behind the block.

        Behind that is a convolution, or what has no tail.
        """
        upsampler, units = block.upsampler, block.units
        length, channels = x.shape[1] * upsampler.stride, upsampler.channels
        given = upsampler.multiply(x)
        tail = upsampler.tail(tails) if upsampler.elements else None
        raw = x.new_empty(len(x), length, channels)
        onward = to_convolution(x, length, *units[0].first, tails)
        self._kernels.overlap(given, tail, out=raw, onward=onward)
        for unit, following in zip(
            units, [*(unit.first for unit in units[1:]), behind], strict=True
        ):
            between = to_channels(x, length, unit.second[0], channels)
            convolve(self._kernels, unit.first[1], onward, onward=between)
            snake, then = following
            if then is None:
                onward = to_channels(x, length, snake, channels)
            else:
                onward = to_convolution(x, length, snake, then, tails)
            out = None if following is behind else torch.empty_like(raw)
            convolve(self._kernels, unit.second[1], between, residual=raw, out=out, onward=onward)
            raw = raw if out is None else out
        return onward


def to_convolution(
    like: torch.Tensor, length: int, snake: SnakeBeta | None, then: CausalConv, tails: Tails
) -> Onward:
    """Room for so many inputs of a convolution, behind its tail; rows and kind are those of x."""
    room = like.new_empty(len(like), then.width + length, then.weight.shape[1])
    return Onward(room, then.tail(tails) if then.width else None, parameters(snake))


def to_channels(like: torch.Tensor, length: int, snake: SnakeBeta, channels: int) -> Onward:
    """Room for inputs of what has no tail."""
    return Onward(like.new_empty(len(like), length, channels), None, parameters(snake))


def parameters(snake: SnakeBeta | None) -> tuple[torch.Tensor, torch.Tensor] | None:
    """As kernels read them: (C,) each."""
    return None if snake is None else (snake.alpha[:, 0], snake.inverse_beta[:, 0])


def convolve(
    kernels: Kernels,
    convolution: CausalConv,
    given: Onward,
    *,
    residual: torch.Tensor | None = None,
    out: torch.Tensor | None = None,
    onward: Onward | None = None,
) -> None:
    """Convolve what went on to a convolution."""
    kernels.convolve(
        given.out,
        convolution.weight.transpose(1, 2),  # (O, k, C), as it lies
        convolution.bias,
        dilation=convolution.dilation,
        residual=residual,
        out=out,
        onward=onward,
    )
