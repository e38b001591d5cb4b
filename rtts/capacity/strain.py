"""Whether a server can carry one more: a forecast, made before anything is late.

With an engine that is much faster than its listeners, the server is the limit: its event loop,
and the threads that encode. When they fall behind, everybody stutters, and those who are too many
are in by then. So it is reckoned beforehand, from two measures that hold while nothing is late:
what a second of audio has cost so far, and how much of it those who speak take in a second.

A context whose pace leaves it free takes all it can get, since its speech is best sent at once.
That is no need: it could as well take it in the time that it lasts. But it is no luxury either,
as long as its listener has little ahead. So each counts with what it takes, up to `EAGER`; one
that begins counts with all of that, until it is known how fast it goes. And while the server
is busy, what each takes says only what it is given, so that each counts with all of it.

Pure: it is told what was measured, and answers.
"""

import math
from collections.abc import Iterable

__all__ = ["EAGER", "Strain", "Stream"]

EAGER = 4.0
"""Seconds of audio that a context is given in a second before others are let in. A listener
whose audio comes just as fast as it is heard has nothing ahead, and hears every delay; and those
who speak at once wait for each other: where each was given 2 s, one in twenty heard nothing for
a second."""
_SHARE = 0.8
"""How much of its time a server may be busy with those who listen. The rest is for what comes
unasked, and for what the measures may be wrong by."""
_SPEED_MEMORY_S = 0.5
"""Seconds after which how fast a context went counts a third: longer than most chunks, so that
it does not look fast and silent in turn."""
_BEGINS_S, _HEAD_S = 1.0, 0.5
"""So long a context begins, or until so much of its audio was made."""
_COST_MEMORY_S = 3.0
"""Seconds of work after which what audio has cost counts a third. Only work lets it fade: a
server that idled costs what it did."""
_ENOUGH_S = 0.5
"""Seconds of work before the cost is known well enough to refuse anybody for it."""
_BUSY_MEMORY_S = 1.0
"""Seconds after which how busy the server was counts a third: a few who begin are no crowd."""
_SILENT = 0.1
"""Who goes slower than this does not speak."""
_IN_TIME_S = 0.02
"""What may be late by so much is in time: others had their turn first."""
_NOBODY = 0.1
_FEW, _FEW_EAGER = 16, 1.5
"""So few do not wait for each other for long: each is given what its listener hears, and half of
that to get ahead."""


class Stream:
    """The audio of one context: how much was made of it, and how fast it goes."""

    __slots__ = ("_age_s", "_busy_seen_s", "_made_seen_s", "busy_s", "made_s", "speed")

    def __init__(self) -> None:
        self.made_s = 0.0
        """Seconds of audio so far. Whoever makes it adds to it."""
        self.busy_s = 0.0
        """How long a thread has been busy with it so far. The same."""
        self.speed = 0.0
        """Seconds of audio in a second, of late."""
        self._age_s = 0.0
        self._made_seen_s = 0.0
        self._busy_seen_s = 0.0

    def __repr__(self) -> str:
        return f"<Stream made={self.made_s:.1f}s speed={self.speed:.1f}>"

    @property
    def begins(self) -> bool:
        """Whether it is too young for its speed to say anything."""
        return self._age_s < _BEGINS_S and self._made_seen_s < _HEAD_S

    def look(self, share_new: float, seconds: float) -> tuple[float, float]:
        """The audio made since the last look, and the time that it took; both in seconds."""
        self._age_s += seconds
        made_s, busy_s = self.made_s, self.busy_s
        made_new_s, busy_new_s = made_s - self._made_seen_s, busy_s - self._busy_seen_s
        self._made_seen_s, self._busy_seen_s = made_s, busy_s
        self.speed += (made_new_s / seconds - self.speed) * share_new
        return made_new_s, busy_new_s


class Strain:
    """Measures what audio costs a server with so many threads that encode it."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._audio_s = 0.0
        self._loop_s = 0.0
        self._threads_s = 0.0
        self.busy = 0.0
        """The share of the last second in which there was something to do."""
        self.speaking = 0
        """Contexts that have taken audio of late, or have just begun."""
        self.demand = 0.0
        """Seconds of audio a second that those who speak are to be given."""

    def __repr__(self) -> str:
        return f"<Strain {self.demand:.0f}/{self.capacity:.0f}>"

    def look(
        self, seconds: float, loop_s: float, streams: Iterable[Stream], late_s: float = 0.0
    ) -> None:
        """Take in what happened in the last seconds.

        `loop_s` is how long the event loop had something to do, `streams` are those of all
        contexts that speak, and of those that have ended since the last look. Where anything
        was late, the server gave what it could, whatever it seemed to be busy with: threads
        that wait for each other look idle.
        """
        if seconds <= 0:
            return
        share_new = -math.expm1(-seconds / _SPEED_MEMORY_S)
        audio_s = threads_s = taken = 0.0
        self.speaking = 0
        for stream in streams:
            made_s, busy_s = stream.look(share_new, seconds)
            audio_s += made_s
            threads_s += busy_s
            taken += EAGER if stream.begins else min(stream.speed, EAGER)
            self.speaking += stream.begins or stream.speed > _SILENT
        if late_s > _IN_TIME_S:
            loop_s = max(loop_s, seconds)
        if audio_s > 0:
            self._learn(audio_s, loop_s, threads_s)
        busy = min(max(loop_s, threads_s / self._threads) / seconds, 1.0)
        self.busy += (busy - self.busy) * -math.expm1(-seconds / _BUSY_MEMORY_S)
        self.demand = EAGER * self.speaking if self.busy > _SHARE else taken

    def _learn(self, audio_s: float, loop_s: float, threads_s: float) -> None:
        fading = math.exp(-max(loop_s, threads_s / self._threads) / _COST_MEMORY_S)
        self._audio_s = self._audio_s * fading + audio_s
        self._loop_s = self._loop_s * fading + loop_s
        self._threads_s = self._threads_s * fading + threads_s

    @property
    def capacity(self) -> float:
        """Seconds of audio a second, at most; 0 while too little was measured.

        The loop and the threads work at the same time, and whichever is slower is the limit.
        """
        busy_s = max(self._loop_s, self._threads_s / self._threads)
        return self._audio_s / busy_s if busy_s >= _ENOUGH_S else 0.0

    def carries_one_more(self, unseen: int) -> bool:
        """Whether one more can be carried. `unseen` were let in, and have no stream yet."""
        capacity = self.capacity
        if not capacity or (not unseen and self.demand < _NOBODY):
            return True  # a lone listener is served, however slow the server
        speaking = self.speaking + unseen + 1
        if speaking <= _FEW and _FEW_EAGER * speaking <= _SHARE * capacity:
            return True
        return self.demand + EAGER * (unseen + 1) <= _SHARE * capacity
