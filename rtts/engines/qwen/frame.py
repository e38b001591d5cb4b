"""One step of all utterances that ride in a batch: from the codes of a frame to those of the next.

Frame f of an utterance reads the codes of frame f - 1 and text id f. Everything that it needs
lies in its slot on the device, so a step is a fixed list of operations: nothing is read back, no
shape depends on data, and the host does the same little work for any batch. A slot that waits
for text, or whose listener has enough, is left out of a step and loses nothing by it.

An utterance joins between two steps. What stands before its first frame is prefilled, all
joining utterances at once; a prefix that was heard before is copied. It leaves by being left
out; its slot can be taken at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from rtts.engines.qwen.network import Network, Run
from rtts.engines.qwen.prefix import PrefixCache
from rtts.engines.qwen.prompt import Prompts, Start, Voicing
from rtts.engines.qwen.sampling import Sampling, barrier, gate, penalize, sample, uniforms
from rtts.engines.qwen.slots import COUNTERS, Rows, Slots
from rtts.engines.qwen.tables import Tables

__all__ = ["Entry", "Frames", "Rules"]

MIN_FRAMES = 2
"""The official `min_new_tokens`: no utterance ends before so many frames."""

NEVER: int = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Entry:
    """An utterance that joins."""

    slot: int
    voicing: Voicing
    start: Start
    sampling: Sampling


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


class Frames:
    """The whole step over slots."""

    def __init__(
        self,
        network: Network,
        tables: Tables,
        slots: Slots,
        *,
        prompts: Prompts,
        rules: Rules,
        prefixes: PrefixCache,
    ) -> None:
        self.network, self.tables, self.slots = network, tables, slots
        self.prompts, self.rules, self.prefixes = prompts, rules, prefixes
        self._rows: Rows | None = None
        self._cleared: tuple[Rows, int] | None = None
        self._true = torch.ones((), dtype=torch.bool, device=slots.device)
        self._heights = barrier(rules.codes, rules.codec_eos, slots.device)
        with torch.inference_mode():
            slots.text.fill_(rules.text_pad)

    # An utterance: it joins, its text grows and ends, it leaves.

    def join(self, entries: Sequence[Entry]) -> None:
        """Take slots for utterances. Each may be in the next step, as its text allows.

        Raises ValueError, before anything is changed, if one does not fit into a slot.
        """
        with torch.inference_mode():
            prefixes = {entry.voicing: self.prefixes.get(entry.voicing) for entry in entries}
            missing = {v: self.prompts.prefix(v) for v, kept in prefixes.items() if kept is None}
            for entry in entries:
                kept = prefixes[entry.voicing]
                length = len(missing[entry.voicing]) if kept is None else kept.shape[3]
                self._check_fits(entry.start, length)
            for entry in entries:
                self.slots.length[entry.slot] = self.slots.clean[entry.slot] = 0
            self._cleared = None
            self._lay_prefixes(entries, prefixes, missing)
            self._lay_blocks(entries)
            self._reset(entries)

    def append_text(self, slot: int, ids: Sequence[int]) -> None:
        """Let the utterance's text go on with ids that are certain.

        Raises ValueError if they are more than a slot has frames for.
        """
        if not ids:
            return
        begin = int(self.slots.written[slot])
        end = begin + len(ids)
        if end > self.slots.positions:
            raise ValueError(f"A text of {end} ids does not fit into {self.slots.positions} frames")
        with torch.inference_mode():
            self.slots.text[slot, begin:end] = self.slots.upload(ids)
        self.slots.written[slot] = self.slots.until[slot] = end

    def end_text(self, slot: int) -> None:
        """Say that the text is whole. From its end on the utterance may end."""
        end = int(self.slots.written[slot])
        self.append_text(slot, [self.rules.text_eos])
        with torch.inference_mode():
            self.slots.counters[slot, COUNTERS.index("eos_from")] = max(MIN_FRAMES, end)
        self.slots.until[slot] = NEVER

    def leave(self, slot: int) -> None:
        """Give a slot back. It may join again before the next step."""
        self.slots.until[slot] = 0

    def ready(self, slot: int) -> bool:
        """Whether a slot may be in the next step: its text is known so far, and it has room."""
        slots = self.slots
        return bool(slots.frame[slot] < slots.until[slot]) and self.room(slot) > 0

    def room(self, slot: int) -> int:
        """How many frames still fit into a slot."""
        return int(self.slots.positions - self.slots.length[slot])

    # The step.

    def step(self, rows: Sequence[int]) -> torch.Tensor:
        """Speak one frame of every row: codes (B, G), on the device.

        Each slot may be there once, and only if it is `ready`; the scratch slot may pad the
        batch. Where code 0 is `rules.codec_eos` the utterance ended, and the row is no frame.

        Raises ValueError if a slot's text is not known so far, or a slot is full.
        """
        if self._rows is None or self._rows.slots != tuple(rows):
            self._rows = self.slots.rows(rows)
        batch, slots = self._rows, self.slots
        extent = self._reach(batch)
        with torch.inference_mode():
            if self._cleared != (batch, extent):
                slots.clear_up_to(batch.slots, extent)
                self._cleared = (batch, extent)
            codes = self._speak(batch, extent)
        slots.length[batch.lent] += 1
        slots.frame[batch.lent] += 1
        return codes

    def _reach(self, rows: Rows) -> int:
        """How far the step reads. Raises ValueError if one of the rows is not ready for it."""
        slots, lent = self.slots, rows.lent
        if (slots.frame[lent] >= slots.until[lent]).any():
            raise ValueError("A slot is in the step whose next text is not known")
        longest = int(slots.length[lent].max(initial=0)) + 1
        if longest > slots.positions:
            raise ValueError(f"A slot is in the step whose {slots.positions} positions are full")
        return slots.extent(longest)

    def _speak(self, rows: Rows, extent: int) -> torch.Tensor:
        """All that happens on the device in a frame: (B, G). No shape depends on data."""
        slots, index = self.slots, rows.index
        counters = slots.counters.index_select(0, index)
        position, frame, eos_from, seed = counters.unbind(1)
        settings = slots.sampling.index_select(0, index).unbind(1)
        text = self.tables.embed_text(slots.text[index, frame])
        x = slots.codec_sum.index_select(0, index) + text  # (B, H)
        hidden = self.network.talker.decode(x, slots, rows, position, extent)
        draws = uniforms(seed, frame, self.network.predictor.groups).unbind(1)
        code0 = self._draw_code0(hidden, index, frame >= eos_from, settings, draws[0])
        codes = torch.stack(self._draw_rest(hidden, code0, settings, draws), 1)
        codec_sum, counters = self.tables.embed_frames(codes), counters + rows.advance
        # Nothing is allocated from here on: a slot is never left half a frame further.
        slots.codec_sum.index_copy_(0, index, codec_sum)
        slots.seen.index_put_((index, code0), self._true)
        slots.counters.index_copy_(0, index, counters)
        return codes

    def _draw_code0(
        self,
        hidden: torch.Tensor,
        index: torch.Tensor,
        may_end: torch.Tensor,
        settings: Sequence[torch.Tensor],
        draw: torch.Tensor,
    ) -> torch.Tensor:
        """Code 0 of hidden states (B, H): (B,)."""
        temperature, top_p, penalty = settings[:3]
        logits = self.network.talker.logits(hidden)
        logits = penalize(logits, self.slots.seen.index_select(0, index), penalty)
        logits = gate(logits, self._heights, may_end)
        return sample(logits, temperature, top_p, draw, self.rules.top_k)

    def _draw_rest(
        self,
        hidden: torch.Tensor,
        code0: torch.Tensor,
        settings: Sequence[torch.Tensor],
        draws: Sequence[torch.Tensor],
    ) -> list[torch.Tensor]:
        """Code 0 and, one after the other, the codes of all other groups: G of (B,)."""
        temperature, top_p = settings[3:]
        tables, predictor, top_k = self.tables, self.network.predictor, self.rules.predictor_top_k
        codes = [code0]
        inputs = (tables.project_hidden(hidden), tables.predictor_input(0, code0))
        logits = predictor.begin(torch.stack(inputs, 1))
        for group in range(1, predictor.groups):
            codes.append(sample(logits, temperature, top_p, draws[group], top_k))
            if group + 1 < predictor.groups:
                logits = predictor.advance(tables.predictor_input(group, codes[group]), group)
        return codes

    # Joining.

    def _check_fits(self, start: Start, prefix: int) -> None:
        """Raise ValueError if an utterance has no frame left behind prefix and block."""
        positions = self.slots.positions
        before = prefix + (0 if start.block is None else len(start.block))
        if before >= positions or len(start.text) > positions:
            raise ValueError(
                f"An utterance that begins with {before} positions and {len(start.text)} ids of"
                f" text does not fit into a slot of {positions}"
            )

    def _lay_prefixes(
        self,
        entries: Sequence[Entry],
        prefixes: Mapping[Voicing, torch.Tensor | None],
        missing: Mapping[Voicing, torch.Tensor],
    ) -> None:
        """Begin each slot with its prefix; what is missing is prefilled in the first that asks."""
        slots, asked = self.slots, {entry.voicing: entry.slot for entry in reversed(entries)}
        runs = [Run(asked[voicing], 0, prefix) for voicing, prefix in missing.items()]
        if runs:
            self.network.talker.prefill(slots, runs)
        made = {voicing: slots.prefix(asked[voicing]) for voicing in missing}
        for entry in entries:
            if entry.voicing not in made or entry.slot != asked[entry.voicing]:
                kept = prefixes[entry.voicing]
                slots.copy_prefix(entry.slot, made[entry.voicing] if kept is None else kept)
        for voicing, kv in made.items():
            self.prefixes.put(voicing, kv)

    def _lay_blocks(self, entries: Sequence[Entry]) -> None:
        """Prefill what stands between prefix and first frame, of all that have such."""
        runs = [
            Run(entry.slot, int(self.slots.length[entry.slot]), entry.start.block)
            for entry in entries
            if entry.start.block is not None
        ]
        if runs:
            self.network.talker.prefill(self.slots, runs)

    def _reset(self, entries: Sequence[Entry]) -> None:
        """Write all else that a slot holds, over whatever it held before."""
        slots, rules, starts = self.slots, self.rules, [entry.start for entry in entries]
        taken = np.array([entry.slot for entry in entries])
        slots.frame[taken] = [start.frame for start in starts]
        slots.written[taken] = [len(start.text) for start in starts]
        slots.until[taken] = [NEVER if start.ended else len(start.text) for start in starts]
        text = np.full((len(entries), slots.positions), rules.text_pad)
        seen = np.zeros((len(entries), rules.codes))
        for row, start in enumerate(starts):
            text[row, : len(start.text)] = start.text
            seen[row, list(start.seen)] = 1
        counters = [
            (slots.length[entry.slot], start.frame, self._eos_from(start), entry.sampling.seed)
            for entry, start in zip(entries, starts, strict=True)
        ]
        index = slots.upload(taken)
        slots.text.index_copy_(0, index, slots.upload(text))
        slots.seen.index_copy_(0, index, slots.upload(seen).bool())
        slots.counters.index_copy_(0, index, slots.upload(np.array(counters)))
        settings = torch.tensor([settings_of(entry.sampling) for entry in entries])
        slots.sampling.index_copy_(0, index, settings.to(slots.device))
        sums = torch.stack([start.codec_sum for start in starts])
        slots.codec_sum.index_copy_(0, index, sums.to(slots.codec_sum))

    def _eos_from(self, start: Start) -> int:
        """The first frame that may end the utterance: that of the text's end, if it is known."""
        if not start.ended:
            return NEVER
        end = start.text.index(self.rules.text_eos) if self.rules.text_eos in start.text else 0
        return max(MIN_FRAMES, end)


def settings_of(sampling: Sampling) -> tuple[float, ...]:
    """The row of a slot, in the order of the slots' columns."""
    return (
        sampling.temperature,
        sampling.top_p,
        sampling.repetition_penalty,
        sampling.predictor_temperature,
        sampling.predictor_top_p,
    )
