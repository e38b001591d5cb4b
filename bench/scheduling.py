"""Whom a scheduler serves well, at loads below and beyond what the engine can carry.

    python -m bench.scheduling

Time is simulated. 500 listeners take turns at random; a turn is good if its first audio came
within a second and its listener never ran dry. Two engines of known speed: `batch` advances
48 utterances in a step, by 80 ms of audio each; `serial` speaks one sentence to its end, as
espeak does. Each policy has the same turns, and the measures and the admission of the
worker's own `Scheduler`; they differ in the order alone.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rtts.worker.admission import Admission, AdmissionRules, Admit
from rtts.worker.load import EngineLoad
from rtts.worker.scheduler import Decision, Scheduler

__all__ = [
    "BATCH",
    "ENGINES",
    "POLICIES",
    "SERIAL",
    "EngineModel",
    "FirstCome",
    "Outcome",
    "RoundRobin",
    "simulate",
]

LISTENERS = 500
LOADS = (0.5, 0.8, 1.0, 1.3, 2.0)
SECONDS = 30.0
TARGET_S = 1.0
SHORTEST_S, MEAN_S, LONGEST_S = 1.0, 4.2, 10.0
_WARM_S = 5.0
"""Turns that begin earlier are not counted: the first of them have the engine for themselves."""
_TAIL_S = 12.0
"""How long what was begun is followed after the last turn came."""
_LOAD_INTERVAL_S = 0.1
"""How often a worker tells its servers of its load."""
_GAP_S = 0.01
"""Between the end of a sentence at the server and the next one's text at the engine."""


@dataclass(frozen=True)
class EngineModel:
    """What a step costs and gives."""

    name: str
    slots: int
    fixed_s: float
    row_s: float
    """For each row that gives a whole chunk."""
    chunk_s: float
    sentence_s: float = LONGEST_S
    """The most that one utterance has; a turn that is longer has several, one after another."""
    to_the_end: bool = False
    """Whether what was begun is ended before anything else."""

    @property
    def capacity(self) -> float:
        """Seconds of audio that it makes in a second, all slots in use."""
        return self.slots * self.chunk_s / (self.fixed_s + self.slots * self.row_s)


BATCH = EngineModel("batch", slots=48, fixed_s=0.020, row_s=0.00025, chunk_s=0.080)
SERIAL = EngineModel(
    "serial", slots=1, fixed_s=0.001, row_s=0.004, chunk_s=0.3, sentence_s=4.0, to_the_end=True
)
ENGINES = (BATCH, SERIAL)


class FirstCome(Scheduler):
    """Whoever came first goes first."""

    def decide(self, now: float) -> Decision:
        return Decision(tuple(sorted(self._open)), None)


class RoundRobin(Scheduler):
    """Whoever got audio longest ago goes first."""

    def __init__(self, slots: int) -> None:
        super().__init__(slots)
        self._served_at: dict[int, float] = {}

    def stepped(
        self,
        decision: Decision,
        made_ms: Mapping[int, float],
        began: float,
        now: float,
        *,
        rows: int | None = None,
    ) -> None:
        super().stepped(decision, made_ms, began, now, rows=rows)
        self._served_at.update(dict.fromkeys(made_ms, now))

    def decide(self, now: float) -> Decision:
        turns = sorted((self._served_at.get(each, 0.0), each) for each in self._open)
        return Decision(tuple([each for _, each in turns]), None)


POLICIES: dict[str, Callable[[int], Scheduler]] = {
    "by deadline": Scheduler,
    "first come": FirstCome,
    "round robin": RoundRobin,
}


