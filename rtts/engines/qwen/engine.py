"""The engine as the worker holds it: told what it can do at once, and loaded when it is asked to.

What speaks is in `loaded.py`. It needs torch, whose import takes seconds, in which a server
could not yet say what voices there are; so it is imported when the engine is loaded.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rtts.engines.base import Engine, EngineInfo, Event, Job
from rtts.engines.qwen.checkpoint import Checkpoint
from rtts.engines.qwen.gpu import choose_allocator, settle
from rtts.engines.qwen.options import QwenOptions
from rtts.engines.qwen.warm_up import warm_up

if TYPE_CHECKING:
    from rtts.engines.qwen.loaded import Loaded
    from rtts.engines.qwen.machine import Machine

__all__ = ["QwenEngine"]


class QwenEngine(Engine):
    """Speaks with one checkpoint."""

    def __init__(self, checkpoint: Checkpoint, options: QwenOptions, info: EngineInfo) -> None:
        self.info = info
        self._checkpoint = checkpoint
        self._options = options
        self._loaded: Loaded | None = None

    def __repr__(self) -> str:
        return f"<QwenEngine {self._checkpoint.name} {self._loaded!r}>"

    def load(self) -> None:
        choose_allocator(self._options.device)
        from rtts.engines.qwen.machine import load_machine

        machine = load_machine(self._checkpoint, self._options, self.report)
        self.use(machine)
        if self._options.warm_up:
            warm_up(self)
        settle(machine.place)

    def use(self, machine: "Machine") -> None:
        """Speak with a machine that is loaded."""
        from rtts.engines.qwen.loaded import Loaded

        self._loaded = Loaded(
            self._checkpoint,
            self._options,
            machine,
            self.report,
            ahead_s=self.ahead_s,
            sound=machine.sound,
            buckets=machine.buckets,
        )

    @property
    def loaded(self) -> "Loaded":
        """What speaks, once it is loaded."""
        assert self._loaded is not None
        return self._loaded

    @property
    def slots(self) -> int:
        return self.info.slots if self._loaded is None else self._loaded.stage.usable

    def figures(self) -> Mapping[str, float]:
        return {} if self._loaded is None else self._loaded.stage.figures()

    def open(self, job: Job, spoken: Sequence[bytes] = ()) -> None:
        self.loaded.open(job, spoken)

    def feed(self, id: int, text: str) -> None:
        self.loaded.feed(id, text)

    def finish(self, id: int) -> None:
        self.loaded.finish(id)

    def cancel(self, id: int) -> None:
        self.loaded.cancel(id)

    def step(self, order: Sequence[int]) -> list[Event]:
        events = self.loaded.step(order)
        self.advanced = self.loaded.advanced
        return events

    def wait(self) -> float | None:
        return self.loaded.wait()
