"""`rtts say`: what it writes, plays and tells; against a real server."""

import asyncio
import contextlib
import io
import os
import re
import stat
import sys
import threading
import wave
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import av
import pytest

import rtts_client
from rtts.commands import player
from rtts.commands.say import SayError, SayOptions, read_text, say
from rtts.engines.tone import render
from tests.support.aio import run
from tests.support.certificate import make_certificate
from tests.support.house import house

ACCOUNT = re.compile(
    r"(\d+\.\d\d) s of speech (written to .*|played); "
    r"first audio after \d+ ms, real-time factor \d+\.\d\d\d\.\n"
)


class Terminal(io.StringIO):
    """A terminal that keeps all that was ever shown, and rings when something is."""

    def __init__(self, shown: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self._shown = shown

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._shown()
        return super().write(text)


async def spoken(text: str, stdin: int = 0, **options: object) -> str:
    """Have a text spoken by a server of its own; returns what was told."""
    told = io.StringIO()
    async with house() as home:
        chosen = SayOptions(url=home.url, **options)  # type: ignore[arg-type]
        await say(chosen, text, terminal=told, stdin=stdin)
    return told.getvalue()


DEVICE = """
from pathlib import Path

FOLDER = Path(__file__).parent


class PortAudioError(Exception):
    pass


def query_devices(kind):
    if not (FOLDER / "device").exists():
        raise PortAudioError(kind)


class RawOutputStream:
    latency = 0.05

    def __init__(self, samplerate, channels, dtype):
        self.told(f"{samplerate} {channels} {dtype}")

    def told(self, word):
        with (FOLDER / "told").open("a") as file:
            print(word, file=file)

    def start(self):
        self.told("start")

    def write(self, samples):
        with (FOLDER / "heard").open("ab") as file:
            file.write(samples)

    def stop(self):
        self.told("stop")

    def abort(self):
        self.told("abort")

    def close(self):
        self.told("close")
"""
"""A `sounddevice` that plays into a file, where there is a device."""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine without sound devices, whose PATH is this folder alone."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "sounddevice.py").write_text(DEVICE)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    yield folder
    sys.modules.pop("sounddevice", None)


def install(folder: Path, name: str, script: str) -> None:
    """Put a program on the PATH."""
    path = folder / name
    path.write_text(f"#!/bin/sh\nPATH={os.defpath}\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def pipe_of(*pieces: bytes, then: threading.Event | None = None) -> int:
    """A file descriptor from which the pieces can be read; the last one after the event."""
    reading, writing = os.pipe()

    def write() -> None:
        for piece in pieces[:-1]:
            os.write(writing, piece)
        if then is not None:
            then.wait(30)
        os.write(writing, pieces[-1])
        os.close(writing)

    threading.Thread(target=write, daemon=True).start()
    return reading


def test_a_wav_file(tmp_path: Path) -> None:
    """The file holds the engine's own samples; the closing line says how it went."""
    path = tmp_path / "out.wav"
    told = run(spoken("Hello there.", output=path))
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels()) == (24000, 1)
        samples = file.readframes(file.getnframes())
    assert samples.startswith(render("Hello there.")[0])
    account = ACCOUNT.fullmatch(told)
    assert account is not None
    assert float(account[1]) == pytest.approx(len(samples) / 48000, abs=0.01)
    assert account[2] == f"written to {path}"


@pytest.mark.parametrize("name", ["out.ogg", "out.opus"])
def test_an_ogg_file(tmp_path: Path, name: str) -> None:
    """Opus, in the form that players know."""
    path = tmp_path / name
    run(spoken("Hello there.", output=path))
    with av.open(str(path)) as container:
        assert container.streams.audio[0].codec_context.name == "opus"
        length = sum(frame.samples for frame in container.decode(audio=0)) / 48000
    assert length == pytest.approx(len(render("Hello there.")[0]) / 48000, abs=0.05)


@pytest.mark.parametrize(
    ("name", "codec", "form"),
    [
        ("out.flac", "flac", "flac"),
        ("out.mp3", "mp3float", "mp3"),
        ("out.webm", "opus", "matroska,webm"),
        ("out.M4A", "aac", "mov,mp4,m4a,3gp,3g2,mj2"),
        ("out.aac", "aac", "aac"),
    ],
)
def test_files_of_other_forms(tmp_path: Path, name: str, codec: str, form: str) -> None:
    """Each is what its name says, and its header says how long it is."""
    path = tmp_path / name
    told = run(spoken("Hello there.", output=path))
    account = ACCOUNT.fullmatch(told)
    assert account is not None
    with av.open(str(path)) as container:
        assert container.format.name == form
        assert container.streams.audio[0].codec_context.name == codec
        rate = container.streams.audio[0].rate
        length = sum(frame.samples for frame in container.decode(audio=0)) / rate
        assert length == pytest.approx(float(account[1]), abs=0.06)
        if form != "aac":  # bare frames have no header
            assert container.duration is not None
            assert container.duration / 1e6 == pytest.approx(length, abs=0.05)


@pytest.mark.parametrize("name", ["out.flac", "out.webm", "out.mp3"])
def test_a_file_that_was_interrupted_can_be_played(tmp_path: Path, name: str) -> None:
    """What was written until then is a whole file."""
    path = tmp_path / name

    async def main() -> None:
        shown = asyncio.Event()
        loop = asyncio.get_running_loop()
        terminal = Terminal(lambda: loop.call_soon_threadsafe(shown.set))
        async with house(engine_options={"pace": "1"}) as home:
            options = SayOptions(url=home.url, output=path)
            speaking = asyncio.create_task(say(options, "Hello there. " * 20, terminal=terminal))
            await shown.wait()
            speaking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await speaking

    run(main())
    with av.open(str(path)) as container:
        assert sum(frame.samples for frame in container.decode(audio=0)) > 0


def test_bare_samples_at_a_rate_of_choice(tmp_path: Path) -> None:
    """`.pcm` is samples alone; voice, speed and rate reach the engine."""
    path = tmp_path / "out.pcm"
    run(spoken("Hello there.", output=path, voice="high", speed=2.0, rate=48000))
    length = path.stat().st_size / 2 / 48000
    assert length == pytest.approx(12 * 0.05 / 2, abs=0.05)


def test_text_from_a_pipe_is_spoken_as_it_arrives(tmp_path: Path) -> None:
    """The first sentence is heard before the second is written."""
    shown = threading.Event()
    stdin = pipe_of(b"Hello there. I ", b"can help.", then=shown)
    terminal = Terminal(shown.set)
    path = tmp_path / "out.wav"

    async def main() -> None:
        async with house() as home:
            options = SayOptions(url=home.url, output=path)
            await say(options, "-", terminal=terminal, stdin=stdin)

    run(main())
    os.close(stdin)
    assert "first audio" in terminal.getvalue()
    with wave.open(str(path)) as file:
        assert file.getnframes() / 24000 >= len("Hello there.I can help.") * 0.05


def test_characters_may_be_cut_by_the_pipe() -> None:
    """Bytes that belong together are put together; those that mean nothing are replaced."""
    stdin = pipe_of(b"na\xc3", b"\xafve \xe8\xaa", b"\x9e \xff")
    assert "".join(read_text(stdin)) == "naïve 語 \ufffd"
    os.close(stdin)


def test_a_suffix_that_says_nothing(tmp_path: Path) -> None:
    """The sentence names the suffixes there are; nobody is connected to."""
    with pytest.raises(SayError, match=r"\.wav, \.pcm"):
        run(say(SayOptions(output=tmp_path / "out.xyz"), "Hello"))


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    """The sentence names the file."""
    path = tmp_path / "no" / "out.wav"
    with pytest.raises(SayError, match=r"no/out\.wav cannot be written"):
        run(spoken("Hello there.", output=path))


@pytest.mark.parametrize("suffix", [".wav", ".ogg", ".flac", ".webm"])
@pytest.mark.parametrize("sentences", [1, 40])
def test_a_disk_that_is_full(suffix: str, sentences: int, tmp_path: Path) -> None:
    """Whether that shows at the first packet or at the end, it is a sentence about the file."""
    path = tmp_path / f"out{suffix}"
    path.symlink_to("/dev/full")
    with pytest.raises(SayError, match=rf"out\{suffix} cannot be written: No space left"):
        run(spoken("Hello there. " * sentences, output=path))


@pytest.mark.usefixtures("programs")
def test_no_player() -> None:
    """Without anything to play with, the sentence says what to do instead."""
    with pytest.raises(SayError, match=r"-o speech\.wav"):
        run(say(SayOptions(), "Hello"))


@pytest.mark.parametrize("name", ["ffplay", "pacat", "aplay"])
def test_a_player_gets_the_samples(programs: Path, tmp_path: Path, name: str) -> None:
    """Whatever program there is gets the samples through its pipe, and is told their rate."""
    heard, said = tmp_path / "heard", tmp_path / "said"
    install(programs, name, f"cat > {heard}; echo $* > {said}")
    told = run(spoken("Hello there."))
    assert heard.read_bytes().startswith(render("Hello there.")[0])
    assert "24000" in said.read_text()
    assert "played" in told


def test_a_device_gets_the_samples_before_any_program(programs: Path) -> None:
    """At their rate, and plays them to their end."""
    install(programs, "ffplay", "exit 3")
    (programs / "device").touch()
    assert "played" in run(spoken("Hello there."))
    assert (programs / "heard").read_bytes().startswith(render("Hello there.")[0])
    assert (programs / "told").read_text().splitlines() == [
        "24000 1 int16",
        "start",
        "stop",
        "close",
    ]


def test_an_interrupted_device_is_silent_at_once(programs: Path) -> None:
    """And no more was heard than was written."""
    (programs / "device").touch()

    async def main() -> tuple[int, int]:
        aloud = player.find_player()
        assert aloud is not None
        unbegun_ms = aloud.stop()
        await aloud.start(8000)
        await aloud.write(bytes(2 * 8000))
        return unbegun_ms, aloud.stop()

    unbegun_ms, heard_ms = run(main())
    assert unbegun_ms == 0
    assert 0 <= heard_ms <= 1000
    assert (programs / "told").read_text().splitlines() == [
        *("8000 1 int16", "start", "abort", "close"),
    ]


def test_a_player_of_files(tmp_path: Path, programs: Path) -> None:
    """Where the only player wants a file, it gets a whole one."""
    heard = tmp_path / "heard.wav"
    install(programs, "afplay", f"cp $1 {heard}")

    async def main() -> None:
        aloud = player.find_player(platform="darwin")
        assert aloud is not None
        await aloud.start(8000)
        await aloud.write(b"\1\0" * 800)
        await aloud.write(b"\2\0" * 800)
        await aloud.finish()

    run(main())
    with wave.open(str(heard)) as file:
        assert file.getframerate() == 8000
        assert file.readframes(2000) == b"\1\0" * 800 + b"\2\0" * 800


def test_a_player_that_fails(programs: Path) -> None:
    """Its name and its status are in the sentence, whether it dies early or late."""
    install(programs, "ffplay", "exit 3")
    with pytest.raises(player.PlayerFailed, match=r"ffplay could not play .*3"):
        run(spoken("Hello there. " * 100))
    install(programs, "ffplay", "cat > /dev/null; exit 4")
    with pytest.raises(player.PlayerFailed, match=r"ffplay could not play .*4"):
        run(spoken("Hello there."))


def test_an_interrupt_tells_what_was_heard(programs: Path, tmp_path: Path) -> None:
    """The player is silenced, the speech cancelled, and the heard words are shown."""
    done = tmp_path / "done"
    install(programs, "ffplay", f"cat > /dev/null; touch {done}")

    async def main() -> str:
        begun = asyncio.Event()
        terminal = Terminal(begun.set)
        async with house() as home:
            options = SayOptions(url=home.url)
            speaking = asyncio.create_task(say(options, "Hello there. " * 50, terminal=terminal))
            await begun.wait()
            speaking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await speaking
        return terminal.getvalue()

    told = run(main())
    assert re.search(r"Stopped after \d+\.\d s; heard: '", told)
    assert not done.exists()


def test_an_interrupted_file_can_be_played(tmp_path: Path) -> None:
    """What was written before the interrupt is a whole file."""
    path = tmp_path / "out.wav"

    async def main() -> None:
        begun = asyncio.Event()
        async with house() as home:
            options = SayOptions(url=home.url, output=path)
            text = "Hello there. " * 50
            speaking = asyncio.create_task(say(options, text, terminal=Terminal(begun.set)))
            await begun.wait()
            speaking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await speaking

    run(main())
    with wave.open(str(path)) as file:
        assert path.stat().st_size == 44 + 2 * file.getnframes() > 44


def test_without_a_server_one_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody listens and no address was given, a private server speaks, and then goes."""
    monkeypatch.setattr(rtts_client, "DEFAULT_URL", "ws://127.0.0.1:1")
    running = []

    @contextlib.asynccontextmanager
    async def start_server() -> AsyncIterator[str]:
        async with house() as home:
            running.append("started")
            yield home.url
        running.append("ended")

    path = tmp_path / "out.wav"
    told = io.StringIO()
    run(say(SayOptions(output=path), "Hello.", start_server=start_server, terminal=told))
    assert running == ["started", "ended"]
    assert ACCOUNT.fullmatch(told.getvalue())


@pytest.mark.parametrize("url", ["ws://127.0.0.1:1", None])
def test_nobody_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str | None) -> None:
    """Without a server, and without a way to start one, the sentence says how to."""
    monkeypatch.setattr(rtts_client, "DEFAULT_URL", "ws://127.0.0.1:1")
    options = SayOptions(url=url, output=tmp_path / "out.wav")
    with pytest.raises(SayError, match=r"No server answers at ws://127\.0\.0\.1:1.* rtts serve"):
        run(say(options, "Hello."))


def test_a_certificate_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who does not trust it is told how to, and then hears the server."""
    made = make_certificate(tmp_path)

    async def main() -> None:
        async with house(tls_cert=made.cert, tls_key=made.key) as home:
            options = SayOptions(url=home.url, output=tmp_path / "out.wav")
            with pytest.raises(SayError, match=r"certificate of wss://.* SSL_CERT_FILE\.$"):
                await say(options, "Hello.", terminal=io.StringIO())
            monkeypatch.setenv("SSL_CERT_FILE", str(made.cert))
            await say(options, "Hello.", terminal=io.StringIO())

    run(main())
    assert (tmp_path / "out.wav").stat().st_size > 44


def test_a_voice_that_nobody_has(tmp_path: Path) -> None:
    """What the server says of an option is what is told."""
    with pytest.raises(SayError, match="invalid_value"):
        run(spoken("Hello.", output=tmp_path / "out.wav", voice="nobody"))


def test_nothing_to_speak(tmp_path: Path) -> None:
    """An empty text is no speech, and no file."""
    path = tmp_path / "out.wav"
    with pytest.raises(SayError, match="nothing to speak"):
        run(spoken(" … ", output=path))
    assert not path.exists()


def test_a_device_is_found_or_not() -> None:
    """Whatever this machine has, looking for it raises nothing."""
    found = player.find_player(which=lambda _name: None, platform="linux")
    assert found is None or "sounddevice" in repr(found)
