"""What is said of Spanish text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtts.text.growing import GrowingText
from rtts.text.normalize import normalize
from rtts.text.rules.loader import load
from tests.text.cases.es import BLIND, CASES, SENTENCES
from tests.text.compare import growth, heard, is_said

ALL = [case for cases in CASES.values() for case in cases] + SENTENCES + BLIND
ALPHABET = "0123456789.,:;/-–+%€$°ºª ()[]xXVIaeosdmhpkgC\n½²"
HOSTILE = [
    "1" * 10_000,
    "$" + "9" * 400,
    "9" * 400 + ",50 €",
    "1/2" * 1000,
    "1.1." * 2000,
    "€" * 5000,
    "\ud800 5 \udfff €",
    "-" * 5000 + "5",
    "1 000 " * 800,
    "A1-" * 1500,
    "X" * 3000,
    "S. A. " * 800,
    "²" * 3000,
    "e\u0301" * 2000 + "5 km",
]


@pytest.mark.parametrize(("written", "accepted"), ALL, ids=[written for written, _ in ALL])
def test_is_said(written: str, accepted: tuple[str, ...]) -> None:
    """A line of the tables is said as one of its forms."""
    assert is_said(written, accepted, "es"), heard(normalize(written, "es"), "es")


@pytest.mark.parametrize("chars", range(1, 7))
def test_growing_text_is_said_alike(chars: int) -> None:
    """In fragments of any size the same is said as of the whole."""
    for written, _ in ALL:
        assert _in_fragments(written, chars) == normalize(written, "es"), written


@settings(max_examples=150, deadline=None)
@given(st.text(ALPHABET, max_size=60), st.integers(1, 6))
def test_any_growing_text_is_said_alike(written: str, chars: int) -> None:
    """The law holds for any text."""
    assert _in_fragments(written, chars) == normalize(written, "es")


@pytest.mark.parametrize("written", HOSTILE, ids=[written[:12] for written in HOSTILE])
def test_hostile_text_costs_what_its_length_says(written: str) -> None:
    """Nothing raises, and twice the text takes about twice as long."""
    assert growth(written, "es") < 3


@pytest.mark.parametrize(
    "written",
    [
        "La casa está cerca del mar. El sol sale temprano y nadie lo ve.",
        "No sé si vienes o no; dime, por favor, a qué hora sales.",
        "Estudió en la capital. Dom y su hermana viven lejos. ¡Qué bien!",
        "El precio me da igual: lo quiero. Y tú, ¿qué opinas?",
        "Mi vida es así, con sus más y sus menos, y así la quiero.",
    ],
)
def test_prose_is_left_as_it_is(written: str) -> None:
    """Plain words are not touched."""
    assert normalize(written, "es") == written


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Llega a las 5 p. m. El tren sale.", "Llega a las cinco de la tarde. El tren sale."),
        ("Llega a las 5 p. m. el tren.", "Llega a las cinco de la tarde el tren."),
        ("Vive en EE. UU.", "Vive en Estados Unidos."),
        ("Pan, vino, etc. Y queso.", "Pan, vino, etcétera. Y queso."),
        ("Son 5 km.", "Son cinco kilómetros."),
    ],
)
def test_the_sentence_keeps_its_stop(written: str, said: str) -> None:
    """The stop of an abbreviation stays where it also ends the sentence."""
    assert normalize(written, "es") == said


def _in_fragments(text: str, chars: int) -> str:
    growing = GrowingText(load("es"))
    pieces = []
    for start in range(0, len(text), chars):
        pieces += growing.push(text[start : start + chars])
    pieces += growing.finish()
    return "".join(piece.text for piece in pieces)
