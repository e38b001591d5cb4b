"""What each setting of the engine gains: the same frames with one thing changed at a time.

Each row is a machine of its own, built with the options that are named; `as_it_is` has none.
`engine_ms` is a step of the whole engine, `ms` a frame of the networks. What cannot be had on the
machine, such as Triton on a CPU, is told with its reason.
"""

import importlib.util
from collections.abc import Mapping
from typing import Any

from msgspec import ValidationError

from bench.qwen.clocks import time_runs
from bench.qwen.frames import engine_rows
from bench.qwen.parts import Run
from bench.qwen.rig import engine_options, machine, stand_at
from rtts.engines.qwen.machine import Machine
from rtts.engines.qwen.options import QwenOptions
from rtts.errors import SettingsError

__all__ = ["SWITCHES", "measure_settings"]

SWITCHES: Mapping[str, Mapping[str, str]] = {
    "as_it_is": {},
    "graphs_off": {"graphs": "off"},
    "kernels_torch": {"kernels": "torch", "graphs": "off"},
    "fused_rows_0": {"fused_rows": "0"},
    "fused_rows_64": {"fused_rows": "64"},
    "read_at_once": {},
    "weights_int8": {"weights": "int8"},
    "weights_fp8": {"weights": "fp8"},
    "kernels_torch_graphs_on": {"kernels": "torch", "graphs": "on"},
    "compile_codec": {"compile": "codec"},
}
"""`kernels=torch` attends by flash-attn where that is installed, else by PyTorch's own.
`read_at_once` waits for each step's codes and samples before it launches the next."""
_AT_ONCE = "read_at_once"
_BATCHES, _TINY_BATCHES = (1, 8, 32, 128), (1, 2)
_LENGTH, _TINY_LENGTH = 256, 16
_POSITIONS, _TINY_POSITIONS = 512, 128
_RUNS, _TINY_RUNS = 20, 3
_WARM_RUNS = 4
_LEAST_S = 45.0
"""So much has to be left for a further machine, or half as much again as the slowest took."""
_COMPILING_S = 240.0
"""And so much for one that compiles: each size of a batch is compiled anew."""


def measure_settings(run: Run) -> Mapping[str, Any]:
    """All switches that the engine has, as far as the budget goes."""
    run.note(rows=[], flash_attn=importlib.util.find_spec("flash_attn") is not None)
    slowest_s = _LEAST_S / 1.5
    for name, options in SWITCHES.items():
        left_s = run.left_s
        unknown = set(options) - set(QwenOptions.__struct_fields__)
        if unknown:
            run.leave_out(name, f"the engine has no option {', '.join(sorted(unknown))}")
        elif left_s < max(_COMPILING_S if "compile" in options else 0.0, 1.5 * slowest_s):
            run.leave_out(name)
        else:
            reason = _measure(run, name, options, run.found["rows"])
            if reason:
                run.leave_out(name, reason)
        slowest_s = max(slowest_s, left_s - run.left_s)
    return run.found


def _measure(run: Run, name: str, options: Mapping[str, str], rows: list[Any]) -> str:
    """Rows of one machine; or why it could not be had."""
    tiny = run.chosen.size == "tiny"
    batches = _TINY_BATCHES if tiny else _BATCHES
    positions = _TINY_POSITIONS if tiny else _POSITIONS
    wanted: dict[str, Any] = {"slots": batches[-1], "positions": positions, **options}
    try:
        engine_options(**options)
        with machine(run.chosen, **wanted) as made:
            if name == _AT_ONCE:
                made.sound = None
            for batch in batches:
                rows.append({"name": name, **_row(run, made, batch)})
                run.tell(f"{name}: {rows[-1]}")
                run.note()
    except (SettingsError, ImportError, RuntimeError, ValidationError) as error:
        return str(error).strip().split("\n")[0]
    return ""


def _row(run: Run, made: Machine, batch: int) -> Mapping[str, Any]:
    """A frame, and a step of the whole engine."""
    tiny = run.chosen.size == "tiny"
    frames, rows = made.frames, list(range(batch))
    stand_at(frames, rows, _TINY_LENGTH if tiny else _LENGTH)
    for _ in range(_WARM_RUNS):
        frames.step(rows)
    runs = _TINY_RUNS if tiny else _RUNS
    stream = getattr(frames.lane, "stream", None)
    timed = time_runs(lambda: frames.step(rows), runs, made.place.device, stream)
    whole = [dict(each) for each in engine_rows(run, made, [batch])]
    told = {"batch": batch, "place": str(made.place), "ms": timed.ms, "host_ms": timed.host_ms}
    if whole:
        told |= {"engine_ms": whole[0]["ms"], "audio_s_per_s": whole[0]["audio_s_per_s"]}
    return told
