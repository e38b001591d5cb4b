"""Which part of a frame takes what: talker, predictor, draws, tables, and what is left.

The step is called directly, with labels put around the calls that make it up, whichever step it
is. On a GPU the time of a label is that of the kernels that were launched in it: so it does not
count the host's way from one launch to the next, which a recorded frame has not. On a CPU it is
the time of the calls.
"""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any

import torch

from bench.qwen.clocks import is_gpu
from bench.qwen.parts import Run
from bench.qwen.rig import stand_at
from bench.qwen.traces import OTHER, device_work, profiled, work_by_label
from rtts.engines.qwen.frame import Frames
from rtts.engines.qwen.machine import Machine

__all__ = ["LABELS", "labelled", "split_frame"]

LABELS = ("talker", "predictor", "draws", "tables")
_TINY_LENGTH, _LENGTH = 16, 256
_MODULES = ("step", "fused_step")
_ROUNDS = 3

_OF_STEP = {"_run_talker": "talker", "_run_predictor": "predictor", "_draw_code": "draws"}
_OF_NETWORK = {
    "talker": {"decode": "talker", "logits": "talker"},
    "predictor": {"begin": "predictor", "advance": "predictor"},
}
_OF_TABLES = ("embed_text", "embed_frames", "predictor_input", "project_hidden")
_OF_MODULES = {
    "product": "talker",
    "draw_code0": "draws",
    "sample": "draws",
    "penalize": "draws",
    "gate": "draws",
    "uniforms": "draws",
    "begin_frame": "tables",
    "end_frame": "tables",
}


def split_frame(run: Run, made: Machine, batch: int) -> Mapping[str, Any]:
    """Milliseconds, and on a GPU kernels, of each label in a frame of so many rows."""
    frames, gpu = made.frames, is_gpu(made.place.device)
    length = _TINY_LENGTH if run.chosen.size == "tiny" else _LENGTH
    frame = one_frame(frames, batch, length)
    for _ in range(2):
        frame()
    found: dict[str, Any] = {"batch": batch, "length": length}
    if gpu:
        with labelled(frames, torch.profiler.record_function):
            events = profiled(frame)
        shares = work_by_label(events, LABELS)
        count, ms = device_work(events)
        found |= {"kernels": count, "device_ms": ms}
        found |= {label: {"kernels": n, "ms": of} for label, (n, of) in shares.items()}
    else:
        found |= _by_the_clock(frames, frame)
    told = (f"{label} {found[label]['ms']:.2f}" for label in (*LABELS, OTHER) if label in found)
    run.tell(f"{batch:6} rows, ms: {', '.join(told)}")
    return found


def one_frame(frames: Frames, batch: int, length: int) -> Callable[[], None]:
    """A call of the step over rows that hold so many positions: nothing is replayed."""
    rows = list(range(batch))
    stand_at(frames, rows, length)
    slots, step = frames.slots, vars(frames)["_step"]
    with torch.inference_mode(), frames.lane.use():
        slots.flush()
        batch_of = slots.rows(rows)
        codes = torch.zeros((batch, step.groups), dtype=torch.int64, device=slots.device)
    extent = slots.extent(length + 16)
    if not step.reads_lengths:
        with torch.inference_mode(), frames.lane.use():
            slots.clear_up_to(rows, extent)

    def frame() -> None:
        with torch.inference_mode(), frames.lane.use():
            step(batch_of, extent, codes)

    return frame


Around = Callable[[str], contextlib.AbstractContextManager[Any]]


@contextlib.contextmanager
def labelled(frames: Frames, around: Around) -> Iterator[None]:
    """Put a label around each call that makes up the frames' step, and take it off again."""
    put: list[tuple[Any, str, Any]] = []
    for owner, name, label in _places(frames):
        if callable(getattr(owner, name, None)):
            put.append((owner, name, vars(owner).get(name)))
            setattr(owner, name, _around(getattr(owner, name), around, label))
    try:
        yield
    finally:
        for owner, name, before in reversed(put):
            if before is None:
                delattr(owner, name)
            else:
                setattr(owner, name, before)


def _places(frames: Frames) -> Iterator[tuple[Any, str, str]]:
    step = vars(frames)["_step"]
    network, tables = step.network, step.tables
    for name, label in _OF_STEP.items():
        yield step, name, label
    for part, names in _OF_NETWORK.items():
        for name, label in names.items():
            yield getattr(network, part), name, label
    for name in _OF_TABLES:
        yield tables, name, "tables"
    for name in _MODULES:  # a module that is not in use is not imported for this
        module = sys.modules.get(f"rtts.engines.qwen.{name}")
        if module is not None:
            for function, label in _OF_MODULES.items():
                yield module, function, label


def _around(function: Callable[..., Any], around: Around, label: str) -> Callable[..., Any]:
    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        with around(label):
            return function(*given, **named)

    return call


def _by_the_clock(frames: Frames, frame: Callable[[], None]) -> Mapping[str, Any]:
    """The best of a few rounds, by label; what stands inside of another label counts there."""
    best: dict[str, float] = {}
    whole = float("inf")
    for _ in range(_ROUNDS):
        spent: dict[str, float] = {}
        inside: list[str] = []

        @contextlib.contextmanager
        def around(
            label: str, spent: dict[str, float] = spent, inside: list[str] = inside
        ) -> Iterator[None]:
            inside.append(label)
            began = time.perf_counter()
            try:
                yield
            finally:
                inside.pop()
                if not inside:
                    taken = time.perf_counter() - began
                    spent[label] = spent.get(label, 0.0) + taken * 1000

        with labelled(frames, around):
            began = time.perf_counter()
            frame()
            took = (time.perf_counter() - began) * 1000
        if took < whole:
            whole, best = took, spent | {OTHER: took - sum(spent.values())}
    return {"device_ms": whole, **{label: {"ms": ms} for label, ms in best.items()}}
