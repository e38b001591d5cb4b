"""On a GPU nothing is read before it is there, and nothing overwritten that is still to be read.

Scripts of utterances are spoken on a GPU that watches the order. Then each thing that makes an
order is left out, and must be missed.
"""

import random
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from rtts.engines.base import Failed
from rtts.engines.qwen import lanes
from rtts.engines.qwen.lanes import CudaLane, Lane, Mark
from rtts.engines.qwen.readback import Landing, Readback
from rtts.engines.qwen.voices import store
from rtts.engines.qwen.voices.cloning import ClonePrompt
from tests.audio.sounds import speech
from tests.audio.test_recording import wav
from tests.engines.qwen.engines import assert_alike, make_engine, pcm
from tests.engines.qwen.ordering.watched_engine import WatchedEngine, WatchedTalk
from tests.engines.qwen.talk import play
from tests.engines.qwen.test_recorded import TEXTS, speak

pytestmark = pytest.mark.unmeasured

Tiny = Callable[..., Path]
Script = Callable[[WatchedEngine, WatchedTalk], None]
SPEAKERS = ("ryan", "vivian", "dylan")
CLONES = {"anna": "Words of before.", "bob": "", "carl": "Other words.", "dora": ""}
ONE_PROMPT = 31_000
"""Bytes, in which there is room for a voice with words, but not for two."""
TWO_PREFIXES = 11_000


@pytest.fixture(scope="module")
def speaking(tiny: Tiny) -> WatchedEngine:
    """With the speakers of a checkpoint."""
    return WatchedEngine(tiny("custom_voice"), SPEAKERS)


@pytest.fixture(scope="module")
def cloning(tiny: Tiny, tmp_path_factory: pytest.TempPathFactory) -> WatchedEngine:
    """With four voices of recordings, of which two have words."""
    folder = tmp_path_factory.mktemp("voices")
    for number, (name, words) in enumerate(CLONES.items()):
        (folder / f"{name}.wav").write_bytes(wav(speech(24000, 1.2) * (0.9 - number / 20)))
        if words:
            (folder / f"{name}.txt").write_text(words)
    return WatchedEngine(tiny("base"), tuple(CLONES), voices=str(folder))


def bound(engine: WatchedEngine, *, prompts: int, disk: bool) -> None:
    """Keep so many bytes of prompts from now on, and of prefixes but two."""
    voices, prefixes = engine.machine.voices, engine.machine.frames.prefixes
    assert voices is not None
    voices._memory._limit, prefixes.limit_bytes = prompts, TWO_PREFIXES
    voices._disk.folder = voices._folder / ".prompts" if disk else None
    for key in list(voices._memory._kept):
        voices._memory.forget(key)
    for voicing in list(prefixes._kept):
        prefixes.forget(voicing)


def at_random(seed: int, rounds: int = 25) -> Script:
    """Utterances come and go, are fed, rest, make room, die and come back."""

    def script(_engine: WatchedEngine, talk: WatchedTalk) -> None:
        play(talk, random.Random(seed), rounds)
        talk.close()

    return script


def shortly(_engine: WatchedEngine, talk: WatchedTalk) -> None:
    """The same, and all are cancelled soon."""
    play(talk, random.Random(0), 12)
    talk.cancel_all()


def making_room(_engine: WatchedEngine, talk: WatchedTalk) -> None:
    """One leaves its slot to another at each frame, while the codec makes four of its heard."""
    talk.lead |= dict.fromkeys(talk.lead, 3.0)
    for frames in range(1, 10):
        for id in (0, 1):
            talk.open(id)
            talk.finish(id)
        talk.loaded.stage.usable = 1
        for id, steps in ((0, frames), (1, 3)):
            for _ in range(steps):
                talk.step([id])
        talk.cancel_all()


def failing_to_join(engine: WatchedEngine, talk: WatchedTalk) -> None:
    """Memory is too short for the codec when one joins; another voice is made at once."""
    talk.open(0)
    talk.finish(0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine.machine.codec, "reset", raise_out_of_memory)
        talk.step([0])
    assert isinstance(talk.last[0], Failed)
    talk.open(2)
    talk.cancel_all()


def raise_out_of_memory(*_: object) -> None:
    """Be too much for the device."""
    raise torch.OutOfMemoryError


def watch(engine: WatchedEngine, script: Script) -> list[str]:
    """What is found wrong in a script."""
    with engine.on():
        engine.settle()
        script(engine, engine.talk())
        return [str(fault) for fault in engine.faults]


