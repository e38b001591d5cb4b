"""The forecast of a server's own capacity."""

import random
from dataclasses import dataclass, field
from typing import NamedTuple

import pytest

from rtts.capacity.strain import EAGER, Strain, Stream

LOOK_S = 0.1


def measured(capacity: float, threads: int = 2) -> Strain:
    """One that has learnt that so many seconds of audio take a second of the loop."""
    strain, stream = Strain(threads), Stream()
    for _ in range(10):
        stream.made_s += capacity
        strain.look(1.0, 1.0, [stream])
    strain.look(100.0, 0.0, [])
    return strain


def steady(speed: float, count: int) -> list[Stream]:
    """Streams that have gone at one speed for long."""
    streams = [Stream() for _ in range(count)]
    for each in streams:
        each.look(1.0, 2.0)
        each.speed = speed
    return streams


def listen(strain: Strain, streams: list[Stream], speed: float) -> None:
    """Ten looks at streams that go at this speed, on a server that can make 100 s a second."""
    for _ in range(10):
        for each in streams:
            each.made_s += speed * LOOK_S
        strain.look(LOOK_S, speed * LOOK_S * len(streams) / 100, streams)


class Case(NamedTuple):
    """Who speaks on a server that can make 100 s of audio a second, and what follows."""

    fact: str
    speakers: int
    speed: float
    """Of each, in seconds of audio a second."""
    carries: bool
    unseen: int = 0


CASES = [
    Case("nobody speaks", 0, 0.0, carries=True),
    Case("half of it is needed", 50, 1.0, carries=True),
    Case("there is room for one that begins", 75, 1.0, carries=True),
    Case("there is room for one, but not while it begins", 77, 1.0, carries=False),
    Case("all that may be is needed", 80, 1.0, carries=False),
    Case("more than there is is needed", 300, 1.0, carries=False),
    Case("many are silent", 300, 0.0, carries=True),
    Case("many are silent most of the time", 150, 0.4, carries=True),
    Case("a few take all they can get", 12, 6.0, carries=True),
    Case("too many take all they can get", 25, 4.0, carries=False),
    Case("some were let in just now", 50, 1.0, carries=True, unseen=6),
    Case("a crowd was let in just now", 50, 1.0, carries=False, unseen=7),
    Case("a crowd was let in, and nobody speaks yet", 0, 0.0, carries=False, unseen=20),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.fact)
def test_what_a_server_carries(case: Case) -> None:
    """As much as leaves it a fifth of its time, each that begins counted for several."""
    strain, streams = measured(100), steady(case.speed, case.speakers)
    listen(strain, streams, case.speed)
    assert strain.capacity == pytest.approx(100, rel=0.01)
    assert strain.carries_one_more(case.unseen) is case.carries


def test_an_unknown_cost_refuses_nobody() -> None:
    """Half a second of work is measured first."""
    strain, streams = Strain(2), [Stream() for _ in range(1000)]
    for each in streams:
        each.made_s += 0.001
    strain.look(0.4, 0.4, streams)
    assert strain.carries_one_more(1000)


def test_a_lone_listener_is_served_by_the_slowest_server() -> None:
    """Though it is more than the server can; the second is refused."""
    strain = measured(0.5)
    assert strain.carries_one_more(0)
    strain.look(LOOK_S, 0.0, [Stream()])
    assert not strain.carries_one_more(0)


@pytest.mark.parametrize(
    ("loop_s", "busy_s", "late_s", "capacity"),
    [
        (0.5, 0.1, 0.0, 20.0),  # the loop is the limit
        (0.1, 1.0, 0.0, 20.0),  # two threads, each busy for half of the time
        (0.1, 0.1, 0.0, 100.0),
        (0.1, 0.1, 0.5, 10.0),  # nobody looks busy, and all is late
        (0.5, 0.1, 0.01, 20.0),  # a moment is not late
    ],
)
def test_the_slowest_part_is_the_limit(
    loop_s: float, busy_s: float, late_s: float, capacity: float
) -> None:
    """The loop, the threads together, or what keeps both waiting. All make 10 s in a second."""
    strain, stream = Strain(2), Stream()
    for _ in range(100):
        stream.made_s += 10
        stream.busy_s += busy_s
        strain.look(1.0, loop_s, [stream], late_s)
    assert strain.capacity == pytest.approx(capacity)


def test_a_server_that_idles_forgets_nothing() -> None:
    """What the loop does while nobody speaks is no cost of audio."""
    strain, streams = measured(100), steady(0.0, 3)
    for _ in range(10_000):
        strain.look(LOOK_S, 0.01, streams)
    assert strain.capacity == pytest.approx(100, rel=0.01)


def test_a_slower_server_is_noticed_within_seconds() -> None:
    """As when a neighbour takes half of the machine."""
    strain, stream = measured(100), Stream()
    for _ in range(60):
        stream.made_s += 50 * LOOK_S
        strain.look(LOOK_S, LOOK_S, [stream])
    assert strain.capacity == pytest.approx(50, rel=0.2)


