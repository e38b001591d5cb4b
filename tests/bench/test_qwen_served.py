"""A real server speaks a checkpoint of random weights, as long as it is asked to."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import Mock, patch

import pytest

import bench.qwen.served as served_module
from bench.qwen.listeners import Heard, _Call, combine, play_requests, processes, talk_all
from bench.qwen.parts import Lasting, Run
from bench.qwen.rig import Chosen, checkpoint_folder
from bench.qwen.served import Texts, judge, search, serving, turn_figures
from tests.engines.qwen.engines import begin, chunks, make_engine, steps

pytestmark = pytest.mark.unmeasured

TINY = Chosen("tiny", "cpu")
OPTIONS = {"device": "cpu", "slots": 4, "threads": 1, "warm_up": False}


def test_speech_ends_with_its_text_and_is_heard_at_the_socket(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Listeners of another process hear as many frames as the text has ids, soon."""
    with checkpoint_folder(TINY) as folder:
        texts = Texts.of(folder, real=False)
        said = [texts.lasting(seconds, number) for number, seconds in enumerate((1.0, 2.0))]
        wanted = [0.08 * texts.count(text) for text in said]
        monkeypatch.setenv("RTTS_BENCH_FASTER", "/nowhere")  # no setting of a server
        with serving(folder, OPTIONS) as house:
            heard = play_requests(house.url, [0.0, 0.1], said, 2)
            talked = talk_all(house.url, 2, said[0], ramp_s=0.0, seconds=3.0, count=2)
    assert [each.audio_s for each in heard] == pytest.approx(wanted, abs=0.25)
    assert wanted == pytest.approx([1.0, 2.0], abs=0.5)
    assert not any(each.refused for each in heard)
    told = judge(heard)
    assert (told["requests"], told["unheard"], told["first_ms"]["count"]) == (2, 0, 2)
    assert told["first_ms"]["p50"] > 0
    assert talked["good"] + talked["interrupted"] + talked["late"] + talked["unjudged"] >= 2


def test_why_a_server_does_not_speak_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever waits for it hears meanwhile what it says of itself: that it starts, or cannot."""
    with serving(tmp_path, OPTIONS) as house:
        run = Run(TINY, budget_s=0.5)
        with pytest.raises(TimeoutError, match="did not speak"):
            served_module._wait_for_speech(run, house, Texts(None))
    told = capsys.readouterr().out
    assert "it does not speak yet: {" in told
    assert "has no config.json" in told or "is starting" in told


def test_parts_share_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is started by the first that wants one, and ends with what is kept."""
    starts: list[str] = []

    @contextmanager
    def started(_run: Run) -> Iterator[Any]:
        starts.append("began")
        yield "server"
        starts.append("ended")

    monkeypatch.setattr("bench.qwen.served._started", started)
    served: Callable[[Run], AbstractContextManager[Any]] = served_module._served
    lasting = Lasting()
    for _ in range(2):
        with served(Run(TINY, lasting=lasting)) as found:
            assert found == "server"
    assert starts == ["began"]
    lasting.close()
    assert starts == ["began", "ended"]
    with served(Run(TINY)):
        assert starts == ["began", "ended", "began"]
    assert starts[-1] == "ended"


@pytest.mark.parametrize(("taken_at", "from_moment"), [(90.0, False), (100.4, True)])
def test_a_call_that_is_taken_late_counts_from_its_moment(
    taken_at: float, *, from_moment: bool
) -> None:
    """A server that is slow to answer calls does not get that time for nothing."""
    now = taken_at
    loop, planned = Mock(), []
    loop.call_later = lambda seconds, speak: planned.append((seconds, speak))
    crowd = Mock(clock=lambda: now, where=("a", 1), path="/")
    with patch("asyncio.get_running_loop", lambda: loop):
        call = _Call(crowd, Heard(at=100.0), "hello")
    call.connection_made(Mock())
    call._ask()
    seconds, speak = planned[0]
    now += seconds + 0.001
    speak()
    assert call._turn is not None
    assert call._turn.asked_at == (100.0 if from_moment else now)
    assert call.heard.late_ms == pytest.approx((now - 100.0) * 1000)


