"""Who speaks next. Nothing here waits: times are told."""

import random
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.worker.scheduler import Decision, Scheduler, SchedulingRules

RULES = SchedulingRules(margin_s=0.1, rest_s=1.0, patience_s=2.0)
NOW = 100.0
STEP_S = 0.02
NONE: Mapping[str, float] = MappingProxyType({})


class Case(NamedTuple):
    """Utterances by their ids' letters, and who goes first."""

    fact: str
    waits: Mapping[str, float] = NONE
    """Live ones without audio: seconds since they were opened."""
    leads: Mapping[str, float] = NONE
    """Live ones that are heard: seconds of audio ahead."""
    shots: Mapping[str, float] = NONE
    """One-shot requests: seconds since they were opened."""
    order: str = ""
    slots: int = 1


ORDERS = [
    Case("nobody is open"),
    Case("who has waited longest is started first", {"a": 1, "b": 3, "c": 2}, order="bca"),
    Case("the same moment, in the order of ids", {"b": 1, "a": 1, "c": 1}, order="abc"),
    Case("who runs dry first goes first", leads={"a": 0.9, "b": 0.3, "c": 0.6}, order="bca"),
    Case("silence before audio that lasts", {"a": 1}, {"b": 0.9}, order="ab"),
    Case("a gap before silence", {"a": 1}, {"b": 0.01}, order="ba"),
    Case("nearly a gap before silence", {"a": 1}, {"b": 0.13}, order="ba"),
    Case("those who cannot be late", {"a": 1}, {"b": 0.145, "c": 0.145}, order="bac"),
    Case("both fit into one step", {"a": 1}, {"b": 0.145, "c": 0.145}, order="abc", slots=2),
    Case("one-shots go last", {"a": 0}, {"b": 0.9}, {"c": 1.9}, order="abc"),
    Case("patience ends", {"a": 0.0}, {"b": 0.9}, {"c": 2.1}, order="cab"),
    Case("but not before those who wait longer", {"a": 0.2}, {}, {"c": 2.1}, order="ac"),
    Case("nor before a gap", {}, {"b": 0.05}, {"c": 9.0}, order="bc"),
    Case("far ahead rests", {"a": 0}, {"b": 9.0}, order="a"),
    Case("also while a one-shot wants", {}, {"b": 9.0}, {"c": 0}, order="c"),
    Case("not when alone", {}, {"b": 9.0}, order="b"),
    Case("nor when all are far ahead", {}, {"b": 9.0, "c": 8.0}, order="cb"),
]


def steps_of(slots: int, step_s: float = STEP_S) -> Scheduler:
    """A scheduler that has seen steps of that length, of an engine that leaves what it began."""
    scheduler = Scheduler(slots, RULES)
    began = NOW - 30
    for id in (1, 2):
        begin(scheduler, id, began)
    for step in range(20):
        rows = [1 + step % 2] if slots == 1 else range(1, slots + 1)
        scheduler.stepped(Decision((), None), dict.fromkeys(rows, 80.0), began, began + step_s)
        began += step_s
    for id in (1, 2):
        scheduler.closed(id)
    return scheduler


def begin(scheduler: Scheduler, id: int, now: float, *, live: bool = True) -> None:
    """Open an utterance whose text is there."""
    scheduler.opened(id, now, live=live)
    scheduler.fed(id, now)


def play(scheduler: Scheduler, id: int, lead_s: float, now: float) -> None:
    """Open one whose listener hears something."""
    begin(scheduler, id, now)
    scheduler.lead(id, lead_s * 1000, now)


@pytest.mark.parametrize("case", ORDERS, ids=lambda case: case.fact)
def test_order(case: Case) -> None:
    """Who runs dry first is served first."""
    scheduler = steps_of(case.slots)
    for name, wait_s in case.waits.items():
        begin(scheduler, ord(name), NOW - wait_s)
    for name, lead_s in case.leads.items():
        play(scheduler, ord(name), lead_s, NOW)
    for name, wait_s in case.shots.items():
        begin(scheduler, ord(name), NOW - wait_s, live=False)
    assert "".join(map(chr, scheduler.decide(NOW).order)) == case.order


# What is ahead of a listener


def test_a_lead_is_used_up_as_time_passes() -> None:
    """What was told a second ago is a second less now."""
    scheduler = steps_of(1)
    play(scheduler, 1, 1.5, NOW)
    play(scheduler, 2, 0.9, NOW + 1)
    assert scheduler.decide(NOW + 1).order == (1, 2)


def test_what_is_made_adds_to_the_lead() -> None:
    """Without waiting for the server to report it."""
    scheduler = steps_of(1)
    play(scheduler, 1, 0.4, NOW)
    play(scheduler, 2, 0.5, NOW)
    decision = scheduler.decide(NOW)
    assert decision.order == (1, 2)
    scheduler.stepped(decision, {1: 300.0}, NOW, NOW + STEP_S)
    assert scheduler.decide(NOW + STEP_S).order == (2, 1)


