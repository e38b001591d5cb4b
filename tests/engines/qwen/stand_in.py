"""A machine without networks, whose codes and samples are whole numbers.

What it says of an utterance depends on everything that a real one's would: on the seed, the
frame and the text id that the frame reads, and its samples on all frames before. So a frame that
is lost, doubled or out of order is heard from then on, in any batch and to the last bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch

from rtts.engines.qwen.frame import Entry
from rtts.engines.qwen.lanes import HostLane, Lane
from rtts.engines.qwen.prefix import PrefixCache
from tests.engines.qwen.tiny import text_tokenizer

__all__ = ["END", "GROUPS", "SAMPLES", "StandInCodec", "StandInFrames", "stand_in", "tokenizer"]

GROUPS = 3
SAMPLES = 8
"""Of a frame."""
END = 1000
"""The code that ends an utterance."""
RATE = 100
RING = 8
PREFIX = 5
NEVER = 10**9
_PRIME = 1_000_003


@dataclass(frozen=True)
class StandInStart:
    """How an utterance begins."""

    text: tuple[int, ...]
    ended: bool
    frame: int = 0


class StandInPrompts:
    """Lays out nothing."""

    def growing(self, ids: Sequence[int], *, ended: bool) -> StandInStart:
        return StandInStart(tuple(ids), ended)

    def whole_text(self, ids: Sequence[int]) -> StandInStart:
        return StandInStart(tuple(ids), ended=True)

    def forced(self, start: StandInStart, codes: torch.Tensor) -> StandInStart:
        return replace(start, frame=len(codes))


class StandInFrames:
    """Counts as `Frames` does, and speaks whole numbers."""

    def __init__(self, slots: int, positions: int, lane: Lane | None = None) -> None:
        rows = slots + 1
        self.lane = lane or HostLane()
        self.prompts = StandInPrompts()
        self.prefixes = PrefixCache(0)
        self.rules = SimpleNamespace(codec_eos=END)
        self.tables = SimpleNamespace(groups=GROUPS, heights=[END + 1] * GROUPS)
        self.slots = SimpleNamespace(
            count=slots,
            scratch=slots,
            positions=positions,
            device=torch.device("cpu"),
            ring=torch.zeros(rows, RING, GROUPS, dtype=torch.int64),
            length=np.zeros(rows, dtype=np.int64),
            frame=np.zeros(rows, dtype=np.int64),
            until=np.zeros(rows, dtype=np.int64),
            upload=lambda values: torch.as_tensor(values, dtype=torch.int64),
        )
        self.text = np.zeros((rows, positions), dtype=np.int64)
        self.written = np.zeros(rows, dtype=np.int64)
        self.seeds = np.zeros(rows, dtype=np.int64)
        self.endless = False
        """Whether no utterance ends by itself."""
        self.spoken = 0
        """Rows of all steps."""

    def join(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            start: Any = entry.start
            begin = PREFIX + start.frame
            if len(start.text) > self.slots.positions or begin >= self.slots.positions:
                raise ValueError(entry.slot)
        for entry in entries:
            slot, start = entry.slot, entry.start
            self.seeds[slot] = entry.sampling.seed % 1000
            self.text[slot] = 0
            self.text[slot, : len(start.text)] = start.text
            self.written[slot] = self.slots.until[slot] = len(start.text)
            self.slots.frame[slot] = start.frame
            self.slots.length[slot] = PREFIX + start.frame
            if start.ended:
                self.slots.until[slot] = NEVER

    def append_text(self, slot: int, ids: Sequence[int]) -> None:
        begin = int(self.written[slot])
        end = begin + len(ids)
        if end > self.slots.positions:
            raise ValueError(slot)
        self.text[slot, begin:end] = ids
        self.written[slot] = end
        if ids:
            self.slots.until[slot] = end

    def end_text(self, slot: int) -> None:
        self.slots.until[slot] = NEVER

    def leave(self, slot: int) -> None:
        self.slots.until[slot] = 0

    def ready(self, slot: int) -> bool:
        return bool(self.slots.frame[slot] < self.slots.until[slot]) and self.room(slot) > 0

    def room(self, slot: int) -> int:
        return int(self.slots.positions - self.slots.length[slot])

    def step(self, rows: Sequence[int]) -> torch.Tensor:
        index = np.array(rows)
        assert len(set(rows)) == len(rows)
        assert all(self.ready(slot) for slot in rows)
        frame = self.slots.frame[index]
        text = self.text[index, np.minimum(frame, self.slots.positions - 1)]
        mixed = self.seeds[index] * 7919 + frame * 104729 + text * 31
        codes = (mixed[:, None] * np.array([3, 5, 7]) % _PRIME) % END
        # Wherever the end may be, it is by chance, and more likely as time goes.
        over = (self.slots.until[index] == NEVER) & (frame >= np.maximum(self.written[index], 2))
        if not self.endless:
            codes[over & (mixed % 11 == 0), 0] = END
        self.spoken += len(rows)
        said = torch.from_numpy(codes)
        self.slots.ring[torch.from_numpy(index), torch.from_numpy(frame % RING)] = said
        self.slots.frame[index] += 1
        self.slots.length[index] += 1
        return said


class StandInCodec:
    """Its state is a number that rolls over all codes; its samples say that number."""

    sample_rate = RATE
    samples_per_frame = SAMPLES

    def __init__(self, slots: int) -> None:
        self.slots = slots
        self.state = torch.zeros(slots + 1, dtype=torch.int64)

    def reset(self, slots: Sequence[int]) -> None:
        self.state[list(slots)] = 0

    def prime(self, codes: torch.Tensor, slots: torch.Tensor) -> None:
        self.decode(codes, slots)

    def decode(self, codes: torch.Tensor, slots: torch.Tensor) -> torch.Tensor:
        lent = [slot for slot in slots.tolist() if slot != self.slots]
        assert len(set(lent)) == len(lent)
        state, sound = self.state[slots], []
        for frame in codes.unbind(1):
            state = (state * 31 + (frame * torch.tensor([1, 1009, 9973])).sum(1)) % _PRIME
            samples = state[:, None] * torch.arange(1, SAMPLES + 1) % 65536 - 32768
            sound.append(samples)
        self.state[slots] = state
        return torch.cat(sound, 1) / 32768


@cache
def tokenizer() -> Any:
    """The tokenizer of tiny checkpoints."""
    return text_tokenizer()


def stand_in(slots: int, positions: int = 400, lane: Lane | None = None) -> Any:
    """A machine."""
    frames = StandInFrames(slots, positions, lane)
    defaults = {
        "temperature": 0.9,
        "subtalker_temperature": 0.9,
        "do_sample": True,
        "subtalker_dosample": True,
        "repetition_penalty": 1.05,
        "top_p": 1.0,
        "subtalker_top_p": 1.0,
    }
    return SimpleNamespace(
        frames=frames,
        prompts=frames.prompts,
        codec=StandInCodec(slots),
        sound=None,
        buckets=(),
        tokenizer=tokenizer(),
        defaults=defaults,
        find_clone=None,
        voices=None,
        clone_figures=dict,
        place=SimpleNamespace(device="cpu"),
    )


def checkpoint() -> Any:
    """What casts roles: one voice that speaks everything."""
    return SimpleNamespace(
        name="stand-in",
        kind="custom_voice",
        takes_instructions=False,
        language=lambda _code: "english",
        speaker=lambda voice: voice,
    )
