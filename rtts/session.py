"""The conversation with one client, pure: a message goes in, actions come out.

Nothing here waits, sends or looks at a clock. `receive` takes what a client sent and returns
what is to be done about it, in order; the caller does it. So the whole conversation can be
replayed in a test as a list, and no message can be handled halfway.

Each message has one handler; what it may do to a context is decided by the context's state.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import UNSET

from rtts.allowance import Allowance
from rtts.catalog import Catalog
from rtts.context import Context, ContextState
from rtts.engines.base import EngineInfo
from rtts.errors import RequestError
from rtts.flow import Item, PassMark
from rtts.gap import Head, put_off
from rtts.protocol.messages import (
    Cancel,
    ClientMessage,
    Close,
    Closing,
    ContextCancelled,
    End,
    Error,
    Flush,
    Limits,
    Mark,
    Ping,
    Played,
    Pong,
    Ready,
    ServerMessage,
    SessionUpdate,
    SessionUpdated,
    Text,
    Warning,
)
from rtts.protocol.options import SessionOptions, merge_options
from rtts.roster import Roster

if TYPE_CHECKING:
    from rtts.text.language import LanguageTracker

__all__ = ["Action", "FeedContext", "Hangup", "OpenContext", "Reply", "Session", "StopContext"]

_HANDLES = 2**16 - 1
_IDLE_NOTICE_S = 30


class Reply(NamedTuple):
    """Send this message."""

    message: ServerMessage


class OpenContext(NamedTuple):
    """Start a pipeline for the context. It speaks once those of `after` that run have."""

    context: Context
    after: tuple[Context, ...]


class FeedContext(NamedTuple):
    """Give these to the context's pipeline."""

    context: Context
    items: list[Item]


class StopContext(NamedTuple):
    """End the context's pipeline at once; send nothing more of it."""

    context: Context
    reason: str


class Hangup(NamedTuple):
    """Close the socket once everything before this was sent."""

    code: int
    reason: str


