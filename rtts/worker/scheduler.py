"""Who speaks next: the one rule by which all calls of all servers share an engine.

Arrival says little of urgency. A listener who hears nothing notices every further moment; one
who has seconds of audio ahead notices nothing; and one who hears the last of it hears a gap.
So the order follows from when each listener runs dry, which is known: a server tells how much
audio lies ahead of the listener, that is used up as time passes, and what a step makes adds
to it.

Pure: it is told what happened and when, and answers. The engine's thread calls just what
`bench/scheduling.py` calls.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rtts.worker.load import EngineLoad, Gauge

__all__ = ["Decision", "Scheduler", "SchedulingRules"]


@dataclass(frozen=True)
class SchedulingRules:
    """What can be set. All are seconds."""

    margin_s: float = 0.1
    """Audio that a listener keeps ahead: what the way to the ear may take, and may vary."""
    rest_s: float = 1.0
    """Who has this much more ahead than is needed rests while another wants the engine."""
    patience_s: float = 2.0
    """After so long without audio, a one-shot request takes its turn among live listeners."""


class Decision(NamedTuple):
    """What the next step should do."""

    order: tuple[int, ...]
    """Most urgent first, without those that rest."""
    wait_s: float | None
    """When the first of those that rest has to be looked at again; None if nobody rests."""
    resting: int = 0


class _Utterance:
    """What is known of one that is open."""

    __slots__ = ("begun", "dry_at", "id", "live", "made", "since", "wants")

    def __init__(self, id: int, now: float, *, live: bool) -> None:
        self.id = id
        self.live = live
        self.since = now
        """Since when it waits: opened, given text, and of a one-shot also: last got audio."""
        self.dry_at = now
        """When its listener will have heard all that there is."""
        self.begun = False
        """Whether its listener hears something, be it of what was said before."""
        self.made = False
        """Whether it has audio of its own."""
        self.wants = False
        """Whether it has something to say, as far as is known."""


class Scheduler:
    """Orders the utterances of one engine, and measures how it copes.

    Times are seconds of one clock that never goes back. What is told of an id that is not open
    is dropped: commands and ends cross each other on their way.
    """

    def __init__(self, slots: int, rules: SchedulingRules = SchedulingRules()) -> None:
        self._slots = slots
        self._rules = rules
        self._open: dict[int, _Utterance] = {}
        self._gauge = Gauge(slots)
        self._resting = 0
        self._served: tuple[int, ...] = ()
        self._reached = -math.inf
        """The latest opening among the live ones that have got their first audio."""

    def __repr__(self) -> str:
        return f"<Scheduler open={len(self._open)} resting={self._resting}>"

    # What happens.

    def resize(self, slots: int) -> None:
        """The engine speaks so many at once from now on."""
        if slots != self._slots:
            self._slots = slots
            self._gauge.resize(slots)

    def opened(self, id: int, now: float, *, live: bool) -> None:
        """An utterance began; `live` if somebody listens while it is made."""
        self._open[id] = _Utterance(id, now, live=live)

    def fed(self, id: int, now: float) -> None:
        """It has something to say. Until the first time nobody counts it as waiting."""
        utterance = self._open.get(id)
        if utterance is None:
            return
        if not utterance.wants and not utterance.made:
            utterance.since = now
        utterance.wants = True

    def starved(self) -> bool:
        """No open utterance has anything to say: what was fed does not suffice.

        Nobody waits for the engine then, however long the text stays away. Says whether any did.
        """
        wanting = [each for each in self._open.values() if each.wants]
        for utterance in wanting:
            utterance.wants = False
        return bool(wanting)

    def lead(self, id: int, ms: float, now: float) -> None:
        """So much audio lies ahead of its listener, with all that was made for it so far."""
        utterance = self._open.get(id)
        if utterance is not None:
            utterance.dry_at = now + ms / 1000
            utterance.begun = utterance.begun or ms > 0

    def stepped(
        self,
        decision: Decision,
        made_ms: Mapping[int, float],
        began: float,
        now: float,
        *,
        rows: int | None = None,
    ) -> None:
        """A step with that decision gave so much audio; it took from `began` until now.

        `rows` is how many it advanced, if that is not how many it gave audio of.
        """
        waiting = any(self._queues(each) for each in self._waiting())
        audio_s = sum(made_ms.values()) / 1000
        rows = len(made_ms) if rows is None else rows
        self._gauge.step(began, now, rows=rows, audio_s=audio_s, waiting=waiting)
        self._note_change(made_ms)
        for id, ms in made_ms.items():
            if id in self._open:
                self._made(self._open[id], ms, now)
        if not made_ms and not rows and decision.resting:
            # Those it named had nothing to say, so nobody need rest for their sake.
            for id in decision.order:
                if id in self._open:
                    self._open[id].wants = False

    def ahead_s(self, id: int, now: float) -> float:
        """The audio that lies ahead of its listener; 0 if it is not open."""
        utterance = self._open.get(id)
        return 0.0 if utterance is None else utterance.dry_at - now

    def closed(self, id: int) -> None:
        """It ended, failed or was cancelled."""
        self._open.pop(id, None)

    def _note_change(self, made_ms: Mapping[int, float]) -> None:
        """An engine that has left an utterance for another need not go to the end of each."""
        if made_ms:
            left = any(id in self._open and id not in made_ms for id in self._served)
            self._gauge.goes_to_the_end = self._gauge.goes_to_the_end and not left
            self._served = tuple(made_ms)

    def _made(self, utterance: _Utterance, ms: float, now: float) -> None:
        if not utterance.made:
            self._gauge.begin()
            if utterance.live and not utterance.begun:
                self._gauge.first()
                self._reached = max(self._reached, utterance.since)
        utterance.made = utterance.begun = utterance.wants = True
        # A listener who ran dry has waited, and goes on with what comes now.
        utterance.dry_at = max(utterance.dry_at, now) + ms / 1000
        if not utterance.live:
            utterance.since = now

    # What follows.

    def decide(self, now: float) -> Decision:
        """The order of the next step.

        1. Listeners who would run dry if others went first, those who run dry first.
        2. Those who hear nothing yet, oldest first; with them, one-shot requests that got
           nothing for long.
        3. The other listeners, those who run dry first, but for those who rest.
        4. The other one-shot requests.
        """
        running, starting, patient = self._sorted(now)
        turn_s = self._gauge.turn_s(len(self._open))
        awake = bisect_right(running, now + self._enough_s(len(running), turn_s), key=_dry_at)
        others = any(each.wants for each in (*running[:awake], *starting, *patient))
        if not others:
            awake = len(running)
        pressed = self._pressed(running[:awake], turn_s, now)
        order = (*running[:pressed], *starting, *running[pressed:awake], *patient)
        self._resting = len(running) - awake
        return Decision(
            order=tuple([each.id for each in order]),
            wait_s=self._wake_s(running[awake:], len(running), turn_s, now),
            resting=self._resting,
        )

    def _sorted(self, now: float) -> tuple[list[_Utterance], list[_Utterance], list[_Utterance]]:
        """Those who hear something, those who wait, and those whose turn it is not yet."""
        running: list[_Utterance] = []
        starting: list[_Utterance] = []
        patient: list[_Utterance] = []
        for each in self._open.values():
            if not each.live:
                impatient = now - each.since >= self._rules.patience_s
                (starting if impatient else patient).append(each)
            else:
                (running if each.begun else starting).append(each)
        running.sort(key=lambda each: (each.dry_at, each.id))
        starting.sort(key=self._queued_at)
        patient.sort(key=self._queued_at)
        return running, starting, patient

    def _queued_at(self, utterance: _Utterance) -> tuple[float, int]:
        """When it joined those who wait: a one-shot request does when its patience ends."""
        patience_s = 0.0 if utterance.live else self._rules.patience_s
        return utterance.since + patience_s, utterance.id

    def _pressed(self, running: list[_Utterance], turn_s: float, now: float) -> int:
        """How many must go before anybody is started, so that none of them runs dry.

        The first k of them need k slots before the k-th runs dry. What the turns after this
        one cannot give, this one has to.
        """
        if turn_s <= 0:
            turn_s = self._rules.margin_s
        latest = now + self._rules.margin_s
        pressed = 0
        for count, each in enumerate(running, start=1):
            later_turns = max(int((each.dry_at - latest) / turn_s) - 1, 0)
            pressed = max(pressed, count - self._slots * later_turns)
        return pressed

    def _enough_s(self, running: int, turn_s: float) -> float:
        """The audio ahead from which on a listener can do without the engine for a while."""
        rounds = -(-running // self._slots)
        return self._rules.margin_s + rounds * turn_s + self._rules.rest_s

    def _wake_s(
        self, resting: list[_Utterance], running: int, turn_s: float, now: float
    ) -> float | None:
        if not resting:
            return None
        return max(resting[0].dry_at - now - self._enough_s(running, turn_s), 0.0)

    def _waiting(self) -> list[_Utterance]:
        return [each for each in self._open.values() if each.wants and not each.begun]

    def _queues(self, utterance: _Utterance) -> bool:
        """Whether one that waits is in front of the next live one that is opened.

        A one-shot request is not, nor is one that was passed over: a younger one got audio,
        so it was not for want of the engine that this one did not.
        """
        return utterance.live and utterance.since >= self._reached

    def load(self, now: float) -> EngineLoad:
        """What admission is decided from."""
        gauge, waiting = self._gauge, self._waiting()
        waits_s = [now - each.since for each in waiting if self._queues(each)]
        projected_s = len(waits_s) * gauge.per_waiting_s + gauge.turn_s(1)
        return EngineLoad(
            live=sum(each.live for each in self._open.values()),
            waiting=len(waiting),
            capacity=gauge.capacity,
            per_waiting_ms=gauge.per_waiting_s * 1000,
            projected_first_ms=max(projected_s, *waits_s, 0.0) * 1000,
        )


def _dry_at(utterance: _Utterance) -> float:
    return utterance.dry_at
