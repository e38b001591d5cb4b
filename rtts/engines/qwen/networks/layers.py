"""What a position goes through in one layer, in as few operations as PyTorch has for it.

A frame runs the talker's layers once and the predictor's once for each code group: on a small
batch the number of operations is the cost, not their size. So the intermediate results that have
several readers live in a `Workspace`, whose views are made once for a shape; the norm and the
turning of all query and key heads are done together; keys and values are kept by one write.

Letters of shapes: B rows, P positions of a row, n = B * P, H hidden, N query heads, K key-value
heads, D head size, I intermediate, T positions of a slot, E positions that are read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import torch
from torch.nn import functional

from rtts.engines.qwen.networks.quantize import product_plain
from rtts.engines.qwen.networks.weights import Layer, Matrix, Stack, StackShape

__all__ = [
    "Attend",
    "Product",
    "Rope",
    "Turn",
    "Workspace",
    "attend_to",
    "run_layers",
    "spread",
]


class Turn(NamedTuple):
    """The rotation of every position of a run."""

    cos: torch.Tensor  # (n, 1, D), or (1, 1, D) for one position that all share
    sin: torch.Tensor  # the same; its first half is negative


class Rope:
    """Rotary positions: the angles of all positions, made once.

    Halves are paired (dimension d with d + D/2). The official talker rotates by three position
    axes which are always equal in speech; so it is this.
    """

    def __init__(self, stack: Stack, positions: int) -> None:
        size = stack.shape.head_dim
        exponents = torch.arange(0, size, 2, dtype=torch.int64).float() / size
        frequencies = (1.0 / stack.shape.theta**exponents).to(stack.device)
        at = torch.arange(positions, device=stack.device, dtype=torch.float32)
        angles = torch.outer(at, frequencies)  # (T, D / 2)
        cos, sin = angles.cos(), angles.sin()
        self.cos = torch.cat([cos, cos], -1).to(stack.dtype)[:, None]  # (T, 1, D)
        self.sin = torch.cat([-sin, sin], -1).to(stack.dtype)[:, None]

    def at(self, positions: torch.Tensor) -> Turn:
        """The rotations of positions (n,)."""
        return Turn(self.cos.index_select(0, positions), self.sin.index_select(0, positions))


@dataclass(frozen=True)
class Workspace:
    """Room for what a layer computes for B rows of P positions, used by each layer in turn."""

    qkv: torch.Tensor  # (n, (N + 2K) * D)
    turned: torch.Tensor  # (n, N + K, D): the queries and keys of it
    queries: torch.Tensor  # (B, N, P, D)
    kept: torch.Tensor  # (B, P, 2K, D): the keys and values, as a cache takes them
    gate_up: torch.Tensor  # (n, 2I)
    gate: torch.Tensor  # (n, I)
    up: torch.Tensor  # (n, I)

    @classmethod
    def of(cls, stack: Stack, rows: int, positions: int) -> "Workspace":
        """Room for so many rows."""
        shape, n = stack.shape, rows * positions
        qkv = torch.empty(n, shape.projected, device=stack.device, dtype=stack.dtype)
        gate_up = torch.empty(n, 2 * shape.intermediate, device=stack.device, dtype=stack.dtype)
        return cls.over(qkv, gate_up, shape, positions)

    @classmethod
    def over(
        cls, qkv: torch.Tensor, gate_up: torch.Tensor, shape: StackShape, positions: int
    ) -> "Workspace":
        """The views of rows of so many positions each."""
        heads = qkv.view(len(qkv), -1, shape.head_dim)
        by_row = heads.view(-1, positions, heads.shape[1], shape.head_dim)
        gate, up = gate_up.chunk(2, dim=-1)
        return cls(
            qkv=qkv,
            turned=heads[:, : shape.turned_heads],
            queries=by_row[:, :, : shape.heads].transpose(1, 2),
            kept=by_row[:, :, shape.heads :],
            gate_up=gate_up,
            gate=gate,
            up=up,
        )

    def first(self, rows: int, shape: StackShape) -> "Workspace":
        """The same room, for the first rows of it."""
        positions = self.kept.shape[1]
        n = rows * positions
        return Workspace.over(self.qkv[:n], self.gate_up[:n], shape, positions)


Attend = Callable[[int, Workspace], torch.Tensor]
"""Of a layer's number and what it computed: keeps keys and values, gives (B, N, P, D)."""


