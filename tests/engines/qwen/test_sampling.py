"""Codes are drawn as transformers would draw them, and the same wherever they are drawn."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch.utils._python_dispatch import TorchDispatchMode
from transformers import GenerationConfig
from transformers.generation.utils import GenerationMixin

from rtts.engines.qwen.networks import sampling
from rtts.engines.qwen.networks.sampling import barrier, gate, penalize, sample, uniforms
from rtts.engines.qwen.official import Official
from tests.engines.qwen.tiny import SIZES, official_prompt

VIEWS = {"unsqueeze", "slice", "select", "expand", "view", "alias"}
INFINITY = float("inf")


class _Recorder(TorchDispatchMode):
    """Notes every operation by its name."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.names.append(func.overloadpacket.__name__)
        return func(*args, **(kwargs or {}))


def operations(work: Callable[[], Any]) -> list[str]:
    """The tensor operations of some work, by name, without those that only look otherwise."""
    with torch.inference_mode(), _Recorder() as recorder:
        work()
    return [name for name in recorder.names if name not in VIEWS]


def ints(*values: int) -> torch.Tensor:
    """A tensor of int64."""
    return torch.tensor(values, dtype=torch.int64)


def floats(*values: float) -> torch.Tensor:
    """A tensor of float32."""
    return torch.tensor(values)


# Uniform numbers


def mixed(seed: int, number: int) -> int:
    """Output `number` of SplitMix64, as published, in integers without bounds."""
    state = (seed + (number + 1) * 0x9E3779B97F4A7C15) % 2**64
    state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    state = (state ^ (state >> 27)) * 0x94D049BB133111EB % 2**64
    return state ^ (state >> 31)


def test_the_published_outputs() -> None:
    """The first five outputs for the seed that the algorithm's test vectors use."""
    published = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    assert [mixed(1234567, number) for number in range(5)] == published
    ours = uniforms(ints(1234567), ints(0), 5)[0].tolist()
    assert ours == [((output >> 41) + 0.5) / 2**23 for output in published]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-(2**63), 2**63 - 1), st.integers(0, 2**31)), min_size=1, max_size=9
    ),
    st.integers(1, 32),
)
def test_numbers_depend_on_seed_frame_and_group_alone(
    rows: list[tuple[int, int]], groups: int
) -> None:
    """In any batch, at any place, a row's numbers are those of SplitMix64, exactly."""
    seeds, frames = (ints(*column) for column in zip(*rows, strict=True))
    ours = uniforms(seeds, frames, groups)
    assert ours.shape == (len(rows), groups)
    assert ours.dtype == torch.float32
    assert ours.tolist() == [
        [((mixed(seed, frame * groups + group) >> 41) + 0.5) / 2**23 for group in range(groups)]
        for seed, frame in rows
    ]


def test_the_ends_of_the_range_are_not_reached() -> None:
    """The smallest and the largest number that can come up lie inside of (0, 1) in float32."""
    for bits in (0, 2**24 - 1):
        u = torch.tensor(bits | 1).to(torch.float32) * 2.0**-24
        assert 0 < u.item() < 1


def table_of_numbers(seeds: int, frames: int, groups: int) -> torch.Tensor:
    """Numbers of the first seeds and frames: (seeds, frames, groups)."""
    seed = torch.arange(seeds).repeat_interleave(frames)
    frame = torch.arange(frames).repeat(seeds)
    return uniforms(seed, frame, groups).view(seeds, frames, groups)


@pytest.mark.parametrize("axis", ["all", "seeds", "frames", "groups"])
def test_numbers_are_uniform(axis: str) -> None:
    """Kolmogorov-Smirnov, level 0.1 %: over all, and along each axis for the smallest values."""
    u = table_of_numbers(60, 60, 16)
    values = {
        "all": u.flatten(),
        "seeds": table_of_numbers(3000, 1, 1).flatten(),
        "frames": table_of_numbers(1, 3000, 1).flatten(),
        "groups": table_of_numbers(1, 1, 3000).flatten(),
    }[axis]
    ranked = values.double().sort().values
    steps = torch.arange(1, len(ranked) + 1) / len(ranked)
    distance = max((steps - ranked).max(), (ranked - steps + 1 / len(ranked)).max())
    assert distance * math.sqrt(len(ranked)) < 1.95


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("distance", [1, 2, 3, 8])
def test_neighbours_are_not_correlated(axis: int, distance: int) -> None:
    """Numbers of neighbouring seeds, frames and groups have nothing to do with each other.

    Neither themselves nor their distances from the middle, within four standard errors.
    """
    u = table_of_numbers(64, 64, 16) - 0.5
    length = u.shape[axis] - distance
    one, other = u.narrow(axis, 0, length).flatten(), u.narrow(axis, distance, length).flatten()
    for shape in (torch.Tensor.double, lambda values: values.double() ** 2 - 1 / 12):
        pair = torch.stack((shape(one), shape(other)))
        assert abs(torch.corrcoef(pair)[0, 1].item()) * math.sqrt(len(one)) < 4


