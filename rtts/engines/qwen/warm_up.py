"""What an engine does before its first utterance, so that the first is not slower than others.

Libraries choose algorithms, reserve memory and compile when they first meet a shape. So a few
texts are spoken first, short and long, in an alphabet and in Chinese, each alone.
"""

import time
from collections.abc import Callable
from typing import Final

from rtts.engines.base import Engine, Job

__all__ = ["warm_up"]

_TEXTS: Final = {
    ("en", "short"): ("Hello there.", 8),
    ("en", "medium"): ("The quick brown fox jumps over the lazy dog, and then it rests.", 25),
    ("en", "long"): ("A long sentence, one of many words, goes on and on until it ends. " * 4, 60),
    ("zh", "short"): ("你好。", 8),
    ("zh", "medium"): ("今天天气很好，我们一起去公园散步吧。", 25),
    ("zh", "long"): ("这是一个很长的句子，它有很多字，一直说下去，直到最后才结束。" * 4, 60),
}
"""Each text and the frames to speak of it at most."""


def warm_up(engine: Engine, clock: Callable[[], float] = time.perf_counter) -> None:
    """Speak the texts, and report how long each took."""
    for (language, length), (text, frames) in _TEXTS.items():
        if language not in engine.info.languages:
            continue
        began = clock()
        _speak(engine, language, text, frames)
        seconds = round(clock() - began, 3)
        engine.report("warmed_up", language=language, length=length, seconds=seconds)


def _speak(engine: Engine, language: str, text: str, frames: int) -> None:
    job = Job(id=-1, voice=engine.info.default_voice, language=language, seed=0)
    engine.open(job)
    engine.feed(job.id, text)
    engine.finish(job.id)
    for _ in range(frames):
        if engine.wait() is None:
            break
        engine.step([job.id])
    engine.cancel(job.id)
