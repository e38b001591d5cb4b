"""An engine that is stepped, and what it is told between its steps."""

import itertools
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from msgspec.structs import replace

from rtts.engines.base import Chunk, Ended, Engine, EngineInfo, Event, Failed, Job
from rtts.engines.tone import ToneEngine, ToneOptions
from rtts.worker.driver import Driver
from tests.worker.support import JOB

TIMEOUT_S = 20.0
JOB1, JOB2 = replace(JOB, id=1), replace(JOB, id=2)
OVER = Failed(1, "It is over.")


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
        self.events: list[Event] = [OVER]
        self.fed: set[int] = set()

    def note(self, call: str) -> None:
        self.calls.append(call)
        self.threads.add(threading.current_thread().name)

    def load(self) -> None:
        self.note("load")

    def open(self, job: Job, spoken: Sequence[bytes] = ()) -> None:
        self.note("open")

    def feed(self, id: int, text: str) -> None:
        self.note("feed")
        self.fed.add(id)

    def finish(self, id: int) -> None:
        self.note("finish")
        self.fed.add(id)

    def cancel(self, id: int) -> None:
        self.note("cancel")
        self.fed.discard(id)

    def step(self, order: Sequence[int]) -> list[Event]:
        self.note("step")
        self.orders.append(tuple(order))
        self.in_step.release()
        assert self.go_on.acquire(timeout=TIMEOUT_S)
        if self.fault is not None:
            raise self.fault
        return self.events

    def wait(self) -> float | None:
        return 0 if self.fed and self.idle is None else self.idle

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
        assert said.get(timeout=TIMEOUT_S) == [OVER]
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
        assert said.get(timeout=TIMEOUT_S) == said.get(timeout=TIMEOUT_S) == [OVER]
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
    """The load says how many listen and wait, and how long the next would."""
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
        assert (load.live, load.waiting) == (2, 1)
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


class Listless(ToneEngine):
    """Says when it has nothing to do, and ends where it is told to."""

    def __init__(self) -> None:
        super().__init__(ToneOptions(grows=True))
        self.idle = threading.Semaphore(0)
        self.ends_early = False

    def wait(self) -> float | None:
        seconds = super().wait()
        if seconds is None and self._open:
            self.idle.release()
        return seconds

    def step(self, order: Sequence[int]) -> list[Event]:
        events = super().step(order)
        if self.ends_early and events:
            events.append(Ended(events[0].id))
            self.cancel(events[0].id)
        return events


@contextmanager
def listless() -> Iterator[tuple[Driver, Listless, "queue.SimpleQueue[object]"]]:
    """A driver of such an engine, and what it says."""
    engine, said = Listless(), queue.SimpleQueue[object]()
    driver = Driver(engine, loaded=lambda: None, spoken=said.put, broke=said.put)
    driver.start()
    yield driver, engine, said
    driver.stop()
    assert driver.join(TIMEOUT_S)


def test_who_lacks_text_does_not_wait_for_the_engine() -> None:
    """Nobody is refused because somebody else's text stays away."""
    with listless() as (driver, engine, said):
        driver.open(JOB1)
        assert engine.idle.acquire(timeout=TIMEOUT_S)
        driver.feed(1, "a")  # the last character is kept back
        assert engine.idle.acquire(timeout=TIMEOUT_S)
        driver.lead(1, 0)
        assert engine.idle.acquire(timeout=TIMEOUT_S)
        assert (driver.load.live, driver.load.waiting) == (1, 0)
        driver.feed(1, "bc")
        assert said.get(timeout=TIMEOUT_S)


@pytest.mark.parametrize("finished", [False, True])
def test_who_ends_before_its_text_is_whole_has_failed(*, finished: bool) -> None:
    """What is fed to it later would be lost, and nobody would know."""
    with listless() as (driver, engine, said):
        engine.ends_early = True
        driver.open(JOB1)
        assert engine.idle.acquire(timeout=TIMEOUT_S)
        driver.feed(1, "a")
        if finished:
            driver.finish(1)
        driver.feed(1, "bc")
        events = said.get(timeout=TIMEOUT_S)
        assert isinstance(events, list), events
        assert isinstance(events[-1], Ended if finished else Failed)


def test_what_an_engine_can_carry_is_told_in_its_audio_and_its_time() -> None:
    """Chunks of 100 ms, and steps of 10 ms by the clock, are ten seconds in a second."""
    engine, said = SlowEngine(), queue.SimpleQueue[object]()
    engine.events = [Chunk(1, bytes(2 * 800))]
    engine.go_on.release(50)
    ticks = itertools.count()
    driver = Driver(
        engine,
        loaded=lambda: None,
        spoken=said.put,
        broke=said.put,
        clock=lambda: next(ticks) / 100,
    )
    driver.start()
    driver.open(JOB1)
    driver.feed(1, "text")
    for _ in range(50):
        assert said.get(timeout=TIMEOUT_S) == engine.events
    capacity = driver.load.capacity
    driver.stop()
    engine.go_on.release(100)
    assert driver.join(TIMEOUT_S)
    assert capacity == pytest.approx(10)


