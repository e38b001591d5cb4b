"""The conversation: messages in, actions out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.context.context import Context
from rtts.context.flow import SegmentBegan, SegmentFailed
from rtts.errors import RequestError
from rtts.protocol.messages import (
    Closing,
    ContextCancelled,
    ContextDone,
    Error,
    Flushed,
    MarkReached,
    Pong,
    SegmentBegun,
    SegmentDone,
    SessionUpdated,
    Timestamps,
    Warning,
)
from rtts.session.actions import Hangup, OpenContext, StopContext
from tests.support.talk import Talk, as_written


def opened(talk: Talk) -> list[Context]:
    """Contexts in the order in which they were opened."""
    return [action.context for action in talk.actions if isinstance(action, OpenContext)]


def test_a_session_begins_with_ready() -> None:
    """It says what the engine is and which options hold."""
    talk = Talk({"voice": "de", "audio": {"codec": "mulaw"}})
    assert talk.ready.engine == "tone"
    assert talk.ready.session.voice == "de"
    assert talk.ready.session.audio.rate == 8000


def test_a_handshake_that_asks_for_the_impossible_raises() -> None:
    """What a client asked for in the URL is refused before there is a session."""
    with pytest.raises(RequestError, match="no voice"):
        Talk({"voice": "nobody"})


def test_the_first_text_opens_a_context_and_sentences_are_fed_as_they_end() -> None:
    """A sentence is spoken as soon as the next one shows that it has ended."""
    talk = Talk()
    talk.say(type="text", context="t1", text="Hello there. How ")
    assert [segment.text for segment in talk.segments()] == ["Hello there."]
    talk.say(type="text", context="t1", text="are you?")
    talk.say(type="end", context="t1")
    assert [segment.text for segment in talk.segments()] == ["Hello there.", "How are you?"]
    assert [(s.start, s.end) for s in talk.segments()] == [(0, 12), (13, 25)]


def test_a_context_ends_once_and_says_what_it_used() -> None:
    """`end` is answered by `context.done`, behind all audio."""
    talk = Talk()
    talk.say(type="text", text="One two three.")
    talk.say(type="end")
    said = talk.speak()
    done = said[-1]
    assert isinstance(done, ContextDone)
    assert (done.chars, done.segments, done.audio_ms) == (14, 1, 300)
    assert [type(message) for message in said] == [SegmentBegun, SegmentDone, ContextDone]


def test_the_implicit_context_is_never_named() -> None:
    """A client that names no context sees none."""
    talk = Talk()
    talk.say(type="text", text="Hello.")
    talk.say(type="end")
    import msgspec

    for message in talk.speak():
        assert b'"context"' not in msgspec.json.encode(message)


def test_flush_is_answered_behind_the_audio_of_its_text() -> None:
    """And bears the id of its request."""
    talk = Talk()
    talk.say(type="text", context="a", text="Half a sen")
    talk.say(type="flush", context="a", id="f1")
    said = talk.speak()
    assert isinstance(said[-1], Flushed)
    assert (said[-1].re, said[-1].audio_ms) == ("f1", 300)


def test_an_empty_flush_is_answered_with_a_warning() -> None:
    """Every flush gets its `flushed`, even with nothing to speak."""
    talk = Talk()
    talk.say(type="text", context="a", text=" … ")
    (warning,) = talk.say(type="flush", context="a", id="f1")
    assert isinstance(warning, Warning)
    assert (warning.code, warning.re) == ("no_speakable_text", "f1")
    assert isinstance(talk.speak()[-1], Flushed)


def test_a_mark_inside_buffered_text_waits_for_its_segment() -> None:
    """It is answered behind the segment that holds it, not before."""
    talk = Talk()
    talk.say(type="text", context="a", text="A sentence that ")
    talk.say(type="mark", context="a", name="middle")
    talk.say(type="text", context="a", text="goes on. And ")
    said = talk.speak()
    kinds = [type(message) for message in said]
    assert kinds == [SegmentBegun, SegmentDone, MarkReached]


def test_a_mark_behind_spoken_text_is_answered_at_once_in_order() -> None:
    """With nothing buffered, the mark follows what was fed."""
    talk = Talk()
    talk.say(type="text", context="a", text="Hello there.\n")
    talk.say(type="flush", context="a")
    talk.say(type="mark", context="a", name="greeted")
    assert [type(message) for message in talk.speak()][-2:] == [Flushed, MarkReached]


@pytest.mark.parametrize("behind", ["Hello there.\n", "A sentence that "])
def test_marks_and_flushes_that_wait_have_an_end(behind: str) -> None:
    """They fill no buffer of text; each that was taken is answered, and then there is room."""
    talk = Talk()
    talk.say(type="text", context="a", text=behind)
    for _ in range(500):
        assert talk.say(type="mark", context="a", name="m") == []
    for _ in range(500):
        talk.say(type="flush", context="a")
    for refused in ({"type": "mark", "name": "m"}, {"type": "flush"}):
        (error,) = talk.say(**refused, context="a", id="late")
        assert (error.code, error.param, error.re) == ("rate_limited", "context", "late")
    answers = [message for message in talk.speak() if isinstance(message, MarkReached | Flushed)]
    assert len(answers) == 1000
    assert talk.say(type="mark", context="a", name="m") == []


def test_word_timestamps_speak_of_the_client_s_own_text() -> None:
    """Offsets count from the first character that the client sent in the context."""
    talk = Talk({"timestamps": "word"})
    talk.say(type="text", context="a", text="Hello there. How are you?")
    talk.say(type="end", context="a")
    items = [item for m in talk.speak() if isinstance(m, Timestamps) for item in m.items]
    assert items == [
        ("Hello", 0, 100, 0, 5),
        ("there.", 100, 200, 6, 12),
        ("How", 200, 300, 13, 16),
        ("are", 300, 400, 17, 20),
        ("you?", 400, 500, 21, 25),
    ]


def test_segment_timestamps_give_one_item_a_segment() -> None:
    """For clients that want no words."""
    talk = Talk({"timestamps": "segment"})
    talk.say(type="text", context="a", text="Hello there.")
    talk.say(type="end", context="a")
    (stamps,) = [m for m in talk.speak() if isinstance(m, Timestamps)]
    assert stamps.items == [("Hello there.", 0, 200, 0, 12)]


def test_a_space_is_put_between_messages_whose_client_stripped_it() -> None:
    """It is spoken with, and counts nowhere."""
    talk = Talk({"split": {"min_chars": 200}, "timestamps": "word"})
    talk.say(type="text", context="a", text="That was it.")
    talk.say(type="text", context="a", text="Now this.")
    talk.say(type="end", context="a")
    (segment,) = talk.segments()
    assert segment.text == "That was it. Now this."
    said = talk.speak()
    items = [item for m in said if isinstance(m, Timestamps) for item in m.items]
    assert [item[0] for item in items] == ["That", "was", "it.", "Now", "this."]
    assert items[3][3:] == (12, 15)
    (begun,) = [m for m in said if isinstance(m, SegmentBegun)]
    assert (begun.text, begun.end) == ("That was it.Now this.", 21)


@pytest.mark.parametrize(
    "tokens", [("3.", "14"), ("It is 3.", "14 now"), ("Mr.", "X"), ("a. ", "B")]
)
def test_tokens_are_never_parted(tokens: tuple[str, str]) -> None:
    """Only a message that holds a space, before a capital, is a stripped sentence."""
    talk = Talk()
    for token in tokens:
        talk.say(type="text", context="a", text=token)
    talk.say(type="end", context="a")
    assert "".join(s.text for s in talk.segments()) == "".join(tokens)


def test_cancel_stops_and_reports_by_word() -> None:
    """The words whose end was played were spoken; the rest remains."""
    talk = Talk()
    talk.say(type="text", context="a", text="Hello there. I can help you with that.")
    talk.say(type="end", context="a")
    talk.speak()
    (report,) = talk.say(type="cancel", context="a", played_ms=430, id="c")
    assert isinstance(report, ContextCancelled)
    assert (report.text_spoken, report.text_remaining) == (
        "Hello there. I can",
        " help you with that.",
    )
    assert (report.played_ms, report.sent_ms, report.re) == (430, 800, "c")
    assert (report.precision, report.reason) == ("word", "client")


def test_cancel_of_everything_stops_every_context() -> None:
    """Left out, the context means all of them."""
    talk = Talk()
    for name in ("a", "b"):
        talk.say(type="text", context=name, text="Hello there. ")
    reports = talk.say(type="cancel")
    assert [report.context for report in reports] == ["a", "b"]
    assert sum(isinstance(action, StopContext) for action in talk.actions) == 2


def test_a_done_context_that_was_heard_out_cannot_be_cancelled() -> None:
    """Its listener has heard everything: there is nothing to stop."""
    talk = Talk()
    talk.say(type="text", context="a", text="Hello there.")
    talk.say(type="end", context="a")
    talk.speak()
    talk.now += 60
    (warning,) = talk.say(type="cancel", context="a", id="c")
    assert isinstance(warning, Warning)
    assert warning.re == "c"


@pytest.mark.parametrize("named", [{"context": "a"}, {}])
def test_who_says_that_a_done_context_was_not_heard_out_is_believed(named: dict[str, str]) -> None:
    """The clock takes a listener to play at once; this one began late, or has paused."""
    talk = Talk()
    talk.say(type="text", context="a", text="One two three four.")
    talk.say(type="end", context="a")
    talk.speak()
    talk.now += 60
    (report,) = talk.say(type="cancel", played_ms=150, id="c", **named)
    assert isinstance(report, ContextCancelled)
    assert (report.played_ms, report.sent_ms, report.re) == (150, 400, "c")
    assert (report.text_spoken, report.text_remaining) == ("One", " two three four.")


@pytest.mark.parametrize(
    "cancel",
    [
        {"context": "b"},
        {"context": "b", "played_ms": 400},
        {"context": "b", "played_ms": 10_000},
        {"context": "a", "played_ms": 10},
    ],
)
def test_what_was_heard_out_is_not_cancelled_by_what_a_client_says(cancel: dict[str, Any]) -> None:
    """It says as much itself; or it speaks of a turn before the last, of which the next told."""
    talk = Talk()
    for name in ("a", "b"):
        talk.say(type="text", context=name, text="One two three four.")
        talk.say(type="end", context=name)
        talk.speak()
        talk.now += 60
    (warning,) = talk.say(type="cancel", **cancel)
    assert isinstance(warning, Warning)


def test_a_cancel_of_what_was_heard_out_does_not_stop_what_is_still_heard() -> None:
    """Though that was done last."""
    talk = Talk()
    for name in ("a", "b"):
        talk.say(type="text", context=name, text="One two three four.")
        talk.say(type="end", context=name)
    talk.speak()
    talk.now += 0.45
    (warning,) = talk.say(type="cancel", context="a", played_ms=10)
    assert isinstance(warning, Warning)
    (report,) = talk.say(type="cancel", context="b", played_ms=10)
    assert isinstance(report, ContextCancelled)


def test_text_for_a_cancelled_context_is_dropped_with_one_warning() -> None:
    """An LLM's late tokens open nothing."""
    talk = Talk()
    talk.say(type="text", context="a", text="Hello there. ")
    talk.say(type="cancel", context="a")
    assert [type(m) for m in talk.say(type="text", context="a", text="late")] == [Warning]
    assert talk.say(type="text", context="a", text="later") == []


