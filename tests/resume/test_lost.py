"""What is remembered of sessions that were given up."""

import asyncio

from rtts.resume.lost import LostSession, LostSessions
from rtts.resume.resume import Resumptions
from rtts.resume.rules import ResumeRules
from tests.support.virtual import run_virtual


class Clock:
    """A clock that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


EXPIRED, UNKNOWN = LostSession("expired"), LostSession("unknown")


def test_it_is_told_once_to_whom_it_belonged() -> None:
    """Another key learns nothing, and takes nothing away."""
    lost = LostSessions(Clock())
    lost.bury(["a", "b"], "key", EXPIRED, ResumeRules())
    assert lost.tell("a", "other") == UNKNOWN
    assert [lost.tell("a", "key"), lost.tell("a", "key")] == [EXPIRED, UNKNOWN]
    assert lost.tell("b", "key") == EXPIRED


def test_it_is_forgotten_after_a_while() -> None:
    """Whoever comes later than `lost_kept_s` is told of nothing."""
    clock = Clock()
    lost = LostSessions(clock)
    lost.bury(["a", "b"], "key", EXPIRED, ResumeRules(lost_kept_s=60))
    clock.now += 60
    assert lost.tell("a", "key") == EXPIRED
    clock.now += 0.1
    assert lost.tell("b", "key") == UNKNOWN


def test_no_more_than_so_many_are_kept() -> None:
    """The oldest go first."""
    lost = LostSessions(Clock())
    for token in "abcd":
        lost.bury([token], "key", EXPIRED, ResumeRules(lost_kept=2))
    assert [token for token in "abcd" if lost.tell(token, "key") == EXPIRED] == ["c", "d"]


def test_nothing_is_held_of_what_is_told_no_more() -> None:
    """It is what was said to somebody: it goes when its time is over, and not with the next one."""

    async def scenario() -> list[str]:
        home = Resumptions(ResumeRules(lost_kept_s=60), asyncio.get_running_loop().time)
        held = []
        home.bury(["a"], "key", EXPIRED)
        await asyncio.sleep(30)
        home.bury(["b", "c"], "key", EXPIRED)
        for seconds in (29, 3, 30):
            await asyncio.sleep(seconds)
            held.append(repr(home._lost))
        return held

    assert run_virtual(scenario()) == [f"<LostSessions tokens={n}>" for n in (3, 2, 0)]
