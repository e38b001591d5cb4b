"""One turn of speech, by what it is told and what it answers."""

import pytest

from rtts.audio.packet import Packet
from rtts.context.context import Context
from rtts.context.flow import (
    PassEnd,
    PassFlush,
    PassMark,
    SegmentBegan,
    SegmentEnded,
    SpeakSegment,
)
from rtts.protocol.frames import FrameFlag
from rtts.protocol.options import SessionOptions
from rtts.text.language import LanguageTracker
from rtts.text.offsets import Spoken

PACKET = Packet(b"audio", 960)


def opened() -> Context:
    """A context that begins."""
    english = LanguageTracker("en", {})
    return Context("a", 1, SessionOptions(voice="v"), english, word_times=True, after=(), now=0.0)


def segments(context: Context, *texts: str, ends: bool) -> list[SpeakSegment]:
    """What it has to speak of texts, of which the last may be its end."""
    items = [item for text in texts for item in context.write(text, 0.0)]
    if ends:
        items += context.end(None, 0.0)[0]
    return [item for item in items if isinstance(item, SpeakSegment)]


@pytest.mark.parametrize("ends", [True, False])
def test_the_last_frame_of_an_ended_context_is_the_last_of_its_last_segment(*, ends: bool) -> None:
    """Nobody can say so as long as more text may come."""
    context = opened()
    flags = []
    for segment in segments(context, "Hello there, you. ", "How are you? ", "And", ends=ends):
        context.note(SegmentBegan(segment, Spoken()))
        flags += [context.frame([PACKET], last=last).flags for last in (False, True)]
    finals = [bool(each & FrameFlag.LAST_OF_CONTEXT) for each in flags]
    assert len(finals) >= 4
    assert finals == [False] * (len(finals) - 1) + [ends]


def test_each_answer_that_waits_for_speech_is_counted_until_it_is_given() -> None:
    """Marks, flushes and the end."""
    context = opened()
    context.write("Hello there, you. ", 0.0)
    context.mark(PassMark("m", None))
    context.flush("f", 0.0)
    context.end("e", 0.0)
    assert context.unanswered == 3
    for event in (PassMark("m", None), PassFlush("f"), PassEnd("e")):
        context.note(event)
    assert context.unanswered == 0


def test_a_context_speaks_while_a_segment_is_not_over_or_its_end_is_to_be_told() -> None:
    """Text that waits for its sentence is nothing that a client waits for."""
    context = opened()
    assert not context.speaking
    context.write("Hello there", 0.0)
    assert not context.speaking
    (segment,) = segments(context, ", you. And", ends=False)
    assert context.speaking
    context.note(SegmentBegan(segment, Spoken()))
    context.note(SegmentEnded(segment, 0.1))
    assert not context.speaking
    context.end(None, 0.0)
    assert context.speaking


def test_what_fell_to_silence_is_not_speaking_once_its_end_was_told() -> None:
    """An end without a word to speak has only to be answered."""
    context = opened()
    context.end(None, 0.0)
    assert context.speaking
    context.note(PassEnd(None))
    assert not context.speaking
