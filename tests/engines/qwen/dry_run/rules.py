"""What may be done when, and what broke that."""

import contextlib
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

__all__ = ["Fault", "Phase", "Rules"]

Phase = Literal["loading", "captured", "speaking", "reading"]
"""`captured` is a graph, meanwhile. `speaking` must not wait, since callers would; `reading` is
speech that is read at once, which waits in each step."""

_ROOT = str(Path(__file__).parents[4])
_HERE = str(Path(__file__).parent)
_LINES = 3


@dataclass(frozen=True)
class Fault:
    """What CUDA would refuse, or what would make callers wait."""

    phase: Phase
    what: str
    where: str
    """Lines of ours, the innermost first."""


@dataclass
class Rules:
    """In which phase a run is, and what was wrong in it."""

    phase: Phase = "loading"
    faults: list[Fault] = field(default_factory=list)
    allowed: Counter[tuple[Phase, str]] = field(default_factory=Counter)
    """What was done where it may be, by phases."""

    @contextlib.contextmanager
    def during(self, phase: Phase) -> Iterator[None]:
        """Let another phase hold."""
        before, self.phase = self.phase, phase
        try:
            yield
        finally:
            self.phase = before

    def wait(self, what: str) -> None:
        """The host waits for the device: not while callers would, nor in a graph."""
        self.refuse(what, "captured", "speaking")

    def refuse(self, what: str, *phases: Phase) -> None:
        """Note a fault in these phases."""
        if self.phase in phases:
            self.fault(what)
        else:
            self.allowed[self.phase, what] += 1

    def fault(self, what: str) -> None:
        """Note a fault, once for each way that leads there."""
        fault = Fault(self.phase, what, _where())
        if fault not in self.faults:
            self.faults.append(fault)


def _where() -> str:
    ours = [
        f"{Path(frame.filename).relative_to(_ROOT)}:{frame.lineno}"
        for frame in traceback.extract_stack()
        if frame.filename.startswith(_ROOT) and not frame.filename.startswith(_HERE)
    ]
    return ", ".join(ours[: -_LINES - 1 : -1])
