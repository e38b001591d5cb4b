"""How much of the server a key, and each session of it, may use.

A `Quota` is what all holders of one key share; it lives as long as the server. An `Allowance`
is one session's view of it, and of what a token allows beyond that: the session asks it before
it opens a context or takes text, and does as it says. Nothing is counted twice and nothing can
leak: how many contexts a key has open is asked of its sessions, not kept beside them.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from rtts.access.bucket import TokenBucket
from rtts.access.keys import KeyLimits
from rtts.errors import Refused, RequestError
from rtts.protocol.options import SessionOptions

__all__ = ["Allowance", "Quota"]

_COME_BACK_S = 5.0
"""Nobody knows when another session or context of the key ends; soon enough to ask again."""
_MINUTE_S = 60.0


class Quota:
    """What the holders of one key use, and may use, all together."""

    def __init__(self, name: str, limits: KeyLimits, now: float) -> None:
        """`name` is for people: in metrics and sentences."""
        self.name = name
        self.limits = limits
        self.chars = 0
        """Code points of text that were taken so far."""
        self._sessions: set[Allowance] = set()
        minute = limits.chars_per_minute
        self._bucket = None if minute is None else TokenBucket(minute / _MINUTE_S, minute, now)

    def __repr__(self) -> str:
        return f"<Quota {self.name} sessions={self.sessions} contexts={self.contexts}>"

    @property
    def sessions(self) -> int:
        """Sessions that are open."""
        return len(self._sessions)

    @property
    def contexts(self) -> int:
        """Contexts that are open, over all sessions."""
        # A copy, since the page of the metrics is made in a thread.
        return sum(session.contexts() for session in list(self._sessions))

    def check_sessions(self) -> None:
        """Raise Refused where one more session would be too many."""
        limit = self.limits.max_sessions
        if limit is not None and self.sessions >= limit:
            raise Refused(
                429,
                "rate_limited",
                f"{limit} sessions are open with this key, which is the most.",
                close_code=4429,
                retry_after=_COME_BACK_S,
            )

    def check_contexts(self, leaving: int) -> None:
        """Raise RequestError where one more context would be too many.

        `leaving` contexts make room for it.
        """
        limit = self.limits.max_contexts
        if limit is not None and self.contexts - leaving >= limit:
            raise RequestError(
                "context_limit",
                f"{limit} contexts are open with this key, which is the most; "
                "end or cancel one, or come back later.",
                param="context",
                retry_after_s=_COME_BACK_S,
            )

    def check_chars(self, chars: int, now: float) -> None:
        """Raise RequestError where so much text is too much at this moment."""
        limit = self.limits.chars_per_minute
        if self._bucket is None or limit is None or self._bucket.has(now, chars):
            return
        if chars > limit:
            raise RequestError(
                "text_too_long",
                f"This message has {chars} characters, and {limit} a minute are allowed; "
                "send less at a time.",
                param="text",
            )
        raise RequestError(
            "rate_limited",
            f"{limit} characters a minute are allowed; this text would be more.",
            param="text",
            retry_after_s=self._bucket.wait_s(chars),
        )

    def spend(self, chars: int, now: float) -> None:
        """Count text that was taken."""
        self.chars += chars
        if self._bucket is not None:
            self._bucket.take(now, chars)

    def join(self, session: "Allowance") -> None:
        """A session was let in."""
        self._sessions.add(session)

    def leave(self, session: "Allowance") -> None:
        """A session is gone. Again is harmless."""
        self._sessions.discard(session)


class Allowance:
    """What one session may do."""

    def __init__(self, *quotas: Quota, fixed: Mapping[str, Any] | None = None) -> None:
        """Every quota has to agree. `fixed` are session options that may not be changed."""
        self.contexts: Callable[[], int] = lambda: 0
        """How many contexts the session has open; set by it."""
        self._quotas = quotas
        self._fixed = fixed or {}

    def enter(self) -> None:
        """The session is let in. Raises Refused, and then it is not."""
        for quota in self._quotas:
            quota.check_sessions()
        for quota in self._quotas:
            quota.join(self)

    def leave(self) -> None:
        """The session is gone. Again is harmless."""
        for quota in self._quotas:
            quota.leave(self)

    def max_contexts(self, limit: int) -> int:
        """How many contexts it may ever have open, where the server's own limit is this."""
        return min([limit, *(q.limits.max_contexts or limit for q in self._quotas)])

    def check_contexts(self, leaving: int = 0) -> None:
        """Raise RequestError where no context may be opened, even if so many of its own end."""
        for quota in self._quotas:
            quota.check_contexts(leaving)

    def check_chars(self, chars: int, now: float) -> None:
        """Raise RequestError where so much text is too much at this moment."""
        for quota in self._quotas:
            quota.check_chars(chars, now)

    def spend(self, chars: int, now: float) -> None:
        """Take so much text. Raises RequestError, and then nothing is counted."""
        self.check_chars(chars, now)
        for quota in self._quotas:
            quota.spend(chars, now)

    def check_options(self, options: SessionOptions) -> None:
        """Raise RequestError where options differ from those that the token fixed."""
        if not self._fixed:
            return
        path = _difference(self._fixed, msgspec.to_builtins(options))
        if path is not None:
            raise RequestError(
                "invalid_value",
                f"session.{path} is fixed by the token and cannot be changed.",
                param=f"session.{path}",
            )


def _difference(fixed: Mapping[str, Any], options: Mapping[str, Any]) -> str | None:
    """The path of the first option that is not as it was fixed."""
    for name, value in fixed.items():
        there = options.get(name)
        if isinstance(value, Mapping) and isinstance(there, Mapping):
            inner = _difference(value, there)
            if inner is not None:
                return f"{name}.{inner}"
        elif not _same(value, there):
            return name
    return None


def _same(value: Any, there: Any) -> bool:
    """Lists may be tuples, which JSON does not tell apart."""
    if isinstance(value, list | tuple) and isinstance(there, list | tuple):
        return list(value) == list(there)
    return bool(value == there)
