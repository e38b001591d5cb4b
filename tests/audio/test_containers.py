"""Opus in containers: FFmpeg reads them, whole and cut off, and finds the plain packets."""

import io
import struct
from collections.abc import Iterator
from typing import NamedTuple

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rtts.audio.encoder import Encoder
from rtts.audio.packet import Packet
from rtts.audio.pcm import to_s16le
from rtts.protocol.options import CODECS, FRAME_MS, AudioOptions
from tests.audio.sounds import decode_opus, noise, speech

CONTAINERS = {"webm_opus": "matroska", "mp4_opus": "mp4", "ogg_opus": "ogg"}
"""Codecs, and what FFmpeg calls the form."""

every_container = pytest.mark.parametrize("codec", CONTAINERS)
segments_of_speech = pytest.mark.parametrize("seconds", [(0.7,), (0.31, 0.02, 1.003)])


class Spoken(NamedTuple):
    """One context: what precedes it, and the packets of its segments."""

    header: bytes
    segments: list[list[Packet]]

    @property
    def packets(self) -> list[Packet]:
        return [packet for segment in self.segments for packet in segment]

    def file(self, packets: int | None = None) -> bytes:
        """The header and the first packets, or all of them."""
        return self.header + b"".join(packet.payload for packet in self.packets[:packets])


def spoken(options: AudioOptions, *segments: NDArray[np.float32]) -> Spoken:
    """What a context that speaks these segments at 24 kHz is made into."""
    encoder = Encoder(options, 24000)
    made = [[*encoder.push(to_s16le(each)), *encoder.end_segment()] for each in segments]
    return Spoken(encoder.header, made)


def plain(options: AudioOptions) -> AudioOptions:
    """The same without a container."""
    return AudioOptions(
        codec="opus", rate=options.rate, frame_ms=options.frame_ms, bitrate=options.bitrate
    )


def packets_in(codec: str, file: bytes) -> list[av.Packet]:
    """What is in a container, as FFmpeg takes it apart."""
    with av.open(io.BytesIO(file), format=CONTAINERS[codec]) as container:
        return [packet for packet in container.demux(audio=0) if packet.size]


def payloads_in(codec: str, file: bytes) -> list[bytes]:
    """The Opus packets in a container."""
    return [bytes(packet) for packet in packets_in(codec, file)]


def heard_in(codec: str, file: bytes) -> NDArray[np.float32]:
    """What FFmpeg plays of a file, at 48 kHz."""
    with av.open(io.BytesIO(file), format=CONTAINERS[codec]) as container:
        assert container.streams.audio[0].codec_context.name == "opus"
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(frames, axis=1)[0]


@every_container
@segments_of_speech
def test_a_context_is_one_file(codec: str, seconds: tuple[float, ...]) -> None:
    """All payloads joined are a file that holds the very packets of plain Opus, in order."""
    said = [speech(24000, each) for each in seconds]
    options = AudioOptions(codec=codec)
    bare = spoken(plain(options), *said)
    assert payloads_in(codec, spoken(options, *said).file()) == [p.payload for p in bare.packets]


@every_container
@segments_of_speech
def test_a_file_sounds_as_plain_opus_does(codec: str, seconds: tuple[float, ...]) -> None:
    """Decoded by FFmpeg it is as long as its frames say, less the preskip, and sounds the same."""
    said = [speech(24000, each) for each in seconds]
    options = AudioOptions(codec=codec)
    made = spoken(options, *said)
    heard = heard_in(codec, made.file())
    assert len(heard) == sum(packet.samples for packet in made.packets) - 312
    bare = decode_opus(packet.payload for packet in spoken(plain(options), *said).packets)
    # libopus decodes for the one, FFmpeg's own decoder for the other.
    noise_power = np.mean((heard - bare[312:]) ** 2)
    assert noise_power < np.mean(bare**2) / 1000


