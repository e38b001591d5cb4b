"""A client that says anything at any time, to a live server, and the laws that hold even so."""

import asyncio
import random
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from rtts.protocol.dialect import Outgoing
from tests.e2e import laws
from tests.e2e.caller import Caller, Loss
from tests.e2e.healthy import faultless_log, server_of
from tests.e2e.script import GARBAGE, OPTIONS, WORDS, Script
from tests.support.aio import run
from tests.support.house import Call, House, house

FAULTS = {"fail_on": "bad"}
GROWS = FAULTS | {"grows": "true", "span_letters": "40"}


TALK = {"text": 12, "flush": 3, "mark": 3, "end": 2, "cancel": 1, "cancel_all": 0.4}
TALK |= {"update": 2, "played": 2, "ping": 1, "late_text": 0.5, "nonsense": 0.5}
"""How often what is said, of those who say anything."""


def something(script: Script, chance: random.Random) -> str:
    """What chance has a client say next."""
    kind = chance.choices(list(TALK), list(TALK.values()))[0]
    possible = {"end": script.open, "late_text": script.closed}
    if not possible.get(kind, True):
        kind = "text"
    pick = chance.randrange(8)
    match kind:
        case "text":
            return script.text(pick, chance.choices(WORDS, k=chance.randint(1, 5)))
        case "cancel":
            return script.cancel(pick, chance.choice([None, chance.randint(0, 2000)]))
        case "cancel_all":
            return script.cancel_all()
        case "update":
            return script.update(chance.choice(OPTIONS))
        case "played":
            return script.played(pick, chance.randint(0, 3000))
        case "ping":
            return script.ping()
        case "nonsense":
            return script.nonsense(chance.choice(GARBAGE))
    message: str = getattr(script, kind)(pick)
    return message


class Walk:
    """Says what chance picks."""

    def __init__(self, client: Call, seed: int) -> None:
        self.client = client
        self.script = Script()
        self.chance = random.Random(seed)

    async def step(self) -> None:
        """One message; for a while nothing, now and then."""
        if self.chance.random() < 0.13:
            await self.client.listen(self.chance.random() * 0.03)
        else:
            await self.client.socket.send(something(self.script, self.chance))

    async def finish(self) -> None:
        """End some contexts and cancel the others, then see that everything was answered."""
        for name in self.script.open[::2]:
            await self.client.say("end", context=name)
        await self.client.listen(0.2)
        await self.client.say("cancel", id="last")
        await self.client.socket.send(self.script.ping())
        await self.client.until("pong", t=self.script.pings)


def open_to_all(home: House) -> None:
    """How busy the machine is says nothing about the laws: nobody is refused for it."""
    reception = server_of(home)._reception
    reception._speech = replace(reception._speech, admit=lambda _now: None)
    reception._door = replace(reception._door, room=lambda: None)


@pytest.mark.parametrize("options", [FAULTS, GROWS])
@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_said_the_laws_of_the_protocol_hold(seed: int, options: dict[str, str]) -> None:
    """Order, text, answers and ends, of three clients at once."""

    async def one(client: Call, number: int) -> Walk:
        walk = Walk(client, seed * 10 + number)
        for _ in range(120):
            await walk.step()
        await walk.finish()
        return walk

    async def scenario() -> list[Walk]:
        async with house("tone", max_contexts=200, engine_options=options) as home:
            open_to_all(home)
            async with home.call() as first, home.call() as second, home.call() as third:
                clients = enumerate((first, second, third))
                return await asyncio.gather(*(one(client, number) for number, client in clients))

    for walk in run(scenario()):
        laws.check(walk.script, walk.client.received)


# A line that is lost, and a client that does not read.

