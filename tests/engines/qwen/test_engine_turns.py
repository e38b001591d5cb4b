"""Who speaks when: slots, urgency, cancels, deaths and want of memory."""

import gc
import random
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from rtts.engines.base import Chunk, Ended, Event, Failed, Job
from rtts.engines.qwen.engine import QwenEngine
from rtts.engines.qwen.machine import is_out_of_memory
from rtts.worker.driver import Driver
from tests.engines.drive import drain
from tests.engines.qwen.engines import (
    EVERYONE,
    Tiny,
    assert_alike,
    begin,
    chunks,
    codes,
    make_engine,
    pcm,
    reports,
    stage,
    steps,
)

SHORT = "Hello you."
TIMEOUT_S = 20.0
LONG = "The rest of it was told to them in another hall, and nobody asked who had been there."


@pytest.fixture
def engine(tiny: Tiny) -> QwenEngine:
    """One of four slots that speaks without end."""
    return make_engine(tiny("custom_voice", "1b7"), endless=True)


@pytest.fixture
def lone(tiny: Tiny) -> QwenEngine:
    """The same with one slot."""
    return make_engine(tiny("custom_voice", "1b7"), endless=True, slots=1)


def undisturbed(engine: QwenEngine, text: str, frames: int) -> list[Event]:
    """What an utterance says alone, as number 1."""
    begin(engine, 1, text)
    events = steps(engine, frames)
    engine.cancel(1)
    return events


def assert_same(engine: QwenEngine, events: list[Event], id: int, expected: list[Event]) -> None:
    """The same codes and the same samples, as far as both go."""
    said, whole = codes(engine, events, id), codes(engine, expected)
    frames = min(len(said), len(whole))
    assert frames > 3
    assert np.array_equal(said[:frames], whole[:frames])
    size = 2 * frames * stage(engine).machine.codec.samples_per_frame
    assert_alike(pcm(events, id)[:size], pcm(expected)[:size])


# Slots.


def test_more_may_be_open_than_there_are_slots(engine: QwenEngine) -> None:
    """They wait, begin as others end, and each says what it would have said alone."""
    texts = ["Yes.", "You.", "A boy", "So?", "No!"]
    expected = [undisturbed(engine, text, 20) for text in texts]
    for id in range(14):
        begin(engine, id, texts[id % 5])
    events: list[Event] = []
    most = 0
    while engine.wait() == 0:
        given = engine.step(EVERYONE)
        events += given
        most = max(most, sum(isinstance(event, Chunk) for event in given))
        taken = engine.figures()["slots_taken"]
        assert taken <= 4
    assert most == 4
    for id in range(14):
        assert_same(engine, events, id, expected[id % 5])
    assert sorted(e.id for e in events if isinstance(e, Ended)) == list(range(14))
    assert engine.figures()["slots_taken"] == 0


def test_the_most_urgent_join_first(lone: QwenEngine) -> None:
    """In the order that a step is told, not in that of their opening; who is not named waits."""
    for id in (1, 2, 3):
        begin(lone, id, SHORT)
    assert [event.id for event in lone.step([3, 1, 2])] == [3]
    assert [event.id for event in lone.step([1, 2, 3])] == [3], "who has begun goes on"
    lone.cancel(3)
    assert [event.id for event in lone.step([2, 1])] == [2]
    assert lone.step([]) == []
    assert lone.wait() == 0


def test_who_has_no_text_makes_room(lone: QwenEngine) -> None:
    """It comes back by its codes, and goes on at its last sample."""
    expected = undisturbed(lone, LONG, 25)
    begin(lone, 1, LONG[:12], whole=False)
    events = drain(lone)
    begin(lone, 2, SHORT)
    assert lone.wait() == 0
    events += steps(lone, 5)
    assert len(chunks(events, 2)) == 5
    lone.feed(1, LONG[12:30])
    assert len(chunks(steps(lone, 3), 1)) == 0, "who speaks keeps its slot"
    lone.cancel(2)
    events += drain(lone)
    begin(lone, 3, SHORT)
    assert len(chunks(steps(lone, 5), 3)) == 5
    lone.cancel(3)
    lone.feed(1, LONG[30:])
    lone.finish(1)
    events += steps(lone, 25 - len(chunks(events, 1)))
    assert len(chunks(events, 1)) == 25
    assert_same(lone, events, 1, expected)