def test_while_the_server_is_busy_speed_says_nothing() -> None:
    """Each goes as slowly as it is served, but for those that are silent."""
    strain, streams, silent = measured(100), steady(1.5, 10), steady(0.0, 10)
    for _ in range(30):
        for each in streams:
            each.made_s += 1.5 * LOOK_S
        strain.look(LOOK_S, LOOK_S, [*streams, *silent])
    assert strain.busy > 0.9
    assert (strain.speaking, strain.demand) == (10, 10 * EAGER)


def test_who_begins_counts_for_several_until_its_speed_is_known() -> None:
    """Then with what it takes, and with nothing when it is silent."""
    strain, stream = measured(100), Stream()
    strain.look(0.001, 0.0, [stream])
    begun = strain.demand
    listen(strain, [stream], 1.0)
    listen(strain, [stream], 1.0)
    listen(strain, [stream], 1.0)
    speaking = strain.demand
    for _ in range(10):
        listen(strain, [stream], 0.0)
    assert begun == pytest.approx(EAGER, rel=0.01)
    assert speaking == pytest.approx(1.0, rel=0.15)
    assert strain.demand < 0.01


# The forecast at work: a server of known speed, in simulated time.

CAPACITY = 200.0
TURN_S = 7.0
RETRY_S = 2.0


@dataclass
class Listener:
    """One that asks for turn after turn."""

    asks_at: float
    paced: bool
    stream: Stream | None = None
    made_s: float = 0.0
    began_at: float = 0.0
    first_at: float | None = None
    bad: bool = False
    outcomes: list[bool] = field(default_factory=list)
    """Of each turn since the warming up, whether it was good."""

    def wants_s(self, now: float) -> float:
        """Audio that it would take now."""
        rest_s = TURN_S - self.made_s
        return min(rest_s, now - self.began_at + 1.0 - self.made_s) if self.paced else rest_s


def crowd(listeners: int, *, guarded: bool = True, paced: bool = False) -> tuple[float, float]:
    """The share of the capacity that good turns took, and of good ones among the turns.

    The server shares what it can make evenly among those who want some: the worst that is likely.
    """
    rng = random.Random(7)
    strain, seconds, warm_s = Strain(2), 40.0, 10.0
    members = [Listener(rng.uniform(0, TURN_S), paced) for _ in range(listeners)]
    for step in range(int(seconds / LOOK_S)):
        now, unseen = step * LOOK_S, 0
        for each in members:
            if each.stream is None and each.asks_at <= now:
                if not guarded or strain.carries_one_more(unseen):
                    unseen += 1
                    each.stream, each.began_at, each.made_s = Stream(), now, 0.0
                    each.first_at, each.bad = None, False
                else:
                    each.asks_at = now + RETRY_S
        used = share_out([m for m in members if m.stream is not None], now, rng)
        strain.look(LOOK_S, used * LOOK_S, [m.stream for m in members if m.stream is not None])
        for each in members:
            if each.stream is not None and each.made_s >= TURN_S - 1e-9:
                if now >= warm_s:
                    each.outcomes.append(not each.bad)
                each.stream = None
                each.asks_at = (each.first_at or now) + TURN_S
    turns = [good for each in members for good in each.outcomes]
    return sum(turns) * TURN_S / CAPACITY / (seconds - warm_s), sum(turns) / len(turns)


def share_out(speaking: list[Listener], now: float, rng: random.Random) -> float:
    """Make audio for a tenth of a second; returns which share of the time that took."""
    left_s = CAPACITY * LOOK_S * rng.uniform(0.8, 1.2)
    budget_s = left_s
    for count, each in zip(
        range(len(speaking), 0, -1),
        sorted(speaking, key=lambda each: each.wants_s(now)),
        strict=True,
    ):
        given_s = max(min(each.wants_s(now), left_s / count), 0.0)
        left_s -= given_s
        each.made_s += given_s
        assert each.stream is not None
        each.stream.made_s += given_s
        if each.first_at is None and given_s:
            each.first_at = now
        late = each.first_at is None and now - each.began_at > 1.0
        ran_dry = each.first_at is not None and each.made_s < min(now - each.first_at, TURN_S)
        each.bad = each.bad or late or ran_dry
    return 1 - left_s / budget_s


def test_without_it_a_crowd_gets_nothing() -> None:
    """Twice what can be carried: everybody stutters."""
    carried, good = crowd(round(2 * CAPACITY), guarded=False)
    assert carried < 0.1
    assert good < 0.1


@pytest.mark.parametrize("times", [1.3, 2, 4])
def test_a_crowd_that_takes_all_it_can_get_is_carried_as_far_as_can_be(times: float) -> None:
    """Nearly all of the capacity goes into good turns, and all that were begun are good."""
    carried, good = crowd(round(times * CAPACITY))
    assert carried >= 0.88
    assert good >= 0.99


@pytest.mark.parametrize("times", [1.3, 2, 4])
def test_a_crowd_that_is_paced_is_carried_as_far_as_may_be(times: float) -> None:
    """A fifth is kept free, and all that were begun are good."""
    carried, good = crowd(round(times * CAPACITY), paced=True)
    assert carried >= 0.7
    assert good >= 0.99


def test_a_crowd_that_can_be_carried_is_not_refused() -> None:
    """Seven tenths of the capacity are asked for, and are given."""
    carried, good = crowd(round(0.7 * CAPACITY))
    assert carried >= 0.65
    assert good >= 0.99
