"""Nobody waits for text that is there: answers, ends and pauses in any order."""

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.context.flow import PassMark
from rtts.protocol.messages import (
    ContextDone,
    Error,
    Flushed,
    MarkReached,
    SegmentBegun,
    SegmentDone,
)
from tests.support.turn import Turn
from tests.support.virtual import pass_time, run_virtual

OPTIONS: list[dict[str, Any]] = [
    {},
    {"split": {"max_delay_ms": 0}},
    {"split": {"mode": "clause", "min_chars": 0}},
    {"split": {"mode": "none"}},
    {"split": {"max_chars": 20, "max_delay_ms": 200}},
    {"split": {"min_chars": 60}},
    {"normalize": "off"},
    {"lexicon": [{"match": "hush", "say": ""}, {"match": "two", "say": "2"}]},
    {"timestamps": "none"},
]

ACTIONS = st.lists(
    st.sampled_from(
        ["One ", "two. ", "hush. ", "Four", " five! ", "- ", "---\n\n", "\n\n", "**Yes**, ", "**",
         "`c` ", "(see p", ". 3) ", "https://a.b/c ", "$5.", "30 ", "😀 ", "…", "你好",
         "世界。", "我们明天", "x" * 25, "flush", "mark", "wait", "stall"]
    ),
    max_size=25,
)  # fmt: skip


@pytest.mark.parametrize("span_letters", [0, 40])
@settings(max_examples=100)
@given(actions=ACTIONS, options=st.sampled_from(OPTIONS), ends=st.booleans())
def test_all_that_is_there_is_spoken_and_answered(
    span_letters: int, actions: list[str], options: dict[str, Any], *, ends: bool
) -> None:
    """Before the end of the context, whatever came in whatever order; nothing twice."""

    async def scenario() -> tuple[Turn, str, int, int]:
        turn = Turn(options, span_letters=span_letters)
        turn.keep_time()
        text, marks, flushes = "", 0, 0
        for action in actions:
            match action:
                case "flush":
                    flushes += 1
                    turn.flush(f"f{flushes}")
                case "mark":
                    marks += 1
                    turn.mark(PassMark(f"m{marks}", None))
                case "wait":
                    await pass_time(1.0)
                case "stall":
                    await pass_time(0.3)
                case _:
                    text += action
                    turn.write(action)
                    await pass_time(0.02)
        flushes += 1
        if ends:
            await turn.end()
            flushes -= 1
        else:
            turn.flush(f"f{flushes}")
            await turn.until(lambda: len(turn.said(Flushed)) == flushes, 120)
            turn.drop()
        return turn, text, marks, flushes

    turn, text, marks, flushes = run_virtual(scenario())
    assert [each.re for each in turn.said(Flushed)] == [f"f{n + 1}" for n in range(flushes)]
    assert [each.name for each in turn.said(MarkReached)] == [f"m{n + 1}" for n in range(marks)]
    assert turn.said(Error) == []
    assert len(turn.said(ContextDone)) == ends
    done = turn.said(SegmentDone)
    assert [each.segment for each in done] == list(range(len(done)))
    assert len(turn.said(SegmentBegun)) == len(done)
    at = 0
    for each in done:
        assert text[each.start : each.end] == each.text
        assert not any(char.isalnum() for char in text[at : each.start])
        at = each.end
    assert not any(char.isalnum() for char in text[at:])


@settings(max_examples=50)
@given(actions=ACTIONS)
def test_a_pause_has_everything_spoken_up_to_the_last_word(actions: list[str]) -> None:
    """Though nobody asks: after `max_delay_ms` no engine waits for text, and no mark for audio."""

    async def scenario() -> Turn:
        turn = Turn(span_letters=60)
        turn.keep_time()
        for action in actions:
            if action not in ("flush", "mark", "wait", "stall"):
                turn.write(action)
                await pass_time(0.02)
        await pass_time(20)
        turn.drop()
        return turn

    turn = run_virtual(scenario())
    assert all(each.finished_at is not None for each in turn.utterances)
    begun, done = turn.said(SegmentBegun), turn.said(SegmentDone)
    assert len(begun) == len(done)


@pytest.mark.parametrize("ask", ["flush", "end"])
@pytest.mark.parametrize("rest", ["-", "**", "("])
def test_what_has_no_sound_keeps_nothing_open(ask: str, rest: str) -> None:
    """An utterance that waits for the next sentence ends when a flush shows that none comes."""

    async def scenario() -> tuple[Turn, float]:
        turn = Turn(span_letters=100)
        turn.write("One two.\n\nThree four.\n\n" + rest)
        await pass_time(0.1)
        assert turn.utterances[0].finished_at is None
        asked_at = asyncio.get_running_loop().time()
        if ask == "flush":
            turn.flush("f")
            await turn.until(lambda: turn.said(Flushed) != [], 30)
            turn.drop()
        else:
            await turn.end()
        return turn, asked_at

    turn, asked_at = run_virtual(scenario())
    assert [each.text for each in turn.said(SegmentDone)] == ["One two.", "Three four."]
    assert [each.text for each in turn.utterances] == ["One two. Three four."]
    assert turn.utterances[0].finished_at == pytest.approx(asked_at)


def test_a_line_without_sound_keeps_nothing_open_for_long() -> None:
    """Nothing is pending when it is over; the utterance before it is finished all the same."""

    async def scenario() -> Turn:
        turn = Turn(span_letters=100)
        turn.keep_time()
        turn.write("One two.\n\n-")
        turn.write("--\n\n")
        assert turn.context.stalls_at == pytest.approx(0.7)
        await pass_time(3)
        assert turn.context.stalls_at is None
        turn.drop()
        return turn

    turn = run_virtual(scenario())
    assert turn.utterances[0].finished_at == pytest.approx(0.7, abs=0.02)
    assert [each.text for each in turn.said(SegmentDone)] == ["One two."]


def test_without_a_delay_no_utterance_waits_for_more() -> None:
    """Nothing would ever tell it that none comes."""

    async def scenario() -> Turn:
        turn = Turn({"split": {"max_delay_ms": 0}, "normalize": "off"}, span_letters=100)
        turn.keep_time()
        turn.write("One two.\n\nThree four.\n\n---\n\n")
        await pass_time(20)
        turn.drop()
        return turn

    turn = run_virtual(scenario())
    assert [each.text for each in turn.said(SegmentDone)] == ["One two.", "Three four."]
    assert [each.text for each in turn.utterances] == ["One two. Three four."]
