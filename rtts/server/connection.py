"""One client: a reader, its contexts' pipelines, and the writer that they share.

The reader turns what a client sends into actions of its session and does them at once; it
never waits for audio, so a cancel is read while speech is being sent. The writer is the only
one that touches the socket. It hands over only what the socket takes soon, because what was
handed over can no longer be recalled. When the socket goes, the task group goes, and with it
every utterance at the engine.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Protocol

from rtts.access.bucket import TokenBucket
from rtts.context.context import Context
from rtts.errors import RequestError, SlowClient
from rtts.pipeline.pipeline import Pipeline
from rtts.pipeline.speech import SpeechService
from rtts.protocol.dialect import Dialect, Framer, Outgoing
from rtts.protocol.frames import Frame
from rtts.protocol.messages import ClientMessage, Error, Played, ServerMessage
from rtts.session.actions import Action, FeedContext, Hangup, OpenContext, Reply, StopContext
from rtts.session.answers import refusal
from rtts.session.session import Session

__all__ = ["Connection", "Observer", "Socket"]


_REFUSALS = 2000  # messages refused without a rest before the client is taken for a flood
_BACKLOG_BYTES = 64 * 1024  # answers that may wait for a client before it is read no further


class Socket(Protocol):
    """A message-oriented socket; see `rtts.server.server` for the real one."""

    def messages(self) -> AsyncIterator[str | bytes]:
        """What the peer sends, until it or the line is gone."""

    def put(self, outgoing: list[Outgoing]) -> None:
        """Hand messages over at once. A lost socket takes them and drops them."""

    @property
    def congested(self) -> bool:
        """Whether the peer has to read before more is handed over."""

    @property
    def backlog(self) -> int:
        """Bytes that wait for the peer above the kernel."""

    async def room(self) -> None:
        """Wait until it is not congested. Raises SlowClient when nothing moves."""

    async def leave(self, code: int, reason: str) -> None:
        """Close, within a limited time."""


class Observer(Protocol):
    """Who wants to know what happens on a connection: logs and metrics."""

    def session_opened(self) -> None: ...
    def session_closed(self, code: int | None, sent_bytes: int, received_bytes: int) -> None: ...
    def session_resumed(self, outcome: str) -> None: ...
    def refused(self, code: str) -> None: ...
    def context_opened(self) -> None: ...
    def context_closed(self, session: str, context: Context, outcome: str) -> None: ...
    def error_sent(self, code: str) -> None: ...
    def failed(self, session: str, error: BaseException) -> None: ...


class Writer:
    """The only one that writes to a client."""

    def __init__(self, socket: Socket, dialect: Dialect, observer: Observer) -> None:
        self._socket = socket
        self._dialect = dialect
        self._observer = observer

    def reply(self, message: ServerMessage) -> None:
        """Hand over an answer, ahead of audio that still waits for room."""
        if isinstance(message, Error):
            self._observer.error_sent(message.code)
        self._socket.put(self._dialect.encode(message))

    async def room(self) -> None:
        """Wait until the client has read what it was sent."""
        if self._socket.congested:
            await self._socket.room()

    def put(self, outgoing: list[Outgoing]) -> None:
        """Hand over frames; wait for room before."""
        self._socket.put(outgoing)


class ContextSink:
    """Where one context's pipeline puts what it made."""

    def __init__(
        self, context: Context, writer: Writer, framer: Framer, clock: Callable[[], float]
    ) -> None:
        self._context = context
        self._writer = writer
        self._framer = framer
        self._clock = clock

    async def messages(self, messages: list[ServerMessage]) -> None:
        """Send messages that stand between frames."""
        await self._writer.room()
        for message in messages:
            self._writer.reply(message)

    async def frames(self, frames: list[Frame]) -> None:
        """Send frames, once the client has room for them."""
        await self._writer.room()
        now = self._clock()
        for frame in frames:
            self._context.frame_sent(frame, now)
        self._writer.put([self._framer(frame) for frame in frames])


