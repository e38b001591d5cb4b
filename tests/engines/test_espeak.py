"""The embedded engine, speaking."""

import hashlib
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import espeakng_loader  # type: ignore[import-untyped]
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.engines.base import Chunk, Ended, Engine, Failed, Job
from rtts.engines.espeak import EspeakEngine, EspeakOptions, words_per_minute
from rtts.engines.espeak_library import LibraryError
from rtts.engines.registry import build
from rtts.errors import SettingsError
from tests.engines.drive import (
    EVERYONE,
    Said,
    assert_in_order,
    assert_timed,
    drain,
    said,
    speak,
    words_of,
)

RATE = 22050
HELLO = "Hello there, how are you on this fine day? Quite well, thank you."
TEXTS = {
    "en": "He said \"No, it's 5 o'clock\": 1,234 of them (or so) paid $5.50 — e.g. on 12/5/2024...",
    "de": "Der Preis für 3,50 € gilt am 12.5.2024 um 8:30 Uhr, »gut so«; das ist z. B. billig!",
    "fr": "L'homme qu'il a vu : « Bonjour » ! Est-ce vrai ? Oui, 1000 fois.",
    "ru": "Привет, мир! Это 42 теста — и ещё «один».",
    "pt-br": "Não há 21 razões para isso, não é?",
    "hi": "नमस्ते दुनिया, यह 12 है।",
    "ar": "مرحبا بالعالم، هذا 12.",
    "ko": "안녕하세요 세계, 반갑습니다.",
}


@pytest.fixture(scope="module")
def espeak() -> Iterator[Engine]:
    """The engine, loaded; there can be one in a process."""
    engine = build("espeak")
    engine.load()
    yield engine
    engine.close()


def start(engine: Engine, text: str, id: int = 1, **job: Any) -> None:
    """Open, feed and finish an utterance, without speaking."""
    engine.open(Job(id=id, **{"voice": "en-us", "language": "en", **job}))
    engine.feed(id, text)
    engine.finish(id)


# Voices


def test_every_voice_can_speak(espeak: Engine) -> None:
    """All voices that are listed say something in each of their first languages."""
    silent = [
        voice.id
        for voice in espeak.info.voices
        if not speak(espeak, "OK 1", voice=voice.id, language=voice.languages[0]).chunks
    ]
    assert silent == []


def test_every_variant_sounds_different(espeak: Engine) -> None:
    """Variants of a voice are voices: hardly two of them give the same samples."""
    sounds = {
        variant: hashlib.sha256(speak(espeak, "Hey", voice=f"en-us+{variant}").pcm).digest()
        for variant in espeak.info.voice_variants
    }
    assert len(sounds) > 100
    assert len(set(sounds.values())) > 0.9 * len(sounds)


def test_a_voice_speaks_the_language_of_the_job(espeak: Engine) -> None:
    """German is spoken by the German voice, whatever the job's voice; the variant stays."""
    text = TEXTS["de"]
    german = speak(espeak, text, voice="de+f2", language="de")
    assert speak(espeak, text, voice="en-us+f2", language="de").words == german.words
    assert speak(espeak, text, voice="en-us", language="de").words != german.words
    assert speak(espeak, text, voice="en-us+f2", language="en").words != german.words


@pytest.mark.parametrize(
    "job", [{"voice": "dalek"}, {"voice": "en-us+dalek"}, {"voice": "en-us", "language": "tlh"}]
)
def test_a_bad_job_fails_at_the_next_step(espeak: Engine, job: dict[str, Any]) -> None:
    """A value that the engine has not does not raise, and is not replaced by another."""
    result = speak(espeak, "secret", **job)
    assert isinstance(result.end, Failed)
    assert "secret" not in result.end.message
    assert result.chunks == []


def test_the_default_voice_can_be_chosen() -> None:
    """The option `voice` is what clients get who choose none, and has to exist."""
    assert build("espeak", options={"voice": "de+f3"}).info.default_voice == "de+f3"
    with pytest.raises(SettingsError, match="voice=dalek"):
        build("espeak", options={"voice": "dalek"})


