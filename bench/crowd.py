"""A crowd of listeners that costs little: it shares the machine with the server that it measures.

Each session asks for turn after turn and plays what it gets in real time, with no buffer of its
own: a frame that comes after the moment at which all before it were heard is a pause. All that is
done with a frame is to add up its samples; the WebSocket protocol is read as far as that needs.

A crowd that is itself late would take its own lateness for the server's. So it looks at the clock
a hundred times a second, and bad turns of seconds in which it was late are set aside, and counted.
"""

import asyncio
import base64
import contextlib
import json
import os
import re
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

__all__ = ["Crowd", "Result", "Session", "Turn", "Wish", "hurry"]

IN_TIME_S = 1.0
"""First audio later than this is no good turn."""
_LATE_S = 0.05
"""A crowd that is later than this cannot tell whose fault a pause is."""
_TICK_S = 0.01
_CALL_AGAIN_S = 1.0
"""After a line that was lost or could not be had."""
_OPUS_CLOCK = 48000
"""Ticks a second where no `context.started` says otherwise."""
_TOKEN = re.compile(r"\s*\S{1,5}|\s+")
"""About what a language model's tokens are in English."""
_SAMPLES = struct.Struct("<H")
_SAMPLES_AT = 12
_LONG = struct.Struct(">H")
_LONGER = struct.Struct(">Q")
_NO_MASK = bytes(4)  # a mask of zeros leaves the text as it is
_TEXT, _BINARY, _PING, _PONG = 1, 2, 9, 10


@dataclass(frozen=True)
class Wish:
    """How the sessions of a crowd want to speak and to be spoken to."""

    audio: dict[str, Any] = field(default_factory=dict)
    """Options that differ from the server's own; see `AudioOptions`."""
    token_s: float = 0.0
    """The text comes in tokens, so many seconds apart; 0 is whole, in one message."""


@dataclass
class Result:
    """What became of the turns that were asked for while it was counted."""

    good: int = 0
    late: int = 0
    """Heard too late."""
    interrupted: int = 0
    """Heard with a pause in it, or not to its end."""
    refused: int = 0
    """Times that somebody was told to come back later."""
    unjudged: int = 0
    """Bad turns of seconds in which the crowd itself was late."""
    audio_s: float = 0.0
    """Of all turns, however they were heard and whenever they were asked for."""
    good_audio_s: float = 0.0
    counted_audio_s: float = 0.0
    """Of all turns, as far as it came while it was counted."""
    firsts_ms: list[float] = field(default_factory=list)
    seconds: float = 0.0
    """How long it was counted."""
    late_seconds: int = 0
    """Those of them in which the crowd itself was late."""
    cpu_s: float = 0.0
    """Of the crowd itself."""

    @property
    def admitted(self) -> int:
        """Turns that were spoken, well or badly, and could be judged."""
        return self.good + self.late + self.interrupted

    @property
    def good_share(self) -> float:
        """Of those admitted, the share that was good."""
        return self.good / self.admitted if self.admitted else 0.0

    @property
    def goodput(self) -> float:
        """Seconds of speech in good turns, per second."""
        return self.good_audio_s / self.seconds if self.seconds else 0.0


class OwnLateness:
    """When the crowd itself was late."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._late: set[int] = set()
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin to look, in the running loop."""
        self._due = self._clock() + _TICK_S
        self._timer = asyncio.get_running_loop().call_later(_TICK_S, self._look)

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()

    def _look(self) -> None:
        now = self._clock()
        if now - self._due > _LATE_S:
            self._late.update(range(int(self._due), int(now) + 1))
        self.start()

    def at(self, moment: float) -> bool:
        """Whether it was late in that second."""
        return int(moment) in self._late

    def seconds(self, since: float, until: float) -> int:
        """How many seconds of that time it was late in."""
        return sum(since <= second + 1 and second < until for second in self._late)


class Turn:
    """One text, and how its speech was heard."""

    __slots__ = ("asked_at", "audio_s", "bad_at", "first_at", "plays_until")

    def __init__(self, now: float) -> None:
        self.asked_at = now
        self.first_at = 0.0
        self.plays_until = 0.0
        self.audio_s = 0.0
        self.bad_at: list[float] = []
        """When the listener had nothing to hear and then something came."""

    def hear(self, audio_s: float, now: float) -> None:
        """Play audio that came just now."""
        if not self.first_at:
            self.first_at = self.plays_until = now
        elif now > self.plays_until:
            self.bad_at.append(now)
            self.plays_until = now
        self.plays_until += audio_s
        self.audio_s += audio_s


