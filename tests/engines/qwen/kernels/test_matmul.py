"""Products by kernel are those of the plain twin, with what they do before and behind them."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.nn import functional

from rtts.engines.qwen.kernels.matmul import (
    COMPILED,
    Norm,
    _Blocks,
    add_product,
    gated_product,
    normed_product,
    product,
)
from rtts.engines.qwen.networks.quantize import Kind, Quantized, product_plain, quantize
from rtts.engines.qwen.networks.weights import Matrix

# Rows, inputs, outputs: less than a block, just one, several and a part, of each.
SIZES = [(1, 24, 40), (3, 100, 16), (16, 256, 33), (17, 300, 64), (70, 700, 20)]
NEAR = {torch.float32: 1e-5, torch.bfloat16: 2**-7}


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


# The products of few rows.

EPSILON = 1e-6
KINDS = ["same", "int8", "fp8"]


def matrix(kind: str, inputs: int, outputs: int, dtype: torch.dtype, device: str) -> Matrix:
    """Of a kind: rows of inputs, as a checkpoint has them; plain ones are parts of longer rows."""
    weight = (torch.randn(outputs, inputs) / inputs**0.5).to(device, dtype).t()
    if kind == "same":
        return rows_of(weight.t()).t()
    return quantize(weight, "int8" if kind == "int8" else "fp8")


def norm_of(inputs: int, dtype: torch.dtype, device: str) -> Norm:
    """Weights about one."""
    return Norm(torch.rand(inputs).add(0.5).to(device, dtype), EPSILON)


def normed(x: torch.Tensor, norm: Norm) -> torch.Tensor:
    """The norm in float32."""
    return functional.rms_norm(x.float(), (x.shape[1],), norm.weight.float(), norm.epsilon)


def plainly(x: torch.Tensor, weight: Matrix) -> torch.Tensor:
    """The product in float32."""
    plain = weight if isinstance(weight, torch.Tensor) else weight.dequantized()
    return x.float() @ plain.float()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("rows", "inputs", "outputs"), SIZES)
def test_rows_are_normed_on_their_way_in(
    *, rows: int, inputs: int, outputs: int, kind: str, dtype: torch.dtype, device: str
) -> None:
    """Rows of any length, the shortest and the longest too; what comes in stays as it is."""
    weight, norm = matrix(kind, inputs, outputs, dtype, device), norm_of(inputs, dtype, device)
    lengths = torch.logspace(-2, 2, rows)[:, None]
    x = rows_of((torch.randn(rows, inputs) * lengths).to(device, dtype))
    before, out = x.clone(), rows_of(torch.empty(rows, outputs, dtype=dtype, device=device))
    normed_product(x, norm, weight, out=out)
    assert apart(out, plainly(normed(x, norm), weight)) < NEAR[dtype]
    assert torch.equal(x, before)
    assert out._base is not None
    assert torch.isnan(out._base[:, outputs:]).all()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("rows", "inputs", "outputs"), SIZES)
def test_what_is_gated(
    *, rows: int, inputs: int, outputs: int, kind: str, dtype: torch.dtype, device: str
) -> None:
    """Each output is the gate's half of the matrix, opened, times the other half."""
    weight, norm = matrix(kind, inputs, 2 * outputs, dtype, device), norm_of(inputs, dtype, device)
    x = rows_of(torch.randn(rows, inputs).to(device, dtype))
    out = rows_of(torch.empty(rows, outputs, dtype=dtype, device=device))
    gated_product(x, norm, weight, out=out)
    gate, up = plainly(normed(x, norm), weight).chunk(2, dim=-1)
    assert apart(out, functional.silu(gate) * up) < NEAR[dtype]
    assert out._base is not None
    assert torch.isnan(out._base[:, outputs:]).all()


