"""`rtts say`: have a text spoken, aloud or into a file.

It should just work: with no server on this machine, a private one speaks for as long as the
command runs. And it should show what the house is about: text from a pipe is spoken as it
arrives, the first sound comes at once, and an interrupt tells what was heard.
"""

import asyncio
import codecs
import os
import ssl
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import NamedTuple, Protocol, TextIO, TypeVar, TypeVarTuple

import rtts_client
from rtts.commands.player import Player, find_player
from rtts.commands.say_files import CODECS, AudioFile, is_heavy, open_file
from rtts.errors import RttsError
from rtts_client import Audio, AudioFormat, Codec, Session, Speech

__all__ = ["SayError", "SayOptions", "say"]

R = TypeVar("R")
Ts = TypeVarTuple("Ts")

StartServer = Callable[[], AbstractAsyncContextManager[str]]
"""Starts a server for as long as the context lasts; gives its URL."""

_PLAYED_EVERY_MS = 1000
_SHOWN_EVERY_MS = 100
_REPORT_TIMEOUT_S = 2.0
_READ_BYTES = 4096


class SayError(RttsError):
    """The text could not be spoken, or not to its end."""


class SayOptions(NamedTuple):
    """What can be chosen. None leaves it to the server."""

    url: str | None = None
    """None: a server on this machine, or one of our own."""
    output: Path | None = None
    """A file to write; its suffix says which codec. None plays it."""
    api_key: str | None = None
    voice: str | None = None
    language: str | None = None
    speed: float | None = None
    rate: int | None = None


async def say(
    options: SayOptions,
    text: str,
    *,
    start_server: StartServer | None = None,
    terminal: TextIO = sys.stderr,
    stdin: int = 0,
) -> None:
    """Speak a text, or what comes through the file descriptor `stdin` if it is `-`.

    Raises SayError, and on an interrupt, once it has told what was heard, CancelledError.
    """
    target = _target(options.output)
    source = read_text(stdin) if text == "-" else text
    try:
        async with _session(options, target.codec, start_server) as session:
            speaking = _Speaking(session.speak(source), target, Progress(terminal))
            await speaking.run()
    except (rtts_client.RttsError, ValueError) as error:
        raise SayError(str(error)) from error


def read_text(file: int) -> Iterator[str]:
    """The text that arrives at a file descriptor, as soon as it does.

    Bytes that are no UTF-8 become replacement characters. Blocks, so it has to be read in a
    thread: `Session.speak` does that.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while data := os.read(file, _READ_BYTES):
        yield decoder.decode(data)
    yield decoder.decode(b"", final=True)


# Where to.


class Target(Protocol):
    """What becomes of the audio."""

    codec: Codec
    pulls: bool
    """Takes audio as fast as it can be made, instead of as fast as it can be heard."""

    async def begin(self, format: AudioFormat) -> None:
        """Get ready for audio of the format."""

    async def write(self, audio: Audio) -> None:
        """Take the next packet."""

    async def finish(self) -> None:
        """All of it was given; return when it is written, or heard."""

    def stop(self) -> int | None:
        """Nothing more will come. Returns how many ms were heard, if that means anything."""


class _File:
    """A file, by its suffix."""

    pulls = True

    def __init__(self, path: Path) -> None:
        self.codec = CODECS[path.suffix.lower()]
        self._path = path
        self._heavy = is_heavy(path)
        self._file: AudioFile | None = None

    def __str__(self) -> str:
        return f"written to {self._path}"

    async def begin(self, format: AudioFormat) -> None:
        self._file = await self._do(open_file, self._path, format)

    async def write(self, audio: Audio) -> None:
        assert self._file is not None
        await self._do(self._file.write, audio)

    async def finish(self) -> None:
        if self._file is not None:
            await self._do(self._file.close)

    def stop(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # why it stops has been said
                self._file.close()

    async def _do(self, function: Callable[[*Ts], R], *arguments: *Ts) -> R:
        """The function's result. Raises SayError where the file cannot be written."""
        try:
            if self._heavy:
                return await asyncio.to_thread(function, *arguments)
            return function(*arguments)
        except OSError as error:
            raise SayError(f"{self._path} cannot be written: {error.strerror}.") from error


class _Aloud:
    """A player."""

    codec: Codec = "pcm_s16le"
    pulls = False

    def __init__(self, player: Player) -> None:
        self._player = player

    def __str__(self) -> str:
        return "played"

    async def begin(self, format: AudioFormat) -> None:
        await self._player.start(format.rate)

    async def write(self, audio: Audio) -> None:
        await self._player.write(bytes(2 * audio.samples) if audio.silence else audio.data)

    async def finish(self) -> None:
        await self._player.finish()

    def stop(self) -> int:
        return self._player.stop()


def _target(output: Path | None) -> Target:
    """Where the audio goes. Raises SayError if it cannot go anywhere."""
    if output is not None:
        if output.suffix.lower() not in CODECS:
            known = ", ".join(CODECS)
            raise SayError(f"{output} has a suffix that says no codec; use one of {known}.")
        return _File(output)
    player = find_player()
    if player is None:
        raise SayError(
            "There is nothing to play sound with on this machine (looked for sounddevice with "
            "a device, ffplay, pacat, aplay); write a file instead: -o speech.wav."
        )
    return _Aloud(player)


