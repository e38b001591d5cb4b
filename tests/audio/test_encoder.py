"""The whole way from samples to packets, and back through real decoders."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rtts.audio.encoder import Encoder
from rtts.audio.pcm import from_s16le, to_s16le
from rtts.protocol.options import CODECS, AudioOptions
from tests.audio.sounds import (
    EVERY_CODEC,
    PRESKIP,
    SAMPLE_CODECS,
    codec_name,
    decode,
    encode,
    level_db,
    noise,
    pieces,
    speech,
)

every_codec = pytest.mark.parametrize("options", EVERY_CODEC, ids=codec_name)
SILENCE = {"pcm_s16le": b"\0\0", "pcm_f32le": b"\0\0\0\0", "mulaw": b"\xff", "alaw": b"\xd5"}


@every_codec
def test_format_says_what_the_frames_hold(options: AudioOptions) -> None:
    """The format repeats the options; a codec that lags has its preskip, in ticks of its clock."""
    form = Encoder(options, 22050).format
    assert (form.codec, form.rate) == (options.codec, options.rate)
    assert form.frame_ms == {"mp3": 24, "aac": 43}.get(options.codec, 20)
    assert (form.clock, form.channels) == (CODECS[options.codec].clock or options.rate, 1)
    assert form.preskip == PRESKIP.get(options.codec, 0)


@pytest.mark.parametrize(
    ("options", "size"),
    [
        (AudioOptions(codec="mulaw", rate=8000), 160),
        (AudioOptions(codec="alaw", rate=16000, frame_ms=10), 160),
        (AudioOptions(codec="pcm_s16le", rate=22050), 882),
        (AudioOptions(codec="pcm_s16le", rate=44100, frame_ms=60), 5292),
        (AudioOptions(codec="pcm_f32le", rate=32000, frame_ms=40), 5120),
    ],
    ids=codec_name,
)
def test_packets_have_one_length(options: AudioOptions, size: int) -> None:
    """Every packet holds `frame_ms` to the byte, also the last of a segment."""
    packets = encode(options, 22050, speech(22050, 0.333), speech(22050, 0.1))
    assert {len(packet.payload) for packet in packets} == {size}
    assert {packet.samples for packet in packets} == {options.rate * options.frame_ms // 1000}


@pytest.mark.parametrize("frame_ms", [10, 20, 40, 60])
@pytest.mark.parametrize("rate", CODECS["opus"].rates)
def test_opus_counts_in_48_khz(rate: int, frame_ms: int) -> None:
    """An Opus packet covers 48 ticks a ms, whatever the rate."""
    options = AudioOptions(codec="opus", rate=rate, frame_ms=frame_ms)
    packets = encode(options, 22050, speech(22050, 0.2))
    assert {packet.samples for packet in packets} == {48 * frame_ms}


@settings(deadline=None, max_examples=60)
@given(
    options=st.sampled_from(EVERY_CODEC),
    rate=st.sampled_from((22050, 24000)),
    sizes=st.lists(st.integers(0, 2000), max_size=8),
    length=st.integers(1, 7000),
)
def test_cuts_do_not_change_the_packets(
    options: AudioOptions, rate: int, sizes: list[int], length: int
) -> None:
    """An engine's chunks may be of any size: the packets are the same, byte by byte."""
    samples = noise(length) + np.float32(0.1)
    encoder = Encoder(options, rate)
    packets = [p for part in pieces(to_s16le(samples), sizes) for p in encoder.push(part)]
    assert packets + encoder.end_segment() == encode(options, rate, samples)


