"""What several server processes on one port are made of: sums, shares, a port, and a parent."""

import asyncio
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.engines.base import EngineInfo
from rtts.errors import SettingsError, WorkerUnavailable
from rtts.metrics.metrics import Metrics
from rtts.metrics.report import ContextReport, RequestReport
from rtts.metrics.snapshot import KeyFigures, Snapshot
from rtts.processes import crew as crew_module
from rtts.processes.crew import shared_tokens
from rtts.processes.parent import Parent
from rtts.processes.process import PROGRAM, ServerProcess
from rtts.processes.wire import (
    AskConnection,
    AskEngine,
    Begin,
    Connected,
    Described,
    Drain,
    FromProcess,
    Leave,
    Unavailable,
    WorkerNews,
    decode_from_process,
    pack_settings,
    unpack_settings,
)
from rtts.server.listening import Place, listen, reserve
from rtts.settings.settings import Settings
from rtts.worker.backoff import Backoff
from rtts.worker.pipe import Pipe, PipeError
from tests.support.aio import run, until
from tests.support.house import House, house

INFO = EngineInfo(
    name="e", model="m", sample_rate=24000, voices=(), languages=("en",), default_voice="v"
)


# Sums.

counts = st.integers(0, 1000)
names = st.sampled_from("abc")
snapshots = st.builds(
    Snapshot,
    sessions=counts,
    contexts=counts,
    speech_requests=counts,
    totals=st.dictionaries(names, counts),
    tallies=st.dictionaries(
        st.sampled_from(["sessions", "contexts", "speech_requests", "errors"]),
        st.dictionaries(names, counts),
    ),
    keys=st.dictionaries(names, st.builds(KeyFigures, counts, counts, counts)),
)


@given(snapshots, snapshots, snapshots)
def test_figures_add_up_in_any_order(one: Snapshot, two: Snapshot, three: Snapshot) -> None:
    """Whoever is added first: the sum is the same."""
    assert one.plus(two).plus(three) == three.plus(one.plus(two))


OPEN_AND_LOST = {"sessions": "lost", "contexts": "lost", "speech_requests": "lost other"}
"""What may be open, and as what it is counted once nobody can tell any more."""


@given(snapshots)
def test_the_figures_of_the_dead_stay(alive: Snapshot) -> None:
    """No total goes down, nothing is open, and what was open is counted as lost."""
    dead = alive.of_the_dead()
    assert dead.totals == alive.totals
    assert (dead.sessions, dead.contexts, dead.speech_requests) == (0, 0, 0)
    for name, lost in OPEN_AND_LOST.items():
        more = dead.tallies[name][lost] - alive.tallies.get(name, {}).get(lost, 0)
        assert more == getattr(alive, name)
    assert dead.keys == {name: KeyFigures(chars=key.chars) for name, key in alive.keys.items()}


def report(outcome: str, chars: int) -> ContextReport:
    """A context that was spoken, or not."""
    return ContextReport(
        session="s",
        context="c",
        outcome=outcome,
        voice="v",
        codec="opus",
        language="en",
        chars=chars,
        audio_ms=chars * 60,
        made_ms=chars * 50,
        first_frame_ms=chars / 3,
        synthesis_ms=chars * 2.5,
        encode_ms=chars / 7,
        underruns=chars % 2,
    )


reports = st.builds(report, st.sampled_from(["done", "client", "strange"]), st.integers(0, 4000))


requests = st.builds(
    RequestReport,
    outcome=st.sampled_from(["done", "lost", "strange"]),
    format=st.sampled_from(["wav", "opus", ""]),
    chars=counts,
    audio_ms=st.integers(0, 10**6),
    first_audio_ms=st.none() | st.integers(0, 10**5),
)


@given(st.lists(st.tuples(st.integers(0, 2), reports | requests), max_size=30))
def test_a_page_of_several_is_the_page_of_one_that_did_it_all(
    work: list[tuple[int, ContextReport | RequestReport]],
) -> None:
    """However contexts and requests are spread over three processes, every line is the same."""
    several = [Metrics(version="1", engine="tone") for _ in range(3)]
    alone = Metrics(version="1", engine="tone")
    for number, each in work:
        for metrics in (several[number], alone):
            if isinstance(each, RequestReport):
                metrics.now.speech_requests += 1
                metrics.request_closed(each)
                continue
            metrics.session_opened()
            metrics.context_opened()
            metrics.context_closed(each)
    several[0].others = [each.snapshot() for each in several[1:]]
    assert page(several[0]) == pytest.approx(page(alone))


def page(metrics: Metrics) -> dict[str, float]:
    """Every sample but those of the process."""
    samples = (sample for family in metrics.collect() for sample in family.samples)
    return {
        f"{sample.name}{sorted(sample.labels.items())}": sample.value
        for sample in samples
        if not sample.name.startswith("rtts_process_")
    }


