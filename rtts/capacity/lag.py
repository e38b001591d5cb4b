"""How late a server is: what it was to do at a moment, it did so much later.

An event loop with more to do than it can is late for everything, and so are threads; the first to
suffer are listeners whose audio is made and waits to be encoded or sent. It is a late sign: those
who made it so are in by then. So it is the second line of defence, behind `rtts.capacity.strain`,
for what no forecast sees.

Pure: it is told how late each of ten looks a second was. A moment of it means nothing: an import
holds everything up once. What counts is what most of the last second was like; and what was late
is trusted again once most of two seconds were clearly better, so that the answer does not flap.
"""

from collections import deque

__all__ = ["Lag"]

_LOOKS_IN, _MOST_IN = 10, 8
_LOOKS_OUT, _MOST_OUT = 20, 17
_CALM = 0.5
"""The share of the limit below which a look counts as clearly better."""


class Lag:
    """Remembers the last looks, and tells whether they were too late."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._looks: deque[float] = deque(maxlen=_LOOKS_OUT)
        self.too_late = False

    def __repr__(self) -> str:
        latest_s = self._looks[-1] if self._looks else 0.0
        return f"<Lag {latest_s * 1000:.0f} ms too_late={self.too_late}>"

    def note(self, late_s: float) -> None:
        """Take in how late a look was, in seconds."""
        self._looks.append(late_s)
        looks = list(self._looks)
        if not self.too_late:
            late = sum(each > self._limit_s for each in looks[-_LOOKS_IN:])
            self.too_late = late >= _MOST_IN
        else:
            calm = sum(each < _CALM * self._limit_s for each in looks)
            self.too_late = calm < _MOST_OUT
