"""Compile every kernel for GPUs that need not be there, and say what each needs of one.

In a process of its own, without the interpreter:

    python -m tests.engines.qwen.kernels.compiling [--json] [--target TARGET] [NAME]

NAME keeps the kernels whose module or name has it in it, TARGET one of the targets. One line for
each kernel, dtype and target: registers of a thread, bytes that it spills, shared memory of a
program.
"""

import argparse
import contextlib
import importlib
import io
import json
import multiprocessing
import os
import pkgutil
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

__all__ = ["TARGETS", "Compiled", "compile_all"]

PACKAGE = "rtts.engines.qwen.kernels"
TARGETS = (90, 80)
"""Compute capabilities: H100 and H200; A100, with less shared memory and older instructions."""

MOST_WORKERS = 8


@dataclass(frozen=True)
class Compiled:
    """What one kernel needs, or why it cannot be compiled."""

    module: str
    kernel: str
    case: int
    """Its place in the module's `COMPILED`."""
    dtype: str
    target: int
    registers: int = 0
    spilled: int = 0
    """Bytes of registers stored to memory by a thread."""
    stack: int = 0
    """Bytes of a thread's stack frame: arrays, and what is spilled."""
    shared: int = 0
    widest: int = 0
    """Bytes of global memory that a thread reads at once, at most; 16 is all it can."""
    error: str = ""


class Job(NamedTuple):
    """A case, for one dtype and one target."""

    module: str
    case: int
    dtype: str
    target: int


def jobs(chosen: str = "", targets: Sequence[int] = TARGETS) -> Iterator[Job]:
    """All that is to be compiled."""
    package = importlib.import_module(PACKAGE)
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{PACKAGE}.{found.name}")
        for number, case in enumerate(getattr(module, "COMPILED", [])):
            if chosen not in f"{found.name}.{case.kernel.__name__}":
                continue
            by_dtype = any("*T" in kind for kind in case.signature.values())
            for dtype in case.dtypes if by_dtype else ("",):
                for target in targets:
                    yield Job(found.name, number, dtype, target)


def compile_case(case: Any, dtype: str, target: int) -> tuple[Any, str]:
    """Compile; give what came out, and what ptxas said of it."""
    import triton
    from triton.backends.compiler import GPUTarget
    from triton.compiler import ASTSource

    names = case.kernel.arg_names
    signature, divisible = {}, {}
    for place, name in enumerate(names):
        if name in case.constants:
            signature[name] = "constexpr"
            continue
        kind, _, aligned = case.signature[name].partition(":")
        signature[name] = kind.replace("*T", f"*{dtype}")
        if aligned or kind.startswith("*"):
            divisible[place,] = [["tt.divisibility", 16]]
    unknown = (case.signature.keys() | case.constants.keys()) - set(names)
    if unknown:
        raise ValueError(f"no arguments of the kernel: {', '.join(sorted(unknown))}")
    source = ASTSource(case.kernel, signature, dict(case.constants), divisible)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        compiled = triton.compile(
            source,
            target=GPUTarget("cuda", target, 32),
            options={"num_warps": case.num_warps, **case.options},
        )
    return compiled, said.getvalue()


def number(pattern: str, text: str) -> int:
    """The number that a pattern finds; what ptxas says must be understood."""
    found = re.search(pattern, text)
    if found is None:
        raise ValueError(f"ptxas does not say {pattern!r}: {text!r}")
    return int(found[1])


def widest_load(ptx: str) -> int:
    """The bytes of the widest load of global memory."""
    loads = re.findall(r"ld\.global[.:\w]*?(?:\.v(\d))?\.[bfus](\d+)\s", ptx)
    copies = re.findall(r"cp\.async\.c[ag]\.shared\.global .*?, (0x\w+|\d+)", ptx)
    bytes_each = [int(many or 1) * int(bits) // 8 for many, bits in loads]
    return max([*bytes_each, *(int(size, 0) for size in copies)], default=0)


def do(job: Job) -> Compiled:
    """Compile one case."""
    module = importlib.import_module(f"{PACKAGE}.{job.module}")
    case = module.COMPILED[job.case]
    place = (job.module, case.kernel.__name__, job.case, job.dtype, job.target)
    try:
        compiled, said = compile_case(case, job.dtype, job.target)
        return Compiled(
            *place,
            registers=number(r"Used (\d+) registers", said),
            spilled=number(r"(\d+) bytes spill stores", said),
            stack=number(r"(\d+) bytes stack frame", said),
            shared=compiled.metadata.shared,
            widest=widest_load(compiled.asm["ptx"]),
        )
    except Exception as failure:  # noqa: BLE001 - whatever it is, it is this kernel's result
        return Compiled(*place, error=f"{type(failure).__name__}: {failure}")


def compile_all(chosen: str = "", targets: Sequence[int] = TARGETS) -> list[Compiled]:
    """Compile all, on several cores, in the order of `jobs`."""
    if os.environ.pop("TRITON_INTERPRET", ""):
        raise RuntimeError("without TRITON_INTERPRET: what is interpreted cannot be compiled")
    # What comes out of the cache comes without the words of ptxas.
    os.environ["TRITON_ALWAYS_COMPILE"] = os.environ["TRITON_DUMP_PTXAS_LOG"] = "1"
    with tempfile.TemporaryDirectory() as cache:
        os.environ["TRITON_CACHE_DIR"] = cache
        listed = list(jobs(chosen, targets))  # imports the kernels, once for all processes
        fork = multiprocessing.get_context("fork")
        workers = min(len(os.sched_getaffinity(0)), MOST_WORKERS)
        with ProcessPoolExecutor(workers, mp_context=fork) as pool:
            return list(pool.map(do, listed))


def main() -> int:
    """Compile, print, and fail where something cannot be compiled or spills."""
    parser = argparse.ArgumentParser(description="Compile the kernels without a GPU.")
    parser.add_argument("chosen", nargs="?", default="", metavar="NAME")
    parser.add_argument("--target", type=int, choices=TARGETS, help="compile for this one only")
    parser.add_argument("--json", action="store_true", help="one object for each line")
    arguments = parser.parse_args()
    targets = (arguments.target,) if arguments.target else TARGETS
    done = compile_all(arguments.chosen, targets)
    if arguments.json:
        sys.stdout.writelines(json.dumps(asdict(each)) + "\n" for each in done)
        return 0
    print(f"{'kernel':34} case dtype target registers spilled stack shared widest")  # noqa: T201
    for each in done:
        print(  # noqa: T201
            f"{each.module + '.' + each.kernel:34} {each.case:4} {each.dtype:5} sm_{each.target:<3}"
            f" {each.registers:9} {each.spilled:7} {each.stack:5} {each.shared:6} {each.widest:6}"
            f" {each.error}"
        )
    return int(any(each.error or each.spilled for each in done))


if __name__ == "__main__":
    sys.exit(main())