class Session(asyncio.Protocol):
    """One client: asks, listens to the end, asks again; comes back when it was told to."""

    def __init__(self, crowd: "Crowd") -> None:
        self._crowd = crowd
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._held = b""
        self._upgraded = False
        self._turn: Turn | None = None
        self._number = 0
        self._clock = _OPUS_CLOCK
        self._back_after_s = _CALL_AGAIN_S

    @property
    def listens(self) -> bool:
        """Whether it has asked, and not heard all of it."""
        return self._turn is not None

    # The line.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._transport = transport
        self._held = b""
        self._upgraded = False
        self._back_after_s = _CALL_AGAIN_S
        where, path = self._crowd.where, self._crowd.path
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET {path} HTTP/1.1\r\nHost: {where[0]}:{where[1]}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self._turn is not None:
            self._turn.bad_at.append(self._crowd.clock())
            self._end_turn()
        if not self._crowd.over:
            self._loop.call_later(self._back_after_s, self.connect)

    def connect(self) -> None:
        """Call the server."""
        if not self._crowd.over and self._transport is None:
            self._crowd.call(self)

    def hang_up(self) -> None:
        """Be gone."""
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        now = self._crowd.clock()
        if self._held:
            data = self._held + data
        at = 0 if self._upgraded else self._read_answer(data)
        at = self._read_frames(data, at, now)
        self._held = data[at:]

    def _read_answer(self, data: bytes) -> int:
        """The answer to the handshake; returns where it ends."""
        end = data.find(b"\r\n\r\n")
        if end < 0:
            return 0
        head = data[:end].lower().split(b"\r\n")
        if b" 101 " in head[0]:
            self._upgraded = True
            return end + 4
        after = next((line[12:] for line in head if line.startswith(b"retry-after:")), b"5")
        self._crowd.refused()
        self._back_after_s = float(after)
        self.hang_up()
        return len(data)

    def _read_frames(self, data: bytes, at: int, now: float) -> int:
        """What came whole; returns where the rest begins."""
        total = len(data) if self._upgraded else 0
        ticks = 0
        while total - at >= 2:
            length, begin = data[at + 1], at + 2
            if length >= 126:
                form = _LONG if length == 126 else _LONGER
                begin += form.size
                if begin > total:
                    break
                length = form.unpack_from(data, at + 2)[0]
            end = begin + length
            if end > total:
                break
            kind = data[at] & 15
            at = end
            if kind == _BINARY:
                ticks += _SAMPLES.unpack_from(data, begin + _SAMPLES_AT)[0]
                continue
            if ticks:
                self._hear(ticks, now)
                ticks = 0
            if kind == _TEXT:
                self._read_message(data[begin:end])
            elif kind == _PING:
                self._send(_PONG, data[begin:end])
        if ticks:
            self._hear(ticks, now)
        return at

    def _send(self, kind: int, payload: bytes) -> None:
        size = len(payload)
        head = bytes((128 | kind, 128 | size)) if size < 126 else bytes((128 | kind, 254))
        if size >= 126:
            head += _LONG.pack(size)
        if self._transport is not None:
            self._transport.write(head + _NO_MASK + payload)

    # The conversation.

    def _read_message(self, message: bytes) -> None:
        if b'"context.done"' in message:
            self._end_turn()
        elif b'"context.cancelled"' in message and self._turn is not None:
            self._turn.bad_at.append(self._crowd.clock())
            self._end_turn()
        elif b'"context.started"' in message:
            self._clock = json.loads(message)["audio"]["clock"]
        elif b'"ready"' in message and self._turn is None:
            if audio := self._crowd.wish.audio:
                self._say({"type": "session.update", "session": {"audio": audio}})
            self._ask()
        elif b'"error"' in message:
            self._refused(json.loads(message))

    def _ask(self) -> None:
        crowd = self._crowd
        if crowd.over or self._turn is not None or self._transport is None:
            return
        self._number += 1
        self._turn = Turn(crowd.clock())
        name = f"t{self._number}"
        if not crowd.wish.token_s:
            self._say({"type": "text", "context": name, "text": crowd.text})
            self._say({"type": "end", "context": name})
            return
        tokens = _TOKEN.findall(crowd.text)
        self._speak_on(name, self._turn, iter(tokens))

    def _speak_on(self, name: str, turn: Turn, tokens: Iterator[str]) -> None:
        """Say the next token of a turn, if that still is the one, and the others behind it."""
        if self._turn is not turn:
            return
        token = next(tokens, None)
        if token is None:
            self._say({"type": "end", "context": name})
            return
        self._say({"type": "text", "context": name, "text": token})
        self._loop.call_later(self._crowd.wish.token_s, self._speak_on, name, turn, tokens)

    def _say(self, message: dict[str, Any]) -> None:
        self._send(_TEXT, json.dumps(message).encode())

    def _hear(self, ticks: int, now: float) -> None:
        if self._turn is not None:
            self._turn.hear(ticks / self._clock, now)
            self._crowd.heard(ticks / self._clock, now)

    def _refused(self, error: dict[str, float | str | None]) -> None:
        turn = self._turn
        if turn is None:
            return
        if error["code"] == "overloaded" and not turn.first_at:
            self._turn = None
            self._crowd.refused()
            self._loop.call_later(float(error["retry_after_ms"] or 1000) / 1000, self._ask)
        else:
            turn.bad_at.append(self._crowd.clock())

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn is None:
            return
        self._crowd.ended(turn)
        self._loop.call_later(max(turn.plays_until - self._crowd.clock(), 0.0), self._ask)


