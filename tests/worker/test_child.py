"""A worker as its peers see it: what it says, to whom, and what it does not put up with."""

import asyncio
import os
import platform
import signal
import stat
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from rtts.engines.base import Chunk, Ended
from rtts.engines.tone import render
from rtts.errors import SettingsError, SynthesisFailed
from rtts.worker.child import explain
from rtts.worker.process import Ending, WorkerProcess
from rtts.worker.wire import (
    Cancel,
    Described,
    Exit,
    Feed,
    Finish,
    FromServer,
    FromWorker,
    Lead,
    Leaving,
    Load,
    Loaded,
    Open,
    Shutdown,
)
from tests.support.aio import run
from tests.worker.support import JOB, Peer, Recorder, tone


@asynccontextmanager
async def worker(**options: object) -> AsyncIterator[tuple[WorkerProcess, Recorder]]:
    """A worker's process that can speak, and what it says to the supervisor and to its log."""
    events = Recorder()

    def heard(message: FromWorker) -> None:
        events(type(message).__name__, {"message": message})

    def ended(ending: Ending) -> None:
        events("ended", ending._asdict())

    process = WorkerProcess(tone(**options), heard=heard, ended=ended, on_event=events)
    try:
        assert await process.until(process.loaded) is None
        yield process, events
    finally:
        await process.end()


def frame(*messages: msgspec.Struct) -> bytes:
    """The messages as they cross the pipe."""
    bodies = [msgspec.msgpack.encode(message) for message in messages]
    return b"".join(struct.pack(">I", len(body)) + body for body in bodies)


def speak(text: str) -> tuple[FromServer, ...]:
    """What has a whole text spoken."""
    return Open(JOB), Feed(JOB.id, text), Finish(JOB.id)


async def fate(peer: Peer, kind: type[FromWorker]) -> str:
    """What comes first: such a message (`heard`), or the end (`closed`); `silent` if neither."""
    tasks = {
        "heard": asyncio.create_task(peer.until(kind)),
        "closed": asyncio.create_task(peer.wait_closed()),
    }
    await asyncio.wait(tasks.values(), timeout=10, return_when=asyncio.FIRST_COMPLETED)
    done = [name for name, task in tasks.items() if task.done()]
    for task in tasks.values():
        task.cancel()
    return next(iter(done), "silent")


def page_faults(pid: int) -> int:
    """How many pages the kernel had to give a process so far."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[7])


def mode(path: Path) -> int | None:
    """Who may do what with a file; None if there is no such file."""
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else None


def test_greeting() -> None:
    """Who connects is told at once what the engine can do, and how it fares."""

    async def main() -> None:
        async with worker() as (process, _):
            peer = await Peer.join(await process.connect())
            greeting = [type(await peer.next()) for _ in range(3)]
            assert greeting == [Described, Load, Loaded]
            peer.close()

    run(main())


def test_socket_is_private() -> None:
    """Nobody but this user can reach a worker, and nothing of it is left behind."""

    async def main() -> None:
        async with worker() as (process, _):
            connection = await process.connect()
            path = Path(connection.getpeername())
            connection.close()
            assert (mode(path), mode(path.parent)) == (0o600, 0o700)
        assert mode(path.parent) is None

    run(main())


def test_lost_connection_frees_its_utterances() -> None:
    """Nothing is spoken for a server that has gone: its slot is the next one's."""

    async def main() -> None:
        async with worker(slots=1, pace=1) as (process, _):
            gone = await Peer.join(await process.connect())
            for message in speak("minutes of speech " * 100):
                gone.send(message)
            await gone.until(Chunk)
            waiting = await Peer.join(await process.connect())
            for message in speak("a"):
                waiting.send(message)
            gone.close()
            assert (await waiting.until(Chunk)).pcm == render("a")[0]
            await waiting.until(Ended)
            await waiting.until(Load, open=0)
            waiting.close()

    run(main())


