"""What a step put on its way: whose frames, and where their codes and samples arrive.

Flights name seats, not slots: what was launched of an utterance belongs to it, whoever has its
slot when it arrives. Frames of a seat are numbered as its slot counts them, and arrive in that
order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rtts.engines.qwen.budget import quiet_frames
from rtts.engines.qwen.lanes import Mark
from rtts.engines.qwen.readback import Landing
from rtts.engines.qwen.trace import pack_codes
from rtts.engines.qwen.utterance import Seat, Utterance

__all__ = ["Flight", "Heard", "Piece", "Sound", "pieces", "take_codes"]


class Piece(NamedTuple):
    """Frames of an utterance that can be told."""

    seat: Seat
    traces: list[bytes]
    pcm: bytes
    quiet: list[bool]
    """Which of the frames are silent."""
    fills: bool
    """Whether the slot has no place for a frame behind these."""


@dataclass
class Heard:
    """What came of a step."""

    pieces: list[Piece] = field(default_factory=list)
    ended: list[Utterance] = field(default_factory=list)
    """Those that have spoken, whose last sample was told before or is among the pieces."""
    victims: list[Utterance] = field(default_factory=list)
    """For whom there was too little memory."""
    fit: int | None = None
    """For how many there was enough, where the step was too large for it."""
    unseated: list[Utterance] = field(default_factory=list)
    """Those who have to take a seat anew: the codec was left in the middle of a frame of theirs."""


class Sound(NamedTuple):
    """A batch of the codec: so many frames of each seat."""

    seats: Sequence[Seat]
    frames: int
    samples: Landing  # (B, samples)


@dataclass
class Flight:
    """What one step launched."""

    seats: Sequence[Seat] = ()
    codes: Landing | None = None  # (B, G)
    sounds: list[Sound] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def land(self, end: int) -> tuple[list[Seat], list[Piece]]:
        """Wait for it: who has come to an end, which code 0 says, and what was heard."""
        for mark in self.marks:
            mark.wait()
        ending: list[Seat] = []
        heard: list[Piece] = []
        if self.codes is not None:
            ending = take_codes(self.seats, self.codes.read(), end)
            self.codes.give_back()
        for sound in self.sounds:
            heard += pieces(sound.seats, sound.frames, sound.samples.read())
            sound.samples.give_back()
        return ending, heard


def take_codes(seats: Sequence[Seat], codes: NDArray[np.int64], end: int) -> list[Seat]:
    """Note codes (B, G) of the next frame of each; returns those that it is the end of."""
    packed = pack_codes(codes)
    width = len(packed) // max(len(seats), 1)
    at = 0
    for seat in seats:
        seat.traces.append(packed[at : at + width])
        seat.read += 1
        at += width
    ending = []
    for row in np.flatnonzero(codes[:, 0] == end).tolist():
        seat = seats[row]
        if seat.end is None:
            seat.end = seat.read - 1
            ending.append(seat)
    return ending


def pieces(seats: Sequence[Seat], frames: int, samples: NDArray[np.int16]) -> Iterator[Piece]:
    """What is heard of samples (B, samples) of the next frames of each: all before its end.

    The bytes are copies.
    """
    view = samples.astype("<i2", copy=False).data.cast("B")
    size = len(view) // (len(seats) * frames)
    silent = quiet_frames(samples.reshape(len(seats) * frames, -1)).tolist()
    for row, seat in enumerate(seats):
        first, seat.told = seat.told, seat.told + frames
        traces, seat.traces = seat.traces[:frames], seat.traces[frames:]
        count = frames if seat.end is None else min(max(seat.end - first, 0), frames)
        if count:
            at = row * frames
            pcm = bytes(view[at * size : (at + count) * size])
            fills = seat.full_at is not None and seat.told > seat.full_at
            yield Piece(seat, traces[:count], pcm, silent[at : at + count], fills)