@every_container
@pytest.mark.parametrize("rate", CODECS["webm_opus"].rates)
@pytest.mark.parametrize("frame_ms", FRAME_MS)
def test_every_rate_and_length_of_packets(codec: str, rate: int, frame_ms: int) -> None:
    """The packets stand at the times that they have, `frame_ms` apart."""
    options = AudioOptions(codec=codec, rate=rate, frame_ms=frame_ms)
    made = spoken(options, speech(24000, 0.4))
    assert {packet.samples for packet in made.packets} == {48 * frame_ms}
    packets = packets_in(codec, made.file())
    assert len(packets) == len(made.packets)
    times = [packet.pts for packet in packets]
    bases = {packet.time_base for packet in packets}
    assert len(bases) == 1
    [base] = bases
    assert np.diff(np.array(times) * float(base) * 1000) == pytest.approx(frame_ms)


@every_container
def test_every_beginning_can_be_played(codec: str) -> None:
    """A listener who has the header and any number of packets hears all of these."""
    made = spoken(AudioOptions(codec=codec), speech(24000, 0.3), speech(24000, 0.2))
    for count in range(1, len(made.packets) + 1):
        heard = heard_in(codec, made.file(count))
        assert len(heard) == count * 960 - 312


@every_container
def test_no_packet_waits_for_the_next(codec: str) -> None:
    """Bytes are out with each packet as soon as plain Opus has it, the last one of all too."""
    options = AudioOptions(codec=codec)
    one, other = Encoder(options, 24000), Encoder(plain(options), 24000)
    pcm = to_s16le(speech(24000, 0.25))
    for at in range(0, len(pcm), 480):
        counts = [len(each.push(pcm[at : at + 480])) for each in (one, other)]
        assert counts[0] == counts[1]
    assert len(one.end_segment()) == len(other.end_segment()) > 0


@every_container
def test_contexts_do_not_mix(codec: str) -> None:
    """Two contexts that are encoded by turns are the files that each would be alone."""
    options = AudioOptions(codec=codec)
    first, second = speech(24000, 0.4), noise(9600)
    encoders = Encoder(options, 24000), Encoder(options, 24000)
    files = [encoder.header for encoder in encoders]
    for at in range(0, 9600, 700):
        for which, samples in enumerate((first, second)):
            made = encoders[which].push(to_s16le(samples[at : at + 700]))
            files[which] += b"".join(packet.payload for packet in made)
    for which, encoder in enumerate(encoders):
        files[which] += b"".join(packet.payload for packet in encoder.end_segment())
    for file, samples in zip(files, (first, second), strict=True):
        alone = [packet.payload for packet in spoken(plain(options), samples).packets]
        assert payloads_in(codec, file) == alone


@settings(deadline=None, max_examples=30)
@given(
    codec=st.sampled_from([*CONTAINERS]),
    bitrate=st.sampled_from((6000, 32000, 256_000)),
    frame_ms=st.sampled_from(FRAME_MS),
    dtx=st.booleans(),
    lengths=st.lists(st.integers(1, 9000), min_size=1, max_size=4),
)
def test_packets_of_any_size_come_back(
    codec: str,
    bitrate: int,
    frame_ms: int,
    dtx: bool,  # noqa: FBT001
    lengths: list[int],
) -> None:
    """From the one byte of a thinned silence to kilobytes, every packet is found in its piece."""
    options = AudioOptions(codec=codec, bitrate=bitrate, frame_ms=frame_ms, dtx=dtx)
    bare = AudioOptions(codec="opus", bitrate=bitrate, frame_ms=frame_ms, dtx=dtx)
    said = [np.concatenate((noise(each), np.zeros(9000, np.float32))) for each in lengths]
    packets = [packet.payload for packet in spoken(bare, *said).packets]
    assert payloads_in(codec, spoken(options, *said).file()) == packets


# What each form has to have beside what FFmpeg needs.