def test_the_implicit_context_opens_again_after_a_cancel() -> None:
    """A client that names no context could otherwise never speak again."""
    talk = Talk()
    talk.say(type="text", text="Hello there. ")
    talk.say(type="cancel")
    talk.say(type="text", text="Once more. Yes")
    assert [s.text for s in talk.segments()] == ["Once more."]


def test_a_done_name_may_be_opened_again() -> None:
    """As a new context, with a new handle."""
    talk = Talk()
    for _ in range(2):
        talk.say(type="text", context="a", text="Hello there.")
        talk.say(type="end", context="a")
        talk.speak()
    handles = [a.context.handle for a in talk.actions if isinstance(a, OpenContext)]
    assert handles == [1, 2]


def test_interrupt_cancels_what_runs() -> None:
    """Barge-in in one message."""
    talk = Talk({"on_new_context": "interrupt"})
    talk.say(type="text", context="a", text="Hello there. ")
    (report,) = talk.say(type="text", context="b", text="Stop. ")
    assert isinstance(report, ContextCancelled)
    assert (report.context, report.reason) == ("a", "preempted")


def test_queued_contexts_follow_each_other() -> None:
    """The second begins behind the first; in parallel nobody waits."""
    queue, parallel = Talk(), Talk({"on_new_context": "parallel"})
    for talk in (queue, parallel):
        talk.say(type="text", context="a", text="Hello.")
        talk.say(type="text", context="b", text="Hello.")
    queued = [a for a in queue.actions if isinstance(a, OpenContext)]
    assert queued[1].after == (queued[0].context,)
    assert all(a.after == () for a in parallel.actions if isinstance(a, OpenContext))


