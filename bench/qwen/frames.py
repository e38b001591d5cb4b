"""Milliseconds a frame, by batch and by how much the rows hold; and where they go.

Each row is measured at the length that is asked for: its keys and values are random numbers, its
text does not end, so lengths are forced. `rows` are frames of talker, predictor and draws when one
follows the other, `engine` steps of the whole engine, with codec, copies and the host's work, by
which the rate is told: for listeners who have nothing yet, when the codec speaks each frame at
once, and for such who have a lead. The least that the device can do it in stands beside.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import torch

from bench.qwen.clocks import ceilings, time_runs
from bench.qwen.parts import Run
from bench.qwen.rig import (
    FRAME_S,
    describe_size,
    engine_options,
    let_go,
    machine,
    stand_at,
)
from bench.qwen.roofline import Ceilings, FrameSize, least_codec, least_networks
from bench.qwen.split import split_frame
from rtts.engines.base import Chunk, Job
from rtts.engines.qwen.cast_list import describe
from rtts.engines.qwen.device import Place
from rtts.engines.qwen.engine import QwenEngine
from rtts.engines.qwen.gpu import choosing_algorithms
from rtts.engines.qwen.lanes import make_lane
from rtts.engines.qwen.machine import Machine
from rtts.engines.qwen.memory import available

__all__ = ["batches_that_fit", "engine_rows", "measure_frames"]

BATCHES = (1, 8, 32, 64, 128, 256, 512)
LENGTHS = (64, 256, 768)
LEADS_S = (0.0, 0.75)
"""Of listeners: with the second, the codec speaks two frames at once."""
USUAL_LENGTH = 256
CODEC_FRAMES = (1, 2, 4)
POSITIONS = 1024
TINY_BATCHES, TINY_LENGTHS, TINY_POSITIONS = (1, 4), (16, 64), 192
_WAYS: Sequence[Mapping[str, Any]] = ({}, {"graphs": "off"}, {"kernels": "torch", "graphs": "off"})
"""Where a frame cannot be recorded, it is called; where kernels do not run, it is without them."""
_RUNS, _TINY_RUNS = 20, 4
_WARM_RUNS = 4
_SHARE_OF_GPU, _SHARE_OF_MACHINE = 0.8, 0.3
_TEXT = "hello there all of you on this fine day "
_LETTERS = 400
"""Enough for all frames, whatever the tokenizer."""
_OTHERWISE_TAKEN = 60
"""Positions of a slot that are left to what is no text."""


def measure_frames(run: Run) -> Mapping[str, Any]:
    """All batches that fit into the device, as far as the budget goes; the usual length first."""
    chosen, tiny = run.chosen, run.chosen.size == "tiny"
    checkpoint = describe_size(chosen)
    place = chosen.place()
    size = FrameSize.of(checkpoint.config, checkpoint.codec)
    limits = ceilings(place.device, place.dtype)
    run.tell(f"copies {limits.bandwidth / 1e12:.2f} TB/s, {limits.rate / 1e12:.1f} TFLOP/s")
    positions = TINY_POSITIONS if tiny else POSITIONS
    batches = batches_that_fit(size, positions, place, TINY_BATCHES if tiny else BATCHES)
    run.note(ceilings=vars(limits), positions=positions)
    lengths = TINY_LENGTHS if tiny else LENGTHS
    usual = USUAL_LENGTH if USUAL_LENGTH in lengths else lengths[-1]
    others = [length for length in lengths if length != usual]
    wanted: dict[str, Any] = {"slots": batches[-1], "positions": positions, "warm_up": False}
    for way in _WAYS:
        try:
            with machine(chosen, **wanted, **way) as made:
                run.tell(f"{made.place}, {batches[-1]} slots of {positions} positions")
                run.note(place=str(made.place))
                _measure(run, made, batches, [usual, *others], size, limits)
        except Exception as error:  # noqa: BLE001  # the next way is to be measured all the same
            run.fail(f"a machine of {dict(way) or 'all'}", error)
        else:
            break
        let_go(place.device)  # what failed is held by its error
    return run.found


def _measure(
    run: Run,
    made: Machine,
    batches: Sequence[int],
    lengths: Sequence[int],
    size: FrameSize,
    limits: Ceilings,
) -> None:
    """What counts most first; the usual length is the first of them."""
    run.rows("rows", _rows(run, made, batches, lengths[:1], size, limits))
    run.rows("engine", engine_rows(run, made, batches, LEADS_S))
    run.rows("rows", _rows(run, made, batches, lengths[1:], size, limits))
    run.rows("codec", _codec_rows(run, made, batches, size, limits))
    for batch in batches:
        if run.left_s < 20:
            run.leave_out(f"split of batch {batch}")
            continue
        run.rows("split", (split_frame(run, made, each) for each in [batch]))


def batches_that_fit(
    size: FrameSize, positions: int, place: Place, batches: Sequence[int]
) -> Sequence[int]:
    """Those whose keys, values and codec state leave room on the device for all else."""
    share = _SHARE_OF_GPU if place.is_gpu else _SHARE_OF_MACHINE
    slot = size.talker.token_bytes * positions + size.codec.state_bytes
    slot = slot * place.dtype.itemsize // torch.bfloat16.itemsize
    room = share * available(place.device)
    return [batch for batch in batches if (batch + 1) * slot < room]


def _rows(
    run: Run,
    made: Machine,
    batches: Sequence[int],
    lengths: Sequence[int],
    size: FrameSize,
    limits: Ceilings,
) -> Iterator[Mapping[str, Any]]:
    """Talker, predictor and draws."""
    tiny = run.chosen.size == "tiny"
    frames, device = made.frames, made.place.device
    run.tell(f"{'batch':>6}{'length':>8}{'ms':>9}{'waited':>9}{'host':>8}{'least':>8}{'ratio':>7}")
    for length in lengths:
        for batch in batches:
            if run.left_s < 30:
                run.leave_out(f"rows from batch {batch} of length {length}")
                return
            rows = list(range(batch))
            stand_at(frames, rows, length)
            for _ in range(_WARM_RUNS):
                frames.step(rows)
            stream = getattr(frames.lane, "stream", None)
            runs = _TINY_RUNS if tiny else _RUNS
            timed = time_runs(partial(frames.step, rows), runs, device, stream)
            least = least_networks(size, batch, length, limits)
            ratio = timed.ms / least.overlapped_ms
            run.tell(
                f"{batch:6}{length:8}{timed.ms:9.2f}{timed.waited_ms:9.2f}{timed.host_ms:8.2f}"
                f"{least.overlapped_ms:8.2f}{ratio:7.1f}"
            )
            yield {
                "batch": batch,
                "length": length,
                **vars(timed),
                "memory_ms": least.memory_ms,
                "arithmetic_ms": least.arithmetic_ms,
                "ratio": ratio,
            }


def _codec_rows(
    run: Run, made: Machine, batches: Sequence[int], size: FrameSize, limits: Ceilings
) -> Iterator[Mapping[str, Any]]:
    """The codec for 1, 2 and 4 frames at once, recorded where the device can do that."""
    codec, device = made.codec, made.place.device
    lane, groups = make_lane(device), made.frames.tables.groups
    runs = _TINY_RUNS if run.chosen.size == "tiny" else _RUNS
    run.tell(f"{'batch':>6}{'frames':>8}{'codec ms':>10}{'least':>8}")
    for batch in batches:
        slots = torch.arange(batch, device=device)
        for count in CODEC_FRAMES:
            if run.left_s < 30:
                run.leave_out(f"codec from batch {batch}")
                return
            codes = torch.randint(0, 64, (batch, count, groups), device=device)
            with choosing_algorithms(made.place):
                replay = lane.record(partial(codec.decode, codes, slots))
            timed = time_runs(replay, runs, device, getattr(lane, "stream", None))
            least = least_codec(size.codec, batch, limits, count)
            run.tell(f"{batch:6}{count:8}{timed.ms:10.2f}{least.overlapped_ms:8.2f}")
            yield {
                "batch": batch,
                "frames": count,
                **vars(timed),
                "memory_ms": least.memory_ms,
                "arithmetic_ms": least.arithmetic_ms,
            }


def engine_rows(
    run: Run, made: Machine, batches: Sequence[int], leads_s: Sequence[float] = (0.0,)
) -> Iterator[Mapping[str, Any]]:
    """Steps of the whole engine, over utterances whose text lasts."""
    tiny = run.chosen.size == "tiny"
    checkpoint = describe_size(run.chosen)
    slots = made.frames.slots
    wanted = {"slots": slots.count, "positions": slots.positions}
    options = engine_options(**{**run.chosen.options, **wanted})
    runs = _TINY_RUNS if tiny else _RUNS
    run.tell(f"{'batch':>6}{'lead s':>8}{'engine ms':>11}{'waited':>9}{'audio s/s':>11}")
    for lead_s in leads_s:
        for batch in batches:
            if run.left_s < 15:
                run.leave_out(f"engine from batch {batch}")
                return
            engine = QwenEngine(checkpoint, options, describe(checkpoint, options))
            engine.ahead_s = partial(_lead, lead_s)
            engine.use(made)
            yield {"lead_s": lead_s} | _speak(run, engine, batch, runs, lead_s)


def _lead(lead_s: float, _id: int) -> float:
    return lead_s


def _speak(run: Run, engine: QwenEngine, batch: int, runs: int, lead_s: float) -> dict[str, Any]:
    ids = list(range(1, batch + 1))
    letters = min(_LETTERS, engine.loaded.stage.machine.frames.slots.positions - _OTHERWISE_TAKEN)
    text = (_TEXT * (letters // len(_TEXT) + 1))[:letters] + " "
    for id in ids:
        engine.open(Job(id=id, voice=engine.info.default_voice, language="en", seed=id))
        engine.feed(id, text)
    for _ in range(_WARM_RUNS):
        engine.step(ids)
    heard = 0

    def step() -> None:
        nonlocal heard
        events = engine.step(ids)
        heard += sum(len(event.pcm) // 2 for event in events if isinstance(event, Chunk))

    timed = time_runs(step, runs, engine.loaded.stage.machine.place.device)
    for id in ids:
        engine.cancel(id)
    audio_s = heard / engine.info.sample_rate / (2 * runs)  # a step; both ways of timing speak
    rate = audio_s / timed.ms * 1000
    run.tell(f"{batch:6}{lead_s:8.2f}{timed.ms:11.2f}{timed.waited_ms:9.2f}{rate:11.1f}")
    spoken = audio_s / (batch * FRAME_S)
    return {"batch": batch, **vars(timed), "audio_s_per_s": rate, "spoken_share": spoken}
