"""Where utterances are spoken: the slots they take, and what a frame of all of them is.

Here the two halves of the state are kept together: a slot of the networks and the same slot of
the codec. When memory runs out, one utterance has to go; the others lose nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from rtts.engines.qwen.codec import to_pcm16
from rtts.engines.qwen.frame import Entry
from rtts.engines.qwen.machine import Machine, is_out_of_memory, memory_in_use
from rtts.engines.qwen.utterance import Utterance

__all__ = ["Spoken", "Stage"]

Spoken = tuple[Utterance, NDArray[np.int64], NDArray[np.int16]]
"""An utterance with the codes (G,) and the samples of its frame."""

Result = TypeVar("Result")


class Stage:
    """Slots, taken and free. `usable` is how many may be taken."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.usable = machine.frames.slots.count
        self._free = list(range(self.usable))[::-1]
        self._taken: dict[int, int] = {}
        """Each slot that is taken, and when it was, as a number that grows."""
        self._numbers = count()
        self._end = machine.frames.rules.codec_eos
        self._spoken = 0

    def __repr__(self) -> str:
        return f"<Stage taken={len(self._taken)} of {self.usable}>"

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
        prompts = self.machine.prompts
        entries = []
        with torch.inference_mode():
            for utterance in joining:
                start = utterance.start(prompts)
                slot = utterance.slot = self._free.pop()
                self._taken[slot] = next(self._numbers)
                spec = utterance.spec
                entries.append(Entry(slot, spec.role.voicing, start, spec.sampling))
            self.machine.frames.join(entries)
            for utterance in joining:
                self._begin_sound(utterance)

    def leave(self, utterance: Utterance) -> None:
        """Give back the slot of an utterance, if it has one."""
        slot, utterance.slot = utterance.slot, None
        if slot is not None:
            self.machine.frames.leave(slot)
            del self._taken[slot]
            self._free.append(slot)

    def shrink(self, most: int | None = None) -> None:
        """Take one less from now on, and so many at most; but one at least."""
        fewer = self.usable - 1
        self.usable = max(fewer if most is None else min(fewer, most), 1)

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

    def is_full(self, utterance: Utterance) -> bool:
        """Whether its slot has no place for a further frame."""
        return utterance.slot is not None and self.machine.frames.room(utterance.slot) <= 0

    def ends(self, codes: NDArray[np.int64]) -> bool:
        """Whether these codes are no frame but the end of an utterance."""
        return bool(codes[0] == self._end)

    def speak(self, rows: Sequence[Utterance]) -> tuple[list[Spoken], list[Utterance]]:
        """A frame of each; and who has to go, if there was too little memory for all.

        Then either nobody has spoken, and may in the next step, or all others have.
        """
        codes = _unless_out_of_memory(lambda: self._frame(rows))
        if codes is None:
            return [], [self._newest(rows)]
        said = codes.cpu().numpy()
        self._spoken += int(np.count_nonzero(said[:, 0] != self._end))
        samples = _unless_out_of_memory(lambda: self._sound(rows, codes))
        if samples is None:
            return self._sound_singly(rows, said)
        return list(zip(rows, said, samples, strict=True)), []

    def _frame(self, rows: Sequence[Utterance]) -> torch.Tensor:
        """The codes of a frame of each: (B, G)."""
        return self.machine.frames.step([each.slot or 0 for each in rows])

    def _sound_singly(
        self, rows: Sequence[Utterance], said: NDArray[np.int64]
    ) -> tuple[list[Spoken], list[Utterance]]:
        """The same one by one, without the newest, for which memory was short."""
        victims = [self._newest(rows)]
        spoken = []
        for each, codes in zip(rows, said, strict=True):
            if each in victims:
                continue
            samples = _unless_out_of_memory(partial(self._sound_anew, each, codes))
            if samples is None:
                victims.append(each)
            else:
                spoken.append((each, codes, samples))
        return spoken, victims

    def _newest(self, rows: Sequence[Utterance]) -> Utterance:
        return max(rows, key=lambda each: self._taken[each.slot or 0])

    def _sound(self, rows: Sequence[Utterance], codes: torch.Tensor) -> NDArray[np.int16]:
        """The samples of a frame of each: codes (B, G) -> (B, samples)."""
        with torch.inference_mode():
            slots = self._index([each.slot or 0 for each in rows])
            samples = self.machine.codec.decode(self._on_device(codes)[:, None], slots)
            pcm: NDArray[np.int16] = to_pcm16(samples).cpu().numpy()
        return pcm

    def _sound_anew(self, utterance: Utterance, codes: NDArray[np.int64]) -> NDArray[np.int16]:
        """The same for one whose codec was left in the middle of a frame."""
        with torch.inference_mode():
            self._begin_sound(utterance)
        samples: NDArray[np.int16] = self._sound([utterance], torch.from_numpy(codes[None]))[0]
        return samples

    def _begin_sound(self, utterance: Utterance) -> None:
        """Put the codec where an utterance goes on: behind its reference and all its codes."""
        codec, slot = self.machine.codec, utterance.slot
        assert slot is not None
        codec.reset([slot])
        recording = utterance.spec.role.recording
        if recording is not None and recording.codec_state is not None:
            codec.restore(slot, recording.codec_state)
        elif recording is not None:
            self._prime(slot, recording.codes)
        if utterance.frames:
            self._prime(slot, torch.from_numpy(utterance.codes))

    def _prime(self, slot: int, codes: torch.Tensor) -> None:
        self.machine.codec.prime(self._on_device(codes)[None], self._index([slot]))

    def _on_device(self, codes: torch.Tensor) -> torch.Tensor:
        return codes.to(self.machine.frames.slots.device)

    def _index(self, slots: Sequence[int]) -> torch.Tensor:
        return self.machine.frames.slots.upload(slots)

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


def _unless_out_of_memory(work: Callable[[], Result]) -> Result | None:
    """What the work gives; None if memory was too short for it. What it held is let go of."""
    try:
        return work()
    except Exception as error:
        if not is_out_of_memory(error):
            raise
    return None
