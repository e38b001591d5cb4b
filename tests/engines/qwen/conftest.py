"""Checkpoints to test with, made once a run. Without the extra `qwen` nothing of it is tested."""

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from rtts.engines.qwen.official import Official

ON_GPU = os.environ.get("RTTS_TEST_GPU", "") == "1"
if not ON_GPU:
    # Triton chooses its interpreter, for its own library too, when it is first imported: here
    # nothing has, since what is collected before imports torch at most.
    os.environ["TRITON_INTERPRET"] = "1"

NEEDED = ("torch", "transformers", "qwen_tts", "safetensors", "soundfile", "accelerate")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]

if MISSING:
    collect_ignore_glob = ["test_*.py", "ordering/test_*.py"]
else:
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    import torch

    # A second thread makes small tensors several times slower.
    torch.set_num_threads(1)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end of the run, in red, that the engine was not tested."""
    if MISSING:
        terminalreporter.write_sep("=", "engine qwen", red=True, bold=True)
        terminalreporter.write_line(
            f"The Qwen tests did not run: {', '.join(MISSING)} not installed. "
            "Bring what they need: .venv/bin/python requirements/qwen.py --tests",
            red=True,
            bold=True,
        )


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """`tiny(kind, size)` gives the folder of a tiny checkpoint, made when first asked for."""
    from tests.engines.qwen.tiny import build_tiny

    made: dict[tuple[str, str, int], Path] = {}

    def find(kind: str = "custom_voice", size: str = "1b7", groups: int = 0) -> Path:
        key = (kind, size, groups)
        if key not in made:
            folder = tmp_path_factory.mktemp(f"{kind}-{size}-{groups}")
            made[key] = build_tiny(folder, kind, size, groups=groups)
        return made[key]

    return find


@pytest.fixture(scope="session")
def official() -> "Callable[[Path], Official]":
    """`official(folder)` loads a checkpoint by the official classes in float32, once a run.

    What it gives is shared: leave it as it is.
    """
    from rtts.engines.qwen.checkpoint import find_checkpoint
    from rtts.engines.qwen.official import load_official

    loaded: dict[Path, Official] = {}

    def load(folder: Path) -> "Official":
        if folder not in loaded:
            checkpoint = find_checkpoint(str(folder))
            loaded[folder] = load_official(checkpoint, "cpu", torch.float32)
        return loaded[folder]

    return load
