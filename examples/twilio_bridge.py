"""Answer phone calls: a bridge between Twilio Media Streams and rtts.

    rtts serve
    python examples/twilio_bridge.py [ws://127.0.0.1:8765] [PORT]

Twilio connects here, once for every call, and plays what it is sent in order. To build an agent
replace `reply`, and leave the rest. `docs/topics/phones.md` tells how to get a call here.

Every packet to Twilio has a mark behind it. A mark comes back when what is before it was played:
so we know what the caller heard, to 20 ms, and tell rtts. Who speaks or presses a key interrupts:
Twilio drops its buffer (`clear`), and rtts stops and says which words were heard (`cancel`).
"""

import asyncio
import json
import logging
import os
import sys
from base64 import b64decode, b64encode
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from hmac import compare_digest, digest
from itertools import count
from typing import NamedTuple

from phone_parts import Ear, Message, RawSession, Turn
from websockets import ConnectionClosed, Request, Response
from websockets.asyncio.server import Server, ServerConnection, serve

OPTIONS: Message = {  # a voice and a language may be chosen here too
    "audio": {"codec": "mulaw", "rate": 8000, "framing": "raw", "frame_ms": 20},
    "pacing": {"mode": "burst"},  # Twilio holds what comes early, and `clear` takes it back
    "max_ahead_ms": 2000,  # as long may rtts be gone unheard; as much may an interruption waste
    "resume": True,
}

Text = AsyncGenerator[str, None]
log = logging.getLogger("twilio_bridge")


class Event(NamedTuple):
    """Something that an agent may want to answer."""

    kind: str  # start, speech (the caller begins), pause (has finished), dtmf, mark, heard
    detail: str = ""  # the key, the name of the mark, or the text that was heard
    remaining: str = ""  # of heard: the text that was not
    reason: str = ""  # of heard: done, client (interrupted), lost or shutdown (rtts was), hangup, …


class Mark(str):
    """Yielded between texts: an event of this name comes when the caller has heard the former."""

    __slots__ = ()


async def script(*pieces: str) -> Text:
    """Say these, as a model would write them: one after the other."""
    for piece in pieces:
        yield piece


def reply(call: "Call", event: Event) -> Text | None:
    """What the agent says to an event; None is nothing. Put your model here.

    It interrupts what is being said; what was `heard` of that is told before a text is asked for.
    """
    match event.kind:
        case "start":
            return script("Hello. ", Mark("greeted"), "I talk until you do, or press a key.")
        case "dtmf":
            return script(f"You pressed {event.detail}.")
        case "pause":
            return script("You had heard: ", *call.memory[-1:])
        case "heard":
            call.memory.append(event.detail)
            if event.reason in ("lost", "shutdown"):
                return script(event.remaining)
    return None


Reply = Callable[["Call", Event], Text | None]


