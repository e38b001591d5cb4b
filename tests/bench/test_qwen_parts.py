"""Every part measures what it says, on tiny checkpoints and a CPU."""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import torch

import bench.qwen.frames as frames_module
import bench.qwen.switches as switches_module
import rtts.engines.qwen.step as step_module
from bench.qwen.clocks import ceilings, time_runs
from bench.qwen.frames import measure_frames
from bench.qwen.memory import measure_memory
from bench.qwen.parts import Run
from bench.qwen.results import write_part
from bench.qwen.rig import Chosen, engine_options, machine, stand_at
from bench.qwen.rivals import measure_official
from bench.qwen.split import LABELS, labelled, one_frame
from bench.qwen.switches import SWITCHES, measure_settings
from rtts.engines.qwen.machine import Machine
from rtts.engines.qwen.options import QwenOptions

pytestmark = pytest.mark.unmeasured

TINY = Chosen("tiny", "cpu")


@pytest.fixture(scope="module")
def made() -> Iterator[Machine]:
    """A machine of three slots."""
    with machine(TINY, slots=3, positions=64, warm_up=False) as found:
        yield found


def test_time_is_that_of_a_run() -> None:
    """Whichever way runs are timed, one takes as long as one."""
    done: list[int] = []
    timed = time_runs(lambda: done.append(sum(range(20_000))), 8, "cpu")
    assert len(done) == 16
    assert timed.ms > 0
    assert timed.device_ms == timed.ms
    assert timed.host_ms <= timed.ms
    assert timed.waited_ms == pytest.approx(timed.ms, rel=5)


def test_a_device_has_ceilings() -> None:
    """Some bytes and some operations a second."""
    found = ceilings("cpu", torch.float32)
    assert 1e7 < found.bandwidth < 1e15
    assert 1e7 < found.rate < 1e18


def test_rows_stand_where_they_are_asked_to(made: Machine) -> None:
    """Host and device count alike, and no text ends: so a length is forced."""
    frames = made.frames
    stand_at(frames, [0, 1], 40)
    for _ in range(3):
        frames.step([0, 1])
    assert frames.slots.counters[:2, 0].tolist() == [43, 43] == list(frames.slots.length[:2])
    assert frames.slots.counters[:2, 1].tolist() == [3, 3]
    assert int(frames.slots.counters[:2, 2].min()) > 10**6
    assert frames.ready(0)
    assert bool(frames.slots.kv[:, 0, :, :, :40].any(-1).all())


def test_a_frame_is_split_into_its_parts(made: Machine) -> None:
    """Every label is there, and all of them are gone again."""
    frames = made.frames
    frame = one_frame(frames, 2, 20)
    owners = (frames.network.talker, frames.network.predictor, frames.tables, step_module)
    before = [set(vars(owner)) for owner in owners]
    sample = step_module.sample
    seen: list[str] = []

    class Around:
        def __init__(self, label: str) -> None:
            seen.append(label)

        def __enter__(self) -> None: ...

        def __exit__(self, *gone: object) -> None: ...

    with labelled(frames, Around):  # type: ignore[arg-type]
        frame()
    assert set(seen) == set(LABELS)
    assert seen.count("predictor") == frames.tables.groups - 1
    assert [set(vars(owner)) for owner in owners] == before
    assert step_module.sample is sample
    count = len(seen)
    frame()
    assert len(seen) == count


def test_frames(tmp_path: Path) -> None:
    """Every batch at every length, the codec, the split and the whole engine; as JSON."""
    found = measure_frames(Run(TINY))
    told = json.loads(write_part(tmp_path, "frames", "tiny", {}, found).read_text())["found"]
    assert {(row["batch"], row["length"]) for row in told["rows"]} == {
        (batch, length) for batch in (1, 4) for length in (16, 64)
    }
    assert all(row["ms"] > 0 and row["ratio"] > 0 for row in told["rows"])
    assert {(row["batch"], row["frames"]) for row in told["codec"]} == {
        (batch, frames) for batch in (1, 4) for frames in (1, 2, 4)
    }
    for row in told["split"]:
        parts = sum(row[label]["ms"] for label in (*LABELS, "other"))
        assert parts == pytest.approx(row["device_ms"])
    assert [(row["batch"], row["lead_s"]) for row in told["engine"]] == [
        (batch, lead) for lead in (0.0, 0.75) for batch in (1, 4)
    ]
    assert all(0.5 < row["spoken_share"] <= 1.5 for row in told["engine"])


