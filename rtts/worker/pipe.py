"""Messages over a stream socket: a length of 4 bytes, then the message as msgpack.

A worker with a hundred utterances passes over a thousand messages a second, and every
microsecond spent here is taken from the engine, which shares the interpreter. So the kernel
writes straight into the buffer that the decoder reads from, nothing is done per byte, and
all messages sent in one turn of the event loop leave in one system call.
"""

import asyncio
import struct
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar, cast

import msgspec

__all__ = ["MAX_MESSAGE_BYTES", "MAX_UNREAD_BYTES", "Pipe", "PipeError"]

MAX_MESSAGE_BYTES = 16 << 20
MAX_UNREAD_BYTES = 64 << 20
"""Held for a peer that does not read; beyond it, the connection is dropped."""

_LENGTH = struct.Struct(">I")
_BUFFER_BYTES = 128 << 10

_encode_into = msgspec.msgpack.Encoder().encode_into

M = TypeVar("M")


class PipeError(Exception):
    """A message breaks the rules of the pipe. A peer's ends its connection."""


class Pipe(asyncio.BufferedProtocol, ABC, Generic[M]):
    """One end of a connection between a worker and a peer.

    `decode` makes a message of a peer's bytes, or raises ValueError or RecursionError, as
    msgspec does, which drops the connection. A subclass says what happens in `made`,
    `received` and `lost`.
    """

    def __init__(
        self, decode: Callable[[memoryview], M], max_unread: int = MAX_UNREAD_BYTES
    ) -> None:
        self._decode = decode
        self._max_unread = max_unread
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._closed: asyncio.Future[None] = self._loop.create_future()
        self._closing = False
        self._error: PipeError | None = None
        self._incoming = memoryview(bytearray(_BUFFER_BYTES))
        self._filled = 0
        self._outgoing = bytearray()

    # What a subclass says.

    def made(self) -> None:
        """Called first, once the connection stands."""

    @abstractmethod
    def received(self, message: M) -> None:
        """Called with every message of the peer. PipeError drops the connection."""

    def lost(self, error: Exception | None) -> None:
        """Called last, once, with the reason if there was one."""

    # Sending.

    def send(self, message: msgspec.Struct) -> None:
        """Send a message with all others of this turn of the event loop.

        A message for a connection that is lost goes nowhere. Raises PipeError for a message
        that the peer would not take, because it is too large or holds half a character.
        """
        if self._transport is None or self._closing:
            return
        if not self._outgoing:
            self._loop.call_soon(self.flush)
        start = len(self._outgoing)
        try:
            self._pack(message)
        except PipeError:
            del self._outgoing[start:]  # the messages before it are good
            raise

    def flush(self) -> None:
        """Give what was sent to the kernel now."""
        if not self._outgoing or self._transport is None:
            return
        self._transport.write(self._outgoing)
        self._outgoing = bytearray()  # not cleared: the transport may keep what it was given
        unread = self._transport.get_write_buffer_size()
        if unread > self._max_unread:
            self._drop(PipeError(f"The peer left {unread:,} bytes unread; it was dropped."))

    def close(self) -> None:
        """End the connection now, without what the kernel has not taken yet.

        Nothing more is received. May be called before the connection stands.
        """
        self.flush()
        self._closing = True
        if self._transport is not None:
            self._transport.abort()

    async def wait_closed(self) -> None:
        """Wait until the connection has ended, by either side."""
        await asyncio.shield(self._closed)

    # Receiving: what the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        if self._closing:
            self._transport.abort()
        else:
            self.made()

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._incoming[self._filled :]

    def buffer_updated(self, count: int) -> None:
        self._filled += count
        try:
            self._keep_from(self._take_messages())
        except PipeError as error:
            self._drop(error)

    def connection_lost(self, error: Exception | None) -> None:
        self._closing = True
        self._transport = None
        self._outgoing = bytearray()
        self._closed.set_result(None)
        self.lost(self._error or error)

    def _pack(self, message: msgspec.Struct) -> None:
        start = len(self._outgoing)
        self._outgoing += b"\0\0\0\0"
        try:
            _encode_into(message, self._outgoing, start + _LENGTH.size)
        except UnicodeEncodeError:
            raise PipeError("A text with half a surrogate pair is no text.") from None
        length = len(self._outgoing) - start - _LENGTH.size
        if length > MAX_MESSAGE_BYTES:
            raise PipeError(_too_large(length))
        _LENGTH.pack_into(self._outgoing, start, length)

    def _take_messages(self) -> int:
        """Receive every message that is there whole; where the first other one begins."""
        start = 0
        while self._filled - start >= _LENGTH.size and not self._closing:
            (length,) = _LENGTH.unpack_from(self._incoming, start)
            if length > MAX_MESSAGE_BYTES:
                raise PipeError(_too_large(length))
            end = start + _LENGTH.size + length
            if end > self._filled:
                self._make_room(_LENGTH.size + length)
                break
            self.received(self._message(start + _LENGTH.size, end))
            start = end
        return start

    def _message(self, start: int, end: int) -> M:
        """Decode one. Beside its own error msgspec raises those of Python's decoders."""
        try:
            return self._decode(self._incoming[start:end])
        except (ValueError, RecursionError) as error:
            kind = "" if isinstance(error, msgspec.DecodeError) else f"{type(error).__name__}: "
            raise PipeError(f"The peer sent what is no message: {kind}{error}.") from None

    def _make_room(self, message_bytes: int) -> None:
        if message_bytes > len(self._incoming):
            larger = memoryview(bytearray(message_bytes))
            larger[: self._filled] = self._incoming[: self._filled]
            self._incoming = larger

    def _keep_from(self, start: int) -> None:
        """Move the part of a message behind `start` to the front."""
        kept = self._filled - start
        if start and kept:
            self._incoming[:kept] = self._incoming[start : self._filled]
        self._filled = kept

    def _drop(self, error: PipeError) -> None:
        self._error = self._error or error
        self._outgoing = bytearray()
        self.close()


def _too_large(length: int) -> str:
    return f"A message has at most {MAX_MESSAGE_BYTES:,} bytes; this one has {length:,}."
