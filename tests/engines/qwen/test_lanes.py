"""Lanes: the one of the CPU, and in which order that of a GPU asks for its things.

No GPU is needed: what torch offers for one is replaced by something that writes down its use.
"""

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from rtts.engines.qwen.lanes import CudaLane, HostLane, Replay, make_lane, staged, upload


def test_the_cpu_does_all_at_once() -> None:
    """What is recorded is done when it is replayed, over the same tensors; a mark is passed."""
    lane, total = HostLane(), torch.zeros(2)
    replay = lane.record(lambda: total.add_(1))
    before = total.clone()
    with lane.use():
        replay()
        assert torch.equal(total, before + 1)
    lane.mark().wait()
    lane.follow(HostLane().mark())
    lane.borrow(total)
    replay()
    assert torch.equal(total, before + 2)


def test_replays_need_no_gradients() -> None:
    """A replay runs in inference mode, whoever calls it."""
    seen: list[bool] = []
    replay = HostLane().record(lambda: seen.append(torch.is_inference_mode_enabled()))
    seen.clear()
    replay()
    assert seen == [True]


def test_the_lane_of_the_cpu() -> None:
    """A CPU has no streams."""
    assert isinstance(make_lane("cpu"), HostLane)


def test_upload_on_the_cpu_copies_nothing() -> None:
    """There an array is its tensor."""
    array, device = np.arange(5), torch.device("cpu")
    assert upload(array, device).data_ptr() == array.ctypes.data
    assert staged(array, device).data_ptr() == array.ctypes.data


class FakeCuda:
    """Writes down what is asked of a GPU, and in which stream."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.inside: list[str] = ["default"]
        self.streams = 0

    def say(self, what: str) -> None:
        self.log.append(f"{self.inside[-1]}: {what}")

    def make_stream(self, _device: Any, priority: int = 0) -> "FakeStream":
        self.streams += 1
        return FakeStream(self, f"s{self.streams}/{priority}")

    @contextmanager
    def stream(self, stream: "FakeStream") -> Iterator[None]:
        self.inside.append(stream.name)
        yield
        self.inside.pop()

    @contextmanager
    def graph(
        self, _graph: Any, pool: Any, stream: "FakeStream", capture_error_mode: str
    ) -> Iterator[None]:
        assert capture_error_mode == "thread_local"
        self.inside.append(f"capture in {stream.name} of {pool}")
        yield
        self.inside.pop()


class FakeStream:
    """A stream of it."""

    def __init__(self, cuda: FakeCuda, name: str) -> None:
        self.cuda, self.name = cuda, name

    def wait_stream(self, other: str) -> None:
        self.cuda.log.append(f"{self.name} waits for {other}")

    def wait_event(self, event: "FakeEvent") -> None:
        self.cuda.log.append(f"{self.name} waits for a mark of {event.stream}")

    def synchronize(self) -> None:
        self.cuda.log.append(f"host waits for {self.name}")


class FakeEvent:
    """A point in one."""

    cuda: FakeCuda
    stream = ""

    def record(self, stream: FakeStream) -> None:
        self.stream = stream.name

    def synchronize(self) -> None:
        self.cuda.log.append(f"host waits for a mark of {self.stream}")


@pytest.fixture
def cuda(monkeypatch: pytest.MonkeyPatch) -> FakeCuda:
    """A GPU that does nothing."""
    fake = FakeCuda()

    class Graph:
        def replay(self) -> None:
            fake.say("replay")

    class Event(FakeEvent):
        cuda = fake

    monkeypatch.setattr(torch.cuda, "Stream", fake.make_stream)
    monkeypatch.setattr(torch.cuda, "Event", Event)
    monkeypatch.setattr(torch.cuda, "CUDAGraph", Graph)
    monkeypatch.setattr(torch.cuda, "graph_pool_handle", lambda: f"pool {fake.streams}")
    monkeypatch.setattr(torch.cuda, "current_stream", lambda _device: "default")
    monkeypatch.setattr(torch.cuda, "stream", fake.stream)
    monkeypatch.setattr(torch.cuda, "graph", fake.graph)
    return fake


def test_recording_on_a_gpu(cuda: FakeCuda) -> None:
    """Work is done twice in the stream and waited for, then captured there and replayed once.

    All that a lane captures shares one pool, and each lane has another. Other threads may use the
    GPU meanwhile.
    """
    lane, other = make_lane("cuda:0", -1), CudaLane("cuda:0")
    assert cuda.log == ["s1/-1 waits for default", "s2/0 waits for default"]
    cuda.log.clear()
    replay = lane.record(lambda: cuda.say("work"))
    lane.record(lambda: cuda.say("more"))
    other.record(lambda: cuda.say("another"))
    replay()
    assert cuda.log == [
        *["s1/-1: work"] * 2,
        "host waits for s1/-1",
        "capture in s1/-1 of pool 1: work",
        "s1/-1: replay",
        *["s1/-1: more"] * 2,
        "host waits for s1/-1",
        "capture in s1/-1 of pool 1: more",
        "s1/-1: replay",
        *["s2/0: another"] * 2,
        "host waits for s2/0",
        "capture in s2/0 of pool 2: another",
        "s2/0: replay",
        "s1/-1: replay",
    ]


@pytest.mark.usefixtures("cuda")
def test_a_recording_keeps_what_it_reads() -> None:
    """A graph knows addresses alone: whatever the work was given stays as long as the replay."""

    def record() -> tuple[Replay, weakref.ref[torch.Tensor]]:
        steps = torch.arange(3)
        return CudaLane("cuda:0").record(lambda: steps + 1), weakref.ref(steps)

    replay, steps = record()
    assert steps() is not None
    del replay
    assert steps() is None


def test_lanes_wait_for_each_other(cuda: FakeCuda) -> None:
    """A lane that follows a mark waits on the device; only `wait` lets the host wait."""
    lane, other = CudaLane("cuda:0"), CudaLane("cuda:0")
    cuda.log.clear()
    mark = lane.mark()
    other.follow(mark)
    other.follow(HostLane().mark())
    assert cuda.log == ["s2/0 waits for a mark of s1/0"]
    mark.wait()
    assert cuda.log[1:] == ["host waits for a mark of s1/0"]


def test_torch_is_told_what_a_lane_borrows(cuda: FakeCuda) -> None:
    """It need not be told of tensors of the host, nor could it."""
    lane, told = CudaLane("cuda:0"), []
    for is_cuda in (True, False):
        tensor: Any = SimpleNamespace(is_cuda=is_cuda, record_stream=told.append)
        lane.borrow(tensor)
    assert told == [lane.stream]
    assert cuda.streams == 1
