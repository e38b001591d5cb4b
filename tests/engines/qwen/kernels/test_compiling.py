"""All kernels compile for real GPUs, and keep what they compute with in registers.

For the newest target alone, since it takes half a minute. `RTTS_TEST_GPU=1`, as in `make test-gpu`,
has all of them compiled.
"""

import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from rtts.engines.qwen import kernels
from tests.engines.qwen.kernels.compiling import TARGETS, Compiled
from tests.engines.qwen.kernels.conftest import ON_GPU

pytestmark = pytest.mark.unmeasured

COMPILED_FOR = TARGETS if ON_GPU else TARGETS[:1]
NEEDS_NO_KERNEL = {"blocks", "codec"}

MOST_SHARED = 99 * 1024
"""Bytes of shared memory that a program can have on every GPU since sm_80, the small ones too."""

STREAMED = {"gated", "heads", "norm"}
"""Modules of which each kernel does little but read and write rows."""


@pytest.fixture(scope="module")
def compiled() -> list[Compiled]:
    """What every kernel needs, found out by a process of its own: this one interprets."""
    environment = {name: each for name, each in os.environ.items() if name != "TRITON_INTERPRET"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(Path.cwd()), *sys.path]))
    one = [] if ON_GPU else ["--target", str(*COMPILED_FOR)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.engines.qwen.kernels.compiling", "--json", *one],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return [Compiled(**json.loads(line)) for line in done.stdout.splitlines()]


def test_every_kernel_compiles(compiled: list[Compiled]) -> None:
    """For every target and both dtypes."""
    assert [each for each in compiled if each.error] == []


def test_every_module_is_compiled(compiled: list[Compiled]) -> None:
    """No module of kernels is left out, and no target."""
    modules = {each.name for each in pkgutil.iter_modules(kernels.__path__)} - NEEDS_NO_KERNEL
    done = {(each.module, each.target) for each in compiled}
    assert done == {(module, target) for module in modules for target in COMPILED_FOR}


def test_nothing_spills(compiled: list[Compiled]) -> None:
    """A spilled register is a trip to memory for every thread; so is an array on the stack."""
    assert [each for each in compiled if each.spilled or each.stack] == []


def test_shared_memory_is_within_bounds(compiled: list[Compiled]) -> None:
    """What a program asks for, every GPU has."""
    assert [each for each in compiled if each.shared > MOST_SHARED] == []


def test_rows_are_read_in_full_width(compiled: list[Compiled]) -> None:
    """Sixteen bytes a thread at once: Triton proves from strides and masks that it may."""
    assert {each.widest for each in compiled if each.module in STREAMED} == {16}
