"""An engine that is stepped, and what it is told between its steps."""

import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from msgspec.structs import replace

from rtts.engines.base import Chunk, Ended, Engine, EngineInfo, Event, Job
from rtts.engines.tone import ToneEngine, ToneOptions
from rtts.worker.driver import Driver
from tests.worker.support import JOB

TIMEOUT_S = 20.0
JOB1, JOB2 = replace(JOB, id=1), replace(JOB, id=2)


class SlowEngine(Engine):
    """Notes every call, with its thread; a step takes until it is told to go on."""

    info = EngineInfo(
        name="slow", model="", sample_rate=8000, default_voice="", voices=(), languages=("en",)
    )

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.threads: set[str] = set()
        self.in_step = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)
        self.fault: BaseException | None = None
        self.idle: float | None = None
        self.orders: list[tuple[int, ...]] = []
        self.events: list[Event] = [Ended(1)]

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

    def step(self, order: Sequence[int]) -> list[Event]:
        self.note("step")
        self.orders.append(tuple(order))
        self.in_step.release()
        assert self.go_on.acquire(timeout=TIMEOUT_S)
        if self.fault is not None:
            raise self.fault
        return self.events

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
        driver.open(JOB1)
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        driver.open(JOB2)
        driver.feed(2, "text")
        driver.cancel(2)
        engine.go_on.release()
        assert said.get(timeout=TIMEOUT_S) == [Ended(1)]
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        assert engine.calls == ["load", "open", "step", "open", "feed", "cancel", "step"]
        assert engine.orders == [(1,), ()]
    assert engine.calls[-1] == "close"


def test_one_thread_owns_the_engine() -> None:
    """Nothing but building it happens in another."""
    with driven() as (driver, engine, _):
        driver.feed(1, "text")
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
    assert engine.threads == {"engine"}


def test_engine_that_is_due_is_stepped_by_itself() -> None:
    """Without a command, when its own time has come."""
    with driven() as (driver, engine, said):
        engine.idle = 0.001
        driver.feed(1, "text")
        engine.go_on.release(2)
        assert said.get(timeout=TIMEOUT_S) == said.get(timeout=TIMEOUT_S) == [Ended(1)]
        assert engine.calls.count("feed") == 1


def test_a_step_is_told_who_is_urgent() -> None:
    """The hungriest listener first, by what servers report; a one-shot request last."""
    with driven() as (driver, engine, _):
        driver.open(JOB1)
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        driver.open(replace(JOB2, live=False))
        for id, lead_ms in ((3, 900), (4, 500), (5, 700)):
            driver.open(replace(JOB1, id=id))
            driver.lead(id, lead_ms)
        driver.open(replace(JOB1, id=6))
        engine.go_on.release()
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        assert engine.orders[-1] == (6, 4, 5, 3, 2)


def test_what_a_step_gives_is_counted() -> None:
    """The load says how many are open, how fast the engine was, and how long they waited."""
    with driven() as (driver, engine, said):
        engine.events = [Chunk(1, bytes(16_000)), Ended(3)]
        driver.open(JOB1)
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        for id in (2, 3):
            driver.open(replace(JOB1, id=id))
            driver.finish(id)
        engine.go_on.release(2)
        assert said.get(timeout=TIMEOUT_S) == said.get(timeout=TIMEOUT_S) == engine.events
        load = driver.load
        assert (load.open, load.live, load.waiting) == (2, 2, 1)
        assert load.speed > 0
        assert 0 < load.first_p50_ms <= load.first_p95_ms
        assert load.projected_first_ms > 0


@pytest.mark.parametrize("grows", [False, True])
def test_text_is_waited_for_as_far_as_the_engine_is(*, grows: bool) -> None:
    """What is not whole counts as waiting only at an engine that could speak it."""
    with driven() as (driver, engine, said):
        engine.info = replace(engine.info, grows=grows)
        driver.open(JOB1)
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        driver.open(JOB2)
        driver.feed(2, "text")
        engine.go_on.release(2)
        assert said.get(timeout=TIMEOUT_S) == said.get(timeout=TIMEOUT_S)
        assert driver.load.waiting == grows


def test_who_rests_goes_on_when_nobody_else_has_anything_to_say() -> None:
    """One whose text has run out holds up nobody, however far ahead the others are."""
    said = queue.SimpleQueue[object]()
    engine = ToneEngine(ToneOptions(grows=True))
    driver = Driver(engine, loaded=lambda: None, spoken=said.put, broke=said.put)
    driver.open(JOB1)
    driver.feed(1, "so far")
    driver.open(JOB2)
    driver.lead(2, 60_000)
    driver.feed(2, "a long text")
    driver.finish(2)
    driver.start()
    events: object = []
    while isinstance(events, list) and Ended(2) not in events:
        events = said.get(timeout=TIMEOUT_S)
    assert isinstance(events, list), events
    driver.stop()
    assert driver.join(TIMEOUT_S)


@pytest.mark.parametrize("fault", [ValueError("broken"), SystemExit(1)])
def test_whatever_comes_out_of_a_step_is_told(fault: BaseException) -> None:
    """An engine's thread does not end in silence."""
    with driven() as (driver, engine, said):
        engine.fault = fault
        driver.open(JOB1)
        engine.go_on.release()
        assert said.get(timeout=TIMEOUT_S) is fault
