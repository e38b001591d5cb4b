"""Sizes of batches, and who waits so that a small one does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.engines.qwen.buckets import BUCKETS, bucket_for, buckets_up_to, riders

ENOUGH_S = 1.0

UP_TO = [
    (1, (1,)),
    (2, (1, 2)),
    (3, (1, 2, 4)),
    (48, (1, 2, 4, 8, 16, 24, 32, 48)),
    (49, (1, 2, 4, 8, 16, 24, 32, 48, 64)),
    (512, BUCKETS),
    (513, (*BUCKETS, 1024)),
    (1024, (*BUCKETS, 1024)),
    (1025, (*BUCKETS, 1024, 1536)),
]
RIDERS = [
    ("nobody", [], 0),
    ("one", [9], 1),
    ("a full size", [9] * 8, 8),
    ("all hungry", [0] * 9, 9),
    ("the ninth can wait", [0] * 3 + [9] * 6, 8),
    ("the ninth is hungry", [9] * 8 + [0], 9),
    ("the eighth is hungry", [9] * 7 + [0, 9], 8),
    ("just enough is enough", [0] * 8 + [ENOUGH_S], 8),
    ("no further than one size down", [0] + [9] * 14, 8),
]


@pytest.mark.parametrize(("slots", "sizes"), UP_TO)
def test_sizes(slots: int, sizes: tuple[int, ...]) -> None:
    """As many as hold all slots, and none that no batch needs."""
    assert buckets_up_to(slots) == sizes


@given(slots=st.integers(1, 3000), data=st.data())
def test_every_batch_has_a_size(slots: int, data: st.DataObject) -> None:
    """The size of a batch holds it, and the next smaller one does not."""
    sizes = buckets_up_to(slots)
    rows = data.draw(st.integers(1, slots))
    size = bucket_for(rows, sizes)
    assert size >= rows
    assert all(smaller < rows for smaller in sizes if smaller < size)


@pytest.mark.parametrize(("case", "ahead_s", "count"), RIDERS, ids=[row[0] for row in RIDERS])
def test_riders(case: str, ahead_s: list[float], count: int) -> None:
    """How many ride."""
    assert riders(ahead_s, ENOUGH_S, BUCKETS) == count, case


@given(st.lists(st.floats(0, 2), max_size=600))
def test_who_waits(ahead_s: list[float]) -> None:
    """Whoever is left out has enough, and then the batch is a full size; somebody always rides."""
    sizes = buckets_up_to(max(len(ahead_s), 1))
    count = riders(ahead_s, ENOUGH_S, sizes)
    assert all(s >= ENOUGH_S for s in ahead_s[count:])
    assert count == len(ahead_s) or count in sizes
    assert count > 0 or not ahead_s