# In order.


def test_the_same_is_heard(tiny: Tiny) -> None:
    """A GPU that watches says what the CPU says: its recordings are what they are taken for."""
    folder = tiny("custom_voice")
    direct = speak(make_engine(folder, positions=80))
    watched = WatchedEngine(folder, SPEAKERS, slots=4, positions=80)
    with watched.on():
        heard = speak(watched.engine())
    for id in TEXTS:
        assert_alike(pcm(heard, id), pcm(direct, id))


def test_loading_is_in_order(speaking: WatchedEngine, cloning: WatchedEngine) -> None:
    """What is laid out, recorded and rehearsed, by whichever stream."""
    assert speaking.at_load == cloning.at_load == []


@pytest.mark.parametrize("seed", range(2))
def test_speech_is_in_order(speaking: WatchedEngine, seed: int) -> None:
    """Whoever comes, goes, pauses, rests, makes room or is cancelled."""
    assert watch(speaking, at_random(seed, 60)) == []


def test_speech_makes_nobody_wait(speaking: WatchedEngine) -> None:
    """No operation halts the host, and none is put where it would not be beside the others."""
    before = speaking.in_default
    assert watch(speaking, at_random(2, 60)) == []
    assert speaking.gpu.halts == []
    assert speaking.in_default == before


@pytest.mark.parametrize(("prompts", "disk"), [(0, False), (ONE_PROMPT, True)])
@pytest.mark.parametrize("seed", [0, 1])
def test_cloned_voices_are_in_order(
    cloning: WatchedEngine, seed: int, prompts: int, *, disk: bool
) -> None:
    """Made anew, read from disk or kept, and dropped again with what was kept of them."""
    bound(cloning, prompts=prompts, disk=disk)
    before = cloning.in_default
    assert watch(cloning, at_random(seed)) == []
    assert cloning.in_default == before


