"""Playing samples aloud, with whatever this machine has for it.

PortAudio through `sounddevice` where it is installed and finds a device; else one of the
usual programs, fed through a pipe. None of them says truthfully what has been heard, so that
is reckoned: by the clock from the first sample, and never more than was written.
"""

import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from rtts.errors import RttsError
from rtts_client.wav import WavWriter

__all__ = ["Player", "PlayerFailed", "find_player"]

_DEVICE_LAG_S = 0.2
"""How far a program's buffers may lag behind what was written to it."""


class PlayerFailed(RttsError):
    """The program that should play ended before it had played everything."""


class Player(Protocol):
    """Plays mono samples, signed 16-bit, of one rate. One text each."""

    async def start(self, rate: int) -> None:
        """Get ready for samples of `rate` Hz."""

    async def write(self, samples: bytes) -> None:
        """Play these next; may wait until there is room. Raises PlayerFailed."""

    async def finish(self) -> None:
        """Wait until everything was heard. Raises PlayerFailed."""

    def stop(self) -> int:
        """Be silent at once; returns how many ms were heard, about."""


def find_player(
    which: Callable[[str], str | None] = shutil.which, platform: str = sys.platform
) -> Player | None:
    """A way to play samples on this machine, if there is any."""
    device = _find_device()
    if device is not None:
        return _DevicePlayer(device)
    for name, arguments in _PROGRAMS.items():
        if which(name):
            return _PipePlayer(name, arguments)
    if platform == "darwin" and which("afplay"):
        return _WholeFilePlayer("afplay")
    return None


_PROGRAMS: dict[str, Sequence[str]] = {
    "ffplay": (
        *("-loglevel", "error", "-nodisp", "-autoexit", "-fflags", "nobuffer"),
        *("-probesize", "32", "-f", "s16le", "-ar", "{rate}", "-ch_layout", "mono", "-i", "-"),
    ),
    "pacat": ("--playback", "--raw", "--format=s16le", "--channels=1", "--rate={rate}"),
    "aplay": ("-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", "{rate}", "-"),
}
"""Programs that play from a pipe; `{rate}` is in Hz."""


class _Clock:
    """How much was heard, if what is written is played as soon as it is there."""

    def __init__(self, rate: int) -> None:
        self._bytes_per_s = 2 * rate
        self._written = 0
        self._began_at: float | None = None

    def wrote(self, size: int) -> None:
        self._began_at = self._began_at or time.monotonic()
        self._written += size

    def heard_ms(self, lag_s: float = 0.0) -> int:
        if self._began_at is None:
            return 0
        played_s = max(time.monotonic() - self._began_at - lag_s, 0.0)
        return round(min(played_s, self._written / self._bytes_per_s) * 1000)


class _PipePlayer:
    """A program that plays what comes through its standard input."""

    def __init__(self, name: str, arguments: Sequence[str]) -> None:
        self._name = name
        self._arguments = arguments
        self._process: asyncio.subprocess.Process | None = None

    def __repr__(self) -> str:
        return f"<player {self._name}>"

    async def start(self, rate: int) -> None:
        arguments = [argument.format(rate=rate) for argument in self._arguments]
        self._clock = _Clock(rate)
        self._process = await asyncio.create_subprocess_exec(
            self._name,
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )

    async def write(self, samples: bytes) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(samples)
            await self._process.stdin.drain()
        except ConnectionError:
            raise self._failure(await self._process.wait()) from None
        self._clock.wrote(len(samples))

    async def finish(self) -> None:
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        status = await self._process.wait()
        if status:
            raise self._failure(status)

    def stop(self) -> int:
        if self._process is None:
            return 0
        if self._process.returncode is None:
            self._process.kill()
        return self._clock.heard_ms(_DEVICE_LAG_S)

    def _failure(self, status: int) -> PlayerFailed:
        return PlayerFailed(
            f"{self._name} could not play (it ended with {status}); "
            f"write a file instead: -o speech.wav."
        )


class _WholeFilePlayer:
    """A program that plays files alone: it is given one when the speech is complete."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._samples = bytearray()
        self._player: _PipePlayer | None = None

    def __repr__(self) -> str:
        return f"<player {self._name}>"

    async def start(self, rate: int) -> None:
        self._rate = rate
        self._clock = _Clock(rate)

    async def write(self, samples: bytes) -> None:
        self._samples += samples

    async def finish(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "speech.wav"
            with path.open("wb") as file:
                wav = WavWriter(file, "pcm_s16le", self._rate)
                wav.write(bytes(self._samples))
                wav.close()
            self._player = _PipePlayer(self._name, [str(path)])
            await self._player.start(self._rate)
            self._clock.wrote(len(self._samples))
            await self._player.finish()

    def stop(self) -> int:
        if self._player is None:
            return 0
        self._player.stop()
        return self._clock.heard_ms(_DEVICE_LAG_S)


class _DevicePlayer:
    """A device that PortAudio knows."""

    def __init__(self, sounddevice: Any) -> None:
        self._sounddevice = sounddevice
        self._stream: Any = None

    def __repr__(self) -> str:
        return "<player sounddevice>"

    async def start(self, rate: int) -> None:
        self._clock = _Clock(rate)
        self._stream = self._sounddevice.RawOutputStream(samplerate=rate, channels=1, dtype="int16")
        self._stream.start()

    async def write(self, samples: bytes) -> None:
        await asyncio.to_thread(self._stream.write, samples)
        self._clock.wrote(len(samples))

    async def finish(self) -> None:
        if self._stream is not None:
            await asyncio.to_thread(self._stream.stop)
            self._stream.close()

    def stop(self) -> int:
        if self._stream is None:
            return 0
        heard_ms = self._clock.heard_ms(self._stream.latency)
        self._stream.abort()
        self._stream.close()
        return heard_ms


def _find_device() -> Any:
    """The module `sounddevice`, if it is installed and has a device to play on."""
    try:
        sounddevice = import_module("sounddevice")
    except (ImportError, OSError):  # not installed, or without PortAudio
        return None
    try:
        sounddevice.query_devices(kind="output")
    except (sounddevice.PortAudioError, ValueError):
        return None
    return sounddevice