def test_parallel_contexts_in_raw_framing_are_refused() -> None:
    """Nothing would tell their audio apart."""
    talk = Talk({"on_new_context": "parallel", "audio": {"framing": "raw"}})
    (error,) = talk.say(type="text", context="a", text="Hello.", id="e")
    assert isinstance(error, Error)
    assert (error.code, error.re, error.text_remaining) == ("invalid_value", "e", "Hello.")


def test_more_contexts_than_allowed_are_refused_one_by_one() -> None:
    """The socket stays open, the running contexts run on, the refused text is returned."""
    talk = Talk(max_contexts=2)
    errors: list[Any] = []
    for n in range(10_000):
        errors += talk.say(type="text", context=f"c{n}", text="Hi.")
    assert len(errors) == 9998
    assert {error.code for error in errors} == {"context_limit"}
    assert not any(isinstance(action, Hangup) for action in talk.actions)


def test_ten_thousand_contexts_one_after_the_other_leave_nothing_behind() -> None:
    """A session that lives for ever does not grow for ever."""
    talk = Talk()
    for n in range(10_000):
        talk.say(type="text", context=f"c{n}", text="Hi.")
        talk.say(type="end", context=f"c{n}")
        talk.speak()
        talk.now += 0.2
        talk.actions.clear()
    assert len(talk.session._roster._done) <= 2
    assert not talk.session._roster.live


