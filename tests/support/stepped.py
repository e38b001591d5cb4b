"""A real engine under a pipeline in virtual time: no worker between the two, no thread."""

import asyncio
import math
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

from msgspec.structs import replace

from rtts.engines.base import Chunk, Ended, Engine, Failed, Job
from rtts.errors import SynthesisFailed


class SteppedUtterance:
    """What a pipeline knows of one."""

    at_worker_s: float | None = math.inf

    def __init__(self, speaker: "SteppedSpeaker", id: int) -> None:
        self._speaker = speaker
        self._id = id
        self.events: asyncio.Queue[Chunk | Ended | Failed] = asyncio.Queue()
        self.text = ""
        self.finished_at: float | None = None

    def feed(self, text: str) -> None:
        self.text += text
        self._speaker.engine.feed(self._id, text)

    def finish(self) -> None:
        self.finished_at = asyncio.get_running_loop().time()
        self._speaker.engine.finish(self._id)

    def cancel(self) -> None:
        self._speaker.engine.cancel(self._id)
        self._speaker.running.pop(self._id, None)

    def lead(self, ms: int) -> None:
        """Nobody is scheduled here."""

    async def __aiter__(self) -> AsyncIterator[Chunk]:
        while True:
            event = await self.events.get()
            if isinstance(event, Failed):
                raise SynthesisFailed(event.message)
            if isinstance(event, Ended):
                return
            yield event


class SteppedSpeaker:
    """Steps an engine every 10 ms of virtual time, as long as `run` runs."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.opened: list[SteppedUtterance] = []
        self.running: dict[int, SteppedUtterance] = {}
        self._ids = count(1)

    async def open(self, job: Job) -> Any:
        id = next(self._ids)
        self.engine.open(replace(job, id=id))
        utterance = SteppedUtterance(self, id)
        self.opened.append(utterance)
        self.running[id] = utterance
        return utterance

    async def run(self) -> None:
        """Step for ever."""
        while True:
            await asyncio.sleep(0.01)
            for event in self.engine.step(tuple(self.running)):
                self.running[event.id].events.put_nowait(event)
