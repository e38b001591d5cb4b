"""A step over slots: text that grows, pauses, forced frames, slots taken again, and its cost."""

import sys
import types
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import torch

from rtts.engines.qwen.frame import Entry, Frames
from rtts.engines.qwen.lanes import upload
from rtts.engines.qwen.official import Official
from rtts.engines.qwen.slots import COUNTERS
from tests.engines.qwen.speaking import (
    DRAWN,
    GREEDY,
    Case,
    Operations,
    make_frames,
    said_officially,
    speak,
)
from tests.engines.qwen.tiny import official_codes, text_ids

OURS = Case("They sang to the end of the hall, and then we all went.", speaker="ryan")
OTHER = Case("Hello you.", speaker="vivian", language="german", whole=True)
COUNT = 40


@pytest.fixture(scope="module")
def loaded(tiny: Callable[..., Path], official: Callable[[Path], Official]) -> Official:
    """A checkpoint of preset voices."""
    return official(tiny("custom_voice", "1b7"))


@pytest.fixture(scope="module")
def ids(loaded: Official) -> list[int]:
    """The text of OURS."""
    return text_ids(loaded, OURS.text)


def begin_growing(frames: Frames, loaded: Official, slot: int) -> None:
    """Join with no text at all."""
    frames.join([Entry(slot, OURS.voicing(loaded), frames.prompts.growing(), GREEDY)])


# Text that grows


@pytest.mark.parametrize("seed", range(4))
def test_fragments_and_pauses(loaded: Official, ids: list[int], seed: int) -> None:
    """Text in any fragments, with pauses between, says the same, and disturbs no other."""
    random, frames = Random(seed), make_frames(loaded)
    begin_growing(frames, loaded, 3)
    frames.join([OTHER.entry(1, loaded, frames)])
    left, ended = list(ids), False
    said: dict[int, list[torch.Tensor]] = {1: [], 3: []}
    while len(said[3]) < COUNT:
        if random.random() < 0.3 and not ended:
            size = random.randint(1, 4)
            frames.append_text(3, left[:size])
            left = left[size:]
            if not left:
                frames.end_text(3)
                ended = True
        rows = [3] if frames.ready(3) and random.random() < 0.8 else []
        rows += [1] if len(said[1]) < COUNT else []
        if rows:
            for slot, codes in zip(rows, frames.step(rows), strict=True):
                said[slot].append(codes)
    assert torch.equal(torch.stack(said[3]), said_officially(loaded, OURS)[:COUNT])
    other = torch.stack(said[1])
    assert torch.equal(other, said_officially(loaded, OTHER)[: len(other)])


def test_starved(loaded: Official, ids: list[int]) -> None:
    """A slot is ready for as many frames as it has text, and not taken into a step without."""
    frames = make_frames(loaded)
    begin_growing(frames, loaded, 0)
    assert not frames.ready(0)
    frames.append_text(0, ids[:2])
    speak(frames, [0], 2)
    assert not frames.ready(0)
    with pytest.raises(ValueError, match="not known"):
        frames.step([0])
    frames.end_text(0)
    speak(frames, [0], 10)
    assert frames.ready(0)


def test_end_is_gated(loaded: Official, ids: list[int]) -> None:
    """However likely, the end comes no sooner than the frame that reads the text's end."""
    frames = make_frames(loaded, endless=False)
    talker, end = frames.network.talker, frames.rules.codec_eos
    logits = talker.logits
    certain = torch.tensor([end])
    talker.logits = lambda hidden: logits(hidden).index_fill(1, certain, 1e9)  # type: ignore[method-assign]
    begin_growing(frames, loaded, 0)
    frames.append_text(0, ids[:8])
    said = [*speak(frames, [0], 5)]
    frames.end_text(0)
    said += [*speak(frames, [0], 4)]
    assert [codes[0, 0].item() == end for codes in said] == [False] * 8 + [True]
    whole, short = OTHER.entry(1, loaded, frames), frames.prompts.growing([ids[0]], ended=True)
    frames.join([whole, Entry(2, OURS.voicing(loaded), short, GREEDY)])
    begin_growing(frames, loaded, 3)
    frames.append_text(3, ids[:1])
    frames.end_text(3)
    first_codes = speak(frames, [1, 2, 3], 3)[:, :, 0]
    assert (first_codes == end).tolist() == [[False] * 3, [False] * 3, [True] * 3]


