"""Run the engine on a GPU that is not there, in ways that are named, and tell what is wrong.

    python -m tests.engines.qwen.dry_run [--size 1.7b] [--layers N] [--json] [WAY …]
    python -m tests.engines.qwen.dry_run --compile 2 slots=512

A WAY is the engine's options, `kernels=torch,graphs=on`, and what is no option of it: `kind=base`,
`flash=on`. With --compile all that a start compiles is compiled for an H100 or H200, by so many
processes, and timed. It must not be told to interpret Triton's kernels.
"""

import argparse
import contextlib
import json
import os
import sys
from collections import Counter
from dataclasses import asdict
from typing import Any

os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
if os.environ.get("TRITON_INTERPRET"):
    sys.exit("without TRITON_INTERPRET: what is interpreted is not launched")

import torch

from tests.engines.qwen.dry_run.compiling import compile_all
from tests.engines.qwen.dry_run.run import Chosen, Found, go


def main() -> int:
    """Run all ways; fail if there is a fault in one."""
    parser = argparse.ArgumentParser(description="Run the engine on a GPU that is not there.")
    parser.add_argument("ways", nargs="*", default=["kernels=triton"], metavar="WAY")
    parser.add_argument("--size", choices=("0.6b", "1.7b"), default="1.7b")
    parser.add_argument("--layers", type=int, default=0, help="of each stack; else as published")
    parser.add_argument("--groups", type=int, default=0, help="of codes; else as published")
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--json", action="store_true", help="one object for each way")
    parser.add_argument("--compile", type=int, default=0, metavar="PROCESSES")
    given = parser.parse_args()
    torch.set_num_threads(1)
    faults = 0
    for way in given.ways:
        with contextlib.redirect_stdout(sys.stderr):  # the official package speaks of silence
            found = run(way, given)
        faults += len(found.faults)
        print(told_as_json(way, found) if given.json else told(way, found), flush=True)  # noqa: T201
        if given.compile:
            print(compile_all(found.variants, given.compile))  # noqa: T201
    return 0 if given.json else int(bool(faults))


def run(way: str, given: argparse.Namespace) -> Found:
    """Run one way."""
    options = dict(part.split("=", 1) for part in way.split(","))
    kind: Any = options.pop("kind", "custom_voice")
    chosen = Chosen(
        size=given.size,
        kind=kind,
        layers=given.layers,
        groups=given.groups,
        steps=given.steps,
        is_flash=options.pop("flash", "off") == "on",
    )
    return go(chosen, **options)


def told_as_json(way: str, found: Found) -> str:
    """For tests."""
    whole = {name: value for name, value in vars(found).items() if name != "variants"}
    compiled = Counter(each.kernel for each in found.variants)
    faults = [asdict(fault) for fault in found.faults]
    return json.dumps(whole | {"way": way, "compiled": compiled, "faults": faults})


def told(way: str, found: Found) -> str:
    """For a reader."""
    compiled = Counter(each.kernel for each in found.variants)
    lines = [
        f"{way}: {found.place}",
        f"  heard {found.heard} pieces; {found.convolutions} shapes of convolutions are tried out",
        f"  most memory {found.most_bytes / 1e9:.2f} GB, reckoned {found.reckoned_bytes / 1e9:.2f}",
        f"  {len(found.variants)} kernels are compiled: {dict(compiled.most_common())}",
        *(f"  {what}: {count}" for what, count in found.allowed.items() if "loading" not in what),
        *(f"  FAULT while {each.phase}: {each.what}, {each.where}" for each in found.faults),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
