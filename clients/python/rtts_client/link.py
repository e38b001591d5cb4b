"""One session's line: what is sent over it, and who gets what arrives.

A reader task takes each message to where it belongs: an answer to whoever asked (by `re`),
what concerns a context to that context (by name, or for audio by handle), the rest to the
session's `notice`. A socket that is lost is replaced where the server keeps the session (see
`comeback.py`), and nobody notices; else everybody who still waits is told why it ended.
"""

import asyncio
import itertools
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Protocol

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode

from rtts_client.comeback import Reopen, come_back
from rtts_client.errors import ProtocolError, RttsError, ServerError, SessionClosed
from rtts_client.frames import Frame, unpack_frame
from rtts_client.inbox import Gate
from rtts_client.journal import Journal
from rtts_client.messages import (
    AudioMessage,
    ClientMessage,
    Closing,
    ContextCancelled,
    ContextMessage,
    ContextStarted,
    ErrorMessage,
    Ping,
    Pong,
    Ready,
    Resumed,
    ServerMessage,
    SessionUpdated,
    WarningMessage,
    decode_server_message,
    encode_client_message,
)

__all__ = ["Link", "Notice", "Receiver", "Reopen"]

_SILENCE_S = 5.0
_ARRIVED = "arrived "
"""What the `t` of a ping begins with that asks what has arrived."""

_log = logging.getLogger("rtts_client")

Notice = WarningMessage | ErrorMessage | Closing
"""What the server says about the session as a whole."""


class Receiver(Protocol):
    """A context, as the link sees it."""

    @property
    def name(self) -> str: ...

    def receive(self, message: ContextMessage) -> None:
        """Take a message about this context."""

    def receive_frame(self, frame: Frame) -> None:
        """Take a piece of this context's audio."""

    def fail(self, error: RttsError) -> None:
        """Learn that nothing more will come."""

    async def cancel(self) -> ContextCancelled:
        """Stop at once."""


