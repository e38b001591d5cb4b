"""Steps that are read late say what steps say that are read at once."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import torch

from rtts.engines.base import Ended, Failed, Job
from rtts.engines.qwen import stage
from rtts.engines.qwen.buckets import buckets_up_to
from rtts.engines.qwen.readback import Readback
from tests.engines.qwen.stand_in import GROUPS, SAMPLES, tokenizer
from tests.engines.qwen.talk import IDS, LEADS, TEXTS, Talk, alone, begun, play
from tests.engines.qwen.tardy import tardy_readback


@pytest.fixture(autouse=True)
def tardy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a lane gives is there before its mark was waited for."""
    monkeypatch.setattr(Readback, "fetch", tardy_readback)


WHOLE = {id: alone(id) for id in IDS}


def test_utterances_end_in_several_ways() -> None:
    """What they are compared by: some end by themselves, and no two are alike."""
    assert len({talk.pcm[id] for id, talk in WHOLE.items()}) == len(IDS)
    assert all(isinstance(talk.last[id], Ended) for id, talk in WHOLE.items())
    frames = [len(talk.traces[id]) for id, talk in WHOLE.items()]
    assert min(frames) < 12
    assert max(frames) > 30


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("seed", range(40))
def test_a_script_says_what_each_says_alone(seed: int, *, late: bool) -> None:
    """Whoever comes, goes, pauses, rests or is evicted: the same samples and traces, to the end."""
    talk = Talk(1 + seed % 4, late=late)
    play(talk, random.Random(seed))
    for id in [each for each in IDS if talk.is_open(each)]:
        talk.finish(id)
    talk.drain()
    assert talk.fed
    for id in talk.fed:
        assert talk.pcm[id] == WHOLE[id].pcm[id]
        assert b"".join(talk.traces[id]) == b"".join(WHOLE[id].traces[id])
        assert talk.last[id] == Ended(id)
    assert talk.loaded.stage.figures()["slots_taken"] == 0
    assert (talk.loaded.wait(), talk.step()) == (None, [])


# When it is told.


def test_a_frame_is_told_while_the_next_is_spoken() -> None:
    """Not in its own step, and not later than in the next."""
    talk = begun(0.0, 2)
    assert talk.loaded.wait() == 0
    assert talk.step() == []
    for spoken in range(2, 12):
        assert [event.id for event in talk.step()] == [2]
        assert (talk.machine.frames.spoken, len(talk.traces[2])) == (spoken, spoken - 1)
        assert talk.loaded.advanced == 1
    assert (len(talk.step([])), talk.loaded.advanced) == (1, 0)
    assert talk.step([]) == []


