"""What was sent, and how much of it was heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.context.heard import Playhead, Transcript


def test_the_text_is_cut_behind_the_last_word_that_was_heard_whole() -> None:
    """A word counts from the moment its end was played."""
    transcript = Transcript(word_times=True)
    transcript.append("Hello there. I can help.")
    for chars, ms in ((5, 400.0), (12, 980.0), (14, 1100.0)):
        transcript.reach(chars, ms)
    heard = transcript.heard(980)
    assert (heard.spoken, heard.remaining) == ("Hello there.", " I can help.")
    assert transcript.heard(979).spoken == "Hello"
    assert heard.precision == "word"


def test_nothing_is_heard_before_the_first_end() -> None:
    """Half a word is not a heard word."""
    transcript = Transcript(word_times=False)
    transcript.append("Hello.")
    transcript.reach(6, 500)
    assert transcript.heard(499)[:2] == ("", "Hello.")
    assert transcript.heard(499).precision == "segment"


def test_what_is_guessed_to_be_heard_counts_as_an_estimate() -> None:
    """From the first guess on."""
    transcript = Transcript(word_times=False)
    transcript.append("Hello there. I can help.")
    transcript.guess(5, 400)
    assert transcript.heard(400) == ("Hello", " there. I can help.", "estimate")
    transcript.reach(12, 980)
    assert transcript.heard(980).precision == "estimate"


@given(
    st.lists(st.text(max_size=8), max_size=12),
    st.lists(st.tuples(st.integers(0, 60), st.floats(0, 9000)), max_size=12),
    st.floats(0, 10_000),
)
def test_spoken_and_remaining_are_always_what_was_sent(
    pieces: list[str], ends: list[tuple[int, float]], played_ms: float
) -> None:
    """Whatever is known of the audio, no character is lost or said twice."""
    transcript = Transcript(word_times=True)
    for piece in pieces:
        transcript.append(piece)
    for chars, ms in ends:
        transcript.reach(chars, ms)
    heard = transcript.heard(played_ms)
    assert heard.spoken + heard.remaining == "".join(pieces)


def test_the_clock_plays_what_was_sent_without_a_pause() -> None:
    """Audio sent ahead is heard in order, from the moment it was sent."""
    head = Playhead()
    head.sent(500, now=10.0)
    head.sent(500, now=10.0)
    assert head.played_ms(10.25) == 250
    assert head.ahead_by_clock(10.25) == 750
    assert head.played_ms(99) == 1000


def test_a_listener_that_ran_dry_waits() -> None:
    """Time in which there was nothing to hear is not heard."""
    head = Playhead()
    head.sent(500, now=0.0)
    assert head.sent(500, now=2.0) == 1.5
    assert head.played_ms(2.1) == pytest.approx(600)


def test_a_report_goes_before_the_clock_and_never_back() -> None:
    """The client knows better; a report out of order changes nothing."""
    head = Playhead()
    head.sent(1000, now=0.0)
    head.report(700)
    head.report(300)
    assert head.played_ms(0.1) == 700
    head.report(5000)
    assert head.played_ms(0.1) == 1000, "nobody has heard what was not sent"


def test_a_report_of_nothing_is_nothing_heard() -> None:
    """Whatever the clock says."""
    head = Playhead()
    head.sent(1000, now=0.0)
    head.report(0)
    assert head.played_ms(0.5) == 0


def test_contexts_of_a_queue_share_one_listener() -> None:
    """The second context begins to be heard when the first has been."""
    first = Playhead()
    first.sent(1000, now=0.0)
    second = Playhead(after=[first])
    second.sent(1000, now=0.2)
    assert second.played_ms(0.9) == 0
    assert second.played_ms(1.5) == 500


def test_what_was_dropped_is_no_longer_ahead() -> None:
    """After a cancel the next context is heard at once."""
    first = Playhead()
    first.sent(9000, now=0.0)
    second = Playhead(after=[first])
    first.stop(1.0)
    second.sent(100, now=1.0)
    assert second.played_ms(1.05) == pytest.approx(50)
    assert first.ahead_by_clock(1.0) == first.ahead_by_report() == 0
