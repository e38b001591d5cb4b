"""How long nothing was said on either side of a session, and when that is too long.

What a client sends ends its silence, and what is spoken to it puts the end off. Shortly before
the session is closed for it, its client is told, once.
"""

__all__ = ["Silence"]

_NOTICE_S = 30


class Silence:
    """The silence of one session. Times are moments of the session's clock, in s."""

    def __init__(self, timeout_s: float, now: float) -> None:
        self._timeout_s = timeout_s
        self._since = now
        self._noticed = False

    def __repr__(self) -> str:
        return f"<Silence since={self._since:g} noticed={self._noticed}>"

    def end(self, now: float) -> None:
        """Take in that the client said something."""
        self._since = now
        self._noticed = False

    def put_off(self, now: float) -> None:
        """Take in that something is spoken, or just was."""
        self._since = max(self._since, now)

    @property
    def due_at(self) -> float:
        """When the client is to be told, or the session to be closed."""
        ends_at = self._since + self._timeout_s
        return ends_at if self._noticed else ends_at - _NOTICE_S

    def too_long(self, now: float) -> bool:
        """Whether the session is to be closed."""
        return now - self._since >= self._timeout_s

    def notice(self, now: float) -> int | None:
        """How many s are left, where the client is to be told that now; None where not."""
        left_s = self._timeout_s - (now - self._since)
        if self._noticed or left_s > _NOTICE_S:
            return None
        self._noticed = True
        return round(left_s)