def test_speed_is_in_words_per_minute(espeak: Engine) -> None:
    """Twice the speed takes well under the time, and the library's own limits hold."""
    usual, fast = speak(espeak, HELLO), speak(espeak, HELLO, speed=2.0)
    assert 0.3 < fast.samples / usual.samples < 0.65
    assert (words_per_minute(1.0), words_per_minute(0.25), words_per_minute(4.0)) == (175, 80, 449)


def test_no_sample_is_lost_at_any_speed(espeak: Engine) -> None:
    """The library announces words too early where it is very fast; all samples come still."""
    for voice in ("en-us", "en-us+fast"):
        result = speak(espeak, HELLO, speed=4.0, voice=voice)
        assert_timed(HELLO, result)
        assert struct.unpack("<QI", result.traces[-1]) == (result.samples, len(result.words))


def test_speech_is_loud_and_not_clipped(espeak: Engine) -> None:
    """Levels are those of speech: peaks near full scale, none cut off."""
    for language, text in TEXTS.items():
        samples = np.frombuffer(speak(espeak, text, language=language).pcm, "<i2").astype(int)
        assert 0.4 < abs(samples).max() / 32768 < 1
        assert np.sqrt((samples**2).mean()) > 1000


# Words


@pytest.mark.parametrize("language", TEXTS)
def test_each_word_has_its_time(espeak: Engine, language: str) -> None:
    """Every word of the text, quotes, numbers and dashes too, has one time, in order."""
    text = TEXTS[language]
    assert_timed(text, speak(espeak, text, language=language))


def test_chinese_is_timed_by_what_is_spoken_together(espeak: Engine) -> None:
    """A text without spaces has many words, which make up all of it."""
    text = "你好，世界。今天天气很好！2024年"
    result = speak(espeak, text, language="zh")
    assert_in_order(result)
    assert "".join(words_of(text, result)) == text
    assert "世" in words_of(text, result)


def test_word_times_are_where_the_sound_is(espeak: Engine) -> None:
    """A word's samples sound, and the pause behind a comma belongs to no word."""
    result = speak(espeak, "Hello, world.")
    samples = np.frombuffer(result.pcm, "<i2").astype(int)
    hello, world = result.words
    assert abs(samples[hello.first_sample : hello.last_sample]).mean() > 500
    assert world.first_sample - hello.last_sample > RATE // 20
    assert not samples[hello.last_sample : world.first_sample].any()
    assert not samples[world.last_sample :].any()


def test_a_long_number_lasts_longer_than_a_short_word(espeak: Engine) -> None:
    """The parts of a number, which the library reports one by one, are one word."""
    number, word = speak(espeak, "1234567 cats").words
    length = number.last_sample - number.first_sample
    assert length > 3 * (word.last_sample - word.first_sample)


def test_words_come_with_their_first_samples(espeak: Engine) -> None:
    """A chunk carries the words that begin in it, whole."""
    end = 0
    for chunk in speak(espeak, HELLO).chunks:
        begin, end = end, end + len(chunk.pcm) // 2
        assert chunk.words
        assert all(begin <= word.first_sample < end for word in chunk.words)
        assert all(word.last_sample <= end for word in chunk.words)


# Steps


def test_the_first_step_speaks_the_first_word(espeak: Engine) -> None:
    """The listener hears something as soon as one word is made."""
    start(espeak, "We sang songs of old.")
    (chunk,) = espeak.step(EVERYONE)
    assert isinstance(chunk, Chunk)
    assert [(word.start, word.end) for word in chunk.words] == [(0, 2)]
    assert len(chunk.pcm) // 2 == chunk.words[0].last_sample
    espeak.cancel(1)


