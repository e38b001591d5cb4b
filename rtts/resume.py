"""A session that outlives its line.

A connection talks to a `ResumableSocket` as to any socket. Below it the real line may be lost
and replaced by another, which a client brings that shows the session's token: what the client
has not received goes out again over that one, and what it had under way is read there.

While there is no line, the contexts speak on, as far ahead of the clock as they always may,
and what they make is held. Nothing that is held then is dropped; when no more may be held,
speech waits. A client that comes back in time loses nothing, unless more was on its way than
is ever held.

A token opens one line at a time, and each new line brings a new token. The one before it holds
until something that the client says shows that `resumed` has reached it, since that message
may be lost as any other.
"""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from rtts.errors import SlowClient
from rtts.outbox import MESSAGE_BYTES, Outbox
from rtts.protocol.dialect import Dialect, Outgoing
from rtts.protocol.messages import ContextCancelled, Resumed

__all__ = ["Line", "LostSession", "ResumableSocket", "ResumeRules", "Resumptions"]

_TOKEN_BYTES = 24
_TAG_BYTES = 6
_BATCH_BYTES = 4096
_ABNORMAL = frozenset({None, 1006, 1011, 1012, 1014})
"""Codes of a close that nobody meant: none at all, or a fault on the client's side."""


@dataclass(frozen=True)
class ResumeRules:
    """How long sessions without a line are kept, and how much of them."""

    window_s: float = 15.0
    """How long a session waits for its client."""
    held_ms: float = 30_000.0
    """Audio that was sent and can be sent again."""
    held_bytes: int = 4 * 2**20
    """The same in memory: 45 s of PCM at 24 kHz, minutes of Opus."""
    total_bytes: int = 256 * 2**20
    """Of all sessions; beyond it each holds `crowded_bytes`."""
    crowded_bytes: int = 64 * 2**10
    lost_kept_s: float = 60.0
    """How long a client may still ask what became of a session that was given up."""
    lost_kept: int = 256
    """How many such sessions are remembered."""


class Line(Protocol):
    """The real socket; see `rtts.websocket.ClientSocket`."""

    sent_bytes: int

    def messages(self) -> AsyncIterator[str | bytes]: ...
    def put(self, outgoing: list[Outgoing]) -> None: ...
    @property
    def congested(self) -> bool: ...
    @property
    def backlog(self) -> int: ...
    @property
    def close_code(self) -> int | None: ...
    async def room(self) -> None: ...
    async def leave(self, code: int, reason: str) -> None: ...
    def abort(self) -> None: ...


class Listener(Protocol):
    """Who wants to know how much audio the client missed: the session."""

    def line_back(self, missed_ms: float, now: float) -> None: ...


class LostSession(NamedTuple):
    """What a client is told of a session that was given up."""

    reason: str
    reports: tuple[ContextCancelled, ...] = ()


class _Grave(NamedTuple):
    key: str
    until: float
    lost: LostSession


class Resumptions:
    """All sessions of a server that may be resumed, by their tokens."""

    def __init__(self, rules: ResumeRules, clock: Callable[[], float]) -> None:
        self.rules = rules
        self.clock = clock
        self.held_bytes = 0
        """Memory of all that is held to be sent again."""
        self.closed = False
        self._tag = secrets.token_urlsafe(_TAG_BYTES)
        self._sockets: dict[str, ResumableSocket] = {}
        self._lost: OrderedDict[str, _Grave] = OrderedDict()

    def __repr__(self) -> str:
        return f"<Resumptions tokens={len(self._sockets)} held={self.held_bytes} bytes>"

    @property
    def waiting(self) -> int:
        """Sessions that have no line at this moment."""
        return len({id(each) for each in self._sockets.values() if each.down})

    def new_token(self) -> str:
        """A token that nobody can guess, and that shows which process made it."""
        return f"{self._tag}{secrets.token_urlsafe(_TOKEN_BYTES)}"

    def made(self, token: str) -> bool:
        """Whether this process may have made the token."""
        return token.startswith(self._tag)

    def find(self, token: str, key: str, protocol: str) -> "ResumableSocket | None":
        """The session of a token, if the key that it was opened with asks for it."""
        found = self._sockets.get(token)
        known = found is not None and (found.key, found.protocol) == (key, protocol)
        return found if known else None

    def lost(self, token: str, key: str) -> LostSession:
        """What to tell of a token that opens nothing. It is told once."""
        grave = self._lost.get(token)
        if grave is None or grave.key != key or grave.until < self.clock():
            return LostSession("unknown")
        return self._lost.pop(token).lost

    def bury(self, tokens: Sequence[str], key: str, lost: LostSession) -> None:
        """Remember for a while what became of a session."""
        until = self.clock() + self.rules.lost_kept_s
        for token in tokens:
            self._lost[token] = _Grave(key, until, lost)
        while len(self._lost) > self.rules.lost_kept:
            self._lost.popitem(last=False)

    def close(self) -> None:
        """Keep no session from now on, and end those that have no line."""
        self.closed = True
        for each in set(self._sockets.values()):
            if each.down:
                each.end("expired")

    def register(self, token: str, socket: "ResumableSocket") -> None:
        """Let a token open the session."""
        if not self.closed:
            self._sockets[token] = socket

    def forget(self, token: str) -> None:
        """Let a token open nothing any more."""
        self._sockets.pop(token, None)