def test_full(loaded: Official) -> None:
    """What does not fit into a slot is refused with a sentence, and changes nothing."""
    frames = make_frames(loaded, positions=30)
    frames.join([OTHER.entry(0, loaded, frames)])
    room = frames.room(0)
    expected = said_officially(loaded, OTHER)[:room]
    with pytest.raises(ValueError, match="does not fit"):
        frames.join([replace(OURS, whole=True).entry(0, loaded, frames)])
    with pytest.raises(ValueError, match="does not fit"):
        frames.append_text(0, range(31))
    assert torch.equal(speak(frames, [0], room)[:, 0], expected)
    assert not frames.ready(0)
    with pytest.raises(ValueError, match="full"):
        frames.step([0])


# Going on after given frames


@pytest.mark.parametrize("given", [1, 7, 30])
@pytest.mark.parametrize("case", [OURS, OTHER], ids=["growing", "whole"])
def test_forced(loaded: Official, case: Case, given: int) -> None:
    """After frames that are given, in one prefill, the next are those of the undisturbed run."""
    for sampling in (GREEDY, DRAWN):
        frames = make_frames(loaded)
        entry = case.entry(0, loaded, frames, sampling)
        frames.join([entry])
        undisturbed = speak(frames, [0], COUNT)[:, 0]
        start = frames.prompts.forced(entry.start, undisturbed[:given])
        before = frames.network.talker.forwards
        frames.join([replace(entry, slot=5, start=start)])
        assert frames.network.talker.forwards == before + 1
        went_on = speak(frames, [5], COUNT - given)[:, 0]
        assert torch.equal(went_on, undisturbed[given:])


def test_forced_while_growing(loaded: Official, ids: list[int]) -> None:
    """An utterance whose text still grows goes on too."""
    expected = said_officially(loaded, OURS)[:COUNT]
    frames = make_frames(loaded)
    start = frames.prompts.forced(frames.prompts.growing(ids[:9]), expected[:6])
    frames.join([Entry(2, OURS.voicing(loaded), start, GREEDY)])
    said = [*speak(frames, [2], 3)]
    assert not frames.ready(2)
    frames.append_text(2, ids[9:])
    frames.end_text(2)
    said += [*speak(frames, [2], COUNT - 9)]
    assert torch.equal(torch.cat(said), expected[6:])


# Drawing


def test_drawn_alike(loaded: Official) -> None:
    """One seed says one thing, in any row and company of a batch; another says another."""
    said = []
    for row, companions in ((0, OTHER), (2, OURS), (3, OTHER)):
        frames = make_frames(loaded)
        slots = [6, 1, 4, 3]
        frames.join(
            [
                OURS.entry(slot, loaded, frames, DRAWN)
                if at == row
                else companions.entry(slot, loaded, frames, replace(DRAWN, seed=at))
                for at, slot in enumerate(slots)
            ]
        )
        said.append(speak(frames, slots, COUNT))
    assert torch.equal(said[0][:, 0], said[1][:, 2])
    assert torch.equal(said[0][:, 0], said[2][:, 3])
    assert not torch.equal(said[1][:, 2], said[1][:, 3])


def test_mixed_temperatures(loaded: Official) -> None:
    """A greedy row stays greedy beside drawn ones."""
    frames = make_frames(loaded)
    drawn = OURS.entry(0, loaded, frames, DRAWN)
    frames.join([drawn, OURS.entry(1, loaded, frames), replace(drawn, slot=2)])
    said = speak(frames, [0, 1, 2], COUNT)
    assert torch.equal(said[:, 1], said_officially(loaded, OURS)[:COUNT])
    assert torch.equal(said[:, 0], said[:, 2])


# Slots


