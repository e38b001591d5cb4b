"""What a part of the measurement is given: what to measure, for how long, and where to tell."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.qwen.rig import Chosen

__all__ = ["Run"]


@dataclass
class Run:
    """One part, under way."""

    chosen: Chosen
    budget_s: float = 540.0
    """What is not measured by then is left out, and so said."""
    clock: Callable[[], float] = time.monotonic
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    @property
    def left_s(self) -> float:
        """Seconds of the budget that are left."""
        return self.budget_s - (self.clock() - self.began)

    def tell(self, line: str) -> None:
        """Say it at once: a run that is cut off has told what it found."""
        print(f"[{self.clock() - self.began:5.0f} s] {line}", flush=True)
