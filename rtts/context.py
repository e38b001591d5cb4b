"""One turn of speech: its text on the way in, its audio on the way out.

A context is pure: it is told what was received and what was made, and returns what to speak
and what to send. Three counts have to agree all along: the client's text (code points as
sent), the plain text that is segmented (without markup; see `rtts.text.intake`), and the audio
(ticks of the codec's clock). Everything that leaves here speaks of the first and the last; the
plain text stays inside.
"""

import enum
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from rtts.audio.packet import Packet
from rtts.flow import (
    Event,
    FormatKnown,
    Item,
    PassEnd,
    PassFlush,
    PassMark,
    SegmentBegan,
    SegmentEnded,
    SegmentFailed,
    SpeakSegment,
    WordsKnown,
    WordTime,
)
from rtts.heard import Playhead, Transcript
from rtts.protocol.frames import Frame, FrameFlag
from rtts.protocol.messages import (
    AudioFormat,
    ContextCancelled,
    ContextDone,
    ContextStarted,
    Error,
    Flushed,
    MarkReached,
    SegmentBegun,
    SegmentDone,
    ServerMessage,
    Timestamps,
    Usage,
)
from rtts.protocol.options import SessionOptions
from rtts.text.audible import is_speakable
from rtts.text.words import WrittenWords

if TYPE_CHECKING:
    from rtts.text.intake import PlainSegment
    from rtts.text.language import LanguageTracker

__all__ = ["Context", "ContextState", "Timings"]

_BUNDLE = int(FrameFlag.BUNDLE)


class ContextState(enum.Enum):
    """Where a context is in its life."""

    OPEN = "open"
    """Takes text."""
    ENDED = "ended"
    """Takes no more text, and is still being spoken."""
    DONE = "done"
    """All its audio was sent; the listener may still be hearing it."""
    CANCELLED = "cancelled"


@dataclass(slots=True)
class Timings:
    """Where the time of a context went: moments of the clock, and sums over its segments, in s."""

    first_text_at: float
    opened_at: float | None = None
    """When the first utterance was opened."""
    first_chunk_at: float | None = None
    first_frame_at: float | None = None
    synthesis_s: float = 0.0
    encode_s: float = 0.0
    underruns: int = 0

    def opened(self, now: float) -> None:
        """An utterance was opened."""
        if self.opened_at is None:
            self.opened_at = now

    def chunk_came(self, now: float) -> None:
        """The engine gave audio."""
        if self.first_chunk_at is None:
            self.first_chunk_at = now

    @property
    def ttfa_ms(self) -> int | None:
        """From the first text to the first frame."""
        since = self.since_ms(self.first_frame_at)
        return None if since is None else round(since)

    def since_ms(self, moment: float | None) -> float | None:
        """From the first text to a moment; None where it never came."""
        return None if moment is None else (moment - self.first_text_at) * 1000


