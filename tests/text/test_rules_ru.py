"""Russian: what is written as digits, signs and abbreviations is said as a person would."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.text.growing import GrowingText
from rtts.text.normalize import normalize
from rtts.text.rules.ru import RULES
from rtts.text.rules.ru.grammar import Case, Gender
from rtts.text.rules.ru.numerals import cardinal, ordinal, prefix
from tests.text.cases.ru import BLIND, CASES, SENTENCES
from tests.text.compare import growth, is_said

_ISOLATED = [
    pytest.param(written, accepted, id=f"{name}: {written}")
    for name, rows in CASES.items()
    for written, accepted in rows
]

_PROSE = (
    "Вчера мы долго гуляли по набережной и говорили о книгах. Он сказал, что вернётся к вечеру,"
    " но так и не пришёл. Всё ок. Далее мы дали им. Потом пошёл дождь — сильный, холодный. Кто-то"
    " из них всё-таки остался дома: «Не хочу», — ответил он. И это было правильно!"
)

_HOSTILE = {
    "digits": "1" * 10_000,
    "grouped": "1 234 567 " * 1000,
    "amount": "$" + "9" * 400,
    "fractions": "1/2" * 1000,
    "dots": "1.1." * 2000,
    "signs": "€" * 5000,
    "surrogates": "\ud800 5 кг \udfff" * 50,
    "dashes": "5-" * 3000,
    "colons": "12:" * 3000,
    "commas": "1,234," * 1500,
    "combining": "5" + "\u0301" * 5000 + " кг",
    "roman": "XIV" * 2000,
    "abbreviations": "т. д. " * 1500,
    "brackets": "((5 кг" * 1000,
    "plus": "+7 (" * 2000,
    "spaces": "5" + " " * 10_000 + "кг",
    "dates": "31.12.2024" * 500,
    "arabic": "٣٤٥ кг ١٢:٣٠ ₽٥٠ ٣-й " * 100,
    "superscripts": "x²³¹" * 1000,
}


def _in_fragments(text: str, size: int) -> str:
    growing = GrowingText(RULES)
    pieces = [
        piece for at in range(0, len(text), size) for piece in growing.push(text[at : at + size])
    ]
    return "".join(piece.text for piece in pieces + growing.finish())


@pytest.mark.parametrize(("written", "accepted"), _ISOLATED)
def test_a_written_form_is_said(written: str, accepted: tuple[str, ...]) -> None:
    """Each form by itself is said in one of the accepted ways."""
    assert is_said(written, accepted, "ru"), normalize(written, "ru")


@pytest.mark.parametrize(("written", "accepted"), SENTENCES + BLIND)
def test_a_sentence_is_said(written: str, accepted: tuple[str, ...]) -> None:
    """Whole sentences are said in one of the accepted ways."""
    assert is_said(written, accepted, "ru"), normalize(written, "ru")


def test_prose_stays_as_it_is() -> None:
    """A text of plain words, some of them like abbreviations, is not touched."""
    assert normalize(_PROSE, "ru") == _PROSE


@pytest.mark.parametrize("size", range(1, 7))
def test_fragments_make_no_difference(size: int) -> None:
    """The sentences are said the same in whatever pieces they come."""
    for written, _ in SENTENCES + BLIND:
        assert _in_fragments(written, size) == normalize(written, "ru")


@given(
    st.text("0123456789 .,:;-–—/%№$₽°+×=()«»кгмчтвисодгIXV²½\u00a0", max_size=60),
    st.integers(1, 6),
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_said_the_same_in_fragments(text: str, size: int) -> None:
    """So is whatever else digits, signs and the letters of units make up."""
    assert _in_fragments(text, size) == normalize(text, "ru")


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_text_costs_what_its_length_says(name: str) -> None:
    """Nothing raises, and twice the text takes about twice as long."""
    assert growth(_HOSTILE[name], "ru") < 3


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Это было в 2024 г. Потом стало легче.", "году. Потом"),
        ("Он заплатил 5 руб.", "рублей."),
        ("Он заплатил 5 руб. за чай.", "рублей за"),
        ("Были яблоки, груши и т. д.", "далее."),
    ],
)
def test_the_stop_of_an_abbreviation_ends_its_sentence(written: str, said: str) -> None:
    """Where nothing follows or a new sentence does, the stop is put back; elsewhere it goes."""
    assert said in normalize(written, "ru")


def test_numbers_take_case_and_gender() -> None:
    """Every part of a number is declined, and what it counts tells its gender."""
    assert cardinal(200, Case.GEN) == "двухсот"
    assert cardinal(1_345, Case.INS) == "тысячей тремястами сорока пятью"
    assert cardinal(21, Case.ACC, Gender.F) == "двадцать одну"
    assert cardinal(2_000, Case.DAT) == "двум тысячам"
    assert cardinal(10**15) is None


def test_of_an_ordinal_only_the_last_word_is_declined() -> None:
    """The rest stands in the nominative; round thousands are one word."""
    assert ordinal(1984, Case.PREP) == "тысяча девятьсот восемьдесят четвёртом"
    assert ordinal(2000, Case.PREP) == "двухтысячном"
    assert ordinal(3, Case.GEN, Gender.F) == "третьей"
    assert ordinal(0) == "нулевой"


def test_a_number_begins_a_word_in_the_genitive() -> None:
    """But one, ninety, a hundred and a thousand have forms of their own."""
    assert [prefix(value) for value in (1, 5, 21, 90, 100, 150, 1000)] == [
        "одно",
        "пяти",
        "двадцатиодно",
        "девяносто",
        "сто",
        "стопятидесяти",
        "тысяче",
    ]
