"""Workers and servers that break the rules of the pipe, by accident or worse."""

import asyncio
import random
import struct
from pathlib import Path

import msgspec
import pytest

from rtts.engines.base import Chunk, Ended, EngineInfo, Failed, Voice, Word
from rtts.engines.tone import render
from rtts.errors import SynthesisFailed, WorkerUnavailable
from rtts.worker.pipe import MAX_MESSAGE_BYTES
from rtts.worker.wire import (
    Cancel,
    Described,
    Feed,
    Finish,
    FromServer,
    Lead,
    Leaving,
    Load,
    Loaded,
    Open,
    Ping,
    Pulse,
    Shutdown,
    WorkerSpec,
)
from tests.support.aio import run
from tests.worker import rude
from tests.worker.support import JOB, Peer, begin, collect, house_of, samples, say, tone

INFO = EngineInfo(
    name="tone",
    model="tone",
    sample_rate=24000,
    default_voice="tone",
    voices=(Voice("tone", "tone", ("en",)),),
    languages=("en",),
)


def frames(*messages: msgspec.Struct) -> bytes:
    """The messages as they cross the pipe."""
    bodies = [msgspec.msgpack.encode(message) for message in messages]
    return b"".join(struct.pack(">I", len(body)) + body for body in bodies)


def framed(body: bytes) -> bytes:
    """Bytes that are announced as a message."""
    return struct.pack(">I", len(body)) + body


HELLO = frames(Described(INFO), Load(0, 0, 0.0), Loaded())
NOISE = random.Random(7).randbytes(4096)
GARBAGE = {
    "noise": b"\xee" + NOISE,
    "oversized": struct.pack(">I", MAX_MESSAGE_BYTES + 1),
    "framed-noise": framed(NOISE),
    "not-utf8": framed(b"\x93\xa4feed\x01\xa3\xff\xfe\xfd"),
    "tag-not-utf8": framed(b"\x92\xa1\xff\x05"),
    "deep": framed(b"\x94\xa4feed\x01\xa1a" + b"\x91" * 100_000 + b"\x01"),
    "endless-list": framed(b"\xdd\xff\xff\xff\xff"),
    "empty": framed(b""),
}
ABSURD_ON_CONTROL = {
    "described-twice": HELLO + frames(Described(INFO)),
    "loaded-twice": HELLO + frames(Loaded()),
    "loaded-first": frames(Loaded()),
    "load-first": frames(Load(0, 0, 0.0)),
    "speech": HELLO + frames(Chunk(1, b"\0\0")),
    "an-end": HELLO + frames(Ended(1)),
}
ABSURD_TO_A_SERVER = {
    "half-a-sample": frames(Chunk(1, b"\0\0\0")),
    "word-outside": frames(Chunk(1, b"\0\0", (Word(0, 10_000, 0, 1),))),
    "word-backwards": frames(Chunk(1, b"\0\0", (Word(3, 1, 0, 1),))),
    "word-before": frames(Chunk(1, b"\0\0", (Word(-5, 1, 0, 1),))),
    "word-never-ends": frames(Chunk(1, b"\0\0", (Word(0, 1, 9, 1),))),
    "pulse": frames(Pulse(0.0, 0.0)),
}


def saying(
    folder: Path, control: bytes, answer: bytes = b"", *, greeting: bytes = HELLO, times: int = 1
) -> WorkerSpec:
    """A worker that says this; when it has been started so often, a good one."""
    script = rude.Script(control.hex(), greeting.hex(), answer.hex(), str(folder / "times"), times)
    path = folder / "script.json"
    path.write_bytes(msgspec.json.encode(script))
    return msgspec.structs.replace(tone(), model=str(path))


@pytest.mark.parametrize(
    "control",
    [
        *(pytest.param(HELLO + garbage, id=name) for name, garbage in GARBAGE.items()),
        *(pytest.param(words, id=name) for name, words in ABSURD_ON_CONTROL.items()),
    ],
)
def test_a_worker_that_talks_nonsense_is_replaced(control: bytes, tmp_path: Path) -> None:
    """It is killed at once, with what it did in the log; the next one speaks."""

    async def main() -> None:
        spec = saying(tmp_path, control)
        async with house_of(spec, patient=True, program=rude.PROGRAM) as work:
            try:
                spoken = await say(work.client, "Hello")
            except WorkerUnavailable as error:
                assert "talked nonsense" in error.message  # noqa: PT017  # it may be too late
                spoken = await say(work.client, "Hello")
            assert spoken == render("Hello")[0]
            told = [str(fields.get("reason", "")) for _, fields in work.events.events]
            assert any(reason.startswith("The worker talked nonsense") for reason in told)

    run(main())


@pytest.mark.parametrize(
    ("greeting", "answer"),
    [
        *(pytest.param(HELLO, garbage, id=name) for name, garbage in GARBAGE.items()),
        *(pytest.param(HELLO, words, id=name) for name, words in ABSURD_TO_A_SERVER.items()),
        pytest.param(NOISE, b"", id="no-greeting"),
        pytest.param(HELLO + GARBAGE["empty"], b"", id="at-once"),
    ],
)
def test_nonsense_to_a_server_costs_nothing_once(
    greeting: bytes, answer: bytes, tmp_path: Path
) -> None:
    """Nothing of it is heard; the worker is replaced, and the utterance is spoken."""

    async def main() -> None:
        spec = saying(tmp_path, HELLO, answer, greeting=greeting)
        async with house_of(spec, patient=True, program=rude.PROGRAM) as work:
            assert await say(work.client, "Hello") == render("Hello")[0]
            assert work.events.count("worker_died") == 1

    run(main())


