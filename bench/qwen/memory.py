"""What memory is taken: when loaded, for each slot, and at most, beside what was reckoned."""

import gc
import os
from collections.abc import Mapping
from typing import Any

import torch

from bench.qwen.clocks import is_gpu
from bench.qwen.frames import BATCHES, POSITIONS, TINY_BATCHES, TINY_POSITIONS, batches_that_fit
from bench.qwen.parts import Run
from bench.qwen.rig import describe_size, machine, stand_at
from bench.qwen.roofline import FrameSize
from rtts.engines.qwen.machine import Machine

__all__ = ["measure_memory"]

_FEW = 1


def measure_memory(run: Run) -> Mapping[str, Any]:
    """Of a machine of one slot, and of one with as many as a batch may have."""
    tiny = run.chosen.size == "tiny"
    checkpoint, place = describe_size(run.chosen), run.chosen.place()
    size = FrameSize.of(checkpoint.config, checkpoint.codec)
    positions = TINY_POSITIONS if tiny else POSITIONS
    batches = batches_that_fit(size, positions, place, TINY_BATCHES if tiny else BATCHES)
    run.note(positions=positions)
    run.rows("machines", (_taken(run, slots, positions) for slots in (_FEW, batches[-1])))
    if len(run.found["machines"]) < 2:
        return run.found
    few, many = run.found["machines"]
    if is_gpu(place.device):
        slot = (many["peak_bytes"] - few["peak_bytes"]) / (batches[-1] - _FEW)
    else:  # a process lets go of its memory when it likes
        slot = many["state_bytes"]
    reckoned = size.talker.token_bytes * positions + size.codec.state_bytes
    run.tell(f"a slot of {positions} positions takes {slot / 1e6:.1f} MB at the fullest moment")
    run.note(slot_bytes=slot)
    if not tiny:
        run.note(slot_reckoned_bytes=reckoned)
    return run.found


def _taken(run: Run, slots: int, positions: int) -> dict[str, Any]:
    """Bytes of a machine with so many slots: when it is there, and while all of them speak."""
    device = run.chosen.place().device
    gc.collect()
    if is_gpu(device):
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats(device)
    before = _bytes(device)
    with machine(run.chosen, slots=slots, positions=positions, warm_up=False) as made:
        loaded = _bytes(device)
        _speak(made, slots)
        found: dict[str, Any] = {
            "slots": slots,
            "before_bytes": before,
            "loaded_bytes": loaded,
            "peak_bytes": _peak(device),
            "state_bytes": made.codec.bytes_per_slot + _slot_bytes(made),
            "reserved_bytes": torch.cuda.max_memory_reserved(device) if is_gpu(device) else None,
        }
    run.tell(f"{slots:5} slots: {loaded / 1e9:.2f} GB, at most {found['peak_bytes'] / 1e9:.2f} GB")
    return found


def _slot_bytes(made: Machine) -> int:
    """What the tensors of the networks' slots have of each."""
    kept = [each for each in vars(made.frames.slots).values() if isinstance(each, torch.Tensor)]
    rows = made.frames.slots.count + 1
    whole = sum(each.numel() * each.element_size() for each in kept if rows in each.shape[:2])
    return int(whole // rows)


def _speak(made: Machine, slots: int) -> None:
    """A few frames of all of them, with the codec."""
    frames, rows = made.frames, list(range(slots))
    stand_at(frames, rows, 16)
    index = torch.arange(slots, device=made.place.device)
    for _ in range(3):
        codes = frames.step(rows)
        with torch.inference_mode(), frames.lane.use():
            made.codec.decode(codes[:, None], index)
    if is_gpu(made.place.device):
        torch.cuda.synchronize()


def _bytes(device: str) -> int:
    """What tensors take there; of a CPU, what this process does."""
    if is_gpu(device):
        return int(torch.cuda.memory_allocated(device))
    with open("/proc/self/statm") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _peak(device: str) -> int:
    return int(torch.cuda.max_memory_allocated(device)) if is_gpu(device) else _bytes(device)
