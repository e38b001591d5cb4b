"""When a worker is given up that has not died: rules on a clock that stands until it is set."""

from collections.abc import Callable

import pytest

from rtts.worker.watchdog import Action, Fault, Limits, Verdict, Watchdog

LIMITS = Limits(load_s=100.0, memory_mb=1000.0)


class Watched:
    """A watchdog, its clock, and what it is told at each look."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.now = 1000.0
        self.dog = Watchdog(limits, lambda: self.now)
        self.stopped = False
        self.memory_mb = 100.0

    def speaks(self) -> "Watched":
        """Its engine is built and loaded."""
        self.dog.described()
        self.dog.loaded()
        return self

    def look(self, after: float = 0.5) -> Verdict | None:
        """Look once, so much later."""
        self.now += after
        return self.dog.look(stopped=self.stopped, memory_mb=self.memory_mb)

    def pulse(self, busy_s: float = 0.0, silent_s: float = 0.0) -> None:
        """The worker gives a sign of life."""
        self.dog.hear(busy_s=busy_s, silent_s=silent_s)

    def alive(self, seconds: float) -> Verdict | None:
        """The first verdict in so much time of looks, each of which it answers."""
        return self._first(seconds, self.pulse)

    def deaf(self, seconds: float) -> Verdict | None:
        """The same without an answer."""
        return self._first(seconds, lambda: None)

    def _first(self, seconds: float, between: Callable[[], None]) -> Verdict | None:
        for _ in range(round(seconds / 0.5)):
            verdict = self.look()
            if verdict is not None:
                return verdict
            between()
        return None


def test_a_good_worker_is_left_alone() -> None:
    """However long it is idle, as long as it answers."""
    assert Watched().speaks().alive(3600) is None


def test_a_stopped_worker_is_killed_within_two_looks() -> None:
    """The kernel says so, and it gives no sign: one second, of the two that there are."""
    watched = Watched().speaks()
    watched.alive(10)
    watched.stopped = True
    assert watched.look() is None
    verdict = watched.look()
    assert verdict is not None
    assert (verdict.fault, verdict.action) == (Fault.STOPPED, Action.KILL)


@pytest.mark.parametrize("stage", ["starting", "loading"])
def test_a_worker_can_be_stopped_before_it_speaks(stage: str) -> None:
    """It need not have said anything yet."""
    watched = Watched()
    if stage == "loading":
        watched.dog.described()
    watched.stopped = True
    verdict = watched.deaf(1)
    assert verdict is not None
    assert verdict.fault is Fault.STOPPED


def test_a_short_halt_is_no_fault() -> None:
    """A worker that goes on between two looks has lost nothing."""
    watched = Watched().speaks()
    for _ in range(100):
        watched.stopped = True
        assert watched.look() is None
        watched.stopped = False
        watched.pulse()


def test_a_deaf_worker_has_five_seconds() -> None:
    """It may hold the interpreter, or the machine may be busy; but not for long."""
    watched = Watched().speaks()
    assert watched.deaf(5) is None
    verdict = watched.deaf(0.5)
    assert verdict is not None
    assert (verdict.fault, verdict.action) == (Fault.DEAF, Action.KILL)


def test_a_loading_worker_may_be_deaf_for_a_minute() -> None:
    """An import of a large library holds the interpreter."""
    watched = Watched()
    watched.dog.described()
    assert watched.deaf(60) is None
    verdict = watched.deaf(0.5)
    assert verdict is not None
    assert verdict.fault is Fault.DEAF


def test_a_starting_worker_need_not_answer() -> None:
    """There is nobody yet who could, until its time is over."""
    watched = Watched()
    assert watched.deaf(120) is None
    verdict = watched.deaf(0.5)
    assert verdict is not None
    assert verdict.fault is Fault.START


def test_loading_has_its_own_limit() -> None:
    """Which counts from the moment the engine was built."""
    watched = Watched()
    watched.deaf(100)
    watched.dog.described()
    assert watched.alive(100) is None
    verdict = watched.alive(0.5)
    assert verdict is not None
    assert verdict.fault is Fault.LOAD


def test_loading_is_not_limited_by_itself() -> None:
    """Hours of download are no fault, nor is the long call in which they pass."""
    watched = Watched(Limits())
    watched.dog.described()
    watched.pulse(busy_s=7200)
    assert watched.alive(7200) is None
    watched.pulse(busy_s=7200)
    watched.dog.loaded()
    assert watched.look() is None


@pytest.mark.parametrize(
    ("busy_s", "silent_s", "fault"),
    [(9.9, 0, None), (10.1, 0, Fault.STEP), (0, 9.9, None), (0, 10.1, Fault.SILENCE)],
)
def test_an_engine_has_ten_seconds(busy_s: float, silent_s: float, fault: Fault | None) -> None:
    """To come back from a step, and to say something."""
    watched = Watched().speaks()
    watched.pulse(busy_s, silent_s)
    verdict = watched.look()
    assert (verdict and verdict.fault) == fault


def test_a_heavy_worker_is_asked_then_sent_then_killed() -> None:
    """In good order as long as there is time, and at once above a quarter more."""
    watched = Watched().speaks()
    watched.memory_mb = 1001
    asked = watched.look()
    assert asked is not None
    assert (asked.fault, asked.action) == (Fault.MEMORY, Action.ASK_TO_LEAVE)
    for _ in range(60):
        watched.pulse()
        sent = watched.look()
    assert sent is not None
    assert sent.action is Action.LEAVE
    watched.memory_mb = 1251
    watched.pulse()
    killed = watched.look()
    assert killed is not None
    assert killed.action is Action.KILL
    assert killed.message == "The worker occupies 1251 MiB, and its limit is 1000; it was killed."


def test_memory_that_is_given_back_is_forgotten() -> None:
    """The time to become idle begins anew."""
    watched = Watched().speaks()
    for memory_mb in (1001, 999, 1001):
        watched.memory_mb = memory_mb
        for _ in range(40):
            watched.pulse()
            verdict = watched.look()
    assert verdict is not None
    assert verdict.action is Action.ASK_TO_LEAVE


def test_a_heavy_worker_that_loads_goes_on() -> None:
    """Its replacement would weigh the same; far above the limit it is killed all the same."""
    watched = Watched()
    watched.dog.described()
    watched.memory_mb = 1100
    assert watched.alive(60) is None
    watched.memory_mb = 1300
    verdict = watched.look()
    assert verdict is not None
    assert verdict.action is Action.KILL


def test_time_in_which_nobody_listened_does_not_count() -> None:
    """After a pause of the house itself, the worker has its whole time to answer."""
    watched = Watched().speaks()
    watched.alive(1)
    assert watched.look(after=3600) is None
    watched.pulse()
    assert watched.alive(1) is None


def test_a_pause_counts_as_two_looks() -> None:
    """So one that says nothing over pause after pause is given up all the same."""
    watched = Watched().speaks()
    verdicts = [watched.look(after=3600) for _ in range(6)]
    assert verdicts[:5] == [None] * 5
    assert verdicts[5] is not None
    assert verdicts[5].fault is Fault.DEAF


def test_nothing_is_a_fault_without_limits() -> None:
    """0 switches a rule off, each of them."""
    none = Limits(
        stopped_s=0, deaf_s=0, deaf_loading_s=0, start_s=0, step_s=0, silence_s=0, memory_mb=0
    )
    watched = Watched(none)
    watched.stopped, watched.memory_mb = True, 1e9
    assert watched.deaf(3600) is None
    watched.dog.described()
    assert watched.deaf(3600) is None
    watched.dog.loaded()
    watched.pulse(busy_s=3600, silent_s=3600)
    assert watched.deaf(3600) is None


@pytest.mark.parametrize("fault", list(Fault))
def test_who_answers_for_it(fault: Fault) -> None:
    """What hangs may be an utterance's doing; a signal, memory and a slow start are not."""
    verdict = Verdict(fault, Action.KILL, "")
    assert verdict.excused is (fault not in {Fault.DEAF, Fault.STEP, Fault.SILENCE})