class ResumableSocket:
    """The socket of one session, whichever line it has. `begin` before it is used."""

    def __init__(self, line: Line, key: str, dialect: Dialect, home: Resumptions) -> None:
        """`key` is the name of the key that the session was opened with."""
        self.key = key
        self.protocol = dialect.name
        self.session_id = ""
        self.received = 0
        """Messages that were taken from the client."""
        self.reason = "expired"
        """Why it was given up, once it was."""
        self.gone = asyncio.Event()
        """Set by the server once everything of the session has ended."""
        self._dialect = dialect
        self._home = home
        self._line: Line | None = line
        self._last = line
        self._listener: Listener | None = None
        self._outbox = Outbox()
        self._handed = 0  # messages that were given to the line, or to one before it
        self._tokens: list[str] = []  # that open it, the newest last
        self._ended = False
        self._moved = asyncio.Event()
        self._sent_bytes = 0

    def __repr__(self) -> str:
        state = "ENDED" if self._ended else "DOWN" if self.down else "UP"
        return f"<ResumableSocket {state} {self._outbox!r}>"

    def begin(self, listener: Listener) -> None:
        """The session stands; from now on its token opens it."""
        self._listener = listener
        for token in self._tokens:
            self._home.register(token, self)

    def offer(self, wanted: bool) -> str | None:  # noqa: FBT001  # it is an option's value
        """The token of the session, if its client wants one; else none opens it."""
        if not wanted or self._home.closed:
            self._set_tokens([])
        elif not self._tokens:
            self._set_tokens([self._home.new_token()])
        return self._tokens[-1] if self._tokens else None

    @property
    def resumable(self) -> bool:
        """Whether the session would be kept if its line were lost."""
        return bool(self._tokens) and not self._ended and not self._home.closed

    @property
    def tokens(self) -> tuple[str, ...]:
        """Tokens that open it, the newest last."""
        return tuple(self._tokens)

    @property
    def down(self) -> bool:
        """Whether it has no line."""
        return self._line is None

    @property
    def given_up(self) -> bool:
        """Whether it ended without a line, so that its client knows nothing of that."""
        return self.down and bool(self._tokens)

    @property
    def sent(self) -> int:
        """Messages that were sent to the client, over all lines."""
        return self._outbox.end

    @property
    def sent_bytes(self) -> int:
        """Bytes that went over all lines."""
        return self._sent_bytes + self._last.sent_bytes

    @property
    def close_code(self) -> int | None:
        """How the last line was closed."""
        return self._last.close_code

    def holds(self, received: int) -> bool:
        """Whether a client that has so many messages can be given all others."""
        return not self._ended and self._outbox.holds(received)

    # What a connection does with it.

    async def messages(self) -> AsyncIterator[str | bytes]:
        """What the client sends, over one line after the other."""
        while self._line is not None:
            line = self._line
            async with aclosing(line.messages()) as messages:  # type: ignore[type-var]
                async for raw in messages:
                    if line is not self._line:
                        break  # the client was told that this has not arrived
                    self.received += 1
                    self._drop_old_tokens()
                    yield raw
            if line is self._line and not await self._comes_back(line):
                return

    def put(self, outgoing: list[Outgoing]) -> None:
        """Hand messages over, or hold them until there is a line again."""
        if self._ended:
            return
        in_step = self._in_step
        if in_step and not self._tokens:
            self._outbox.count(len(outgoing))
            self._handed = self._outbox.end
            if self._line is not None:
                self._line.put(outgoing)
            return
        for each in outgoing:
            self._hold(each)
        if self._line is not None and in_step:
            self._line.put(outgoing)
            self._handed = self._outbox.end
            self._trim()

    @property
    def congested(self) -> bool:
        """Whether speech has to wait: for its reader, for a line, or for its turn."""
        if self._line is None:
            return not self._ended and self._full
        return not self._in_step or self._line.congested

    @property
    def backlog(self) -> int:
        """Bytes that wait for the client above the kernel."""
        if self._line is None:
            return 0
        return self._line.backlog + (0 if self._in_step else self._outbox.bytes)

    async def room(self) -> None:
        """Wait until it is not congested. Raises SlowClient where nobody may come back."""
        while not self._ended and self.congested:
            line = self._line
            if line is None or not self._in_step:
                await self._change()
                continue
            if await self._room_on(line) and line is self._line:
                return

    async def leave(self, code: int, reason: str) -> None:
        """Close for good."""
        line = self._line
        self.finish()
        if line is not None:
            await line.leave(code, reason)

    def end(self, reason: str) -> None:
        """Give the session up: cut its line and wait for no other."""
        self.reason = reason
        if self._line is not None:
            self._part_from(self._line)
        self.finish()

    def finish(self) -> None:
        """Hold nothing any longer, and open to no token. Again is harmless."""
        if not self._ended:
            self._ended = True
            for token in self._tokens:
                self._home.forget(token)
            self._clear()
            self._moved.set()

    # Lost and found.

    def attach(self, line: Line, received: int, token: str) -> None:
        """Go on over a new line, whose client has so many messages; `holds` says if it can.

        A line that it still has is cut: its client has noticed the loss first.
        """
        if self._line is not None:
            self._part_from(self._line)
        assert self._listener is not None
        self._sent_bytes += self._last.sent_bytes
        self._line = self._last = line
        self._handed = received
        fresh = self._home.new_token()
        self._set_tokens([token, fresh])
        line.put(self._dialect.encode(Resumed(received=self.received, resume_token=fresh)))
        self._listener.line_back(self._outbox.ms_from(received), self._home.clock())
        self._moved.set()

    async def replay(self, line: Line) -> None:
        """Send again what the client lacks, as fast as it reads."""
        while line is self._line and not self._in_step:
            if not await self._room_on(line) or line is not self._line:
                return
            batch = self._outbox.batch(self._handed, _BATCH_BYTES)
            line.put(batch)
            self._handed += len(batch)
        if not self._tokens:
            self._clear()
        self._moved.set()

    async def _comes_back(self, line: Line) -> bool:
        """Wait for another line; whether there is one."""
        if not self.resumable or line.close_code not in _ABNORMAL:
            return False
        self._part_from(line)
        try:
            async with asyncio.timeout(self._home.rules.window_s):
                while self._line is None and not self._ended:
                    await self._change()
        except TimeoutError:
            return False
        return not self._ended

    def _part_from(self, line: Line) -> None:
        self._line = None
        line.abort()
        self._moved.set()

    async def _room_on(self, line: Line) -> bool:
        """Wait for room on a line; False once it is cut, since nobody reads there.

        Whether a client does not read or cannot, nobody can say. So it gets its time to come
        back, and the bound on what is held is the bound on what it costs.
        """
        try:
            await line.room()
        except SlowClient:
            if not self.resumable:
                raise
            line.abort()
            if line is self._line:
                await self._change()
            return False
        return True

    async def _change(self) -> None:
        """Wait until the line, or what waits for it, is no longer what it was."""
        self._moved.clear()
        await self._moved.wait()

    # What is held.

    @property
    def _in_step(self) -> bool:
        """Whether everything that was sent was given to a line."""
        return self._handed == self._outbox.end

    @property
    def _full(self) -> bool:
        """Whether no more may be held without a line."""
        rules = self._home.rules
        return (
            self._outbox.ms >= rules.held_ms + rules.window_s * 1000
            or self._outbox.bytes >= self._max_bytes
        )

    @property
    def _max_bytes(self) -> int:
        rules = self._home.rules
        crowded = self._home.held_bytes > rules.total_bytes
        return rules.crowded_bytes if crowded else rules.held_bytes

    def _hold(self, outgoing: Outgoing) -> None:
        self._outbox.add(outgoing, getattr(outgoing, "ms", 0.0))
        self._home.held_bytes += len(outgoing.data) + MESSAGE_BYTES

    def _trim(self) -> None:
        before = self._outbox.bytes
        self._outbox.trim(self._home.rules.held_ms, self._max_bytes, self._handed)
        self._home.held_bytes -= before - self._outbox.bytes

    def _clear(self) -> None:
        self._home.held_bytes -= self._outbox.bytes
        self._outbox.clear()
        self._handed = self._outbox.end

    def _set_tokens(self, tokens: list[str]) -> None:
        for token in self._tokens:
            self._home.forget(token)
        self._tokens = tokens
        if not tokens and self._in_step:
            self._clear()
        elif self._listener is not None:
            for token in tokens:
                self._home.register(token, self)

    def _drop_old_tokens(self) -> None:
        """A client that speaks over this line has read its `resumed`."""
        if len(self._tokens) > 1:
            self._set_tokens(self._tokens[-1:])