@pytest.mark.parametrize("kind", ["flush", "end", "mark", "cancel"])
def test_a_context_that_never_was_is_an_error(kind: str) -> None:
    """And the sentence says what to do."""
    talk = Talk()
    (error,) = talk.say(type=kind, context="nope", id="x", name="m")
    assert isinstance(error, Error)
    assert (error.code, error.param, error.re) == ("invalid_value", "context", "x")
    assert "send text" in error.message


def test_text_over_the_limits_is_refused_and_returned() -> None:
    """Neither a message nor the buffer grows without end."""
    talk = Talk(max_text_chars=10, max_buffer_chars=15)
    (error,) = talk.say(type="text", context="a", text="x" * 11)
    assert (error.code, error.text_remaining) == ("text_too_long", "x" * 11)
    assert talk.say(type="text", context="a", text="x" * 10) == []
    (error,) = talk.say(type="text", context="a", text="y" * 10)
    assert (error.code, error.text_remaining) == ("text_too_long", "y" * 10)


def test_text_that_is_passed_over_does_not_pile_up_without_end() -> None:
    """It is no load on the buffer, but what was sent is kept for as long as its context is."""
    talk = Talk(max_buffer_chars=100)
    code = "```\n" + "x" * 41 + "\n```\n"
    assert [talk.say(type="text", context="a", text=code * 2) for _ in range(19)] == [[]] * 19
    assert talk.say(type="text", context="a", text=code) == []
    (error,) = talk.say(type="text", context="a", text=code * 2)
    assert (error.code, error.text_remaining) == ("text_too_long", code * 2)
    assert "open another" in error.message


def test_an_update_applies_wholly_or_not_at_all() -> None:
    """A good field beside a bad one changes nothing."""
    talk = Talk()
    (error,) = talk.say(type="session.update", id="u", session={"speed": 1.5, "voice": "no"})
    assert (error.code, error.param, error.re) == ("invalid_value", "session.voice", "u")
    assert talk.session.options.speed == 1.0
    (updated,) = talk.say(type="session.update", session={"speed": 1.5, "tint": 1})
    assert isinstance(updated, SessionUpdated)
    assert (updated.session.speed, updated.unknown_params) == (1.5, ["session.tint"])


def test_an_update_holds_for_contexts_opened_after_it() -> None:
    """A running context keeps its voice; `session` in a text overrides for it alone."""
    talk = Talk()
    talk.say(type="text", context="a", text="Hello.")
    talk.say(type="session.update", session={"voice": "de"})
    talk.say(type="text", context="b", text="Hallo.")
    talk.say(type="text", context="c", text="Hello.", session={"voice": "en-us+f3"})
    voices = [a.context.options.voice for a in talk.actions if isinstance(a, OpenContext)]
    assert voices == ["en-us", "de", "en-us+f3"]
    assert talk.session.options.voice == "de"


def test_an_empty_voice_is_the_engine_s_default() -> None:
    """So a client may send every option as it is documented to begin with."""
    talk = Talk({"voice": "de"})
    (updated,) = talk.say(type="session.update", session={"voice": ""})
    assert isinstance(updated, SessionUpdated)
    assert updated.session.voice == "en-us"


