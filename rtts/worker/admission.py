"""Who is let in: what is begun is carried to its end, so what cannot be carried is not begun.

An engine that is asked for more than it can make serves nobody well: whoever comes waits longer
than the last, and those who speak begin to stutter. The alternative to some late audio for
everyone is to say no to a few, at once and with a time to come back.

Pure: it is told the last load of the worker and how many were let in that the load cannot know
of, and answers.
"""

from collections import deque
from dataclasses import dataclass

from rtts.worker.load import EngineLoad

__all__ = ["Admission", "AdmissionRules", "Admit", "Overloaded"]

_PROMISE = 0.5
"""The share of the target from which a projected wait is too long: it is a projection."""
_CALM = 0.42
"""The share at which it is short enough again."""
_FULL = 0.92
"""How much of its capacity an engine may owe to the listeners it has. The rest is what brings
those back who have little ahead, and what the measure of the capacity may be wrong by."""
_UNSEEN_S = 1.0
"""So long somebody who was let in may be on the way to the engine, unseen by its load."""
_SHORTEST_RETRY_S, _LONGEST_RETRY_S = 1.0, 30.0


@dataclass(frozen=True)
class AdmissionRules:
    """What can be set."""

    first_audio_target_ms: float = 1000.0
    """The wait for first audio that nobody who is let in should exceed."""
    max_queue: int = 64
    """How many may wait for their first audio, whatever is projected."""


@dataclass(frozen=True)
class Admit:
    """It may begin."""


@dataclass(frozen=True)
class Overloaded:
    """It may not; `reason` is a sentence for the client."""

    reason: str
    retry_after_s: float


class Admission:
    """Decides for one server whether a context may begin.

    What was too slow has to be better than good enough before it is trusted again, so that
    the answer does not flap.
    """

    def __init__(self, rules: AdmissionRules) -> None:
        self._rules = rules
        self._load: EngineLoad | None = None
        self._let_in: deque[float] = deque()
        """When, those whom that load does not know of."""
        self._too_slow = False

    def __repr__(self) -> str:
        return f"<Admission too_slow={self._too_slow} let_in={len(self._let_in)}>"

    def decide(self, load: EngineLoad | None, now: float, speaking: int = 0) -> Admit | Overloaded:
        """Whether one more context may begin. `now` is in seconds of any clock.

        `load` is what the worker published last, the same object until it published anew;
        None while there is no worker. `speaking` are the contexts of this server whose
        listeners hear something: between two of their sentences the engine has nothing of
        them, and still owes them the next.
        """
        unseen = self._count_unseen(load, now)
        reason = self._objection(load or EngineLoad(), unseen, speaking)
        if not reason:
            self._let_in.append(now)
            return Admit()
        wait_s = load.projected_first_ms / 1000 if load else 0.0
        return Overloaded(reason, min(max(wait_s, _SHORTEST_RETRY_S), _LONGEST_RETRY_S))

    def _count_unseen(self, load: EngineLoad | None, now: float) -> int:
        """How many were let in lately of whom the load tells nothing."""
        if load is not self._load:
            self._load = load
            self._let_in.clear()
        while self._let_in and now - self._let_in[0] > _UNSEEN_S:
            self._let_in.popleft()
        return len(self._let_in)

    def _objection(self, load: EngineLoad, unseen: int, speaking: int) -> str:
        """Why not, if so. `unseen` are those that the load does not know of.

        1. So many wait that their number alone is reason enough.
        2. First audio would come too late. It has to be clearly sooner before this is over:
           the projection is a measure, and measures waver.
        3. Each listener needs a second of audio a second until all of it is made, and the
           engine has no more to give. Each who is let in counts at once, so nothing wavers.
        """
        rules = self._rules
        if load.waiting + unseen >= rules.max_queue:
            return "Too many wait for their first audio."
        if not load.live + unseen:
            self._too_slow = False  # a lone listener is served, however slow the engine
            return ""
        wait_ms = load.projected_first_ms + unseen * load.per_waiting_ms
        share = _CALM if self._too_slow else _PROMISE
        self._too_slow = wait_ms > share * rules.first_audio_target_ms
        if self._too_slow:
            return "First audio would take too long now."
        listening = max(load.live + unseen, speaking)
        if load.capacity and listening + 1 > _FULL * load.capacity:
            return "The engine is busy with those who listen now."
        return ""