# Settings.


def test_settings_reach_a_process_as_they_are() -> None:
    """Each of them, also paths and what may be None; credentials too."""
    settings = Settings(
        tls_cert=Path("/c.pem"),
        tls_key=Path("/k.pem"),
        api_keys=("one-key", "another-key"),
        token_secret="é" * 32,
        engine_options={"pace": "2"},
        http_socket=Path("/h.sock"),
        processes=3,
    )
    arrived = unpack_settings(pack_settings(settings))
    assert arrived == settings
    for each in fields(Settings):
        assert type(getattr(arrived, each.name)) is type(getattr(settings, each.name)), each.name


def test_processes_are_refused_where_no_port_can_be_shared(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Off Linux and on a Unix socket; one process is always fine."""
    with pytest.raises(SettingsError, match="Unix socket"):
        Settings(processes=2, socket=tmp_path / "s.sock")
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(SettingsError, match="only Linux"):
        Settings(processes=2)
    Settings(processes=1, socket=tmp_path / "s.sock")


def test_tokens_are_shared_by_a_secret_and_a_folder(tmp_path: Path) -> None:
    """What is set stays; what is not is made, and the folder is gone afterwards."""
    with shared_tokens(Settings()) as one, shared_tokens(Settings()) as other:
        assert len(one.token_secret) >= 32
        assert one.token_secret != other.token_secret
        folder = one.tokens_dir
        assert folder is not None
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()
    given_settings = Settings(token_secret="s" * 40, tokens_dir=tmp_path)
    with shared_tokens(given_settings) as settings:
        assert settings == given_settings
    file = Settings(token_secret_file=tmp_path / "secret", tokens_dir=tmp_path)
    with shared_tokens(file) as settings:
        assert settings == file


# The port.


def test_a_reserved_port_is_taken_and_takes_nobody() -> None:
    """A process of ours may listen there; itself it refuses every client."""

    async def scenario() -> None:
        kept = await reserve(Place("localhost"), "test port", "--place")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", kept.port))
        for sock in await listen(Place("localhost", kept.port, shared=True), "port", "--place"):
            with sock:
                socket.create_connection(sock.getsockname()[:2]).close()
        assert kept.url("ws") == f"ws://127.0.0.1:{kept.port}"
        kept.close()

    run(scenario())


def test_a_port_that_somebody_listens_on_cannot_be_reserved() -> None:
    """Though its owner shares it."""

    async def scenario() -> None:
        (sock,) = await listen(Place(shared=True), "port", "--place")
        with sock, pytest.raises(SettingsError, match=r"test port .* in use; .* --place"):
            await reserve(Place(port=sock.getsockname()[1]), "test port", "--place")

    run(scenario())


# The parent, as a process sees it.


class _Ear(Pipe[FromProcess]):
    """The parent's end, which keeps what it hears."""

    def __init__(self) -> None:
        super().__init__(decode_from_process)
        self.heard: list[FromProcess] = []

    def received(self, message: FromProcess) -> None:
        self.heard.append(message)

    async def next(self) -> Any:
        """The next thing that is said."""
        await until(lambda: self.heard)
        return self.heard.pop(0)


async def pair() -> tuple[Parent, _Ear, socket.socket]:
    """A process's parent, the parent's ear, and where it puts open files."""
    loop = asyncio.get_running_loop()
    ours, theirs = socket.socketpair()
    giving, taking = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    parent, ear = Parent(taking), _Ear()
    await loop.create_unix_connection(lambda: parent, sock=theirs)
    await loop.create_unix_connection(lambda: ear, sock=ours)
    return parent, ear, giving


async def part(parent: Parent, ear: _Ear, giving: socket.socket) -> None:
    """End what `pair` made."""
    ear.close()
    giving.close()
    await parent.wait_closed()


def test_a_process_asks_its_parent_what_the_engine_can_do() -> None:
    """An engine that is known is told without its voices; a worker that cannot be had, as such."""

    async def scenario() -> None:
        parent, ear, giving = await pair()
        first, second = (asyncio.create_task(parent.describe()) for _ in range(2))
        one, two = await ear.next(), await ear.next()
        ear.send(Described(two.id, INFO))
        ear.send(Described(one.id, None))
        assert await first == await second == INFO
        third = asyncio.create_task(parent.describe())
        ear.send(Unavailable((await ear.next()).id, "No.", 3.0))
        with pytest.raises(WorkerUnavailable) as told:
            await third
        assert (told.value.message, told.value.retry_after) == ("No.", 3.0)
        await part(parent, ear, giving)

    run(scenario())


def test_a_connection_arrives_as_an_open_file() -> None:
    """What is written into one end is read from the other; it must not block."""

    async def scenario() -> None:
        parent, ear, giving = await pair()
        asked = asyncio.create_task(parent.connect())
        question = await ear.next()
        assert isinstance(question, AskConnection)
        near, far = socket.socketpair()
        with near, far:
            socket.send_fds(giving, [b"\0"], [far.fileno()])
            ear.send(Connected(question.id))
            connection = await asked
        with connection:
            assert connection.gettimeout() == 0
        await part(parent, ear, giving)

    run(scenario())


def test_a_connection_that_nobody_waits_for_is_closed() -> None:
    """Who asked was cancelled; the worker must not keep a peer that says nothing."""

    async def scenario() -> bytes:
        parent, ear, giving = await pair()
        asked = asyncio.create_task(parent.connect())
        question = await ear.next()
        asked.cancel()
        await asyncio.wait([asked])
        near, far = socket.socketpair()
        with near:
            with far:
                socket.send_fds(giving, [b"\0"], [far.fileno()])
            near.settimeout(0)
            ear.send(Connected(question.id))
            gone = await asyncio.get_running_loop().sock_recv(near, 1)
        await part(parent, ear, giving)
        return gone

    assert run(scenario()) == b""


def test_an_open_file_that_did_not_come_is_an_unavailable_worker() -> None:
    """The process has too many open, for example."""

    async def scenario() -> None:
        parent, ear, giving = await pair()
        asked = asyncio.create_task(parent.connect())
        ear.send(Connected((await ear.next()).id))
        with pytest.raises(WorkerUnavailable, match="No connection"):
            await asked
        await part(parent, ear, giving)

    run(scenario())


def test_a_parent_that_is_gone_ends_its_processes() -> None:
    """Whoever waits for an answer is told, and so is everyone who asks later."""

    async def scenario() -> None:
        parent, ear, giving = await pair()
        asked = asyncio.create_task(parent.describe())
        assert isinstance(await ear.next(), AskEngine)
        await part(parent, ear, giving)
        for each in (asked, asyncio.create_task(parent.connect())):
            with pytest.raises(WorkerUnavailable, match="stopping"):
                await each
        assert parent.told_to_leave.is_set()
        assert await parent.begin is None

    run(scenario())


def test_what_happened_to_the_worker_is_told_to_every_process() -> None:
    """An utterance is not blamed for a death that the parent excuses."""

    async def scenario() -> list[bool]:
        parent, ear, giving = await pair()
        told = [parent.excused()]
        for excused in (True, False):
            ear.send(WorkerNews(excused))
            await until(lambda want=excused: parent.excused() is want)
            told.append(parent.excused())
        await part(parent, ear, giving)
        return told

    assert run(scenario()) == [False, True, False]


def test_a_worker_that_breaks_the_rules_is_told_of() -> None:
    """A process cannot kill it; its parent can."""
    told: list[str] = []

    class _Distrusted(_NoWorker):
        def distrust(self, error: Exception) -> None:
            told.append(str(error))

    async def scenario() -> None:
        parent, ear, giving = await pair()
        parent.distrust(PipeError("It spoke in tongues."))
        message = await ear.next()
        await part(parent, ear, giving)
        process = ServerProcess(begin(), _Distrusted())
        process.hear(message)
        process.tell(Leave())
        await process.over

    run(scenario())
    assert told == ["It spoke in tongues."]


# A process, as the parent sees it.


class _NoWorker:
    """A worker that cannot be had."""

    async def connect(self) -> socket.socket:
        raise WorkerUnavailable("No.")

    async def describe(self) -> EngineInfo:
        raise WorkerUnavailable("No.")

    def excused(self) -> bool:
        return False

    def distrust(self, error: Exception) -> None:
        raise AssertionError(error)


def begin(**settings: Any) -> Begin:
    """What a process is to be."""
    return Begin(pack_settings(Settings(engine="tone", port=0, http=False, **settings)), 2)


def test_a_process_that_says_nothing_is_killed() -> None:
    """One that is stopped keeps its port, and clients would wait there for nobody."""

    async def scenario() -> tuple[int, str]:
        process = ServerProcess(begin(), _NoWorker())
        assert await process.until_listening()
        assert process.pid is not None
        process._silent_s = 0.2
        os.kill(process.pid, signal.SIGSTOP)
        process._await_word()
        return await process.over, process.problem

    assert run(scenario()) == (-signal.SIGKILL, "It said nothing for 0.2 s, and was killed.")


def test_a_process_that_talks_nonsense_is_killed() -> None:
    """Nothing it says can be relied on."""
    program = "import os, time; os.write(0, b'nonsense, and a lot of it'); time.sleep(60)"

    async def scenario() -> tuple[int, str]:
        process = ServerProcess(begin(), _NoWorker(), program=("-c", program))
        return await process.over, process.problem

    status, problem = run(scenario())
    assert status == -signal.SIGKILL
    assert "message" in problem


def test_a_key_of_the_terminal_reaches_the_parent_alone() -> None:
    """Ctrl-C is the parent's; its processes are in a session of their own."""

    async def scenario() -> None:
        process = ServerProcess(begin(), _NoWorker())
        assert await process.until_listening()
        assert process.pid is not None
        assert os.getsid(process.pid) == process.pid != os.getsid(0)
        process.tell(Leave())
        await process.over

    run(scenario())


def test_a_process_leaves_in_good_order() -> None:
    """When it is told to, and without a message when its parent lets go of it."""

    async def scenario() -> list[int]:
        processes = [ServerProcess(begin(), _NoWorker()) for _ in range(2)]
        for process in processes:
            await process.until_listening()
        processes[0].tell(Leave())
        processes[1]._pipe.close()
        return [await process.over for process in processes]

    assert run(scenario()) == [0, 0]


def test_an_order_is_not_lost_on_a_process_that_is_starting() -> None:
    """Told to leave or to drain before it could hear, it does so once it can."""

    async def scenario() -> list[int]:
        processes = [ServerProcess(begin(), _NoWorker()) for _ in range(2)]
        for process, order in zip(processes, (Leave(), Drain()), strict=True):
            process.tell(order)
        return [await process.over for process in processes]

    assert run(scenario()) == [0, 0]


@pytest.mark.parametrize(
    ("status", "word"),
    [(0, "good order"), (3, "status 3"), (-9, "SIGKILL"), (-40, "signal 40")],
)
def test_it_is_told_how_a_process_ended(status: int, word: str) -> None:
    """Also by a signal that has no name."""
    assert word in crew_module._reason(status)


def test_a_process_without_a_parent_ends() -> None:
    """Told nothing, it is nothing."""

    async def scenario() -> int:
        ours, theirs = socket.socketpair()
        giving, taking = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with giving, taking, theirs:
            ours.close()
            program = await asyncio.create_subprocess_exec(
                *(sys.executable, *PROGRAM, str(taking.fileno())),
                stdin=theirs.fileno(),
                pass_fds=[taking.fileno()],
            )
            return await program.wait()

    assert run(scenario()) == 0


def test_a_process_that_has_ended_leaves_no_open_file() -> None:
    """However it ended, and with an answer under way."""

    class _SlowWorker(_NoWorker):
        async def describe(self) -> EngineInfo:
            await asyncio.Event().wait()
            raise AssertionError

    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    async def one(end: Callable[[ServerProcess], object]) -> None:
        process = ServerProcess(begin(), _SlowWorker())
        await process.until_listening()
        process.hear(AskEngine(1))
        end(process)
        await process.over

    async def scenario() -> list[int]:
        found = []
        for end in (ServerProcess.kill, ServerProcess.kill, lambda each: each.tell(Leave())):
            await one(end)
            await until(lambda: len(asyncio.all_tasks()) == 2)  # this one, and that of `run`
            found.append(open_files())
        return found

    assert len(set(run(scenario()))) == 1


# All of them.


class _Watched(Backoff):
    """Notes what it is told."""

    told: list[str]

    def died(self, spoke_for: float) -> None:
        self.told.append("died")
        super().died(spoke_for)

    def could_not_start(self) -> None:
        self.told.append("could not start")
        super().could_not_start()


def test_one_that_cannot_start_is_not_started_in_a_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a first death at once, then after growing waits; the others serve meanwhile."""
    _Watched.told = []
    monkeypatch.setattr(crew_module, "Backoff", _Watched)

    async def scenario() -> tuple[list[str], tuple[bool, str], tuple[bool, str]]:
        async with house(processes=2) as home:
            crew = home.app._crew
            assert crew is not None
            with monkeypatch.context() as broken:
                broken.setattr(sys, "executable", shutil.which("false"))
                os.kill(crew.pids[0], signal.SIGKILL)
                await until(lambda: len(_Watched.told) == 3)
                told, ready = list(_Watched.told), home.app.ready()
                os.kill(crew.pids[0], signal.SIGKILL)
                await until(lambda: not crew.listening)
                unready = home.app.ready()
            await until(lambda: crew.listening == 2)
            await serves(home)
            return told, ready, unready

    told, ready, unready = run(scenario())
    assert told == ["died", "could not start", "could not start"]
    assert ready == (True, "")
    assert unready == (False, "No server process listens.")


async def serves(home: House) -> None:
    """Whoever comes now is served."""
    async with home.call() as client:
        assert (await client.speak("Hello."))["audio_ms"] > 0


def test_a_house_of_one_has_no_other_process() -> None:
    """The default costs nothing."""

    async def scenario() -> None:
        async with house() as home:
            assert home.app._crew is None
            assert home.app.metrics.sessions_of_each == ()
            await serves(home)

    run(scenario())
