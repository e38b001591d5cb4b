"""The transformer of the codec's decoder, over a window of the stream that slides.

What a stream keeps is a ring of the keys and values of its last window - 1 positions. A key
is turned by its absolute position before it is kept, so where in the ring it lies does not
matter to attention; which position lies where follows from the stream's own position alone.

Plain PyTorch gathers the rings of a batch, attends, and scatters what came to them. `Kernels` do
that in the rings themselves, and what else stands between two products in one launch each.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, inf
from typing import Protocol

import torch
from torch.nn import functional

__all__ = ["Block", "Kernels", "Shape", "Transformer"]

_ALIGNED = 8

_COUNTS = (1, 2, 4)
"""Positions at once that the kernels attend from: each number of them is another kernel, compiled
when it is first met. A batch has so many; others come from what is only primed, which can wait."""

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


class Kernels(Protocol):
    """What `rtts.engines.qwen.kernels.codec` does; its words hold. Letters: n rows, H hidden."""

    def norm(
        self, x: torch.Tensor, weight: torch.Tensor, epsilon: float, *, out: torch.Tensor
    ) -> None:
        """The norm of rows x (n, H)."""
        ...

    def add_norm(
        self,
        x: torch.Tensor,
        branch: torch.Tensor,
        weight: torch.Tensor,
        epsilon: float,
        *,
        out: torch.Tensor,
    ) -> None:
        """Add the branch to x where it lies; out is the norm of that."""
        ...

    def silu_mul(self, gate_up: torch.Tensor, *, out: torch.Tensor) -> None:
        """Of rows (n, 2I), the gate and then what it gates, make out (n, I)."""
        ...

    def attend_window(
        self,
        qkv: torch.Tensor,
        kv: torch.Tensor,
        slots: torch.Tensor,
        positions: torch.Tensor,
        turn: tuple[torch.Tensor, torch.Tensor],
        *,
        heads: int,
        out: torch.Tensor,
    ) -> None:
        """Turn, attend within the window, and keep in the rings `kv` (S + 1, R, 2, KVH, D)."""
        ...


class Transformer:
    """Layers of attention within a window; its ring is R = window - 1 positions long."""

    def __init__(
        self,
        shape: Shape,
        blocks: Sequence[Block],
        ends: tuple[Linear, torch.Tensor, Linear],  # projection in, norm, projection out
        frequencies: torch.Tensor,  # (head size / 2,) float32: what a position turns by
        activation: Callable[[torch.Tensor], torch.Tensor],
        kernels: Kernels | None = None,
    ) -> None:
        self._shape = shape
        self._blocks = blocks
        self._enter, self._norm, self._leave = ends
        self._frequencies = frequencies
        self._activation = activation
        self._kernels = kernels
        self._head_dim = 2 * len(frequencies)
        self._ring = torch.arange(shape.window - 1, device=frequencies.device)
        self.ring = (shape.window - 1, len(blocks), 2, shape.kv_heads, self._head_dim)

    def __call__(
        self, x: torch.Tensor, kv: torch.Tensor, slots: torch.Tensor, positions: torch.Tensor
    ) -> torch.Tensor:
        """What the layers make of n more positions: (B, n, latent), from the same.

        `kv` (S + 1, R, L, 2, KVH, D) are the rings of all slots, of which row b goes on with that
        of slots[b]; `positions` (B,) are the first of the n.
        """
        kernels, count = self._kernels, x.shape[1]
        if kernels is not None and count in _COUNTS and count <= len(self._ring):
            return self._run_fused(kernels, x, kv, slots, positions)
        ring = len(self._ring)
        window = kv.new_empty(len(slots), ring + count, *kv.shape[2:])
        torch.index_select(kv, 0, slots, out=window[:, :ring])
        x = self._run(x, window, positions)
        places = self._places(positions, count)
        kv[slots[:, None], places] = window[:, -places.shape[1] :]
        return x

    def _run(self, x: torch.Tensor, kv: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
        """All layers, where `kv` (B, R + n, L, 2, KVH, D) has each row's ring in its first places.

        The rest is filled with the keys and values of the n positions.
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

    def _run_fused(
        self,
        kernels: Kernels,
        x: torch.Tensor,
        kv: torch.Tensor,
        slots: torch.Tensor,
        positions: torch.Tensor,
    ) -> torch.Tensor:
        """All layers in the rings themselves: eight launches each, of which four are products."""
        (rows, count, _), shape, blocks = x.shape, self._shape, self._blocks
        turn = self._half_turn(positions[:, None] + self._ring[:count])
        x = functional.linear(x.flatten(0, 1), *self._enter)  # (B * n, hidden)
        normed = torch.empty_like(x)
        attended = x.new_empty(len(x), shape.heads * self._head_dim)
        kernels.norm(x, blocks[0].attention_norm, shape.eps, out=normed)
        next_norms = [*(block.attention_norm for block in blocks[1:]), self._norm]
        for index, (block, next_norm) in enumerate(zip(blocks, next_norms, strict=True)):
            qkv = functional.linear(normed, *block.projection)
            ring = kv[:, :, index]
            kernels.attend_window(
                qkv, ring, slots, positions, turn, heads=shape.heads, out=attended
            )
            branch = functional.linear(attended, *block.output)
            kernels.add_norm(x, branch, block.feed_norm, shape.eps, out=normed)
            gated = self._gated(kernels, functional.linear(normed, block.gate_up))
            branch = functional.linear(gated, block.down)
            kernels.add_norm(x, branch, next_norm, shape.eps, out=normed)
        return functional.linear(normed, *self._leave).unflatten(0, (rows, count))

    def _places(self, positions: torch.Tensor, count: int) -> torch.Tensor:
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

    def _half_turn(self, at: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The same for the first half of a head, row by row: (B * n, D / 2)."""
        angles = at.flatten()[:, None] * self._frequencies
        cosine, sine = angles.cos(), angles.sin()
        if self._shape.rope_scale != 1:
            cosine, sine = cosine * self._shape.rope_scale, sine * self._shape.rope_scale
        return cosine, sine

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

    def _gated(self, kernels: Kernels, gate_up: torch.Tensor) -> torch.Tensor:
        """The gate of rows (n, 2I): a kernel has the activation of the published checkpoints."""
        if self._activation is not functional.silu:
            gate, up = gate_up.chunk(2, -1)
            return self._activation(gate) * up
        gated = gate_up.new_empty(len(gate_up), gate_up.shape[1] // 2)
        kernels.silu_mul(gate_up, out=gated)
        return gated

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
