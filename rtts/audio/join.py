"""Segments that begin and end in silence, so that no join clicks.

An engine may begin a segment in the middle of a swing or stop it there; some carry a constant
offset. Next to the silence around a segment that is a step, and a step is heard as a click.
Fading in and out would cure it and eat the first and last consonant. So what is taken away at
the beginning is not the speech but the step: `x[n] - x[0] * w[n]`, with w falling from one to
zero in 5 ms. And at the end nothing is touched: the silence behind the segment starts from the
last value and falls from there.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["SegmentJoin"]

_FALL_SECONDS = 0.005
_AUDIBLE = 2.0**-10
"""A step of -60 dB of full scale, a few times the noise of a telephone line's codec."""


class SegmentJoin:
    """Removes the steps at both ends of the segments of one stream of samples."""

    def __init__(self, rate: int) -> None:
        turn = np.linspace(0, np.pi, round(rate * _FALL_SECONDS) + 1)
        self._fall = ((1 + np.cos(turn)) / 2).astype(np.float32)
        self._begin()

    def _begin(self) -> None:
        self._first: np.float32 | None = None
        self._last = np.float32(0)
        self._passed = 0

    def push(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """The samples of a segment, without the step before its first one."""
        if not len(samples):
            return samples
        if self._first is None:
            self._first = samples[0]
        self._last = samples[-1]
        if self._passed >= len(self._fall) or abs(self._first) < _AUDIBLE:
            return samples
        fall = self._fall[self._passed : self._passed + len(samples)]
        self._passed += len(fall)
        eased = samples.copy()
        eased[: len(fall)] -= self._first * fall
        return eased

    def end(self) -> tuple[NDArray[np.float32], int]:
        """End the segment: what has to follow its last sample, and how much of that is audible.

        The rest of it may be cut off where there is no room.
        """
        decay = self._last * self._fall[1:]
        audible = int(np.count_nonzero(np.abs(decay) >= _AUDIBLE))
        self._begin()
        return decay[: len(decay) if audible else 0], audible
