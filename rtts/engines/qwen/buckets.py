"""How many rows a step has: few sizes, so that each can be recorded beforehand.

A batch is filled up to the next size with rows of the scratch slot. What that costs is little
below a hundred rows, where the number of launches counts and not their size; above it, who can
wait is left out rather than that a few rows make a much larger batch.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

__all__ = ["BUCKETS", "bucket_for", "buckets_up_to", "riders"]

BUCKETS = (1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512)


def buckets_up_to(slots: int) -> tuple[int, ...]:
    """The sizes that so many slots can need; beyond the largest, multiples of it."""
    largest = BUCKETS[-1]
    if slots <= largest:
        return BUCKETS[: bisect_left(BUCKETS, slots) + 1]
    return (*BUCKETS, *range(2 * largest, slots + largest, largest))


def bucket_for(rows: int, buckets: Sequence[int]) -> int:
    """The smallest size that holds so many rows, which must not be more than the largest."""
    return buckets[bisect_left(buckets, rows)]


def riders(ahead_s: Sequence[float], enough_s: float, buckets: Sequence[int]) -> int:
    """How many of those that could ride do, most urgent first.

    `ahead_s` is the audio that lies ahead of each listener, in seconds, in the order in which
    they are served. All ride, unless those from a smaller size on all have enough: then that
    smaller size is filled and they wait for a later step.
    """
    count = len(ahead_s)
    hungry = max((place + 1 for place, s in enumerate(ahead_s) if s < enough_s), default=0)
    place = bisect_right(buckets, count)
    if place == 0 or buckets[place - 1] == count:
        return count
    smaller = buckets[place - 1]
    return smaller if smaller >= hungry else count
