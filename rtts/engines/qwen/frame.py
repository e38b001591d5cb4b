"""Utterances that ride in a batch: they join, their text grows and ends, and a step speaks of each.

Everything that a frame needs lies in its slot on the device, so the host does the same little
work for any batch: it counts, checks, and puts the step to work. A slot that waits for text, or
whose listener has enough, is left out of a step and loses nothing by it.

An utterance joins between two steps. What stands before its first frame is prefilled, all
joining utterances at once; a prefix that was heard before is copied. It leaves by being left
out; its slot can be taken at once.

What joins and what is appended to texts is written by one copy each, of all slots together: in a
busy server some text comes before every step, and each copy of its own would cost several
operations.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from rtts.engines.qwen.batches import Batches, Direct, Report, Runner
from rtts.engines.qwen.lanes import HostLane, Lane
from rtts.engines.qwen.networks.network import Network, Run
from rtts.engines.qwen.networks.sampling import Sampling
from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.prefix import PrefixCache
from rtts.engines.qwen.prompt import Prompts, Start, Voicing
from rtts.engines.qwen.slots import Slots
from rtts.engines.qwen.step import PlainStep, Rules, Step

__all__ = ["Entry", "Frames", "Rules"]

MIN_FRAMES = 2
"""The official `min_new_tokens`: no utterance ends before so many frames."""

NEVER: int = np.iinfo(np.int64).max

_REHEARSED = ((1, 16), (1, 32), (1, 64), (1, 128), (2, 128), (4, 128), (8, 128))
"""Rows and positions of prefills, which are filled up to powers of two: a product of a GPU is
chosen by how many positions there are in all."""


@dataclass(frozen=True)
class Entry:
    """An utterance that joins."""

    slot: int
    voicing: Voicing
    start: Start
    sampling: Sampling


class Frames:
    """The whole step over slots.

    All that is done on the device is put into `lane`, which is made when the weights and slots
    lie there. `step` is the plain one if none is given. Every step is called, until `record` is.
    """

    def __init__(
        self,
        network: Network,
        tables: Tables,
        slots: Slots,
        *,
        prompts: Prompts,
        rules: Rules,
        prefixes: PrefixCache,
        lane: Lane | None = None,
        step: Step | None = None,
    ) -> None:
        self.network, self.tables, self.slots = network, tables, slots
        self.prompts, self.rules, self.prefixes = prompts, rules, prefixes
        self.lane: Lane = lane or HostLane()
        self._step: Step = step or PlainStep(network, tables, slots, rules)
        with torch.inference_mode(), self.lane.use():
            slots.text.fill_(rules.text_pad)
        self._heights = self._step.heights
        self._runner: Runner = Direct(slots, self._step)
        self._riding: tuple[int, ...] = ()
        self._lent = np.array([], dtype=np.int64)
        """Those that ride and are not the scratch slot."""

    def record(self, sizes: Iterable[int], report: Report = lambda _event, **_fields: None) -> None:
        """Record the step for batches of these sizes, and replay it from now on.

        To be called before the first utterance; the largest size must hold all that ever ride
        together. `report` is told `graphs_recorded` with the rows and the seconds of each size.
        """
        batches = Batches(self.slots, self._step, self.lane, sizes)
        batches.record(report)
        self._runner = batches

    def rehearse(self) -> None:
        """Prefill as most utterances do that are the first of their voice, to nobody's good.

        What a GPU's libraries load, choose and compile for it is then there. To be called before
        the first utterance.
        """
        slots, stack = self.slots, self.network.talker.stack
        with torch.inference_mode(), self.lane.use():
            for rows, positions in _REHEARSED:
                if rows <= slots.count and positions <= slots.positions:
                    x = torch.zeros(
                        positions, stack.shape.hidden, device=stack.device, dtype=stack.dtype
                    )
                    slots.take(np.arange(rows))
                    self.network.talker.prefill(slots, [Run(slot, 0, x) for slot in range(rows)])
                    slots.take(np.arange(rows))

    # An utterance: it joins, its text grows and ends, it leaves.

    def join(self, entries: Sequence[Entry]) -> None:
        """Take slots for utterances. Each may be in the next step, as its text allows.

        Raises ValueError, before anything is changed, if one does not fit into a slot.
        """
        with torch.inference_mode(), self.lane.use():
            prefixes = {entry.voicing: self.prefixes.get(entry.voicing) for entry in entries}
            missing = {v: self.prompts.prefix(v) for v, kept in prefixes.items() if kept is None}
            for entry in entries:
                kept = prefixes[entry.voicing]
                length = len(missing[entry.voicing]) if kept is None else kept.shape[3]
                self._check_fits(entry.start, length)
            self.slots.take(np.array([entry.slot for entry in entries]))
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
        self.slots.write_text(slot, begin, ids)
        self.slots.written[slot] = self.slots.until[slot] = end

    def end_text(self, slot: int) -> None:
        """Say that the text is whole. From its end on the utterance may end."""
        end = int(self.slots.written[slot])
        self.append_text(slot, [self.rules.text_eos])
        self.slots.write_end(slot, max(MIN_FRAMES, end))
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
        riding = tuple(rows)
        if riding != self._riding:
            lent = np.array(riding, dtype=np.int64)
            self._riding, self._lent = riding, lent[lent != self.slots.scratch]
        slots, lent = self.slots, self._lent
        extent = self._reach(lent)
        with torch.inference_mode(), self.lane.use():
            slots.flush()
            codes = self._runner.run(riding, extent)
        slots.length[lent] += 1
        slots.frame[lent] += 1
        return codes

    def _reach(self, lent: np.ndarray) -> int:
        """How far the step reads. Raises ValueError if one of the slots is not ready for it."""
        slots = self.slots
        if (slots.frame[lent] >= slots.until[lent]).any():
            raise ValueError("A slot is in the step whose next text is not known")
        longest = int(slots.length[lent].max(initial=0)) + 1
        if longest > slots.positions:
            raise ValueError(f"A slot is in the step whose {slots.positions} positions are full")
        return slots.extent(longest)

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
        copies: dict[Voicing, list[int]] = {}
        for entry in entries:
            if entry.voicing not in made or entry.slot != asked[entry.voicing]:
                copies.setdefault(entry.voicing, []).append(entry.slot)
        index = slots.upload([slot for those in copies.values() for slot in those])
        parts = index.split([len(those) for those in copies.values()])
        for (voicing, those), part in zip(copies.items(), parts, strict=True):
            kept = prefixes[voicing]
            slots.copy_prefix(those, part, made[voicing] if kept is None else kept)
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
        slots, starts = self.slots, [entry.start for entry in entries]
        taken = np.array([entry.slot for entry in entries], dtype=np.int64)
        slots.frame[taken] = [start.frame for start in starts]
        slots.written[taken] = [len(start.text) for start in starts]
        slots.until[taken] = [NEVER if start.ended else len(start.text) for start in starts]
        for entry in entries:
            slots.write_text(entry.slot, 0, entry.start.text)
        heard = [entry.slot * self.rules.codes + id for entry in entries for id in entry.start.seen]
        counters = [
            (slots.length[entry.slot], start.frame, self._eos_from(start), entry.sampling.seed)
            for entry, start in zip(entries, starts, strict=True)
        ]
        index, heard_at, counts, settings = slots.upload_all(
            taken,
            np.array(heard, dtype=np.int64),
            np.array(counters, dtype=np.int64),
            np.array([settings_of(entry.sampling) for entry in entries], dtype=np.float32),
        )
        slots.text.index_fill_(0, index, self.rules.text_pad)
        slots.seen.index_fill_(0, index, value=False)
        if heard:
            slots.seen.view(-1).index_fill_(0, heard_at, value=True)
        slots.counters.index_copy_(0, index, counts)
        slots.sampling.index_copy_(0, index, settings)
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
