"""Recorded frames, and frames by kernels, say the codes of the plain step, code for code."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
import torch

from rtts.engines.qwen.buckets import buckets_up_to
from rtts.engines.qwen.frame import Frames
from rtts.engines.qwen.fused_step import FusedStep
from rtts.engines.qwen.lanes import make_lane
from rtts.engines.qwen.networks.network import Network
from rtts.engines.qwen.networks.sampling import Sampling
from rtts.engines.qwen.networks.tables import Tables
from rtts.engines.qwen.official import Official
from rtts.engines.qwen.slots import Slots
from rtts.engines.qwen.step import PlainStep, Rules, Step
from tests.engines.qwen.speaking import DRAWN, GREEDY, Case, make_frames, said_officially

pytestmark = pytest.mark.gpu

Tiny = Callable[..., Path]
Load = Callable[[Path], Official]
SLOTS = 8
CASES = (
    Case("Hello you.", speaker="ryan"),
    Case("A boy was there, and the others too.", speaker="vivian", language="english"),
    Case("你好。今天天气很好。", speaker="ryan", whole=True),
    Case("So?", speaker="ryan", instruct="Sadly."),
    Case("Nobody asked who had been there.", speaker="serena"),
)


def fused(network: Network, tables: Tables, slots: Slots, rules: Rules, *, few_rows: int) -> Step:
    """The step by kernels."""
    most_rows = buckets_up_to(SLOTS)[-1]
    return FusedStep(network, tables, slots, rules, most_rows, few_rows=few_rows)


def frames_of(
    official: Official, *, kernels: bool, recorded: bool, few_rows: int = SLOTS
) -> Frames:
    """Frames in a lane of their own."""
    lane = make_lane("cuda")
    step = partial(fused, few_rows=few_rows) if kernels else PlainStep
    frames = make_frames(official, slots=SLOTS, lane=lane, make_step=step)
    torch.cuda.synchronize()
    if recorded:
        frames.record(buckets_up_to(SLOTS))
    return frames


def speak(frames: Frames, rows: Sequence[int], count: int) -> torch.Tensor:
    """So many steps of the same rows, each read when it is done: (count, B, G)."""
    said = []
    for _ in range(count):
        codes = frames.step(rows)
        frames.lane.mark().wait()
        said.append(codes.to("cpu", copy=True))
    return torch.stack(said)


def conversation(official: Official, frames: Frames, sampling: Sampling) -> list[torch.Tensor]:
    """They join one after the other, some rest, and one takes the slot of another."""
    with frames.lane.use():
        entries = [case.entry(slot, official, frames, sampling) for slot, case in enumerate(CASES)]
        again = CASES[3].entry(1, official, frames, sampling)
    frames.join(entries[:2])
    said = [speak(frames, [0, 1], 5)]
    frames.join(entries[2:])
    said += [speak(frames, rows, 4) for rows in ([0, 1, 2, 3, 4], [4, 2], [3], [0, 1, 3, 4])]
    frames.leave(1)
    frames.join([again])
    said += [speak(frames, [0, 1, 2], 6)]
    return said


@pytest.mark.parametrize("size", ["0b6", "1b7"])
@pytest.mark.parametrize("sampling", [GREEDY, DRAWN], ids=["greedy", "drawn"])
@pytest.mark.parametrize(
    ("kernels", "recorded", "few_rows"),
    [(False, True, 0), (True, False, 0), (True, True, 0), (True, False, 2), (True, True, SLOTS)],
    ids=str,
)
def test_the_codes_are_those_of_the_plain_step(
    *,
    tiny: Tiny,
    official: Load,
    size: str,
    sampling: Sampling,
    kernels: bool,
    recorded: bool,
    few_rows: int,
) -> None:
    """In ragged batches, with joins between steps and slots that are taken again.

    By products of few rows, by cuBLAS, or by both in turns.
    """
    loaded = official(tiny("custom_voice", size))
    plain = frames_of(loaded, kernels=False, recorded=False)
    other = frames_of(loaded, kernels=kernels, recorded=recorded, few_rows=few_rows)
    expected = conversation(loaded, plain, sampling)
    for said, right in zip(conversation(loaded, other, sampling), expected, strict=True):
        assert torch.equal(said, right)


@pytest.mark.parametrize("case", CASES[:4], ids=lambda case: case.text)
def test_the_codes_are_the_official_ones(tiny: Tiny, official: Load, case: Case) -> None:
    """Of the official generate on the same GPU, in float32, greedy."""
    loaded = official(tiny("custom_voice", "1b7"))
    frames = frames_of(loaded, kernels=True, recorded=True)
    with frames.lane.use():
        entry = case.entry(3, loaded, frames)
    frames.join([entry])
    expected = said_officially(loaded, case).cpu()
    assert torch.equal(speak(frames, [3], len(expected))[:, 0], expected)
