"""What a GPU did, read out of torch's profiler: kernels, and which part of the work launched them.

A profile is read as the JSON that the profiler writes, since that says of each kernel which call
of the host launched it: calls and kernels share a correlation number. So kernels are counted by
the labels around their launches, Triton's too, and a replayed graph's by their number alone.
"""

import json
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

__all__ = ["device_work", "profiled", "work_by_label"]

_ON_DEVICE = ("kernel", "gpu_memcpy", "gpu_memset")
_LAUNCHES = ("cuda_runtime", "cuda_driver")
OTHER = "other"
"""The label of what was launched outside of all labels."""


def profiled(work: Callable[[], object]) -> Sequence[Mapping[str, Any]]:
    """The events of a profile of some work on a GPU, which is waited for."""
    from torch.profiler import ProfilerActivity, profile

    with profile(activities=[ProfilerActivity.CPU, ProfilerActivity.CUDA]) as found:
        work()
        torch.cuda.synchronize()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "trace.json")
        found.export_chrome_trace(str(path))
        events: list[Mapping[str, Any]] = json.loads(path.read_text())["traceEvents"]
    return events


def device_work(events: Iterable[Mapping[str, Any]]) -> tuple[int, float]:
    """How many kernels, copies and fills there were, and their milliseconds."""
    found = [float(event["dur"]) for event in events if event.get("cat") in _ON_DEVICE]
    return len(found), sum(found) / 1000


def work_by_label(
    events: Sequence[Mapping[str, Any]], labels: Iterable[str]
) -> Mapping[str, tuple[int, float]]:
    """The same for each label: of what was launched inside of it and in no label further out."""
    spans = sorted(
        (float(event["ts"]), float(event["ts"]) + float(event["dur"]), str(event["name"]))
        for event in events
        if event.get("cat") == "user_annotation" and event["name"] in set(labels)
    )
    outer: list[tuple[float, float, str]] = []
    for span in spans:
        if not outer or span[0] >= outer[-1][1]:
            outer.append(span)
    begins = [span[0] for span in outer]
    launched: dict[Any, str] = {}
    for event in events:
        if event.get("cat") in _LAUNCHES and "correlation" in event.get("args", {}):
            at = float(event["ts"])
            place = bisect_right(begins, at) - 1
            inside = place >= 0 and at < outer[place][1]
            launched[event["args"]["correlation"]] = outer[place][2] if inside else OTHER
    found: dict[str, tuple[int, float]] = {}
    for event in events:
        if event.get("cat") in _ON_DEVICE:
            label = launched.get(event.get("args", {}).get("correlation"), OTHER)
            count, ms = found.get(label, (0, 0.0))
            found[label] = count + 1, ms + float(event["dur"]) / 1000
    return found
