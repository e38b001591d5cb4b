"""What is remembered of sessions that were given up."""

from rtts.resume.lost import LostSession, LostSessions
from rtts.resume.rules import ResumeRules


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
