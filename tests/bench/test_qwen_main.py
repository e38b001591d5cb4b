"""Parts are measured apart from each other, within their time, and leave what they found."""

import json
import time
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import bench.qwen.__main__ as main_module
from bench.qwen import rig
from bench.qwen.__main__ import PARTS, groups, measure_apart, measure_here
from bench.qwen.parts import OutOfTime, Run, limited
from bench.qwen.rig import Chosen

pytestmark = pytest.mark.unmeasured

SOON = 1e9


@pytest.fixture
def given(tmp_path: Path) -> Namespace:
    """What was asked for on the command line."""
    return Namespace(
        size="1.7b",
        tiny=True,
        device="cpu",
        dtype="auto",
        model="",
        engine_option=[],
        out=tmp_path,
        budget_s=60.0,
    )


def measuring(monkeypatch: pytest.MonkeyPatch, **parts: Callable[[Run], Any]) -> None:
    """Let parts be measured by these."""
    monkeypatch.setattr(main_module, "_measures", lambda: parts)


def told(folder: Path, part: str) -> dict[str, Any]:
    """What a part left."""
    found: dict[str, Any] = json.loads((folder / f"{part}-tiny.json").read_text())
    return found


def test_every_part_has_its_measure() -> None:
    """And is in a group, with those alone that share a server."""
    assert tuple(main_module._measures()) == PARTS
    assert [part for group in groups(PARTS) for part in group] == list(PARTS)
    assert [group for group in groups(PARTS) if len(group) > 1] == [["first", "calls"]]


def test_a_part_that_fails_leaves_what_it_found(
    given: Namespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next is measured all the same, and the end says that not all went well."""

    def broken(run: Run) -> None:
        run.note(ms=3.0)
        raise RuntimeError("an illegal access")

    measuring(monkeypatch, frames=broken, memory=lambda run: run.note(bytes=1))
    assert not measure_here(["frames", "memory"], given, SOON)
    one, other = told(given.out, "frames"), told(given.out, "memory")
    assert (one["complete"], one["found"]["ms"]) == (False, 3.0)
    assert "illegal access" in one["found"]["failed"]["frames"]
    assert (other["complete"], other["found"]) == (True, {"bytes": 1})
    assert other["machine"]["command"].startswith("python -m bench.qwen")


def test_a_machine_is_set_up_as_it_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the engine sets torch up when it is loaded."""
    kept: list[Any] = []
    monkeypatch.setattr(rig, "set_up", lambda place, *, tf32: kept.append((place.device, tf32)))
    with rig.machine(Chosen("tiny", "cpu"), slots=1, positions=64, warm_up=False):
        assert kept == [("cpu", True)]


def test_a_machine_has_the_options_that_were_chosen_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """But where a part measures others."""
    kept: list[bool] = []
    monkeypatch.setattr(rig, "set_up", lambda _place, *, tf32: kept.append(tf32))
    chosen = Chosen("tiny", "cpu", options={"tf32": "false"})
    for own in ({}, {"tf32": "true"}):
        with rig.machine(chosen, slots=1, positions=64, warm_up=False, **own):
            pass
    assert kept == [False, True]


def test_an_option_that_the_engine_has_not_is_refused_before_anything_is_measured() -> None:
    """Not when the server of the second part is started with it."""
    for wrong in ("grafs=off", "slots=none"):
        with pytest.raises(ArgumentTypeError, match=wrong.partition("=")[0]):
            main_module._engine_option(wrong)


@pytest.mark.parametrize(("part", "grows"), [("frames", True), ("official", False)])
def test_memory_grows_as_when_it_is_served(
    given: Namespace, monkeypatch: pytest.MonkeyPatch, part: str, *, grows: bool
) -> None:
    """From before torch is imported on; that of the official package is as torch has it."""
    told: list[Any] = []

    def begin(_command: list[str], *, env: dict[str, str], **_more: Any) -> Any:
        told.append(env.get("PYTORCH_ALLOC_CONF", ""))
        raise InterruptedError

    given.device = "auto"
    monkeypatch.setattr(main_module.subprocess, "Popen", begin)
    with pytest.raises(InterruptedError):
        measure_apart([part], given, time.monotonic() + 60)
    assert told == ["expandable_segments:True" if grows else ""]


def test_what_was_found_is_written_at_once(
    given: Namespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So a process that is killed has left it."""
    seen: list[Any] = []

    def slow(run: Run) -> None:
        run.rows("rows", iter([1]))
        seen.append(told(given.out, "frames"))
        run.rows("rows", iter([2]))

    measuring(monkeypatch, frames=slow)
    assert measure_here(["frames"], given, SOON)
    assert (seen[0]["complete"], seen[0]["found"]) == (False, {"rows": [1]})
    assert told(given.out, "frames")["found"] == {"rows": [1, 2]}


def test_a_part_that_hangs_is_ended(given: Namespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """No handler of errors goes on after its time, and what it found is there."""
    monkeypatch.setattr(main_module, "_OVER_S", 0.0)
    given.budget_s = 0.2

    def hangs(run: Run) -> None:
        run.note(ms=3.0)
        run.rows("rows", map(time.sleep, [60.0, 60.0]))

    measuring(monkeypatch, frames=hangs)
    assert not measure_here(["frames"], given, SOON)
    assert told(given.out, "frames")["found"] == {
        "ms": 3.0,
        "rows": [],
        "failed": {"frames": "out of time"},
    }


def test_no_alarm_is_left_behind() -> None:
    """What ended in time is not interrupted later."""
    with limited(60.0):
        pass
    with pytest.raises(OutOfTime), limited(0.01):
        time.sleep(60)


def test_a_part_is_measured_in_a_process_of_its_own(given: Namespace) -> None:
    """With what was asked for; without time, none is begun."""
    given.device, given.size, given.engine_option = "cpu", "0.6b", [("tf32", "false")]
    assert not measure_apart(["memory"], given, time.monotonic() + 1)
    assert not list(given.out.iterdir())
    assert measure_apart(["memory"], given, time.monotonic() + 300)
    found = told(given.out, "memory")
    assert (found["part"], found["complete"]) == ("memory", True)
    assert found["found"]["options"] == {"tf32": "false"}
    assert "--part memory" in found["machine"]["command"]
