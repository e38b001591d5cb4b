"""Samples as bytes and as floats."""

import numpy as np
import pytest

from rtts.audio.pcm import from_s16le, to_f32le, to_int16, to_s16le

EVERY_SAMPLE = np.arange(-32768, 32768, dtype="<i2").tobytes()


def test_every_sample_survives_the_way_to_floats_and_back() -> None:
    """Both directions use one scale, so no 16-bit sample changes."""
    assert to_s16le(from_s16le(EVERY_SAMPLE)) == EVERY_SAMPLE


def test_floats_lie_between_minus_one_and_one() -> None:
    """The lowest sample is -1, the highest one step below 1."""
    floats = from_s16le(EVERY_SAMPLE)
    assert floats.dtype == np.float32
    assert (floats.min(), floats.max()) == (-1, 32767 / 32768)


def test_samples_beyond_full_scale_are_clipped() -> None:
    """What is too loud stays at full scale; it does not wrap into the opposite sign."""
    loud = np.array([1.0, 1.5, -1.5], np.float32)
    assert to_int16(loud).tolist() == [32767, 32767, -32768]


def test_samples_are_rounded_to_the_nearest() -> None:
    """Half a step is the most that a conversion can be off."""
    between = np.array([0.6, -0.6, 0.4, -0.4], np.float32) / np.float32(32768)
    assert to_int16(between).tolist() == [1, -1, 0, 0]


def test_conversions_leave_their_argument_alone() -> None:
    """Samples that are still needed elsewhere are not scaled in place."""
    samples = np.array([0.5, -0.5], np.float32)
    to_int16(samples)
    assert samples.tolist() == [0.5, -0.5]


def test_floats_go_out_as_they_are() -> None:
    """`pcm_f32le` is neither scaled nor clipped."""
    assert to_f32le(np.array([1.5], np.float32)) == b"\x00\x00\xc0\x3f"


def test_half_a_sample_is_refused() -> None:
    """Bytes that end within a sample raise, and the error says how many they are."""
    with pytest.raises(ValueError, match="3 bytes of PCM end in the middle of a sample"):
        from_s16le(b"\x00\x00\x00")


def test_nothing_is_no_samples() -> None:
    """No bytes are no samples, not an error."""
    assert len(from_s16le(b"")) == 0