@pytest.mark.parametrize("text", ["word " * 4000, "x" * 20_000, "1," * 10_000, "好" * 20_000])
def test_long_text_is_spoken_in_bounded_steps(espeak: Engine, text: str) -> None:
    """Also a word that never ends comes in chunks of a second or two, from the start."""
    start(espeak, text, language="zh" if "好" in text else "en")
    chunks = [event for _ in range(20) for event in espeak.step(EVERYONE)]
    assert len(chunks) > 10
    assert all(isinstance(each, Chunk) and 0 < len(each.pcm) < 4 * RATE for each in chunks)
    espeak.cancel(1)
    assert espeak.wait() is None


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "...", "?!", "\0\x01", "\ud83d"])
def test_nothing_to_say_is_no_chunk(espeak: Engine, text: str) -> None:
    """A text without a word to speak ends without audio."""
    result = speak(espeak, text)
    assert (result.chunks, result.end) == ([], Ended(1))


def test_characters_that_cannot_be_spoken_do_no_harm(espeak: Engine) -> None:
    """A NUL does not end the text, and the offsets of the words after it are right."""
    text = "one\0two \x01\x1b \ud83d three\udc00 <b>four</b>"
    result = speak(espeak, text)
    assert words_of(text, result) == ["one", "two", "three", "<b>four</b>"]
    assert_in_order(result)


def test_utterances_are_spoken_in_order(espeak: Engine) -> None:
    """First come, first spoken, each to its end; one that is not finished holds up nobody."""
    espeak.open(Job(id=1, voice="en-us", language="en"))
    espeak.feed(1, "first, but late")
    start(espeak, "second", id=2)
    start(espeak, "third", id=3)
    events = drain(espeak)
    espeak.finish(1)
    events += drain(espeak)
    assert [event.id for event in events if isinstance(event, Ended)] == [2, 3, 1]
    assert [event.id for event in events] == sorted(
        (event.id for event in events), key=(2, 3, 1).index
    )


def test_the_most_urgent_is_spoken_first(espeak: Engine) -> None:
    """Who is named first is begun first, and spoken to the end whoever is named then."""
    for id in (1, 2, 3):
        start(espeak, "some words", id=id)
    events = espeak.step((3, 2, 1)) + drain(espeak, (2, 3, 1))
    ends = [event.id for event in events if isinstance(event, Ended)]
    assert ends == [3, 2, 1]


def test_who_is_not_named_rests(espeak: Engine) -> None:
    """Unless another waits behind it: the library cannot leave one speech for another."""
    start(espeak, HELLO, id=1)
    espeak.step((1,))
    assert espeak.step(()) == []
    start(espeak, "Next.", id=2)
    assert {event.id for event in espeak.step((2,))} == {1}
    ends = [event.id for event in drain(espeak) if isinstance(event, Ended)]
    assert ends == [1, 2]


def test_a_cancelled_utterance_is_silent(espeak: Engine) -> None:
    """After a cancel in mid-speech no event of it comes, and the next speaks as ever."""
    whole = speak(espeak, HELLO)
    start(espeak, "Something quite different. " * 50, id=1)
    start(espeak, HELLO, id=2)
    start(espeak, "Never begun.", id=3)
    espeak.step(EVERYONE)
    espeak.cancel(1)
    espeak.cancel(3)
    events = drain(espeak)
    assert {event.id for event in events} == {2}
    assert said(events, 2).words == whole.words


def test_a_failure_can_be_cancelled(espeak: Engine) -> None:
    """A cancel also takes back the failure that was to be told."""
    espeak.open(Job(id=1, voice="dalek", language="en"))
    espeak.cancel(1)
    assert espeak.wait() is None


def test_what_is_not_open_is_dropped(espeak: Engine) -> None:
    """Calls about an utterance that is over do nothing."""
    espeak.feed(5, HELLO)
    espeak.finish(5)
    espeak.cancel(5)
    assert espeak.wait() is None


