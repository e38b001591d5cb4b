"""No speech that is meant to be is ended, and what has gone wrong is, soon enough."""

import math
import re
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rtts.engines.base import Engine
from rtts.engines.qwen.budget import FrameBudget, SilenceWatch, quiet_frames
from rtts.engines.registry import build
from tests.engines.drive import speak
from tests.text.cases import (
    answers,
    answers_last,
    answers_more,
    de,
    en,
    es,
    fr,
    it,
    ja,
    ko,
    pt,
    ru,
    zh,
)
from tests.text.cases.languages import SENTENCES

CASES = {"de": de, "en": en, "es": es, "fr": fr, "it": it}
CASES |= {"ja": ja, "ko": ko, "pt": pt, "ru": ru, "zh": zh}
RATE = 24000
FRAMES_PER_SECOND = 12.5


def budget_of(text: str) -> int:
    """The frames that a whole text may take."""
    budget = FrameBudget(FRAMES_PER_SECOND)
    budget.add(text)
    return budget.frames


# Against real speech


@pytest.fixture(scope="module")
def espeak() -> Iterator[Engine]:
    """A voice that reads out everything, signs too."""
    pytest.importorskip("espeakng_loader")
    engine = build("espeak")
    engine.load()
    yield engine
    engine.close()


def texts_of(language: str) -> list[str]:
    """Sentences, answers with their markup, and figures of all kinds, in one language."""
    texts = [text[:160] for text in answers_of(language)[::4]]
    texts += SENTENCES.get(language, [])[::5]
    table = CASES[language]
    texts += [text for text, _ in table.SENTENCES[::6]]
    texts += [cases[0][0] for cases in table.CASES.values() if cases]
    # The voice reads each kanji as "Chinese letter".
    return [re.sub("[一-龠々]", "か", text) for text in texts] if language == "ja" else texts


def answers_of(language: str) -> list[str]:
    """The answers of assistants in a language."""
    return [
        answer.text
        for module in (answers, answers_more, answers_last)
        for table in vars(module).values()
        if isinstance(table, list)
        for answer in table
        if isinstance(answer, answers.Answer) and answer.language == language
    ]


@pytest.mark.parametrize("language", CASES)
def test_slow_speech_takes_less_than_half(espeak: Engine, language: str) -> None:
    """Read at 80 words a minute, no text takes half its budget; a longer one at least an eighth."""
    texts = texts_of(language)
    assert len(texts) > 15
    for text in texts:
        said = speak(espeak, text, language=language, speed=0.25)
        spoken = said.samples / espeak.info.sample_rate * FRAMES_PER_SECOND
        # An address that is spelled at that pace, as the Japanese voice does, still ends in time.
        factor = 1 if "://" in text else 2
        assert factor * spoken <= budget_of(text), ascii(text)
        if spoken > 5 * FRAMES_PER_SECOND:
            assert budget_of(text) <= 8 * spoken, ascii(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hm.",
        "1234567890",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "我今天想去看电影但是天气不太好所以我决定留在家里听音乐",
    ],
)
def test_what_a_count_of_words_would_starve(espeak: Engine, text: str) -> None:
    """Long words, figures and text without spaces have what they need, and so have short ones."""
    language = "zh" if text.startswith("我") else "de"
    said = speak(espeak, text, language=language, speed=0.25)
    assert 2 * said.samples / espeak.info.sample_rate * FRAMES_PER_SECOND <= budget_of(text)
    assert budget_of(text) >= 4 * FRAMES_PER_SECOND


# The budget as a number


@given(texts=st.lists(st.text(st.characters(exclude_categories=[]))))
def test_it_grows_with_the_text_in_any_pieces(texts: list[str]) -> None:
    """More text is never less budget, and the pieces do not matter."""
    budget = FrameBudget(FRAMES_PER_SECOND)
    before = budget.frames
    for text in texts:
        budget.add(text)
        assert budget.frames >= before
        before = budget.frames
    assert budget.frames == budget_of("".join(texts))


