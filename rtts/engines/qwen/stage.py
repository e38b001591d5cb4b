"""Where utterances are spoken: the slots they take, and what a frame of all of them is.

Here the two halves of the state are kept together: a slot of the networks and the same slot of
the codec. When memory runs out, one utterance has to go; the others lose nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import count
from typing import Any

import torch

from rtts.engines.qwen.at_once import AtOnce
from rtts.engines.qwen.codec.batches import CodecBatches
from rtts.engines.qwen.flight import Heard
from rtts.engines.qwen.frame import Entry
from rtts.engines.qwen.late import Late
from rtts.engines.qwen.machine import Machine, is_out_of_memory, memory_in_use
from rtts.engines.qwen.speech import Speech
from rtts.engines.qwen.utterance import Seat, Utterance

__all__ = ["Stage"]

_CALM_STEPS = 750
"""Steps without want of memory, of 80 ms in real time, behind which one more slot is tried. After
each further want it is twice as many: a minute, then two, so that few pay for what stays short."""


class Stage:
    """Slots, taken and free. `usable` is how many may be taken.

    With `sound` a step is launched before the last one is read; without, a step ends with its
    samples.
    """

    def __init__(self, machine: Machine, sound: CodecBatches | None = None) -> None:
        self.machine = machine
        self.usable = machine.frames.slots.count
        self._free = list(range(self.usable))[::-1]
        self._taken: dict[int, Seat] = {}
        self._numbers = count()
        self._spoken = 0
        self._wants = 0
        """How often memory was too short."""
        self._calm = 0
        """Steps since then, or since one more slot was tried."""
        self._sound = sound
        self._speech: Speech = AtOnce(machine) if sound is None else Late(machine, sound)

    def __repr__(self) -> str:
        return f"<Stage taken={len(self._taken)} of {self.usable}>"

    def casting(self) -> AbstractContextManager[Any]:
        """Where a voice may be made of a recording: the codec's scratch slot is used for that.

        The networks need not follow: the host has waited for what they read of the voice.
        """
        return nullcontext() if self._sound is None else self._sound.lane.use()

    # Slots.

    @property
    def room(self) -> int:
        """How many more may join."""
        return max(self.usable - len(self._taken), 0)

    def join(self, joining: Sequence[Utterance]) -> Iterator[tuple[Utterance, Exception]]:
        """Give slots to utterances, for which there is room; yields whom that failed for, and why.

        Whoever is told of one takes it off before the next is asked for.
        """
        if self._try_to_join(joining) is None:
            return
        for utterance in joining:
            self.leave(utterance)
        for utterance in joining:
            error = self._try_to_join([utterance])
            if error is not None:
                yield utterance, error

    def _try_to_join(self, joining: Sequence[Utterance]) -> Exception | None:
        """Give slots to all of them; or the error that kept it from that."""
        try:
            self._join(joining)
        except Exception as error:  # told apart below
            if not (isinstance(error, ValueError) or is_out_of_memory(error)):
                raise
            # Without what was computed, which it holds on to.
            return error.with_traceback(None)
        return None

    def _join(self, joining: Sequence[Utterance]) -> None:
        frames, prompts = self.machine.frames, self.machine.prompts
        entries = []
        for utterance in joining:
            slot = self._free.pop()
            utterance.seat = self._taken[slot] = Seat(utterance, slot, next(self._numbers))
            spec = utterance.spec
            for tensor in spec.role.tensors:
                frames.lane.borrow(tensor)  # the voice may be dropped while the lane reads it
            with torch.inference_mode(), frames.lane.use():
                start = utterance.start(prompts)
            entries.append(Entry(slot, spec.role.voicing, start, spec.sampling))
        frames.join(entries)
        seats = [self._taken[entry.slot] for entry in entries]
        for seat in seats:
            seat.begin(int(frames.slots.frame[seat.slot]))
        self._speech.begin(seats)

    def leave(self, utterance: Utterance) -> None:
        """Give back the slot of an utterance, if it has one.

        If it is not over, it speaks again what it was not yet heard of.
        """
        seat, utterance.seat = utterance.seat, None
        if seat is not None:
            self.machine.frames.leave(seat.slot)
            del self._taken[seat.slot]
            self._free.append(seat.slot)
            self._speech.left(seat)

    def shrink(self, most: int | None = None) -> None:
        """Take one less from now on, and so many at most; but one at least."""
        self._wants += 1
        self._calm = 0
        fewer = self.usable - 1
        self.usable = max(fewer if most is None else min(fewer, most), 1)

    def _regain(self) -> None:
        """Behind a step for which there was enough memory: perhaps there is for one slot more."""
        self._calm += 1
        if self._calm >= _CALM_STEPS << max(self._wants - 1, 0):
            self._calm = 0
            self.usable += 1

    # Text.

    def append_text(self, utterance: Utterance, ids: Sequence[int]) -> None:
        """Let the text of an utterance that has a slot go on. Raises ValueError."""
        assert utterance.slot is not None
        self.machine.frames.append_text(utterance.slot, ids)

    def end_text(self, utterance: Utterance) -> None:
        """Say that it is whole."""
        assert utterance.slot is not None
        self.machine.frames.end_text(utterance.slot)

    # Frames.

    def is_ready(self, utterance: Utterance) -> bool:
        """Whether it can be in the next step."""
        return utterance.slot is not None and self.machine.frames.ready(utterance.slot)

    def ready(self) -> list[bool]:
        """The same by slots."""
        slots = self.machine.frames.slots
        found: list[bool] = (
            (slots.frame < slots.until) & (slots.length < slots.positions)
        ).tolist()
        return found

    @property
    def busy(self) -> bool:
        """Whether there is something to do for those who have slots, or to be read of them."""
        if self._speech.pending:
            return True
        ready = self.ready()
        return any(ready[slot] for slot in self._taken)

    @property
    def pending(self) -> bool:
        """Whether something is to be read, whoever rides."""
        return self._speech.pending

    def speak(self, rows: Sequence[Utterance]) -> Heard:
        """A frame of each; and who has to go, if there was too little memory for all."""
        seats = [each.seat for each in rows if each.seat is not None]
        heard = self._speech.step(seats, self._taken.values())
        if seats and not heard.victims and self.usable < self.machine.frames.slots.count:
            self._regain()
        self._spoken += sum([len(piece.traces) for piece in heard.pieces])
        return heard

    # What can be watched.

    def figures(self) -> Mapping[str, float]:
        """Memory, slots and what is kept, as they are now."""
        prefixes = self.machine.frames.prefixes
        return {
            "memory_bytes": memory_in_use(self.machine.place),
            "slots_taken": len(self._taken),
            "slots_usable": self.usable,
            "frames_total": self._spoken,
            "prefixes": len(prefixes),
            "prefix_bytes": prefixes.bytes,
            "prefix_hits_total": prefixes.hits,
            "prefix_misses_total": prefixes.misses,
            **self.machine.clone_figures(),
        }
