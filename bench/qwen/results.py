"""What was measured, as JSON: a file for each part, and one of all parts of a size.

A file says on what machine, with which packages and at which time it was measured, and by what
command. Parts are merged by the newest file of each; what was measured on another machine or
with another version is kept apart.
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

__all__ = ["about_machine", "merge", "read_all", "write_part"]

_PACKAGES = ("torch", "triton", "transformers", "qwen-tts", "faster-qwen3-tts", "flash-attn")
_SAME = ("device", "python", "packages", "commit")
"""What has to agree for parts to be told together."""


def about_machine(device: str) -> Mapping[str, Any]:
    """What the figures depend on and no part measures."""
    return {
        "device": device_name(device),
        "processors": processors(),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in _PACKAGES},
        "commit": _commit(),
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "command": " ".join(["python", "-m", "bench.qwen", *sys.argv[1:]]),
    }


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


def write_part(folder: Path, part: str, size: str, machine: Mapping[str, Any], found: Any) -> Path:
    """Write `PART-SIZE.json`, in place of an earlier one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{part}-{size}.json"
    told = {"part": part, "size": size, "machine": machine, "found": found}
    path.write_text(json.dumps(_plain(told), indent=1, allow_nan=False) + "\n")
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
    at another commit.
    """
    parts = read_all(folder)
    if not parts:
        return {}
    newest = parts[-1]["machine"]
    sizes: dict[str, dict[str, Any]] = {}
    elsewhere: list[str] = []
    for told in parts:
        if all(told["machine"].get(name) == newest.get(name) for name in _SAME):
            sizes.setdefault(told["size"], {})[told["part"]] = told["found"]
        else:
            elsewhere.append(f"{told['part']}-{told['size']}")
    merged = {"machine": newest, "sizes": sizes, "elsewhere": elsewhere}
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


def _commit() -> str:
    """The commit that is checked out, and `+` if files differ from it; empty outside of git."""
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
        return ""
    return head + ("+" if changed else "")
