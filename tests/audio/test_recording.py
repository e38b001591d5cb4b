"""Recordings of a voice are read as they are, or refused in a sentence."""

import io
import wave
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from rtts.audio.pcm import to_s16le
from rtts.audio.recording import check_recording, decode_recording, read_content, read_recording
from rtts.errors import SettingsError
from tests.audio.sounds import noise, speech, tone

RATE = 24000


def wav(samples: NDArray[np.float32], rate: int = RATE, channels: int = 1) -> bytes:
    """A file of 16 bits."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(to_s16le(samples))
    return file.getvalue()


def encoded(samples: NDArray[np.float32], rate: int, form: str, codec: str) -> bytes:
    """A file as FFmpeg writes it."""
    file = io.BytesIO()
    with av.open(file, "w", format=form) as container:
        stream = container.add_stream(codec, rate=rate)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        pcm = np.frombuffer(to_s16le(samples), np.int16)[None]
        frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout="mono")
        frame.sample_rate = rate
        container.mux([*stream.encode(frame), *stream.encode(None)])
    return file.getvalue()


def test_sixteen_bits_are_read_as_they_are() -> None:
    """No sample of a WAV file is changed."""
    sound = speech(RATE, 2)
    samples, rate = decode_recording(wav(sound), "anna.wav")
    assert rate == RATE
    assert to_s16le(samples) == to_s16le(sound)
    assert samples.dtype == np.float32


def test_stereo_is_mixed_to_its_mean() -> None:
    """Both sides count alike, and none gets louder."""
    left, right = speech(RATE, 2), noise(2 * RATE)
    both = np.stack((left, right), axis=1).reshape(-1)
    samples, _ = decode_recording(wav(both, channels=2), "anna.wav")
    np.testing.assert_allclose(samples, (left + right) / 2, atol=2 / 32768)


@pytest.mark.parametrize(
    ("name", "form", "codec", "rate"),
    [
        ("a.flac", "flac", "flac", 44100),
        ("a.ogg", "ogg", "libopus", 48000),
        ("a.opus", "ogg", "libopus", 48000),
        ("a.mp3", "mp3", "libmp3lame", 44100),
        ("a.M4A", "mp4", "aac", 44100),
        ("a.wav", "wav", "pcm_s24le", 96000),
    ],
)
def test_every_form_is_read(name: str, form: str, codec: str, rate: int) -> None:
    """What a phone or an editor writes is the sound it was."""
    sound = speech(rate, 3)
    samples, found = decode_recording(encoded(sound, rate, form, codec), name)
    assert found == rate
    assert abs(len(samples) - len(sound)) < rate / 20
    both = min(len(samples), len(sound))
    near = np.fft.irfft(
        np.fft.rfft(sound[:both], 2 * both) * np.fft.rfft(samples[:both], 2 * both).conj()
    ).max()
    assert near > 0.9 * np.sqrt((sound**2).sum() * (samples**2).sum())


@pytest.mark.parametrize(
    ("sound", "sentence"),
    [
        (speech(RATE, 0.98), "lasts 0.98 s"),
        (speech(RATE, 30.1), "more than 30 s"),
        (np.zeros(3 * RATE, np.float32), "silent"),
        (noise(3 * RATE) * 0.004, "silent"),
        (np.concatenate((speech(RATE, 0.4), np.zeros(3 * RATE, np.float32))), "silent"),
        (np.clip(20 * speech(RATE, 3), -1, 1), "clipped"),
        (np.clip(20 * speech(RATE, 3), -1, 1) * 0.3, "clipped"),
        (np.where(np.arange(2 * RATE) == 9, np.nan, speech(RATE, 2)), "no samples"),
    ],
)
def test_what_no_voice_can_be_told_from_is_refused(
    sound: NDArray[np.float32], sentence: str
) -> None:
    """Too short, too long, silent, cut off by being too loud, or no sound at all."""
    with pytest.raises(SettingsError, match=r"anna\.wav") as refused:
        check_recording(sound.astype(np.float32), RATE, "anna.wav")
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    "sound",
    [
        speech(RATE, 1),
        speech(RATE, 30),
        0.03 * speech(RATE, 3),
        tone(200, RATE, 3),
        np.clip(2 * speech(RATE, 3), -1, 1),
    ],
)
def test_what_will_do_is_taken(sound: NDArray[np.float32]) -> None:
    """The shortest, the longest, quiet ones, loud ones, and such as are clipped here and there."""
    check_recording(sound, RATE, "anna.wav")


def test_a_long_file_is_not_read_to_its_end() -> None:
    """Ten minutes in a file of some kilobytes takes no memory to refuse."""
    minutes = encoded(np.zeros(600 * 8000, np.float32), 8000, "flac", "flac")
    with pytest.raises(SettingsError, match="more than 30 s"):
        decode_recording(minutes, "anna.flac")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.wav", b"", "cannot be decoded"),
        ("a.wav", b"#!/bin/sh\n" * 100, "cannot be decoded"),
        ("a.mp3", b"#EXTM3U\nhttp://127.0.0.1:9/a.mp3\n", "cannot be decoded"),
        ("a.flac", wav(speech(RATE, 2)), "no sound"),
        ("a.txt", wav(speech(RATE, 2)), "no known form"),
        ("wav", wav(speech(RATE, 2)), "no known form"),
        ("a.wav", wav(speech(4000, 2), 4000), "4000 samples a second"),
        ("a.wav", wav(np.zeros(0, np.float32)), "no sound"),
    ],
)
def test_what_is_no_recording_is_refused(name: str, content: bytes, sentence: str) -> None:
    """The end of the name says what it has to be; nothing is guessed."""
    with pytest.raises(SettingsError, match=sentence):
        decode_recording(content, name)


@pytest.mark.parametrize("length", range(0, 3000, 150))
def test_a_torn_file_is_read_or_refused(length: int) -> None:
    """However much of a file is there, it raises nothing else."""
    content = encoded(speech(RATE, 1.2), RATE, "ogg", "libopus")[:length]
    with pytest.raises(SettingsError):
        decode_recording(content, "anna.ogg")


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    """One that is not there, or far too large, is told by its name alone."""
    path = tmp_path / "anna.wav"
    with pytest.raises(SettingsError, match=r"^The recording anna\.wav cannot be read: No such"):
        read_recording(path)
    path.write_bytes(wav(speech(RATE, 1)))
    assert len(read_recording(path)[0]) == RATE
    with path.open("r+b") as file:
        file.truncate(65 * 2**20)
    with pytest.raises(SettingsError, match=r"^The recording anna\.wav is larger"):
        read_content(path)
