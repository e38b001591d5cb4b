"""Products by kernel: of a byte a weight they are those of the plain twin."""

import itertools
from typing import Any

import numpy as np
import pytest
import torch
from triton import language
from triton.runtime import interpreter

from rtts.engines.qwen.kernels.matmul import COMPILED, _Blocks, product
from rtts.engines.qwen.networks.quantize import Kind, Quantized, product_plain, quantize

# Rows, inputs, outputs: less than a block, just one, several and a part, of each.
SIZES = [(1, 24, 40), (3, 100, 16), (16, 256, 33), (17, 300, 64), (70, 700, 20)]
NEAR = {torch.float32: 1e-5, torch.bfloat16: 2**-7}


@pytest.fixture(autouse=True)
def _products(monkeypatch: pytest.MonkeyPatch, device: str) -> None:
    """The interpreter takes the bits of a bfloat16 for its value in a product."""
    if device != "cpu":
        return
    builder = interpreter.InterpreterBuilder
    multiply = builder.create_dot

    def exact(handle: Any) -> Any:
        if handle.dtype.scalar != language.bfloat16:
            return handle
        bits = handle.data.astype(np.uint32) << np.uint32(16)
        return interpreter.TensorHandle(bits.view(np.float32), language.float32)

    def create_dot(self: Any, left: Any, right: Any, *others: Any) -> Any:
        return multiply(self, exact(left), exact(right), *others)

    monkeypatch.setattr(builder, "create_dot", create_dot)


def rows_of(x: torch.Tensor) -> torch.Tensor:
    """The same rows, as part of longer ones of NaN."""
    wide = torch.full((len(x), x.shape[1] + 8), torch.nan, dtype=x.dtype, device=x.device)
    return wide[:, : x.shape[1]].copy_(x)


def apart(got: torch.Tensor, twin: torch.Tensor) -> float:
    """How far apart they are, relative to the largest."""
    return float((got.double() - twin.double()).abs().max() / twin.double().abs().max())


@pytest.mark.parametrize("kind", ["int8", "fp8"])
@pytest.mark.parametrize(("rows", "inputs", "outputs"), SIZES)
def test_the_product_is_that_of_the_twin(
    *, rows: int, inputs: int, outputs: int, kind: Kind, dtype: torch.dtype, device: str
) -> None:
    """Whatever the sizes and strides, and nothing is written beside it."""
    weight = quantize((torch.randn(inputs, outputs) / inputs**0.5).to(device, dtype), kind)
    x, out = (rows_of(torch.randn(rows, size).to(device, dtype)) for size in (inputs, outputs))
    product(x, weight, out=out)
    assert apart(out, product_plain(x, weight)) < NEAR[dtype]
    assert out._base is not None
    assert torch.isnan(out._base[:, outputs:]).all()


@pytest.mark.parametrize("kind", ["int8", "fp8"])
def test_every_byte_is_read_as_what_it_is(kind: Kind, device: str) -> None:
    """All numbers that a byte holds, the smallest of fp8 among them, to the last bit."""
    numbers = torch.arange(256, dtype=torch.uint8).view(
        torch.int8 if kind == "int8" else torch.float8_e4m3fn
    )
    numbers = numbers[~numbers.float().isnan()]
    weight = Quantized(numbers[None].t().contiguous().t(), torch.ones(len(numbers)), torch.float32)
    x, out = torch.ones(1, 1), torch.empty(1, len(numbers))
    weight = Quantized(weight.weight.to(device), weight.scale.to(device), torch.float32)
    product(x.to(device), weight, out=(out := out.to(device)))
    assert torch.equal(out[0].cpu(), numbers.float())


def test_a_plain_matrix_is_multiplied_as_ever(dtype: torch.dtype, device: str) -> None:
    """By PyTorch, which has nothing to be taken from it."""
    x, weight = torch.randn(5, 24).to(device, dtype), torch.randn(24, 10).to(device, dtype)
    out = torch.empty(5, 10, dtype=dtype, device=device)
    product(x, weight, out=out)
    assert torch.equal(out, torch.mm(x, weight))


def test_a_row_does_not_depend_on_the_others(device: str) -> None:
    """So an utterance sounds the same in whatever batch of a size it is."""
    weight = quantize(torch.randn(300, 40, device=device), "int8")
    x = torch.randn(16, 300, device=device)
    whole, turned = torch.empty(2, 16, 40, device=device)
    product(x, weight, out=whole)
    product(x.flip(0), weight, out=turned)
    assert torch.equal(whole, turned.flip(0))


@pytest.mark.parametrize("rows", [1, 16, 17, 64, 256])
@pytest.mark.parametrize("outputs", [2048, 4096, 12288])
def test_programs_fill_a_gpu(rows: int, outputs: int) -> None:
    """Each matrix of the talker gives about every processor of an H200 something to read."""
    blocks = _Blocks.of(rows, outputs, torch.bfloat16)
    assert outputs // blocks.outputs >= 128
    assert 16 <= blocks.rows <= 64
    assert blocks.stages >= 3


def test_what_is_launched_is_what_is_compiled() -> None:
    """Up to a batch of 64, by each matrix of the talker."""
    compiled = {
        tuple(case.constants[name] for name in ("BLOCK_ROWS", "BLOCK_OUTPUTS", "BLOCK_INPUTS"))
        for case in COMPILED
    }
    for rows, outputs in itertools.product(range(1, 65), (2048, 4096, 12288)):
        blocks = _Blocks.of(rows, outputs, torch.bfloat16)
        assert (blocks.rows, blocks.outputs, blocks.inputs) in compiled