def test_the_language_is_the_one_asked_for_else_the_voice_s() -> None:
    """Names and codes are both understood."""
    talk = Talk()
    for name, session in (("a", {}), ("b", {"voice": "de"}), ("c", {"language": "german"})):
        talk.say(type="text", context=name, text="Hallo.", session=session)
    languages = [a.context.language for a in talk.actions if isinstance(a, OpenContext)]
    assert languages == ["en-us", "de", "de"]


def test_without_a_wish_the_language_follows_the_text() -> None:
    """Also from turn to turn, and among all that the engine speaks if nobody chose a voice."""
    talk = Talk()
    talk.say(type="text", context="a", text="How are you doing today? Mir geht es heute sehr gut. ")
    talk.say(type="end", context="a")
    talk.say(type="text", context="b", text="Danke, und dir? ")
    talk.say(type="end", context="b")
    talk.say(type="text", context="c", text="So am I, thank you. ", session={"voice": "de"})
    talk.say(type="end", context="c")
    spoken = [segment.language for segment in talk.segments()]
    assert spoken == ["en-us", "de", "de", "de"]


def test_markup_is_not_spoken_and_its_offsets_are_the_client_s() -> None:
    """What is reported of a text with markup is the client's own text, to the character."""
    talk = Talk({"timestamps": "word"})
    text = "# Well\n\n**Open** the [door](http://a.b) now. 😀\n```x\ny\n```\nThen *run*!"
    talk.say(type="text", context="a", text=text)
    talk.say(type="end", context="a")
    assert [segment.text for segment in talk.segments()] == [
        "Well.",
        "Open the door now.",
        "Then run!",
    ]
    said = talk.speak()
    done = [message.text for message in said if isinstance(message, SegmentDone)]
    assert done == ["Well", "Open** the [door](http://a.b) now.", "Then *run*!"]
    items = [item for stamps in said if isinstance(stamps, Timestamps) for item in stamps.items]
    assert all(text[start:end] == word for word, _, _, start, end in items)
    assert [item[0] for item in items] == ["Well", "Open", "the", "door", "now.", "Then", "run*!"]


def test_markup_stays_where_nothing_is_to_be_changed() -> None:
    """`normalize: off` leaves the text to the engine as it is."""
    talk = Talk({"normalize": "off"})
    talk.say(type="text", context="a", text="**Open** it for $5. ")
    talk.say(type="end", context="a")
    assert [segment.text for segment in talk.segments()] == ["**Open** it for $5."]


def test_a_mark_behind_markup_that_is_not_spoken_is_answered() -> None:
    """Though no segment ends behind it."""
    talk = Talk()
    talk.say(type="text", context="a", text="Hello there.\n```python\nprint(1)\n```\n")
    talk.say(type="mark", context="a", name="m")
    talk.say(type="text", context="a", text="<b>**")
    talk.say(type="mark", context="a", name="n")
    talk.say(type="end", context="a")
    marks = [message for message in talk.speak() if isinstance(message, MarkReached)]
    assert [mark.name for mark in marks] == ["m", "n"]


@pytest.mark.parametrize("behind", ["\n", "\n ", " \n\n  ", "\n\t"])
def test_a_mark_behind_white_space_is_answered(behind: str) -> None:
    """Though more of it may come, and what follows may be indented."""
    talk = Talk()
    talk.say(type="text", context="a", text=f"Hello there.{behind}")
    talk.say(type="mark", context="a", name="m")
    assert isinstance(talk.speak()[-1], MarkReached)


@pytest.mark.parametrize("opening", ["\n- ", "**", " |"])
def test_a_mark_waits_no_longer_for_words_that_stall(opening: str) -> None:
    """What was written after the last of them opens something, and says nothing by itself."""
    talk = Talk()
    talk.say(type="text", context="a", text=f"Hello there. {opening}")
    talk.say(type="mark", context="a", name="m")
    assert not any(isinstance(message, MarkReached) for message in talk.speak())
    talk.now = talk.session.wakes_at()
    talk.take(talk.session.tick(talk.now))
    assert isinstance(talk.speak()[-1], MarkReached)


def test_a_mark_waits_for_a_word_that_is_half_written() -> None:
    """What is there is spoken up to the last space, and the mark stands behind that."""
    talk = Talk()
    talk.say(type="text", context="a", text="Hello the")
    talk.say(type="mark", context="a", name="m")
    talk.now = talk.session.wakes_at()
    talk.take(talk.session.tick(talk.now))
    assert not any(isinstance(message, MarkReached) for message in talk.speak())


