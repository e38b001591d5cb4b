"""Where the engine runs: on which device, in which type, and by which attention."""

import importlib
import importlib.util
from dataclasses import dataclass
from typing import Literal

import torch

from rtts.errors import SettingsError

__all__ = ["Attention", "Place", "choose_place"]

Attention = Literal["flash-attn", "sdpa"]

_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


@dataclass(frozen=True)
class Place:
    """Where the engine runs."""

    device: str
    dtype: torch.dtype
    attention: Attention

    def __str__(self) -> str:
        return f"{self.device}, {str(self.dtype).removeprefix('torch.')}, {self.attention}"


def choose_place(device: str = "auto", dtype: str = "auto") -> Place:
    """Choose what `auto` stands for: the first GPU in bfloat16, else the CPU in float32.

    Raises SettingsError for a device that torch does not know or this machine has not, and for
    a type other than float32 and bfloat16: in float16 the code predictor overflows.
    """
    if device == "auto":
        device = "cuda:0" if torch.cuda.is_available() else "cpu"
    kind = _kind(device)
    if dtype == "auto":
        dtype = "float32" if kind == "cpu" else "bfloat16"
    if dtype not in _DTYPES:
        known = ", ".join(("auto", *_DTYPES))
        raise SettingsError(f"The engine qwen cannot compute in {dtype}; choose one of {known}.")
    return Place(device, _DTYPES[dtype], _attention(kind, dtype))


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


def _attention(kind: str, dtype: str) -> Attention:
    """flash-attn where it can be used: it knows no float32, and may not fit this build of torch."""
    if kind != "cuda" or dtype != "bfloat16" or importlib.util.find_spec("flash_attn") is None:
        return "sdpa"
    try:
        importlib.import_module("flash_attn")
    except Exception:  # noqa: BLE001  # an extension that does not fit raises what it likes
        return "sdpa"
    return "flash-attn"