def test_pairs_of_neighbours_fill_the_square() -> None:
    """Chi-square of 16 x 16 fields, level 0.1 %, for neighbours of each kind."""
    u = table_of_numbers(64, 64, 16)
    for axis in range(3):
        one, other = u.narrow(axis, 0, u.shape[axis] - 1), u.narrow(axis, 1, u.shape[axis] - 1)
        fields = (one * 16).long() * 16 + (other * 16).long()
        assert chi_square(fields.flatten().bincount(minlength=256), torch.ones(256)) < 330.5


def chi_square(counts: torch.Tensor, weights: torch.Tensor) -> float:
    """How far counts are from what the weights let expect."""
    expected = counts.sum() * weights.double() / weights.sum()
    return float(((counts - expected) ** 2 / expected).sum())


# The distribution that is drawn from


class _Talker(GenerationMixin):
    """Asks transformers for its processors, in the order that its `generate` has them."""

    def processors(self, **options: Any) -> Any:
        config = GenerationConfig(do_sample=True, **options)
        config._eos_token_tensor = ints(config.eos_token_id or 0)
        return self._get_logits_processor(config, input_ids_seq_length=0, device="cpu")


def random_logits(rows: int, size: int, seed: int, spread: float = 3) -> torch.Tensor:
    """Logits (rows, size)."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(rows, size, generator=generator) * spread


def distribution(
    logits: torch.Tensor, temperature: torch.Tensor, top_p: torch.Tensor | None, top_k: int
) -> torch.Tensor:
    """How likely `sample` is to draw each id: (B, V)."""
    mass, kept, ids = sampling._ladder(logits, temperature, top_p, top_k)
    steps = torch.minimum(mass, kept).diff(prepend=torch.zeros_like(kept), dim=-1) / kept
    return torch.zeros(logits.shape, dtype=steps.dtype).scatter(1, ids, steps)


@settings(max_examples=150, deadline=None)
@given(
    size=st.integers(40, 400),
    seed=st.integers(0, 2**31),
    penalty=st.floats(0.5, 2),
    temperature=st.floats(0.05, 5),
    top_k=st.integers(0, 60),
    top_p=st.floats(0.01, 1),
    frame=st.integers(0, 4),
)
def test_the_distribution_is_that_of_transformers(  # noqa: PLR0917  # all that there is
    size: int,
    seed: int,
    penalty: float,
    temperature: float,
    top_k: int,
    top_p: float,
    frame: int,
) -> None:
    """All processors together, in the order in which transformers puts them."""
    logits = random_logits(1, size, seed)
    # Of the vocabulary only the first ids are codes, as a talker of any size has it.
    end, codes = size - 7, size - 20
    given_ids = torch.randint(0, codes, (1, frame), generator=torch.Generator().manual_seed(seed))
    processors = _Talker().processors(
        eos_token_id=end,
        min_new_tokens=2,
        suppress_tokens=[id for id in range(codes, size) if id != end],
        repetition_penalty=penalty,
        temperature=temperature,
        top_k=top_k,
        top_p=top_p,
    )
    expected = processors(given_ids, logits.clone()).double().softmax(-1)

    seen = torch.zeros(1, size, dtype=torch.bool).scatter(1, given_ids, value=True)
    heights = torch.zeros(size, dtype=torch.uint8)
    heights[codes:], heights[end] = 2, 1
    allowed = gate(penalize(logits, seen, floats(penalty)), heights, ints(frame) >= 2)
    mass = sampling._ladder(allowed, floats(temperature), None, top_k)[0]
    # Where the edge of top-p falls on a step, rounding decides on which side it is.
    assume(((mass / mass[:, -1:] - top_p).abs() > 1e-5).all() or top_p == 1)
    ours = distribution(allowed, floats(temperature), floats(top_p), top_k)
    assert torch.allclose(ours, expected, atol=2e-6)
    assert ((ours > 0) <= (expected > 0)).all()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**31), top_k=st.integers(0, 60), penalty=st.floats(0.5, 2))
def test_penalty_and_gate_are_equal_to_the_bit(seed: int, top_k: int, penalty: float) -> None:
    """Before sampling, so for a greedy run, the scores are those of transformers exactly."""
    logits = random_logits(3, 90, seed)
    ids = torch.randint(0, 90, (3, top_k), generator=torch.Generator().manual_seed(seed))
    config = GenerationConfig(repetition_penalty=penalty, suppress_tokens=[88, 89])
    processors = _Talker()._get_logits_processor(config, input_ids_seq_length=0, device="cpu")
    expected = processors(ids, logits.clone())
    seen = torch.zeros(3, 90, dtype=torch.bool).scatter(1, ids, value=True)
    heights = torch.zeros(90, dtype=torch.uint8)
    heights[88:] = 2
    factors = torch.full((3,), penalty)
    ours = gate(penalize(logits, seen, factors), heights, torch.tensor([True, False, True]))
    assert torch.equal(ours, expected)


@pytest.mark.parametrize("size", SIZES)
def test_the_barrier_is_the_official_one(
    size: str, tiny: Callable[..., Path], official: Callable[[Path], Official]
) -> None:
    """What is suppressed, and what ends speech, is what the official code tells its talker."""
    model = official(tiny("custom_voice", size))
    told = official_prompt(model, "Hello.", speaker="ryan")
    vocabulary = model.model.config.talker_config.vocab_size
    heights = barrier(vocabulary, told["eos_token_id"], "cpu")
    assert heights.shape == (vocabulary,)
    assert (heights == 2).nonzero()[:, 0].tolist() == told["suppress_tokens"]
    assert (heights == 1).nonzero()[:, 0].tolist() == [told["eos_token_id"]]


def test_rows_end_each_in_its_time() -> None:
    """The gate lets codes pass in any row, the end where it may come, the rest never."""
    heights = torch.tensor([0, 0, 2, 1, 2], dtype=torch.uint8)
    logits = torch.arange(10.0).view(2, 5)
    assert gate(logits, heights, torch.tensor([False, True])).tolist() == [
        [0, 1, -INFINITY, -INFINITY, -INFINITY],
        [5, 6, -INFINITY, 8, -INFINITY],
    ]


def test_a_row_has_its_own_settings() -> None:
    """Temperature, top-p and penalty are a row's own: a batch draws what its rows draw alone."""
    logits = random_logits(40, 300, 5)
    generator = torch.Generator().manual_seed(5)
    temperature, top_p, u = torch.rand(3, 40, generator=generator).clamp(min=0.01)
    temperature[::5] = 0
    together = sample(logits, temperature, top_p, u, 50)
    order = torch.randperm(40, generator=generator)
    moved = sample(logits[order], temperature[order], top_p[order], u[order], 50)
    assert torch.equal(moved, together[order])
    for row in range(40):
        own = (values[row : row + 1] for values in (logits, temperature, top_p, u))
        assert sample(*own, 50).tolist() == together[row : row + 1].tolist()


