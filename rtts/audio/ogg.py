"""Ogg as a live stream: a page for each Opus packet.

The last page does not say that it is the last: when it goes out nobody knows it yet. Readers are
used to that (RFC 7845, section 4.1, on streams that were cut off).
"""

import random

from rtts_client.ogg import FIRST_PAGE, ogg_page, opus_tags

__all__ = ["OggStream"]


class OggStream:
    """One stream of Opus, in packets of one length."""

    def __init__(self, head: bytes, packet_ticks: int) -> None:
        """`head` is the stream's `OpusHead`; the length of a packet is in ticks of 48 kHz."""
        # Streams that are put behind each other in one file are told apart by this number.
        self._serial = random.getrandbits(32)
        self._packet_ticks = packet_ticks
        self._pages = 2
        self._position = 0
        first = ogg_page([head], 0, self._serial, 0, FIRST_PAGE)
        self.header = first + ogg_page([opus_tags()], 0, self._serial, 1)

    def wrap(self, packet: bytes) -> bytes:
        """The next packet as a page."""
        self._position += self._packet_ticks
        page = ogg_page([packet], self._position, self._serial, self._pages)
        self._pages += 1
        return page
