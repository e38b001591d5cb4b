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

from rtts.engines.base import Chunk, Ended, Event, Failed, Job, no_lead
from rtts.engines.qwen.buckets import bucket_for, riders
from rtts.engines.qwen.casting import Casting
from rtts.engines.qwen.checkpoint import Checkpoint
from rtts.engines.qwen.codec.batches import CodecBatches
from rtts.engines.qwen.flight import Piece
from rtts.engines.qwen.machine import Machine, is_out_of_memory
from rtts.engines.qwen.networks.sampling import Sampling
from rtts.engines.qwen.options import QwenOptions
from rtts.engines.qwen.reached import Pace
from rtts.engines.qwen.stage import Stage
from rtts.engines.qwen.trace import unpack_codes
from rtts.engines.qwen.utterance import Spec, Utterance
from rtts.errors import SettingsError

__all__ = ["Loaded"]

_SEED_BITS = 62

_NO_MEMORY = "The device ran out of memory while speaking this; send its text again, later."

_FEW_ROWS = 64
"""Up to so many rows a larger batch costs little more than a smaller one."""
_ENOUGH_S = 1.0
"""The audio ahead of a listener who can wait while others ride: a step takes 80 ms at the most
while all are served in time, so it can wait for ten of them and still be in time."""


class Loaded:
    """The utterances that are open, and the stage that they speak on.

    The methods are those of `Engine`. `report` is told the event and its figures; `ahead_s` says
    how much audio lies ahead of an utterance's listener. With `sound` steps are read late: see
    `Stage`. `buckets` are the sizes of batches for which steps are recorded, if they are.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        options: QwenOptions,
        machine: Machine,
        report: Callable[..., object],
        *,
        ahead_s: Callable[[int], float] = no_lead,
        sound: CodecBatches | None = None,
        buckets: Sequence[int] = (),
    ) -> None:
        self.stage = Stage(machine, sound)
        self.advanced = 0
        """How many utterances the last step spoke a frame of."""
        self._machine = machine
        self._options = options
        self._report = report
        self._ahead_s = ahead_s
        self._buckets = buckets
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
        codec = self._machine.codec
        frame_rate = codec.sample_rate / codec.samples_per_frame
        self._open[job.id] = Utterance(spec, self._machine.tokenizer, frame_rate, self._pace)

    def _spec(self, job: Job, spoken: Sequence[bytes]) -> Spec:
        tables = self._machine.frames.tables
        with self.stage.casting():
            role = self._casting.role(job)
        return Spec(
            job=job,
            role=role,
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
        utterance.over = True
        self.stage.leave(utterance)

    # Steps.

    def wait(self) -> float | None:
        """Whether there is something to do: who could join is let in before who cannot speak."""
        busy = self._settled or self.stage.busy
        if not busy:
            busy = any(each.may_join for each in self._open.values() if each.seat is None)
        return 0 if busy else None

    def step(self, order: Sequence[int]) -> list[Event]:
        """A frame of all who are named and can go on, as far as there are slots."""
        events, self._settled = self._settled, []
        named = [self._open[id] for id in order if id in self._open]
        ready = self.stage.ready()
        riding = [each for each in named if each.seat is not None and ready[each.seat.slot]]
        joining = [each for each in named if each.seat is None and each.may_join]
        joining = joining[: max(self.stage.usable - len(riding), 0)]
        if joining:
            self._make_room(len(joining), riding)
            events += self._join(joining)
            riding = [*(each for each in joining if self.stage.is_ready(each)), *riding]
        rows = self._riders(riding)
        self.advanced = len(rows)
        if rows or self.stage.pending:
            # By their slots: the same rows in another order would be another batch to prepare.
            rows.sort(key=_slot)
            events += self._speak(rows)
        return events

    def _riders(self, rows: list[Utterance]) -> list[Utterance]:
        """All of these rows; or, if a few of them made a much larger batch, those who must.

        Who waits has enough ahead, and rides in a later step. They wait where most of what the
        larger batch has more would be padding: the smaller one then gives more in its time.
        """
        ahead_s = [self._ahead_s(each.id) for each in rows]
        for each, seconds in zip(rows, ahead_s, strict=True):
            assert each.seat is not None
            each.seat.ahead_s = seconds
        count = len(rows)
        if not self._buckets or count <= _FEW_ROWS:
            return rows
        fewer = riders(ahead_s, _ENOUGH_S, self._buckets)
        if 2 * (count - fewer) > bucket_for(count, self._buckets) - fewer:
            return rows
        return rows[:fewer]

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
            if is_out_of_memory(error):
                self._close(utterance)
                yield self._no_memory(utterance)
            elif utterance.frames:
                yield self._cut(utterance, "")  # what was said of it fills the slot
            else:
                self._close(utterance)
                yield self._too_long(utterance)

    def _speak(self, rows: list[Utterance]) -> Iterator[Event]:
        """A frame of each; what comes of it is that of these rows, or of those before."""
        heard = self.stage.speak(rows)
        for victim in heard.victims:
            self._close(victim)
            yield self._no_memory(victim, heard.fit)
        for utterance in heard.unseated:
            self.stage.leave(utterance)
        for piece in heard.pieces:
            utterance = piece.seat.utterance
            if not utterance.over:
                yield _chunk(utterance, piece)
                if utterance.overrun or piece.fills:
                    yield self._cut(utterance, utterance.overrun)
        for utterance in heard.ended:
            if not utterance.over:
                self._pace.learn(utterance.frames, utterance.reached.cost)
                yield self._ended(utterance)

    def _cut(self, utterance: Utterance, reason: str) -> Event:
        """End one that has gone wrong, or, without a reason, that has no place for more."""
        if not reason and not utterance.was_read:
            self._close(utterance)
            return self._too_long(utterance)
        reason = reason or "length"
        self._report("utterance_cut", reason=reason, frames=utterance.frames)
        return self._ended(utterance)

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


def _chunk(utterance: Utterance, piece: Piece) -> Chunk:
    """What is heard of an utterance: the frames of a piece, up to where it overruns."""
    whole, pcm = len(piece.traces), piece.pcm
    count = utterance.take(piece.traces, piece.quiet)
    trace = piece.traces[0] if count == 1 else b"".join(piece.traces[:count])
    if count < whole:
        pcm = pcm[: len(pcm) * count // whole]
    reached = utterance.reached.at(utterance.frames)
    return Chunk(utterance.id, pcm, trace=trace, reached=reached)


def _slot(utterance: Utterance) -> int:
    assert utterance.seat is not None
    return utterance.seat.slot


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
