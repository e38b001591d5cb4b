"""What an utterance says: the official speech, streamed, of text that grows, to its end."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from rtts.engines.base import Chunk, Ended, Event, Failed, Job
from rtts.engines.qwen.engine import QwenEngine
from rtts.engines.qwen.voices.cloning import ClonePrompt
from tests.engines.drive import drain
from tests.engines.qwen.engines import (
    Load,
    Tiny,
    assert_alike,
    assert_heard,
    begin,
    chunks,
    codes,
    make_engine,
    official_pcm,
    pcm,
    reports,
    stage,
    steps,
)
from tests.engines.qwen.tiny import a_clone, generate_arguments, official_codes

SHORT = "Hello you."
LONG = "The rest of it was told to them in another hall, and nobody asked who had been there."
CHINESE = "你好。今天天气很好，我们一起去公园。"
FRAMES = 48


@pytest.fixture
def engine(tiny: Tiny) -> QwenEngine:
    """One that speaks without end."""
    return make_engine(tiny("custom_voice", "0b6"), endless=True)


def ids_of(engine: QwenEngine, id: int = 1) -> int:
    """How many text ids are certain of an utterance."""
    return len(engine.loaded._open[id].ids)


# The official speech.


@pytest.mark.parametrize(
    ("kind", "size", "text", "job", "asked"),
    [
        ("custom_voice", "0b6", LONG, {"voice": "ryan"}, {"speaker": "ryan"}),
        ("custom_voice", "1b7", CHINESE, {"voice": "Ryan"}, {"speaker": "ryan"}),
        (
            "custom_voice",
            "1b7",
            SHORT,
            {"voice": "ryan", "instructions": "Sadly."},
            {"speaker": "ryan", "instruct": "Sadly."},
        ),
        (
            "voice_design",
            "1b7",
            LONG,
            {"instructions": "A deep old voice."},
            {"instruct": "A deep old voice."},
        ),
    ],
)
@pytest.mark.parametrize("layout", ["growing", "whole"])
def test_it_speaks_as_the_official_package(
    *,
    tiny: Tiny,
    official: Load,
    kind: str,
    size: str,
    text: str,
    job: dict[str, Any],
    asked: dict[str, Any],
    layout: str,
) -> None:
    """Greedy, frame by frame: the official codes, and of them the official codec's samples."""
    folder = tiny(kind, size)
    engine = make_engine(folder, endless=True, layout=layout)
    begin(engine, 1, text, **job)
    events = steps(engine, FRAMES)
    how = {"language": "english", "whole": layout == "whole", **asked}
    expected = official_codes(official(folder), text, frames=FRAMES, **how)
    assert np.array_equal(codes(engine, events), expected.numpy())
    assert_heard(pcm(events), official_pcm(official(folder), expected))


