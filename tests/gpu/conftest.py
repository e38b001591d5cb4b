"""What needs an NVIDIA GPU. `make test-gpu` runs it; any other run of the tests passes it over.

Kernels that are interpreted, as other tests do it, cannot be compiled in the same process: so
this is a run of its own, which says so by `RTTS_TEST_GPU=1`.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from rtts.engines.qwen.official import Official

if os.environ.get("RTTS_TEST_GPU") != "1":
    collect_ignore_glob = ["test_*.py"]
else:
    import torch

    from tests.engines.qwen.conftest import tiny  # noqa: F401
    from tests.engines.qwen.on_gpu import answering, be_exact


@pytest.fixture(autouse=True)
def _exact(request: pytest.FixtureRequest) -> Iterator[None]:
    """No TF32; and what one test left on its way is done before the next begins."""
    be_exact()
    with answering(request.node.nodeid, torch.cuda.synchronize):
        yield


ORDER = ("test_lanes", "test_frames", "test_codec", "test_engine", "test_published_sizes")
"""What others stand on comes first: the first failure is then the one to look at."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in order, and let warnings be told, not raised.

    Some of torch's come on a GPU alone, out of the middle of an operation: cuDNN's, of plans that
    it tries and drops.
    """
    if os.environ.get("RTTS_TEST_GPU") == "1":
        items.sort(key=_place)
        for item in items:
            item.add_marker(pytest.mark.filterwarnings("default"))


def _place(item: pytest.Item) -> int:
    """Where it comes; those of other folders behind."""
    return ORDER.index(item.path.stem) if item.path.parent == Path(__file__).parent else len(ORDER)


@pytest.fixture(scope="session")
def official() -> "Callable[[Path], Official]":
    """`official(folder)` loads a checkpoint by the official classes, in float32 on the GPU."""
    from rtts.engines.qwen.checkpoint import find_checkpoint
    from rtts.engines.qwen.official import load_official

    loaded: dict[Path, Official] = {}

    def load(folder: Path) -> "Official":
        if folder not in loaded:
            checkpoint = find_checkpoint(str(folder))
            loaded[folder] = load_official(checkpoint, "cuda", torch.float32)
        return loaded[folder]

    return load
