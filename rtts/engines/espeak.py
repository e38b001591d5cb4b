"""The embedded engine: espeak-ng, real speech in a hundred languages on any processor.

It speaks one utterance at a time, from its whole text: the one in progress to its end, then
the most urgent of those that are finished. A step speaks the first word of an utterance, later
steps about `chunk_ms`, and a chunk ends where a word begins, so that it carries the words in it.

Opened again, an utterance is spoken anew and what was given out is dropped. That fits, since
the library gives a text the same length and the same words each time, once its flutter is off
(`espeak_data`). Its samples are the same in a fresh process only: a slight roughness, the
weakening of every second or third vibration, falls differently after other speech.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from rtts.engines.base import Chunk, Ended, Engine, EngineInfo, Event, Failed, Job, Voice, Word
from rtts.engines.espeak_data import DataFolder, VoiceBook, VoiceFile
from rtts.engines.espeak_library import (
    LONGEST_WORD,
    SAMPLE_RATE,
    Library,
    LibraryError,
    Portion,
    Request,
    Synthesizer,
)
from rtts.engines.espeak_words import Span, WordClock, speakable
from rtts.engines.options import read_options
from rtts.errors import SettingsError

__all__ = ["EspeakEngine", "EspeakOptions", "build", "words_per_minute"]

_WORDS_PER_MINUTE = 175
_SLOWEST, _FASTEST = 80, 449
"""Words per minute that the library can speak. From 450 on it has another way, and is slower."""
_LEAP = 5 * SAMPLE_RATE
"""Samples that one step may pass over on its way to where an utterance goes on."""
_SHORTEST_PAUSE = SAMPLE_RATE // 100
"""Samples that are zero by more than chance."""
_TRACE = struct.Struct("<QI")
"""Samples and words that were given out."""


class EspeakOptions(Struct, frozen=True, kw_only=True):
    """What can be set."""

    voice: str = "en-us"
    """The voice of those who choose none."""
    chunk_ms: Annotated[int, Meta(ge=60, le=5000)] = 300
    """About how much a step speaks after an utterance's first word."""


def words_per_minute(speed: float) -> int:
    """The library's measure of a job's speed, within what it can do."""
    return round(min(max(_WORDS_PER_MINUTE * speed, _SLOWEST), _FASTEST))


class _Utterance:
    """One that waits for its turn."""

    def __init__(self, job: Job, voice: tuple[VoiceFile, str], trace: tuple[int, int]) -> None:
        self.job = job
        self.voice = voice
        self.samples, self.words = trace
        self.text: list[str] = []
        self.finished = False


class _Speech:
    """The utterance in progress: what the library made of it, and what was given out."""

    def __init__(self, utterance: _Utterance, text: str) -> None:
        self.id = utterance.job.id
        self._clock = WordClock(text, self._sound_end)
        self._pcm = bytearray()
        self._base = 0
        """The sample at which `_pcm` begins: that of the word that is being spoken."""
        self._made = 0
        self._given = utterance.samples
        self._begun = False
        self._words: list[Word] = []
        """Known and not given out."""
        self._words_known = 0
        self._words_given = utterance.words

    def goal(self, stride: int) -> int:
        """The sample that the next portion should come to."""
        wanted = self._given + (stride if self._begun else 1)
        return min(wanted, self._made + _LEAP)

    def take(self, portion: Portion) -> Chunk | None:
        """Add what the library made; returns what of it can be given out."""
        self._pcm += portion.pcm
        self._made += len(portion.pcm) // 2
        for mark in portion.marks:
            self._know(self._clock.begin(mark.offset, mark.sample))
        if portion.ended:
            self._know(self._clock.end(self._made))
        end = self._end_of_chunk(ended=portion.ended)
        chunk = self._give(end) if end > self._given else None
        self._forget()
        return chunk

    def _sound_end(self, first: int, last: int) -> int:
        """Where the sound between two samples ends: the library's pauses are exact zeros."""
        sound = self._pcm[2 * (first - self._base) : 2 * (last - self._base)].rstrip(b"\0")
        end = first + (len(sound) + 1) // 2
        return end if last - end > _SHORTEST_PAUSE else last

    def _know(self, spans: list[Span]) -> None:
        for span in spans:
            self._words_known += 1
            if self._words_known > self._words_given:
                self._words.append(Word(*span))

    def _end_of_chunk(self, *, ended: bool) -> int:
        """Up to where audio may be given out. Nothing is, of a text that has no words."""
        word = self._clock.first_sample
        if word is None:
            return self._given
        return self._made if ended else max(word, self._made - LONGEST_WORD)

    def _give(self, end: int) -> Chunk:
        pcm = bytes(self._pcm[2 * (self._given - self._base) : 2 * (end - self._base)])
        words = tuple(self._words)
        self._words.clear()
        self._words_given += len(words)
        self._given = end
        self._begun = True
        return Chunk(self.id, pcm, words, _TRACE.pack(end, self._words_given))

    def _forget(self) -> None:
        """Drop the samples that nobody will ask for again."""
        keep = min(self._clock.first_sample or 0, self._given)
        del self._pcm[: 2 * (keep - self._base)]
        self._base = keep