@dataclass
class Turn:
    """What one listener asked for, and how it was served."""

    at: float
    speech_s: float
    refused: bool = False
    first_at: float | None = None
    dry_at: float = 0.0
    heard_s: float = 0.0
    stuttered: bool = False

    def hear(self, seconds: float, now: float) -> None:
        """Audio comes; a listener who began and has nothing left has run dry."""
        if self.first_at is None:
            self.first_at = self.dry_at = now
        elif now > self.dry_at:
            self.stuttered = True
        self.dry_at = max(self.dry_at, now) + seconds
        self.heard_s += seconds

    @property
    def complete(self) -> bool:
        return self.heard_s > self.speech_s - 1e-9

    @property
    def good(self) -> bool:
        """First audio in time, whole, without a gap."""
        in_time = self.first_at is not None and self.first_at - self.at <= TARGET_S
        return in_time and self.complete and not self.stuttered


@dataclass
class Sentence:
    """One utterance at the engine."""

    turn: Turn
    left_s: float


class Outcome(NamedTuple):
    """How the turns of a run fared."""

    offered: int
    good: float
    """Share of the turns that came."""
    good_of_admitted: float
    refused: float
    stuttered: float
    """Share of the turns that got any audio."""
    carried: float
    """Audio of good turns, as a share of what the engine can make in that time."""
    first_p95_ms: float
    """Of those that were let in; those that never got audio count as infinite."""


