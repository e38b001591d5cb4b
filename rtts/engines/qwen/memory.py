"""What a checkpoint takes, reckoned from its configuration before anything is loaded.

The official classes are built on torch's meta device, which gives every tensor a shape and no
memory. What our own side takes on top follows from the same configuration.
"""

import os
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import torch

from rtts.engines.qwen.buckets import bucket_for, buckets_up_to
from rtts.engines.qwen.checkpoint import Checkpoint
from rtts.engines.qwen.codec.batches import GROUPS_OF_FRAMES
from rtts.engines.qwen.codec.decoder import Codec
from rtts.engines.qwen.device import Place
from rtts.engines.qwen.networks.network import room_for
from rtts.engines.qwen.networks.weights import StackShape
from rtts.engines.qwen.official import import_official, quiet
from rtts.engines.qwen.options import CPU_SLOTS, MOST_SLOTS, Weights
from rtts.engines.qwen.slots import Slots
from rtts.errors import SettingsError

__all__ = ["Need", "Sizes", "available", "check_memory", "fitting", "measure", "reckon"]

_GB = 1e9
_LIBRARIES = 512 * 2**20
"""Bytes for what libraries hold: a GPU's context, their workspaces."""
_GRAPH = 16 * 2**20
"""Bytes of a recording beside the tensors that it works on: some 1000 nodes. Not measured yet."""
_SHARE = 0.9
"""Of what is free, what slots are chosen for: the rest is for what was reckoned too low."""
_WAVES = 8
"""Results of the codec's widest layers that are there at once, with what libraries work in."""
_GROUPED = 64
"""Rows of a batch of the codec that may have several frames each: see `codec/batches.py`."""
_DRAWN = 32
"""Bytes for each id that code 0 is drawn from: its logits in several types, and their order."""
_LAID_OUT = 12
"""Bytes for each element of the largest matrix that is laid out: two of float32, and some room."""
_CGROUP = Path("/sys/fs/cgroup")
_MEMINFO = Path("/proc/meminfo")


@dataclass(frozen=True)
class Need:
    """Bytes that a checkpoint takes with so many slots."""

    slots: int
    weights: int
    """When all is taken over from the official classes."""
    loading: int
    """At the fullest moment of loading, when tables stand beside what they are made from."""
    changing: int
    """While matrices are quantized: those of fewer bits stand beside what they are made from."""
    state: int
    """Keys, values and codec states of all slots, the scratch slot included."""
    work: int
    """Rooms and intermediate results of a step of all slots, and what is recorded of steps."""

    @property
    def total(self) -> int:
        """What must be free at the start. Slots are laid out before all is taken over."""
        laid_out = self.state + max(self.loading, self.weights + self.work)
        return max(self.changing, laid_out) + _LIBRARIES


@dataclass(frozen=True)
class Sizes:
    """What a checkpoint takes in all, for each slot and for each row of a step."""

    weights: int
    loading: int
    changing: int
    slot: int
    room: int
    """What the networks need to speak a frame of a row; it is never given back."""
    sound: int
    """What the codec needs for a frame of a row."""

    def need(self, slots: int, *, graphs: bool = False) -> Need:
        """With so many slots, and the frame of each size of a batch recorded, or none."""
        sizes = buckets_up_to(slots)
        rows = bucket_for(slots, sizes) if graphs else slots
        grouped = [size for size in sizes if size <= _GROUPED]
        # Each power of two has a room of its own; recordings of a lane share their pool.
        rooms = sum({room_for(size) for size in sizes}) if graphs else 2 * rows
        sounding = max(rows, GROUPS_OF_FRAMES[0] * min(rows, _GROUPED))
        recordings = 2 * len(sizes) + (len(GROUPS_OF_FRAMES) - 1) * len(grouped) if graphs else 0
        return Need(
            slots=slots,
            weights=self.weights,
            loading=self.loading,
            changing=self.changing,
            state=(slots + 1) * self.slot,
            work=rooms * self.room + sounding * self.sound + recordings * _GRAPH,
        )


def check_memory(
    checkpoint: Checkpoint,
    place: Place,
    *,
    slots: int,
    positions: int,
    prefixes: int = 0,
    weights: Weights = "same",
) -> Need:
    """Reckon what is needed, and see that it is free.

    `slots` of 0 are as many as fit on a GPU. `positions` are those of a slot, `prefixes` the
    bytes that kept prefixes may take, `weights` what the talker's matrices are kept in. Raises
    SettingsError with both figures if too little is free.
    """
    sizes = measure(checkpoint, place.dtype, positions, weights)
    free = available(place.device)
    if not slots:
        room = int(_SHARE * free) - prefixes
        slots = fitting(sizes, room, graphs=place.graphs) if place.is_gpu else CPU_SLOTS
    need = sizes.need(slots, graphs=place.graphs)
    wanted = need.total + prefixes
    if wanted > free:
        where = "this machine" if place.device == "cpu" else place.device
        raise SettingsError(
            f"The model {checkpoint.name} with {slots} slots needs {wanted / _GB:.1f} GB of memory "
            f"on {where} (weights {need.weights / _GB:.1f}, at most "
            f"{max(need.loading, need.changing) / _GB:.1f} while they are loaded, "
            f"slots {need.state / _GB:.1f}, their steps {need.work / _GB:.1f}), "
            f"and {free / _GB:.1f} GB are free: take fewer slots or a smaller model."
        )
    return need


