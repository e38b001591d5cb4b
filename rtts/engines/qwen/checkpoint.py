"""Which checkpoint is meant, and what it says of itself. Imports no torch, loads no weights.

A checkpoint is a folder, or a repository of the Hugging Face hub. Of a repository only its
small JSON files are fetched here, so that an engine can tell what it is able to do before it
loads anything; its weights come when they are loaded.
"""

import contextlib
import json
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from rtts.engines.qwen.languages import by_code
from rtts.errors import SettingsError

__all__ = ["Checkpoint", "Kind", "fetch_weights", "find_checkpoint", "tensors"]

Kind = Literal["custom_voice", "voice_design", "base"]

_KINDS = ("custom_voice", "voice_design", "base")
_MODEL_TYPE = "qwen3_tts"
_TOKENIZER_TYPE = "qwen3_tts_tokenizer_12hz"
_CODEC = "speech_tokenizer"
_HUB_ID = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")
_DESCRIBING = ["config.json", f"{_CODEC}/config.json"]
_WHOLE = ["*.json", "*.txt", "*.safetensors", f"{_CODEC}/*.json", f"{_CODEC}/*.safetensors"]
_EXAMPLE = "Qwen/Qwen3-TTS-12Hz-1.7B-CustomVoice"


@dataclass(frozen=True)
class Checkpoint:
    """What is known of a checkpoint before its weights are here."""

    folder: Path
    name: str
    """The hub's name for it, or the folder's."""
    kind: Kind
    """`custom_voice` has preset voices, `voice_design` is told what a voice is like, and `base`
    speaks as a recording does."""
    size: str
    """As the config writes it: `0b6`, `1b7`."""
    voices: tuple[str, ...]
    languages: Mapping[str, str]
    """The model's name of each language by its code: `en` is `english`."""
    dialects: Mapping[str, str]
    """Voices that speak a dialect where Chinese is asked for, and its name."""
    config: Mapping[str, Any] = field(repr=False)
    """config.json."""
    codec: Mapping[str, Any] = field(repr=False)
    """speech_tokenizer/config.json."""
    repository: str = ""
    """Where the weights are fetched from, if the folder has only the description."""

    @property
    def sample_rate(self) -> int:
        """Samples per second of what it speaks."""
        return int(self.codec["output_sample_rate"])

    @property
    def takes_instructions(self) -> bool:
        """Whether it can be told how to speak. Small ones with preset voices cannot."""
        return self.kind == "voice_design" or (self.kind == "custom_voice" and self.size != "0b6")

    def speaker(self, voice: str) -> str:
        """The preset voice of that name, whatever its capitals. Raises SettingsError."""
        for name in self.voices:
            if name.lower() == voice.lower():
                return name
        has = f"it has {', '.join(self.voices)}" if self.voices else "it has no preset voices"
        raise SettingsError(f"The model {self.name} has no voice {voice}; {has}.")

    def language(self, code: str) -> str | None:
        """The model's name of a language, as `en` or `en-gb`; None for `auto`, or for none.

        Raises SettingsError if the model does not speak it.
        """
        if code in ("", "auto"):
            return None
        name = self.languages.get(code.lower().partition("-")[0])
        if name is None:
            raise SettingsError(
                f"The model {self.name} does not speak {code}; it speaks "
                f"{', '.join(sorted(self.languages))}."
            )
        return name


def find_checkpoint(model: str) -> Checkpoint:
    """Find a checkpoint by its folder or its name on the hub, and read what it says of itself.

    Raises SettingsError if there is none, it cannot be fetched, or it is not a Qwen3-TTS
    checkpoint whose speech tokenizer is known.
    """
    if not model:
        raise SettingsError(
            "The engine qwen needs a model: a folder, or a name on the Hugging Face hub, "
            f"as in --model {_EXAMPLE}"
        )
    folder = Path(model).expanduser()
    if folder.is_dir():
        return _describe(folder, folder.resolve().name)
    if not _HUB_ID.fullmatch(model):
        raise SettingsError(f"The model {model} is not there: no folder has that name.")
    return _describe(_fetch(model, _DESCRIBING), model, repository=model)


def fetch_weights(checkpoint: Checkpoint) -> Path:
    """The folder with all of a checkpoint's files, fetched if they are not here yet.

    Raises SettingsError if they cannot be fetched, or a file is missing or damaged.
    """
    folder = checkpoint.folder
    if checkpoint.repository:
        # Of the commit that was described, whatever the hub has by now.
        folder = _fetch(checkpoint.repository, _WHOLE, checkpoint.folder.name)
    _check_tokenizer(folder)
    for part in (folder, folder / _CODEC):
        for _ in tensors(part):
            pass
    return folder


def tensors(folder: Path) -> Iterator[str]:
    """The names of all tensors in a folder's weight files.

    Raises SettingsError if a file is missing or damaged.
    """
    for path in _weight_files(folder):
        yield from _names(path)


