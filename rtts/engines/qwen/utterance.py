"""One utterance as the host keeps it: its text, what bounds it, its seat while it has a slot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from rtts.engines.base import Job
from rtts.engines.qwen.budget import FrameBudget, SilenceWatch
from rtts.engines.qwen.casting import Role
from rtts.engines.qwen.networks.sampling import Sampling
from rtts.engines.qwen.prompt import Prompts, Start
from rtts.engines.qwen.reached import Pace, Reached
from rtts.engines.qwen.tokens import GrowingTokens

__all__ = ["Seat", "Spec", "Utterance"]


@dataclass(frozen=True)
class Spec:
    """What an utterance is opened with."""

    job: Job
    role: Role
    sampling: Sampling
    given: NDArray[np.int64]  # (n, G): codes of what was spoken before
    growing: bool
    """Begins with its first words; otherwise it is read to its end before it is spoken."""


class Utterance:
    """What is known of one that is open."""

    def __init__(self, spec: Spec, tokenizer: Any, frame_rate: float, pace: Pace) -> None:
        self.id = spec.job.id
        self.spec = spec
        self.seat: Seat | None = None
        """Where it speaks, while it has a slot."""
        self.over = False
        """Whether nothing more is told of it."""
        self.finished = False
        self.overrun = ""
        """What it ran over, once its text was whole: `budget`, `silence`, or nothing."""
        self.frames = len(spec.given)
        """Told so far, with those that were given."""
        self._traces: list[bytes] = []
        """The codes of each frame that was told."""
        self.ids: list[int] = []
        """All text ids that are certain."""
        self.reached = Reached(pace)
        self._tokens = GrowingTokens(tokenizer)
        self._budget = FrameBudget()
        self._silence = SilenceWatch(frame_rate)
        """Of what is said once the text is whole: before, a pause may be the writer's."""

    def __repr__(self) -> str:
        return f"<Utterance {self.id} slot={self.slot} frames={self.frames}>"

    @property
    def slot(self) -> int | None:
        """The slot that it speaks in."""
        return None if self.seat is None else self.seat.slot

    @property
    def codes(self) -> NDArray[np.int64]:
        """Of all its frames: (n, G)."""
        given = self.spec.given
        told = np.frombuffer(b"".join(self._traces), "<u2").reshape(-1, given.shape[1])
        return np.concatenate([given, told.astype(np.int64)])

    def feed(self, text: str) -> list[int]:
        """Append text; returns the ids that became certain."""
        self._budget.add(text)
        self.reached.feed(text)
        return self._take(self._tokens.push(text))

    def finish(self) -> list[int]:
        """End the text; returns the ids of its rest."""
        self.finished = True
        return self._take(self._tokens.finish())

    def _take(self, ids: list[int]) -> list[int]:
        self.ids += ids
        return ids

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say, for good."""
        return self.finished and not self.ids

    @property
    def _grows(self) -> bool:
        """Whether it can be spoken before its text is whole: not behind a recording's text."""
        return self.spec.growing and self.spec.role.recording is None

    @property
    def may_join(self) -> bool:
        """Whether its text is known as far as its next frame reads it."""
        if self.finished:
            return bool(self.ids)
        return self._grows and len(self.ids) > self.frames

    @property
    def was_read(self) -> bool:
        """Whether the model has read its text to the end."""
        return self.finished and (not self._grows or self.frames >= len(self.ids))

    def start(self, prompts: Prompts) -> Start:
        """How it begins in a slot, or goes on in another one."""
        spec, recording = self.spec, self.spec.role.recording
        if recording is not None:
            text_ids, codes = recording.text_ids, recording.codes
            start = prompts.cloned(text_ids, codes, self.ids, whole=not spec.growing)
        elif spec.growing:
            start = prompts.growing(self.ids, ended=self.finished)
        else:
            start = prompts.whole_text(self.ids)
        return prompts.forced(start, torch.from_numpy(self.codes))

    def take(self, traces: Sequence[bytes], quiet: Sequence[bool]) -> int:
        """Take in frames, some of them silent; returns how many of them are told.

        Those are all, but for what comes behind an overrun.
        """
        count = self._within_bounds(quiet) if self.finished else len(traces)
        self._traces += traces[:count]
        self.frames += count
        return count

    def _within_bounds(self, quiet: Sequence[bool]) -> int:
        """How many of the next frames are told, once the text is whole."""
        room = self._budget.frames - self.frames
        for count, silent in enumerate(quiet, start=1):
            self._silence.push(quiet=silent)
            if count >= room or self._silence.silent:
                self.overrun = "budget" if count >= room else "silence"
                return count
        return len(quiet)


class Seat:
    """An utterance in a slot, from when it takes it until it leaves.

    Numbers of frames are those behind the last of each kind.
    """

    __slots__ = (
        "ahead_s",
        "end",
        "full_at",
        "given",
        "launched",
        "number",
        "read",
        "slot",
        "told",
        "traces",
        "turn",
        "utterance",
    )

    def __init__(self, utterance: Utterance, slot: int, number: int) -> None:
        self.utterance = utterance
        self.slot = slot
        self.number = number
        """When it was taken, as a number that grows."""
        self.launched = 0
        """Frames that the networks were told to speak."""
        self.given = 0
        """Frames that the codec was told to make heard."""
        self.read = 0
        """Frames whose codes the host knows."""
        self.told = 0
        """Frames whose samples it has."""
        self.traces: list[bytes] = []
        """The codes of each frame from `told` on, as far as they were read."""
        self.end: int | None = None
        """The frame that is none: with it speech ended."""
        self.full_at: int | None = None
        """The last frame that the slot has a place for, once it was launched."""
        self.turn = -1
        """The step that it rode in last."""
        self.ahead_s = 0.0
        """The audio that lay ahead of its listener when it was last asked for."""

    def __repr__(self) -> str:
        frames = f"{self.launched}/{self.given}/{self.read}/{self.told}"
        return f"<Seat {self.slot} of {self.utterance.id} frames={frames}>"

    def begin(self, frame: int) -> None:
        """Its first frame is this one."""
        self.launched = self.given = self.read = self.told = frame
