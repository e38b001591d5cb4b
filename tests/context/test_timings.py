"""Where the time of a context went."""

import pytest

from rtts.audio.packet import Packet
from rtts.context.context import Context
from rtts.context.flow import SegmentBegan, SpeakSegment
from rtts.protocol.options import SessionOptions
from rtts.text.language import LanguageTracker
from rtts.text.offsets import Spoken


def opened(now: float) -> Context:
    """A context that begins."""
    english = LanguageTracker("en", {})
    return Context("a", 1, SessionOptions(voice="v"), english, word_times=True, after=(), now=now)


def test_a_context_that_is_opened_early_is_not_late() -> None:
    """Latency begins with the first text there is, not with the message that opened it."""
    context = opened(10.0)
    context.write("", 10.0)
    context.write("Hello ", 12.0)
    context.write("there.", 13.0)
    context.timings.frame_sent(12.5)
    assert context.timings.ttfa_ms == 500


@pytest.mark.parametrize(
    ("whole_at", "made_at", "underruns"),
    [
        (0.0, 1.5, 1),  # the listener waited for the engine
        (0.0, 0.9, 0),  # the audio was there: it was held back for the listener
        (1.2, 1.5, 0),  # the listener waited for the text
    ],
)
def test_an_underrun_is_a_wait_for_audio_that_was_not_made(
    whole_at: float, made_at: float, underruns: int
) -> None:
    """The listener has 1 s of audio at 0 s, so that it runs out at 1 s; more is sent at 2 s."""
    context = opened(0.0)
    items = [*context.write("Hello there, ", 0.0), *context.write("you. And", whole_at)]
    (segment,) = (item for item in items if isinstance(item, SpeakSegment))
    context.note(SegmentBegan(segment, Spoken()))
    for made, sent in [(0.0, 0.0), (made_at, 2.0)]:
        context.timings.ready_at = made
        context.frame_sent(context.frame([Packet(b"", 48000)], last=False), sent)
    assert context.timings.underruns == underruns