def test_gates_that_are_wide_open_or_shut(dtype: torch.dtype, device: str) -> None:
    """Where the exponential is out of range, a gate is nothing, or what comes in."""
    gate = torch.tensor([-1e4, -200.0, -89.0, 0.0, 89.0, 200.0, 1e4]).to(device, dtype)
    weight = torch.cat([gate, torch.full_like(gate, 1.5)])[:, None].t()  # (1, 14)
    one = torch.ones(1, 1, dtype=dtype, device=device)
    out = torch.empty(1, len(gate), dtype=dtype, device=device)
    gated_product(one, Norm(one[0], 0.0), weight, out=out)
    right = functional.silu(gate.float()) * 1.5
    torch.testing.assert_close(out[0].float(), right, rtol=NEAR[dtype], atol=1e-30)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("rows", "inputs", "outputs"), SIZES)
def test_what_is_there_is_added_to(
    *, rows: int, inputs: int, outputs: int, kind: str, dtype: torch.dtype, device: str
) -> None:
    """Whatever the sizes and strides, and nothing is written beside it."""
    weight = matrix(kind, inputs, outputs, dtype, device)
    x = rows_of(torch.randn(rows, inputs).to(device, dtype))
    onto = rows_of(torch.randn(rows, outputs).mul(10).to(device, dtype))
    right = onto.float() + plainly(x, weight)
    add_product(x, weight, onto=onto)
    assert apart(onto, right) < NEAR[dtype]
    assert onto._base is not None
    assert torch.isnan(onto._base[:, outputs:]).all()


def test_a_sum_is_rounded_once(
    dtype: torch.dtype, device: str, matches: Callable[..., None]
) -> None:
    """Where a branch that was rounded before would often come to lie beside it."""
    weight = matrix("same", 300, 64, dtype, device)
    x, onto = (torch.randn(9, size).to(device, dtype) for size in (300, 64))
    right = onto.float() + plainly(x, weight)
    add_product(x, weight, onto=onto)
    matches(onto, right.to(dtype), scale=10.0)


def test_rows_that_are_nothing_and_rows_that_are_nearly(dtype: torch.dtype, device: str) -> None:
    """They are divided by what the norm adds, and give nothing rather than no number."""
    weight, norm = matrix("same", 100, 16, dtype, device), norm_of(100, dtype, device)
    x = torch.randn(4, 100) * torch.tensor([0.0, 1e-20, 1e-5, 1.0])[:, None]
    x, out = x.to(device, dtype), torch.empty(4, 16, dtype=dtype, device=device)
    normed_product(x, norm, weight, out=out)
    right = plainly(normed(x, norm), weight)
    for row in range(1, 4):
        assert apart(out[row], right[row]) < NEAR[dtype]
    assert not out[0].any()


def test_few_channels_that_outweigh_all_others(dtype: torch.dtype, device: str) -> None:
    """As hidden states have them: what they weigh in the length does not drown the rest."""
    weight, norm = matrix("same", 300, 16, dtype, device), norm_of(300, dtype, device)
    x = torch.randn(9, 300)
    x[:, [3, 77, 250]] *= 1000
    x, out = x.to(device, dtype), torch.empty(9, 16, dtype=dtype, device=device)
    normed_product(x, norm, weight, out=out)
    assert apart(out, plainly(normed(x, norm), weight)) < NEAR[dtype]


@pytest.mark.parametrize("function", [normed_product, gated_product])
def test_every_second_row_can_be_multiplied(
    function: Callable[..., None], dtype: torch.dtype, device: str
) -> None:
    """As the predictor's first head takes the second of two positions."""
    inputs, outputs = 70, 20
    weight, norm = matrix("same", inputs, 40, dtype, device), norm_of(inputs, dtype, device)
    weight = weight if function is gated_product else weight[:, :outputs]
    x = torch.randn(6, inputs).to(device, dtype)
    got, right = (torch.empty(3, outputs, dtype=dtype, device=device) for _ in range(2))
    function(x[1::2], norm, weight, out=got)
    function(x[1::2].contiguous(), norm, weight, out=right)
    assert torch.equal(got, right)


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


NORMED = {"normed": True}
GATED = {"normed": True, "gated": True}


