"""Steps that are replayed as they were recorded say what called ones say, with less to do.

The recordings are those of the CPU's lane, which does the work again each time: what is proved
is that only tensors that stay where they are take part, and what the host does before a replay.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from rtts.engines.qwen.frame import Entry, Frames
from rtts.engines.qwen.lanes import HostLane, Replay
from rtts.engines.qwen.official import Official
from rtts.engines.qwen.slots import RING, Slots
from tests.engines.qwen.speaking import DRAWN, GREEDY, Case, make_frames, said_officially, speak

CASES = [
    Case("They sang to the end of the hall, and then we all went.", speaker="ryan"),
    Case("Hello you.", speaker="vivian", language="german", whole=True),
    Case("And who are you?", speaker="serena"),
]
SIZES = (1, 2, 4)


@pytest.fixture(scope="module")
def loaded(tiny: Callable[..., Path], official: Callable[[Path], Official]) -> Official:
    """A checkpoint of preset voices."""
    return official(tiny("custom_voice", "1b7"))


class WatchedLane(HostLane):
    """Knows whether something is put into it, and what was recorded and replayed."""

    def __init__(self) -> None:
        self.depth = 0
        self.recorded = self.replayed = 0

    @contextmanager
    def use(self) -> Iterator[None]:
        self.depth += 1
        yield
        self.depth -= 1

    def record(self, work: Callable[[], object]) -> Replay:
        self.recorded += 1
        replay = super().record(work)

        def watched() -> None:
            self.replayed += 1
            replay()

        return watched


def recorded_frames(loaded: Official, **options: Any) -> tuple[Frames, WatchedLane]:
    """Frames whose steps are replayed, and their lane."""
    lane = WatchedLane()
    frames = make_frames(loaded, slots=4, lane=lane, **options)
    frames.record(SIZES)
    return frames, lane


def test_recorded_largest_first(loaded: Official) -> None:
    """All sizes are recorded beforehand, each told of; then nothing is recorded any more."""
    lane, told = WatchedLane(), []

    def report(event: str, **figures: float) -> None:
        assert figures["seconds"] >= 0
        told.append((event, figures["rows"], lane.recorded))

    frames = make_frames(loaded, slots=4, lane=lane)
    frames.record(SIZES, report)
    assert told == [("graphs_recorded", 4, 1), ("graphs_recorded", 2, 2), ("graphs_recorded", 1, 3)]
    frames.join([CASES[0].entry(slot, loaded, frames) for slot in range(4)])
    for rows in ([0], [3, 1], [0, 1, 2], [0, 1, 2, 3]):
        frames.step(rows)
    assert (lane.recorded, lane.replayed) == (3, 4)


@pytest.mark.parametrize("seed", range(3))
def test_the_same_codes(loaded: Official, seed: int) -> None:
    """Utterances that come, ride at times and go say in recorded batches what they say alone."""
    random = Random(seed)
    frames, _ = recorded_frames(loaded, positions=90)
    riding: dict[int, tuple[Case, list[torch.Tensor]]] = {}
    heard = 0
    for _ in range(60):
        for slot in set(range(4)) - set(riding):
            if random.random() < 0.3:
                riding[slot] = (random.choice(CASES), [])
                frames.join([riding[slot][0].entry(slot, loaded, frames)])
        rows = [slot for slot in riding if random.random() < 0.8]
        random.shuffle(rows)
        if rows:
            for slot, codes in zip(rows, frames.step(rows).clone(), strict=True):
                riding[slot][1].append(codes)
        for slot in [slot for slot, (_, said) in riding.items() if len(said) > 11]:
            case, said = riding.pop(slot)
            assert torch.equal(torch.stack(said), said_officially(loaded, case)[: len(said)])
            frames.leave(slot)
            with torch.inference_mode():
                frames.slots.kv[:, slot] = torch.nan
            heard += 1
    assert heard >= 5


def test_drawn_codes(loaded: Official) -> None:
    """What is drawn is the same as well, whatever the size of the batch."""
    said = []
    for recorded in (False, True):
        frames = make_frames(loaded, slots=4)
        if recorded:
            frames.record(SIZES)
        frames.join([CASES[0].entry(slot, loaded, frames, DRAWN) for slot in range(3)])
        said.append(torch.cat([speak(frames, [2, 0], 9)[:, 0], speak(frames, [0, 2, 1], 9)[:, 1]]))
    assert torch.equal(*said)


def test_codes_stay_until_the_next_step(loaded: Official) -> None:
    """The codes of a step are exactly its rows', and lie where those of the last one lay."""
    frames, _ = recorded_frames(loaded)
    frames.join([CASES[0].entry(slot, loaded, frames) for slot in range(3)])
    first = frames.step([0, 1, 2])
    assert first.shape == (3, frames.network.predictor.groups)
    kept = first.clone()
    second = frames.step([0, 1, 2])
    assert second.data_ptr() == first.data_ptr()
    assert not torch.equal(second, kept)


