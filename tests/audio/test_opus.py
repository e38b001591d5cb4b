"""Packets of Opus, as a real decoder takes them."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rtts.audio.opus import OPUS_CLOCK, OpusEncoder
from tests.audio.sounds import decode_opus, level_db, noise, speech

RATES = (8000, 16000, 24000, 48000)


def whole_packets(samples: NDArray[np.float32], rate: int, frame_ms: int) -> NDArray[np.float32]:
    """The samples without the packet that they do not fill."""
    return samples[: len(samples) // (rate * frame_ms // 1000) * (rate * frame_ms // 1000)]


@pytest.mark.parametrize("bitrate", [6000, 16000, 32000, 256_000])
@pytest.mark.parametrize("frame_ms", [10, 20, 40, 60])
@pytest.mark.parametrize("rate", RATES)
def test_every_packet_covers_one_frame(rate: int, frame_ms: int, bitrate: int) -> None:
    """One packet each `frame_ms`, at every rate and bitrate, and it decodes to that much."""
    samples = whole_packets(speech(rate, 0.5), rate, frame_ms)
    packets = OpusEncoder(rate, frame_ms, bitrate).encode(samples)
    assert len(packets) == len(samples) * 1000 // (rate * frame_ms)
    assert len(decode_opus(packets)) == len(packets) * frame_ms * OPUS_CLOCK // 1000


@pytest.mark.parametrize("rate", RATES)
def test_speech_comes_out_behind_the_preskip(rate: int) -> None:
    """What is decoded is most like what went in when it is moved by exactly `preskip`."""
    samples = whole_packets(speech(rate, 1), rate, 20)
    encoder = OpusEncoder(rate, 20, 64000)
    heard = decode_opus(encoder.encode(samples))
    tick = OPUS_CLOCK // rate
    likeness = {
        shift: float(
            np.dot(heard[shift::tick][: len(samples) - 600], samples[: len(samples) - 600])
        )
        for shift in range(0, 600, tick)
    }
    assert abs(max(likeness, key=likeness.__getitem__) - encoder.preskip) <= tick


@pytest.mark.parametrize("bitrate", [12000, 24000, 32000, 64000])
def test_bitrate_is_kept(bitrate: int) -> None:
    """A client that asks for 32 kbit/s is not sent 50, as libopus would by itself."""
    packets = OpusEncoder(24000, 20, bitrate).encode(speech(24000, 4))
    assert sum(map(len, packets)) * 8 / 4 < bitrate * 1.05


def test_cuts_do_not_change_the_packets() -> None:
    """Packets are the same whether they are encoded one by one or all in one call."""
    samples = speech(24000, 1)
    one_by_one = OpusEncoder(24000, 20, 32000)
    packets = [packet for frame in samples.reshape(-1, 480) for packet in one_by_one.encode(frame)]
    assert packets == OpusEncoder(24000, 20, 32000).encode(samples)


def test_plosives_are_not_smeared() -> None:
    """A burst out of silence is 18 dB above what is heard in the 10 ms before it."""
    samples = np.zeros(96000, np.float32)
    onsets = range(2000, 90000, 3100)
    for onset in onsets:
        samples[onset : onset + 600] = noise(600, onset) * np.exp(-np.arange(600) / 100)
    heard = decode_opus(OpusEncoder(24000, 20, 32000).encode(samples))[312::2]
    above = [level_db(heard[at : at + 120]) - level_db(heard[at - 240 : at - 10]) for at in onsets]
    assert min(above) > 18


def test_an_encoder_starts_no_threads() -> None:
    """Hundreds of calls are hundreds of encoders; they run in the threads that call them."""
    threads = Path("/proc/self/task")
    if not threads.exists():
        pytest.skip("only Linux shows the threads of a process as files")
    before = len(list(threads.iterdir()))
    encoders = [OpusEncoder(24000, 20, 32000) for _ in range(4)]
    assert [len(encoder.encode(np.zeros(960, np.float32))) for encoder in encoders] == [2] * 4
    assert len(list(threads.iterdir())) <= before


def test_no_samples_are_no_packets() -> None:
    """An empty call does not end the stream."""
    encoder = OpusEncoder(24000, 20, 32000)
    assert encoder.encode(np.empty(0, np.float32)) == []
    assert len(encoder.encode(np.zeros(480, np.float32))) == 1


def carries_the_frame_before(packet: bytes) -> bool:
    """The flag of error correction in a packet of one frame (RFC 6716, section 4.2.3)."""
    linear_prediction = packet[0] >> 3 < 16
    return linear_prediction and bool(packet[1] & 0x40)


@pytest.mark.parametrize("fec", [False, True])
def test_error_correction_is_in_the_packets(fec: bool) -> None:  # noqa: FBT001
    """With `fec` packets carry a copy of the one before, and without it none does."""
    packets = OpusEncoder(24000, 20, 32000, fec=fec).encode(speech(24000, 2))
    assert any(map(carries_the_frame_before, packets)) == fec


def with_a_pause(rate: int) -> NDArray[np.float32]:
    """A second of speech, two of a pause with a neural voice's hiss, a second of speech."""
    hiss = np.random.default_rng(0).standard_normal(2 * rate).astype(np.float32) * 10 ** (-70 / 20)
    said = speech(rate, 1)
    return np.concatenate((said, hiss.astype(np.float32), said))


@pytest.mark.parametrize("frame_ms", [10, 20, 40, 60])
@pytest.mark.parametrize("bitrate", [16000, 32000])
def test_long_silence_costs_next_to_nothing(frame_ms: int, bitrate: int) -> None:
    """With `dtx` a pause shrinks to a fifth and less, and lasts as long as before."""
    samples = whole_packets(with_a_pause(24000), 24000, frame_ms)
    first, last = 1300 // frame_ms, 2900 // frame_ms
    steady = OpusEncoder(24000, frame_ms, bitrate).encode(samples)
    thinned = OpusEncoder(24000, frame_ms, bitrate, dtx=True).encode(samples)
    assert sum(map(len, thinned[first:last])) * 5 < sum(map(len, steady[first:last]))
    assert len(decode_opus(thinned)) == len(decode_opus(steady))


def test_speech_is_whole_around_thinned_silence() -> None:
    """`dtx` leaves the packets of speech alone: the decoded speech is as loud as without it."""
    samples = with_a_pause(24000)
    heard = decode_opus(OpusEncoder(24000, 20, 32000, dtx=True).encode(samples))[312::2]
    said = samples[72000:95000]
    assert level_db(heard[72000:95000] - said) < level_db(said) - 10
    assert level_db(heard[30000:70000]) < -55


def test_quiet_sound_is_no_silence() -> None:
    """`dtx` leaves alone what can be heard, however quiet and however long."""
    murmur = noise(48000) * np.float32(0.05)
    packets = OpusEncoder(24000, 20, 32000, dtx=True).encode(murmur)
    assert min(map(len, packets)) > 20


def test_thinned_silence_is_renewed() -> None:
    """Every 400 ms of silence one packet has content, for a listener that joined meanwhile."""
    samples = np.concatenate((speech(24000, 1), np.zeros(48000, np.float32)))
    packets = OpusEncoder(24000, 20, 32000, dtx=True).encode(samples)[70:]
    full = [at for at, packet in enumerate(packets) if len(packet) > 1]
    assert len(full) >= 3
    assert set(np.diff(full).tolist()) == {20}
