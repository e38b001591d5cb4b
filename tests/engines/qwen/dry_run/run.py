"""An engine that is loaded, recorded and spoken with, on a GPU that is not there."""

import sys
import tempfile
import types
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import soundfile
import torch

from rtts.engines.base import Chunk, Job
from rtts.engines.options import read_options
from rtts.engines.qwen import machine, memory
from rtts.engines.qwen.cast_list import describe
from rtts.engines.qwen.checkpoint import Checkpoint, Kind
from rtts.engines.qwen.engine import QwenEngine
from rtts.engines.qwen.gpu import settle
from rtts.engines.qwen.options import QwenOptions
from tests.engines.qwen.dry_run.cuda import pretended_cuda
from tests.engines.qwen.dry_run.launches import Variant, pretended_launches
from tests.engines.qwen.dry_run.operations import Memory
from tests.engines.qwen.dry_run.outlines import outline, outlined_official
from tests.engines.qwen.dry_run.rules import Fault, Rules
from tests.engines.qwen.dry_run.tensors import pretended_tensors

__all__ = ["Chosen", "Found", "go"]

_VOICES = ("anna", "bert")
_EVERY, _STAY = 4, 24
"""Steps between two who begin, and until each is dropped."""


@dataclass(frozen=True)
class Chosen:
    """What is run."""

    size: str = "1.7b"
    kind: Kind = "custom_voice"
    layers: int = 0
    groups: int = 0
    steps: int = 40
    is_flash: bool = False
    """Whether flash-attn can be imported, which then takes what it takes."""


@dataclass
class Found:
    """What came of it."""

    place: str
    faults: Sequence[Fault]
    variants: Sequence[Variant]
    convolutions: int
    """How many shapes cuDNN tries out."""
    heard: int
    """Pieces of sound."""
    most_bytes: int
    """That tensors took until all was recorded."""
    reckoned_bytes: int
    """That were said to be needed for it, without those of libraries."""
    allowed: Mapping[str, int]


class Reports:
    """What the engine tells, and the memory that was taken by then."""

    def __init__(self, memory: Memory) -> None:
        self.most = 0
        self.place = ""
        self._memory = memory

    def __call__(self, event: str, **fields: Any) -> None:
        self.place = fields.get("place", self.place)
        if event != "recorded":  # behind the reserve, which is of what is left
            self.most = max(self.most, self._memory.most)


def go(chosen: Chosen, **asked: str) -> Found:
    """Load, speak and tell. `asked` are options of the engine."""
    rules = Rules()
    checkpoint = outline(chosen.size, chosen.kind, layers=chosen.layers, groups=chosen.groups)
    with _voices(chosen.kind) as voices, _flash(chosen.is_flash):
        given = {"device": "cuda:0", "voices": voices, "voice_cache": "off"} | asked
        options = read_options(QwenOptions, "qwen", given)
        with (
            pretended_tensors(rules) as operations,
            pretended_cuda(rules),
            pretended_launches(rules) as launches,
            patch.object(machine, "load_official", outlined_official),
        ):
            reports = Reports(operations.memory)
            engine = _load(checkpoint, options, reports)
            made = engine.loaded.stage.machine
            if not made.place.graphs:
                reports.most = operations.memory.most
            with rules.during("reading" if made.sound is None else "speaking"):
                heard = _speak(engine, chosen.steps)
    sizes = memory.measure(checkpoint, made.place.dtype, options.positions, options.weights)
    need = sizes.need(made.frames.slots.count, graphs=made.place.graphs)
    return Found(
        place=reports.place,
        faults=rules.faults,
        variants=list(launches.variants.values()),
        convolutions=len(operations.convolutions),
        heard=heard,
        most_bytes=reports.most,
        reckoned_bytes=need.total - memory._LIBRARIES,
        allowed={f"{phase}: {what}": count for (phase, what), count in rules.allowed.items()},
    )


def _load(checkpoint: Checkpoint, options: QwenOptions, reports: Reports) -> QwenEngine:
    """As the worker does it, but for the texts that warm it up."""
    made = machine.load_machine(checkpoint, options, reports)
    engine = QwenEngine(checkpoint, options, describe(checkpoint, options, _VOICES))
    engine.report = reports
    engine.use(made)
    settle(made.place)
    return engine


def _speak(engine: QwenEngine, steps: int) -> int:
    """Utterances come, grow, end and are dropped, in all voices; how many pieces are heard."""
    heard = 0
    voices = [voice.id for voice in engine.info.voices]
    for turn in range(steps):
        if turn % _EVERY == 0:
            voice = voices[turn // _EVERY % len(voices)]
            engine.open(Job(id=turn, voice=voice, language="en", seed=turn))
            engine.feed(turn, "A boy was ")
            engine.cancel(turn - _STAY)
        if turn % _EVERY == _EVERY - 1:
            begun = turn - turn % _EVERY
            engine.feed(begun, "there, and the others too.")
            engine.finish(begun)
        heard += sum(isinstance(event, Chunk) for event in engine.step(list(range(steps))))
    return heard


@contextmanager
def _voices(kind: Kind) -> Iterator[str]:
    """A folder of recordings, one of them with its words, where a checkpoint wants such."""
    if kind != "base":
        yield ""
        return
    with tempfile.TemporaryDirectory() as folder:
        sound = np.random.default_rng(0).standard_normal(24000 * 4) * 0.1
        for name in _VOICES:
            soundfile.write(Path(folder, f"{name}.wav"), sound, 24000)
        Path(folder, f"{_VOICES[0]}.txt").write_text("These are words.")
        yield folder


def flash_attn_with_kvcache(
    q: torch.Tensor,
    k_cache: torch.Tensor,
    v_cache: torch.Tensor,
    *,
    cache_seqlens: torch.Tensor,
    cache_batch_idx: torch.Tensor,
    causal: bool,
) -> torch.Tensor:
    """What flash-attn asks of them."""
    assert causal
    assert q.dtype == k_cache.dtype == v_cache.dtype == torch.bfloat16
    assert q.stride(-1) == k_cache.stride(-1) == v_cache.stride(-1) == 1
    for each in (cache_seqlens, cache_batch_idx):
        assert each.dtype == torch.int32
        assert each.is_contiguous()
    return torch.empty_like(q)


@contextmanager
def _flash(is_there: bool) -> Iterator[None]:  # noqa: FBT001
    """A package of that name, or what there is."""
    if not is_there:
        yield
        return
    module = types.ModuleType("flash_attn")
    module.__spec__ = types.SimpleNamespace()  # type: ignore[assignment]
    module.flash_attn_with_kvcache = flash_attn_with_kvcache  # type: ignore[attr-defined]
    with patch.dict(sys.modules, {"flash_attn": module}):
        yield