class Call:
    """A phone call, from Twilio's `start` to its `stop`."""

    def __init__(self, twilio: ServerConnection, rtts: str, reply: Reply) -> None:
        self.id = ""
        self.parameters: dict[str, str] = {}  # what the TwiML says of the call
        self.memory: list[str] = []  # for the agent's use
        self._twilio = twilio
        self._rtts = RawSession(rtts, OPTIONS, self._hear)
        self._reply = reply
        self._stream = self._voice = ""
        self._numbers = count(1)
        self._turn: Turn | None = None  # what is being said
        self._turns: dict[str, Turn] = {}  # that, and what was interrupted and has no report yet
        self._feeding: asyncio.Future[None] = asyncio.Future()
        self._complaints: set[str] = set()
        self._ear = Ear()

    async def run(self) -> None:
        """Take part in the call until either side hangs up."""
        async with asyncio.TaskGroup() as tasks:
            session = tasks.create_task(self._rtts.run())
            try:
                async for raw in self._twilio:
                    await self._take(json.loads(raw))
            except ConnectionClosed:
                log.info("call %s was cut off", self.id)
            finally:
                session.cancel()  # and with it what is being spoken
                self._feeding.cancel()
                for turn in [*self._turns.values()]:
                    await self._settle(turn, turn.cut, "hangup")
        log.info("call %s ended", self.id)

    async def _take(self, message: Message) -> None:
        """Take what Twilio says."""
        match message["event"]:
            case "start":
                self._stream, self.id = message["streamSid"], message["start"]["callSid"]
                self.parameters = message["start"].get("customParameters", {})
                log.info("call %s begins", self.id)
                await self._tell(Event("start"))
            case "media" if message["media"]["track"] == "inbound":
                if change := self._ear.hear(b64decode(message["media"]["payload"])):
                    await self._tell(Event(change))
            case "dtmf":
                await self._tell(Event("dtmf", message["dtmf"]["digit"]))
            case "mark":
                await self._returned(message["mark"]["name"])
            case "stop":
                await self._twilio.close()

    async def _hear(self, message: Message | bytes) -> None:
        """Take what rtts says. Bare audio is of the context that started last."""
        if isinstance(message, bytes):
            if (turn := self._turn) and turn.name == self._voice:
                turn.sent_bytes += len(message)
                await self._send("media", media={"payload": b64encode(message).decode()})
                await self._mark(turn)
        elif message["type"] == "context.started":
            self._voice = message["context"]
        elif message["type"] == "lost":
            await self._lose()
        elif message["type"] in ("error", "warning") and message.get("re") != "in case":
            await self._complain(message["code"], self._turns.get(message.get("re") or ""))
        elif turn := self._turns.get(message.get("context") or ""):
            await self._hear_of(turn, message)

    async def _complain(self, code: str, turn: Turn | None) -> None:
        """Rtts refuses something: if it is a turn, its first text, or a cancel that is too late."""
        if code not in self._complaints:
            log.warning("call %s: rtts says %s", self.id, code)
        self._complaints.add(code)
        if turn is not None:
            self._rtts.send("cancel", context=turn.name, id="in case")  # it took the second text
            await self._settle(turn, turn.cut, code)

    async def _hear_of(self, turn: Turn, message: Message) -> None:
        match message["type"]:
            case "segment.done":
                turn.segments.append((message["end"], turn.sent_ms))
            case "mark" if turn is self._turn:
                await self._mark(turn, message["name"])
            case "context.done":
                turn.complete = True
                await self._settle_if_heard(turn)
            case "context.cancelled":
                await self._settle(turn, message["spoken_chars"], message["reason"])

    async def _lose(self) -> None:
        """Rtts has forgotten the session. What Twilio holds to its end is heard all the same."""
        for turn in [*self._turns.values()]:
            turn.known = False
            if turn.interrupted or not turn.complete:
                await self._settle(turn, turn.cut, "lost")

    async def _mark(self, turn: Turn, label: str = "") -> None:
        """Have Twilio say when the turn was heard up to here."""
        turn.marked = f"{turn.name} {turn.sent_ms} {label}"
        await self._send("mark", mark={"name": turn.marked})

    async def _returned(self, mark: str) -> None:
        """Take a mark that came back. Those that a `clear` sends back are of no turn any more."""
        name, ms, label = mark.split(" ", 2)
        turn = self._turn
        if turn is None or turn.name != name:
            return
        turn.returned, turn.heard_ms = mark, int(ms)
        if turn.known and not label:
            self._rtts.send("played", context=name, played_ms=turn.heard_ms)
        if label:
            await self._tell(Event("mark", label))
        await self._settle_if_heard(turn)

    async def _tell(self, event: Event) -> None:
        """Let the agent know, and say what it has to say."""
        if event.kind in ("speech", "dtmf"):
            await self._hush()
        source = self._reply(self, event)
        if source is None or event.reason == "hangup":
            return
        await self._hush()
        turn = Turn(f"t{next(self._numbers)}")
        earlier = [*self._turns.values()]
        self._turn = self._turns[turn.name] = turn
        self._feeding = asyncio.create_task(self._feed(turn, source, earlier))

    async def _feed(self, turn: Turn, source: Text, earlier: list[Turn]) -> None:
        """Send rtts the agent's words as they come."""
        for each in earlier:
            await each.over.wait()
        self._rtts.send("text", context=turn.name, text="", id=turn.name)
        try:
            async for piece in source:
                if isinstance(piece, Mark):
                    self._rtts.send("mark", context=turn.name, name=piece)
                else:
                    turn.text += piece
                    self._rtts.send("text", context=turn.name, text=piece)
        except Exception:
            log.exception("call %s: the agent failed", self.id)
        self._rtts.send("end", context=turn.name)

    async def _hush(self) -> None:
        """Be silent at once. `_settle` follows, when rtts has said what was heard."""
        turn, self._turn = self._turn, None
        if turn is None:
            return
        turn.interrupted = True
        self._feeding.cancel()
        self._rtts.send("cancel", context=turn.name, played_ms=turn.heard_ms, id=turn.name)
        await self._send("clear")

    async def _settle_if_heard(self, turn: Turn) -> None:
        if turn.complete and turn.returned == turn.marked and turn is self._turn:
            self._turn = None
            await self._settle(turn, len(turn.text), "done")

    async def _settle(self, turn: Turn, cut: int, reason: str) -> None:
        """End a turn, of which so many characters were heard."""
        if self._turns.pop(turn.name, None) is None:
            return
        if turn is self._turn:  # rtts ended it: what Twilio holds is among what was not heard
            self._turn = None
            self._feeding.cancel()
            await self._send("clear")
        reason = "client" if turn.interrupted else reason
        await self._tell(Event("heard", turn.text[:cut], turn.text[cut:], reason))
        turn.over.set()

    async def _send(self, event: str, **fields: Message) -> None:
        with suppress(ConnectionClosed):  # `run` sees that as well
            message = {"event": event, "streamSid": self._stream, **fields}
            await self._twilio.send(json.dumps(message))


def check_signature(socket: ServerConnection, request: Request) -> Response | None:
    """Turn away who is not Twilio, where TWILIO_AUTH_TOKEN is set."""
    token = os.environ.get("TWILIO_AUTH_TOKEN")
    if not token:
        return None
    url = os.environ.get("TWILIO_STREAM_URL", f"wss://{request.headers['Host']}{request.path}")
    signature = b64encode(digest(token.encode(), url.encode(), "sha1"))
    if compare_digest(signature, request.headers.get("X-Twilio-Signature", "").encode()):
        return None
    log.warning("a request without a good X-Twilio-Signature was refused")
    return socket.respond(403, "This is for Twilio.\n")


async def answer_calls(rtts: str, port: int, reply: Reply = reply) -> Server:
    """A server that answers calls, to be entered with `async with`."""
    return await serve(
        lambda twilio: Call(twilio, rtts, reply).run(),
        "127.0.0.1",
        port,
        process_request=check_signature,
        compression=None,
    )


async def main(rtts: str = "ws://127.0.0.1:8765", port: str = "8080") -> None:
    """Answer calls until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("websockets").setLevel(logging.WARNING)  # below, it would log credentials
    async with await answer_calls(rtts, int(port)) as server:
        log.info("waiting for Twilio on port %s", server.sockets[0].getsockname()[1])
        await server.serve_forever()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main(*sys.argv[1:]))
