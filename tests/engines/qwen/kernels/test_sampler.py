"""The sampler's kernel draws the codes that the plain functions draw, one by one."""

import os
from dataclasses import dataclass

import pytest
import torch
import triton
import triton.language as tl
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.engines.qwen.kernels.sampler import SamplerRoom, draw_code, draw_code0, uniform
from rtts.engines.qwen.networks import sampling
from rtts.engines.qwen.networks.weights import StackShape
from rtts.engines.qwen.slots import Slots

INFINITY = float("inf")
GROUPS = 5
MORE = 50 if os.environ.get("RTTS_TEST_GPU", "") == "1" else 1
"""How many times as many rows are drawn on a GPU, which takes no longer for them."""
LARGEST = 2**63 - 1
TEMPERATURES = (0.0, 1e-30, 1e-12, 1e-3, 0.3, 0.9, 1.0, 2.0, 50.0)
TOP_PS = (1e-6, 0.1, 0.5, 0.8, 0.95, 1.0)
PENALTIES = (1.0, 1.05, 1.3, 5.0, 0.7)

# What the interpreter's numpy says of rows without a number; a GPU says nothing.
pytestmark = [
    pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning"),
    pytest.mark.filterwarnings("ignore:All-NaN slice encountered:RuntimeWarning"),
]


def choose(values: tuple[float, ...], count: int) -> torch.Tensor:
    """Some of the values, drawn: (count,) float32."""
    return torch.tensor(values)[torch.randint(len(values), (count,))]


def slots_of(count: int, vocabulary: int, device: str) -> Slots:
    """Slots in which everything that a draw reads differs."""
    shape = StackShape(
        layers=1, hidden=8, intermediate=8, heads=1, kv_heads=1, head_dim=4, epsilon=1e-6, theta=1e4
    )  # fmt: skip
    slots = Slots(
        count, 4, shape, codes=vocabulary, groups=GROUPS, device=device, dtype=torch.float32
    )
    rows = count + 1
    slots.counters[:, 1] = torch.randint(0, 400, (rows,))
    slots.counters[:, 2] = torch.randint(0, 400, (rows,))
    slots.counters[:, 3] = torch.randint(-(2**63), LARGEST, (rows,))
    slots.sampling[:, 0], slots.sampling[:, 3] = (
        choose(TEMPERATURES, rows),
        choose(TEMPERATURES, rows),
    )
    slots.sampling[:, 1], slots.sampling[:, 4] = choose(TOP_PS, rows), choose(TOP_PS, rows)
    slots.sampling[:, 2] = choose(PENALTIES, rows)
    slots.seen.copy_(torch.rand(rows, vocabulary) < 0.1)
    return slots


