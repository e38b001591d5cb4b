"""The contexts of one session: who runs, who is still being heard, who may not come back.

A session may live for days and have any number of contexts, so nothing here grows with their
number: done contexts are kept only while their listener may still interrupt them, and of the
others only the names, of which the oldest are forgotten.
"""

from rtts.context import Context, ContextState
from rtts.heard import Playhead

__all__ = ["Roster"]

_NAMES = 10_000
_DONE = 16


class Roster:
    """Which contexts there are and were."""

    def __init__(self) -> None:
        self.live: list[Context] = []
        """Not yet done, oldest first."""
        self._done: list[Context] = []  # all sent, perhaps not yet heard out
        self._past: dict[str | None, None] = {}  # names that were done or cancelled
        self._cancelled: dict[str, bool] = {}  # closed names, and whether that was said
        self._reports_played = False

    def add(self, context: Context) -> None:
        """A context was opened."""
        self.live.append(context)

    def finish(self, context: Context, now: float) -> None:
        """A context's last frame was sent."""
        self._remove(context)
        if context.state is ContextState.DONE:
            unheard = [done for done in self._done if not done.heard_out(now)]
            self._done = [*unheard, context][-_DONE:]
            self._remember(context)

    def cancel(self, context: Context) -> None:
        """A context was stopped; its name stays closed.

        The implicit context opens again with its next text, since a client that names none
        could otherwise never speak again.
        """
        self._remove(context)
        self._remember(context)
        if context.name is not None:
            self._cancelled[context.name] = False
            _forget_oldest(self._cancelled)

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

    def audible(self, now: float) -> list[Context]:
        """Contexts that run, or are done and not yet heard out; oldest first."""
        unheard = [done for done in self._done if not done.heard_out(now)]
        return [*unheard, *self.live]

    def played(self, context: Context, played_ms: float) -> None:
        """A client reports. Who hears a context of a queue has heard those before it."""
        self._reports_played = True
        context.playhead.report(played_ms)
        if context.options.on_new_context == "parallel":
            return
        for earlier in self._done:
            if earlier.handle < context.handle:
                earlier.playhead.report(earlier.playhead.sent_ms)

    def ahead_ms(self, context: Context, now: float) -> float:
        """Audio sent and not yet heard, over the session; in `parallel`, over the context.

        By what the client reports, if it ever does; else by the clock.
        """
        contexts = [*self._done, *self.live]
        if context.options.on_new_context == "parallel":
            contexts = [context]
        if self._reports_played:
            return sum(each.playhead.ahead_by_report() for each in contexts)
        return sum(each.playhead.ahead_by_clock(now) for each in contexts)

    def last_playhead(self) -> Playhead | None:
        """Of the context that a new one of the queue is heard after."""
        before = self.live or self._done
        return before[-1].playhead if before else None

    def _remove(self, context: Context) -> None:
        if context in self.live:
            self.live.remove(context)
        if context in self._done:
            self._done.remove(context)

    def _remember(self, context: Context) -> None:
        self._past[context.name] = None
        _forget_oldest(self._past)


def _forget_oldest(names: dict[str | None, None] | dict[str, bool]) -> None:
    if len(names) > _NAMES:
        del names[next(iter(names))]  # type: ignore[arg-type]