def test_a_listener_who_ran_dry_goes_on_with_what_comes() -> None:
    """A gap is no debt: 200 ms made after it are 200 ms ahead."""
    scheduler = steps_of(1)
    for id in (1, 2):
        begin(scheduler, id, NOW)
    scheduler.stepped(scheduler.decide(NOW), {1: 100.0, 2: 100.0}, NOW, NOW + STEP_S)
    scheduler.stepped(scheduler.decide(NOW + 5), {1: 200.0}, NOW + 5, NOW + 5)
    scheduler.lead(2, 199.0, NOW + 5)
    assert scheduler.decide(NOW + 5).order == (2, 1)
    scheduler.lead(2, 201.0, NOW + 5)
    assert scheduler.decide(NOW + 5).order == (1, 2)


def test_a_listener_of_an_earlier_sentence_is_no_beginner() -> None:
    """An utterance that has made nothing goes by what its listener still hears."""
    scheduler = steps_of(1)
    play(scheduler, 1, 0.8, NOW)
    begin(scheduler, 2, NOW)
    assert scheduler.decide(NOW).order == (2, 1)
    assert scheduler.decide(NOW + 0.7).order == (1, 2)


# Who rests


def test_who_rests_is_looked_at_in_time() -> None:
    """`wait_s` is how long until it has no more ahead than is enough."""
    scheduler = steps_of(1)
    play(scheduler, 1, 3.0, NOW)
    begin(scheduler, 2, NOW)
    decision = scheduler.decide(NOW)
    assert (decision.order, decision.resting) == ((2,), 1)
    enough_s = RULES.margin_s + STEP_S + RULES.rest_s
    assert decision.wait_s is not None
    assert decision.wait_s == pytest.approx(3.0 - enough_s)
    assert scheduler.decide(NOW + decision.wait_s - 0.01).order == (2,)
    assert scheduler.decide(NOW + decision.wait_s + 0.01).order == (2, 1)


def test_nobody_rests_for_those_who_have_nothing_to_say() -> None:
    """That is seen from a step that gave nothing, until there is more text."""
    scheduler = steps_of(1)
    play(scheduler, 1, 9.0, NOW)
    play(scheduler, 2, 0.5, NOW)
    decision = scheduler.decide(NOW)
    assert decision.order == (2,)
    scheduler.stepped(decision, {}, NOW, NOW)
    assert scheduler.decide(NOW) == ((2, 1), None, 0)
    scheduler.fed(2, NOW)
    assert scheduler.decide(NOW).order == (2,)


def test_an_utterance_without_text_keeps_nobody_waiting() -> None:
    """It is in the order, and counts for nothing until it is fed."""
    scheduler = steps_of(1)
    scheduler.opened(1, NOW - 9, live=True)
    play(scheduler, 2, 9.0, NOW)
    assert scheduler.decide(NOW).order == (1, 2)
    assert scheduler.load(NOW).waiting == 0
    scheduler.fed(1, NOW)
    assert scheduler.decide(NOW).order == (1,)
    assert scheduler.load(NOW + 1).projected_first_ms == pytest.approx(1000.0)


def test_more_text_does_not_set_a_wait_back() -> None:
    """Who waits for the engine has waited since it was first given text."""
    scheduler = steps_of(1)
    begin(scheduler, 1, NOW)
    begin(scheduler, 2, NOW + 1)
    scheduler.fed(1, NOW + 2)
    assert scheduler.decide(NOW + 2).order == (1, 2)


def test_nobody_waits_for_an_engine_that_lacks_text() -> None:
    """However long the text stays away, until there is more."""
    scheduler = steps_of(1)
    begin(scheduler, 1, NOW)
    assert scheduler.starved()
    assert scheduler.load(NOW + 9).waiting == 0
    assert not scheduler.starved(), "once is enough"
    scheduler.fed(1, NOW + 9)
    assert scheduler.load(NOW + 9).waiting == 1


# Laws

Told = tuple[str, int, float]
STORIES = st.lists(
    st.tuples(
        st.sampled_from(["open", "shot", "feed", "lead", "step", "empty", "close"]),
        st.integers(1, 9),
        st.floats(0, 3),
    ),
    max_size=60,
)


