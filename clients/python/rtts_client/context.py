"""A turn of speech: text goes in, its audio and what is said about it come out.

Sending and reading go on at the same time, from one task or two. The audio must be taken by
somebody: see `inbox.py` for what happens where it is not.
"""

import asyncio
from contextlib import suppress
from typing import Any, NamedTuple

from rtts_client.errors import RttsError, ServerError, SessionClosed
from rtts_client.events import Audio, Event
from rtts_client.frames import Frame, unbundle
from rtts_client.inbox import Inbox
from rtts_client.link import ContextMessage, Link
from rtts_client.messages import (
    AudioFormat,
    Cancel,
    ContextCancelled,
    ContextDone,
    ContextStarted,
    End,
    ErrorMessage,
    Flush,
    Limits,
    Mark,
    Played,
    SegmentDone,
    Text,
)

__all__ = ["Context", "ContextRules"]

_LOST_SEGMENT = frozenset({"synthesis_failed", "timeout"})
_UNWANTED_AUDIO = frozenset({"client", "preempted"})
"""Reasons for a cancel that say: nobody wants to hear what is under way."""
_ONE_PACKET_IS_ONE_DURATION = "opus"
_PLAYED_GAP_S = 0.05


class ContextRules(NamedTuple):
    """What holds for a context besides its name."""

    patch: dict[str, Any]
    """Options for this context alone, as the wire has them."""
    limits: Limits
    max_held_ms: float
    """How much audio may wait to be taken before the socket rests."""
    speaks_unasked: bool = True
    """Whether the server speaks before a flush or the end (every `split` mode but `none`)."""


