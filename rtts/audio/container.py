"""Opus in a container, written while it is made: WebM, fragmented MP4, Ogg.

A container has a header, then a piece for each packet: a cluster, a fragment, a page. Each piece
is whole, so that whoever has the header and any number of pieces can play all of it.

FFmpeg's muxers, through PyAV, write the same forms and hold back one packet: 20 ms of each
stream, and the end of each segment until there is another, since PyAV cannot flush them but by
closing them. What a piece consists of is little, for one stream of packets of one length. So the
forms are written here, and FFmpeg reads them in the tests.
"""

from collections.abc import Callable
from typing import Protocol

from rtts.audio.mp4 import Mp4Stream
from rtts.audio.ogg import OggStream
from rtts.audio.webm import WebmStream

__all__ = ["Container", "open_container"]


class Container(Protocol):
    """One stream in a container."""

    header: bytes
    """All before the first packet."""

    def wrap(self, packet: bytes) -> bytes:
        """The next packet as a piece of the container."""


_MAKE: dict[str, Callable[[bytes, int], Container]] = {
    "webm_opus": WebmStream,
    "mp4_opus": Mp4Stream,
    "ogg_opus": OggStream,
}


def open_container(codec: str, head: bytes, packet_ticks: int) -> Container | None:
    """The container of a codec by its name; None for one that has none.

    `head` is the stream's `OpusHead` (RFC 7845, section 5.1); each packet lasts `packet_ticks`
    of 48 kHz.
    """
    make = _MAKE.get(codec)
    return None if make is None else make(head, packet_ticks)
