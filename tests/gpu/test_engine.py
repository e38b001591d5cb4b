"""The whole engine on a GPU: the official speech, whatever way it is computed, and no stall."""

import gc
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from rtts.engines.base import Event
from rtts.engines.qwen.device import Place
from rtts.engines.qwen.engine import QwenEngine
from rtts.engines.qwen.gpu import hold_reserve, set_up
from rtts.engines.qwen.lanes import make_lane
from rtts.engines.qwen.official import Official
from tests.engines.drive import drain
from tests.engines.qwen.engines import (
    assert_alike,
    assert_heard,
    begin,
    chunks,
    codes,
    make_engine,
    pcm,
    stage,
    steps,
)
from tests.engines.qwen.test_recorded import TEXTS, speak
from tests.engines.qwen.tiny import official_codes

pytestmark = pytest.mark.gpu

Tiny = Callable[..., Path]
Load = Callable[[Path], Official]
WAYS = [
    {"kernels": kernels, "graphs": graphs}
    for kernels in ("triton", "torch")
    for graphs in ("on", "off")
]
FRAMES = 48


def engine_of(folder: Path, **options: Any) -> QwenEngine:
    """An engine on the GPU, in float32 if nothing else is said."""
    given: dict[str, Any] = {"device": "cuda", "dtype": "float32", "tf32": False}
    return make_engine(folder, **(given | options))


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize("size", ["0b6", "1b7"])
def test_it_speaks_as_the_official_package(
    tiny: Tiny, official: Load, size: str, way: dict[str, str]
) -> None:
    """Greedy, in float32, on the same GPU: the official codes, and their samples."""
    folder = tiny("custom_voice", size)
    engine = engine_of(folder, endless=True, **way)
    begin(engine, 1, TEXTS[2], voice="ryan")
    events = steps(engine, FRAMES + 8)
    how = {"language": "english", "speaker": "ryan"}
    expected = official_codes(official(folder), TEXTS[2], frames=FRAMES, **how).cpu()
    assert np.array_equal(codes(engine, events)[:FRAMES], expected.numpy())
    right = official_pcm_of(official(folder), expected)
    assert_heard(pcm(events)[: 2 * len(right)], right)


def official_pcm_of(official: Official, said: torch.Tensor) -> Any:
    """What the official codec makes of codes, on the GPU."""
    with torch.inference_mode():
        decoder = official.model.speech_tokenizer.model.decoder
        samples = decoder(said.cuda().t()[None])[0, 0].clamp(-1, 1).cpu()
    return (samples * 32768).round().clamp(-32768, 32767).to(torch.int16).numpy()


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_same_is_heard_in_every_way(tiny: Tiny, way: dict[str, str]) -> None:
    """Recorded and read late, or called and read at once, by kernels or not; as on the CPU."""
    folder = tiny("custom_voice", "1b7")
    expected = speak(make_engine(folder, positions=80))
    events = speak(engine_of(folder, positions=80, **way))
    for id in TEXTS:
        assert_alike(pcm(events, id), pcm(expected, id))


def test_many_take_turns(tiny: Tiny) -> None:
    """Forty utterances in four slots say what each says alone."""
    engine = engine_of(tiny("custom_voice", "0b6"), positions=80)
    alone = {}
    for number, text in TEXTS.items():
        begin(engine, 1, text)
        alone[number] = pcm(drain(engine))
    for id in range(40):
        begin(engine, id, TEXTS[1 + id % 5])
    events: list[Event] = []
    while engine.wait() == 0:
        events += engine.step(list(range(40)))
    for id in range(40):
        assert_alike(pcm(events, id), alone[1 + id % 5])