def test_nonsense_without_end_is_given_up(tmp_path: Path) -> None:
    """After two connections; one that has no text yet as well."""

    async def main() -> None:
        spec = saying(tmp_path, HELLO, GARBAGE["framed-noise"], times=2)
        async with house_of(spec, patient=True, program=rude.PROGRAM) as work:
            utterances = [await begin(work.client, "Hello"), await work.client.open(JOB)]
            for utterance in utterances:
                with pytest.raises(SynthesisFailed, match="talked nonsense"):
                    await collect(utterance)
            assert await say(work.client, "Hello") == render("Hello")[0]

    run(main())


def test_events_of_what_is_not_open_are_no_mistake(tmp_path: Path) -> None:
    """They crossed a cancel on their way, in any order."""
    late = frames(Ended(7), Chunk(7, b"\0\0"), Failed(7, "Late."), Ended(7), Load(-1, -1, -1.0))
    script = late + frames(Chunk(1, b"\1\1"), Ended(1), Chunk(1, b"\2\2"), Failed(1, ""))

    async def main() -> None:
        async with house_of(
            saying(tmp_path, HELLO, script), patient=True, program=rude.PROGRAM
        ) as work:
            assert await say(work.client, "Hello") == b"\1\1"
            assert work.events.count("worker_died") == 0

    run(main())


def test_a_worker_that_leaves_in_the_middle_of_a_message(tmp_path: Path) -> None:
    """What came behind its farewell is not read; the utterance is spoken by the next."""

    async def main() -> None:
        farewell = HELLO + frames(Leaving()) + NOISE
        spec = saying(tmp_path, farewell, greeting=farewell)
        async with house_of(spec, patient=True, program=rude.PROGRAM) as work:
            assert await say(work.client, "Hello") == render("Hello")[0]
            assert work.events.count("worker_died") == 0

    run(main())


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE.keys())
def test_a_worker_does_not_mind_a_rude_server(garbage: bytes) -> None:
    """It cuts the connection; whoever else speaks through it hears nothing of that."""

    async def main() -> None:
        async with house_of(tone()) as work:
            connection = await work.supervisor.connect()
            await asyncio.get_running_loop().sock_sendall(connection, garbage)
            peer = await Peer.join(connection)
            await peer.wait_closed()
            assert await say(work.client, "unmoved") == render("unmoved")[0]
            assert work.events.count("worker_died") == 0
            peer.close()

    run(main())


@pytest.mark.parametrize("seed", range(5))
def test_a_worker_does_not_mind_any_order(seed: int) -> None:
    """Messages of a server that are good one by one and absurd together."""
    chance = random.Random(seed)
    kinds: list[FromServer] = []
    for _ in range(300):
        id = chance.choice((0, 1, 2, -1, 2**63, 2**64 - 1))
        kinds.append(
            chance.choice(
                (
                    Open(msgspec.structs.replace(JOB, id=id, speed=chance.choice((1.0, 0.0, -1)))),
                    Open(msgspec.structs.replace(JOB, id=id, voice="?"), (b"", b"\xff" * 12)),
                    Feed(id, "some text"),
                    Finish(id),
                    Cancel(id),
                    Lead(id, chance.choice((0, -(2**63), 2**64 - 1))),
                )
            )
        )

    async def main() -> None:
        async with house_of(tone()) as work:
            for message in kinds:  # each may have cut the connection before it
                peer = await Peer.join(await work.supervisor.connect())
                for other in (message, *chance.sample(kinds, 5)):
                    peer.send(other)
                peer.flush()
                peer.close()
            assert await say(work.client, "unmoved") == render("unmoved")[0]
            died = [fields for event, fields in work.events.events if event == "worker_died"]
            assert died == []

    run(main())


@pytest.mark.parametrize("ms", [2**64 - 1, -(2**63)])
def test_no_lead_is_too_long(ms: int) -> None:
    """The engine's thread does not wait for it to pass, beside an utterance that wants more."""

    async def main() -> None:
        async with house_of(tone(hang_on="#")) as work:
            ahead = await work.client.open(JOB)
            ahead.lead(ms)
            await begin(work.client, "# is never spoken")
            assert await say(work.client, "unmoved") == render("unmoved")[0]
            ahead.feed("patience")
            ahead.finish()
            assert samples(await collect(ahead)) == render("patience")[0]
            assert work.events.count("worker_died") == 0

    run(main())


def test_a_worker_does_not_mind_a_rude_supervisor() -> None:
    """Its control connection is cut, so it leaves in good order, as if nobody were there."""

    async def main() -> None:
        async with house_of(tone()) as work:
            await work.supervisor.start()
            worker = work.supervisor._worker
            assert worker is not None
            worker._control.send(Feed(1, "out of turn"))
            ending = await worker.over
            assert ending.orderly
            await work.events.seen("connection_dropped")

    run(main())


def test_pings_without_end_are_answered() -> None:
    """A flood of them costs nothing but the answers."""

    async def main() -> None:
        async with house_of(tone()) as work:
            await work.supervisor.start()
            worker = work.supervisor._worker
            assert worker is not None
            for _ in range(10_000):
                worker._control.send(Ping())
            worker._control.send(Shutdown())
            assert (await worker.over).orderly

    run(main())
