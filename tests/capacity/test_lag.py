"""How late a server is, and when that is too late."""

from itertools import pairwise
from typing import NamedTuple

import pytest

from rtts.capacity.lag import Lag

LIMIT_S = 0.1
LATE, FAIR, CALM = 0.3, 0.08, 0.01


class Case(NamedTuple):
    """Looks, ten a second, and what they come to."""

    fact: str
    looks: list[float]
    too_late: bool


CASES = [
    Case("nothing was seen yet", [], too_late=False),
    Case("always in time", [CALM] * 100, too_late=False),
    Case("one long moment", [CALM] * 20 + [5.0] + [CALM] * 5, too_late=False),
    Case("half a second", [CALM] * 20 + [LATE] * 5, too_late=False),
    Case("most of a second", [CALM] * 20 + [LATE] * 8, too_late=True),
    Case("most of the first second", [LATE] * 8, too_late=True),
    Case("most of a second, with breaks", [LATE, LATE, LATE, LATE, CALM] * 2, too_late=True),
    Case("every other look", [LATE, CALM] * 20, too_late=False),
    Case("just below the limit", [0.099] * 50, too_late=False),
    Case("calm for one second only", [LATE] * 10 + [CALM] * 10, too_late=True),
    Case("calm for two seconds", [LATE] * 10 + [CALM] * 20, too_late=False),
    Case("calm for most of them", [LATE] * 10 + [*[CALM] * 9, LATE] * 2, too_late=False),
    Case("no longer late, but not calm", [LATE] * 10 + [FAIR] * 100, too_late=True),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.fact)
def test_when_a_server_is_too_late(case: Case) -> None:
    """Slow in, and slower out."""
    lag = Lag(LIMIT_S)
    for late_s in case.looks:
        lag.note(late_s)
    assert lag.too_late is case.too_late


def test_it_does_not_flap_at_the_limit() -> None:
    """Looks on both sides of it change the answer once."""
    lag, answers = Lag(LIMIT_S), list[bool]()
    for number in range(300):
        lag.note(0.11 if number % 10 else 0.09)
        answers.append(lag.too_late)
    assert sum(a != b for a, b in pairwise(answers)) == 1