def test_code_that_is_dropped_does_not_fill_the_buffer() -> None:
    """Only what is to be spoken counts against `max_buffer_chars`."""
    talk = Talk(max_buffer_chars=200)
    talk.say(type="text", context="a", text="Here it is:\n```python\n")
    for _ in range(20):
        assert talk.say(type="text", context="a", text="print('hello, world')\n") == []
    assert talk.say(type="text", context="a", text="```\nThat was it. ") == []


def test_an_unknown_language_is_refused() -> None:
    """With some that are known."""
    talk = Talk()
    (error,) = talk.say(type="session.update", session={"language": "klingon"})
    assert (error.code, error.param) == ("invalid_value", "session.language")


def test_text_that_stalls_is_spoken_up_to_its_last_space() -> None:
    """After `max_delay_ms`, and only once until more text comes."""
    talk = Talk()
    talk.say(type="text", context="a", text="so I think that we sho")
    talk.now = talk.session.wakes_at()
    assert talk.now == pytest.approx(100.7)
    talk.take(talk.session.tick(talk.now))
    assert [s.text for s in talk.segments()] == ["so I think that we"]
    assert talk.session.wakes_at() > talk.now + 60


def test_a_silent_session_is_warned_then_closed() -> None:
    """Pings keep the line, not the session."""
    talk = Talk(idle_timeout_s=600)
    talk.now = talk.session.wakes_at()
    assert talk.now == 670.0
    (warning,) = talk.take(talk.session.tick(talk.now))
    assert isinstance(warning, Warning)
    assert warning.code == "idle_soon"
    assert talk.say(type="ping", t=7) == [Pong(7)]
    talk.now = talk.session.wakes_at()
    talk.take(talk.session.tick(talk.now))
    assert talk.actions[-1] == Hangup(4408, "nothing was said for too long")


def test_close_reports_what_was_heard_then_hangs_up() -> None:
    """And nothing that comes after is taken."""
    talk = Talk()
    talk.say(type="text", context="a", text="Hello there. ")
    (report,) = talk.say(type="close")
    assert isinstance(report, ContextCancelled)
    assert talk.actions[-1] == Hangup(1000, "closed as asked")
    assert talk.say(type="text", context="b", text="more") == []


def test_a_draining_session_finishes_what_runs_and_opens_nothing() -> None:
    """New contexts are refused as `overloaded`; the last one done, it leaves."""
    talk = Talk()
    talk.say(type="text", context="a", text="Hello there.")
    (closing,) = talk.take(talk.session.drain(30_000))
    assert isinstance(closing, Closing)
    (error,) = talk.say(type="text", context="b", text="No.")
    assert error.code == "overloaded"
    talk.say(type="end", context="a")
    talk.speak()
    assert talk.actions[-1] == Hangup(1001, "the server is going down")


MESSAGES = st.one_of(
    st.builds(
        dict,
        type=st.just("text"),
        context=st.sampled_from(["a", "b", "c"]),
        text=st.text(alphabet="ab .!?,你好。\n😀", max_size=30),
    ),
    st.builds(
        dict,
        type=st.sampled_from(["flush", "end", "cancel"]),
        context=st.sampled_from(["a", "b", "c"]),
    ),
    st.builds(
        dict,
        type=st.just("cancel"),
        context=st.sampled_from(["a", "b"]),
        played_ms=st.integers(0, 5000),
    ),
    st.just({"type": "speak!"}),
)


@given(st.lists(MESSAGES, max_size=40))
def test_whatever_is_said_every_context_ends_once_and_no_text_is_lost(
    messages: list[dict[str, Any]],
) -> None:
    """Spoken and remaining are what was accepted; a flush or an end is always answered."""
    talk = Talk()
    sent: dict[int, str] = {}
    ended: list[Any] = []
    for message in messages:
        talk.now += 0.05
        if message["type"] == "speak!":
            talk.speak()
            continue
        talk.say(**message)
    for context in {a.context for a in talk.actions if isinstance(a, OpenContext)}:
        sent[context.handle] = context._transcript.text
    talk.say(type="cancel")
    reports = talk.replies(ContextCancelled)
    ended += [report.text_spoken + report.text_remaining for report in reports]
    assert sorted(ended) == sorted(
        sent[a.context.handle] for a in talk.actions if isinstance(a, StopContext)
    )
    assert not talk.session._roster.live


