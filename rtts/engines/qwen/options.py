"""What can be set of the engine qwen, as `name=value`. Imports no torch."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

__all__ = ["Layout", "QwenOptions"]

Layout = Literal["growing", "whole"]


class QwenOptions(Struct, frozen=True, kw_only=True):
    """The options. See `docs/topics/qwen.md` for what they cost."""

    device: str = "auto"
    """`auto` is the first GPU, else the CPU."""
    dtype: str = "auto"
    """`float32` or `bfloat16`; `auto` is bfloat16 on a GPU, float32 on a CPU."""
    threads: Annotated[int, Meta(ge=0)] = 0
    """Threads that torch computes with on a CPU; 0 leaves it to torch."""
    slots: Annotated[int, Meta(ge=1, le=4096)] = 32
    """How many utterances are spoken at once. More may be open; they wait."""
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
