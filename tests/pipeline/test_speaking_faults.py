"""What goes wrong in an utterance that grows, and what is said of it then."""

import asyncio
import math
from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.engines.base import Chunk, Ended, Event, Word
from rtts.engines.tone import ToneEngine
from rtts.errors import SynthesisFailed
from rtts.pipeline.utterance import RunningUtterance
from rtts.protocol.messages import ContextCancelled, ContextDone, Error, SegmentDone, Timestamps
from tests.support.turn import Turn
from tests.support.virtual import pass_time, run_virtual


class Hasty(ToneEngine):
    """Ends each utterance with its first full stop, whatever is fed behind it."""

    def step(self, order: Sequence[int]) -> list[Event]:
        events = super().step(order)
        for event in list(events):
            if isinstance(event, Chunk) and event.id in self._open:
                stop = self._open[event.id].text.find(".") + 1
                if 0 < stop <= event.reached:
                    self.cancel(event.id)
                    events.append(Ended(event.id))
        return events


def test_an_engine_that_ends_early_loses_no_text_in_silence() -> None:
    """What it left out is given back, segment by segment; what comes later is spoken."""

    async def scenario() -> Turn:
        turn = Turn(make=Hasty, span_letters=20)
        turn.write("One two. Three four. Five six seven eight")
        await pass_time(3)
        turn.write(" nine. Ten eleven")
        await turn.end()
        return turn

    turn = run_virtual(scenario())
    errors = [(each.code, each.text_remaining) for each in turn.said(Error)]
    assert errors == [
        ("synthesis_failed", "Three four."),
        ("synthesis_failed", "Five six seven eight nine."),
    ]
    assert [each.text for each in turn.said(SegmentDone)] == ["One two.", "Ten eleven"]
    assert turn.said(ContextDone)


def test_an_engine_that_ends_in_a_growing_segment_loses_none_of_it() -> None:
    """Text that came when the engine had ended is given back with the rest of its segment."""

    async def scenario() -> Turn:
        turn = Turn(make=Hasty)
        turn.write("See p. ")
        turn.write("three of ")
        await pass_time(3)
        turn.write("the book. Then ")
        await pass_time(3)
        turn.write("stop")
        await turn.end()
        return turn

    turn = run_virtual(scenario())
    done, errors = turn.said(SegmentDone), turn.said(Error)
    spoken = "".join(each.text for each in done) + "".join(str(e.text_remaining) for e in errors)
    assert "three of the book." in spoken
    assert "Then stop" in spoken


def test_a_hung_utterance_is_given_up_though_only_the_next_sentence_ends_it() -> None:
    """Its time begins when it is full, however much text is still to come."""

    async def scenario() -> Turn:
        turn = Turn(span_letters=6, hang_on="two")
        turn.write("One two")
        turn.write(" three. Four")
        await pass_time(20)
        turn.write(" five. Six")
        await pass_time(20)
        turn.drop()
        return turn

    turn = run_virtual(scenario())
    assert [(each.code, each.text_remaining) for each in turn.said(Error)] == [
        ("timeout", "One two three.")
    ]


def test_time_without_text_is_no_work_of_the_engine() -> None:
    """`rtf` tells of the engine and not of who writes."""

    async def scenario() -> Turn:
        turn = Turn()
        turn.write("Hello there, ")
        await pass_time(60)
        turn.write("you. ")
        await pass_time(60)
        await turn.end()
        return turn

    turn = run_virtual(scenario())
    (done,) = turn.said(SegmentDone)
    assert 0 < done.rtf < 1
    assert 0 < turn.context.timings.synthesis_s < 1


def test_a_word_that_broke_off_is_given_back() -> None:
    """It was told when it began; the rest of it was never heard."""

    async def scenario() -> Turn:
        turn = Turn(fail_on="rst")
        turn.write("One thirsty horse. Two")
        await turn.end()
        return turn

    turn = run_virtual(scenario())
    assert [item[0] for each in turn.said(Timestamps) for item in each.items][:2] == [
        "One",
        "thirsty",
    ]
    (error,) = turn.said(Error)
    assert error.text_remaining == " thirsty horse."


class Guessing(ToneEngine):
    """Knows no words, and guesses how far into the text it is."""

    def step(self, order: Sequence[int]) -> list[Event]:
        return [
            Chunk(each.id, each.pcm, (), each.trace, each.reached)
            if isinstance(each, Chunk)
            else each
            for each in super().step(order)
        ]


@pytest.mark.parametrize("span_letters", [0, 100])
@settings(max_examples=60)
@given(
    words=st.lists(
        st.sampled_from(["One ", "two. ", "$1,249.50 ", "**four** ", "你好。", "I", "'m ", "so. "]),
        min_size=1,
        max_size=12,
    ),
    seconds=st.floats(0.05, 6),
)
def test_a_guess_is_whole_words_and_never_more_than_was_heard(
    span_letters: int, words: list[str], seconds: float
) -> None:
    """Where the engine knows no words; it says itself that it is an estimate."""

    async def scenario() -> tuple[Turn, list[str], str]:
        turn = Turn(make=Guessing, word_times=False, span_letters=span_letters)
        turn.keep_time()
        heard = []
        for word in words:
            turn.write(word)
            await pass_time(0.1)
            now = asyncio.get_running_loop().time()
            heard.append(
                turn.context._transcript.heard(turn.context.playhead.played_ms(now)).spoken
            )
        await pass_time(seconds)
        now = asyncio.get_running_loop().time()
        report = turn.context.cancel("client", now=now)
        turn.drop()
        assert report.text_spoken + report.text_remaining == "".join(words)
        if turn.recorder.frames_at and report.text_spoken:
            assert report.precision == "estimate"
        return turn, [*heard, report.text_spoken], report.text_remaining

    _, heard, remaining = run_virtual(scenario())
    assert heard == sorted(heard, key=len)
    assert not (heard[-1][-1:].isascii() and heard[-1][-1:].isalnum() and remaining[:1].isalnum())


