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
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, suppress
from typing import Protocol

from rtts.errors import SlowClient
from rtts.protocol.dialect import Dialect, Outgoing
from rtts.protocol.messages import Resumed
from rtts.resume.held import Held
from rtts.resume.line import Line
from rtts.resume.lost import LostSession, LostSessions
from rtts.resume.rules import ResumeRules

__all__ = ["ResumableSocket", "Resumptions"]

_TOKEN_BYTES = 24
_TAG_BYTES = 6
_LATER_S = 1.0
"""Two clocks need not agree to the last digit."""
_ABNORMAL = frozenset({None, 1006, 1011, 1012, 1014})
"""Codes of a close that nobody meant: none at all, or a fault on the client's side."""


class Listener(Protocol):
    """Who wants to know how much audio the client missed: the session."""

    def line_back(self, missed_ms: float, now: float) -> None: ...


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
        self._lost = LostSessions(clock)

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
        return self._lost.tell(token, key)

    def bury(self, tokens: Sequence[str], key: str, lost: LostSession) -> None:
        """Remember for a while what became of a session."""
        self._lost.bury(tokens, key, lost, self.rules)
        loop = asyncio.get_running_loop()
        loop.call_later(self.rules.lost_kept_s + _LATER_S, self._lost.forget_old)

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
        self._held = Held(home)
        self._tokens: list[str] = []  # that open it, the newest last
        self._ended = False
        self._at_line = True  # whoever takes the messages waits for the next one
        self._moved = asyncio.Event()
        self._sent_bytes = 0

    def __repr__(self) -> str:
        state = "ENDED" if self._ended else "DOWN" if self.down else "UP"
        return f"<ResumableSocket {state} {self._held!r}>"

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
        return self._held.sent

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
        return not self._ended and self._held.holds(received)

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
                    self._at_line = False
                    yield raw
                    self._at_line = True
            if line is self._line and not await self._comes_back(line):
                self.finish()  # at once: a client that came from here on would meet nobody
                return

    def put(self, outgoing: list[Outgoing]) -> None:
        """Hand messages over, or hold them until there is a line again."""
        if self._ended:
            return
        in_step = self._held.in_step
        if in_step and not self._tokens:
            self._held.count(len(outgoing))
            if self._line is not None:
                self._line.put(outgoing)
            return
        self._held.add(outgoing)
        if self._line is not None and in_step and not _is_over(self._line):
            self._line.put(outgoing)
            self._held.hand_over()

    @property
    def congested(self) -> bool:
        """Whether speech has to wait: for its reader, for a line, or for its turn."""
        if self._line is None:
            return not self._ended and self._held.full
        return not self._held.in_step or self._line.congested

    @property
    def backlog(self) -> int:
        """Bytes that wait for the client above the kernel."""
        if self._line is None or _is_over(self._line):
            return 0
        return self._line.backlog + (0 if self._held.in_step else self._held.bytes)

    async def room(self) -> None:
        """Wait until it is not congested. Raises SlowClient where nobody may come back."""
        while not self._ended and self.congested:
            line = self._line
            over = line is not None and _is_over(line)
            if over and not self._at_line:
                await asyncio.sleep(0)
                return  # it may be the reader who waits, and has to notice
            if over or line is None or not self._held.in_step:
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
            self._held.clear()
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
        self._held.go_back(received)
        fresh = self._home.new_token()
        self._set_tokens([token, fresh])
        line.put(self._dialect.encode(Resumed(received=self.received, resume_token=fresh)))
        self._listener.line_back(self._held.missed_ms(received), self._home.clock())
        self._moved.set()

    async def replay(self, line: Line) -> None:
        """Send again what the client lacks, as fast as it reads."""
        while line is self._line and not self._held.in_step and not _is_over(line):
            if await self._room_on(line) and line is self._line and not _is_over(line):
                line.put(self._held.batch())
        if not self._tokens and self._held.in_step:
            self._held.clear()
        self._moved.set()

    async def _comes_back(self, line: Line) -> bool:
        """Wait for another line; whether there is one."""
        if not self.resumable or line.close_code not in _ABNORMAL:
            return False
        self._part_from(line)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._home.rules.window_s):
                while self._line is None and not self._ended:
                    await self._change()
        return self._line is not None and not self._ended

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
            await asyncio.sleep(0)  # for `messages` to part from it
            return False
        return True

    async def _change(self) -> None:
        """Wait until the line, or what waits for it, is no longer what it was."""
        self._moved.clear()
        await self._moved.wait()

    # What opens it.

    def _set_tokens(self, tokens: list[str]) -> None:
        for token in self._tokens:
            self._home.forget(token)
        self._tokens = tokens
        if not tokens and self._held.in_step:
            self._held.clear()
        elif self._listener is not None:
            for token in tokens:
                self._home.register(token, self)

    def _drop_old_tokens(self) -> None:
        """A client that speaks over this line has read its `resumed`."""
        if len(self._tokens) > 1:
            self._set_tokens(self._tokens[-1:])


def _is_over(line: Line) -> bool:
    """Whether a line takes nothing any more, though nobody may have parted from it yet."""
    return line.close_code is not None