# Draws


@pytest.mark.parametrize(
    ("temperature", "top_p", "top_k", "critical"),
    [(1.0, None, 0, 26.12), (0.7, 1.0, 5, 18.47), (1.8, 0.8, 0, None), (1.0, 0.5, 7, None)],
)
def test_draws_follow_the_distribution(
    temperature: float, top_p: float | None, top_k: int, critical: float | None
) -> None:
    """Chi-square over 40,000 draws by uniform numbers of one utterance, level 0.1 %."""
    number = 40_000
    logits = random_logits(1, 9, 3, spread=1)
    limits = None if top_p is None else floats(top_p)
    weights = distribution(logits, floats(temperature), limits, top_k)[0]
    u = uniforms(ints(7).expand(number), torch.arange(number), 1)[:, 0]
    many = None if top_p is None else floats(top_p).expand(number)
    drawn = sample(
        logits.expand(number, -1), floats(temperature).expand(number), many, u, top_k
    ).bincount(minlength=9)
    likely = weights > 0
    assert drawn[~likely].sum() == 0
    freedom = int(likely.sum()) - 1
    # Wilson and Hilferty's approximation of the upper 0.1 % where no table value is given.
    spread = 2 / (9 * freedom)
    critical = critical or freedom * (1 - spread + 3.09 * math.sqrt(spread)) ** 3
    assert chi_square(drawn[likely], weights[likely]) < critical


def test_the_draw_inverts_the_distribution() -> None:
    """A number just below an edge draws the id before it, one on it the id behind it."""
    logits = floats(0.5, 0.25, 0.125, 0.125).log()[None].expand(6, 4)
    u = floats(2**-24, 0.5 - 2**-20, 0.5 + 2**-20, 0.75 + 2**-20, 0.875 + 2**-20, 1 - 2**-24)
    assert sample(logits, torch.ones(6), None, u, 0).tolist() == [0, 0, 1, 2, 3, 3]
    # Of 0.75 that are kept, two thirds are the first id's.
    u = floats(0.1, 0.66, 0.67, 0.9, 0.99, 1 - 2**-24)
    assert sample(logits, torch.ones(6), torch.full((6,), 0.6), u, 0).tolist() == [0, 0, 1, 1, 1, 1]