def test_an_open_context_with_nothing_to_say_does_not_keep_a_session_alive() -> None:
    """Whoever forgot to end a context is gone all the same."""
    talk = Talk(idle_timeout_s=600)
    talk.say(type="text", context="a", text="Hello there.")
    talk.say(type="flush", context="a")
    talk.speak()
    for _ in range(2):
        talk.now = talk.session.wakes_at()
        talk.take(talk.session.tick(talk.now))
    assert isinstance(talk.actions[-1], Hangup)
    assert talk.now <= 100 + 601


def test_a_fault_of_the_server_ends_one_context_and_tells_what_was_lost() -> None:
    """An `internal` error with the text, the report, and the session goes on."""
    talk = Talk()
    talk.say(type="text", context="a", text="Hello there. And more")
    (context,) = [a.context for a in talk.actions if isinstance(a, OpenContext)]
    error, report = talk.take(talk.session.broken(context, talk.now))
    assert isinstance(error, Error)
    assert isinstance(report, ContextCancelled)
    assert (error.code, error.context, error.fatal) == ("internal", "a", False)
    assert error.text_remaining == report.text_remaining == "Hello there. And more"
    assert talk.say(type="text", context="b", text="On we go. ") == []


def test_a_turn_that_interrupts_one_of_its_own_name_takes_more_text() -> None:
    """The name was closed for the old turn; what comes now is for the new one."""
    talk = Talk({"on_new_context": "interrupt"})
    talk.say(type="text", context="a", text="The first turn.")
    talk.say(type="end", context="a")
    assert [type(m) for m in talk.say(type="text", context="a", text="Next ")] == [ContextCancelled]
    assert talk.say(type="text", context="a", text="turn. And ") == []
    assert [segment.text for segment in talk.segments()] == ["Next turn."]


def test_a_new_turn_of_a_name_that_still_speaks_waits_for_it_even_in_parallel() -> None:
    """Messages bear the name alone; those of two turns must not mix."""
    talk = Talk({"on_new_context": "parallel"})
    for name in ("a", "b", "a"):
        talk.say(type="text", context=name, text="Hello there.")
        talk.say(type="end", context=name)
    first, _, again = opened(talk)
    orders = [action.after for action in talk.actions if isinstance(action, OpenContext)]
    assert orders == [(), (), (first,)]
    assert again.handle == 3


def test_a_queued_context_waits_for_all_that_run() -> None:
    """Also for those opened in parallel, whichever of them ends last."""
    talk = Talk()
    for name, mode in (("a", "parallel"), ("b", "parallel"), ("c", "queue")):
        talk.say(type="text", context=name, text="Hello.", session={"on_new_context": mode})
    (*_, last) = (action for action in talk.actions if isinstance(action, OpenContext))
    assert last.after == tuple(opened(talk)[:2])


def test_nothing_is_spoken_in_parallel_with_a_raw_context() -> None:
    """Framed or not, a client could not part the two."""
    talk = Talk({"audio": {"framing": "raw"}})
    talk.say(type="text", context="a", text="Hello.")
    override = {"on_new_context": "parallel", "audio": {"framing": "framed"}}
    (error,) = talk.say(type="text", context="b", text="Hello.", session=override)
    assert (error.code, error.param) == ("invalid_value", "session.on_new_context")


@pytest.mark.parametrize(
    ("session", "code"),
    [({"voice": "nobody"}, "invalid_value"), ({"max_ahead_ms": 10}, "invalid_value")],
)
def test_a_turn_that_is_refused_interrupts_nothing(session: dict[str, Any], code: str) -> None:
    """What runs is stopped only for a context that really opens."""
    talk = Talk({"on_new_context": "interrupt"})
    talk.say(type="text", context="a", text="Hello there. ")
    (error,) = talk.say(type="text", context="b", text="No. ", session=session)
    assert error.code == code
    assert not any(isinstance(action, StopContext) for action in talk.actions)


def test_a_report_is_about_the_oldest_turn_of_its_name_that_was_not_heard_out() -> None:
    """Clients that name no context have one name for all their turns."""
    talk = Talk()
    for text in ("One two three four.", "Five six."):
        talk.say(type="text", text=text)
        talk.say(type="end")
    talk.speak()
    first, second = opened(talk)
    talk.say(type="played", played_ms=300)
    assert (first.playhead.reported_ms, second.playhead.reported_ms) == (300, None)
    talk.say(type="played", played_ms=390)
    talk.say(type="played", played_ms=100)
    assert (first.playhead.reported_ms, second.playhead.reported_ms) == (400, 100)


