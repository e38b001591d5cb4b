"""A client that says anything at any time, to a live server, and the laws that hold even so."""

import asyncio
import random
from collections import defaultdict
from typing import Any

import pytest

from rtts.protocol.frames import Frame
from tests.support.aio import run
from tests.support.house import Call, Message, house

OPTIONS: list[dict[str, Any]] = [
    {"on_new_context": "queue"},
    {"on_new_context": "parallel"},
    {"on_new_context": "interrupt"},
    {"timestamps": "word"},
    {"timestamps": "segment"},
    {"timestamps": "none"},
    {"split": {"mode": "clause", "min_chars": 0}},
    {"split": {"mode": "sentence", "max_delay_ms": 20}},
    {"audio": {"codec": "pcm_s16le", "bundle": True}},
    {"audio": {"codec": "opus", "bundle": False, "frame_ms": 60}},
    {"audio": {"codec": "mulaw", "rate": 8000}},
    {"pacing": {"mode": "lead", "lead_ms": 100}},
    {"pacing": {"mode": "burst"}},
    {"pacing": {"mode": "realtime"}},
    {"max_ahead_ms": 1000},
    {"lexicon": [{"match": "two", "say": "to a certain degree"}]},
    {"speed": 99, "voice": "nobody"},
]
WORDS = [
    "one ",
    "two ",
    "three. ",
    "Four, ",
    "five! ",
    "six😀. ",
    "It is 3.",
    "14 ",
    "\n\n",
    "bad ",
    "**bold** ",
    "$5 and 2",
    "0 % of `x_1`. ",
    "\n# Head\n",
    "\n```\n()\n```\n",
    "[a](/) ",
]
"""The engine fails at `bad`; two of them are too short to stand alone. Some are not said as they
are written; what is not said of them at all has neither letter nor digit."""


class Walk:
    """Says what chance picks, and notes what it may expect."""

    def __init__(self, client: Call, seed: int) -> None:
        self.client = client
        self.chance = random.Random(seed)
        self.sent: dict[str, str] = {}
        self.open: list[str] = []
        self.asked: dict[str, tuple[str, int]] = {}
        """Of each flush and mark: its context, and how much text came before it."""
        self._mode = "queue"
        self._ids = 0

    async def step(self) -> None:
        """One message; for a while nothing, now and then."""
        weights = {"text": 12, "flush": 3, "mark": 3, "end": 2, "cancel": 1, "cancel_all": 0.4}
        weights |= {"update": 2, "played": 2, "ping": 1, "wait": 4}
        kinds, numbers = list(weights), list(weights.values())
        await getattr(self, f"_{self.chance.choices(kinds, numbers)[0]}")()

    async def finish(self) -> None:
        """End some contexts and cancel the others, then see that everything was answered."""
        for name in self.open[::2]:
            await self.client.say("end", context=name)
        await self.client.listen(0.2)
        await self.client.say("cancel", id="last")
        await self.client.say("ping", t="bye")
        await self.client.until("pong", t="bye")

    async def _text(self) -> None:
        known = len(self.sent)
        name = self.chance.choice([*self.open, f"t{known}"] if len(self.open) < 4 else self.open)
        text = "".join(self.chance.choices(WORDS, k=self.chance.randint(1, 5)))
        if name not in self.sent:
            if self._mode == "interrupt":
                self.open.clear()
            self.open.append(name)
        self.sent[name] = self.sent.get(name, "") + text
        await self.client.say("text", context=name, text=text)

    async def _flush(self) -> None:
        await self._ask("flush")

    async def _mark(self) -> None:
        await self._ask("mark", name="m")

    async def _ask(self, kind: str, **fields: str) -> None:
        self._ids += 1
        name = self._any_name()
        self.asked[f"{kind}{self._ids}"] = (name, len(self.sent.get(name, "").rstrip()))
        await self.client.say(kind, context=name, id=f"{kind}{self._ids}", **fields)

    async def _end(self) -> None:
        if self.open:
            name = self.open.pop(self.chance.randrange(len(self.open)))
            await self.client.say("end", context=name)

    async def _cancel(self) -> None:
        name = self._any_name()
        if name in self.open:
            self.open.remove(name)
        played = {"played_ms": self.chance.randint(0, 2000)} if self.chance.random() < 0.5 else {}
        await self.client.say("cancel", context=name, **played)

    async def _cancel_all(self) -> None:
        self.open.clear()
        await self.client.say("cancel")

    async def _update(self) -> None:
        options = self.chance.choice(OPTIONS)
        self._mode = options.get("on_new_context", self._mode)
        await self.client.say("session.update", session=options)

    async def _played(self) -> None:
        name, played_ms = self._any_name(), self.chance.randint(0, 3000)
        await self.client.say("played", context=name, played_ms=played_ms)

    async def _ping(self) -> None:
        await self.client.say("ping", t=self._ids)

    async def _wait(self) -> None:
        await self.client.listen(self.chance.random() * 0.03)

    def _any_name(self) -> str:
        return self.chance.choice([*self.sent, "never"])


