"""One turn of speech: its text on the way in, its audio on the way out.

A context is pure: it is told what was received and what was made, and returns what to speak
and what to send. Three counts have to agree all along: the client's text (code points as
sent), the plain text that is segmented (without markup; see `rtts.text.intake`), and the audio
(ticks of the codec's clock). Everything that leaves here speaks of the first and the last; the
plain text stays inside.
"""

import enum
from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from rtts.audio.packet import Packet
from rtts.context.agenda import Agenda
from rtts.context.flow import (
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
    TextReached,
    WordsKnown,
    WordTime,
)
from rtts.context.heard import Playhead, Transcript
from rtts.context.timings import Timings
from rtts.context.track import Track
from rtts.protocol.frames import Frame, FrameKind
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
from rtts.text.words import WrittenWords, word_end

if TYPE_CHECKING:
    from rtts.text.language import LanguageTracker

__all__ = ["Context", "ContextState"]


class ContextState(enum.Enum):
    """Where a context is in its life."""

    OPEN = "open"
    """Takes text."""
    ENDED = "ended"
    """Takes no more text, and is still being spoken."""
    DONE = "done"
    """All its audio was sent; the listener may still be hearing it."""
    CANCELLED = "cancelled"


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
        grows: bool = False,
        after: Sequence[Playhead],
        now: float,
    ) -> None:
        """`word_times` and `grows` say what the engine can; see `EngineInfo`."""
        self.name = name
        self.handle = handle
        self.options = options
        self.state = ContextState.OPEN
        self.playhead = Playhead(after)
        self.timings = Timings(first_text_at=now)
        self._agenda = Agenda(options, tracker, grows=grows)
        self._transcript = Transcript(word_times=word_times)
        self._tail_failed = False
        self.parallel = options.on_new_context == "parallel"
        self.by_clock_only = options.pacing.mode == "realtime"
        """Paced without regard to what the client reports."""
        self._track = Track(handle, options.audio)
        self.bundles = self._track.bundles
        """Whether several packets go into one frame."""
        self._began: SegmentBegan | None = None
        self._written: WrittenWords | None = None
        self.unanswered = 0
        """Marks, flushes and ends whose answers wait for the speech before them."""

    def __repr__(self) -> str:
        return f"<Context {self.handle} {self.state.name} segments={self._agenda.segments}>"

    # Text on its way in.

    @property
    def language(self) -> str:
        """In which it speaks, as far as is known."""
        return self._agenda.language

    @property
    def chars(self) -> int:
        """Code points received."""
        return self._transcript.chars

    @property
    def unspoken_chars(self) -> int:
        """Code points received that are to be spoken, and neither were nor were given up."""
        return self._agenda.unspoken_chars

    @property
    def speaking(self) -> bool:
        """Whether there is something that the client still waits for."""
        return self.state is ContextState.ENDED or self._agenda.open

    @property
    def stalls_at(self) -> float | None:
        """When text that waits for its sentence to go on has waited long enough."""
        return self._agenda.stalls_at

    def write(self, text: str, now: float) -> list[Item]:
        """Take in text; returns the segments that it completes."""
        if not text:
            return []
        if not self._transcript.chars:  # a context may be opened before there is anything to say
            self.timings.first_text_at = now
        self._transcript.append(text)
        return self._agenda.write(text, now)

    def mark(self, mark: PassMark) -> list[Item]:
        """Place a mark behind the text so far."""
        self.unanswered += 1
        return self._agenda.mark(mark)

    def stall(self, now: float) -> list[Item]:
        """Speak what is there up to the last space, because no more text came."""
        return self._agenda.stall(now)

    def flush(self, request: str | None, now: float) -> tuple[list[Item], bool]:
        """Speak all that is there; also says whether anything was to be spoken."""
        self.unanswered += 1
        return self._agenda.flush(request, now)

    def end(self, request: str | None, now: float) -> tuple[list[Item], bool]:
        """Take no more text; also says whether anything was ever to be spoken."""
        self.state = ContextState.ENDED
        self.unanswered += 1
        return self._agenda.end(request, now)

    # Audio on its way out.

    @property
    def audio_ms(self) -> int:
        """Length of the audio that was framed so far."""
        return round(self._track.ms)

    def frame(self, packets: list[Packet], *, last: bool) -> Frame:
        """The next frame; several packets make a bundle."""
        assert self._began is not None
        ends = last and self.state is ContextState.ENDED
        final = ends and self._began.segment.number == self._agenda.segments - 1
        return self._track.frame(packets, last=last, final=final)

    def header(self, payload: bytes) -> Frame:
        """The frame with which a container begins, before all others."""
        return self._track.header(payload)

    def frame_sent(self, frame: Frame, now: float) -> None:
        """Take in that a frame goes out."""
        if frame.kind == FrameKind.CONTAINER_HEADER:
            return  # nothing to hear
        self.timings.frame_sent(now)
        dry_s = self.playhead.sent(self._track.length_ms(frame), now)
        # A listener that waits for the LLM, or that we wait for, is no fault; one that waits for
        # us is.
        if dry_s and self._began is not None:
            whole_at = self._agenda.whole_at(self._began.segment.number)
            if whole_at is not None and whole_at < now - dry_s < self.timings.ready_at:
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
            case TextReached():
                return self._reached(event.end)
            case SegmentEnded():
                return self._segment_ended(event)
            case SegmentFailed():
                return [self._failed(event)]
            case PassMark() | PassFlush() | PassEnd():
                return [self._answer(event)]
        raise TypeError(f"a context cannot note a {type(event).__name__}")

    def _answer(self, event: PassMark | PassFlush | PassEnd) -> ServerMessage:
        """What was asked for is due, now that all audio before it is out."""
        name, audio_ms = self._wire_name, self.audio_ms
        self.unanswered -= 1
        match event:
            case PassMark():
                re = event.request if event.request is not None else UNSET
                return MarkReached(context=name, name=event.name, audio_ms=audio_ms, re=re)
            case PassFlush():
                return Flushed(context=name, re=event.request, audio_ms=audio_ms)
            case PassEnd():
                return self._done()

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

    def _started(self, audio: AudioFormat) -> ContextStarted:
        return ContextStarted(context=self._wire_name, handle=self.handle, audio=audio)

    def _segment_begun(self, event: SegmentBegan) -> SegmentBegun:
        self._began = event
        segment = event.segment
        self._track.begin(segment.number)
        plain = self._agenda.plain
        self._written = WrittenWords(event.spoken, plain, segment.origin, segment.start)
        end = segment.end if isinstance(segment, SpeakSegment) else None
        return SegmentBegun(
            context=self._wire_name,
            segment=segment.number,
            text=None if end is None else self._transcript.part(segment.start, end),
            start=segment.start,
            end=end,
            audio_ms=self.audio_ms,
            language=segment.language,
        )

    def _words(self, words: tuple[WordTime, ...]) -> list[ServerMessage]:
        assert self._began is not None
        assert self._written is not None
        segment = self._began.segment
        base_ms = self._track.segment_ms
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

    def _reached(self, end: int) -> list[ServerMessage]:
        """Words of the segment were spoken, by the engine's guess: whole ones count."""
        assert self._began is not None
        spoken, origin = self._began.spoken, self._began.segment.origin
        end = word_end(spoken.text, end)
        if not self._transcript.word_times and end and not spoken.goes_on(end):
            _, plain_end = spoken.to_written(0, end)
            _, sent_end = self._agenda.plain.to_sent(origin, origin + plain_end)
            self._transcript.guess(sent_end, self._track.ms)
        return []

    def _segment_ended(self, event: SegmentEnded) -> list[ServerMessage]:
        segment = event.segment
        self._agenda.settle(segment)
        self._tail_failed = False
        start_ms, end_ms = self._track.segment_ms, self._track.ms
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
        spoken_to = max(segment.start, self._transcript.break_off(self._track.ms))
        self._agenda.settle(segment)
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
        self.playhead.close()
        if not self._tail_failed:  # what nobody spoke is not heard with the last sample
            self._transcript.reach(self.chars, self._track.ms)
        return ContextDone(
            context=self._wire_name,
            audio_ms=self.audio_ms,
            chars=self.chars,
            segments=self._agenda.segments,
            ttfa_ms=self.timings.ttfa_ms,
            usage=Usage(chars=self.chars, audio_ms=self.audio_ms),
        )