Action = Reply | OpenContext | FeedContext | StopContext | Hangup


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
        self._limits = welcome.limits
        self._catalog = Catalog(welcome.engine)
        self._roster = Roster()
        self._allowance = welcome.allowance
        self._allowance.contexts = lambda: len(self._roster.live)
        self.options = SessionOptions(voice=welcome.engine.default_voice)
        self._tracked: tuple[tuple[str, str], LanguageTracker] | None = None
        self._handles = 0
        self._heard_from_at = now
        self._idle_noticed = False
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

    def start(self, patch: dict[str, Any]) -> list[Action]:
        """Begin, with the options that came with the handshake.

        Raises RequestError if those cannot be had.
        """
        self.options, unknown = self._merged(patch)
        ready = Ready(
            session_id=self.id,
            protocol=self._welcome.protocol,
            server=self._welcome.server,
            engine=self._welcome.engine.name,
            model=self._welcome.engine.model,
            session=self.options,
            unknown_params=unknown,
            limits=self._limits,
            resume_token=self._welcome.offer_resume(self.options.resume),
        )
        return [Reply(ready)]

    def receive(self, message: ClientMessage, now: float) -> list[Action]:
        """Take in a message; do what is returned, in order, before the next one."""
        if self._closed:
            return []
        if not isinstance(message, Ping):
            self._heard_from_at = now
            self._idle_noticed = False
        try:
            return list(self._handlers[type(message)](message, now))
        except RequestError as error:
            return [refusal(error, message)]

    def finished(self, context: Context, now: float) -> list[Action]:
        """Take in that a context's pipeline has sent its last."""
        self._roster.finish(context, now)
        self._heard_from_at = max(self._heard_from_at, now)
        return self._leave_if_drained()

    def broken(self, context: Context, now: float) -> list[Action]:
        """Take in that a context's pipeline failed for a reason of our own."""
        stop, report = self._stop_all([context], "internal", now)
        assert isinstance(report, Reply)
        assert isinstance(report.message, ContextCancelled)
        error = Error(
            code="internal",
            message="The server failed while speaking this context; its rest was not spoken. "
            "The session goes on.",
            context=report.message.context,
            text_remaining=report.message.text_remaining,
        )
        return [stop, Reply(error), report, *self._leave_if_drained()]

    def drain(self, deadline_ms: int) -> list[Action]:
        """Open no more contexts; leave once those that run are done."""
        self._draining = True
        closing = Closing(reason="drain", deadline_ms=deadline_ms)
        return [Reply(closing), *self._leave_if_drained()]

    def abort(self, reason: str, now: float) -> list[Action]:
        """Cancel everything that may still be heard."""
        return list(self._stop_all(self._roster.audible(now), reason, now))

    def wakes_at(self) -> float:
        """When `tick` has something to do, if no message comes before."""
        stalls = (context.stalls_at for context in self._roster.live)
        idle_at = self._heard_from_at + self._limits.idle_timeout_s
        if not self._idle_noticed:
            idle_at -= _IDLE_NOTICE_S
        return min((at for at in stalls if at is not None), default=idle_at)

    def tick(self, now: float) -> list[Action]:
        """Do what has become due: text that waited long enough, a client gone silent."""
        actions: list[Action] = []
        for context in self._roster.live:
            due = context.stalls_at
            if due is not None and due <= now:
                actions.append(FeedContext(context, context.stall(now)))
        if any(context.speaking for context in self._roster.live):
            self._heard_from_at = max(self._heard_from_at, now)
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
        self._check_length("This message", len(message.text), self._limits.max_text_chars)
        if self._roster.is_cancelled(message.context):
            if self._roster.first_late_text(message.context):
                yield _late_text(message)
            return
        context = self._roster.find(message.context)
        if context is None or context.state is not ContextState.OPEN:
            context, opening = self._open(message, now)
            yield from opening
        else:
            held = context.unspoken_chars + len(message.text)
            self._check_length("The context's buffer", held, self._limits.max_buffer_chars)
            self._allowance.spend(len(message.text), now)
        items = context.write(message.text, now)
        if items:
            yield FeedContext(context, items)

    def _flush(self, message: Flush, now: float) -> Iterator[Action]:
        context = self._open_one(message)
        if context is None:
            yield _closed_warning(message)
            return
        items, spoke = context.flush(message.id, now)
        if not spoke:
            yield _nothing_to_speak(message)
        yield FeedContext(context, items)

    def _mark(self, message: Mark, now: float) -> Iterator[Action]:
        context = self._open_one(message)
        if context is None:
            yield _closed_warning(message)
            return
        items = context.mark(PassMark(message.name, message.id))
        if items:
            yield FeedContext(context, items)

    def _end(self, message: End, now: float) -> Iterator[Action]:
        context = self._open_one(message)
        if context is None:
            yield _closed_warning(message)
            return
        items, spoke = context.end(message.id, now)
        if not spoke:
            yield _nothing_to_speak(message)
        yield FeedContext(context, items)

    def _cancel(self, message: Cancel, now: float) -> Iterator[Action]:
        targets = self._roster.audible(now)
        if message.context is not None:
            self._check_known(message.context)
            targets = [context for context in targets if context.name == message.context]
        if not targets:
            yield _nothing_to_cancel(message)
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
        self.options, unknown = self._merged(message.session)
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
            options, unknown = self._merged(message.session)
        self._check_room(options, now)
        self._allowance.spend(len(message.text), now)
        actions: list[Action] = []
        if unknown:
            actions.append(_unknown_params(message, unknown))
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
            after=[each.playhead for each in before],
            now=now,
        )
        self._roster.add(context)
        return context, [*actions, OpenContext(context, tuple(before))]

    def _tracker(self, options: SessionOptions) -> "LanguageTracker":
        """Who follows the language. It is kept from turn to turn while voice and wish stay."""
        from rtts.text.language import LanguageTracker

        wish = (options.voice, options.language)
        if self._tracked is None or self._tracked[0] != wish:
            first, candidates = self._catalog.language(options), self._catalog.candidates(options)
            self._tracked = (wish, LanguageTracker(first, candidates))
        return self._tracked[1]

    def _check_room(self, options: SessionOptions, now: float) -> None:
        """Refuse a new context where there is no place for it. Raises RequestError."""
        if self._draining:
            raise RequestError(
                "overloaded", "The server is going down; open the context on a new connection."
            )
        limit = self._limits.max_contexts
        if len(self._roster.live) >= limit and options.on_new_context != "interrupt":
            raise RequestError(
                "context_limit",
                f"{limit} contexts are open, which is the most; end or cancel one first.",
                param="context",
            )
        if self._handles >= _HANDLES:
            raise RequestError(
                "context_limit",
                f"This session has had {_HANDLES} contexts, which is the most; "
                f"connect again for more.",
                param="context",
            )
        interrupts = options.on_new_context == "interrupt"
        self._allowance.check_contexts(len(self._roster.live) if interrupts else 0)
        if options.on_new_context == "parallel" and self._any_raw(options):
            raise RequestError(
                "invalid_value",
                "Parallel contexts cannot be told apart in raw framing; choose framed, or queue.",
                param="session.on_new_context",
            )
        self._welcome.admit(now)

    def _any_raw(self, options: SessionOptions) -> bool:
        running = (context.options for context in self._roster.live)
        return any(each.audio.framing == "raw" for each in (options, *running))

    def _check_length(self, what: str, chars: int, limit: int) -> None:
        """Refuse text that is too long. Raises RequestError."""
        if chars > limit:
            raise RequestError(
                "text_too_long",
                f"{what} would hold {chars} characters; at most {limit} are allowed. "
                f"Send less at a time, or wait for segment.done.",
                param="text",
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

    def _check_known(self, name: str | None) -> None:
        """Raises RequestError for a context that never was."""
        if self._roster.knows(name):
            return
        what = "No context was opened yet" if name is None else "There was no context of that name"
        raise RequestError("invalid_value", f"{what}; send text for it first.", param="context")

    # Options.

    def _merged(self, patch: dict[str, Any]) -> tuple[SessionOptions, list[str]]:
        """The options in force with the patch laid over, checked against the engine."""
        options, unknown = merge_options(self.options, patch)
        self._catalog.check(options)
        self._allowance.check_options(options)
        if options.max_ahead_ms > self._limits.max_ahead_ms:
            raise RequestError(
                "invalid_value",
                f"session.max_ahead_ms is over the limit of {self._limits.max_ahead_ms} ms.",
                param="session.max_ahead_ms",
            )
        return options, unknown

    # Going.

    def _idle(self, now: float) -> list[Action]:
        silent_s = now - self._heard_from_at
        timeout_s = self._limits.idle_timeout_s
        if silent_s >= timeout_s:
            self._closed = True
            return [*self.abort("shutdown", now), Hangup(4408, "nothing was said for too long")]
        if silent_s >= timeout_s - _IDLE_NOTICE_S and not self._idle_noticed:
            self._idle_noticed = True
            left_s = round(timeout_s - silent_s)
            return [
                Reply(
                    Warning(
                        code="idle_soon",
                        message=f"The session closes in {left_s} s unless you send something.",
                    )
                )
            ]
        return []

    def _leave_if_drained(self) -> list[Action]:
        if not self._draining or self._roster.live or self._closed:
            return []
        self._closed = True
        return [Hangup(1001, "the server is going down")]


def refusal(error: RequestError, message: ClientMessage | None = None) -> Reply:
    """The answer to a message that cannot be carried out; says which one by its id."""
    context = getattr(message, "context", error.context)
    text = getattr(message, "text", None)
    return Reply(
        Error(
            code=error.wire_code,
            message=error.message,
            param=error.param,
            context=UNSET if context is None else context,
            re=getattr(message, "id", error.re),
            fatal=error.fatal,
            retry_after_ms=ceil(error.retry_after_s * 1000),  # 0 says that waiting is of no use
            text_remaining=UNSET if text is None else text,
        )
    )


def _warn(code: str, message: str, request: Flush | Mark | End | Cancel | Text) -> Reply:
    name = request.context
    return Reply(
        Warning(code=code, message=message, context=UNSET if name is None else name, re=request.id)
    )


def _late_text(request: Text) -> Reply:
    return _warn(
        "context_closed",
        "The context was cancelled; text that still arrives for it is dropped. "
        "Open a context of another name.",
        request,
    )


def _closed_warning(request: Flush | Mark | End) -> Reply:
    return _warn("context_closed", "The context takes nothing more; open another.", request)


def _nothing_to_speak(request: Flush | End) -> Reply:
    return _warn(
        "no_speakable_text", "There is no text to speak here: no letter, no digit.", request
    )


def _nothing_to_cancel(request: Cancel) -> Reply:
    return _warn(
        "context_closed",
        "There is nothing to cancel: no speech is open or still to be heard.",
        request,
    )


def _unknown_params(request: Text, unknown: list[str]) -> Reply:
    return _warn(
        "unknown_params", f"Nobody knows {', '.join(unknown[:20])}; the rest was taken.", request
    )