def test_who_rests_makes_room(lone: QwenEngine) -> None:
    """A listener who has enough is not named: its slot is another's for so long."""
    expected = undisturbed(lone, LONG, 25)
    begin(lone, 1, LONG)
    events = steps(lone, 10)
    begin(lone, 2, SHORT)
    assert [event.id for event in steps(lone, 4, [2])] == [2] * 4
    assert [event.id for event in steps(lone, 4, [1])] == [1] * 4
    lone.cancel(1)
    begin(lone, 1, LONG, spoken=[chunk.trace for chunk in chunks(events)])
    events += steps(lone, 15, [1])
    assert_same(lone, events, 1, expected)


def test_those_who_said_least_make_room_first(engine: QwenEngine) -> None:
    """What they said has to be read anew when they come back."""
    for id in range(4):
        begin(engine, id, LONG)
        engine.step(range(id + 1))
    begin(engine, 4, SHORT)
    engine.step([4])
    assert [each.slot is None for each in engine.loaded._open.values()] == [
        *(False, False, False, True),
        False,
    ]


def test_a_cancel_holds_between_two_frames(engine: QwenEngine) -> None:
    """No event of it comes any more, its slot is free at once, and the others lose nothing."""
    expected = undisturbed(engine, LONG, 12)
    for id in range(1, 5):
        begin(engine, id, LONG)
    begin(engine, 5, LONG)
    events = steps(engine, 4)
    engine.cancel(2)
    later = steps(engine, 8)
    assert {event.id for event in later} == {1, 3, 4, 5}
    assert len(chunks(later, 5)) == 8
    for id in (1, 3, 4, 5):
        assert_same(engine, [*events, *later], id, expected)
    begin(engine, 6, SHORT, voice="nobody")
    begin(engine, 7, " ")
    engine.cancel(6)
    engine.cancel(7)
    assert {event.id for event in engine.step([6, 7])} == set()


@pytest.mark.unmeasured
def test_a_thousand_utterances_leave_nothing_behind(engine: QwenEngine) -> None:
    """Whether they end, fail or are cancelled: no slot, no tensor, no object that counts."""
    rng = random.Random(5)

    def one(id: int) -> None:
        begin(engine, id, SHORT, whole=id % 3 > 0, voice=("ryan", "eric", "nobody")[id % 7 % 3])
        steps(engine, rng.randrange(3), [id])
        engine.cancel(id)

    for id in range(50):
        one(id)
    engine.step([])
    kept, before = engine.figures()["prefixes"], _living()
    for id in range(1000):
        one(id)
    assert engine.step([]) == []
    found = engine.figures()
    assert (found["slots_taken"], found["prefixes"]) == (0, kept)
    assert engine.loaded._open == {}
    assert sorted(stage(engine)._free) == [0, 1, 2, 3]
    assert stage(engine)._taken == {}
    assert _living() - before == Counter()


def _living() -> Counter[str]:
    gc.collect()
    kinds = Counter(type(each).__name__ for each in gc.get_objects())
    return Counter({name: kinds[name] for name in ("Tensor", "Utterance", "GrowingTokens", "Job")})


# What a driver relies on.


