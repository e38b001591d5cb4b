"""Greedy codes are those of the official generate, token for token, in every layout."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from rtts.engines.qwen.official import Official
from tests.engines.qwen.speaking import FRAMES, Case, make_frames, said_officially, speak

SHORT = "Hello you."
LONG = "The rest of it was told to them in another hall, and nobody asked who had been there."

PRESET = {
    "growing": Case(LONG, speaker="ryan", language="english"),
    "whole": Case(SHORT, speaker="ryan", language="english", whole=True),
    "growing, dialect, instructed": Case(SHORT, speaker="eric", instruct="Sadly."),
    "whole, dialect, instructed": Case(LONG, speaker="dylan", instruct="Slowly.", whole=True),
}
DESIGNED = {
    "growing": Case(SHORT, language="german", instruct="A deep old voice."),
    "whole": Case(LONG, instruct="A child.", whole=True),
}
CLONED = {
    "embedding, growing": Case(LONG, clone_frames=0, language="english"),
    "embedding, whole": Case(SHORT, clone_frames=0, whole=True),
    "recording shorter than text": Case(LONG, clone_frames=9, language="french"),
    "recording longer than text": Case(SHORT, clone_frames=60),
    "recording, whole": Case(SHORT, clone_frames=60, whole=True, language="english"),
}
ASKED = [
    *(("custom_voice", "0b6", name) for name in PRESET),
    *(("voice_design", "1b7", name) for name in DESIGNED),
    *(("base", "1b7", name) for name in CLONED),
    ("custom_voice", "1b7", "growing"),
    ("base", "0b6", "recording shorter than text"),
]
CASES = {"custom_voice": PRESET, "voice_design": DESIGNED, "base": CLONED}

Tiny = Callable[..., Path]
Load = Callable[[Path], Official]


@pytest.mark.parametrize(("kind", "size", "name"), ASKED)
def test_alone(kind: str, size: str, name: str, tiny: Tiny, official: Load) -> None:
    """An utterance alone says what the official generate says."""
    loaded, case = official(tiny(kind, size)), CASES[kind][name]
    frames = make_frames(loaded, slots=2)
    frames.join([case.entry(1, loaded, frames)])
    assert torch.equal(speak(frames, [1], FRAMES)[:, 0], said_officially(loaded, case))


@pytest.mark.parametrize(("kind", "size"), [("base", "1b7"), ("custom_voice", "0b6")])
def test_in_company(kind: str, size: str, tiny: Tiny, official: Load) -> None:
    """A ragged batch of eight, joining and leaving at all times, says for each the same."""
    loaded, cases = official(tiny(kind, size)), list(CASES[kind].values())
    frames = make_frames(loaded, slots=8)
    waiting = [(number, cases[number % len(cases)]) for number in range(13)]
    said: dict[int, list[torch.Tensor]] = {}
    riding: dict[int, int] = {}
    fullest, ticks = 0, 0
    while waiting or riding:
        joining = waiting[: min(1 + ticks % 2, 8 - len(riding))]
        free = [slot for slot in range(8) if slot not in riding]
        entries = [
            case.entry(slot, loaded, frames)
            for slot, (_, case) in zip(free[::-1], joining, strict=False)
        ]
        if entries:
            frames.join(entries)
        for entry, (number, _) in zip(entries, joining, strict=True):
            riding[entry.slot], said[number] = number, []
        waiting = waiting[len(entries) :]
        rows = sorted(riding, key=lambda slot: (slot * 5 + ticks // 7) % 8)
        for slot, codes in zip(rows, frames.step(rows), strict=True):
            said[riding[slot]].append(codes)
        fullest, ticks = max(fullest, len(rows)), ticks + 1
        for slot in rows:
            if len(said[riding[slot]]) == FRAMES - 3 * (riding[slot] % 8):
                frames.leave(slot)
                del riding[slot]
    assert fullest == 8
    for number, codes in said.items():
        expected = said_officially(loaded, cases[number % len(cases)])[: len(codes)]
        assert torch.equal(torch.stack(codes), expected), number
