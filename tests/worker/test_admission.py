"""Who may begin, by what the worker says of its load."""

from collections import deque
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rtts.worker.admission import Admission, AdmissionRules, Admit, Overloaded
from rtts.worker.load import EngineLoad

RULES = AdmissionRules(first_audio_target_ms=1000, max_queue=10)
BUSY = EngineLoad(live=50, capacity=100.0, per_waiting_ms=50)
SLOW = replace(BUSY, projected_first_ms=900)


class Case(NamedTuple):
    """A load, and whether one more may begin."""

    fact: str
    load: EngineLoad | None
    admitted: bool
    let_in: int = 0
    """Of whom the load does not know."""
    speaking: int = 0


CASES = [
    Case("no worker yet", None, admitted=True),
    Case("no worker, and a queue before it", None, admitted=False, let_in=10),
    Case("an idle engine", EngineLoad(), admitted=True),
    Case("half its capacity", BUSY, admitted=True),
    Case("first audio soon enough", replace(BUSY, projected_first_ms=490), admitted=True),
    Case("first audio too late", replace(BUSY, projected_first_ms=510), admitted=False),
    Case(
        "those on the way wait too",
        replace(BUSY, projected_first_ms=300),
        admitted=False,
        let_in=5,
    ),
    Case("nearly all its capacity", replace(BUSY, live=91), admitted=True),
    Case("all its capacity", replace(BUSY, live=92), admitted=False),
    Case("those on the way listen too", replace(BUSY, live=88), admitted=False, let_in=4),
    Case("all its capacity, some between sentences", BUSY, admitted=False, speaking=92),
    Case("nearly all, some between sentences", BUSY, admitted=True, speaking=91),
    Case("who speaks is open at the engine too", BUSY, admitted=True, let_in=9, speaking=59),
    Case(
        "who speaks does not wait",
        replace(BUSY, projected_first_ms=480),
        admitted=True,
        speaking=80,
    ),
    Case("a capacity not known yet", replace(BUSY, live=92, capacity=0.0), admitted=True),
    Case("a full queue", replace(BUSY, waiting=10), admitted=False),
    Case(
        "one listener of a slow engine, one on the way",
        replace(SLOW, live=1, capacity=0.0),
        admitted=False,
        let_in=1,
    ),
    Case("a lone listener of a slow engine", replace(SLOW, live=0, capacity=0.5), admitted=True),
]


def having_let_in(count: int, load: EngineLoad | None) -> Admission:
    """One that has let in so many since the worker published this load."""
    admission = Admission(RULES)
    admission._load, admission._let_in = load, deque([0.0] * count)
    return admission


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.fact)
def test_who_may_begin(case: Case) -> None:
    """Whoever can be served in time, without harm to those who listen."""
    answer = having_let_in(case.let_in, case.load).decide(
        case.load, now=0.0, speaking=case.speaking
    )
    assert isinstance(answer, Admit) is case.admitted


def test_refusing_does_not_flap() -> None:
    """Once first audio was too late, it has to be clearly sooner before anyone is let in."""
    admission = Admission(RULES)
    answers = [
        isinstance(admission.decide(replace(BUSY, projected_first_ms=ms), now=0.0), Admit)
        for ms in (490, 510, 490, 430, 410, 490, 510)
    ]
    assert answers == [True, False, False, False, True, True, False]


def test_an_engine_that_fell_idle_takes_the_next() -> None:
    """However bad its last measures were; and it is trusted again as one that never was slow."""
    admission = Admission(RULES)
    assert isinstance(admission.decide(SLOW, now=0.0), Overloaded)
    assert isinstance(admission.decide(replace(SLOW, live=0), now=0.0), Admit)
    assert isinstance(admission.decide(replace(BUSY, projected_first_ms=490), now=0.0), Admit)


def test_a_crowd_between_two_loads_is_counted() -> None:
    """Who was let in weighs at once, not when the worker has told of it."""
    admission = Admission(RULES)
    load = replace(BUSY, projected_first_ms=300)
    answers = [isinstance(admission.decide(load, now=0.0), Admit) for _ in range(50)]
    assert answers == [True] * 5 + [False] * 45
    assert isinstance(admission.decide(replace(load), now=0.1), Admit)


def test_who_was_let_in_and_never_spoke_is_forgotten() -> None:
    """Contexts that stay empty fill no queue."""
    admission = Admission(RULES)
    for second in range(100):
        assert isinstance(admission.decide(BUSY, now=2.0 * second), Admit)


@pytest.mark.parametrize(("projected_ms", "retry_s"), [(700, 1), (4000, 4), (90_000, 30)])
def test_a_refusal_says_when_to_come_back(projected_ms: float, retry_s: float) -> None:
    """After what first audio would take; not at once, and not in an hour. With a sentence."""
    load = replace(BUSY, projected_first_ms=projected_ms)
    answer = Admission(RULES).decide(load, now=0.0)
    assert isinstance(answer, Overloaded)
    assert answer.retry_after_s == pytest.approx(retry_s)
    assert answer.reason.endswith(".")


@given(
    load=st.builds(
        EngineLoad,
        live=st.integers(0, 300),
        waiting=st.integers(0, 20),
        capacity=st.floats(0, 300),
        projected_first_ms=st.floats(0, 3000),
        per_waiting_ms=st.floats(0, 300),
    ),
    more=st.fixed_dictionaries(
        {"live": st.integers(0, 9), "waiting": st.integers(0, 9), "projected": st.floats(0, 99)}
    ),
    let_in=st.integers(0, 20),
)
def test_more_load_lets_nobody_in(load: EngineLoad, more: dict[str, Any], let_in: int) -> None:
    """Who is refused at a load is refused at a higher one."""
    higher = replace(
        load,
        live=load.live + more["live"],
        waiting=load.waiting + more["waiting"],
        projected_first_ms=load.projected_first_ms + more["projected"],
    )
    if isinstance(having_let_in(let_in, load).decide(load, 0.0), Overloaded):
        assert isinstance(having_let_in(let_in, higher).decide(higher, 0.0), Overloaded)
