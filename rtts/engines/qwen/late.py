"""Frames that are read a step late, while the device speaks the next.

A GPU works beside the host, and the codec beside the networks: a step is launched before the
last one is read. What it costs is that who has ended speaks one frame too many, which nobody
hears.
"""

from collections.abc import Iterable, Sequence
from functools import partial

import torch

from rtts.engines.qwen.codec.batches import GROUPS_OF_FRAMES, CodecBatches
from rtts.engines.qwen.flight import Flight, Heard, Sound
from rtts.engines.qwen.lanes import Lane, Mark
from rtts.engines.qwen.machine import Machine
from rtts.engines.qwen.readback import Readback
from rtts.engines.qwen.speech import Opening, launch, newest, unless_out_of_memory
from rtts.engines.qwen.utterance import Seat

__all__ = ["Late"]

_TWO_FROM_S = 0.5
_FOUR_FROM_S = 1.0
"""The audio ahead of a listener from which on frames are made heard by two and by four. The
first of four waits for three more steps. Those take 80 ms each at the most while all listeners
are served in time, so half of a second is left for the way to the ear and for what goes wrong."""


class Late:
    """Launches a step before it reads the last one."""

    def __init__(self, machine: Machine, sound: CodecBatches) -> None:
        self._frames, self._sound = machine.frames, sound
        self._opening = Opening(machine)
        self._end = machine.frames.rules.codec_eos
        slots, groups = machine.frames.slots, machine.frames.tables.groups
        self._codes = Readback(slots.count * groups, torch.int64, device=sound.device, count=3)
        # A flight has a batch or two, seldom more; beside the last one and its ends, one is made.
        most = sound.most_samples()
        self._samples = Readback(most, torch.int16, device=sound.device, count=6)
        self._flights: list[Flight] = []
        self._ending: list[Seat] = []
        """Those whose end was read, and of which not all was told."""
        self._unheard: dict[int, Mark] = {}
        """By slots that were left: behind it the codec needs the codes of before no more."""
        self._turn = 0

    @property
    def pending(self) -> bool:
        return bool(self._flights or self._ending)

    @property
    def _lane(self) -> Lane:
        return self._sound.lane

    def begin(self, seats: Sequence[Seat]) -> None:
        """In the codec's lane: behind what it still does for who had the slot before."""
        for seat in seats:
            mark = self._unheard.pop(seat.slot, None)
            if mark is not None:
                self._frames.lane.follow(mark)
        with self._lane.use():
            self._opening.begin(seats)

    def left(self, seat: Seat) -> None:
        """What the codec was given of it is told still; the codes of it lie in the slot's ring."""
        if seat.told < seat.given and not seat.utterance.over:
            self._unheard[seat.slot] = self._lane.mark()

    def step(self, rows: Sequence[Seat], others: Iterable[Seat]) -> Heard:
        """What is heard is that of the step before.

        Where memory is too short for the codec, the newest of a batch has to go and the others take
        seats anew, behind all that was made of them.
        """
        flight, heard = Flight(rows), Heard()
        if rows and not self._speak(flight):
            heard.victims.append(newest(rows).utterance)
            heard.fit = len(rows) - 1
        landing, self._flights = self._flights, []
        self._make_heard(flight, [*self._due(flight.seats), *self._stopped(others)], heard)
        self._land(landing, heard)
        if self._ending:
            self._see_off(heard)
        if heard.unseated:
            landing, self._flights = self._flights, []
            self._land(landing, heard)
        return heard

    def _land(self, flights: Iterable[Flight], heard: Heard) -> None:
        for flight in flights:
            ending, found = flight.land(self._end)
            heard.pieces += found
            self._ending += ending

    def _speak(self, flight: Flight) -> bool:
        """Launch a frame of its seats; False if memory was too short for it."""
        codes = launch(self._frames, flight.seats)
        if codes is None:
            return False
        flight.codes = self._codes.fetch(codes, self._frames.lane)
        flight.marks.append(self._frames.lane.mark())
        return True

    # What is given to the codec.

    def _due(self, rows: Iterable[Seat]) -> list[Seat]:
        """Those of the rows of which enough is pending.

        Slots take turns, so that each step has about as many. Who fills its slot waits for nothing
        more, and may have to leave it before the next step.
        """
        self._turn += 1
        due = []
        for seat in rows:
            seat.turn = self._turn
            every = _frames_at_once(seat.ahead_s)
            is_full = seat.full_at is not None
            if every == 1 or is_full or (seat.launched + seat.slot) % every == 0:
                due.append(seat)
        return due

    def _stopped(self, others: Iterable[Seat]) -> list[Seat]:
        """Those who speak no further now, so that nothing comes to what is pending."""
        turn = self._turn
        return [
            seat
            for seat in others
            if seat.given < seat.launched and seat.turn != turn and seat.end is None
        ]

    def _make_heard(self, flight: Flight, seats: Iterable[Seat], heard: Heard) -> None:
        """Give the codec all that is pending of these seats, up to their ends; send the flight."""
        batches: dict[int, list[Seat]] = {frames: [] for frames in GROUPS_OF_FRAMES}
        for seat in seats:
            pending = (seat.launched if seat.end is None else seat.end) - seat.given
            for frames in GROUPS_OF_FRAMES:
                if pending >= frames:
                    batches[frames].append(seat)
                    pending -= frames
        if any(batches.values()):
            self._lane.follow(flight.marks[-1] if flight.marks else self._frames.lane.mark())
            for frames, those in batches.items():
                most = self._sound.most_rows(frames)
                for at in range(0, len(those), most):
                    self._decode(flight, those[at : at + most], frames, heard)
            flight.marks.append(self._lane.mark())
        if flight.marks:
            self._flights.append(flight)

    def _decode(self, flight: Flight, seats: Sequence[Seat], frames: int, heard: Heard) -> None:
        if heard.victims:  # nobody is unseated without
            gone = {*heard.victims, *heard.unseated}
            seats = [seat for seat in seats if seat.utterance not in gone]
        if not seats:
            return
        sound = unless_out_of_memory(partial(self._sound_of, seats, frames))
        if sound is None:
            victim = newest(seats).utterance
            heard.victims.append(victim)
            heard.unseated += [seat.utterance for seat in seats]
            return
        for seat in seats:
            seat.given += frames
        flight.sounds.append(sound)

    def _sound_of(self, seats: Sequence[Seat], frames: int) -> Sound:
        slots, firsts = [seat.slot for seat in seats], [seat.given for seat in seats]
        samples = self._sound.decode(slots, firsts, frames)
        return Sound(seats, frames, self._samples.fetch(samples, self._lane))

    # Ends.

    def _see_off(self, heard: Heard) -> None:
        """Tell who has ended and was heard to the end.

        Of the others what is pending is given to the codec at once; they do not ride any more.
        Who has left its seat meanwhile, and was not heard to the end, speaks the rest again.
        """
        waiting = []
        for seat in self._ending:
            utterance, end = seat.utterance, seat.end
            assert end is not None
            if utterance.over:
                continue
            if seat.told >= end:
                heard.ended.append(utterance)
            elif utterance.seat is seat:
                self._frames.leave(seat.slot)
                waiting.append(seat)
        self._ending = waiting
        self._make_heard(Flight(), waiting, heard)


def _frames_at_once(ahead_s: float) -> int:
    """How many frames are made heard together for a listener with such a lead."""
    if ahead_s < _TWO_FROM_S:
        return 1
    return 2 if ahead_s < _FOUR_FROM_S else 4