def test_a_steady_state_waits_for_nothing_and_allocates_nothing(tiny: Tiny) -> None:
    """A hundred steps with joins whose beginning is known, texts that grow, cancels and ends.

    torch raises where an operation waits for the device. The driver is asked for no memory, of
    the device or pinned.
    """
    engine = engine_of(tiny("custom_voice", "1b7"), slots=8, endless=True)
    for _ in range(3):
        busy(engine, 100)
    torch.cuda.synchronize()
    gc.collect()
    before = asked_of_the_driver()
    torch.cuda.set_sync_debug_mode("error")
    try:
        heard = busy(engine, 100)
    finally:
        torch.cuda.set_sync_debug_mode("default")
    assert asked_of_the_driver() == before
    assert len(heard) > 300


def busy(engine: QwenEngine, count: int) -> list[Event]:
    """So many steps, in which somebody joins, goes on, or is cancelled every few."""
    events: list[Event] = []
    for turn in range(count):
        if turn % 8 == 0:
            begin(engine, turn, "A boy was ", whole=False)
            engine.cancel(turn - 48)
        if turn % 8 == 5:
            engine.feed(turn - 5, "there, and the others too.")
            engine.finish(turn - 5)
        events += engine.step(list(range(count)))
    for id in range(count):
        engine.cancel(id)
    return events


def asked_of_the_driver() -> list[int]:
    """How often memory was taken from it, and how much torch holds."""
    device, host = torch.cuda.memory_stats(), torch.cuda.host_memory_stats()
    return [
        device["num_device_alloc"],
        device["num_alloc_retries"],
        device["reserved_bytes.all.current"],
        host["num_host_alloc"],
    ]


@pytest.mark.parametrize("dtype", ["bfloat16", "float32"])
@pytest.mark.parametrize("weights", ["same", "int8", "fp8"])
def test_every_precision_speaks(tiny: Tiny, dtype: str, weights: str) -> None:
    """Frames come, and are not silent."""
    engine = engine_of(tiny("custom_voice", "1b7"), dtype=dtype, weights=weights, endless=True)
    begin(engine, 1, TEXTS[2])
    events = steps(engine, 20)
    assert len(chunks(events)) >= 18
    assert np.abs(np.frombuffer(pcm(events), "<i2").astype(int)).max() > 1000


def test_slots_are_as_many_as_fit(tiny: Tiny) -> None:
    """Of a tiny checkpoint 512, on any GPU."""
    engine = engine_of(tiny("custom_voice", "0b6"), slots=0, positions=64)
    assert engine.slots == stage(engine).usable == 512


def test_a_reserve_is_there_when_it_is_wanted() -> None:
    """What fits into it is had without the driver, in the lane it was held for."""
    lane = make_lane("cuda")
    place = Place("cuda", torch.float32, "triton", graphs=True)
    size = hold_reserve(place, lane)
    before = torch.cuda.memory_stats()["num_device_alloc"]
    with lane.use():
        torch.empty(size // 2, dtype=torch.uint8, device="cuda")
    assert torch.cuda.memory_stats()["num_device_alloc"] == before


def test_tf32_is_less_exact() -> None:
    """And is not there when it is not wanted."""
    place = Place("cuda", torch.float32, "triton")
    x = torch.randn(512, 512, device="cuda")
    right = x.double() @ x.double()
    errors = []
    for tf32 in (False, True):
        set_up(place, tf32=tf32)
        errors.append(float((x @ x - right).abs().max()))
    assert errors[0] * 10 < errors[1]


def test_memory_grows_in_place(tiny: Tiny) -> None:
    """In a process of its own: torch is told before it is imported."""
    program = (
        "import json, sys\n"
        "from rtts.engines.registry import build\n"
        "given = {'device': 'cuda', 'positions': '64', 'slots': '2', 'warm_up': 'false'}\n"
        "engine = build('qwen', sys.argv[1], given)\n"
        "engine.load()\n"
        "import torch\n"
        "print(json.dumps([s['is_expandable'] for s in torch.cuda.memory_snapshot()]))"
    )
    command = [sys.executable, "-c", program, str(tiny("custom_voice", "0b6"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert any(json.loads(done.stdout.splitlines()[-1]))
