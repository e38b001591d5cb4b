"""Frames that are read in the step that speaks them."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from rtts.engines.qwen import at_once
from rtts.engines.qwen.at_once import AtOnce
from rtts.engines.qwen.lanes import HostLane, Mark
from tests.engines.qwen.engines import begin, make_engine, stage

Tiny = Callable[..., Path]


class Marked(HostLane):
    """A lane whose marks say when they are waited for."""

    def __init__(self, said: list[str]) -> None:
        self._said = said

    def mark(self) -> Mark:
        return self

    def wait(self) -> None:
        self._said.append("waited")


def test_a_lane_is_waited_for(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where frames are recorded they are spoken in a lane, and read outside of it."""
    engine = make_engine(tiny("custom_voice", "0b6"))
    machine, said = stage(engine).machine, list[str]()
    launch = at_once.launch

    def launched(*given: object) -> torch.Tensor | None:
        said.append("launched")
        return launch(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(machine.frames, "lane", Marked(said))
    monkeypatch.setattr(at_once, "launch", launched)
    monkeypatch.setattr(stage(engine), "_speech", AtOnce(machine))
    begin(engine, 1, "Hello there.")
    engine.step([1])
    assert said == ["launched", "waited"]
