"""Frames of tiny checkpoints, and what the official generate says in their place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode

from rtts.engines.qwen.frame import Entry, Frames
from rtts.engines.qwen.lanes import Lane
from rtts.engines.qwen.networks.network import Network
from rtts.engines.qwen.networks.sampling import Sampling
from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.official import Official
from rtts.engines.qwen.prefix import PrefixCache
from rtts.engines.qwen.prompt import Prompts, Start, Voicing
from rtts.engines.qwen.slots import Slots
from rtts.engines.qwen.step import PlainStep, Rules, Step
from tests.engines.qwen.tiny import Clone, a_clone, official_codes, text_ids

GREEDY = Sampling(0.0, 1.0, 1.05, 0, 0.0, 1.0)
DRAWN = Sampling(0.9, 0.95, 1.05, 1234, 0.8, 0.9)
FRAMES = 64


MakeStep = Callable[[Network, Tables, Slots, Rules], Step]
"""Makes what speaks a frame."""


def make_frames(
    official: Official,
    *,
    slots: int = 8,
    positions: int = 200,
    prefix_bytes: int = 1 << 24,
    endless: bool = True,
    lane: Lane | None = None,
    make_step: MakeStep = PlainStep,
) -> Frames:
    """Frames over the weights of a checkpoint, which is left as it is."""
    talker, config = official.model.talker, official.model.config.to_dict()
    tables = Tables.from_official(talker)
    network = Network.from_official(talker, positions=positions, release=False)
    rules = Rules.from_config(config, official.defaults)
    stack = network.talker.stack
    state = Slots(
        slots,
        positions,
        stack.shape,
        codes=rules.codes,
        groups=tables.groups,
        device=stack.device,
        dtype=stack.dtype,
    )
    frames = Frames(
        network,
        tables,
        state,
        prompts=Prompts(tables, config, official.tokenizer),
        rules=rules,
        prefixes=PrefixCache(prefix_bytes),
        lane=lane,
        step=make_step(network, tables, state, rules),
    )
    if endless:
        # As high as the ids that are never spoken: random weights would end anywhere.
        frames._heights[rules.codec_eos] = 2
    return frames


@dataclass(frozen=True)
class Case:
    """One utterance, as the official generate is asked for it."""

    text: str
    whole: bool = False
    language: str = "auto"
    speaker: str | None = None
    instruct: str | None = None
    clone_frames: int | None = None
    """None: no clone; 0: by its embedding alone."""

    def clone(self, official: Official) -> Clone | None:
        return None if self.clone_frames is None else a_clone(official, self.clone_frames)

    def voicing(self, official: Official) -> Voicing:
        """The same as we ask for it."""
        asked = f"<|im_start|>user\n{self.instruct}<|im_end|>\n" if self.instruct else ""
        clone = self.clone(official)
        return Voicing(
            language=None if self.language == "auto" else self.language,
            speaker=self.speaker,
            instructions_ids=tuple(official.tokenizer(asked)["input_ids"]),
            speaker_embedding=None if clone is None else clone.embedding,
            key="" if clone is None else f"clone of {self.clone_frames}",
        )

    def start(self, official: Official, prompts: Prompts) -> Start:
        ids = text_ids(official, self.text)
        clone = self.clone(official)
        if clone is not None and clone.codes is not None:
            reference = official.tokenizer(clone.text)["input_ids"]
            return prompts.cloned(reference, clone.codes, ids, whole=self.whole)
        return prompts.whole_text(ids) if self.whole else prompts.growing(ids, ended=True)

    def entry(
        self, slot: int, official: Official, frames: Frames, sampling: Sampling = GREEDY
    ) -> Entry:
        """The whole utterance, joining a slot."""
        start = self.start(official, frames.prompts)
        return Entry(slot, self.voicing(official), start, sampling)


@cache
def reference(official: "Kept", case: Case) -> torch.Tensor:
    """What the official generate says: (FRAMES, G)."""
    return official_codes(
        official.official,
        case.text,
        frames=FRAMES,
        language=case.language,
        speaker=case.speaker,
        instruct=case.instruct,
        clone=case.clone(official.official),
        whole=case.whole,
    )


@dataclass(frozen=True)
class Kept:
    """A loaded checkpoint as a key."""

    official: Official

    def __hash__(self) -> int:
        return id(self.official)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept) and other.official is self.official


def said_officially(official: Official, case: Case) -> torch.Tensor:
    """What the official generate says, asked once: (FRAMES, G)."""
    return reference(Kept(official), case)


def speak(frames: Frames, rows: Sequence[int], count: int) -> torch.Tensor:
    """So many steps of the same rows: (count, B, G)."""
    # What a step gives may be overwritten by the next.
    return torch.stack([frames.step(rows).clone() for _ in range(count)])


class Operations(TorchDispatchMode):
    """Writes down every operation."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.names.append(str(func))
        return func(*args, **(kwargs or {}))