HELD_BYTES = 128 * 1024
STORY = "The story goes on, and nobody knows where it ends, or who has told it first. " * 3
"""12 s of speech: as PCM four times what is held of a session."""
STUFF: dict[str, Any] = {
    "on_new_context": "parallel",
    "pacing": {"mode": "burst"},
    "max_ahead_ms": 15_000,
    "audio": {"codec": "pcm_s16le", "bundle": False},
}
FRAME_BYTES = 8 * 1024
"""The longest, and what a batch may be over its size."""
UNREAD_BYTES = 16 * 1024 + FRAME_BYTES + 24 * 1024
"""What a server lets go out unsent, and what a client's own kernel and library take unread."""
ANSWERS_BYTES = 64 * 1024
"""Of answers as many may wait before the server reads no further."""
CHANNEL_MS = 1000 + 100


class LooseWalk:
    """Says what chance picks over a line that chance cuts, to a client that may not read it."""

    def __init__(self, home: House, seed: int) -> None:
        self.caller = Caller(home)
        self.script = Script()
        self.chance = random.Random(seed)
        self.log: list[str] = []
        self._home = home
        self._stuffed = ""
        self._lost: Loss | None = None

    async def walk(self, steps: int) -> None:
        """From the first `ready` to the goodbye. What fails, fails with the way up to there."""
        try:
            await self.caller.open("?resume=true&codec=pcm_s16le")
            for _ in range(steps):
                await self._step()
                self._check_bounds()
            await self._finish()
        except BaseException as error:
            error.add_note("\n".join(self.log))
            self.caller.give_up()
            raise
        finally:
            await self.caller.close()

    async def _step(self) -> None:
        steps: dict[Callable[[], Coroutine[Any, Any, None]], float] = {self._talk: 10}
        if self._lost is not None:
            steps[self._come_back] = 3
        else:
            steps[self._lose_line] = 1.2
            if self.caller.reads:
                steps |= {self._listen: 4, self._stop_reading: 0.8}
            else:
                steps[self._read_on] = 2
        (step,) = self.chance.choices(list(steps), list(steps.values()))
        await step()

    async def _talk(self) -> None:
        self.log.append(something(self.script, self.chance))
        await self.caller.say(self.log[-1])

    async def _listen(self) -> None:
        """To some of what is spoken, as one who says what it has played; or to what was sent."""
        items = self.chance.randrange(13)
        self.log.append(f"listen {items}")
        if not self.script.open or not items:
            await self._answered()
            return
        await self.caller.say(self.script.flush_oldest())
        request = list(self.script.asked)[-1]
        for _ in range(items):
            for name in self.script.sent:
                await self.caller.say(self.script.heard_out(name))
            item = await self.caller.next()
            if isinstance(item, dict) and item.get("re") == request:
                return

    async def _answered(self) -> None:
        """Read all that was sent before the next message was taken."""
        await self.caller.say(self.script.ping())
        await self.caller.until("pong", t=self.script.pings)

    async def _stop_reading(self) -> None:
        """And have more spoken than anybody on the way takes."""
        self.log.append("stop_reading")
        caller, script = self.caller, self.script
        await self._answered()
        caller.stop_reading()
        await caller.say(script.text(0, [STORY], STUFF))
        self._stuffed = script.open[-1]
        await caller.say(script.end(-1))
        await caller.understood()
        await caller.until_server(lambda: caller.held_back or not caller.speaks(self._stuffed))
        assert caller.unread_bytes <= UNREAD_BYTES
        if not caller.held_back:
            await self._failed_before()

    async def _failed_before(self) -> None:
        """The speech that should have been held back failed: the client has to be told so."""
        caller = self.caller
        caller.read_on()
        await self._answered()
        told = [item for item in caller.received if isinstance(item, dict)]
        reports = [item for item in told if item["type"] == "context.cancelled"]
        assert self._stuffed in {item["context"] for item in reports}, (
            "it writes on to a client that does not read"
        )

    async def _read_on(self) -> None:
        self.log.append("read_on")
        self.caller.read_on()

    async def _lose_line(self) -> None:
        """What is under way either way is lost with it."""
        how: Loss = self.chance.choice(("reset", "close", "silence"))
        drain = self.chance.random() < 0.5
        self.log.append(f"lose_line {how} {drain}")
        self._lost = how
        await self.caller.lose_line(how, drain=drain)

    async def _come_back(self) -> None:
        """Before the server misses its client, after it, or when it can hold no more."""
        when = self.chance.choice(("at once", "missed", "full"))
        hear_answer = self.chance.random() < 0.5
        self.log.append(f"come_back {when} {hear_answer}")
        caller = self.caller
        if self._lost != "silence" and when != "at once":
            await caller.until_server(lambda: caller.kept.down)
            if when == "full":
                await caller.until_server(self._held_to_the_full)
                self._check_bounds()
        self._lost = None
        await caller.back(hear_answer=hear_answer)

    def _held_to_the_full(self) -> bool:
        return self.caller.kept.congested or not self.caller.speaks(self._stuffed)

    def _check_bounds(self) -> None:
        """Of what waits for the client: above the line, on it, and beside it."""
        caller = self.caller
        held = server_of(self._home).resumptions.held_bytes
        assert held <= HELD_BYTES + FRAME_BYTES + ANSWERS_BYTES
        assert caller.unread_bytes <= UNREAD_BYTES + ANSWERS_BYTES
        for pipeline, _ in caller.connection._running.values():
            for channel in (pipeline._sounds, pipeline._packets):
                assert channel._held <= CHANNEL_MS

    async def _finish(self) -> None:
        """End some contexts and cancel the others; then every law has held."""
        self.log.append("finish")
        caller, script = self.caller, self.script
        if self._lost is not None:
            await caller.back(hear_answer=True)
        caller.read_on()
        for _ in script.open[::2]:
            await caller.say(script.end(0))
        for _ in range(3):
            await self._answered()
        await caller.say(script.cancel_all())
        await self._answered()
        laws.check(script, caller.received)


