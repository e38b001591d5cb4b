"""What holds for sessions that wait for their clients to come back."""

from dataclasses import dataclass

__all__ = ["ResumeRules"]


@dataclass(frozen=True)
class ResumeRules:
    """How long sessions without a line are kept, and how much of them."""

    window_s: float = 15.0
    """How long a session waits for its client."""
    held_ms: float = 30_000.0
    """Audio that was sent and can be sent again."""
    held_bytes: int = 4 * 2**20
    """The same in memory: 45 s of PCM at 24 kHz, minutes of Opus."""
    total_bytes: int = 256 * 2**20
    """Of all sessions; beyond it each holds `crowded_bytes`."""
    crowded_bytes: int = 64 * 2**10
    lost_kept_s: float = 60.0
    """How long a client may still ask what became of a session that was given up."""
    lost_kept: int = 256
    """How many such sessions are remembered."""
