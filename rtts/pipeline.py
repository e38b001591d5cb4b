"""Text to speech to packets to frames: one context's way through the house.

Three stages run at once, each a short coroutine that reads one channel and fills the next:

    speak    takes segments, has each spoken by the engine, passes its chunks on
    encode   makes packets of them, in a thread
    deliver  paces them, makes frames of them and hands them to the writer

While a segment is being encoded and sent, the next is being synthesized. The channels are
bounded in ms of audio, so a listener that is far behind stops the encoder, then the engine.
Whoever cancels a context ends its pipeline from outside; nothing about it travels inside.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar, TypeVarTuple

from rtts.audio.packet import Packet
from rtts.channel import Channel
from rtts.context import Context
from rtts.engines.base import Chunk, Job, Word
from rtts.errors import SpeechError, SpeechTimeout, SynthesisFailed, WorkerUnavailable
from rtts.flow import (
    Event,
    FormatKnown,
    Item,
    PacketsMade,
    PassEnd,
    SegmentBegan,
    SegmentEnded,
    SegmentFailed,
    SpeakSegment,
    WordsKnown,
    WordTime,
)
from rtts.pacing import Pace
from rtts.protocol.frames import Frame
from rtts.protocol.messages import AudioFormat, ServerMessage
from rtts.protocol.options import AudioOptions
from rtts.text.audible import is_speakable
from rtts.text.normalize import speak
from rtts.text.offsets import Spoken
from rtts.text.rules import loader

__all__ = ["AudioEncoder", "Pipeline", "Sink", "Speaker", "SpeechService", "SpokenUtterance"]

R = TypeVar("R")
Ts = TypeVarTuple("Ts")

_AHEAD_MS = 1000.0
"""Audio that each channel holds: enough to bridge a pause of either side."""

_BATCH_BYTES = 4096
"""Frames are handed over in batches of this size: what was handed over cannot be recalled."""

_MAX_TICKS = 2**16 - 1
"""What a frame can say that it covers."""

_LEAD_STEP_MS = 200
_HEAD_MS = 60

_MAY_REST_MS = 1000.0
"""With more than this ahead of its listener, an engine may let an utterance rest for others."""


class SpokenUtterance(Protocol):
    """One utterance at the engine; see `rtts.worker.client.Utterance`."""

    @property
    def at_worker(self) -> bool: ...
    def feed(self, text: str) -> None: ...
    def finish(self) -> None: ...
    def cancel(self) -> None: ...
    def lead(self, ms: int) -> None: ...
    def __aiter__(self) -> AsyncIterator[Chunk]: ...


class Speaker(Protocol):
    """Where utterances are spoken; see `rtts.worker.client.WorkerClient`."""

    async def open(self, job: Job) -> SpokenUtterance: ...


class AudioEncoder(Protocol):
    """One context's encoder; see `rtts.audio.encoder.Encoder`."""

    @property
    def format(self) -> AudioFormat: ...
    def push(self, pcm: bytes) -> Sequence[Packet]: ...
    def end_segment(self) -> Sequence[Packet]: ...


class Threads(Protocol):
    """Where audio work is done; see `rtts.threads.UrgentThreads`."""

    async def run(self, due: float, function: Callable[[*Ts], R], *arguments: *Ts) -> R:
        """The function's result; what is due first is done first."""


class Sink(Protocol):
    """Where messages and frames go: the connection's writer."""

    async def messages(self, messages: list[ServerMessage]) -> None: ...
    async def frames(self, frames: list[Frame]) -> None: ...


@dataclass(frozen=True, slots=True)
class SpeechService:
    """What every pipeline of a server shares."""

    speaker: Speaker
    sample_rate: int
    """Of the engine's chunks, in Hz."""
    make_encoder: Callable[[AudioOptions, int], AudioEncoder]
    """Called in a thread: the first call imports the codecs."""
    threads: Threads
    clock: Callable[[], float]
    speech_timeout_s: float = 8.0
    max_audio_s: float = 300.0


class _Sound(NamedTuple):
    """Samples on their way from the engine to the encoder."""

    pcm: bytes
    words: tuple[WordTime, ...]