@pytest.mark.parametrize("seed", range(4))
def test_it_says_truly_whether_there_is_something_to_do(tiny: Tiny, seed: int) -> None:
    """Whatever happened: a step of all gives something if, and only if, there is."""
    engine = make_engine(tiny("custom_voice", "1b7"), endless=True, slots=2, positions=80)
    rng = random.Random(seed)
    calls: list[Callable[[int], object]] = [
        lambda i: begin(engine, i, whole=False, voice=rng.choice(["ryan"] * 5 + ["nobody"])),
        lambda i: engine.feed(i, rng.choice(["", " ", "Hel", "lo you. ", "多么", "x " * 90])),
        lambda i: engine.feed(i, "word and word "),
        engine.finish,
        engine.cancel,
        lambda i: engine.step([i]),
    ]
    given = Counter[bool]()
    for _ in range(250):
        id = rng.randrange(6)
        call = rng.choice(calls)
        if call is not calls[0] or id not in engine.loaded._open:
            call(id)
        for _ in range(rng.choice([0, 1, 1, 6])):
            due = engine.wait()
            assert due in (0, None)
            events = engine.step(EVERYONE)
            assert bool(events) == (due == 0)
            given[bool(events)] += 1
    assert given[True] > 100
    assert given[False] > 20


# A worker that died.


@pytest.mark.parametrize("kind", ["custom_voice", "voice_design"])
@pytest.mark.parametrize("layout", ["growing", "whole"])
@pytest.mark.parametrize("given", [1, 2, 9, 39])
def test_another_engine_goes_on_behind_the_last_sample(
    tiny: Tiny, kind: str, layout: str, given: int
) -> None:
    """As if nothing had happened, wherever it was cut, in speech or behind the text's end."""
    folder = tiny(kind, "1b7")
    first = make_engine(folder, endless=True, layout=layout)
    second = make_engine(folder, endless=True, layout=layout, slots=3)
    begin(first, 1, LONG[:30])
    expected = steps(first, 40)
    traces = [chunk.trace for chunk in chunks(expected)[:given]]
    begin(second, 8, LONG)
    second.step([8])
    begin(second, 1, LONG[:30], spoken=traces)
    events: list[Event] = [*expected[:given], *steps(second, 40 - given)]
    assert np.array_equal(codes(second, events), codes(first, expected))
    assert_alike(pcm(events), pcm(expected))


def test_seeds_hold_beyond_a_death(engine: QwenEngine) -> None:
    """What was to be drawn next is drawn next."""
    begin(engine, 1, LONG, temperature=None, seed=77)
    expected = steps(engine, 25)
    engine.cancel(1)
    traces = [chunk.trace for chunk in chunks(expected)[:10]]
    begin(engine, 1, LONG, temperature=None, seed=77, spoken=[b"".join(traces)])
    assert_same(engine, [*expected[:10], *steps(engine, 15)], 1, expected)


def test_the_text_comes_again_behind_a_death(engine: QwenEngine) -> None:
    """It may do so in other pieces; nothing is spoken before all that was spoken is there."""
    begin(engine, 1, LONG[:40], whole=False)
    events = drain(engine)
    engine.cancel(1)
    expected = undisturbed(engine, LONG, 30)
    begin(engine, 1, LONG[:20], whole=False, spoken=[each.trace for each in chunks(events)])
    assert (engine.wait(), engine.step([1])) == (None, [])
    engine.feed(1, LONG[20:40])
    assert engine.wait() is None
    engine.feed(1, LONG[40:])
    engine.finish(1)
    more = steps(engine, 30 - len(chunks(events)))
    assert len(chunks(more)) == len(more) > 5
    assert_same(engine, [*events, *more], 1, expected)
    assert chunks(more)[-1].reached >= chunks(more)[0].reached >= 0


def test_a_budget_counts_what_was_spoken_before(engine: QwenEngine) -> None:
    """A death gives babble no second budget."""
    begin(engine, 1, SHORT)
    whole = chunks(drain(engine))
    begin(engine, 1, SHORT, spoken=[each.trace for each in whole[:-2]])
    assert len(chunks(drain(engine))) == 2


# Want of memory.

SHORTAGES = {
    "torch": torch.OutOfMemoryError("CUDA out of memory."),
    "numpy": MemoryError(),
    "the CPU": RuntimeError(
        "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate "
        "memory: you tried to allocate 4000000000000000 bytes. Error code 12"
    ),
}


