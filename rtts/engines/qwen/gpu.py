"""How torch and Python are set up for an engine that must never halt, on a GPU above all.

`choose_allocator` is called before torch is imported, so torch is imported by none of this
before it is needed.
"""

import contextlib
import gc
import os
from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rtts.engines.qwen.device import Place
    from rtts.engines.qwen.lanes import Lane

__all__ = ["choose_allocator", "choosing_algorithms", "hold_reserve", "set_up", "settle"]

_ALLOCATOR = "PYTORCH_ALLOC_CONF"
_ALLOCATOR_NAMES = (_ALLOCATOR, "PYTORCH_CUDA_ALLOC_CONF")
"""The second is the older name, which torch 2.11 to 2.13 still read, and before the first."""

_TRIED = 4
"""Of what cuDNN proposes for a shape, its best guess first. torch by itself tries ten; where
kernels do not convolve there are some 700 shapes, and to plan one takes longer than to run it."""

_SHARE_IN_RESERVE = 0.02
_MOST_IN_RESERVE = 2**30


def choose_allocator(device: str, environ: MutableMapping[str, str] = os.environ) -> None:
    """Let torch's memory grow in place, unless the operator chose otherwise.

    Without it, blocks of many sizes (beginnings of utterances, reference voices) leave gaps that
    nothing fits into. torch reads the variable when it first asks a GPU for memory.
    """
    if device != "cpu" and not any(environ.get(name) for name in _ALLOCATOR_NAMES):
        environ[_ALLOCATOR] = "expandable_segments:True"


def set_up(place: "Place", *, tf32: bool) -> None:
    """Make a GPU that of the thread that calls, and say how exact its products of float32 are.

    Kernels are launched on the thread's GPU, wherever their tensors lie. cuDNN does not attend:
    it plans for each shape anew, some 30 ms in which all callers wait, and torch would ask it
    first on a Hopper.
    """
    if place.is_gpu:
        import torch

        if torch.device(place.device).index is not None:  # torch refuses the mere word `cuda`
            torch.cuda.set_device(place.device)
        torch.set_float32_matmul_precision("high" if tf32 else "highest")
        torch.backends.cudnn.allow_tf32 = tf32
        torch.backends.cuda.enable_cudnn_sdp(enabled=False)


@contextlib.contextmanager
def choosing_algorithms(place: "Place") -> Iterator[None]:
    """Let cuDNN try which algorithm is the quickest for each shape it meets meanwhile.

    What is recorded keeps the choice. Not afterwards: a recording to go on from may be of any
    length, and each would be tried out while callers wait.
    """
    if not place.is_gpu:
        yield
        return
    import torch

    cudnn = torch.backends.cudnn
    before = cudnn.benchmark, cudnn.benchmark_limit
    cudnn.benchmark, cudnn.benchmark_limit = True, _TRIED
    try:
        yield
    finally:
        cudnn.benchmark, cudnn.benchmark_limit = before


def hold_reserve(place: "Place", lane: "Lane") -> int:
    """Let torch keep memory for a lane, so that what is done there later need not ask the driver.

    To ask stops the device. A fiftieth of what is free is taken and given back to torch, 1 GiB
    at most; returns the bytes. torch keeps freed memory by the stream that it was used in.
    """
    if not place.is_gpu:
        return 0
    import torch

    free, _ = torch.cuda.mem_get_info(place.device)
    size = min(int(free * _SHARE_IN_RESERVE), _MOST_IN_RESERVE)
    with lane.use():
        torch.empty(size, dtype=torch.uint8, device=place.device)
    return size


def settle(place: "Place") -> None:
    """Wait until all is loaded, and let the collector of garbage pass over it from now on.

    350,000 objects stand behind a loaded model; a collection that looks at all of them takes
    0.2 s, the sound of three frames.
    """
    if place.is_gpu:
        import torch

        torch.cuda.synchronize(place.device)
    gc.collect()
    gc.freeze()
