"""A bundle of wheels brings all that its wheels ask for, and its command fits."""

import re
import shlex
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("packaging")

from bench.qwen.bundle import first_visit, pinned, unmet


def wheel(folder: Path, name: str, version: str, *needs: str) -> None:
    """A wheel with nothing in it but what it needs."""
    lines = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {each}" for each in needs)]
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n\n")


@pytest.mark.parametrize(
    ("need", "told"),
    [
        ("other", False),
        ("Other>=1", False),
        ("other>=2", True),
        ("missing", True),
        ("torch>=9", False),  # the machine's own
        ("librosa", False),  # has a stand-in
        ('missing; extra == "more"', False),
        ('missing; sys_platform == "win32"', False),
        ('missing; python_version < "3.12"', False),
        ('missing; python_version >= "3.12"', True),
    ],
)
def test_needs_of_wheels(tmp_path: Path, need: str, *, told: bool) -> None:
    """What no wheel, no machine and no stand-in has is told."""
    wheel(tmp_path, "one", "1.0", need)
    wheel(tmp_path, "other", "1.5")
    assert bool(unmet(tmp_path)) is told


def test_versions_are_those_of_the_lock_files() -> None:
    """Nothing is measured with other packages than are tested with."""
    assert "transformers==4.57.3" in pinned(["transformers", "websockets"])


def test_the_commands_of_a_visit_fit() -> None:
    """Each installs from the folder alone, ends within ten minutes, and all parts are in them."""
    lines = list(first_visit("wheels", "found", "0.6b").values())
    parts: set[str] = set()
    for line in lines:
        assert len(line) < 2000
        assert "--no-index" in line
        assert "--size 0.6b --out found" in line
        assert sum(map(int, re.findall(r"(?:--within-s|-k 10) (\d+)", line))) <= 540
        parts.update(re.findall(r"--part ([a-z ]+) --size", line)[0].split())
    assert parts == {"frames", "first", "calls", "official", "kernels", "memory", "settings"}


def test_tests_of_a_visit_share_its_processors() -> None:
    """One process compiles one kernel at a time: all of them would not be through in their time.

    A warning that nobody has met yet is told and not raised, and nothing is compiled for GPUs that
    are not there.
    """
    line = next(iter(first_visit("wheels", "found").values()))
    runs = [shlex.split(part) for part in line.split("; ") if "-m pytest" in part]
    assert [run[-1] for run in runs] == ["found/tests.log", "found/kernel-tests.log"]
    assert all({"$s", "-W", "default"} <= set(run) for run in runs)
    assert "tests/engines/qwen/kernels/test_compiling.py" in runs[1]
    assert "&& printf %s -n8)" in line


def test_the_page_has_the_commands() -> None:
    """Who reads it runs the same as who is told by the bundle."""
    page = (Path(__file__).parents[2] / "bench/results/README.md").read_text()
    for line in first_visit("FOLDER", "RESULTS").values():
        assert f"       {line.partition('mkdir -p RESULTS; ')[2]}\n" in page
