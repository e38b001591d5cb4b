"""How far into its text an utterance has come, by a guess.

The model consumes its text faster than it speaks, so what was consumed says little. But a voice
takes about as long for each character of a kind as it took before: the characters are weighed as
for the budget of frames, and what a weight takes is learnt from the utterances that ended.
"""

from rtts.engines.qwen.budget import cost

__all__ = ["Pace", "Reached"]

_FRAMES_PER_COST = 0.3
"""To begin with: a fourth of what the budget allows for."""
_LEARNT = 0.25
"""How much of the pace the utterance that ended last makes up."""
_QUIET_FRAMES = 2
"""Before the first sound."""


class Pace:
    """How fast utterances are spoken: frames for each unit of cost."""

    def __init__(self) -> None:
        self.frames_per_cost = _FRAMES_PER_COST

    def learn(self, frames: int, cost: int) -> None:
        """An utterance of such a cost took so many frames."""
        if cost > 0 and frames > _QUIET_FRAMES:
            measured = (frames - _QUIET_FRAMES) / cost
            self.frames_per_cost += _LEARNT * (measured - self.frames_per_cost)


class Reached:
    """The guess for one utterance. It never goes back, and never beyond what was fed."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._costs: list[int] = []
        """Up to the end of each character."""
        self._at = 0

    @property
    def cost(self) -> int:
        """Of all that was fed."""
        return self._costs[-1] if self._costs else 0

    def feed(self, text: str) -> None:
        """Append text."""
        total = self.cost
        for char in text:
            total += cost(char)
            self._costs.append(total)

    def at(self, frames: int) -> int:
        """Characters that were spoken after so many frames. Frames only grow."""
        spoken = (frames - _QUIET_FRAMES) / self._pace.frames_per_cost
        while self._at < len(self._costs) and self._costs[self._at] <= spoken:
            self._at += 1
        return self._at
