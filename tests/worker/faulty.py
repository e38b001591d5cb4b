"""A worker's program whose engine does what no option of the engine `tone` makes it do.

    python -m tests.worker.faulty SOCKET SPEC

is `rtts.worker.child`, but for the engine: the model of its SPEC is a list of faults.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from rtts.engines.base import Event
from rtts.engines.options import read_options
from rtts.engines.tone import ToneEngine, ToneOptions
from rtts.worker import child

PROGRAM = ("-m", "tests.worker.faulty")
"""For `rtts.worker.process`."""


class Fault(msgspec.Struct, frozen=True):
    """What goes wrong, when an utterance with the letters `at` is whole and is to be spoken."""

    at: str
    what: Literal["hang", "silence", "hold", "grow", "crash", "signal", "breed", "escape"]
    mb: int = 0
    """For `grow`."""
    file: str = ""
    times: int = 0
    """How often, counted in the file over all workers; 0 is always."""

    def counts(self) -> bool:
        """Whether it happens once more."""
        if not self.times:
            return True
        with Path(self.file).open("ab") as file:
            if file.tell() >= self.times:
                return False
            file.write(b"x")
        return True


class FaultyEngine(ToneEngine):
    """Speaks tones until it comes to a fault; one is over when the engine goes on after it."""

    def __init__(self, options: ToneOptions, faults: Sequence[Fault]) -> None:
        super().__init__(options)
        self._faults = list(faults)
        self._silent = False
        self._hoard: list[bytes] = []

    def step(self, order: Sequence[int]) -> list[Event]:
        text = "".join(self._open[id].text for id in order if id in self._open)
        for fault in self._faults:
            if fault.at in text and not self._silent:
                self._faults.remove(fault)
                if fault.counts():
                    self._go_wrong(fault)
                break
        if self._silent:
            time.sleep(0.01)
            return []
        return super().step(order)

    def wait(self) -> float | None:
        return 0 if self._silent else super().wait()

    def _go_wrong(self, fault: Fault) -> None:
        match fault.what:
            case "hang":
                time.sleep(3600)
            case "silence":
                self._silent = True
            case "hold":
                re.match(r"(a+)+$", "a" * 60 + "b")  # the interpreter is held for years
            case "grow":
                self._hoard.append(b"\1" * (fault.mb << 20))
            case "crash":
                raise ValueError(fault.at)
            case "breed" | "escape":
                apart = fault.what == "escape"
                sleeper = subprocess.Popen(["sleep", "3600"], start_new_session=apart)
                Path(fault.file).write_text(str(sleeper.pid))
            case "signal":
                os.kill(os.getpid(), signal.SIGSEGV)


def _build(engine: str, model: str, options: Mapping[str, str]) -> FaultyEngine:
    faults = msgspec.json.decode(model, type=list[Fault])
    return FaultyEngine(read_options(ToneOptions, engine, options), faults)


if __name__ == "__main__":
    vars(child)["build"] = _build
    sys.exit(child.main(sys.argv[1:]))
