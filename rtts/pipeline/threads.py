"""Threads for audio work, in the order in which listeners run dry.

When a hundred contexts begin at once, each has seconds of audio to encode, and whoever came
first would get all of it before the last one hears a sound. So work is taken by the moment at
which its listener has nothing left to hear: who has heard nothing yet comes first.

An engine on a GPU gives chunks of all its utterances at once, and the event loop then asks for one
piece of work behind the other. A thread that was woken by the first would fight the loop for
the interpreter until the last was asked for. So threads are woken when the loop's turn is over.
"""

import asyncio
import heapq
import threading
from collections.abc import Callable
from itertools import count
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

__all__ = ["UrgentThreads"]

R = TypeVar("R")
Ts = TypeVarTuple("Ts")


class _Work(NamedTuple):
    due: float
    number: int  # in the order of arrival, where two are due at once
    call: Callable[[], Any]
    result: "asyncio.Future[Any]"


class UrgentThreads:
    """A few threads that do what is due first. Started with the first piece of work."""

    def __init__(self, threads: int) -> None:
        self._size = threads
        self._threads: list[threading.Thread] = []
        self._numbers = count()
        self._heap: list[_Work] = []
        self._there_is_work = threading.Condition()
        self._closed = False
        self._will_wake = False

    def __repr__(self) -> str:
        return f"<UrgentThreads {len(self._threads)}/{self._size} waiting={len(self._heap)}>"

    async def run(self, due: float, function: Callable[[*Ts], R], *arguments: *Ts) -> R:
        """The function's result, computed in a thread. `due` is in seconds of any one clock."""
        result: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        work = _Work(due, next(self._numbers), lambda: function(*arguments), result)
        with self._there_is_work:
            heapq.heappush(self._heap, work)
        if not self._will_wake:
            self._will_wake = True
            result.get_loop().call_soon(self._wake)
        return await result

    def late_s(self, now: float) -> float:
        """For how long the most urgent piece of work that waits has been due; 0 if none is.

        `now` is of the clock that `due` is of. Where this stays high, listeners run dry: the
        threads, or the processor under them, have more to do than they can.
        """
        with self._there_is_work:
            return max(now - self._heap[0].due, 0.0) if self._heap else 0.0

    def close(self) -> None:
        """Let the threads end after what they do now; what waits is dropped."""
        with self._there_is_work:
            self._closed = True
            self._heap.clear()
            self._there_is_work.notify_all()

    def _wake(self) -> None:
        """Have threads do what was asked for; one more of them, as long as there are few."""
        self._will_wake = False
        with self._there_is_work:
            waiting = len(self._heap)
            self._there_is_work.notify(waiting)
        if waiting and len(self._threads) < self._size:
            self._start_thread()

    def _start_thread(self) -> None:
        name = f"encode {len(self._threads)}"
        thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while (work := self._next()) is not None:
            if work.result.cancelled():
                continue
            try:
                value, error = work.call(), None
            except BaseException as raised:  # noqa: BLE001  # it belongs to whoever asked
                value, error = None, raised
            try:
                work.result.get_loop().call_soon_threadsafe(_deliver, work.result, value, error)
            except RuntimeError:  # the loop is closed: nobody waits any more
                return

    def _next(self) -> _Work | None:
        with self._there_is_work:
            while not self._heap and not self._closed:
                self._there_is_work.wait()
            return heapq.heappop(self._heap) if self._heap else None


def _deliver(result: "asyncio.Future[Any]", value: Any, error: BaseException | None) -> None:
    if result.done():
        return
    if error is not None:
        result.set_exception(error)
    else:
        result.set_result(value)