class EspeakEngine(Engine):
    """Speaks with espeak-ng. Only one may be loaded in a process."""

    def __init__(self, library: Path, data: Path, options: EspeakOptions) -> None:
        self._library = library
        self._data = data
        self._book = VoiceBook(data)
        self._stride = SAMPLE_RATE * options.chunk_ms // 1000
        self._waiting: dict[int, _Utterance] = {}
        self._failed: list[Event] = []
        self._speech: _Speech | None = None
        self._folder: DataFolder
        self._synthesizer: Synthesizer | None = None
        if not self._book.has(options.voice):
            raise SettingsError(
                f"The option voice={options.voice} of the engine espeak names no voice; "
                f"use a language code such as en-us or de, with or without a variant (de+f3)."
            )
        self.info = _info(self._book, options.voice)

    def __repr__(self) -> str:
        speaking = None if self._speech is None else self._speech.id
        return f"<EspeakEngine speaking={speaking} waiting={sorted(self._waiting)}>"

    def load(self) -> None:
        """Raises LibraryError if another engine of this kind is loaded in the process."""
        self._folder = DataFolder(self._data)
        try:
            self._synthesizer = Synthesizer(Library(self._library, self._folder.path))
        except LibraryError:
            self._folder.close()
            raise

    def open(self, job: Job, spoken: Sequence[bytes] = ()) -> None:
        voice = self._book.find(job.voice, job.language)
        if voice is None:
            self._fail(job.id, "The engine espeak has no such voice, or not that language.")
        elif spoken and len(spoken[-1]) != _TRACE.size:
            self._fail(job.id, "What was spoken so far was not spoken by the engine espeak.")
        else:
            trace = _TRACE.unpack(spoken[-1]) if spoken else (0, 0)
            self._waiting[job.id] = _Utterance(job, voice, trace)

    def feed(self, id: int, text: str) -> None:
        if id in self._waiting:
            self._waiting[id].text.append(text)

    def finish(self, id: int) -> None:
        if id in self._waiting:
            self._waiting[id].finished = True

    def cancel(self, id: int) -> None:
        self._waiting.pop(id, None)
        self._failed = [event for event in self._failed if event.id != id]
        if self._speech is not None and self._speech.id == id:
            self._loaded.abandon()
            self._speech = None

    def step(self, order: Sequence[int]) -> list[Event]:
        events, self._failed = self._failed, []
        utterance = self._next(order)
        if self._speech is not None and (self._speech.id in order or utterance is not None):
            # The library cannot leave one speech for another: who rests goes on for the next.
            portion = self._loaded.resume(self._speech.goal(self._stride))
            return events + self._take(self._speech, portion)
        if self._speech is None and utterance is not None:
            events += self._begin(utterance)
        return events

    def wait(self) -> float | None:
        busy = self._failed or self._speech is not None or self._next(self._waiting) is not None
        return 0 if busy else None

    def close(self) -> None:
        if self._synthesizer is not None:
            self._synthesizer.close()
            self._folder.close()
            self._synthesizer = None

    @property
    def _loaded(self) -> Synthesizer:
        assert self._synthesizer is not None
        return self._synthesizer

    def _fail(self, id: int, message: str) -> None:
        self._failed.append(Failed(id, message))

    def _next(self, order: Iterable[int]) -> _Utterance | None:
        """The first of the named that can be begun."""
        named = (self._waiting[id] for id in order if id in self._waiting)
        return next((each for each in named if each.finished), None)

    def _begin(self, utterance: _Utterance) -> list[Event]:
        job = utterance.job
        del self._waiting[job.id]
        text = speakable("".join(utterance.text))
        if not text.strip():
            return [Ended(job.id)]
        voice = self._folder.add(*utterance.voice)
        self._speech = _Speech(utterance, text)
        goal = self._speech.goal(self._stride)
        request = Request(text, voice, words_per_minute(job.speed))
        return self._take(self._speech, self._loaded.begin(request, goal))

    def _take(self, speech: _Speech, portion: Portion) -> list[Event]:
        if portion.error is not None:
            self._speech = None
            return [Failed(speech.id, "The engine espeak could not speak this text.")]
        chunk = speech.take(portion)
        events: list[Event] = [] if chunk is None else [chunk]
        if portion.ended:
            self._speech = None
            events.append(Ended(speech.id))
        return events


def _info(book: VoiceBook, default_voice: str) -> EngineInfo:
    return EngineInfo(
        name="espeak",
        model="espeak-ng",
        sample_rate=SAMPLE_RATE,
        default_voice=default_voice,
        voices=tuple(_voice(id, file) for id, file in book.voices.items()),
        voice_variants=book.variants,
        languages=book.languages,
        word_times=True,
        sets_speed=True,
    )


def _voice(id: str, file: VoiceFile) -> Voice:
    others = (code for code in file.codes if code != id)
    codes = (id, *others) if id in file.codes else file.codes
    return Voice(id, file.name, codes, file.gender)


def build(model: str, options: Mapping[str, str]) -> EspeakEngine:
    """Called by the registry.

    Raises SettingsError for a model, and for options it has not; ModuleNotFoundError if
    `espeakng_loader`, which brings the library, is not installed.
    """
    if model:
        raise SettingsError("The engine espeak has no models; leave the model out.")
    chosen = read_options(EspeakOptions, "espeak", options)
    loader = import_module("espeakng_loader")
    library, data = Path(loader.get_library_path()), Path(loader.get_data_path())
    return EspeakEngine(library, data, chosen)
