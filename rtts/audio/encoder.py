"""From an engine's samples to packets: one encoder a context, segment after segment.

Packets have one length, segments have any. A packet never straddles two segments, so the last
packet of a segment is filled up with silence; and it must not be held back until the next
segment comes, for the listener waits for its end. What is easily lost is the very end: a codec
that lags gives out the last samples only with the packet after them, so where the silence is
shorter than the lag, one more packet follows at once.
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rtts.audio.container import open_container
from rtts.audio.g711 import encode_alaw, encode_mulaw
from rtts.audio.join import SegmentJoin
from rtts.audio.mpeg import MpegEncoder
from rtts.audio.opus import OpusEncoder
from rtts.audio.packet import Packet
from rtts.audio.pcm import from_s16le, to_f32le, to_int16, to_s16le
from rtts.audio.resample import Resampler
from rtts.protocol.messages import AudioFormat
from rtts.protocol.options import CODECS, AudioOptions

__all__ = ["Encoder"]


class Encoder:
    """Encodes the speech of one context.

    Heavy and without locks: call it in a worker thread, one call at a time.
    """

    def __init__(self, options: AudioOptions, source_rate: int) -> None:
        self._join = SegmentJoin(source_rate)
        self._resampler = Resampler(source_rate, options.rate)
        self._codec = _make_codec(options)
        self._packet_samples = options.packet_samples
        self._packet_ticks = options.packet_samples * options.clock // options.rate
        self._lag = self._codec.preskip * options.rate // options.clock
        self.header = self._codec.header
        """What a container begins with, before any packet; else nothing."""
        self.format = AudioFormat(
            codec=options.codec,
            rate=options.rate,
            clock=options.clock,
            frame_ms=round(options.packet_ms),
            preskip=self._codec.preskip,
        )
        self._begin_segment()

    def _begin_segment(self) -> None:
        self._taken = 0
        self._encoded = 0
        self._waiting = np.empty(0, np.float32)

    def push(self, pcm: bytes) -> list[Packet]:
        """Append samples (s16le, mono, at the source rate); returns the packets that are full.

        The last packet is kept until more follows, so that each segment has one that is known
        to be its last.

        Raises ValueError if the bytes end in the middle of a sample.
        """
        samples = self._join.push(from_s16le(pcm))
        self._taken += len(samples)
        ready = np.concatenate((self._waiting, self._resampler.push(samples)))
        full = max(len(ready) - 1, 0) // self._packet_samples * self._packet_samples
        self._waiting = ready[full:]
        self._encoded += full
        return self._packets(ready[:full])

    def end_segment(self) -> list[Packet]:
        """End the segment: the packets that bring the rest of it out of a decoder."""
        if not self._taken:
            return []
        decay, audible = self._join.end()
        rest = np.concatenate((self._waiting, self._resampler.push(decay), self._resampler.flush()))
        wanted = self._resampler.length(self._taken + audible) + self._lag
        packets = -(-wanted // self._packet_samples)
        padded = np.zeros(packets * self._packet_samples - self._encoded, np.float32)
        padded[: len(rest)] = rest[: len(padded)]
        self._begin_segment()
        return self._packets(padded) + self._as_packets(self._codec.finish())

    def _packets(self, samples: NDArray[np.float32]) -> list[Packet]:
        return self._as_packets(self._codec.encode(samples))

    def _as_packets(self, payloads: list[bytes]) -> list[Packet]:
        return [Packet(payload, self._packet_ticks) for payload in payloads]


class _Codec(Protocol):
    """Turns whole packets' worth of samples, in one array, into their payloads."""

    preskip: int
    """Ticks of the codec's clock that come out of a decoder before the first sample."""
    header: bytes

    def encode(self, samples: NDArray[np.float32]) -> list[bytes]:
        """Their payloads, as far as they are out."""

    def finish(self) -> list[bytes]:
        """The payloads that are not out yet: none is held back behind a segment."""


class _SampleCodec:
    """A codec that turns each sample into the same number of bytes, and does not lag."""

    preskip = 0
    header = b""

    def __init__(
        self, convert: Callable[[NDArray[np.float32]], bytes], packet_samples: int
    ) -> None:
        self._convert = convert
        self._packet_samples = packet_samples

    def encode(self, samples: NDArray[np.float32]) -> list[bytes]:
        payload = self._convert(samples)
        packets = len(samples) // self._packet_samples
        size = len(payload) // max(1, packets)
        return [payload[i * size : (i + 1) * size] for i in range(packets)]

    def finish(self) -> list[bytes]:
        return []


class _OpusCodec:
    """Opus, bare or in a container. A packet is out as soon as its samples are in."""

    def __init__(self, options: AudioOptions) -> None:
        self._encoder = OpusEncoder(
            options.rate, options.frame_ms, options.bitrate, fec=options.fec, dtx=options.dtx
        )
        self.preskip = self._encoder.preskip
        ticks = options.packet_samples * options.clock // options.rate
        self._container = open_container(options.codec, self._encoder.head, ticks)
        self.header = b"" if self._container is None else self._container.header

    def encode(self, samples: NDArray[np.float32]) -> list[bytes]:
        packets = self._encoder.encode(samples)
        return packets if self._container is None else list(map(self._container.wrap, packets))

    def finish(self) -> list[bytes]:
        return []


def _to_mulaw(samples: NDArray[np.float32]) -> bytes:
    return encode_mulaw(to_int16(samples)).tobytes()


def _to_alaw(samples: NDArray[np.float32]) -> bytes:
    return encode_alaw(to_int16(samples)).tobytes()


_CONVERT: dict[str, Callable[[NDArray[np.float32]], bytes]] = {
    "pcm_s16le": to_s16le,
    "pcm_f32le": to_f32le,
    "mulaw": _to_mulaw,
    "alaw": _to_alaw,
}


def _make_codec(options: AudioOptions) -> _Codec:
    """The codec of that name. The options have been checked: there is one."""
    if options.codec in _CONVERT:
        return _SampleCodec(_CONVERT[options.codec], options.packet_samples)
    if CODECS[options.codec].packet is not None:
        return MpegEncoder(options.codec, options.rate, options.bitrate)
    return _OpusCodec(options)
