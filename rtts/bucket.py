"""A token bucket: so many a second on average, so many at once at most."""

__all__ = ["TokenBucket"]


class TokenBucket:
    """Lets `rate` requests a second through, after a pause up to `burst` at once."""

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._filled_at = now

    def take(self, now: float) -> bool:
        """Whether one more may pass at this moment."""
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def wait_s(self) -> float:
        """How long until the next one may pass."""
        return max(1 - self._tokens, 0.0) / self._rate