class WatchedEngine(SlowEngine):
    """Never has anything to do, tells how often it was called, and may lose slots."""

    fewer = 0

    @property
    def slots(self) -> int:
        return 4 - self.fewer

    def wait(self) -> float | None:
        return None

    def figures(self) -> dict[str, float]:
        return {"calls_total": len(self.calls), "slots_usable": self.slots}


@contextmanager
def watched(rested: Callable[[], object] = lambda: None) -> Iterator[tuple[Driver, WatchedEngine]]:
    """A driver of such an engine, which steps only when it is told something."""
    engine, ready = WatchedEngine(), threading.Event()
    engine.events = []
    driver = Driver(
        engine, loaded=ready.set, spoken=lambda _: None, broke=lambda _: None, rested=rested
    )
    driver.start()
    assert ready.wait(TIMEOUT_S)
    yield driver, engine
    driver.stop()
    engine.go_on.release(100)
    assert driver.join(TIMEOUT_S)


def await_rest(driver: Driver, engine: WatchedEngine) -> None:
    """Wait until nothing is told any more that was not so before the engine's last call."""
    ends_at = time.monotonic() + TIMEOUT_S
    while driver.figures.get("calls_total") != len(engine.calls):
        assert time.monotonic() < ends_at, driver.figures
        time.sleep(0.001)


def test_figures_are_those_of_the_last_step_when_it_rests() -> None:
    """However soon that came after the step before: nobody would look again."""
    with watched() as (driver, engine):
        assert driver.figures == {"calls_total": 1, "slots_usable": 4}
        for _ in range(3):
            driver.feed(1, "text")
            assert engine.in_step.acquire(timeout=TIMEOUT_S)
            engine.go_on.release()
            await_rest(driver, engine)
        assert driver.figures["calls_total"] == 7


def test_who_watches_is_told_when_it_rests() -> None:
    """Once for each rest, its figures up to date: what was told before it may be older."""
    told: queue.SimpleQueue[float] = queue.SimpleQueue()
    with watched(lambda: told.put(driver.figures["calls_total"])) as (driver, engine):
        for calls in (3, 5):
            driver.feed(1, "text")
            assert engine.in_step.acquire(timeout=TIMEOUT_S)
            engine.go_on.release()
            assert told.get(timeout=TIMEOUT_S) == calls
        assert told.empty()


def test_load_is_that_of_the_last_step_when_it_rests() -> None:
    """A cancelled utterance is not told to be open until somebody opens another."""
    with watched() as (driver, engine):
        driver.open(JOB1)
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        driver.cancel(1)
        engine.go_on.release(2)
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        await_rest(driver, engine)
        assert driver.load.live == 0


def test_an_engine_that_lost_slots_is_scheduled_by_those_it_has() -> None:
    """Who waits is counted against what the engine can do now."""
    with watched() as (driver, engine):
        assert driver._scheduler._slots == 4
        engine.fewer = 3
        driver.feed(1, "text")
        engine.go_on.release()
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        await_rest(driver, engine)
        assert driver._scheduler._slots == driver._scheduler._gauge._slots == 1


def test_an_engine_whose_texts_have_run_out_is_left_alone() -> None:
    """It is stepped for what it is told, and not again and again for those who wait."""
    with watched() as (driver, engine):
        engine.go_on.release(1000)
        for id in (1, 2, 3):
            driver.open(replace(JOB1, id=id))
            driver.lead(id, 60_000 * id)
        await_rest(driver, engine)
        calls = len(engine.calls)
        driver.feed(1, "text")
        await_rest(driver, engine)
        assert engine.calls[calls:].count("step") <= 2
        assert engine.calls.count("step") <= 5


def test_an_engine_can_ask_how_much_lies_ahead_of_a_listener() -> None:
    """From its thread, within a step: what the server told, and 0 for whom nobody knows."""
    with driven() as (driver, engine, said):
        engine.events = [Chunk(1, bytes(16000))]
        driver.open(JOB1)
        driver.lead(1, 60_000)
        driver.feed(1, "text")
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        assert 30 < engine.ahead_s(1) <= 60
        engine.go_on.release()
        assert said.get(timeout=TIMEOUT_S) == engine.events
        assert engine.in_step.acquire(timeout=TIMEOUT_S)
        assert 30 < engine.ahead_s(1) <= 61
        assert engine.ahead_s(2) == 0
