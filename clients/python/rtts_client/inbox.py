"""Holding what has arrived until the program takes it, within bounds.

Several contexts share one socket, so a context whose audio nobody takes must neither fill
the memory nor stand in the way of a cancel. Hence one rule: *the socket is read while every
inbox has room, or while anybody waits for something from it.* A program that only sleeps
makes the server wait in turn, over TCP; a program that waits for the report of a cancel gets
it, whatever lies unread elsewhere. What an unread inbox can hold then is bounded by the
server, which never runs more than `max_ahead_ms` ahead of the clock.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable
from typing import TypeVar

from rtts_client.events import Audio, Event

__all__ = ["Gate", "Inbox"]

T = TypeVar("T")


class Gate:
    """Says whether the socket may be read."""

    def __init__(self) -> None:
        self._full: set[Inbox] = set()
        self._waiting = 0
        self._open = asyncio.Event()
        self._open.set()

    def __repr__(self) -> str:
        state = "open" if self._open.is_set() else "shut"
        return f"<Gate {state} full={len(self._full)} waiting={self._waiting}>"

    @property
    def open(self) -> bool:
        """Whether the socket is being read."""
        return self._open.is_set()

    async def passed(self) -> None:
        """Return as soon as the socket may be read."""
        await self._open.wait()

    async def wait_for(self, arrival: Awaitable[T]) -> T:
        """The result of something that only reading the socket can bring about."""
        self._waiting += 1
        self._update()
        try:
            return await arrival
        finally:
            self._waiting -= 1
            self._update()

    def mark(self, inbox: "Inbox", *, full: bool) -> None:
        """Note whether an inbox is full."""
        if full:
            self._full.add(inbox)
        else:
            self._full.discard(inbox)
        self._update()

    def _update(self) -> None:
        if self._waiting or not self._full:
            self._open.set()
        else:
            self._open.clear()


class Inbox:
    """The events of one context that have arrived and were not taken, oldest first.

    It is full when it holds `limit_ms` of audio. Putting into a full inbox works all the
    same: it is the gate that keeps that from happening. One reader.
    """

    def __init__(self, gate: Gate, limit_ms: float) -> None:
        self._gate = gate
        self._limit_ms = limit_ms
        self._events: deque[Event] = deque()
        self._held_ms = 0.0
        self._end: BaseException | None = None
        self._arrival: asyncio.Future[None] | None = None

    def __repr__(self) -> str:
        return f"<Inbox events={len(self._events)} held={self._held_ms:g}/{self._limit_ms:g} ms>"

    @property
    def held_ms(self) -> float:
        """How much audio waits to be taken."""
        return self._held_ms

    def put(self, event: Event) -> None:
        """Add an event. Dropped once the inbox is closed."""
        if self._end is None:
            self._events.append(event)
            self._hold(self._held_ms + _audio_ms(event))
            self._wake()

    def close(self, end: BaseException | None = None) -> None:
        """Let the reader have what is left, then the exception, or else the end."""
        if self._end is None:
            self._end = end or StopAsyncIteration()
            self._wake()

    def clear(self) -> None:
        """Drop what was not taken."""
        self._events.clear()
        self._hold(0.0)

    async def take(self) -> Event:
        """The next event. Raises StopAsyncIteration, or what the inbox was closed with."""
        while not self._events:
            if self._end is not None:
                raise self._end.with_traceback(None)  # else it grows with each call
            if self._arrival is not None:
                raise RuntimeError("Two tasks read the same context; only one can.")
            self._arrival = asyncio.get_running_loop().create_future()
            try:
                await self._gate.wait_for(self._arrival)
            finally:
                self._arrival = None
        event = self._events.popleft()
        self._hold(self._held_ms - _audio_ms(event))
        return event

    def _hold(self, ms: float) -> None:
        self._held_ms = ms
        self._gate.mark(self, full=ms >= self._limit_ms)

    def _wake(self) -> None:
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)


def _audio_ms(event: Event) -> float:
    return event.duration_ms if isinstance(event, Audio) else 0.0
