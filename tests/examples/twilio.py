"""A caller's side of Twilio Media Streams, which keeps Twilio's rules and has its own time.

What is sent to it waits in a buffer and is played in order. Time passes only when `play` says so:
what was heard then is a matter of counting, not of clocks. A `mark` comes back when all that was
sent before it has been played, or at once when a `clear` dropped it. A message that Twilio warns
of is noted among the `warnings`, by Twilio's number, and otherwise ignored, as Twilio does.
"""

import asyncio
import base64
import binascii
import contextlib
import json
from collections import deque
from collections.abc import AsyncIterator, Mapping
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Message = dict[str, Any]

BYTES_A_MS = 8
MALFORMED, INVALID = 31950, 31951
"""Twilio's warnings for a message that is no text, and for one that is none of the three."""
_BODIES = {"media": "payload", "mark": "name", "clear": ""}


def warning(raw: str | bytes, stream: str) -> int:
    """What Twilio warns of in a message; 0 is nothing."""
    if isinstance(raw, bytes):
        return MALFORMED
    try:
        message = json.loads(raw)
    except ValueError:
        return INVALID
    return 0 if _is_valid(message, stream) else INVALID


def _is_valid(message: Any, stream: str) -> bool:
    if not isinstance(message, dict) or message.get("streamSid") != stream:
        return False
    event = message.get("event")
    if not isinstance(event, str) or event not in _BODIES:
        return False
    wanted = {"event", "streamSid"} | ({event} if _BODIES[event] else set())
    if set(message) != wanted:
        return False
    if not _BODIES[event]:
        return True
    body = message[event]
    if not isinstance(body, dict) or set(body) != {_BODIES[event]}:
        return False
    value = body[_BODIES[event]]
    return isinstance(value, str) and bool(value) and (event == "mark" or _is_base64(value))


def _is_base64(value: str) -> bool:
    try:
        return bool(base64.b64decode(value, validate=True))
    except (binascii.Error, ValueError):
        return False


class Twilio:
    """One call, from the side that hears."""

    def __init__(self, socket: ClientConnection, number: int) -> None:
        self.call = f"CA{number:032d}"
        self.stream = f"MZ{number:032d}"
        self.heard = bytearray()
        """All that the caller heard, in mu-law."""
        self.turns = [0]
        """Where in it something was dropped, or the call began."""
        self.marks: list[str] = []
        """All that were sent, in order."""
        self.returned: list[str] = []
        """All that came back, in order."""
        self.clears = 0
        self.packets: list[int] = []
        """The bytes of each message of audio."""
        self.warnings: list[int] = []
        self.dropped = bytearray()
        self.closed = False
        self._socket = socket
        self._buffer: deque[bytes | str] = deque()
        self._arrival = asyncio.Event()
        self._numbers = 0
        self._lock = asyncio.Lock()

    @property
    def heard_ms(self) -> int:
        """Since the call began, or since something was dropped."""
        return (len(self.heard) - self.turns[-1]) // BYTES_A_MS

    @property
    def held_ms(self) -> float:
        """What waits to be played."""
        return sum(len(each) for each in self._buffer if isinstance(each, bytes)) / BYTES_A_MS

    async def say(self, event: str, **fields: Any) -> None:
        """Send a message, numbered as Twilio's are."""
        self._numbers += 1
        numbered = {"event": event, "sequenceNumber": str(self._numbers), "streamSid": self.stream}
        await self._socket.send(json.dumps(numbered | fields))

    async def begin(self, parameters: Mapping[str, str]) -> None:
        """The two messages that every call begins with."""
        hello = {"event": "connected", "protocol": "Call", "version": "1.0.0"}
        await self._socket.send(json.dumps(hello))
        start = {
            "streamSid": self.stream,
            "accountSid": "AC0",
            "callSid": self.call,
            "tracks": ["inbound"],
            "customParameters": dict(parameters),
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        }
        await self.say("start", start=start)

    async def press(self, digit: str) -> None:
        """Press a key."""
        await self.say("dtmf", dtmf={"track": "inbound_track", "digit": digit})

    async def speak(self, sound: bytes, packets: int = 1) -> None:
        """Let the caller make the same 20 ms of sound so often."""
        payload = base64.b64encode(sound).decode()
        for chunk in range(packets):
            media = {"track": "inbound", "chunk": str(chunk), "timestamp": "5", "payload": payload}
            await self.say("media", media=media)

    async def hang_up(self) -> None:
        """End the call."""
        await self.say("stop", stop={"accountSid": "AC0", "callSid": self.call})

    def cut(self) -> None:
        """Be gone without a word."""
        self._socket.transport.abort()

    async def play(self, ms: int | None = None) -> None:
        """Let so much audio be heard, or all that comes until the task is cancelled."""
        left = None if ms is None else ms * BYTES_A_MS
        while left is None or left > 0:
            async with self._lock:
                left = await self._play_some(left)
            if left == 0:
                return
            await self._arrival.wait()
            self._arrival.clear()

    async def _play_some(self, left: int | None) -> int | None:
        """Play what the buffer has, up to `left` bytes; returns how many are left."""
        while self._buffer:
            first = self._buffer[0]
            if isinstance(first, str):
                self._buffer.popleft()
                await self._give_back(first)
                continue
            if left == 0:
                break
            piece = first if left is None else first[:left]
            self._buffer.popleft()
            if len(piece) < len(first):
                self._buffer.appendleft(first[len(piece) :])
            self.heard += piece
            left = None if left is None else left - len(piece)
        return left

    async def _give_back(self, mark: str) -> None:
        self.returned.append(mark)
        with contextlib.suppress(ConnectionClosed):
            await self.say("mark", mark={"name": mark})

    async def read(self) -> None:
        """Take what comes, to the end of the call."""
        with contextlib.suppress(ConnectionClosed):
            async for raw in self._socket:
                await self._take(raw)
        self.closed = True
        self._arrival.set()

    async def _take(self, raw: str | bytes) -> None:
        if code := warning(raw, self.stream):
            self.warnings.append(code)
            return
        message = json.loads(raw)
        match message["event"]:
            case "media":
                audio = base64.b64decode(message["media"]["payload"])
                self.packets.append(len(audio))
                self._buffer.append(audio)
            case "mark":
                self.marks.append(message["mark"]["name"])
                self._buffer.append(message["mark"]["name"])
                if not self.held_ms:  # nothing is before it that has to be played
                    await self._flush_marks()
            case "clear":
                await self._clear()
        self._arrival.set()

    async def _flush_marks(self) -> None:
        async with self._lock:
            await self._play_some(0)

    async def _clear(self) -> None:
        async with self._lock:
            self.clears += 1
            self.turns.append(len(self.heard))
            dropped, self._buffer = self._buffer, deque()
            self.dropped += b"".join(each for each in dropped if isinstance(each, bytes))
            for each in dropped:
                if isinstance(each, str):
                    await self._give_back(each)


@contextlib.asynccontextmanager
async def calling(
    port: int, number: int = 1, *, plays: bool = False, **parameters: str
) -> AsyncIterator[Twilio]:
    """A call to the bridge. `plays` lets time pass as fast as audio comes."""
    async with connect(f"ws://127.0.0.1:{port}/call", compression=None, proxy=None) as socket:
        twilio = Twilio(socket, number)
        tasks = [asyncio.create_task(twilio.read())]
        if plays:
            tasks.append(asyncio.create_task(twilio.play()))
        await twilio.begin(parameters)
        try:
            yield twilio
        finally:
            await socket.close()
            for task in tasks:
                task.cancel()
