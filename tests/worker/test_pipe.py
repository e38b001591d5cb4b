"""Messages over a socket: cut anywhere, of any size, by peers of any manners."""

import asyncio
import socket
import struct
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.worker.pipe import MAX_MESSAGE_BYTES, Pipe, PipeError
from tests.support.aio import run


class Note(msgspec.Struct, array_like=True):
    """A message."""

    body: bytes


class Keeper(Pipe[Note]):
    """An end of a pipe that keeps what happens to it."""

    def __init__(self, max_unread: int = 1 << 20) -> None:
        super().__init__(msgspec.msgpack.Decoder(Note).decode, max_unread)
        self.notes: list[bytes] = []
        self.error: Exception | None = None
        self.on_note: Callable[[Note], None] = lambda _note: None
        self._noted = asyncio.Event()

    def received(self, message: Note) -> None:
        self.notes.append(message.body)
        self._noted.set()
        self.on_note(message)

    def lost(self, error: Exception | None) -> None:
        self.error = error

    async def noted(self, times: int) -> list[bytes]:
        """Wait for so many messages."""
        while len(self.notes) < times:
            self._noted.clear()
            await self._noted.wait()
        return self.notes


async def pair(max_unread: int = 1 << 20) -> tuple[Keeper, Keeper]:
    """Two ends of a real pipe."""
    loop = asyncio.get_running_loop()
    ours, theirs = socket.socketpair()
    _, one = await loop.create_unix_connection(lambda: Keeper(max_unread), sock=ours)
    _, other = await loop.create_unix_connection(Keeper, sock=theirs)
    return one, other


async def half() -> tuple[socket.socket, Keeper]:
    """A bare socket, and the end of a pipe."""
    ours, theirs = socket.socketpair()
    ours.settimeout(0)
    _, end = await asyncio.get_running_loop().create_unix_connection(Keeper, sock=theirs)
    return ours, end


@given(st.lists(st.binary(max_size=300_000), max_size=6), st.data())
def test_messages_arrive_however_they_are_cut(bodies: list[bytes], data: st.DataObject) -> None:
    """Order, number and content are kept for any cut of the stream and any size of message."""

    async def main() -> list[bytes]:
        end = Keeper()
        stream = b"".join(packed(Note(body)) for body in bodies)
        while stream:
            room = end.get_buffer(-1)
            cut = data.draw(st.integers(1, min(len(room), len(stream))))
            room[:cut] = stream[:cut]
            end.buffer_updated(cut)
            stream = stream[cut:]
        return end.notes

    assert run(main()) == bodies


def test_messages_of_one_turn_leave_together() -> None:
    """They are written once, and arrive whole and in order."""

    async def main() -> None:
        one, other = await pair()
        bodies = [bytes([number]) * 3000 for number in range(100)]
        for body in bodies:
            one.send(Note(body))
        assert await other.noted(100) == bodies
        one.close()
        await other.wait_closed()
        assert other.error is None

    run(main())


def test_what_is_sent_is_not_changed_by_what_follows() -> None:
    """A transport that could not write all keeps a buffer of its own."""

    async def main() -> None:
        one, other = await pair(max_unread=1 << 24)
        bodies = [bytes([number]) * 200_000 for number in range(20)]
        for body in bodies:
            one.send(Note(body))
            one.flush()
        assert await other.noted(20) == bodies
        one.close()

    run(main())


def test_peer_that_does_not_read_is_dropped() -> None:
    """Others need not pay for it with their memory."""

    async def main() -> None:
        silent, end = await half()
        for _ in range(40):
            end.send(Note(bytes(50_000)))
            end.flush()
        await end.wait_closed()
        assert isinstance(end.error, PipeError)
        assert "unread" in str(end.error)
        silent.close()

    run(main())


@pytest.mark.parametrize(
    ("garbage", "sentence"),
    [
        (struct.pack(">I", MAX_MESSAGE_BYTES + 1), "at most 16,777,216 bytes"),
        (struct.pack(">I", 3) + b"\xc1\xc1\xc1", "what is no message"),
        (struct.pack(">I", 0), "what is no message"),
    ],
)
def test_garbage_ends_the_connection(garbage: bytes, sentence: str) -> None:
    """What came before it counts, what comes after it does not."""

    async def main() -> None:
        rude, end = await half()
        await asyncio.get_running_loop().sock_sendall(
            rude, packed(Note(b"before")) + garbage + packed(Note(b"after"))
        )
        await end.wait_closed()
        assert end.notes == [b"before"]
        assert isinstance(end.error, PipeError)
        assert sentence in str(end.error)
        rude.close()

    run(main())


def test_nothing_is_received_after_closing() -> None:
    """Not even what had arrived together with the message that made us close."""

    async def main() -> None:
        one, other = await pair()
        other.on_note = lambda _note: other.close()
        one.send(Note(b"one"))
        one.send(Note(b"two"))
        await one.wait_closed()
        assert other.notes == [b"one"]

    run(main())


@pytest.mark.parametrize("body", [bytes(MAX_MESSAGE_BYTES), "half a character: \ud800"])
def test_what_no_peer_would_take_is_not_sent(body: bytes) -> None:
    """The sender is told, and its other messages go on."""

    async def main() -> None:
        one, other = await pair()
        one.send(Note(b"small"))
        with pytest.raises(PipeError):
            one.send(Note(body))
        one.send(Note(b"small too"))
        assert await other.noted(2) == [b"small", b"small too"]
        one.close()

    run(main())


def test_closed_before_it_stands() -> None:
    """A connection that nobody wants any more ends as soon as it is made."""

    async def main() -> None:
        ours, theirs = socket.socketpair()
        end = Keeper()
        end.close()
        end.send(Note(b"to nobody"))
        await asyncio.get_running_loop().create_unix_connection(lambda: end, sock=ours)
        await end.wait_closed()
        assert theirs.recv(1) == b""
        theirs.close()

    run(main())


def packed(note: Note) -> bytes:
    """A message as it crosses the pipe."""
    body = msgspec.msgpack.encode(note)
    return struct.pack(">I", len(body)) + body
