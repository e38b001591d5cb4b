"""What the rules come to: simulated listeners at loads around what an engine can carry."""

import pytest

from bench.scheduling import BATCH, ENGINES, POLICIES, SERIAL, EngineModel, Outcome, simulate

SECONDS = 15.0
OURS = POLICIES["by deadline"]


def run(model: EngineModel, policy: str, load: float, *, admission: bool, seed: int = 1) -> Outcome:
    """A short run."""
    return simulate(model, POLICIES[policy], load, admission=admission, seconds=SECONDS, seed=seed)


@pytest.mark.parametrize("load", [0.5, 0.8, 1.0, 1.3])
@pytest.mark.parametrize("model", ENGINES, ids=lambda model: model.name)
def test_no_other_order_serves_more(model: EngineModel, load: float) -> None:
    """Neither arrival nor taking turns lets more listeners begin in time and never run dry."""
    good = {name: run(model, name, load, admission=False).good for name in POLICIES}
    assert good["by deadline"] == max(good.values())


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("load", [1.3, 2.0])
@pytest.mark.parametrize("model", ENGINES, ids=lambda model: model.name)
def test_beyond_its_capacity_it_gives_what_it_can(
    model: EngineModel, load: float, seed: int
) -> None:
    """The engine stays in use for turns that are good, and who is let in is served well."""
    outcome = run(model, "by deadline", load, admission=True, seed=seed)
    assert outcome.carried >= 0.9
    assert outcome.good_of_admitted >= 0.99
    assert outcome.refused > 0


@pytest.mark.parametrize("model", ENGINES, ids=lambda model: model.name)
def test_who_can_be_carried_is_let_in(model: EngineModel) -> None:
    """At eight tenths of its capacity nobody is refused, and every turn is good."""
    outcome = run(model, "by deadline", 0.8, admission=True)
    assert (outcome.refused, outcome.good) == (0, 1)


def test_overload_makes_nobody_stutter_who_is_heard() -> None:
    """Even where all are let in: those who would begin wait."""
    outcome = run(BATCH, "by deadline", 1.3, admission=False)
    assert outcome.good < 0.9
    assert outcome.stuttered < 0.02
    assert run(BATCH, "round robin", 1.3, admission=False).stuttered > 0.3


def test_the_same_seed_is_the_same_run() -> None:
    """A figure can be had again."""
    one, other = (run(SERIAL, "by deadline", 1.3, admission=True) for _ in range(2))
    assert one == other
