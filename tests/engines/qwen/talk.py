"""What utterances of an engine say, most often of one over a machine without networks."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rtts.engines.base import Chunk, Event, Job
from rtts.engines.qwen.lanes import HostLane
from rtts.engines.qwen.loaded import Loaded
from rtts.engines.qwen.options import QwenOptions
from tests.engines.qwen.stand_in import GROUPS, SAMPLES, checkpoint, stand_in
from tests.engines.qwen.tardy import TardyCodec, TardyLane, tardy_sound

__all__ = ["IDS", "LEADS", "TEXTS", "Conversation", "Talk", "alone", "begun", "play"]

IDS = range(6)
TEXTS = (
    "Yes.",
    "A boy, and you.",
    "The rest of it was told to them in another hall.",
    "多么好的一天。" * 3,
    "one two three four five six seven eight nine ten",
    "So?",
)
POSITIONS = 120
LEADS = (-0.5, 0.2, 0.7, 3.0)


class Conversation:
    """Utterances of an engine, and all that they said."""

    groups, samples = GROUPS, SAMPLES
    """Of a frame."""

    def __init__(
        self, machine: Any, checkpoint: Any, options: QwenOptions, ids: Sequence[int] = IDS
    ) -> None:
        self.machine, self.sound = machine, machine.sound
        self.lead = dict.fromkeys(ids, 0.0)
        self.reports: list[tuple[str, Mapping[str, object]]] = []
        self.loaded = Loaded(
            checkpoint,
            options,
            machine,
            lambda event, **fields: self.reports.append((event, fields)),
            ahead_s=self.lead.__getitem__,
            sound=machine.sound,
            buckets=machine.buckets,
        )
        self.pcm: dict[int, bytes] = defaultdict(bytes)
        self.traces: dict[int, list[bytes]] = defaultdict(list)
        self.last: dict[int, Event] = {}
        self.fed: dict[int, int] = {}
        self.finished: set[int] = set()

    def job(self, id: int) -> Job:
        """What is asked for."""
        return Job(id=id, voice="somebody", language="en", seed=id)

    def open(self, id: int, spoken: Sequence[bytes] = ()) -> None:
        self.loaded.open(self.job(id), spoken)
        self.fed[id] = 0
        self.finished.discard(id)

    def feed(self, id: int, letters: int) -> None:
        at = self.fed[id]
        self.loaded.feed(id, TEXTS[id % 6][at : at + letters])
        self.fed[id] = at + letters

    def finish(self, id: int) -> None:
        self.feed(id, 1000)
        self.loaded.finish(id)
        self.finished.add(id)

    def is_open(self, id: int) -> bool:
        return id in self.fed and id not in self.last

    def cancel(self, id: int) -> None:
        self.loaded.cancel(id)
        for kept in (self.pcm, self.traces, self.last, self.fed):
            kept.pop(id, None)

    def resume(self, id: int) -> None:
        """Its worker died: another goes on from what was delivered."""
        pcm, traces = self.pcm[id], self.traces[id]
        self.cancel(id)
        self.pcm[id], self.traces[id] = pcm, traces
        self.open(id, traces)

    def step(self, order: Sequence[int] = IDS) -> list[Event]:
        events = self.loaded.step(order)
        for event in events:
            assert self.is_open(event.id), event
            if isinstance(event, Chunk):
                assert type(event.pcm) is bytes
                assert len(event.pcm) * self.groups == len(event.trace) * self.samples > 0
                self.pcm[event.id] += event.pcm
                self.traces[event.id].append(event.trace)
            else:
                self.last[event.id] = event
        return events

    def drain(self, order: Sequence[int] = IDS) -> list[Event]:
        events: list[Event] = []
        for _ in range(3000):
            if self.loaded.wait() is None:
                return events
            events += self.step(order)
        raise AssertionError("it is still busy")


class Talk(Conversation):
    """With a machine without networks."""

    def __init__(
        self,
        slots: int,
        *,
        late: bool,
        positions: int = POSITIONS,
        ids: Sequence[int] = IDS,
        buckets: Sequence[int] = (),
    ) -> None:
        machine = stand_in(slots, positions, TardyLane() if late else HostLane())
        machine.buckets = buckets
        if late:
            lane = TardyLane()
            machine.codec = TardyCodec(slots, lane)
            machine.sound = tardy_sound(machine.codec, machine.frames.slots.ring, lane)
        options = QwenOptions(slots=slots, positions=positions)
        super().__init__(machine, checkpoint(), options, ids)


def play(talk: Conversation, rng: random.Random, rounds: int = 60) -> None:
    """Let utterances come and go, be fed, rest and die at random, and be spoken meanwhile."""
    for _ in range(rounds):
        id = rng.choice(IDS)
        if id not in talk.fed:
            talk.open(id)
        talk.lead[id] = rng.choice(LEADS)
        if talk.is_open(id) and id not in talk.finished:
            talk.feed(id, rng.randrange(25))
        if talk.is_open(id) and rng.random() < 0.4:
            talk.finish(id)
        if id in talk.fed and rng.random() < 0.07:
            talk.cancel(id)
        elif talk.is_open(id) and rng.random() < 0.07:
            talk.resume(id)
        order = rng.sample(IDS, rng.choice((1, 2, 6)))
        for _ in range(rng.randrange(8)):
            talk.step(order)


def alone(id: int, positions: int = POSITIONS) -> Talk:
    """What an utterance says, each frame read at once, whole from the beginning."""
    talk = Talk(1, late=False, positions=positions)
    talk.open(id)
    talk.finish(id)
    talk.drain()
    return talk


def begun(lead: float, *ids: int, late: bool = True, slot: int = 0, **how: Any) -> Talk:
    """Some of them open and fed, with such a lead. This slot is taken first."""
    talk = Talk(how.pop("slots", 4), late=late, **how)
    free = talk.loaded.stage._free
    free.append(free.pop(free.index(slot)))
    for id in ids:
        talk.lead[id] = lead
        talk.open(id)
        talk.finish(id)
    return talk
