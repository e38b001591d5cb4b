"""Where the time of a context went."""

from dataclasses import dataclass
from math import inf

__all__ = ["Timings"]


@dataclass(slots=True)
class Timings:
    """Moments of the clock in the life of a context, and sums over its segments; in s."""

    first_text_at: float
    opened_at: float | None = None
    """When the first utterance was opened."""
    first_chunk_at: float | None = None
    first_frame_at: float | None = None
    made_ms: float = 0.0
    """Audio that the engine made."""
    synthesis_s: float = 0.0
    encode_s: float = 0.0
    ready_at: float = inf
    """When the audio was made that is being sent."""
    underruns: int = 0

    def opened(self, now: float) -> None:
        """An utterance was opened."""
        if self.opened_at is None:
            self.opened_at = now

    def chunk_came(self, now: float, ms: float) -> None:
        """The engine gave so much audio."""
        if self.first_chunk_at is None:
            self.first_chunk_at = now
        self.made_ms += ms

    def frame_sent(self, now: float) -> None:
        """A frame went out."""
        if self.first_frame_at is None:
            self.first_frame_at = now

    @property
    def ttfa_ms(self) -> int | None:
        """From the first text to the first frame."""
        since = self.since_ms(self.first_frame_at)
        return None if since is None else round(since)

    def since_ms(self, moment: float | None) -> float | None:
        """From the first text to a moment; None where it never came."""
        return None if moment is None else (moment - self.first_text_at) * 1000
