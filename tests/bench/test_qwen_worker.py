"""The whole worker is measured as a server meets it, above a device that keeps its own time."""

import argparse

import pytest
from msgspec.structs import replace

from bench.qwen.paced import LONGEST, SHORTEST, Device, PacedEngine, PacedOptions
from bench.qwen.worker import COLUMNS, JOB, LEADS_S, TEXT, alone_us, measure
from rtts.engines.base import Chunk, Ended
from tests.support.aio import run


class Clock:
    """Time that passes when it is told to, and while somebody sleeps."""

    def __init__(self, late_s: float = 0.0) -> None:
        self.now = 0.0
        self._late_s = late_s

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds + self._late_s


def test_a_device_does_one_step_behind_the_other() -> None:
    """Two that are launched at once take twice the time of one."""
    clock = Clock()
    device = Device(2.0, clock=clock, sleep=clock.sleep)
    device.launch()
    first = device.mark()
    device.launch()
    first.wait()
    assert clock.now == 2.0
    device.mark().wait()
    assert clock.now == 4.0


def test_a_device_waits_where_nothing_was_launched_in_time() -> None:
    """From the end of its last step to the next launch, and not before its first."""
    clock = Clock()
    device = Device(2.0, clock=clock, sleep=clock.sleep)
    clock.now = 5.0
    device.launch()
    device.launch()
    clock.now = 12.0
    device.launch()
    assert device.figures()["device_waited_s"] == 3.0
    assert device.figures()["device_steps"] == 3


def test_how_late_the_host_goes_on_is_told() -> None:
    """Behind the end of what it waited for; who came after that end has not waited."""
    clock = Clock(late_s=0.5)
    device = Device(2.0, clock=clock, sleep=clock.sleep)
    device.launch()
    device.mark().wait()
    device.mark().wait()
    figures = device.figures()
    assert (figures["late_p50_s"], figures["late_p95_s"], clock.now) == (0.5, 0.5, 2.5)


def test_utterances_end_after_as_many_frames_as_is_said() -> None:
    """Each is heard to its end, which is not the same for all."""
    engine = PacedEngine(PacedOptions(slots=2, step_ms=0.0))
    engine.load()
    for id in range(2):
        engine.open(replace(JOB, id=id))
        engine.feed(id, TEXT)
        engine.finish(id)
    frames, ended = [0, 0], 0
    while ended < 2:
        for event in engine.step(range(2)):
            ended += isinstance(event, Ended)
            if isinstance(event, Chunk):
                frames[event.id] += len(event.pcm) // 3840
    assert SHORTEST <= min(frames) < max(frames) <= LONGEST + 1


@pytest.mark.parametrize("lead_s", LEADS_S)
def test_what_calls_cost_is_told(lead_s: float) -> None:
    """Every figure of the table is there, and they agree with each other."""
    options = argparse.Namespace(servers=2, step_ms=5.0, seconds=0.5, warm_s=0.0)
    found = run(measure(8, lead_s, options))
    assert set(COLUMNS) - {"calls", "lead s", "alone"} <= set(found)
    assert 0 < found["rows"] <= 9
    assert found["step ms"] > 4.5
    assert found["first p95"] >= found["first p50"] > 5.0
    assert min(found["µs/frame"], found["µs/chunk"], found["chunks/s"]) > 0


def test_the_engine_alone_is_measured() -> None:
    """Without a worker, as many frames as rows and steps."""
    assert alone_us(3, 0.0, 0.0) > 0
