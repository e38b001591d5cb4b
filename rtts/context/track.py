"""The audio of one context: its frames, numbered and placed on the clock of its codec."""

from rtts.audio.packet import Packet
from rtts.protocol.frames import Frame, FrameFlag, FrameKind
from rtts.protocol.options import AudioOptions

__all__ = ["Track"]

_BUNDLE = int(FrameFlag.BUNDLE)


class Track:
    """What was framed so far. `begin` a segment, then `frame` its packets."""

    def __init__(self, handle: int, audio: AudioOptions) -> None:
        self.bundles = audio.bundle and audio.framing == "framed"
        """Whether several packets go into one frame."""
        self._handle = handle
        self._clock = audio.clock
        self._ticks = 0
        self._sequence = 0
        self._segment = 0
        self._began_ticks = 0
        self._opens_segment = False

    def __repr__(self) -> str:
        return f"<Track {self._handle} frames={self._sequence} {self.ms:.0f} ms>"

    @property
    def ms(self) -> float:
        """Length of the audio."""
        return self._ticks * 1000 / self._clock

    @property
    def segment_ms(self) -> float:
        """Where in the audio the segment began that began last."""
        return self._began_ticks * 1000 / self._clock

    def begin(self, segment: int) -> None:
        """Have the frames that follow belong to a segment."""
        self._segment = segment
        self._began_ticks = self._ticks
        self._opens_segment = True

    def length_ms(self, frame: Frame) -> float:
        """Length of the audio in a frame."""
        return frame.samples * 1000 / self._clock

    def header(self, payload: bytes) -> Frame:
        """The frame with which a container begins: the first of the context, without a sound."""
        kind, flags = FrameKind.CONTAINER_HEADER, FrameFlag.FIRST_OF_CONTEXT
        frame = Frame(self._handle, 0, self._sequence, self._ticks, 0, payload, kind, flags)
        self._sequence += 1
        return frame

    def frame(self, packets: list[Packet], *, last: bool, final: bool) -> Frame:
        """The next frame, the `last` of its segment, the `final` one of its context.

        Several packets make a bundle.
        """
        packet = _bundle(packets) if self.bundles else packets[0]
        frame = Frame(
            self._handle,
            self._segment,
            self._sequence,
            self._ticks,
            packet.samples,
            packet.payload,
            flags=self._flags(last=last, final=final),
        )
        self._ticks += packet.samples
        self._sequence += 1
        return frame

    def _flags(self, *, last: bool, final: bool) -> int:
        """Of the next frame. Most have none, and those of an enum are slow to add up."""
        flags = _BUNDLE if self.bundles else 0
        if self._opens_segment:
            self._opens_segment = False
            flags |= FrameFlag.FIRST_OF_SEGMENT
            if not self._sequence:
                flags |= FrameFlag.FIRST_OF_CONTEXT
        if last:
            flags |= FrameFlag.LAST_OF_SEGMENT
            if final:
                flags |= FrameFlag.LAST_OF_CONTEXT
        return flags


def _bundle(packets: list[Packet]) -> Packet:
    """Packets as one, each behind its length."""
    payloads = (packet.payload for packet in packets)
    return Packet(
        b"".join(len(payload).to_bytes(2, "little") + payload for payload in payloads),
        sum(packet.samples for packet in packets),
    )
