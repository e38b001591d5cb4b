"""The official package, kept at arm's length: what it needs to be imported, and what it loads.

`qwen_tts` reads checkpoints, tokenizes and encodes reference audio for us; it never speaks.
It imports packages at its start that only features need which are not used here, and it greets
the terminal. So it is imported here and nowhere else: quietly, and with stand-ins for what is
not installed, which are gone again when it has been imported.
"""

import contextlib
import importlib
import importlib.machinery
import io
import sys
import types
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import torch

from rtts.engines.qwen.checkpoint import Checkpoint, fetch_weights, tensors
from rtts.errors import SettingsError

__all__ = ["Official", "import_official", "load_official", "quiet", "release"]

# What the package imports at its start and we make no use of, but for librosa's mel filters.
_ASKED_FOR = {
    "sox": (),
    "onnxruntime": (),
    "torchaudio": ("torchaudio.compliance", "torchaudio.compliance.kaldi"),
    "librosa": ("librosa.filters",),
}
# What the package falls back on where generation_config.json says nothing.
_DEFAULTS: dict[str, Any] = {
    "do_sample": True,
    "top_k": 50,
    "top_p": 1.0,
    "temperature": 0.9,
    "repetition_penalty": 1.05,
    "subtalker_dosample": True,
    "subtalker_top_k": 50,
    "subtalker_top_p": 1.0,
    "subtalker_temperature": 0.9,
    "max_new_tokens": 2048,
}


@dataclass
class Official:
    """A checkpoint as the official classes hold it."""

    model: Any
    """A Qwen3TTSForConditionalGeneration in eval mode, on its device."""
    tokenizer: Any
    """A Qwen2TokenizerFast."""
    defaults: Mapping[str, Any]
    """How the checkpoint wants to be sampled."""


def load_official(checkpoint: Checkpoint, device: str, dtype: torch.dtype) -> Official:
    """Load the weights and the tokenizer of a checkpoint, fetching what is not here yet.

    Raises SettingsError if they cannot be fetched, are missing or damaged, or do not fit into
    the device's memory.
    """
    folder = fetch_weights(checkpoint)
    package = import_official()
    try:
        with quiet():
            config = package.Qwen3TTSConfig.from_pretrained(folder)
            model = package.Qwen3TTSForConditionalGeneration.from_pretrained(
                folder, config=config, dtype=dtype, device_map=device, attn_implementation="sdpa"
            )
            processor = package.Qwen3TTSProcessor.from_pretrained(folder, fix_mistral_regex=True)
    except torch.OutOfMemoryError:
        raise SettingsError(
            f"The weights of {checkpoint.name} do not fit into the memory of {device}: free some, "
            "or take the smaller model."
        ) from None
    except (OSError, RuntimeError, ValueError, LookupError, TypeError, AttributeError) as error:
        reason = str(error).strip().split("\n")[0]
        raise SettingsError(
            f"The model {checkpoint.name} in {folder} cannot be loaded: {reason}"
        ) from error
    # A tensor that is in no file would be random, and the package would say so in a log only.
    _check_complete(model, folder)
    _check_complete(model.speech_tokenizer.model, folder / "speech_tokenizer")
    given = {name: value for name, value in model.generate_config.items() if value is not None}
    defaults = _DEFAULTS | given
    return Official(model.eval(), processor.tokenizer, defaults)


def release(official: Official) -> None:
    """Let go of the weights that make speech, once they are taken over by sharing or copying.

    What encodes reference audio stays where the checkpoint can use it. The tensors keep their
    device and type, and nothing else: the official classes cannot speak any more.
    """
    model = official.model
    codec = model.speech_tokenizer.model
    parts = [model.talker, codec.decoder]
    if model.speaker_encoder is None:
        parts.append(codec.encoder)
    for part in parts:
        for tensor in (*part.parameters(), *part.buffers()):
            tensor.data = tensor.data.new_empty(0)


def _check_complete(module: torch.nn.Module, folder: Path) -> None:
    """Raise SettingsError if a weight of the module is in no file of the folder."""
    missing = sorted(set(module.state_dict()) - set(tensors(folder)))
    if missing:
        raise SettingsError(
            f"The weights in {folder} are not whole: {len(missing)} tensors are missing, "
            f"{missing[0]} among them."
        )


@cache
def import_official() -> types.SimpleNamespace:
    """Import the package, and give out its classes by their names.

    Raises ModuleNotFoundError where it, torch or transformers is not installed.
    """
    import transformers  # noqa: F401  # looks for optional packages: it must not find stand-ins

    with quiet(), _stand_ins():
        models = importlib.import_module("qwen_tts.core.models")
        codec = importlib.import_module("qwen_tts.core")
        inference = importlib.import_module("qwen_tts.inference.qwen3_tts_model")
        codec_reader = importlib.import_module("qwen_tts.inference.qwen3_tts_tokenizer")
    return types.SimpleNamespace(
        Qwen3TTSConfig=models.Qwen3TTSConfig,
        Qwen3TTSForConditionalGeneration=models.Qwen3TTSForConditionalGeneration,
        Qwen3TTSProcessor=models.Qwen3TTSProcessor,
        Qwen3TTSModel=inference.Qwen3TTSModel,
        Qwen3TTSTokenizer=codec_reader.Qwen3TTSTokenizer,
        Qwen3TTSTokenizerV2Config=codec.Qwen3TTSTokenizerV2Config,
        Qwen3TTSTokenizerV2Model=codec.Qwen3TTSTokenizerV2Model,
    )


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let nothing be written: no banner, no progress bar, no advice."""
    import transformers

    level = transformers.logging.get_verbosity()
    bars = transformers.logging.is_progress_bar_enabled()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            yield
    finally:
        transformers.logging.set_verbosity(level)
        if bars:
            transformers.logging.enable_progress_bar()


@contextlib.contextmanager
def _stand_ins() -> Iterator[None]:
    """Put modules of those names where the package would find none, as long as this lasts."""
    placed = [
        name for package in _ASKED_FOR if not _imports(package) for name in _stand_in(package)
    ]
    try:
        yield
    finally:
        for name in placed:
            del sys.modules[name]


def _imports(package: str) -> bool:
    """Whether it can be imported: it may be installed and want a CUDA that is not there."""
    try:
        importlib.import_module(package)
    except Exception:  # noqa: BLE001  # whatever it is that it lacks
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            del sys.modules[name]
        return False
    return True


def _stand_in(package: str) -> list[str]:
    """Put empty modules in place of a package; returns their names."""
    names = [package, *_ASKED_FOR[package]]
    for name in names:
        module = types.ModuleType(name)
        module.__spec__ = importlib.machinery.ModuleSpec(name, None, is_package=True)
        sys.modules[name] = module
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)
    if package == "librosa":
        sys.modules["librosa.filters"].mel = _mel_filters  # type: ignore[attr-defined]
    return names


def _mel_filters(*, sr: int, n_fft: int, n_mels: int, fmin: float, fmax: float) -> Any:
    """The mel filters that librosa makes by default: (n_mels, 1 + n_fft / 2) float32."""
    from transformers import audio_utils

    filters = audio_utils.mel_filter_bank(
        num_frequency_bins=1 + n_fft // 2,
        num_mel_filters=n_mels,
        min_frequency=fmin,
        max_frequency=fmax,
        sampling_rate=sr,
        norm="slaney",
        mel_scale="slaney",
    )
    return filters.T.astype("float32")
