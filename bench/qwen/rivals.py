"""The official package on the same weights, and faster-qwen3-tts where its package is.

faster-qwen3-tts wants another version of transformers than the official package does. So it runs
in a process of its own, which finds its packages in the folder that `RTTS_BENCH_FASTER` names.
It speaks one utterance at a time. Nobody may end before the frames that are counted.
"""

import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from bench.qwen.against import FRAME_S, TEXT, theirs
from bench.qwen.clocks import synchronize, time_runs
from bench.qwen.parts import Run
from bench.qwen.rig import checkpoint_folder, machine, make_official, stand_at

__all__ = ["FASTER_VARIABLE", "measure_official"]

FASTER_VARIABLE = "RTTS_BENCH_FASTER"
_BATCHES, _TINY_BATCHES = (1, 8), (1, 2)
_WARM_FRAMES, _FRAMES, _TINY_FRAMES = 4, 24, 8
_LENGTH = 48
"""As much as stands before those frames."""
_ROUNDS = 2
_FASTER_S = 200.0
_TOLD = 3000
"""Letters of what it said when it failed."""


def measure_official(run: Run) -> Mapping[str, Any]:
    """Milliseconds a frame without the codec: theirs, then ours on the weights taken over."""
    tiny = run.chosen.size == "tiny"
    place = run.chosen.place()
    batches, frames = (_TINY_BATCHES, _TINY_FRAMES) if tiny else (_BATCHES, _FRAMES)
    official = make_official(run.chosen, place)
    spoken = f"<|im_start|>assistant\n{TEXT}<|im_end|>\n<|im_start|>assistant\n"
    prompt = official.tokenizer([spoken], return_tensors="pt")["input_ids"].to(place.device)
    run.note(rows=[])
    slow: dict[int, float] = {}
    for batch in batches:
        if run.left_s < 60:
            run.leave_out(f"{batch} rows")
        else:
            speak = theirs(official, prompt, batch)
            slow[batch] = min(_frame_ms(speak, frames, place.device) for _ in range(_ROUNDS))
            run.tell(f"{batch:4} rows: official {slow[batch]:.2f} ms a frame")
            run.note(official_ms=slow)
    wanted: dict[str, Any] = {"slots": batches[-1], "positions": 256, "warm_up": False}
    with machine(run.chosen, official, **wanted) as made:
        for batch, theirs_ms in slow.items():
            rows = list(range(batch))
            stand_at(made.frames, rows, _LENGTH)
            for _ in range(_WARM_FRAMES):
                made.frames.step(rows)
            stream = getattr(made.frames.lane, "stream", None)
            timed = time_runs(partial(made.frames.step, rows), frames, place.device, stream)
            run.tell(f"{batch:4} rows: ours {timed.ms:.2f} ms, {theirs_ms / timed.ms:.1f} times")
            rates = [batch * FRAME_S / ms * 1000 for ms in (timed.ms, theirs_ms)]
            told = {"batch": batch, "ours_ms": timed.ms, "official_ms": theirs_ms}
            told |= {"ours_audio_s_per_s": rates[0], "official_audio_s_per_s": rates[1]}
            run.found["rows"].append(told)
            run.note()
    run.note(faster=_faster(run))
    return run.found


def _frame_ms(speak: Any, frames: int, device: str) -> float:
    """What the frames take beyond the first few."""

    def seconds(count: int) -> float:
        synchronize(device)
        began = time.perf_counter()
        speak(count)
        synchronize(device)
        return time.perf_counter() - began

    few = seconds(_WARM_FRAMES)
    return (seconds(_WARM_FRAMES + frames) - few) / frames * 1000


def _faster(run: Run) -> Mapping[str, Any]:
    """What a process of its own tells, or why there is nothing to tell."""
    packages = os.environ.get(FASTER_VARIABLE, "")
    lacking = _lacks_faster(packages, run.chosen.place().device)
    if lacking:
        run.tell(f"faster-qwen3-tts is not measured: {lacking}")
        return {"missing": lacking}
    root = str(Path(__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (packages, root)))}
    with checkpoint_folder(run.chosen, ends=False) as folder:
        command = [sys.executable, "-m", "bench.qwen.faster", str(folder)]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                env=environment,
                timeout=min(_FASTER_S, max(run.left_s, 1)),
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"missing": "it did not end in time"}
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        print(done.stderr[-_TOLD:], flush=True)
        reason = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        run.tell(f"faster-qwen3-tts failed: {reason[0]}")
        return {"missing": f"it failed: {reason[0]}"}
    told: Mapping[str, Any] = json.loads(lines[-1])
    run.tell(f"faster-qwen3-tts: {json.dumps(told)}")
    return told


def _lacks_faster(packages: str, device: str) -> str:
    """Why it cannot be measured here; empty if it can."""
    if not device.startswith("cuda"):
        return "it runs on a GPU only"
    if packages:
        return "" if Path(packages, "faster_qwen3_tts").is_dir() else f"it is not in {packages}"
    if importlib.util.find_spec("faster_qwen3_tts") is None:
        return f"it is not installed, and {FASTER_VARIABLE} names no folder"
    return ""
