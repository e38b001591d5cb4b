"""What was measured is written, merged and drawn as it was found."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from bench.qwen.plot import draw, is_drawable
from bench.qwen.results import COMMIT_VARIABLE, about_machine, commit, merge, write_part

MACHINE = {"device": "a GPU", "python": "3", "packages": {}, "commit": "c", "at": "2026-01-01T00"}


def test_a_part_is_written_again_in_its_place(tmp_path: Path) -> None:
    """The newest of each part and size is merged."""
    write_part(tmp_path, "frames", "1.7b", MACHINE, {"ms": 9})
    write_part(tmp_path, "frames", "1.7b", MACHINE | {"at": "2026-01-02T00"}, {"ms": 4})
    write_part(tmp_path, "first", "1.7b", MACHINE, {"ms": 5})
    write_part(tmp_path, "frames", "0.6b", MACHINE, {"ms": 3})
    merged = merge(tmp_path)
    assert merged["sizes"] == {
        "1.7b": {"frames": {"ms": 4}, "first": {"ms": 5}},
        "0.6b": {"frames": {"ms": 3}},
    }
    assert merged["incomplete"] == []
    assert json.loads((tmp_path / "merged.json").read_text()) == merged
    assert merge(tmp_path) == merged


def test_a_part_that_was_cut_off_is_named(tmp_path: Path) -> None:
    """Its figures are there, and nothing is left beside the file."""
    path = write_part(tmp_path, "frames", "1.7b", MACHINE, {"ms": 9}, complete=False)
    merged = merge(tmp_path)
    assert merged["sizes"] == {"1.7b": {"frames": {"ms": 9}}}
    assert merged["incomplete"] == ["frames-1.7b"]
    assert set(tmp_path.iterdir()) == {path, tmp_path / "merged.json"}


@pytest.mark.parametrize("other", [{"device": "b"}, {"commit": "d"}, {"packages": {"torch": "1"}}])
def test_what_was_measured_elsewhere_is_kept_apart(tmp_path: Path, other: dict[str, Any]) -> None:
    """No table has figures of two machines or of two versions."""
    write_part(tmp_path, "memory", "1.7b", MACHINE | other, {})
    write_part(tmp_path, "frames", "1.7b", MACHINE | {"at": "2026-01-02T00"}, {})
    merged = merge(tmp_path)
    assert list(merged["sizes"]["1.7b"]) == ["frames"]
    assert merged["elsewhere"] == ["memory-1.7b"]


def test_what_is_no_number_is_null(tmp_path: Path) -> None:
    """JSON has no word for it."""
    path = write_part(tmp_path, "a", "b", MACHINE, {"x": [math.nan, math.inf, 1.5]})
    assert json.loads(path.read_text())["found"] == {"x": [None, None, 1.5]}


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    """A folder of results may hold more than those."""
    (tmp_path / "notes-mine.json").write_text("[1]")
    (tmp_path / "broken-mine.json").write_text("{")
    assert merge(tmp_path) == {}


def test_the_machine_is_told() -> None:
    """Its name, its Python, and the versions of what counts."""
    told = about_machine("cpu")
    assert told["device"].startswith("CPU: ")
    assert told["processors"] >= 1
    assert "torch" in told["packages"]


def test_a_copy_without_history_is_told_its_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a variable; where there is git, git says."""
    monkeypatch.setenv(COMMIT_VARIABLE, "abc1234")
    monkeypatch.setenv("PATH", "")
    assert commit() == "abc1234"


ROW = {"batch": 1, "length": 256, "ms": 3.0, "memory_ms": 1.0, "arithmetic_ms": 0.1}
FIRST = {"rate": 1.0, "first_ms": {"count": 3, "p50": 5.0, "p95": 9.0, "p99": 10.0}}
UNHEARD = {"rate": 5.0, "first_ms": {"count": 0, "p50": None, "p95": None, "p99": None}}


def test_a_picture_is_drawn_where_it_can_be(tmp_path: Path) -> None:
    """Of what there is; without matplotlib, or of nothing, none is."""
    found = {"frames": {"rows": [ROW], "engine": [ROW]}, "first": {"rates": [FIRST, UNHEARD]}}
    path = tmp_path / "it.png"
    for sizes in ({"1.7b": found}, {"0.6b": {}, "1.7b": {"memory": {}}}):
        assert draw({"machine": MACHINE, "sizes": sizes}, path) is is_drawable()
    assert path.is_file() is is_drawable()
    if is_drawable():
        assert path.read_bytes().startswith(b"\x89PNG")
    assert not draw({}, path)
