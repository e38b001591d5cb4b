"""How much of a session is held for a client whose line was lost, and how far it was handed over.

Nothing that no line was given is ever dropped: where no more of that may be held, speech waits.
What was handed over may have been lost on its way, so its last stretch is held too, as much as
the rules say. They bound each session, and all of them together.
"""

from typing import Protocol

from rtts.protocol.dialect import Outgoing
from rtts.resume.outbox import MESSAGE_BYTES, Outbox
from rtts.resume.rules import ResumeRules

__all__ = ["Held", "House"]

_BATCH_BYTES = 4096


class House(Protocol):
    """What all sessions of a server share."""

    rules: ResumeRules
    held_bytes: int
    """Memory of all that is held."""


class Held:
    """What was sent in one session, as far as it may have to be sent again."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._outbox = Outbox()
        self._handed = 0  # messages that were given to the line, or to one before it

    def __repr__(self) -> str:
        return f"<Held {self._outbox!r} handed={self._handed}>"

    @property
    def sent(self) -> int:
        """Messages that were sent to the client, over all lines."""
        return self._outbox.end

    @property
    def bytes(self) -> int:
        """Memory that it takes."""
        return self._outbox.bytes

    @property
    def in_step(self) -> bool:
        """Whether everything that was sent was given to a line."""
        return self._handed == self._outbox.end

    @property
    def full(self) -> bool:
        """Whether no more may be held without a line."""
        rules = self._house.rules
        return (
            self._outbox.ms >= rules.held_ms + rules.window_s * 1000
            or self._outbox.bytes >= self._max_bytes
        )

    def holds(self, received: int) -> bool:
        """Whether a client that has so many messages can be given all others."""
        return self._outbox.holds(received)

    def missed_ms(self, received: int) -> float:
        """Audio that a client lacks which has so many messages."""
        return self._outbox.ms_from(received)

    def count(self, messages: int) -> None:
        """Take in that messages go to the line which nobody will ask for again."""
        self._outbox.count(messages)
        self._handed = self._outbox.end

    def add(self, outgoing: list[Outgoing]) -> None:
        """Hold more messages. Those of a `TimedDialect` say how much audio is in them."""
        for each in outgoing:
            self._outbox.add(each, getattr(each, "ms", 0.0))
            self._house.held_bytes += len(each.data) + MESSAGE_BYTES

    def hand_over(self) -> None:
        """Take in that the line was given all; drop what is more than need be held."""
        self._handed = self._outbox.end
        before = self._outbox.bytes
        self._outbox.trim(self._house.rules.held_ms, self._max_bytes, self._handed)
        self._house.held_bytes -= before - self._outbox.bytes

    def go_back(self, received: int) -> None:
        """Hand over again what is behind the first so many messages."""
        self._handed = received

    def batch(self) -> list[Outgoing]:
        """The next few messages that the line was not given; they count as handed over."""
        batch = self._outbox.batch(self._handed, _BATCH_BYTES)
        self._handed += len(batch)
        return batch

    def clear(self) -> None:
        """Hold nothing of what was sent so far."""
        self._house.held_bytes -= self._outbox.bytes
        self._outbox.clear()
        self._handed = self._outbox.end

    @property
    def _max_bytes(self) -> int:
        crowded = self._house.held_bytes > self._house.rules.total_bytes
        return self._house.rules.crowded_bytes if crowded else self._house.rules.held_bytes