def tell(scheduler: Scheduler, story: Iterable[Told]) -> tuple[set[int], float]:
    """What happened, a moment apart; returns who is open then, and when it is."""
    now, opened = NOW, set[int]()
    for what, id, amount in story:
        now += amount / 10
        if what in {"open", "shot"} and id not in opened:
            scheduler.opened(id, now, live=what == "open")
            opened.add(id)
        elif what == "feed":
            scheduler.fed(id, now)
        elif what == "lead":
            scheduler.lead(id, amount * 1000, now)
        elif what == "close":
            scheduler.closed(id)
            opened.discard(id)
        elif what in {"step", "empty"}:
            decision = scheduler.decide(now)
            made = dict.fromkeys(decision.order[:2] if what == "step" else (), amount * 1000)
            scheduler.stepped(decision, made, now, now + amount / 50)
            now += amount / 50
    return opened, now


@given(STORIES, st.integers(1, 4))
def test_nobody_is_lost(story: list[Told], slots: int) -> None:
    """Each that is open is named once or rests, and nobody else; who rests does so for others."""
    scheduler = Scheduler(slots, RULES)
    opened, now = tell(scheduler, story)
    decision = scheduler.decide(now)
    assert len(set(decision.order)) == len(decision.order)
    assert set(decision.order) <= opened
    assert len(decision.order) + decision.resting == len(opened)
    assert (decision.wait_s is None) == (decision.resting == 0)
    assert decision.order or not opened


@given(STORIES, st.integers(1, 4))
def test_the_order_follows_from_what_happened(story: list[Told], slots: int) -> None:
    """The same story gives the same order, and to ask changes nothing."""
    one, other = Scheduler(slots, RULES), Scheduler(slots, RULES)
    _, now = tell(one, story)
    tell(other, story)
    assert one.decide(now) == one.decide(now) == other.decide(now)


@given(STORIES, st.integers(1, 9))
def test_a_cancel_removes(story: list[Told], id: int) -> None:
    """At once, and what is told of it later is dropped."""
    scheduler = Scheduler(2, RULES)
    _, now = tell(scheduler, story)
    scheduler.closed(id)
    scheduler.lead(id, 100, now)
    scheduler.fed(id, now)
    scheduler.stepped(Decision((id,), None), {id: 80.0}, now, now)
    assert id not in scheduler.decide(now).order


@given(STORIES)
def test_everyone_is_named_within_bounded_time(story: list[Told]) -> None:
    """Who rests is named once what lies ahead of its listener is used up."""
    scheduler = Scheduler(2, RULES)
    opened, now = tell(scheduler, story)
    longest_s = 3.0 * (len(story) + 1)
    assert set(scheduler.decide(now + longest_s).order) == opened


@settings(max_examples=50, deadline=None)
@given(
    leads=st.lists(st.floats(0.5, 2.0), min_size=1, max_size=12),
    arrivals=st.lists(st.integers(0, 20), min_size=50, max_size=50),
)
def test_those_who_begin_make_nobody_stutter(leads: list[float], arrivals: list[int]) -> None:
    """However many come at once, who could be served in time before still is."""
    slots, step_s, chunk_s = 4, 0.02, 0.1  # carries 20 listeners
    scheduler, now = steps_of(slots, step_s), NOW
    dry_at = {id: now + lead_s for id, lead_s in enumerate(leads, start=1)}
    for id, lead_s in enumerate(leads, start=1):
        play(scheduler, id, lead_s, now)
    newest = 1000
    for count in arrivals:
        for _ in range(count):
            newest += 1
            begin(scheduler, newest, now)
        decision = scheduler.decide(now)
        served = decision.order[:slots]
        scheduler.stepped(decision, dict.fromkeys(served, chunk_s * 1000), now, now + step_s)
        now += step_s
        for id in served:
            if id in dry_at:
                dry_at[id] += chunk_s
            else:  # that was all it had to say
                scheduler.closed(id)
        assert min(dry_at.values()) > now


def test_a_one_shot_request_takes_its_turn() -> None:
    """Among live ones that never end to come, after its patience, and then again."""
    scheduler, now, served_at = steps_of(1), NOW, list[float]()
    begin(scheduler, 1, now, live=False)
    for id in range(2, 500):
        begin(scheduler, id, now)
        decision = scheduler.decide(now)
        first = decision.order[0]
        scheduler.stepped(decision, {first: 100.0}, now, now + STEP_S)
        now += STEP_S
        if first == 1:
            served_at.append(now)
        else:
            scheduler.closed(first)
    waits = [after - before for before, after in zip([NOW, *served_at], served_at, strict=False)]
    assert len(waits) >= 3
    assert all(2.0 <= wait_s <= 2.0 + 10 * STEP_S for wait_s in waits)


# The load


def test_load_counts() -> None:
    """Who listens, who waits and for how long; one-shots delay no listener."""
    scheduler = steps_of(1)
    play(scheduler, 1, 9.0, NOW)
    begin(scheduler, 2, NOW - 3)
    begin(scheduler, 3, NOW - 9, live=False)
    assert scheduler.decide(NOW).resting == 1
    load = scheduler.load(NOW)
    assert (load.live, load.waiting) == (2, 2)
    assert load.projected_first_ms == pytest.approx(3000.0)


