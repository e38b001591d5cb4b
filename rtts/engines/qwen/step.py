"""What happens on the device in a frame: from the slots' state to the codes, and back into it.

Frame f of an utterance reads the codes of frame f - 1 and text id f. Everything that it needs
lies in its slot, so a frame is a fixed list of operations: nothing is read back, and no shape
depends on data. This is the list in plain PyTorch, which runs on any device and is what every
other way of doing it is held against.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import torch

from rtts.engines.qwen.networks.network import Network
from rtts.engines.qwen.networks.sampling import barrier, gate, penalize, sample, uniforms
from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.slots import RING, Rows, Slots

__all__ = ["Draws", "PlainStep", "Rules", "Step"]


@dataclass(frozen=True)
class Rules:
    """What the checkpoint says of how codes are drawn."""

    text_pad: int
    text_eos: int
    codec_eos: int
    codes: int
    """V: the height of the table of code 0."""
    top_k: int
    predictor_top_k: int

    @classmethod
    def from_config(cls, config: Mapping[str, Any], defaults: Mapping[str, Any]) -> "Rules":
        """Of the model's config and of the defaults of generation."""
        talker = config["talker_config"]
        return cls(
            text_pad=config["tts_pad_token_id"],
            text_eos=config["tts_eos_token_id"],
            codec_eos=talker["codec_eos_token_id"],
            codes=talker["vocab_size"],
            top_k=defaults["top_k"],
            predictor_top_k=defaults["subtalker_top_k"],
        )


class Step(Protocol):
    """A way to speak a frame of rows."""

    groups: int
    """G: how many codes a frame has."""
    heights: torch.Tensor
    """(V,): which ids of code 0 may be drawn, of `sampling.barrier`."""

    @property
    def reads_lengths(self) -> bool:
        """Whether it finds on the device how far each row attends.

        Then `extent` is not used, and what a slot holds beyond that need not be cleared.
        """
        ...

    def __call__(self, rows: Rows, extent: int, codes: torch.Tensor) -> None:
        """Speak a frame of the rows into `codes` (B, G), and take their slots one frame further.

        `extent` is how many positions of each slot are read; it covers the longest row.
        """
        ...


class Draws:
    """Where the slots that `index` names stand, and how a frame of them is drawn."""

    def __init__(self, slots: Slots, index: torch.Tensor, rules: Rules, groups: int) -> None:
        self.counters = slots.counters.index_select(0, index)  # (B, 4)
        self.position, self.frame, eos_from, seed = self.counters.unbind(1)
        self._slots, self._index, self._rules = slots, index, rules
        self._settings = slots.sampling.index_select(0, index).unbind(1)
        self._may_end = self.frame >= eos_from
        self._uniforms = uniforms(seed, self.frame, groups).unbind(1)

    def code0(self, logits: torch.Tensor, heights: torch.Tensor) -> torch.Tensor:
        """Code 0 of logits (B, V) in float32: (B,)."""
        temperature, top_p, penalty = self._settings[:3]
        seen = self._slots.seen.index_select(0, self._index)
        logits = gate(penalize(logits, seen, penalty), heights, self._may_end)
        return sample(logits, temperature, top_p, self._uniforms[0], self._rules.top_k)

    def code(self, logits: torch.Tensor, group: int) -> torch.Tensor:
        """The code of another group, of logits (B, V') in float32: (B,)."""
        temperature, top_p = self._settings[3:]
        top_k = self._rules.predictor_top_k
        return sample(logits, temperature, top_p, self._uniforms[group], top_k)


class PlainStep:
    """The frame in plain PyTorch."""

    def __init__(self, network: Network, tables: Tables, slots: Slots, rules: Rules) -> None:
        self.network, self.tables, self.slots, self.rules = network, tables, slots, rules
        self.groups = network.predictor.groups
        self.heights = barrier(rules.codes, rules.codec_eos, slots.device)
        self._true = torch.ones((), dtype=torch.bool, device=slots.device)

    @property
    def reads_lengths(self) -> bool:
        return self.network.talker.flash is not None

    def __call__(self, rows: Rows, extent: int, codes: torch.Tensor) -> None:
        slots, index = self.slots, rows.index
        draws = Draws(slots, index, self.rules, self.groups)
        text = self.tables.embed_text(slots.text[index, draws.frame])
        x = slots.codec_sum.index_select(0, index) + text  # (B, H)
        hidden = self.network.talker.decode(x, slots, rows, draws.position, extent)
        said = self._draw(hidden, draws)
        torch.stack(said, 1, out=codes)
        codec_sum = self.tables.embed_frames(codes)
        counters = draws.counters + rows.advance
        at = (index, draws.frame % RING) if slots.groups else None
        # Nothing is allocated from here on: a slot is never left half a frame further.
        slots.codec_sum.index_copy_(0, index, codec_sum)
        slots.seen.index_put_((index, said[0]), self._true)
        slots.counters.index_copy_(0, index, counters)
        if at is not None:
            slots.ring.index_put_(at, codes)

    def _draw(self, hidden: torch.Tensor, draws: Draws) -> list[torch.Tensor]:
        """The codes of hidden states (B, H), one after the other: G of (B,)."""
        tables, predictor = self.tables, self.network.predictor
        codes = [draws.code0(self.network.talker.logits(hidden), self.heights)]
        inputs = (tables.project_hidden(hidden), tables.predictor_input(0, codes[0]))
        logits = predictor.begin(torch.stack(inputs, 1))
        for group in range(1, self.groups):
            codes.append(draws.code(logits, group))
            if group + 1 < self.groups:
                logits = predictor.advance(tables.predictor_input(group, codes[group]), group)
        return codes