def check_order(received: list[Message | Frame]) -> None:
    """Frames without gaps, within the life of their context, and no early answers."""
    context_of: dict[int, str] = {}
    clock_of: dict[str, int] = {}
    over: set[str] = set()
    ticks: dict[str, int] = defaultdict(int)
    frames: dict[str, int] = defaultdict(int)
    for item in received:
        if isinstance(item, Frame):
            name = context_of[item.handle]
            assert name not in over, f"a frame behind the end of {name}"
            assert (item.sequence, item.pts) == (frames[name], ticks[name])
            frames[name] += 1
            ticks[name] += item.samples
            continue
        name, kind = item.get("context", ""), item["type"]
        if kind == "context.started":
            assert item["handle"] not in context_of
            context_of[item["handle"]] = name
            clock_of[name] = item["audio"]["clock"]
        elif kind in ("segment", "segment.done", "timestamps", "mark", "flushed", "context.done"):
            assert name not in over, f"{kind} behind the end of {name}"
        if kind in ("mark", "flushed", "context.done", "segment"):
            sent_ms = ticks[name] * 1000 / clock_of[name]
            assert item["audio_ms"] == pytest.approx(sent_ms, abs=0.51)
        if kind in ("context.done", "context.cancelled"):
            over.add(name)


def check_ends(walk: Walk, received: list[Message | Frame]) -> None:
    """Every context ends once, and its reports hold the very text that was sent."""
    ends: dict[str, list[str]] = defaultdict(list)
    for item in received:
        if isinstance(item, Frame) or item["type"] not in ("context.done", "context.cancelled"):
            continue
        name, sent = item["context"], walk.sent[item["context"]]
        ends[name].append(item["type"])
        if item["type"] == "context.done":
            assert item["chars"] == len(sent)
        else:
            assert item["text_spoken"] + item["text_remaining"] == sent
            assert item["spoken_chars"] == len(item["text_spoken"])
            assert item["played_ms"] <= item["sent_ms"]
    assert set(ends) == set(walk.sent)
    for kinds in ends.values():
        assert kinds in (
            ["context.done"],
            ["context.cancelled"],
            ["context.done", "context.cancelled"],
        )


def check_answers(walk: Walk, received: list[Message | Frame]) -> None:
    """Every flush and mark is answered once, behind the text before it, or by a cancel."""
    begun_to: dict[str, int] = {}
    spoken_to: dict[str, int] = defaultdict(int)
    answers: dict[str, list[str]] = defaultdict(list)
    cancelled = set()
    for item in received:
        if isinstance(item, Frame):
            continue
        name, request = item.get("context", ""), item.get("re")
        if item["type"] == "segment":
            begun_to[name] = item["end"]
            assert item["text"] == walk.sent[name][item["start"] : item["end"]]
        elif item["type"] == "segment.done":
            spoken_to[name] = item["end"]
        elif item.get("code") == "synthesis_failed":
            spoken_to[name] = begun_to[name]
            assert walk.sent[name][: begun_to[name]].endswith(item["text_remaining"])
        elif item["type"] == "context.cancelled":
            cancelled.add(name)
        if request in walk.asked and item.get("code") != "no_speakable_text":
            answers[request].append(item["type"])
            if item["type"] in ("flushed", "mark"):
                assert spoken_to[name] >= _last_word(walk.sent[name], walk.asked[request][1])
    for request, (name, _) in walk.asked.items():
        assert len(answers[request]) <= 1
        assert answers[request] or name in cancelled, f"{request} of {name} got no answer"


def _last_word(text: str, before: int) -> int:
    """Offset behind the last letter or digit before an offset."""
    return max((at + 1 for at in range(before) if text[at].isalnum()), default=0)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_said_the_laws_of_the_protocol_hold(seed: int) -> None:
    """Order, text, answers and ends, of three clients at once."""

    async def one(client: Call, number: int) -> Walk:
        walk = Walk(client, seed * 10 + number)
        for _ in range(120):
            await walk.step()
        await walk.finish()
        return walk

    async def scenario() -> list[Walk]:
        faults = {"fail_on": "bad"}
        async with (
            house("tone", max_contexts=200, engine_options=faults) as home,
            home.call() as first,
            home.call() as second,
            home.call() as third,
        ):
            clients = enumerate((first, second, third))
            return await asyncio.gather(*(one(client, number) for number, client in clients))

    for walk in run(scenario(), timeout=60):
        check_order(walk.client.received)
        check_ends(walk, walk.client.received)
        check_answers(walk, walk.client.received)
