"""What comes after the codec's transformer: from one vector a frame to its samples.

The parts are named here once. In order they are the plain layers; `fused.py` runs the same parts
by kernels.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rtts.engines.qwen.codec.layers import (
    CausalConv,
    ConvNeXt,
    Layer,
    Residual,
    SnakeBeta,
    TransposedConv,
)

__all__ = ["Block", "Unit", "Vocoder"]


@dataclass(frozen=True)
class Unit:
    """Two convolutions, each behind a snake; what comes in is added to what they give.

    The second reaches back to no earlier sample.
    """

    first: tuple[SnakeBeta, CausalConv]
    second: tuple[SnakeBeta, CausalConv]


@dataclass(frozen=True)
class Block:
    """Upsamples by its rate, behind a snake, and goes through units."""

    snake: SnakeBeta
    upsampler: TransposedConv
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Vocoder:
    """All parts, in the order of the official `Qwen3TTSTokenizerV2Decoder`."""

    stretches: tuple[tuple[TransposedConv, ConvNeXt], ...]
    """Each doubles the frames, in the published model."""
    first: CausalConv
    blocks: tuple[Block, ...]
    snake: SnakeBeta
    last: CausalConv

    def layers(self) -> list[Layer]:
        """As plain layers, one after the other."""
        return list(self._layers())

    def _layers(self) -> Iterator[Layer]:
        for stretch in self.stretches:
            yield from stretch
        yield self.first
        for block in self.blocks:
            yield block.snake
            yield block.upsampler
            for unit in block.units:
                yield Residual(*unit.first, *unit.second)
        yield self.snake
        yield self.last
