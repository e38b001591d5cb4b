"""A turn of speech: text goes in, its audio and what is said about it come out.

Sending and reading go on at the same time, from one task or two. The audio must be taken by
somebody: see `inbox.py` for what happens where it is not.
"""

import asyncio
from collections.abc import Callable

from rtts_client.errors import RttsError, ServerError, SessionClosed
from rtts_client.events import Audio, Event
from rtts_client.frames import Frame, unbundle
from rtts_client.inbox import Inbox
from rtts_client.link import Link
from rtts_client.messages import (
    AudioFormat,
    Cancel,
    ContextCancelled,
    ContextDone,
    ContextMessage,
    ContextStarted,
    End,
    ErrorMessage,
    Flush,
    Mark,
    SegmentDone,
    WarningMessage,
)
from rtts_client.outbox import ContextRules, Outbox, pieces_of
from rtts_client.wav import WAV_CODECS

__all__ = ["WANTED_STOPS", "Context"]

_LOST_SEGMENT = frozenset({"synthesis_failed", "timeout"})
WANTED_STOPS = frozenset({"client", "preempted"})
"""Reasons for a cancel that say: nobody wants to hear what is under way."""


class Context:
    """One turn of speech. Opened by the first text that is sent, or by `open`.

    Iterate over it to receive its events; the last one is a `ContextDone` or a
    `ContextCancelled`. Iteration raises ServerError where the server refused a message, and
    SessionClosed where the socket was lost. An `ErrorMessage` among the events says that a
    segment could not be spoken; the context goes on after it.
    """

    def __init__(self, link: Link, name: str, rules: ContextRules) -> None:
        self.format: AudioFormat | None = None
        """What the audio is; known from `ContextStarted` on."""
        self.done: ContextDone | None = None
        """The server's account, once everything was received."""
        self.report: ContextCancelled | None = None
        """What was heard, once the context was cancelled."""
        self._name = name
        self._link = link
        self._inbox = Inbox(link.gate, rules.max_held_ms)
        self._outbox = Outbox(link, name, rules, lambda: self.state == "open")
        self._ended = False
        self._failure: RttsError | None = None
        self._cancelling: asyncio.Task[ContextCancelled] | None = None
        self._when_closed: Callable[[], object] | None = None
        link.attach(self)

    def __repr__(self) -> str:
        return f"<Context {self._name} {self.state} {self._outbox!r} {self._inbox!r}>"

    @property
    def name(self) -> str:
        return self._name

    @property
    def state(self) -> str:
        """`new`, `open`, `ended` (no more text), `cancelled`, `done` or `failed`."""
        if self.report is not None or self._cancelling is not None:
            return "cancelled"
        if self._failure is not None:
            return "failed"
        if self.done is not None:
            return "done"
        return "ended" if self._ended else "open" if self._outbox.opening_id else "new"

    @property
    def text(self) -> str:
        """The text that was sent, to which all offsets refer."""
        return self._outbox.text

    async def open(self) -> None:
        """Take its place before there is any text: contexts are spoken as they were opened.

        Raises ValueError if it is open already, SessionClosed if the socket is gone.
        """
        self._require("new")
        await self._outbox.write("")

    async def send(self, text: str) -> None:
        """Append text, as it is: spaces between words are the sender's.

        Waits while the server holds as much unspoken text as it takes. Raises ValueError
        once no text can follow and for text that is not Unicode, SessionClosed if the socket is
        gone.
        """
        for piece in pieces_of(text, self._outbox.piece_chars):
            await self._outbox.room_for(len(piece))
            self._require("new", "open")
            await self._outbox.write(piece)

    async def flush(self) -> None:
        """Have what was sent spoken now. A `Flushed` event follows its last audio."""
        self._require("open")
        await self._outbox.send(Flush(context=self._name))

    async def mark(self, name: str) -> None:
        """Ask for a `MarkReached` event behind the audio of the text sent so far."""
        self._require("open")
        await self._outbox.send(Mark(name=name, context=self._name))

    async def end(self) -> None:
        """Say that no more text comes. A `ContextDone` event follows the last audio."""
        self._require("new", "open")
        if self.state == "new":
            await self._outbox.write("")
        self._ended = True
        await self._outbox.send(End(context=self._name))

    async def played(self, ms: float) -> None:
        """Say how much of the context the listener has heard.

        Makes cancel reports exact, and lets the server run ahead of what was heard instead
        of ahead of the clock. May be called for every packet: no more is sent of it than
        the server can use.
        """
        if self.state not in ("open", "ended", "done"):
            return
        try:
            await self._outbox.played(ms)
        except RttsError:
            if self.done is None:  # else all is here, whatever became of the session
                raise

    async def cancel(self, played_ms: float | None = None) -> ContextCancelled:
        """Stop at once; no audio is given out after the call. Returns what was heard.

        `played_ms` is how much the listener has heard; left out, the server goes by the last
        `played`, or else by the clock. Stop your own player first. A second call returns the
        same report. Raises SessionClosed if the socket is gone, ServerError if the server refuses,
        as after too many messages: the context then goes on.
        """
        if self._cancelling is None:
            opened = self.state != "new"
            self._inbox.clear()
            self._cancelling = asyncio.create_task(
                self._ask_to_cancel(played_ms) if opened else self._cancel_unopened(),
                name="rtts cancel",
            )
        return await asyncio.shield(self._cancelling)

    def __aiter__(self) -> "Context":
        return self

    async def __anext__(self) -> Event:
        event = await self._inbox.take()
        if isinstance(event, ErrorMessage) and event.code not in _LOST_SEGMENT:
            raise _as_exception(event)
        return event

    def call_when_closed(self, callback: Callable[[], object]) -> None:
        """Have the callback called once nothing more will come, for whatever reason."""
        self._when_closed = callback

    # Called by the link.

    def receive(self, message: ContextMessage) -> None:
        """Take a message about this context."""
        if self._outbox.takes(message):
            return
        if isinstance(message, ContextCancelled):
            self._finish(message)
        elif isinstance(message, ContextDone):
            self._note_done(message)
        elif isinstance(message, ErrorMessage) and message.re == self._outbox.opening_id:
            self.fail(_as_exception(message))
        elif isinstance(message, WarningMessage) and self._is_barred(message):
            self.fail(ServerError(message.code, message.message))
        elif self._cancelling is None:
            self._note(message)

    def receive_frame(self, frame: Frame) -> None:
        """Take a piece of this context's audio."""
        if self._cancelling is not None or self.format is None:
            return
        clock = self.format.clock
        for one in unbundle(frame, constant=self.format.codec in WAV_CODECS):
            self._inbox.put(
                Audio(one.payload, one.pts, one.samples, clock, one.segment, one.kind, one.flags)
            )

    def fail(self, error: RttsError) -> None:
        """End the context with an error, behind what has already arrived."""
        if isinstance(error, SessionClosed):
            unspoken = self._outbox.unspoken
            error = SessionClosed(error.code, error.reason, text_remaining=unspoken)
        self._failure = error
        self._close(error)

    # The rest is nobody's business.

    def _note(self, message: ContextMessage) -> None:
        if isinstance(message, ContextStarted):
            self.format = message.audio
        elif isinstance(message, SegmentDone):
            self._outbox.spoken(message.end)
        self._inbox.put(message)

    def _is_barred(self, warning: WarningMessage) -> bool:
        """Whether its name is that of a context that was cancelled, which the server keeps closed.

        Nothing that is sent to it is spoken, so nobody may wait for it.
        """
        return warning.code == "context_closed" and self.format is None

    def _note_done(self, message: ContextDone) -> None:
        """The end; it may have come just before a cancel reached the server."""
        self.done = message
        if self._cancelling is None:
            self._inbox.put(message)
            self._close()

    def _finish(self, report: ContextCancelled) -> None:
        if self.report is None:
            self.report = report
            if report.reason in WANTED_STOPS:
                self._inbox.clear()
            self._inbox.put(report)
            self._close()

    def _close(self, error: RttsError | None = None) -> None:
        self._link.detach(self)
        self._inbox.close(error)
        self._outbox.spoken()
        if self._when_closed is not None:
            self._when_closed()

    def _require(self, *states: str) -> None:
        """Raises ValueError for a call in another state, or what the context failed with."""
        if self._failure is not None:
            raise self._failure.with_traceback(None)  # else it grows with each call
        if self.state not in states:
            reason = "no text was sent yet" if self.state == "new" else f"it is {self.state}"
            raise ValueError(f"The context {self._name!r} cannot take this: {reason}.")

    async def _ask_to_cancel(self, played_ms: float | None) -> ContextCancelled:
        id = self._link.next_id()
        heard_ms = self._outbox.heard_ms if played_ms is None else played_ms
        if self.report is None:
            answer = await self._link.ask(id, Cancel(self._name, heard_ms, id))
            if isinstance(answer, ContextCancelled):
                self._finish(answer)
            elif isinstance(answer, ErrorMessage):
                self._go_on_speaking()
                raise _as_exception(answer)
        if self.report is None:  # a warning: the server says that all of it was heard before
            audio_ms = self.done.audio_ms if self.done is not None else 0
            self._finish(_local_report(self._name, self.text, audio_ms))
        assert self.report is not None
        return self.report

    def _go_on_speaking(self) -> None:
        """The server would not stop it; another call may ask again."""
        self._cancelling = None
        if self.done is not None:  # the end came meanwhile, and was kept from the reader
            self._note_done(self.done)

    async def _cancel_unopened(self) -> ContextCancelled:
        """The server knows nothing of it, so there is nothing to ask."""
        report = _local_report(self._name, "", 0)
        self._finish(report)
        return report


def _as_exception(error: ErrorMessage) -> RttsError:
    return ServerError(
        error.code,
        error.message,
        param=error.param,
        text_remaining=error.text_remaining or "",
    )


def _local_report(name: str, spoken: str, heard_ms: int) -> ContextCancelled:
    """The report of a context that was heard to its end, be it an empty one."""
    return ContextCancelled(
        context=name,
        reason="client",
        played_ms=heard_ms,
        sent_ms=heard_ms,
        text_spoken=spoken,
        text_remaining="",
        spoken_chars=len(spoken),
        precision="segment",
    )
