"""One utterance as the host keeps it: its text until it has a slot, and what bounds it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from rtts.engines.base import Job
from rtts.engines.qwen.budget import FrameBudget, SilenceWatch
from rtts.engines.qwen.casting import Role
from rtts.engines.qwen.prompt import Prompts, Start
from rtts.engines.qwen.reached import Pace, Reached
from rtts.engines.qwen.sampling import Sampling
from rtts.engines.qwen.tokens import GrowingTokens

__all__ = ["Spec", "Utterance"]


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

    def __init__(self, spec: Spec, tokenizer: Any, sample_rate: int, pace: Pace) -> None:
        self.id = spec.job.id
        self.spec = spec
        self.slot: int | None = None
        self.finished = False
        self._codes: list[NDArray[np.int64]] = []
        """Of the frames spoken here, each (G,)."""
        self.ids: list[int] = []
        """All text ids that are certain."""
        self.reached = Reached(pace)
        self._tokens = GrowingTokens(tokenizer)
        self._budget = FrameBudget()
        self._silence = SilenceWatch(sample_rate)
        """Of what is said once the text is whole: before, a pause may be the writer's."""
        self._fell_silent = False

    def __repr__(self) -> str:
        return f"<Utterance {self.id} slot={self.slot} frames={self.frames}>"

    @property
    def frames(self) -> int:
        """Spoken so far, with those that were given."""
        return len(self.spec.given) + len(self._codes)

    @property
    def codes(self) -> NDArray[np.int64]:
        """Of all its frames: (n, G)."""
        return np.concatenate([self.spec.given, *(row[None] for row in self._codes)])

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

    def spoke(self, codes: NDArray[np.int64], samples: NDArray[np.int16]) -> int:
        """Take in a frame; returns how far into the text speech has come."""
        self._codes.append(codes)
        if self.finished:
            self._fell_silent = self._silence.push(samples)
        return self.reached.at(self.frames)

    @property
    def overrun(self) -> str:
        """What it ran over, if its text is whole: `budget`, `silence`, or nothing."""
        if not self.finished:
            return ""
        if self.frames >= self._budget.frames:
            return "budget"
        return "silence" if self._fell_silent else ""
