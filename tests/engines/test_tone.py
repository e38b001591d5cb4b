"""The engine that speaks tones: exact, and troublesome on request."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.engines.base import Chunk, Ended, Event, Failed, Job
from rtts.engines.registry import build
from rtts.engines.tone import VOICES, ToneEngine, ToneOptions, render
from rtts.errors import SettingsError
from tests.engines.drive import EVERYONE, Clock, Said, drain, hear, said, speak, words_of

HELLO = "Hello there, world."
PRINTABLE = "".join(chr(code) for code in range(33, 127))


def tone(clock: Clock | None = None, **options: Any) -> ToneEngine:
    """An engine, loaded, whose time passes only by `clock`."""
    clock = clock or Clock()
    engine = ToneEngine(ToneOptions(**options), clock=clock, sleep=clock.sleep)
    engine.load()
    return engine


def assert_rendered(result: Said, text: str, **how: Any) -> None:
    """All samples and words are those that `render` says, and the utterance has ended."""
    assert (result.pcm, result.words) == render(text, **how)
    assert result.end == Ended(1)


# What is said


def test_every_character_has_its_time() -> None:
    """A character lasts 50 ms, and a word as long as its characters."""
    pcm, words = render("ab  c", rate=24000)
    assert len(pcm) // 2 == 5 * 1200
    assert [(word.first_sample, word.last_sample) for word in words] == [(0, 2400), (4800, 6000)]


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize(("rate", "speed"), [(24000, 1.0), (8000, 1.0), (22050, 1.0), (24000, 2.0)])
def test_speech_can_be_heard_back(voice: str, rate: int, speed: float) -> None:
    """Every printable character has a sound of its own, in each voice, also at twice the speed."""
    pcm, _ = render(PRINTABLE, voice, speed, rate)
    assert hear(pcm, rate, voice, speed) == PRINTABLE


def test_white_space_is_silence() -> None:
    """Spaces and new lines are zeros."""
    assert set(render(" \n\t")[0]) == {0}


@pytest.mark.parametrize("how", [{}, {"speed": 1.7}, {"voice": "high"}])
def test_the_engine_says_what_render_says(how: dict[str, Any]) -> None:
    """The chunks of an utterance are its rendering, at the job's speed and in its voice."""
    assert_rendered(speak(tone(), HELLO, **how), HELLO, **how)


def test_nothing_to_say_is_no_chunk() -> None:
    """An empty text ends without audio."""
    result = speak(tone(), "")
    assert (result.chunks, result.end) == ([], Ended(1))


@settings(max_examples=50, deadline=None)
@given(
    texts=st.lists(st.text(alphabet="ab c\n世", max_size=12), min_size=1, max_size=4),
    cuts=st.lists(st.integers(1, 5), min_size=1),
    chunk_ms=st.integers(7, 170),
    grows=st.booleans(),
    slots=st.integers(1, 3),
)
def test_feeding_and_batching_change_nothing(
    *, texts: list[str], cuts: list[int], chunk_ms: int, grows: bool, slots: int
) -> None:
    """However texts are cut, fed in turns and batched, each is its rendering."""
    engine = tone(chunk_ms=chunk_ms, grows=grows, slots=slots)
    events: list[Event] = []
    rest = dict(enumerate(texts))
    for id in rest:
        engine.open(Job(id=id, voice="tone", language="en"))
    for turn in range(1000):
        for id in list(rest):
            cut = cuts[(turn + id) % len(cuts)]
            engine.feed(id, rest[id][:cut])
            rest[id] = rest[id][cut:]
            if not rest[id]:
                engine.finish(id)
                del rest[id]
        events += engine.step(EVERYONE)
        if not rest:
            break
    events += drain(engine)
    for id, text in enumerate(texts):
        result = said(events, id)
        assert (result.pcm, result.words) == render(text)
        assert result.end == Ended(id)