def fitting(sizes: Sizes, room: int, *, graphs: bool) -> int:
    """How many slots so many bytes hold, from 1 to `MOST_SLOTS`: what one more needs grows."""
    return max(
        bisect_right(
            range(1, MOST_SLOTS + 1), room, key=lambda slots: sizes.need(slots, graphs=graphs).total
        ),
        1,
    )


def reckon(
    checkpoint: Checkpoint, dtype: torch.dtype, *, slots: int, positions: int, graphs: bool = False
) -> Need:
    """What a checkpoint takes with so many slots of so many positions."""
    return measure(checkpoint, dtype, positions).need(slots, graphs=graphs)


def measure(
    checkpoint: Checkpoint, dtype: torch.dtype, positions: int, weights: Weights = "same"
) -> Sizes:
    """What a checkpoint takes, of slots with so many positions."""
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
    whole, stream = _elements(model, codec), _codec_bytes(codec, dtype)
    matrices = _NOT_CHANGED if weights == "same" else _Matrices.of(talker.config)
    return Sizes(
        weights=item * (whole - made_from + tables - unused - matrices.all) + matrices.bytes,
        loading=item * (whole + tables + _elements(codec.decoder) - matrices.joined)
        + matrices.bytes,
        changing=item * (whole + tables) + matrices.at_most(item) if matrices.all else 0,
        slot=_slot_bytes(talker, positions, item) + stream,
        room=_room_bytes(talker.config, item),
        sound=stream + _WAVES * item * _widest(codec.decoder.config),
    )


@dataclass(frozen=True)
class _Matrices:
    """Elements of the talker's matrices that are quantized, of which each becomes a byte."""

    all: int = 0
    joined: int = 0
    """Of those that nobody holds but the networks: the others are the official classes' too."""
    layer: int = 0
    largest: int = 0
    outputs: int = 0

    @classmethod
    def of(cls, config: Any) -> "_Matrices":
        shape = StackShape.from_config(config)
        attended = shape.heads * shape.head_dim
        sizes = (
            (shape.hidden, shape.projected),
            (shape.hidden, 2 * shape.intermediate),
            (attended, shape.hidden),
            (shape.intermediate, shape.hidden),
        )
        elements = [inputs * outputs for inputs, outputs in sizes]
        return cls(
            all=shape.layers * sum(elements),
            joined=shape.layers * sum(elements[:2]),
            layer=sum(elements),
            largest=max(elements),
            outputs=shape.layers * sum(outputs for _, outputs in sizes),
        )

    @property
    def bytes(self) -> int:
        """What they take, with a scale in float32 for each output."""
        return self.all + 4 * self.outputs

    def at_most(self, item: int) -> int:
        """The same while it is seen how exact they are: a layer of them as plain matrices.

        The largest is then there twice in float32, and what the layer makes of a few inputs.
        """
        return self.bytes + item * self.layer + _LAID_OUT * self.largest


_NOT_CHANGED = _Matrices()


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
    """What the networks keep of an utterance."""
    config = talker.config
    shape, groups = StackShape.from_config(config), config.num_code_groups
    return int(Slots.bytes_per_slot(shape, positions, config.vocab_size, item, groups))


def _room_bytes(config: Any, item: int) -> int:
    """What the networks need for a row: workspaces, logits, and the predictor's positions."""
    talker = StackShape.from_config(config)
    predictor = StackShape.from_config(config.code_predictor_config)
    # The predictor has room for two positions, and for one.
    wide = sum(
        times * (shape.projected + 2 * shape.intermediate + 4 * shape.hidden)
        for times, shape in ((1, talker), (3, predictor))
    )
    kv = predictor.layers * 2 * predictor.kv_heads * predictor.head_dim * config.num_code_groups
    return int(item * (wide + kv) + _DRAWN * config.vocab_size)


def _widest(config: Any) -> int:
    """The most elements that a layer of the codec gives for a frame: channels times samples."""
    length = prod(config.upsampling_ratios)
    channels = config.decoder_dim
    widths = [channels * length]
    for rate in config.upsample_rates:
        channels, length = channels // 2, length * rate
        widths.append(channels * length)
    return int(max(widths))


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