@pytest.mark.parametrize(("ends", "frames"), [(True, 12), (False, 40)])
def test_random_weights_end_as_they_are_told(*, ends: bool, frames: int) -> None:
    """With the text, or never."""
    with checkpoint_folder(TINY, ends=ends) as folder:
        engine = make_engine(folder)
        count = Texts.of(folder, real=False).count
        text = "hello there"
        begin(engine, 1, text, temperature=0.9, seed=4)
        spoken = len(chunks(steps(engine, 40)))
        wanted = count(text) if ends else frames
    assert spoken == wanted <= frames


def test_texts_of_real_weights_are_as_long_as_they_are_said() -> None:
    """Some fourteen letters a second; no two after another begin alike."""
    texts = Texts(None)
    assert len(texts.lasting(4.0)) == pytest.approx(56, abs=8)
    assert texts.lasting(4.0, 1) != texts.lasting(4.0, 2)


@pytest.mark.parametrize(
    ("limit", "first", "most", "found"),
    [
        (0, 8, 64, 0),
        (3, 8, 64, 3),
        (8, 8, 64, 8),
        (9, 8, 64, 9),
        (13, 8, 64, 13),
        (59, 8, 64, 56),
        (900, 256, 2048, 896),
        (100, 256, 2048, 96),
        (64, 8, 64, 64),
        (99, 8, 64, 64),
    ],
)
def test_the_most_is_found(limit: int, first: int, most: int, found: int) -> None:
    """By doubling and halving, to an eighth of it."""
    assert search(lambda calls: calls <= limit, first, most) == found


def test_a_search_ends_with_its_time() -> None:
    """What was carried by then is the answer."""
    answers: list[bool | None] = [True, True, None]
    assert search(lambda _calls: answers.pop(0), 8, 640) == 16


FIGURES: dict[str, Any] = {
    "good": 2,
    "late": 0,
    "interrupted": 0,
    "refused": 0,
    "unjudged": 0,
    "audio_s": 8.0,
    "good_audio_s": 8.0,
    "firsts_ms": [9.0, 5.0],
    "seconds": 4.0,
    "late_seconds": 1,
    "cpu_s": 0.1,
}


@pytest.mark.parametrize("bad", ["", "interrupted", "late", "refused"])
def test_calls_are_carried_if_nobody_hears_a_pause(bad: str) -> None:
    """One turn that was bad, of all processes together, and they are not."""
    whole = combine([FIGURES, FIGURES | ({bad: 1} if bad else {})])
    assert (whole["good"], whole["seconds"], whole["firsts_ms"]) == (4, 4.0, [9.0, 5.0, 9.0, 5.0])
    told = turn_figures(7, whole)
    assert told["carried"] is not bool(bad)
    assert told["audio_s_per_s"] == 4.0


def test_calls_that_could_not_be_judged_are_not_carried() -> None:
    """A few may go unjudged among many; a listener that was late all the time has shown nothing."""
    assert turn_figures(7, FIGURES | {"good": 40, "unjudged": 2})["carried"]
    assert not turn_figures(7, FIGURES | {"good": 2, "unjudged": 30})["carried"]


def test_requests_are_judged_by_what_was_heard() -> None:
    """Refused, unheard and interrupted ones are told apart."""
    heard = [
        Heard(0.0, first_ms=10.0, audio_s=2.0),
        Heard(1.0, first_ms=30.0, audio_s=4.0, pauses=2),
        Heard(2.0, refused=True),
        Heard(3.0),
    ]
    told = judge(heard)
    names = ("requests", "refused", "unheard", "with_pauses", "pauses", "mean_audio_s")
    assert [told[name] for name in names] == [4, 1, 1, 1, 2, 3.0]
    assert told["first_ms"] == {"count": 2, "p50": 10.0, "p95": 30.0, "p99": 30.0, "most": 30.0}


@pytest.mark.parametrize(("available", "count"), [(1, 1), (2, 1), (8, 2), (16, 4), (64, 4)])
def test_listeners_take_a_quarter_of_the_processors(available: int, count: int) -> None:
    """They are not to keep the server from its own."""
    assert processes(available) == count
