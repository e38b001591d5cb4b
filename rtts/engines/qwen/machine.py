"""A checkpoint made ready to speak: its networks, its codec and what they share.

All that is here lives on one device. The official classes only load; what is taken over from
them is released, but for what makes prompts of reference audio.
"""

import importlib
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from msgspec.structs import replace

from rtts.engines.qwen.affinity import stay_on
from rtts.engines.qwen.buckets import buckets_up_to
from rtts.engines.qwen.checkpoint import Checkpoint
from rtts.engines.qwen.codec.batches import CodecBatches
from rtts.engines.qwen.codec.decoder import Codec
from rtts.engines.qwen.device import Place, choose_place
from rtts.engines.qwen.frame import Frames
from rtts.engines.qwen.gpu import choosing_algorithms, hold_reserve, set_up, settle
from rtts.engines.qwen.lanes import HostLane, make_lane
from rtts.engines.qwen.memory import check_memory
from rtts.engines.qwen.networks.network import Network, Talker
from rtts.engines.qwen.networks.quantize import Kind
from rtts.engines.qwen.networks.quantized_stack import check_quantized, quantize_stack
from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.official import Official, load_official, release
from rtts.engines.qwen.options import QwenOptions, expected_slots
from rtts.engines.qwen.prefix import PrefixCache
from rtts.engines.qwen.prompt import Prompts
from rtts.engines.qwen.slots import Slots
from rtts.engines.qwen.step import PlainStep, Rules, Step
from rtts.engines.qwen.voices.cloning import ClonePrompt, Cloner
from rtts.engines.qwen.voices.store import Bounds, VoiceStore
from rtts.errors import SettingsError
from rtts.voices.files import cache_folder

__all__ = ["Machine", "assemble", "is_out_of_memory", "load_machine", "memory_in_use"]

_MIB = 2**20
_MOST_SIZES = 64
"""More than there are sizes of the codec's batches; torch by itself gives up after eight."""
_FIRST = -1
"""The priority of the codec's lane. It works on a frame that somebody waits for, beside one that
nobody hears before. The host waits for it too: were frames to go first, it would have nothing of
the next step on its way when they are done."""
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
    sound: CodecBatches | None = None
    """The codec in recorded batches, in a lane of its own. Then steps are read late."""
    buckets: tuple[int, ...] = ()
    """The sizes of batches for which steps are recorded, if they are."""

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

    The thread that calls is the one that will speak. `report` is told the event and its figures.
    """
    stay_on(options.cpus)
    place = choose_place(
        options.device, options.dtype, kernels=options.kernels, graphs=options.graphs
    )
    if options.compile == "codec" and not place.graphs:
        raise SettingsError(
            "With compile=codec, frames must be recorded: else torch would compile for each new "
            "size of a batch while callers wait. Say graphs=on, or leave compile out."
        )
    if options.threads and not place.is_gpu:
        torch.set_num_threads(options.threads)
    set_up(place, tf32=options.tf32)
    need = check_memory(
        checkpoint,
        place,
        slots=options.slots,
        positions=options.positions,
        prefixes=(options.prefix_mb + (options.voice_memory_mb if options.voices else 0)) * _MIB,
        weights=options.weights,
    )
    report(
        "model_fits",
        model=checkpoint.name,
        place=str(place),
        slots=need.slots,
        weights_mb=round(need.weights / _MIB),
        slots_mb=round(need.state / _MIB),
        steps_mb=round(need.work / _MIB),
    )
    official = load_official(checkpoint, place.device, place.dtype)
    return assemble(official, replace(options, slots=need.slots), place, report)


def assemble(
    official: Official,
    options: QwenOptions,
    place: Place,
    report: Callable[..., object] = lambda _event, **_fields: None,
) -> Machine:
    """Take over the weights of a checkpoint that is loaded; they are released there.

    What is done often is recorded here, if `place` says so.
    """
    model = official.model
    frames = _frames(official, options, place, report)
    tokenizer = model.speech_tokenizer
    codec = Codec.from_official(
        tokenizer.model.decoder,
        slots=frames.slots.count,
        sample_rate=int(tokenizer.get_output_sample_rate()),
        device=place.device,
        dtype=place.dtype,
        kernels=place.attention == "triton" and options.compile == "off",
    )
    if options.compile == "codec":
        _compile(codec)
    voices = _voices(official, codec, options, place, report)
    release(official)
    if voices is not None:
        voices.prepare()  # behind that: recordings are read in the memory that it gave back
    machine = Machine(place, frames, codec, official.tokenizer, official.defaults, official, voices)
    _record(machine, report)
    return machine


def _frames(
    official: Official, options: QwenOptions, place: Place, report: Callable[..., object]
) -> Frames:
    """Talker and predictor, over slots of their own."""
    talker, config = official.model.talker, official.model.config.to_dict()
    tables = Tables.from_official(talker)
    network = Network.from_official(talker, positions=options.positions)
    if place.attention == "flash-attn":
        network.talker.flash = importlib.import_module("flash_attn").flash_attn_with_kvcache
    if options.weights != "same":
        _quantize(network.talker, options.weights, report)
    rules = Rules.from_config(config, official.defaults)
    slots = Slots(
        expected_slots(options),
        options.positions,
        network.talker.stack.shape,
        codes=rules.codes,
        groups=tables.groups,
        device=place.device,
        dtype=place.dtype,
    )
    step = _step(place, network, tables, slots, rules, few_rows=options.fused_rows)
    return Frames(
        network,
        tables,
        slots,
        prompts=Prompts(tables, config, official.tokenizer),
        rules=rules,
        prefixes=PrefixCache(options.prefix_mb * _MIB),
        # What is called and read at once is all done in one stream, also on a GPU.
        lane=make_lane(place.device) if place.graphs else HostLane(),
        step=step,
    )


def _quantize(talker: Talker, kind: Kind, report: Callable[..., object]) -> None:
    """Let the talker's matrices be of one byte. Raises SettingsError if it were too far off."""
    exact, talker.stack = talker.stack, quantize_stack(talker.stack, kind)
    error = check_quantized(exact, talker.stack)
    report("weights_quantized", kind=kind, error=round(error, 4))


