"""When a worker that has not died is given up all the same.

A dead worker is noticed at once, since its connections end. One that hangs keeps them: it may
be stopped, its event loop may not get its turn, its engine may not come back from a step, or
come back from each with nothing, or it may grow until the machine has no memory left. The
rules for all of these are here, on facts that are passed in; who gathers the facts and acts on
the verdicts is `guard.py`.

Time is counted in looks and not by the clock alone: after a pause of the house itself (it was
suspended, or its own loop was late), a worker is not judged by the time that nobody listened.
"""

import enum
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Action", "Fault", "Limits", "Verdict", "Watchdog"]

_KILL_SHARE = 1.25
"""Of `memory_mb`: where a worker is not given the time to leave."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take, in seconds and MiB. 0 sets no limit."""

    beat_s: float = 0.5
    """Between two looks."""
    stopped_s: float = 0.75
    """Without a sign from a process that the kernel calls stopped."""
    deaf_s: float = 5.0
    """Without a sign from any other: an engine may hold the interpreter, but not for long."""
    deaf_loading_s: float = 60.0
    """The same while it loads: an import from a cold disk holds the interpreter too."""
    start_s: float = 120.0
    """From the start of the process until the engine is built."""
    load_s: float = 0.0
    step_s: float = 10.0
    """One call of the engine."""
    silence_s: float = 10.0
    """Steps that give nothing, while the engine says it has work and text is whole."""
    memory_mb: float = 0.0
    memory_grace_s: float = 30.0
    """For a worker above `memory_mb` to become idle."""
    leave_s: float = 5.0
    """From the end of its control connection until its process has ended."""
    last_words_s: float = 1.0
    """From then until its output has: what it started may hold it open for ever."""


class Fault(enum.Enum):
    """What is wrong with a worker."""

    STOPPED = "stopped"
    DEAF = "deaf"
    START = "start"
    LOAD = "load"
    STEP = "step"
    SILENCE = "silence"
    MEMORY = "memory"


class Action(enum.IntEnum):
    """What to do about it, the mildest first."""

    ASK_TO_LEAVE = 1
    """It goes if nothing is open."""
    LEAVE = 2
    """It goes in good order; what is open goes on at the next worker."""
    KILL = 3


class Verdict(NamedTuple):
    """What a look came to."""

    fault: Fault
    action: Action
    message: str
    """A sentence for the log and `/ready`."""

    @property
    def excused(self) -> bool:
        """Whether no utterance has to answer for it.

        Those that were spoken cannot stop a process, and what has grown for hours is not the
        doing of whoever speaks at the end. A step that hangs, or an interpreter that is held,
        may be theirs.
        """
        return self.fault not in (Fault.DEAF, Fault.STEP, Fault.SILENCE)


class Watchdog:
    """Judges one worker, from the start of its process. Its stages are told, its looks asked."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._looked_at = clock()
        self._unheard_s = 0.0
        self._stage_s = 0.0
        self._heavy_s = 0.0
        self._described = False
        self._loaded = False
        self._busy_s = 0.0
        self._silent_s = 0.0

    def __repr__(self) -> str:
        return f"<Watchdog unheard={self._unheard_s:.1f} busy={self._busy_s:.1f}>"

    def described(self) -> None:
        """Note that the engine is built, and loads."""
        self._described = True
        self._stage_s = self._unheard_s = 0.0

    def loaded(self) -> None:
        """Note that the engine can speak."""
        self._loaded = True
        self._stage_s = self._unheard_s = 0.0
        self._busy_s = 0.0  # that was the call which loaded it

    def hear(self, *, busy_s: float, silent_s: float) -> None:
        """Take a sign of life: for how long a call of the engine is under way, or it is silent."""
        self._unheard_s = 0.0
        self._busy_s = busy_s
        self._silent_s = silent_s

    def look(self, *, stopped: bool, memory_mb: float) -> Verdict | None:
        """Judge by what is known now. Call it every `beat_s`.

        `stopped` and `memory_mb` are what the kernel says of the process.
        """
        elapsed = self._elapsed()
        self._unheard_s += elapsed
        self._stage_s += elapsed
        self._heavy_s = self._heavy_s + elapsed if self._is_heavy(memory_mb) else 0.0
        return (
            self._judge_hearing(stopped=stopped)
            or self._judge_stage()
            or self._judge_engine()
            or self._judge_memory(memory_mb)
        )

    def _elapsed(self) -> float:
        now = self._clock()
        elapsed = now - self._looked_at
        self._looked_at = now
        return min(elapsed, 2 * self._limits.beat_s)

    def _judge_hearing(self, *, stopped: bool) -> Verdict | None:
        limits = self._limits
        if stopped and _over(self._unheard_s, limits.stopped_s):
            return _kill(Fault.STOPPED, "The worker was stopped by a signal, and was killed.")
        if not self._described:
            return None  # there is nobody yet who could answer
        deaf_s = limits.deaf_s if self._loaded else limits.deaf_loading_s
        if _over(self._unheard_s, deaf_s):
            return _kill(
                Fault.DEAF, f"The worker did not answer for {self._unheard_s:.0f} s; it was killed."
            )
        return None

    def _judge_stage(self) -> Verdict | None:
        limits = self._limits
        if not self._described and _over(self._stage_s, limits.start_s):
            return _kill(
                Fault.START,
                f"The engine was not built within {limits.start_s:g} s; its worker was killed.",
            )
        if self._described and not self._loaded and _over(self._stage_s, limits.load_s):
            return _kill(
                Fault.LOAD,
                f"The engine was not loaded within {limits.load_s:g} s; its worker was killed.",
            )
        return None

    def _judge_engine(self) -> Verdict | None:
        if not self._loaded:
            return None
        limits = self._limits
        if _over(self._busy_s, limits.step_s):
            return _kill(
                Fault.STEP,
                f"The engine did not come back from a step for {self._busy_s:.0f} s; "
                f"its worker was killed.",
            )
        if _over(self._silent_s, limits.silence_s):
            return _kill(
                Fault.SILENCE,
                f"The engine was stepped for {self._silent_s:.0f} s and said nothing; "
                f"its worker was killed.",
            )
        return None

    def _judge_memory(self, memory_mb: float) -> Verdict | None:
        if not self._is_heavy(memory_mb):
            return None
        limit = self._limits.memory_mb
        size = f"The worker occupies {memory_mb:.0f} MiB, and its limit is {limit:g}"
        if memory_mb > _KILL_SHARE * limit:
            return _kill(Fault.MEMORY, f"{size}; it was killed.")
        if self._loaded and self._heavy_s > self._limits.memory_grace_s:
            return Verdict(Fault.MEMORY, Action.LEAVE, f"{size}; it is replaced.")
        if self._loaded:
            return Verdict(Fault.MEMORY, Action.ASK_TO_LEAVE, f"{size}; it goes when it is idle.")
        return None  # one that has not spoken yet would be replaced by its like

    def _is_heavy(self, memory_mb: float) -> bool:
        return _over(memory_mb, self._limits.memory_mb)


def _over(value: float, limit: float) -> bool:
    return 0 < limit < value


def _kill(fault: Fault, message: str) -> Verdict:
    return Verdict(fault, Action.KILL, message)