@dataclass
class Draw:
    """A batch to draw, by the kernel or by its twin."""

    slots: Slots
    index: torch.Tensor
    heights: torch.Tensor
    top_k: int = 50

    @classmethod
    def of(cls, rows: int, vocabulary: int, device: str, top_k: int = 50) -> "Draw":
        """All slots, the scratch slot among them, in some order."""
        slots = slots_of(rows - 1, vocabulary, device)
        heights = torch.zeros(vocabulary, dtype=torch.uint8)
        heights[vocabulary * 2 // 3 :] = 2
        heights[vocabulary * 2 // 3] = 1
        return cls(slots, torch.randperm(rows).to(device), heights.to(device), top_k)

    @property
    def numbers(self) -> torch.Tensor:
        """The uniform numbers of all groups: (B, G)."""
        _, frame, _, seed = self.slots.counters[self.index].unbind(1)
        return sampling.uniforms(seed, frame, GROUPS)

    def plainly(self, logits: torch.Tensor, group: int) -> torch.Tensor:
        """What the plain functions draw: (B,)."""
        _, frame, eos_from, _ = self.slots.counters[self.index].unbind(1)
        setting = self.slots.sampling[self.index].unbind(1)
        logits = logits.float()
        if group == 0:
            logits = sampling.penalize(logits, self.slots.seen[self.index], setting[2])
            logits = sampling.gate(logits, self.heights, frame >= eos_from)
        temperature, top_p = setting[:2] if group == 0 else setting[3:]
        return sampling.sample(logits, temperature, top_p, self.numbers[:, group], self.top_k)

    def by_kernel(self, logits: torch.Tensor, group: int) -> torch.Tensor:
        """What the kernel draws: (B,). Nothing else of the codes is touched."""
        wide = torch.full((len(logits), GROUPS + 1), -7, device=logits.device)
        room = SamplerRoom(len(logits) + 1, logits.device)
        room.places.random_()
        places = room.places.clone()
        if group == 0:
            draw_code0(
                logits, self.slots, self.index, self.heights,
                top_k=self.top_k, codes=wide[:, :GROUPS], room=room,
            )  # fmt: skip
        else:
            draw_code(
                logits, self.slots, self.index,
                group=group, top_k=self.top_k, codes=wide[:, :GROUPS], room=room,
            )  # fmt: skip
        # Each row moves its ids in its own row of the room: programs run at the same time.
        assert (room.places != places).any(1).tolist() == [True] * len(logits) + [False]
        others = torch.cat((wide[:, :group], wide[:, group + 1 :]), 1)
        assert (others == -7).all()
        return wide[:, group]

    def check(self, logits: torch.Tensor, group: int) -> torch.Tensor:
        """Both draw alike; gives what they draw."""
        codes = self.by_kernel(logits, group)
        assert codes.tolist() == self.plainly(logits, group).tolist()
        return codes


# Uniform numbers


@triton.jit
def numbers_kernel(
    seeds: tl.tensor,
    frames: tl.tensor,
    out: tl.tensor,
    GROUPS: tl.constexpr,
) -> None:
    """All numbers of a frame, one program a row."""
    row = tl.program_id(0)
    for group in range(GROUPS):
        number = tl.load(frames + row) * GROUPS + group
        tl.store(out + row * GROUPS + group, uniform(tl.load(seeds + row), number))


def test_uniform_numbers_are_those_of_the_twin(device: str) -> None:
    """Bit by bit, for seeds and frames of every size and sign."""
    seeds, frames = torch.randint(-(2**63), LARGEST, (65,)), torch.randint(0, 2**20, (65,))
    seeds[:5] = torch.tensor([0, -1, 1, LARGEST, -(2**63)])
    frames[:4] = torch.tensor([0, 1, 2**31, 2**40])
    out = torch.empty(65, GROUPS, device=device)
    numbers_kernel[(65,)](seeds.to(device), frames.to(device), out, GROUPS)
    assert torch.equal(out.cpu(), sampling.uniforms(seeds, frames, GROUPS))


# Codes


@pytest.mark.parametrize("group", [0, 3])
@pytest.mark.parametrize(("vocabulary", "top_k"), [(1040, 50), (777, 64), (7, 1)])
def test_codes_are_those_of_the_twin(
    device: str, dtype: torch.dtype, vocabulary: int, top_k: int, group: int
) -> None:
    """For every temperature and top_p, in either dtype; of bfloat16 many logits are equal."""
    rows = 10 * MORE
    draw = Draw.of(rows, vocabulary, device, top_k)
    draw.check((torch.randn(rows, vocabulary, device=device) * 3).to(dtype), group)


@pytest.mark.parametrize("group", range(GROUPS))
def test_every_group_has_its_own_number(device: str, group: int) -> None:
    """At a high temperature the number decides, so another group's would be seen."""
    rows = 8 * MORE
    draw = Draw.of(rows, 600, device)
    draw.slots.sampling[:] = torch.tensor([30.0, 1.0, 1.0, 30.0, 1.0])
    codes = draw.check(torch.randn(rows, 600, device=device), group)
    assert len(set(codes.tolist())) > 4


@pytest.mark.parametrize(("steps", "above"), [(1, 0), (1, 9), (2, 49), (5, 0)])
@pytest.mark.parametrize("vocabulary", [600, 3072])
def test_of_equal_logits_the_lower_ids_are_kept(
    device: str, vocabulary: int, steps: int, above: int
) -> None:
    """Exactly k with those above, also where far more are equal than a program has room for."""
    rows = 6 * MORE
    draw = Draw.of(rows, vocabulary, device)
    draw.slots.sampling[:, 3:] = torch.tensor([1.0, 1.0])
    logits = torch.randint(0, steps, (rows, vocabulary), device=device) * 0.25
    for row in logits:
        row[torch.randperm(vocabulary, device=device)[:above]] += 2
    codes = draw.check(logits, 2)
    if above + steps == 1:
        assert max(codes.tolist()) < 50
        assert len(set(codes.tolist())) > 3


def crowded(rows: int, vocabulary: int) -> torch.Tensor:
    """The likeliest all beside each other, more than a program has room for: (rows, V)."""
    logits = torch.randn(rows, vocabulary)
    for row in range(rows):
        begin = int(torch.randint(0, vocabulary - 400, ()))
        logits[row, begin : begin + 400] += 20
    return logits


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_likeliest_ids_may_lie_beside_each_other(device: str, dtype: torch.dtype) -> None:
    """Whole groups above the bound do not fit into the room, and are searched again."""
    rows = 4 * MORE
    draw = Draw.of(rows, 2048, device)
    draw.check(crowded(rows, 2048).to(device, dtype), 1)
    draw.check(crowded(rows, 2048).sort(-1).values.to(device, dtype), 1)
    draw.check(crowded(rows, 2048).sort(-1, descending=True).values.to(device, dtype), 1)


def test_sign_of_zero_means_nothing(device: str) -> None:
    """Of -0.0 and 0.0 the lower id comes first, in either order."""
    draw = Draw.of(2, 20, device)
    draw.slots.sampling[:] = torch.tensor([1.0, 1e-6, 1.0, 1.0, 1e-6])
    logits = torch.full((2, 20), -1.0, device=device)
    logits[:, 4], logits[:, 9] = torch.tensor([0.0, -0.0]), torch.tensor([-0.0, 0.0])
    assert draw.check(logits, 1).tolist() == [4, 4]


@pytest.mark.parametrize("scale", [1e-3, 1e4, 1e37])
def test_logits_may_have_any_size(device: str, scale: float) -> None:
    """The greatest is the greatest, up to the largest that float32 knows."""
    draw = Draw.of(3, 900, device)
    draw.slots.sampling[:, 3] = 0.0
    logits = torch.randn(3, 900, device=device) * scale
    assert draw.by_kernel(logits, 1).tolist() == logits.argmax(-1).tolist()


def test_what_is_forbidden_is_never_drawn(device: str) -> None:
    """-inf, also where fewer than k are left, and one only; code 0 by `heights` too."""
    draw = Draw.of(8, 300, device)
    logits = torch.randn(8, 300, device=device)
    allowed = torch.rand(8, 300, device=device) < 0.02
    allowed[:, 77] = True
    allowed[:5] = torch.arange(300, device=device) == 77
    forbidden = logits.masked_fill(~allowed, -INFINITY)
    for group in (0, 1):
        codes = draw.check(forbidden, group)
        assert allowed.gather(1, codes[:, None]).all()
    codes = draw.check(logits, 0)
    _, frame, eos_from, _ = draw.slots.counters[draw.index].unbind(1)
    assert (draw.heights[codes] <= (frame >= eos_from)).all()


def test_penalty_lowers_negative_logits_too(device: str) -> None:
    """They are multiplied where others are divided: without that, what was seen came first."""
    draw = Draw.of(3, 600, device)
    draw.slots.sampling[:] = torch.tensor([1.0, 0.5, 5.0, 1.0, 1.0])
    seen = draw.slots.seen[draw.index]
    codes = draw.check(torch.randn(3, 600, device=device) - 5, 0)
    assert not seen.gather(1, codes[:, None]).any()


def test_end_comes_when_it_may(device: str) -> None:
    """Where the end is by far the likeliest it is drawn from `eos_from` on, not a frame before."""
    draw = Draw.of(3, 300, device)
    draw.index = torch.arange(3, device=device)
    draw.slots.counters[:, 1] = torch.tensor([4, 5, 6])
    draw.slots.counters[:, 2] = 5
    logits = torch.zeros(3, 300, device=device)
    logits[:, 200] = 100.0
    ended = (draw.check(logits, 0) == 200).tolist()
    assert ended == [False, True, True]


@pytest.mark.parametrize("group", [0, 1])
def test_row_without_a_number_harms_no_other(device: str, group: int) -> None:
    """NaN, infinity, minus infinity everywhere: some id is drawn, and the others' stay."""
    draw = Draw.of(12, 500, device)
    logits = torch.randn(12, 500, device=device)
    before = draw.by_kernel(logits, group)
    strange = logits.clone()
    strange[0], strange[2], strange[4] = float("nan"), -INFINITY, INFINITY
    strange[6, ::3], strange[8, 17], strange[10, 1] = float("nan"), float("nan"), INFINITY
    after = draw.by_kernel(strange, group)
    assert ((after >= 0) & (after < 500)).all()
    assert after[[1, 3, 7, 9, 11]].tolist() == before[[1, 3, 7, 9, 11]].tolist()
    assert after[10] == 1
    assert after[4] == 0


def test_room_is_refused_where_it_does_not_do(device: str) -> None:
    """Too many likeliest, all of them, too many ids, or more rows than the room has."""
    draw = Draw.of(2, 40, device)
    codes = torch.zeros(2, GROUPS, dtype=torch.int64, device=device)
    for logits, top_k, rows in (
        (torch.zeros(2, 40), 65, 2),
        (torch.zeros(2, 40), 0, 2),
        (torch.zeros(2, 2**15 + 1), 50, 2),
        (torch.zeros(2, 40), 50, 1),
    ):
        with pytest.raises(ValueError, match=r"No kernel draws|There is room"):
            draw_code(
                logits.to(device), draw.slots, draw.index,
                group=1, top_k=top_k, codes=codes, room=SamplerRoom(rows, device),
            )  # fmt: skip


@settings(max_examples=6 * MORE, deadline=None)
@given(
    vocabulary=st.integers(1, 1100),
    top_k=st.integers(1, 64),
    spread=st.sampled_from([0.1, 1.0, 8.0]),
    quantum=st.sampled_from([0.0, 0.125, 1.0]),
    seed=st.integers(0, 2**31),
)
def test_any_row_draws_as_the_twin(
    device: str, vocabulary: int, top_k: int, spread: float, quantum: float, seed: int
) -> None:
    """Any vocabulary, top_k, spread and number of equal logits."""
    torch.manual_seed(seed)
    draw = Draw.of(4 * MORE, vocabulary, device, top_k)
    logits = torch.randn(4 * MORE, vocabulary, device=device) * spread
    if quantum:
        logits = (logits / quantum).round() * quantum
    draw.check(logits, 0)
    draw.check(logits, 1)


# The next input


@pytest.mark.parametrize("width", [1, 33, 64])
@pytest.mark.parametrize("group", [0, 2])
def test_row_of_the_table_follows(device: str, dtype: torch.dtype, width: int, group: int) -> None:
    """Row b of `following` is the table's row of code b; what lies beside it stays."""
    draw = Draw.of(3, 70, device)
    logits = torch.randn(3, 70, device=device).to(dtype)
    table = torch.randn(75, width + 3, device=device).to(dtype)[:, :width]
    wide = torch.full((3, 2, width + 1), 9.0, device=device, dtype=dtype)
    codes = torch.zeros(3, GROUPS, dtype=torch.int64, device=device)
    room = SamplerRoom(3, device)
    following = wide[:, 1, :width]
    given_ = {"top_k": 50, "codes": codes, "room": room, "table": table, "following": following}
    if group == 0:
        draw_code0(logits, draw.slots, draw.index, draw.heights, **given_)
    else:
        draw_code(logits, draw.slots, draw.index, group=group, **given_)
    assert codes[:, group].tolist() == draw.plainly(logits, group).tolist()
    assert torch.equal(following, table[codes[:, group]])
    assert (wide[:, 0] == 9).all()
    assert (wide[:, 1, width:] == 9).all()
