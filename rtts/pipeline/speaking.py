"""From text to sound: the first stage of a pipeline.

One coroutine writes what is to be said to the engine, the other listens to what comes of it. They
are two because an engine that takes growing text speaks a segment while that is still being
written. An engine that wants whole text is fed a segment when it is complete, by the same way.
At most one utterance runs at a time: what is far ahead of its listener need not be made.
"""

import asyncio
import math
import secrets
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rtts.context.context import Context
from rtts.context.flow import (
    Event,
    GrowSegment,
    Item,
    PassEnd,
    PassFlush,
    PauseText,
    SegmentBegan,
    SegmentEnded,
    SegmentFailed,
    SpeakSegment,
    WordsKnown,
    WordTime,
)
from rtts.engines.base import Chunk, Job
from rtts.errors import SpeechError, SpeechTimeout, SynthesisFailed, WorkerUnavailable
from rtts.pipeline.channel import Channel
from rtts.pipeline.speech import SpeechService
from rtts.pipeline.utterance import Part, RunningUtterance
from rtts.text.normalize import growing
from rtts.text.rules import loader

__all__ = ["Made", "Sound", "Speaking"]

_LEAD_STEP_MS = 200
_HEAD_MS = 60
_SEED_BITS = 31

_MAY_REST_MS = 1000.0
"""With more than this ahead of its listener, an engine may let an utterance rest for others."""


class Sound(NamedTuple):
    """Samples on their way from the engine to the encoder."""

    pcm: bytes
    words: tuple[WordTime, ...] = ()
    reached: int = 0
    """See `TextReached`; 0 where words tell more."""


Made = Sound | Event
_Line = Part | Event
"""What is listened to, or passed on, next."""


