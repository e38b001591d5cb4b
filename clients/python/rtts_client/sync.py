"""The same client for programs without an event loop.

The asynchronous client runs in a thread of its own, and every call here is a call over
there that is waited for. So all of it behaves as described there; only `async` and `await`
are gone.
"""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import suppress
from os import PathLike
from ssl import SSLContext
from types import TracebackType
from typing import IO, Any, Self, TypeVar, Unpack

from rtts_client.client import DEFAULT_URL, Connecting, connect
from rtts_client.context import Context
from rtts_client.errors import RttsError, SessionClosed
from rtts_client.events import Audio, Event, WordTime
from rtts_client.link import Notice
from rtts_client.messages import AudioFormat, ContextCancelled, ContextDone, Ready, SegmentDone
from rtts_client.options import Options
from rtts_client.session import Session
from rtts_client.speech import Speech

__all__ = ["SyncContext", "SyncSession", "SyncSpeech", "connect_sync"]

T = TypeVar("T")


class _Loop:
    """An event loop in a thread."""

    def __init__(self) -> None:
        # With a factory of its own it does not make the loop that of the thread that calls here.
        self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._loop = self._runner.get_loop()
        self._stopped = asyncio.Event()
        self._ending = threading.Lock()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="rtts client", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with self._runner:
            self._runner.run(self._wait())

    async def _wait(self) -> None:
        await self._stopped.wait()

    def call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """The coroutine's result; an interrupt of the waiting cancels it.

        Raises SessionClosed once the loop was stopped, or the interpreter ends.
        """
        with self._ending:  # a call behind the loop's last turn would wait for ever
            if self._ended or sys.is_finalizing():  # which its thread does not survive
                coroutine.close()
                raise SessionClosed(1000, "closed by this program")
            future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        try:
            return future.result()
        except CancelledError:  # the loop ended under it
            raise SessionClosed(1000, "closed by this program") from None
        except BaseException:
            future.cancel()
            raise

    def stop(self) -> None:
        """End the thread. Does nothing the second time."""
        with self._ending:
            if not self._ended:
                self._ended = True
                self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()


def connect_sync(  # noqa: PLR0913 -- each by its name
    url: str = DEFAULT_URL,
    *,
    api_key: str | None = None,
    connect_timeout: float = 10.0,
    retry: bool = True,
    ssl: SSLContext | None = None,
    headers: Mapping[str, str] | None = None,
    on_notice: Callable[[Notice], None] | None = None,
    max_held_ms: float = 30_000,
    resume: bool = True,
    **options: Unpack[Options],
) -> "SyncSession":
    """Open a session, to be entered with `with`. The arguments are those of `connect`.

    `on_notice` is called in the client's own thread, which waits for it.
    """
    connecting = connect(
        url,
        api_key=api_key,
        connect_timeout=connect_timeout,
        retry=retry,
        ssl=ssl,
        headers=headers,
        on_notice=on_notice,
        max_held_ms=max_held_ms,
        resume=resume,
        **options,
    )
    return SyncSession(connecting)


