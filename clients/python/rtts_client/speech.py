"""Speaking one text: sending it and taking its audio, at the same time.

The text may still be growing while its first words are heard, so the sending has a task of
its own; the reader of the audio is whoever iterates. Leaving the iteration is a barge-in:
the context is cancelled. A socket that is lost before any audio came is nobody's concern
but ours: a text that is known whole is spoken again over a new one, once.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, suppress
from os import PathLike
from types import TracebackType
from typing import IO, Self, TypeVar

from rtts_client.audio import AudioWriter, open_writer
from rtts_client.context import WANTED_STOPS, Context
from rtts_client.errors import RttsError, ServerError, SessionClosed
from rtts_client.events import Audio, Event, WordTime
from rtts_client.messages import (
    AudioFormat,
    ContextCancelled,
    ContextDone,
    ContextStarted,
    ErrorMessage,
    SegmentDone,
    Timestamps,
)
from rtts_client.source import TextSource, checked_source, text_pieces

__all__ = ["Speech"]

T = TypeVar("T")


class Speech:
    """A text that is being spoken. Iterate over it to get its audio as it comes.

    Speaking begins when the object is made, so several may be made ahead; they are spoken
    in turn. Leaving `async for` early cancels the speech; `cancel` then gives the report.
    Iteration raises

    * what the text's own iterator raised;
    * ServerError where text could not be spoken (after the audio of what could be), or
      the server stopped by itself;
    * SessionClosed where the socket was lost in mid-speech, with what was not received.
    """

    def __init__(self, source: TextSource, open: Callable[[], Awaitable[Context]]) -> None:
        self.timestamps: list[WordTime] = []
        """Grows while the audio is read, where the option `timestamps` asks for it."""
        self.segments: list[SegmentDone] = []
        """Those whose audio was read to its end."""
        self.done: ContextDone | None = None
        """The server's account, once everything was received."""
        self.report: ContextCancelled | None = None
        """What was heard, once the speech was cancelled."""
        self.first_audio_s: float | None = None
        """Seconds from the first text sent to the first audio received."""
        self._source = checked_source(source)
        self._open = open
        self._may_repeat = isinstance(source, str)
        self._text_sent_at: float | None = None
        self._source_error: Exception | None = None
        self._lost_segments: list[ErrorMessage] = []
        self._cancelled = False
        self._begin()

    def __repr__(self) -> str:
        context = self._context.result() if self._is_open else None
        return f"<Speech {context.state if context else 'opening'}>"

    @property
    def format(self) -> AudioFormat | None:
        """What the audio is; known when the first of it is."""
        return self._context.result().format if self._is_open else None

    @property
    def events(self) -> AsyncGenerator[Event, None]:
        """All that happens, not only the audio; leaving it early cancels too."""
        return self._until_left(self._next_event)

    def __aiter__(self) -> AsyncIterator[Audio]:
        return self._until_left(self._next_audio)

    async def __anext__(self) -> Audio:
        return await self._next_audio()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()

    async def cancel(self, played_ms: float | None = None) -> ContextCancelled:
        """Stop at once, and say what was heard. See `Context.cancel`."""
        self._cancelled = True
        context = await asyncio.shield(self._context)
        self._feeding.cancel()
        try:
            self.report = await context.cancel(played_ms)
        except ServerError:  # it goes on, and without its text nobody else would say where it ends
            self._cancelled = False
            if context.state == "open":
                await context.end()
            raise
        return self.report

    async def save(self, target: str | PathLike[str] | IO[bytes]) -> None:
        """Write the speech into a file: Ogg for Opus, WAV for samples. See `open_writer`.

        What is in the file counts as heard, so the server speaks as fast as it can, and not
        only as fast as a listener could follow. The file is opened with the first audio, so text
        with nothing to speak makes none; what came before an error is in it, whole packets all.
        Raises OSError besides what iteration raises.
        """
        writer: AudioWriter | None = None
        try:
            async for audio in self:
                if writer is None:
                    assert self.format is not None
                    writer = open_writer(target, self.format)
                writer.write(audio)
                await self.played(audio.start_ms + audio.duration_ms)
        finally:
            if writer is not None:
                writer.close()

    async def played(self, ms: float) -> None:
        """Say how much the listener has heard. See `Context.played`."""
        context = await asyncio.shield(self._context)
        await context.played(ms)

    @property
    def _is_open(self) -> bool:
        opened = self._context
        return opened.done() and not opened.cancelled() and opened.exception() is None

    def _begin(self) -> None:
        self._context: asyncio.Future[Context] = asyncio.get_running_loop().create_future()
        self._feeding = asyncio.create_task(self._feed(), name="rtts speak")

    async def _feed(self) -> None:
        """Open the context and send the text into it."""
        try:
            context = await self._open()
        except asyncio.CancelledError:
            self._context.cancel()
            raise
        except Exception as error:  # noqa: BLE001 -- raised where the audio is read
            self._context.set_exception(error)
            self._context.exception()  # it may be that nobody reads any more
            return
        self._context.set_result(context)
        context.call_when_closed(self._feeding.cancel)
        try:
            if not isinstance(self._source, str):  # whose first word may be long in coming
                await context.open()
            async with aclosing(text_pieces(self._source)) as pieces:
                async for piece in pieces:
                    self._text_sent_at = self._text_sent_at or time.perf_counter()
                    await context.send(piece)
            await context.end()
        except RttsError:
            pass  # whoever reads the context learns of it there
        except Exception as error:  # noqa: BLE001 -- as above
            self._source_error = error
            try:
                await context.cancel()
            except RttsError as refused:
                context.fail(refused)  # or its reader would wait for an end that nobody sends

    async def _until_left(self, next_one: Callable[[], Awaitable[T]]) -> AsyncGenerator[T, None]:
        try:
            while True:
                try:
                    item = await next_one()
                except StopAsyncIteration:
                    return
                yield item
        finally:
            self._leave()

    def _leave(self) -> None:
        """Cancel, without waiting, what nobody will listen to."""
        if self.done is None and self.report is None and not self._cancelled:
            task = asyncio.create_task(self._abandon(), name="rtts cancel")
            _background.add(task)
            task.add_done_callback(_background.discard)

    async def _abandon(self) -> None:
        with suppress(Exception):  # there may be nothing to stop: it is told where it is read
            await self.cancel()

    async def _next_audio(self) -> Audio:
        while True:
            event = await self._next_event()
            if isinstance(event, Audio):
                return event

    async def _next_event(self) -> Event:
        while True:
            context = await asyncio.shield(self._context)
            try:
                event = await anext(context)
            except StopAsyncIteration:
                self._raise_what_went_wrong(context)
                raise
            except SessionClosed as closed:
                if not self._repeatable(closed):
                    raise
                self._may_repeat = False
                self._begin()
            else:
                self._note(event)
                return event

    def _repeatable(self, closed: SessionClosed) -> bool:
        nothing_heard = self.first_audio_s is None
        return self._may_repeat and nothing_heard and not self._cancelled and closed.transient

    def _note(self, event: Event) -> None:
        match event:
            case Audio() if self.first_audio_s is None and not event.header:
                self.first_audio_s = time.perf_counter() - (self._text_sent_at or 0.0)
            case Timestamps():
                self.timestamps += [WordTime(*item) for item in event.items]
            case SegmentDone():
                self.segments.append(event)
            case ErrorMessage():
                self._lost_segments.append(event)
            case ContextDone():
                self.done = event
            case ContextCancelled():
                self.report = event
            case ContextStarted():
                self._lost_segments.clear()

    def _raise_what_went_wrong(self, context: Context) -> None:
        """Called when nothing more will come: whatever was lost is said now."""
        if self._source_error is not None:
            raise self._source_error
        if context.report is not None and context.report.reason not in WANTED_STOPS:
            raise ServerError(
                context.report.reason,
                "The server stopped the speech.",
                text_remaining=context.report.text_remaining,
            )
        if self._lost_segments:
            first = self._lost_segments[0]
            lost = "".join(error.text_remaining or "" for error in self._lost_segments)
            raise ServerError(first.code, first.message, param=first.param, text_remaining=lost)


_background: set[asyncio.Task[None]] = set()
"""Cancels under way: a task that nobody holds may vanish before it has run."""
