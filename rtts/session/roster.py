"""The contexts of one session: who runs, who is still being heard, who may not come back.

A session may live for days and have any number of contexts, so nothing here grows with their
number: done contexts are kept only while their listener may still interrupt them, and of the
others only the names, of which the oldest are forgotten.
"""

from collections.abc import Iterable

from rtts.context.context import Context, ContextState

__all__ = ["Roster"]

_NAMES = 10_000
_DONE = 256
"""Enough of the shortest contexts to fill what may lie ahead of a listener."""
_UNSAID_MS = 1000
"""Who reports now and then may leave so much of a context's end unsaid."""


class Roster:
    """Which contexts there are and were."""

    def __init__(self) -> None:
        self.live: list[Context] = []
        """Not yet done, oldest first."""
        self._done: list[Context] = []  # all sent, perhaps not yet heard out
        self._past: dict[str | None, None] = {}  # names that were done or cancelled
        self._cancelled: dict[str, bool] = {}  # closed names, and whether that was said

    def add(self, context: Context) -> None:
        """A context was opened. Where it cancelled one of its own name, that is open again."""
        self.live.append(context)
        if context.name is not None:
            self._cancelled.pop(context.name, None)

    def finish(self, context: Context, now: float) -> None:
        """A context's last frame was sent."""
        self._remove(context)
        if context.state is ContextState.DONE:
            self._done = [*self._unheard(now), context][-_DONE:]
            self._remember(context)

    def cancel(self, context: Context, now: float) -> None:
        """A context is about to be stopped; its name stays closed.

        The implicit context opens again with its next text, since a client that names none
        could otherwise never speak again.
        """
        self._remove(context)
        self._remember(context)
        if context.name is not None:
            self._cancelled[context.name] = False
            _forget_oldest(self._cancelled)
        if not context.parallel:
            self._bring_forward(context, now)

    def is_cancelled(self, name: str | None) -> bool:
        """Whether the name was closed by a cancel."""
        return name in self._cancelled

    def first_late_text(self, name: str | None) -> bool:
        """Whether this is the first text that comes late for a cancelled name."""
        if name is None or self._cancelled[name]:
            return False
        self._cancelled[name] = True
        return True

    def find(self, name: str | None) -> Context | None:
        """The newest context of the name that still runs or may still be heard."""
        for context in (*reversed(self.live), *reversed(self._done)):
            if context.name == name:
                return context
        return None

    def knows(self, name: str | None) -> bool:
        """Whether there is or was a context of the name."""
        return name in self._past or self.find(name) is not None

    @property
    def last_done(self) -> Context | None:
        """What was done last, heard out or not, and was not cancelled since."""
        return self._done[-1] if self._done else None

    def audible(self, now: float) -> list[Context]:
        """Contexts that run, or are done and not yet heard out; oldest first."""
        return [*self._unheard(now), *self.live]

    def before(self, name: str | None, *, parallel: bool, now: float) -> list[Context]:
        """Contexts that a new one speaks after: all in a queue, else those of its own name."""
        audible = self.audible(now)
        return [each for each in audible if each.name == name] if parallel else audible

    def played(self, name: str | None, played_ms: float, now: float) -> None:
        """A client reports. Who hears a context of a queue has heard those before it."""
        context = self._heard_as(name, played_ms, now)
        if context is None:
            return
        context.playhead.report(played_ms)
        if context.parallel or not played_ms:
            return
        for earlier in self._done:
            if earlier.handle < context.handle:
                earlier.playhead.report(earlier.playhead.sent_ms)

    def ahead_ms(self, context: Context, now: float) -> float:
        """Audio sent and not yet heard, over the session; in `parallel`, over the context.

        By what the client reports, else, and always in `realtime`, by the clock. A client may
        report on one context and not on the next, which then must not wait for ever.
        """
        contexts: Iterable[Context] = (*self._done, *self.live)
        if context.parallel:
            contexts = (context,)
        if context.by_clock_only:
            return sum(each.playhead.ahead_by_clock(now) for each in contexts)
        ahead_ms, halted = 0.0, False
        for each in contexts:
            left_ms = each.playhead.ahead_by_report()
            reported = each.playhead.reported_ms is not None
            nearly = each.state is ContextState.DONE and left_ms < _UNSAID_MS
            if not halted and (nearly or not reported):
                left_ms = min(left_ms, each.playhead.ahead_by_clock(now))
            ahead_ms += left_ms
            halted = halted or (reported and left_ms >= 1)  # who has paused here hears no later one
        return ahead_ms

    def _heard_as(self, name: str | None, played_ms: float, now: float) -> Context | None:
        """Which context of the name is being heard: the oldest that was not heard out.

        Reports come in order, so one that runs backwards is about the next of the name.
        """
        for context in self.audible(now):
            if context.name == name and played_ms >= (context.playhead.reported_ms or 0.0):
                return context
        return self.find(name)

    def _unheard(self, now: float) -> list[Context]:
        return [done for done in self._done if not done.heard_out(now)]

    def _bring_forward(self, stopped: Context, now: float) -> None:
        """What was queued behind a context is heard earlier by what is dropped of that."""
        dropped_s = stopped.playhead.ahead_by_clock(now) / 1000
        for later in (*self._done, *self.live):
            if later.handle > stopped.handle and not later.parallel:
                later.playhead.bring_forward(dropped_s)

    def _remove(self, context: Context) -> None:
        if context in self.live:
            self.live.remove(context)
        if context in self._done:
            self._done.remove(context)

    def _remember(self, context: Context) -> None:
        self._past.pop(context.name, None)
        self._past[context.name] = None
        _forget_oldest(self._past)


def _forget_oldest(names: dict[str | None, None] | dict[str, bool]) -> None:
    if len(names) > _NAMES:
        del names[next(iter(names))]  # type: ignore[arg-type]
