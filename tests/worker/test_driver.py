"""An engine that is stepped, and what it is told between its steps."""

import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from rtts.engines.base import Ended, Engine, Event, Job
from rtts.worker.driver import Driver
from tests.worker.support import JOB

TIMEOUT_S = 20.0


class SlowEngine(Engine):
    """Notes every call, with its thread; a step takes until it is told to go on."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.threads: set[str] = set()
        self.in_step = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)
        self.fault: BaseException | None = None
        self.idle: float | None = None

    def note(self, call: str) -> None:
        self.calls.append(call)
        self.threads.add(threading.current_thread().name)

    def load(self) -> None:
        self.note("load")

    def open(self, job: Job, spoken: Sequence[bytes] = ()) -> None:
        self.note("open")

    def feed(self, id: int, text: str) -> None:
        self.note("feed")

    def finish(self, id: int) -> None:
        self.note("finish")

    def cancel(self, id: int) -> None:
        self.note("cancel")

    def lead(self, id: int, ms: int) -> None:
        self.note("lead")

    def step(self) -> list[Event]:
        self.note("step")
        self.in_step.release()
        assert self.go_on.acquire(timeout=TIMEOUT_S)
        if self.fault is not None:
            raise self.fault
        return [Ended(1)]

    def wait(self) -> float | None:
        return self.idle

    def close(self) -> None:
        self.note("close")


@contextmanager
def driven() -> Iterator[tuple[Driver, SlowEngine, "queue.SimpleQueue[object]"]]:
    """A driver that runs, its engine, and what it says."""
    engine, said = SlowEngine(), queue.SimpleQueue[object]()
    driver = Driver(engine, loaded=lambda: said.put("loaded"), spoken=said.put, broke=said.put)
    driver.start()
    assert said.get(timeout=TIMEOUT_S) == "loaded"
    yield driver, engine, said
    driver.stop()
    engine.go_on.release(100)
    assert driver.join(TIMEOUT_S)


def test_cancel_holds_before_the_next_step() -> None:
    """What is asked for during a step is done behind it, in order, before the next."""
    with driven() as (driver, engine, said):
        driver.call(engine.open, JOB)
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        driver.call(engine.feed, 1, "text")
        driver.call(engine.cancel, 1)
        engine.go_on.release()
        assert said.get(timeout=TIMEOUT_S) == [Ended(1)]
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        assert engine.calls == ["load", "open", "step", "feed", "cancel", "step"]
    assert engine.calls[-1] == "close"


def test_one_thread_owns_the_engine() -> None:
    """Nothing but building it happens in another."""
    with driven() as (driver, engine, _):
        driver.call(engine.lead, 1, 100)
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
    assert engine.threads == {"engine"}


def test_engine_that_is_due_is_stepped_by_itself() -> None:
    """Without a command, when its own time has come."""
    with driven() as (driver, engine, said):
        engine.idle = 0.001
        driver.call(engine.lead, 1, 100)
        engine.go_on.release(2)
        assert said.get(timeout=TIMEOUT_S) == said.get(timeout=TIMEOUT_S) == [Ended(1)]
        assert engine.calls.count("lead") == 1


@pytest.mark.parametrize("fault", [ValueError("broken"), SystemExit(1)])
def test_whatever_comes_out_of_a_step_is_told(fault: BaseException) -> None:
    """An engine's thread does not end in silence."""
    with driven() as (driver, engine, said):
        engine.fault = fault
        driver.call(engine.open, JOB)
        engine.go_on.release()
        assert said.get(timeout=TIMEOUT_S) is fault
