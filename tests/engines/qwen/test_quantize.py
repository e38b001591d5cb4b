"""Weights of one byte: near the ones they stand for, or refused."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.engines.qwen.networks.quantize import Kind, Quantized, product_plain, quantize
from rtts.engines.qwen.networks.quantized_stack import (
    allowed_error,
    check_quantized,
    quantize_stack,
)
from rtts.engines.qwen.networks.weights import Layer, Stack, StackShape, take_stack
from rtts.engines.qwen.official import Official
from rtts.errors import SettingsError

KINDS: tuple[Kind, ...] = ("int8", "fp8")
ERROR = {"int8": 1e-2, "fp8": 2.8e-2}  # of a product of Gaussian weights
STEP = {"int8": 0.5 / 127, "fp8": 2**-4}  # of the highest of a column, at most


def some_stack(layers: int = 6, hidden: int = 192, seed: int = 0) -> Stack:
    """Gaussian layers with the proportions of the talker."""
    shape = StackShape(
        layers=layers,
        hidden=hidden,
        intermediate=3 * hidden,
        heads=8,
        kv_heads=4,
        head_dim=hidden // 8,
        epsilon=1e-6,
        theta=1e6,
    )
    generator = torch.Generator().manual_seed(seed)

    def matrix(inputs: int, outputs: int) -> torch.Tensor:
        return torch.randn(outputs, inputs, generator=generator).t() / inputs**0.5

    def layer() -> Layer:
        return Layer(
            attention_norm=torch.ones(hidden),
            qkv=matrix(hidden, shape.projected),
            qkv_bias=None,
            head_norms=torch.ones(shape.turned_heads, shape.head_dim),
            out=matrix(hidden, hidden),
            out_bias=None,
            mlp_norm=torch.ones(hidden),
            gate_up=matrix(hidden, 2 * shape.intermediate),
            down=matrix(shape.intermediate, hidden),
        )

    return Stack(shape, tuple(layer() for _ in range(layers)), torch.ones(hidden))


@pytest.mark.parametrize("kind", KINDS)
def test_a_matrix_takes_half_the_memory(kind: Kind) -> None:
    """A byte each and a scale for each output, kept as rows of inputs."""
    weight = torch.randn(40, 96, dtype=torch.bfloat16).t()
    quantized = quantize(weight, kind)
    assert (quantized.shape, quantized.kind, quantized.dtype) == ((96, 40), kind, torch.bfloat16)
    assert quantized.nbytes == 96 * 40 + 4 * 40
    assert quantized.weight.t().is_contiguous()
    assert quantized.dequantized().dtype == torch.bfloat16


@pytest.mark.parametrize("kind", KINDS)
@given(
    inputs=st.integers(1, 30),
    outputs=st.integers(1, 30),
    size=st.floats(1e-6, 1e6),
    seed=st.integers(0, 99),
)
@settings(max_examples=40, deadline=None)
def test_no_weight_is_off_by_more_than_half_a_step(
    *, kind: Kind, inputs: int, outputs: int, size: float, seed: int
) -> None:
    """Of the highest of its column, for int8; of itself, for fp8, but for what is next to none."""
    generator = torch.Generator().manual_seed(seed)
    weight = torch.randn(inputs, outputs, generator=generator) * size
    weight *= 10 ** torch.randn(outputs, generator=generator)  # each output has its own
    off = (quantize(weight, kind).dequantized() - weight).abs()
    highest = weight.abs().amax(0)
    allowed = highest.expand_as(weight) if kind == "int8" else weight.abs()
    assert (off <= STEP[kind] * allowed * 1.001 + highest * (kind == "fp8") * 2**-10 / 448).all()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_still_nothing(kind: Kind) -> None:
    """A column of zeros, and a matrix of its own negative."""
    weight = torch.randn(20, 5)
    weight[:, 2] = 0
    found = quantize(weight, kind).dequantized()
    assert (found[:, 2] == 0).all()
    assert torch.equal(quantize(-weight, kind).dequantized(), -found)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_product_is_that_of_the_matrix(kind: Kind, dtype: torch.dtype) -> None:
    """The plain twin multiplies by what it stands for, into a tensor or anew."""
    x = torch.randn(7, 96).to(dtype)
    quantized = quantize((torch.randn(40, 96) / 10).t().to(dtype), kind)
    exact = x.double() @ (quantized.weight.double() * quantized.scale.double())
    out = torch.empty(7, 40, dtype=dtype)
    assert product_plain(x, quantized, out=out) is out
    assert torch.equal(out, product_plain(x, quantized))
    assert torch.allclose(out.double(), exact, rtol=torch.finfo(dtype).eps, atol=1e-5)
    plain = torch.randn(96, 40).to(dtype)
    assert torch.equal(product_plain(x, plain), torch.mm(x, plain))


@pytest.mark.parametrize("kind", KINDS)
def test_a_product_is_as_near_as_is_said(kind: Kind) -> None:
    """For Gaussian weights of the published width, and not much nearer."""
    weight, x = torch.randn(2048, 256), torch.randn(64, 2048)
    right = x @ weight
    error = (product_plain(x, quantize(weight, kind)) - right).norm() / right.norm()
    assert ERROR[kind] / 1.5 < error < ERROR[kind]


# Stacks


@pytest.mark.parametrize("kind", KINDS)
def test_all_matrices_of_a_stack_are_quantized(kind: Kind) -> None:
    """Nothing else of it is, and the one given is as it was."""
    before = some_stack(2)
    after = quantize_stack(before, kind)
    for one, other in zip(before.layers, after.layers, strict=True):
        for name in ("qkv", "out", "gate_up", "down"):
            matrix, quantized = getattr(one, name), getattr(other, name)
            assert isinstance(matrix, torch.Tensor)
            assert isinstance(quantized, Quantized)
            assert quantized.kind == kind
            assert torch.equal(quantized.weight.float(), quantize(matrix, kind).weight.float())
        for name in ("attention_norm", "mlp_norm", "head_norms", "qkv_bias", "out_bias"):
            assert getattr(one, name) is getattr(other, name)
    assert after.norm is before.norm


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layers", [1, 6, 28])
def test_a_usual_stack_passes(kind: Kind, layers: int) -> None:
    """What is found is about what the bound was derived from, which is half of it."""
    before = some_stack(layers, hidden=128 if layers == 28 else 192)
    error = check_quantized(before, quantize_stack(before, kind))
    bound = allowed_error(kind, layers)
    assert bound / 8 < error < bound / 1.5


def test_int8_is_nearer_than_fp8() -> None:
    """It has seven bits for all weights of a column, the other three for each."""
    before = some_stack()
    int8, fp8 = (check_quantized(before, quantize_stack(before, kind)) for kind in KINDS)
    assert int8 < fp8 / 2


def test_a_checkpoint_that_bears_it_badly_is_refused() -> None:
    """One weight far above the others takes most steps of its column; both figures are said."""
    before = some_stack(2, hidden=768)
    for layer in before.layers:
        for matrix in (layer.qkv, layer.out, layer.gate_up, layer.down):
            assert isinstance(matrix, torch.Tensor)
            columns = torch.arange(matrix.shape[1])
            matrix[columns % len(matrix), columns] = 4
    after = quantize_stack(before, "int8")
    with pytest.raises(SettingsError) as refused:
        check_quantized(before, after, name="code predictor")
    bound = allowed_error("int8", 2)
    assert f"and {bound:.3f} is the most that is allowed" in str(refused.value)
    assert "int8, the code predictor of this checkpoint would be off by" in str(refused.value)
    assert check_quantized(before, quantize_stack(before, "fp8")) < allowed_error("fp8", 2)


def test_what_is_no_number_is_refused() -> None:
    """A scale gone wrong is not taken for near."""
    before = some_stack(2)
    after = quantize_stack(before, "int8")
    broken = after.layers[1].out
    assert isinstance(broken, Quantized)
    broken.scale.fill_(torch.nan)
    with pytest.raises(SettingsError, match="off by nan"):
        check_quantized(before, after)


def test_a_stack_that_is_not_quantized_is_itself() -> None:
    """Then nothing is off, and nothing may be."""
    before = some_stack(2)
    assert check_quantized(before, before) == 0
    with pytest.raises(SettingsError):
        check_quantized(before, replace(before, norm=before.norm * 1.01))


def test_the_talker_of_a_checkpoint_can_be_quantized(
    tiny: Callable[..., Path], official: Callable[[Path], Official]
) -> None:
    """As it is taken from the official classes, in both kinds."""
    before = take_stack(official(tiny()).model.talker.model, release=False)
    for kind in KINDS:
        assert check_quantized(before, quantize_stack(before, kind)) > 0