# Where from.


@asynccontextmanager
async def _session(
    options: SayOptions, codec: Codec, start_server: StartServer | None
) -> AsyncIterator[Session]:
    """A session with the server that was named, that runs here, or that is started now."""
    async with AsyncExitStack() as stack:
        url = options.url or rtts_client.DEFAULT_URL
        try:
            session = await _connect(url, options, codec)
        except rtts_client.ServerUnreachable as error:
            if options.url is not None or start_server is None:
                raise SayError(_unreachable(error)) from error
            url = await stack.enter_async_context(start_server())
            session = await _connect(url, options, codec)
        yield await stack.enter_async_context(session)


def _unreachable(error: rtts_client.ServerUnreachable) -> str:
    if isinstance(error.__cause__, ssl.SSLCertVerificationError):
        return (
            f"The certificate of {error.url} is not trusted: {error.__cause__.verify_message}. "
            "Name a file with its issuer in the variable SSL_CERT_FILE."
        )
    return f"No server answers at {error.url}: {error.reason}. Start one: rtts serve."


async def _connect(url: str, options: SayOptions, codec: Codec) -> Session:
    chosen: rtts_client.Options = {"codec": codec}
    if options.voice is not None:
        chosen["voice"] = options.voice
    if options.language is not None:
        chosen["language"] = options.language
    if options.speed is not None:
        chosen["speed"] = options.speed
    if options.rate is not None:
        chosen["rate"] = options.rate
    return await rtts_client.connect(url, api_key=options.api_key, retry=False, **chosen)


# Speaking.


class Progress:
    """A line on a terminal that grows while the speech does, and one that stays."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal
        self._live = terminal.isatty()
        self._shown_ms = -_SHOWN_EVERY_MS

    def show(self, first_audio_s: float, audio_ms: float) -> None:
        """Say how far the speech has come; nothing where nobody watches."""
        if self._live and audio_ms - self._shown_ms >= _SHOWN_EVERY_MS:
            self._shown_ms = int(audio_ms)
            line = f"first audio {first_audio_s * 1000:.0f} ms, {audio_ms / 1000:.1f} s of speech"
            self._terminal.write(f"\r\x1b[K{line}")
            self._terminal.flush()

    def clear(self) -> None:
        """Take the growing line away."""
        if self._live:
            self._terminal.write("\r\x1b[K")
            self._terminal.flush()

    def close(self, line: str) -> None:
        """The last line."""
        self.clear()
        self._terminal.write(f"{line}\n")
        self._terminal.flush()


class _Speaking:
    """One text on its way from the server to its target."""

    def __init__(self, speech: Speech, target: Target, progress: Progress) -> None:
        self._speech = speech
        self._target = target
        self._progress = progress
        self._audio_ms = 0.0
        self._played_ms = 0.0

    async def run(self) -> None:
        """Take the audio to its target, and say how it went."""
        try:
            await self._receive()
            await self._target.finish()
        except asyncio.CancelledError:
            await self._interrupt()
            raise
        except BaseException:
            self._target.stop()
            self._progress.clear()
            raise
        self._progress.close(self._account())

    async def _receive(self) -> None:
        began = False
        while (audio := await anext(self._speech, None)) is not None:
            if not began:
                began = True
                assert self._speech.format is not None
                await self._target.begin(self._speech.format)
            await self._target.write(audio)
            self._audio_ms += audio.duration_ms
            self._progress.show(self._speech.first_audio_s or 0.0, self._audio_ms)
            await self._tell_played()
        if not self._audio_ms:
            raise SayError("There is nothing to speak in the text: no letter, no digit.")

    async def _tell_played(self) -> None:
        """What is in a file counts as heard: the server need not wait for the clock."""
        if self._target.pulls and self._audio_ms - self._played_ms >= _PLAYED_EVERY_MS:
            self._played_ms = self._audio_ms
            await self._speech.played(int(self._audio_ms))

    def _account(self) -> str:
        first_ms = (self._speech.first_audio_s or 0.0) * 1000
        segments = self._speech.segments
        worked_ms = sum(segment.rtf * segment.audio_ms for segment in segments)
        spoken_ms = sum(segment.audio_ms for segment in segments)
        return (
            f"{self._audio_ms / 1000:.2f} s of speech {self._target}; first audio after "
            f"{first_ms:.0f} ms, real-time factor {worked_ms / max(spoken_ms, 1):.3f}."
        )

    async def _interrupt(self) -> None:
        """Stop, and tell what was heard. The server has a moment to say so."""
        heard_ms = self._target.stop()
        try:
            async with asyncio.timeout(_REPORT_TIMEOUT_S):
                report = await self._speech.cancel(heard_ms)
        except (TimeoutError, rtts_client.RttsError):
            self._progress.close("Stopped.")
            return
        self._progress.close(
            f"Stopped after {report.played_ms / 1000:.1f} s; heard: {report.text_spoken.strip()!r}"
        )
