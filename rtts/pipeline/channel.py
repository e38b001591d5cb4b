"""A bounded hand-off between two coroutines, whose close is the end of the stream.

`asyncio.Queue` learned to shut down only in Python 3.13, and it counts items, while what
has to be bounded here is seconds of audio: a chunk may hold 10 ms or 500. So a channel
weighs what it holds. It always takes one item when empty, however heavy, because an item
that never fits would wait for ever.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Channel", "ChannelClosed"]

T = TypeVar("T")


class ChannelClosed(Exception):
    """Something was sent into a channel that had been closed."""


def _one(_item: object) -> float:
    return 1.0


class Channel(Generic[T]):
    """A queue of at most `capacity`, measured by `weigh`, with one reader.

    Iterate over it to receive; iteration ends once it is closed and empty. All methods must
    be called from the event loop's thread.
    """

    def __init__(self, capacity: float, weigh: Callable[[T], float] = _one) -> None:
        self._capacity = capacity
        self._weigh = weigh
        self._items: deque[tuple[T, float]] = deque()
        self._held = 0.0
        self._closed = False
        self._reader: asyncio.Future[None] | None = None
        self._writers: deque[asyncio.Future[None]] = deque()

    def __repr__(self) -> str:
        state = "closed" if self._closed else "open"
        return f"<Channel {state} items={len(self._items)} held={self._held:g}/{self._capacity:g}>"

    def __len__(self) -> int:
        return len(self._items)

    @property
    def full(self) -> bool:
        return bool(self._items) and self._held >= self._capacity

    async def send(self, item: T) -> None:
        """Put an item in, waiting while the channel is full. Raises ChannelClosed."""
        while self.full and not self._closed:
            room = asyncio.get_running_loop().create_future()
            self._writers.append(room)
            try:
                await room
            except asyncio.CancelledError:
                if not room.cancelled():
                    self._wake_writer()  # the room given to this writer goes to the next
                raise
        self.put(item)
        if not self.full:
            self._wake_writer()

    def put(self, item: T) -> None:
        """Put an item in without waiting, even beyond the capacity. Raises ChannelClosed."""
        if self._closed:
            raise ChannelClosed("the channel was closed; nothing more can be sent into it")
        weight = self._weigh(item)
        self._items.append((item, weight))
        self._held += weight
        self._wake_reader()

    def close(self) -> None:
        """End the stream: the reader gets what is left, then the end."""
        self._closed = True
        self._wake_reader()
        while self._writers:
            self._wake_writer()

    async def receive(self) -> T:
        """Take the next item. Raises StopAsyncIteration at the end."""
        while not self._items:
            if self._closed:
                raise StopAsyncIteration
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        return self.take()

    def take(self) -> T:
        """Take the next item of a channel that is known to hold one."""
        item, weight = self._items.popleft()
        self._held -= weight
        if not self.full:
            self._wake_writer()
        return item

    def __aiter__(self) -> "Channel[T]":
        return self

    async def __anext__(self) -> T:
        return await self.receive()

    def _wake_reader(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    def _wake_writer(self) -> None:
        while self._writers:
            room = self._writers.popleft()
            if not room.done():
                room.set_result(None)
                return
