"""Opus (RFC 6716), by the libopus that PyAV carries.

Three things are hard to see from outside. How libopus is to be set so that a packet of speech
costs little and sounds right (the table below). That the codec lags: what goes in comes out of
a decoder `preskip` ticks later, so the last samples of a segment need a little silence behind
them to come out at all. And that PyAV has no switch for discontinuous transmission, so that is
done here, on the packets.
"""

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from numpy.typing import NDArray

__all__ = ["OPUS_CLOCK", "OpusEncoder"]

OPUS_CLOCK = 48_000
"""Ticks per second of `preskip`, whatever the rate (RFC 7845, section 5.1)."""

# Processor time for 20 ms of speech at 24 kHz and 32 kbit/s, and how far the noise lies below the
# speech in 40 mel bands:
#
#   level          0      1      2      3      4      5     10
#   audio         43     53     59     60     61     83    326 µs
#               -6.3   -5.5   -5.6   -5.6   -5.7   -6.0   -4.5 dB
#   lowdelay      43     53     59     59     61     83    120 µs
#               -6.3   -5.6   -5.7   -5.7   -5.7   -6.0   -6.4 dB
#   voip         109    123    170    180    236    237    327 µs
#               -1.4   -1.5   -1.4   -1.5   -2.0   -2.0   -2.2 dB
#
# `audio` codes such speech in the transform mode, the cheapest, and changes to linear prediction
# where that is better: up to 18 kbit/s, and for error correction, which `lowdelay` has not.
# Level 0 does not look for onsets: a plosive is smeared over the 10 ms before it, 12 dB below
# the burst; from level 1 on it is 27. Above that the transform mode gains little. Prediction
# gains up to level 4: at 16 kbit/s its spectral distance from the speech falls from 4.7 dB to 3.3.
_APPLICATION = "audio"
_TRANSFORM_LEVEL = 1
_PREDICTION_LEVEL = 4
_PREDICTION_BELOW = 20_000
# Without a loss rate to guard against, libopus leaves the error correction out.
_EXPECTED_LOSS_PERCENT = 10

# The times are those of libopus. Silence is more than zeros: noise at -70 dB of full scale, as a
# pause may hold, has peaks of -57.
_SILENCE = 2.0**-9
_SILENCE_LASTS_MS = 200
_SILENCE_RENEWED_MS = 400

# How many frames a packet holds: the two low bits of its first byte.
_ONE_FRAME, _TWO_EQUAL_FRAMES, _MANY_FRAMES = 0, 1, 3


class OpusEncoder:
    """One stream of packets of `frame_ms` each, from mono samples at `rate` Hz."""

    def __init__(
        self, rate: int, frame_ms: int, bitrate: int, *, fec: bool = False, dtx: bool = False
    ) -> None:
        self._codec = _open_codec(rate, frame_ms, bitrate, fec=fec)
        self._frame = av.AudioFrame("flt", "mono", self._codec.frame_size)
        self._frame.sample_rate = rate
        self._room = self._frame.planes[0]
        self._silence = _SilenceThinner(frame_ms) if dtx else None
        header = self._codec.extradata
        assert header is not None  # libopus writes the header of an Ogg stream, RFC 7845
        self.head = header
        """`OpusHead` (RFC 7845, section 5.1)."""
        self.preskip = int.from_bytes(header[10:12], "little")
        """Ticks of 48 kHz that a decoder gives out before the first sample that went in."""

    def encode(self, samples: NDArray[np.float32]) -> list[bytes]:
        """One packet for each `frame_ms` of samples; there must be no remainder."""
        frames = samples.reshape(-1, self._frame.samples)
        packets = [self._encode_frame(frame) for frame in frames]
        return packets if self._silence is None else self._silence.thin(packets, frames)

    def _encode_frame(self, samples: NDArray[np.float32]) -> bytes:
        # The public `encode` sends every frame through a filter graph of its own, which would
        # cut it to size if it were of another. That graph costs 25 µs a packet and starts
        # threads by the number of cores, for each encoder. The codec copies what it is sent, so
        # that one frame serves for all packets. It gives one packet for each, at once: to ask for
        # a second would be to let go of the interpreter once more, for nothing.
        self._room.update(samples)  # type: ignore[arg-type]  # any buffer will do
        sent = self._codec._send_frame_and_recv(self._frame)  # type: ignore[attr-defined]  # noqa: SLF001
        return bytes(next(sent))


def _open_codec(rate: int, frame_ms: int, bitrate: int, *, fec: bool) -> AudioCodecContext:
    prediction = fec or bitrate < _PREDICTION_BELOW
    codec = av.CodecContext.create("libopus", "w")
    assert isinstance(codec, AudioCodecContext)
    codec.sample_rate = rate
    codec.layout = "mono"
    codec.format = "flt"
    codec.bit_rate = bitrate
    codec.options = {
        "application": _APPLICATION,
        "compression_level": str(_PREDICTION_LEVEL if prediction else _TRANSFORM_LEVEL),
        "frame_duration": str(frame_ms),
        "vbr": "constrained",  # unconstrained, 32 kbit/s of speech become 52
        "fec": str(int(fec)),
        "packet_loss": str(_EXPECTED_LOSS_PERCENT if fec else 0),
    }
    codec.open()
    return codec


class _SilenceThinner:
    """Discontinuous transmission (RFC 6716, section 2.1.9), as libopus itself does it.

    Once silence has lasted, packets keep their header and lose their content: a decoder fills
    in what the silence sounded like. Now and then one goes out whole, for listeners that join.
    """

    def __init__(self, frame_ms: int) -> None:
        self._patience = _SILENCE_LASTS_MS // frame_ms
        self._period = _SILENCE_RENEWED_MS // frame_ms
        self._silent = 0

    def thin(self, packets: list[bytes], frames: NDArray[np.float32]) -> list[bytes]:
        """The packets, without the content of those that lie in a long silence.

        `frames` has a row of samples for each packet.
        """
        peaks = np.abs(frames).max(axis=1)
        return [
            _without_content(packet) if self._spares(peak) else packet
            for packet, peak in zip(packets, peaks.tolist(), strict=True)
        ]

    def _spares(self, peak: float) -> bool:
        self._silent = self._silent + 1 if peak < _SILENCE else 0
        into_it = self._silent - self._patience
        return into_it > 0 and into_it % self._period != 0


def _without_content(packet: bytes) -> bytes:
    """A packet of equal duration whose frames have no bytes (RFC 6716, section 3.2)."""
    configuration, code = packet[0] & 0xFC, packet[0] & 3
    if code == _ONE_FRAME:
        return packet[:1]
    if code == _MANY_FRAMES:
        return bytes((packet[0], packet[1] & 0x3F))  # their number; equal sizes, no padding
    return bytes((configuration | _TWO_EQUAL_FRAMES,))
