"""What is put together of a checkpoint, by which options, and what is told of it."""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from rtts.engines.base import Event
from rtts.engines.options import read_options
from rtts.engines.qwen.buckets import buckets_up_to
from rtts.engines.qwen.checkpoint import find_checkpoint
from rtts.engines.qwen.lanes import HostLane
from rtts.engines.qwen.machine import Machine, load_machine
from rtts.engines.qwen.networks.quantize import Quantized
from rtts.engines.qwen.options import QwenOptions
from rtts.errors import SettingsError
from tests.engines.qwen.engines import Reports, begin, codes, make_engine, pcm, steps

Tiny = Callable[..., Path]
FEW = 4
"""Code groups, so that the interpreter of Triton has less to do."""


def load(folder: Path, **options: str) -> tuple[Machine, Reports]:
    """A machine, and what it told."""
    given = {"device": "cpu", "slots": "2", "positions": "64"} | options
    told = Reports()
    chosen = read_options(QwenOptions, "qwen", given)
    return load_machine(find_checkpoint(str(folder)), chosen, told), told


def test_a_cpu_records_nothing(tiny: Tiny) -> None:
    """Frames are called as they come, and heard at once."""
    machine, told = load(tiny("custom_voice", "0b6"))
    assert (machine.sound, machine.buckets) == (None, ())
    assert [event for event, _ in told] == ["model_fits"]


def test_what_is_recorded_is_told(tiny: Tiny) -> None:
    """Each size of a batch, of frames and of the codec, then the seconds of all."""
    machine, told = load(tiny("custom_voice", "0b6"), graphs="on", slots="3")
    assert machine.sound is not None
    assert machine.buckets == buckets_up_to(3) == (1, 2, 4)
    events = [event for event, _ in told]
    sounds = len(machine.sound.sizes())
    assert events == [
        "model_fits",
        *["graphs_recorded"] * 3,
        *["codec_recorded"] * sounds,
        "recorded",
    ]
    parts = [fields["seconds"] for event, fields in told if event == "graphs_recorded"]
    assert told[-1][1]["seconds"] >= sum(parts) - 0.002


def test_the_codec_goes_first(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame that is to be heard comes before the next one is spoken: less is more urgent."""
    priorities: list[int] = []

    def make_lane(_device: str, priority: int = 0) -> HostLane:
        priorities.append(priority)
        return HostLane()

    monkeypatch.setattr("rtts.engines.qwen.machine.make_lane", make_lane)
    machine, _ = load(tiny("custom_voice", "0b6"), graphs="on", slots="1")
    assert machine.sound is not None
    frames, codec = priorities
    assert codec < frames


def test_slots_that_were_not_named_are_chosen(tiny: Tiny) -> None:
    """On a CPU, 32; the engine says it when it is loaded."""
    machine, told = load(tiny("custom_voice", "0b6"), slots="0")
    assert machine.frames.slots.count == machine.codec.slots == 32
    assert told[0][1]["slots"] == 32
    engine = make_engine(tiny("custom_voice", "0b6"), slots=0)
    assert engine.slots == 32


@pytest.mark.parametrize("weights", ["int8", "fp8"])
@pytest.mark.parametrize("graphs", ["on", "off"])
def test_weights_of_one_byte(tiny: Tiny, weights: str, graphs: str) -> None:
    """The talker's, not the predictor's; how far they are off is told; and it speaks."""
    folder = tiny("custom_voice", "1b7")
    machine, told = load(folder, weights=weights, graphs=graphs)
    network = machine.frames.network
    assert isinstance(network.talker.stack.layers[-1].down, Quantized)
    assert isinstance(network.predictor.stack.layers[-1].down, torch.Tensor)
    ((_, fields),) = [each for each in told if each[0] == "weights_quantized"]
    assert fields["kind"] == weights
    assert 0 < fields["error"] < 0.2
    engine = make_engine(folder, weights=weights, graphs=graphs, endless=True)
    begin(engine, 1, "Hello you.")
    assert len(codes(engine, steps(engine, 8))) >= 6


def test_the_codec_is_compiled_before_it_is_recorded(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By torch, whose place a function takes that counts: its compiler needs minutes."""
    shapes: list[tuple[int, ...]] = []

    def compile_by_counting(decode: Callable[..., Any], *, dynamic: bool) -> Callable[..., Any]:
        assert not dynamic

        def counting(given: torch.Tensor, slots: torch.Tensor) -> Any:
            shapes.append(tuple(given.shape[:2]))
            return decode(given, slots)

        return counting

    monkeypatch.setattr(torch, "compile", compile_by_counting)
    machine, _ = load(tiny("custom_voice", "0b6"), graphs="on", compile="codec")
    assert machine.sound is not None
    assert set(shapes) == {(rows, frames) for frames, rows in machine.sound.sizes()}


def test_what_is_not_recorded_is_not_compiled(tiny: Tiny) -> None:
    """It would be compiled in mid-speech."""
    with pytest.raises(SettingsError, match="compile=codec, frames must be recorded"):
        load(tiny("custom_voice", "0b6"), compile="codec")


def test_cpus_that_are_not_there(tiny: Tiny) -> None:
    """Before anything is loaded."""
    with pytest.raises(SettingsError, match="cannot stay on the CPUs 9999"):
        load(tiny("custom_voice", "0b6"), cpus="9999")


@pytest.mark.skipif(importlib.util.find_spec("triton") is None, reason="triton is not installed")
def test_kernels_need_a_gpu_or_the_interpreter(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for them on a CPU is told so."""
    monkeypatch.delenv("TRITON_INTERPRET", raising=False)
    with pytest.raises(SettingsError, match="kernels=triton on cpu: without a GPU"):
        load(tiny("custom_voice", "0b6"), kernels="triton")


@pytest.mark.unmeasured
@pytest.mark.skipif(importlib.util.find_spec("triton") is None, reason="triton is not installed")
def test_the_engine_by_kernels(tiny: Tiny) -> None:
    """Recorded, its codes are those of the engine on a CPU, and samples too but for rounding.

    In a process of its own: whether kernels are interpreted is settled when Triton is imported.
    There nothing is run to warm up, which would take most of the time.
    """
    folder = tiny("custom_voice", "0b6", FEW)
    program = (
        "import sys\n"
        "from rtts.engines.qwen import lanes\n"
        "from tests.engines.qwen.test_machine import said_by\n"
        "lanes._WARM_RUNS = 0\n"
        "print(said_by(*sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder), "triton", "on"],
        env={**os.environ, "TRITON_INTERPRET": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    right = json.loads(said_by(str(folder), "torch", "off"))
    for (found, heard), (expected, samples) in zip(said, right, strict=True):
        assert len(found) > 1
        assert found == expected[: len(found)]
        assert max(abs(a - b) for a, b in zip(heard, samples, strict=False)) <= 1


def said_by(folder: str, kernels: str, graphs: str) -> str:
    """Codes and samples of a few frames of utterances that are drawn, as JSON.

    One begins later than the other, so that they ride in batches of two sizes, of which the
    smaller is multiplied by kernels of our own.
    """
    how = {"slots": 2, "positions": 64, "kernels": kernels, "graphs": graphs, "fused_rows": 1}
    engine = make_engine(Path(folder), endless=True, **how)
    events: list[Event] = []
    for id in (1, 2):
        begin(engine, id, "So it was.", temperature=0.9, seed=id)
        events += steps(engine, id + 1)
    return json.dumps(
        [
            [codes(engine, events, id).tolist(), memoryview(pcm(events, id)).cast("h").tolist()]
            for id in (1, 2)
        ]
    )
