"""What can be set of the engine qwen, as `name=value`. Imports no torch."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

__all__ = [
    "CPU_SLOTS",
    "MOST_SLOTS",
    "Compiled",
    "Graphs",
    "Kernels",
    "Layout",
    "QwenOptions",
    "Weights",
    "expected_slots",
]

Layout = Literal["growing", "whole"]
Kernels = Literal["auto", "triton", "torch"]
Graphs = Literal["auto", "on", "off"]
Weights = Literal["same", "int8", "fp8"]
Compiled = Literal["off", "codec"]

_CPUS = r"^(\d{1,4}(-\d{1,4})?(,\d{1,4}(-\d{1,4})?)*)?$"

MOST_SLOTS = 512
"""As many as the largest batch that is recorded."""
CPU_SLOTS = 32


class QwenOptions(Struct, frozen=True, kw_only=True):
    """The options. See `docs/topics/qwen.md` for what they cost."""

    device: str = "auto"
    """`auto` is the first GPU, else the CPU."""
    dtype: str = "auto"
    """`float32` or `bfloat16`; `auto` is bfloat16 on a GPU, float32 on a CPU."""
    threads: Annotated[int, Meta(ge=0)] = 0
    """Threads that torch computes with on a CPU; 0 leaves it to torch."""
    slots: Annotated[int, Meta(ge=0, le=4096)] = 0
    """How many utterances are spoken at once. More may be open; they wait. 0 is as many as the
    memory of a GPU holds, 512 at most, and 32 on a CPU."""
    positions: Annotated[int, Meta(ge=64, le=32768)] = 1024
    """How long an utterance may be, with what stands before it: 12.5 of them are a second."""
    prefix_mb: Annotated[int, Meta(ge=0)] = 256
    """MiB for the beginnings of utterances by voice, language and instructions."""
    voices: str = ""
    """The folder of reference voices, for checkpoints that speak as a recording does."""
    voice_cache: str = ""
    """Where what is made of them is kept: a folder, `off`, or, empty, `.prompts` among them."""
    voice_memory_mb: Annotated[int, Meta(ge=0)] = 256
    """MiB of that in memory."""
    voice_disk_mb: Annotated[int, Meta(ge=0)] = 1024
    """MiB of that on disk."""
    layout: Layout = "growing"
    """`growing` speaks text while it is written; `whole` waits for all of a segment, and reads it
    before it speaks: the official layout for texts that are known."""
    warm_up: bool = True
    """Speak a few texts before the first utterance is taken."""
    kernels: Kernels = "auto"
    """`triton` or `torch`; `auto` is triton on a GPU that it can be used on."""
    fused_rows: Annotated[int, Meta(ge=0, le=64)] = 16
    """With `kernels=triton`: up to how many rows of a frame the products are kernels of our own,
    norms, gates and sums within them. With more, cuBLAS multiplies; 0: it always does."""
    graphs: Graphs = "auto"
    """Record a frame once for each size of a batch, and replay it. `auto`: on a GPU whose
    attention reads the lengths of its rows there. `on` on a CPU runs the plain twin of it."""
    weights: Weights = "same"
    """What the talker's matrices are kept in; less than `dtype` is less exact."""
    compile: Compiled = "off"
    """`codec` lets torch compile the codec when it is loaded."""
    tf32: bool = True
    """On a GPU in float32: multiply in TF32, which has 10 bits of mantissa."""
    cpus: Annotated[str, Meta(pattern=_CPUS)] = ""
    """CPUs that the engine's thread stays on, as `0-3,8`; empty: any."""


def expected_slots(options: QwenOptions) -> int:
    """How many slots there will be, as far as it is known before anything is loaded."""
    return options.slots or CPU_SLOTS
