"""Measures the Qwen3-TTS engine, in the project's root.

    python -m bench.qwen                          against the official package, on tiny checkpoints
    python -m bench.qwen --full                   the engine itself, at the published sizes
    python -m bench.qwen --part frames --size 1.7b --out FOLDER
    python -m bench.qwen --part first calls --within-s 540
    python -m bench.qwen --part all --tiny        every part, on any machine

Parts, each within its budget and without a network:

    frames    ms a frame by batch and length, its split, the codec, and the least it can be
    first     time to first audio at the socket of a real server: alone, and under Poisson load
    calls     the most calls that speak at once without a pause
    official  the official package, and faster-qwen3-tts, on the same machine
    settings  what each setting of the engine gains
    kernels   launches a frame
    memory    bytes, when loaded, at most, and for each slot
    all       all of them, in this order, the budget being for each

Weights are random, and made on the device, unless a folder is named with --model. Each part runs
in a process of its own (`first` and `calls` in one, with one server), so that none suffers from
what befell another. It is written to the folder of --out as JSON as it goes, so that a part that
fails or is cut off has left what it found; all that lie there are merged, and drawn where
matplotlib is installed. What a machine without a network needs is collected by
`python -m bench.qwen.bundle`.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from bench.qwen.parts import Lasting, OutOfTime, Run, limited
from bench.qwen.rig import Chosen
from rtts.engines.options import read_options
from rtts.engines.qwen.gpu import choose_allocator
from rtts.engines.qwen.options import QwenOptions
from rtts.errors import SettingsError

PARTS = ("frames", "first", "calls", "official", "settings", "kernels", "memory")
SERVED = ("first", "calls")
_LEAST_S = 20.0
"""With less, no part is begun."""
_OVER_S = 15.0
"""A part that is so far beyond its budget is ended where it stands, its process a little later."""
_TO_END_S = 45.0


def _measures() -> Mapping[str, Callable[[Run], Mapping[str, Any]]]:
    from bench.qwen.frames import measure_frames
    from bench.qwen.kernels import measure_kernels
    from bench.qwen.memory import measure_memory
    from bench.qwen.rivals import measure_official
    from bench.qwen.served import measure_calls, measure_first
    from bench.qwen.switches import measure_settings

    return {
        "frames": measure_frames,
        "first": measure_first,
        "calls": measure_calls,
        "official": measure_official,
        "settings": measure_settings,
        "kernels": measure_kernels,
        "memory": measure_memory,
    }


def measure_part(part: str, given: argparse.Namespace, lasting: Lasting, until: float) -> bool:
    """Measure one part, write and tell it; whether that went well."""
    from bench.qwen.results import about_machine, write_part

    size = "tiny" if given.tiny else given.size
    budget_s = min(given.budget_s, until - time.monotonic())
    chosen = Chosen(size, given.device, given.dtype, given.model, dict(given.engine_option))
    run = Run(chosen, budget_s, lasting=lasting)
    machine = about_machine(run.chosen.place().device)

    def keep(found: Mapping[str, Any], *, complete: bool = False) -> None:
        write_part(given.out, part, size, machine, found, complete=complete)

    run.keep = keep
    if chosen.options:
        run.note(options=chosen.options)
    run.tell(f"{part}, {size}, {machine['device']}, {budget_s:.0f} s")
    try:
        with limited(budget_s + _OVER_S):
            _measures()[part](run)
    except OutOfTime:
        run.found.setdefault("failed", {})[part] = "out of time"
        traceback.print_exc(limit=-3)
    except Exception as error:  # noqa: BLE001  # the parts that follow are to be measured all the same
        run.fail(part, error)
    good = "failed" not in run.found
    keep(run.found, complete=good)
    run.tell(f"{part} is {'done' if good else 'NOT COMPLETE'}, written to {given.out}")
    return good


def groups(parts: Sequence[str]) -> Iterator[list[str]]:
    """Parts that share a process: those beside each other that share a server."""
    group: list[str] = []
    for part in parts:
        if group and not (part in SERVED and group[-1] in SERVED):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def measure_here(parts: Sequence[str], given: argparse.Namespace, until: float) -> bool:
    """Measure parts in this process; whether all went well. A server that failed is not kept."""
    lasting, good = Lasting(), True
    try:
        for part in parts:
            if not measure_part(part, given, lasting, until):
                good = False
                lasting.close()
    finally:
        lasting.close()
    return good


def surroundings(parts: Sequence[str], given: argparse.Namespace) -> Mapping[str, str]:
    """The variables of the process that measures parts: torch's memory grows as when it is served.

    That of the official package is as torch has it by itself.
    """
    environment = dict(os.environ)
    if parts != ["official"]:
        choose_allocator(given.device, environment)
    return environment


def measure_apart(parts: Sequence[str], given: argparse.Namespace, until: float) -> bool:
    """The same in a process of its own, which is ended with all that it started."""
    left_s = until - time.monotonic()
    if left_s < _LEAST_S:
        print(f"no time is left for {' and '.join(parts)}", flush=True)
        return False
    command = [sys.executable, "-m", "bench.qwen", "--part", *parts, "--only"]
    for name in ("size", "device", "dtype", "model", "out", "budget_s"):
        if getattr(given, name):
            command += [f"--{name.replace('_', '-')}", str(getattr(given, name))]
    for name, value in given.engine_option:
        command += ["--engine-option", f"{name}={value}"]
    command += [*(["--tiny"] if given.tiny else []), "--within-s", f"{min(left_s, 1e6):.0f}"]
    process = subprocess.Popen(command, start_new_session=True, env=surroundings(parts, given))
    try:
        return process.wait(min(left_s, len(parts) * given.budget_s) + _TO_END_S) == 0
    except subprocess.TimeoutExpired:
        print(f"{' and '.join(parts)} did not end, and was ended", flush=True)
        return False
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def finish(folder: Path) -> None:
    """Merge what lies in a folder, and draw it."""
    from bench.qwen.plot import draw, is_drawable
    from bench.qwen.results import merge

    merged = merge(folder)
    for name in merged.get("elsewhere", ()):
        print(f"not merged, since it was measured elsewhere: {name}")
    for name in merged.get("incomplete", ()):
        print(f"not complete: {name}")
    if not is_drawable():
        print("no picture is drawn: matplotlib is not installed")
    elif draw(merged, folder / "qwen.png"):
        print(f"drawn: {folder / 'qwen.png'}")


def _engine_option(text: str) -> tuple[str, str]:
    """A name and a value that the engine takes. Raises ArgumentTypeError for others."""
    name, _, value = text.partition("=")
    try:
        read_options(QwenOptions, "qwen", {name: value})
    except SettingsError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return name, value


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.qwen",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--part", nargs="+", choices=(*PARTS, "all", "merge"))
    parser.add_argument("--size", choices=("0.6b", "1.7b"), default="1.7b")
    parser.add_argument("--tiny", action="store_true", help="a tiny checkpoint, for any machine")
    parser.add_argument("--model", default="", metavar="FOLDER", help="real weights")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--dtype", default="auto")
    parser.add_argument(
        "--engine-option",
        action="append",
        default=[],
        type=_engine_option,
        metavar="NAME=VALUE",
        help="of the engine, where a part sets no other; may be given several times",
    )
    parser.add_argument("--out", type=Path, default=Path("bench/results"), metavar="FOLDER")
    parser.add_argument("--budget-s", type=float, default=540.0, help="for each part")
    parser.add_argument("--within-s", type=float, default=1e9, help="for all parts together")
    parser.add_argument("--only", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--full", action="store_true", help="without --part: the published sizes")
    parser.add_argument("--frames", type=int, default=4, help="with --full: to speak of each")
    return parser.parse_args()


def main() -> int:
    """Measure what was asked for."""
    given = _arguments()
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    if given.part is None:
        from bench.qwen.against import show_full, show_tiny

        if given.full:
            show_full(given.frames)
        else:
            torch.set_num_threads(1)
            show_tiny()
        return 0
    if given.tiny:
        torch.set_num_threads(1)
    until = time.monotonic() + given.within_s
    parts = PARTS if "all" in given.part else [part for part in given.part if part != "merge"]
    if given.only:
        return 0 if measure_here(parts, given, until) else 1
    done = [measure_apart(group, given, until) for group in groups(parts)]
    finish(given.out)
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
