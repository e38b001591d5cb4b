"""French, as it is written and as it is said."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rtts.text.growing import GrowingText
from rtts.text.normalize import normalize
from rtts.text.rules.fr import RULES
from tests.text.cases.fr import BLIND, CASES, SENTENCES
from tests.text.compare import growth, heard, is_said

Case = tuple[str, tuple[str, ...]]

PROSE = (
    "Le soleil se lève lentement sur la vallée, et les oiseaux commencent à chanter. Marie ouvre"
    " la fenêtre : l'air est frais, presque froid. « Quelle belle journée ! » dit-elle à son mari,"
    " qui n'a pas encore fini son café. Ils iront peut-être jusqu'au lac, s'il ne pleut pas. Ou"
    " bien ils resteront chez eux, avec un bon livre et le chat sur les genoux…"
)
ALPHABET = "0123456789 ,.:/-–+%€°hkmM.ereIVX'’n\u00a0\u202f½²\néàNo"
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
    assert is_said(written, accepted, "fr"), normalize(written, "fr")


def test_the_tables_are_large_enough() -> None:
    """Every class has its cases, and there are whole sentences."""
    assert sum(map(len, CASES.values())) >= 40
    assert min(len(SENTENCES), len(BLIND)) >= 25


def test_prose_stays_as_it_is() -> None:
    """Sentences without figures and abbreviations do not change in a single character."""
    assert normalize(PROSE, "fr") == PROSE


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("C'est la p. 12. Puis", "C'est la page douze. Puis"),
        ("du pain, etc. Puis", "du pain, et cetera. Puis"),
        ("du pain, etc. et du vin", "du pain, et cetera et du vin"),
        ("du pain, etc.", "du pain, et cetera."),
        ("Il a 5 ans.", "Il a cinq ans."),
        ("à 15h30.", "à quinze heures trente."),
        ("(12 €)", "(douze euros)"),
        ("12,", "douze,"),
    ],
)
def test_the_marks_around_survive(written: str, said: str) -> None:
    """Commas, brackets and the stop at the end of a sentence are still there."""
    assert normalize(written, "fr") == said


def _streamed(text: str, size: int) -> str:
    growing = GrowingText(RULES)
    pieces = [growing.push(text[at : at + size]) for at in range(0, len(text), size)]
    return "".join(piece.text for part in [*pieces, growing.finish()] for piece in part)


@pytest.mark.parametrize("size", range(1, 7))
def test_sentences_in_fragments(size: int) -> None:
    """However a sentence arrives, the same is said."""
    for written, _ in SENTENCES + BLIND:
        assert _streamed(written, size) == normalize(written, "fr")


@given(st.text(ALPHABET, max_size=60), st.integers(1, 6))
def test_anything_in_fragments(text: str, size: int) -> None:
    """The same law for any text made of what the rules look at."""
    assert _streamed(text, size) == normalize(text, "fr")


@given(st.text(max_size=80))
def test_nothing_raises(text: str) -> None:
    """Whatever is written, something is said."""
    assert isinstance(normalize(text, "fr"), str)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_costs_what_its_length_says(text: str) -> None:
    """Nothing raises, and twice the text takes about twice as long."""
    assert growth(text, "fr") < 3


@given(st.integers(0, 10**12))
@example(80)
@example(71)
@example(200_080)
def test_numbers_agree_with_num2words(value: int) -> None:
    """Without its noun a number is said as num2words writes it."""
    num2words = pytest.importorskip("num2words").num2words
    written = f"{value:,}".replace(",", "\u202f")
    assert heard(normalize(written, "fr"), "fr") == heard(num2words(value, lang="fr"), "fr")