class Link:
    """A line that speaks `rtts.v1`, from the upgrade to its close."""

    def __init__(
        self,
        socket: ClientConnection,
        notice: Callable[[Notice], None],
        reopen: Reopen | None = None,
    ) -> None:
        """`reopen` comes back to the session over a new socket; None ends it with the first."""
        self.gate = Gate()
        self.lost: RttsError | None = None
        """Why the session is gone; None while it stands."""
        self.losses = 0
        """How often the socket was lost and replaced."""
        self._reopen = reopen
        self._token: str | None = None
        self._received = 0
        self._journal = Journal(keep=reopen is not None)
        self._writing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._down = False
        self._socket = socket
        self._notice = notice
        self._receivers: dict[str, Receiver] = {}
        self._handles: dict[int, Receiver] = {}
        self._answers: dict[str, asyncio.Future[ServerMessage]] = {}
        self._ready: asyncio.Future[Ready] = asyncio.get_running_loop().create_future()
        self._numbers = itertools.count(1)
        self._closing = False
        self._reader = asyncio.create_task(self._read(), name="rtts read")

    def __repr__(self) -> str:
        return f"<Link {self._socket.state.name} contexts={len(self._receivers)}>"

    async def ready(self) -> Ready:
        """The server's first message."""
        return await self.gate.wait_for(asyncio.shield(self._ready))

    def next_id(self) -> str:
        """A request id that this socket has not used."""
        return f"e{next(self._numbers)}"

    async def send(self, message: ClientMessage) -> None:
        """Put a message on the wire. Raises SessionClosed if the session is gone.

        While the socket is being replaced the message waits for the next one. Raises ValueError
        for text that is not Unicode.
        """
        await self.send_encoded(encode_client_message(message))

    async def send_encoded(self, wire: str) -> None:
        """The same with a message as it crosses the wire."""
        if self.lost is not None:
            raise self.lost
        self._journal.add(wire)
        if (number := self._journal.question()) is not None:
            self._journal.add(encode_client_message(Ping(t=f"{_ARRIVED}{number}")))
        try:
            await self._write()
        except ConnectionClosed:
            if self._token is None:
                await self.gate.wait_for(asyncio.wait([self._reader]))
                raise self._closed() from None

    async def _write(self) -> None:
        """Write what has not been written, in order. Raises ConnectionClosed."""
        async with self._writing:
            while not self._down and (wire := self._journal.take()) is not None:
                await self._socket.send(wire)

    async def ask(self, id: str, message: ClientMessage) -> ServerMessage:
        """Send a message that bears the id and wait for its answer, which may be an error."""
        answer: asyncio.Future[ServerMessage] = asyncio.get_running_loop().create_future()
        self._answers[id] = answer
        try:
            await self.send(message)
            return await self.gate.wait_for(answer)
        finally:
            self._answers.pop(id, None)

    async def ping(self) -> None:
        """Return when the server has answered a `ping`."""
        id = self.next_id()
        await self.ask(id, Ping(t=id))

    def attach(self, receiver: Receiver) -> None:
        """Give a context what arrives under its name. Raises ValueError if it is taken."""
        if receiver.name in self._receivers:
            raise ValueError(f"There is an open context of the name {receiver.name!r}.")
        self._receivers[receiver.name] = receiver

    def detach(self, receiver: Receiver) -> None:
        """Forget a context: what still arrives for it is dropped."""
        self._receivers.pop(receiver.name, None)
        self._handles = {
            handle: other for handle, other in self._handles.items() if other is not receiver
        }

    @property
    def receivers(self) -> list[Receiver]:
        """The contexts that are open."""
        return list(self._receivers.values())

    def abort(self) -> None:
        """Drop the socket without a word."""
        self._closing = True
        self._socket.transport.abort()
        if self._down:
            self._reader.cancel()

    async def close(self) -> None:
        """Close the socket; contexts that are still open fail with SessionClosed."""
        self._closing = True
        if self._down:
            self._reader.cancel()
        else:
            await self.gate.wait_for(self._socket.close())
        await asyncio.wait([self._reader])

    async def _read(self) -> None:
        """Read one socket after the other to its end."""
        error: RttsError | None = None
        try:
            while True:
                with suppress(ConnectionClosed):
                    await self._read_socket()
                if not await self._replaced():
                    break
        except RttsError as broken:
            error = broken
            await self._socket.close(CloseCode.PROTOCOL_ERROR, "a message that cannot be read")
        finally:
            self._end(error or self._closed())

    async def _read_socket(self) -> None:
        while True:
            message = await self._socket.recv()
            self._received += 1
            if not self._closing:
                self._route(message)
                await self.gate.passed()

    async def _replaced(self) -> bool:
        """Whether the session goes on over a new socket. Raises SessionClosed if it is lost."""
        left = self._closing or self.lost is not None or self._socket.protocol.close_rcvd
        if self._reopen is None or self._token is None or left:
            return False
        self._down = True
        back = await come_back(self._reopen, self._token, self._received)
        self._journal.rewind(back.received)
        self._socket, self._token = back.socket, back.token
        self._down = False
        self.losses += 1
        self._spawn(self._write_again())
        return True

    async def _write_again(self) -> None:
        with suppress(ConnectionClosed):  # the reader sees that as well
            await self._write()

    async def _watch(self) -> None:
        """Notice a line that has died in silence while something is awaited from it."""
        while True:
            before = self._received
            await asyncio.sleep(_SILENCE_S)
            if self._down or before != self._received or not (self._receivers and self.gate.open):
                continue
            socket = self._socket
            try:
                async with asyncio.timeout(_SILENCE_S):
                    await (await socket.ping())
            except TimeoutError:
                if before == self._received and self.gate.open:
                    socket.transport.abort()
            except ConnectionClosed:
                pass

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _note_token(self, token: str | None) -> None:
        """Keep what the session is found by, if the server offers that."""
        if self._reopen is None:
            return
        if token is None:
            self._journal.release()
        elif self._token is None:
            self._spawn(self._watch())
        self._token = token

    def _route(self, message: str | bytes) -> None:
        if isinstance(message, bytes):
            frame = unpack_frame(message)
            if frame.known and frame.handle in self._handles:
                self._handles[frame.handle].receive_frame(frame)
            return
        decoded = decode_server_message(message)
        if decoded is not None:
            self._deliver(decoded)

    def _deliver(self, message: ServerMessage) -> None:
        match message:
            case Ready():
                self._note_token(message.resume_token)
                if not self._ready.done():
                    self._ready.set_result(message)
            case Pong(t=str() as asked) if asked.startswith(_ARRIVED):
                self._journal.arrived(int(asked.removeprefix(_ARRIVED)))
            case Pong():
                self._answer(str(message.t), message)
            case SessionUpdated():
                self._answer(message.re, message)
            case Closing():
                self._tell(message)
            case Resumed():
                raise ProtocolError("The server says `resumed`, which was not asked for.")
            case AudioMessage():
                raise ProtocolError("The server sent audio as JSON, which was not asked for.")
            case _:
                self._deliver_to_context(message)

    def _deliver_to_context(self, message: ContextMessage) -> None:
        if isinstance(message, ErrorMessage) and message.fatal:
            self.lost = ServerError(message.code, message.message, param=message.param)
        receiver = self._receivers.get(message.context or "")
        if isinstance(message, ContextStarted) and receiver is not None:
            self._handles[message.handle] = receiver
        if isinstance(message, ErrorMessage | WarningMessage) and self._answer(message.re, message):
            return
        if isinstance(message, ContextCancelled):
            self._answer(message.re, message)
        if receiver is not None:
            receiver.receive(message)
        elif isinstance(message, WarningMessage | ErrorMessage) and message.context is None:
            self._tell(message)  # of a context that has ended, whoever waited was told why

    def _tell(self, notice: Notice) -> None:
        """Pass a notice on. What its taker does wrong must not end the reading."""
        try:
            self._notice(notice)
        except Exception:  # noqa: BLE001 -- whatever it is, it is logged
            _log.exception("on_notice raised")

    def _answer(self, id: str | None, message: ServerMessage) -> bool:
        """Give an answer to whoever asked; False if nobody did."""
        answer = self._answers.pop(id or "", None)
        if answer is None or answer.done():
            return False
        answer.set_result(message)
        return True

    def _closed(self) -> RttsError:
        """What to say about the socket's end."""
        if self.lost is not None:
            return self.lost
        code = self._socket.close_code or CloseCode.ABNORMAL_CLOSURE
        if self._closing:
            return SessionClosed(code, "closed by this program")
        if code == CloseCode.ABNORMAL_CLOSURE:
            return SessionClosed(code, "the connection was lost")
        return SessionClosed(code, self._socket.close_reason or "")

    def _end(self, error: RttsError) -> None:
        """Tell everybody who waits."""
        self.lost = error
        for task in self._tasks:
            task.cancel()
        waiting: list[asyncio.Future[ServerMessage] | asyncio.Future[Ready]]
        waiting = [*self._answers.values(), self._ready]
        for answer in waiting:
            if not answer.done():
                answer.set_exception(error)
                answer.exception()  # it may be that nobody asks any more
        for receiver in self.receivers:
            receiver.fail(error)
