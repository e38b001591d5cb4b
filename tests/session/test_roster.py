"""Who runs, who is still heard, who may not come back."""

from rtts.context.context import Context, ContextState
from rtts.protocol.options import SessionOptions, merge_options
from rtts.session.roster import Roster
from rtts.text.language import LanguageTracker

ENGLISH = LanguageTracker("en", {})


def context(name: str | None, handle: int, mode: str = "queue") -> Context:
    """A context of which nothing was sent yet."""
    options = merge_options(SessionOptions(voice="v"), {"on_new_context": mode})[0]
    return Context(name, handle, options, ENGLISH, word_times=True, after=(), now=0.0)


def done(roster: Roster, name: str | None, handle: int, ms: float, mode: str = "queue") -> Context:
    """A context of which so much was sent, and that was all."""
    made = context(name, handle, mode)
    roster.add(made)
    made.playhead.sent(ms, 0.0)
    made.state = ContextState.DONE
    roster.finish(made, 0.0)
    return made


def test_what_lies_ahead_is_counted_over_all_that_was_not_heard() -> None:
    """Also over more short contexts than may be open at once."""
    roster = Roster()
    for handle in range(1, 101):
        done(roster, f"c{handle}", handle, 100.0)
    last = context("last", 101)
    roster.add(last)
    assert roster.ahead_ms(last, 0.0) == 10_000


def test_parallel_contexts_do_not_wait_for_each_other_s_listeners() -> None:
    """Each has its own lead."""
    roster = Roster()
    done(roster, "a", 1, 5000.0)
    beside = context("b", 2, "parallel")
    roster.add(beside)
    assert roster.ahead_ms(beside, 0.0) == 0


def test_who_reports_on_a_later_context_has_heard_the_earlier_ones() -> None:
    """So a report that was missed at an end is made good."""
    roster = Roster()
    first = done(roster, "a", 1, 1000.0)
    second = done(roster, "b", 2, 1000.0)
    roster.played("a", 900, 0.0)
    assert roster.ahead_ms(second, 0.0) == 1100
    roster.played("b", 200, 0.0)
    assert first.heard_out(0.0)
    assert roster.ahead_ms(second, 0.0) == 800


def test_a_context_that_nobody_reports_on_is_heard_by_the_clock() -> None:
    """Also in a session that reported on one before it, all but the last bit of that."""
    roster = Roster()
    done(roster, "a", 1, 5000.0)
    roster.played("a", 4500, 0.0)
    second = context("b", 2)
    roster.add(second)
    second.playhead.sent(9000.0, 5.0)
    assert roster.ahead_ms(second, 5.0) == 9000
    assert roster.ahead_ms(second, 11.0) == 3000


def test_behind_a_listener_who_has_paused_nothing_is_heard() -> None:
    """By its reports it is in the middle of the first, whatever the clock says of the second."""
    roster = Roster()
    done(roster, "a", 1, 5000.0)
    roster.played("a", 2000, 0.0)
    second = done(roster, "b", 2, 800.0)
    third = context("c", 3)
    roster.add(third)
    third.playhead.sent(900.0, 7.0)
    assert roster.ahead_ms(second, 60.0) == 3000 + 800 + 900


def test_names_are_forgotten_in_the_order_of_their_last_use() -> None:
    """A name that is used again and again stays known, whenever it came first."""
    roster = Roster()
    for handle in range(1, 10_200):
        done(roster, "often" if handle % 100 == 1 else f"c{handle}", handle, 0.0)
    assert roster.knows("often")
    assert not roster.knows("c2")
    assert not roster.knows("c9")


def test_what_stands_before_a_new_context() -> None:
    """Everything that is not heard out; in parallel only what bears its name."""
    roster = Roster()
    first = done(roster, "a", 1, 1000.0)
    second = context("b", 2)
    roster.add(second)
    assert roster.before("c", parallel=False, now=0.0) == [first, second]
    assert roster.before("c", parallel=False, now=2.0) == [second]
    assert roster.before("b", parallel=True, now=0.0) == [second]


def test_contexts_that_are_never_heard_out_do_not_pile_up() -> None:
    """A client may stop reporting just before each end; the oldest are let go."""
    roster = Roster()
    for handle in range(1, 1001):
        made = done(roster, f"c{handle}", handle, 100.0, "parallel")
        roster.played(made.name, 80, 0.0)
    assert len(roster.audible(1000.0)) <= 256