class Short:
    """Stands before a function: it fails at the calls of these numbers, counted from 1."""

    def __init__(self, function: Callable[..., Any], *calls: int, error: Exception) -> None:
        self.function, self.calls, self.error = function, calls, error
        self.number = 0

    def __call__(self, *arguments: Any) -> Any:
        self.number += 1
        found = self.function(*arguments)
        if self.number in self.calls:
            raise self.error  # when all that it leaves behind is there
        return found


def run_short(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, *calls: int) -> None:
    """Let calls of these numbers find too little memory."""
    error = SHORTAGES["torch"]
    monkeypatch.setattr(owner, name, Short(getattr(owner, name), *calls, error=error))


def assert_short(failed: Event, id: int) -> None:
    """The utterance failed for want of memory."""
    assert isinstance(failed, Failed)
    assert failed.id == id
    assert "out of memory" in failed.message


@pytest.mark.parametrize("kind", SHORTAGES)
def test_want_of_memory_is_known_by_every_name(kind: str) -> None:
    """Torch says it on the CPU by a mere RuntimeError; no other error is taken for it."""
    assert is_out_of_memory(SHORTAGES[kind])
    assert not is_out_of_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))
    if kind == "the CPU":
        with pytest.raises(RuntimeError) as caught:
            torch.empty(10**15)
        assert is_out_of_memory(caught.value)


