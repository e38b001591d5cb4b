"""How figures are told."""

import hashlib
import time

__all__ = ["fixed_work_ms", "percentiles"]


def fixed_work_ms() -> float:
    """A fixed piece of work, to tell a fast day of a machine from a slow one."""
    began = time.perf_counter()
    data = b"rtts" * 2**18
    for _ in range(40):
        data = hashlib.sha256(data).digest() * 2**15
    return (time.perf_counter() - began) * 1000


def percentiles(name: str, values: list[float]) -> dict[str, float]:
    """The median, and what one in a hundred exceeds."""
    ordered = sorted(values)
    return {
        f"{name}_p50_ms": ordered[len(ordered) // 2],
        f"{name}_p99_ms": ordered[min(len(ordered) * 99 // 100, len(ordered) - 1)],
    }
