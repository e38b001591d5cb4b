"""Where the engine runs is chosen once, and said."""

import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest
import torch

from rtts.engines.qwen.device import choose_place
from rtts.errors import SettingsError


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """One GPU, as far as torch tells."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda _: (9, 0))
    monkeypatch.setitem(sys.modules, "triton", None)
    monkeypatch.delenv("TRITON_INTERPRET", raising=False)
    monkeypatch.setenv("CC", "cc")


@pytest.fixture
def no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """No GPU, whatever the machine has."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)


@pytest.mark.usefixtures("no_gpu")
def test_without_a_gpu() -> None:
    """The CPU, in float32: bfloat16 is slow there, and can be had for the asking."""
    assert str(choose_place()) == "cpu, float32, sdpa"
    assert str(choose_place("cpu", "bfloat16")) == "cpu, bfloat16, sdpa"


@pytest.mark.usefixtures("gpu")
def test_with_a_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first GPU in bfloat16; other choices are taken as they are."""
    monkeypatch.setitem(sys.modules, "flash_attn", None)
    assert str(choose_place()) == "cuda:0, bfloat16, sdpa"
    assert str(choose_place("cuda", "float32")) == "cuda, float32, sdpa"
    assert str(choose_place("cpu")) == "cpu, float32, sdpa"


@pytest.mark.usefixtures("gpu")
def test_flash_attention_is_taken_where_it_can_be_imported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a GPU only."""
    module = types.ModuleType("flash_attn")
    module.__spec__ = types.SimpleNamespace()  # type: ignore[assignment]
    monkeypatch.setitem(sys.modules, "flash_attn", module)
    assert choose_place().attention == "flash-attn"
    assert choose_place("cpu").attention == "sdpa"


@pytest.mark.usefixtures("gpu")
def test_flash_attention_that_does_not_fit_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An extension for another torch fails when it is imported."""
    broken = "raise ImportError('undefined symbol: _ZN3c104cuda9SetDeviceEi')\n"
    (tmp_path / "flash_attn.py").write_text(broken)
    monkeypatch.delitem(sys.modules, "flash_attn", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert choose_place().attention == "sdpa"


@pytest.fixture
def triton(monkeypatch: pytest.MonkeyPatch) -> None:
    """Triton, as far as it is imported and asked here."""
    monkeypatch.setitem(sys.modules, "triton", types.ModuleType("triton"))
    runtime = types.ModuleType("triton.runtime")
    runtime.driver = types.SimpleNamespace(active=Reached())  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "triton.runtime", runtime)


class Reached:
    """A driver of Triton that found its GPU."""

    def get_current_target(self) -> str:
        return "sm_90"


class Unreached:
    """One that could not be compiled: gcc is there, and the headers of Python are not."""

    @property
    def active(self) -> Reached:
        raise subprocess.CalledProcessError(1, ["gcc", "driver.c"])


@pytest.mark.usefixtures("gpu", "triton")
def test_kernels_are_tritons_where_they_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before flash-attn, in both types; then frames are recorded, unless that is not wanted."""
    module = types.ModuleType("flash_attn")
    module.__spec__ = types.SimpleNamespace()  # type: ignore[assignment]
    monkeypatch.setitem(sys.modules, "flash_attn", module)
    assert str(choose_place()) == "cuda:0, bfloat16, triton, graphs"
    assert str(choose_place(dtype="float32")) == "cuda:0, float32, triton, graphs"
    assert str(choose_place(graphs="off")) == "cuda:0, bfloat16, triton"
    assert str(choose_place(kernels="torch")) == "cuda:0, bfloat16, flash-attn, graphs"
    assert choose_place().knows_lengths
    assert choose_place().is_gpu


@pytest.mark.usefixtures("gpu")
def test_frames_are_not_recorded_where_all_positions_would_be_read() -> None:
    """SDPA knows no lengths on the device; who asks for it gets it."""
    assert str(choose_place()) == "cuda:0, bfloat16, sdpa"
    assert str(choose_place(graphs="on")) == "cuda:0, bfloat16, sdpa, graphs"
    assert str(choose_place("cpu", graphs="on")) == "cpu, float32, sdpa, graphs"
    assert not choose_place().knows_lengths


@pytest.mark.usefixtures("gpu", "triton")
@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ("triton", r"the package triton cannot be imported \(ModuleNotFoundError\)"),
        ("compiler", "needs a C compiler to launch them, gcc or clang"),
        ("capability", "they need a GPU of compute capability 8.0 or more"),
        ("interpreter", "TRITON_INTERPRET=1 would run them on the CPU"),
        ("headers", r"cannot reach the GPU \(CalledProcessError\); it needs the headers of Python"),
    ],
)
def test_triton_is_passed_over_where_it_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, lacking: str, words: str
) -> None:
    """Unless it was asked for: then it is told what is lacking."""
    if lacking == "triton":
        monkeypatch.setitem(sys.modules, "triton", None)
    elif lacking == "compiler":
        monkeypatch.delenv("CC")
        monkeypatch.setattr(shutil, "which", lambda _: None)
    elif lacking == "headers":
        monkeypatch.setattr(sys.modules["triton.runtime"], "driver", Unreached())
    elif lacking == "capability":
        monkeypatch.setattr(torch.cuda, "get_device_capability", lambda _: (7, 5))
    else:
        monkeypatch.setenv("TRITON_INTERPRET", "1")
    assert choose_place().attention == "sdpa"
    with pytest.raises(SettingsError, match=f"cannot use kernels=triton on cuda:0: .*{words}"):
        choose_place(kernels="triton")


def test_without_a_gpu_triton_is_only_interpreted(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is never imported unless it is asked for, and never taken without a word."""
    monkeypatch.setitem(sys.modules, "triton", None)
    monkeypatch.setenv("TRITON_INTERPRET", "1")
    assert choose_place("cpu").attention == "sdpa"
    with pytest.raises(SettingsError, match="the package triton cannot be imported"):
        choose_place("cpu", kernels="triton")
    monkeypatch.setitem(sys.modules, "triton", types.ModuleType("triton"))
    assert str(choose_place("cpu", kernels="triton")) == "cpu, float32, triton"
    monkeypatch.delenv("TRITON_INTERPRET")
    with pytest.raises(SettingsError, match="only, with TRITON_INTERPRET=1"):
        choose_place("cpu", kernels="triton")


@pytest.mark.usefixtures("gpu")
@pytest.mark.parametrize(
    ("device", "dtype", "sentence"),
    [
        ("cuda:1", "auto", r"has no cuda:1: torch \S+ sees 1 GPUs"),
        ("tpu", "auto", "cannot run on tpu; choose one of auto, cpu"),
        ("meta", "auto", "cannot run on meta"),
        ("cpu", "float16", "cannot compute in float16; choose one of auto, float32, bfloat16"),
    ],
)
def test_what_cannot_be(device: str, dtype: str, sentence: str) -> None:
    """A device that is not there and a type that fails are refused at the start."""
    with pytest.raises(SettingsError, match=sentence):
        choose_place(device, dtype)


@pytest.mark.usefixtures("no_gpu")
def test_a_gpu_is_asked_for_and_there_is_none() -> None:
    """The sentence says what torch sees."""
    with pytest.raises(SettingsError, match=r"has no cuda:0: torch .* sees 0 GPUs"):
        choose_place("cuda:0")