_Made = _Sound | Event


class Pipeline:
    """Speaks one context. Feed it with `feed`, end it with `stop`."""

    def __init__(
        self,
        context: Context,
        service: SpeechService,
        sink: Sink,
        ahead_ms: Callable[[float], float],
        after: "Sequence[Pipeline]" = (),
        *,
        live: bool = True,
    ) -> None:
        """`ahead_ms` says how much lies ahead of the listener; `live` that there is one."""
        self.context = context
        self._service = service
        self._sink = sink
        self._ahead_ms = ahead_ms
        self._after = after
        self._live = live
        self._pace = Pace(context.options)
        self._items: Channel[Item] = Channel(float("inf"))  # bounded by the session's limits
        self._sounds: Channel[_Made] = Channel(_AHEAD_MS, self._sound_ms)
        self._packets: Channel[Event] = Channel(_AHEAD_MS, self._packets_ms)
        self._listened = asyncio.Event()
        self._stages: list[asyncio.Task[None]] = []
        self._utterance: SpokenUtterance | None = None
        self._spoken_ms = 0.0
        self._lead_told = 0.0
        self.synthesized = asyncio.Event()
        self.delivered = asyncio.Event()

    def __repr__(self) -> str:
        return (
            f"<Pipeline {self.context!r} sounds={len(self._sounds)} packets={len(self._packets)}>"
        )

    def feed(self, items: list[Item]) -> None:
        """Take in what is to be spoken or answered. The item that ends it is `PassEnd`."""
        for item in items:
            self._items.put(item)
            if isinstance(item, PassEnd):
                self._items.close()

    def listened(self) -> None:
        """Learn that less may lie ahead of the listener than the clock would have it."""
        self._listened.set()
        self._tell_lead()

    def stop(self) -> None:
        """Free the engine's work and send nothing more, from this moment on.

        Each stage is cancelled here, since a task group tells its tasks a turn of the loop
        after it was told, and in that turn one of them may send. Whoever runs the pipeline
        then cancels `run`, which may not have begun: those behind it are let go here too.
        """
        for stage in self._stages:
            stage.cancel()
        self._drop_utterance()
        self._after = ()
        self.synthesized.set()
        self.delivered.set()

    async def run(self) -> None:
        """Speak until the end. Raises what a stage raises; a SpeechError never."""
        try:
            async with asyncio.TaskGroup() as group:
                for stage in (self._speak, self._encode, self._deliver):
                    name = f"{stage.__name__.strip('_')} {self.context.handle}"
                    self._stages.append(group.create_task(stage(), name=name))
        finally:
            self.stop()

    # Text to sound.

    async def _speak(self) -> None:
        for before in self._after:
            await before.synthesized.wait()
        async for item in self._items:
            if isinstance(item, SpeakSegment):
                await self._sounds.send(await self._speak_segment(item))
            else:
                await self._sounds.send(item)
        self._sounds.close()
        self.synthesized.set()

    async def _speak_segment(self, segment: SpeakSegment) -> SegmentEnded | SegmentFailed:
        """Have a segment spoken; returns how it ended."""
        spoken = await self._spoken(segment)
        await self._sounds.send(SegmentBegan(segment, spoken))
        try:
            if self._spoken_ms >= self._service.max_audio_s * 1000:
                raise SynthesisFailed(
                    f"The context has reached its limit of {self._service.max_audio_s:g} s of "
                    f"audio; open another one for the rest."
                )
            return await self._synthesize(segment, spoken)
        except SpeechError as error:
            return SegmentFailed(segment, error.code, error.message)
        except WorkerUnavailable as error:
            return SegmentFailed(segment, SynthesisFailed.code, error.message, error.retry_after)
        finally:
            self._drop_utterance()

    async def _spoken(self, segment: SpeakSegment) -> Spoken:
        """What is said for a segment. A language's rules are imported in a thread."""
        options = self.context.options
        if options.normalize == "auto" and not loader.is_loaded(segment.language):
            await self._in_thread(loader.load, segment.language)
        lexicon = tuple((entry.match, entry.say) for entry in options.lexicon)
        return speak(segment.text, segment.language, lexicon, mode=options.normalize)

    def _drop_utterance(self) -> None:
        if self._utterance is not None:
            self._utterance.cancel()
            self._utterance = None

    async def _synthesize(self, segment: SpeakSegment, spoken: Spoken) -> SegmentEnded:
        if not is_speakable(spoken.text):  # a lexicon may leave nothing of it
            return SegmentEnded(segment, 0.0)
        clock, timings = self._service.clock, self.context.timings
        opened_at = clock()
        timings.opened(opened_at)
        blocked_s = 0.0
        chunks = aiter(await self._open_utterance(segment, spoken))
        chunk = await self._next_of(chunks, "gave this segment no audio")
        while chunk is not None:
            made_at = clock()
            timings.chunk_came(made_at)
            await self._send_chunk(chunk)
            blocked_s += clock() - made_at
            self._tell_lead()
            chunk = await self._next_of(chunks, "fell silent in this segment")
        synthesis_s = clock() - opened_at - blocked_s
        timings.synthesis_s += synthesis_s
        return SegmentEnded(segment, synthesis_s)

    async def _open_utterance(self, segment: SpeakSegment, spoken: Spoken) -> SpokenUtterance:
        utterance = await self._service.speaker.open(self._job(segment))
        self._utterance = utterance
        self._lead_told = 0.0
        self._tell_lead()
        utterance.feed(spoken.text)
        utterance.finish()
        return utterance

    async def _next_of(self, chunks: AsyncIterator[Chunk], failing: str) -> Chunk | None:
        """The next chunk, which has to come in time; None at the end. Raises SpeechTimeout.

        The engine's time begins when the listener no longer has so much to hear that others
        may go first, and ends with a worker that is replaced. Time in which nobody took its
        chunks is not counted.
        """
        timeout_s = self._service.speech_timeout_s
        rest_s = max(self._lead_ms() - _MAY_REST_MS, 0.0) / 1000
        while True:
            try:
                async with asyncio.timeout(timeout_s + rest_s):
                    return await anext(chunks, None)
            except TimeoutError:
                if self._utterance is None or self._utterance.at_worker:
                    raise SpeechTimeout(
                        f"The engine {failing} for {timeout_s:g} s; "
                        f"send what remains of its text again."
                    ) from None

    async def _send_chunk(self, chunk: Chunk) -> None:
        words = self._word_times(chunk.words)
        for pcm in self._portions(chunk.pcm):
            await self._sounds.send(_Sound(pcm, words))
            words = ()
        self._spoken_ms += self._pcm_ms(chunk.pcm)

    def _portions(self, pcm: bytes) -> tuple[bytes, ...]:
        """What of a chunk is encoded in one go.

        Of a context's first one a little comes first, so that the first packet does not wait
        for the encoding of all others.
        """
        head = _HEAD_MS * self._service.sample_rate // 1000 * 2
        if self._spoken_ms or len(pcm) < 2 * head:
            return (pcm,)
        return pcm[:head], pcm[head:]

    def _job(self, segment: SpeakSegment) -> Job:
        options = self.context.options
        return Job(
            id=0,
            voice=options.voice,
            language=segment.language,
            speed=options.speed,
            seed=options.seed,
            temperature=options.temperature,
            top_p=options.top_p,
            instructions=options.instructions,
            live=self._live,
        )

    def _word_times(self, words: tuple[Word, ...]) -> tuple[WordTime, ...]:
        per_ms = self._service.sample_rate / 1000
        return tuple(
            WordTime(word.start, word.end, word.first_sample / per_ms, word.last_sample / per_ms)
            for word in words
        )

    def _tell_lead(self) -> None:
        """Let the worker know how long this listener can wait, when that has changed."""
        if self._utterance is None:
            return
        lead_ms = self._lead_ms()
        if abs(lead_ms - self._lead_told) >= _LEAD_STEP_MS:
            self._lead_told = lead_ms
            self._utterance.lead(round(lead_ms))

    def _lead_ms(self) -> float:
        """Audio ahead of the listener: what was sent and is unheard, and what was made since."""
        made_ms = self._spoken_ms - self.context.audio_ms
        return self._ahead_ms(self._service.clock()) + made_ms

    # Sound to packets.

    async def _encode(self) -> None:
        service = self._service
        encoder = await self._in_thread(
            service.make_encoder, self.context.options.audio, service.sample_rate
        )
        await self._packets.send(FormatKnown(encoder.format))
        async for made in self._sounds:
            match made:
                case _Sound():
                    await self._pass_on(await self._in_thread(encoder.push, made.pcm), made.words)
                case SegmentEnded() | SegmentFailed():
                    await self._pass_on(await self._in_thread(encoder.end_segment), last=True)
                    await self._packets.send(made)
                case _:
                    await self._packets.send(made)
        self._packets.close()

    async def _in_thread(self, function: Callable[[*Ts], R], *arguments: *Ts) -> R:
        """Audio work, done before that of contexts whose listeners can wait longer."""
        clock = self._service.clock
        began_at = clock()
        due = began_at + self._ahead_ms(began_at) / 1000
        done = await self._service.threads.run(due, function, *arguments)
        self.context.timings.encode_s += clock() - began_at
        return done

    async def _pass_on(
        self, packets: Sequence[Packet], words: tuple[WordTime, ...] = (), *, last: bool = False
    ) -> None:
        """Words go before the audio in which they end."""
        if words:
            await self._packets.send(WordsKnown(words))
        if packets:
            await self._packets.send(PacketsMade(packets, last))

    # Packets to frames.

    async def _deliver(self) -> None:
        for before in self._after:
            await before.delivered.wait()
        self._after = ()
        async for event in self._packets:
            if isinstance(event, PacketsMade):
                await self._send(event)
                continue
            messages = self.context.note(event)
            if messages:
                await self._sink.messages(messages)

    async def _send(self, made: PacketsMade) -> None:
        """Send packets in batches, as fast as the listener's lead allows."""
        waiting = list(made.packets)
        while waiting:
            batch = await self._next_batch(waiting)
            del waiting[: len(batch)]
            last = made.last and not waiting
            await self._sink.frames(self._frames(batch, last=last))

    async def _next_batch(self, waiting: list[Packet]) -> list[Packet]:
        """The packets that may go now, at least one; waits until one may."""
        clock = self.context.options.audio.clock
        packet_ms = waiting[0].samples * 1000 / clock
        playhead = self.context.playhead
        while True:
            now = self._service.clock()
            ahead_ms = self._ahead_ms(now)
            room_ms = self._pace.room_ms(playhead.sent_ms, ahead_ms)
            if room_ms >= packet_ms:
                break
            await self._wait_for_listener(self._pace.wait_s(ahead_ms, packet_ms))
        fits = min(len(waiting), int(room_ms / packet_ms), _MAX_TICKS // waiting[0].samples)
        size = 0
        for count, packet in enumerate(waiting[:fits]):
            size += len(packet.payload)
            if count and size > _BATCH_BYTES:
                return waiting[:count]
        return waiting[: max(fits, 1)]

    async def _wait_for_listener(self, seconds: float) -> None:
        """Until the clock says that the listener got on, or something else does."""
        self._listened.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._listened.wait()
        except TimeoutError:
            pass

    def _frames(self, batch: list[Packet], *, last: bool) -> list[Frame]:
        if self.context.bundles:
            return [self.context.frame(batch, last=last)]
        end = len(batch) - 1
        return [
            self.context.frame([packet], last=last and at == end) for at, packet in enumerate(batch)
        ]

    # How full a channel is, in ms.

    def _sound_ms(self, made: _Made) -> float:
        if not isinstance(made, _Sound):
            return 0.0
        return self._pcm_ms(made.pcm)

    def _pcm_ms(self, pcm: bytes) -> float:
        return len(pcm) * 500 / self._service.sample_rate  # two bytes a sample

    def _packets_ms(self, event: Event) -> float:
        if not isinstance(event, PacketsMade):
            return 0.0
        ticks = sum(packet.samples for packet in event.packets)
        return ticks * 1000 / self.context.options.audio.clock