@pytest.mark.parametrize("layout", ["growing", "whole"])
@pytest.mark.parametrize("given", ["embedding", "recording", "recording and state"])
def test_it_speaks_as_a_recording_does(
    tiny: Tiny, official: Load, given: str, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Codes and samples go on from those of the recording, be the codec's state kept or not."""
    folder = tiny("base", "1b7")
    loaded, engine = official(folder), make_engine(folder, endless=True, layout=layout)
    machine = stage(engine).machine
    clone = a_clone(loaded, 0 if given == "embedding" else 9)
    heard = torch.empty(0, machine.frames.tables.groups, dtype=torch.int64)
    state = None
    if clone.codes is not None:
        heard = clone.codes
        scratch = machine.codec.slots
        machine.codec.reset([scratch])
        machine.codec.prime(heard[None], torch.tensor([scratch]))
        state = machine.codec.save(scratch) if "state" in given else None
    prompt = ClonePrompt(clone.embedding, clone.codes, clone.text, state, key=given)
    monkeypatch.setattr(machine, "find_clone", lambda _voice: prompt)
    engine.use(machine)
    begin(engine, 1, *LONG.partition(" hall"), voice="somebody", whole=False)
    early = steps(engine, 3)
    assert bool(early) == (given == "embedding" and layout == "growing")
    engine.finish(1)
    events = early + steps(engine, FRAMES - len(early))
    how = {"language": "english", "whole": layout == "whole", "clone": clone}
    expected = official_codes(loaded, LONG, frames=FRAMES, **how)
    assert np.array_equal(codes(engine, events), expected.numpy())
    whole = official_pcm(loaded, torch.cat((heard, expected)))
    assert_heard(pcm(events), whole[len(heard) * machine.codec.samples_per_frame :])


def test_it_ends_where_the_official_package_does(tiny: Tiny, official: Load) -> None:
    """The end of speech is drawn like any code, and is no frame."""
    folder = tiny("custom_voice", "0b6")
    engine, loaded = make_engine(folder), official(folder)
    arguments = generate_arguments(loaded, SHORT, speaker="ryan", language="english")
    with torch.inference_mode():
        said, _ = loaded.model.generate(**arguments, max_new_tokens=200)
    begin(engine, 1, SHORT, voice="ryan")
    events = drain(engine)
    assert 10 < len(said[0]) < 130
    assert np.array_equal(codes(engine, events), said[0].numpy())
    assert events[-1] == Ended(1)
    assert reports(engine) == []


def test_a_chunk_is_a_frame(engine: QwenEngine) -> None:
    """80 ms for the published models: as many samples as the codec makes of a frame."""
    begin(engine, 1, SHORT)
    events = steps(engine, 3)
    samples = stage(engine).machine.codec.samples_per_frame
    assert [len(chunk.pcm) for chunk in chunks(events)] == [2 * samples] * 3
    assert all(type(chunk.pcm) is bytes for chunk in chunks(events))


# Text that grows.


@pytest.mark.parametrize("text", [LONG, CHINESE, "A 12.5% rise — “really”?\n\nYes…  no!"])
@pytest.mark.parametrize("size", [1, 3, 7])
def test_text_in_pieces_is_the_whole_text(engine: QwenEngine, text: str, size: int) -> None:
    """However it is cut, and spoken meanwhile as far as it is there."""
    begin(engine, 1, text)
    expected = steps(engine, 80)
    engine.cancel(1)
    begin(engine, 2, whole=False)
    events: list[Event] = []
    for at in range(0, len(text), size):
        engine.feed(2, text[at : at + size])
        events += drain(engine)
    assert len(chunks(events, 2)) == ids_of(engine, 2) > 3
    engine.finish(2)
    events += steps(engine, 80 - len(events))
    assert np.array_equal(codes(engine, events, 2), codes(engine, expected))
    assert_alike(pcm(events, 2), pcm(expected))


def test_a_frame_is_spoken_for_each_id_that_is_certain(engine: QwenEngine) -> None:
    """Then it starves: nothing is to be done until there is more text, or its end."""
    begin(engine, 1, "Hel", whole=False)
    assert engine.wait() is None
    engine.feed(1, "lo you, what")
    assert engine.wait() == 0
    events = drain(engine)
    assert len(chunks(events)) == ids_of(engine) == len(events) > 0
    assert (engine.wait(), engine.step([1])) == (None, [])
    engine.finish(1)
    assert engine.wait() == 0
    assert len(chunks(steps(engine, 5))) == 5


def test_a_starved_row_costs_the_others_nothing(engine: QwenEngine) -> None:
    """They ride on without it, and it goes on where it was."""
    begin(engine, 1, SHORT)
    begin(engine, 2, LONG)
    expected = steps(engine, 20)
    for id in (1, 2):
        engine.cancel(id)
    begin(engine, 3, "Hello ", whole=False)
    begin(engine, 4, LONG)
    events = steps(engine, 20)
    assert 0 < len(chunks(events, 3)) < 5
    assert_alike(pcm(events, 4), pcm(expected, 2))
    engine.feed(3, SHORT.removeprefix("Hello "))
    engine.finish(3)
    events += steps(engine, 20 - len(chunks(events, 3)))
    assert_alike(pcm(events, 3), pcm(expected, 1))


def test_the_layout_whole_waits_for_the_end(tiny: Tiny) -> None:
    """And says so: it does not grow, and has no reason to be given short segments."""
    engine = make_engine(tiny("custom_voice", "0b6"), endless=True, layout="whole")
    assert (engine.info.grows, engine.info.span_letters) == (False, 0)
    begin(engine, 1, LONG, whole=False)
    assert (engine.wait(), engine.step([1])) == (None, [])
    engine.finish(1)
    assert (engine.wait(), len(chunks(engine.step([1])))) == (0, 1)


@pytest.mark.parametrize("text", [(), ("",), (" ", "\n\t ", "")])
@pytest.mark.parametrize("layout", ["growing", "whole"])
def test_nothing_to_say_is_an_end(tiny: Tiny, text: tuple[str, ...], layout: str) -> None:
    """An utterance of white space takes no slot and gives no sound."""
    engine = make_engine(tiny("custom_voice", "0b6"), layout=layout)
    begin(engine, 1, *text, whole=False)
    assert engine.wait() is None
    engine.finish(1)
    assert (engine.wait(), engine.step([])) == (0, [Ended(1)])
    assert (engine.wait(), engine.figures()["slots_taken"]) == (None, 0)


def test_text_behind_the_end_is_dropped(engine: QwenEngine) -> None:
    """As is the end of what has ended, and all that is told of an id that is not open."""
    begin(engine, 1, SHORT)
    expected = pcm(steps(engine, 20))
    engine.cancel(1)
    begin(engine, 1, SHORT)
    events = steps(engine, 1)
    engine.feed(1, " And more of it.")
    engine.finish(1)
    events += steps(engine, 19)
    assert pcm(events) == expected
    for call in (engine.finish, engine.cancel):
        call(7)
    engine.feed(7, "text")
    assert engine.step([7]) == []


def test_a_text_can_end_speech_only_when_it_was_read(
    engine: QwenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that wants to end at every frame ends at that of the text's end, and not before."""
    talker = stage(engine).machine.frames.network.talker
    eager = make_eager(talker.logits, stage(engine).machine.frames.rules.codec_eos)
    monkeypatch.setattr(talker, "logits", eager)
    stage(engine).machine.frames._heights[stage(engine).machine.frames.rules.codec_eos] = 1
    begin(engine, 1, LONG, whole=False)
    events = drain(engine)
    assert len(chunks(events)) == ids_of(engine) > 10
    engine.finish(1)
    events += drain(engine)
    known = len(chunks(events))
    begin(engine, 2, LONG)
    assert len(chunks(drain(engine), 2)) == known
    assert events[-1] == Ended(1)


def make_eager(logits: Callable[..., torch.Tensor], end: int) -> Callable[..., torch.Tensor]:
    """Logits of a model that wants nothing but to end."""

    def eager(hidden: torch.Tensor) -> torch.Tensor:
        found = logits(hidden)
        found[:, end] = 1e4
        return found

    return eager


# What bounds it.


def test_the_budget_ends_babble(engine: QwenEngine) -> None:
    """With a line in the log that has no text in it; to the client it is an end."""
    begin(engine, 1, SHORT)
    events = drain(engine)
    assert events[-1] == Ended(1)
    frames = len(chunks(events))
    assert reports(engine) == [("utterance_cut", {"reason": "budget", "frames": frames})]
    begin(engine, 1, SHORT + " And as much again.")
    assert len(chunks(drain(engine))) > frames


def test_silence_ends_it_when_its_text_is_whole(
    engine: QwenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before: 2.5 s without a sound in the middle of a text may be the writer's."""
    codec = stage(engine).machine.codec
    decode = codec.decode
    monkeypatch.setattr(codec, "decode", lambda *given: decode(*given) * 0)
    most = round(2.5 * codec.sample_rate / codec.samples_per_frame)
    begin(engine, 1, whole=False)
    events: list[Event] = []
    while len(events) <= most + 3:
        engine.feed(1, SHORT)
        events += drain(engine)
    assert len(chunks(events)) == len(events)
    engine.finish(1)
    rest = drain(engine)
    assert rest[-1] == Ended(1)
    assert most <= len(chunks(rest)) <= most + 1
    frames = len(events) + len(chunks(rest))
    assert reports(engine) == [("utterance_cut", {"reason": "silence", "frames": frames})]


@pytest.mark.parametrize("fed", ["before it speaks", "while it speaks", "to the last place"])
@pytest.mark.parametrize("layout", ["growing", "whole"])
def test_a_text_that_does_not_fit_fails_with_a_sentence(tiny: Tiny, layout: str, fed: str) -> None:
    """The worker lives on, and the slot is free. The sentence has none of the text."""
    engine = make_engine(tiny("custom_voice", "0b6"), endless=True, layout=layout, positions=64)
    begin(engine, 1, "a, " if fed == "while it speaks" else "", whole=False)
    events = steps(engine, 1)
    if fed == "to the last place":
        while ids_of(engine) < 63:
            engine.feed(1, "a ")
        assert layout == "whole" or engine.wait() == 0
        events += steps(engine, 1)
    else:
        engine.feed(1, "a " * 100)
    engine.finish(1)
    events += drain(engine)
    assert isinstance(events[-1], Failed)
    assert "too long" in events[-1].message
    assert "64 positions" in events[-1].message
    assert "a a" not in events[-1].message
    assert (engine.figures()["slots_taken"], engine.wait()) == (0, None)
    begin(engine, 2, SHORT)
    assert len(chunks(steps(engine, 2), 2)) == 2


def test_a_slot_that_is_full_ends_speech_whose_text_was_read(tiny: Tiny) -> None:
    """All of the text was read; what is cut is babble, or the last of a slow voice."""
    engine = make_engine(tiny("custom_voice", "0b6"), endless=True, positions=64)
    begin(engine, 1, LONG[:30])
    events = drain(engine)
    assert events[-1] == Ended(1)
    assert 40 < len(chunks(events)) < 64
    ((event, fields),) = reports(engine)
    assert (event, fields) == ("utterance_cut", {"reason": "length", "frames": len(events) - 1})


@pytest.mark.parametrize(
    ("job", "words"),
    [
        ({"voice": "nobody"}, "no voice nobody; it has aiden"),
        ({"language": "xx"}, "does not speak xx; it speaks"),
        ({"instructions": "Sing."}, "takes no instructions"),
        ({"spoken": [b"odd"]}, "are no frames of"),
        ({"spoken": [b"\xff\xff" * 6]}, "in no codebook"),
    ],
)
def test_what_cannot_be_fails_with_a_sentence(
    engine: QwenEngine, job: dict[str, Any], words: str
) -> None:
    """The next step says so, whoever it names; nothing else comes of it."""
    begin(engine, 1, SHORT, **job)
    assert engine.wait() == 0
    (failed,) = engine.step([])
    assert isinstance(failed, Failed)
    assert failed.id == 1
    assert words in failed.message
    assert failed.message.endswith(".")
    assert (engine.wait(), engine.step([1])) == (None, [])


# How it is drawn.


def drawn(engine: QwenEngine, **job: Any) -> bytes:
    """The first frames of an utterance, which is dropped then."""
    begin(engine, 1, SHORT, **({"temperature": None} | job))
    heard = pcm(steps(engine, 12))
    engine.cancel(1)
    return heard


def test_a_seed_makes_it_the_same_again(engine: QwenEngine) -> None:
    """Alone or in company; another seed, or none, makes it another."""
    first = drawn(engine, seed=5)
    for id in (2, 3):
        begin(engine, id, LONG, temperature=None)
    assert_alike(drawn(engine, seed=5), first)
    for id in (2, 3):
        engine.cancel(id)
    assert drawn(engine, seed=5) == first
    assert len({first, drawn(engine, seed=6), drawn(engine), drawn(engine)}) == 4
    assert drawn(engine, seed=2**53 - 1) == drawn(engine, seed=2**53 - 1)


def test_at_temperature_zero_no_seed_matters(engine: QwenEngine) -> None:
    """It is greedy."""
    assert drawn(engine, seed=5, temperature=0) == drawn(engine, seed=6, temperature=0)
    assert drawn(engine, seed=5, temperature=0) != drawn(engine, seed=5, temperature=1.5)


def test_what_the_job_leaves_open_is_the_checkpoints(engine: QwenEngine) -> None:
    """Its temperatures, of both networks, are those of generation_config.json."""
    machine = stage(engine).machine
    defaults = machine.defaults
    begin(engine, 1, SHORT, temperature=None)
    begin(engine, 2, SHORT, temperature=0.25, top_p=0.5)
    engine.step([1, 2])
    rows = [machine.frames.slots.sampling[open_.slot] for open_ in engine.loaded._open.values()]
    given = [round(float(each), 4) for row in rows for each in row]
    assert given[:2] == [defaults["temperature"], defaults["top_p"]]
    assert given[3:5] == [defaults["subtalker_temperature"], defaults["subtalker_top_p"]]
    assert given[5:] == [0.25, 0.5, defaults["repetition_penalty"], 0.25, 0.5]


# How far it is.


@pytest.mark.parametrize("text", [LONG, CHINESE, "...   \u200b\u0301 a \U0001f600"])
def test_how_far_it_has_come_never_goes_back(engine: QwenEngine, text: str) -> None:
    """Nor beyond what was fed, which is reached in the end."""
    begin(engine, 1, whole=False)
    reached, fed = [0], 0
    for at in range(0, len(text), 5):
        engine.feed(1, text[at : at + 5])
        fed += len(text[at : at + 5])
        reached += [chunk.reached for chunk in chunks(drain(engine))]
        assert reached == sorted(reached)
        assert reached[-1] <= fed
    engine.finish(1)
    events = drain(engine)
    reached += [chunk.reached for chunk in chunks(events)]
    assert reached == sorted(reached)
    assert reached[-1] == len(text)


def test_what_is_open_is_told_by_its_name(engine: QwenEngine) -> None:
    """`repr` shows what a developer wants to see."""
    assert "open=0" in repr(engine)
    begin(engine, 1, SHORT)
    engine.step([1])
    assert "taken=1 of 4" in repr(engine)
    assert isinstance(engine.step([1])[0], Chunk)
    assert repr(engine.loaded._open[1]) == "<Utterance 1 slot=0 frames=2>"


def test_its_figures_are_in_the_docs(engine: QwenEngine) -> None:
    """Each by its name, on both pages, and no other but those of voices."""
    root = Path(__file__).parents[3] / "docs"
    names = set(engine.figures())
    page = (root / "metrics.md").read_text("utf-8")
    assert set(re.findall(r"`rtts_engine_(\w+)`", page)) == names
    page = (root / "topics/qwen.md").read_text("utf-8")
    assert [name for name in names if f"`{name}`" not in page] == []


def test_jobs_need_a_loaded_engine(tiny: Tiny) -> None:
    """Before it is loaded it says what it can do, and has no figures."""
    loaded = make_engine(tiny("custom_voice", "0b6"))
    engine = QwenEngine(loaded._checkpoint, loaded._options, loaded.info)
    assert (engine.slots, engine.figures()) == (4, {})
    with pytest.raises(AssertionError):
        engine.open(Job(id=1, voice="ryan", language="en"))