def test_where_nothing_can_be_recorded_frames_are_measured_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And it is told what failed: a device that refuses one way has not been visited in vain."""
    asked: list[dict[str, Any]] = []

    def refusing(chosen: Chosen, **wanted: Any) -> Any:
        asked.append(wanted)
        if "graphs" not in wanted:
            raise RuntimeError("operation not permitted when stream is capturing")
        return machine(chosen, **wanted)

    monkeypatch.setattr(frames_module, "machine", refusing)
    found = measure_frames(Run(TINY))
    assert [each.get("graphs") for each in asked] == [None, "off"]
    assert "not permitted" in found["failed"]["a machine of all"]
    assert {row["batch"] for row in found["rows"]} == set(frames_module.TINY_BATCHES)


def test_what_the_budget_has_no_time_for_is_left_out(
    made: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part that is late ends, and has told what it found."""
    monkeypatch.setattr(frames_module, "machine", lambda *_, **__: nullcontext(made))
    found = measure_frames(Run(TINY, budget_s=0.0))
    assert (found["rows"], found["codec"], found["engine"]) == ([], [], [])
    assert {name.partition(" ")[0] for name in found["left_out"]} == {
        *("rows", "codec", "split", "engine")
    }


def test_an_error_in_one_question_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is kept by its name, and what was found before it too."""

    def broken(*_: object) -> Iterator[dict[str, int]]:
        yield {"batch": 1}
        raise RuntimeError("no such kernel")

    monkeypatch.setattr(frames_module, "engine_rows", broken)
    kept: list[dict[str, Any]] = []
    found = measure_frames(Run(TINY, keep=lambda told: kept.append(dict(told))))
    assert found["engine"] == [{"batch": 1}]
    assert "no such kernel" in found["failed"]["engine"]
    assert len(found["rows"]) == 4
    assert found["split"]
    assert kept[0].keys() == {"ceilings", "positions"}
    assert kept[-1] == found


def test_memory() -> None:
    """More slots take more, and each takes what it says."""
    found = measure_memory(Run(TINY))
    one, many = found["machines"]
    assert one["slots"] < many["slots"]
    assert found["slot_bytes"] == many["state_bytes"] > 20_000


def test_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """One thing is changed at a time; what cannot be had is told with its reason."""
    asked: dict[str, dict[str, str]] = {"as_it_is": {}, "strange": {"no_such": "1"}}
    asked["unheard"] = {"kernels": "no_such"}
    monkeypatch.setattr(switches_module, "SWITCHES", asked)
    found = measure_settings(Run(TINY))
    assert [(row["name"], row["batch"]) for row in found["rows"]] == [
        ("as_it_is", 1),
        ("as_it_is", 2),
    ]
    assert all(row["ms"] > 0 and row["audio_s_per_s"] > 0 for row in found["rows"])
    assert "no_such" in found["left_out"]["strange"]
    assert "kernels" in found["left_out"]["unheard"]


def test_every_switch_is_one_of_the_engine() -> None:
    """None is left out for a name that the engine has not."""
    for options in SWITCHES.values():
        assert set(options) <= set(QwenOptions.__struct_fields__)
        engine_options(**options)


def test_official(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both speak over the same weights; who cannot be measured is named."""
    monkeypatch.setattr("bench.qwen.rivals._ROUNDS", 1)
    monkeypatch.setattr("bench.qwen.rivals._TINY_FRAMES", 2)
    found: dict[str, Any] = dict(measure_official(Run(TINY)))
    assert [row["batch"] for row in found["rows"]] == [1, 2]
    assert all(row["ours_ms"] > 0 for row in found["rows"])
    assert "GPU" in found["faster"]["missing"]
