"""The weights of the talker and of its code predictor, taken over from the official modules.

Both are stacks of the same layer: attention with a norm on every query and key head, then a
gated MLP. What one matrix product can give is laid together: queries, keys and values are one
matrix, gate and up another. A matrix laid together is a copy, so the official module is emptied
of its parts at once: never more than one layer is held twice. What is not laid together is
shared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import torch

from rtts.engines.qwen.networks.quantize import Quantized
from rtts.errors import SettingsError

__all__ = ["Layer", "Matrix", "Stack", "StackShape", "join_weights", "take_stack"]

Matrix: TypeAlias = torch.Tensor | Quantized
"""A matrix of a layer, as it was trained or in fewer bits."""


@dataclass(frozen=True)
class StackShape:
    """The sizes of a stack of layers, as its part of the configuration says them."""

    layers: int
    hidden: int
    intermediate: int
    heads: int
    kv_heads: int
    head_dim: int
    epsilon: float
    theta: float

    @property
    def turned_heads(self) -> int:
        """How many heads of a position have a norm and are turned: the queries' and the keys'."""
        return self.heads + self.kv_heads

    @property
    def projected(self) -> int:
        """The width of queries, keys and values together."""
        return (self.heads + 2 * self.kv_heads) * self.head_dim

    @classmethod
    def from_config(cls, config: Any) -> "StackShape":
        """Raises SettingsError for a network of another kind than this engine runs."""
        check_supported(config)
        head_dim = getattr(config, "head_dim", None)
        return cls(
            layers=config.num_hidden_layers,
            hidden=config.hidden_size,
            intermediate=config.intermediate_size,
            heads=config.num_attention_heads,
            kv_heads=config.num_key_value_heads,
            head_dim=head_dim or config.hidden_size // config.num_attention_heads,
            epsilon=config.rms_norm_eps,
            theta=config.rope_theta,
        )


@dataclass(frozen=True)
class Layer:
    """One layer. Matrices stand as (in, out), views of the official (out, in)."""

    attention_norm: torch.Tensor  # (H,)
    qkv: Matrix  # (H, (N + 2K) * D)
    qkv_bias: torch.Tensor | None
    head_norms: torch.Tensor  # (N + K, D): the queries' norm N times, then the keys' K times
    out: Matrix  # (N * D, H)
    out_bias: torch.Tensor | None
    mlp_norm: torch.Tensor  # (H,)
    gate_up: Matrix  # (H, 2 * I)
    down: Matrix  # (I, H)


@dataclass(frozen=True)
class Stack:
    """All layers, and the norm behind the last."""

    shape: StackShape
    layers: tuple[Layer, ...]
    norm: torch.Tensor  # (H,)

    @property
    def device(self) -> torch.device:
        return self.norm.device

    @property
    def dtype(self) -> torch.dtype:
        return self.norm.dtype


def check_supported(config: Any) -> None:
    """Refuse what the published checkpoints do not have, rather than run it wrongly."""
    scaling = getattr(config, "rope_scaling", None) or {}
    kind = scaling.get("rope_type", scaling.get("type", "default"))
    if kind != "default":
        raise SettingsError(
            f"The checkpoint scales its positions by {kind!r}; only 'default' is supported."
        )
    if config.hidden_act != "silu":
        raise SettingsError(
            f"The checkpoint's activation is {config.hidden_act!r}; only 'silu' is supported."
        )
    windowed = "sliding_attention" in (getattr(config, "layer_types", None) or ())
    if windowed or getattr(config, "use_sliding_window", False):
        raise SettingsError("The checkpoint attends in a sliding window, which is not supported.")


def take_stack(model: Any, *, release: bool) -> Stack:
    """Take the layers of an official talker or predictor.

    With `release`, what was laid together is emptied in the official modules, which then cannot
    run any more.
    """
    shape = StackShape.from_config(model.config)
    return Stack(
        shape=shape,
        layers=tuple(take_layer(layer, shape, release=release) for layer in model.layers),
        norm=model.norm.weight.detach(),
    )


def take_layer(layer: Any, shape: StackShape, *, release: bool) -> Layer:
    """Take one layer."""
    attention, mlp = layer.self_attn, layer.mlp
    projections = (attention.q_proj, attention.k_proj, attention.v_proj)
    biases = [projection.bias for projection in projections]
    query_norm, key_norm = attention.q_norm.weight.detach(), attention.k_norm.weight.detach()
    return Layer(
        attention_norm=layer.input_layernorm.weight.detach(),
        qkv=join_weights(projections, release=release).t(),
        qkv_bias=None if biases[0] is None else torch.cat([bias.detach() for bias in biases]),
        head_norms=torch.cat(
            [query_norm.expand(shape.heads, -1), key_norm.expand(shape.kv_heads, -1)]
        ),
        out=attention.o_proj.weight.detach().t(),
        out_bias=None if attention.o_proj.bias is None else attention.o_proj.bias.detach(),
        mlp_norm=layer.post_attention_layernorm.weight.detach(),
        gate_up=join_weights((mlp.gate_proj, mlp.up_proj), release=release).t(),
        down=mlp.down_proj.weight.detach().t(),
    )


def join_weights(linears: Sequence[Any], *, release: bool) -> torch.Tensor:
    """Lay the outputs of several linear modules of one input together: (sum of out, in)."""
    joined = torch.cat([linear.weight.detach() for linear in linears])
    if release:
        for linear in linears:
            linear.weight.data = joined.new_empty(0)
    return joined
