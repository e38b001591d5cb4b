"""MP3 and AAC, frame by frame, as real decoders take them."""

import io
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from rtts.audio.encoder import Encoder
from rtts.audio.mpeg import MpegEncoder
from rtts.audio.packet import Packet
from rtts.audio.pcm import to_s16le
from rtts.protocol.options import CODECS, RATES, AudioOptions
from tests.audio.sounds import MPEG_CODECS, codec_name, decode, encode, level_db, speech

every_codec = pytest.mark.parametrize("options", MPEG_CODECS, ids=codec_name)
every_rate = pytest.mark.parametrize("rate", RATES)


def best_shift(heard: NDArray[np.float32], said: NDArray[np.float32], most: int) -> int:
    """By how many samples what is heard is behind what was said."""
    span = len(said) - most
    likeness = [float(np.dot(heard[at : at + span], said[:span])) for at in range(most)]
    return int(np.argmax(likeness))


@pytest.mark.parametrize("codec", ["mp3", "aac"])
@every_rate
def test_the_preskip_is_what_decoders_are_behind(codec: str, rate: int) -> None:
    """At every rate the speech lies behind the preskip, to the sample."""
    options = AudioOptions(codec=codec, rate=rate, bitrate=64000)
    said = speech(rate, 1)
    packets = encode(options, rate, said)
    assert {packet.samples for packet in packets} == {options.packet_samples}
    with av.open(io.BytesIO(b"".join(p.payload for p in packets)), format=codec) as file:
        assert file.streams.audio[0].rate == rate
        heard = np.concatenate([frame.to_ndarray()[0] for frame in file.decode(audio=0)])
    assert len(heard) == sum(packet.samples for packet in packets)
    behind = best_shift(heard.astype(np.float32), said, 2400)
    assert MpegEncoder(codec, rate, 64000).preskip == behind


@pytest.mark.parametrize("codec", ["mp3", "aac"])
@pytest.mark.parametrize("bitrate", [6000, 32_000, 256_000])
@every_rate
def test_every_bitrate_is_taken(codec: str, rate: int, bitrate: int) -> None:
    """One that the codec has not becomes the nearest that it has."""
    options = AudioOptions(codec=codec, rate=rate, bitrate=bitrate)
    packets = encode(options, rate, speech(rate, 0.5))
    assert len(decode(options, packets)) > rate // 2


@every_codec
def test_segments_are_as_close_to_the_speech_as_one(options: AudioOptions) -> None:
    """Frames that were dropped between two segments are missed by nobody: no hole, no click."""
    said = [speech(24000, seconds) for seconds in (0.7, 0.51, 1.003)]
    encoder = Encoder(options, 24000)
    segments = [[*encoder.push(to_s16le(each)), *encoder.end_segment()] for each in said]
    heard = decode(options, [packet for segment in segments for packet in segment])
    at = 0
    for each, segment in zip(said, segments, strict=True):
        piece = heard[at : at + len(each)]
        at += sum(packet.samples for packet in segment)
        assert level_db(piece - each[: len(piece)]) < level_db(each) - 20


@every_codec
def test_between_segments_there_is_silence(options: AudioOptions) -> None:
    """Nothing of the one leaks into the other, however loud its end is."""
    loud = np.sin(np.arange(9600) * 0.3).astype(np.float32)
    quiet = np.zeros(9600, np.float32)
    quiet[-200:] = 0.01
    encoder = Encoder(options, 24000)
    first = [*encoder.push(to_s16le(loud)), *encoder.end_segment()]
    second = [*encoder.push(to_s16le(quiet)), *encoder.end_segment()]
    heard = decode(options, first + second)
    begins = sum(packet.samples for packet in first)
    assert np.abs(heard[begins : begins + 9000]).max() < 0.01


@every_codec
def test_no_frame_is_held_back_behind_a_segment(options: AudioOptions) -> None:
    """The last word of each segment is in the frames of that segment."""
    for seconds in (0.05, 0.3, 0.51):
        encoder = Encoder(options, 24000)
        for _ in range(3):
            click = np.zeros(int(24000 * seconds), np.float32)
            click[-12:] = 0.7
            packets = [*encoder.push(to_s16le(click)), *encoder.end_segment()]
            assert np.abs(decode(options, packets)).max() > 0.2


@every_codec
def test_a_frame_comes_with_the_one_behind_it(options: AudioOptions) -> None:
    """So far the encoders look ahead, and no further: the first is out with the second."""
    encoder = MpegEncoder(options.codec, options.rate, options.bitrate)
    frame = np.zeros(options.packet_samples, np.float32)
    assert [len(encoder.encode(frame)) for _ in range(5)] == [0, 1, 1, 1, 1]
    assert len(encoder.finish()) == 1
    assert encoder.finish() == []


@every_codec
def test_a_player_may_begin_anywhere(options: AudioOptions) -> None:
    """Each frame stands by itself: from the second frame on what is heard is the same."""
    packets = encode(options, 24000, speech(24000, 1))
    whole = decode(options, packets)
    size = options.packet_samples
    for start in (1, 7, len(packets) // 2):
        part = decode(options, packets[start:])
        assert np.abs(part[2 * size :] - whole[(start + 2) * size :]).max() < 1e-3


@every_codec
def test_an_encoder_starts_no_threads(options: AudioOptions) -> None:
    """Hundreds of calls are hundreds of encoders; they run in the threads that call them."""
    threads = Path("/proc/self/task")
    if not threads.exists():
        pytest.skip("only Linux shows the threads of a process as files")
    before = len(list(threads.iterdir()))
    encoders = [MpegEncoder(options.codec, 24000, 64000) for _ in range(4)]
    silence = np.zeros(4 * options.packet_samples, np.float32)
    assert [len(encoder.encode(silence)) for encoder in encoders] == [3] * 4
    assert len(list(threads.iterdir())) <= before


def test_aac_frames_say_how_long_they_are() -> None:
    """ADTS: sync word, AAC-LC, one channel, the length of the frame with its header."""
    packets: list[Packet] = encode(MPEG_CODECS[1], 24000, speech(24000, 0.5))
    for packet in packets:
        head = int.from_bytes(packet.payload[:7], "big")
        assert head >> 44 == 0xFFF
        assert head >> 38 & 3 == 1
        assert head >> 34 & 15 == 6
        assert head >> 30 & 7 == 1
        assert head >> 13 & 0x1FFF == len(packet.payload)


def test_the_table_knows_the_frames() -> None:
    """The samples of a frame are those of the encoder, at every rate."""
    for codec in ("mp3", "aac"):
        for rate in CODECS[codec].rates:
            encoder = MpegEncoder(codec, rate, 32000)
            length = AudioOptions(codec=codec, rate=rate).packet_samples
            assert encoder._codec.frame_size == length
