"""What is set for a GPU is not touched for a CPU, and how it is set is known without one.

That a GPU then does as it is told is for `tests/gpu`.
"""

import gc
from collections.abc import Iterator

import pytest
import torch

from rtts.engines.qwen.device import Place
from rtts.engines.qwen.gpu import (
    choose_allocator,
    choosing_algorithms,
    hold_reserve,
    set_up,
    settle,
)
from rtts.engines.qwen.lanes import HostLane

CPU = Place("cpu", torch.float32, "sdpa")
GPU = Place("cuda:0", torch.float32, "triton", graphs=True)


@pytest.mark.parametrize(
    ("device", "environ", "expected"),
    [
        ("cuda:0", {}, {"PYTORCH_ALLOC_CONF": "expandable_segments:True"}),
        ("auto", {}, {"PYTORCH_ALLOC_CONF": "expandable_segments:True"}),
        ("cpu", {}, {}),
        ("auto", {"PYTORCH_ALLOC_CONF": "x:1"}, {"PYTORCH_ALLOC_CONF": "x:1"}),
        ("auto", {"PYTORCH_CUDA_ALLOC_CONF": "x:1"}, {"PYTORCH_CUDA_ALLOC_CONF": "x:1"}),
    ],
)
def test_memory_grows_in_place(
    device: str, environ: dict[str, str], expected: dict[str, str]
) -> None:
    """Unless the operator says how torch allocates, by the one name or the other."""
    choose_allocator(device, environ)
    assert environ == expected


def test_a_cpu_is_left_as_it_is() -> None:
    """Neither precision nor algorithms are set, and no memory is held."""
    before = torch.get_float32_matmul_precision(), torch.backends.cudnn.benchmark
    set_up(CPU, tf32=True)
    with choosing_algorithms(CPU):
        assert (torch.get_float32_matmul_precision(), torch.backends.cudnn.benchmark) == before
    assert hold_reserve(CPU, HostLane()) == 0


@pytest.fixture
def _kept() -> Iterator[None]:
    """What is set of torch is put back."""
    precision, exact = torch.get_float32_matmul_precision(), torch.backends.cudnn.allow_tf32
    attends = torch.backends.cuda.cudnn_sdp_enabled()
    yield
    torch.set_float32_matmul_precision(precision)
    torch.backends.cudnn.allow_tf32 = exact
    torch.backends.cuda.enable_cudnn_sdp(attends)


@pytest.mark.usefixtures("_kept")
@pytest.mark.parametrize(("tf32", "precision"), [(True, "high"), (False, "highest")])
def test_what_is_set_of_a_gpu(
    *, monkeypatch: pytest.MonkeyPatch, tf32: bool, precision: str
) -> None:
    """It is the thread's; products and convolutions are as exact as it is asked for.

    cuDNN, which plans for each shape of an attention, is not asked to attend.
    """
    taken: list[str] = []
    monkeypatch.setattr(torch.cuda, "set_device", taken.append)
    set_up(GPU, tf32=tf32)
    assert torch.get_float32_matmul_precision() == precision
    assert torch.backends.cudnn.allow_tf32 == tf32
    assert not torch.backends.cuda.cudnn_sdp_enabled()
    assert taken == ["cuda:0"]


@pytest.mark.usefixtures("_kept")
def test_a_gpu_without_a_number() -> None:
    """It is the one that the thread has. torch's own `set_device` would refuse the word."""
    set_up(Place("cuda", torch.float32, "triton"), tf32=False)
    assert torch.get_float32_matmul_precision() == "highest"


def test_algorithms_are_tried_out_while_it_is_recorded_only() -> None:
    """A few of each shape; then it is as it was."""
    cudnn = torch.backends.cudnn
    before = cudnn.benchmark_limit
    assert not cudnn.benchmark
    with choosing_algorithms(GPU):
        assert cudnn.benchmark
        assert cudnn.benchmark_limit == 4
    assert not cudnn.benchmark
    assert cudnn.benchmark_limit == before


def test_a_reserve_is_a_share_of_what_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """1 GiB at most. The driver and the allocator are stand-ins: there is no GPU."""
    taken: list[tuple[int, str]] = []

    def empty(size: int, *, device: str, **_how: object) -> None:
        taken.append((size, device))

    monkeypatch.setattr(torch, "empty", empty)
    for free, held in [(10**9, 2 * 10**7), (2**40, 2**30)]:
        monkeypatch.setattr(torch.cuda, "mem_get_info", lambda _, free=free: (free, 2**40))
        assert hold_reserve(GPU, HostLane()) == held
    assert taken == [(2 * 10**7, "cuda:0"), (2**30, "cuda:0")]


def test_what_is_loaded_is_no_garbage_to_look_for() -> None:
    """The collector passes over it; what comes later is collected as ever."""
    try:
        settle(CPU)
        assert gc.get_freeze_count() > 10_000
        assert len(gc.get_objects()) < 1000
    finally:
        gc.unfreeze()
