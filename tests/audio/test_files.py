"""Whole files: FLAC, MP3, WebM, M4A. Other programs read out of them what was put in."""

import hashlib
import io
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rtts.audio.encoder import Encoder
from rtts.audio.flac import FlacWriter
from rtts.audio.mp3_file import Mp3Writer
from rtts.audio.muxed import MUXED, MuxedFile
from rtts.audio.packet import Packet
from rtts.audio.pcm import to_s16le
from rtts.protocol.messages import AudioFormat
from rtts.protocol.options import RATES, AudioOptions
from tests.audio.sounds import level_db, noise, pieces, speech


class Pipe(io.RawIOBase):
    """A file that cannot be rewound."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.written += bytes(data)
        return len(data)


def encoded(
    options: AudioOptions, samples: NDArray[np.float32]
) -> tuple[AudioFormat, list[Packet]]:
    """What a server sends for these samples."""
    encoder = Encoder(options, options.rate)
    return encoder.format, [*encoder.push(to_s16le(samples)), *encoder.end_segment()]


def flac(pcm: bytes, rate: int, sizes: list[int] | None = None) -> bytes:
    """Samples as a FLAC file, written in these pieces."""
    file = io.BytesIO()
    writer = FlacWriter(file, rate)
    for piece in pieces(pcm, sizes or []):
        writer.write(piece)
    writer.close()
    return file.getvalue()


# FLAC.


@settings(deadline=None, max_examples=40)
@given(
    rate=st.sampled_from(RATES),
    length=st.integers(0, 12_000),
    sizes=st.lists(st.integers(0, 3000), max_size=6),
)
def test_flac_gives_back_every_sample(rate: int, length: int, sizes: list[int]) -> None:
    """However the samples were cut; the header says how many, and their checksum."""
    pcm = to_s16le(noise(length))
    file = flac(pcm, rate, sizes)
    assert file[26:42] == hashlib.md5(pcm, usedforsecurity=False).digest()
    assert int.from_bytes(file[21:26], "big") & ((1 << 36) - 1) == length
    if not length:
        return
    with av.open(io.BytesIO(file), format="flac") as container:
        stream = container.streams.audio[0]
        assert (stream.rate, stream.channels, stream.duration) == (rate, 1, length)
        heard = b"".join(frame.to_ndarray().tobytes() for frame in container.decode(stream))
    assert heard == pcm


def test_flac_header_bounds_its_frames() -> None:
    """The smallest and the largest frame are those that are in the file."""
    file = flac(to_s16le(np.concatenate((np.zeros(9000, np.float32), noise(9000)))), 24000)
    with av.open(io.BytesIO(file), format="flac") as container:
        sizes = [packet.size for packet in container.demux(audio=0) if packet.size]
    assert int.from_bytes(file[12:15], "big") == min(sizes)
    assert int.from_bytes(file[15:18], "big") == max(sizes)
    assert len(file) == 42 + sum(sizes)


def test_flac_grows_in_a_pipe() -> None:
    """Where nothing can be rewound, frames come as they are full, and the length stays unsaid."""
    pipe = Pipe()
    writer = FlacWriter(pipe, 24000)  # type: ignore[arg-type]
    grown = []
    pcm = to_s16le(speech(24000, 0.5))
    for piece in pieces(pcm, [2400] * 4):
        writer.write(piece)
        grown.append(len(pipe.written))
    writer.close()
    assert grown[0] > 42
    assert grown == sorted(set(grown))
    with av.open(io.BytesIO(pipe.written), format="flac") as container:
        heard = b"".join(frame.to_ndarray().tobytes() for frame in container.decode(audio=0))
    assert heard == pcm
    assert int.from_bytes(pipe.written[21:26], "big") & ((1 << 36) - 1) == 0


def test_flac_silence_is_samples() -> None:
    """Silence is as long as it was said to be."""
    file = io.BytesIO()
    writer = FlacWriter(file, 16000)
    writer.write_silence(5000)
    writer.close()
    with av.open(io.BytesIO(file.getvalue()), format="flac") as container:
        assert container.streams.audio[0].duration == 5000


# MP3.


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("bitrate", [8000, 32_000, 64_000, 256_000])
def test_mp3_says_how_long_it_is(rate: int, bitrate: int) -> None:
    """Its first frame says how many follow and what to drop: players hear it from its start."""
    said = speech(rate, 1.3)
    options = AudioOptions(codec="mp3", rate=rate, bitrate=bitrate)
    form, packets = encoded(options, said)
    file = io.BytesIO()
    writer = Mp3Writer(file, form.rate, form.preskip)
    for packet in packets:
        writer.write(packet.payload, packet.samples)
    writer.close()
    length = sum(packet.samples for packet in packets) - 1105
    with av.open(io.BytesIO(file.getvalue()), format="mp3") as container:
        stream = container.streams.audio[0]
        assert stream.duration is not None
        assert stream.time_base is not None
        assert float(stream.duration * stream.time_base) == pytest.approx(length / rate)
        heard = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(stream)])
    assert len(heard) == length
    if bitrate == 64_000:
        assert level_db(heard[: len(said)] - said) < level_db(said) - 20


def test_mp3_of_the_house_reads_as_every_other() -> None:
    """The tag lies where players look for it, and its checksum is right."""
    form, packets = encoded(AudioOptions(codec="mp3", rate=24000, bitrate=64000), speech(24000, 1))
    file = io.BytesIO()
    writer = Mp3Writer(file, form.rate, form.preskip)
    for packet in packets:
        writer.write(packet.payload)
    writer.close()
    whole = file.getvalue()
    tag = whole[13 : 13 + 156]  # a header, and 9 bytes about the one channel
    assert tag[:4] == b"Info"
    assert int.from_bytes(tag[8:12], "big") == len(packets)
    assert int.from_bytes(tag[12:16], "big") == len(whole)
    assert tag[120:124] == b"LAME"
    assert divmod(int.from_bytes(tag[141:144], "big"), 1 << 12) == (576, 529)
    crc = 0
    for byte in whole[: 13 + 154]:
        for bit in range(8):
            crc = crc >> 1 ^ 0xA001 * ((crc ^ byte >> bit) & 1)
    assert int.from_bytes(tag[154:156], "big") == crc


def test_mp3_in_a_pipe_is_its_frames() -> None:
    """Where nothing can be rewound there is no first frame that would have to be put right."""
    form, packets = encoded(AudioOptions(codec="mp3", rate=24000), speech(24000, 0.3))
    pipe = Pipe()
    writer = Mp3Writer(pipe, form.rate, form.preskip)  # type: ignore[arg-type]
    for packet in packets:
        writer.write(packet.payload, packet.samples)
    writer.close()
    assert pipe.written == b"".join(packet.payload for packet in packets)


def test_an_mp3_without_a_frame_is_empty() -> None:
    """Nothing that was said is nothing."""
    file = io.BytesIO()
    Mp3Writer(file, 24000, 1105).close()
    assert file.getvalue() == b""


# WebM and M4A.


@pytest.mark.parametrize("suffix", MUXED)
@pytest.mark.parametrize("frame_ms", [10, 20, 60])
def test_a_file_says_how_long_it_is(tmp_path: Path, suffix: str, frame_ms: int) -> None:
    """Its header has the length, and it holds the packets that were put in."""
    codec = {".webm": "opus", ".m4a": "aac"}[suffix]
    options = AudioOptions(codec=codec, rate=24000, frame_ms=frame_ms)
    form, packets = encoded(options, speech(24000, 2.2))
    path = tmp_path / f"speech{suffix}"
    file = MuxedFile(path, form.rate, form.clock, form.preskip)
    for packet in packets:
        file.write(packet.payload, packet.samples)
    file.close()
    length_s = (sum(packet.samples for packet in packets) - form.preskip) / form.clock
    with av.open(str(path)) as container:
        assert container.duration is not None
        assert container.duration / 1e6 == pytest.approx(length_s, abs=0.01)
        held = [bytes(packet) for packet in container.demux(audio=0) if packet.size]
    bare = 7 if codec == "aac" else 0
    assert held == [packet.payload[bare:] for packet in packets]
    with av.open(str(path)) as container:
        samples = sum(frame.samples for frame in container.decode(audio=0))
        assert samples / container.streams.audio[0].rate == pytest.approx(length_s, abs=0.001)


def test_a_gap_stays_a_gap(tmp_path: Path) -> None:
    """Silence that nobody encoded moves what is behind it."""
    form, packets = encoded(AudioOptions(codec="opus", rate=24000), speech(24000, 0.5))
    path = tmp_path / "gap.webm"
    file = MuxedFile(path, form.rate, form.clock, form.preskip)
    file.write(packets[0].payload, packets[0].samples)
    file.write_silence(48_000)
    file.write(packets[1].payload, packets[1].samples)
    file.close()
    with av.open(str(path)) as container:
        first, second = (packet for packet in container.demux(audio=0) if packet.size)
        assert first.pts is not None
        assert second.pts is not None
        assert second.pts - first.pts == pytest.approx(1020, abs=1)  # in whole ms


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    """An OSError, as for any file."""
    with pytest.raises(OSError, match="No such file"):
        MuxedFile(tmp_path / "nowhere" / "a.webm", 24000, 48000, 312)
