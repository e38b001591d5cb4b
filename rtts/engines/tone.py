"""An engine that speaks every character as a short tone.

Nearly all tests speak through it, so it has to be exact where a real engine is vague, and
troublesome where a real engine is rarely. Exact: `render` says which samples and words a
text has, and the engine gives just those, however the text is cut, fed, batched or resumed.
Troublesome: its pace and its faults are options.

The tone of a character has the frequency 300 Hz (the voice `high`: 1300 Hz) plus 20 Hz times
its code point modulo 96. At the usual speed it lasts 50 ms, in which all these frequencies
make whole cycles: they begin and end at zero, and a Fourier transform tells them apart.
"""

import math
import os
import re
import signal
import struct
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from rtts.engines.base import Chunk, Ended, Engine, EngineInfo, Event, Failed, Job, Voice, Word
from rtts.engines.options import read_options
from rtts.errors import SettingsError

__all__ = ["LANGUAGES", "VOICES", "ToneEngine", "ToneOptions", "build", "frequency", "render"]

VOICES = {"tone": 300, "high": 1300}
"""Each voice and the lowest frequency it speaks with, in Hz."""
LANGUAGES = ("en", "de", "es", "fr", "it", "ja", "ko", "pt", "ru", "zh")

_CHARACTER_S = 0.05
_STEP_HZ = 20
_FREQUENCIES = 96
"""The printable ASCII characters all differ, and stay below what a telephone carries."""
_AMPLITUDE = 9830
"""30 % of full scale."""
_NEVER = 2**63
_WORD = re.compile(r"\S+")
_TRACE = struct.Struct("<QI")
"""Samples that were given out, and how far into the text words were."""

Millis = Annotated[int, Meta(ge=0)]
Seconds = Annotated[float, Meta(ge=0)]


class ToneOptions(Struct, frozen=True, kw_only=True):
    """What can be set. A text option that is empty is off."""

    rate: Annotated[int, Meta(ge=8000, le=48000)] = 24000
    slots: Annotated[int, Meta(ge=1)] = 8
    """How many utterances a step advances."""
    chunk_ms: Annotated[int, Meta(ge=1)] = 100
    """The most that one step gives of an utterance."""
    grows: bool = False
    """Speak text that is still being fed, all but its last character."""
    span_letters: Annotated[int, Meta(ge=0)] = 0
    """See `EngineInfo`."""

    pace: Annotated[float, Meta(ge=0)] = 0.0
    """Seconds of audio made per second, for each utterance; 0 is as fast as it can."""
    load_s: Seconds = 0.0
    """How long loading takes."""
    first_delay_ms: Millis = 0
    """From the opening of an utterance to its first chunk, at least."""
    step_ms: Millis = 0
    """How long a step takes that has something to do."""

    fail_on: str = ""
    """Fail when the speech of an utterance comes to these characters."""
    crash_on: str = ""
    """End the process, as a crash would, when it comes to these."""
    crash_times: Annotated[int, Meta(ge=0)] = 0
    """Crash only so often, counted in `crash_file` over restarts; 0 is always."""
    crash_file: str = ""
    hang_on: str = ""
    """Never say anything of an utterance that has these."""
    load_fail: bool = False
    """Loading raises."""
    describe_fail: bool = False
    """Building raises, so that not even the info is known."""


def frequency(character: str, voice: str = "tone") -> int:
    """The tone of a character, in Hz; 0, which is silence, for white space."""
    if character.isspace():
        return 0
    return VOICES[voice] + _STEP_HZ * (ord(character) % _FREQUENCIES)


def render(
    text: str, voice: str = "tone", speed: float = 1.0, rate: int = 24000
) -> tuple[bytes, tuple[Word, ...]]:
    """All that the engine says of a text: its samples, as in a `Chunk`, and its words."""
    size = _character_samples(rate, speed)
    return _samples(text, voice, rate, size, 0, len(text) * size), tuple(_words(text, size))


def _character_samples(rate: int, speed: float) -> int:
    return max(1, round(rate * _CHARACTER_S / speed))


