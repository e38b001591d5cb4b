"""Engines over tiny checkpoints, and what the official package says in their place.

A machine is loaded once and kept: whoever takes a slot of it writes over all that it held, so
each engine that is made of it begins anew.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from rtts.engines.base import Chunk, Event, Job
from rtts.engines.options import read_options
from rtts.engines.qwen.cast_list import describe
from rtts.engines.qwen.checkpoint import find_checkpoint
from rtts.engines.qwen.codec.decoder import to_pcm16
from rtts.engines.qwen.engine import QwenEngine
from rtts.engines.qwen.machine import Machine, load_machine
from rtts.engines.qwen.official import Official
from rtts.engines.qwen.options import QwenOptions
from rtts.engines.qwen.stage import Stage
from rtts.engines.qwen.trace import unpack_codes

VOICE = "ryan"
EVERYONE = range(2000)

Tiny = Callable[..., Path]
Load = Callable[[Path], Official]
Make = Callable[..., QwenEngine]


def make_engine(folder: Path, *, endless: bool = False, **options: object) -> QwenEngine:
    """An engine that is loaded. `endless`: it never ends by itself, whatever the weights."""
    given = {"device": "cpu", "slots": 4, "positions": 256, "warm_up": False} | options
    chosen = read_options(QwenOptions, "qwen", {k: str(v).lower() for k, v in given.items()})
    checkpoint = find_checkpoint(str(folder))
    engine = QwenEngine(checkpoint, chosen, describe(checkpoint, chosen, ["somebody"]))
    machine = machine_of(folder, chosen)
    # As high as the ids that are never spoken, or as one that ends an utterance.
    machine.frames._heights[machine.frames.rules.codec_eos] = 2 if endless else 1
    engine.report = Reports()
    engine.use(machine)
    return engine


@cache
def machine_of(folder: Path, options: QwenOptions) -> Machine:
    """Of a checkpoint and options, loaded once."""
    return load_machine(find_checkpoint(str(folder)), options)


class Reports(list[tuple[str, dict[str, object]]]):
    """What an engine tells its operator."""

    def __call__(self, event: str, **fields: object) -> None:
        self.append((event, fields))


def reports(engine: QwenEngine) -> list[tuple[str, dict[str, object]]]:
    """What it told so far."""
    assert isinstance(engine.report, Reports)
    return engine.report


def begin(engine: QwenEngine, id: int = 1, *text: str, whole: bool = True, **job: Any) -> None:
    """Open an utterance, greedy if nothing else is said, and feed it."""
    spoken: Sequence[bytes] = job.pop("spoken", ())
    fields: dict[str, Any] = {
        "voice": engine.info.default_voice,
        "language": "en",
        "temperature": 0.0,
    } | job
    engine.open(Job(id=id, **fields), spoken)
    for piece in text:
        engine.feed(id, piece)
    if whole:
        engine.finish(id)


def steps(engine: QwenEngine, count: int, order: Iterable[int] = EVERYONE) -> list[Event]:
    """The events of so many steps."""
    return [event for _ in range(count) for event in engine.step(list(order))]


def chunks(events: Iterable[Event], id: int = 1) -> list[Chunk]:
    """Those of one utterance."""
    return [event for event in events if isinstance(event, Chunk) and event.id == id]


def pcm(events: Iterable[Event], id: int = 1) -> bytes:
    """What is heard of one utterance."""
    return b"".join(chunk.pcm for chunk in chunks(events, id))


def codes(engine: QwenEngine, events: Iterable[Event], id: int = 1) -> NDArray[np.int64]:
    """The codes of one utterance, out of its traces: (n, G)."""
    tables = stage(engine).machine.frames.tables
    return unpack_codes([c.trace for c in chunks(events, id)], tables.groups, tables.heights)


def stage(engine: QwenEngine) -> Stage:
    """Where its utterances are spoken."""
    return engine.loaded.stage


def official_pcm(official: Official, said: torch.Tensor) -> NDArray[np.int16]:
    """What the official codec makes of codes (n, G), all at once."""
    decoder = official.model.speech_tokenizer.model.decoder
    with torch.inference_mode():
        samples = decoder(said.t()[None])[0, 0].clamp(-1, 1)
        whole: NDArray[np.int16] = to_pcm16(samples).numpy()
    return whole


def assert_alike(heard: bytes, expected: bytes) -> None:
    """As below: a batch of another size adds in another order."""
    assert_heard(heard, np.frombuffer(expected, "<i2"))


def assert_heard(heard: bytes, expected: NDArray[np.int16]) -> None:
    """Sample by sample the same, but for where a float was rounded another way."""
    samples = np.frombuffer(heard, "<i2")
    assert samples.shape == expected.shape
    difference = np.abs(samples.astype(int) - expected)
    assert difference.max() <= 1
    assert np.abs(expected).max() > 1000