class Speaking:
    """Has the items of one context spoken, in order, and sends what is made of them."""

    def __init__(
        self,
        context: Context,
        service: SpeechService,
        made: Channel[Made],
        ahead_ms: Callable[[float], float],
        *,
        live: bool,
    ) -> None:
        self._context = context
        self._service = service
        self._made = made
        self._ahead_ms = ahead_ms
        self._live = live
        self._script: Channel[_Line] = Channel(float("inf"))  # bounded by the session's limits
        self._part: Part | None = None
        """The segment that is being written."""
        self._running: RunningUtterance | None = None
        self._timer: asyncio.Timeout | None = None
        """Of the wait for a chunk that is under way."""
        self._given_at = math.inf
        """When the engine was first given more text in that wait."""
        self._per_ms = service.sample_rate / 1000
        self._spoken_ms = 0.0
        self._lead_told = 0.0
        seed = context.options.seed
        self._seed = secrets.randbits(_SEED_BITS) if seed is None else seed
        """One for all utterances, so that the timbre does not jump."""

    def __repr__(self) -> str:
        return f"<Speaking {self._part!r} in {self._running!r}>"

    def drop(self) -> None:
        """Free what the engine holds."""
        if self._running is not None:
            self._running.drop()
            self._running = None

    def tell_lead(self) -> None:
        """Let the worker know how long this listener can wait, when that has changed."""
        if self._running is None:
            return
        lead_ms = self._lead_ms()
        if abs(lead_ms - self._lead_told) >= _LEAD_STEP_MS:
            self._lead_told = lead_ms
            self._running.lead(round(lead_ms))

    def _lead_ms(self) -> float:
        """Audio ahead of the listener: what was sent and is unheard, and what was made since."""
        made_ms = self._spoken_ms - self._context.audio_ms
        return self._ahead_ms(self._service.clock()) + made_ms

    # What is written to the engine.

    async def write(self, items: Channel[Item]) -> None:
        """Give the engine what is to be said, until the items end."""
        async for item in items:
            match item:
                case GrowSegment():
                    part = self._part or await self._begin(item)
                    await self._say(part, part.grow(item))
                case SpeakSegment():
                    part = self._part or await self._begin(item)
                    await self._say(part, part.complete(item))
                    self._end_part(part, item)
                case PauseText():
                    self._finish()
                case PassFlush() | PassEnd():
                    self._finish()
                    await self._script.send(item)
                case _:
                    await self._script.send(item)
        self._script.close()

    async def _begin(self, segment: GrowSegment | SpeakSegment) -> Part:
        """A further segment. A language's rules are imported in a thread."""
        options = self._context.options
        if options.normalize == "auto" and not loader.is_loaded(segment.language):
            await self._in_thread(loader.load, segment.language)
        lexicon = tuple((entry.match, entry.say) for entry in options.lexicon)
        text = growing(segment.language, lexicon, mode=options.normalize)
        self._part = Part(segment, text)
        await self._script.send(self._part)
        return self._part

    async def _say(self, part: Part, text: str) -> None:
        """Feed text of a part to the utterance that speaks it, which may have to be opened."""
        if part.utterance is not None:
            part.utterance.feed(text)
            self._note_text()
        elif part.failure is None and part.is_audible:
            try:
                part.utterance = await self._utterance_for(part)
            except (SpeechError, WorkerUnavailable) as error:
                part.failure = error
            else:
                part.utterance.begin_part(part.spoken.text)
                self._note_text()
            part.decided.set()

    def _end_part(self, part: Part, segment: SpeakSegment) -> None:
        part.decided.set()
        self._part = None
        if not segment.goes_on or not self._service.span_letters:
            self._finish()

    def _finish(self) -> None:
        """Let the engine speak what it has to the end. Its time for that begins now."""
        if self._running is None or self._running.finished:
            return
        self._running.finish()
        self._note_text()
        if self._timer is not None:
            self._timer.reschedule(asyncio.get_running_loop().time() + self._patience_s())

    def _note_text(self) -> None:
        """The engine was given something to do."""
        self._given_at = min(self._given_at, self._service.clock())

    async def _utterance_for(self, part: Part) -> RunningUtterance:
        """The one that runs, if it may speak this too; else another one, once that is over."""
        language = part.segment.language
        if self._running is not None:
            if self._running.has_room(language, self._service.span_letters):
                return self._running
            self._finish()
            await self._running.over.wait()
        if self._spoken_ms >= self._service.max_audio_s * 1000:
            raise SynthesisFailed(
                f"The context has reached its limit of {self._service.max_audio_s:g} s of "
                f"audio; open another one for the rest."
            )
        utterance = await self._service.speaker.open(self._job(language))
        self._context.timings.opened(self._service.clock())
        self._running = RunningUtterance(utterance, language)
        self._lead_told = 0.0
        self.tell_lead()
        return self._running

    def _job(self, language: str) -> Job:
        options = self._context.options
        return Job(
            id=0,
            voice=options.voice,
            language=language,
            speed=options.speed,
            seed=self._seed,
            temperature=options.temperature,
            top_p=options.top_p,
            instructions=options.instructions,
            live=self._live,
        )

    async def _in_thread(self, function: Callable[[str], object], argument: str) -> None:
        due = self._service.clock() + self._ahead_ms(self._service.clock()) / 1000
        await self._service.threads.run(due, function, argument)

    # What is heard from it.

    async def listen(self) -> None:
        """Pass on what the engine makes, and what stands between, until the script ends."""
        async for line in self._script:
            if isinstance(line, Part):
                await self._made.send(await self._listen_to(line))
            else:
                await self._made.send(line)

    async def _listen_to(self, part: Part) -> SegmentEnded | SegmentFailed:
        """Pass on the sound of a segment; returns how it ended."""
        await part.decided.wait()
        await self._made.send(SegmentBegan(part.segment, part.spoken))
        try:
            if part.failure is not None:
                raise part.failure
            synthesis_s = await self._hear(part.utterance) if part.utterance else 0.0
        except SpeechError as error:
            return SegmentFailed(await part.completed(), error.code, error.message)
        except WorkerUnavailable as error:
            code, retry_after_s = SynthesisFailed.code, error.retry_after
            return SegmentFailed(await part.completed(), code, error.message, retry_after_s)
        return SegmentEnded(await part.completed(), synthesis_s)

    async def _hear(self, running: RunningUtterance) -> float:
        """Pass on the sound of its next part; returns the seconds that the engine took."""
        timings = self._context.timings
        synthesis_s = 0.0
        failing = "gave this segment no audio"
        running.hear_part()
        try:
            while True:
                chunk, worked_s = await self._next_of(running, failing)
                synthesis_s += worked_s
                timings.synthesis_s += worked_s  # at once: the rest may be cancelled, or fail
                if chunk is None:
                    break
                timings.chunk_came(self._service.clock(), len(chunk.pcm) / 2 / self._per_ms)
                await self._pass_on(chunk, running)
                self.tell_lead()
                failing = "fell silent in this segment"
            if words := running.words(self._per_ms):
                await self._made.send(WordsKnown(words))
        except SpeechError as error:
            running.fail(error)
            raise
        return synthesis_s

    async def _next_of(self, running: RunningUtterance, failing: str) -> tuple[Chunk | None, float]:
        """The next chunk, None at the end, and the seconds that the engine took for it.

        While it has nothing to say the engine does not work: its time begins with the first text
        that comes meanwhile.
        """
        began_at = self._service.clock()
        self._given_at = math.inf
        chunk = await self._awaited(running, failing)
        if self._given_at < math.inf:
            began_at = self._given_at
        return chunk, self._service.clock() - began_at

    async def _awaited(self, running: RunningUtterance, failing: str) -> Chunk | None:
        """The next chunk, which has to come in time; None at the end. Raises SpeechTimeout.

        The engine's time begins when it has all the text, or when the listener no longer has so
        much to hear that others may go first; and begins anew at a worker that took it over. Time
        in which nobody took its chunks is not counted.
        """
        spent_s = 0.0
        while True:
            try:
                async with asyncio.timeout(None) as self._timer:
                    if running.finished:
                        now = asyncio.get_running_loop().time()
                        self._timer.reschedule(now + self._patience_s() - spent_s)
                    return await running.next()
            except TimeoutError:
                spent_s = running.at_worker_s or 0.0
                if spent_s >= self._service.speech_timeout_s:
                    raise SpeechTimeout(
                        f"The engine {failing} for {self._service.speech_timeout_s:g} s; "
                        f"send what remains of its text again."
                    ) from None
            finally:
                self._timer = None

    def _patience_s(self) -> float:
        return self._service.speech_timeout_s + max(self._lead_ms() - _MAY_REST_MS, 0.0) / 1000

    async def _pass_on(self, chunk: Chunk, running: RunningUtterance) -> None:
        words = running.words(self._per_ms)
        portions = self._portions(chunk.pcm)
        for pcm in portions:
            last = pcm is portions[-1]
            await self._made.send(Sound(pcm, words, running.reached if last else 0))
            words = ()
        self._spoken_ms += len(chunk.pcm) / 2 / self._per_ms

    def _portions(self, pcm: bytes) -> Sequence[bytes]:
        """What of a chunk is encoded in one go.

        Of a context's first one a little comes first, so that the first packet does not wait
        for the encoding of all others.
        """
        head = _HEAD_MS * self._service.sample_rate // 1000 * 2
        if self._spoken_ms or len(pcm) < 2 * head:
            return (pcm,)
        return pcm[:head], pcm[head:]
