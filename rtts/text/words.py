"""Which written word the spoken ones stand for, and when it was said to its end.

Nine words are said for "$1,249.50". A listener who was interrupted behind the first of them has not
heard the amount, so it counts as heard with the last one, and has one time.
"""

from typing import NamedTuple, Protocol

from rtts.text.offsets import Spoken
from rtts.text.scripts import WIDE

__all__ = ["Sent", "WrittenWord", "WrittenWords", "word_end"]


def word_end(text: str, at: int) -> int:
    """Where the last word ends of those that are whole before offset `at`; 0 if none is.

    In Chinese and Japanese every character counts as one.
    """
    at = min(at, len(text))
    while at and not (text[at - 1].isalnum() and not text[at : at + 1].isalnum()):
        if WIDE.match(text, at - 1):
            break
        at -= 1
    return at


class Sent(Protocol):
    """The way back from the plain text; see `rtts.text.intake.Intake`."""

    def to_sent(self, start: int, end: int) -> tuple[int, int]: ...
    def goes_on(self, at: int) -> bool: ...


class WrittenWord(NamedTuple):
    """A word as the client wrote it, by code point offsets into what it sent."""

    start: int
    end: int
    start_ms: float
    end_ms: float


class WrittenWords:
    """The words of one segment, in the order in which they are spoken.

    `origin` is where the segment begins in the plain text, `earliest` where in what was sent.
    """

    def __init__(self, spoken: Spoken, sent: Sent, origin: int, earliest: int) -> None:
        self._spoken = spoken
        self._sent = sent
        self._origin = origin
        self._earliest = earliest
        self._begun: tuple[int, float] | None = None
        """Where a word that is not said to its end was written, and when it began."""

    def take(self, start: int, end: int, start_ms: float, end_ms: float) -> WrittenWord | None:
        """The written word that ends with a spoken one; None if more is said for it.

        `start` and `end` are offsets into what the engine was given.
        """
        plain_start, plain_end = self._spoken.to_written(start, end)
        plain_end += self._origin
        sent_start, sent_end = self._sent.to_sent(self._origin + plain_start, plain_end)
        sent_start = max(sent_start, self._earliest)
        if self._begun is not None and self._begun[0] == sent_start:
            start_ms = self._begun[1]
        self._begun = None
        if self._spoken.goes_on(end) or self._sent.goes_on(plain_end):
            self._begun = (sent_start, start_ms)
            return None
        return WrittenWord(sent_start, max(sent_end, self._earliest), start_ms, end_ms)
