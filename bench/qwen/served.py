"""A real server over a checkpoint, and what callers hear of it: first audio, and without a pause.

Requests come at moments that are drawn before, whatever became of those that came first; the server
is let take all of them, since who is refused would not be counted as late.

Texts are of as many ids as their speech shall have frames: over random weights whose end comes
with the text's, that forces the lengths. Real weights say a text in their own time; there, texts
have as many letters as are said in that time, and the lengths that were heard are told.
"""

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from bench.qwen.distributions import arrivals, durations, spread
from bench.qwen.listeners import Heard, play_requests, processes, talk_all
from bench.qwen.parts import Run
from bench.qwen.results import processors
from bench.qwen.rig import FRAME_S, checkpoint_folder
from rtts.measure.house import House
from rtts.measure.house import serving as serving_engine

__all__ = ["Texts", "measure_calls", "measure_first", "serving"]

RATES = (20.0, 10.0, 40.0, 5.0, 1.0)
"""The first is the one that is asked for first."""
TINY_RATES = (2.0, 4.0)
_SETTLING_S = 10.0
"""Nobody speaks longer: from then on as many speak as ever will."""
_COUNTED_S = 30.0
_ALONE, _WARM = 40, 3
_ASKING_S = 5.0
_APART_S = 1.2
_TINY_SLOTS = 8
_LETTERS_A_SECOND = 14.0
_WORDS = "hello there all of you on this fine day we have one more thing to say".split()  # noqa: SIM905
_TALLY = 16.0
"""Requests of whom at most one may go unjudged where all are told to be carried."""


class Texts:
    """Makes texts that are spoken for a time. `count_ids` is the tokenizer's, or None."""

    def __init__(self, count_ids: Callable[[str], int] | None) -> None:
        self._count = count_ids

    @classmethod
    def of(cls, folder: Path, *, real: bool) -> "Texts":
        """For the checkpoint in a folder."""
        if real:
            return cls(None)
        from transformers import AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(folder)
        return cls(lambda text: len(tokenizer(text)["input_ids"]))

    def count(self, text: str) -> int:
        """How many frames a text is spoken for, over random weights that end with it."""
        assert self._count is not None
        return self._count(text)

    def lasting(self, seconds: float, number: int = 0) -> str:
        """A text of about so many seconds, the `number`-th of its kind."""
        count, wanted = self._count or len, seconds / FRAME_S
        if self._count is None:
            wanted = seconds * _LETTERS_A_SECOND
        words: list[str] = []
        while count(_sentence(words)) < wanted:
            words.append(_WORDS[(number + len(words)) % len(_WORDS)])
        return _sentence(words)


def _sentence(words: Sequence[str]) -> str:
    return " ".join(words).capitalize() + "."


def serving(
    folder: Path, options: Mapping[str, object], *flags: str
) -> AbstractContextManager[House]:
    """`rtts serve` over a checkpoint, on free ports, ended by its process id."""
    given = ["--model", str(folder), "--preload", "--idle-timeout", "0", "--max-sessions", "4000"]
    for name, value in options.items():
        given += ["--engine-option", f"{name}={str(value).lower()}"]
    # Settings of another server, and variables of the measurement, are not for this one.
    environment = {n: v for n, v in os.environ.items() if not n.startswith("RTTS_")}
    return serving_engine("qwen", *given, *flags, environment=environment)


def _options(run: Run) -> dict[str, object]:
    tiny = run.chosen.size == "tiny"
    options: dict[str, object] = {"device": run.chosen.device, "dtype": run.chosen.dtype}
    if tiny:
        # Several threads make small tensors slower, and there is nothing to be compiled.
        options |= {"slots": _TINY_SLOTS, "threads": 1, "warm_up": False}
    return {**options, **run.chosen.options}


def _flags() -> list[str]:
    """As many server processes as a large machine has room for."""
    count = processes(processors())
    return ["--processes", str(count)] if count > 1 else []


@contextlib.contextmanager
def _served(run: Run) -> Iterator[tuple[House, Texts]]:
    """A server that has spoken: the one of the part before, where that is kept."""
    lasting = run.lasting
    if lasting is None:
        with _started(run) as found:
            yield found
        return
    if lasting.held is None:
        lasting.held = lasting.stack.enter_context(_started(run))
    yield lasting.held


@contextlib.contextmanager
def _started(run: Run) -> Iterator[tuple[House, Texts]]:
    """A server that has spoken; tells how long all of that took."""
    began = time.perf_counter()
    with checkpoint_folder(run.chosen) as folder:
        run.tell(f"checkpoint there after {time.perf_counter() - began:.0f} s")
        texts = Texts.of(folder, real=bool(run.chosen.model))
        with serving(folder, _options(run), *_flags(), *_OPEN) as house:
            _wait_for_speech(run, house, texts)
            run.note(ready_after_s=time.perf_counter() - began)
            run.tell(f"server speaks after {time.perf_counter() - began:.0f} s")
            yield house, texts


def _wait_for_speech(run: Run, house: House, texts: Texts) -> None:
    """Call until it answers, as long as there is time. Raises TimeoutError if it does not."""
    while run.left_s > 0:
        heard = play_requests(house.url, [0.0], [texts.lasting(1.0)], 1)
        if heard[0].first_ms is not None:
            return
        if house.process.poll() is not None:
            break
        run.tell(f"it does not speak yet: {_readiness(house)}")
    raise TimeoutError("The server did not speak.")


def _readiness(house: House) -> str:
    """What the server says of itself."""
    try:
        with urlopen(f"{house.http}/ready", timeout=_ASKING_S) as answer:  # noqa: S310  # our own
            return str(answer.read().decode())
    except HTTPError as error:
        return error.read().decode()
    except OSError as error:
        return repr(error)