def test_rows_are_written_when_they_change(
    loaded: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One copy tells a size who rides, if others rode last in it; else there is none."""
    frames, _ = recorded_frames(loaded)
    frames.join([CASES[0].entry(slot, loaded, frames) for slot in range(4)])
    filled: list[Sequence[int]] = []
    fill = Slots.fill

    def watch(slots: Slots, rows: Any, riding: Sequence[int]) -> None:
        filled.append(riding)
        fill(slots, rows, riding)

    monkeypatch.setattr(Slots, "fill", watch)
    for rows in ([0, 1, 2], [0, 1, 2], [3, 1], [0, 1, 2], [3, 1], [1, 3]):
        frames.step(rows)
    assert filled == [(0, 1, 2), (3, 1), (1, 3)]


# What is put into the lane, and what waits


class Watch(TorchDispatchMode):
    """Writes down operations, those outside a lane apart."""

    def __init__(self, lane: WatchedLane) -> None:
        super().__init__()
        self.lane, self.outside, self.names = lane, list[str](), list[str]()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        (self.names if self.lane.depth else self.outside).append(str(func))
        return func(*args, **(kwargs or {}))


def busy_turn(frames: Frames, entries: Sequence[Entry], ids: Sequence[int]) -> None:
    """All that happens between two steps, and a step."""
    frames.leave(3)
    frames.join(entries)
    frames.append_text(entries[0].slot, ids)
    frames.end_text(entries[0].slot)
    frames.step([entry.slot for entry in entries])


@pytest.mark.parametrize("recorded", [False, True])
@pytest.mark.parametrize("kept", [False, True])
def test_all_is_put_into_the_lane(loaded: Official, *, recorded: bool, kept: bool) -> None:
    """Whatever happens on the device happens in the lane; nothing is read back by the host."""
    lane = WatchedLane()
    frames = make_frames(loaded, slots=4, lane=lane)
    if recorded:
        frames.record(SIZES)
    growing = frames.prompts.growing([40, 41])
    entries = [Entry(slot, CASES[0].voicing(loaded), growing, GREEDY) for slot in (1, 3)]
    entries.append(CASES[1].entry(0, loaded, frames))
    if kept:
        frames.join(entries)
    with Watch(lane) as seen:
        busy_turn(frames, entries, [42, 43])
    assert seen.outside == []
    assert len(seen.names) > 100
    waiting = ("item", "_local_scalar", "nonzero", "masked_select", "unique", "equal", "is_")
    assert not [name for name in seen.names if name.split(".")[1].startswith(waiting)]


# The ring of codes


@pytest.mark.parametrize("recorded", [False, True])
def test_the_ring_keeps_the_last_frames(loaded: Official, *, recorded: bool) -> None:
    """Frame f of a slot lies at f modulo the size of the ring, that of no other slot changes."""
    frames = make_frames(loaded, slots=4)
    if recorded:
        frames.record(SIZES)
    frames.join([CASES[0].entry(slot, loaded, frames, DRAWN) for slot in (2, 0)])
    said = speak(frames, [2, 0], RING + 3)
    ring = frames.slots.ring
    for frame in range(3, RING + 3):
        assert torch.equal(ring[[2, 0], frame % RING], said[frame])
    alone = speak(frames, [0], 1)[0, 0]
    assert torch.equal(ring[0, (RING + 3) % RING], alone)
    assert torch.equal(ring[2, 3], said[3, 0])
    assert not ring[[1, 3]].any()


def test_the_ring_of_a_forced_start(loaded: Official) -> None:
    """Frames are numbered from the start of the utterance, those that were given included."""
    frames = make_frames(loaded, slots=2)
    given = said_officially(loaded, CASES[0])[:5]
    start = frames.prompts.forced(CASES[0].start(loaded, frames.prompts), given)
    frames.join([Entry(1, CASES[0].voicing(loaded), start, GREEDY)])
    said = speak(frames, [1], 2)[:, 0]
    assert torch.equal(frames.slots.ring[1, 5:7], said)