@settings(max_examples=50, deadline=None)
@given(
    text=st.text(alphabet="ab c\n世", max_size=30),
    chunk_ms=st.integers(7, 170),
    place=st.floats(0, 1),
    grows=st.booleans(),
)
def test_speech_goes_on_where_its_traces_end(
    *, text: str, chunk_ms: int, place: float, grows: bool
) -> None:
    """Opened again with the traces of its first chunks, an utterance gives all the rest."""
    whole = speak(tone(chunk_ms=chunk_ms, grows=grows), text)
    split = round(place * len(whole.chunks))
    rest = speak(tone(grows=grows), text, spoken=whole.traces[:split])
    both = Said(whole.chunks[:split] + rest.chunks, rest.end)
    assert_rendered(both, text)


# When it is said


def test_whole_text_is_awaited() -> None:
    """Without `grows` nothing is said, and no slot is held, before the text is finished."""
    engine = tone(slots=1)
    engine.open(Job(id=7, voice="tone", language="en"))
    engine.feed(7, HELLO)
    assert engine.wait() is None
    assert_rendered(speak(engine, HELLO), HELLO)


def test_growing_text_is_spoken_up_to_its_last_character() -> None:
    """What was fed is spoken at once, the word that may go on without its time."""
    engine = tone(grows=True)
    engine.open(Job(id=1, voice="tone", language="en"))
    engine.feed(1, "one two")
    early = said(drain(engine))
    assert hear(early.pcm) == "one tw"
    assert words_of("one", early) == ["one"]
    engine.feed(1, "s")
    engine.finish(1)
    late = said(drain(engine))
    assert_rendered(Said(early.chunks + late.chunks, late.end), "one twos")


def test_every_running_utterance_advances_in_a_step() -> None:
    """A step gives one chunk of each utterance that holds a slot, and none of the others."""
    engine = tone(slots=2, chunk_ms=100)
    for id in (1, 2, 3):
        engine.open(Job(id=id, voice="tone", language="en"))
        engine.feed(id, HELLO)
        engine.finish(id)
    assert [
        (event.id, len(event.pcm)) for event in engine.step(EVERYONE) if isinstance(event, Chunk)
    ] == [
        (1, 4800),
        (2, 4800),
    ]


def test_the_most_urgent_go_first() -> None:
    """The first of the named get the slots; who has nothing to say leaves his to the next."""
    engine = tone(slots=2)
    for id in (1, 2, 3, 4):
        engine.open(Job(id=id, voice="tone", language="en"))
        if id != 3:
            engine.feed(id, HELLO)
            engine.finish(id)
    assert [event.id for event in engine.step((7, 3, 4, 2, 1))] == [4, 2]


def test_who_is_not_named_rests() -> None:
    """Nothing is made for it, though slots are free, until it is named again."""
    engine = tone()
    engine.open(Job(id=1, voice="tone", language="en"))
    engine.feed(1, HELLO)
    engine.finish(1)
    assert engine.step(()) == []
    assert engine.wait() == 0
    assert_rendered(said(drain(engine)), HELLO)


def test_pace_is_kept_for_each_utterance() -> None:
    """At a pace of 2, the next 100 ms of audio are due 50 ms later."""
    clock = Clock()
    engine = tone(clock, pace=2.0, chunk_ms=100)
    for id in (1, 2):
        engine.open(Job(id=id, voice="tone", language="en"))
        engine.feed(id, HELLO)
        engine.finish(id)
    assert [event.id for event in engine.step(EVERYONE)] == [1, 2]
    assert engine.step(EVERYONE) == []
    assert engine.wait() == pytest.approx(0.05)
    clock.now += 0.05
    assert [event.id for event in engine.step(EVERYONE)] == [1, 2]


def test_the_first_chunk_can_be_late() -> None:
    """`first_delay_ms` counts from the opening."""
    clock = Clock()
    engine = tone(clock, first_delay_ms=300)
    engine.open(Job(id=1, voice="tone", language="en"))
    clock.now += 0.1
    engine.feed(1, HELLO)
    engine.finish(1)
    assert engine.step(EVERYONE) == []
    assert engine.wait() == pytest.approx(0.2)
    clock.now += 0.2
    assert_rendered(said(drain(engine)), HELLO)


