"""Speaks one whole text, for who has no socket: the same pipeline, without the conversation.

Nobody plays the audio while it is made, as far as the server knows. So it goes behind live
sessions at the engine and in the threads, it is not paced, and what bounds it is how fast it is
taken: a reader that is slow stops the encoder and then the engine.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import NamedTuple, Self, TypeVar, TypeVarTuple

from rtts.context.context import Context
from rtts.engines.base import EngineInfo
from rtts.errors import RequestError, SpeechTimeout, SynthesisFailed
from rtts.pipeline.channel import Channel
from rtts.pipeline.pipeline import Pipeline
from rtts.pipeline.speech import SpeechService, Threads
from rtts.protocol.frames import Frame
from rtts.protocol.messages import AudioFormat, ContextStarted, Error, ServerMessage
from rtts.protocol.options import SessionOptions
from rtts.voices.catalog import Catalog

__all__ = ["OneShot", "Packets"]

R = TypeVar("R")
Ts = TypeVarTuple("Ts")

_AHEAD_MS = 2000.0
"""Audio that waits for its reader."""
_PATIENCE_S = 2.0
"""So long its work in threads lets that of listeners go before who have less ahead than this.
The engine's scheduler has the same patience."""


class Packets(NamedTuple):
    """Encoded audio, in the order in which it is heard."""

    frames: list[Frame]


class _Patient:
    """The house's threads, for who is not heard yet: behind those who would run dry meanwhile.

    What waits keeps its place while time passes, so that no crowd of listeners holds it up for
    longer than the patience, once the threads do all that is due.
    """

    def __init__(self, threads: Threads) -> None:
        self._threads = threads

    async def run(self, due: float, function: Callable[[*Ts], R], *arguments: *Ts) -> R:
        return await self._threads.run(due + _PATIENCE_S, function, *arguments)


class OneShot:
    """Speaks one text. Use it as an asynchronous context manager, then iterate.

    Raises RequestError at once for options that the engine has not, and SpeechError from the
    iteration where a part of the text could not be spoken.
    """

    def __init__(
        self, text: str, options: SessionOptions, engine: EngineInfo, service: SpeechService
    ) -> None:
        catalog = Catalog(engine)
        catalog.check(options)
        now = service.clock()
        self.context = Context(
            None,
            1,
            options,
            catalog.tracker(options),
            word_times=False,
            grows=engine.grows,
            after=(),
            now=now,
        )
        items = self.context.write(text, now)
        last, speaks = self.context.end(None, now)
        if not speaks:
            raise RequestError(
                "invalid_value",
                "There is no text to speak in input: no letter, no digit.",
                param="input",
            )
        self._clock = service.clock
        self._out: Channel[AudioFormat | Packets | Error] = Channel(_AHEAD_MS, self._weigh)
        service = replace(service, threads=_Patient(service.threads))
        self._pipeline = Pipeline(self.context, service, self, lambda _now: 0.0, live=False)
        self._pipeline.feed([*items, *last])
        self._running: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        return f"<OneShot {self._pipeline!r}>"

    async def __aenter__(self) -> Self:
        self._running = asyncio.create_task(self._run(), name="one shot")
        return self

    async def __aexit__(self, *error: object) -> None:
        """Free the engine's work, whether or not all was taken."""
        assert self._running is not None
        self._pipeline.stop()
        self._running.cancel()
        await asyncio.wait([self._running])

    async def format(self) -> AudioFormat:
        """What the audio is, once it is known that there is some. Call it first."""
        async for first in self._out:
            if isinstance(first, AudioFormat):
                return first
        return await self._broken()

    async def packets(self) -> AsyncIterator[Frame]:
        """The audio. Raises SpeechError for a part that could not be spoken."""
        async for each in self._out:
            if isinstance(each, Error):
                kind = SpeechTimeout if each.code == SpeechTimeout.code else SynthesisFailed
                raise kind(each.message, retry_after=each.retry_after_ms / 1000)
            if isinstance(each, Packets):
                for frame in each.frames:
                    yield frame
        if self._running is not None and self._running.done():
            self._running.result()

    # For the pipeline.

    async def messages(self, messages: list[ServerMessage]) -> None:
        """Note what a client would be told."""
        for message in messages:
            if isinstance(message, ContextStarted):
                await self._out.send(message.audio)
            elif isinstance(message, Error):
                await self._out.send(message)

    async def frames(self, frames: list[Frame]) -> None:
        """Hand audio over, once there is room for it."""
        now = self._clock()
        for frame in frames:
            self.context.frame_sent(frame, now)
        await self._out.send(Packets(frames))

    async def _run(self) -> None:
        try:
            await self._pipeline.run()
        finally:
            self._out.close()

    async def _broken(self) -> AudioFormat:
        assert self._running is not None
        await self._running
        raise SynthesisFailed("The speech ended before it began.")

    def _weigh(self, item: AudioFormat | Packets | Error) -> float:
        if not isinstance(item, Packets):
            return 0.0
        ticks = sum(frame.samples for frame in item.frames)
        return ticks * 1000 / self.context.options.audio.clock
