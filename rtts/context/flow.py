"""What travels through a context's pipeline, from the text to the socket.

`Item` goes in: segments to speak, and the answers that have to wait for the speech before
them. `Event` comes out, in the same order. An answer travels in the same channels as the
audio it belongs to, which is what keeps `flushed` behind the last frame of its text.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rtts.audio.packet import Packet
from rtts.protocol.messages import AudioFormat
from rtts.text.offsets import Spoken

__all__ = [
    "Event",
    "FormatKnown",
    "GrowSegment",
    "Item",
    "PacketsMade",
    "PassEnd",
    "PassFlush",
    "PassMark",
    "PauseText",
    "SegmentBegan",
    "SegmentEnded",
    "SegmentFailed",
    "SpeakSegment",
    "TextReached",
    "WordTime",
    "WordsKnown",
]


class GrowSegment(NamedTuple):
    """More of a segment that is still being written, for an engine that need not wait for it.

    `SpeakSegment` of the same number completes it.
    """

    number: int
    text: str
    """What came to be certain; all such texts, joined, are the beginning of the segment's."""
    start: int
    language: str
    origin: int


class SpeakSegment(NamedTuple):
    """A segment of the client's text, to be spoken."""

    number: int
    text: str
    """Without its markup and the white space around it."""
    start: int
    """Code point offset into what the client sent in the context."""
    end: int
    language: str
    origin: int
    """Offset of `text` in the context's plain text; see `rtts.text.intake`."""
    goes_on: bool = False
    """More text is on its way: the next segment may share an utterance with this one."""


class PauseText(NamedTuple):
    """No text has come for a while: no utterance is to wait for more."""


class PassMark(NamedTuple):
    """Answer a `mark` once all audio before it was sent."""

    name: str
    request: str | None


class PassFlush(NamedTuple):
    """Answer a `flush` once all audio before it was sent."""

    request: str | None


class PassEnd(NamedTuple):
    """Answer an `end`: the context is done once all audio before it was sent."""

    request: str | None


Item = GrowSegment | SpeakSegment | PauseText | PassMark | PassFlush | PassEnd


class WordTime(NamedTuple):
    """When a word is heard, and what it was in the text that the engine was given."""

    start: int
    """Code point offset into the spoken text."""
    end: int
    start_ms: float
    """From the start of its segment's audio."""
    end_ms: float


class FormatKnown(NamedTuple):
    """The encoder stands; the context can be announced."""

    format: AudioFormat
    header: bytes = b""
    """What a container begins with, before any audio; empty where there is none."""


class SegmentBegan(NamedTuple):
    """The audio that follows speaks this segment, of which more may be to come."""

    segment: GrowSegment | SpeakSegment
    spoken: Spoken


class WordsKnown(NamedTuple):
    """Word times of the segment that began last."""

    words: tuple[WordTime, ...]


class TextReached(NamedTuple):
    """How much of the segment that began last was spoken with the audio so far, by a guess."""

    end: int
    """Code point offset into the spoken text."""


class PacketsMade(NamedTuple):
    """Audio of the segment that began last."""

    packets: Sequence[Packet]
    last: bool
    """Nothing of the segment comes after this."""
    made_at: float
    """A moment of the clock: from then on they waited for the listener alone."""


class SegmentEnded(NamedTuple):
    """All audio of the segment was made."""

    segment: SpeakSegment
    synthesis_s: float
    """From the opening of its utterance to its last chunk, less the time nobody took them."""


class SegmentFailed(NamedTuple):
    """The segment could not be spoken, or not to its end."""

    segment: SpeakSegment
    code: str
    message: str
    retry_after_s: float = 0.0
    """0 where waiting does not help."""


Event = (
    FormatKnown
    | SegmentBegan
    | WordsKnown
    | TextReached
    | PacketsMade
    | SegmentEnded
    | SegmentFailed
    | PassMark
    | PassFlush
    | PassEnd
)
