"""The kernels are tested in Triton's interpreter, on tensors of the CPU.

With `RTTS_TEST_GPU=1` the same tests run them compiled, on a GPU.
"""

import importlib.util
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.engines.qwen.conftest import ON_GPU

NEEDED = ("torch", "triton")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]

if MISSING:
    collect_ignore_glob = ["test_*.py"]
else:
    import numpy as np
    import torch
    import triton
    from triton import language
    from triton.runtime import interpreter

    from tests.engines.qwen.kernels.races import Races, watch
    from tests.engines.qwen.on_gpu import answering, be_exact

    CONVERT = interpreter._convert_float


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end of the run, in red, that the kernels were not tested."""
    if MISSING:
        terminalreporter.write_sep("=", "kernels of engine qwen", red=True, bold=True)
        terminalreporter.write_line(
            f"The tests of the GPU kernels did not run: {', '.join(MISSING)} not installed. "
            "Triton is there for Linux only: .venv/bin/python -m pip install triton",
            red=True,
            bold=True,
        )


@pytest.fixture(scope="session")
def device() -> str:
    """Where the kernels run."""
    return "cuda" if ON_GPU else "cpu"


@pytest.fixture(params=["float32", "bfloat16"])
def dtype(request: pytest.FixtureRequest) -> "torch.dtype":
    """What the network computes with."""
    return getattr(torch, request.param)


@pytest.fixture(scope="session")
def matches() -> "Callable[..., None]":
    """`matches(got, twin)` asserts that a kernel rounds where its twin does.

    float32 to a few bits. Of bfloat16 at most one element in 50 differs, by one bit: two ways to
    the same float32 come to lie on two sides of a border now and then, a missing rounding moves
    a quarter of all. Bits are those of `scale`, where what is given comes from larger numbers.
    On a GPU float32 is held to three bits less: e^x by its 2^x is off by the last bit of x, its
    division by two, and torch's own attention sums up in pieces of TF32.
    """
    exact = 23 - (6 if ON_GPU else 3)

    def check(got: torch.Tensor, twin: torch.Tensor, scale: torch.Tensor | float = 0.0) -> None:
        assert got.dtype == twin.dtype
        assert torch.isfinite(twin.float()).all()
        difference = (got.double() - twin.double()).abs()
        bits = exact if got.dtype == torch.float32 else 7
        bound = twin.double().abs().clamp(min=scale) * 2.0**-bits
        assert (difference <= bound).all(), f"{int((difference > bound).sum())} are off"
        if got.dtype == torch.bfloat16:
            assert (difference > 0).double().mean() <= 0.02

    return check


@pytest.fixture(autouse=True)
def _seed() -> None:
    """The same numbers in every run."""
    torch.manual_seed(0)


@pytest.fixture(autouse=True)
def _answers(request: pytest.FixtureRequest) -> Iterator[None]:
    """On a GPU twins are exact, and what a test launched is done before the next begins."""
    if not ON_GPU:
        yield
        return
    be_exact()
    with answering(request.node.nodeid, torch.cuda.synchronize):
        yield


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


@pytest.fixture(autouse=True)
def races(watched: "Races | None") -> "Iterator[Races]":
    """No launch of a test depends on the order in which programs, or their threads, run.

    `races.pardon(*tensors)` says where programs may meet.
    """
    found = watched or Races()
    found.begin_test()
    yield found
    assert not found.faults, "\n".join(sorted(found.faults))


@pytest.fixture(scope="session")
def watched(_interpreted: None) -> "Iterator[Races | None]":
    """Sees all that the interpreter runs."""
    with pytest.MonkeyPatch.context() as patch:
        found = None if ON_GPU else Races()
        if found is not None:
            watch(found, patch)
        yield found


@pytest.fixture(scope="session", autouse=True)
def _interpreted() -> Iterator[None]:
    """Kernels run as the tests say, and the interpreter rounds as a GPU does."""
    chosen = type(language.cdiv).__name__  # of Triton's own library
    assert chosen == ("JITFunction" if ON_GPU else "InterpretedFunction"), (
        f"Triton {triton.__version__} was imported before tests/engines/qwen/conftest.py "
        "could choose the interpreter: import it in functions, not at the top of a module"
    )
    # Nor does a GPU warn of infinities.
    with pytest.MonkeyPatch.context() as patch, np.errstate(all="ignore"):
        if ON_GPU:
            yield
            return
        patch.setattr(interpreter, "_convert_float", round_to_nearest)
        # Triton's language is put in place once. The interpreter would do it again for each call
        # of a function in a kernel, which takes longer than all else.
        both = SimpleNamespace(__globals__={"tl": language, "core": language.core})
        language_in_place = interpreter._patch_lang(both)
        patch.setattr(interpreter, "_patch_lang", lambda _: type(language_in_place)())
        yield
        language_in_place.restore()


def round_to_nearest(values: "np.ndarray", source: Any, target: Any, rounding: Any) -> "np.ndarray":
    """Convert numbers as a GPU does.

    The interpreter itself would cut a float32 off at the bits of a bfloat16.
    """
    if (source, target) == (language.bfloat16, language.float32):
        return values.astype(np.uint32) << np.uint32(16)
    if (source, target) == (language.float32, language.bfloat16):
        bits = values.astype(np.float32).view(np.uint32)
        half = np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))
        kept = ((bits + half) >> np.uint32(16)).astype(np.uint16)
        return np.where(np.isnan(values), np.uint16(0x7FC0), kept)
    return CONVERT(values, source, target, rounding)