class Context:
    """One turn of speech. `playhead` says how much of it was heard."""

    def __init__(
        self,
        name: str | None,
        handle: int,
        options: SessionOptions,
        tracker: "LanguageTracker",
        *,
        word_times: bool,
        after: Sequence[Playhead],
        now: float,
    ) -> None:
        self.name = name
        self.handle = handle
        self.options = options
        self.state = ContextState.OPEN
        self.playhead = Playhead(after)
        self.timings = Timings(first_text_at=now)
        from rtts.text.intake import Intake, Split  # for a server that waits for its first client

        self._tracker = tracker
        self._waits_since: float | None = None
        split = Split(options.split.mode, options.split.min_chars, options.split.max_chars)
        self._intake = Intake(tracker, split, markup=options.normalize == "auto")
        self._transcript = Transcript(word_times=word_times)
        self._marks: deque[tuple[int, PassMark]] = deque()
        self._segments = 0
        self._segments_over = 0
        self._spoke_since_flush = False
        self._settled = 0  # plain text before this was spoken or given up
        self._tail_failed = False
        self.parallel = options.on_new_context == "parallel"
        self.by_clock_only = options.pacing.mode == "realtime"
        """Paced without regard to what the client reports."""
        self.bundles = options.audio.bundle and options.audio.framing == "framed"
        self._clock = options.audio.clock
        self._ticks = 0
        self._sequence = 0
        self._began: SegmentBegan | None = None
        self._written: WrittenWords | None = None
        self._began_ticks = 0
        self._opens_segment = False

    def __repr__(self) -> str:
        return f"<Context {self.handle} {self.state.name} segments={self._segments}>"

    # Text on its way in.

    @property
    def language(self) -> str:
        """In which it speaks, as far as is known."""
        return self._tracker.language

    @property
    def chars(self) -> int:
        """Code points received."""
        return self._transcript.chars

    @property
    def unspoken_chars(self) -> int:
        """Code points received that are to be spoken, and neither were nor were given up."""
        return self._intake.plain_chars - self._settled

    @property
    def speaking(self) -> bool:
        """Whether there is something that the client still waits for."""
        return self.state is ContextState.ENDED or self._segments > self._segments_over

    @property
    def stalls_at(self) -> float | None:
        """When text that waits for its sentence to go on has waited long enough."""
        delay_ms = self.options.split.max_delay_ms
        if self._waits_since is None or not delay_ms or not self._intake.pending:
            return None
        return self._waits_since + delay_ms / 1000

    def write(self, text: str, now: float) -> list[Item]:
        """Take in text; returns the segments that it completes."""
        if not text:
            return []
        self._waits_since = now
        self._transcript.append(text)
        return self._items(self._intake.write(text), now)

    def mark(self, mark: PassMark) -> list[Item]:
        """Place a mark behind the text so far."""
        if not self._intake.pending:
            return [mark]
        self._marks.append((self.chars, mark))
        return []

    def stall(self, now: float) -> list[Item]:
        """Speak what is there up to the last space, because no more text came."""
        self._waits_since = None
        return self._items(self._intake.flush_words(), now)

    def flush(self, request: str | None, now: float) -> tuple[list[Item], bool]:
        """Speak all that is there; also says whether anything was to be spoken."""
        items = self._items(self._intake.flush(), now)
        spoke, self._spoke_since_flush = self._spoke_since_flush, False
        return [*items, PassFlush(request)], spoke

    def end(self, request: str | None, now: float) -> tuple[list[Item], bool]:
        """Take no more text; also says whether anything was ever to be spoken."""
        items = self._items(self._intake.flush(), now)
        self._waits_since = None
        self.state = ContextState.ENDED
        return [*items, PassEnd(request)], bool(self._segments)

    def _items(self, segments: "list[PlainSegment]", now: float) -> list[Item]:
        items: list[Item] = []
        for segment in segments:
            if is_speakable(segment.text):
                items.append(self._speak(segment, now))
            elif not self.speaking:
                self._settled = segment.origin + len(segment.text)
            items += self._passed_marks(segment.covers)
        if not self._intake.pending:
            items += self._passed_marks(self.chars)
        return items

    def _passed_marks(self, chars: int) -> list[Item]:
        """The marks behind which only text after offset `chars` is still to come."""
        items: list[Item] = []
        while self._marks and self._marks[0][0] <= chars:
            items.append(self._marks.popleft()[1])
        return items

    def _speak(self, segment: "PlainSegment", now: float) -> SpeakSegment:
        number = self._segments
        self._segments += 1
        self._spoke_since_flush = True
        return SpeakSegment(
            number=number,
            text=segment.text,
            start=segment.start,
            end=segment.end,
            language=segment.language,
            accepted_at=now,
            origin=segment.origin,
        )

    # Audio on its way out.

    @property
    def audio_ms(self) -> int:
        """Length of the audio that was framed so far."""
        return round(self._ms(self._ticks))

    def frame(self, packets: list[Packet], *, last: bool) -> Frame:
        """The next frame; several packets make a bundle."""
        assert self._began is not None
        segment = self._began.segment.number
        packet = _bundle(packets) if self.bundles else packets[0]
        flags = self._flags(segment, last=last)
        frame = Frame(
            self.handle,
            segment,
            self._sequence,
            self._ticks,
            packet.samples,
            packet.payload,
            flags=flags,
        )
        self._ticks += packet.samples
        self._sequence += 1
        return frame

    def _flags(self, segment: int, *, last: bool) -> int:
        """Of the next frame. Most have none, and those of an enum are slow to add up."""
        flags = _BUNDLE if self.bundles else 0
        if self._opens_segment:
            self._opens_segment = False
            flags |= FrameFlag.FIRST_OF_SEGMENT
            if not self._sequence:
                flags |= FrameFlag.FIRST_OF_CONTEXT
        if last:
            flags |= FrameFlag.LAST_OF_SEGMENT
            if self.state is ContextState.ENDED and segment == self._segments - 1:
                flags |= FrameFlag.LAST_OF_CONTEXT
        return flags

    def frame_sent(self, frame: Frame, now: float) -> None:
        """Take in that a frame goes out."""
        if self.timings.first_frame_at is None:
            self.timings.first_frame_at = now
        dry_s = self.playhead.sent(self._ms(frame.samples), now)
        # A listener that waits for the LLM is no fault; one that waits for us is.
        if dry_s and self._began is not None and now - dry_s > self._began.segment.accepted_at:
            self.timings.underruns += 1

    def note(self, event: Event) -> list[ServerMessage]:
        """Take in what the pipeline did; returns what the client is to be told."""
        match event:
            case FormatKnown():
                return [self._started(event.format)]
            case SegmentBegan():
                return [self._segment_begun(event)]
            case WordsKnown():
                return self._words(event.words)
            case SegmentEnded():
                return self._segment_ended(event)
            case SegmentFailed():
                return [self._failed(event)]
            case PassMark():
                re = event.request if event.request is not None else UNSET
                return [
                    MarkReached(
                        context=self._wire_name, name=event.name, audio_ms=self.audio_ms, re=re
                    )
                ]
            case PassFlush():
                return [Flushed(context=self._wire_name, re=event.request, audio_ms=self.audio_ms)]
            case PassEnd():
                return [self._done()]
        raise TypeError(f"a context cannot note a {type(event).__name__}")

    def cancel(self, reason: str, *, now: float, request: str | None = None) -> ContextCancelled:
        """Stop for good; returns the report of what was heard."""
        sent_ms = self.playhead.sent_ms
        heard_ms = self.playhead.played_ms(now)
        heard = self._transcript.heard(heard_ms)
        self.playhead.stop(now)
        self.state = ContextState.CANCELLED
        return ContextCancelled(
            context=self._wire_name,
            re=request,
            reason=reason,
            played_ms=round(heard_ms),
            sent_ms=round(sent_ms),
            text_spoken=heard.spoken,
            text_remaining=heard.remaining,
            spoken_chars=len(heard.spoken),
            precision=heard.precision,
        )

    def heard_out(self, now: float) -> bool:
        """Whether a done context has been heard to its end."""
        return self.playhead.sent_ms - self.playhead.played_ms(now) < 1

    @property
    def _wire_name(self) -> str | UnsetType:
        return UNSET if self.name is None else self.name

    def _ms(self, ticks: int) -> float:
        return ticks * 1000 / self._clock

    def _started(self, audio: AudioFormat) -> ContextStarted:
        return ContextStarted(context=self._wire_name, handle=self.handle, audio=audio)

    def _segment_begun(self, event: SegmentBegan) -> SegmentBegun:
        self._began = event
        self._began_ticks = self._ticks
        self._opens_segment = True
        segment = event.segment
        self._written = WrittenWords(event.spoken, self._intake, segment.origin, segment.start)
        return SegmentBegun(
            context=self._wire_name,
            segment=segment.number,
            text=self._transcript.part(segment.start, segment.end),
            start=segment.start,
            end=segment.end,
            audio_ms=self.audio_ms,
            language=segment.language,
        )

    def _words(self, words: tuple[WordTime, ...]) -> list[ServerMessage]:
        assert self._began is not None
        assert self._written is not None
        segment = self._began.segment
        base_ms = self._ms(self._began_ticks)
        items = []
        for spoken in words:
            word = self._written.take(*spoken)
            if word is None:
                continue
            start_ms, end_ms = base_ms + word.start_ms, base_ms + word.end_ms
            self._transcript.reach(word.end, end_ms)
            text = self._transcript.part(word.start, word.end)
            items.append((text, round(start_ms), round(end_ms), word.start, word.end))
        if self.options.timestamps != "word" or not items:
            return []
        return [
            Timestamps(context=self._wire_name, segment=segment.number, unit="word", items=items)
        ]

    def _segment_ended(self, event: SegmentEnded) -> list[ServerMessage]:
        segment = event.segment
        self._segments_over += 1
        self._settled = segment.origin + len(segment.text)
        self._tail_failed = False
        end_ms = self._ms(self._ticks)
        start_ms = self._ms(self._began_ticks)
        self._transcript.reach(segment.end, end_ms)
        text = self._transcript.part(segment.start, segment.end)
        messages: list[ServerMessage] = []
        if self.options.timestamps == "segment":
            item = (text, round(start_ms), round(end_ms), segment.start, segment.end)
            messages.append(
                Timestamps(
                    context=self._wire_name, segment=segment.number, unit="segment", items=[item]
                )
            )
        audio_ms = end_ms - start_ms
        messages.append(
            SegmentDone(
                context=self._wire_name,
                segment=segment.number,
                text=text,
                start=segment.start,
                end=segment.end,
                audio_ms=round(audio_ms),
                ttfa_ms=self.timings.ttfa_ms or 0,
                rtf=round(event.synthesis_s * 1000 / audio_ms, 4) if audio_ms else 0.0,
            )
        )
        return messages

    def _failed(self, event: SegmentFailed) -> Error:
        segment = event.segment
        spoken_to = max(segment.start, self._transcript.reached)
        self._segments_over += 1
        self._settled = segment.origin + len(segment.text)
        self._tail_failed = True
        return Error(
            code=event.code,
            message=event.message,
            context=self._wire_name,
            retry_after_ms=ceil(event.retry_after_s * 1000),
            text_remaining=self._transcript.part(spoken_to, segment.end),
        )

    def _done(self) -> ContextDone:
        self.state = ContextState.DONE
        self._settled = self._intake.plain_chars
        self.playhead.close()
        if not self._tail_failed:  # what nobody spoke is not heard with the last sample
            self._transcript.reach(self.chars, self._ms(self._ticks))
        return ContextDone(
            context=self._wire_name,
            audio_ms=self.audio_ms,
            chars=self.chars,
            segments=self._segments,
            ttfa_ms=self.timings.ttfa_ms,
            usage=Usage(chars=self.chars, audio_ms=self.audio_ms),
        )


def _bundle(packets: list[Packet]) -> Packet:
    """Packets as one, each behind its length."""
    payloads = (packet.payload for packet in packets)
    return Packet(
        b"".join(len(payload).to_bytes(2, "little") + payload for payload in payloads),
        sum(packet.samples for packet in packets),
    )