def boxes(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The boxes of MP4, one behind the other, with what is in them."""
    at = 0
    while at < len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        assert 8 <= size <= len(data) - at
        yield name.decode(), data[at + 8 : at + size]
        at += size


def box(data: bytes, *path: str) -> bytes:
    """What is in the box at the end of a path."""
    for name in path:
        data = dict(boxes(data))[name]
    return data


def test_mp4_has_the_boxes_of_a_live_stream() -> None:
    """An empty movie that is extended by fragments, whose offsets count from each `moof`.

    Its two rates are one, whatever was encoded: Chromium takes no other.
    """
    made = spoken(AudioOptions(codec="mp4_opus", rate=16000), speech(24000, 0.2))
    assert [name for name, _ in boxes(made.header)] == ["ftyp", "moov"]
    assert [name for name, _ in boxes(box(made.header, "moov"))] == ["mvhd", "trak", "mvex"]
    table = box(made.header, "moov", "trak", "mdia", "minf", "stbl")
    for empty in ("stts", "stsc", "stco"):
        assert box(table, empty) == bytes(8)
    entry = box(table, "stsd")[8:]
    (sample_entry,) = boxes(entry)
    assert sample_entry[0] == "Opus"
    assert box(sample_entry[1][28:], "dOps") == struct.pack(">BBHIhB", 0, 1, 312, 48000, 0, 0)
    assert struct.unpack_from(">I", sample_entry[1], 24) == (48000 << 16,)
    trex = struct.unpack(">6I", box(made.header, "moov", "mvex", "trex"))
    assert trex[1:4] == (1, 1, 960)
    for number, packet in enumerate(made.packets):
        assert [name for name, _ in boxes(packet.payload)] == ["moof", "mdat"]
        moof = box(packet.payload, "moof")
        assert struct.unpack(">II", box(moof, "mfhd")) == (0, number + 1)
        assert box(moof, "traf", "tfhd") == struct.pack(">II", 0x020000, 1)
        assert box(moof, "traf", "tfdt") == struct.pack(">IQ", 1 << 24, number * 960)
        flags, count, offset, size = struct.unpack(">IIiI", box(moof, "traf", "trun"))
        assert (flags, count) == (0x201, 1)
        assert packet.payload[offset:] == box(packet.payload, "mdat")
        assert size == len(packet.payload) - offset


def test_webm_clusters_say_how_long_they_are() -> None:
    """Each payload is one cluster to its last byte: a reader need not wait for the next."""
    made = spoken(AudioOptions(codec="webm_opus", bitrate=128_000), speech(24000, 1))
    assert made.header.startswith(bytes.fromhex("1a45dfa3"))
    for packet in made.packets:
        assert packet.payload[:4] == bytes.fromhex("1f43b675")
        first = packet.payload[4]
        width = 9 - first.bit_length()
        size = int.from_bytes(packet.payload[4 : 4 + width], "big") & ((1 << 7 * width) - 1)
        assert 4 + width + size == len(packet.payload)


def test_webm_says_what_a_browser_drops() -> None:
    """The codec's delay is the preskip, 6.5 ms, and the track knows how long a packet lasts."""
    header = spoken(AudioOptions(codec="webm_opus", frame_ms=60), speech(24000, 0.1)).header
    delay, duration = 6_500_000, 60_000_000
    assert b"\x56\xaa\x83" + delay.to_bytes(3, "big") in header
    assert b"\x23\xe3\x83\x84" + duration.to_bytes(4, "big") in header


def test_ogg_streams_have_numbers_of_their_own() -> None:
    """Files of two contexts, one behind the other, can be told apart and are played as one."""
    said = speech(24000, 0.3)
    one, other = (spoken(AudioOptions(codec="ogg_opus"), said).file() for _ in range(2))
    assert one[14:18] != other[14:18]
    assert len(heard_in("ogg_opus", one + other)) >= 2 * len(heard_in("ogg_opus", one))


@pytest.mark.parametrize("codec", ["opus", "pcm_s16le", "mulaw", "mp3", "aac"])
def test_the_others_have_no_header(codec: str) -> None:
    """Only containers begin with one."""
    options = AudioOptions(codec=codec, rate=CODECS[codec].default_rate)
    assert Encoder(options, 24000).header == b""
    assert not CODECS[codec].container


@every_container
def test_the_table_names_those_with_a_header(codec: str) -> None:
    """What the table says of a codec is what its encoder does."""
    assert Encoder(AudioOptions(codec=codec), 24000).header
    assert CODECS[codec].container
