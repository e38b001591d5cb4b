"""A checkpoint made ready to speak: its networks, its codec and what they share.

All that is here lives on one device. The official classes only load; what is taken over from
them is released, but for what makes prompts of reference audio.
"""

import importlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from rtts.engines.qwen.checkpoint import Checkpoint
from rtts.engines.qwen.cloning import ClonePrompt, Cloner
from rtts.engines.qwen.codec import Codec
from rtts.engines.qwen.device import Place, choose_place
from rtts.engines.qwen.frame import Frames, Rules
from rtts.engines.qwen.memory import check_memory
from rtts.engines.qwen.network import Network
from rtts.engines.qwen.official import Official, load_official, release
from rtts.engines.qwen.options import QwenOptions
from rtts.engines.qwen.prefix import PrefixCache
from rtts.engines.qwen.prompt import Prompts
from rtts.engines.qwen.slots import Slots
from rtts.engines.qwen.tables import Tables
from rtts.engines.qwen.voice_store import Bounds, VoiceStore
from rtts.errors import SettingsError
from rtts.voice_files import cache_folder

__all__ = ["Machine", "assemble", "is_out_of_memory", "load_machine", "memory_in_use"]

_MIB = 2**20
_SHORTAGE = (
    "DefaultCPUAllocator: can't allocate",  # Linux and macOS
    "DefaultCPUAllocator: not enough memory",  # Windows
    "CUDA error: out of memory",
    "CUBLAS_STATUS_ALLOC_FAILED",
    "CUDNN_STATUS_ALLOC_FAILED",
)
"""How torch says it where it is a mere RuntimeError."""


@dataclass
class Machine:
    """What an engine speaks with."""

    place: Place
    frames: Frames
    codec: Codec
    tokenizer: Any
    defaults: Mapping[str, Any]
    """How the checkpoint wants to be sampled."""
    official: Official
    """Only what encodes reference audio still works in it."""
    voices: VoiceStore | None = None
    """Reference voices, where the checkpoint can speak as they do."""

    def find_clone(self, voice: str) -> ClonePrompt:
        """The prompt of a voice that was registered. Raises SettingsError."""
        if self.voices is None:
            raise SettingsError(f"There is no voice {voice}: none was registered.")
        return self.voices.prompt(voice)

    def clone_figures(self) -> Mapping[str, float]:
        """What can be watched of registered voices."""
        return {} if self.voices is None else self.voices.figures()

    @property
    def prompts(self) -> Prompts:
        """What lays out prompts."""
        return self.frames.prompts


def load_machine(
    checkpoint: Checkpoint,
    options: QwenOptions,
    report: Callable[..., object] = lambda _event, **_fields: None,
) -> Machine:
    """Load a checkpoint. Raises SettingsError if it cannot be, or does not fit into memory.

    `report` is told the event and its figures.
    """
    place = choose_place(options.device, options.dtype)
    if options.threads and torch.device(place.device).type == "cpu":
        torch.set_num_threads(options.threads)
    need = check_memory(
        checkpoint,
        place,
        slots=options.slots,
        positions=options.positions,
        prefixes=(options.prefix_mb + (options.voice_memory_mb if options.voices else 0)) * _MIB,
    )
    report(
        "model_fits",
        model=checkpoint.name,
        place=str(place),
        weights_mb=round(need.weights / _MIB),
        slots_mb=round(need.state / _MIB),
    )
    official = load_official(checkpoint, place.device, place.dtype)
    return assemble(official, options, place, report)


def assemble(
    official: Official,
    options: QwenOptions,
    place: Place,
    report: Callable[..., object] = lambda _event, **_fields: None,
) -> Machine:
    """Take over the weights of a checkpoint that is loaded; they are released there."""
    model = official.model
    config = model.config.to_dict()
    tables = Tables.from_official(model.talker)
    network = Network.from_official(model.talker, positions=options.positions)
    if place.attention == "flash-attn":
        network.talker.flash = importlib.import_module("flash_attn").flash_attn_with_kvcache
    rules = Rules.from_config(config, official.defaults)
    slots = Slots(
        options.slots,
        options.positions,
        network.talker.stack.shape,
        codes=rules.codes,
        device=place.device,
        dtype=place.dtype,
    )
    frames = Frames(
        network,
        tables,
        slots,
        prompts=Prompts(tables, config, official.tokenizer),
        rules=rules,
        prefixes=PrefixCache(options.prefix_mb * _MIB),
    )
    tokenizer = model.speech_tokenizer
    codec = Codec.from_official(
        tokenizer.model.decoder,
        slots=options.slots,
        sample_rate=int(tokenizer.get_output_sample_rate()),
        device=place.device,
        dtype=place.dtype,
    )
    voices = _voices(official, codec, options, place, report)
    release(official)
    return Machine(place, frames, codec, official.tokenizer, official.defaults, official, voices)


def _voices(
    official: Official,
    codec: Codec,
    options: QwenOptions,
    place: Place,
    report: Callable[..., object],
) -> VoiceStore | None:
    """The reference voices, their prompts made, so that no utterance waits for that."""
    if not options.voices or official.model.speaker_encoder is None:
        return None
    folder = Path(options.voices).expanduser()
    store = VoiceStore(
        folder,
        Cloner.from_official(official, codec),
        cache=cache_folder(folder, options.voice_cache),
        bounds=Bounds(options.voice_memory_mb * _MIB, options.voice_disk_mb * _MIB),
        device=place.device,
        report=report,
    )
    store.prepare()
    return store


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an exception says that memory ran out, as torch says it for each device."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _SHORTAGE)


def memory_in_use(place: Place) -> int:
    """Bytes that are taken: on a GPU what torch has reserved there, else by this process."""
    device = torch.device(place.device)
    if device.type == "cuda":
        return int(torch.cuda.memory_reserved(device))
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
