"""Frames that are read in the step that speaks them.

This is for a CPU, which has nothing to do beside.
"""

from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray

from rtts.engines.qwen.codec.decoder import to_pcm16
from rtts.engines.qwen.flight import Heard, pieces, take_codes
from rtts.engines.qwen.machine import Machine
from rtts.engines.qwen.speech import Opening, launch, newest, unless_out_of_memory
from rtts.engines.qwen.utterance import Seat

__all__ = ["AtOnce"]


class AtOnce:
    """Reads each frame in the step that speaks it."""

    pending = False

    def __init__(self, machine: Machine) -> None:
        self._frames = machine.frames
        self._opening = Opening(machine)
        self._end = machine.frames.rules.codec_eos

    def begin(self, seats: Sequence[Seat]) -> None:
        self._opening.begin(seats)

    def left(self, seat: Seat) -> None:
        """Nothing of it is on its way."""

    def step(self, rows: Sequence[Seat], others: Iterable[Seat]) -> Heard:
        """Speak and hear a frame of each.

        Where memory is too short either nobody has spoken, and may in the next step, or all
        others have.
        """
        del others  # all is heard
        if not rows:
            return Heard()
        codes = launch(self._frames, rows)
        if codes is None:
            return Heard(victims=[newest(rows).utterance], fit=len(rows) - 1)
        self._frames.lane.mark().wait()  # what is read here is read in no lane
        said = codes.cpu().numpy()
        ending = take_codes(rows, said, self._end)
        samples = unless_out_of_memory(lambda: self._sound(rows, said))
        if samples is None:
            heard = self._sound_singly(rows, said)
        else:
            heard = Heard(list(pieces(rows, 1, samples)))
        heard.ended = [e.utterance for e in ending if e.utterance not in heard.victims]
        return heard

    def _sound_singly(self, rows: Sequence[Seat], said: NDArray[np.int64]) -> Heard:
        """The same one by one, without the newest, for which memory was short."""
        heard = Heard(victims=[newest(rows).utterance])
        for seat, codes in zip(rows, said, strict=True):
            if seat.utterance in heard.victims:
                continue
            samples = unless_out_of_memory(partial(self._sound_anew, seat, codes))
            if samples is None:
                heard.victims.append(seat.utterance)
            else:
                heard.pieces += pieces([seat], 1, samples)
        heard.fit = len(rows) - len(heard.victims)
        return heard

    def _sound(self, rows: Sequence[Seat], said: NDArray[np.int64]) -> NDArray[np.int16]:
        """The samples of a frame of each: codes (B, G) -> (B, samples)."""
        slots = self._frames.slots
        with torch.inference_mode():
            index = slots.upload([seat.slot for seat in rows])
            codes = torch.from_numpy(said).to(slots.device)
            samples = self._opening.codec.decode(codes[:, None], index)
            pcm: NDArray[np.int16] = to_pcm16(samples).cpu().numpy()
        return pcm

    def _sound_anew(self, seat: Seat, codes: NDArray[np.int64]) -> NDArray[np.int16]:
        """The same for one whose codec was left in the middle of a frame."""
        self._opening.begin([seat])
        return self._sound([seat], codes[None])