class SyncSession:
    """A session that stands. See `Session`."""

    def __init__(self, connecting: Connecting) -> None:
        self._loop = _Loop()
        try:
            self._session: Session = self._loop.call(_awaited(connecting))
        except BaseException:
            self._loop.stop()
            raise

    def __repr__(self) -> str:
        return repr(self._session)

    @property
    def ready(self) -> Ready:
        return self._session.ready

    @property
    def options(self) -> dict[str, Any]:
        return self._session.options

    def speak(self, source: str | Iterable[str], **options: Unpack[Options]) -> "SyncSpeech":
        """Speak a text, or an iterator of pieces. See `Session.speak`."""

        async def begin() -> Speech:
            return self._session.speak(source, **options)

        return SyncSpeech(self._loop, self._loop.call(begin()))

    def context(self, name: str | None = None, **options: Unpack[Options]) -> "SyncContext":
        """A turn of speech, to be driven by hand. See `Session.context`."""
        return SyncContext(self._loop, self._loop.call(self._session.context(name, **options)))

    def update(self, **options: Unpack[Options]) -> dict[str, Any]:
        """Change the options for contexts opened from now on. See `Session.update`."""
        return self._loop.call(self._session.update(**options))

    def cancel(self) -> list[ContextCancelled]:
        """Stop everything. See `Session.cancel`."""
        return self._loop.call(self._session.cancel())

    def ping(self) -> float:
        """Seconds to the server and back."""
        return self._loop.call(self._session.ping())

    def close(self) -> None:
        """End the session and its thread. Does nothing the second time."""
        try:
            with suppress(SessionClosed):  # by an earlier call
                self._loop.call(self._session.close())
        finally:
            self._loop.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class SyncSpeech:
    """A text that is being spoken. See `Speech`."""

    def __init__(self, loop: _Loop, speech: Speech) -> None:
        self._loop = loop
        self._speech = speech

    def __repr__(self) -> str:
        return repr(self._speech)

    @property
    def format(self) -> AudioFormat | None:
        return self._speech.format

    @property
    def timestamps(self) -> list[WordTime]:
        return self._speech.timestamps

    @property
    def segments(self) -> list[SegmentDone]:
        return self._speech.segments

    @property
    def done(self) -> ContextDone | None:
        return self._speech.done

    @property
    def report(self) -> ContextCancelled | None:
        return self._speech.report

    @property
    def first_audio_s(self) -> float | None:
        return self._speech.first_audio_s

    @property
    def events(self) -> Iterator[Event]:
        """All that happens, not only the audio."""
        return self._drain(self._speech.events)

    def __iter__(self) -> Iterator[Audio]:
        return self._drain(aiter(self._speech))

    def cancel(self, played_ms: float | None = None) -> ContextCancelled:
        """Stop at once, and say what was heard. See `Speech.cancel`."""
        return self._loop.call(self._speech.cancel(played_ms))

    def save(self, target: str | PathLike[str] | IO[bytes]) -> None:
        """Write the speech into a file. See `Speech.save`."""
        self._loop.call(self._speech.save(target))

    def played(self, ms: float) -> None:
        """Say how much the listener has heard. See `Speech.played`."""
        self._loop.call(self._speech.played(ms))

    def _drain(self, items: AsyncIterator[T]) -> Iterator[T]:
        """The items, one at a time; leaving early cancels the speech."""
        try:
            while True:
                try:
                    item = self._loop.call(_awaited_next(items))
                except StopAsyncIteration:
                    return
                yield item
        finally:
            if self._speech.done is None and self._speech.report is None:
                with suppress(RttsError):  # the session may be gone, and the speech with it
                    self.cancel()


class SyncContext:
    """One turn of speech. See `Context`."""

    def __init__(self, loop: _Loop, context: Context) -> None:
        self._loop = loop
        self._context = context

    def __repr__(self) -> str:
        return repr(self._context)

    @property
    def name(self) -> str:
        return self._context.name

    @property
    def format(self) -> AudioFormat | None:
        return self._context.format

    @property
    def done(self) -> ContextDone | None:
        return self._context.done

    @property
    def report(self) -> ContextCancelled | None:
        return self._context.report

    @property
    def state(self) -> str:
        return self._context.state

    @property
    def text(self) -> str:
        return self._context.text

    def open(self) -> None:
        """Take its place before there is any text."""
        self._loop.call(self._context.open())

    def send(self, text: str) -> None:
        """Append text."""
        self._loop.call(self._context.send(text))

    def flush(self) -> None:
        """Have what was sent spoken now."""
        self._loop.call(self._context.flush())

    def mark(self, name: str) -> None:
        """Ask for an event behind the audio of the text sent so far."""
        self._loop.call(self._context.mark(name))

    def end(self) -> None:
        """Say that no more text comes."""
        self._loop.call(self._context.end())

    def played(self, ms: float) -> None:
        """Say how much the listener has heard."""
        self._loop.call(self._context.played(ms))

    def cancel(self, played_ms: float | None = None) -> ContextCancelled:
        """Stop at once, and say what was heard."""
        return self._loop.call(self._context.cancel(played_ms))

    def __iter__(self) -> Iterator[Event]:
        while True:
            try:
                event = self._loop.call(_awaited_next(self._context))
            except StopAsyncIteration:
                return
            yield event


async def _awaited(connecting: Connecting) -> Session:
    return await connecting


async def _awaited_next(items: AsyncIterator[T]) -> T:
    return await anext(items)
