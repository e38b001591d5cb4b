"""Stacks whose matrices are quantized, and how far off their answers may be.

A checkpoint that quantization harms is found out when it is loaded: its layers are run over the
same inputs before and after, and what lies beyond the error of rounding is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from math import log, sqrt
from typing import Any, cast

import torch

from rtts.engines.qwen.networks.layers import Attend, Rope, Workspace, attend_to, run_layers
from rtts.engines.qwen.networks.quantize import Kind, Quantized, quantize
from rtts.engines.qwen.networks.weights import Layer, Stack
from rtts.errors import SettingsError

__all__ = ["allowed_error", "check_quantized", "quantize_stack"]

_ERRORS: Mapping[Kind, float] = {"int8": 1e-2, "fp8": 2.8e-2}
"""Of one product, relative to what it gives.

int8: a step is the highest of a column / 127 and the error of rounding to it step / √12. Among
some thousand Gaussian weights the highest is 3.5 to 4 deviations: 0.8e-2 to 0.9e-2. fp8 with 3 bits
behind the point: 1 / (16 √3) of a power of two, which on the average is 0.74 of a weight: 2.7e-2.
"""
_MARGIN = 2.0
_MATRICES = ("qkv", "out", "gate_up", "down")
_ROWS = 8
_POSITIONS = 16


def quantize_stack(stack: Stack, kind: Kind) -> Stack:
    """Quantize the matrices of all layers. The one that is given stays as it is."""
    layers = (
        _changed(layer, {name: quantize(getattr(layer, name), kind) for name in _MATRICES})
        for layer in stack.layers
    )
    return replace(stack, layers=tuple(layers))


def _changed(layer: Layer, matrices: Mapping[str, Any]) -> Layer:
    """A layer with other matrices."""
    return replace(layer, **matrices)


def _dequantized(layer: Layer) -> Layer:
    """A layer as plain matrices."""
    values = {each.name: getattr(layer, each.name) for each in fields(layer)}
    quantized = {name: each for name, each in values.items() if isinstance(each, Quantized)}
    return _changed(layer, {name: each.dequantized() for name, each in quantized.items()})


def allowed_error(kind: Kind, layers: int) -> float:
    """How far the hidden state behind so many layers may be off, relative to its size.

    A product of error e feeds the next of its branch: some √3 e of a branch, in the two products
    of attention and the two of the MLP, one of which is gated. The k-th of n branches adds as
    much as the others to a sum of k, and hands on the error it was given: Σ 3 e² / k in squares,
    which is 3 e² (1 + ln n) at most. Twice the root of it is allowed, since the weights of a
    checkpoint are not Gaussian, and its branches not of one size.
    """
    return _MARGIN * _ERRORS[kind] * sqrt(3 * (1 + log(2 * layers)))


def check_quantized(before: Stack, after: Stack, *, name: str = "talker") -> float:
    """How far quantization moves the hidden state behind all layers, relative to its size.

    Both stacks run over the same Gaussian inputs; no more than one layer is laid out as plain
    matrices at a time. Raises SettingsError where it is more than `allowed_error`: a few columns
    with one weight far above the others are enough for that.
    """
    with torch.inference_mode():
        right, found = _hidden(before), _hidden(after)
        error = float((found - right).norm() / right.norm())
    first = after.layers[0].qkv
    kind = first.kind if isinstance(first, Quantized) else None
    bound = 0.0 if kind is None else allowed_error(kind, after.shape.layers)
    if not error <= bound:  # nor is NaN
        raise SettingsError(
            f"With its weights in {kind}, the {name} of this checkpoint would be off by"
            f" {error:.3f} of its hidden state, and {bound:.3f} is the most that is allowed; run"
            " it without quantization."
        )
    return error


def _hidden(stack: Stack) -> torch.Tensor:
    """What the layers make of inputs that are always the same: (n, H) float32."""
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(_ROWS * _POSITIONS, stack.shape.hidden, generator=generator)
    turn = Rope(stack, _POSITIONS).at(torch.arange(_POSITIONS, device=stack.device).repeat(_ROWS))
    work = Workspace.of(stack, _ROWS, _POSITIONS)
    lazily = cast("tuple[Layer, ...]", _OneByOne(stack.layers))
    plain = replace(stack, layers=lazily)
    x = x.to(stack.device, stack.dtype)
    return run_layers(x, plain, work, turn, _among_themselves(stack)).float()


class _OneByOne:
    """Layers as plain matrices, each made when it is its turn."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._layers = layers

    def __iter__(self) -> Iterator[Layer]:
        return map(_dequantized, self._layers)


def _among_themselves(stack: Stack) -> Attend:
    """Attention of each position over the earlier ones of its row."""

    def attend(_layer: int, work: Workspace) -> torch.Tensor:
        keys, values = work.kept.transpose(1, 2).split(stack.shape.kv_heads, 1)
        return attend_to(work.queries, keys, values, causal=True)

    return attend
