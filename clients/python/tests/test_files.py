"""WAV and Ogg files: what other programs read out of them is what was put in."""

import io
import struct
from pathlib import Path
from typing import BinaryIO, cast

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts_client import Audio, AudioFormat, open_writer
from rtts_client.frames import FrameKind
from rtts_client.ogg import OggOpusWriter
from rtts_client.wav import WavWriter

PAGE_HEADER = struct.Struct("<4sBBqIIIB")


class Pipe(io.RawIOBase):
    """A file that cannot be rewound."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.written += data
        return len(data)


def decoded(file: bytes) -> tuple[np.ndarray, int]:
    """The samples that PyAV reads out of a file, in one row, and their rate."""
    with av.open(io.BytesIO(file), "r") as container:
        stream = container.streams.audio[0]
        blocks = [frame.to_ndarray().reshape(-1) for frame in container.decode(stream)]
        return (np.concatenate(blocks) if blocks else np.zeros(0)), stream.rate


def opus_packets(samples: np.ndarray, frame_ms: int = 20) -> tuple[list[bytes], int]:
    """Opus packets of mono samples at 48 kHz, and the encoder's preskip."""
    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.format, encoder.layout = 48000, "s16", "mono"
    encoder.options = {"frame_duration": str(frame_ms)}
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = 48000
    encoder.open()
    size = 48 * frame_ms
    packets = []
    for start in range(0, len(samples), size):
        part = samples[start : start + size].reshape(1, -1)
        piece = av.AudioFrame.from_ndarray(part, format="s16", layout="mono")
        piece.sample_rate, piece.pts = 48000, start
        packets += [bytes(packet) for packet in encoder.encode(piece)]
    extradata = encoder.extradata
    assert extradata is not None
    return packets, struct.unpack_from("<H", extradata, 10)[0]


def decoded_packets(packets: list[bytes]) -> np.ndarray:
    """What a decoder makes of the packets themselves, preskip and all."""
    decoder = av.CodecContext.create("opus", "r")
    decoder.sample_rate, decoder.layout = 48000, "mono"
    blocks = [
        frame.to_ndarray().reshape(-1)
        for packet in packets
        for frame in decoder.decode(av.Packet(packet))
    ]
    return np.concatenate(blocks)


def noise(ms: int) -> np.ndarray:
    """Samples at 48 kHz that no encoder can foretell."""
    return np.random.default_rng(1).integers(-9000, 9000, 48 * ms, dtype=np.int16)


def pages(file: bytes) -> list[tuple[int, int, list[int]]]:
    """Flags, position and lacing of each page of an Ogg file."""
    found: list[tuple[int, int, list[int]]] = []
    offset = 0
    while offset < len(file):
        magic, _, flags, position, _, number, _, count = PAGE_HEADER.unpack_from(file, offset)
        assert (magic, number) == (b"OggS", len(found))
        lacing = list(file[offset + 27 : offset + 27 + count])
        found.append((flags, position, lacing))
        offset += 27 + count + sum(lacing)
    return found


@settings(max_examples=25, deadline=None)
@given(
    count=st.integers(1, 80),
    frame_ms=st.sampled_from([10, 20, 40, 60]),
    page_ms=st.sampled_from([0, 20, 100, 1000, 60_000]),
    cut=st.integers(0, 900),
)
def test_ogg_opus_holds_what_was_put_in(count: int, frame_ms: int, page_ms: int, cut: int) -> None:
    """Players get the decoder's own samples: without the preskip, and up to the end."""
    packets, preskip = opus_packets(noise(count * frame_ms), frame_ms)
    file = io.BytesIO()
    writer = OggOpusWriter(file, preskip=preskip, page_ms=page_ms)
    for packet in packets:
        writer.write(packet, 48 * frame_ms)
    whole = len(packets) * 48 * frame_ms
    audible = max(whole - preskip - min(cut, 48 * frame_ms - 1), 0)
    writer.close(audible)
    samples, rate = decoded(file.getvalue())
    assert rate == 48000
    if audible:
        plain = decoded_packets(packets)[preskip : preskip + audible]
        assert len(samples) == audible
        assert np.array_equal(samples, plain)


def test_ogg_pages_keep_the_rules_of_opus() -> None:
    """Header packets have pages of their own, positions count the preskip, the last says so."""
    file = io.BytesIO()
    writer = OggOpusWriter(file, preskip=312, page_ms=40)
    for _ in range(5):
        writer.write(b"\xf8\xff\xfe", 960)
    writer.close(4000)
    flags, positions, _ = zip(*pages(file.getvalue()), strict=True)
    assert flags == (2, 0, 0, 0, 4)
    assert positions == (0, 0, 1920, 3840, 4312)


@pytest.mark.parametrize("size", [1, 254, 255, 256, 510, 1275, 20_000])
def test_ogg_packets_of_any_size(size: int) -> None:
    """A packet whose length is a multiple of 255 ends with a lacing value of 0."""
    file = io.BytesIO()
    writer = OggOpusWriter(file, page_ms=60_000)
    for _ in range(20):
        writer.write(b"\x78" * size, 960)
    writer.close()
    lengths, length = [], 0
    for _, _, lacing in pages(file.getvalue())[2:]:
        for value in lacing:
            length += value
            if value < 255:
                lengths.append(length)
                length = 0
    assert lengths == [size] * 20