@settings(deadline=None, max_examples=60)
@given(
    options=st.sampled_from(EVERY_CODEC),
    lengths=st.lists(st.integers(1, 3000), min_size=1, max_size=4),
)
def test_packets_last_no_longer_than_needed(options: AudioOptions, lengths: list[int]) -> None:
    """A segment takes the packets that hold it, the lag of the codec and the decay, no more."""
    packets = encode(options, 22050, *(noise(length) for length in lengths))
    lag_ms = PRESKIP.get(options.codec, 0) * 1000 / options.clock
    packet_ms = options.packet_ms
    most = sum(int((length / 22.05 + lag_ms + 5) // packet_ms) + 1 for length in lengths)
    least = sum(-(-(length / 22.05 + lag_ms) // packet_ms) for length in lengths)
    assert least <= len(packets) <= most


@every_codec
def test_full_packets_do_not_wait(options: AudioOptions) -> None:
    """Of samples for four packets at least two come at once, not at the segment's end."""
    samples = noise(int(options.packet_ms * 4 * 22.05))
    assert len(Encoder(options, 22050).push(to_s16le(samples))) >= 2


@every_codec
def test_a_segment_without_samples_is_no_packet(options: AudioOptions) -> None:
    """A segment that was never spoken takes no time, before others and between them."""
    encoder = Encoder(options, 22050)
    assert encoder.push(b"") == []
    assert encoder.end_segment() == []
    encoder.push(to_s16le(speech(22050, 0.1)))
    assert encoder.end_segment()
    assert encoder.end_segment() == []


def test_half_a_sample_is_refused() -> None:
    """Bytes that end within a sample raise ValueError."""
    with pytest.raises(ValueError, match="middle of a sample"):
        Encoder(AudioOptions(), 22050).push(b"\0\0\0")


# What is heard.


@every_codec
def test_speech_is_heard_as_it_was_spoken(options: AudioOptions) -> None:
    """Decoded speech lies on the original, sample by sample: 10 dB above any difference."""
    said = speech(options.rate, 2)
    heard = decode(options, encode(options, options.rate, said))[: len(said)]
    assert level_db(heard - said) < level_db(said) - 10


@pytest.mark.parametrize("codec", ["pcm_s16le", "pcm_f32le"])
def test_pcm_is_exact(codec: str) -> None:
    """Where the rates are equal, PCM gives back every sample of the engine."""
    options = AudioOptions(codec=codec, rate=24000)
    said = from_s16le(to_s16le(speech(24000, 0.5)))
    heard = decode(options, encode(options, 24000, said))
    assert np.array_equal(heard[: len(said)], said)


@pytest.mark.parametrize("options", SAMPLE_CODECS, ids=codec_name)
def test_packets_are_filled_up_with_silence(options: AudioOptions) -> None:
    """Behind a quiet end there are zeros: 0xFF in µ-law and 0xD5 in A-law."""
    said = np.zeros(options.rate // 200, np.float32)
    said[10] = 0.5
    (packet,) = encode(options, options.rate, said)
    silence = SILENCE[options.codec]
    padding = packet.payload[len(said) * len(silence) :]
    assert padding == silence * (len(padding) // len(silence))
    assert len(padding) > 0


def with_click(length: int, at: int) -> NDArray[np.float32]:
    """Silence with one loud sample."""
    samples = np.zeros(length, np.float32)
    samples[at] = 0.9
    return samples


@every_codec
@pytest.mark.parametrize("length", [4410, 4400, 4500, 4707, 4850])
@pytest.mark.parametrize("before_end", [1, 2, 11, 22])
def test_a_click_at_the_very_end_is_heard(
    options: AudioOptions, length: int, before_end: int
) -> None:
    """The last ms of a context comes out of every decoder, wherever a packet ends."""
    packets = encode(options, 22050, with_click(length, length - before_end))
    heard = decode(options, packets)
    expected = (length - before_end) * options.rate // 22050
    loudest = int(np.argmax(np.abs(heard)))
    assert abs(loudest - expected) <= options.rate // 1000
    assert abs(heard[loudest]) > 0.15


@every_codec
def test_the_end_of_a_segment_does_not_wait_for_the_next(options: AudioOptions) -> None:
    """The click before a pause is in the packets of its own segment."""
    encoder = Encoder(options, 22050)
    for _ in range(3):
        packets = encoder.push(to_s16le(with_click(5292, 5290)))
        packets += encoder.end_segment()
    heard = decode(options, packets)
    assert np.abs(heard[5200 * options.rate // 22050 :]).max() > 0.15


@every_codec
def test_a_click_at_the_very_beginning_is_heard(options: AudioOptions) -> None:
    """What takes the step away from a beginning does not take a click with it."""
    heard = decode(options, encode(options, 22050, with_click(4410, 3)))
    assert np.abs(heard[: options.rate // 500]).max() > 0.15


@pytest.mark.parametrize("source", [22050, 24000])
@pytest.mark.parametrize("options", SAMPLE_CODECS, ids=codec_name)
def test_joins_do_not_click(options: AudioOptions, source: int) -> None:
    """Between two segments with a constant offset no sample is far from its neighbour."""
    offset = np.full(source // 3 + 7, 0.3, np.float32)
    heard = decode(options, encode(options, source, offset, -offset, offset))
    slope = np.pi / 2 * 0.3 / (options.rate * 0.005)
    coarse = 0.3 / 16 if options.codec in SILENCE.keys() - {"pcm_s16le", "pcm_f32le"} else 0
    assert np.abs(heard).max() > 0.29
    assert np.abs(np.diff(heard, prepend=0, append=0)).max() < slope * 1.05 + coarse


def test_joins_do_not_click_through_opus() -> None:
    """Nor is any decoded sample far from its neighbour after Opus."""
    offset = np.full(8000, 0.3, np.float32)
    options = EVERY_CODEC[0]
    heard = decode(options, encode(options, 24000, offset, -offset))
    assert np.abs(np.diff(heard, prepend=0)).max() < 0.01


@pytest.mark.parametrize("short_of_full", range(0, 140, 20))
def test_a_context_ends_without_a_step(short_of_full: int) -> None:
    """Where the packet has no room for the decay, one more packet brings it."""
    options = AudioOptions(codec="pcm_f32le", rate=24000)
    samples = np.full(4800 - short_of_full, 0.5, np.float32)
    packets = encode(options, 24000, samples)
    heard = decode(options, packets)
    assert len(packets) == (10 if short_of_full >= 118 else 11)
    assert abs(heard[-1]) < 2**-10
    assert np.array_equal(heard[120 : len(samples)], samples[120:])


def test_no_sample_after_the_first_five_ms_is_changed() -> None:
    """Joining touches the first 5 ms of a segment and the silence behind it, nothing else."""
    options = AudioOptions(codec="pcm_s16le", rate=24000)
    said = from_s16le(to_s16le(noise(5000) * 0.5 + np.float32(0.3)))
    heard = decode(options, encode(options, 24000, said))
    assert np.array_equal(heard[120 : len(said)], said[120:])


@pytest.mark.parametrize("codec", ["opus", "pcm_s16le", "mulaw"])
def test_every_segment_has_a_last_packet(codec: str) -> None:
    """Also one that fills its packets to the sample: whoever sends it can say that it is last."""
    encoder = Encoder(AudioOptions(codec=codec, rate=24000 if codec != "mulaw" else 8000), 24000)
    for _ in range(3):
        encoder.push(to_s16le(noise(4800)))
        assert encoder.end_segment()