def test_a_guess_counts_from_the_segment_that_is_spoken() -> None:
    """Of an utterance with several: a character takes 50 ms."""

    async def scenario() -> ContextCancelled:
        turn = Turn(make=Guessing, word_times=False, span_letters=100)
        turn.write("One two three. Four five six seven. Eight")
        await pass_time(1.2)
        report = turn.context.cancel("client", now=asyncio.get_running_loop().time())
        turn.drop()
        return report

    report = run_virtual(scenario())
    assert report.text_spoken == "One two three. Four"
    assert len(report.text_spoken) * 50 <= report.played_ms


class Scripted:
    """An utterance at an engine that says what it is told to."""

    at_worker_s: float | None = math.inf

    def __init__(self, *chunks: Chunk) -> None:
        self.text = ""
        self.chunks = chunks

    def feed(self, text: str) -> None:
        self.text += text

    def finish(self) -> None: ...
    def cancel(self) -> None: ...
    def lead(self, ms: int) -> None: ...

    async def __aiter__(self) -> AsyncIterator[Chunk]:
        for chunk in self.chunks:
            yield chunk


def shared_out(*chunks: Chunk, finished: bool = True) -> list[list[tuple[float, ...]]]:
    """The word times of "ab cd" and "ef", two parts of an utterance, at 1 sample per ms."""

    async def scenario() -> list[list[tuple[float, ...]]]:
        running = RunningUtterance(Scripted(*chunks), "en")
        running.begin_part("ab cd")
        running.begin_part("ef")
        if finished:
            running.finish()
        parts = []
        for _ in range(2):
            running.hear_part()
            words: list[tuple[float, ...]] = []
            while await running.next() is not None:
                words += running.words(1.0)
            parts.append([tuple(word) for word in words + list(running.words(1.0))])
        return parts

    return run_virtual(scenario())


AB, CD, EF = Word(0, 2, 0, 20), Word(3, 5, 30, 50), Word(6, 8, 60, 80)


@pytest.mark.parametrize(
    ("fact", "chunks", "first", "second"),
    [
        (
            "each word is told in its part, from the part's own beginning",
            [Chunk(1, bytes(110), (AB, CD), reached=6), Chunk(1, bytes(50), (EF,), reached=8)],
            [(0, 2, 0, 20), (3, 5, 30, 50)],
            [(0, 2, 5, 25)],
        ),
        (
            "a word that comes before its part waits for it",
            [Chunk(1, bytes(130), (AB, CD, EF), reached=6), Chunk(1, bytes(30), reached=8)],
            [(0, 2, 0, 20), (3, 5, 30, 50)],
            [(0, 2, 0, 15)],
        ),
        (
            "also where nothing of it is left to be heard",
            [Chunk(1, bytes(160), (AB, CD, EF), reached=8)],
            [(0, 2, 0, 20), (3, 5, 30, 50)],
            [(0, 2, 0, 0)],
        ),
        (
            "a word that comes when its part is over is of no use to anybody",
            [Chunk(1, bytes(110), (AB,), reached=6), Chunk(1, bytes(50), (CD, EF), reached=8)],
            [(0, 2, 0, 20)],
            [(0, 2, 5, 25)],
        ),
        (
            "no word is longer than its part",
            [
                Chunk(1, bytes(110), (AB, Word(3, 8, 30, 80)), reached=6),
                Chunk(1, bytes(50), reached=8),
            ],
            [(0, 2, 0, 20), (3, 5, 30, 80)],
            [],
        ),
    ],
)
def test_words_are_shared_out(
    fact: str,
    chunks: list[Chunk],
    first: list[tuple[float, ...]],
    second: list[tuple[float, ...]],
) -> None:
    """Among the parts of an utterance, whenever they come to be known."""
    assert shared_out(*chunks) == [first, second], fact


def test_every_word_has_a_time_though_its_segment_has_no_sound_left() -> None:
    """One chunk of the engine may hold several segments; the first of them has the audio."""

    async def scenario() -> Turn:
        turn = Turn(chunk_ms=5000, span_letters=100)
        turn.write("One two. Three four. ")
        turn.write("Five")
        await turn.end()
        return turn

    turn = run_virtual(scenario())
    words = [item[0] for each in turn.said(Timestamps) for item in each.items]
    assert words == ["One", "two.", "Three", "four.", "Five"]
    assert [each.audio_ms > 0 for each in turn.said(SegmentDone)] == [True, False, False]


def test_an_end_before_the_end_of_the_text_is_none() -> None:
    """Nobody said that the text was whole."""
    with pytest.raises(SynthesisFailed, match="before its text was whole"):
        shared_out(Chunk(1, bytes(110), reached=6), finished=False)
