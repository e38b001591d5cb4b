"""What was sent to the server and may not have arrived, numbered as the server counts it.

A line that is lost takes with it what was under way. When the session goes on over another
one, the server says how many messages it has, and the rest is written again. In between it is
asked now and then, by a `ping` whose answer shows that all before it has arrived, so that what
is held does not grow with the session.
"""

from collections import deque

from rtts_client.errors import ProtocolError

__all__ = ["Journal"]

_ASK_MESSAGES = 128
_ASK_CHARS = 64 * 1024


class Journal:
    """The last messages of a session. It holds none until it is known that it has to."""

    def __init__(self, *, keep: bool) -> None:
        """`keep` says whether messages may ever have to be written again."""
        self._keep = keep
        self._held: deque[str] = deque()
        self._first = 0  # number of the oldest that is held
        self._next = 0  # number of the next to be written
        self._asked = 0
        self._chars_since = 0

    def __repr__(self) -> str:
        return f"<Journal {self._first}..{self.end} written={self._next}>"

    @property
    def end(self) -> int:
        """How many messages there were."""
        return self._first + len(self._held)

    def add(self, wire: str) -> None:
        """Take in a message that is to be sent."""
        self._held.append(wire)
        self._chars_since += len(wire)

    def take(self) -> str | None:
        """The next message to be written, which then counts as that; None if all are."""
        if self._next == self.end:
            return None
        wire = self._held[self._next - self._first]
        self._next += 1
        if not self._keep:
            self.arrived(self._next)
        return wire

    def question(self) -> int | None:
        """The number under which to ask what has arrived, if it is time for that."""
        if not self._keep or (
            self.end - self._asked < _ASK_MESSAGES and self._chars_since < _ASK_CHARS
        ):
            return None
        self._asked = self.end + 1  # the question is a message itself
        self._chars_since = 0
        return self._asked

    def arrived(self, count: int) -> None:
        """Learn that the server has so many; they are forgotten."""
        while self._first < min(count, self._next):
            self._held.popleft()
            self._first += 1

    def rewind(self, received: int) -> None:
        """Write anew from behind the first `received`. Raises ProtocolError if it cannot be."""
        if not self._first <= received <= self._next:
            raise ProtocolError(
                f"The server says that it has {received} messages, which cannot be: "
                f"{self._next} were sent, and it had {self._first} before."
            )
        self._next = received
        self.arrived(received)

    def release(self) -> None:
        """Hold nothing any longer that was written."""
        self._keep = False
        self.arrived(self._next)