def measure_first(run: Run) -> Mapping[str, Any]:
    """Time to first audio, one call at a time and at each rate that the budget has time for."""
    tiny = run.chosen.size == "tiny"
    with _served(run) as (house, texts):
        run.note(counted_from=_COUNTED_FROM)
        turns = 4 if tiny else _ALONE
        alone = play_requests(
            house.url,
            [_APART_S * turn for turn in range(_WARM + turns)],
            [texts.lasting(1.0, turn) for turn in range(_WARM + turns)],
            1,
        )
        run.note(alone=judge(alone[_WARM:]), rates=[])
        _tell(run, "one call", run.found["alone"])
        for rate in TINY_RATES if tiny else RATES:
            settling, counted = (1.0, 3.0) if tiny else (_SETTLING_S, _COUNTED_S)
            if run.left_s < settling + counted + 25:
                run.leave_out(f"{rate:g} requests/s")
                continue
            moments = arrivals(rate, settling + counted, seed=round(rate))
            lengths = durations(len(moments), seed=round(rate))
            said = [texts.lasting(length, at) for at, length in enumerate(lengths)]
            heard = play_requests(house.url, moments, said, processes(processors()))
            told = {"rate": rate, **judge([each for each in heard if each.at >= settling])}
            _tell(run, f"{rate:g} requests/s", told)
            run.found["rates"].append(told)
            run.note()
    return run.found


def judge(heard: Sequence[Heard]) -> Mapping[str, Any]:
    """What became of requests."""
    spoken = [each for each in heard if each.first_ms is not None]
    return {
        "requests": len(heard),
        "refused": sum(each.refused for each in heard),
        "unheard": sum(each.first_ms is None and not each.refused for each in heard),
        "with_pauses": sum(each.pauses > 0 for each in heard),
        "pauses": sum(each.pauses for each in heard),
        "unjudged": sum(each.unjudged for each in heard),
        "audio_s": sum(each.audio_s for each in spoken),
        "mean_audio_s": sum(each.audio_s for each in spoken) / max(len(spoken), 1),
        "asked_late_ms": spread([each.late_ms for each in spoken]),
        "first_ms": spread([each.first_ms for each in spoken if each.first_ms is not None]),
    }


def _tell(run: Run, name: str, told: Mapping[str, Any]) -> None:
    first = told["first_ms"]
    run.tell(
        f"{name}: {told['requests']} requests of {told['mean_audio_s']:.1f} s, first audio p50 "
        f"{first['p50']} p95 {first['p95']} p99 {first['p99']} ms, with a pause "
        f"{told['with_pauses']}, unheard {told['unheard']}, refused {told['refused']}, asked "
        f"late by {told['asked_late_ms']['p99']} ms"
    )


_COUNTED_FROM = "a text that is sent whole, to a session that is open, to its first audio frame"
_OPEN = ("--first-audio-target-ms", "10000", "--max-queue", "4000")
_TURN_S = 10.0
_RAMP_S = 10.0
_COUNT_S = 15.0
_FIRST_CALLS, _MOST_CALLS = 256, 2048


def measure_calls(run: Run) -> Mapping[str, Any]:
    """The most calls that speak at once: none has a pause, and none waits a second to be heard.

    Each says a turn of ten seconds after the other, so as many speak as there are calls.
    """
    tiny = run.chosen.size == "tiny"
    with _served(run) as (house, texts):
        run.note(calls=0, turn_s=2.0 if tiny else _TURN_S, tries=[])
        text = texts.lasting(2.0 if tiny else _TURN_S)
        ramp, seconds = (2.0, 2.0) if tiny else (_RAMP_S, _COUNT_S)

        def carries(calls: int) -> bool | None:
            if run.left_s < ramp + seconds + 2 * _TURN_S:
                return None
            result = talk_all(
                house.url,
                calls,
                text,
                ramp_s=ramp,
                seconds=seconds,
                count=processes(processors()),
            )
            told = turn_figures(calls, result)
            run.found["tries"].append(told)
            run.found["calls"] = max(run.found["calls"], calls if told["carried"] else 0)
            run.note()
            run.tell(json.dumps(told))
            return bool(told["carried"])

        first, most = (1, 4) if tiny else (_FIRST_CALLS, _MOST_CALLS)
        held = search(carries, first, most)
    run.tell(f"carried: {held} calls")
    return run.found


def turn_figures(calls: int, result: Mapping[str, Any]) -> Mapping[str, Any]:
    """One try: carried if no turn had a pause or was late, and nearly all could be judged."""
    bad = result["interrupted"] + result["late"] + result["refused"]
    return {
        "calls": calls,
        "carried": bad == 0 and result["good"] > _TALLY * result["unjudged"],
        "good": result["good"],
        "with_pauses": result["interrupted"],
        "late": result["late"],
        "refused": result["refused"],
        "unjudged": result["unjudged"],
        "audio_s_per_s": round(result["good_audio_s"] / (result["seconds"] or 1), 1),
        "first_ms": spread(result["firsts_ms"]),
    }


def search(carries: Callable[[int], bool | None], first: int, most: int) -> int:
    """The most that is carried, to an eighth: twice as many, then halves; None is no time."""
    held, over = 0, first
    while over <= most:
        outcome = carries(over)
        if outcome is None:
            return held
        if not outcome:
            break
        held, over = over, over * 2
    while over - held > max(first // 32, held // 8, 1):
        between = (held + over) // 2
        outcome = carries(between) if between <= most else False
        if outcome is None:
            break
        held, over = (between, over) if outcome else (held, between)
    return held
