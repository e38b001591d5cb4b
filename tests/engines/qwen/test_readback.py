"""Results that are on their way stay what they are until they were looked at."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from rtts.engines.qwen.lanes import HostLane
from rtts.engines.qwen.readback import Landing, Readback

SIZES = st.tuples(st.integers(1, 4), st.integers(1, 9))


@given(actions=st.lists(st.one_of(SIZES, st.none()), max_size=30), count=st.integers(1, 3))
def test_no_result_is_changed_by_a_later_one(
    actions: list[tuple[int, int] | None], count: int
) -> None:
    """However many are on their way, in order; what was copied of one is nobody else's."""
    pool = Readback(12, torch.int64, device="cpu", count=count)
    flying: list[tuple[Landing, torch.Tensor]] = []
    copies: list[tuple[bytes, torch.Tensor]] = []
    for number, shape in enumerate(actions):
        if shape is not None:
            result = torch.arange(shape[0] * shape[1]).view(shape) + 1000 * number
            flying.append((pool.fetch(result, HostLane()), result.clone()))
            result.zero_()
        elif flying:
            landing, expected = flying.pop(0)
            copies.append((landing.read().tobytes(), expected))
            landing.give_back()
        for landing, expected in flying:
            assert landing.read().tolist() == expected.tolist()
    for copied, expected in copies:
        assert copied == expected.numpy().tobytes()


def test_buffers_are_lent_again() -> None:
    """What is read in time needs no further memory."""
    pool = Readback(8, torch.int16, device="cpu", count=2)
    rooms = {room.data_ptr() for room in pool.free}
    for _ in range(10):
        landings = [pool.fetch(torch.ones(2, 3, dtype=torch.int16), HostLane()) for _ in range(2)]
        assert {landing.target.data_ptr() for landing in landings} == rooms
        for landing in landings:
            landing.give_back()
