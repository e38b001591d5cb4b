"""Where the engine runs is chosen once, and said."""

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
