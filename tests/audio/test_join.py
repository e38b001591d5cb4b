"""What happens at the ends of segments, and nowhere else."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rtts.audio.join import SegmentJoin
from tests.audio.sounds import noise

RATE = 24000
FALL = RATE * 5 // 1000


def test_segment_begins_at_zero() -> None:
    """The first sample becomes zero, and what follows lies on a slope, not behind a step."""
    eased = SegmentJoin(RATE).push(np.full(1000, 0.5, np.float32))
    assert eased[0] == 0
    assert np.abs(np.diff(eased)).max() < 0.01


def test_only_the_step_is_taken_away() -> None:
    """A click within the first 5 ms keeps its full height."""
    samples = np.full(1000, 0.25, np.float32)
    samples[40] += 0.5
    eased = SegmentJoin(RATE).push(samples)
    assert eased[40] - (eased[39] + eased[41]) / 2 > 0.499


def test_samples_after_five_ms_are_untouched() -> None:
    """From 5 ms on every sample is as the engine made it."""
    samples = noise(1000) + np.float32(0.3)
    eased = SegmentJoin(RATE).push(samples)
    assert np.array_equal(eased[FALL:], samples[FALL:])
    assert not np.array_equal(eased[:FALL], samples[:FALL])


def test_quiet_beginnings_are_untouched() -> None:
    """A first sample that nobody hears as a step changes nothing."""
    samples = noise(1000)
    samples[0] = 2.0**-11
    assert SegmentJoin(RATE).push(samples) is samples


def test_input_is_not_written_to() -> None:
    """The samples belong to the caller."""
    samples = np.full(1000, 0.5, np.float32)
    SegmentJoin(RATE).push(samples)
    assert (samples == 0.5).all()


@given(sizes=st.lists(st.integers(0, 60), max_size=8))
def test_cuts_do_not_matter(sizes: list[int]) -> None:
    """The slope goes on through chunks of any size."""
    samples = noise(400) + np.float32(0.3)
    join = SegmentJoin(RATE)
    made = np.concatenate([join.push(part) for part in np.split(samples, np.cumsum(sizes))])
    assert np.array_equal(made, SegmentJoin(RATE).push(samples))


def test_silence_behind_a_segment_starts_from_its_last_sample() -> None:
    """The decay leads from the last sample to zero in 5 ms, without a step at either end."""
    join = SegmentJoin(RATE)
    join.push(np.full(1000, -0.5, np.float32))
    decay, audible = join.end()
    whole = np.concatenate(([-0.5], decay, [0]))
    assert len(decay) == FALL
    assert FALL - 10 < audible < FALL
    assert np.abs(np.diff(whole)).max() < 0.01


def test_quiet_ends_need_no_decay() -> None:
    """Behind a last sample that is nearly zero there is silence, and nothing audible."""
    join = SegmentJoin(RATE)
    join.push(np.array([0.5, 2.0**-11], np.float32))
    decay, audible = join.end()
    assert (len(decay), audible) == (0, 0)


def test_each_segment_has_its_own_step() -> None:
    """After the end of a segment the next one begins at zero again."""
    join = SegmentJoin(RATE)
    for offset in (0.5, -0.25):
        assert join.push(np.full(1000, offset, np.float32))[0] == 0
        join.end()