def _words(text: str, size: int, begin: int = 0) -> Iterator[Word]:
    for match in _WORD.finditer(text, begin):
        yield Word(match.start(), match.end(), match.start() * size, match.end() * size)


def _samples(text: str, voice: str, rate: int, size: int, first: int, last: int) -> bytes:
    """The samples `[first, last)` of a text, each character of which has `size` of them."""
    begin, end = first // size, -(-last // size)
    pcm = b"".join(_tone(frequency(each, voice), rate, size) for each in text[begin:end])
    return pcm[(first - begin * size) * 2 : (last - begin * size) * 2]


@lru_cache(maxsize=1024)
def _tone(hertz: int, rate: int, size: int) -> bytes:
    turn = 2 * math.pi * hertz / rate
    samples = (round(_AMPLITUDE * math.sin(turn * index)) for index in range(size))
    return struct.pack(f"<{size}h", *samples)


@dataclass
class _Utterance:
    """One that is open."""

    job: Job
    size: int
    """Samples of a character."""
    due: float
    """When its next chunk may be made."""
    samples: int = 0
    """That were given out."""
    told: int = 0
    """How far into the text words were given out."""
    text: str = ""
    finished: bool = False

    @property
    def ended(self) -> bool:
        return self.finished and self.samples >= len(self.text) * self.size

    def certain(self, *, grows: bool) -> int:
        """How many samples may be spoken by now.

        A growing text keeps its last character back. So the end of each word is known when
        its last character is spoken, and no word is left over when the audio has gone out.
        """
        if self.finished:
            return len(self.text) * self.size
        return max(0, len(self.text) - 1) * self.size if grows else 0

    def untold_words(self, last: int) -> Iterator[Word]:
        """Words not yet given that begin before the sample `last`, and whose end is known."""
        for word in _words(self.text, self.size, self.told):
            grows = word.end == len(self.text) and not self.finished
            if grows or word.first_sample >= last:
                return
            yield word