def _step(
    place: Place, network: Network, tables: Tables, slots: Slots, rules: Rules, *, few_rows: int
) -> Step:
    """How a frame is computed. Only what runs Triton's kernels imports them."""
    if place.attention != "triton":
        return PlainStep(network, tables, slots, rules)
    from rtts.engines.qwen.fused_step import FusedStep

    most_rows = buckets_up_to(slots.count)[-1]
    return FusedStep(network, tables, slots, rules, most_rows, few_rows=few_rows)


def _compile(codec: Codec) -> None:
    """Let torch compile the codec, for each size of a batch when that is recorded."""
    dynamo = importlib.import_module("torch._dynamo")
    dynamo.config.recompile_limit = max(dynamo.config.recompile_limit, _MOST_SIZES)
    codec.decode = torch.compile(codec.decode, dynamic=False)  # type: ignore[method-assign]


def _record(machine: Machine, report: Callable[..., object]) -> None:
    """Record what is done often; tell of each part, and of the time of all."""
    place, frames = machine.place, machine.frames
    if not place.graphs:
        return
    began, sizes = time.perf_counter(), buckets_up_to(frames.slots.count)
    settle(place)  # each recording looks for garbage
    sound = CodecBatches(
        machine.codec, frames.slots.ring, lane=make_lane(place.device, _FIRST), buckets=sizes
    )
    with choosing_algorithms(place):
        frames.record(sizes, report)
        sound.record(report)
    if place.is_gpu:  # a CPU has nothing to get ready
        frames.rehearse()
        sound.rehearse()
    for lane in (frames.lane, sound.lane):
        hold_reserve(place, lane)
    machine.sound, machine.buckets = sound, sizes
    report("recorded", seconds=round(time.perf_counter() - began, 3))


def _voices(
    official: Official,
    codec: Codec,
    options: QwenOptions,
    place: Place,
    report: Callable[..., object],
) -> VoiceStore | None:
    """The reference voices. Prepare them before an utterance has to wait for that."""
    if not options.voices or official.model.speaker_encoder is None:
        return None
    folder = Path(options.voices).expanduser()
    return VoiceStore(
        folder,
        Cloner.from_official(official, codec),
        cache=cache_folder(folder, options.voice_cache),
        bounds=Bounds(options.voice_memory_mb * _MIB, options.voice_disk_mb * _MIB),
        device=place.device,
        report=report,
    )


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
