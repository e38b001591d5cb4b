"""Whether one more may begin: what the engine and the server itself can carry, in one answer.

What is begun is carried to its end, so what cannot be carried is not begun. Three things are
asked before a context begins: does the server keep up with what it has, can it carry one more,
and can the engine. A session is asked less before it is let in, since nobody knows how much it
will say: only whether there is a place for it, and whether its first context would be refused.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rtts.capacity.effort import Encoders, MakeEncoder, ThreadTime
from rtts.capacity.lag import Lag
from rtts.capacity.strain import Strain
from rtts.errors import Refused, RequestError
from rtts.worker.admission import Admission, AdmissionRules, Overloaded
from rtts.worker.load import EngineLoad

__all__ = ["Gate", "GateRules", "House"]

_LOOK_S = 0.1
_LATE = 0.1
"""The share of the target for first audio by which the server may be late and still begin more:
it is late again in every stage that audio goes through."""
_RETRY_S = 2.0
_FULL_RETRY_S = 5.0
_UNSEEN_S = 2.0
"""So long a context that was let in may be on the way to its encoder."""
_BUSY = "The server is busy with those who listen now."


@dataclass(frozen=True)
class GateRules:
    """What can be set."""

    max_sessions: int
    max_queue: int
    """How many may wait for their first audio."""
    first_audio_target_ms: float
    encode_threads: int


@dataclass(frozen=True)
class House:
    """What the gate looks at."""

    clock: Callable[[], float]
    sessions: Callable[[], int]
    """How many are open."""
    load: Callable[[], EngineLoad | None]
    """What the worker published last, the same object until it published anew."""
    threads_late_s: Callable[[float], float]
    """For how long the most urgent work has waited at a time of the clock."""


class Gate:
    """Lets contexts begin, and sessions in. Until `start` it measures nothing."""

    def __init__(self, rules: GateRules, house: House, make_encoder: MakeEncoder) -> None:
        self.closed = False
        """Whether the server is going down."""
        self.make_encoder = Encoders(make_encoder)
        """Makes encoders whose work is counted."""
        self._rules = rules
        self._house = house
        self._admission = Admission(
            AdmissionRules(rules.first_audio_target_ms, max_queue=rules.max_queue)
        )
        self._strain = Strain(rules.encode_threads)
        self._lag = Lag(_LATE * rules.first_audio_target_ms / 1000)
        self._let_in: deque[float] = deque()
        """When, those who have no encoder yet."""
        self._places = 0
        """Taken by texts that are spoken over HTTP."""
        self._no_places = asyncio.Event()
        """Set while there are none."""
        self._no_places.set()
        self._loop_time: ThreadTime | None = None
        self._loop_s = 0.0
        self._looked_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def __repr__(self) -> str:
        return f"<Gate {self._strain!r} {self._lag!r} let_in={len(self._let_in)}>"

    # What is asked.

    def admit(self, now: float) -> None:
        """Let a context begin. Raises RequestError where engine or server are busy."""
        if self._strained(now):
            raise RequestError("overloaded", _BUSY, retry_after_s=_RETRY_S)
        speaking = self._strain.speaking + len(self._let_in) - self._places
        decision = self._admission.decide(self._house.load(), now, speaking=speaking)
        if isinstance(decision, Overloaded):
            raise RequestError("overloaded", decision.reason, retry_after_s=decision.retry_after_s)
        self._let_in.append(now)

    def room(self) -> Refused | None:
        """Why no further session can be taken now, if so."""
        rules, load = self._rules, self._house.load()
        if self.closed:
            return _full("The server is going down.")
        if self._house.sessions() + self._places >= rules.max_sessions:
            return _full(f"{rules.max_sessions} sessions are open, which is the most.")
        if load is not None and load.waiting >= rules.max_queue:
            return _full("Too many wait for their first audio.")
        if self._strained(self._house.clock()):
            return _full(_BUSY)
        return None

    @contextlib.contextmanager
    def place(self) -> Iterator[None]:
        """A place among the sessions for one text. Raises Refused where there is none."""
        full = self.room()
        if full is not None:
            raise full
        try:
            self.admit(self._house.clock())
        except RequestError as busy:
            raise _full(busy.message, busy.retry_after_s) from None
        self._places += 1
        self._no_places.clear()
        try:
            yield
        finally:
            self._places -= 1
            if not self._places:
                self._no_places.set()

    async def places_left(self) -> None:
        """Wait until no text has a place any more."""
        await self._no_places.wait()

    def _strained(self, now: float) -> bool:
        while self._let_in and now - self._let_in[0] > _UNSEEN_S:
            self._let_in.popleft()
        return self._lag.too_late or not self._strain.carries_one_more(len(self._let_in))

    # What is measured.

    def start(self) -> None:
        """Begin to look, in the running loop and its thread."""
        self._loop_time = ThreadTime()
        self._loop_s = self._loop_time()
        self._looked_at = self._house.clock()
        self._look_later()

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
        if self._loop_time is not None:
            self._loop_time.close()

    def _look_later(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(_LOOK_S, self._look)

    def _look(self) -> None:
        assert self._loop_time is not None
        now, loop_s = self._house.clock(), self._loop_time()
        seconds = now - self._looked_at
        late_s = max(seconds - _LOOK_S, self._house.threads_late_s(now))
        self._lag.note(late_s)
        for _ in range(min(self.make_encoder.begun, len(self._let_in))):
            self._let_in.popleft()
        self._strain.look(seconds, loop_s - self._loop_s, self.make_encoder.streams(), late_s)
        self._looked_at, self._loop_s = now, loop_s
        self._look_later()


def _full(reason: str, retry_s: float = _FULL_RETRY_S) -> Refused:
    return Refused(503, "overloaded", reason, close_code=1013, retry_after=retry_s)
