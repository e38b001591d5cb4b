"""What speaks: utterances come and go between steps, and each step speaks a frame of many.

An utterance gets a slot when its first word is there, and leaves it with its end. Rows whose next
text is not there yet are left out of a step; they cost nothing. The host's work in a step is the
same few calls for any number of rows: one step of the networks, one of the codec, one copy of
codes and one of samples.

When more could speak than there are slots, those who have nothing to say, or whose listeners have
enough for a while, make room: they leave their slots, and come back by the codes of what they
said, as after the death of a worker. Who has a slot and something to say keeps it: to change
places every frame would cost more than it gave.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rtts.engines.base import Chunk, Ended, Event, Failed, Job
from rtts.engines.qwen.casting import Casting
from rtts.engines.qwen.checkpoint import Checkpoint
from rtts.engines.qwen.machine import Machine, is_out_of_memory
from rtts.engines.qwen.options import QwenOptions
from rtts.engines.qwen.reached import Pace
from rtts.engines.qwen.sampling import Sampling
from rtts.engines.qwen.stage import Stage
from rtts.engines.qwen.trace import pack_codes, unpack_codes
from rtts.engines.qwen.utterance import Spec, Utterance
from rtts.errors import SettingsError

__all__ = ["Loaded"]

_SEED_BITS = 62

_NO_MEMORY = "The device ran out of memory while speaking this; send its text again, later."


class Loaded:
    """The utterances that are open, and the stage that they speak on.

    The methods are those of `Engine`. `report` is told the event and its figures.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        options: QwenOptions,
        machine: Machine,
        report: Callable[..., object],
    ) -> None:
        self.stage = Stage(machine)
        self._machine = machine
        self._options = options
        self._report = report
        self._casting = Casting(checkpoint, machine.tokenizer, machine.find_clone)
        self._pace = Pace()
        self._open: dict[int, Utterance] = {}
        self._settled: list[Event] = []
        """What the next step returns first."""

    def __repr__(self) -> str:
        return f"<Loaded open={len(self._open)} {self.stage!r}>"

    # Utterances.

    def open(self, job: Job, spoken: Sequence[bytes]) -> None:
        """Begin an utterance, or go on with one that was spoken so far."""
        try:
            spec = self._spec(job, spoken)
        except (SettingsError, ValueError) as error:
            self._settled.append(Failed(job.id, str(error)))
            return
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            self._settled.append(Failed(job.id, _NO_MEMORY))  # to make a voice of a recording
            return
        machine = self._machine
        self._open[job.id] = Utterance(
            spec, machine.tokenizer, machine.codec.sample_rate, self._pace
        )

    def _spec(self, job: Job, spoken: Sequence[bytes]) -> Spec:
        tables = self._machine.frames.tables
        return Spec(
            job=job,
            role=self._casting.role(job),
            sampling=_sampling(job, self._machine.defaults),
            given=unpack_codes(spoken, tables.groups, tables.heights),
            growing=self._options.layout == "growing",
        )

    def feed(self, id: int, text: str) -> None:
        """Append text; none after the end of it."""
        utterance = self._open.get(id)
        if utterance is not None and not utterance.finished:
            self._write(utterance, utterance.feed(text))

    def finish(self, id: int) -> None:
        """Say that the text is whole."""
        utterance = self._open.get(id)
        if utterance is None or utterance.finished:
            return
        self._write(utterance, utterance.finish())
        if utterance.is_empty:
            self._settle(utterance, Ended(id))

    def _write(self, utterance: Utterance, ids: Sequence[int]) -> None:
        """Tell the slot, if there is one, what became certain of the text."""
        if utterance.slot is None:
            return
        try:
            self.stage.append_text(utterance, ids)
            if utterance.finished:
                self.stage.end_text(utterance)
        except ValueError:
            self._settle(utterance, self._too_long(utterance))
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            self._settle(utterance, self._no_memory(utterance))

    def cancel(self, id: int) -> None:
        """Drop an utterance, and what was to be told of it."""
        self._settled = [event for event in self._settled if event.id != id]
        utterance = self._open.get(id)
        if utterance is not None:
            self._close(utterance)

    def _settle(self, utterance: Utterance, event: Event) -> None:
        """End an utterance between two steps."""
        self._close(utterance)
        self._settled.append(event)

    def _close(self, utterance: Utterance) -> None:
        del self._open[utterance.id]
        self.stage.leave(utterance)

    # Steps.

    def wait(self) -> float | None:
        """Whether there is something to do: who could join is let in before who cannot speak."""
        busy = self._settled or any(
            each.may_join if each.slot is None else self.stage.is_ready(each)
            for each in self._open.values()
        )
        return 0 if busy else None

    def step(self, order: Sequence[int]) -> list[Event]:
        """A frame of all who are named and can go on, as far as there are slots."""
        events, self._settled = self._settled, []
        named = [self._open[id] for id in order if id in self._open]
        riding = [each for each in named if self.stage.is_ready(each)]
        joining = [each for each in named if each.slot is None and each.may_join]
        joining = joining[: max(self.stage.usable - len(riding), 0)]
        if joining:
            self._make_room(len(joining), riding)
            events += self._join(joining)
        rows = [each for each in (*riding, *joining) if self.stage.is_ready(each)]
        if rows:
            # By their slots: the same rows in another order would be another batch to prepare.
            events += self._speak(sorted(rows, key=lambda each: each.slot or 0))
        return events

    def _make_room(self, wanted: int, riding: Sequence[Utterance]) -> None:
        """Take slots from those who do not ride now: who has no text first, then who said least."""
        lacking = wanted - self.stage.room
        if lacking > 0:
            staying = {each.slot for each in riding}
            others = [
                each
                for each in self._open.values()
                if each.slot is not None and each.slot not in staying
            ]
            others.sort(key=lambda each: (self.stage.is_ready(each), each.frames))
            for each in others[:lacking]:
                self.stage.leave(each)

    def _join(self, joining: Sequence[Utterance]) -> Iterator[Event]:
        """Give slots to those who join."""
        for utterance, error in self.stage.join(joining):
            self._close(utterance)
            if is_out_of_memory(error):
                yield self._no_memory(utterance)
            else:
                yield self._too_long(utterance)

    def _speak(self, rows: list[Utterance]) -> Iterator[Event]:
        """A frame of each."""
        spoken, victims = self.stage.speak(rows)
        for victim in victims:
            self._close(victim)
            yield self._no_memory(victim, len(rows) - len(victims))
        for utterance, codes, samples in spoken:
            if self.stage.ends(codes):
                self._pace.learn(utterance.frames, utterance.reached.cost)
                yield self._ended(utterance)
                continue
            yield _chunk(utterance, codes, samples)
            yield from self._cut(utterance)

    def _cut(self, utterance: Utterance) -> Iterator[Event]:
        """End one that has gone wrong, or that has no place for more."""
        reason = utterance.overrun
        if not reason and self.stage.is_full(utterance):
            if not utterance.was_read:
                self._close(utterance)
                yield self._too_long(utterance)
                return
            reason = "length"
        if reason:
            self._report("utterance_cut", reason=reason, frames=utterance.frames)
            yield self._ended(utterance)

    def _ended(self, utterance: Utterance) -> Ended:
        self._close(utterance)
        return Ended(utterance.id)

    def _no_memory(self, utterance: Utterance, fit: int | None = None) -> Failed:
        """Take fewer from now on; no more than `fit`, for whom a step had memory."""
        self.stage.shrink(fit)
        self._report("out_of_memory", slots=self.stage.usable)
        return Failed(utterance.id, _NO_MEMORY)

    def _too_long(self, utterance: Utterance) -> Failed:
        return Failed(
            utterance.id,
            f"The text is too long for one utterance of {self._options.positions} positions; "
            f"send it in shorter sentences.",
        )


def _chunk(utterance: Utterance, codes: NDArray[np.int64], samples: NDArray[np.int16]) -> Chunk:
    reached = utterance.spoke(codes, samples)
    pcm = samples.astype("<i2", copy=False).tobytes()
    return Chunk(utterance.id, pcm, trace=pack_codes(codes), reached=reached)


def _sampling(job: Job, defaults: Mapping[str, object]) -> Sampling:
    """How a job is drawn: as it says, else as the checkpoint wants. One temperature for all."""

    def default(name: str) -> float:
        value = defaults[name]
        assert isinstance(value, int | float)
        return float(value)

    temperature = default("temperature") if defaults["do_sample"] else 0.0
    predictor = default("subtalker_temperature") if defaults["subtalker_dosample"] else 0.0
    if job.temperature is not None:
        temperature = predictor = job.temperature
    return Sampling(
        temperature=temperature,
        top_p=default("top_p") if job.top_p is None else job.top_p,
        repetition_penalty=default("repetition_penalty"),
        seed=secrets.randbits(_SEED_BITS) if job.seed is None else job.seed,
        predictor_temperature=predictor,
        predictor_top_p=default("subtalker_top_p") if job.top_p is None else job.top_p,
    )
