"""Who may have caused a worker's death."""

from hypothesis import given
from hypothesis import strategies as st

from rtts.worker.blame import Record, convict, to_try


def record(**fields: object) -> Record:
    """One that is at the worker, with text."""
    return Record(**{"here": True, "speakable": True, **fields})  # type: ignore[arg-type]


def test_the_first_death_is_an_accident() -> None:
    """It counts against all that were there, and nobody is given up or held back."""
    records = [record(heard=heard) for heard in (False, True) for _ in range(25)]
    assert convict(records) == to_try(records) == []
    assert {each.deaths for each in records} == {1}


def test_a_second_death_convicts_the_only_suspect() -> None:
    """Whether or not the worker had spoken some of it."""
    for heard in (False, True):
        alone = record(deaths=1, heard=heard)
        assert convict([alone]) == [alone]


def test_those_that_were_not_there_have_caused_nothing() -> None:
    """Nor have those without text to speak; so the other is the only suspect."""
    absent, silent, guilty = record(here=False), record(speakable=False), record(deaths=1)
    assert convict([absent, silent, guilty]) == [guilty]
    assert (absent.deaths, silent.deaths) == (0, 0)


def test_nothing_is_held_against_what_nothing_is_known_of() -> None:
    """One that was never opened is not there, and one that was never fed has no text."""
    strangers = [Record(), Record(here=True), Record(speakable=True)]
    assert convict(strangers) == []
    assert {each.deaths for each in strangers} == {0}


def test_several_suspects_are_tried_one_by_one() -> None:
    """All of them, as soon as there is one of whom it is known that two workers died on it."""
    twice, once, never = record(deaths=1), record(), record(here=False)
    assert convict([twice, once, never]) == []
    assert to_try([twice, once, never]) == [twice, once]


def test_the_one_on_trial_is_convicted() -> None:
    """Those before it were spoken without harm, those behind it were not there."""
    cleared = [record(deaths=2, heard=True) for _ in range(20)]
    waiting = [record(deaths=2, here=False) for _ in range(20)]
    guilty = record(deaths=2)
    assert convict([*cleared, guilty, *waiting]) == [guilty]
    assert {each.deaths for each in cleared + waiting} == {2}


@given(st.integers(1, 60), st.data())
def test_one_deadly_text_costs_three_workers_and_itself(count: int, data: st.DataObject) -> None:
    """Among any number, wherever it stands in the order, and no other is given up."""
    records = [Record() for _ in range(count)]
    deadly = records[data.draw(st.integers(0, count - 1))]
    lives, lost = 0, []
    while deadly not in lost:
        lives += 1
        live(records, deadly)
        lost += convict(records)
    assert lost == [deadly]
    assert lives == (2 if count == 1 else 3)


def live(records: list[Record], deadly: Record) -> None:
    """One worker's life: all that are not tried at once, then the others one by one."""
    tried = to_try(records)
    for each in records:
        each.here = False
    at_once = [each for each in records if each not in tried]
    for each in at_once:
        each.arrive()
        each.speakable = True
    if deadly in at_once:
        return
    for each in tried:
        each.arrive()
        if each is deadly:
            return
        each.heard = True
