"""What holds of all that a client receives, whatever it said and however often its line broke."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pytest

from rtts.protocol.frames import Frame
from tests.e2e.script import Script

__all__ = ["Item", "check"]

Item = dict[str, Any] | Frame


def check(script: Script, received: Sequence[Item]) -> None:
    """All laws, of a session whose contexts are over."""
    _check_order(received)
    _check_ends(script, received)
    _check_answers(script, received)
    _check_counts(script, received)


def _check_order(received: Sequence[Item]) -> None:
    """Frames without gaps, within the life of their context, and no early answers."""
    context_of: dict[int, str] = {}
    clock_of: dict[str, int] = {}
    over: set[str] = set()
    ticks: dict[str, int] = defaultdict(int)
    frames: dict[str, int] = defaultdict(int)
    for item in received:
        if isinstance(item, Frame):
            name = context_of[item.handle]
            assert name not in over, f"a frame behind the end of {name}"
            assert (item.sequence, item.pts) == (frames[name], ticks[name])
            frames[name] += 1
            ticks[name] += item.samples
            continue
        name, kind = item.get("context", ""), item["type"]
        if kind == "context.started":
            assert item["handle"] not in context_of
            context_of[item["handle"]] = name
            clock_of[name] = item["audio"]["clock"]
        elif kind in ("segment", "segment.done", "timestamps", "mark", "flushed", "context.done"):
            assert name not in over, f"{kind} behind the end of {name}"
        if kind in ("mark", "flushed", "context.done", "segment"):
            sent_ms = ticks[name] * 1000 / clock_of[name]
            assert item["audio_ms"] == pytest.approx(sent_ms, abs=0.51)
        if kind in ("context.done", "context.cancelled"):
            over.add(name)


def _check_ends(script: Script, received: Sequence[Item]) -> None:
    """Every context ends once, and its reports hold the very text that was sent."""
    ends: dict[str, list[str]] = defaultdict(list)
    for item in received:
        if isinstance(item, Frame) or item["type"] not in ("context.done", "context.cancelled"):
            continue
        name, sent = item["context"], script.sent[item["context"]]
        ends[name].append(item["type"])
        if item["type"] == "context.done":
            assert item["chars"] == len(sent)
        else:
            assert item["text_spoken"] + item["text_remaining"] == sent
            assert item["spoken_chars"] == len(item["text_spoken"])
            assert item["played_ms"] <= item["sent_ms"]
    refused = [item for item in received if isinstance(item, dict) and item["type"] == "error"]
    assert set(ends) == set(script.sent), [each["message"] for each in refused]
    for kinds in ends.values():
        assert kinds in (
            ["context.done"],
            ["context.cancelled"],
            ["context.done", "context.cancelled"],
        )


def _check_answers(script: Script, received: Sequence[Item]) -> None:
    """Every flush and mark is answered once, behind the text before it, or by a cancel."""
    begun_at: dict[str, int] = {}
    spoken_to: dict[str, int] = defaultdict(int)
    answers: dict[str, list[str]] = defaultdict(list)
    cancelled = set()
    for item in received:
        if isinstance(item, Frame):
            continue
        name, request = item.get("context", ""), item.get("re")
        if item["type"] == "segment":
            begun_at[name] = _begun_at(script, item)
        elif item["type"] == "segment.done":
            assert item["start"] == begun_at[name]
            assert item["text"] == script.sent[name][item["start"] : item["end"]]
            spoken_to[name] = item["end"]
        elif item.get("code") == "synthesis_failed":
            at = script.sent[name].index(item["text_remaining"], begun_at[name])
            spoken_to[name] = at + len(item["text_remaining"])
        elif item["type"] == "context.cancelled":
            cancelled.add(name)
        if request in script.asked and item.get("code") != "no_speakable_text":
            answers[request].append(item["type"])
            if item["type"] in ("flushed", "mark"):
                assert spoken_to[name] >= _last_word(script.sent[name], script.asked[request][1])
    for request, (name, _) in script.asked.items():
        assert len(answers[request]) <= 1
        assert answers[request] or name in cancelled, f"{request} of {name} got no answer"


def _begun_at(script: Script, item: dict[str, Any]) -> int:
    """Where a segment begins, whose text is not known while it is still being written."""
    start: int = item["start"]
    text = item["text"] or ""
    assert item["end"] == (None if item["text"] is None else start + len(text))
    assert script.sent[item["context"]].startswith(text, start)
    return start


def _check_counts(script: Script, received: Sequence[Item]) -> None:
    """What is answered at once is answered once, and in order."""
    messages = [item for item in received if isinstance(item, dict)]
    pongs = [each["t"] for each in messages if each["type"] == "pong"]
    assert pongs == list(range(1, script.pings + 1))
    updates = [each["re"] for each in messages if str(each.get("re")).startswith("update")]
    assert updates == [f"update{number}" for number in range(1, script.updates + 1)]
    codes = [each["code"] for each in messages if each["type"] == "error"]
    assert codes.count("bad_message") == script.garbage
    assert not set(codes) - {"bad_message", "invalid_value", "synthesis_failed"}
    assert len([each for each in messages if each["type"] == "ready"]) <= 1
    late = {each["context"]: each["re"] for each in messages if _is_late(each)}
    assert late == script.late
    assert len([each for each in messages if _is_late(each)]) == len(late)


def _is_late(message: dict[str, Any]) -> bool:
    """Whether it says that a context takes no more text."""
    return str(message.get("re")).startswith("late")


def _last_word(text: str, before: int) -> int:
    """Offset behind the last letter or digit before an offset."""
    return max((at + 1 for at in range(before) if text[at].isalnum()), default=0)
