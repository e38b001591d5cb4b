"""Italian, as it is written and as it is said."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rtts.text.growing import GrowingText
from rtts.text.normalize import normalize
from rtts.text.rules.it import RULES
from tests.text.cases.it import BLIND, CASES, SENTENCES
from tests.text.compare import growth, heard, is_said

Case = tuple[str, tuple[str, ...]]

PROSE = (
    "Il sole sorge lentamente sulla valle, e gli uccelli cominciano a cantare. Maria apre la"
    " finestra: l'aria è fresca, quasi fredda. «Che bella giornata!» dice al marito, che non ha"
    " ancora finito il caffè. I ragazzi andranno forse al lago, se non piove. Oppure resteranno a"
    " casa, con un buon libro e il gatto sulle ginocchia…"
)
ALPHABET = "0123456789 ,.:/-–+%€°hkmM.aloIVX'’n\u00a0\u202f½²\nªºNe"
HOSTILE = [
    "1" * 10_000,
    "9" * 400 + ",50 €",
    "1/2" * 1000,
    "1.1." * 2000,
    "1 234 " * 1500,
    "€" * 5000,
    "12,5 €/" * 800,
    "1-" * 3000,
    "15h" * 1500,
    "a1" * 3000,
    "M. " * 2000,
    "XIV" * 2000,
    "+33 " * 1500,
    "e\u0301" * 3000,
    "\ud800" * 2000 + "5 €",
    "-" * 5000 + "3",
    "c. à " * 1500,
    "1 " * 4000,
    "٣٫٥ 五 ५",
]


def _cases() -> list[Case]:
    return [case for cases in CASES.values() for case in cases] + SENTENCES + BLIND


@pytest.mark.parametrize(("written", "accepted"), _cases())
def test_what_is_said(written: str, accepted: tuple[str, ...]) -> None:
    """Everything in the tables is said in one of the ways that a native speaker accepts."""
    assert is_said(written, accepted, "it"), normalize(written, "it")


def test_the_tables_are_large_enough() -> None:
    """Every class has its cases, and there are whole sentences."""
    assert sum(map(len, CASES.values())) >= 40
    assert min(len(SENTENCES), len(BLIND)) >= 25


def test_prose_stays_as_it_is() -> None:
    """Sentences without figures and abbreviations do not change in a single character."""
    assert normalize(PROSE, "it") == PROSE


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("È a pag. 12. Poi", "È a pagina dodici. Poi"),
        ("pane, ecc. Poi", "pane, eccetera. Poi"),
        ("pane, ecc. e vino", "pane, eccetera e vino"),
        ("pane, ecc.", "pane, eccetera."),
        ("Ha 5 anni.", "Ha cinque anni."),
        ("alle 15:30.", "alle quindici e trenta."),
        ("(12 €)", "(dodici euro)"),
        ("Dura 30 min. Poi", "Dura trenta minuti. Poi"),
        ("l'8,", "l'otto,"),
    ],
)
def test_the_marks_around_survive(written: str, said: str) -> None:
    """Commas, brackets and the stop at the end of a sentence are still there."""
    assert normalize(written, "it") == said


def _streamed(text: str, size: int) -> str:
    growing = GrowingText(RULES)
    pieces = [growing.push(text[at : at + size]) for at in range(0, len(text), size)]
    return "".join(piece.text for part in [*pieces, growing.finish()] for piece in part)


@pytest.mark.parametrize("size", range(1, 7))
def test_sentences_in_fragments(size: int) -> None:
    """However a sentence arrives, the same is said."""
    for written, _ in SENTENCES + BLIND:
        assert _streamed(written, size) == normalize(written, "it")


@given(st.text(ALPHABET, max_size=60), st.integers(1, 6))
def test_anything_in_fragments(text: str, size: int) -> None:
    """The same law for any text made of what the rules look at."""
    assert _streamed(text, size) == normalize(text, "it")


@given(st.text(max_size=80))
def test_nothing_raises(text: str) -> None:
    """Whatever is written, something is said."""
    assert isinstance(normalize(text, "it"), str)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_costs_what_its_length_says(text: str) -> None:
    """Nothing raises, and twice the text takes about twice as long."""
    assert growth(text, "it") < 3


@given(st.integers(0, 10**9 - 1))
@example(3)
@example(123)
@example(1118)
def test_numbers_agree_with_num2words(value: int) -> None:
    """A number is said as num2words writes it, but for its slips with 18 and with accents."""
    num2words = pytest.importorskip("num2words").num2words
    said = num2words(value, lang="it").replace("dicotto", "diciotto").replace("tré", "tre")
    assert heard(normalize(f"{value:_}".replace("_", "."), "it"), "it").replace("é", "e") == heard(
        said.replace("é", "e"), "it"
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3, "tre"),
        (23, "ventitré"),
        (28, "ventotto"),
        (118, "centodiciotto"),
        (123, "centoventitré"),
        (180, "centottanta"),
        (1003, "milletré"),
        (23_000, "ventitremila"),
        (21_000_001, "ventuno milioni e uno"),
    ],
)
def test_accents_and_elisions_of_numbers(value: int, words: str) -> None:
    """Three has an accent at the end of a longer word only; eight swallows a vowel."""
    assert normalize(f"{value:_}".replace("_", "."), "it") == words
