"""What is measured: checkpoints of a size, made into machines, and rows that stand where asked.

A size is `tiny`, for tests and for machines without a GPU, or a published one, whose random
weights are made on the device. Real weights are measured where a folder of them is given.
"""

import contextlib
import gc
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import torch
from safetensors.torch import save_file

from bench.qwen.clocks import is_gpu
from bench.qwen_models import SIZES, end_with_text, published, random_official
from rtts.engines.qwen.checkpoint import Checkpoint, find_checkpoint
from rtts.engines.qwen.device import Place, choose_place
from rtts.engines.qwen.frame import Entry, Frames
from rtts.engines.qwen.gpu import set_up
from rtts.engines.qwen.machine import Machine, assemble
from rtts.engines.qwen.networks.sampling import Sampling
from rtts.engines.qwen.official import Official, load_official
from rtts.engines.qwen.options import QwenOptions
from rtts.engines.qwen.prompt import Voicing
from tests.engines.qwen.tiny import build_tiny, save_checkpoint

__all__ = [
    "ALL_SIZES",
    "DRAWN",
    "FRAME_S",
    "Chosen",
    "checkpoint_folder",
    "describe_size",
    "engine_options",
    "let_go",
    "machine",
    "make_official",
    "stand_at",
]

ALL_SIZES = ("tiny", *SIZES)
FRAME_S = 0.08
DRAWN = Sampling(0.9, 1.0, 1.05, 1, 0.9, 1.0)
"""As the published checkpoints want to be drawn."""
_TINY_SHAPE = "1b7"
_TINY_GROUPS = 16
_ROOM = 8 * 2**30
"""Bytes: the largest checkpoint takes five thousand million."""
_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it


@dataclass(frozen=True)
class Chosen:
    """What to measure."""

    size: str
    device: str = "auto"
    dtype: str = "auto"
    model: str = ""
    """A folder of real weights, in place of random ones."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Options of the engine, as `rtts serve --engine-option` takes them."""

    def place(self, **how: Any) -> Place:
        """Where it runs; `how` is as for `choose_place`."""
        return choose_place(self.device, self.dtype, **how)


def engine_options(**wanted: Any) -> QwenOptions:
    """Options of the engine. Raises TypeError for one that it has not."""
    return msgspec.convert(wanted, QwenOptions, strict=False)


def describe_size(chosen: Chosen) -> Checkpoint:
    """What the configuration says, without weights."""
    if chosen.model:
        return find_checkpoint(chosen.model)
    if chosen.size == "tiny":
        with tempfile.TemporaryDirectory() as folder:
            return find_checkpoint(str(_build_tiny(Path(folder))))
    return published(chosen.size)


def make_official(chosen: Chosen, place: Place) -> Official:
    """The weights, held by the official classes, on their device."""
    if chosen.model:
        return load_official(find_checkpoint(chosen.model), place.device, place.dtype)
    if chosen.size == "tiny":
        with tempfile.TemporaryDirectory() as folder:
            checkpoint = find_checkpoint(str(_build_tiny(Path(folder))))
            return load_official(checkpoint, place.device, place.dtype)
    return random_official(chosen.size, device=place.device, dtype=place.dtype)


def _build_tiny(folder: Path) -> Path:
    return build_tiny(folder, "custom_voice", _TINY_SHAPE, groups=_TINY_GROUPS)


@contextlib.contextmanager
def machine(chosen: Chosen, official: Official | None = None, **wanted: Any) -> Iterator[Machine]:
    """A machine that is assembled and recorded as these options say; its memory is given back.

    They are laid over those that were chosen for all parts. Without `official` its weights are
    made anew: a machine takes over those that it gets.
    """
    options = engine_options(**{**chosen.options, **wanted})
    place = choose_place(
        chosen.device, chosen.dtype, kernels=options.kernels, graphs=options.graphs
    )
    set_up(place, tf32=options.tf32)  # as the engine is when it is served
    held = make_official(chosen, place) if official is None else official
    made = assemble(held, options, place, _tell)
    try:
        yield made
    finally:
        del made, held
        let_go(place.device)


def let_go(device: str) -> None:
    """Give back the memory of what nobody holds any more."""
    gc.collect()
    if is_gpu(device):
        torch.cuda.empty_cache()


def _tell(event: str, **fields: object) -> None:
    """What an engine reports while it is made ready, but for each size of a batch."""
    if event not in ("graphs_recorded", "codec_recorded"):
        print(f"         {event} {fields}", flush=True)


@contextlib.contextmanager
def checkpoint_folder(chosen: Chosen, *, ends: bool = True) -> Iterator[Path]:
    """A folder to serve: the one that was given, or one of random weights.

    They speak as long as the text, or, unless it `ends`, as long as they are let. The folder
    lies in memory where the system has a place for that, and is gone afterwards.
    """
    if chosen.model:
        yield Path(chosen.model)
        return
    roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM
    where = str(_MEMORY) if roomy else None
    with tempfile.TemporaryDirectory(prefix="rtts-bench-", dir=where) as folder:
        _save(chosen, Path(folder), ends=ends)
        gc.collect()
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        yield Path(folder)


def _save(chosen: Chosen, folder: Path, *, ends: bool) -> None:
    """Write a checkpoint of random weights."""
    place = chosen.place()
    if chosen.size == "tiny":
        checkpoint = find_checkpoint(str(_build_tiny(folder)))
        official = load_official(checkpoint, "cpu", torch.float32)
        end_with_text(official, ever=ends)
        weights = {name: each.contiguous() for name, each in official.model.state_dict().items()}
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
        return
    official = make_official(chosen, place)
    end_with_text(official, ever=ends)
    save_checkpoint(official, folder)


def stand_at(frames: Frames, rows: Sequence[int], length: int) -> None:
    """Let rows hold so many positions, with as much of a text as they will need, and no end.

    What they hold are random numbers: of zeros some products are quicker.
    """
    slots, prompts = frames.slots, frames.prompts
    start = prompts.growing([prompts.text_pad])
    frames.join([Entry(row, Voicing(None), start, DRAWN) for row in rows])
    with torch.inference_mode(), frames.lane.use():
        for layer in slots.kv:
            for row in rows:
                layer[row, :, :, :length].normal_()
        slots.counters[: slots.count, 0] = length
    for row in rows:
        slots.length[row] = slots.clean[row] = length
        frames.append_text(row, [prompts.text_pad] * (slots.positions - 1))
