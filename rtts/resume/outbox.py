"""What was sent in a session, numbered, as far as it may have to be sent again.

Both ends of a session count the messages of the server from its `ready`, which is the first.
After the line was lost the client says how many it has, and the rest is sent again from here.
Nothing tells the server earlier what has arrived, so the last stretch is held all the time.
"""

from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import ClassVar, NamedTuple

from rtts.protocol.dialect import Dialect, Framer, Outgoing
from rtts.protocol.frames import Frame
from rtts.protocol.messages import ClientMessage, ServerMessage
from rtts.protocol.options import AudioOptions

__all__ = ["MESSAGE_BYTES", "Outbox", "TimedDialect"]

MESSAGE_BYTES = 150
"""What a message costs in memory beside its data."""


class _Held(NamedTuple):
    data: bytes
    binary: bool
    ms: float


class Outbox:
    """The last messages of a session. `first` and `end` count all that ever were."""

    def __init__(self) -> None:
        self._held: deque[_Held] = deque()
        self._first = 0
        self.ms = 0.0
        """Audio in what is held."""
        self.bytes = 0
        """Memory that it takes."""

    def __repr__(self) -> str:
        return f"<Outbox {self._first}..{self.end} {self.ms:.0f} ms {self.bytes} bytes>"

    @property
    def first(self) -> int:
        """How many messages were sent and are no longer held."""
        return self._first

    @property
    def end(self) -> int:
        """How many messages were sent."""
        return self._first + len(self._held)

    def holds(self, received: int) -> bool:
        """Whether everything behind the first `received` messages can be sent again."""
        return self._first <= received <= self.end

    def count(self, messages: int) -> None:
        """Take in that messages were sent which need not be held."""
        self.clear()
        self._first += messages

    def add(self, outgoing: Outgoing, ms: float) -> None:
        """Hold one more, with so much audio in it."""
        self._held.append(_Held(*outgoing, ms))
        self.ms += ms
        self.bytes += len(outgoing.data) + MESSAGE_BYTES

    def trim(self, max_ms: float, max_bytes: int, before: int) -> None:
        """Drop the oldest until the rest is within both limits; none from number `before` on."""
        while self._first < before and (self.ms > max_ms or self.bytes > max_bytes):
            self._drop()

    def ms_from(self, start: int) -> float:
        """Audio in the messages from a number on."""
        return sum(each.ms for each in islice(self._held, start - self._first, None))

    def batch(self, start: int, max_bytes: int) -> list[Outgoing]:
        """Messages from a number on, as many as fit; one at least, if there is one."""
        messages: list[Outgoing] = []
        size = 0
        for at in range(start - self._first, len(self._held)):
            data, binary, _ = self._held[at]
            size += len(data)
            if messages and size > max_bytes:
                break
            messages.append(Outgoing(data, binary))
        return messages

    def clear(self) -> None:
        """Hold nothing of what was sent so far."""
        self._first = self.end
        self._held.clear()
        self.ms = 0.0
        self.bytes = 0

    def _drop(self) -> None:
        dropped = self._held.popleft()
        self._first += 1
        self.bytes -= len(dropped.data) + MESSAGE_BYTES
        self.ms = self.ms - dropped.ms if self._held else 0.0


class _Sound(Outgoing):
    """A frame on the wire that knows how long it sounds."""

    ms = 0.0


class TimedDialect(Dialect):
    """A dialect whose frames say how much audio is in them, for a box that holds them."""

    name: ClassVar[str] = "timed"

    def __init__(self, dialect: Dialect, wanted: Callable[[], bool]) -> None:
        """`wanted` says whether they have to."""
        self._dialect = dialect
        self._wanted = wanted

    def decode(self, message: str | bytes) -> list[ClientMessage]:
        return self._dialect.decode(message)

    def encode(self, message: ServerMessage) -> list[Outgoing]:
        return self._dialect.encode(message)

    def framer(self, context: str | None, audio: AudioOptions) -> Framer:
        plain, per_tick = self._dialect.framer(context, audio), 1000 / audio.clock

        def timed(frame: Frame) -> Outgoing:
            outgoing = plain(frame)
            if not self._wanted():
                return outgoing
            sound = _Sound(*outgoing)
            sound.ms = frame.samples * per_tick
            return sound

        return timed