@pytest.mark.parametrize("rows", [1, 8, 9, 16, 17, 64, 256])
@pytest.mark.parametrize(
    ("width", "outputs", "around"),
    [
        *((width, 4096, NORMED) for width in (1, 2)),
        *((width, 2048, {}) for width in (1, 2)),
        *((width, outputs, GATED) for width in (1, 2) for outputs in (3072, 6144)),
        *((1, outputs, {}) for outputs in (4096, 12288)),  # of a prefill
    ],
)
def test_programs_fill_a_gpu(rows: int, width: int, outputs: int, around: dict[str, bool]) -> None:
    """Each matrix of the talker gives about every processor of an H200 something to read.

    And one step of it is on its way while another is multiplied.
    """
    blocks = _Blocks.of(rows, outputs, torch.bfloat16, width, **around)
    assert outputs // blocks.outputs >= 128
    assert 8 <= blocks.rows <= 64
    assert blocks.rows < 2 * max(rows, 8)
    assert blocks.stages >= 3


def test_few_programs_read_more_at_once() -> None:
    """The predictor's narrow matrices are read by twice as many warps each."""
    blocks = _Blocks.of(1, 1024, torch.bfloat16, 2)
    assert (1024 // blocks.outputs, blocks.parts) == (64, 8)
    weights_at_once = (blocks.stages - 1) * blocks.parts * blocks.inputs * blocks.outputs * 2
    assert 64 * weights_at_once >= 2**21


NARROW, WIDE = (1024, 3072), (2048, 6144)
"""Hidden and intermediate sizes: of the 0.6B talker and of both predictors, of the 1.7B talker."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", [NARROW, WIDE])
@pytest.mark.parametrize("rows", [1, 8, 9, 16, 32, 64, 128])
def test_what_is_launched_is_what_is_compiled(
    rows: int, sizes: tuple[int, int], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each product of a layer, of few rows or of the predictor's first two positions of them."""
    if kind != "same" and (sizes == NARROW or rows > 16):
        pytest.skip("weights of a byte are compiled for the wide talker and the rows of an option")
    launched: list[dict[str, Any]] = []

    class Seen:
        def __getitem__(self, _grid: object) -> Callable[..., None]:
            return lambda *_given, **named: launched.append(named)

    monkeypatch.setattr("rtts.engines.qwen.kernels.matmul.product_kernel", Seen())
    hidden, wide = sizes
    half = torch.bfloat16
    x, found = torch.empty(rows, hidden, dtype=half), torch.empty(rows, 2048, dtype=half)
    norm, gated = norm_of(hidden, half, "cpu"), torch.empty(rows, wide, dtype=half)

    def weights(inputs: int, outputs: int) -> Matrix:
        return matrix(kind, inputs, outputs, half, "cpu")

    normed_product(x, norm, weights(hidden, 4096), out=torch.empty(rows, 4096, dtype=half))
    add_product(found, weights(2048, hidden), onto=x)
    gated_product(x, norm, weights(hidden, 2 * wide), out=gated)
    add_product(gated, weights(wide, hidden), onto=x)
    if sizes == NARROW:
        normed_product(x, norm, weights(hidden, 2048), out=found)
    compiled = [
        {**case.constants, "num_warps": case.num_warps, **case.options} for case in COMPILED
    ]
    for named in launched:
        assert {"num_warps", "num_stages"} <= named.keys()
        assert any(named.items() <= each.items() for each in compiled), named
    assert len(launched) == (5 if sizes == NARROW else 4)


def test_prefills_by_bytes_are_compiled() -> None:
    """Up to 64 rows, each matrix of the talker."""
    compiled = {
        tuple(case.constants[name] for name in ("BLOCK_ROWS", "BLOCK_OUTPUTS", "BLOCK_INPUTS"))
        for case in COMPILED
        if case.constants["BYTES"] and case.constants.get("norm", "") is None
    }
    for rows in range(1, 65):
        for outputs in (2048, 4096, 12288):
            blocks = _Blocks.of(rows, outputs, torch.bfloat16, 1)
            assert (blocks.rows, blocks.outputs, blocks.inputs) in compiled
