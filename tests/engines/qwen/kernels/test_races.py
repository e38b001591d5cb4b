"""Kernels whose programs or threads would race on a GPU are found in the interpreter."""

from collections.abc import Iterator
from typing import Any

import pytest
import torch
import triton
import triton.language as tl

from tests.engines.qwen.kernels.conftest import ON_GPU
from tests.engines.qwen.kernels.races import Races, places_of

pytestmark = pytest.mark.skipif(ON_GPU, reason="what is compiled cannot be watched")


@triton.jit
def reversed_kernel(x: Any, out: Any, BARRIER: tl.constexpr, SIZE: tl.constexpr) -> None:
    """Each element goes through memory to another thread, behind a barrier or not."""
    at = tl.program_id(0) * SIZE + tl.arange(0, SIZE)
    tl.store(out + at, tl.load(x + at))
    if BARRIER:
        tl.debug_barrier()
    back = tl.program_id(0) * SIZE + (SIZE - 1 - tl.arange(0, SIZE))
    found = tl.load(out + back)
    if BARRIER:
        tl.debug_barrier()
    tl.store(out + at, found)


@triton.jit
def normed_kernel(x: Any, SIZE: tl.constexpr) -> None:
    """What is loaded is overwritten behind a sum of it."""
    at = tl.arange(0, SIZE)
    values = tl.load(x + at)
    tl.store(x + at, values / tl.sum(values, 0))


@triton.jit
def next_kernel(x: Any, out: Any, STEP: tl.constexpr) -> None:
    """Program p writes place p of `out`, and reads place p + STEP of `x`."""
    tl.store(out + tl.program_id(0), tl.load(x + tl.program_id(0) + STEP))


@pytest.fixture
def seen(races: Races) -> Iterator[set[str]]:
    """The faults of a test, which are not counted against it."""
    yield races.faults
    races.faults.clear()


def lines_of(faults: set[str]) -> str:
    """All of them."""
    return "\n".join(faults)


@pytest.mark.parametrize("barrier", [True, False])
def test_what_was_stored_is_loaded_behind_a_barrier(seen: set[str], *, barrier: bool) -> None:
    """And what was loaded is overwritten behind one."""
    x, out = torch.arange(16.0), torch.zeros(16)
    reversed_kernel[(2,)](x, out, BARRIER=barrier, SIZE=8)
    assert out.tolist() == [*range(7, -1, -1), *range(15, 7, -1)]
    assert ("was stored" in lines_of(seen)) is not barrier
    assert ("was loaded" in lines_of(seen)) is not barrier


def test_a_reduction_is_a_barrier(seen: set[str]) -> None:
    """No thread has the sum before all have loaded."""
    normed_kernel[(1,)](torch.ones(8), SIZE=8)
    assert not seen


@pytest.mark.parametrize("step", [0, 1])
def test_programs_share_nothing_that_is_written(seen: set[str], step: int) -> None:
    """One that reads what the next one writes has it now from before, and now from after."""
    x = torch.arange(9.0)
    next_kernel[(8,)](x, x, STEP=step)
    assert ("of one program meets" in lines_of(seen)) is bool(step)


def test_two_programs_do_not_write_one_place(seen: set[str], races: Races) -> None:
    """But where they were allowed to."""
    x, everywhere = torch.arange(9.0), torch.zeros(1)
    for pardoned in (False, True):
        if pardoned:
            races.pardon(everywhere)
        seen.clear()
        same_kernel[(3,)](x, everywhere)
        assert bool(seen) is not pardoned


@triton.jit
def same_kernel(x: Any, out: Any) -> None:
    """All programs write one place."""
    tl.store(out, tl.load(x + tl.program_id(0)))


def test_a_program_stays_inside_of_what_it_was_given(seen: set[str]) -> None:
    """Also where more memory lies behind a view."""
    x = torch.arange(12.0)
    next_kernel[(4,)](x[:5], torch.zeros(4), STEP=1)
    assert not seen
    next_kernel[(4,)](x[:4], torch.zeros(4), STEP=1)
    assert "beside" in lines_of(seen)


def test_the_places_of_a_tensor_are_its_elements() -> None:
    """Of a view no more than it shows."""
    whole = torch.zeros(3, 4, 5, dtype=torch.bfloat16)
    places = places_of(whole)
    assert places.tolist() == list(range(whole.data_ptr(), whole.data_ptr() + 120, 2))
    assert places_of(whole[1, :, 2]).tolist() == places.reshape(3, 4, 5)[1, :, 2].tolist()
