"""Italian numbers: another library's, and where their accents stand."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rtts.text.normalize import normalize
from tests.text.compare import heard


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
