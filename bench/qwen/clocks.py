"""Time on a device and on the host, measured alike on a GPU and on a CPU."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from bench.qwen.roofline import Ceilings

__all__ = ["Timed", "ceilings", "is_gpu", "synchronize", "time_runs"]


def is_gpu(device: torch.device | str) -> bool:
    """Whether work is put in a queue there."""
    return bool(torch.device(device).type == "cuda")


def synchronize(device: torch.device | str) -> None:
    """Wait until all is done that was put in."""
    if is_gpu(device):
        torch.cuda.synchronize(device)


@dataclass(frozen=True)
class Timed:
    """Milliseconds a run."""

    ms: float
    """One after the other with no wait between: what a full machine takes for each."""
    waited_ms: float
    """Each waited for, the median: what a first frame takes."""
    device_ms: float
    """Between two events around all runs, by the device's own clock; on a CPU as `ms`."""
    host_ms: float
    """What the host spends to put a run in, while the device lags behind."""


def time_runs(
    work: Callable[[], object], runs: int, device: torch.device | str, stream: Any = None
) -> Timed:
    """Time a piece of work that was warmed up. `stream` is where it puts its work, if elsewhere."""
    waited = []
    for _ in range(runs):
        synchronize(device)
        began = time.perf_counter()
        work()
        synchronize(device)
        waited.append(time.perf_counter() - began)
    first, last = _marks(device), _marks(device)
    began = time.perf_counter()
    _record(first, stream)
    for _ in range(runs):
        work()
    put_in = time.perf_counter()
    _record(last, stream)
    synchronize(device)
    whole = time.perf_counter() - began
    ms = whole / runs * 1000
    device_ms = ms if first is None else first.elapsed_time(last) / runs
    host_ms = (put_in - began) / runs * 1000
    return Timed(ms, statistics.median(waited) * 1000, device_ms, host_ms)


def _marks(device: torch.device | str) -> Any:
    return torch.cuda.Event(enable_timing=True) if is_gpu(device) else None


def _record(event: Any, stream: Any) -> None:
    if event is not None:
        event.record(stream if stream is not None else torch.cuda.current_stream())


_COPIED = 2**31
"""Bytes: far more than any cache holds."""
_SIDE = 8192
_RUNS = 10


def ceilings(device: torch.device | str, dtype: torch.dtype) -> Ceilings:
    """What this device does at best, by a large copy and a large product of random numbers."""
    small = not is_gpu(device)
    count, side = (_COPIED // 256, 512) if small else (_COPIED, _SIDE)
    source = torch.randint(0, 127, (count,), dtype=torch.int8, device=device)
    target = torch.empty_like(source)
    one, other = (torch.randn(side, side, device=device, dtype=dtype) for _ in range(2))
    product = torch.empty_like(one)
    copied = _best(lambda: target.copy_(source), device)
    multiplied = _best(lambda: torch.mm(one, other, out=product), device)
    return Ceilings(2 * count / copied, 2 * side**3 / multiplied)


def _best(work: Callable[[], object], device: torch.device | str) -> float:
    """Seconds a run of the quicker of two rounds, warmed up."""
    with torch.inference_mode():
        for _ in range(3):
            work()
        return min(time_runs(work, _RUNS, device).ms for _ in range(2)) / 1000