def poison(frames: Frames, slot: int) -> None:
    """Leave the worst behind that a slot can hold."""
    slots = frames.slots
    with torch.inference_mode():
        slots.kv[:, slot] = torch.nan
        slots.codec_sum[slot] = torch.nan
        slots.sampling[slot] = torch.nan
        slots.seen[slot, ::2] = True
        slots.text[slot] = 1
        slots.counters[slot] = 17


@pytest.mark.parametrize("rows", [[4], [2, 4, 1], [4, 5, 6]])
def test_nothing_is_left_behind(loaded: Official, rows: list[int]) -> None:
    """What a slot held before, NaN even, is not heard in the next utterance."""
    frames = make_frames(loaded)
    frames.join([OTHER.entry(slot, loaded, frames) for slot in rows])
    speak(frames, rows, 3)
    for slot in rows:
        frames.leave(slot)
        poison(frames, slot)
    frames.join([OURS.entry(slot, loaded, frames) for slot in rows])
    said = speak(frames, rows, 64)
    for row in range(len(rows)):
        assert torch.equal(said[:, row], said_officially(loaded, OURS))


def test_free_at_the_next_frame(loaded: Official) -> None:
    """A slot that is left may be taken before the next step, while others go on."""
    frames = make_frames(loaded, slots=2)
    frames.join([OTHER.entry(0, loaded, frames), OTHER.entry(1, loaded, frames)])
    first = speak(frames, [0, 1], 5)
    frames.leave(0)
    frames.join([OURS.entry(0, loaded, frames)])
    then = speak(frames, [0, 1], 30)
    assert torch.equal(then[:, 0], said_officially(loaded, OURS)[:30])
    assert torch.equal(torch.cat([first, then])[:, 1], said_officially(loaded, OTHER)[:35])


def test_padding_rows(loaded: Official) -> None:
    """Rows of the scratch slot pad a batch and change nothing, for however long."""
    frames = make_frames(loaded, slots=3)
    scratch = frames.slots.scratch
    frames.join([OURS.entry(2, loaded, frames), OTHER.entry(0, loaded, frames)])
    said = speak(frames, [2, 0, scratch, scratch], 60)
    assert torch.equal(said[:, 0], said_officially(loaded, OURS)[:60])
    assert torch.equal(said[:, 1], said_officially(loaded, OTHER)[:60])
    assert frames.slots.counters[scratch, :2].tolist() == [0, 0]


def test_a_rehearsal_leaves_nothing(loaded: Official) -> None:
    """Prefills of few shapes are done before the first utterance, which says what it says."""
    frames = make_frames(loaded)
    talker = frames.network.talker
    talker.pads = True  # as on a GPU
    frames.rehearse()
    assert talker.forwards == 7
    assert not frames.slots.length.any()
    assert not any(frames.ready(slot) for slot in range(frames.slots.count))
    frames.join([OURS.entry(0, loaded, frames), OTHER.entry(3, loaded, frames)])
    said = speak(frames, [0, 3], 64)
    assert torch.equal(said[:, 0], said_officially(loaded, OURS))
    assert torch.equal(said[:, 1], said_officially(loaded, OTHER))


# What a frame costs


def count_operations(frames: Frames, rows: Sequence[int]) -> list[str]:
    """The operations of one step, of rows that rode before."""
    speak(frames, rows, 3)
    with Operations() as seen:
        frames.step(rows)
    return seen.names


