"""The thread that owns an engine.

An engine may be called from one thread only and knows nothing of sockets. What the event
loop wants of it is put in a queue and done between two steps, in order, so that a cancel
that was asked for during a step holds before the next one begins.
"""

import queue
import threading
from collections.abc import Callable
from typing import Any

from rtts.engines.base import Engine, Event

__all__ = ["Driver"]

Command = tuple[Callable[..., object], tuple[Any, ...]]


class Driver:
    """Loads an engine and steps it, in a thread of its own, until it is told to stop.

    The callbacks are called in that thread: `loaded` once, `spoken` with the events of each
    step that has any, and `broke` with what came out of the engine, after which it is over.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        loaded: Callable[[], object],
        spoken: Callable[[list[Event]], object],
        broke: Callable[[BaseException], object],
    ) -> None:
        self._engine = engine
        self._loaded = loaded
        self._spoken = spoken
        self._broke = broke
        self._commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)

    def start(self) -> None:
        """Begin to load the engine."""
        self._thread.start()

    def call(self, method: Callable[..., object], *arguments: Any) -> None:
        """Have a method of the engine called before its next step. May be called anywhere."""
        self._commands.put((method, arguments))

    def stop(self) -> None:
        """Close the engine and end, after the step that is under way."""
        self.call(self._note_stop)

    def join(self, timeout: float) -> bool:
        """Wait for the end, so many seconds at most. False if the engine hangs."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._engine.load()
            self._loaded()
            self._speak()
            self._engine.close()
        except BaseException as error:  # noqa: BLE001 - a SystemExit ends a thread in silence
            self._broke(error)

    def _speak(self) -> None:
        while True:
            self._await_work()
            self._obey()
            if self._stopping:
                return
            events = self._engine.step()
            if events:
                self._spoken(events)

    def _await_work(self) -> None:
        """Wait as long as the engine has nothing to do, but not beyond a command."""
        seconds = self._engine.wait()
        if seconds is not None and seconds <= 0:
            return
        try:
            method, arguments = self._commands.get(timeout=seconds)
        except queue.Empty:
            return
        method(*arguments)

    def _obey(self) -> None:
        while not self._commands.empty():
            method, arguments = self._commands.get_nowait()
            method(*arguments)

    def _note_stop(self) -> None:
        self._stopping = True