def test_loading_and_stepping_take_their_time() -> None:
    """`load_s` passes at loading, `step_ms` in each step that has something to do."""
    clock = Clock()
    engine = tone(clock, load_s=4.0, step_ms=30)
    assert clock.now == 1004
    engine.step(EVERYONE)
    assert clock.now == 1004
    engine.open(Job(id=1, voice="tone", language="en"))
    engine.feed(1, "x")
    engine.finish(1)
    engine.step(EVERYONE)
    assert clock.now == pytest.approx(1004.03)


# Cancel, and what cannot be done


def test_a_cancelled_utterance_is_silent() -> None:
    """After a cancel no event of the utterance comes; its id can be used again."""
    engine = tone()
    engine.open(Job(id=1, voice="tone", language="en"))
    engine.feed(1, HELLO)
    engine.finish(1)
    engine.step(EVERYONE)
    engine.cancel(1)
    assert engine.step(EVERYONE) == []
    assert engine.wait() is None
    assert_rendered(speak(engine, "again"), "again")


def test_what_is_not_open_is_dropped() -> None:
    """Calls about an utterance that is over do nothing."""
    engine = tone()
    engine.feed(5, HELLO)
    engine.finish(5)
    engine.cancel(5)
    assert engine.wait() is None


@pytest.mark.parametrize("job", [{"voice": "bass"}, {"language": "tlh"}, {"speed": 0.0}])
def test_a_bad_job_fails_at_the_next_step(job: dict[str, Any]) -> None:
    """A value that the engine has not does not raise; the utterance fails, with a sentence."""
    result = speak(tone(), "secret", **job)
    assert isinstance(result.end, Failed)
    assert result.end.message.endswith(".")
    assert "secret" not in result.end.message


def test_a_strange_trace_fails() -> None:
    """Speech of another engine cannot be gone on with."""
    assert isinstance(speak(tone(), HELLO, spoken=[b"codes"]).end, Failed)


def test_a_bad_job_can_be_cancelled() -> None:
    """A cancel also takes back the failure that was to be told."""
    engine = tone()
    engine.open(Job(id=1, voice="bass", language="en"))
    engine.cancel(1)
    assert engine.step(EVERYONE) == []


# Faults


def test_it_fails_where_it_is_told_to() -> None:
    """What comes before the characters is spoken, then the utterance fails; others go on."""
    engine = tone(fail_on="there", chunk_ms=170)
    result = speak(engine, HELLO)
    assert result.pcm == render("Hello ")[0]
    assert isinstance(result.end, Failed)
    assert_rendered(speak(engine, "fine"), "fine")


def test_it_hangs_where_it_is_told_to() -> None:
    """A hanging utterance has no events and holds up no other."""
    engine = tone(hang_on="there", slots=1)
    assert speak(engine, HELLO, id=9) == Said()
    assert_rendered(speak(engine, "fine"), "fine")


@pytest.mark.parametrize("fault", ["load_fail", "describe_fail"])
def test_loading_and_building_can_fail(fault: str) -> None:
    """Both failures name the option that asked for them."""
    options: dict[str, Any] = {fault: True}
    with pytest.raises(RuntimeError, match=fault):
        tone(**options)


def test_it_dies_as_often_as_it_is_told_to(tmp_path: Path) -> None:
    """With `crash_times` the process dies so often, over restarts, and speaks after that."""
    program = (
        "import sys; from rtts.engines.registry import build; from tests.engines.drive import *;"
        "engine = build('tone', options={'crash_on': 'o', 'crash_times': '2', 'crash_file':"
        " sys.argv[1]}); engine.load(); print(hear(speak(engine, 'Hello').pcm))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "crashes")]
    runs = [subprocess.run(command, capture_output=True, check=False) for _ in range(3)]
    assert [run.returncode for run in runs] == [-signal.SIGKILL, -signal.SIGKILL, 0]
    assert runs[2].stdout == b"Hello\n"


def test_crashes_are_counted_in_a_file() -> None:
    """`crash_times` alone could not outlast the process it ends."""
    with pytest.raises(SettingsError, match="crash_file"):
        build("tone", options={"crash_times": "1"})


def test_a_chunk_owns_its_memory() -> None:
    """Samples are `bytes`, as the engine's next steps cannot change them."""
    assert all(type(chunk.pcm) is bytes for chunk in speak(tone(), HELLO).chunks)
