"""What a process arranges with its system."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("soft", "hard", "sessions", "allowed"),
    [(100, 4000, 500, 1500), (100, 400, 500, 400), (3000, 4000, 500, 3000)],
)
def test_as_many_files_are_allowed_as_sessions_need(
    soft: int, hard: int, sessions: int, allowed: int
) -> None:
    """As far as the system lets a process go, and never fewer than it has."""
    code = (
        "import resource\n"
        "from rtts.system import allow_files\n"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))\n"
        f"allow_files({sessions})\n"
        "print(*resource.getrlimit(resource.RLIMIT_NOFILE))\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120)
    assert done.stdout.split() == [b"%d" % allowed, b"%d" % hard]
