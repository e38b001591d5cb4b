"""The command line, as people type it: real processes."""

import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from websockets.asyncio.client import connect

from rtts.cli import cli
from rtts.settings.table import settings_table
from tests.support.aio import run

RTTS = [sys.executable, "-m", "rtts"]


def rtts(*arguments: str, stdin: str = "", status: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, which has to have this status."""
    done = subprocess.run(
        [*RTTS, *arguments], input=stdin, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == status, done.stderr
    return done


@contextlib.contextmanager
def serving(*flags: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A server process, and both its addresses as it printed them."""
    command = [*RTTS, "serve", "--port", "0", "--http-port", "0", *flags]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as it:
        assert it.stdout is not None
        lines = [it.stdout.readline() for _ in range(3)]
        addresses = re.findall(r"\w+://\S+", "".join(lines))
        try:
            yield it, addresses[0], addresses[1]
        finally:
            it.kill()


def test_figures_that_cannot_be_written_are_not_measured(tmp_path: Path) -> None:
    """It is said before the minutes that they take."""
    assert "No such file" in rtts("bench", "--json", str(tmp_path / "no" / "x"), status=2).stderr


@pytest.mark.parametrize("wish", ["--turns=0", "--sessions=0", "--seconds=0"])
def test_nothing_cannot_be_measured(wish: str) -> None:
    """It is said in a sentence that names the flag, before a server is started."""
    assert f"Invalid value for '{wish.partition('=')[0]}'" in rtts("bench", wish, status=2).stderr


def test_standard_input_becomes_a_file_of_speech(tmp_path: Path) -> None:
    """With no server anywhere: one of its own, and a closing line with its figures."""
    output = tmp_path / "hello.wav"
    said = rtts("say", "-", "-o", str(output), stdin="Hello there. How are you?")
    with wave.open(str(output)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
        seconds = file.getnframes() / file.getframerate()
    assert 1 < seconds < 5
    assert np.sqrt(np.mean(samples.astype(float) ** 2)) > 500
    assert re.search(r"first audio after \d+ ms", said.stderr)


def test_the_command_to_try_can_be_tried() -> None:
    """What `rtts serve` prints works where it was started, on the PATH or not."""
    command = [sys.executable, "-m", "rtts", "serve", "--port", "0", "--http-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as it:
        assert it.stdout is not None
        lines = [it.stdout.readline() for _ in range(3)]
        it.send_signal(signal.SIGTERM)
        it.communicate(timeout=120)
    words = shlex.split(lines[2].removeprefix("Try"))
    assert words[-1] == "Hello there. How are you?"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    before_say = words[: words.index("say")]
    done = subprocess.run(
        [*before_say, "--version"],
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.startswith("rtts, version")


def test_voices_are_listed_with_the_default_marked() -> None:
    """One line a voice; a language narrows them down."""
    everyone = rtts("voices").stdout.splitlines()
    german = rtts("voices", "--language", "de").stdout.splitlines()
    assert any(line.startswith("* en-us") for line in everyone)
    assert "f3" in everyone[-1]
    assert 1 < len(german) < len(everyone)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["serve", "--port", "many"], "--port: "),
        (["serve", "--host", "0.0.0.0"], "--allow-open"),
        (["serve", "--config", "/nowhere.toml"], "/nowhere.toml"),
        (["serve", "--tls-cert", "/a.pem"], "tls_key"),
        (["serve", "--tls-cert", "/a.pem", "--tls-key", "/b.pem"], "/a.pem"),
        (["serve", "--host", "192.0.2.1", "--allow-open"], "192.0.2.1:8765"),
        (["serve", "--socket", "/nowhere/rtts.sock"], "/nowhere/rtts.sock"),
        (["serve", "--engine", "loudspeaker"], "loudspeaker"),
        (["voices", "--engine", "loudspeaker"], "loudspeaker"),
        (["voices", "--language", "klingon"], "klingon"),
        (["say", "Hello", "-o", "hello.doc"], ".doc"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(arguments: list[str], sentence: str) -> None:
    """Status 2, no traceback."""
    done = rtts(*arguments, status=2)
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_more_files_are_asked_for_than_a_process_is_given() -> None:
    """A session is a file descriptor, and the usual 1024 are fewer than sessions are allowed."""
    command = f"ulimit -Sn 256; exec {shlex.join(RTTS)} serve --port 0 --http-port 0"
    with subprocess.Popen(
        ["sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        limits = Path(f"/proc/{process.pid}/limits").read_text()
        process.kill()
    found = re.search(r"Max open files +(\d+) +(\d+)", limits)
    assert found is not None
    assert int(found[1]) == min(2000, int(found[2]))


def test_a_misspelled_variable_stops_the_start() -> None:
    """Whoever set it believes that it holds."""
    done = subprocess.run(
        [*RTTS, "serve"],
        env=os.environ | {"RTTS_PROT": "9000"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert "RTTS_PORT" in done.stderr


def test_sigterm_lets_a_running_context_finish_and_exits_with_0() -> None:
    """The client gets `closing`, all of its speech, `context.done`, and close code 1001."""
    texts = ("A sentence to be spoken. ", "And another.")

    async def talk(process: subprocess.Popen[str], url: str) -> tuple[list[Any], int | None]:
        messages = []
        async with connect(url) as socket:
            await socket.send(json.dumps({"type": "text", "text": texts[0]}))
            while not isinstance(await socket.recv(), bytes):
                pass
            process.send_signal(signal.SIGTERM)
            async for message in socket:
                if isinstance(message, bytes):
                    continue
                messages.append(json.loads(message))
                if messages[-1]["type"] == "closing":
                    await socket.send(json.dumps({"type": "text", "text": texts[1]}))
                    await socket.send(json.dumps({"type": "end"}))
            return messages, socket.close_code

    with serving("--engine", "tone", "--engine-option", "pace=2") as (process, url, _):
        messages, code = run(talk(process, url))
        assert process.wait(timeout=120) == 0
    spoken = [message["text"] for message in messages if message["type"] == "segment.done"]
    assert spoken == [text.strip() for text in texts]
    assert (messages[-1]["type"], code) == ("context.done", 1001)


def test_a_second_sigterm_does_not_wait() -> None:
    """Whoever asks twice wants it now."""

    async def talk(process: subprocess.Popen[str], url: str) -> None:
        async with connect(url) as socket:
            await socket.send(json.dumps({"type": "text", "text": "A very long sentence. " * 40}))
            await socket.send(json.dumps({"type": "end"}))
            while not isinstance(await socket.recv(), bytes):
                pass
            process.send_signal(signal.SIGTERM)
            async for message in socket:
                if isinstance(message, str) and "closing" in message:
                    process.send_signal(signal.SIGTERM)

    with serving("--engine", "tone", "--engine-option", "pace=1") as (process, url, _):
        run(talk(process, url))
        assert process.wait(timeout=120) == 0


def test_the_settings_are_shown_once_and_hold_no_key() -> None:
    """In the first line of the log."""
    key = "a-key-that-nobody-would-guess"
    command = [*RTTS, "serve", "--port", "0", "--http-port", "0", "--engine", "tone"]
    environment = os.environ | {"RTTS_API_KEYS": key}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=120)
    shown = [line for line in log.splitlines() if '"server_started"' in line]
    assert len(shown) == 1
    assert json.loads(shown[0])["settings"]["engine"] == "tone"
    assert key not in log


def test_help_answers_without_the_heavy_parts() -> None:
    """No server, no codec, no engine is imported to show a flag."""
    code = (
        "import sys; from rtts.cli import cli;"
        "cli.main(['serve', '--help'], standalone_mode=False);"
        "heavy = {'numpy', 'av', 'websockets', 'hypercorn', 'structlog'} & set(sys.modules);"
        "print('heavy:', sorted(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.rstrip().endswith("heavy: []")
    assert "--idle-timeout" in done.stdout


def test_help_tells_every_default_that_is_a_number() -> None:
    """One and nought too, which Python takes for true and false."""
    told = CliRunner().invoke(cli, ["serve", "--help"], terminal_width=400).output
    for row in settings_table():
        if row.kind in (int, float) and row.default is not None:
            (line,) = [each for each in told.splitlines() if f" {row.flag} " in each]
            assert line.endswith(f"[default: {row.default}]"), line
