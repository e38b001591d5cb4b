"""English numbers, as two other libraries have them."""

import random
import re

import pytest

from rtts.text.rules.en.numbers import cardinal, ordinal, year


@pytest.mark.unmeasured
def test_cardinals_and_ordinals_agree_with_inflect() -> None:
    """Numbers and places in a row are those of another library, which is slow."""
    inflect = pytest.importorskip("inflect").engine()
    for value in _values()[::7]:
        words = inflect.number_to_words(value, andword="").replace(",", "")
        assert cardinal(value) == words
        assert ordinal(value) == inflect.ordinal(words)


@pytest.mark.unmeasured
def test_cardinals_ordinals_and_years_agree_with_num2words() -> None:
    """Numbers, places and years are those of a third library, but for its "and"."""
    num2words = pytest.importorskip("num2words").num2words
    for value in _values():
        assert cardinal(value) == _bare(num2words(value))
        assert ordinal(value) == _bare(num2words(value, to="ordinal"))
    for value in range(1000, 2100):
        assert year(value) == _bare(num2words(value, to="year")).replace("oh-", "oh ")


def _values() -> list[int]:
    rng = random.Random(1)
    return [*range(1200), *(rng.randrange(10 ** rng.randint(1, 15)) for _ in range(600))]


def _bare(words: str) -> str:
    return re.sub(r",| and(?= )", "", words)
