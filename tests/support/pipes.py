"""A pipeline in a test: engine and encoder of known speed, a sink with a watch.

All in virtual time.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from rtts.audio.packet import Packet
from rtts.engines.base import Chunk, Job, Word
from rtts.errors import SynthesisFailed
from rtts.pipeline.speech import Speaker, SpeechService
from rtts.protocol.frames import Frame
from rtts.protocol.messages import AudioFormat, ServerMessage
from rtts.protocol.options import AudioOptions

RATE = 24000


@dataclass
class SlowUtterance:
    """Speaks a text in `chunks` chunks, each of which takes `delay` seconds to make."""

    voice: "SlowSpeaker"
    job: Job
    text: str = ""
    cancelled: bool = False
    leads: list[int] = field(default_factory=list)

    @property
    def at_worker_s(self) -> float | None:
        """It has been there always."""
        return math.inf

    def feed(self, text: str) -> None:
        self.text += text

    def finish(self) -> None:
        self.voice.opened.append((asyncio.get_running_loop().time(), self.text))

    def cancel(self) -> None:
        if not self.cancelled:
            self.cancelled = True
            self.voice.cancelled.append((asyncio.get_running_loop().time(), self.text))

    def lead(self, ms: int) -> None:
        self.leads.append(ms)

    async def __aiter__(self) -> AsyncIterator[Chunk]:
        if "hang" in self.text:
            await asyncio.Event().wait()
        for at in range(self.voice.chunks):
            await asyncio.sleep(self.voice.delay)
            if "fail" in self.text and at == self.voice.chunks - 1:
                raise SynthesisFailed("The engine could not go on.")
            words = (Word(0, len(self.text), 0, RATE * self.voice.chunk_ms // 1000),)
            pcm = bytes(RATE * self.voice.chunk_ms // 500)
            yield Chunk(self.job.id, pcm, words if at == 0 else ())


@dataclass
class SlowSpeaker:
    """An engine of known speed; notes what it was asked."""

    delay: float = 0.0
    chunks: int = 1
    chunk_ms: int = 100
    opened: list[tuple[float, str]] = field(default_factory=list)
    cancelled: list[tuple[float, str]] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)

    async def open(self, job: Job) -> SlowUtterance:
        self.jobs.append(job)
        return SlowUtterance(self, job)


class PcmEncoder:
    """Packets of 20 ms, straight from the samples."""

    format = AudioFormat(codec="pcm_s16le", rate=RATE, clock=RATE, frame_ms=20)
    header = b""

    def __init__(self, options: AudioOptions, rate: int) -> None:
        self._left = b""

    def push(self, pcm: bytes) -> list[Packet]:
        self._left += pcm
        size = RATE * 20 // 500
        made = len(self._left) // size
        packets = [Packet(self._left[at * size : (at + 1) * size], size // 2) for at in range(made)]
        self._left = self._left[made * size :]
        return packets

    def end_segment(self) -> list[Packet]:
        return []


class SlowThreads:
    """Threads in which each call of `name` takes `delay` seconds of virtual time."""

    def __init__(self, name: str = "", delay: float = 0.0) -> None:
        self._name = name
        self._delay = delay

    async def run(self, due: float, function: Callable[..., Any], *arguments: Any) -> Any:
        called = (getattr(each, "__name__", "") for each in (function, *arguments))
        if self._delay and self._name in called:  # it may be handed to one that times it
            await asyncio.sleep(self._delay)
        return function(*arguments)


@dataclass
class Recorder:
    """Notes what a pipeline delivers, and when."""

    frames_at: list[tuple[float, Frame]] = field(default_factory=list)
    said: list[ServerMessage] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    context: Any = None

    async def messages(self, messages: list[ServerMessage]) -> None:
        self.said += messages
        self.order += [type(message).__name__ for message in messages]

    async def frames(self, frames: list[Frame]) -> None:
        now = asyncio.get_running_loop().time()
        for frame in frames:
            self.context.frame_sent(frame, now)
            self.frames_at.append((now, frame))
            if self.order[-1:] != ["audio"]:
                self.order.append("audio")


def service(speaker: Speaker, threads: Any, **limits: Any) -> SpeechService:
    """What a pipeline needs, in virtual time."""
    loop = asyncio.get_running_loop()
    return SpeechService(
        speaker=speaker,
        sample_rate=RATE,
        make_encoder=PcmEncoder,
        threads=threads,
        clock=loop.time,
        **limits,
    )
