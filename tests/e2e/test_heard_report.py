"""What the agent is told of a turn that was interrupted."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.access.bucket import TokenBucket
from rtts.engines.base import Chunk, Job, Word
from rtts.protocol.native import Native
from rtts.server.connection import Connection
from rtts.session.session import Session
from tests.server.test_connection import PCM, Line, Watch
from tests.support.aio import run
from tests.support.house import Message, house
from tests.support.pipes import RATE, SlowSpeaker, SlowThreads, SlowUtterance, service
from tests.support.talk import welcome
from tests.support.virtual import pass_time, run_virtual

WORDS = "Hello there, my friend."
"""The tone engine says a character in 50 ms: the words end at 250, 600, 750 and 1150 ms."""


async def interrupted(played: dict[str, Any], cancel: dict[str, Any], engine: str) -> Message:
    """The report on a turn that was cut off once all of it had been sent."""
    async with house(engine) as home, home.call("?codec=pcm_s16le") as client:
        await client.say("text", context="a", text=WORDS)
        await client.say("end", context="a")
        await client.until("context.done")
        if played:
            await client.say("played", context="a", **played)
        await client.say("cancel", context="a", **cancel)
        return await client.until("context.cancelled")


REPORTS = [
    ({}, {"played_ms": 600}, "Hello there,"),
    ({}, {"played_ms": 599}, "Hello"),
    ({"played_ms": 260}, {}, "Hello"),
    ({"played_ms": 260}, {"played_ms": 800}, "Hello there, my"),
    ({"played_ms": 800}, {"played_ms": 260}, "Hello there, my"),
    ({"played_ms": 0}, {}, ""),
    ({}, {"played_ms": 99_999}, WORDS),
]


@pytest.mark.parametrize(("played", "cancel", "spoken"), REPORTS)
def test_what_was_heard_is_told_by_the_cancel_else_by_the_last_report(
    played: dict[str, Any], cancel: dict[str, Any], spoken: str
) -> None:
    """To the word; what a client said it has played it cannot take back."""
    if cancel.get("played_ms") == 99_999:
        cancel = {"played_ms": 1149 + 51}
    report = run(interrupted(played, cancel, "tone"))
    assert (report["text_spoken"], report["precision"]) == (spoken, "word")
    assert report["text_spoken"] + report["text_remaining"] == WORDS


def test_without_any_report_the_clock_says_what_was_heard() -> None:
    """As much as has been played since the first frame arrived, if it was played at once."""

    async def scenario() -> tuple[Message, float]:
        async with house() as home, home.call("?codec=pcm_s16le") as client:
            await client.say("text", context="a", text=WORDS)
            await client.frame()
            began = asyncio.get_running_loop().time()
            await client.listen(0.7)
            await client.say("cancel", context="a")
            report = await client.until("context.cancelled")
            return report, (asyncio.get_running_loop().time() - began) * 1000

    report, elapsed_ms = run(scenario())
    assert 650 <= report["played_ms"] <= elapsed_ms + 20
    heard = [word for word, end in (("Hello", 250), (" there,", 600)) if end <= report["played_ms"]]
    assert report["text_spoken"].startswith("".join(heard))
    assert report["text_spoken"] + report["text_remaining"] == WORDS


@dataclass
class WordSpeaker(SlowSpeaker):
    """Says each word in 100 ms, at the pace of a listener; may not know its word times."""

    word_times: bool = True
    word_s: float = 0.02

    async def open(self, job: Job) -> SlowUtterance:
        return WordUtterance(self, job)


class WordUtterance(SlowUtterance):
    """A chunk for each word."""

    async def __aiter__(self) -> AsyncIterator[Chunk]:
        speaker = self.voice
        assert isinstance(speaker, WordSpeaker)
        size, at = RATE // 10, 0
        for number, text in enumerate(self.text.split()):
            await asyncio.sleep(speaker.word_s)
            start = self.text.index(text, at)
            at = start + len(text)
            word = Word(start, at, number * size, (number + 1) * size)
            yield Chunk(self.job.id, bytes(2 * size), (word,) if speaker.word_times else ())


@dataclass
class Script:
    """Pieces of text that a client sends, and when and how it interrupts."""

    pieces: list[str]
    gap_s: float = 0.0
    cancel_at_s: float = 0.5
    played_ms: int | None = None
    reported_ms: int | None = None
    end: bool = True
    lexicon: list[dict[str, str]] = field(default_factory=list)


def play(script: Script, *, word_times: bool = True) -> Line:
    """What a client of the script receives, in virtual time."""

    async def scenario() -> Line:
        loop = asyncio.get_running_loop()
        speech = service(WordSpeaker(word_times=word_times), SlowThreads())
        hello = welcome()
        if not word_times:
            engine = msgspec.structs.replace(hello.engine, word_times=False)
            hello = dataclasses.replace(hello, engine=engine)
        session = Session(hello, loop.time())
        first = session.start(PCM | {"lexicon": script.lexicon})
        line = Line()
        bucket = TokenBucket(1000, 10_000, loop.time())
        connection = Connection(line, Native(), session, speech, Watch(), bucket)
        running = asyncio.create_task(connection.run(first))
        await _send(line, script)
        line.hang_up()
        await running
        return line

    return run_virtual(scenario())


async def _send(line: Line, script: Script) -> None:
    for piece in script.pieces:
        line.say("text", context="a", text=piece)
        await pass_time(script.gap_s)
    if script.end:
        line.say("end", context="a")
    if script.reported_ms is not None:
        await pass_time(script.cancel_at_s / 2)
        line.say("played", context="a", played_ms=script.reported_ms)
    await pass_time(script.cancel_at_s)
    played = {} if script.played_ms is None else {"played_ms": script.played_ms}
    line.say("cancel", context="a", **played)
    await pass_time(0.1)


def report_of(line: Line) -> Message | None:
    """The report of the one context; None if all of it had been heard before."""
    reports: list[Message] = line.messages_of("context.cancelled")
    return reports[0] if reports else None


PIECES = st.one_of(
    st.sampled_from(
        [
            "Hello there. ",
            "**Bold** words, ",
            "`code` and _more_ ",
            "# Head\n",
            "- item one\n- item two\n",
            "It costs $5.50, ",
            "at 12:30 on 3/4/2024. ",
            "1,000,000 of them ",
            "😀 ",
            "👩🏽‍🚀!",
            "kubectl ",
            "[a link](http://example.com/x?y=z) ",
            "```\nx = 1\n```\n",
            "| a | b |\n|---|---|\n| 1 | 2 |\n",
            "<b>tag</b> &amp; ",
            "$x^2$ is 10 km/h. ",
            "\n\n",
            "e.g. Dr. Who ",
            "末尾。",
            "no end",
        ]
    ),
    st.text(max_size=12),
)
LEXICON = [{"match": "kubectl", "say": "cube control"}, {"match": "Dr. Who", "say": ""}]


@settings(max_examples=80, deadline=None)
@given(
    pieces=st.lists(PIECES, min_size=1, max_size=8),
    gap_s=st.sampled_from([0.0, 0.01, 0.3]),
    cancel_at_s=st.floats(0, 3),
    played_ms=st.none() | st.integers(0, 4000),
    reported_ms=st.none() | st.integers(0, 4000),
    end=st.booleans(),
    word_times=st.booleans(),
)
def test_in_every_script_what_was_heard_and_what_was_not_is_what_was_sent(
    *,
    pieces: list[str],
    gap_s: float,
    cancel_at_s: float,
    played_ms: int | None,
    reported_ms: int | None,
    end: bool,
    word_times: bool,
) -> None:
    """Whatever was normalized, skipped or replaced on its way to the engine."""
    sent = [piece for piece in pieces if _is_wire_text(piece)] or ["Hello. "]
    script = Script(sent, gap_s, cancel_at_s, played_ms, reported_ms, end, LEXICON)
    line = play(script, word_times=word_times)
    assert not [m for m in line.messages_of("error") if m["code"] == "internal"]
    report = report_of(line)
    if report is None:
        return
    text = "".join(sent)
    assert report["text_spoken"] + report["text_remaining"] == text
    assert report["spoken_chars"] == len(report["text_spoken"])
    assert report["played_ms"] <= report["sent_ms"]
    assert report["precision"] == ("word" if word_times else "segment")
    after = line.received[line.received.index(report) + 1 :]
    assert not [item for item in after if not isinstance(item, dict)], "no frame follows"


def _is_wire_text(text: str) -> bool:
    return bool(text) and not any(0xD800 <= ord(char) < 0xE000 for char in text)


NAMES = ["alpha", "beta", "gamma", "delta", "omega", "sigma"]


@settings(max_examples=60, deadline=None)
@given(
    sentences=st.lists(
        st.lists(st.sampled_from(NAMES), min_size=2, max_size=6), min_size=1, max_size=4
    ),
    played_ms=st.integers(0, 3000),
    cancel_at_s=st.floats(0.05, 2),
    word_times=st.booleans(),
)
def test_the_cut_is_behind_the_last_word_or_segment_that_was_heard_whole(
    sentences: list[list[str]], played_ms: int, cancel_at_s: float, *, word_times: bool
) -> None:
    """Of plain words, 100 ms each, it is known where that is."""
    texts = [" ".join(words).capitalize() + ". " for words in sentences]
    script = Script(texts, cancel_at_s=cancel_at_s, played_ms=played_ms)
    report = report_of(play(script, word_times=word_times))
    if report is None:
        return
    heard_ms, at, expected, whole = report["played_ms"], 0, 0, 0
    for text, words in zip(texts, sentences, strict=True):
        ends = [len(" ".join(words[: n + 1])) for n in range(len(words))]
        ends[-1] += 1  # the full stop
        heard = min(max((heard_ms - whole) // 100, 0), len(words))
        if heard and (word_times or heard == len(words)):
            expected = at + ends[heard - 1]
        at += len(text)
        whole += 100 * len(words)
    spoken = report["text_spoken"]
    assert spoken.rstrip() == "".join(texts)[:expected].rstrip()
