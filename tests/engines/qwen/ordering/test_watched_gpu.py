"""The GPU that watches sees what is in no order, and nothing else; its results are right."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch

from rtts.engines.qwen.lanes import CudaLane, upload
from rtts.engines.qwen.readback import Readback
from tests.engines.qwen.ordering.watched_gpu import Stream, WatchedGpu

CUDA = torch.device("cuda")


@pytest.fixture
def gpu() -> Iterator[WatchedGpu]:
    """One that nothing was asked of."""
    watched = WatchedGpu()
    with watched.on(), torch.inference_mode():
        yield watched


def kinds(gpu: WatchedGpu) -> list[str]:
    """Of what was found wrong, each once."""
    return sorted({fault.kind for fault in gpu.history.faults})


def ones(lane: CudaLane) -> torch.Tensor:
    """Made in a lane."""
    with lane.use():
        return torch.ones(4, 3, device=CUDA)


def add(lane: CudaLane, tensor: torch.Tensor) -> None:
    """Written in a lane."""
    with lane.use():
        tensor.add_(1)


def read(lane: CudaLane, tensor: torch.Tensor) -> torch.Tensor:
    """Read in a lane."""
    with lane.use():
        return tensor + 1


# Races.


@pytest.mark.parametrize("follows", [False, True])
def test_what_one_lane_writes_another_reads_behind_a_mark(
    gpu: WatchedGpu, *, follows: bool
) -> None:
    """And writes behind a mark of who reads it."""
    one, other = CudaLane(CUDA), CudaLane(CUDA)
    tensor = ones(one)
    if follows:
        other.follow(one.mark())
    read(other, tensor)
    assert kinds(gpu) == ([] if follows else ["race"])
    gpu.history.faults.clear()
    if follows:
        one.follow(other.mark())
    add(one, tensor)
    assert kinds(gpu) == ([] if follows else ["race"])


def test_an_old_mark_orders_nothing_new(gpu: WatchedGpu) -> None:
    """Only what was put in before it."""
    one, other = CudaLane(CUDA), CudaLane(CUDA)
    tensor = ones(one)
    other.follow(one.mark())
    add(one, tensor)
    read(other, tensor)
    assert kinds(gpu) == ["race"]


def test_order_is_handed_on(gpu: WatchedGpu) -> None:
    """By a lane in between, or by the host, which waits and then launches."""
    one, between, other = (CudaLane(CUDA) for _ in range(3))
    tensor = ones(one)
    between.follow(one.mark())
    other.follow(between.mark())
    add(other, tensor)
    other.mark().wait()
    add(one, tensor)
    assert kinds(gpu) == []


def test_what_all_only_read_needs_no_order(gpu: WatchedGpu) -> None:
    """Weights, above all."""
    one, other = CudaLane(CUDA), CudaLane(CUDA)
    tensor = ones(one)
    one.mark().wait()
    for lane in (one, other, one):
        read(lane, tensor)
    assert kinds(gpu) == []


@pytest.mark.parametrize("follows", [False, True])
def test_a_lane_begins_behind_what_was_laid_out(
    gpu: WatchedGpu, monkeypatch: pytest.MonkeyPatch, *, follows: bool
) -> None:
    """In no lane, before there was one."""
    tensor = torch.ones(3, device=CUDA)
    if not follows:
        monkeypatch.setattr(Stream, "wait_stream", lambda _stream, _other: None)
    add(CudaLane(CUDA), tensor)
    assert kinds(gpu) == ([] if follows else ["race"])


@pytest.mark.parametrize("waits", [False, True])
def test_the_host_reads_behind_a_mark(gpu: WatchedGpu, *, waits: bool) -> None:
    """What was copied to it."""
    lane = CudaLane(CUDA)
    landing = Readback(12, torch.float32, device=CUDA).fetch(ones(lane), lane)
    if waits:
        lane.mark().wait()
    assert (landing.read() == 1).all()
    assert kinds(gpu) == ([] if waits else ["race"])


def test_an_array_is_looked_at_as_long_as_it_is_there(gpu: WatchedGpu) -> None:
    """Or a view of it: also when its buffer was given back and is filled anew."""
    lane = CudaLane(CUDA)
    pool = Readback(12, torch.float32, device=CUDA, count=1)
    landing = pool.fetch(ones(lane), lane)
    lane.mark().wait()
    view = landing.read()[1:]
    landing.give_back()
    pool.fetch(ones(lane), lane)
    assert kinds(gpu) == []
    del view
    assert kinds(gpu) == ["race"]


def test_memory_that_is_being_copied_is_not_written(gpu: WatchedGpu) -> None:
    """Pinned memory, from which the device copies by itself; what is uploaded has its own."""
    lane = CudaLane(CUDA)
    with lane.use():
        upload(np.arange(3), CUDA)
        upload(np.arange(3), CUDA)
    assert kinds(gpu) == []
    pinned = torch.zeros(3, pin_memory=True)
    with lane.use():
        pinned.to(CUDA, non_blocking=True)
    pinned.fill_(1)
    assert kinds(gpu) == ["race"]


ROWS: dict[str, Callable[[torch.Tensor, torch.Tensor], object]] = {
    "index_put": lambda tensor, rows: tensor.index_put_((rows,), torch.ones((), device=CUDA)),
    "index_copy": lambda tensor, rows: tensor.index_copy_(0, rows, tensor.new_ones(1, 3)),
    "index_fill": lambda tensor, rows: tensor.index_fill_(0, rows, 1),
    "index": lambda tensor, rows: tensor[rows],
    "index_select": lambda tensor, rows: tensor.index_select(0, rows),
    "slice": lambda tensor, _: tensor[1:2].clone(),
}


@pytest.mark.parametrize("row", [1, 2])
@pytest.mark.parametrize("how", ROWS)
def test_elements_are_told_apart(gpu: WatchedGpu, how: str, row: int) -> None:
    """Where that is asked for: another row is another place, however it is chosen."""
    one, other = CudaLane(CUDA), CudaLane(CUDA)
    tensor = ones(one)
    gpu.memory.watch_closely(tensor)
    other.follow(one.mark())
    with other.use():
        rows = torch.ones(1, dtype=torch.int64, device=CUDA)
    add(one, tensor[row])
    with other.use():
        ROWS[how](tensor, rows)
    assert kinds(gpu) == (["race"] if row == 1 else [])


# Memory that is lent again.


@pytest.mark.parametrize("remedy", ["none", "borrow", "wait", "follow", "keep"])
def test_memory_is_not_freed_while_another_lane_uses_it(gpu: WatchedGpu, remedy: str) -> None:
    """Since its own lane is lent it again at once, unless it was told, or is behind that."""
    one, other = CudaLane(CUDA), CudaLane(CUDA)
    tensor = ones(one)
    other.follow(one.mark())
    read(other, tensor)
    kept = tensor if remedy == "keep" else None
    if remedy == "borrow":
        other.borrow(tensor)
    del tensor
    if remedy == "wait":
        other.mark().wait()
    if remedy == "follow":
        one.follow(other.mark())
    ones(one)
    assert kinds(gpu) == (["freed too early"] if remedy == "none" else [])
    del kept


def test_its_own_lane_may_free_it(gpu: WatchedGpu) -> None:
    """Which comes to what it is lent for behind all that it used it for."""
    lane = CudaLane(CUDA)
    read(lane, ones(lane))
    ones(lane)
    assert kinds(gpu) == []


# Graphs.


def test_a_replay_does_all_again(gpu: WatchedGpu) -> None:
    """Over the same tensors, by what lies in them now; what Python did is not done again."""
    lane, calls = CudaLane(CUDA), []
    tensor, total = ones(lane), ones(lane)

    def work() -> None:
        calls.append(None)
        total.copy_((tensor * 2).view(-1)[:1].expand(4, 3))

    replay = lane.record(work)
    add(lane, tensor)
    count = len(calls)
    replay()
    with lane.use():
        assert total.tolist() == [[4] * 3] * 4
    assert len(calls) == count
    assert kinds(gpu) == []


def test_a_replay_is_in_order_with_others(gpu: WatchedGpu) -> None:
    """As all operations in it would be, and with all that shares its pool."""
    one, other = CudaLane(CUDA), CudaLane(CUDA)
    tensor = ones(one)
    replay = one.record(lambda: tensor.add_(1))
    other.follow(one.mark())
    read(other, tensor)
    replay()
    assert kinds(gpu) == ["race"]
    gpu.synchronize()
    gpu.history.faults.clear()
    replay()
    with other.use():
        replay.graph.replay()  # type: ignore[attr-defined]
    assert kinds(gpu) == ["race"]


def test_a_graph_keeps_nothing_alive(gpu: WatchedGpu) -> None:
    """What it used may be freed; then it must not be replayed."""
    lane, kept = CudaLane(CUDA), []
    kept.append(ones(lane))
    replay = lane.record(lambda: kept[0] + 1)
    replay()
    assert kinds(gpu) == []
    kept.clear()
    replay()
    assert kinds(gpu) == ["a graph uses memory that was freed"]


@pytest.mark.usefixtures("gpu")
def test_what_halts_is_not_recorded() -> None:
    """A GPU would refuse it too."""
    lane = CudaLane(CUDA)
    tensor = ones(lane)
    with pytest.raises(RuntimeError, match="halt the host"):
        lane.record(lambda: float(tensor[0, 0]))


# What the host waits for, and what it cannot do.


HALTS: dict[str, tuple[Callable[[torch.Tensor], object], bool]] = {
    "item": (lambda tensor: tensor[0, 0].item(), True),
    "tolist": (lambda tensor: tensor.tolist(), True),
    "cpu": (lambda tensor: tensor.cpu(), True),
    "truth": (lambda tensor: bool((tensor == 1).all()), True),
    "nonzero": (lambda tensor: tensor.nonzero(), True),
    "to the device": (lambda _: torch.ones(3).to(CUDA), True),
    "numbers": (lambda _: torch.tensor([1, 2], device=CUDA), True),
    "upload": (lambda _: upload(np.arange(3), CUDA), False),
    "zeros": (lambda _: torch.zeros(3, device=CUDA), False),
    "device": (lambda tensor: tensor.to(CUDA), False),
    "dtype": (lambda tensor: tensor.to(CUDA, torch.float16), False),
}


@pytest.mark.parametrize("what", HALTS)
def test_what_halts_the_host(gpu: WatchedGpu, what: str) -> None:
    """What gives it numbers, and what is copied out of memory that is not pinned."""
    lane = CudaLane(CUDA)
    tensor = ones(lane)
    call, halts = HALTS[what]
    with lane.use():
        call(tensor)
    assert bool(gpu.halts) is halts
    add(CudaLane(CUDA), tensor)
    assert kinds(gpu) == ([] if halts else ["race"])


@pytest.mark.usefixtures("gpu")
def test_tensors_are_where_they_were_put() -> None:
    """They say so, and are no arrays; none of the host is added to one of the device."""
    there, here = torch.ones(3, device=CUDA), torch.ones(3)
    assert (there.device.type, here.device.type) == ("cuda", "cpu")
    assert there.is_cuda
    assert (there * 2)[1:].new_zeros(2).is_cuda
    assert torch.zeros_like(here).device.type == there.cpu().device.type == "cpu"
    assert there.to(torch.float16).to("cpu").dtype == torch.float16
    assert np.array_equal(there.cpu().numpy(), here.numpy())
    with pytest.raises(TypeError):
        there.numpy()
    with pytest.raises(RuntimeError, match="of the device and of the host"):
        there + here
