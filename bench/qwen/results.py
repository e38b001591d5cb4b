"""What was measured, as JSON: a file for each part, and one of all parts of a size.

A file says on what machine, with which packages and at which time it was measured, and by what
command; and whether the part came to its end. Parts are merged by the newest file of each; what
was measured on another machine or with another version is kept apart.
"""

import json
import math
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

__all__ = ["COMMIT_VARIABLE", "about_machine", "commit", "merge", "read_all", "write_part"]

COMMIT_VARIABLE = "RTTS_BENCH_COMMIT"
"""Names the commit where the tree is a copy without its history."""
_PACKAGES = ("torch", "triton", "transformers", "qwen-tts", "faster-qwen3-tts", "flash-attn")
_SAME = ("device", "python", "packages", "commit")
"""What has to agree for parts to be told together."""


def about_machine(device: str) -> Mapping[str, Any]:
    """What the figures depend on and no part measures."""
    return {
        "device": device_name(device),
        **_about_gpu(device),
        "processors": processors(),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in _PACKAGES},
        "commit": commit(),
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "command": " ".join(["python", "-m", "bench.qwen", *sys.argv[1:]]),
    }


def _about_gpu(device: str) -> Mapping[str, Any]:
    if not device.startswith("cuda"):
        return {}
    import torch

    told = torch.cuda.get_device_properties(device)
    about = {"memory_bytes": told.total_memory, "processors_of_gpu": told.multi_processor_count}
    return about | {"cuda": torch.version.cuda, "driver": _driver()}


def _driver() -> str:
    try:
        return subprocess.run(
            ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        ).stdout.split("\n")[0]
    except (OSError, subprocess.SubprocessError):
        return ""


def processors() -> int:
    """How many this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


def device_name(device: str) -> str:
    """The GPU's name, or the processor's."""
    if device.startswith("cuda"):
        import torch

        return str(torch.cuda.get_device_name(device))
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return f"CPU: {next(names, platform.machine())}"


def write_part(
    folder: Path,
    part: str,
    size: str,
    machine: Mapping[str, Any],
    found: Any,
    *,
    complete: bool = True,
) -> Path:
    """Write `PART-SIZE.json`, in place of an earlier one: at every moment there is a whole file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{part}-{size}.json"
    told = {"part": part, "size": size, "complete": complete, "machine": machine, "found": found}
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(_plain(told), indent=1, allow_nan=False) + "\n")
    beside.replace(path)
    return path


def read_all(folder: Path) -> list[Mapping[str, Any]]:
    """Every part's file, the oldest first. Files of another form are left alone."""
    parts = []
    for path in sorted(folder.glob("*-*.json")):
        try:
            told = json.loads(path.read_text())
        except (OSError, ValueError):
            continue
        if isinstance(told, dict) and {"part", "size", "machine", "found"} <= set(told):
            parts.append(told)
    return sorted(parts, key=lambda told: str(told["machine"].get("at", "")))


def merge(folder: Path) -> Mapping[str, Any]:
    """All parts that belong to the newest, by size and part; written as `merged.json`.

    `elsewhere` names the parts that were measured on another machine, with another version, or
    at another commit; `incomplete` those that did not come to their end.
    """
    parts = read_all(folder)
    if not parts:
        return {}
    newest = parts[-1]["machine"]
    sizes: dict[str, dict[str, Any]] = {}
    elsewhere: list[str] = []
    incomplete: list[str] = []
    for told in parts:
        if all(told["machine"].get(name) == newest.get(name) for name in _SAME):
            sizes.setdefault(told["size"], {})[told["part"]] = told["found"]
            if not told.get("complete", True):
                incomplete.append(f"{told['part']}-{told['size']}")
        else:
            elsewhere.append(f"{told['part']}-{told['size']}")
    merged = {"machine": newest, "sizes": sizes, "elsewhere": elsewhere}
    merged["incomplete"] = incomplete
    (folder / "merged.json").write_text(json.dumps(merged, indent=1, allow_nan=False) + "\n")
    return merged


def _plain(value: Any) -> Any:
    """The same with null for what JSON cannot say: no number."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def commit() -> str:
    """The commit that is checked out, and `+` if files differ from it; as told outside of git."""
    here = Path(__file__).parent
    try:
        head, changed = (
            subprocess.run(
                ["git", *words],  # noqa: S607  # the one on the path
                cwd=here,
                capture_output=True,
                text=True,
                check=True,
            ).stdout.strip()
            for words in (("rev-parse", "--short", "HEAD"), ("status", "--porcelain", "-uno"))
        )
    except (OSError, subprocess.CalledProcessError):
        return os.environ.get(COMMIT_VARIABLE, "")
    return head + ("+" if changed else "")
