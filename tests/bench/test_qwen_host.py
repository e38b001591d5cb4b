"""What the host does in a step is measured with everything but networks and codec in it."""

import pytest

from bench.qwen.host import LEADS_S, Spent, make_engine, step_us
from rtts.engines.base import Chunk


@pytest.mark.parametrize("lead_s", LEADS_S)
def test_every_row_is_served(lead_s: float) -> None:
    """All rows ride in each step, and what they say is told, a frame or several at a time."""
    engine = make_engine(6, lead_s, Spent())
    chunks: list[Chunk] = []
    for _ in range(12):
        chunks += [each for each in engine.step(range(6)) if isinstance(each, Chunk)]
        assert engine.advanced == 6
    assert {each.id for each in chunks} == set(range(6))
    frames = {len(each.pcm) // 3840 for each in chunks}
    assert frames == ({1} if lead_s == 0 else {1, 2, 4})


def test_what_networks_take_is_no_cost_of_the_host() -> None:
    """The best is no more than the middle, and both are above nothing."""
    best, middle = step_us(4, 0.0)
    assert 0 < best <= middle
