"""The engine on a GPU whose order is watched, and utterances that it speaks there."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import torch
from numpy.typing import NDArray

from rtts.engines.base import Job
from rtts.engines.qwen.cast_list import describe
from rtts.engines.qwen.checkpoint import find_checkpoint
from rtts.engines.qwen.device import Place
from rtts.engines.qwen.engine import QwenEngine
from rtts.engines.qwen.late import Late
from rtts.engines.qwen.machine import assemble
from rtts.engines.qwen.official import Official, load_official
from rtts.engines.qwen.options import QwenOptions
from rtts.engines.qwen.slots import Slots
from rtts.engines.qwen.utterance import Seat
from tests.engines.qwen.ordering.blocks import CloseBlock
from tests.engines.qwen.ordering.history import Fault
from tests.engines.qwen.ordering.watched_gpu import WatchedGpu
from tests.engines.qwen.talk import IDS, Conversation

__all__ = ["WatchedEngine", "WatchedTalk"]

LANGUAGES = ("en", "zh", "de")


class WatchedEngine:
    """A machine on a GPU of its own, recorded, with the codec in a stream beside.

    Of the ring of codes, which both streams use, each code is told apart. Where nobody makes use of
    what was read there, nothing is in any order, and need not be: the scratch slot, which padding
    rows read and write, and the codes of who is over before they were heard. Whatever is read is
    a number that the codec takes for a code, and the sound of it is dropped.
    """

    def __init__(self, folder: Path, speakers: Sequence[str], **options: Any) -> None:
        self.checkpoint = find_checkpoint(str(folder))
        given: dict[str, Any] = {"device": "cuda", "slots": 3, "positions": 64, "graphs": "on"}
        self.options = QwenOptions(**(given | options))
        self._speakers = speakers
        self.gpu = WatchedGpu()
        official = load_official(self.checkpoint, "cpu", torch.float32)
        self._put_there(official)
        place = Place("cuda", torch.float32, "sdpa", graphs=self.options.graphs == "on")
        with self.on():
            self.machine = assemble(official, self.options, place)
        self.at_load = self.faults

    def _put_there(self, official: Official) -> None:
        """Its weights; what it makes of a recording is one operation."""
        gpu, model = self.gpu, official.model
        tokenizer = model.speech_tokenizer
        for module in (model, tokenizer.model):
            gpu.memory.adopt(module, gpu.default.number)
        model.extract_speaker_embedding = gpu.whole(model.extract_speaker_embedding)
        tokenizer.encode = gpu.whole(tokenizer.encode, lambda found: found.audio_codes)

    @contextlib.contextmanager
    def on(self) -> Iterator[None]:
        """Where it can be called."""
        make, leave = Slots.__init__, Late.left

        def made(slots: Slots, *args: Any, **kwargs: Any) -> None:
            make(slots, *args, **kwargs)
            self.gpu.memory.watch_closely(slots.ring).ignore(codes_of(slots.ring, slots.scratch))

        def left(late: Late, seat: Seat) -> None:
            leave(late, seat)
            if seat.utterance.over:
                ring = self.machine.frames.slots.ring
                block = self.gpu.memory.block_of(ring)
                assert isinstance(block, CloseBlock)
                block.forget_reads(codes_of(ring, seat.slot))

        with self.gpu.on(), patch.object(Slots, "__init__", made), patch.object(Late, "left", left):
            yield

    def engine(self) -> QwenEngine:
        """As a worker has it."""
        info = describe(self.checkpoint, self.options, self._speakers)
        engine = QwenEngine(self.checkpoint, self.options, info)
        engine.use(self.machine)
        return engine

    def talk(self) -> "WatchedTalk":
        """Nobody speaks yet."""
        return WatchedTalk(self, self._speakers)

    @property
    def in_default(self) -> int:
        """How much was put into no stream of the product's."""
        return self.gpu.history.launches[self.gpu.default.number]

    @property
    def faults(self) -> list[Fault]:
        """What was found so far."""
        return list(self.gpu.history.faults)

    def settle(self) -> None:
        """Wait for all that was asked of it, and begin to watch anew."""
        self.gpu.synchronize()
        self.gpu.history.faults.clear()
        self.gpu.halts.clear()


def codes_of(ring: torch.Tensor, slot: int) -> NDArray[np.int64]:
    """Which elements of the ring belong to a slot."""
    size = ring[0].numel()
    return np.arange(slot * size, (slot + 1) * size)


class WatchedTalk(Conversation):
    """Utterances in several voices and languages."""

    def __init__(self, engine: WatchedEngine, speakers: Sequence[str]) -> None:
        super().__init__(engine.machine, engine.checkpoint, engine.options)
        self._speakers = speakers
        self.groups = engine.machine.frames.tables.groups
        self.samples = engine.machine.codec.samples_per_frame

    def job(self, id: int) -> Job:
        voice = self._speakers[id % len(self._speakers)]
        return Job(id=id, voice=voice, language=LANGUAGES[id % len(LANGUAGES)], seed=id)

    def close(self) -> None:
        """Let all be spoken to their ends."""
        for id in [each for each in IDS if self.is_open(each)]:
            self.finish(id)
        self.drain()

    def cancel_all(self) -> None:
        """Let nobody be spoken any more."""
        for id in list(self.fed):
            self.cancel(id)
        self.drain()
