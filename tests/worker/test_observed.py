"""What the event loop sees of an engine's thread."""

from collections.abc import Sequence

import pytest

from rtts.engines.base import Chunk, Ended, Event, Job
from rtts.engines.tone import ToneEngine, ToneOptions
from rtts.worker.observed import Observation, observe
from tests.worker.support import JOB


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class ScriptedEngine(ToneEngine):
    """Wants what it is told to want, gives what it is told to give, and takes its time."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(ToneOptions())
        self.clock_hand = clock
        self.events: list[Event] = []
        self.wish: float | None = 0.0
        self.seen: list[float] = []
        self.watch: Observation | None = None

    def open(self, job: Job, spoken: Sequence[bytes] = ()) -> None:
        self._take_time()

    def feed(self, id: int, text: str) -> None:
        self._take_time()
        if not text:
            raise ValueError(id)

    def step(self, order: Sequence[int]) -> list[Event]:
        self._take_time()
        return self.events

    def wait(self) -> float | None:
        return self.wish

    def _take_time(self) -> None:
        self.clock_hand.now += 1
        assert self.watch is not None
        self.seen.append(self.watch.busy_s)


@pytest.fixture
def clock() -> Clock:
    """The time of a test."""
    return Clock()


@pytest.fixture
def engine(clock: Clock) -> ScriptedEngine:
    """An engine that is watched."""
    engine = ScriptedEngine(clock)
    engine.watch = Observation(clock)
    return engine


def seen(engine: ScriptedEngine) -> Observation:
    """What is seen of it."""
    assert engine.watch is not None
    return engine.watch


def test_a_call_is_busy_until_it_returns(engine: ScriptedEngine, clock: Clock) -> None:
    """By an exception too; between calls the engine is at rest, however long."""
    watched = observe(engine, seen(engine))
    watched.open(JOB)
    watched.step([0])
    with pytest.raises(ValueError, match="0"):
        watched.feed(0, "")
    clock.now += 3600
    assert engine.seen == [1, 1, 1]
    assert seen(engine).busy_s == 0


def test_what_is_no_call_passes(engine: ScriptedEngine) -> None:
    """The engine's info is its own."""
    assert observe(engine, seen(engine)).info is engine.info


def test_the_engine_itself_is_told_whom_to_ask(engine: ScriptedEngine, clock: Clock) -> None:
    """What it asks of a lead is no call of it, and takes none of its time."""
    watched = observe(engine, seen(engine))
    assert watched.ahead_s(1) == 0
    watched.ahead_s = lambda utterance: utterance / 2
    clock.now += 1
    assert (engine.ahead_s(3), watched.ahead_s(3)) == (1.5, 1.5)
    assert (engine.seen, seen(engine).busy_s) == ([], 0)


def test_how_many_were_advanced_is_the_engines_own(engine: ScriptedEngine) -> None:
    """Anew after each step."""
    watched = observe(engine, seen(engine))
    assert watched.advanced is None
    for count in (3, 0, 5):
        engine.advanced = count
        assert watched.advanced == count


def fruitless(engine: ScriptedEngine, clock: Clock, *, whole: bool = True) -> float:
    """The silence after ten steps of an utterance, a second apart."""
    watched = observe(engine, seen(engine))
    watched.open(JOB)
    if whole:
        watched.finish(JOB.id)
    for _ in range(10):
        watched.wait()
        watched.step([JOB.id])
        clock.now += 1
    return seen(engine).silent_s


def test_steps_that_give_nothing_are_silence(engine: ScriptedEngine, clock: Clock) -> None:
    """Counted from the first of them to the last."""
    assert fruitless(engine, clock) == 18


def test_no_silence_while_text_is_awaited(engine: ScriptedEngine, clock: Clock) -> None:
    """An engine has nothing to say of a text that grows."""
    assert fruitless(engine, clock, whole=False) == 0


@pytest.mark.parametrize("wish", [None, 0.5])
def test_no_silence_without_work(engine: ScriptedEngine, clock: Clock, wish: float | None) -> None:
    """An engine that wants no step, or a later one, says so."""
    engine.wish = wish
    assert fruitless(engine, clock) == 0


def test_speech_ends_silence(engine: ScriptedEngine, clock: Clock) -> None:
    """Any utterance's."""
    engine.events = [Chunk(9, b"\0\0")]
    assert fruitless(engine, clock) == 0


def test_a_silence_in_mid_speech_is_noticed(engine: ScriptedEngine, clock: Clock) -> None:
    """A chunk ends the silence before it, and no debt: what is to follow is awaited."""
    assert fruitless(engine, clock) == 18
    engine.events = [Chunk(JOB.id, b"\0\0")]
    observe(engine, seen(engine)).step([JOB.id])
    assert seen(engine).silent_s == 0
    engine.events = []
    for _ in range(3):
        observe(engine, seen(engine)).step([JOB.id])
    assert seen(engine).silent_s == 2


@pytest.mark.parametrize("end", ["cancelled", "finished after its end", "ended", "resting"])
def test_nothing_is_owed_to_what_is_not_awaited(
    engine: ScriptedEngine, clock: Clock, end: str
) -> None:
    """An utterance that is over, whatever was on its way to it, or that is let rest."""
    watched = observe(engine, seen(engine))
    watched.open(JOB)
    watched.finish(JOB.id)
    if end in ("cancelled", "finished after its end"):
        watched.cancel(JOB.id)
    if end == "finished after its end":
        watched.finish(JOB.id)
    if end == "ended":
        engine.events = [Ended(JOB.id)]
        watched.step([JOB.id])
        engine.events = []
    for _ in range(10):
        watched.wait()
        watched.step([] if end == "resting" else [JOB.id])
        clock.now += 1
    assert seen(engine).silent_s == 0
