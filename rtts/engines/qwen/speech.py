"""What speaking frames of seats is, however it is done, and what each way of it needs."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

import numpy as np
import torch

from rtts.engines.qwen.flight import Heard
from rtts.engines.qwen.frame import Frames
from rtts.engines.qwen.machine import Machine, is_out_of_memory
from rtts.engines.qwen.utterance import Seat, Utterance

__all__ = ["Opening", "Speech", "launch", "newest", "unless_out_of_memory"]

Result = TypeVar("Result")


class Speech(Protocol):
    """Speaks frames of seats."""

    @property
    def pending(self) -> bool:
        """Whether something is on its way."""
        ...

    def begin(self, seats: Sequence[Seat]) -> None:
        """Put the codec where utterances go on that have just taken these seats."""
        ...

    def left(self, seat: Seat) -> None:
        """A seat was left; its slot may be taken at once."""
        ...

    def step(self, rows: Sequence[Seat], others: Iterable[Seat]) -> Heard:
        """Speak a frame of these rows. `others` are seats that may wait to be heard."""
        ...


def unless_out_of_memory(work: Callable[[], Result]) -> Result | None:
    """What the work gives; None if memory was too short for it. What it held is let go of."""
    try:
        return work()
    except Exception as error:
        if not is_out_of_memory(error):
            raise
    return None


def launch(frames: Frames, rows: Sequence[Seat]) -> torch.Tensor | None:
    """The codes (B, G) of a frame of each; None if memory was too short for it."""
    slots = [seat.slot for seat in rows]
    codes = unless_out_of_memory(lambda: frames.step(slots))
    if codes is not None:
        full = frames.slots.length[slots] >= frames.slots.positions
        for row in np.flatnonzero(full).tolist():
            rows[row].full_at = rows[row].launched
        for seat in rows:
            seat.launched += 1
    return codes


def newest(rows: Sequence[Seat]) -> Seat:
    """The one that was taken last."""
    return max(rows, key=lambda seat: seat.number)


class Opening:
    """Lets streams of the codec begin."""

    def __init__(self, machine: Machine) -> None:
        self.codec = machine.codec
        self._device = machine.frames.slots.device
        self._upload = machine.frames.slots.upload

    def begin(self, seats: Sequence[Seat]) -> None:
        """Put the codec behind the references and all codes of those who go on in these seats."""
        with torch.inference_mode():
            self.codec.reset([seat.slot for seat in seats])
            for seat in seats:
                self._begin(seat.slot, seat.utterance)

    def _begin(self, slot: int, utterance: Utterance) -> None:
        recording = utterance.spec.role.recording
        if recording is not None and recording.codec_state is not None:
            self.codec.restore(slot, recording.codec_state)
        elif recording is not None:
            self._prime(slot, recording.codes.to(self._device))
        if utterance.frames:
            self._prime(slot, self._upload(utterance.codes))

    def _prime(self, slot: int, codes: torch.Tensor) -> None:
        self.codec.prime(codes[None], self._upload([slot]))