@pytest.mark.parametrize(
    "garbage",
    [
        pytest.param(b"\xff" * 64, id="length"),
        pytest.param(struct.pack(">I", 60) + b"\xc1" * 60, id="bytes"),
        pytest.param(frame(Feed(1, 2)), id="field"),  # type: ignore[arg-type]
        pytest.param(frame(Open(JOB), Open(JOB)), id="twice"),
        pytest.param(frame(Shutdown()), id="shutdown"),
    ],
)
def test_garbage_drops_its_connection_only(garbage: bytes) -> None:
    """A server that breaks the rules is cut off, with a line in the log; others speak on."""

    async def main() -> None:
        async with worker(grows=True) as (process, events):
            good = await Peer.join(await process.connect())
            good.send(Open(JOB))
            bad = await process.connect()
            await asyncio.get_running_loop().sock_sendall(bad, garbage)
            rude = await Peer.join(bad)
            assert await fate(rude, Ended) == "closed"
            await events.seen("connection_dropped")
            good.send(Feed(JOB.id, "unmoved"))
            good.send(Finish(JOB.id))
            assert await fate(good, Ended) == "heard", "another was cut off with it"
            assert events.count("connection_dropped") == 1
            good.close()

    run(main())


def test_messages_about_what_has_ended_are_no_mistake() -> None:
    """They crossed its end on their way; the connection stays."""

    async def main() -> None:
        async with worker() as (process, _):
            peer = await Peer.join(await process.connect())
            for message in (Feed(7, "late"), Finish(7), Lead(7, 100), Cancel(7), *speak("a")):
                peer.send(message)
            assert await fate(peer, Ended) == "heard"
            peer.close()

    run(main())


def test_worker_does_not_leave_an_open_utterance() -> None:
    """Told to end, it says what is open and stays; then it leaves, and tells everyone."""

    async def main() -> None:
        async with worker() as (process, events):
            peer = await Peer.join(await process.connect())
            peer.send(Open(JOB))
            await peer.until(Load, open=1)
            before = events.count("Load")
            process.ask_to_leave()
            await events.seen("Load", before + 1)
            assert not process.leaving
            peer.send(Cancel(JOB.id))
            await peer.until(Load, open=0)
            process.ask_to_leave()
            await peer.until(Leaving)
            peer.close()
            ending = await process.over
            assert ending.orderly

    run(main())


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="its allocator is not told")
def test_memory_of_messages_is_kept_for_the_next() -> None:
    """Who sends as much again takes no new pages for it: of 5,000, nearly none."""

    async def burst(peers: list[Peer]) -> None:
        for id in range(256):
            for message in (Open(replace(JOB, id=id)), Feed(id, "a" * 32), Finish(id)):
                peers[id % len(peers)].send(message)
        for id in range(256):
            await peers[id % len(peers)].until(Ended)

    async def main() -> None:
        async with worker(slots=256, step_ms=20) as (process, _):
            assert process.pid is not None
            peers = [await Peer.join(await process.connect()) for _ in range(4)]
            await burst(peers)
            before = page_faults(process.pid)
            await burst(peers)
            assert page_faults(process.pid) - before < 500
            for peer in peers:
                peer.close()

    run(main())


def test_last_words() -> None:
    """How a worker ended is told, be it by a signal."""

    async def main() -> None:
        for number, orderly in ((signal.SIGTERM, True), (signal.SIGKILL, False)):
            async with worker() as (process, _):
                os.kill(process.pid or 0, number)
                ending = await process.over
                assert ending.orderly is orderly

    run(main())


def test_what_came_out_of_an_engine() -> None:
    """A stranger's exception is not quoted once there is text that it could quote."""
    with pytest.raises(ValueError, match="secret") as caught:
        int("secret")
    status, sentence = explain(caught.value, "speaking")
    assert status == Exit.BROKEN
    assert sentence.startswith("The engine failed while speaking: ValueError at test_child.py:")
    assert "secret" not in sentence
    assert "secret" in explain(caught.value, "loading")[1]
    assert explain(SettingsError("No such model."), "loading") == (
        Exit.SETTINGS_WRONG,
        "No such model.",
    )
    ours = explain(SynthesisFailed("It is stuck."), "speaking")
    assert ours[1] == "The engine failed while speaking: SynthesisFailed: It is stuck."