def test_to_have_heard_nothing_of_a_context_says_nothing_of_those_before() -> None:
    """A client may report on every context it has, also on what still waits."""
    talk = Talk()
    for name in ("a", "b"):
        talk.say(type="text", context=name, text="One two three four.")
        talk.say(type="end", context=name)
    talk.speak()
    talk.say(type="played", context="a", played_ms=100)
    talk.say(type="played", context="b", played_ms=0)
    reports = talk.say(type="cancel")
    assert [m.text_spoken for m in reports if isinstance(m, ContextCancelled)] == ["One", ""]


def test_who_has_not_heard_one_context_out_has_heard_nothing_of_the_next() -> None:
    """The clock runs ahead of a listener who began late; what it says itself counts."""
    talk = Talk()
    for name in ("a", "b"):
        talk.say(type="text", context=name, text="One two three four.")
        talk.say(type="end", context=name)
    talk.speak()
    talk.now += 0.55
    first, _ = opened(talk)
    first.playhead.report(200)
    reports = talk.say(type="cancel", played_ms=200)
    assert [m.played_ms for m in reports if isinstance(m, ContextCancelled)] == [200, 0]


def test_what_was_queued_behind_a_cancelled_context_is_heard_at_once() -> None:
    """And what stands behind one that was not begun keeps its place."""
    talk = Talk()
    for name in ("a", "b", "c"):
        talk.say(type="text", context=name, text="One two three four.")
        talk.say(type="end", context=name)
    talk.speak()
    _, _, last = opened(talk)
    talk.say(type="cancel", context="b")
    talk.now += 0.3
    assert last.playhead.played_ms(talk.now) == 0, "a is being heard"
    talk.say(type="cancel", context="a")
    talk.now += 0.2
    assert last.playhead.played_ms(talk.now) == pytest.approx(200)


def test_a_draining_session_leaves_when_its_last_context_is_cancelled() -> None:
    """Nothing runs any more, so nothing is waited for."""
    talk = Talk()
    talk.say(type="text", context="a", text="Hello there. ")
    talk.take(talk.session.drain(30_000))
    talk.say(type="cancel")
    assert talk.actions[-1] == Hangup(1001, "the server is going down")


def test_realtime_goes_by_the_clock_of_the_session_whatever_is_reported() -> None:
    """Who waits behind another context has that one's audio ahead of it too."""
    talk = Talk({"pacing": {"mode": "realtime"}})
    for name in ("a", "b"):
        talk.say(type="text", context=name, text="One two three.")
        talk.say(type="end", context=name)
    talk.say(type="played", context="a", played_ms=0)
    talk.speak()
    _, second = opened(talk)
    assert talk.session.ahead_ms(second, talk.now + 0.1) == pytest.approx(500)


def test_text_that_nobody_speaks_does_not_fill_the_buffer() -> None:
    """Dots and white space are given up as soon as they are seen for what they are."""
    talk = Talk(max_buffer_chars=20)
    for _ in range(10):
        talk.say(type="text", context="a", text="… … … …\n")
        talk.say(type="flush", context="a")
    assert not talk.replies(Error)


@pytest.mark.parametrize("space", ["\n", "  "])
def test_white_space_does_not_fill_the_buffer(space: str) -> None:
    """Be it while what stands before it is still being spoken."""
    talk = Talk(max_buffer_chars=40)
    talk.say(type="text", context="a", text="Hello there.\n")
    for _ in range(10):
        talk.say(type="text", context="a", text=space * 5)
    talk.say(type="text", context="a", text="And so on. ")
    talk.say(type="end", context="a")
    assert not talk.replies(Error)
    assert [segment.text for segment in talk.segments()] == ["Hello there.", "And so on."]


def test_a_lost_end_is_not_heard_with_the_last_sample() -> None:
    """A segment that failed was given back as `text_remaining` once, and remains."""
    talk = Talk()
    talk.say(type="text", context="a", text="One two three. Four five six.")
    talk.say(type="end", context="a")
    (context,) = opened(talk)
    good, lost = talk.segments()
    talk.fed[context].remove(lost)
    *items, end = talk.fed[context]
    for item in items:
        talk._speak_item(context, item, 100)
    context.note(SegmentBegan(lost, as_written(lost.text)))
    context.note(SegmentFailed(lost, "synthesis_failed", "It failed."))
    context.note(end)
    talk.take(talk.session.finished(context, talk.now))
    (report,) = talk.say(type="cancel", context="a", played_ms=5000)
    assert isinstance(report, ContextCancelled)
    assert (report.text_spoken, report.played_ms) == (good.text, 300)
