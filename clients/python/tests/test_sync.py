"""The client for programs without an event loop does what the other one does."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from inspect import signature

import pytest
from peer import FRAME, Script, Talk, peer

from rtts_client import (
    Audio,
    ContextCancelled,
    ContextDone,
    ServerUnreachable,
    SessionClosed,
    SyncSession,
    connect,
    connect_sync,
)
from rtts_client.link import Notice
from rtts_client.sync import _Loop


@contextmanager
def served(*scripts: Script) -> Iterator[str]:
    """A peer in a thread of its own."""
    started: list[str] = []
    ready = threading.Event()
    stop: list[Callable[[], None]] = []

    async def main() -> None:
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        stop.append(lambda: (loop.call_soon_threadsafe(stopped.set), None)[1])
        async with peer(*scripts) as server:
            started.append(server.url)
            ready.set()
            await stopped.wait()

    failures: list[BaseException] = []

    def serve() -> None:
        try:
            asyncio.run(main())
        except BaseException as failure:  # noqa: BLE001 -- told to the test's thread
            failures.append(failure)

    thread = threading.Thread(target=serve)
    thread.start()
    ready.wait(10)
    try:
        yield started[0]
    finally:
        stop[0]()
        thread.join()
    assert not failures


async def speak(talk: Talk) -> None:
    """Speak whatever comes."""
    await talk.ready()
    while True:
        await talk.speak()


def test_audio_by_a_plain_loop() -> None:
    """A string and an iterator are spoken; the format and the account are to be had."""
    with served(speak) as url, connect_sync(url) as session:
        assert session.ready.engine == "tone"
        for text in ("Hello.", iter(["Hel", "lo."])):
            speech = session.speak(text)
            assert [audio.data for audio in speech] == [FRAME]
            assert speech.format is not None
            assert speech.done is not None
            assert speech.first_audio_s is not None
            assert speech.timestamps == []


def test_leaving_the_loop_cancels() -> None:
    """A `break` stops the speech at the server before the next line runs."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        context = (await talk.hear("text"))["context"]
        await talk.start(context)
        await talk.frame()
        cancel = (await talk.hear_until("cancel"))[-1]
        await talk.cancelled(context, cancel["id"])

    with served(script) as url, connect_sync(url) as session:
        speech = session.speak("Hello there")
        for _audio in speech:
            break
        assert speech.report is not None
        assert speech.report.text_spoken == "Hello"
        assert speech.cancel() is speech.report


def test_a_context_by_hand() -> None:
    """Text, flush, mark, end, events and cancel, without an event loop."""

    async def script(talk: Talk) -> None:
        await talk.ready()
        for type in ("text", "mark", "flush", "end"):
            assert (await talk.hear(type))["context"] == "c"
        await talk.start("c")
        await talk.frame()
        await talk.done("c")
        await talk.hear("text")
        cancel = await talk.hear("cancel")
        await talk.cancelled("d", cancel["id"])

    with served(script) as url, connect_sync(url) as session:
        context = session.context("c")
        context.send("Hello")
        context.mark("m")
        context.flush()
        context.end()
        assert [type(event) for event in context][1:] == [Audio, ContextDone]
        assert (context.name, context.done is not None) == ("c", True)
        other = session.context("d")
        other.send("Hello")
        assert isinstance(other.cancel(), ContextCancelled)


def test_its_end_is_final() -> None:
    """Behind the `with` there is no session and no thread."""
    before = threading.active_count()
    with served(speak) as url:
        with connect_sync(url) as session:
            assert list(session.speak("Hello.").events)
        with pytest.raises(SessionClosed, match="closed by this program"):
            session.ping()
    assert threading.active_count() == before


def test_the_loop_of_the_calling_thread_is_its_own() -> None:
    """A program may run coroutines of its own while the session stands, and afterwards."""

    def main() -> None:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        with served(speak) as url, connect_sync(url):
            assert asyncio.get_event_loop() is loop
        assert asyncio.get_event_loop() is loop
        loop.close()

    with ThreadPoolExecutor(1) as threads:
        threads.submit(main).result()


def test_a_program_that_leaves_a_session_open_ends() -> None:
    """Speech that nobody read to its end keeps the interpreter from nothing."""
    program = (
        "import sys\n"
        "from rtts_client import connect_sync\n"
        "session = connect_sync(sys.argv[1])\n"
        "audio = iter(session.speak('Hello.'))\n"
        "print(len(next(audio).data))\n"
    )

    async def script(talk: Talk) -> None:
        await talk.ready()
        context = (await talk.hear("text"))["context"]
        await talk.start(context)
        await talk.frame()

    with served(script) as url:
        command = [sys.executable, "-c", program, url]
        done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    assert (int(done.stdout), done.stderr) == (len(FRAME), b"")


def test_a_failed_connection_leaves_no_thread() -> None:
    """The error is raised where the session was wanted."""
    before = threading.active_count()
    with pytest.raises(ServerUnreachable):
        connect_sync("ws://127.0.0.1:1", retry=False)
    assert threading.active_count() == before


def test_it_may_be_closed_twice() -> None:
    """By its own hand and by the end of the `with`."""
    with served(speak) as url, connect_sync(url) as session:
        session.close()


def test_whoever_waits_while_it_is_closed_learns_of_it() -> None:
    """Calls of other threads end with the session, whenever they were made."""

    def ping_on(session: SyncSession) -> None:
        while True:
            session.ping()

    async def answer(talk: Talk) -> None:
        await talk.ready()
        while True:
            await talk.say("pong", t=(await talk.hear("ping"))["t"])

    with served(answer) as url, ThreadPoolExecutor(4) as threads:
        for _ in range(20):
            session = connect_sync(url)
            waiting = [threads.submit(ping_on, session) for _ in range(4)]
            session.ping()
            session.close()
            for each in waiting:
                with pytest.raises(SessionClosed):
                    each.result()


def test_a_call_that_the_loop_ends_under_is_told_so() -> None:
    """What is still under way when the thread ends was closed by this program."""
    loop = _Loop()
    begun = threading.Event()

    async def wait() -> None:
        begun.set()
        await asyncio.get_running_loop().create_future()

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(loop.call, wait())
        begun.wait(60)
        loop.stop()
        with pytest.raises(SessionClosed, match="closed by this program"):
            waiting.result()


def test_it_takes_what_connect_takes() -> None:
    """Every argument, with the same default."""
    assert signature(connect_sync).parameters == signature(connect).parameters


def test_a_notice_is_told_here_too() -> None:
    """`on_notice` is called with what concerns the session."""
    notices: list[Notice] = []

    async def script(talk: Talk) -> None:
        await talk.ready()
        await talk.say("closing", reason="drain", deadline_ms=1000)
        await talk.say("pong", t=(await talk.hear("ping"))["t"])

    with served(script) as url, connect_sync(url, on_notice=notices.append) as session:
        session.ping()
    assert [type(notice).__name__ for notice in notices] == ["Closing"]
