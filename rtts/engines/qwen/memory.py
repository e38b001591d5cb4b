"""What a checkpoint takes, reckoned from its configuration before anything is loaded.

The official classes are built on torch's meta device, which gives every tensor a shape and no
memory. What our own side takes on top follows from the same configuration.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from rtts.engines.qwen.checkpoint import Checkpoint
from rtts.engines.qwen.codec import Codec
from rtts.engines.qwen.device import Place
from rtts.engines.qwen.official import import_official, quiet
from rtts.engines.qwen.slots import Slots
from rtts.engines.qwen.weights import StackShape
from rtts.errors import SettingsError

__all__ = ["Need", "available", "check_memory", "reckon"]

_GB = 1e9
_WORKSPACE = 512 * 2**20
"""Bytes for what lives within a step: libraries' workspaces, activations, graphs' pools."""
_CGROUP = Path("/sys/fs/cgroup")
_MEMINFO = Path("/proc/meminfo")


@dataclass(frozen=True)
class Need:
    """Bytes that a checkpoint takes."""

    weights: int
    """When all is taken over from the official classes."""
    loading: int
    """At the fullest moment of loading, when tables stand beside what they are made from."""
    state: int
    """Keys, values and codec states of all slots, the scratch slot included."""

    @property
    def total(self) -> int:
        """What must be free at the start. Slots are laid out when the weights are there."""
        return max(self.loading, self.weights + self.state) + _WORKSPACE


def check_memory(
    checkpoint: Checkpoint, place: Place, *, slots: int, positions: int, prefixes: int = 0
) -> Need:
    """Reckon what is needed, and see that it is free.

    `positions` are those of a slot, `prefixes` the bytes that kept prefixes may take. Raises
    SettingsError with both figures if too little is free.
    """
    need = reckon(checkpoint, place.dtype, slots=slots, positions=positions)
    wanted, free = need.total + prefixes, available(place.device)
    if wanted > free:
        where = "this machine" if place.device == "cpu" else place.device
        raise SettingsError(
            f"The model {checkpoint.name} with {slots} slots needs {wanted / _GB:.1f} GB of memory "
            f"on {where} (weights {need.weights / _GB:.1f}, at most {need.loading / _GB:.1f} while "
            f"they are loaded, slots {need.state / _GB:.1f}), and {free / _GB:.1f} GB are free: "
            "take fewer slots or a smaller model."
        )
    return need


def reckon(checkpoint: Checkpoint, dtype: torch.dtype, *, slots: int, positions: int) -> Need:
    """What a checkpoint takes with so many slots of so many positions."""
    model, codec = _outline(checkpoint)
    talker = model.talker
    item = dtype.itemsize
    tables = _table_elements(talker.config)
    made_from = _elements(
        talker.model.text_embedding,
        talker.text_projection,
        talker.model.codec_embedding,
        talker.code_predictor.model.codec_embedding,
        talker.code_predictor.small_to_mtp_projection,
    )
    unused = 0 if checkpoint.kind == "base" else _elements(codec.encoder)
    whole = _elements(model, codec)
    return Need(
        weights=item * (whole - made_from + tables - unused),
        loading=item * (whole + tables + _elements(codec.decoder)),
        state=(slots + 1) * (_slot_bytes(talker, positions, item) + _codec_bytes(codec, dtype)),
    )


def available(device: str) -> int:
    """Bytes that are free on a device; of this machine, without what its container forbids."""
    if torch.device(device).type == "cuda":
        free, _ = torch.cuda.mem_get_info(device)
        return int(free)
    return min(_free_of_machine(), _free_of_container())


def _outline(checkpoint: Checkpoint) -> tuple[Any, Any]:
    """The official model and speech tokenizer, all shape and no memory."""
    package = import_official()
    with quiet(), torch.device("meta"):
        config = package.Qwen3TTSConfig(**checkpoint.config)
        codec = package.Qwen3TTSTokenizerV2Config(**checkpoint.codec)
        return (
            package.Qwen3TTSForConditionalGeneration(config),
            package.Qwen3TTSTokenizerV2Model(codec),
        )


def _elements(*modules: torch.nn.Module) -> int:
    return sum(tensor.numel() for module in modules for tensor in _tensors(module))


def _tensors(module: torch.nn.Module) -> Iterable[torch.Tensor]:
    yield from module.parameters()
    yield from module.buffers()


def _table_elements(config: Any) -> int:
    """What the tables of `tables.Tables` have, all projections applied."""
    predictor = config.code_predictor_config
    codes = config.vocab_size + (config.num_code_groups - 1) * predictor.vocab_size
    elements = (config.text_vocab_size + codes) * config.hidden_size
    if predictor.hidden_size != config.hidden_size:
        elements += codes * predictor.hidden_size
    return int(elements)


def _slot_bytes(talker: Any, positions: int, item: int) -> int:
    """What the networks keep of an utterance: its positions, and the predictor's of a frame."""
    config = talker.config
    shape = StackShape.from_config(config)
    kept = Slots.bytes_per_slot(shape, positions, config.vocab_size, item)
    frame = StackShape.from_config(config.code_predictor_config)
    heads = 2 * frame.layers * frame.kv_heads * frame.head_dim
    return int(kept + item * heads * (config.num_code_groups + 1))


def _codec_bytes(codec: Any, dtype: torch.dtype) -> int:
    """What the codec keeps of a stream."""
    outline = Codec.from_official(
        codec.decoder,
        slots=1,
        sample_rate=codec.output_sample_rate,
        device="meta",
        dtype=dtype,
    )
    return outline.bytes_per_slot


def _free_of_machine() -> int:
    """Bytes; where the system does not say what is free, all that there is."""
    if _MEMINFO.is_file():
        for line in _MEMINFO.read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _free_of_container() -> int:
    """Bytes that the control group of this process may still take; without a bound, very many."""
    try:
        bound = int((_CGROUP / "memory.max").read_text())
        taken = int((_CGROUP / "memory.current").read_text())
    except (OSError, ValueError):  # no control group, or "max"
        return 2**63
    return max(bound - taken, 0)
