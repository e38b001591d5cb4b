"""The server process stays light: what is heavy is for others to load, or for later."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "av",
    "espeakng_loader",
    "hypercorn",
    "numpy",
    "rtts.engines.espeak",
    "rtts.engines.espeak_library",
    "rtts.engines.tone",
    "rtts.text.intake",
    "rtts.text.language",
    "sentencex",
    "starlette",
    "torch",
}


@pytest.mark.parametrize("module", ["rtts.server.server", "rtts.http.port", "rtts.app"])
def test_the_server_loads_nothing_heavy(module: str) -> None:
    """A server that waits stays under 40 MB because none of these is loaded."""
    assert loaded_by(module) & HEAVY == set()


def test_what_is_loaded_is_seen() -> None:
    """The check would see a heavy library: it sees numpy where numpy is loaded."""
    assert "numpy" in loaded_by("numpy")


def loaded_by(module: str) -> set[str]:
    """The names of all modules that a fresh Python has loaded after importing `module`."""
    program = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))
