"""Kernels are counted by the label around their launch."""

from bench.qwen.traces import device_work, work_by_label


def span(name: str, begin: float, end: float) -> dict[str, object]:
    """A label."""
    return {"cat": "user_annotation", "name": name, "ts": begin, "dur": end - begin}


def launch(number: int, at: float, kind: str = "cuda_runtime") -> dict[str, object]:
    """A call of the host."""
    return {"cat": kind, "name": "launch", "ts": at, "dur": 1, "args": {"correlation": number}}


def kernel(number: int, micros: float, kind: str = "kernel") -> dict[str, object]:
    """What it brought about, whenever that was."""
    args = {"correlation": number}
    return {"cat": kind, "name": "k", "ts": 900.0, "dur": micros, "args": args}


EVENTS = [
    span("talker", 10, 20),
    span("draws", 30, 50),
    span("tables", 35, 40),  # inside of another
    span("not asked for", 60, 70),
    launch(1, 12),
    launch(2, 19.5, "cuda_driver"),
    launch(3, 36),
    launch(4, 62),
    launch(5, 20),  # as the label ends
    kernel(1, 1000),
    kernel(2, 500),
    kernel(3, 250, "gpu_memcpy"),
    kernel(4, 2000),
    kernel(5, 10, "gpu_memset"),
    kernel(6, 40),  # of a launch that was not seen
    {"cat": "cpu_op", "name": "aten::mm", "ts": 12, "dur": 3},
]


def test_all_that_a_device_did_is_counted() -> None:
    """Kernels, copies and fills; in milliseconds."""
    assert device_work(EVENTS) == (6, 3.8)


def test_work_is_told_by_its_outermost_label() -> None:
    """What was launched outside of all labels is told too."""
    assert work_by_label(EVENTS, ("talker", "draws", "tables")) == {
        "talker": (2, 1.5),
        "draws": (1, 0.25),
        "other": (3, 2.05),
    }
