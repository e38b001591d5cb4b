"""What an encoder makes. Apart from it, so that nobody imports a codec to name a packet."""

from typing import NamedTuple

__all__ = ["Packet"]


class Packet(NamedTuple):
    """Encoded audio that is sent whole."""

    payload: bytes
    """Exactly one Opus packet, bare or in its piece of a container, one frame of MP3 or AAC, or
    the samples of one packet."""
    samples: int
    """Ticks of the context's clock that it covers."""