def test_no_memory_for_a_step(engine: QwenEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest has to go; the others speak on, and fewer are taken from then on."""
    expected = undisturbed(engine, LONG, 12)
    begin(engine, 1, LONG)
    begin(engine, 2, LONG)
    events = steps(engine, 2)
    begin(engine, 3, LONG)
    run_short(monkeypatch, stage(engine).machine.frames.network.predictor, "begin", 3)
    events += steps(engine, 2)
    (failed,) = engine.step(EVERYONE)
    assert_short(failed, 3)
    assert reports(engine) == [("out_of_memory", {"slots": 2})]
    events += steps(engine, 8)
    for id in (1, 2):
        assert_same(engine, events, id, expected)
        assert len(chunks(events, id)) == 12
    begin(engine, 4, SHORT)
    assert engine.slots == 2
    assert {event.id for event in engine.step(EVERYONE)} == {1, 2}
    engine.cancel(1)
    assert {event.id for event in engine.step(EVERYONE)} == {2, 4}
    assert engine.figures()["slots_usable"] == 2


@pytest.mark.parametrize("calls", [(3,), (3, 4), (3, 4, 5)])
def test_no_memory_for_a_sound(
    engine: QwenEngine, monkeypatch: pytest.MonkeyPatch, calls: tuple[int, ...]
) -> None:
    """Nobody's codes are lost: those who stay give the frame of the same step."""
    expected = undisturbed(engine, LONG, 12)
    for id in (1, 2, 3):
        begin(engine, id, LONG)
    run_short(monkeypatch, stage(engine).machine.codec, "decode", *calls)
    events = steps(engine, 2)
    hit = engine.step(EVERYONE)
    events += hit
    failed = [event for event in hit if isinstance(event, Failed)]
    assert_short(failed[0], 3)
    assert len(failed) == len(calls)
    assert len({event.id for event in hit}) == 3
    staying = {1, 2, 3} - {each.id for each in failed}
    events += steps(engine, 9)
    for id in staying:
        assert len(chunks(events, id)) == 12
        assert_same(engine, events, id, expected)
    begin(engine, 4, LONG)
    last = steps(engine, 12, [4])
    assert_same(engine, last, 4, expected)


@pytest.mark.parametrize(
    ("calls", "gone"), [((1,), ()), ((1, 3), (3,)), ((1, 2, 3, 4), (2, 3, 4)), ((1, 2), (2,))]
)
@pytest.mark.parametrize("part", ["frames", "codec"])
def test_no_memory_to_join(
    engine: QwenEngine,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    calls: tuple[int, ...],
    gone: tuple[int, ...],
) -> None:
    """Those who joined together join one by one; it fails for whom that is too much."""
    expected = undisturbed(engine, LONG, 8)
    begin(engine, 1, LONG)
    engine.step([1])
    spoken = [chunk.trace for chunk in chunks(expected)[:1]]
    for id in (2, 3, 4):
        begin(engine, id, LONG, spoken=spoken)
    name = {"frames": "join", "codec": "prime"}[part]
    owner = getattr(stage(engine).machine, part)
    run_short(monkeypatch, owner, name, *calls)
    events = engine.step(EVERYONE)
    failed = [event for event in events if isinstance(event, Failed)]
    for event, id in zip(failed, gone, strict=True):
        assert_short(event, id)
    staying = {1, 2, 3, 4} - set(gone)
    assert engine.slots <= 4 - len(gone)
    events += steps(engine, 6)
    taken = {each.id for each in engine.loaded._open.values() if each.slot is not None}
    assert len(taken) <= engine.slots
    assert set(engine.loaded._open) == staying >= taken
    for id in taken - {1}:
        first = replace(chunks(expected)[0], id=id)
        assert_same(engine, [first, *chunks(events, id)], id, expected)
    for id in list(staying):
        engine.cancel(id)
    assert engine.figures()["slots_taken"] == 0


def test_no_memory_for_more_text(engine: QwenEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The utterance fails with the next step, not the worker."""
    begin(engine, 1, SHORT, whole=False)
    engine.step([1])
    run_short(monkeypatch, stage(engine).machine.frames, "append_text", 1)
    engine.feed(1, " And more of it. ")
    (failed,) = engine.step([])
    assert_short(failed, 1)


@pytest.mark.parametrize("part", ["frames.step", "frames.join", "codec.decode"])
def test_a_mistake_is_no_want_of_memory(
    engine: QwenEngine, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """Any other error ends the worker: nobody knows what is left of the state."""
    owner_name, _, name = part.partition(".")
    owner = getattr(stage(engine).machine, owner_name)
    error = RuntimeError("mat1 and mat2 shapes cannot be multiplied")
    monkeypatch.setattr(owner, name, Short(getattr(owner, name), 1, error=error))
    begin(engine, 1, SHORT)
    with pytest.raises(RuntimeError, match="mat1"):
        engine.step([1])


def test_a_driver_leaves_it_alone_while_all_texts_have_run_out(engine: QwenEngine) -> None:
    """It is stepped for each frame and for what it is told, and not again and again meanwhile."""
    idle, calls = threading.Semaphore(0), Counter[str]()
    wait, step = engine.wait, engine.step

    def counted_wait() -> float | None:
        due = wait()
        if due is None:
            idle.release()
        return due

    def counted_step(order: Sequence[int]) -> list[Event]:
        events = step(order)
        calls["fruitful" if events else "idle"] += 1
        return events

    vars(engine).update(wait=counted_wait, step=counted_step, load=lambda: None)
    driver = Driver(engine, loaded=lambda: None, spoken=lambda _: None, broke=lambda _: None)
    driver.start()
    assert idle.acquire(timeout=TIMEOUT_S)
    told = 0
    for id in (1, 2, 3):
        driver.open(Job(id=id, voice="ryan", language="en", temperature=0.0))
        driver.lead(id, 30_000 * id)
        told += 2
    for word in LONG.split():
        for id in (1, 2, 3):
            driver.feed(id, word + " ")
            told += 1
        # Each command that is waited for ends a wait; the last one is told by the engine itself.
        assert idle.acquire(timeout=TIMEOUT_S)
    driver.stop()
    assert driver.join(TIMEOUT_S)
    frames = stage(engine).figures()["frames_total"]
    assert frames > 3 * len(LONG.split())
    assert calls["fruitful"] <= frames
    assert calls["idle"] <= told
