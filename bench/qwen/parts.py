"""What a part of the measurement is given: what to measure, for how long, and where to tell."""

import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from bench.qwen.rig import Chosen

__all__ = ["Lasting", "OutOfTime", "Run", "limited"]


class OutOfTime(BaseException):
    """A part has had all of its time: no handler of errors is to go on after that."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` in the main thread after so long. Nothing is limited where no alarm is."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@dataclass
class Lasting:
    """What several parts use one after the other, such as a server."""

    stack: ExitStack = field(default_factory=ExitStack)
    held: Any = None

    def close(self) -> None:
        """End it: the next part makes its own."""
        self.held = None
        self.stack.close()


@dataclass
class Run:
    """One part, under way."""

    chosen: Chosen
    budget_s: float = 540.0
    """What is not measured by then is left out, and so said."""
    clock: Callable[[], float] = time.monotonic
    keep: Callable[[Mapping[str, Any]], object] = lambda _found: None
    """Called with all that was found, whenever that has grown."""
    lasting: Lasting | None = None
    found: dict[str, Any] = field(default_factory=dict)
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

    def note(self, **found: Any) -> None:
        """Keep what was found, at once."""
        self.found |= found
        self.keep(self.found)

    def rows(self, name: str, rows: Iterable[Any]) -> None:
        """Keep each row as it is found. Where that breaks, it is told, and the part goes on."""
        kept = self.found.setdefault(name, [])
        try:
            for row in rows:
                kept.append(row)
                self.keep(self.found)
        except Exception as error:  # noqa: BLE001  # the others are to be measured all the same
            self.fail(name, error)

    def leave_out(self, name: str, reason: str = "no time was left") -> None:
        """Keep and tell that something is not measured."""
        self.found.setdefault("left_out", {})[name] = reason
        self.keep(self.found)
        self.tell(f"{name}: left out, {reason}")

    def fail(self, name: str, error: BaseException) -> None:
        """Keep and tell that something could not be measured."""
        traceback.print_exception(error)
        self.found.setdefault("failed", {})[name] = repr(error)
        self.keep(self.found)
        self.tell(f"{name} failed: {error!r}")
