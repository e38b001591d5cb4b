"""Speaking with an engine by hand, as its driver would."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rtts.engines.base import Chunk, Ended, Engine, Event, Job, Word
from rtts.engines.tone import frequency

__all__ = [
    "EVERYONE",
    "Clock",
    "Said",
    "assert_in_order",
    "assert_timed",
    "drain",
    "hear",
    "said",
    "speak",
    "words_of",
]


EVERYONE = range(100)
"""An order that names all that a test opens, in the order of their ids."""


@dataclass
class Said:
    """What came of one utterance."""

    chunks: list[Chunk] = field(default_factory=list)
    end: Event | None = None

    @property
    def pcm(self) -> bytes:
        return b"".join(chunk.pcm for chunk in self.chunks)

    @property
    def samples(self) -> int:
        return len(self.pcm) // 2

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for chunk in self.chunks for word in chunk.words)

    @property
    def traces(self) -> list[bytes]:
        return [chunk.trace for chunk in self.chunks]


class Clock:
    """A time that passes when it is told to, or when somebody sleeps by it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def drain(engine: Engine, order: Sequence[int] = EVERYONE, most: int = 100_000) -> list[Event]:
    """Step the engine until it has nothing to do at this moment."""
    events: list[Event] = []
    for _ in range(most):
        if engine.wait() != 0:
            return events
        events += engine.step(order)
    raise AssertionError(f"the engine is still busy after {most} steps")


def speak(engine: Engine, text: str, spoken: Sequence[bytes] = (), id: int = 1, **job: Any) -> Said:
    """Speak a whole text; `job` has the fields of a `Job`, the voice's own by default."""
    job = {"voice": engine.info.default_voice, "language": "en", **job}
    engine.open(Job(id=id, **job), spoken)
    engine.feed(id, text)
    engine.finish(id)
    return said(drain(engine), id)


def said(events: list[Event], id: int = 1) -> Said:
    """The events of one utterance."""
    mine = [event for event in events if event.id == id]
    chunks = [event for event in mine if isinstance(event, Chunk)]
    last = mine[-1] if mine else None
    return Said(chunks, None if isinstance(last, Chunk) else last)


def words_of(text: str, said: Said) -> list[str]:
    """The text of each word that was given a time."""
    return [text[word.start : word.end] for word in said.words]


def assert_timed(text: str, said: Said) -> None:
    """The words are those between white space, in order, within the audio."""
    spans = [match.span() for match in re.finditer(r"\S+", text)]
    assert [(word.start, word.end) for word in said.words] == spans
    assert_in_order(said)


def assert_in_order(said: Said) -> None:
    """No word begins before the last one, ends before it begins, or outlasts the audio."""
    time = 0
    for word in said.words:
        assert time <= word.first_sample <= word.last_sample <= said.samples
        time = word.first_sample
    assert said.end == Ended(1)


def hear(pcm: bytes, rate: int = 24000, voice: str = "tone", speed: float = 1.0) -> str:
    """The printable ASCII text that the engine `tone` spoke, even after a lossy codec."""
    import numpy as np  # takes longer than speaking

    size = round(rate * 0.05 / speed)
    samples = np.frombuffer(pcm, "<i2").astype(float)
    letters = [chr(code) for code in range(33, 127)]
    hertz = np.array([frequency(letter, voice) for letter in letters])
    waves = np.exp(-2j * np.pi * np.outer(hertz, np.arange(size)) / rate)
    text = ""
    for first in range(0, len(samples) - size + 1, size):
        sounds = abs(waves @ samples[first : first + size]) / size
        text += letters[int(sounds.argmax())] if sounds.max() > 500 else " "
    return text