class ToneEngine(Engine):
    """Speaks tones, up to `slots` utterances in each step."""

    def __init__(
        self,
        options: ToneOptions,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if options.describe_fail:
            raise RuntimeError("The engine cannot be built: its option describe_fail is set.")
        if options.crash_times and not options.crash_file:
            raise SettingsError("The option crash_times of the engine tone needs crash_file too.")
        self._options = options
        self._clock = clock
        self._sleep = sleep
        self._open: dict[int, _Utterance] = {}
        self._refused: list[Event] = []
        self.info = EngineInfo(
            name="tone",
            model="tone",
            sample_rate=options.rate,
            default_voice="tone",
            voices=tuple(Voice(id, f"{id} at {hz} Hz", LANGUAGES) for id, hz in VOICES.items()),
            languages=LANGUAGES,
            grows=options.grows,
            span_letters=options.span_letters,
            word_times=True,
            sets_speed=True,
            slots=options.slots,
        )

    def __repr__(self) -> str:
        return f"<ToneEngine open={sorted(self._open)}>"

    def load(self) -> None:
        self._sleep(self._options.load_s)
        if self._options.load_fail:
            raise RuntimeError("The engine cannot be loaded: its option load_fail is set.")

    def open(self, job: Job, spoken: Sequence[bytes] = ()) -> None:
        problem = _problem(job, spoken)
        if problem:
            self._refused.append(Failed(job.id, problem))
            return
        utterance = _Utterance(
            job,
            _character_samples(self._options.rate, job.speed),
            due=self._clock() + self._options.first_delay_ms / 1000,
        )
        if spoken:
            utterance.samples, utterance.told = _TRACE.unpack(spoken[-1])
        self._open[job.id] = utterance

    def feed(self, id: int, text: str) -> None:
        if id in self._open:
            self._open[id].text += text

    def finish(self, id: int) -> None:
        if id in self._open:
            self._open[id].finished = True

    def cancel(self, id: int) -> None:
        self._open.pop(id, None)
        self._refused = [event for event in self._refused if event.id != id]

    def step(self, order: Sequence[int]) -> list[Event]:
        events, self._refused = self._refused, []
        now = self._clock()
        due = list(islice(self._due(order, now), self._options.slots))
        if due:
            self._sleep(self._options.step_ms / 1000)
        for utterance in due:
            events += self._advance(utterance, now)
        return events

    def wait(self) -> float | None:
        if self._refused:
            return 0
        ready = [utterance.due for utterance in self._open.values() if self._is_ready(utterance)]
        return max(0.0, min(ready) - self._clock()) if ready else None

    def _due(self, order: Sequence[int], now: float) -> Iterator[_Utterance]:
        """Those of the named that have something to do by now."""
        for id in order:
            utterance = self._open.get(id)
            if utterance is not None and utterance.due <= now and self._is_ready(utterance):
                yield utterance

    def _is_ready(self, utterance: _Utterance) -> bool:
        options = self._options
        if options.hang_on and options.hang_on in utterance.text:
            return False
        return utterance.finished or utterance.certain(grows=options.grows) > utterance.samples

    def _advance(self, utterance: _Utterance, now: float) -> list[Event]:
        id = utterance.job.id
        failure = self._place(self._options.fail_on, utterance)
        crash = self._place(self._options.crash_on, utterance)
        if utterance.samples >= crash and self._crash_counts():
            os.kill(os.getpid(), signal.SIGKILL)
        if utterance.samples >= failure:
            del self._open[id]
            return [Failed(id, "The engine was told to fail on these characters.")]
        most = self._options.rate * self._options.chunk_ms // 1000
        certain = utterance.certain(grows=self._options.grows)
        stops = [place for place in (failure, crash) if place > utterance.samples]
        events: list[Event] = []
        last = min(utterance.samples + most, certain, *stops)
        if last > utterance.samples:
            events.append(self._speak(utterance, last, now))
        if utterance.ended:
            del self._open[id]
            events.append(Ended(id))
        return events

    def _speak(self, utterance: _Utterance, last: int, now: float) -> Chunk:
        """Give out the samples up to `last`."""
        job, first, rate = utterance.job, utterance.samples, self._options.rate
        words = tuple(utterance.untold_words(last))
        utterance.samples = last
        utterance.told = words[-1].end if words else utterance.told
        if self._options.pace:
            utterance.due = max(now, utterance.due) + (last - first) / rate / self._options.pace
        return Chunk(
            job.id,
            _samples(utterance.text, job.voice, rate, utterance.size, first, last),
            words,
            _TRACE.pack(utterance.samples, utterance.told),
            reached=utterance.samples // utterance.size,
        )

    def _place(self, characters: str, utterance: _Utterance) -> int:
        """The sample where these characters begin to be heard."""
        at = utterance.text.find(characters) if characters else -1
        return _NEVER if at < 0 else at * utterance.size

    def _crash_counts(self) -> bool:
        """Whether this crash is still among those that were asked for."""
        if not self._options.crash_times:
            return True
        with Path(self._options.crash_file).open("ab") as file:
            if file.tell() >= self._options.crash_times:
                return False
            file.write(b"x")
        return True


def _problem(job: Job, spoken: Sequence[bytes]) -> str:
    """Why a job cannot be done; empty if it can."""
    if job.voice not in VOICES:
        return f"The engine tone has no such voice; it has {', '.join(VOICES)}."
    if job.language not in LANGUAGES:
        return f"The engine tone does not speak that language; it speaks {', '.join(LANGUAGES)}."
    if not job.speed > 0:
        return "The speed of an utterance has to be above 0."
    if spoken and len(spoken[-1]) != _TRACE.size:
        return "What was spoken so far was not spoken by the engine tone."
    return ""


def build(model: str, options: Mapping[str, str]) -> ToneEngine:
    """Called by the registry. Raises SettingsError for a model, and for options it has not."""
    if model:
        raise SettingsError("The engine tone has no models; leave the model out.")
    return ToneEngine(read_options(ToneOptions, "tone", options))