@settings(max_examples=100, deadline=None)
@given(
    seed=st.integers(0, 2**31),
    levels=st.integers(1, 40),
    top_p=st.none() | st.floats(0, 1),
    top_k=st.integers(0, 60),
)
def test_no_temperature_is_argmax(seed: int, levels: int, top_p: float | None, top_k: int) -> None:
    """Temperature 0 takes the first of the largest, however many are equal, whatever u is."""
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randint(-levels, levels, (6, 55), generator=generator) / 16
    logits[:, 50:] = -INFINITY
    u = torch.rand(6, generator=generator)
    limits = None if top_p is None else torch.full((6,), top_p)
    drawn = sample(logits, torch.zeros(6), limits, u, top_k)
    assert drawn.tolist() == logits.argmax(-1).tolist()


@pytest.mark.parametrize("magnitude", [0.02, 1.0, 30.0, 1000.0])
def test_no_temperature_tells_neighbours_apart(magnitude: float) -> None:
    """Two logits that differ in the last bit are not equal, in either order of their ids."""
    low = torch.tensor(magnitude)
    high = torch.nextafter(low, torch.tensor(INFINITY))
    logits = torch.full((2, 3072), -magnitude)
    logits[0, 0], logits[0, 3071] = low, high
    logits[1, 0], logits[1, 3071] = high, low
    drawn = sample(logits, torch.zeros(2), None, floats(0.1, 0.999), 50)
    assert drawn.tolist() == [3071, 0]


def test_equal_logits_stand_in_the_order_of_ids() -> None:
    """Among equals the lower ids are kept and come first, so a draw is the same everywhere."""
    logits = torch.zeros(8, 3000)
    logits[:, 2000:] = 1
    mass, _, ids = sampling._ladder(logits, torch.ones(8), None, 50)
    assert ids.tolist() == [[*range(2000, 2050)]] * 8
    assert torch.allclose(mass.diff(), torch.tensor(1 / 50, dtype=mass.dtype))


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**31), top_p=st.none() | st.floats(0, 1), top_k=st.integers(0, 30))
def test_what_is_forbidden_is_never_drawn(seed: int, top_p: float | None, top_k: int) -> None:
    """Not with fewer ids left than k, nor at the very ends of u."""
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randn(4, 24, generator=generator) * 20
    logits[:, torch.randperm(24, generator=generator)[:18]] = -INFINITY
    limits = None if top_p is None else torch.full((4,), top_p)
    temperature = torch.rand(4, generator=generator) * 3
    for u in (2**-24, 0.5, 1 - 2**-24):
        drawn = sample(logits, temperature, limits, torch.full((4,), u), top_k)
        assert logits.gather(1, drawn[:, None]).isfinite().all()


def test_a_broken_row_harms_no_other() -> None:
    """NaNs, infinities and a row with nothing allowed give ids that can be looked up."""
    logits = random_logits(6, 64, 1)
    logits[0] = float("nan")
    logits[1, 3] = float("nan")
    logits[2] = -INFINITY
    logits[3, 9] = INFINITY
    for top_p in (None, torch.full((6,), 0.9)):
        for heat in (0.0, 0.8):
            temperature = torch.full((6,), heat)
            u = torch.full((6,), 0.7)
            drawn = sample(logits, temperature, top_p, u, 20)
            assert ((drawn >= 0) & (drawn < 64)).all()
            limits = None if top_p is None else top_p[4:]
            alone = sample(logits[4:], temperature[4:], limits, u[4:], 20)
            assert drawn[4:].tolist() == alone.tolist()


# Work


@pytest.mark.parametrize("rows", [1, 5])
def test_sampling_is_few_operations(rows: int) -> None:
    """They are as many at any batch, and none of them asks the device for a value."""
    logits = random_logits(rows, 300, 2)
    row, whole = torch.rand(rows), torch.arange(rows)
    seen = torch.zeros(rows, 300, dtype=torch.bool)
    heights = barrier(300, 280, "cpu")
    work: list[tuple[int, Callable[[], torch.Tensor]]] = [
        (13, lambda: sample(logits, row, row, row, 50)),
        (10, lambda: sample(logits, row, None, row, 50)),
        (16, lambda: uniforms(whole, whole, 16)),
        (5, lambda: penalize(logits, seen, row)),
        (2, lambda: gate(logits, heights, seen[:, 0])),
    ]
    for number, step in work:
        names = operations(step)
        assert len(names) == number, names
        assert not {"_local_scalar_dense", "item", "nonzero", "is_nonzero"}.intersection(names)
