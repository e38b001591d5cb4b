"""Streams, events and graphs keep the order that their twin on the CPU has by itself."""

import random
import threading

import pytest
import torch

from rtts.engines.qwen.lanes import CudaLane, Mark
from rtts.engines.qwen.readback import Readback

pytestmark = pytest.mark.gpu

SLOTS = 16
ROUNDS = 500


def doze(generator: random.Random) -> None:
    """Keep the lane busy for up to some 100 µs."""
    torch.cuda._sleep(generator.randrange(200_000))


def test_what_is_recorded_is_done_again() -> None:
    """Over the same tensors, and nothing of it when it is replayed is left out."""
    lane = CudaLane("cuda")
    with lane.use():
        total = torch.zeros(1000, device="cuda")
    replay = lane.record(lambda: total.add_(1))
    lane.mark().wait()
    before = total.clone()
    torch.cuda.synchronize()  # it was copied in another stream
    for _ in range(10):
        replay()
    lane.mark().wait()
    assert torch.equal(total, before + 10)


def test_other_threads_may_use_the_gpu_meanwhile() -> None:
    """What they ask of it, memory too, neither breaks a recording nor gets into it."""
    lane, found = CudaLane("cuda"), []
    with lane.use():
        total = torch.zeros(1000, device="cuda")

    def other() -> None:
        found.append(float(torch.ones(2**26, device="cuda").sum()))

    def work() -> None:
        total.add_(1)
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    replay = lane.record(work)
    assert len(found) == 3
    lane.mark().wait()
    before = int(total[0])
    replay()
    lane.mark().wait()
    assert int(total[0]) == before + 1
    assert set(found) == {2.0**26}


def test_two_lanes_under_stress() -> None:
    """One writes slots of a ring and goes on, the other reads them behind its marks.

    A slot is written again only behind the mark of who read it. Both are kept busy for random
    times, so an order that is not asked for would not come by itself.
    """
    generator = random.Random(0)
    writer, reader = CudaLane("cuda", -1), CudaLane("cuda")
    ring = torch.zeros(SLOTS, 64, dtype=torch.int64, device="cuda")
    number = torch.zeros((), dtype=torch.int64, device="cuda")
    found = torch.zeros(64, dtype=torch.int64, device="cuda")
    torch.cuda.synchronize()
    count = writer.record(lambda: number.add_(1))
    writer.mark().wait()
    started = int(number)
    pool = Readback(64, torch.int64, device="cuda")
    seen: dict[int, Mark] = {}
    landings = []
    for turn in range(ROUNDS):
        slot = generator.randrange(SLOTS)
        if slot in seen:
            writer.follow(seen[slot])
        count()
        with writer.use():
            doze(generator)
            ring[slot].copy_(number.expand(64))
        reader.follow(writer.mark())
        with reader.use():
            doze(generator)
            found.copy_(ring[slot])
        landing = pool.fetch(found, reader)
        seen[slot] = reader.mark()
        landings.append((landing, seen[slot], started + turn + 1))
        if len(landings) > 2:
            landing, mark, expected = landings.pop(0)
            mark.wait()
            assert (landing.read() == expected).all()
            landing.give_back()
