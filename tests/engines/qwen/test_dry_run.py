"""The way of the engine on a GPU, gone where there is none: what CUDA refuses is found here."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import torch
from torch._subclasses.fake_tensor import DynamicOutputShapeException

from tests.engines.qwen.dry_run.cuda import pretended_cuda
from tests.engines.qwen.dry_run.rules import Phase, Rules
from tests.engines.qwen.dry_run.tensors import pretended_tensors

pytestmark = pytest.mark.unmeasured

WAYS = (
    "slots=4",
    "slots=2,kind=base,fused_rows=0",
    "slots=4,weights=int8,fused_rows=1",
    "slots=2,weights=fp8,dtype=float32",
    "slots=2,kernels=torch,graphs=on",
    "slots=2,device=cuda,kernels=torch,flash=on",
    "slots=3,graphs=off",
    "slots=2,kernels=torch,graphs=off",
)
"""Options of the engine, on a model of the published widths and one layer."""


@pytest.fixture(scope="module")
def runs() -> Mapping[str, dict[str, Any]]:
    """What was found, by ways. A process of its own: in this one kernels may be interpreted."""
    environment = {name: each for name, each in os.environ.items() if name != "TRITON_INTERPRET"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(Path.cwd()), *sys.path]))
    small = ["--layers", "1", "--groups", "4", "--steps", "24", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.engines.qwen.dry_run", *small, *WAYS],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return {each["way"]: each for each in found}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_refused_and_nobody_waits(runs: Mapping[str, Any], way: str) -> None:
    """While it is loaded, recorded and spoken; and something is heard."""
    assert runs[way]["faults"] == []
    assert runs[way]["heard"] > 24


@pytest.mark.parametrize("way", WAYS)
def test_memory_is_what_was_reckoned(runs: Mapping[str, Any], way: str) -> None:
    """Until all is recorded: no more than was said, and not much less."""
    assert 0.75 < runs[way]["most_bytes"] / runs[way]["reckoned_bytes"] < 1


def test_few_kernels_are_compiled(runs: Mapping[str, Any]) -> None:
    """One of each, where sizes and strides are not worth another."""
    compiled = runs["slots=4"]["compiled"]
    assert sum(compiled.values()) < 80
    once = ("begin_kernel", "end_kernel", "keep_heads_kernel", "silu_mul_kernel")
    assert [compiled[name] for name in once] == [1] * len(once)


# That it would be found.


def ones(*size: int) -> torch.Tensor:
    """Of the GPU that is not there."""
    return torch.ones(size, device="cuda", dtype=torch.int64)


def faults_of(work: Callable[[], object], phase: Phase) -> list[str]:
    """What a piece of work does wrong."""
    rules = Rules()
    with pretended_tensors(rules), pretended_cuda(rules), torch.inference_mode():
        # A shape that depends on numbers there is none for, whoever may wait for them.
        with rules.during(phase), contextlib.suppress(DynamicOutputShapeException):
            work()
    return [fault.what for fault in rules.faults]


WAITING: Mapping[str, Callable[[], object]] = {
    "a number is read": lambda: ones(1).item(),
    "an index by truth values": lambda: ones(4)[ones(4) > 0],
    "an index that is a number": lambda: ones(4)[ones()],
    "nonzero": lambda: ones(4).nonzero(),
    "a copy to cpu that is waited for": lambda: ones(4).cpu(),
    "a copy to cuda that is waited for": lambda: torch.tensor([1, 2], device="cuda"),
    "a copy to cuda, of memory that is not": lambda: torch.ones(4).to("cuda", non_blocking=True),
    "a copy to cpu, of memory that is not": lambda: torch.ones(4).copy_(ones(4), non_blocking=True),
    "Stream.synchronize": lambda: torch.cuda.Stream().synchronize(),
    "torch.cuda.synchronize": lambda: torch.cuda.synchronize("cuda:0"),
}


@pytest.mark.parametrize("phase", ["captured", "speaking"])
@pytest.mark.parametrize("what", WAITING)
def test_who_would_wait_is_found(what: str, phase: Phase) -> None:
    """In a graph CUDA refuses it, in a step callers would wait; while it is loaded it may be."""
    found = faults_of(WAITING[what], phase)
    assert found
    assert found[0].startswith(what)
    assert faults_of(WAITING[what], "loading") == []


def test_what_does_not_wait_is_no_fault() -> None:
    """Copies of pinned memory, views, indices on the device, numbers that go with a launch."""

    def work() -> None:
        there = torch.ones(4, dtype=torch.int64).pin_memory().to("cuda", non_blocking=True)
        there[1:3][ones(2)] = 7
        there[0] += 2
        torch.empty(4, dtype=torch.int64, pin_memory=True).copy_(there, non_blocking=True)
        assert there[None, ..., 0].shape == (1,)

    assert faults_of(work, "speaking") == []


def test_tensors_of_the_host_are_found() -> None:
    """Torch would read such an index on the host, and wait for it."""
    assert faults_of(lambda: ones(4)[torch.ones(2, dtype=torch.int64)], "loading")


def test_arguments_that_torch_does_not_know_are_refused() -> None:
    """Stand-ins take what the real ones take."""
    for work in (
        lambda: torch.cuda.Stream("cuda", urgency=1),
        lambda: torch.cuda.graph(None, capture_mode="global"),
        lambda: torch.cuda.synchronize("cuda", 1),
    ):
        with pytest.raises(TypeError):
            faults_of(work, "loading")
