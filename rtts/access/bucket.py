"""A token bucket: so many a second on average, so many at once at most."""

__all__ = ["TokenBucket"]


class TokenBucket:
    """Lets `rate` a second through, after a pause up to `burst` at once."""

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._filled_at = now

    def take(self, now: float, amount: float = 1) -> bool:
        """Whether so many more may pass at this moment. If not, nothing is taken."""
        if not self.has(now, amount):
            return False
        self._tokens -= amount
        return True

    def has(self, now: float, amount: float = 1) -> bool:
        """Whether so many more could pass at this moment."""
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        return self._tokens >= amount

    def rested(self, now: float) -> bool:
        """Whether so few passed of late that half of the burst is there again."""
        return self.has(now, self._burst / 2)

    def wait_s(self, amount: float = 1) -> float:
        """How long until so many may pass, counted from the last look."""
        return max(amount - self._tokens, 0.0) / self._rate
