"""Text that is still being written, on its way to an engine and back as segments."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.protocol.messages import ContextDone, Error, SegmentBegun, SegmentDone, Timestamps
from rtts.text.language import LanguageTracker
from rtts.text.normalize import normalize
from tests.support.turn import Turn
from tests.support.virtual import pass_time, run_virtual


def test_speech_begins_with_the_first_words() -> None:
    """A sentence is heard while it is written: its message has no text and no end yet."""

    async def scenario() -> tuple[Turn, float]:
        turn = Turn()
        for word in ("Hello ", "there, ", "how ", "are "):
            turn.write(word)
            await pass_time(0.2)
        began_at = turn.recorder.frames_at[0][0]
        turn.write("you? ")
        await turn.end()
        return turn, began_at

    turn, began_at = run_virtual(scenario())
    assert began_at < 0.4
    (begun,), (done,) = turn.said(SegmentBegun), turn.said(SegmentDone)
    assert (begun.text, begun.start, begun.end) == (None, 0, None)
    assert (done.text, done.start, done.end) == ("Hello there, how are you?", 0, 25)
    assert [each.text for each in turn.utterances] == ["Hello there, how are you?"]


def test_what_is_whole_when_its_turn_comes_is_told_whole() -> None:
    """Only a segment that is really still being written lacks its text."""

    async def scenario() -> Turn:
        turn = Turn()
        turn.write("One is here. Two is he")
        turn.write("re. ")
        await turn.end()
        return turn

    begun = run_virtual(scenario()).said(SegmentBegun)
    assert [each.text for each in begun] == ["One is here.", "Two is here."]


FRAGMENTS = st.lists(
    st.sampled_from(
        ["Call ", "Dr", ". ", "Smith ", "at 5", ":30 ", "today. ", "It is $", "5.", "30! ", "No",
         " way", "? ", "\n\n", "**Yes**, ", "and so ", "it goes on ", "https://a.b/c "]
    ),
    min_size=1,
    max_size=25,
)  # fmt: skip


@pytest.mark.parametrize("span_letters", [0, 60])
@settings(max_examples=60)
@given(fragments=FRAGMENTS, pauses=st.frozensets(st.integers(0, 25), max_size=3))
def test_the_engine_is_given_what_it_would_be_given_whole(
    span_letters: int, fragments: list[str], pauses: frozenset[int]
) -> None:
    """However text comes, each segment is normalized as a whole and spoken once, in order."""

    async def scenario() -> Turn:
        turn = Turn(span_letters=span_letters)
        for at, fragment in enumerate(fragments):
            turn.write(fragment)
            await pass_time(0.05)
            if at in pauses:
                turn.stall()
        await turn.end()
        return turn

    turn = run_virtual(scenario())
    done = turn.said(SegmentDone)
    fed = " ".join(each.text.rstrip() for each in turn.utterances)
    plain = [each.text.replace("**", "") for each in done]
    assert fed == " ".join(normalize(text, "en") for text in plain)
    assert [each.segment for each in done] == list(range(len(done)))
    assert turn.said(Error) == []
    (end,) = turn.said(ContextDone)
    assert end.segments == len(done)
    for each in done:
        assert "".join(fragments)[each.start : each.end] == each.text


def test_an_utterance_goes_on_with_the_next_sentence() -> None:
    """So that the voice carries over; audio, words and reports stay those of their segment."""

    async def scenario() -> Turn:
        turn = Turn(span_letters=100)
        turn.write("One two. Three four. Five six")
        await turn.end()
        return turn

    turn = run_virtual(scenario())
    assert [each.text for each in turn.utterances] == ["One two. Three four. Five six"]
    done = turn.said(SegmentDone)
    assert [each.text for each in done] == ["One two.", "Three four.", "Five six"]
    lengths = [each.audio_ms for each in done]
    assert all(abs(ms - 50 * n) <= 50 for ms, n in zip(lengths, (8, 12, 9), strict=True))
    words = [item[0] for each in turn.said(Timestamps) for item in each.items]
    assert words == ["One", "two.", "Three", "four.", "Five", "six"]
    starts = [item[1] for each in turn.said(Timestamps) for item in each.items]
    assert starts == sorted(starts)


def test_an_utterance_does_not_grow_for_ever() -> None:
    """With enough letters it ends with its sentence."""

    async def scenario() -> Turn:
        turn = Turn(span_letters=12)
        turn.write("One two. Three four. Five six. Seven")
        await turn.end()
        return turn

    assert [each.text for each in run_virtual(scenario()).utterances] == [
        "One two. Three four.",
        "Five six. Seven",
    ]


def test_sentences_of_an_utterance_are_parted_as_their_language_parts_them() -> None:
    """By one space, or by none where it writes none."""

    async def scenario(language: str, *texts: str) -> list[str]:
        turn = Turn(tracker=LanguageTracker(language, {}), span_letters=100)
        for text in texts:
            turn.write(text)
        await turn.end()
        return [each.text for each in turn.utterances]

    assert run_virtual(scenario("en", "One two.  ", " Three four. ")) == ["One two. Three four."]
    chinese = "你好吗，今天天气怎么样？", "我很好，谢谢你的关心啊。"
    assert run_virtual(scenario("zh", *chinese)) == ["".join(chinese)]


def test_an_utterance_is_of_one_language() -> None:
    """Its voice and its rules are: another language gets another one."""

    async def scenario() -> Turn:
        tracker = LanguageTracker("en", {"en": "en", "de": "de"})
        turn = Turn(tracker=tracker, span_letters=1000)
        turn.write("This is the first of the sentences. That is what I have to say to you. ")
        turn.write("Das ist der zweite Satz, und den sage ich nicht auf Englisch. ")
        await turn.end()
        return turn

    turn = run_virtual(scenario())
    begun = turn.said(SegmentBegun)
    assert [each.language for each in begun] == ["en", "en", "de"]
    assert [each.text.split()[0] for each in turn.utterances] == ["This", "Das"]


def test_a_pause_lets_the_engine_speak_to_the_end() -> None:
    """An utterance that could go on is finished when no text comes, or its tail would wait."""

    async def scenario() -> tuple[Turn, float | None]:
        turn = Turn(span_letters=100)
        turn.write("One two. T")
        await pass_time(0.3)
        open_still = turn.utterances[0].finished_at
        turn.stall()
        await pass_time(0.3)
        assert open_still is None
        finished_at = turn.utterances[0].finished_at
        turn.write("hree four.")
        await turn.end()
        return turn, finished_at

    turn, finished_at = run_virtual(scenario())
    assert finished_at == pytest.approx(0.3, abs=0.05)
    assert [each.text for each in turn.utterances] == ["One two.", "Three four."]


def test_a_growing_segment_waits_for_its_text_and_not_for_a_timeout() -> None:
    """While more is to be written, silence of the engine is no fault of it."""

    async def scenario() -> Turn:
        turn = Turn()
        turn.write("Hello there, ")
        await pass_time(60)
        turn.write("you.")
        await turn.end()
        return turn

    turn = run_virtual(scenario())
    assert turn.said(Error) == []
    assert [each.text for each in turn.said(SegmentDone)] == ["Hello there, you."]


def test_a_finished_one_has_to_speak_in_time() -> None:
    """The engine's time begins with the end of its text, also while it is waited for."""

    async def scenario() -> tuple[Turn, float]:
        turn = Turn(hang_on="there")
        turn.write("Hello there, ")
        await pass_time(60)
        ended_at = asyncio.get_running_loop().time()
        await turn.end()
        return turn, asyncio.get_running_loop().time() - ended_at

    turn, waited_s = run_virtual(scenario())
    (error,) = turn.said(Error)
    assert (error.code, error.text_remaining) == ("timeout", "Hello there,")
    assert waited_s == pytest.approx(8, abs=0.1)