def _describe(folder: Path, name: str, repository: str = "") -> Checkpoint:
    config = _read(folder / "config.json", name)
    if config.get("model_type") != _MODEL_TYPE:
        found = config.get("model_type", "nothing")
        raise SettingsError(
            f"The model {name} is not a Qwen3-TTS checkpoint: its config.json says "
            f"model_type={found}, not {_MODEL_TYPE}."
        )
    _check_tokenizer_type(name, config.get("tokenizer_type"))
    codec = _read(folder / _CODEC / "config.json", name)
    _check_tokenizer_type(name, codec.get("model_type"))
    kind = config.get("tts_model_type")
    if kind not in _KINDS:
        raise SettingsError(
            f"The model {name} is of the kind {kind}; this engine knows {', '.join(_KINDS)}."
        )
    try:
        return _checkpoint(folder, name, repository, config, codec)
    except (AttributeError, KeyError, TypeError) as error:
        raise SettingsError(
            f"The model {name} cannot be used: its config.json lacks something ({error!r})."
        ) from None


def _checkpoint(
    folder: Path, name: str, repository: str, config: dict[str, Any], codec: dict[str, Any]
) -> Checkpoint:
    talker = config["talker_config"]
    dialects = talker.get("spk_is_dialect") or {}
    return Checkpoint(
        folder=folder,
        name=name,
        kind=cast("Kind", config["tts_model_type"]),
        size=str(config.get("tts_model_size") or ""),
        voices=tuple(talker.get("spk_id") or ()),
        languages=by_code(talker["codec_language_id"]),
        dialects={voice: dialect for voice, dialect in dialects.items() if dialect},
        config=config,
        codec=codec,
        repository=repository,
    )


def _check_tokenizer_type(name: str, found: object) -> None:
    if found != _TOKENIZER_TYPE:
        raise SettingsError(
            f"The model {name} has the speech tokenizer {found}; this engine speaks through "
            f"{_TOKENIZER_TYPE} only."
        )


def _read(path: Path, name: str) -> dict[str, Any]:
    """A JSON object. Raises SettingsError."""
    try:
        value = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise SettingsError(
            f"The model {name} is not a Qwen3-TTS checkpoint: it has no "
            f"{path.relative_to(path.parents[path.parent.name == _CODEC])}."
        ) from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"The file {path} cannot be read: {error}") from None
    if not isinstance(value, dict):
        raise SettingsError(f"The file {path} holds no JSON object.")
    return value


def _fetch(repository: str, patterns: list[str], revision: str | None = None) -> Path:
    """A folder with those files of a repository. Raises SettingsError."""
    import huggingface_hub
    from huggingface_hub import errors

    try:
        with _no_progress_bars():
            folder = huggingface_hub.snapshot_download(
                repository, revision=revision, allow_patterns=patterns
            )
    except errors.LocalEntryNotFoundError:
        raise SettingsError(
            f"The model {repository} is not on this machine, and the Hugging Face hub cannot be "
            "reached: fetch it where there is a network, and give its folder."
        ) from None
    except errors.RepositoryNotFoundError:
        raise SettingsError(
            f"The model {repository} is not there: no folder has that name, and the hub has no "
            "such repository, or does not show it to you (set HF_TOKEN if it is yours to see)."
        ) from None
    except (errors.HfHubHTTPError, OSError, ValueError) as error:
        reason = str(error).strip().split("\n")[0]
        raise SettingsError(
            f"The model {repository} cannot be fetched from the Hugging Face hub: {reason}"
        ) from None
    return Path(folder)


@contextlib.contextmanager
def _no_progress_bars() -> Iterator[None]:
    """Keep the hub's progress bars off the terminal and out of the log."""
    from huggingface_hub import utils

    shown = not utils.are_progress_bars_disabled()
    utils.disable_progress_bars()
    try:
        yield
    finally:
        if shown:
            utils.enable_progress_bars()


def _check_tokenizer(folder: Path) -> None:
    """See that the files of the text tokenizer are there. Raises SettingsError."""
    wanted = ("vocab.json", "merges.txt")
    if (folder / "tokenizer.json").is_file() or all((folder / name).is_file() for name in wanted):
        return
    raise SettingsError(f"The folder {folder} lacks its text tokenizer: {' and '.join(wanted)}.")


def _weight_files(folder: Path) -> list[Path]:
    """The files that hold a folder's weights. Raises SettingsError."""
    index = folder / "model.safetensors.index.json"
    if not index.is_file():
        return [folder / "model.safetensors"]
    files = _read(index, folder.name).get("weight_map", {})
    return [folder / name for name in sorted(set(files.values()))]


def _names(path: Path) -> list[str]:
    """The names in a safetensors file, whose length must be what its header says.

    Raises SettingsError. The form: https://huggingface.co/docs/safetensors (eight bytes of
    length, a JSON header with the tensors' places, the tensors).
    """
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            size = path.stat().st_size
            header = json.loads(file.read(length)) if length <= size else {}
        header.pop("__metadata__", None)
        end = max((entry["data_offsets"][1] for entry in header.values()), default=-1)
    except FileNotFoundError:
        raise SettingsError(f"The weights are missing: there is no {path}.") from None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error):
        size, length, end = 0, 0, -1
    if size != 8 + length + end:
        raise SettingsError(
            f"The weights in {path} are damaged or were not fetched whole; fetch them again."
        )
    return list(header)