@pytest.mark.parametrize(("lead", "frames"), [(-1.0, 1), (0.4, 1), (0.6, 2), (0.9, 2), (1.1, 4)])
def test_a_lead_makes_chunks_of_several_frames(lead: float, frames: int) -> None:
    """As many as the listener can wait for; the first and the last may be of fewer."""
    talk = begun(lead, 2, 3)
    talk.drain()
    for id in (2, 3):
        sizes = [len(trace) // (2 * GROUPS) for trace in talk.traces[id]]
        assert set(sizes[2:-3]) == {frames}
        assert max(sizes) == frames
        assert talk.pcm[id] == WHOLE[id].pcm[id]


def test_steps_have_about_as_much_to_make_heard() -> None:
    """Slots take turns: not all chunks come in every fourth step."""
    talk = begun(3.0, *range(16), slots=16, ids=range(16))
    talk.machine.frames.endless = True
    for _ in range(8):
        talk.step(range(16))
    counts = [len(talk.step(range(16))) for _ in range(12)]
    assert counts == [4] * 12


def test_many_who_stop_are_heard_together() -> None:
    """More than a batch of several frames holds."""
    everyone = range(200)
    talk = begun(3.0, *everyone, slots=200, ids=everyone)
    for _ in range(2):
        talk.step(everyone)
    for _ in range(2):
        talk.step([])
    assert {len(b"".join(traces)) for traces in talk.traces.values()} == {2 * 2 * GROUPS}
    assert len(talk.traces) == 200


def test_who_pauses_is_heard_at_once() -> None:
    """Nothing waits for frames that may not come: all that was spoken is told."""
    talk = Talk(2, late=True)
    talk.lead[2] = 3.0
    talk.open(2)
    talk.feed(2, 30)
    talk.drain()
    frames = talk.machine.frames.spoken
    assert frames % 4 != 0
    assert len(b"".join(talk.traces[2])) == frames * 2 * GROUPS


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("slot", range(4))
@pytest.mark.parametrize("id", [0, 1])
def test_an_end_costs_one_frame_and_nobody_else_a_step(id: int, slot: int, lead: float) -> None:
    """The end is read a step late; what is pending is heard at once; the others go on."""
    talk = begun(lead, id, slot=slot)
    talk.lead[2] = 0.0
    talk.open(2)
    talk.finish(2)
    steps = 0
    while id not in talk.last:
        talk.step()
        steps += 1
        assert len(talk.traces[2]) == steps - 1
    told = len(WHOLE[id].pcm[id]) // (2 * SAMPLES)
    assert talk.machine.frames.spoken == told + 2 + steps
    assert steps <= told + 3


# What ends it.


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("positions", [20, 21, 22, 23, 400])
def test_babble_is_cut_at_the_same_frame(lead: float, positions: int) -> None:
    """By its budget, or where the slot is full: also in the middle of a chunk."""
    talks = []
    for late in (False, True):
        talk = begun(lead, 0, 4, late=late, positions=positions)
        talk.machine.frames.endless = True
        talk.drain()
        talks.append(talk)
    once, late_one = talks
    assert late_one.pcm == once.pcm
    assert late_one.last == once.last
    assert late_one.reports == once.reports
    reasons = {str(fields["reason"]) for _, fields in once.reports}
    assert reasons == ({"budget"} if positions == 400 else {"length"})


@pytest.mark.parametrize("late", [False, True])
def test_who_comes_back_with_a_full_slot_has_ended(*, late: bool) -> None:
    """Its worker died behind its last sample, before its end was told."""
    talk = begun(0.0, 0, late=late, positions=20)
    talk.machine.frames.endless = True
    talk.drain()
    assert talk.last.pop(0) == Ended(0)
    heard = talk.pcm[0]
    talk.resume(0)
    talk.finish(0)
    talk.drain()
    assert talk.last[0] == Ended(0)
    assert talk.pcm[0] == heard


def test_text_that_was_not_read_to_its_end_fails() -> None:
    """A slot that is full is no end of it."""
    ids = len(tokenizer()(TEXTS[2])["input_ids"])
    talk = begun(3.0, 2, positions=ids + 2)
    talk.drain()
    assert isinstance(talk.last[2], Failed)
    assert 0 < len(talk.pcm[2]) < len(WHOLE[2].pcm[2])


# Who leaves.


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("slot", range(4))
@pytest.mark.parametrize("id", [0, 5])
def test_who_makes_room_loses_nothing(id: int, slot: int, lead: float) -> None:
    """Whatever of it was on its way, its end too: it is told, or spoken again."""
    for steps in range(1, len(WHOLE[id].pcm[id]) // (2 * SAMPLES) + 4):
        talk = begun(lead, id, 2, slot=slot)
        talk.loaded.stage.usable = 1
        for _ in range(steps):
            talk.step([id])
        for _ in range(5):
            talk.step([2])
        talk.drain()
        for each in (id, 2):
            assert talk.pcm[each] == WHOLE[each].pcm[each]
            assert talk.last[each] == Ended(each)


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("positions", [18, 20, 23])
def test_those_who_fill_a_slot_in_turns_come_to_their_ends(positions: int, lead: float) -> None:
    """What was spoken last is told, though another takes the slot in the next step."""
    talk = begun(lead, 0, 1, 2, slots=1, positions=positions)
    talk.machine.frames.endless = True
    talk.drain()
    assert set(talk.last) == {0, 1, 2}


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("steps", range(1, 8))
def test_a_cancel_holds_for_what_is_on_its_way(lead: float, steps: int) -> None:
    """Also if its id, or its slot, is another's at once."""
    talk = begun(lead, 2, slots=1)
    for _ in range(steps):
        talk.step()
    talk.cancel(2)
    talk.open(2)
    talk.open(3)
    talk.finish(3)
    talk.drain()
    talk.finish(2)
    talk.drain()
    for id in (2, 3):
        assert talk.pcm[id] == WHOLE[id].pcm[id]


def test_a_voice_is_made_of_a_recording_in_the_codecs_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Behind the batches that use its scratch slot."""
    talk = Talk(2, late=True)
    assert talk.sound is not None
    order: list[str] = []
    casting = talk.loaded._casting
    role = casting.role

    @contextmanager
    def use() -> Iterator[None]:
        order.append("in the lane")
        yield
        order.append("out of it")

    def make(job: Job) -> Any:
        order.append("made")
        return role(job)

    monkeypatch.setattr(talk.sound.lane, "use", use)
    monkeypatch.setattr(casting, "role", make)
    talk.open(2)
    assert order == ["in the lane", "made", "out of it"]


# Want of memory.


@pytest.mark.parametrize("owner", ["frames.step", "frames.join", "codec.reset"])
@pytest.mark.parametrize("lead", [0.0, 3.0])
def test_want_of_memory_costs_one_utterance(
    monkeypatch: pytest.MonkeyPatch, owner: str, lead: float
) -> None:
    """The newest; what was launched of the others is told, and they go on."""
    talk = begun(lead, 2)
    for _ in range(3):
        talk.step()
    talk.open(3)
    talk.finish(3)
    part, _, name = owner.partition(".")
    whole = getattr(getattr(talk.machine, part), name)
    short = iter((True, name != "step"))  # for all who join, and for the one alone

    def fail(*arguments: Any) -> Any:
        if next(short, False):
            raise torch.OutOfMemoryError
        return whole(*arguments)

    monkeypatch.setattr(getattr(talk.machine, part), name, fail)
    talk.drain()
    assert isinstance(talk.last[3], Failed)
    assert talk.last[2] == Ended(2)
    assert talk.pcm[2] == WHOLE[2].pcm[2]
    assert [event for event, _ in talk.reports] == ["out_of_memory"]


@pytest.mark.parametrize("in_the_middle", [False, True])
@pytest.mark.parametrize("seed", range(24))
def test_want_of_memory_for_the_codec_costs_one_utterance(
    monkeypatch: pytest.MonkeyPatch, seed: int, *, in_the_middle: bool
) -> None:
    """Each time one fails; the others say the rest as if nothing had happened, in new seats.

    Whether the codec had begun with the frames or not.
    """
    talk, rng, failures = Talk(2 + seed % 4, late=True), random.Random(seed), 0
    assert talk.sound is not None
    whole = talk.sound.decode

    def decode(slots: Any, firsts: Any, frames: int) -> torch.Tensor:
        nonlocal failures
        if failures < 3 and rng.random() < 0.04:
            failures += 1
            if in_the_middle:
                whole(slots, firsts, frames)
            raise torch.OutOfMemoryError
        return whole(slots, firsts, frames)

    monkeypatch.setattr(talk.sound, "decode", decode)
    play(talk, random.Random(seed), rounds=25)
    for id in [each for each in IDS if talk.is_open(each)]:
        talk.finish(id)
    talk.drain()
    shortages = [event for event, _ in talk.reports]
    assert shortages == ["out_of_memory"] * failures
    for id in talk.fed:
        if isinstance(talk.last[id], Failed):
            assert WHOLE[id].pcm[id].startswith(talk.pcm[id])
        else:
            assert talk.last[id] == Ended(id)
            assert talk.pcm[id] == WHOLE[id].pcm[id]
            assert b"".join(talk.traces[id]) == b"".join(WHOLE[id].traces[id])
    assert talk.loaded.stage.figures()["slots_taken"] == 0
    assert talk.loaded.stage.usable == max(2 + seed % 4 - failures, 1)
    assert (talk.loaded.wait(), talk.step()) == (None, [])


def test_networks_and_codec_are_short_of_memory_in_one_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each costs one utterance, and not the same one twice."""
    talk = begun(3.0, 2, 3, 4)
    assert talk.sound is not None
    for _ in range(5):
        talk.step()
    talk.lead |= dict.fromkeys(talk.lead, 0.0)  # all that is pending is due now
    for owner, name in ((talk.machine.frames, "step"), (talk.sound, "decode")):
        short, whole = iter((True,)), getattr(owner, name)

        def fail(*given: Any, short: Iterator[bool] = short, whole: Any = whole) -> Any:
            if next(short, False):
                raise torch.OutOfMemoryError
            return whole(*given)

        monkeypatch.setattr(owner, name, fail)
    talk.drain()
    failed = {id for id, event in talk.last.items() if isinstance(event, Failed)}
    assert 4 in failed
    assert len(failed) == 2
    (staying,) = {2, 3} - failed
    assert talk.pcm[staying] == WHOLE[staying].pcm[staying]
    assert [event for event, _ in talk.reports] == ["out_of_memory"] * 2


def test_slots_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """One after a while without want of memory; each further want makes that twice as long."""
    monkeypatch.setattr(stage, "_CALM_STEPS", 4)
    talk = begun(0.0, 2, slots=3)
    talk.machine.frames.endless = True
    usable = talk.loaded.stage.figures
    for calm in (4, 8, 16):
        talk.loaded.stage.shrink()
        for step in range(calm):
            assert usable()["slots_usable"] == 2, step
            talk.step([])  # nobody speaks in it
            talk.step()
        assert usable()["slots_usable"] == 3
    talk.step()
    assert usable()["slots_usable"] == 3


# Who rides.


@pytest.mark.parametrize(
    ("rows", "hungry", "riding"),
    [(66, None, 64), (66, 65, 66), (66, 10, 64), (80, None, 64), (81, None, 81), (64, None, 64)],
)
def test_a_few_who_have_enough_wait_rather_than_make_a_large_batch(
    rows: int, hungry: int | None, riding: int
) -> None:
    """Beyond 64 rows, where a batch is recorded for 64 and the next for 96."""
    everyone = range(rows)
    buckets = buckets_up_to(rows)
    for given, expected in ((buckets, riding), ((), rows)):
        talk = begun(3.0, *everyone, slots=rows, ids=everyone, buckets=given)
        if hungry is not None:
            talk.lead[hungry] = 0.9
        talk.step(everyone)
        assert talk.loaded.advanced == expected
        if riding < rows and given:
            talk.step(everyone[::-1])
            spoken = talk.machine.frames.slots.frame[:rows]
            assert spoken.min() == 1


def test_few_rows_ride_together() -> None:
    """What padding costs them is little."""
    talk = begun(3.0, 0, 1, 2, slots=3, buckets=(1, 2, 4))
    talk.step()
    assert talk.loaded.advanced == 3
