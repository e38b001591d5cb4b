"""An engine over a machine without networks, and what utterances say there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rtts.engines.base import Chunk, Event, Job
from rtts.engines.qwen.lanes import HostLane
from rtts.engines.qwen.loaded import Loaded
from rtts.engines.qwen.options import QwenOptions
from tests.engines.qwen.stand_in import GROUPS, SAMPLES, checkpoint, stand_in
from tests.engines.qwen.tardy import TardyCodec, TardyLane, tardy_sound

__all__ = ["IDS", "LEADS", "TEXTS", "Talk", "alone", "begun"]

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


class Talk:
    """An engine over a machine without networks, and all that it said."""

    def __init__(
        self,
        slots: int,
        *,
        late: bool,
        positions: int = POSITIONS,
        ids: Sequence[int] = IDS,
        buckets: Sequence[int] = (),
    ) -> None:
        lane = TardyLane() if late else HostLane()
        self.machine = stand_in(slots, positions, lane)
        self.lead = dict.fromkeys(ids, 0.0)
        self.sound = None
        if late:
            codec_lane = TardyLane()
            self.machine.codec = TardyCodec(slots, codec_lane)
            self.sound = tardy_sound(self.machine.codec, self.machine.frames.slots.ring, codec_lane)
        self.reports: list[tuple[str, Mapping[str, object]]] = []
        options = QwenOptions(slots=slots, positions=positions)
        self.loaded = Loaded(
            checkpoint(),
            options,
            self.machine,
            lambda event, **fields: self.reports.append((event, fields)),
            ahead_s=self.lead.__getitem__,
            sound=self.sound,
            buckets=buckets,
        )
        self.pcm: dict[int, bytes] = defaultdict(bytes)
        self.traces: dict[int, list[bytes]] = defaultdict(list)
        self.last: dict[int, Event] = {}
        self.fed: dict[int, int] = {}
        self.finished: set[int] = set()

    def open(self, id: int, spoken: Sequence[bytes] = ()) -> None:
        self.loaded.open(Job(id=id, voice="somebody", language="en", seed=id), spoken)
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
                assert len(event.pcm) * GROUPS == len(event.trace) * SAMPLES > 0
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
