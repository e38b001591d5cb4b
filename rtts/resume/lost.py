"""What became of sessions that were given up, for clients that come back too late.

Each is remembered for a while, by the tokens that opened it, and told once, to whom it belonged.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rtts.protocol.messages import ContextCancelled
from rtts.resume.rules import ResumeRules

__all__ = ["LostSession", "LostSessions"]


class LostSession(NamedTuple):
    """What a client is told of a session that was given up."""

    reason: str
    reports: tuple[ContextCancelled, ...] = ()


class _Grave(NamedTuple):
    key: str
    until: float
    lost: LostSession


class LostSessions:
    """All sessions that were given up a short time ago."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._graves: OrderedDict[str, _Grave] = OrderedDict()

    def __repr__(self) -> str:
        return f"<LostSessions tokens={len(self._graves)}>"

    def bury(self, tokens: Sequence[str], key: str, lost: LostSession, rules: ResumeRules) -> None:
        """Remember for a while what became of a session."""
        until = self._clock() + rules.lost_kept_s
        for token in tokens:
            self._graves[token] = _Grave(key, until, lost)
        while len(self._graves) > rules.lost_kept:
            self._graves.popitem(last=False)

    def forget_old(self) -> None:
        """Let go of those that are told to nobody any more: their reports hold what was said."""
        now = self._clock()
        while self._graves and next(iter(self._graves.values())).until < now:
            self._graves.popitem(last=False)

    def tell(self, token: str, key: str) -> LostSession:
        """What to tell of a token that opens nothing. It is told once."""
        grave = self._graves.get(token)
        if grave is None or grave.key != key or grave.until < self._clock():
            return LostSession("unknown")
        return self._graves.pop(token).lost