def turns(load: float, capacity: float, seconds: float, seed: int) -> list[Turn]:
    """What all listeners ask for, in order. Each comes at random, whatever became of the last."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    gap_s = LISTENERS * MEAN_S / (load * capacity)
    asked = [
        Turn(at, _speech_s(chance))
        for _ in range(LISTENERS)
        for at in _moments(chance, gap_s, seconds)
    ]
    return sorted(asked, key=lambda turn: turn.at)


def _moments(chance: random.Random, gap_s: float, seconds: float) -> Iterator[float]:
    now = chance.expovariate(1 / gap_s)
    while now < seconds:
        yield now
        now += chance.expovariate(1 / gap_s)


def _speech_s(chance: random.Random) -> float:
    """1 to 10 s, 4.2 s in the mean."""
    shape = (MEAN_S - SHORTEST_S) / (LONGEST_S - SHORTEST_S)
    return SHORTEST_S + (LONGEST_S - SHORTEST_S) * chance.betavariate(2 * shape, 2 * (1 - shape))


@dataclass
class Simulation:
    """An engine, its scheduler and its listeners, on a clock of their own."""

    model: EngineModel
    scheduler: Scheduler
    admission: Admission | None
    now: float = 0.0
    sentences: dict[int, Sentence] = field(default_factory=dict)
    coming: list[tuple[float, Turn]] = field(default_factory=list)
    """Next sentences of turns under way, and when their text is there."""
    _last_id: int = 0
    _load: EngineLoad = field(default_factory=EngineLoad)
    _load_at: float = 0.0
    _begun: int | None = None
    """What an engine that goes to the end has begun."""

    def run(self, asked: Sequence[Turn], until: float) -> None:
        """Let all turns come, and time pass."""
        rest = iter(asked)
        turn = next(rest, None)
        while self.now < until:
            while turn is not None and turn.at <= self.now:
                self._come(turn)
                turn = next(rest, None)
            self._go_on()
            if self.sentences:
                self._step()
            else:
                waits = [at for at, _ in self.coming] + ([turn.at] if turn else [])
                self.now = max(self.now, min(waits, default=until))
            self._publish()

    def _come(self, turn: Turn) -> None:
        if self.admission is not None:
            turn.refused = not isinstance(self.admission.decide(self._load, self.now), Admit)
        if not turn.refused:
            self._open(turn, turn.at)

    def _go_on(self) -> None:
        due = [turn for at, turn in self.coming if at <= self.now]
        self.coming = [(at, turn) for at, turn in self.coming if at > self.now]
        for turn in due:
            self._open(turn, self.now)

    def _open(self, turn: Turn, at: float) -> None:
        self._last_id += 1
        id = self._last_id
        left_s = turn.speech_s - turn.heard_s
        self.sentences[id] = Sentence(turn, min(left_s, self.model.sentence_s))
        self.scheduler.opened(id, at, live=True)
        if turn.first_at is not None:
            self.scheduler.lead(id, max(turn.dry_at - at, 0.0) * 1000, at)
        self.scheduler.fed(id, at)

    def _step(self) -> None:
        began = self.now
        decision = self.scheduler.decide(began)
        rows = self._rows(decision.order)
        made_s = {id: min(self.model.chunk_s, self.sentences[id].left_s) for id in rows}
        if rows:
            self.now += self.model.fixed_s
            self.now += self.model.row_s * sum(made_s.values()) / self.model.chunk_s
        made_ms = {id: seconds * 1000 for id, seconds in made_s.items()}
        self.scheduler.stepped(decision, made_ms, began, self.now)
        for id, seconds in made_s.items():
            self._hear(id, seconds)

    def _rows(self, order: Sequence[int]) -> Sequence[int]:
        if not self.model.to_the_end:
            return order[: self.model.slots]
        if self._begun is None and order:
            self._begun = order[0]
        return () if self._begun is None else (self._begun,)

    def _hear(self, id: int, seconds: float) -> None:
        sentence = self.sentences[id]
        sentence.left_s -= seconds
        sentence.turn.hear(seconds, self.now)
        if sentence.left_s > 1e-9:
            return
        del self.sentences[id]
        self._begun = None
        self.scheduler.closed(id)
        if not sentence.turn.complete:
            self.coming.append((self.now + _GAP_S, sentence.turn))

    def _publish(self) -> None:
        if self.now - self._load_at >= _LOAD_INTERVAL_S:
            self._load, self._load_at = self.scheduler.load(self.now), self.now


def simulate(
    model: EngineModel,
    policy: Callable[[int], Scheduler],
    load: float,
    *,
    admission: bool,
    seconds: float = SECONDS,
    seed: int = 1,
) -> Outcome:
    """Run a policy on an engine at a share of its capacity."""
    asked = turns(load, model.capacity, seconds, seed)
    rules = AdmissionRules(first_audio_target_ms=TARGET_S * 1000)
    simulation = Simulation(model, policy(model.slots), Admission(rules) if admission else None)
    simulation.run(asked, seconds + _TAIL_S)
    return _outcome([turn for turn in asked if turn.at >= _WARM_S], model, seconds - _WARM_S)


def _outcome(asked: Sequence[Turn], model: EngineModel, seconds: float) -> Outcome:
    admitted = [turn for turn in asked if not turn.refused]
    begun = [turn for turn in admitted if turn.first_at is not None]
    good = [turn for turn in asked if turn.good]
    waits_s = sorted(
        float("inf") if turn.first_at is None else turn.first_at - turn.at for turn in admitted
    )
    return Outcome(
        offered=len(asked),
        good=len(good) / len(asked),
        good_of_admitted=len(good) / max(len(admitted), 1),
        refused=1 - len(admitted) / len(asked),
        stuttered=sum(turn.stuttered for turn in begun) / max(len(begun), 1),
        carried=sum(turn.speech_s for turn in good) / (model.capacity * seconds),
        first_p95_ms=waits_s[int(0.95 * len(waits_s))] * 1000 if waits_s else 0.0,
    )


_HEAD = """\
| load | admission | policy | good | of admitted | refused | stuttered | carried | first p95 |
|---|---|---|---|---|---|---|---|---|"""


def main() -> None:
    """Print a table for each engine."""
    began = time.perf_counter()
    for model in ENGINES:
        print(f"\n{model.name}: {model.capacity:.0f} s of audio a second\n")
        print(_HEAD)
        for load in LOADS:
            for admission in (False, True):
                for name, policy in POLICIES.items():
                    outcome = simulate(model, policy, load, admission=admission)
                    print(f"| {load} | {'yes' if admission else 'no'} | {name} | {_row(outcome)} |")
    print(f"\n{time.perf_counter() - began:.0f} s")


def _row(outcome: Outcome) -> str:
    shares = [f"{share:.1%}" for share in outcome[1:-1]]
    return " | ".join([*shares, f"{outcome.first_p95_ms:.0f} ms"])


if __name__ == "__main__":
    main()
