"""German numbers and genders, which no table of sentences tells apart."""

import pytest

from rtts.text.rules.de.nouns import gender_of
from rtts.text.rules.de.numbers import cardinal, ordinal_stem, whole, year


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "null"),
        (1, "eins"),
        (101, "einhunderteins"),
        (1001, "eintausendeins"),
        (101_000, "einhunderteintausend"),
        (1_000_000, "eine Million"),
        (2_300_000, "zwei Millionen dreihunderttausend"),
    ],
)
def test_cardinals(value: int, said: str) -> None:
    """Numbers have the words that children learn."""
    assert cardinal(value) == said


def test_no_thousand_is_counted_with_eins() -> None:
    """It is `eintausend` wherever it stands."""
    assert not any("einstausend" in cardinal(value * 1_000 + 1) for value in range(1, 1_000))


def test_years_and_ordinals() -> None:
    """Hundreds are counted in years before 2000; ordinals end in `t` up to 19, then in `st`."""
    assert [year(value) for value in (1066, 1984, 2024)] == [
        "eintausendsechsundsechzig",
        "neunzehnhundertvierundachtzig",
        "zweitausendvierundzwanzig",
    ]
    irregular = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
    for value in range(1, 100):
        stem = cardinal(value) + ("t" if value < 20 else "st")
        assert ordinal_stem(value) == irregular.get(value, stem)


def test_what_is_too_long_for_words_is_read_digit_by_digit() -> None:
    """So are codes with zeros in front."""
    assert whole("9" * 20) == " ".join(["neun"] * 20)
    assert whole("007") == "null null sieben"


def test_genders() -> None:
    """A compound has the gender of its last part, any other noun the one its ending suggests."""
    found = {noun: gender_of(noun) for noun in ("Knoblauchzehe", "Esslöffel", "Hauptgericht")}
    assert found == {"Knoblauchzehe": "f", "Esslöffel": "m", "Hauptgericht": "n"}
    assert [gender_of(noun) for noun in ("Xung", "Xchen", "Xling")] == ["f", "n", "m"]