@pytest.mark.parametrize("seed", range(4))
def test_want_of_memory_is_in_order(
    cloning: WatchedEngine, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Wherever it strikes: what was launched before it is still on its way."""
    bound(cloning, prompts=0, disk=True)
    run_short(cloning, monkeypatch, random.Random(seed))
    assert watch(cloning, at_random(seed)) == []


def test_who_cannot_join_leaves_nothing_to_be_read(cloning: WatchedEngine) -> None:
    """The networks still read its voice when nobody else has it any more."""
    bound(cloning, prompts=0, disk=False)
    assert watch(cloning, failing_to_join) == []


def test_making_room_is_in_order(speaking: WatchedEngine) -> None:
    """Whoever has a slot next, and wherever its codes go in the ring."""
    assert watch(speaking, making_room) == []


def test_steps_read_at_once_are_in_order(tiny: Tiny) -> None:
    """Then all is in one stream, and the host waits for what it reads."""
    engine = WatchedEngine(tiny("custom_voice"), SPEAKERS, graphs="off")
    assert engine.machine.sound is None
    assert watch(engine, lambda _, talk: play(talk, random.Random(0), 8)) == []
    assert engine.gpu.halts


def run_short(engine: WatchedEngine, monkeypatch: pytest.MonkeyPatch, rng: random.Random) -> None:
    """Let memory be too short now and then, behind what was launched with it."""
    machine = engine.machine
    parts = ((machine.codec, "reset"), (machine.frames, "join"), (machine.frames, "step"))

    def shorten(owner: Any, name: str) -> None:
        whole = getattr(owner, name)

        def short(*given: Any) -> Any:
            found = whole(*given)
            if rng.random() < 0.03:
                raise torch.OutOfMemoryError
            return found

        monkeypatch.setattr(owner, name, short)

    for owner, name in (*parts, (machine.sound, "decode")):
        shorten(owner, name)


# Left out.


def left_out(
    monkeypatch: pytest.MonkeyPatch, owner: type, name: str, by: str, instead: Any
) -> None:
    """Let calls of a method be something else where this function makes them."""
    whole = getattr(owner, name)

    def called(*args: Any, **kwargs: Any) -> Any:
        is_it = sys._getframe(1).f_code.co_qualname == by
        return (instead if is_it else whole)(*args, **kwargs)

    monkeypatch.setattr(owner, name, called)


def nothing(*_: object) -> None:
    """Leave it out."""


def nowhere(_lane: Lane) -> Any:
    """Use no lane."""
    return nullcontext()


def before_all(_lane: Lane) -> Mark:
    """A mark before which there is nothing."""
    mark = object.__new__(lanes._Event)
    mark.event = torch.cuda.Event()
    return mark


FOLLOW, MARK, USE = (CudaLane, "follow"), (CudaLane, "mark"), (CudaLane, "use")
BORROW, WAIT = (CudaLane, "borrow"), (lanes._Event, "wait")
ORDERS: dict[str, tuple[tuple[type, str], Any, Script]] = {
    "Late._make_heard follows": (FOLLOW, nothing, shortly),
    "Late.begin follows": (FOLLOW, nothing, making_room),
    "Late.left marks": (MARK, before_all, making_room),
    "Late._speak marks": (MARK, before_all, shortly),
    "Late._make_heard marks": (MARK, before_all, shortly),
    "Flight.land waits": (WAIT, nothing, shortly),
    "Stage._join borrows": (BORROW, nothing, failing_to_join),
    "Stage._join uses": (USE, nowhere, shortly),
    "Stage.casting uses": (USE, nowhere, shortly),
    "Frames.join uses": (USE, nowhere, shortly),
    "Frames.step uses": (USE, nowhere, shortly),
    "Late.begin uses": (USE, nowhere, shortly),
    "CodecBatches.decode uses": (USE, nowhere, shortly),
    "Readback.fetch uses": (USE, nowhere, shortly),
}


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_that_is_left_out_is_missed(
    cloning: WatchedEngine, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    """Each by itself: what is not missed need not be in the product."""
    (owner, name), instead, script = ORDERS[order]
    bound(cloning, prompts=0, disk=False)
    left_out(monkeypatch, owner, name, order.partition(" ")[0], instead)
    assert watch(cloning, script) != []


AT_LOAD = ("Batches._record", "CodecBatches._make", "CodecBatches.rehearse", "Frames.rehearse")


@pytest.mark.parametrize("by", [*AT_LOAD, "CudaLane.record"])
def test_a_lane_that_is_not_used_at_load_is_missed(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """What is laid out for a recording, and what is tried behind it."""
    left_out(monkeypatch, *USE, by, nowhere)
    assert WatchedEngine(tiny("custom_voice"), SPEAKERS, slots=1).at_load != []


def test_tensors_that_only_a_graph_knows_are_missed(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody but what was recorded may hold them."""
    whole = lanes._Recorded
    monkeypatch.setattr(lanes, "_Recorded", lambda *given: whole(*given[:2], nothing))
    engine = WatchedEngine(tiny("custom_voice"), SPEAKERS, slots=1)
    found = watch(engine, shortly)
    assert any(fault.startswith("a graph uses memory that was freed") for fault in found)


def test_a_voice_that_is_on_its_way_is_missed(
    cloning: WatchedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The networks follow nobody to what is made of a recording: the host has waited for it."""

    def on_its_way(prompt: ClonePrompt, device: str) -> ClonePrompt:
        embedding = prompt.speaker_embedding.pin_memory()
        return replace(prompt, speaker_embedding=embedding.to(device, non_blocking=True))

    monkeypatch.setattr(store, "_moved", on_its_way)
    bound(cloning, prompts=0, disk=True)
    assert watch(cloning, shortly) != []


def test_a_replay_in_no_lane_is_missed(
    speaking: WatchedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be in no order with what is put into one."""
    monkeypatch.setattr(lanes._Recorded, "__call__", lambda replay: replay.graph.replay())
    assert watch(speaking, shortly) != []


def test_a_buffer_that_is_lent_too_early_is_missed(
    speaking: WatchedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before what arrives in it was looked at."""
    fetch = Readback.fetch

    def lent_at_once(pool: Readback, result: torch.Tensor, lane: Lane) -> Landing:
        landing = fetch(pool, result, lane)
        landing.give_back()
        return landing

    monkeypatch.setattr(Readback, "fetch", lent_at_once)
    assert watch(speaking, shortly) != []


def test_uploads_out_of_one_buffer_are_missed(
    speaking: WatchedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last one may still be on its way out of it."""
    with speaking.on():
        room = torch.empty(10_000, dtype=torch.int64, pin_memory=True)

    def staged(host: np.ndarray, _device: torch.device) -> torch.Tensor:
        return room[: host.size].copy_(torch.from_numpy(host).flatten()).view(host.shape)

    monkeypatch.setattr(lanes, "staged", staged)
    assert watch(speaking, shortly) != []