class Connection:
    """Serves one client from its first message to its last."""

    def __init__(
        self,
        socket: Socket,
        dialect: Dialect,
        session: Session,
        service: SpeechService,
        observer: Observer,
        bucket: TokenBucket,
    ) -> None:
        self.received_bytes = 0
        self._socket = socket
        self._dialect = dialect
        self._session = session
        self._bucket = bucket
        self._refused = 0
        self._service = service
        self._observer = observer
        self._clock = service.clock
        self._writer = Writer(socket, dialect, observer)
        self._running: dict[Context, tuple[Pipeline, asyncio.Task[None]]] = {}
        self._tasks = asyncio.TaskGroup()
        self._reader: asyncio.Task[None] | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._alarm_at = 0.0
        self._hangup: Hangup | None = None

    def __repr__(self) -> str:
        return f"<Connection {self._session!r}>"

    @property
    def close_code(self) -> int | None:
        """The code with which the server left; None if the client left."""
        return None if self._hangup is None else self._hangup.code

    async def run(self, first: list[Action]) -> None:
        """Serve until the client or the session leaves. `first` are the session's first words."""
        try:
            async with self._tasks:
                self._do(first)
                self._arm()
                self._reader = self._tasks.create_task(self._read(), name="read")
                await asyncio.wait([self._reader])
                for _, task in self._running.values():
                    task.cancel()
        finally:
            self._leave()
        if self._hangup is not None:
            await self._socket.leave(self._hangup.code, self._hangup.reason)

    def drain(self, deadline_ms: int) -> None:
        """Let what runs finish, then leave."""
        self._do(self._session.drain(deadline_ms))

    def shut(self, code: int, reason: str) -> None:
        """Leave now; what was heard is reported."""
        self._do([*self._session.abort("shutdown", self._clock()), Hangup(code, reason)])

    # Reading.

    async def _read(self) -> None:
        try:
            async for raw in self._socket.messages():
                self._take(raw)
                if self._hangup is not None:
                    return
                if self._socket.backlog > _BACKLOG_BYTES:
                    await self._writer.room()
        except SlowClient:
            self._drop_slow_client()

    def _take(self, raw: str | bytes) -> None:
        now = self._clock()
        self.received_bytes += _length(raw)
        if self._refused and self._bucket.rested(now):
            self._refused = 0
        in_time = self._bucket.take(now)
        try:
            messages = self._dialect.decode(raw)
        except RequestError as error:
            self._do([Reply(refusal(error))])
            messages = []
        if not in_time:
            self._overrun(messages)
            return
        for message in messages:
            self._do(self._session.receive(message, now))
            if isinstance(message, Played):
                self._wake_pipelines()
        self._arm()

    def _overrun(self, messages: list[ClientMessage]) -> None:
        """Refuse messages that come too fast; leave if that goes on.

        In a flood one message in many is in time, which is no sign that it ends: a rest is.
        """
        self._refused += 1
        if self._refused > _REFUSALS:
            self._do([Hangup(4429, "messages go on coming too fast")])
            return
        error = RequestError(
            "rate_limited",
            "Messages come faster than the limit; send more text in each, and wait a little.",
            retry_after_s=self._bucket.wait_s(),
        )
        self._do([Reply(refusal(error, message)) for message in messages])

    # Doing what the session says.

    def _do(self, actions: list[Action]) -> None:
        for action in actions:
            match action:
                case Reply():
                    self._writer.reply(action.message)
                case FeedContext():
                    self._running[action.context][0].feed(action.items)
                case OpenContext():
                    self._open(action.context, action.after)
                case StopContext():
                    self._stop(action.context, action.reason)
                    self._wake_pipelines()
                case Hangup():
                    self._hang_up(action)

    def _open(self, context: Context, after: tuple[Context, ...]) -> None:
        framer = self._dialect.framer(context.name, context.options.audio)
        pipeline = Pipeline(
            context,
            self._service,
            ContextSink(context, self._writer, framer, self._clock),
            lambda now: self._session.ahead_ms(context, now),
            [self._running[before][0] for before in after if before in self._running],
        )
        task = self._tasks.create_task(self._speak(pipeline), name=f"context {context.handle}")
        self._running[context] = (pipeline, task)
        self._observer.context_opened()

    def _stop(self, context: Context, reason: str) -> None:
        running = self._running.pop(context, None)
        if running is None:
            return
        pipeline, task = running
        reason = "done" if pipeline.end_told else reason
        pipeline.stop()
        task.cancel()
        self._observer.context_closed(self._session.id, context, reason)

    def _wake_pipelines(self) -> None:
        """Let each look again how much lies ahead of the listener."""
        for pipeline, _ in self._running.values():
            pipeline.listened()

    async def _speak(self, pipeline: Pipeline) -> None:
        """Run a context's pipeline; whatever breaks it stays in its context."""
        context, failure = pipeline.context, None
        try:
            await pipeline.run()
        except* Exception as failures:  # noqa: BLE001  # no fault of ours ends a session
            failure = failures
        if self._running.get(context, (None,))[0] is not pipeline:
            return  # stopped, and reported, while it ran
        if failure is None:
            del self._running[context]
            self._observer.context_closed(self._session.id, context, "done")
            self._do(self._session.finished(context, self._clock()))
        elif failure.subgroup(SlowClient) is not None:
            self._drop_slow_client()
        else:
            self._observer.failed(self._session.id, failure)
            self._do(self._session.broken(context, self._clock()))

    def _hang_up(self, hangup: Hangup) -> None:
        if self._hangup is None:
            self._hangup = hangup
            if self._reader is not None:
                self._reader.cancel()

    def _drop_slow_client(self) -> None:
        self._do(
            [
                *self._session.abort("slow_consumer", self._clock()),
                Hangup(4420, "the client does not read"),
            ]
        )

    # Time.

    def _arm(self) -> None:
        """Wake when the session next has something to do.

        What only puts that off costs nothing: an alarm that rings too early looks again.
        """
        wakes_at = self._session.wakes_at()
        if self._alarm is not None:
            if self._alarm_at <= wakes_at:
                return
            self._alarm.cancel()
        self._alarm_at = wakes_at
        delay = max(wakes_at - self._clock(), 0.001)
        self._alarm = asyncio.get_running_loop().call_later(delay, self._ring)

    def _ring(self) -> None:
        self._alarm = None
        self._do(self._session.tick(self._clock()))
        if self._hangup is None:
            self._arm()

    def _leave(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        for context in list(self._running):
            self._stop(context, "lost")


def _length(raw: str | bytes) -> int:
    """In bytes, as it came over the line."""
    if isinstance(raw, bytes) or raw.isascii():
        return len(raw)
    return len(raw.encode())
