"""What a context gives its reader, in the order in which the server sent it."""

from typing import NamedTuple

from rtts_client.frames import FrameFlag, FrameKind
from rtts_client.messages import ContextMessage

__all__ = ["Audio", "Event", "WordTime"]


class Audio(NamedTuple):
    """A packet of a context's audio."""

    data: bytes
    """Exactly one Opus packet, bare or in its piece of a container; one frame of MP3 or AAC; or
    samples. Empty for silence."""
    pts: int
    """Where in the context it begins, in ticks of `clock`."""
    samples: int
    """How long it lasts, in ticks of `clock`."""
    clock: int
    """Ticks per second."""
    segment: int
    kind: int = FrameKind.AUDIO
    flags: int = 0

    @property
    def start_ms(self) -> float:
        return self.pts * 1000 / self.clock

    @property
    def duration_ms(self) -> float:
        return self.samples * 1000 / self.clock

    @property
    def silence(self) -> bool:
        """Stands for silence of its duration, without saying it in samples."""
        return self.kind == FrameKind.SILENCE

    @property
    def header(self) -> bool:
        """Is what a container begins with: nothing to hear, and the first of its context."""
        return self.kind == FrameKind.CONTAINER_HEADER

    @property
    def first(self) -> bool:
        """Is the first of its context."""
        return bool(self.flags & FrameFlag.FIRST_OF_CONTEXT)

    @property
    def first_of_segment(self) -> bool:
        return bool(self.flags & FrameFlag.FIRST_OF_SEGMENT)

    @property
    def last_of_segment(self) -> bool:
        return bool(self.flags & FrameFlag.LAST_OF_SEGMENT)

    def __str__(self) -> str:
        return (
            f"<audio segment={self.segment} at {self.start_ms:.0f} ms, "
            f"{self.duration_ms:.0f} ms, {len(self.data)} bytes>"
        )


class WordTime(NamedTuple):
    """When a word is heard, and which characters of the sent text it is."""

    text: str
    start_ms: int
    end_ms: int
    start: int
    end: int


Event = Audio | ContextMessage