class Product(Protocol):
    """Multiplies x (n, H_in) by a matrix of either kind, into `out` (n, O)."""

    def __call__(self, x: torch.Tensor, weight: Matrix, *, out: torch.Tensor) -> object: ...


def run_layers(
    x: torch.Tensor,
    stack: Stack,
    work: Workspace,
    turn: Turn,
    attend: Attend,
    product: Product = product_plain,
) -> torch.Tensor:
    """Run x (n, H) through all layers and the last norm.

    `product` is for the matrices that are kept in fewer bits.
    """
    shape = stack.shape
    for number, layer in enumerate(stack.layers):
        project_heads(x, layer, shape, work, turn, product)
        found = attend(number, work).transpose(1, 2).reshape(x.shape[0], -1)  # (n, N * D)
        if layer.out_bias is not None:
            x = x + layer.out_bias
        x = add_product(x, found, layer.out, product)
        x = mlp(x, layer, shape, work, product)
    return functional.rms_norm(x, (shape.hidden,), stack.norm, shape.epsilon)


def project_heads(
    x: torch.Tensor,
    layer: Layer,
    shape: StackShape,
    work: Workspace,
    turn: Turn,
    product: Product,
) -> None:
    """Make the queries, keys and values of x (n, H)."""
    normed = functional.rms_norm(x, (shape.hidden,), layer.attention_norm, shape.epsilon)
    if layer.qkv_bias is not None and isinstance(layer.qkv, torch.Tensor):
        torch.addmm(layer.qkv_bias, normed, layer.qkv, out=work.qkv)
    else:
        product(normed, layer.qkv, out=work.qkv)
        if layer.qkv_bias is not None:
            work.qkv.add_(layer.qkv_bias)
    turn_heads(work.turned, layer.head_norms, shape.epsilon, turn)


def turn_heads(heads: torch.Tensor, norms: torch.Tensor, epsilon: float, turn: Turn) -> None:
    """Norm and turn query and key heads (n, N + K, D) where they lie."""
    size = heads.shape[-1]
    normed = functional.rms_norm(heads, (size,), eps=epsilon) * norms
    swapped = normed.roll(size // 2, -1)
    torch.addcmul(normed * turn.cos, swapped, turn.sin, out=heads)


def mlp(
    x: torch.Tensor, layer: Layer, shape: StackShape, work: Workspace, product: Product
) -> torch.Tensor:
    """Add the gated MLP of x (n, H) to it."""
    normed = functional.rms_norm(x, (shape.hidden,), layer.mlp_norm, shape.epsilon)
    product(normed, layer.gate_up, out=work.gate_up)
    return add_product(x, functional.silu(work.gate) * work.up, layer.down, product)


def add_product(
    x: torch.Tensor, found: torch.Tensor, matrix: Matrix, product: Product
) -> torch.Tensor:
    """Add the product of `found` and a matrix to x."""
    if isinstance(matrix, torch.Tensor):
        return torch.addmm(x, found, matrix)
    branch = torch.empty_like(x)
    product(found, matrix, out=branch)
    return x + branch


def attend_to(
    queries: torch.Tensor,
    keys: torch.Tensor,
    values: torch.Tensor,
    mask: torch.Tensor | None = None,
    *,
    causal: bool = False,
) -> torch.Tensor:
    """Attention of queries (B, N, P, D) over keys and values (B, K, E, D): (B, N, P, D)."""
    if mask is not None and queries.device.type == "cuda":
        keys, values = (spread(each, queries.shape[1]) for each in (keys, values))
    return functional.scaled_dot_product_attention(
        queries, keys, values, attn_mask=mask, is_causal=causal, enable_gqa=True
    )


def spread(heads: torch.Tensor, count: int) -> torch.Tensor:
    """Heads (B, K, E, D) as `count` of them, each repeated for those that share it.

    Where there is a mask, torch's one kernel of attention knows no heads that are shared: a GPU
    would go through twelve others instead.
    """
    return heads.repeat_interleave(count // heads.shape[1], 1)
