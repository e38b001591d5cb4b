"""The layers of a stack by kernels of our own, in room that is made once.

There are two ways. With many rows cuBLAS multiplies, and what lies between two products is one
launch. With few rows a product takes hardly longer than its launch, so norms, gates and sums go
into the products: five launches a layer, and a sixth where the keys are kept apart.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch

from rtts.engines.qwen.kernels.gated import silu_mul
from rtts.engines.qwen.kernels.matmul import (
    Norm,
    add_product,
    gated_product,
    normed_product,
    product,
)
from rtts.engines.qwen.kernels.norm import add_norm, norm
from rtts.engines.qwen.networks.weights import Stack

__all__ = ["Attend", "Room", "has_biases", "run_few", "run_stack"]


@dataclass(frozen=True)
class Room:
    """What a stack computes for n positions, used by each layer in turn."""

    x: torch.Tensor  # (n, H), the sum of all branches so far
    normed: torch.Tensor  # (n, H)
    qkv: torch.Tensor  # (n, (N + 2K) * D)
    attended: torch.Tensor  # (n, N * D)
    branch: torch.Tensor  # (n, H)
    gate_up: torch.Tensor  # (n, 2I)
    gated: torch.Tensor  # (n, I)

    @classmethod
    def of(cls, stack: Stack, positions: int) -> "Room":
        """Room for so many positions, of all rows together."""
        shape = stack.shape
        attended, wide = shape.heads * shape.head_dim, shape.intermediate
        widths = (shape.hidden, shape.hidden, shape.projected, attended, shape.hidden)
        return cls(
            *(
                torch.empty(positions, width, device=stack.device, dtype=stack.dtype)
                for width in (*widths, 2 * wide, wide)
            )
        )

    def first(self, positions: int) -> "Room":
        """The same room, for the first positions of it."""
        return Room(*(getattr(self, name)[:positions] for name in Room.__dataclass_fields__))


Attend = Callable[[int, Room], None]
"""Of a layer's number: keeps the keys and values of `qkv`, and fills `attended`."""


def run_stack(stack: Stack, room: Room, attend: Attend, hidden: torch.Tensor) -> None:
    """Run `room.x` through all layers; what the last norm gives goes to `hidden` (n, H)."""
    epsilon, layers = stack.shape.epsilon, stack.layers
    x, normed, branch = room.x, room.normed, room.branch
    norms = [layer.attention_norm for layer in layers[1:]] + [stack.norm]
    norm(x, layers[0].attention_norm, epsilon, out=normed)
    for number, (layer, next_norm) in enumerate(zip(layers, norms, strict=True)):
        product(normed, layer.qkv, out=room.qkv)
        if layer.qkv_bias is not None:
            room.qkv.add_(layer.qkv_bias)
        attend(number, room)
        product(room.attended, layer.out, out=branch)
        add_norm(x, branch, layer.mlp_norm, epsilon, out=normed, bias=layer.out_bias)
        product(normed, layer.gate_up, out=room.gate_up)
        silu_mul(room.gate_up, out=room.gated)
        product(room.gated, layer.down, out=branch)
        out = hidden if number + 1 == len(layers) else normed
        add_norm(x, branch, next_norm, epsilon, out=out)


def run_few(stack: Stack, room: Room, attend: Attend) -> None:
    """Run few rows of `room.x` through all layers, which have no biases; not through the norm.

    Each branch is added to `room.x` as it is made, so it is rounded with the sum only.
    """
    epsilon, x = stack.shape.epsilon, room.x
    for number, layer in enumerate(stack.layers):
        normed_product(x, Norm(layer.attention_norm, epsilon), layer.qkv, out=room.qkv)
        attend(number, room)
        add_product(room.attended, layer.out, onto=x)
        gated_product(x, Norm(layer.mlp_norm, epsilon), layer.gate_up, out=room.gated)
        add_product(room.gated, layer.down, onto=x)


def has_biases(stack: Stack) -> bool:
    """Whether a layer adds one to its attention, as no published checkpoint does."""
    return any(
        bias is not None for layer in stack.layers for bias in (layer.qkv_bias, layer.out_bias)
    )
