"""French numbers, as another library has them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rtts.text.normalize import normalize
from tests.text.compare import heard


@given(st.integers(0, 10**12))
@example(80)
@example(71)
@example(200_080)
def test_numbers_agree_with_num2words(value: int) -> None:
    """Without its noun a number is said as num2words writes it."""
    num2words = pytest.importorskip("num2words").num2words
    written = f"{value:,}".replace(",", "\u202f")
    assert heard(normalize(written, "fr"), "fr") == heard(num2words(value, lang="fr"), "fr")
