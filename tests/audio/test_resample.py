"""Rate conversion of streams: to the bit, in time, and in the frequencies."""

from math import gcd

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rtts.audio.resample import Resampler
from rtts.protocol.options import RATES
from tests.audio.sounds import RATE_PAIRS, SOURCE_RATES, level_db, noise, tone


def resample(samples: NDArray[np.float32], source: int, target: int) -> NDArray[np.float32]:
    """The whole of a stream, in one piece."""
    resampler = Resampler(source, target)
    return np.concatenate((resampler.push(samples), resampler.flush()))


def middle(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Without the ends, where a tone begins and stops at once."""
    edge = len(samples) // 5
    return samples[edge:-edge]


@settings(deadline=None)
@given(
    pair=st.sampled_from(RATE_PAIRS),
    sizes=st.lists(st.integers(0, 3000), max_size=12),
    length=st.integers(0, 9000),
)
def test_cuts_cannot_be_heard(pair: tuple[int, int], sizes: list[int], length: int) -> None:
    """A stream in chunks of any size has the very bits of the stream in one piece."""
    samples = noise(length)
    resampler = Resampler(*pair)
    made = [resampler.push(part) for part in np.split(samples, np.cumsum(sizes))]
    made.append(resampler.flush())
    assert np.array_equal(np.concatenate(made), resample(samples, *pair))


@settings(deadline=None)
@given(
    source=st.sampled_from(SOURCE_RATES),
    target=st.sampled_from(RATES),
    length=st.integers(0, 5000),
)
def test_length_is_the_ratio_rounded_up(source: int, target: int, length: int) -> None:
    """Of n inputs come ceil(n * target / source) outputs, and `length` says so beforehand."""
    made = resample(noise(length), source, target)
    assert len(made) == Resampler(source, target).length(length) == -(-length * target // source)


@pytest.mark.parametrize(("source", "target"), RATE_PAIRS)
def test_output_is_in_time_with_the_input(source: int, target: int) -> None:
    """A tone comes out with its phase, 70 dB above any difference: there is no delay."""
    frequency = 0.2 * min(source, target)
    made = resample(tone(frequency, source), source, target)
    assert level_db(middle(made - tone(frequency, target)[: len(made)])) < -70


@pytest.mark.parametrize("part", [0.05, 0.5, 0.8])
@pytest.mark.parametrize(("source", "target"), RATE_PAIRS)
def test_tones_inside_the_band_pass(source: int, target: int, part: float) -> None:
    """Up to 80 % of the lower Nyquist frequency nothing changes by more than 0.1 dB."""
    made = resample(tone(part * min(source, target) / 2, source), source, target)
    assert abs(level_db(middle(made))) < 0.1


@pytest.mark.parametrize("part", [1.01, 1.1, 1.3, 1.9])
@pytest.mark.parametrize(
    ("source", "target"), [(source, target) for source, target in RATE_PAIRS if source > target]
)
def test_tones_above_the_new_band_are_gone(source: int, target: int, part: float) -> None:
    """What the new rate cannot hold is down by 60 dB and does not alias."""
    frequency = part * target / 2
    if frequency < source / 2:
        made = resample(tone(frequency, source), source, target)
        assert level_db(middle(made)) < -60


@pytest.mark.parametrize(("source", "target"), RATE_PAIRS)
def test_a_constant_stays_constant(source: int, target: int) -> None:
    """No phase of the filter is louder than another, which would be a tone of its own."""
    made = middle(resample(np.ones(source // 2, np.float32), source, target))
    assert np.abs(made - 1).max() < 1e-6


@pytest.mark.parametrize("target", RATES)
@pytest.mark.parametrize("source", SOURCE_RATES)
def test_a_packet_is_ready_soon_after_its_samples(source: int, target: int) -> None:
    """4 ms after the last sample of 20 ms, all 20 ms are there."""
    resampler = Resampler(source, target)
    assert len(resampler.push(noise(source * 24 // 1000))) >= target * 20 // 1000


@pytest.mark.parametrize(
    ("source", "target"), [pair for pair in RATE_PAIRS if gcd(*pair) % 100 == 0]
)
def test_a_short_packet_does_not_wait_for_a_long_one(source: int, target: int) -> None:
    """Most rates share 100 Hz; between those 10 ms are there 5 ms after their last sample."""
    resampler = Resampler(source, target)
    assert len(resampler.push(noise(source * 15 // 1000))) >= target * 10 // 1000


def test_equal_rates_change_nothing() -> None:
    """At equal rates the samples themselves come back, at once."""
    resampler = Resampler(24000, 24000)
    samples = noise(100)
    assert resampler.push(samples) is samples
    assert len(resampler.flush()) == 0


def test_a_flushed_resampler_begins_anew() -> None:
    """Nothing of one stream is heard in the next."""
    resampler = Resampler(22050, 8000)
    resampler.push(noise(1000, seed=1))
    resampler.flush()
    samples = noise(1000, seed=2)
    again = np.concatenate((resampler.push(samples), resampler.flush()))
    assert np.array_equal(again, resample(samples, 22050, 8000))


def test_rates_without_a_common_step_are_refused() -> None:
    """22,051 Hz would need 24,000 different filters; the error names both rates."""
    with pytest.raises(ValueError, match="from 22051 to 24000 Hz"):
        Resampler(22051, 24000)