def test_a_failure_concerns_what_its_utterance_had_to_speak() -> None:
    """Each of its segments is given back once; what comes later is spoken."""

    async def scenario() -> Turn:
        turn = Turn(span_letters=12, fail_on="Three")
        turn.write("One two. Three four. Five six. Seven")
        await turn.end()
        return turn

    turn = run_virtual(scenario())
    assert [each.text_remaining for each in turn.said(Error)] == ["Three four."]
    assert [each.text for each in turn.said(SegmentDone)] == ["One two.", "Five six.", "Seven"]


def test_all_segments_of_an_utterance_fail_with_it_at_once() -> None:
    """For its own reason: nobody waits for an engine that has told why."""

    async def scenario() -> tuple[Turn, float]:
        turn = Turn(span_letters=100, fail_on="two")
        turn.write("One two. Three four five. Six")
        await turn.end()
        return turn, asyncio.get_running_loop().time()

    turn, over_at = run_virtual(scenario())
    errors = turn.said(Error)
    assert [each.text_remaining for each in errors] == [" two.", "Three four five.", "Six"]
    assert {each.code for each in errors} == {"synthesis_failed"}
    assert over_at < 1


def test_a_cancel_frees_the_growing_utterance() -> None:
    """In whatever state it is."""

    async def scenario() -> bool:
        turn = Turn()
        turn.write("Hello there, how ")
        await pass_time(0.1)
        turn.pipeline.stop()
        await pass_time(0.1)
        turn.drop()
        return not turn.speaker.running

    assert run_virtual(scenario())
