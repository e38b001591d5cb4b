"""Install what the engine `qwen` needs into the Python that runs this. Needs pip alone.

    python requirements/qwen.py [--tests]

The versions are those of qwen.lock. Two packages are special. torch comes in builds: on Linux
pip takes the one for CUDA, and gigabytes beside it, unless it is set up to find another. So on a
machine that has no NVIDIA GPU the build for the CPU is looked for first; TORCH_INDEX names
where, and TORCH_INDEX= leaves it to pip. qwen-tts is installed without what it asks for: some
of that cannot be had without CUDA, and nothing that we call needs it.

`--tests` adds triton (200 MB) where torch brings none, which its builds for CUDA do: without a GPU
the kernels are tested in its interpreter and compiled by it, and nothing is served by it.
"""

import importlib.metadata
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parent / "qwen.lock"
QWEN_TTS = "qwen-tts==0.1.1"
TRITON = "triton==3.7.1"
"""Of the age of torch 2.13."""
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]


def main() -> None:
    """Install torch, the rest of the lock, and qwen-tts."""
    pin = re.search(r"^torch==(\S+)", LOCK.read_text("utf-8"), re.MULTILINE)
    assert pin
    try:
        if wants_cpu_build() and not installed("torch", pin[1]):
            install_torch(f"torch=={pin[1]}")
        pip("-r", str(LOCK))
        pip("--no-deps", QWEN_TTS)
        if "--tests" in sys.argv[1:] and wants_triton():
            pip("--no-deps", TRITON)
    except subprocess.CalledProcessError:
        sys.exit("What the engine qwen needs could not be installed: see what pip says above.")


def wants_cpu_build() -> bool:
    """Whether CUDA would be of no use here, and pip would bring it."""
    return sys.platform == "linux" and not (
        shutil.which("nvidia-smi") or Path("/proc/driver/nvidia").exists()
    )


def wants_triton() -> bool:
    """Whether there is a triton for this machine, and torch has brought none."""
    known = sys.platform == "linux" and platform.machine() == "x86_64"
    return known and importlib.util.find_spec("triton") is None


def installed(name: str, version: str) -> bool:
    """Whether that version is here, of whichever build."""
    try:
        return importlib.metadata.version(name).partition("+")[0] == version
    except importlib.metadata.PackageNotFoundError:
        return False


def install_torch(torch: str) -> None:
    """Install a build for the CPU; from PyTorch's own index if pip does not find one by itself."""
    index = os.environ.get("TORCH_INDEX", CPU_INDEX)
    answer = subprocess.run(
        [*PIP, "--no-deps", "--dry-run", "--report", "-", torch],
        stdout=subprocess.PIPE,
        check=True,
    )
    (found,) = json.loads(answer.stdout)["install"]
    if "+cpu" in found["metadata"]["version"] or not index:
        pip("--no-deps", torch)
    else:
        pip("--no-deps", "--extra-index-url", index, torch)


def pip(*arguments: str) -> None:
    """Raises CalledProcessError."""
    subprocess.run([*PIP, *arguments], check=True)


if __name__ == "__main__":
    main()