@pytest.mark.parametrize("size", [1, 254, 255])
def test_an_ogg_page_has_255_segments_at_most(size: int) -> None:
    """However long a page may be: its header counts them in one byte."""
    file = io.BytesIO()
    writer = OggOpusWriter(file, page_ms=10**6)
    for _ in range(600):
        writer.write(bytes(size), 120)
    writer.close()
    pages = file.getvalue().split(b"OggS")[3:]
    full = 255 // (size // 255 + 1) * (size // 255 + 1)
    assert [page[22] for page in pages[:2]] == [full] * 2


def test_ogg_silence_is_silent() -> None:
    """Silence has its length, and nothing in it."""
    file = io.BytesIO()
    writer = OggOpusWriter(file)
    writer.write_silence(960 * 3 + 480 + 120)
    writer.close()
    samples, _ = decoded(file.getvalue())
    assert len(samples) == 960 * 3 + 480 + 120
    assert not np.any(samples)


@settings(max_examples=40, deadline=None)
@given(
    codec=st.sampled_from(["pcm_s16le", "pcm_f32le", "mulaw", "alaw"]),
    rate=st.sampled_from([8000, 22050, 48000]),
    count=st.integers(1, 1000),
    kind=st.sampled_from(["file", "pipe"]),
)
def test_wav_holds_what_was_put_in(codec: str, rate: int, count: int, kind: str) -> None:
    """All four codecs are read back as they are, from a file and from a pipe."""
    sizes = {"pcm_s16le": 2, "pcm_f32le": 4, "mulaw": 1, "alaw": 1}
    random = np.random.default_rng(count)
    payload = random.integers(0, 255, count * sizes[codec], dtype=np.uint8).tobytes()
    if codec == "pcm_f32le":
        payload = random.uniform(-1, 1, count).astype("<f4").tobytes()
    file = io.BytesIO() if kind == "file" else Pipe()
    writer = WavWriter(cast("BinaryIO", file), codec, rate)
    writer.write(payload[: len(payload) // 2])
    writer.write(payload[len(payload) // 2 :])
    writer.close()
    written = file.getvalue() if isinstance(file, io.BytesIO) else file.written
    samples, read_rate = decoded(written)
    assert (read_rate, len(samples)) == (rate, count)
    if codec in ("pcm_s16le", "pcm_f32le"):
        assert samples.tobytes() == payload


def test_wav_header_is_put_right() -> None:
    """The sizes in the header are those of the file, which is padded to an even length."""
    file = io.BytesIO()
    writer = WavWriter(file, "mulaw", 8000)
    assert file.getvalue()[4:8] == b"\xff" * 4
    writer.write(b"\xff" * 161)
    writer.close()
    wav = file.getvalue()
    assert len(wav) == 58 + 162
    assert struct.unpack_from("<I", wav, 4) == (len(wav) - 8,)
    assert wav[38:46] == b"fact" + struct.pack("<I", 4)
    assert struct.unpack_from("<I", wav, 46) == (161,)
    assert struct.unpack_from("<I", wav, 54) == (161,)


@pytest.mark.parametrize(
    ("codec", "silence"),
    [("pcm_s16le", b"\0\0"), ("pcm_f32le", b"\0\0\0\0"), ("mulaw", b"\xff"), ("alaw", b"\xd5")],
)
def test_silence_in_samples(codec: str, silence: bytes, tmp_path: Path) -> None:
    """A frame of silence becomes the codec's own silent samples."""
    format = AudioFormat(codec=codec, rate=8000, clock=8000, frame_ms=20)
    path = tmp_path / "out.pcm"
    with open_writer(path, format) as writer:
        writer.write(Audio(b"", 0, 160, 8000, 0, FrameKind.SILENCE))
    assert path.read_bytes() == silence * 160


def test_the_form_follows_the_codec(tmp_path: Path) -> None:
    """Opus becomes Ogg, samples WAV, and what is a file already stays as it is."""
    begins = {}
    for codec in ("opus", "pcm_s16le", "webm_opus"):
        format = AudioFormat(codec=codec, rate=48000, clock=48000, frame_ms=20)
        path = tmp_path / codec
        with open_writer(path, format) as writer:
            writer.write(Audio(b"\x78\xff\xfe\x00", 0, 960, 48000, 0))
        begins[codec] = path.read_bytes()[:4]
    assert begins == {"opus": b"OggS", "pcm_s16le": b"RIFF", "webm_opus": b"\x78\xff\xfe\x00"}


def test_any_path_is_one(tmp_path: Path) -> None:
    """What stands for a path need not be a `Path`."""

    class Place:
        def __fspath__(self) -> str:
            return str(tmp_path / "bare.PCM")

    format = AudioFormat(codec="pcm_s16le", rate=8000, clock=8000, frame_ms=20)
    with open_writer(Place(), format) as writer:
        writer.write(Audio(b"\1\0", 0, 1, 8000, 0))
    assert (tmp_path / "bare.PCM").read_bytes() == b"\1\0"
