"""Files of packets that were encoded elsewhere: WebM and M4A, as players of files want them.

Other than a live stream, a file says how long it is, and has an index. That is known when it is
closed, so it has to be one that can be rewound.
"""

from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream

__all__ = ["MUXED", "MuxedFile"]

MUXED = {".webm": ("webm", "libopus"), ".m4a": ("ipod", "aac")}
"""By how the name of a file ends: its form, and whose packets are in it."""


class MuxedFile:
    """Writes packets of one codec into a file. Heavy: call it in a thread.

    * `rate`: what the encoder was given, in Hz.
    * `clock`: ticks a second of all times.
    * `preskip`: ticks that a decoder gives out before the first sample.

    Raises OSError if the file cannot be written.
    """

    def __init__(self, path: Path, rate: int, clock: int, preskip: int) -> None:
        form, codec = MUXED[path.suffix.lower()]
        self._clock = clock
        self._preskip = preskip
        self._container = av.open(str(path), "w", format=form)
        # An encoder that never encodes: FFmpeg asks it what the header is to say.
        stream = self._container.add_stream(codec, rate=rate, layout="mono")
        assert isinstance(stream, AudioStream)
        self._stream = stream
        self._at = 0
        self._container.start_encoding()

    def write(self, data: bytes, samples: int, /) -> None:
        """Append a packet that lasts that many ticks."""
        packet = av.Packet(data)
        packet.stream = self._stream
        packet.time_base = Fraction(1, self._clock)
        packet.pts = packet.dts = self._at - self._preskip
        packet.duration = samples
        self._at += samples
        self._container.mux_one(packet)

    def write_silence(self, samples: int, /) -> None:
        """Leave a gap of that many ticks."""
        self._at += samples

    def close(self) -> None:
        """Say how long it is, and close it."""
        self._container.close()