class Crowd:
    """So many sessions that ask for a text, again and again."""

    def __init__(
        self,
        url: str,
        text: str,
        clock: Callable[[], float] = time.perf_counter,
        wish: Wish | None = None,
    ) -> None:
        parts = urlsplit(url)
        self.where = (parts.hostname or "127.0.0.1", parts.port or 80)
        self.path = parts.path
        self.text = text
        self.wish = wish or Wish()
        self.clock = clock
        self.over = False
        """Whether no more turns are asked for."""
        self.late = OwnLateness(clock)
        self.result = Result()
        self._since = self._until = 0.0
        self._calls: set[asyncio.Task[None]] = set()

    async def run(self, sessions: int, ramp_s: float, seconds: float) -> Result:
        """Come within `ramp_s`, then count for so long; the turns asked for then are heard out."""
        loop = asyncio.get_running_loop()
        members = [Session(self) for _ in range(sessions)]
        began, cpu_s = self.clock(), time.process_time()
        self._since, self._until = began + ramp_s, began + ramp_s + seconds
        self.late.start()
        for at, member in enumerate(members):
            loop.call_later(ramp_s * at / sessions, member.connect)
        await asyncio.sleep(ramp_s)
        await asyncio.sleep(seconds)
        self.over = True
        while any(member.listens for member in members):  # noqa: ASYNC110  # each ends by itself
            await asyncio.sleep(_TICK_S)
        self.late.stop()
        for member in members:
            member.hang_up()
        self.result.cpu_s = time.process_time() - cpu_s
        self.result.seconds = seconds
        self.result.late_seconds = self.late.seconds(self._since, self._until)
        return self.result

    # For its sessions.

    def call(self, session: Session) -> None:
        """Open a line for it."""
        task = asyncio.ensure_future(self._call(session))
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)

    async def _call(self, session: Session) -> None:
        try:
            await asyncio.get_running_loop().create_connection(lambda: session, *self.where)
        except OSError:
            asyncio.get_running_loop().call_later(_CALL_AGAIN_S, session.connect)

    def refused(self) -> None:
        """Somebody was told to come back later."""
        if self._since <= self.clock() < self._until:
            self.result.refused += 1

    def heard(self, audio_s: float, now: float) -> None:
        """Audio came."""
        if self._since <= now < self._until:
            self.result.counted_audio_s += audio_s

    def ended(self, turn: Turn) -> None:
        """Judge a turn, if it was asked for while turns are counted."""
        self.result.audio_s += turn.audio_s
        if not self._since <= turn.asked_at < self._until:
            return
        result = self.result
        if turn.first_at:
            result.firsts_ms.append((turn.first_at - turn.asked_at) * 1000)
        in_time = 0 < turn.first_at <= turn.asked_at + IN_TIME_S
        blamed = [moment for moment in turn.bad_at if not self._own_fault(moment)]
        if in_time and not turn.bad_at:
            result.good += 1
            result.good_audio_s += turn.audio_s
        elif blamed:
            result.interrupted += 1
        elif not in_time and not self._own_fault(turn.first_at):
            result.late += 1
        else:
            result.unjudged += 1

    def _own_fault(self, moment: float) -> bool:
        return self.late.at(moment)


def hurry() -> bool:
    """Let the system give this process a processor sooner than others; whether it does."""
    with contextlib.suppress(OSError):
        os.nice(-10)
        return True
    return False
