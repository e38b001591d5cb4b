"""What every language is held to: its tables, and what is true of any text."""

from collections.abc import Iterator
from importlib import import_module
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.text.normalize import normalize
from tests.text.cases.ends import ENDS
from tests.text.cases.hostile import LETTERS, MARKS, PARTICULAR, SHARED
from tests.text.cases.mended import MENDED
from tests.text.cases.plain import PLAIN
from tests.text.compare import growth, is_said, streamed

Row = tuple[str, tuple[str, ...]]

TABLES = {
    "de": ["de"],
    "en": ["en", "en_unseen"],
    "es": ["es"],
    "fr": ["fr"],
    "it": ["it"],
    "ja": ["ja"],
    "ko": ["ko"],
    "pt": ["pt"],
    "ru": ["ru"],
    "zh": ["zh"],
}
SENTENCES = ("SENTENCES", "BLIND", "LATER", "ORDINARY", "LAST")
SIZES = range(1, 7)
LOOK_ALIKE = (
    str.maketrans({"i": "\u0130", "s": "\u017f", "k": "\u212a"}),
    str.maketrans({"i": "\u0131", "K": "\u212a"}),
)
LANGUAGES = pytest.mark.parametrize("language", TABLES)


def _tables(language: str) -> Iterator[tuple[str, list[Row]]]:
    """The rows of a language, by the name of their class or list."""
    for name in TABLES[language]:
        table = import_module(f"tests.text.cases.{name}")
        for kind, rows in table.CASES.items():
            yield f"{name} {kind}", rows
        for sentences in SENTENCES:
            yield f"{name} {sentences.lower()}", getattr(table, sentences, [])
    yield "mended", MENDED[language]


def _rows() -> Iterator[object]:
    for language in TABLES:
        for name, rows in _tables(language):
            for written, accepted in rows:
                yield pytest.param(language, written, accepted, id=f"{name}: {written}")


def _texts() -> Iterator[object]:
    for language in TABLES:
        rows = chain.from_iterable(rows for _, rows in _tables(language))
        for written in dict.fromkeys(written for written, _ in rows):
            yield pytest.param(language, written, id=f"{language}: {written}")


def _ends() -> Iterator[object]:
    for language, rows in ENDS.items():
        for written, said in rows:
            yield pytest.param(language, written, said, id=f"{language}: {written}")


def _plain() -> Iterator[object]:
    for language, texts in PLAIN.items():
        for text in texts:
            yield pytest.param(language, text, id=f"{language}: {text}")


def _hostile() -> Iterator[object]:
    for language in TABLES:
        for name, text in SHARED.items():
            yield pytest.param(language, text, id=f"{language}: {name}")
        for name, text in PARTICULAR.get(language, {}).items():
            yield pytest.param(language, text, id=f"{language}: its own {name}")


@pytest.mark.parametrize(("language", "written", "accepted"), [*_rows()])
def test_what_is_written_is_said(language: str, written: str, accepted: tuple[str, ...]) -> None:
    """A row of the tables is said in one of the ways that a native speaker accepts."""
    assert is_said(written, accepted, language), normalize(written, language)


@pytest.mark.parametrize(("language", "written"), [*_texts()])
def test_fragments_make_no_difference(language: str, written: str) -> None:
    """A text of the tables is said the same in fragments of any size."""
    whole = normalize(written, language)
    assert [streamed(written, language, [size]) for size in SIZES] == [whole] * len(SIZES)


@pytest.mark.unmeasured
@LANGUAGES
@settings(max_examples=150)
@given(data=st.data(), sizes=st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_fragments_of_anything_make_no_difference(
    language: str, data: st.DataObject, sizes: list[int]
) -> None:
    """So is a text that means nothing, made of what the rules look at."""
    text = data.draw(st.text(MARKS + LETTERS[language], max_size=60))
    assert streamed(text, language, sizes) == normalize(text, language)


@LANGUAGES
@given(text=st.text(max_size=80))
def test_nothing_raises(language: str, text: str) -> None:
    """Whatever is written, something is said."""
    assert isinstance(normalize(text, language), str)


@LANGUAGES
def test_letters_that_only_look_alike_raise_nothing(language: str) -> None:
    """A pattern that ignores case takes them for others, under which no table has a word."""
    for _, rows in _tables(language):
        for written, _ in rows:
            for letters in LOOK_ALIKE:
                assert normalize(written.translate(letters), language)


@pytest.mark.parametrize(("language", "text"), [*_hostile()])
def test_hostile_text_costs_what_its_length_says(language: str, text: str) -> None:
    """Nothing raises, and twice the text takes about twice as long."""
    assert growth(text, language) < 3


@pytest.mark.parametrize(("language", "text"), [*_plain()])
def test_plain_text_is_left_as_it_is(language: str, text: str) -> None:
    """A text without numbers, signs and abbreviations does not change in a character."""
    assert normalize(text, language) == text


@pytest.mark.parametrize(("language", "written", "said"), [*_ends()])
def test_the_marks_of_a_sentence_stay(language: str, written: str, said: str) -> None:
    """What ends a sentence or parts it is still there, what is only an abbreviation's is not."""
    assert normalize(written, language) == said


@LANGUAGES
def test_the_tables_are_large_enough(language: str) -> None:
    """A language has its cases of many classes, and whole sentences seen and unseen."""
    sizes = {name: len(rows) for name, rows in _tables(language)}
    assert len(sizes) >= 14
    assert sum(sizes.values()) >= 200
    assert min(sizes[f"{language} sentences"], sizes[f"{language} blind"]) >= 25
