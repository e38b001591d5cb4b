"""Qwen3-TTS: speech from the official weights, streamed, in batches, from growing text."""

import contextlib
import importlib.util
from collections.abc import Mapping
from pathlib import Path

from rtts.engines.base import Engine
from rtts.engines.options import read_options
from rtts.engines.qwen.cast_list import describe
from rtts.engines.qwen.checkpoint import find_checkpoint
from rtts.engines.qwen.engine import QwenEngine
from rtts.engines.qwen.options import QwenOptions
from rtts.errors import SettingsError

__all__ = ["build"]

_NEEDED = ("torch", "transformers", "qwen_tts", "tokenizers", "safetensors", "accelerate")


def build(model: str, options: Mapping[str, str]) -> Engine:
    """Called by the registry. Finds the checkpoint; nothing heavy is imported before `load`.

    Raises SettingsError for a model or an option that cannot be, and ModuleNotFoundError for a
    package that is not installed.
    """
    for name in _NEEDED:
        if importlib.util.find_spec(name) is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    chosen = read_options(QwenOptions, "qwen", options)
    checkpoint = find_checkpoint(model)
    registered: tuple[str, ...] = ()
    reads_ahead = False
    if chosen.voices and checkpoint.kind == "base":
        from rtts.voices.files import find_references

        folder = Path(chosen.voices).expanduser()
        references = find_references(folder, checkpoint.voices)
        registered = tuple(references)
        # A file that cannot be read is told when its voice is prepared.
        with contextlib.suppress(SettingsError):
            reads_ahead = any(reference.has_words for reference in references.values())
    info = describe(checkpoint, chosen, registered, reads_ahead=reads_ahead)
    return QwenEngine(checkpoint, chosen, info)
