"""Where the engine runs: on which device, in which type, by which kernels, recorded or not."""

import importlib
import importlib.util
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import torch

from rtts.engines.qwen.options import Graphs, Kernels
from rtts.errors import SettingsError

__all__ = ["Attention", "Place", "choose_place"]

Attention = Literal["triton", "flash-attn", "sdpa"]

_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}

_LEAST_CAPABILITY = (8, 0)
"""Ampere: the first with bfloat16, which the kernels are compiled and tried for."""


@dataclass(frozen=True)
class Place:
    """Where the engine runs."""

    device: str
    dtype: torch.dtype
    attention: Attention
    """`triton` where all kernels are Triton's; else what the frames attend by."""
    graphs: bool = False
    """Whether a frame is recorded and replayed; on a CPU by the plain twin."""

    def __str__(self) -> str:
        how = (self.attention, "graphs") if self.graphs else (self.attention,)
        return ", ".join((self.device, str(self.dtype).removeprefix("torch."), *how))

    @property
    def is_gpu(self) -> bool:
        """Whether work is put into streams, and the host goes on meanwhile."""
        return bool(torch.device(self.device).type == "cuda")

    @property
    def knows_lengths(self) -> bool:
        """Whether a frame's attention reads on the device how long each row is."""
        return self.attention != "sdpa"


def choose_place(
    device: str = "auto", dtype: str = "auto", *, kernels: Kernels = "auto", graphs: Graphs = "auto"
) -> Place:
    """Choose what `auto` stands for: the first GPU in bfloat16, else the CPU in float32.

    On a GPU kernels are Triton's where those can be used, and frames are recorded where their
    attention reads lengths on the device: SDPA would read all positions of every slot.

    Raises SettingsError for a device that torch does not know or this machine has not, for a
    type other than float32 and bfloat16 (in float16 the code predictor overflows), and for
    kernels that were asked for and cannot be used.
    """
    if device == "auto":
        device = "cuda:0" if torch.cuda.is_available() else "cpu"
    kind = _kind(device)
    if dtype == "auto":
        dtype = "float32" if kind == "cpu" else "bfloat16"
    if dtype not in _DTYPES:
        known = ", ".join(("auto", *_DTYPES))
        raise SettingsError(f"The engine qwen cannot compute in {dtype}; choose one of {known}.")
    if _uses_triton(device, kind, kernels):
        attention: Attention = "triton"
    else:
        attention = _attention(kind, dtype)
    recorded = graphs == "on" or (graphs == "auto" and kind == "cuda" and attention != "sdpa")
    return Place(device, _DTYPES[dtype], attention, recorded)


def _kind(device: str) -> str:
    """`cpu` or `cuda`. Raises SettingsError."""
    try:
        asked = torch.device(device)
    except RuntimeError:
        asked = torch.device("meta")
    if asked.type not in ("cpu", "cuda"):
        raise SettingsError(
            f"The engine qwen cannot run on {device}; choose one of auto, cpu, cuda, cuda:0, …"
        )
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if asked.type == "cuda" and (asked.index or 0) >= count:
        raise SettingsError(
            f"This machine has no {device}: torch {torch.__version__} sees {count} GPUs."
        )
    return str(asked.type)


def _uses_triton(device: str, kind: str, kernels: Kernels) -> bool:
    """Whether the kernels are Triton's. Raises SettingsError if they were asked for in vain.

    On a CPU they are only taken when they are asked for: they run in Triton's interpreter
    there, thousands of times slower, which proves them and serves nobody.
    """
    if kernels == "torch" or (kernels == "auto" and kind == "cpu"):
        return False
    lack = _lacking_for_interpreter() if kind == "cpu" else _lacking_for_triton(device)
    if lack and kernels == "triton":
        raise SettingsError(f"The engine qwen cannot use kernels=triton on {device}: {lack}.")
    return not lack


def _lacking_for_interpreter(environ: Mapping[str, str] = os.environ) -> str:
    """Why Triton's interpreter cannot run here; empty if it can."""
    if environ.get("TRITON_INTERPRET") != "1":
        return "without a GPU they run in Triton's interpreter only, with TRITON_INTERPRET=1"
    return _lacking_package()


def _lacking_for_triton(device: str, environ: Mapping[str, str] = os.environ) -> str:
    """Why Triton cannot compile for a GPU here; empty if it can."""
    if environ.get("TRITON_INTERPRET") == "1":
        return "TRITON_INTERPRET=1 would run them on the CPU"
    if torch.cuda.get_device_capability(device) < _LEAST_CAPABILITY:
        return f"they need a GPU of compute capability {_LEAST_CAPABILITY[0]}.0 or more"
    if not (environ.get("CC") or shutil.which("gcc") or shutil.which("clang")):
        return "Triton needs a C compiler to launch them, gcc or clang"
    return _lacking_package() or _lacking_driver()


def _lacking_package() -> str:
    """Why Triton cannot be imported; empty if it can."""
    try:
        importlib.import_module("triton")
    except Exception as error:  # noqa: BLE001  # an extension that does not fit raises what it likes
        return f"the package triton cannot be imported ({type(error).__name__})"
    return ""


def _lacking_driver() -> str:
    """Why Triton cannot reach the GPU; empty if it can.

    It compiles for that when it is first asked: against the headers of Python, which a system may
    have in a package of their own, and the driver's library, which it looks for by itself.
    """
    try:
        importlib.import_module("triton.runtime").driver.active.get_current_target()
    except Exception as error:  # noqa: BLE001  # a compiler, a linker or the loader, each in its way
        return (
            f"Triton cannot reach the GPU ({type(error).__name__}); it needs the headers of Python,"
            " as in python3-dev, and libcuda.so"
        )
    return ""


def _attention(kind: str, dtype: str) -> Attention:
    """flash-attn where it can be used: it knows no float32, and may not fit this build of torch."""
    if kind != "cuda" or dtype != "bfloat16" or importlib.util.find_spec("flash_attn") is None:
        return "sdpa"
    try:
        importlib.import_module("flash_attn")
    except Exception:  # noqa: BLE001  # an extension that does not fit raises what it likes
        return "sdpa"
    return "flash-attn"
