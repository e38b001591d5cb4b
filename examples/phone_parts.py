"""What a bridge needs besides the phone: a session with rtts, turns of speech, and an ear.

`RawSession` speaks the protocol itself, since `rtts_client` takes framed audio only. In raw
framing a binary message is nothing but samples, to be passed on as it is; it belongs to the
context that started last. What a client has to keep so that it can come back to a session it lost
(`docs/protocol.md`, A lost line) is all here.
"""

import asyncio
import json
import logging
import os
import random
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from websockets import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.asyncio.client import ClientConnection, connect

Message = dict[str, Any]
Hear = Callable[[Message | bytes], Awaitable[None]]

LOUD, SPEECH_PACKETS, PAUSE_PACKETS = 600, 6, 30  # 120 ms of sound is speech; then 600 ms without

log = logging.getLogger(__name__)


class RawSession:
    """A session with rtts. It goes on over another socket when it loses one."""

    def __init__(self, url: str, options: Message, hear: Hear) -> None:
        """`options` are those of `session.update`; `hear` takes what rtts says, in its order."""
        self._url = url
        self._options = options
        self._hear = hear
        self._begin()

    def send(self, type: str, **fields: Any) -> None:
        """Send a message, now or as soon as there is a socket."""
        self._journal.append(json.dumps({"type": type, **fields}))
        self._said += 1
        self._news.set()

    async def run(self) -> None:
        """Hold the session until cancelled, which ends it at the server too."""
        key = os.environ.get("RTTS_API_KEY")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        told, pause = False, 0.1
        while True:
            self._stands = False
            query = f"?resume={self._token}&received={self._received}" if self._token else ""
            try:
                async with connect(
                    self._url + query,
                    additional_headers=headers,
                    compression=None,
                    proxy=None,
                    ping_interval=5,
                    ping_timeout=5,
                    close_timeout=1,
                ) as socket:
                    await self._converse(socket)
                problem = f"rtts closed the session ({socket.close_code})"
            except InvalidStatus as refused:
                problem = f"rtts refused the session ({refused.response.status_code})"
            except (OSError, EOFError, InvalidHandshake, ConnectionClosed) as failed:
                problem = f"rtts is not there ({type(failed).__name__})"
            if self._stands:
                told, pause = False, 0.1
            if not told:  # once, however long it takes
                log.warning("%s; trying again until it works", problem)
            told = True
            await asyncio.sleep(pause * random.uniform(0.75, 1))  # noqa: S311 -- calls spread
            pause = min(pause * 2, 2.0)

    def _begin(self) -> None:
        """A session of which rtts knows nothing yet."""
        self._token = ""
        self._received = self._said = 0
        self._journal: deque[str] = deque(maxlen=5000)  # of which rtts may lack the last few
        self._news = asyncio.Event()
        self.send("session.update", session=self._options)

    async def _converse(self, socket: ClientConnection) -> None:
        """Speak over one socket to its end."""
        written = 0
        if self._token:
            answer = json.loads(await socket.recv())
            written = answer.get("received") or 0
            self._token = answer.get("resume_token") or ""
            if not answer["recovered"]:
                await self._lose()
        elif self._received:  # by a server that does not keep sessions
            await self._lose()
        writing = asyncio.create_task(self._write(socket, written))
        try:
            async for raw in socket:
                self._stands = True
                self._received += 1
                message = raw if isinstance(raw, bytes) else json.loads(raw)
                if not isinstance(message, bytes):
                    self._token = message.get("resume_token") or self._token
                await self._hear(message)
        finally:
            writing.cancel()
            await socket.close()  # so that rtts does not wait for us to come back

    async def _lose(self) -> None:
        self._begin()
        await self._hear({"type": "lost"})

    async def _write(self, socket: ClientConnection, written: int) -> None:
        """Send what rtts has not got, and what is said from now on."""
        with suppress(ConnectionClosed):  # the reader sees that as well
            while True:
                while written < self._said:
                    await socket.send(self._journal[written - self._said])
                    written += 1
                self._news.clear()
                await self._news.wait()


@dataclass
class Turn:
    """Something that an agent says: a context of rtts, and how far it has come."""

    name: str
    text: str = ""
    segments: list[tuple[int, int]] = field(default_factory=list)  # their ends, in text and in ms
    sent_bytes: int = 0
    heard_ms: int = 0
    marked: str = ""  # the last mark that was sent to Twilio
    returned: str = ""  # the last mark that came back
    complete: bool = False  # all of it was sent to Twilio
    interrupted: bool = False
    known: bool = True  # to rtts
    over: asyncio.Event = field(default_factory=asyncio.Event)  # the agent knows what was heard

    @property
    def sent_ms(self) -> int:
        return self.sent_bytes // 8  # 8000 samples a second, a byte each

    @property
    def cut(self) -> int:
        """How much of the text was heard, by whole sentences; rtts itself tells it by words."""
        return max((end for end, ms in self.segments if ms <= self.heard_ms), default=0)


class Ear:
    """Tells speech from silence by loudness alone. The recogniser of a real agent does better."""

    LEVELS = tuple(((~c & 15) * 8 + 132 << (~c >> 4 & 7)) - 132 for c in range(256))  # G.711

    _speech = False
    _against = 0

    def hear(self, packet: bytes) -> str:
        """`speech` when it has begun, `pause` when it has ended, else nothing."""
        loud = sum(self.LEVELS[byte] for byte in packet) > LOUD * len(packet)
        self._against = 0 if loud == self._speech else self._against + 1
        if self._against < (PAUSE_PACKETS if self._speech else SPEECH_PACKETS):
            return ""
        self._speech, self._against = loud, 0
        return "speech" if loud else "pause"