def test_projected_first_audio_grows_with_those_who_wait() -> None:
    """By the time that the engine takes for each."""
    scheduler = steps_of(1)
    projected = []
    for id in range(1, 4):
        projected.append(scheduler.load(NOW).projected_first_ms)
        begin(scheduler, id, NOW)
    assert projected == pytest.approx([20.0, 40.0, 60.0])


def test_who_was_passed_over_is_no_queue() -> None:
    """Where a younger one got audio, the engine has time; what hangs refuses nobody else."""
    scheduler = steps_of(1)
    begin(scheduler, 1, NOW)
    begin(scheduler, 2, NOW + 1)
    decision = scheduler.decide(NOW + 5)
    assert scheduler.load(NOW + 5).projected_first_ms >= 5000
    scheduler.stepped(decision, {2: 100.0}, NOW + 5, NOW + 5 + STEP_S)
    load = scheduler.load(NOW + 6)
    assert load.waiting == 1
    assert load.projected_first_ms < 100


def test_an_engine_that_goes_to_the_end_is_known_by_its_utterances() -> None:
    """Where each is spoken whole, 10 steps long, the next waits for 10 steps, not for one."""
    scheduler, now = Scheduler(1, RULES), NOW
    for id in range(1, 9):
        begin(scheduler, id, now)
        for _ in range(10):
            scheduler.stepped(scheduler.decide(now), {id: 80.0}, now, now + STEP_S)
            now += STEP_S
        scheduler.closed(id)
    assert scheduler.load(now).projected_first_ms == pytest.approx(200, rel=0.1)


def test_how_much_lies_ahead_can_be_asked() -> None:
    """As it was told and made, used up as time passes; nothing of one who is not open."""
    scheduler = steps_of(4)
    play(scheduler, 1, 2.0, NOW)
    begin(scheduler, 2, NOW)
    assert scheduler.ahead_s(1, NOW) == pytest.approx(2.0)
    assert scheduler.ahead_s(1, NOW + 0.5) == pytest.approx(1.5)
    assert scheduler.ahead_s(2, NOW + 0.5) == pytest.approx(-0.5)
    assert scheduler.ahead_s(3, NOW) == 0.0
    scheduler.stepped(Decision((1, 2), None), {1: 80.0, 2: 320.0}, NOW, NOW + 1)
    assert scheduler.ahead_s(1, NOW + 1) == pytest.approx(1.08)
    assert scheduler.ahead_s(2, NOW + 1) == pytest.approx(0.32)
    scheduler.closed(1)
    assert scheduler.ahead_s(1, NOW + 1) == 0.0


@pytest.mark.parametrize("chunk", [1, 2, 4])
def test_capacity_does_not_depend_on_how_audio_is_cut(chunk: int) -> None:
    """An engine may give several frames at once of some of those it advances, and later."""
    rng = random.Random(1)
    scheduler = Scheduler(48, RULES)
    now = NOW
    for step in range(400):
        rows = rng.randrange(20, 48)
        seconds = 0.004 + rows * 0.0002
        made = {id: 80.0 * chunk for id in range(rows) if (id + step) % chunk == 0}
        scheduler.stepped(Decision((), None), made, now, now + seconds, rows=rows)
        now += seconds
    expected = 48 * 0.08 / (0.004 + 48 * 0.0002)
    assert scheduler.load(now).capacity == pytest.approx(expected, rel=0.05)


def test_a_step_that_gives_its_audio_later_had_something_to_do() -> None:
    """Those who rest go on resting: a row that was advanced is not one with nothing to say."""
    for rows, resting in ((1, 1), (0, 0)):
        scheduler = steps_of(1)
        begin(scheduler, 1, NOW)
        play(scheduler, 2, 9.0, NOW)
        decision = scheduler.decide(NOW)
        assert decision.resting == 1
        scheduler.stepped(decision, {}, NOW, NOW + STEP_S, rows=rows)
        assert scheduler.decide(NOW + STEP_S).resting == resting


def test_an_engine_that_loses_slots_carries_less() -> None:
    """And who rests is looked at sooner, since a round of all takes longer."""
    scheduler = steps_of(2)
    for id in (1, 2):
        play(scheduler, id, 9.0, NOW)
    begin(scheduler, 3, NOW)
    capacity, wait_s = scheduler.load(NOW).capacity, scheduler.decide(NOW).wait_s
    scheduler.resize(1)
    assert scheduler.load(NOW).capacity < capacity
    sooner_s = scheduler.decide(NOW).wait_s
    assert sooner_s is not None
    assert wait_s is not None
    assert sooner_s < wait_s
