"""What a context is to say, in the order of its text."""

import pytest

from rtts.context.agenda import Agenda
from rtts.context.flow import GrowSegment, SpeakSegment
from rtts.protocol.options import SessionOptions, SplitOptions
from rtts.text.language import LanguageTracker

NOW = 10.0
DELAY_MS = 800


def agenda(*, grows: bool = False, delay_ms: int = DELAY_MS) -> Agenda:
    """One that has no text yet."""
    options = SessionOptions(voice="v", split=SplitOptions(max_delay_ms=delay_ms))
    return Agenda(options, LanguageTracker("en", {}), grows=grows)


def spoken(items: object) -> list[SpeakSegment]:
    """The segments that are to be spoken."""
    assert isinstance(items, list)
    return [item for item in items if isinstance(item, SpeakSegment)]


def test_text_that_waits_stalls_after_its_delay() -> None:
    """It counts from the last text that came."""
    made = agenda()
    made.write("Hello ", NOW)
    made.write("there", NOW + 1)
    assert made.stalls_at == pytest.approx(NOW + 1.8)


def test_without_a_delay_nothing_stalls() -> None:
    """Text waits for its sentence, however long."""
    made = agenda(delay_ms=0)
    made.write("Hello there", NOW)
    assert made.stalls_at is None


def test_without_a_delay_no_utterance_waits_for_more_than_its_segment() -> None:
    """Nothing would end it but the text, which may not come."""
    made = agenda(grows=True, delay_ms=0)
    (segment,) = spoken(made.write("Hello there, you. And", NOW))
    assert not segment.goes_on


def test_an_engine_that_takes_whole_text_is_told_of_whole_segments_alone() -> None:
    """That text grows, goes on or pauses does not concern it."""
    made = agenda()
    (segment,) = made.write("Hello there, you. And so it", NOW)
    assert isinstance(segment, SpeakSegment)
    assert not segment.goes_on
    (rest,) = made.stall(NOW + 1)
    assert isinstance(rest, SpeakSegment)


def test_a_segment_with_more_behind_it_goes_on() -> None:
    """That it is whole does not end its utterance: the next may share it."""
    made = agenda(grows=True)
    first, second = spoken(made.write("Hello there, you. How are you? And", NOW))
    assert first.goes_on
    assert second.goes_on


def test_of_segments_that_come_together_the_last_alone_may_end_an_utterance() -> None:
    """Also where nothing waits for more text."""
    made = agenda(grows=True, delay_ms=0)
    segments = spoken(made.write("Hello there, you. How are you? And", NOW))
    assert [segment.goes_on for segment in segments] == [True, False]


def test_a_segment_with_nothing_behind_it_does_not_go_on() -> None:
    """What was said to its end is spoken to its end."""
    made = agenda(grows=True)
    (segment,) = spoken(made.write("Hello there, you.\n\n", NOW))
    assert made.unspoken_chars == len("Hello there, you.")
    assert not segment.goes_on
    assert made.stalls_at is None


def test_a_segment_that_grows_is_told_of_piece_by_piece() -> None:
    """Each word once, then the whole; all under the number of the segment."""
    made = agenda(grows=True)
    texts = ["Hello there, ", "you are ", "heard. And ", "this is ", "more. So"]
    items = [item for text in texts for item in made.write(text, NOW)]
    told = [item for item in items if isinstance(item, (GrowSegment, SpeakSegment))]
    assert told == items
    assert [(item.number, item.text) for item in told] == [
        (0, "Hello there, "),
        (0, "you are "),
        (0, "Hello there, you are heard."),
        (1, "And "),
        (1, "this is "),
        (1, "And this is more."),
    ]


def test_a_flush_says_whether_anything_was_spoken_since_the_last() -> None:
    """However it came to be spoken."""
    made = agenda(grows=True)
    made.write("Hello there, you. And", NOW)
    assert made.flush(None, NOW)[1]
    assert not made.flush(None, NOW)[1]


def test_what_was_spoken_is_no_longer_to_be_spoken() -> None:
    """So that a client may send as much again."""
    made = agenda()
    items = made.write("Hello there, you. And", NOW)
    assert made.unspoken_chars == len("Hello there, you.") + len("And")
    made.settle(spoken(items)[0])
    assert made.unspoken_chars == len("And")


def test_when_a_segment_became_whole_is_known_until_it_is_over() -> None:
    """A context may have thousands."""
    made = agenda()
    (segment,) = spoken(made.write("Hello there, you. And", NOW))
    assert made.whole_at(0) == NOW
    made.settle(segment)
    assert made.whole_at(0) is None