@pytest.fixture
def uploads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How much each copy from the host to the device has carried so far."""
    carried: list[int] = []

    def watch(host: np.ndarray, device: torch.device) -> torch.Tensor:
        carried.append(host.size)
        return upload(host, device)

    monkeypatch.setattr("rtts.engines.qwen.slots.upload", watch)
    return carried


def test_joining_costs_the_same(loaded: Official, uploads: list[int]) -> None:
    """With kept prefixes any number joins by the same operations and copies; none waits."""
    frames = make_frames(loaded)
    kept = {
        count: [OURS.entry(slot, loaded, frames, DRAWN) for slot in range(count)]
        for count in (1, 2, 8)
    }
    frames.join(kept[1])
    done = {}
    for count, entries in kept.items():
        uploads.clear()
        with Operations() as seen:
            frames.join(entries)
        done[count] = sorted(seen.names)
        assert len(uploads) == 2
    assert done[2] == done[8]
    assert len(done[1]) <= len(done[8])
    assert not [name for name in done[8] if "item" in name or "_local_scalar" in name]


def test_texts_are_written_together(loaded: Official, ids: list[int], uploads: list[int]) -> None:
    """What is appended to texts, and where they end, is one copy before the next step."""
    frames, names = make_frames(loaded), []
    rows = list(range(6))
    frames.join(
        [Entry(slot, OURS.voicing(loaded), frames.prompts.growing(), GREEDY) for slot in rows]
    )
    for slot in rows:
        frames.append_text(slot, ids[:4])
    speak(frames, rows, 2)
    for growing in (1, 6):
        uploads.clear()
        for slot in rows[:growing]:
            frames.append_text(slot, ids[4:5])
            frames.append_text(slot, ids[5:7])
        if growing == 6:
            for slot in rows:
                frames.end_text(slot)
        assert uploads == []
        with Operations() as seen:
            frames.step(rows)
        assert len(uploads) == 1
        names.append(seen.names)
    written = [sum(name.startswith("aten.index_copy_.") for name in each) for each in names]
    assert written[1] == written[0] + 1  # where they end
    uploads.clear()
    frames.step(rows)
    assert uploads == []


def test_text_that_came_too_late(loaded: Official, ids: list[int]) -> None:
    """What was appended for an utterance that left at once is not read by the next."""
    frames = make_frames(loaded)
    begin_growing(frames, loaded, 3)
    frames.append_text(3, ids)
    frames.end_text(3)
    frames.leave(3)
    begin_growing(frames, loaded, 3)
    frames.append_text(3, ids[:1])
    frames.append_text(3, [])
    speak(frames, [3], 1)
    pad = frames.rules.text_pad
    assert frames.slots.text[3, :3].tolist() == [ids[0], pad, pad]
    assert frames.slots.counters[3, COUNTERS.index("eos_from")] > len(ids)


@pytest.mark.parametrize("size", ["0b6", "1b7"])
def test_operations(
    size: str, tiny: Callable[..., Path], official: Callable[[Path], Official]
) -> None:
    """A frame is the same operations for any batch, a third of the official's, and no waiting."""
    loaded = official(tiny("custom_voice", size, groups=16))
    frames = make_frames(loaded)
    frames.join([OURS.entry(slot, loaded, frames) for slot in range(8)])
    batches = [[0], [1, 2], [7, 6], [0, 1, 2, 3, 4, 5, 6, 7]]
    ours = [sorted(count_operations(frames, rows)) for rows in batches]
    official_counts = []
    for count in (3, 5):
        with Operations() as seen:
            official_codes(loaded, "Hi.", frames=count, speaker="ryan")
        official_counts.append(len(seen.names))
    theirs = (official_counts[1] - official_counts[0]) // 2
    assert {len(names) for names in ours} == {len(ours[0])}
    assert ours[0] == ours[3]
    assert len(ours[0]) * 3 <= theirs
    waiting = ("item", "_local_scalar", "nonzero", "masked_select", "unique", "equal", "is_")
    for name in set(ours[0]):
        assert not any(name.startswith(f"aten.{word}") for word in waiting), name


def test_no_official_code_runs(loaded: Official) -> None:
    """A step runs our functions and torch's; no module of transformers or of the package."""
    frames = make_frames(loaded)
    frames.join([OURS.entry(0, loaded, frames)])
    files: set[str] = set()

    def write_down(frame: types.FrameType, _event: str, _argument: Any) -> None:
        files.add(frame.f_code.co_filename)

    sys.setprofile(write_down)
    try:
        speak(frames, [0], 3)
    finally:
        sys.setprofile(None)
    assert any(file.endswith("frame.py") for file in files)
    for word in ("transformers", "qwen_tts", "torch/nn/modules"):
        assert not [file for file in files if word in file]
