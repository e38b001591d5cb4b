"""What a start compiles, compiled for an H100 or H200 here, and timed."""

import contextlib
import importlib
import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

import triton
from triton.compiler import ASTSource

from tests.engines.qwen.dry_run.launches import TARGET, Variant

__all__ = ["compile_all"]


def compile_one(variant: Variant) -> tuple[float, int]:
    """Seconds that it took, and bytes of shared memory that a program needs."""
    kernel = getattr(importlib.import_module(variant.module), variant.kernel)
    source = ASTSource(
        kernel, dict(variant.signature), dict(variant.constants), dict(variant.attributes)
    )
    began = time.perf_counter()
    compiled = triton.compile(source, target=TARGET, options=dict(variant.options))
    return time.perf_counter() - began, compiled.metadata.shared


def compile_all(variants: Sequence[Variant], processes: int) -> str:
    """Compile all of them, nothing being there from before; a table of it."""
    fork = multiprocessing.get_context("fork")
    began = time.perf_counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        _environment("TRITON_CACHE_DIR", folder),
        ProcessPoolExecutor(processes, mp_context=fork) as pool,
    ):
        done = list(pool.map(compile_one, variants))
    whole = time.perf_counter() - began
    by_kernel: dict[str, list[tuple[float, int]]] = {}
    for variant, each in zip(variants, done, strict=True):
        by_kernel.setdefault(variant.kernel, []).append(each)
    lines = [
        f"  {name:22} {len(each):3} {sum(seconds for seconds, _ in each):6.2f} s,"
        f" {max(shared for _, shared in each):6} bytes shared"
        for name, each in by_kernel.items()
    ]
    return "\n".join([*lines, f"  all by {processes} processes in {whole:.1f} s"])


@contextlib.contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name) if before is None else os.environ.update({name: before})
