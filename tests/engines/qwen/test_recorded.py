"""The engine with recorded frames, as it runs on a GPU, by the plain twin that needs none.

Batches are filled up to a size, replayed, and read a step late; the codec has a lane of its own.
Nothing of that may be heard.
"""

import numpy as np
import pytest

from rtts.engines.base import Ended, Event
from rtts.engines.qwen.engine import QwenEngine
from rtts.engines.qwen.voices.cloning import ClonePrompt
from tests.engines.drive import drain
from tests.engines.qwen.engines import (
    Load,
    Tiny,
    assert_alike,
    begin,
    chunks,
    make_engine,
    pcm,
    stage,
    steps,
)
from tests.engines.qwen.tiny import a_clone

TEXTS = {
    1: "Hello you.",
    2: "The rest of it was told to them in another hall, and nobody asked who had been there.",
    3: "你好。今天天气很好，我们一起去公园。",
    4: "So?",
    5: "A boy was there, and the others too.",
}
FRAMES = 30


def speak(engine: QwenEngine) -> list[Event]:
    """Five at once in four slots: two from the start, others later, one in pieces, drawn."""
    first, rest = TEXTS[2].split(" them ")
    begin(engine, 2, first + " ", whole=False, temperature=0.9, seed=5)
    begin(engine, 1, TEXTS[1])
    events = steps(engine, 3)
    begin(engine, 3, TEXTS[3], language="zh")
    events += steps(engine, 2)
    begin(engine, 4, TEXTS[4], temperature=1.2, seed=77)
    begin(engine, 5, TEXTS[5])
    events += steps(engine, 4)
    engine.feed(2, "them " + rest)
    engine.finish(2)
    return events + drain(engine)


def test_the_same_is_heard(tiny: Tiny) -> None:
    """Of every utterance sample by sample, also of who joins late, waits for text or a slot."""
    folder = tiny("custom_voice", "1b7")
    direct = speak(make_engine(folder, positions=80))
    recorded = speak(make_engine(folder, positions=80, graphs="on"))
    for id in TEXTS:
        assert len(pcm(direct, id)) > 30_000
        assert_alike(pcm(recorded, id), pcm(direct, id))
        assert Ended(id) in recorded


@pytest.mark.parametrize("lead_s", [0.0, 9.0])
def test_a_recording_s_voice_among_others(
    tiny: Tiny, official: Load, monkeypatch: pytest.MonkeyPatch, lead_s: float
) -> None:
    """It joins behind what it recorded, while others speak, and changes places with one."""
    folder = tiny("base", "1b7")
    made = {frames: a_clone(official(folder), frames) for frames in (0, 9)}
    heard = []
    for graphs in ("off", "on"):
        engine = make_engine(folder, graphs=graphs, slots=2, positions=80)
        engine.ahead_s = dict.fromkeys(TEXTS, lead_s).__getitem__
        machine = stage(engine).machine
        prompts = [ClonePrompt(c.embedding, c.codes, c.text, None, str(n)) for n, c in made.items()]
        whose = {"first": prompts[0], "other": prompts[1]}
        monkeypatch.setattr(machine, "find_clone", whose.__getitem__)
        engine.use(machine)
        begin(engine, 1, TEXTS[2], voice="first", temperature=0.9, seed=1)
        begin(engine, 2, TEXTS[5], voice="first", temperature=0.9, seed=2)
        events = steps(engine, 3)
        begin(engine, 3, TEXTS[1], voice="other", temperature=0.9, seed=3)
        events += steps(engine, 5, [1, 3])
        heard.append(events + drain(engine))
    for id in (1, 2, 3):
        direct, recorded = (np.frombuffer(pcm(events, id), "<i2").astype(int) for events in heard)
        assert len(direct) == len(recorded) > 15_000
        # Frames that are decoded together are added in another order.
        assert np.abs(direct - recorded).max() <= 4
        said, again = (b"".join(chunk.trace for chunk in chunks(events, id)) for events in heard)
        assert said == again
        assert Ended(id) in heard[1]


def test_the_largest_batch_is_not_full(tiny: Tiny) -> None:
    """Three slots are recorded as four rows; nothing is heard of the fourth."""
    folder = tiny("custom_voice", "0b6")
    heard = []
    for graphs in ("off", "on"):
        engine = make_engine(folder, graphs=graphs, slots=3, endless=True)
        for id in (1, 2, 3):
            begin(engine, id, TEXTS[id])
        heard.append(steps(engine, FRAMES))
    for id in (1, 2, 3):
        size = min(len(pcm(events, id)) for events in heard)
        assert size > FRAMES * 1000
        assert_alike(pcm(heard[1], id)[:size], pcm(heard[0], id)[:size])


def test_a_step_is_read_when_the_next_is_launched(tiny: Tiny) -> None:
    """So the first gives nothing yet, and says that it has advanced somebody all the same."""
    folder = tiny("custom_voice", "0b6")
    for graphs, at_once in (("off", 1), ("on", 0)):
        engine = make_engine(folder, graphs=graphs, slots=3, endless=True)
        begin(engine, 1, TEXTS[1])
        for step in range(3):
            assert len(chunks(engine.step([1]))) == (1 if step else at_once)
            assert engine.advanced == 1


def test_listeners_with_a_lead_are_given_more_at_once(tiny: Tiny) -> None:
    """As the worker tells of them: what two or four frames say comes as one chunk."""
    folder = tiny("custom_voice", "0b6")
    sizes = {}
    for lead_s in (0.0, 9.0):
        engine = make_engine(folder, graphs="on", slots=3, endless=True)
        engine.ahead_s = dict.fromkeys(TEXTS, lead_s).__getitem__
        engine.use(stage(engine).machine)
        begin(engine, 1, TEXTS[1])
        sizes[lead_s] = {len(chunk.pcm) for chunk in chunks(steps(engine, 16))}
    (one,) = sizes[0.0]
    assert max(sizes[9.0]) == 4 * one
