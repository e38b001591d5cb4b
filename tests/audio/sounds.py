"""Sounds to encode, and the decoders that say what is heard of them."""

from collections.abc import Iterable, Iterator

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from numpy.typing import NDArray

from rtts.audio.encoder import Encoder
from rtts.audio.packet import Packet
from rtts.audio.pcm import from_s16le, to_s16le
from rtts.protocol.messages import AudioFormat
from rtts.protocol.options import RATES, AudioOptions

SOURCE_RATES = (16000, 22050, 24000, 44100, 48000)
RATE_PAIRS = [(source, target) for source in SOURCE_RATES for target in RATES if source != target]

SAMPLE_CODECS = [
    AudioOptions(codec="pcm_s16le", rate=24000),
    AudioOptions(codec="pcm_f32le", rate=24000),
    AudioOptions(codec="mulaw", rate=8000),
    AudioOptions(codec="alaw", rate=8000),
]
MPEG_CODECS = [
    AudioOptions(codec="mp3", rate=24000, bitrate=64000),
    AudioOptions(codec="aac", rate=24000, bitrate=48000),
]
EVERY_CODEC = [AudioOptions(codec="opus", rate=24000), *SAMPLE_CODECS, *MPEG_CODECS]
"""Those without a container; what is in a container is Opus, packet for packet."""
PRESKIP = {"opus": 312, "mp3": 1105, "aac": 1024}
"""In ticks of the codec's clock; 0 for the others."""


def codec_name(value: object) -> str | None:
    """The name of a test's case."""
    return value.codec if isinstance(value, AudioOptions) else None


def tone(frequency: float, rate: int, seconds: float = 0.5) -> NDArray[np.float32]:
    """A sine of full scale."""
    turns = frequency * np.arange(round(rate * seconds)) / rate
    wave: NDArray[np.float32] = np.sin(2 * np.pi * turns + 0.3).astype(np.float32)
    return wave


def noise(samples: int, seed: int = 0) -> NDArray[np.float32]:
    """White noise; the same for the same seed."""
    loud = np.random.default_rng(seed).standard_normal(samples) * 0.2
    return np.clip(loud, -1, 1).astype(np.float32)


def speech(rate: int, seconds: float) -> NDArray[np.float32]:
    """A buzz with three formants, in syllables: quiet at both ends and in between."""
    time_s = np.arange(round(rate * seconds)) / rate
    pitch = 2 * np.pi * np.cumsum(120 + 25 * np.sin(2 * np.pi * 0.7 * time_s)) / rate
    sound: NDArray[np.float64] = np.zeros(len(time_s))
    for harmonic in range(1, 30):
        heights = np.exp(-(((harmonic * 120 - np.array((500, 1500, 2600))) / 400) ** 2))
        sound += np.sin(harmonic * pitch) * heights.sum()
    sound *= np.sin(2 * np.pi * 2 * time_s) ** 2
    sound *= 0.5 / np.abs(sound).max()
    return sound.astype(np.float32)


def pieces(pcm: bytes, sizes: Iterable[int]) -> Iterator[bytes]:
    """The samples cut into chunks of these many samples; what is left over comes last."""
    at = 0
    for size in sizes:
        yield pcm[2 * at : 2 * (at + size)]
        at += size
    yield pcm[2 * at :]


def encode(options: AudioOptions, rate: int, *segments: NDArray[np.float32]) -> list[Packet]:
    """The packets of one context that speaks these segments."""
    encoder = Encoder(options, rate)
    packets = []
    for segment in segments:
        packets += encoder.push(to_s16le(segment))
        packets += encoder.end_segment()
    return packets


def decode(form: AudioFormat | AudioOptions, packets: Iterable[Packet]) -> NDArray[np.float32]:
    """What a listener hears, at the rate of the format and without what precedes the speech."""
    payloads = [packet.payload for packet in packets]
    if form.codec == "opus":
        return decode_opus(payloads)[312 :: 48000 // form.rate]
    if form.codec in PRESKIP:
        return decode_mpeg(form.codec, payloads)[PRESKIP[form.codec] :]
    together = b"".join(payloads)
    if form.codec == "pcm_s16le":
        return from_s16le(together)
    if form.codec == "pcm_f32le":
        return np.frombuffer(together, "<f4")
    return from_s16le(decode_g711(form.codec, together).astype("<i2").tobytes())


def decode_g711(codec: str, payload: bytes) -> NDArray[np.int16]:
    """The samples that bytes of `mulaw` or `alaw` stand for, as FFmpeg has it."""
    decoder = av.CodecContext.create(f"pcm_{codec}", "r")
    assert isinstance(decoder, AudioCodecContext)
    decoder.sample_rate = 8000
    decoder.layout = "mono"
    (frame,) = decoder.decode(av.Packet(payload))
    samples: NDArray[np.int16] = frame.to_ndarray()[0]
    return samples


def decode_opus(payloads: Iterable[bytes]) -> NDArray[np.float32]:
    """Everything that a decoder gives out for these packets, at 48 kHz."""
    decoder = av.CodecContext.create("libopus", "r")
    assert isinstance(decoder, AudioCodecContext)
    decoder.sample_rate = 48000
    decoder.layout = "mono"
    heard = [
        frame.to_ndarray()[0].astype(np.float32) / 32768
        for payload in payloads
        for frame in decoder.decode(av.Packet(payload))
    ]
    return np.concatenate(heard)


def decode_mpeg(codec: str, payloads: Iterable[bytes]) -> NDArray[np.float32]:
    """Everything that a decoder of `mp3` or `aac` gives out, frame by frame."""
    decoder = av.CodecContext.create(codec, "r")
    assert isinstance(decoder, AudioCodecContext)
    heard = []
    for payload in payloads:
        (frame,) = decoder.decode(av.Packet(payload))
        samples = frame.to_ndarray()[0]
        heard.append(samples / 32768 if samples.dtype == np.int16 else samples)
    return np.concatenate(heard).astype(np.float32)


def level_db(samples: NDArray[np.float32]) -> float:
    """Root mean square in dB; a sine of full scale has 0."""
    power = 2 * float(np.mean(np.square(samples, dtype=np.float64)))
    return 10 * float(np.log10(max(power, 1e-20)))