@pytest.mark.parametrize(
    ("seeds", "options"), [(0, FAULTS), (30, FAULTS), (60, FAULTS), (90, GROWS)]
)
def test_whatever_happens_to_the_line_the_laws_hold(seeds: int, options: dict[str, str]) -> None:
    """Lost, not read and found again at any step; nothing twice, nothing missing, nothing late."""

    async def scenario() -> None:
        async with house("tone", max_contexts=200, engine_options=options) as home:
            open_to_all(home)
            resumptions = server_of(home).resumptions
            resumptions.rules = replace(resumptions.rules, window_s=600, held_bytes=HELD_BYTES)
            for seed in range(seeds, seeds + 30):
                walk = LooseWalk(home, seed)
                walk.log.append(f"seed {seed}")
                await walk.walk(60)
            assert not resumptions.held_bytes

    with faultless_log():
        run(scenario())


def test_who_asks_and_reads_nothing_is_given_up_after_its_window() -> None:
    """Though nobody speaks, and the server reads no more from one that has so much to read."""

    async def scenario() -> None:
        async with house("tone", send_timeout_s=0.2) as home:
            resumptions = server_of(home).resumptions
            resumptions.rules = replace(resumptions.rules, window_s=0.2)
            caller, script = Caller(home), Script()
            await caller.open("?resume=true&codec=pcm_s16le")
            caller.stop_reading()
            lexicon = [{"match": f"a{number}", "say": "b" * 200} for number in range(50)]
            for _ in range(40):
                await caller.say(script.update({"lexicon": lexicon}))
            await caller.until_server(lambda: caller.kept.backlog > ANSWERS_BYTES)
            await caller.until_server(lambda: not server_of(home).sessions)
            assert not resumptions.held_bytes
            caller.give_up()
            await caller.close()

    run(scenario())


def test_a_line_that_closes_takes_nothing_more() -> None:
    """Before anybody was told of it: else what nobody gets would count as handed over."""

    async def scenario() -> None:
        async with house("tone") as home:
            caller = Caller(home)
            await caller.open("?resume=true")
            line = caller.line
            assert line is not None
            line.transport.abort()
            sent_bytes, congested = line.sent_bytes, line.congested
            line.put([Outgoing(b"lost", binary=True)])
            assert (line.sent_bytes, congested) == (sent_bytes, True)
            caller.give_up()
            await caller.close()

    run(scenario())
