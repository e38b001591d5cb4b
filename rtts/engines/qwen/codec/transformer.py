"""The transformer of the codec's decoder, over a window of the stream that slides.

What a stream keeps is a ring of the keys and values of its last window - 1 positions. A key
is turned by its absolute position before it is kept, so where in the ring it lies does not
matter to attention; which position lies where follows from the stream's own position alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, inf

import torch
from torch.nn import functional

__all__ = ["Block", "Shape", "Transformer"]

_ALIGNED = 8

Linear = tuple[torch.Tensor, torch.Tensor | None]
"""A weight (outputs, inputs) and its bias."""


@dataclass(frozen=True)
class Block:
    """The weights of one layer; the scale of each branch is already in its last weight."""

    attention_norm: torch.Tensor  # (hidden,) float32
    projection: Linear  # to queries, keys and values, in this order
    output: Linear
    feed_norm: torch.Tensor  # (hidden,) float32
    gate_up: torch.Tensor  # the gate's rows, then the others
    down: torch.Tensor


@dataclass(frozen=True)
class Shape:
    """What the weights do not tell."""

    heads: int
    kv_heads: int
    window: int  # positions that a position sees, itself among them
    eps: float
    rope_scale: float


class Transformer:
    """Layers of attention within a window; its ring is R = window - 1 positions long."""

    def __init__(
        self,
        shape: Shape,
        blocks: Sequence[Block],
        ends: tuple[Linear, torch.Tensor, Linear],  # projection in, norm, projection out
        frequencies: torch.Tensor,  # (head size / 2,) float32: what a position turns by
        activation: Callable[[torch.Tensor], torch.Tensor],
    ) -> None:
        self._shape = shape
        self._blocks = blocks
        self._enter, self._norm, self._leave = ends
        self._frequencies = frequencies
        self._activation = activation
        self._head_dim = 2 * len(frequencies)
        self._ring = torch.arange(shape.window - 1, device=frequencies.device)
        self.ring = (shape.window - 1, len(blocks), 2, shape.kv_heads, self._head_dim)

    def __call__(self, x: torch.Tensor, kv: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
        """What the layers make of n more positions: (B, n, latent), from the same.

        `kv` (B, R + n, L, 2, KVH, D) has each row's ring in its first R places. The rest is
        filled with the keys and values of the n positions, the first of which is `positions`
        (B,).
        """
        count = x.shape[1]
        at = positions[:, None] + torch.arange(count, device=x.device)  # (B, n)
        mask = _mask(self._seen(positions, at), x.dtype)
        turn = self._turn(at)
        x = functional.linear(x, *self._enter)
        for index, block in enumerate(self._blocks):
            y = self._normed(x, block.attention_norm)
            x = x + self._attend(y, block, kv[:, :, index], mask, turn)
            x = x + self._feed(self._normed(x, block.feed_norm), block)
        return functional.linear(self._normed(x, self._norm), *self._leave)

    def places(self, positions: torch.Tensor, count: int) -> torch.Tensor:
        """Where in the ring the last of n positions go: (B, min(n, R))."""
        last = torch.arange(max(0, count - len(self._ring)), count, device=positions.device)
        return (positions[:, None] + last) % len(self._ring)

    def _seen(self, positions: torch.Tensor, at: torch.Tensor) -> torch.Tensor:
        """Which keys each query sees: (B, 1, n, R + n)."""
        newest = positions[:, None] - 1
        kept = newest - (newest - self._ring) % len(self._ring)  # (B, R), below 0: never written
        keys = torch.cat((kept, at), 1)[:, None, None]
        queries = at[:, None, :, None]
        return (keys >= 0) & (keys <= queries) & (keys > queries - self._shape.window)

    def _turn(self, at: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Cosines and sines of the positions: (B, n, 1, D)."""
        angles = at[..., None].float() * self._frequencies
        angles = torch.cat((angles, angles), -1)[:, :, None]
        return angles.cos() * self._shape.rope_scale, angles.sin() * self._shape.rope_scale

    def _attend(
        self,
        x: torch.Tensor,
        block: Block,
        kv: torch.Tensor,  # (B, R + n, 2, KVH, D)
        mask: torch.Tensor,
        turn: tuple[torch.Tensor, torch.Tensor],
    ) -> torch.Tensor:
        heads, kv_heads = self._shape.heads, self._shape.kv_heads
        projected = functional.linear(x, *block.projection).unflatten(-1, (-1, self._head_dim))
        turned = _turned(projected[:, :, : heads + kv_heads], *turn)
        count = x.shape[1]
        kv[:, -count:, 0] = turned[:, :, heads:]
        kv[:, -count:, 1] = projected[:, :, heads + kv_heads :]
        mixed = functional.scaled_dot_product_attention(
            turned[:, :, :heads].transpose(1, 2),
            kv[:, :, 0].transpose(1, 2),
            kv[:, :, 1].transpose(1, 2),
            attn_mask=mask,
            enable_gqa=heads != kv_heads,
        )
        return functional.linear(mixed.transpose(1, 2).flatten(2), *block.output)

    def _feed(self, x: torch.Tensor, block: Block) -> torch.Tensor:
        gate, up = functional.linear(x, block.gate_up).chunk(2, -1)
        return functional.linear(self._activation(gate) * up, block.down)

    def _normed(self, x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        return functional.rms_norm(x.float(), x.shape[-1:], weight, self._shape.eps).to(x.dtype)


def _mask(seen: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """What attention adds where a key is not seen. Each layer would make it of `seen` again.

    A row begins where a GPU's attention reads it as it lies: at a multiple of 8.
    """
    width = seen.shape[-1]
    room = seen.new_zeros((*seen.shape[:-1], ceil(width / _ALIGNED) * _ALIGNED), dtype=dtype)
    return room[..., :width].masked_fill_(~seen, -inf)


def _turned(x: torch.Tensor, cosine: torch.Tensor, sine: torch.Tensor) -> torch.Tensor:
    """Each pair of (i, i + D/2) turned by its angle, in float32."""
    first, second = x.float().chunk(2, -1)
    return (x * cosine + torch.cat((-second, first), -1) * sine).to(x.dtype)
