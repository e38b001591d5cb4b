"""Measures the Qwen3-TTS engine, in the project's root.

    python -m bench.qwen                          against the official package, on tiny checkpoints
    python -m bench.qwen --full                   the engine itself, at the published sizes
    python -m bench.qwen --part frames --size 1.7b --out FOLDER
    python -m bench.qwen --part all --tiny        every part, on any machine

Parts, each within its budget and without a network:

    frames    ms a frame by batch and length, its split, the codec, and the least it can be
    kernels   launches a frame
    memory    bytes, when loaded, at most, and for each slot
    first     time to first audio at the socket of a real server: alone, and under Poisson load
    calls     the most calls that speak at once without a pause
    official  the official package, and faster-qwen3-tts, on the same machine
    settings  what each setting of the engine gains
    all       all of them, the budget being for each

Weights are random, and made on the device, unless a folder is named with --model. Each part is
written to the folder of --out as JSON; all that lie there are merged, and drawn where matplotlib
is installed. What a machine without a network needs is collected by `python -m bench.qwen.bundle`.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch

PARTS = ("frames", "kernels", "memory", "first", "calls", "official", "settings")


def _measures() -> Mapping[str, Callable[[Any], Mapping[str, Any]]]:
    from bench.qwen.frames import measure_frames
    from bench.qwen.kernels import measure_kernels
    from bench.qwen.memory import measure_memory
    from bench.qwen.rivals import measure_official
    from bench.qwen.served import measure_calls, measure_first
    from bench.qwen.switches import measure_settings

    found = (measure_frames, measure_kernels, measure_memory, measure_first)
    return dict(
        zip(PARTS, (*found, measure_calls, measure_official, measure_settings), strict=True)
    )


def measure_part(part: str, given: argparse.Namespace) -> bool:
    """Measure one part, write and tell it; whether that went well."""
    from bench.qwen.parts import Run
    from bench.qwen.results import about_machine, write_part
    from bench.qwen.rig import Chosen

    size = "tiny" if given.tiny else given.size
    run = Run(Chosen(size, given.device, given.dtype, given.model), given.budget_s)
    machine = about_machine(run.chosen.place().device)
    run.tell(f"{part}, {size}, {machine['device']}")
    try:
        found = _measures()[part](run)
    except Exception as error:  # noqa: BLE001  # the parts that follow are to be measured all the same
        traceback.print_exc()
        run.tell(f"{part} failed: {error!r}")
        return False
    path = write_part(given.out, part, size, machine, found)
    run.tell(f"written to {path}")
    return True


def finish(folder: Path) -> None:
    """Merge what lies in a folder, and draw it."""
    from bench.qwen.plot import draw, is_drawable
    from bench.qwen.results import merge

    merged = merge(folder)
    for name in merged.get("elsewhere", ()):
        print(f"not merged, since it was measured elsewhere: {name}")
    if not is_drawable():
        print("no picture is drawn: matplotlib is not installed")
    elif draw(merged, folder / "qwen.png"):
        print(f"drawn: {folder / 'qwen.png'}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.qwen",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--part", choices=(*PARTS, "all", "merge"))
    parser.add_argument("--size", choices=("0.6b", "1.7b"), default="1.7b")
    parser.add_argument("--tiny", action="store_true", help="a tiny checkpoint, for any machine")
    parser.add_argument("--model", default="", metavar="FOLDER", help="real weights")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--dtype", default="auto")
    parser.add_argument("--out", type=Path, default=Path("bench/results"), metavar="FOLDER")
    parser.add_argument("--budget-s", type=float, default=540.0, help="for each part")
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
    if given.part == "all":
        done = [measure_part(part, given) for part in PARTS]
    elif given.part == "merge":
        done = [True]
    else:
        done = [measure_part(given.part, given)]
    finish(given.out)
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
