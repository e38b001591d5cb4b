"""Where the time of a context went."""

from rtts.context.context import Context
from rtts.protocol.options import SessionOptions
from rtts.text.language import LanguageTracker


def test_a_context_that_is_opened_early_is_not_late() -> None:
    """Latency begins with the first text there is, not with the message that opened it."""
    english = LanguageTracker("en", {})
    context = Context(
        "a", 1, SessionOptions(voice="v"), english, word_times=True, after=(), now=10.0
    )
    context.write("", 10.0)
    context.write("Hello ", 12.0)
    context.write("there.", 13.0)
    context.timings.frame_sent(12.5)
    assert context.timings.ttfa_ms == 500