def test_a_chunk_owns_its_memory(espeak: Engine) -> None:
    """What the engine speaks later does not change a chunk."""
    start(espeak, HELLO)
    (chunk,) = espeak.step(EVERYONE)
    assert isinstance(chunk, Chunk)
    assert type(chunk.pcm) is bytes
    before = hashlib.sha256(chunk.pcm).digest()
    drain(espeak)
    assert hashlib.sha256(chunk.pcm).digest() == before


# Going on after a death


@settings(max_examples=30, deadline=None)
@given(place=st.floats(0, 1), language=st.sampled_from(sorted(TEXTS)))
def test_speech_goes_on_where_its_traces_end(espeak: Engine, place: float, language: str) -> None:
    """Opened again, an utterance has as many samples, and just the words, that were left."""
    text = TEXTS[language]
    whole = speak(espeak, text, language=language)
    split = round(place * len(whole.chunks))
    rest = speak(espeak, text, language=language, spoken=whole.traces[:split])
    both = Said(whole.chunks[:split] + rest.chunks, rest.end)
    assert (both.samples, both.words) == (whole.samples, whole.words)
    assert both.end == Ended(1)


def test_what_was_spoken_may_be_long(espeak: Engine) -> None:
    """The way back to the third minute is made in steps that are as short as any."""
    espeak.open(Job(id=1, voice="en-us", language="en"), [struct.pack("<QI", 120 * RATE, 400)])
    espeak.feed(1, "word " * 800)
    espeak.finish(1)
    silent = 0
    while not (events := espeak.step(EVERYONE)):
        silent += 1
    assert 18 < silent < 25
    (chunk,) = events
    assert isinstance(chunk, Chunk)
    assert 0 < len(chunk.pcm) < 4 * RATE
    espeak.cancel(1)


def test_a_strange_trace_fails(espeak: Engine) -> None:
    """Speech of another engine cannot be gone on with."""
    assert isinstance(speak(espeak, HELLO, spoken=[b"codes"]).end, Failed)


def in_a_fresh_process(text: str, trace: bytes = b"") -> list[tuple[str, str]]:
    """The trace and the samples, as hexadecimal digits, of each chunk."""
    program = (
        "import sys; from rtts.engines.registry import build; from tests.engines.drive import *;"
        "engine = build('espeak'); engine.load();"
        "trace = bytes.fromhex(sys.argv[2]);"
        "result = speak(engine, sys.argv[1], spoken=[trace] if trace else []);"
        "print(*(f'{chunk.trace.hex()} {chunk.pcm.hex()}' for chunk in result.chunks), sep='\\n');"
        "engine.close()"
    )
    command = [sys.executable, "-c", program, text, trace.hex()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [(line.split()[0], line.split()[1]) for line in done.stdout.splitlines()]


def test_fresh_processes_make_the_same_samples() -> None:
    """After a restart the same text has the same samples, from wherever it is taken up."""
    whole = in_a_fresh_process(HELLO)
    assert whole == in_a_fresh_process(HELLO)
    rest = in_a_fresh_process(HELLO, bytes.fromhex(whole[2][0]))
    assert "".join(pcm for _, pcm in rest) == "".join(pcm for _, pcm in whole[3:])


# Loading


def test_one_engine_is_loaded_in_a_process(espeak: Engine) -> None:
    """A second one is an error with a sentence, and leaves the first as it is."""
    second = build("espeak")
    with pytest.raises(LibraryError, match="once in a process"):
        second.load()
    second.close()
    assert speak(espeak, "fine").chunks


def test_a_long_path_to_the_data_is_no_hindrance(tmp_path: Path) -> None:
    """The library gives up on paths beyond 160 bytes, so it is given a shorter one."""
    deep = tmp_path / ("d" * 120) / ("e" * 120)
    deep.parent.mkdir()
    deep.symlink_to(espeakng_loader.get_data_path())
    library = Path(espeakng_loader.get_library_path())
    assert len(os.fsencode(deep)) > 200
    engine = EspeakEngine(library, deep, EspeakOptions())
    assert engine.info.voices