class Context:
    """One turn of speech. Opened by the first text that is sent.

    Iterate over it to receive its events; the last one is a `ContextDone` or a
    `ContextCancelled`. Iteration raises ServerError where the server refused a message, and
    SessionClosed where the socket was lost. An `ErrorMessage` among the events says that a
    segment could not be spoken; the context goes on after it.
    """

    def __init__(self, link: Link, name: str, rules: ContextRules) -> None:
        self.format: AudioFormat | None = None
        """What the audio is; known from `ContextStarted` on."""
        self.done: ContextDone | None = None
        self.report: ContextCancelled | None = None
        """What was heard, if the context was cancelled."""
        self._name = name
        self._link = link
        self._rules = rules
        self._inbox = Inbox(link.gate, rules.max_held_ms)
        self._sent: list[str] = []
        self._sent_chars = 0
        self._spoken_chars = 0
        self._progress = asyncio.Event()
        self._opening_id = ""
        self._ended = False
        self._heard_ms = 0
        self._told_ms = 0
        self._telling: asyncio.Task[None] | None = None
        self._failure: RttsError | None = None
        self._cancelling: asyncio.Task[ContextCancelled] | None = None
        link.attach(self)

    def __repr__(self) -> str:
        return f"<Context {self._name} {self.state} {self._inbox!r}>"

    @property
    def name(self) -> str:
        return self._name

    @property
    def state(self) -> str:
        """`new`, `open`, `ended` (no more text), `cancelled` or `done`."""
        if self.report is not None or self._cancelling is not None:
            return "cancelled"
        if self.done is not None:
            return "done"
        return "ended" if self._ended else "open" if self._opening_id else "new"

    @property
    def text(self) -> str:
        """The text that was sent, to which all offsets refer."""
        return "".join(self._sent)

    async def send(self, text: str) -> None:
        """Append text, as it is: spaces between words are the sender's.

        Waits while the server holds as much unspoken text as it takes. Raises ValueError
        once no text can follow, SessionClosed if the socket is gone.
        """
        for piece in _pieces(text, self._rules.limits.max_text_chars):
            await self._room_for(len(piece))
            self._require("new", "open")
            await self._send_piece(piece)

    async def flush(self) -> None:
        """Have what was sent spoken now. A `Flushed` event follows its last audio."""
        self._require("open")
        await self._link.send(Flush(context=self._name))

    async def mark(self, name: str) -> None:
        """Ask for a `MarkReached` event behind the audio of the text sent so far."""
        self._require("open")
        await self._link.send(Mark(name=name, context=self._name))

    async def end(self) -> None:
        """Say that no more text comes. A `ContextDone` event follows the last audio."""
        self._require("new", "open")
        if not self._opening_id:
            await self._send_piece("")
        self._ended = True
        await self._link.send(End(context=self._name))

    async def played(self, ms: int) -> None:
        """Say how much of the context the listener has heard.

        Makes cancel reports exact, and lets the server run ahead of what was heard instead
        of ahead of the clock. May be called for every packet: no more is sent of it than
        the server can use.
        """
        self._heard_ms = max(ms, self._heard_ms)
        if self._opening_id and (self._telling is None or self._telling.done()):
            await self._tell_played()
            self._telling = asyncio.create_task(self._tell_later(), name="rtts played")

    async def cancel(self, played_ms: int | None = None) -> ContextCancelled:
        """Stop at once; no audio is given out after the call. Returns what was heard.

        `played_ms` is how much the listener has heard; left out, the server goes by the last
        `played`, or else by the clock. Stop your own player first. A second call returns the
        same report.
        """
        if self._cancelling is None:
            self._inbox.clear()
            self._cancelling = asyncio.create_task(self._cancel(played_ms), name="rtts cancel")
        return await asyncio.shield(self._cancelling)

    def __aiter__(self) -> "Context":
        return self

    async def __anext__(self) -> Event:
        event = await self._inbox.take()
        if isinstance(event, ErrorMessage) and event.code not in _LOST_SEGMENT:
            raise _as_exception(event)
        return event

    # Called by the link.

    def receive(self, message: ContextMessage) -> None:
        """Take a message about this context."""
        if isinstance(message, ContextCancelled):
            self._finish(message)
        elif self._cancelling is not None:
            self._note_end_behind_cancel(message)
        elif isinstance(message, ErrorMessage) and message.re == self._opening_id:
            self.fail(_as_exception(message))
        else:
            self._note(message)

    def receive_frame(self, frame: Frame) -> None:
        """Take a piece of this context's audio."""
        if self._cancelling is not None or self.format is None:
            return
        constant = self.format.codec != _ONE_PACKET_IS_ONE_DURATION
        for one in unbundle(frame, constant=constant):
            self._inbox.put(
                Audio(
                    one.payload,
                    one.pts,
                    one.samples,
                    self.format.clock,
                    one.segment,
                    one.kind,
                    one.flags,
                )
            )

    def fail(self, error: RttsError) -> None:
        """End the context with an error, behind what has already arrived."""
        if isinstance(error, SessionClosed):
            remaining = self.text[self._spoken_chars :]
            error = SessionClosed(error.code, error.reason, text_remaining=remaining)
        self._failure = error
        self._link.detach(self)
        self._inbox.close(error)
        self._progress.set()

    # The rest is nobody's business.

    def _note(self, message: ContextMessage) -> None:
        if isinstance(message, ContextStarted):
            self.format = message.audio
        elif isinstance(message, SegmentDone):
            self._spoken_chars = message.end
            self._progress.set()
        self._inbox.put(message)
        if isinstance(message, ContextDone):
            self.done = message
            self._spoken_chars = self._sent_chars
            self._close()

    def _note_end_behind_cancel(self, message: ContextMessage) -> None:
        """The context was done before the cancel reached the server."""
        if isinstance(message, ContextDone):
            self.done = message

    def _finish(self, report: ContextCancelled) -> None:
        if self.report is None:
            self.report = report
            if report.reason in _UNWANTED_AUDIO:
                self._inbox.clear()
            self._inbox.put(report)
            self._close()

    def _close(self) -> None:
        self._link.detach(self)
        self._inbox.close()
        self._progress.set()

    def _require(self, *states: str) -> None:
        if self._failure is not None:
            raise self._failure
        if self.state not in states:
            reason = "no text was sent yet" if self.state == "new" else f"it is {self.state}"
            raise ValueError(f"The context {self._name!r} cannot take this: {reason}.")

    async def _send_piece(self, piece: str) -> None:
        opens = not self._opening_id
        if opens:
            self._opening_id = self._link.next_id()
        self._sent.append(piece)
        self._sent_chars += len(piece)
        await self._link.send(
            Text(
                text=piece,
                context=self._name,
                session=self._rules.patch or None if opens else None,
                id=self._opening_id if opens else None,
            )
        )

    async def _room_for(self, chars: int) -> None:
        """Wait until the server can buffer that many characters more."""
        limit = max(self._rules.limits.max_buffer_chars, chars)
        while self._may_wait and self._sent_chars - self._spoken_chars + chars > limit:
            self._progress.clear()
            await self._link.gate.wait_for(self._progress.wait())

    @property
    def _may_wait(self) -> bool:
        """Whether the server makes progress by itself."""
        return self.state == "open" and self._failure is None and self._rules.speaks_unasked

    async def _tell_played(self) -> None:
        if self._told_ms < self._heard_ms and self.report is None:
            self._told_ms = self._heard_ms
            await self._link.send(Played(played_ms=self._told_ms, context=self._name))

    async def _tell_later(self) -> None:
        """Tell what is heard meanwhile, now and then, until there is no news."""
        with suppress(RttsError):  # whoever reads the context learns of it there
            await asyncio.sleep(_PLAYED_GAP_S)
            while self._told_ms < self._heard_ms and self.report is None:
                await self._tell_played()
                await asyncio.sleep(_PLAYED_GAP_S)

    async def _cancel(self, played_ms: int | None) -> ContextCancelled:
        if played_ms is None:
            played_ms = self._heard_ms or None
        if not self._opening_id:
            self._finish(_report_of("", "", self._name))
        elif self.report is None:
            id = self._link.next_id()
            request = Cancel(context=self._name, played_ms=played_ms, id=id)
            answer = await self._link.ask(id, request)
            if isinstance(answer, ContextCancelled):
                self._finish(answer)
            elif isinstance(answer, ErrorMessage):
                raise _as_exception(answer)
        if self.report is None:  # the server says: it was heard to its end before
            heard_ms = self.done.audio_ms if self.done is not None else 0
            self._finish(_report_of(self.text, "", self._name, heard_ms))
        assert self.report is not None
        return self.report


def _pieces(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` characters, parted behind a space if possible.

    Between two messages a server may put a space that the sender seems to have dropped;
    behind a space it never does.
    """
    pieces = []
    while len(text) > limit:
        cut = text.rfind(" ", 0, limit) + 1 or limit
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text] if text else pieces


def _as_exception(error: ErrorMessage) -> RttsError:
    return ServerError(
        error.code,
        error.message,
        param=error.param,
        text_remaining=error.text_remaining or "",
    )


def _report_of(spoken: str, remaining: str, name: str, heard_ms: int = 0) -> ContextCancelled:
    return ContextCancelled(
        context=name,
        reason="client",
        played_ms=heard_ms,
        sent_ms=heard_ms,
        text_spoken=spoken,
        text_remaining=remaining,
        spoken_chars=len(spoken),
        precision="segment",
    )
