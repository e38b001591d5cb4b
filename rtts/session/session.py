"""The conversation with one client, pure: a message goes in, actions come out.

Nothing here waits, sends or looks at a clock. `receive` takes what a client sent and returns
what is to be done about it, in order; the caller does it. So the whole conversation can be
replayed in a test as a list, and no message can be handled halfway.

Each message has one handler; what it may do to a context is decided by the context's state.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from rtts.access.allowance import Allowance
from rtts.context.context import Context, ContextState
from rtts.context.flow import PassMark
from rtts.context.gap import Head, put_off
from rtts.engines.base import EngineInfo
from rtts.errors import RequestError
from rtts.protocol.messages import (
    Cancel,
    ClientMessage,
    Close,
    Closing,
    ContextCancelled,
    End,
    Flush,
    Limits,
    Mark,
    Ping,
    Played,
    Pong,
    Ready,
    SessionUpdate,
    SessionUpdated,
    Text,
)
from rtts.protocol.options import SessionOptions
from rtts.session import answers
from rtts.session.actions import Action, FeedContext, Hangup, OpenContext, Reply, StopContext
from rtts.session.roster import Roster
from rtts.session.silence import Silence
from rtts.session.terms import Terms
from rtts.voices.catalog import Catalog

if TYPE_CHECKING:
    from rtts.text.language import LanguageTracker

__all__ = ["Session", "Welcome"]


def _admit(now: float) -> None:
    """Where nobody counts, everybody may begin."""


@dataclass(frozen=True)
class Welcome:
    """What a session is born with, and what its `ready` says."""

    session_id: str
    server: str
    protocol: str
    engine: EngineInfo
    limits: Limits
    allowance: Allowance = field(default_factory=Allowance)
    """What the credential leaves free of the server."""
    admit: Callable[[float], None] = _admit
    """Called before a context begins; raises RequestError where the engine is busy."""
    offer_resume: Callable[[bool], str | None] = lambda _wanted: None
    """Told whether the client would come back after a loss; returns the token for that."""


class Session:
    """One client's conversation: its options, its contexts, its limits."""

    def __init__(self, welcome: Welcome, now: float) -> None:
        self.id = welcome.session_id
        self._welcome = welcome
        self._catalog = Catalog(welcome.engine)
        self._terms = Terms(self._catalog, welcome.limits, welcome.allowance, welcome.admit)
        self._roster = Roster()
        welcome.allowance.contexts = lambda: len(self._roster.live)
        self.options = SessionOptions(voice=welcome.engine.default_voice)
        self._tracked: tuple[tuple[str, str], LanguageTracker] | None = None
        self._handles = 0
        self._silence = Silence(welcome.limits.idle_timeout_s, now)
        self._draining = False
        self._closed = False
        self._handlers: dict[type[Any], Callable[[Any, float], Iterator[Action]]] = {
            Text: self._text,
            Flush: self._flush,
            Mark: self._mark,
            End: self._end,
            Cancel: self._cancel,
            Played: self._played,
            SessionUpdate: self._update,
            Ping: self._ping,
            Close: self._close,
        }

    def __repr__(self) -> str:
        state = "CLOSED" if self._closed else "DRAINING" if self._draining else "OPEN"
        return f"<Session {self.id[:8]} {state} contexts={len(self._roster.live)}>"

    # What the caller tells, and what it is to do.

    def start(self, patch: dict[str, Any], unknown: Sequence[str] = ()) -> list[Action]:
        """Begin, with the options that came with the handshake.

        `unknown` are those of its parameters that nobody knows.
        Raises RequestError if those cannot be had.
        """
        self.options, of_patch = self._terms.merge(self.options, patch)
        ready = Ready(
            session_id=self.id,
            protocol=self._welcome.protocol,
            server=self._welcome.server,
            engine=self._welcome.engine.name,
            model=self._welcome.engine.model,
            session=self.options,
            unknown_params=[*unknown, *of_patch],
            limits=self._welcome.limits,
            resume_token=self._welcome.offer_resume(self.options.resume),
        )
        return [Reply(ready)]

    def receive(self, message: ClientMessage, now: float) -> list[Action]:
        """Take in a message; do what is returned, in order, before the next one."""
        if self._closed:
            return []
        if not isinstance(message, Ping):
            self._silence.end(now)
        try:
            return list(self._handlers[type(message)](message, now))
        except RequestError as error:
            return [Reply(answers.refusal(error, message))]

    def finished(self, context: Context, now: float) -> list[Action]:
        """Take in that a context's pipeline has sent its last."""
        self._roster.finish(context, now)
        self._silence.put_off(now)
        return self._leave_if_drained()

    def broken(self, context: Context, now: float) -> list[Action]:
        """Take in that a context's pipeline failed for a reason of our own."""
        stop, report = self._stop_all([context], "internal", now)
        assert isinstance(report, Reply)
        assert isinstance(report.message, ContextCancelled)
        error = Reply(answers.our_fault(report.message))
        return [stop, error, report, *self._leave_if_drained()]

    def drain(self, deadline_ms: int) -> list[Action]:
        """Open no more contexts; leave once those that run are done."""
        if self._closed:
            return []
        self._draining = True
        closing = Closing(reason="drain", deadline_ms=deadline_ms)
        return [Reply(closing), *self._leave_if_drained()]

    def abort(self, reason: str, now: float) -> list[Action]:
        """Cancel everything that may still be heard."""
        return list(self._stop_all(self._roster.audible(now), reason, now))

    def wakes_at(self) -> float:
        """When `tick` has something to do, if no message comes before."""
        stalls = (context.stalls_at for context in self._roster.live)
        return min((at for at in stalls if at is not None), default=self._silence.due_at)

    def tick(self, now: float) -> list[Action]:
        """Do what has become due: text that waited long enough, a client gone silent."""
        actions: list[Action] = []
        for context in self._roster.live:
            due = context.stalls_at
            if due is not None and due <= now:
                actions.append(FeedContext(context, context.stall(now)))
        if any(context.speaking for context in self._roster.live):
            self._silence.put_off(now)
        return [*actions, *self._idle(now)]

    def ahead_ms(self, context: Context, now: float) -> float:
        """Audio that was sent and not yet heard, in ms; what pacing and engines go by."""
        return self._roster.ahead_ms(context, now)

    def line_back(self, missed_ms: float, now: float) -> None:
        """Take in that a lost line was replaced: the last of what was sent arrives only now."""
        audible = self._roster.audible(now)
        put_off([Head(each.playhead, each.parallel) for each in audible], missed_ms, now)

    # One handler for each message of a client.

    def _text(self, message: Text, now: float) -> Iterator[Action]:
        self._terms.check_message(len(message.text))
        if self._roster.is_cancelled(message.context):
            if self._roster.first_late_text(message.context):
                yield Reply(answers.late_text(message))
            return
        context = self._roster.find(message.context)
        if context is None or context.state is not ContextState.OPEN:
            context, opening = self._open(message, now)
            yield from opening
        else:
            chars = len(message.text)
            self._terms.take(chars, context.unspoken_chars, context.chars, now)
        items = context.write(message.text, now)
        if items:
            yield FeedContext(context, items)

    def _flush(self, message: Flush, now: float) -> Iterator[Action]:
        context = self._open_one(message)
        if context is None:
            yield Reply(answers.closed_context(message))
            return
        self._terms.ask(context.unanswered)
        items, spoke = context.flush(message.id, now)
        if not spoke:
            yield Reply(answers.nothing_to_speak(message))
        yield FeedContext(context, items)

    def _mark(self, message: Mark, now: float) -> Iterator[Action]:
        context = self._open_one(message)
        if context is None:
            yield Reply(answers.closed_context(message))
            return
        self._terms.ask(context.unanswered)
        items = context.mark(PassMark(message.name, message.id))
        if items:
            yield FeedContext(context, items)

    def _end(self, message: End, now: float) -> Iterator[Action]:
        context = self._open_one(message)
        if context is None:
            yield Reply(answers.closed_context(message))
            return
        items, spoke = context.end(message.id, now)
        if not spoke:
            yield Reply(answers.nothing_to_speak(message))
        yield FeedContext(context, items)

    def _cancel(self, message: Cancel, now: float) -> Iterator[Action]:
        targets = self._heard_still(message, now)
        if not targets:
            yield Reply(answers.nothing_to_cancel(message))
            return
        if message.played_ms is not None:
            # A position that names no context is about the one being heard, the oldest.
            targets[0].playhead.report(message.played_ms)
        yield from self._stop_all(targets, "client", now, message.id)
        yield from self._leave_if_drained()

    def _played(self, message: Played, now: float) -> Iterator[Action]:
        self._check_known(message.context)
        self._roster.played(message.context, message.played_ms, now)
        yield from ()

    def _update(self, message: SessionUpdate, now: float) -> Iterator[Action]:
        self.options, unknown = self._terms.merge(self.options, message.session)
        token = self._welcome.offer_resume(self.options.resume)
        yield Reply(
            SessionUpdated(
                session=self.options,
                unknown_params=unknown,
                re=message.id,
                resume_token=UNSET if token is None else token,
            )
        )

    def _ping(self, message: Ping, now: float) -> Iterator[Action]:
        yield Reply(Pong(message.t))

    def _close(self, message: Close, now: float) -> Iterator[Action]:
        yield from self.abort("client", now)
        self._closed = True
        yield Hangup(1000, "closed as asked")

    # Contexts.

    def _open(self, message: Text, now: float) -> tuple[Context, list[Action]]:
        """A new context for the text, and what its opening brings about."""
        options, unknown = self.options, list[str]()
        if message.session is not None:
            options, unknown = self._terms.merge(self.options, message.session)
        self._refuse_if_draining()
        running = [context.options for context in self._roster.live]
        self._terms.begin(options, running, self._handles, len(message.text), now)
        actions: list[Action] = []
        if unknown:
            actions.append(Reply(answers.unknown_params(message, unknown)))
        if options.on_new_context == "interrupt":
            actions += self.abort("preempted", now)
        parallel = options.on_new_context == "parallel"
        before = self._roster.before(message.context, parallel=parallel, now=now)
        self._handles += 1
        context = Context(
            message.context,
            self._handles,
            options,
            self._tracker(options),
            word_times=self._welcome.engine.word_times,
            grows=self._welcome.engine.grows,
            after=[each.playhead for each in before],
            now=now,
        )
        self._roster.add(context)
        return context, [*actions, OpenContext(context, tuple(before))]

    def _tracker(self, options: SessionOptions) -> "LanguageTracker":
        """Who follows the language. It is kept from turn to turn while voice and wish stay."""
        wish = (options.voice, options.language)
        if self._tracked is None or self._tracked[0] != wish:
            self._tracked = (wish, self._catalog.tracker(options))
        return self._tracked[1]

    def _refuse_if_draining(self) -> None:
        """Raises RequestError for a new context of a session that is about to end."""
        if self._draining:
            raise RequestError(
                "overloaded", "The server is going down; open the context on a new connection."
            )

    def _stop_all(
        self, contexts: list[Context], reason: str, now: float, request: str | None = None
    ) -> Iterator[Action]:
        """Cancel contexts, oldest first, and report what was heard of each."""
        still_hearing = False
        for context in contexts:
            if still_hearing and not context.parallel:
                context.playhead.unreached()
            still_hearing = still_hearing or not context.heard_out(now)
        for context in contexts:
            self._roster.cancel(context, now)
            report = context.cancel(reason, now=now, request=request)
            yield StopContext(context, reason)
            yield Reply(report)

    def _open_one(self, message: Flush | Mark | End) -> Context | None:
        """The context that the message means, if it takes text. Raises if it never was."""
        self._check_known(message.context)
        context = self._roster.find(message.context)
        return context if context and context.state is ContextState.OPEN else None

    def _heard_still(self, message: Cancel, now: float) -> list[Context]:
        """What a cancel is to stop, oldest first. Raises for a context that never was.

        Where the clock says that the last turn was heard out, and the client that it was not,
        the client knows better: it may have begun to play late, or have paused.
        """
        if message.context is not None:
            self._check_known(message.context)
        targets = [each for each in self._roster.audible(now) if _is_meant(message, each)]
        last = self._roster.last_done
        if targets or last is None or message.played_ms is None or not _is_meant(message, last):
            return targets
        last.playhead.report(message.played_ms)
        return [] if last.heard_out(now) else [last]

    def _check_known(self, name: str | None) -> None:
        """Raises RequestError for a context that never was."""
        if self._roster.knows(name):
            return
        what = "No context was opened yet" if name is None else "There was no context of that name"
        raise RequestError("invalid_value", f"{what}; send text for it first.", param="context")

    # Going.

    def _idle(self, now: float) -> list[Action]:
        if self._silence.too_long(now):
            self._closed = True
            return [*self.abort("shutdown", now), Hangup(4408, "nothing was said for too long")]
        left_s = self._silence.notice(now)
        return [] if left_s is None else [Reply(answers.idle_soon(left_s))]

    def _leave_if_drained(self) -> list[Action]:
        if not self._draining or self._roster.live or self._closed:
            return []
        self._closed = True
        return [Hangup(1001, "the server is going down")]


def _is_meant(message: Cancel, context: Context) -> bool:
    """Whether it would stop this context; one that names none stops all."""
    return message.context is None or message.context == context.name
