"""Text to speech to packets to frames: one context's way through the house.

Stages run at once, each a short coroutine that reads one channel and fills the next:

    write    gives the engine what is to be said     (see `rtts.pipeline.speaking`)
    listen   passes on the chunks that come of it
    encode   makes packets of them, in a thread
    deliver  paces them, makes frames of them and hands them to the writer

While a segment is being encoded and sent, the next is being synthesized. The channels are
bounded in ms of audio, so a listener that is far behind stops the encoder, then the engine.
Whoever cancels a context ends its pipeline from outside; nothing about it travels inside.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar, TypeVarTuple

from rtts.audio.packet import Packet
from rtts.context.context import Context
from rtts.context.flow import (
    Event,
    FormatKnown,
    Item,
    PacketsMade,
    PassEnd,
    SegmentEnded,
    SegmentFailed,
    TextReached,
    WordsKnown,
)
from rtts.pipeline.channel import Channel
from rtts.pipeline.pacing import Pace
from rtts.pipeline.speaking import Made, Sound, Speaking
from rtts.pipeline.speech import SpeechService
from rtts.protocol.frames import Frame
from rtts.protocol.messages import ServerMessage

__all__ = ["Pipeline", "Sink"]

R = TypeVar("R")
Ts = TypeVarTuple("Ts")

_AHEAD_MS = 1000.0
"""Audio that each channel holds: enough to bridge a pause of either side."""

_BATCH_BYTES = 4096
"""Frames are handed over in batches of this size: what was handed over cannot be recalled."""

_MAX_TICKS = 2**16 - 1
"""What a frame can say that it covers."""


_SILENCE = Sound(b"")


class Sink(Protocol):
    """Where messages and frames go: the connection's writer."""

    async def messages(self, messages: list[ServerMessage]) -> None: ...
    async def frames(self, frames: list[Frame]) -> None: ...


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
        self._pace = Pace(context.options)
        self._items: Channel[Item] = Channel(float("inf"))  # bounded by the session's limits
        self._sounds: Channel[Made] = Channel(_AHEAD_MS, self._sound_ms)
        self._packets: Channel[Event] = Channel(_AHEAD_MS, self._packets_ms)
        self._listened = asyncio.Event()
        self._stages: list[asyncio.Task[None]] = []
        self._speaking = Speaking(context, service, self._sounds, ahead_ms, live=live)
        self.synthesized = asyncio.Event()
        self.delivered = asyncio.Event()
        self.end_told = False
        """Whether the client has its `context.done`; a few turns later all stages have ended."""

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
        self._speaking.tell_lead()

    def stop(self) -> None:
        """Free the engine's work and send nothing more, from this moment on.

        Each stage is cancelled here, since a task group tells its tasks a turn of the loop
        after it was told, and in that turn one of them may send. Whoever runs the pipeline
        then cancels `run`, which may not have begun: those behind it are let go here too.
        """
        for stage in self._stages:
            stage.cancel()
        self._speaking.drop()
        self._after = ()
        self.synthesized.set()
        self.delivered.set()

    async def run(self) -> None:
        """Speak until the end. Raises what a stage raises; a SpeechError never."""
        try:
            async with asyncio.TaskGroup() as group:
                for stage in (self._write, self._listen, self._encode, self._deliver):
                    name = f"{stage.__name__.strip('_')} {self.context.handle}"
                    self._stages.append(group.create_task(stage(), name=name))
        finally:
            self.stop()

    # Text to sound.

    async def _write(self) -> None:
        for before in self._after:
            await before.synthesized.wait()
        await self._speaking.write(self._items)

    async def _listen(self) -> None:
        await self._speaking.listen()
        self._sounds.close()
        self.synthesized.set()

    # Sound to packets.

    async def _encode(self) -> None:
        service = self._service
        encoder = await self._in_thread(
            service.make_encoder, self.context.options.audio, service.sample_rate
        )
        await self._packets.send(FormatKnown(encoder.format, encoder.header))
        async for made in self._sounds:
            match made:
                case Sound():
                    packets = await self._in_thread(encoder.push, made.pcm)
                    await self._pass_on(packets, made)
                case SegmentEnded() | SegmentFailed():
                    await self._pass_on(await self._in_thread(encoder.end_segment), last=True)
                    await self._packets.send(made)
                case _:
                    await self._packets.send(made)
        self._packets.close()

    async def _in_thread(self, function: Callable[[*Ts], R], *arguments: *Ts) -> R:
        """Audio work, done before that of contexts whose listeners can wait longer."""
        clock = self._service.clock
        now = clock()
        due = now + self._ahead_ms(now) / 1000
        done, worked_s = await self._service.threads.run(due, _timed, clock, function, *arguments)
        self.context.timings.encode_s += worked_s
        return done

    async def _pass_on(
        self, packets: Sequence[Packet], sound: Sound = _SILENCE, *, last: bool = False
    ) -> None:
        """Words go before the audio in which they end; how far it reaches, behind it."""
        if sound.words:
            await self._packets.send(WordsKnown(sound.words))
        if packets:
            await self._packets.send(PacketsMade(packets, last, self._service.clock()))
        if sound.reached:
            await self._packets.send(TextReached(sound.reached))

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
            if isinstance(event, PassEnd):
                self.end_told = True
            if isinstance(event, FormatKnown) and event.header:
                await self._sink.frames([self.context.header(event.header)])

    async def _send(self, made: PacketsMade) -> None:
        """Send packets in batches, as fast as the listener's lead allows."""
        waiting = list(made.packets)
        self.context.timings.ready_at = made.made_at
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

    def _sound_ms(self, made: Made) -> float:
        if not isinstance(made, Sound):
            return 0.0
        return len(made.pcm) * 500 / self._service.sample_rate  # two bytes a sample

    def _packets_ms(self, event: Event) -> float:
        if not isinstance(event, PacketsMade):
            return 0.0
        ticks = sum(packet.samples for packet in event.packets)
        return ticks * 1000 / self.context.options.audio.clock


def _timed(
    clock: Callable[[], float], function: Callable[[*Ts], R], *arguments: *Ts
) -> tuple[R, float]:
    """The function's result, and how many seconds it took once it had its thread."""
    began_at = clock()
    return function(*arguments), clock() - began_at