@given(text=st.text(st.characters(exclude_categories=[])))
def test_no_character_gets_more_than_three_seconds(text: str) -> None:
    """The budget has a ceiling: five seconds, and less than three for each character."""
    assert budget_of("") == math.ceil(5 * FRAMES_PER_SECOND)
    assert budget_of(text) <= (5 + 3 * len(text)) * FRAMES_PER_SECOND + 1


def test_a_row_of_signs_is_not_said_sign_by_sign() -> None:
    """Lines of dashes and heaps of marks give no time to babble in; numbers count whole."""
    for sign in ("-", "=", "!", " ", "😀", "\n", "\u0301", "\u200b"):
        assert budget_of(sign * 100) <= budget_of(sign) + 10 * FRAMES_PER_SECOND + 1
    assert budget_of("7" * 100) > 200 * FRAMES_PER_SECOND
    assert budget_of("哈" * 100) > 100 * FRAMES_PER_SECOND


def test_frames_are_those_of_the_codec() -> None:
    """Twice as many frames a second are twice the budget."""
    half, whole = FrameBudget(12.5), FrameBudget(25)
    half.add("Hello, world.")
    whole.add("Hello, world.")
    assert abs(2 * half.frames - whole.frames) <= 1


# Silence


SIZE = 1920


def noise(seconds: float, decibels: float) -> NDArray[np.int16]:
    """Frames of noise of a given power: (n, samples)."""
    samples = np.random.default_rng(5).standard_normal(round(seconds * RATE / SIZE) * SIZE)
    scaled = samples / samples.std() * 10 ** (decibels / 20)
    frames: NDArray[np.int16] = (scaled * 32768).round().astype(np.int16).reshape(-1, SIZE)
    return frames


def falls_silent(frames: NDArray[np.int16]) -> list[bool]:
    """What a watch says after each frame."""
    watch = SilenceWatch(FRAMES_PER_SECOND)
    said = []
    for quiet in quiet_frames(frames).tolist():
        watch.push(quiet=quiet)
        said.append(watch.silent)
    return said


@pytest.mark.parametrize(
    ("parts", "ended"),
    [
        ([(2.4, -80)], False),
        ([(2.6, -80)], True),
        ([(2.6, -62)], True),
        ([(9.0, -58)], False),
        ([(1.0, -20), (2.4, -90), (0.2, -40), (2.4, -90)], False),
        ([(1.0, -20), (2.6, -90)], True),
        ([(2.6, -90), (1.0, -20)], True),
    ],
)
def test_silence_for_too_long_is_told(parts: list[tuple[float, float]], *, ended: bool) -> None:
    """Two seconds and a half on end under -60 dB of full scale; then it stays so."""
    assert falls_silent(np.concatenate([noise(*part) for part in parts]))[-1] is ended


def test_silence_is_told_with_the_frame_that_makes_it_too_long() -> None:
    """32 frames of 80 ms are the first that are 2.5 s."""
    assert falls_silent(np.zeros((32, SIZE), np.int16)) == [False] * 31 + [True]


@pytest.mark.parametrize("sample", [-30000, 1500, 30000])
def test_one_loud_sample_is_no_silence(sample: int) -> None:
    """A click has more power than a silent frame; what has less does not count."""
    frames = np.zeros((3, SIZE), np.int16)
    frames[1, 77] = sample
    frames[2, 77] = 1400
    assert quiet_frames(frames).tolist() == [True, False, True]


@given(levels=st.lists(st.sampled_from([-20, -58, -59.9, -60.1, -62, -90]), min_size=1, max_size=4))
def test_frames_are_silent_by_their_own_power(levels: list[float]) -> None:
    """Whatever stands beside them in a batch."""
    frames = np.concatenate([noise(0.24, level) for level in levels])
    powers = np.square(frames / 32768.0).mean(axis=1)
    assert quiet_frames(frames).tolist() == (powers < 1e-6).tolist()
